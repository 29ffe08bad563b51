//! Can a plot lie in this domain at all?
//!
//! Asked before anything is cut: of the domains of a town most cannot hold
//! one.

use geo_types::Coord;

use super::super::bounds::Bounds;
use super::frame::Frame;
use super::near::{crosses, distance};
use super::shape::Shape;
use super::taking::Taking;

/// Fans and arcs are cut in chords, which lie up to 1.1 % of their distance
/// within the circle: what lies nearer than so much of it is surely taken.
const SURE: f64 = 0.98;

/// What rounding to the grid may move, with room to spare.
const ROUNDED_M: f64 = 0.002;

/// Squares of less than this half are not quartered further.
const SMALLEST_M: f64 = 0.5;

/// Whether a circle of this radius might lie in the shapes, clear of what
/// takes ground. `false` is sure, `true` is not.
///
/// # Method
///
/// A plot is a dilation of the places that lie at least the radius from the
/// edge of free ground: without such a place there is none. Squares are
/// quartered until each lies wholly outside, within what takes ground, or too
/// near to an edge.
pub(super) fn may_hold(
    shapes: &[Shape],
    takings: &[Taking<'_>],
    frame: &Frame,
    bounds: &Bounds,
    radius: f64,
) -> bool {
    if radius <= 0.0 {
        return true;
    }
    let own = shapes.iter().flatten().map(|ring| frame.locals(ring));
    let mut edges = Edges { all: Vec::new(), own: 0 };
    own.for_each(|ring| edges.add(&ring, radius));
    edges.own = edges.all.len();
    for taking in takings {
        let reach = taking.setback() + radius;
        taking.rings_within(frame, bounds, reach).iter().for_each(|ring| edges.add(ring, reach));
    }
    let (min, max) = (frame.local(bounds.min), frame.local(bounds.max));
    let half = (max.x - min.x).max(max.y - min.y) / 2.0;
    let near = (0..edges.all.len()).collect();
    edges.leave_room(&Square { center: (min + max) / 2.0, half, near, inside: false, untaken: false })
}

/// An edge, and how far from it the middle of a circle must lie.
struct Edge {
    ends: [Coord<f64>; 2],
    clear: f64,
}

/// The edges of the domain, then those of what takes ground.
struct Edges {
    all: Vec<Edge>,
    own: usize,
}

struct Square {
    center: Coord<f64>,
    half: f64,
    /// The edges that may be too near to a place in it.
    near: Vec<usize>,
    /// Whether all of it is known to lie in the domain.
    inside: bool,
    /// Whether nothing in it is known to be taken.
    untaken: bool,
}

impl Edges {
    fn add(&mut self, ring: &[Coord<f64>], clear: f64) {
        let clear = clear * SURE - ROUNDED_M;
        let next = ring.iter().cycle().skip(1);
        self.all.extend(ring.iter().zip(next).map(|(&from, &to)| Edge { ends: [from, to], clear }));
    }

    /// Whether some place of a square might be the middle of a circle.
    fn leave_room(&self, square: &Square) -> bool {
        let Square { center, half, mut inside, mut untaken, .. } = *square;
        let diagonal = half * std::f64::consts::SQRT_2;
        let mut near = Vec::with_capacity(square.near.len());
        let (mut to_own, mut to_taking) = (f64::INFINITY, f64::INFINITY);
        for &at in &square.near {
            let edge = &self.all[at];
            let gap = distance(center, &edge.ends);
            if gap + diagonal < edge.clear {
                return false;
            }
            let nearest = if at < self.own { &mut to_own } else { &mut to_taking };
            *nearest = nearest.min(gap);
            if gap < edge.clear + diagonal {
                near.push(at);
            }
        }
        // No edge runs through the square: all of it lies on one side.
        if !inside && to_own > diagonal {
            inside = winding(&self.all[..self.own], center) > 0;
            if !inside {
                return false;
            }
        }
        if !untaken && to_taking > diagonal {
            untaken = winding(&self.all[self.own..], center) <= 0;
            if !untaken {
                return false;
            }
        }
        if half < SMALLEST_M {
            return true;
        }
        let quarter = half / 2.0;
        [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)].into_iter().any(|(x, y)| {
            let center = center + Coord { x: x * quarter, y: y * quarter };
            self.leave_room(&Square { center, half: quarter, near: near.clone(), inside, untaken })
        })
    }
}

/// How often edges wind around a point.
fn winding(edges: &[Edge], point: Coord<f64>) -> i32 {
    let passing = edges.iter().filter(|edge| crosses(&edge.ends, point));
    passing.map(|Edge { ends: [from, to], .. }| if to.y > from.y { 1 } else { -1 }).sum()
}
