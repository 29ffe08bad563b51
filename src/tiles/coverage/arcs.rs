//! Which stretches of border do the same zones share?

use super::point::{Edge, Point};

/// A stretch of border between two nodes, or around.
#[derive(Debug)]
pub(super) struct Arc {
    /// Its vertices as indexes into [`Arcs::vertices`]; where it runs around,
    /// the last is the first again.
    pub path: Vec<u32>,
    /// The zones it bounds, each with whether the zone lies left of it.
    pub zones: Vec<(u32, bool)>,
}

/// The borders of a layer, each stretch once.
///
/// A vertex is a node where other than two edges meet, or where the zones on
/// either side change. An arc runs from node to node without another in
/// between. What has no node runs around from its smallest vertex. Which way
/// an arc runs depends on its vertices alone, not on the order of zones.
#[derive(Debug, Default)]
pub(super) struct Arcs {
    /// All vertices, each once, ascending.
    pub vertices: Vec<Point>,
    /// The arcs.
    pub arcs: Vec<Arc>,
    /// The arcs of each zone.
    pub of_zone: Vec<Vec<u32>>,
}

/// One edge, whomever it belongs to.
struct Shared {
    /// Indexes of its ends, ascending.
    ends: [u32; 2],
    /// Range of its zones in the list of sides.
    sides: std::ops::Range<usize>,
}

impl Arcs {
    /// Finds the arcs of zones given by their edges, which meet at vertices
    /// only.
    pub fn new(zones: &[Vec<Edge>]) -> Self {
        let (edges, sides) = sides(zones);
        let mut vertices: Vec<_> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
        vertices.sort_unstable();
        vertices.dedup();
        let index = |point| vertices.binary_search(&point).expect("the vertices hold every end") as u32;
        let mut shared = Vec::with_capacity(edges.len());
        let mut start = 0;
        for edge in &edges {
            let end = start + sides[start..].iter().take_while(|side| side.0 == *edge).count();
            shared.push(Shared { ends: [index(edge.from), index(edge.to)], sides: start..end });
            start = end;
        }
        let net = Net::new(vertices.len(), &shared, &sides);
        let arcs = net.arcs();
        let mut of_zone = vec![Vec::new(); zones.len()];
        for (arc, number) in arcs.iter().zip(0..) {
            for &(zone, _) in &arc.zones {
                of_zone[zone as usize].push(number);
            }
        }
        Self { vertices, arcs, of_zone }
    }
}

/// An edge of a zone, from its smaller end: (edge, zone, zone lies left).
type Side = (Edge, u32, bool);

/// The distinct edges, ascending, and all sides in the same order.
fn sides(zones: &[Vec<Edge>]) -> (Vec<Edge>, Vec<Side>) {
    let mut sides: Vec<Side> = Vec::with_capacity(zones.iter().map(Vec::len).sum());
    for (edges, zone) in zones.iter().zip(0..) {
        sides.extend(edges.iter().map(|edge| {
            let (edge, times) = edge.upright();
            (edge, zone, times > 0)
        }));
    }
    sides.sort_unstable();
    let mut edges: Vec<_> = sides.iter().map(|side| side.0).collect();
    edges.dedup();
    (edges, sides)
}

/// Edges by vertex.
struct Net<'a> {
    edges: &'a [Shared],
    sides: &'a [Side],
    /// The edges at vertex `v` are `at[starts[v]..starts[v + 1]]`, ascending.
    starts: Vec<usize>,
    at: Vec<u32>,
}

impl<'a> Net<'a> {
    fn new(n_vertices: usize, edges: &'a [Shared], sides: &'a [Side]) -> Self {
        let mut starts = vec![0; n_vertices + 1];
        for end in edges.iter().flat_map(|edge| edge.ends) {
            starts[end as usize + 1] += 1;
        }
        for vertex in 1..starts.len() {
            starts[vertex] += starts[vertex - 1];
        }
        let (mut ends, mut at) = (starts.clone(), vec![0; 2 * edges.len()]);
        for (edge, index) in edges.iter().zip(0..) {
            for end in edge.ends {
                at[ends[end as usize]] = index;
                ends[end as usize] += 1;
            }
        }
        Self { edges, sides, starts, at }
    }

    fn edges_at(&self, vertex: u32) -> &[u32] {
        &self.at[self.starts[vertex as usize]..self.starts[vertex as usize + 1]]
    }

    /// The zones of an edge that is left from one of its ends.
    fn zones(&self, edge: u32, from: u32) -> impl Iterator<Item = (u32, bool)> {
        let edge = &self.edges[edge as usize];
        let turned = edge.ends[0] != from;
        self.sides[edge.sides.clone()].iter().map(move |&(_, zone, left)| (zone, left != turned))
    }

    fn is_node(&self, vertex: u32) -> bool {
        let &[a, b] = self.edges_at(vertex) else { return true };
        // Left by `a`, and arrived at by `b`, the same zones on the same sides.
        !self.zones(a, vertex).eq(self.zones(b, vertex).map(|(zone, left)| (zone, !left)))
    }

    fn arcs(&self) -> Vec<Arc> {
        let mut walked = vec![false; self.edges.len()];
        let mut arcs = Vec::new();
        let vertices = 0..self.starts.len() as u32 - 1;
        let is_node: Vec<bool> = vertices.clone().map(|vertex| self.is_node(vertex)).collect();
        let (nodes, others): (Vec<_>, Vec<_>) = vertices.partition(|&vertex| is_node[vertex as usize]);
        // What starts at a node first; what is left then runs around.
        for start in nodes.into_iter().chain(others) {
            for &edge in self.edges_at(start) {
                if !walked[edge as usize] {
                    arcs.push(self.walk(start, edge, &mut walked, &is_node));
                }
            }
        }
        arcs
    }

    fn walk(&self, start: u32, first: u32, walked: &mut [bool], is_node: &[bool]) -> Arc {
        let (mut path, mut edge) = (vec![start], first);
        let mut here = start;
        loop {
            walked[edge as usize] = true;
            let [a, b] = self.edges[edge as usize].ends;
            here = if here == a { b } else { a };
            path.push(here);
            let next = self.edges_at(here).iter().copied().find(|&next| !walked[next as usize]);
            match next {
                Some(next) if here != start && !is_node[here as usize] => edge = next,
                _ => return Arc { path, zones: self.zones(first, start).collect() },
            }
        }
    }
}
