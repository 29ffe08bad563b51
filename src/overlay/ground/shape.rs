//! What is a shape on the grid, and how large is it?

use i_overlay::i_float::int::point::IntPoint;

/// A closed ring, its last point not repeated.
pub(super) type Ring = Vec<IntPoint>;

/// One polygon: its exterior counterclockwise, then its holes clockwise.
pub(super) type Shape = Vec<Ring>;

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
