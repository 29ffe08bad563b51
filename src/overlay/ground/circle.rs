//! Which is the largest circle in a polygon?

use std::{cmp::Ordering, collections::BinaryHeap, rc::Rc};

use geo_types::Coord;

use super::super::bounds::Bounds;
use super::near::{crosses, distance, foot, length};

/// How much larger a circle might be than the one found, in its radius.
const PRECISION_M: f64 = 0.005;

/// Most squares looked at: beyond them the best so far counts.
const MOST_SQUARES: usize = 200_000;

/// A circle inside a polygon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Circle {
    pub center: Coord<f64>,
    pub radius: f64,
}

/// The largest circle within rings, if its radius is at least `least`.
///
/// # Method
///
/// Squares are quartered, the most promising first: none holds the middle
/// of a circle larger than its own distance to the edges plus half its
/// diagonal, nor of one larger than half the distances together to an edge
/// on either side: those are largest in a corner of the square. The second
/// bound settles strips between parallel edges, where all along the middle is
/// equally good. A square hands down only the edges that can be nearest to a
/// place in it, so that deep squares cost little.
pub(super) fn largest_circle(rings: &[Vec<Coord<f64>>], least: f64) -> Option<Circle> {
    let edges = Edges::new(rings);
    let bounds = edges.bounds;
    let half = (bounds.max.x - bounds.min.x).max(bounds.max.y - bounds.min.y) / 2.0;
    if !(half > 0.0 && half.is_finite()) {
        return None;
    }
    let all: Rc<[u32]> = (0..).zip(&edges.all).map(|(i, _)| i).collect();
    let mut pending = BinaryHeap::from([edges.square(bounds.center(), half, all)]);
    let mut best = Circle { center: bounds.center(), radius: f64::NEG_INFINITY };
    for _ in 0..MOST_SQUARES {
        let Some(square) = pending.pop() else { break };
        if square.promise < least || square.promise <= best.radius + PRECISION_M {
            break;
        }
        if square.depth > best.radius {
            best = Circle { center: square.center, radius: square.depth };
        }
        let quarter = square.half / 2.0;
        let near = edges.near(&square);
        for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
            let center = square.center + Coord { x: x * quarter, y: y * quarter };
            let part = edges.square(center, quarter, Rc::clone(&near));
            if part.depth > best.radius {
                best = Circle { center: part.center, radius: part.depth };
            }
            if part.promise > best.radius + PRECISION_M && part.promise >= least {
                pending.push(part);
            }
        }
    }
    (best.radius > 0.0 && best.radius >= least).then_some(best)
}

/// The edges of a polygon, with those of each stretch of heights at hand.
struct Edges {
    all: Vec<[Coord<f64>; 2]>,
    bounds: Bounds,
    /// The edges that reach into each of equal slabs, from the south.
    slabs: Vec<Vec<u32>>,
}

impl Edges {
    fn new(rings: &[Vec<Coord<f64>>]) -> Self {
        let mut bounds = Bounds::EMPTY;
        let mut all = Vec::new();
        for ring in rings {
            for (i, &from) in ring.iter().enumerate() {
                bounds.add(from);
                all.push([from, ring[(i + 1) % ring.len()]]);
            }
        }
        let mut edges = Self { slabs: vec![Vec::new(); (all.len() / 4).clamp(1, 1_024)], all, bounds };
        for (i, edge) in (0..).zip(&edges.all) {
            let (low, high) = (edge[0].y.min(edge[1].y), edge[0].y.max(edge[1].y));
            for slab in edges.slab(low)..=edges.slab(high) {
                edges.slabs[slab].push(i);
            }
        }
        edges
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the slabs")]
    fn slab(&self, y: f64) -> usize {
        let share = (y - self.bounds.min.y) / (self.bounds.max.y - self.bounds.min.y);
        let last = self.slabs.len() - 1;
        ((share * self.slabs.len() as f64).clamp(0.0, last as f64)) as usize
    }

    fn contains(&self, point: Coord<f64>) -> bool {
        let slab = &self.slabs[self.slab(point.y)];
        slab.iter().filter(|&&edge| crosses(&self.all[edge as usize], point)).count() % 2 == 1
    }

    fn square(&self, center: Coord<f64>, half: f64, near: Rc<[u32]>) -> Square {
        let gaps = || near.iter().map(|&edge| (foot(center, &self.all[edge as usize]) - center, edge));
        let nearer = |a: (f64, Coord<f64>, u32), b: (f64, Coord<f64>, u32)| if b.0 < a.0 { b } else { a };
        let nothing = (f64::INFINITY, Coord::zero(), 0);
        let (gap, way, edge) = gaps().map(|(way, edge)| (length(way), way, edge)).fold(nothing, nearer);
        let depth = if self.contains(center) { gap } else { -gap };
        let mut promise = depth + half * std::f64::consts::SQRT_2;
        if depth > 0.0 {
            // More than a third of a turn away from the nearest.
            let opposite = gaps()
                .map(|(way, edge)| (length(way), way, edge))
                .filter(|(length, other, _)| other.x * way.x + other.y * way.y < -0.5 * gap * length)
                .fold(nothing, nearer);
            if opposite.0.is_finite() {
                let (one, other) = (&self.all[edge as usize], &self.all[opposite.2 as usize]);
                let together = [(-half, -half), (half, -half), (-half, half), (half, half)]
                    .map(|(x, y)| center + Coord { x, y })
                    .map(|corner| distance(corner, one) + distance(corner, other));
                promise = promise.min(together.into_iter().fold(0.0, f64::max) / 2.0);
            }
        }
        Square { center, half, depth, promise, near }
    }

    /// The edges that can be the nearest to a place in the square.
    fn near(&self, square: &Square) -> Rc<[u32]> {
        let reach = square.depth.abs() + 2.0 * std::f64::consts::SQRT_2 * square.half;
        let is_near = |edge: &&u32| distance(square.center, &self.all[**edge as usize]) <= reach;
        square.near.iter().filter(is_near).copied().collect()
    }
}

/// A square that may hold the middle of the largest circle.
struct Square {
    center: Coord<f64>,
    half: f64,
    /// Distance from the middle to the nearest edge, negative outside.
    depth: f64,
    /// No place in the square lies deeper.
    promise: f64,
    /// The edges that count.
    near: Rc<[u32]>,
}

impl Ord for Square {
    fn cmp(&self, other: &Self) -> Ordering {
        self.promise
            .total_cmp(&other.promise)
            .then(other.center.x.total_cmp(&self.center.x))
            .then(other.center.y.total_cmp(&self.center.y))
    }
}

impl PartialOrd for Square {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Square {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Square {}
