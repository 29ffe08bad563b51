//! How is the index of a layer built when all its boxes are known?
//!
//! Bottom up, by sort-tile-recursive packing: boxes are cut into slices by x,
//! each slice into nodes by y, and the same again with the nodes, up to the
//! root. One pass over the boxes and sequential writes, where inserting box
//! by box walks the tree and splits nodes for each.
//!
//! What is written are the three tables behind SQLite's `rtree` module, in
//! the format its source documents and keeps ("Database Format of R-Tree
//! Tables"): all numbers big-endian, a node of at most 51 cells of 24 bytes,
//! the root is node 1. `rtreecheck()` and every reader take it for its own.
//!
//! # Source
//!
//! SQLite, `ext/rtree/rtree.c`; Leutenegger, Lopez and Edgington, "STR: A
//! Simple and Efficient Algorithm for R-Tree Packing", ICDE 1997.

use rayon::prelude::*;
use rusqlite::{Connection, config::DbConfig, params};

use crate::sql::quoted;

/// Most cells a node holds (`RTREE_MAXCELLS`).
const CELLS: usize = 51;
/// Bytes of a cell: a 64-bit identification and four 32-bit numbers.
const CELL_BYTES: usize = 24;
/// Bytes of a node on pages of 4096 bytes: depth, number of cells, cells.
const NODE_BYTES: usize = 4 + CELLS * CELL_BYTES;
/// The number of the root.
const ROOT: i64 = 1;

/// One cell of a node: a feature, or the node below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Entry {
    /// `fid` of the feature, or number of the node.
    pub(super) id: i64,
    /// `[min_x, min_y, max_x, max_y]`, rounded outward.
    pub(super) bounds: [f32; 4],
}

/// Fills the R-tree of a layer, which was just created and is empty.
pub(super) fn fill(connection: &Connection, table: &str, mut entries: Vec<Entry>) -> rusqlite::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    // Some builds of SQLite guard these tables from anything but the module.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    let name = |what: &str| quoted(&format!("rtree_{table}_geom_{what}"));
    let mut put_node =
        connection.prepare(&format!("INSERT OR REPLACE INTO {} VALUES (?, ?)", name("node")))?;
    let mut put_parent = connection.prepare(&format!("INSERT INTO {} VALUES (?, ?)", name("parent")))?;
    let mut put_row = connection.prepare(&format!("INSERT INTO {} VALUES (?, ?)", name("rowid")))?;

    let mut next = ROOT + 1;
    let mut depth = 0_u16;
    // The node each feature is in, in order of `fid`.
    let mut rows: Vec<(i64, i64)> = Vec::with_capacity(entries.len());
    loop {
        let slice = tile(&mut entries);
        let is_root = entries.len() <= CELLS;
        let mut parents = Vec::with_capacity(entries.len().div_ceil(CELLS));
        for cells in entries.chunks(slice).flat_map(nodes) {
            let node = if is_root { ROOT } else { next };
            next += i64::from(!is_root);
            put_node.execute(params![node, blob(if is_root { depth } else { 0 }, cells)])?;
            for cell in cells {
                if depth == 0 {
                    rows.push((cell.id, node));
                } else {
                    put_parent.execute(params![cell.id, node])?;
                }
            }
            parents.push(Entry { id: node, bounds: around(cells) });
        }
        if is_root {
            break;
        }
        entries = parents;
        depth += 1;
    }
    rows.par_sort_unstable();
    for (fid, node) in rows {
        put_row.execute(params![fid, node])?;
    }
    Ok(())
}

/// Orders entries so that those of a node stand together and near each other.
/// Gives the length of the slices; no node reaches over two of them.
fn tile(entries: &mut [Entry]) -> usize {
    let twice_middle =
        |entry: &Entry, axis: usize| f64::from(entry.bounds[axis]) + f64::from(entry.bounds[axis + 2]);
    let by = |axis: usize| {
        move |a: &Entry, b: &Entry| {
            twice_middle(a, axis).total_cmp(&twice_middle(b, axis)).then(a.id.cmp(&b.id))
        }
    };
    entries.par_sort_unstable_by(by(0));
    let n_nodes = entries.len().div_ceil(CELLS);
    let n_slices = (1..).find(|n| n * n >= n_nodes).unwrap_or(1);
    let slice = n_nodes.div_ceil(n_slices) * CELLS;
    entries.par_chunks_mut(slice).for_each(|slice| slice.sort_unstable_by(by(1)));
    slice
}

