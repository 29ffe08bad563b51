//! What do shapes on the grid have together, and what not?
//!
//! The only file that knows the engine. Its integer interface is used: what
//! comes out lies on the same grid as what went in, and equal input in any
//! order gives equal output.

use i_overlay::core::{
    fill_rule::FillRule,
    overlay::{IntOverlayOptions, Overlay, ShapeType},
    overlay_rule::OverlayRule,
    solver::{Precision, Solver, Strategy},
};

use super::rings::polygons;
use super::shape::{Ring, Shape, doubled_area};

/// From so many corners on, edges are looked for in a grid: long roads keep a
/// sweep busy with edges that lie nowhere near.
const MANY: usize = 1_000;

/// One thread: domains are cut side by side.
fn solver(corners: usize) -> Solver {
    let strategy = if corners < MANY { Strategy::Auto } else { Strategy::Frag };
    Solver { strategy, precision: Precision::HIGH, multithreading: None }
}

fn run<'a>(
    subject: impl IntoIterator<Item = &'a Ring> + Clone,
    clip: impl IntoIterator<Item = &'a Ring> + Clone,
    rule: OverlayRule,
    fill: FillRule,
) -> Vec<Shape> {
    let corners = subject.clone().into_iter().chain(clip.clone()).map(Vec::len).sum();
    let mut overlay = Overlay::new_custom(64, IntOverlayOptions::keep_output_points(), solver(corners));
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
