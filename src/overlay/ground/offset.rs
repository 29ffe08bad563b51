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
    let mut moved = Vec::with_capacity(ring.len() * 4);
    let next = |i: usize| ring[(i + 1) % ring.len()];
    // Of corners that coincide the last one has an edge after it.
    let edge = |i: usize| unit(next(i) - ring[i]);
    let Some(mut before) = (0..ring.len()).rev().find_map(edge) else { return moved };
    for (i, &corner) in ring.iter().enumerate() {
        let Some(after) = edge(i) else { continue };
        turn(corner, before, after, distance, join, &mut moved);
        before = after;
    }
    moved
}

fn unit(along: Coord<f64>) -> Option<Coord<f64>> {
    let length = length(along);
    (length > 0.0).then(|| along / length)
}

/// The points beside one corner.
fn turn(
    corner: Coord<f64>,
    before: Coord<f64>,
    after: Coord<f64>,
    distance: f64,
    join: Join,
    moved: &mut Vec<Coord<f64>>,
) {
    let beside = |along: Coord<f64>| Coord { x: along.y, y: -along.x } * distance;
    let (from, to) = (beside(before), beside(after));
    let cosine = before.x * after.x + before.y * after.y;
    let angle = (before.x * after.y - before.y * after.x).atan2(cosine);
    moved.push(corner + from);
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
