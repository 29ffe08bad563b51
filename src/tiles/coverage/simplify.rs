//! Which vertices of a border can be left out, if it may run a little aside?
//!
//! Vertices are taken out one after another, always the one that brings the
//! border the least far from the original: the largest distance of any
//! original vertex to the straight line that takes its place. A vertex is not
//! taken out where the border would sweep over another vertex, so that what
//! did not cross before does not cross after and no zone gets on the other
//! side of a border. All arcs of a layer take part in one order; the distance
//! at which each vertex goes serves every zoom at once.
//!
//! The order of Douglas and Peucker, with the same care for what is swept over,
//! keeps 1 to 2 % more vertices for the same distance; Visvalingam's areas do
//! not bound the distance.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

use super::{
    arcs::Arcs,
    nearby::Nearby,
    point::{Point, turn},
};

/// For each vertex of each arc, the tolerance, in world units, squared, from
/// which it is left out; infinity for what always stays.
pub(super) fn tolerances(arcs: &Arcs) -> Vec<Vec<f64>> {
    let mut state = Thinning::new(arcs);
    state.run();
    let mut all = state.leaves.as_slice();
    arcs.arcs
        .iter()
        .map(|arc| {
            let (of_arc, rest) = all.split_at(arc.path.len());
            all = rest;
            of_arc.to_vec()
        })
        .collect()
}

/// An offer to take out a vertex; the cheapest and shortest comes first.
///
/// Distance squared (as the bits of a positive float, which sort alike), how
/// many places it spans, the vertex, the place, and which offer for it this is.
type Offer = Reverse<(u64, u32, u32, u32, u32)>;

/// A place is a vertex of an arc; the places of all arcs are numbered through.
struct Thinning<'a> {
    vertices: &'a [Point],
    /// The vertex of each place.
    path: Vec<u32>,
    /// First and last place of each arc.
    ends: Vec<(u32, u32)>,
    /// The arc of each place.
    arc: Vec<u32>,
    /// How many places between the ends each arc still has.
    between: Vec<usize>,
    /// The place before and after each, of those that are left.
    before: Vec<u32>,
    after: Vec<u32>,
    /// The place of each vertex; any of them for a node.
    place: Vec<u32>,
    leaves: Vec<f64>,
    left: Vec<bool>,
    offer: Vec<u32>,
    offers: BinaryHeap<Offer>,
    nearby: Nearby<'a>,
    /// Places that wait for a vertex to go.
    waiting: HashMap<u32, Vec<u32>>,
    /// Pairs of nodes with a straight arc between them.
    straight: HashSet<(u32, u32)>,
}

