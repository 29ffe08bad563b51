//! Which ring runs at a distance beside this one?

use std::f64::consts::PI;

use geo_types::Coord;

use super::near::length;

/// Angle between two points of a rounded corner: eight steps in a quarter,
/// as GEOS does by default.
const STEP: f64 = PI / 16.0;

/// How far a mitered corner may stick out, as a multiple of the distance: a
/// right angle with 5 % to spare. Sharper ones are rounded.
const MITER_LIMIT: f64 = std::f64::consts::SQRT_2 * 1.05;

/// Places nearer to each other than this are one, meters: what rounding to
/// the grid does to a corner.
const SAME_M: f64 = 0.0001;

/// How far the center of an arc may lie from its pivot, meters: the rounding
/// of the ends of an edge, as many times larger as the edge is short.
const PIVOT_M: f64 = 0.001;

/// What is done where edges move apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Points on the arc, between 12 and 32 to a whole turn.
    Round,
    /// The corner itself, unless it is sharper than a right angle.
    Miter,
}

/// The ring at a distance to the right of a closed ring; to the left if the
/// distance is negative.
///
/// It is raw: it crosses itself where edges move into each other. Around any
/// place it winds as often as the ring itself, plus once for each edge whose
/// rectangle of this width, and each corner whose fan, holds the place
/// (minus, to the left). So exteriors wound counterclockwise and holes wound
/// clockwise give together the dilation where they wind positively, and to
/// the left the erosion.
///
/// # Method
///
/// An arc is cut in equal steps of about [`STEP`], its points on the circle,
/// as GEOS cuts it; the chords lie up to 1.1 % of the distance within the
/// circle, mostly 0.5 %.
pub(super) fn offset(ring: &[Coord<f64>], distance: f64, join: Join) -> Vec<Coord<f64>> {
    let side = |from: Coord<f64>, to: Coord<f64>| Side::straight(from, to, distance);
    moved(ring, distance, join, side)
}

/// The dilation of an eroded ring: [`offset`] to the right, with miters, where
/// edges that are pieces of an arc around a pivot go back to that pivot.
///
/// Rectangles on such edges would all meet near the pivot, and cross each
/// other there.
pub(super) fn offset_back(ring: &[Coord<f64>], distance: f64, pivots: &Pivots) -> Vec<Coord<f64>> {
    let side = |from: Coord<f64>, to: Coord<f64>| match pivots.of_arc(from, to, distance) {
        Some(pivot) => Some(Side { at_start: pivot - from, at_end: pivot - to }),
        None => Side::straight(from, to, distance),
    };
    moved(ring, distance, Join::Miter, side)
}

/// The way from both ends of an edge to their moved places.
#[derive(Clone, Copy)]
struct Side {
    at_start: Coord<f64>,
    at_end: Coord<f64>,
}

impl Side {
    /// That of an edge with a direction.
    fn straight(from: Coord<f64>, to: Coord<f64>, distance: f64) -> Option<Self> {
        let along = to - from;
        let length = length(along);
        let beside = Coord { x: along.y, y: -along.x } / length * distance;
        (length > 0.0).then_some(Self { at_start: beside, at_end: beside })
    }
}

fn moved(
    ring: &[Coord<f64>],
    distance: f64,
    join: Join,
    side: impl Fn(Coord<f64>, Coord<f64>) -> Option<Side>,
) -> Vec<Coord<f64>> {
    let mut moved = Vec::with_capacity(ring.len() * 4);
    // Of corners that coincide the last one has an edge after it.
    let edge = |i: usize| side(ring[i], ring[(i + 1) % ring.len()]);
    let Some(mut before) = (0..ring.len()).rev().find_map(edge) else { return moved };
    for (i, &corner) in ring.iter().enumerate() {
        let Some(after) = edge(i) else { continue };
        turn(corner, before.at_end, after.at_start, distance, join, &mut moved);
        before = after;
    }
    moved
}

/// The points beside one corner, given the ways to the first and the last.
fn turn(
    corner: Coord<f64>,
    from: Coord<f64>,
    to: Coord<f64>,
    distance: f64,
    join: Join,
    moved: &mut Vec<Coord<f64>>,
) {
    moved.push(corner + from);
    if length(to - from) < SAME_M {
        return;
    }
    let square = distance * distance;
    let cosine = (from.x * to.x + from.y * to.y) / square;
    let angle = ((from.x * to.y - from.y * to.x) / square).atan2(cosine);
    if angle * distance < 0.0 {
        // Edges that move into each other: by way of the corner, so that
        // the windings stay those of the two rectangles.
        moved.push(corner);
    } else if join == Join::Miter && 1.0 / (angle / 2.0).cos() <= MITER_LIMIT {
        moved.push(corner + (from + to) / (1.0 + cosine));
    } else {
        let steps = (angle.abs() / STEP).round().max(1.0);
        let mut step = 1.0;
        while step < steps {
            let (sin, cos) = (angle * step / steps).sin_cos();
            moved.push(corner + Coord { x: from.x * cos - from.y * sin, y: from.x * sin + from.y * cos });
            step += 1.0;
        }
    }
    moved.push(corner + to);
}

/// The corners around which an erosion turns.
pub(super) struct Pivots {
    /// From west to east.
    corners: Vec<Coord<f64>>,
}

impl Pivots {
    /// Those of rings that have what they bound on their left.
    pub fn of(rings: impl Iterator<Item = Vec<Coord<f64>>>) -> Self {
        let mut corners = Vec::new();
        for ring in rings {
            for (i, &corner) in ring.iter().enumerate() {
                let (before, after) = (ring[(i + ring.len() - 1) % ring.len()], ring[(i + 1) % ring.len()]);
                let (into, out) = (corner - before, after - corner);
                if into.x * out.y < into.y * out.x {
                    corners.push(corner);
                }
            }
        }
        corners.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        Self { corners }
    }

    /// The pivot to the right of an edge whose ends both lie at this distance
    /// from it.
    fn of_arc(&self, from: Coord<f64>, to: Coord<f64>, distance: f64) -> Option<Coord<f64>> {
        let along = to - from;
        let half = length(along) / 2.0;
        if half <= 0.0 || half >= distance {
            return None;
        }
        let across = Coord { x: along.y, y: -along.x } / (2.0 * half);
        let center = (from + to) / 2.0 + across * (distance * distance - half * half).sqrt();
        let first = self.corners.partition_point(|corner| corner.x < center.x - PIVOT_M);
        let near = self.corners[first..].iter().take_while(|corner| corner.x <= center.x + PIVOT_M);
        near.copied().find(|corner| length(*corner - center) < PIVOT_M)
    }
}
