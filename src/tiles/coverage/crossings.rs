//! Where do borders cross without a vertex of their own?

use rayon::prelude::*;

use super::{
    pixel::Pixels,
    point::{Edge, Point, turn},
};

/// The pixels in which two of the edges cross, in no order, some more than
/// once.
///
/// Takes edges from their smaller end, ascending. Each is compared with those
/// that start before it ends, from west to east; that is little as long as
/// most edges are short. An edge that ends on another does not cross it: its
/// end is a vertex, and has its pixel already.
pub(super) fn crossings(edges: &[Edge], pixels: Pixels) -> Vec<Point> {
    (0..edges.len())
        .into_par_iter()
        .flat_map_iter(|number| {
            let edge = edges[number];
            let later = edges[number + 1..].iter().take_while(move |later| later.from.x <= edge.to.x);
            later.filter_map(move |&later| crossing(edge, later, pixels))
        })
        .collect()
}

/// The pixel in which two edges cross between their ends.
fn crossing(a: Edge, b: Edge, pixels: Pixels) -> Option<Point> {
    if a.from.y.max(a.to.y) < b.from.y.min(b.to.y) || b.from.y.max(b.to.y) < a.from.y.min(a.to.y) {
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
