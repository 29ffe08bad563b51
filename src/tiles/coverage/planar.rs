//! Which areas do the borders of one zone divide the plane into?
//!
//! Edges that meet at vertices only make areas. Every edge is walked both
//! ways; whoever keeps left at every vertex walks around one area. Such a walk
//! is called a round. The rounds of an area are its outside, if it has one,
//! and one for each group of borders that lies within it.

use super::point::{Edge, Point, turn};

/// Stands for no walk, no round.
pub(super) const NONE: u32 = u32::MAX;

/// One way along an edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    /// From where to where.
    pub edge: Edge,
    /// How much deeper one is in the zone left of the walk than right of it.
    pub step: i32,
}

/// Edges, the walks along them, and what follows what.
pub(super) struct Planar {
    /// Each edge both ways, sorted by start and then by direction, turning
    /// left from straight down.
    pub walks: Vec<Walk>,
    /// The walk of the same edge the other way.
    pub back: Vec<u32>,
    /// The next walk, for who keeps left.
    pub next: Vec<u32>,
    /// The round of each walk.
    pub round: Vec<u32>,
    /// A first walk of each round: one that starts at its smallest vertex.
    pub starts: Vec<u32>,
}

impl Planar {
    /// Takes distinct edges that meet at vertices only, each in one direction,
    /// with their step.
    pub fn new(edges: impl Iterator<Item = (Edge, i32)>) -> Self {
        let mut walks: Vec<_> = edges
            .flat_map(|(edge, step)| [Walk { edge, step }, Walk { edge: edge.reversed(), step: -step }])
            .collect();
        walks.sort_unstable_by(|a, b| {
            a.edge.from.cmp(&b.edge.from).then_with(|| by_direction(&a.edge, &b.edge))
        });
        let n = walks.len() as u32;
        // Walks by end and start find each its way back in one pass.
        let mut back: Vec<u32> = (0..n).collect();
        back.sort_unstable_by_key(|&walk| walks[walk as usize].edge.upright());
        for pair in back.clone().chunks_exact(2) {
            (back[pair[0] as usize], back[pair[1] as usize]) = (pair[1], pair[0]);
        }
        let next = back.iter().map(|&back| before_around(&walks, back)).collect();
        let mut planar = Self { walks, back, next, round: vec![NONE; n as usize], starts: Vec::new() };
        planar.number_rounds();
        planar
    }

    /// The edge of a walk, in its direction.
    pub fn edge(&self, walk: u32) -> Edge {
        self.walks[walk as usize].edge
    }

    fn number_rounds(&mut self) {
        for start in 0..self.walks.len() as u32 {
            if self.round[start as usize] != NONE {
                continue;
            }
            let round = self.starts.len() as u32;
            self.starts.push(start);
            let mut walk = start;
            while self.round[walk as usize] == NONE {
                self.round[walk as usize] = round;
                walk = self.next[walk as usize];
            }
        }
    }

    /// The walks of a round, from its start.
    pub fn around(&self, round: u32) -> impl Iterator<Item = u32> {
        let start = self.starts[round as usize];
        std::iter::successors(Some(start), move |&walk| {
            Some(self.next[walk as usize]).filter(|&next| next != start)
        })
    }

    /// For places, each the smallest vertex of a group of edges, the walk that
    /// has the area around the group on its left: down along the nearest edge
    /// to the west. [`NONE`] where there is none.
    pub fn west_of(&self, places: &[Point]) -> Vec<u32> {
        let mut downward: Vec<u32> = (0..self.walks.len() as u32)
            .filter(|&walk| self.edge(walk).to.y < self.edge(walk).from.y)
            .collect();
        downward.sort_unstable_by_key(|&walk| self.edge(walk).to.y);
        let mut order: Vec<_> = (0..places.len()).collect();
        order.sort_unstable_by_key(|&place| places[place].y);
        // From small to large y, with the edges that reach the height of the
        // place and go on beyond.
        let (mut coming, mut crossing) = (downward.into_iter().peekable(), Vec::new());
        let mut found = vec![NONE; places.len()];
        for index in order {
            let place = places[index];
            while let Some(walk) = coming.next_if(|&walk| self.edge(walk).to.y <= place.y) {
                crossing.push(walk);
            }
            crossing.retain(|&walk| self.edge(walk).from.y > place.y);
            let west = crossing.iter().filter(|&&walk| {
                let edge = self.edge(walk);
                turn(edge.from, edge.to, place) > 0
            });
            found[index] = west.copied().max_by(|&a, &b| self.east_order(a, b, place.y)).unwrap_or(NONE);
        }
        found
    }

    /// Which of two downward walks is further east just above a height.
    fn east_order(&self, a: u32, b: u32, y: i32) -> std::cmp::Ordering {
        let at = |walk: u32| {
            let edge = self.edge(walk).reversed();
            let ((dx, dy), up) = (edge.from.to(edge.to), i128::from(y) - i128::from(edge.from.y));
            // x at the height is `over / dy`, and `dx / dy` shows where it goes.
            (i128::from(edge.from.x) * i128::from(dy) + i128::from(dx) * up, i128::from(dx), i128::from(dy))
        };
        let ((x_a, dx_a, dy_a), (x_b, dx_b, dy_b)) = (at(a), at(b));
        (x_a * dy_b).cmp(&(x_b * dy_a)).then_with(|| (dx_a * dy_b).cmp(&(dx_b * dy_a)))
    }
}

/// The walk that comes before one when turning left around its start.
fn before_around(walks: &[Walk], walk: u32) -> u32 {
    let from = walks[walk as usize].edge.from;
    if walk > 0 && walks[walk as usize - 1].edge.from == from {
        return walk - 1;
    }
    let mut last = walk as usize;
    while walks.get(last + 1).is_some_and(|next| next.edge.from == from) {
        last += 1;
    }
    last as u32
}

/// Orders walks from one vertex by direction: turning left from straight down,
/// down excluded and up included first, then the other half.
fn by_direction(a: &Edge, b: &Edge) -> std::cmp::Ordering {
    let west = |walk: &Edge| walk.to < walk.from;
    west(a).cmp(&west(b)).then_with(|| turn(a.from, b.to, a.to).signum().cmp(&0))
}
