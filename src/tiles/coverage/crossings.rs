//! Where do borders cross without a vertex of their own?

use rayon::prelude::*;

use super::{
    cells::{Cells, Layout},
    pixel::Pixels,
    point::{Edge, Point, turn},
};

/// The pixels in which two of the edges cross, in no order, some more than
/// once.
///
/// An edge that ends on another does not cross it: its end is a vertex, and
/// has its pixel already.
pub(super) fn crossings(edges: &[Edge], pixels: Pixels) -> Vec<Point> {
    let ends: Vec<_> = edges.iter().map(|edge| edge.from).chain(edges.iter().map(|edge| edge.to)).collect();
    let Some(layout) = Layout::around(ends.into_iter()) else { return Vec::new() };
    let mut placed = Vec::with_capacity(2 * edges.len());
    for (edge, index) in edges.iter().zip(0..) {
        layout.along(edge.from, edge.to, 0, |row| placed.extend(row.map(|cell| (cell, index))));
    }
    let cells = Cells::new(layout, &placed);
    (0..layout.n_cells())
        .into_par_iter()
        .flat_map_iter(|cell| {
            let near = cells.things(cell..=cell);
            let pairs = near.iter().enumerate().flat_map(|(n, &a)| near[..n].iter().map(move |&b| (a, b)));
            pairs
                .filter_map(|(a, b)| crossing(edges[a as usize], edges[b as usize], pixels))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The pixel in which two edges cross between their ends.
fn crossing(a: Edge, b: Edge, pixels: Pixels) -> Option<Point> {
    let apart = |a0: i32, a1: i32, b0: i32, b1: i32| a0.max(a1) < b0.min(b1) || b0.max(b1) < a0.min(a1);
    if apart(a.from.x, a.to.x, b.from.x, b.to.x) || apart(a.from.y, a.to.y, b.from.y, b.to.y) {
        return None;
    }
    let (start, end) = (turn(b.from, b.to, a.from), turn(b.from, b.to, a.to));
    let (left, right) = (turn(a.from, a.to, b.from), turn(a.from, a.to, b.to));
    if start.signum() * end.signum() >= 0 || left.signum() * right.signum() >= 0 {
        return None;
    }
    let (dx, dy) = a.from.to(a.to);
    let (over, under) = (start.abs(), start.abs() + end.abs());
    Some(Point {
        x: pixels.of_fraction(a.from.x, dx, over, under),
        y: pixels.of_fraction(a.from.y, dy, over, under),
    })
}
