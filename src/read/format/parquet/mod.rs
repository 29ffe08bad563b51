//! GeoParquet, and Parquet tables without a geometry.
//!
//! Decoded here and not by the crate that writes it: that one allocates what
//! a page claims, follows nesting without an end and panics on damage. Here
//! every count and length is held against the bytes there are, and a page is
//! read value by value.
//!
//! Of a row group only the asked columns are read. Where a window is asked
//! for and the file has boxes, row groups, pages and rows outside of it are
//! passed over without being unpacked.

mod cell;
mod column;
mod delta;
mod footer;
mod geo;
mod hybrid;
mod leaf;
mod page;
#[cfg(test)]
mod tests;
mod thrift;
mod values;

use std::{fs::File, path::Path};

use self::{
    cell::{cell, corner},
    column::{Column as Values, Room},
    footer::{Chunk, Footer, RowGroup},
    geo::{Geo, NotRead},
    leaf::{Leaf, Physical},
    values::Raw,
};
use super::{file, format_error, in_force, pick, refused};
use crate::{
    config::Source,
    crs::Crs,
    error::ReadError,
    lang::{Said, say},
    read::{
        head::{Column, Head, stem},
        reader::{Opened, Reader, Remark},
        record::{Record, Shape},
    },
};

const FORMAT: &str = "Parquet";

/// Rows a file may have whatever its size.
const MOST_ROWS: u64 = 100_000;

/// Rows for each byte of a larger file: a column that tells rows apart takes
/// a byte a row.
const ROWS_A_BYTE: u64 = 16;

/// The cure for a geometry that is no WKB.
fn as_wkb() -> Said {
    say!(
        "schrijf de geometrie als WKB: `ogr2ogr -lco GEOMETRY_ENCODING=WKB new.parquet old.parquet`",
        "write the geometry as WKB: `ogr2ogr -lco GEOMETRY_ENCODING=WKB new.parquet old.parquet`"
    )
}

/// The cure for pages packed in a way that is not read.
fn as_zstd() -> Said {
    say!(
        "pak het bestand in met zstd: `COPY (FROM 'old.parquet') TO 'new.parquet' (COMPRESSION zstd)` in DuckDB",
        "pack the file with zstd: `COPY (FROM 'old.parquet') TO 'new.parquet' (COMPRESSION zstd)` in DuckDB"
    )
}

/// An opened file.
struct Parquet {
    source: Source,
    leaves: Vec<Leaf>,
    groups: Vec<RowGroup>,
    /// The columns of the head, among those that hold values.
    cells: Vec<usize>,
    geo: Option<Geo>,
    /// Where a window is asked for and the file can tell what lies in it.
    window: Option<([f64; 4], [usize; 4])>,
    remarks: Vec<Remark>,
}

/// What the first bytes of an encrypted file are.
pub(super) const ENCRYPTED: [u8; 4] = *b"PARE";

/// What the first bytes of a file are.
pub(super) const MAGIC: [u8; 4] = footer::MAGIC;

/// Opens a file.
pub(super) fn open(source: &Source) -> Result<Opened, ReadError> {
    let path = &source.path;
    let bad = |detail: Said| format_error(path, FORMAT, detail);
    pick(source, &[stem(path)])?;
    let (mut file, length) = file::open(path)?;
    let footer = footer::read(&mut file, length).map_err(bad)?;
    if footer.is_encrypted {
        return Err(encrypted(path));
    }
    let leaves = leaf::leaves(&footer).map_err(bad)?;
    let geo = geo::geo(&footer, &leaves).map_err(|why| match why {
        NotRead::Damaged(detail) => bad(detail),
        NotRead::Encoding(encoding) => refused(
            path,
            FORMAT,
            say!("de geometrie is gecodeerd als `{encoding}`", "its geometry is encoded as `{encoding}`"),
            as_wkb(),
        ),
    })?;
    let n_rows = check(path, &footer, &leaves, length)?;
    let special: Vec<usize> =
        geo.iter().flat_map(|geo| geo.boxes.into_iter().flatten().chain([geo.column])).collect();
    let cells: Vec<usize> =
        (0..leaves.len()).filter(|at| leaves[*at].is_cell() && !special.contains(at)).collect();
    let named = |at: &usize| Column { name: leaves[*at].path.concat() };
    let head = Head {
        layer: String::new(),
        format: if geo.is_some() { "GeoParquet" } else { FORMAT },
        columns: cells.iter().map(named).collect(),
        count: Some(n_rows),
        crs: geo.as_ref().and_then(|geo| geo.crs.clone()),
        extent: geo.as_ref().and_then(|geo| geo.extent),
    };
    // A window is in RD New, and so must the layer be.
    let is_rd = in_force(source, head.crs.as_ref()) == Some(Crs::Rd);
    let boxes = geo.as_ref().and_then(|geo| geo.boxes).filter(|_| is_rd);
    let window = source.window.zip(boxes);
    let remarks = left_out(&leaves, &cells, &special);
    let groups = footer.groups;
    Ok((head, Box::new(Parquet { source: source.clone(), leaves, groups, cells, geo, window, remarks })))
}