impl<'a> Thinning<'a> {
    fn new(arcs: &'a Arcs) -> Self {
        let (mut path, mut arc, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for (one, number) in arcs.arcs.iter().zip(0..) {
            ends.push((path.len() as u32, (path.len() + one.path.len()) as u32 - 1));
            arc.resize(path.len() + one.path.len(), number);
            path.extend_from_slice(&one.path);
        }
        let n = path.len() as u32;
        let mut place = vec![0; arcs.vertices.len()];
        for (&vertex, at) in path.iter().zip(0..) {
            place[vertex as usize] = at;
        }
        Self {
            vertices: &arcs.vertices,
            path,
            arc,
            between: ends.iter().map(|&(first, last)| (last - first) as usize - 1).collect(),
            ends,
            before: (0..n).map(|place| place.saturating_sub(1)).collect(),
            after: (1..=n).collect(),
            place,
            leaves: vec![f64::INFINITY; n as usize],
            left: vec![true; n as usize],
            offer: vec![0; n as usize],
            offers: BinaryHeap::new(),
            nearby: Nearby::new(&arcs.vertices),
            waiting: HashMap::new(),
            straight: HashSet::new(),
        }
    }

    fn run(&mut self) {
        for arc in 0..self.ends.len() {
            let (first, last) = self.ends[arc];
            for place in first + 1..last {
                self.make_offer(place);
            }
            if self.between[arc] == 0 {
                self.straight.insert(self.pair(arc));
            }
        }
        let mut reached = 0.0_f64;
        while let Some(Reverse((bits, _, _, place, offer))) = self.offers.pop() {
            if !self.left[place as usize] || self.offer[place as usize] != offer || self.is_last(place) {
                continue;
            }
            if let Some(other) = self.swept_over(place) {
                self.waiting.entry(other).or_default().push(place);
                continue;
            }
            reached = reached.max(f64::from_bits(bits));
            self.take_out(place, reached);
        }
    }

    /// Whether an arc would fall on itself or on another without this place.
    fn is_last(&self, place: u32) -> bool {
        let arc = self.arc[place as usize] as usize;
        let (a, b) = self.pair(arc);
        if a == b {
            self.between[arc] <= 2
        } else {
            self.between[arc] == 1 && self.straight.contains(&(a, b))
        }
    }

    fn take_out(&mut self, place: u32, reached: f64) {
        let (before, after) = (self.before[place as usize], self.after[place as usize]);
        self.leaves[place as usize] = reached;
        self.left[place as usize] = false;
        self.after[before as usize] = after;
        self.before[after as usize] = before;
        let arc = self.arc[place as usize] as usize;
        self.between[arc] -= 1;
        if self.between[arc] == 0 {
            self.straight.insert(self.pair(arc));
        }
        let (first, last) = self.ends[arc];
        for neighbor in [before, after] {
            if neighbor != first && neighbor != last {
                self.make_offer(neighbor);
            }
        }
        for waiting in self.waiting.remove(&self.path[place as usize]).unwrap_or_default() {
            if self.left[waiting as usize] {
                self.make_offer(waiting);
            }
        }
    }

    /// The nodes of an arc, smaller first.
    fn pair(&self, arc: usize) -> (u32, u32) {
        let (first, last) = self.ends[arc];
        let (a, b) = (self.path[first as usize], self.path[last as usize]);
        (a.min(b), a.max(b))
    }

    fn point(&self, place: u32) -> Point {
        self.vertices[self.path[place as usize] as usize]
    }

    fn make_offer(&mut self, place: u32) {
        let (before, after) = (self.before[place as usize], self.after[place as usize]);
        let (a, b) = (self.point(before), self.point(after));
        let distance =
            (before + 1..after).map(|between| distance2(self.point(between), a, b)).fold(0.0, f64::max);
        self.offer[place as usize] += 1;
        let vertex = self.path[place as usize];
        self.offers.push(Reverse((
            distance.to_bits(),
            after - before,
            vertex,
            place,
            self.offer[place as usize],
        )));
    }

    /// A vertex that stands in the way of taking a place out.
    fn swept_over(&self, place: u32) -> Option<u32> {
        let (before, after) = (self.before[place as usize], self.after[place as usize]);
        let [a, b, c] = [before, place, after].map(|place| self.point(place));
        let corners = [before, place, after].map(|place| self.path[place as usize]);
        let low = Point { x: a.x.min(b.x).min(c.x), y: a.y.min(b.y).min(c.y) };
        let high = Point { x: a.x.max(b.x).max(c.x), y: a.y.max(b.y).max(c.y) };
        self.nearby
            .in_box(low, high)
            .filter(|&other| self.left[self.place[other as usize] as usize] && !corners.contains(&other))
            .find(|&other| holds(a, b, c, self.vertices[other as usize]))
    }
}

/// Whether a triangle, sides included, holds a place within the box around it.
fn holds(a: Point, b: Point, c: Point, p: Point) -> bool {
    let sides = [turn(a, b, p), turn(b, c, p), turn(c, a, p)];
    sides.iter().all(|&side| side >= 0) || sides.iter().all(|&side| side <= 0)
}

/// The distance of a place to a straight line between two others, squared.
fn distance2(p: Point, a: Point, b: Point) -> f64 {
    let ((ux, uy), (vx, vy)) = (a.to(b), a.to(p));
    let (ux, uy, vx, vy) = (ux as f64, uy as f64, vx as f64, vy as f64);
    let length2 = ux * ux + uy * uy;
    let along = if length2 == 0.0 { 0.0 } else { ((ux * vx + uy * vy) / length2).clamp(0.0, 1.0) };
    let (dx, dy) = (vx - along * ux, vy - along * uy);
    dx * dx + dy * dy
}
