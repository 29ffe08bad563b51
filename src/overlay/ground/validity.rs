//! Is this ring one that does not cross itself?

use i_overlay::i_float::int::point::IntPoint;

use super::boolean::resolved;
use super::shape::{Ring, Shape, doubled_area};
use super::straight::{straightened, turn};

/// Longest ring whose edges are compared two by two.
const FEW: usize = 32;

/// The polygons that an exterior with holes holds, whatever the state of its
/// rings: exteriors counterclockwise, holes clockwise, none crossing.
///
/// A place counts when the exterior winds around it and no hole does. Rings
/// without area hold nothing.
pub(super) fn valid(exterior: Ring, holes: Vec<Ring>) -> Vec<Shape> {
    let mut exterior = straightened(exterior);
    if holes.is_empty() && exterior.len() <= FEW && is_simple(&exterior) {
        if doubled_area(&exterior) < 0 {
            exterior.reverse();
        }
        return vec![vec![exterior]];
    }
    resolved(&exterior, holes)
}

/// Whether edges of a straightened ring meet at the corners they share and
/// nowhere else.
fn is_simple(ring: &[IntPoint]) -> bool {
    let n = ring.len();
    let edge = |i: usize| (ring[i], ring[(i + 1) % n]);
    n == 3 || n > 3 && (0..n).all(|i| (i + 2..n).all(|j| (i == 0 && j == n - 1) || !meet(edge(i), edge(j))))
}

fn meet((a, b): (IntPoint, IntPoint), (c, d): (IntPoint, IntPoint)) -> bool {
    let apart = |a: i32, b: i32, c: i32, d: i32| a.max(b) < c.min(d) || c.max(d) < a.min(b);
    if apart(a.x, b.x, c.x, d.x) || apart(a.y, b.y, c.y, d.y) {
        return false;
    }
    turn(a, b, c).signum() * turn(a, b, d).signum() <= 0
        && turn(c, d, a).signum() * turn(c, d, b).signum() <= 0
}