/// The one layer of a file.
pub(super) fn layers(path: &Path) -> Result<Vec<String>, ReadError> {
    let source = Source { path: path.to_owned(), ..Source::default() };
    open(&source).map(|_| vec![stem(path)])
}

/// The error for a file with a key.
pub(super) fn encrypted(path: &Path) -> ReadError {
    refused(
        path,
        FORMAT,
        say!("het is versleuteld", "it is encrypted"),
        say!("schrijf het zonder versleuteling", "write it without encryption"),
    )
}

/// Holds row groups against columns and file; gives the number of rows.
fn check(path: &Path, footer: &Footer, leaves: &[Leaf], length: u64) -> Result<u64, ReadError> {
    let bad = |at: usize, detail: Said| {
        let at = at + 1;
        format_error(path, FORMAT, say!([detail] "rijgroep {at}: {detail}", "row group {at}: {detail}"))
    };
    let mut n_rows = 0_u64;
    for (at, group) in footer.groups.iter().enumerate() {
        if group.chunks.len() != leaves.len() {
            let detail = say!(
                "het heeft {} kolommen, het bestand {}",
                "it has {} columns, the file {}",
                group.chunks.len(),
                leaves.len()
            );
            return Err(bad(at, detail));
        }
        for (chunk, leaf) in group.chunks.iter().zip(leaves) {
            let name = leaf.path.join(".");
            if chunk.is_elsewhere {
                let detail =
                    say!("kolom `{name}` ligt in een ander bestand", "column `{name}` lies in another file");
                return Err(refused(
                    path,
                    FORMAT,
                    detail,
                    say!("schrijf alles naar één bestand", "write all of it to one file"),
                ));
            }
            if let Err(codec) = page::knows(chunk.codec) {
                return Err(refused(
                    path,
                    FORMAT,
                    say!([codec] "kolom `{name}` is ingepakt met {codec}", "column `{name}` is packed with {codec}"),
                    as_zstd(),
                ));
            }
            if chunk.start.checked_add(chunk.length).is_none_or(|end| end > length) {
                return Err(bad(
                    at,
                    say!(
                        "kolom `{name}` ligt voorbij het eind van het bestand",
                        "column `{name}` lies beyond the end of the file"
                    ),
                ));
            }
        }
        n_rows = n_rows.saturating_add(group.n_rows);
    }
    if n_rows > length.saturating_mul(ROWS_A_BYTE).max(MOST_ROWS) {
        return Err(format_error(
            path,
            FORMAT,
            say!(
                "het zegt {n_rows} rijen te hebben in {length} bytes",
                "it claims {n_rows} rows in {length} bytes"
            ),
        ));
    }
    Ok(n_rows)
}

/// Says which columns are not read.
fn left_out(leaves: &[Leaf], cells: &[usize], special: &[usize]) -> Vec<Remark> {
    const SHOWN: usize = 5;
    let mut names: Vec<&str> = (0..leaves.len())
        .filter(|at| !cells.contains(at) && !special.contains(at))
        .filter_map(|at| leaves[at].path.first().map(String::as_str))
        .collect();
    names.dedup();
    if names.is_empty() {
        return Vec::new();
    }
    let shown = names[..names.len().min(SHOWN)].join("`, `");
    let more = match names.len().saturating_sub(SHOWN) {
        0 => Said::default(),
        n => say!(" en nog {n}", " and {n} more"),
    };
    let detail = say!(
        [more] "kolommen bevatten lijsten, groepen of typen die niet gelezen worden; weggelaten: `{shown}`{more}",
        "columns hold lists, groups or types that are not read; left out: `{shown}`{more}"
    );
    vec![Remark { row: 1, detail }]
}