/// A slice as nodes of as equal a length as can be.
fn nodes(slice: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    let (len, n) = (slice.len(), slice.len().div_ceil(CELLS));
    (0..n).map(move |at| &slice[at * len / n..(at + 1) * len / n])
}

fn around(cells: &[Entry]) -> [f32; 4] {
    cells.iter().skip(1).fold(cells[0].bounds, |[a, b, c, d], cell| {
        let [min_x, min_y, max_x, max_y] = cell.bounds;
        [a.min(min_x), b.min(min_y), c.max(max_x), d.max(max_y)]
    })
}

#[expect(clippy::cast_possible_truncation, reason = "a node holds 51 cells")]
fn blob(depth: u16, cells: &[Entry]) -> Vec<u8> {
    let mut blob = Vec::with_capacity(NODE_BYTES);
    blob.extend(depth.to_be_bytes());
    blob.extend((cells.len() as u16).to_be_bytes());
    for Entry { id, bounds: [min_x, min_y, max_x, max_y] } in cells {
        blob.extend(id.to_be_bytes());
        for number in [min_x, max_x, min_y, max_y] {
            blob.extend(number.to_be_bytes());
        }
    }
    blob.resize(NODE_BYTES, 0);
    blob
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::gpkg::schema::create_rtree;

    /// Boxes by rule, some large, some equal.
    fn boxes(n: i64) -> Vec<Entry> {
        let entry = |id: i64| {
            let (x, y) = ((id * 7_919 % 1_000) as f32, (id * 104_729 % 700) as f32);
            let size = if id % 97 == 0 { 300.0 } else { 3.0 };
            Entry { id, bounds: [x, y, x + size, y + size] }
        };
        // Features without a geometry leave gaps.
        (1..=n).map(|id| entry(id * 3 - id % 3)).collect()
    }

    #[test]
    fn sqlite_finds_the_tree_sound_and_in_it_what_brute_force_finds() {
        for n in [0, 1, 2, 51, 52, 102, 103, 2_601, 2_602, 20_000] {
            let connection = Connection::open_in_memory().unwrap();
            connection.execute_batch(&create_rtree("t")).unwrap();
            let all = boxes(n);
            fill(&connection, "t", all.clone()).unwrap();
            let sound: String =
                connection.query_row("SELECT rtreecheck('rtree_t_geom')", [], |row| row.get(0)).unwrap();
            assert_eq!(sound, "ok", "{n} boxes");
            for (x, y, size) in
                [(0.0, 0.0, 2_000.0), (500.0, 300.0, 10.0), (10.0, 690.0, 80.0), (-9.0, -9.0, 1.0)]
            {
                let found: Vec<i64> = connection
                    .prepare(
                        "SELECT id FROM rtree_t_geom WHERE maxx >= ?1 AND minx <= ?3 AND maxy >= ?2 AND miny <= ?4 ORDER BY id",
                    )
                    .unwrap()
                    .query_map([x, y, x + size, y + size], |row| row.get(0))
                    .unwrap()
                    .collect::<rusqlite::Result<_>>()
                    .unwrap();
                let meets = |entry: &&Entry| {
                    let [min_x, min_y, max_x, max_y] = entry.bounds.map(f64::from);
                    max_x >= x && min_x <= x + size && max_y >= y && min_y <= y + size
                };
                let expected: Vec<i64> = all.iter().filter(meets).map(|entry| entry.id).collect();
                assert_eq!(found, expected, "{n} boxes");
            }
        }
    }

    #[test]
    fn sqlite_keeps_the_tree_sound_when_boxes_come_and_go() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&create_rtree("t")).unwrap();
        fill(&connection, "t", boxes(3_000)).unwrap();
        connection
            .execute_batch(
                "DELETE FROM rtree_t_geom WHERE id % 2 = 0;
                 INSERT INTO rtree_t_geom SELECT id + 100000, minx + 1, maxx + 1, miny, maxy FROM rtree_t_geom;",
            )
            .unwrap();
        let sound: String =
            connection.query_row("SELECT rtreecheck('rtree_t_geom')", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
    }
}
