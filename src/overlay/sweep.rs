//! How large is what a footprint and some polygons have in common?
//!
//! # Method
//!
//! All edges, of the footprint and of the zones near it, are cut into
//! horizontal slabs at each vertex and each crossing. Inside a slab no two
//! edges cross, so between two neighboring edges lies a trapezoid that is
//! wholly in or wholly out of each shape (even-odd), and its area is its
//! width halfway times the slab's height. One pass gives the share of each
//! zone, of their union and of their overlap.
//!
//! No geometry is built, so there is nothing that can go wrong with shared
//! edges, collinear vertices or slivers: edges that coincide enclose a width
//! of 0. Coordinates are taken relative to the footprint, and nothing is
//! snapped to a grid; the error is that of adding up `f64`.

use geo::LinesIter;
use geo_types::{Coord, MultiPolygon};

use super::bounds::Bounds;
use super::part::Part;
use super::ring::Next;

/// The owner of the footprint's edges; the zones' parts count from 1.
const FOOTPRINT: u32 = 0;

/// Where edges are kept that only matter because they lie west of the
/// footprint: in meters, relative to its west side.
const WEST_M: f64 = -1.0;

/// An edge, upward, relative to the south-west corner of the footprint.
#[derive(Debug, Clone, Copy)]
struct Edge {
    low: Coord<f64>,
    high: Coord<f64>,
    owner: u32,
}

impl Edge {
    fn x_at(&self, y: f64) -> f64 {
        self.low.x + (self.high.x - self.low.x) * ((y - self.low.y) / (self.high.y - self.low.y))
    }

    /// The height at which two edges cross; `None` when they only touch.
    fn crossing(&self, other: &Self) -> Option<f64> {
        let from = self.low.y.max(other.low.y);
        let to = self.high.y.min(other.high.y);
        // Most pairs are apart, and a comparison is cheaper than a division.
        let apart = self.low.x.max(self.high.x) <= other.low.x.min(other.high.x)
            || other.low.x.max(other.high.x) <= self.low.x.min(self.high.x);
        if apart || from >= to {
            return None;
        }
        let before = self.x_at(from) - other.x_at(from);
        let after = self.x_at(to) - other.x_at(to);
        let crosses = (before < 0.0 && after > 0.0) || (before > 0.0 && after < 0.0);
        crosses.then(|| from + (to - from) * (before / (before - after)))
    }
}

/// Areas in m².
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Areas {
    /// Of the footprint.
    pub footprint: f64,
    /// Of the footprint in each zone, by slot.
    pub slots: Vec<f64>,
    /// Of the footprint in at least one zone.
    pub covered: f64,
    /// The sum of `slots` minus `covered`.
    pub overlap: f64,
}

/// The edges of a footprint and of the parts of zones around it.
#[derive(Debug)]
pub(super) struct Sweep {
    bounds: Bounds,
    edges: Vec<Edge>,
    /// Per part, in the order of owners: the zone it belongs to.
    slot_of: Vec<usize>,
}

impl Sweep {
    /// Starts with the footprint and the box around it.
    pub fn new(footprint: &MultiPolygon<f64>, bounds: Bounds) -> Self {
        let mut sweep = Self { bounds, edges: Vec::with_capacity(32), slot_of: Vec::new() };
        for line in footprint.lines_iter() {
            sweep.push(line.start, line.end, FOOTPRINT);
        }
        sweep
    }

    /// Adds a polygon of the zone with this slot.
    ///
    /// Only the edges near the footprint are kept as they are. What lies
    /// north, south or east of it cannot change the parity of any point in
    /// it. Of what lies west only the height counts.
    pub fn add(&mut self, part: &Part, slot: usize) {
        self.slot_of.push(slot);
        let owner = u32::try_from(self.slot_of.len()).unwrap_or(u32::MAX);
        let bounds = self.bounds;
        for ring in part.rings_near(&bounds) {
            // Runs in the west that follow each other become one edge.
            let mut west: Option<(f64, f64)> = None;
            ring.visit(&mut |run| {
                let in_reach = run.bounds.max.y > bounds.min.y
                    && run.bounds.min.y < bounds.max.y
                    && run.bounds.min.x < bounds.max.x;
                if !in_reach {
                    return Next::Past;
                }
                if run.bounds.max.x <= bounds.min.x {
                    west = match west {
                        Some((from, to)) if to == run.from.y => Some((from, run.to.y)),
                        earlier => {
                            self.push_west(earlier, owner);
                            Some((run.from.y, run.to.y))
                        }
                    };
                    return Next::Past;
                }
                if run.single {
                    self.push(run.from, run.to, owner);
                }
                Next::Into
            });
            self.push_west(west, owner);
        }
    }