impl Reader for Parquet {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let (mut file, _) = file::open(&self.source.path)?;
        let mut number = 0;
        for (at, group) in self.groups.iter().enumerate() {
            if self.is_outside(group) {
                number += group.n_rows;
            } else {
                self.read_group(&mut file, at, columns, &mut number, each)?;
            }
        }
        Ok(())
    }

    fn unknown_crs(&self) -> Option<String> {
        self.geo.as_ref()?.unknown_crs.clone()
    }

    fn remarks(&self) -> &[Remark] {
        &self.remarks
    }
}

impl Parquet {
    fn read_group(
        &self,
        file: &mut File,
        at: usize,
        columns: &[usize],
        number: &mut u64,
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let group = &self.groups[at];
        let bad = |leaf: usize, detail: Said| {
            let (name, at) = (self.leaves[leaf].path.join("."), at + 1);
            let detail = say!(
                [detail] "kolom `{name}`, rijgroep {at}: {detail}",
                "column `{name}`, row group {at}: {detail}"
            );
            format_error(&self.source.path, FORMAT, detail)
        };
        let column = |leaf: usize| (leaf, Values::new(&self.leaves[leaf], &group.chunks[leaf]));
        let mut room = Room::default();
        let mut asked: Vec<_> =
            columns.iter().filter_map(|column| self.cells.get(*column)).map(|leaf| column(*leaf)).collect();
        let mut shapes = self.geo.as_ref().map(|geo| column(geo.column));
        let mut boxes = self.window.map(|(window, boxes)| (window, boxes.map(column)));
        for _ in 0..group.n_rows {
            *number += 1;
            if let Some((window, corners)) = &mut boxes {
                let mut bounds = [None; 4];
                for ((leaf, column), bound) in corners.iter_mut().zip(&mut bounds) {
                    let raw = column.next(file, &mut room).map_err(|detail| bad(*leaf, detail))?;
                    *bound = raw.and_then(corner);
                }
                if !may_meet(bounds, *window) {
                    asked.iter_mut().chain(&mut shapes).for_each(|(_, column)| column.pass());
                    continue;
                }
            }
            let shape = match &mut shapes {
                None => Shape::Null,
                Some((leaf, column)) => {
                    match column.next(file, &mut room).map_err(|detail| bad(*leaf, detail))? {
                        Some(Raw::Bytes(bytes)) => Shape::Wkb(bytes.to_vec()),
                        _ => Shape::Null,
                    }
                }
            };
            let mut values = Vec::with_capacity(asked.len());
            for (leaf, column) in &mut asked {
                let raw = column.next(file, &mut room).map_err(|detail| bad(*leaf, detail))?;
                values.push(raw.map(|raw| cell(raw, &self.leaves[*leaf])).unwrap_or_default());
            }
            each(Record { number: *number, shape, values })?;
        }
        Ok(())
    }

    /// Whether every row of a row group is known to lie outside the window: a
    /// row without a place may belong to any area.
    fn is_outside(&self, group: &RowGroup) -> bool {
        let Some((window, boxes)) = self.window else { return false };
        let chunk = |at: usize| (&group.chunks[boxes[at]], &self.leaves[boxes[at]]);
        let knows_all = boxes.iter().all(|leaf| group.chunks[*leaf].n_nulls == Some(0));
        let least = |at: usize| bound(chunk(at), |chunk| &chunk.min);
        let most = |at: usize| bound(chunk(at), |chunk| &chunk.max);
        knows_all && !may_meet([least(0), least(1), most(2), most(3)], window)
    }
}

/// A bound of a column of corners, as its statistics have it.
fn bound((chunk, leaf): (&Chunk, &Leaf), of: impl Fn(&Chunk) -> &Vec<u8>) -> Option<f64> {
    let bytes = of(chunk);
    let number = match leaf.physical {
        Physical::Float => f32::from_le_bytes(bytes.first_chunk().copied()?).into(),
        _ => f64::from_le_bytes(bytes.first_chunk().copied()?),
    };
    Some(number).filter(|number: &f64| !number.is_nan())
}

/// Whether a box meets the window, as far as its corners are known.
fn may_meet(bounds: [Option<f64>; 4], [min_x, min_y, max_x, max_y]: [f64; 4]) -> bool {
    let [left, bottom, right, top] = bounds;
    left.is_none_or(|left| left <= max_x)
        && bottom.is_none_or(|bottom| bottom <= max_y)
        && right.is_none_or(|right| right >= min_x)
        && top.is_none_or(|top| top >= min_y)
}
