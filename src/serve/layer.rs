//! How are the features of a run found without reading all of them?
//!
//! By the FlatGeobuf that the run wrote: its features lie along a Hilbert curve
//! below an R-tree, so a page of a part of the map is read from a few places.
//! The GeoPackage beside it has an index on identifications: it tells in which
//! box a feature lies, and the tree does the rest.
//!
//! # Memory
//!
//! The names of the columns. All else is read when it is asked for.

use std::{
    path::Path,
    sync::{Mutex, OnceLock, PoisonError},
};

use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use super::{
    area::Area,
    cql::Filter,
    fgb::{Cell, Column, Damaged, Found, Head, Row, Source, Tree, cut, framed, head},
};
use crate::{error::ReadError, export::ColumnSpec, lang::say, sql::quoted};

/// A feature above this size is a damaged length.
const LARGEST_FEATURE: u64 = 64 << 20;

/// Features whose places are looked up at once.
const BATCH: usize = 512;

/// Features that are read in one go lie no further apart than this, bytes.
const GAP: u64 = 1 << 16;

/// Most bytes of features that are read in one go.
const MOST_BYTES: u64 = 4 << 20;

/// Features across the border of a window whose shapes are asked for a count.
const MOST_ACROSS: usize = 5_000;

/// Features that a filter is asked for a count.
const MOST_COUNTED: u64 = 20_000;

/// What is asked of a layer.
#[derive(Debug, Default)]
pub struct Query {
    /// Parts of the map that a feature must all have a point in common with.
    pub areas: Vec<Area>,
    /// What must hold besides.
    pub filter: Option<Filter>,
}

/// Where a search stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The feature to go on with; `None` at the end.
    pub next: Option<u64>,
    /// How many were given.
    pub n: usize,
}

/// One layer of a run.
#[derive(Debug)]
pub struct Layer {
    source: Source,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The column of the identification.
    pub id: usize,
    /// How many features it has.
    pub n_features: u64,
    /// The box around it, RD New; `None` when nothing has a geometry.
    pub extent: Option<[f64; 4]>,
    tree: Option<Tree>,
    /// Where the features start.
    start: u64,
    without_geometry: OnceLock<u64>,
    /// The same layer in the GeoPackage, to look identifications up in.
    ids: Mutex<Connection>,
    by_id: String,
}

impl Layer {
    /// Opens a layer of a run: its FlatGeobuf, and the table of that name in
    /// its GeoPackage.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when a file cannot be read or is not as it was written.
    pub fn open(folder: &Path, name: &str, id: &str, specs: &[ColumnSpec]) -> Result<Self, ReadError> {
        let path = folder.join(format!("{name}.fgb"));
        let source = Source::open(&path).map_err(|source| ReadError::Open { path: path.clone(), source })?;
        let bad = |error: Damaged| ReadError::Format {
            path: path.clone(),
            format: "FlatGeobuf",
            detail: say!("„{error}”", "{error}"),
        };
        let gpkg = folder.join("toplaag.gpkg");
        let ids = connection(&gpkg).map_err(|error| ReadError::Format {
            path: gpkg.clone(),
            format: "GeoPackage",
            detail: say!("„{error}”", "{error}"),
        })?;
        let head = head(&source, specs).map_err(bad)?;
        let id = head.columns.iter().position(|column| column.name == id);
        let id = id.ok_or_else(|| bad(Damaged("it has no column for identifications".into())))?;
        let rtree = quoted(&format!("rtree_{name}_geom"));
        let by_id = format!(
            "SELECT minx, miny, maxx, maxy FROM {} AS t LEFT JOIN {rtree} AS r ON r.id = t.fid WHERE t.{} = ?1",
            quoted(name),
            quoted(&head.columns[id].name)
        );
        let Head { columns, n_features, extent, tree, start } = head;
        let without_geometry = OnceLock::new();
        let ids = Mutex::new(ids);
        Ok(Self { source, columns, id, n_features, extent, tree, start, without_geometry, ids, by_id })
    }

