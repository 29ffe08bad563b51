//! In which order do features stand in a FlatGeobuf, and how are those in an
//! area found?
//!
//! Features follow a Hilbert curve through the middles of their boxes, from
//! its end to its start, and those at the same place keep their order. Above
//! them stands a tree of nodes of 16, level by level, the root first: each
//! node is the box of what it holds and where that begins. The lowest level
//! has one entry a feature and is streamed, as it is most of the index.

use std::{
    cmp::Reverse,
    io::{self, Write},
};

use rayon::prelude::*;

use crate::export::shape::widen;

/// Entries in a node: what the format calls its default.
pub(super) const NODE_SIZE: u16 = 16;
/// Cells of the Hilbert curve along a side: 2^16.
const BITS: u32 = 16;
/// A box that no search meets: of a feature without a geometry.
pub(super) const NO_BOX: [f64; 4] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

/// A feature on its way into the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// `[min_x, min_y, max_x, max_y]`, or [`NO_BOX`].
    pub bounds: [f64; 4],
    /// Where its bytes begin in the spool.
    pub start: u64,
    /// How many there are.
    pub size: u32,
}

/// The box around all; [`NO_BOX`] around nothing.
pub(super) fn extent(entries: &[Entry]) -> [f64; 4] {
    let mut extent = None;
    entries.iter().filter(|entry| entry.bounds != NO_BOX).for_each(|entry| {
        widen(&mut extent, Some(entry.bounds));
    });
    extent.unwrap_or(NO_BOX)
}

/// The positions of the entries in the order of the file.
pub(super) fn order(entries: &[Entry], extent: [f64; 4]) -> Vec<u32> {
    let mut keys: Vec<(Reverse<u32>, u32)> =
        (0_u32..).zip(entries).map(|(at, entry)| (Reverse(place(entry.bounds, extent)), at)).collect();
    keys.par_sort_unstable();
    keys.into_iter().map(|(_, at)| at).collect()
}

/// Where along the curve the middle of a box lies; 0 without one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "NaN is meant to become 0")]
fn place(bounds: [f64; 4], extent: [f64; 4]) -> u32 {
    let most = f64::from((1_u32 << BITS) - 1);
    let cell = |axis: usize| {
        let middle = (bounds[axis] + bounds[axis + 2]) / 2.0;
        (most * (middle - extent[axis]) / (extent[axis + 2] - extent[axis])).floor() as u32
    };
    hilbert(cell(0), cell(1))
}

/// The number of a cell along the curve: each pair of bits says in which
/// quarter it lies, and turns the curve for the pairs that follow.
fn hilbert(mut x: u32, mut y: u32) -> u32 {
    let mut number = 0;
    for bit in (0..BITS).rev() {
        let (east, north) = ((x >> bit) & 1, (y >> bit) & 1);
        number = (number << 2) | ((3 * east) ^ north);
        if north == 0 {
            if east == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    number
}

/// Writes the tree over the entries in the order of the file.
pub(super) fn write(out: &mut impl Write, entries: &[Entry], order: &[u32]) -> io::Result<()> {
    // The levels above the features, lowest first: the boxes of their nodes.
    let mut levels: Vec<Vec<[f64; 4]>> = Vec::new();
    let node_size = usize::from(NODE_SIZE);
    let sorted: Vec<[f64; 4]> = order
        .chunks(node_size)
        .map(|node| around(node.iter().map(|at| entries[*at as usize].bounds)))
        .collect();
    levels.push(sorted);
    while let Some(below) = levels.last().filter(|level| level.len() > 1) {
        let level = below.chunks(node_size).map(|node| around(node.iter().copied())).collect();
        levels.push(level);
    }
    // Counted from the root down, nodes of a level begin behind that level.
    let mut behind = 0;
    for level in levels.iter().rev() {
        behind += level.len();
        for (at, bounds) in level.iter().enumerate() {
            write_node(out, *bounds, (behind + at * node_size) as u64)?;
        }
    }
    let mut start = 0;
    for at in order {
        let entry = entries[*at as usize];
        write_node(out, entry.bounds, start)?;
        start += u64::from(entry.size);
    }
    Ok(())
}

fn around(boxes: impl Iterator<Item = [f64; 4]>) -> [f64; 4] {
    boxes.fold(NO_BOX, |[a, b, c, d], [min_x, min_y, max_x, max_y]| {
        [a.min(min_x), b.min(min_y), c.max(max_x), d.max(max_y)]
    })
}

fn write_node(out: &mut impl Write, bounds: [f64; 4], start: u64) -> io::Result<()> {
    for number in bounds {
        out.write_all(&number.to_le_bytes())?;
    }
    out.write_all(&start.to_le_bytes())
}

#[cfg(test)]
mod tests {
    use flatgeobuf::packed_r_tree::{NodeItem, PackedRTree, hilbert_sort};

    use super::*;

    /// Boxes by rule, some at the same place, some without a geometry.
    fn entries(n: u32) -> Vec<Entry> {
        let entry = |at: u32| {
            let (x, y) = (f64::from(at * 7_919 % 1_009), f64::from(at * 104_729 % 701));
            let bounds = if at % 13 == 5 { NO_BOX } else { [x, y, x + 8.0, y + 5.0] };
            Entry { bounds, start: u64::from(at) * 1_000, size: 40 + at % 7 }
        };
        (0..n).map(|at| entry(at - at % 3)).collect()
    }

    #[test]
    fn order_and_tree_are_those_of_the_reference_to_the_byte() {
        for n in [1, 2, 16, 17, 256, 257, 5_000] {
            let entries = entries(n);
            let [min_x, min_y, max_x, max_y] = extent(&entries);
            let whole = NodeItem::bounds(min_x, min_y, max_x, max_y);
            let mut nodes: Vec<NodeItem> = (0_u64..)
                .zip(&entries)
                .map(|(at, Entry { bounds: [a, b, c, d], .. })| NodeItem {
                    offset: at,
                    ..NodeItem::bounds(*a, *b, *c, *d)
                })
                .collect();
            hilbert_sort(&mut nodes, &whole);
            let order = order(&entries, [min_x, min_y, max_x, max_y]);
            assert_eq!(
                order,
                nodes.iter().map(|node| node.offset as u32).collect::<Vec<_>>(),
                "{n} features"
            );

            let mut start = 0;
            for node in &mut nodes {
                let size = u64::from(entries[node.offset as usize].size);
                node.offset = start;
                start += size;
            }
            let (mut expected, mut found) = (Vec::new(), Vec::new());
            PackedRTree::build(&nodes, &whole, NODE_SIZE).unwrap().stream_write(&mut expected).unwrap();
            write(&mut found, &entries, &order).unwrap();
            assert!(found == expected, "{n} features");
        }
    }
}
