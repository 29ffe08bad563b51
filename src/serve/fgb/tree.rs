//! Which features of a FlatGeobuf have a box that meets a window?
//!
//! The index of the format is a packed Hilbert R-tree: levels of nodes, the
//! root first, each node a box and a place. Where the children of a node stand
//! follows from its number, so nothing that the file says is followed but the
//! boxes, and where a feature begins.
//!
//! The crate `flatgeobuf` gathers all that is found before the first is given.
//! Here a search begins behind a feature that was given before and ends as
//! soon as a page is full, and whole nodes are counted without being read.

use std::{io, ops::Range};

use super::source::Source;

/// Bytes of a node.
const NODE: u64 = 40;

/// Leaves that are read at once when all are wanted.
const RUN: u64 = 1_024;

/// One feature that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Its number in the file, from 0.
    pub position: u64,
    /// Its box; inverted when it has no geometry.
    pub bounds: [f64; 4],
    /// Where it begins, behind the start of the features.
    pub start: u64,
}

impl Found {
    /// Whether it has a geometry.
    pub fn has_geometry(&self) -> bool {
        self.bounds[0] <= self.bounds[2]
    }
}

/// Features whose box meets a window, counted.
#[derive(Debug, Default)]
pub struct Counted {
    /// Those whose box lies within.
    pub within: u64,
    /// Those whose box lies across the border: their shape decides.
    pub across: Vec<Found>,
}

/// The index of one file.
#[derive(Debug)]
pub struct Tree {
    start: u64,
    node_size: u64,
    /// The numbers of the nodes of each level, leaves first.
    levels: Vec<Range<u64>>,
}

/// A node: its level above the leaves, and its number there.
#[derive(Clone, Copy)]
struct Node {
    level: usize,
    at: u64,
}

impl Tree {
    /// The tree over so many features that begins at a place; `None` when no
    /// such tree can be.
    pub fn new(start: u64, n_features: u64, node_size: u16) -> Option<Self> {
        let node_size = u64::from(node_size);
        if node_size < 2 || n_features == 0 || n_features > u64::from(u32::MAX) {
            return None;
        }
        let mut sizes = vec![n_features];
        while sizes.len() == 1 || sizes.last().is_some_and(|n| *n > 1) {
            sizes.push(sizes.last()?.div_ceil(node_size));
        }
        let mut end = sizes.iter().sum::<u64>();
        let levels = sizes.into_iter().map(|size| {
            let level = end - size..end;
            end -= size;
            level
        });
        Some(Self { start, node_size, levels: levels.collect() })
    }

    /// How many bytes it takes.
    pub fn size(&self) -> u64 {
        self.levels.iter().map(|level| level.end - level.start).sum::<u64>() * NODE
    }