    /// Gives features that meet the query, in the order of the file, from one
    /// on: until there are `limit`, `take` has enough, or so many were looked at.
    ///
    /// # Errors
    ///
    /// [`Damaged`], and what `take` fails with.
    pub fn search<E: From<Damaged>>(
        &self,
        query: &Query,
        from: u64,
        limit: usize,
        most_looked_at: usize,
        mut take: impl FnMut(&Row<'_>, &[Cell<'_>]) -> Result<bool, E>,
    ) -> Result<Stop, E> {
        let mut stop = Stop { next: Some(from), n: 0 };
        let mut looked_at = 0;
        while let Some(at) = stop.next {
            if stop.n >= limit || looked_at >= most_looked_at {
                break;
            }
            // Without a filter nearly all that is found is given.
            let most = if query.filter.is_some() { BATCH } else { BATCH.min(limit - stop.n) };
            let found = self.found(query, at, most)?;
            stop.next = found.last().filter(|_| found.len() == most).map(|last| last.position + 1);
            stop.next = stop.next.filter(|next| *next < self.n_features);
            looked_at += found.len();
            let mut enough = None;
            self.read(&found, |found, row| {
                let cells = row.cells(&self.columns)?;
                if self.is_met(query, found, row, &cells)? {
                    stop.n += 1;
                    let more = take(row, &cells)?;
                    if !more || stop.n >= limit {
                        enough = Some(found.position + 1);
                    }
                }
                Ok::<bool, E>(enough.is_none())
            })?;
            if let Some(next) = enough {
                stop.next = (next < self.n_features).then_some(next);
                break;
            }
        }
        Ok(stop)
    }

    /// How many features meet the query; `None` when that takes too long to
    /// count.
    ///
    /// # Errors
    ///
    /// [`Damaged`].
    pub fn count(&self, query: &Query) -> Result<Option<u64>, Damaged> {
        let Some(tree) = &self.tree else { return Ok(Some(0)) };
        if query.filter.is_none() {
            match &query.areas[..] {
                [] => return Ok(Some(self.n_features)),
                [area] => return self.count_in(tree, area),
                _ => {}
            }
        }
        let few = self.n_features <= MOST_COUNTED
            || self.found(query, 0, MOST_COUNTED as usize + 1)?.len() <= MOST_COUNTED as usize;
        if !few {
            return Ok(None);
        }
        let stop = self.search(query, 0, usize::MAX, usize::MAX, |_, _| Ok::<_, Damaged>(true))?;
        Ok(Some(stop.n as u64))
    }

    fn count_in(&self, tree: &Tree, area: &Area) -> Result<Option<u64>, Damaged> {
        let without = self.first_without_geometry(tree)?;
        let counted = tree.count(&self.source, area.bounds, area.inner, without, MOST_ACROSS)?;
        let Some(counted) = counted else { return Ok(None) };
        let mut n = counted.within;
        let mut across = counted.across;
        across.sort_unstable_by_key(|found| found.position);
        self.read(&across, |found, row| {
            n += u64::from(area.meets(found, &row.shape()?));
            Ok::<_, Damaged>(true)
        })?;
        Ok(Some(n))
    }

    fn first_without_geometry(&self, tree: &Tree) -> Result<u64, Damaged> {
        if let Some(known) = self.without_geometry.get() {
            return Ok(*known);
        }
        let first = match self.extent {
            Some(extent) => tree.first_without_geometry(&self.source, extent)?,
            None => 0,
        };
        Ok(*self.without_geometry.get_or_init(|| first))
    }

    /// One feature by its identification, given to `take`; `None` when there is
    /// none.
    ///
    /// # Errors
    ///
    /// [`Damaged`].
    pub fn feature<T>(
        &self,
        id: &str,
        mut take: impl FnMut(&Row<'_>, &[Cell<'_>]) -> Result<T, Damaged>,
    ) -> Result<Option<T>, Damaged> {
        let found = {
            let ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
            let mut statement = ids.prepare_cached(&self.by_id)?;
            let bounds = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Option<[f64; 4]>> {
                let side = |at: usize| row.get::<_, Option<f64>>(at);
                let [a, b, c, d] = [side(0)?, side(1)?, side(2)?, side(3)?];
                Ok(a.zip(b).zip(c.zip(d)).map(|((a, b), (c, d))| [a, b, c, d]))
            };
            statement.query_row([id], bounds).optional()?
        };
        let (Some(bounds), Some(tree)) = (found, &self.tree) else { return Ok(None) };
        let mut from = match bounds {
            Some(_) => 0,
            None => self.first_without_geometry(tree)?,
        };
        loop {
            let found = tree.next(&self.source, bounds, from, BATCH)?;
            let Some(last) = found.last() else { return Ok(None) };
            from = last.position + 1;
            let mut taken = None;
            self.read(&found, |_, row| {
                let cells = row.cells(&self.columns)?;
                if cells.get(self.id) == Some(&Cell::Text(id)) {
                    taken = Some(take(row, &cells)?);
                }
                Ok::<_, Damaged>(taken.is_none())
            })?;
            if taken.is_some() {
                return Ok(taken);
            }
        }
    }

    /// Where features lie that may meet the query.
    fn found(&self, query: &Query, from: u64, most: usize) -> Result<Vec<Found>, Damaged> {
        let Some(tree) = &self.tree else { return Ok(Vec::new()) };
        let window = query
            .areas
            .iter()
            .map(|area| area.bounds)
            .reduce(|a, b| [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]);
        Ok(tree.next(&self.source, window, from, most)?)
    }

    fn is_met(
        &self,
        query: &Query,
        found: &Found,
        row: &Row<'_>,
        cells: &[Cell<'_>],
    ) -> Result<bool, Damaged> {
        let mut shape = None;
        for area in &query.areas {
            let met = match area.is_settled(found) {
                Some(met) => met,
                None => {
                    if shape.is_none() {
                        shape = Some(row.shape()?);
                    }
                    shape.as_ref().is_some_and(|shape| area.meets(found, shape))
                }
            };
            if !met {
                return Ok(false);
            }
        }
        match &query.filter {
            Some(filter) => filter.holds(found, row, cells),
            None => Ok(true),
        }
    }

    /// Reads features that were found, in their order, until `take` has enough.
    fn read<E: From<Damaged>>(
        &self,
        found: &[Found],
        mut take: impl FnMut(&Found, &Row<'_>) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut rest = found;
        while let Some(first) = rest.first() {
            let apart = |pair: &[Found]| {
                let step = pair[1].start.checked_sub(pair[0].start);
                let whole = pair[1].start.saturating_sub(first.start);
                step.is_none_or(|step| step > GAP) || whole > MOST_BYTES
            };
            let n = rest.windows(2).position(apart).map_or(rest.len(), |at| at + 1);
            let (run, after) = rest.split_at(n);
            rest = after;
            let bytes = self.run(run)?;
            for found in run {
                let at =
                    usize::try_from(found.start - first.start).map_err(|error| Damaged(error.to_string()))?;
                let bytes = bytes.get(at..).and_then(framed).ok_or_else(cut)?;
                if !take(found, &Row::new(bytes)?)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The bytes from the first of these features to the end of the last.
    fn run(&self, run: &[Found]) -> Result<Vec<u8>, Damaged> {
        let (Some(first), Some(last), Some(tree)) = (run.first(), run.last(), &self.tree) else {
            return Ok(Vec::new());
        };
        let most = self.source.length().checked_sub(self.start).ok_or_else(cut)?;
        let end = tree.start_of(&self.source, last.position + 1)?.unwrap_or(most);
        let is_whole = first.start <= last.start && last.start < end && end <= most;
        if !is_whole || end - last.start > LARGEST_FEATURE {
            return Err(cut());
        }
        let size = usize::try_from(end - first.start).map_err(|error| Damaged(error.to_string()))?;
        Ok(self.source.bytes(self.start + first.start, size)?)
    }
}

/// Opens a GeoPackage to read.
fn connection(path: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection
        .execute_batch("PRAGMA query_only = 1; PRAGMA trusted_schema = 0; PRAGMA cache_size = -2000;")?;
    Ok(connection)
}
