//! Is this ring one that does not cross itself?

use i_overlay::i_float::int::point::IntPoint;

use super::boolean::{Ring, Shape, doubled_area, resolved};

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

/// The ring without repeated points and points on a straight line.
pub(super) fn straightened(ring: Ring) -> Ring {
    let mut kept: Ring = Vec::with_capacity(ring.len());
    for point in ring {
        while kept.last().is_some_and(|&last| last == point)
            || kept.len() > 1 && turn(kept[kept.len() - 2], kept[kept.len() - 1], point) == 0
        {
            kept.pop();
        }
        kept.push(point);
    }
    // The same where the ring closes.
    while kept.len() > 2 {
        let n = kept.len();
        if kept[n - 1] == kept[0] || turn(kept[n - 2], kept[n - 1], kept[0]) == 0 {
            kept.pop();
        } else if turn(kept[n - 1], kept[0], kept[1]) == 0 {
            kept.remove(0);
        } else {
            break;
        }
    }
    kept
}

/// Which side of the line from `a` to `b` the point lies on: positive on the
/// left.
pub(super) fn turn(a: IntPoint, b: IntPoint, point: IntPoint) -> i128 {
    let (ax, ay) = (i128::from(a.x), i128::from(a.y));
    let (ux, uy) = (i128::from(b.x) - ax, i128::from(b.y) - ay);
    let (vx, vy) = (i128::from(point.x) - ax, i128::from(point.y) - ay);
    ux * vy - uy * vx
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