    /// How many features there are.
    pub fn n_features(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.end - leaves.start)
    }

    /// Features `from` on whose box meets the window, in the order of the
    /// file, at most so many. Without a window every feature is meant, also one
    /// without a geometry.
    ///
    /// # Errors
    ///
    /// When the file breaks off.
    pub fn next(
        &self,
        source: &Source,
        window: Option<[f64; 4]>,
        from: u64,
        most: usize,
    ) -> io::Result<Vec<Found>> {
        let Some(window) = window else {
            let end = self.n_features().min(from.saturating_add(most as u64));
            return if from < end { self.nodes(source, 0, from..end) } else { Ok(Vec::new()) };
        };
        let mut found = Vec::new();
        let mut open = vec![self.root()];
        while let Some(node) = open.pop() {
            if self.leaves(node).end <= from {
                continue;
            }
            let children = self.children(source, node)?;
            let met = children.into_iter().filter(|child| meets(child.bounds, window));
            if node.level > 1 {
                open.extend(met.rev().map(|child| Node { level: node.level - 1, at: child.position }));
                continue;
            }
            found.extend(met.filter(|leaf| leaf.position >= from).take(most - found.len()));
            if found.len() >= most {
                break;
            }
        }
        Ok(found)
    }

    /// Counts the features whose box meets the window: those that `inner`
    /// holds whole, and the others. `None` when more than so many are across.
    ///
    /// # Errors
    ///
    /// When the file breaks off.
    pub fn count(
        &self,
        source: &Source,
        window: [f64; 4],
        inner: [f64; 4],
        without_geometry: u64,
        most: usize,
    ) -> io::Result<Option<Counted>> {
        let mut counted = Counted::default();
        let mut open = vec![self.root()];
        while let Some(node) = open.pop() {
            for child in self.children(source, node)? {
                if !meets(child.bounds, window) {
                    continue;
                }
                let below = Node { level: node.level - 1, at: child.position };
                let leaves = self.leaves(below);
                let is_within = holds(inner, child.bounds);
                if below.level == 0 {
                    if is_within {
                        counted.within += 1;
                    } else {
                        counted.across.push(child);
                    }
                } else if is_within && leaves.end <= without_geometry {
                    counted.within += leaves.end - leaves.start;
                } else {
                    open.push(below);
                }
            }
            if counted.across.len() > most {
                return Ok(None);
            }
        }
        Ok(Some(counted))
    }

    /// The number of the first feature behind which none is known to have a
    /// geometry: those without one stand last, among those at the very corner
    /// of the extent.
    ///
    /// # Errors
    ///
    /// When the file breaks off.
    pub fn first_without_geometry(&self, source: &Source, extent: [f64; 4]) -> io::Result<u64> {
        /// Cells of the curve along a side.
        const CELLS: f64 = 65_535.0;
        let at_corner = |bounds: [f64; 4]| {
            (0..2).all(|axis| {
                let side = extent[axis + 2] - extent[axis];
                let middle = f64::midpoint(bounds[axis], bounds[axis + 2]) - extent[axis];
                // Two cells, so that no rounding decides.
                let is_away = middle * CELLS >= 2.0 * side;
                !is_away
            })
        };
        let mut end = self.n_features();
        while end > 0 {
            let run = end.saturating_sub(RUN)..end;
            for leaf in self.nodes(source, 0, run.clone())?.into_iter().rev() {
                if leaf.has_geometry() && !at_corner(leaf.bounds) {
                    return Ok(leaf.position + 1);
                }
            }
            end = run.start;
        }
        Ok(0)
    }

    /// Where the feature behind this one begins; `None` behind the last.
    ///
    /// # Errors
    ///
    /// When the file breaks off.
    pub fn start_of(&self, source: &Source, position: u64) -> io::Result<Option<u64>> {
        if position >= self.n_features() {
            return Ok(None);
        }
        Ok(self.nodes(source, 0, position..position + 1)?.first().map(|leaf| leaf.start))
    }

    fn root(&self) -> Node {
        Node { level: self.levels.len() - 1, at: 0 }
    }

    /// The features below a node.
    fn leaves(&self, node: Node) -> Range<u64> {
        let mut span = 1_u64;
        for _ in 0..node.level {
            span = span.saturating_mul(self.node_size);
        }
        let start = node.at.saturating_mul(span);
        start..start.saturating_add(span).min(self.n_features())
    }

    /// The nodes right below a node that is no leaf.
    fn children(&self, source: &Source, node: Node) -> io::Result<Vec<Found>> {
        let level = node.level - 1;
        let n = self.levels[level].end - self.levels[level].start;
        let start = node.at * self.node_size;
        self.nodes(source, level, start..(start + self.node_size).min(n))
    }

    /// Nodes of a level; of leaves `start` is where a feature begins.
    fn nodes(&self, source: &Source, level: usize, which: Range<u64>) -> io::Result<Vec<Found>> {
        let first = self.levels[level].start + which.start;
        let size = usize::try_from((which.end - which.start) * NODE).map_err(io::Error::other)?;
        let bytes = source.bytes(self.start + first * NODE, size)?;
        let number = |node: &[u8], at: usize| {
            let bytes: [u8; 8] = node[8 * at..8 * at + 8].try_into().expect("eight bytes are taken");
            bytes
        };
        let nodes = bytes.chunks_exact(NODE as usize).zip(which).map(|(node, position)| Found {
            position,
            bounds: std::array::from_fn(|at| f64::from_le_bytes(number(node, at))),
            start: u64::from_le_bytes(number(node, 4)),
        });
        Ok(nodes.collect())
    }
}

/// Whether two boxes have a point in common. An inverted one has none.
pub fn meets(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/// Whether a box holds all of another.
pub fn holds(outer: [f64; 4], inner: [f64; 4]) -> bool {
    outer[0] <= inner[0] && inner[2] <= outer[2] && outer[1] <= inner[1] && inner[3] <= outer[3]
}
