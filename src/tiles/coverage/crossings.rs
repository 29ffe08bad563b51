//! Where do borders cross without a vertex of their own?

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{
    pixel::Pixels,
    point::{Edge, Point, turn},
};

/// How much may be done to bring borders together. Counted in work and never
/// in time, so that a map does not depend on the machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Pairs of edges that are held against each other.
    pub pairs: u64,
    /// Vertices that are added to borders.
    pub vertices: usize,
}

impl Limits {
    /// For all zones of a layer: some 20 s and 600 MB. The borders of a country
    /// take a tenth.
    pub const LAYER: Self = Self { pairs: 20_000_000_000, vertices: 2_000_000 };
    /// For one object: some 0.2 s and 30 MB.
    pub const OBJECT: Self = Self { pairs: 200_000_000, vertices: 100_000 };
}

/// The pixels in which two of the edges cross, in no order, some more than
/// once; `None` when that is more than the limits allow.
///
/// Takes edges from their smaller end, ascending. Each is compared with those
/// that start before it ends, from west to east; that is little as long as
/// most edges are short. An edge that ends on another does not cross it: its
/// end is a vertex, and has its pixel already.
pub(super) fn crossings(edges: &[Edge], pixels: Pixels, limits: Limits) -> Option<Vec<Point>> {
    let later = |number: usize| {
        let (edge, later) = (edges[number], &edges[number + 1..]);
        &later[..later.partition_point(|later| later.from.x <= edge.to.x)]
    };
    if (0..edges.len()).into_par_iter().map(|number| later(number).len() as u64).sum::<u64>() > limits.pairs {
        return None;
    }
    let n_found = AtomicUsize::new(0);
    (0..edges.len())
        .into_par_iter()
        .try_fold(Vec::new, |mut found, number| {
            let before = found.len();
            found.extend(later(number).iter().filter_map(|&later| crossing(edges[number], later, pixels)));
            let more = found.len() - before;
            let so_far = n_found.fetch_add(more, Ordering::Relaxed) + more;
            (so_far <= limits.vertices).then_some(found)
        })
        .try_reduce(Vec::new, |mut found, mut more| {
            found.append(&mut more);
            Some(found)
        })
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