    fn push_west(&mut self, heights: Option<(f64, f64)>, owner: u32) {
        if let Some((from, to)) = heights {
            let x = self.bounds.min.x + WEST_M;
            self.push(Coord { x, y: from }, Coord { x, y: to }, owner);
        }
    }

    fn push(&mut self, from: Coord<f64>, to: Coord<f64>, owner: u32) {
        let (from, to) = (from - self.bounds.min, to - self.bounds.min);
        let (low, high) = if from.y <= to.y { (from, to) } else { (to, from) };
        // A level edge has no height to sweep over.
        if low.y < high.y {
            self.edges.push(Edge { low, high, owner });
        }
    }

    /// Measures.
    pub fn areas(mut self, n_slots: usize) -> Areas {
        self.edges.sort_unstable_by(|a, b| a.low.y.total_cmp(&b.low.y));
        let cuts = self.cuts();
        let mut tally = Tally::new(&self.slot_of, n_slots);
        // With their place halfway the slab.
        let mut active: Vec<(f64, Edge)> = Vec::new();
        let mut waiting = self.edges.iter().peekable();
        for slab in cuts.windows(2) {
            let (bottom, top) = (slab[0], slab[1]);
            let middle = f64::midpoint(bottom, top);
            active.retain(|(_, edge)| edge.high.y >= top);
            for (x, edge) in &mut active {
                *x = edge.x_at(middle);
            }
            while let Some(edge) = waiting.next_if(|edge| edge.low.y <= bottom) {
                if edge.high.y >= top {
                    active.push((edge.x_at(middle), *edge));
                }
            }
            // The stable sort is quick on what is nearly in order, and from
            // slab to slab little changes places.
            active.sort_by(|a, b| a.0.total_cmp(&b.0));
            tally.slab(&active, top - bottom);
        }
        tally.areas
    }

    /// The heights between which no edge begins, ends or crosses another,
    /// from the bottom of the footprint to its top.
    fn cuts(&self) -> Vec<f64> {
        let height = self.bounds.max.y - self.bounds.min.y;
        let mut cuts = vec![0.0, height];
        let mut active: Vec<&Edge> = Vec::new();
        for edge in &self.edges {
            cuts.push(edge.low.y);
            cuts.push(edge.high.y);
            active.retain(|other| other.high.y > edge.low.y);
            // A valid polygon does not cross itself.
            let others = active.iter().filter(|other| other.owner != edge.owner);
            cuts.extend(others.filter_map(|other| edge.crossing(other)));
            active.push(edge);
        }
        cuts.retain(|cut| (0.0..=height).contains(cut));
        cuts.sort_unstable_by(f64::total_cmp);
        cuts.dedup();
        cuts
    }
}

/// Adds up trapezoids while walking from west to east through a slab.
#[derive(Debug)]
struct Tally<'a> {
    slot_of: &'a [usize],
    /// Per owner: whether the walk is inside it.
    inside: Vec<bool>,
    /// Per slot: in how many of its parts the walk is.
    depth: Vec<u32>,
    /// The slots the walk is in.
    current: Vec<usize>,
    areas: Areas,
}

impl<'a> Tally<'a> {
    fn new(slot_of: &'a [usize], n_slots: usize) -> Self {
        Self {
            slot_of,
            inside: vec![false; slot_of.len() + 1],
            depth: vec![0; n_slots],
            current: Vec::with_capacity(n_slots),
            areas: Areas { footprint: 0.0, slots: vec![0.0; n_slots], covered: 0.0, overlap: 0.0 },
        }
    }

    fn slab(&mut self, edges: &[(f64, Edge)], height: f64) {
        // What lies east of the footprint was left out, so the walk does not
        // end outside by itself.
        self.inside.fill(false);
        self.depth.fill(0);
        self.current.clear();
        let mut west = WEST_M;
        for &(x, Edge { owner, .. }) in edges {
            // Edges at the same place enclose nothing, so their order does
            // not change any sum.
            if x > west && self.inside[FOOTPRINT as usize] {
                self.add((x - west) * height);
            }
            west = x;
            self.pass(owner);
        }
    }

    fn add(&mut self, area: f64) {
        self.areas.footprint += area;
        for &slot in &self.current {
            self.areas.slots[slot] += area;
        }
        if let Some(others) = self.current.len().checked_sub(1) {
            self.areas.covered += area;
            for _ in 0..others {
                self.areas.overlap += area;
            }
        }
    }

    fn pass(&mut self, owner: u32) {
        let owner = owner as usize;
        self.inside[owner] = !self.inside[owner];
        let Some(part) = owner.checked_sub(1) else { return };
        let slot = self.slot_of[part];
        if self.inside[owner] {
            self.depth[slot] += 1;
            if self.depth[slot] == 1 {
                self.current.push(slot);
            }
        } else {
            self.depth[slot] -= 1;
            if self.depth[slot] == 0 {
                self.current.retain(|&other| other != slot);
            }
        }
    }
}
