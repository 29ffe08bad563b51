//! What do shapes on the grid have together, and what not?
//!
//! The only file that knows the engine. Its integer interface is used: what
//! comes out lies on the same grid as what went in, and equal input in any
//! order gives equal output.

use i_overlay::{
    core::{
        fill_rule::FillRule,
        overlay::{IntOverlayOptions, Overlay, ShapeType},
        overlay_rule::OverlayRule,
        solver::{Precision, Solver, Strategy},
    },
    i_float::int::point::IntPoint,
};

use super::rings::polygons;

/// A closed ring, its last point not repeated.
pub(super) type Ring = Vec<IntPoint>;

/// One polygon: its exterior counterclockwise, then its holes clockwise.
pub(super) type Shape = Vec<Ring>;

/// One thread: domains are cut side by side.
const SOLVER: Solver = Solver { strategy: Strategy::Auto, precision: Precision::HIGH, multithreading: None };

fn run<'a>(
    subject: impl IntoIterator<Item = &'a Ring>,
    clip: impl IntoIterator<Item = &'a Ring>,
    rule: OverlayRule,
    fill: FillRule,
) -> Vec<Shape> {
    let mut overlay = Overlay::new_custom(64, IntOverlayOptions::keep_output_points(), SOLVER);
    for ring in subject {
        overlay.add_contour(ring, ShapeType::Subject);
    }
    for ring in clip {
        overlay.add_contour(ring, ShapeType::Clip);
    }
    polygons(overlay.overlay(rule, fill).into_iter().flatten().collect())
}

/// What of the shapes lies outside the rings; rings that wind around a place
/// in both directions must not.
pub(super) fn difference(shapes: &[Shape], rings: &[Ring]) -> Vec<Shape> {
    run(shapes.iter().flatten(), rings, OverlayRule::Difference, FillRule::NonZero)
}

/// What of the shapes lies inside the rings.
pub(super) fn intersection(shapes: &[Shape], rings: &[Ring]) -> Vec<Shape> {
    run(shapes.iter().flatten(), rings, OverlayRule::Intersect, FillRule::NonZero)
}

/// Where the rings wind more often counterclockwise than clockwise.
pub(super) fn wound(rings: &[Ring]) -> Vec<Shape> {
    run(rings, &[], OverlayRule::Subject, FillRule::Positive)
}

/// What an exterior holds that no hole takes, whichever way each is wound.
pub(super) fn resolved(exterior: &Ring, mut holes: Vec<Ring>) -> Vec<Shape> {
    for ring in &mut holes {
        if doubled_area(ring) < 0 {
            ring.reverse();
        }
    }
    run([exterior], &holes, OverlayRule::Difference, FillRule::NonZero)
}

/// Twice the area inside a ring, negative if it is wound clockwise.
pub(super) fn doubled_area(ring: &[IntPoint]) -> i128 {
    let Some(&first) = ring.first() else { return 0 };
    let from_first = |point: IntPoint| {
        (i128::from(point.x) - i128::from(first.x), i128::from(point.y) - i128::from(first.y))
    };
    ring.windows(2)
        .map(|edge| {
            let ((ax, ay), (bx, by)) = (from_first(edge[0]), from_first(edge[1]));
            ax * by - bx * ay
        })
        .sum()
}

/// Twice the area of a polygon.
pub(super) fn doubled_shape(shape: &[Ring]) -> i128 {
    shape.iter().map(|ring| doubled_area(ring)).sum()
}

/// Twice the area of polygons that do not overlap.
pub(super) fn doubled_shapes(shapes: &[Shape]) -> i128 {
    shapes.iter().map(|shape| doubled_shape(shape)).sum()
}
