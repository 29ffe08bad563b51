//! Any file as a stream of rows with a geometry in RD New.

use std::{mem, panic::resume_unwind, path::Path, sync::mpsc, thread};

use geo_types::Geometry;

pub(super) use super::format::{Alike, Wanted};
use super::{
    crs_check,
    format::{self, OpenSheet, bare},
};
pub use crate::config::Source;
use crate::{crs::Crs, error::ReadError, issue::LeftOut, value::Value};

/// One column of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name as the file spells it.
    pub name: String,
}

/// What can be known of a layer without reading it all.
#[derive(Debug, Clone)]
pub struct Head {
    /// Layer, table or sheet; empty when the format has none.
    pub layer: String,
    /// Format, for people: `GeoPackage`, `FlatGeobuf`, `CSV`, ….
    pub format: &'static str,
    /// Columns in file order, without the geometry.
    pub columns: Vec<Column>,
    /// Number of records, where the format tells it cheaply.
    pub count: Option<u64>,
    /// CRS in force; `None` for a table without geometry.
    pub crs: Option<Crs>,
    /// Bounding box in the layer's own CRS as far as the format tells it
    /// cheaply: `[min_x, min_y, max_x, max_y]`.
    pub extent: Option<[f64; 4]>,
}

impl Head {
    /// Position of the first of `names` that is a column, whatever its case
    /// and signs: `VBO-id`, `vbo_id` and `VboId` are one name. A column of
    /// exactly that name goes first.
    #[must_use]
    pub fn position(&self, names: &[impl AsRef<str>]) -> Option<usize> {
        names.iter().map(AsRef::as_ref).find_map(|name| {
            let exact = self.columns.iter().position(|column| column.name == name);
            exact.or_else(|| self.columns.iter().position(|column| bare(&column.name) == bare(name)))
        })
    }

    /// Position of the first of `names` that is longer than the ten characters
    /// a DBF has room for, and stands in a shapefile cut off at the tenth:
    /// `pandidenti` for `pandidentificatie`. Whether another role has as good
    /// a claim to the column, the caller must see.
    #[must_use]
    pub fn cut_position(&self, names: &[impl AsRef<str>]) -> Option<usize> {
        const DBF_NAME: usize = 10;
        if self.format != "Shapefile" {
            return None;
        }
        names.iter().map(|name| bare(name.as_ref())).filter(|name| name.chars().count() > DBF_NAME).find_map(
            |name| {
                self.columns.iter().position(|column| {
                    column.name.chars().count() == DBF_NAME && name.starts_with(&bare(&column.name))
                })
            },
        )
    }
}

/// One record.
#[derive(Debug, Clone)]
pub struct Record {
    /// Position in the layer, 1-based; rows of a table that hold nothing are
    /// counted too.
    pub number: u64,
    /// Geometry; still encoded where the format allows to decode in parallel.
    pub shape: Shape,
    /// Values of the asked columns, in the order they were asked for.
    pub values: Vec<Value>,
}

/// A geometry on its way in.
#[derive(Debug, Clone)]
pub enum Shape {
    /// The record has none.
    Null,
    /// A GeoPackage blob, header and WKB.
    Gpkg(Vec<u8>),
    /// WKB without a header, ISO or EWKB.
    Wkb(Vec<u8>),
    /// Decoded, in the layer's own CRS.
    Decoded(Geometry<f64>),
    /// The record's geometry could not be read; says why.
    Broken(String),
}

/// An opened layer.
///
/// Opening reads only the head (for GeoJSON and CityJSON documents that
/// means the file). Use [`Layer::read`] to stream the records.
pub struct Layer {
    source: Source,
    head: Head,
    reader: Box<dyn Reader>,
    wanted: Wanted,
}

/// What it takes to open a layer once more.
pub(super) struct Reopen {
    source: Source,
    wanted: Wanted,
}

impl Reopen {
    /// Opens it.
    pub(super) fn open(&self) -> Result<Layer, ReadError> {
        Layer::open_for(&self.source, &self.wanted)
    }
}

/// A layer as an adapter opens it: what it is, and its records.
pub(crate) type Opened = (Head, Box<dyn Reader>);

/// What a format adapter provides; one per file in `format/`.
pub(crate) trait Reader: Send {
    /// Streams the records in file order, the asked columns only, and stops
    /// at the first error of `each`. Each call starts at the first record.
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError>;

    /// For a layer with a geometry whose CRS the adapter could not settle
    /// (its head then has `crs: None`): what the file says, empty when it
    /// says nothing. `None` when the head has the CRS, or there is no geometry.
    fn unknown_crs(&self) -> Option<String> {
        None
    }

    /// Whether its records are those of one day, for a format that holds
    /// history and looks up the peildatum itself.
    fn is_of_one_day(&self) -> bool {
        false
    }

    /// What the last reading left out, for a format that holds history.
    fn left_out(&self) -> LeftOut {
        LeftOut::default()
    }

    /// Row of the header in a table, 1-based.
    fn header_row(&self) -> Option<u64> {
        None
    }

    /// What the last reading met that is no record, and that the reader of a
    /// register must be told.
    fn remarks(&self) -> &[Remark] {
        &[]
    }
}

/// What a table says that is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    /// The row it is about, 1-based, as a spreadsheet shows it.
    pub row: u64,
    /// What it is.
    pub detail: String,
}

impl Layer {
    /// Opens a layer: finds the format by content, then by extension, picks
    /// the layer, settles the CRS and checks it against the coordinates.
    ///
    /// # Errors
    ///
    /// Any [`ReadError`] but `MissingColumn` and `NoObjects`.
    pub fn open(source: &Source) -> Result<Self, ReadError> {
        Self::open_for(source, &Wanted::default())
    }

    /// As [`Layer::open`], where a table's header is found by the columns
    /// that are wanted.
    pub(super) fn open_for(source: &Source, wanted: &Wanted) -> Result<Self, ReadError> {
        let (mut head, mut reader) = format::open(source, wanted)?;
        crs_check::settle(source, &mut head, reader.as_mut())?;
        Ok(Self { source: source.clone(), head, reader, wanted: wanted.clone() })
    }

    /// What it takes to read it from the start, while it is being read.
    pub(super) fn again(&self) -> Reopen {
        Reopen { source: self.source.clone(), wanted: self.wanted.clone() }
    }

    /// Opens every sheet of a workbook that has cells, and says of each
    /// whether it is hidden; of another file, and where the source names a
    /// layer, the one layer.
    /// `wanted` gives the columns that are looked for on a sheet.
    pub(super) fn open_sheets(
        source: &Source,
        wanted: impl Fn(&str) -> Wanted,
    ) -> Result<Vec<(Self, bool)>, ReadError> {
        let sheets = if source.layer.is_none() { format::open_sheets(source, &wanted)? } else { None };
        let Some(sheets) = sheets else {
            let sheet = source.layer.as_deref().unwrap_or_default();
            return Ok(vec![(Self::open_for(source, &wanted(sheet))?, false)]);
        };
        let settle = |OpenSheet { mut head, mut reader, hidden }: OpenSheet| {
            let wanted = wanted(&head.layer);
            let source = Source { layer: Some(head.layer.clone()), ..source.clone() };
            crs_check::settle(&source, &mut head, reader.as_mut())?;
            Ok((Self { source, head, reader, wanted }, hidden))
        };
        sheets.into_iter().map(settle).collect()
    }

    /// Row of the header in a table, 1-based.
    #[must_use]
    pub fn header_row(&self) -> Option<u64> {
        self.reader.header_row()
    }

    /// What the last reading met that is no record.
    pub(super) fn remarks(&self) -> &[Remark] {
        self.reader.remarks()
    }

    /// What is known without reading the records.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// What the layer was opened with.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// CRS of the geometries. A layer without any counts as RD New.
    #[must_use]
    pub fn crs(&self) -> &Crs {
        self.head.crs.as_ref().unwrap_or(&Crs::Rd)
    }

    /// Whether its records are those of one day, today's or the peildatum.
    #[must_use]
    pub fn is_of_one_day(&self) -> bool {
        self.reader.is_of_one_day()
    }

    /// What the last reading left out on purpose.
    #[must_use]
    pub fn left_out(&self) -> LeftOut {
        self.reader.left_out()
    }

    /// Position of the column that plays a role, by the names it may have.
    ///
    /// # Errors
    ///
    /// [`ReadError::MissingColumn`] naming the role; [`ReadError::NoObjects`]
    /// when the layer has no columns at all.
    pub fn position_of(&self, role: &str, names: &[&str]) -> Result<usize, ReadError> {
        let (path, layer) = (&self.source.path, layer_name(&self.source, &self.head));
        self.head.position(names).ok_or_else(|| {
            let available: Vec<_> = self.head.columns.iter().map(|column| column.name.clone()).collect();
            // GeoJSON without features has no columns to look for either.
            if available.is_empty() {
                return ReadError::NoObjects { path: path.clone(), layer };
            }
            ReadError::MissingColumn { path: path.clone(), layer, column: role.to_owned(), available }
        })
    }

    /// Streams the records in file order, with the values of `columns`
    /// (positions in [`Head::columns`]); stops at the first error of `each`.
    /// May be called again and then starts anew.
    ///
    /// # Errors
    ///
    /// What `each` gives, or [`ReadError::Format`] where the file breaks off.
    ///
    /// # Panics
    ///
    /// If a position is not one of the head's columns.
    pub fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let n_columns = self.head.columns.len();
        assert!(columns.iter().all(|column| *column < n_columns), "positions come from `position_of`");
        self.reader.read(columns, each)
    }

    /// Streams the records as batches of `size` in file order, the last one
    /// shorter: for callers that decode a batch in parallel.
    ///
    /// A thread of its own reads ahead, so that the caller never waits for a
    /// format that only one thread can read. It holds two batches at most.
    ///
    /// # Errors
    ///
    /// As [`Layer::read`], in the caller's own error type.
    pub fn read_batches<E: From<ReadError>>(
        &mut self,
        columns: &[usize],
        size: usize,
        mut each: impl FnMut(Vec<Record>) -> Result<(), E>,
    ) -> Result<(), E> {
        let size = size.max(1);
        let (send, batches) = mpsc::sync_channel(1);
        thread::scope(|scope| {
            let reading = scope.spawn(move || {
                let path = self.source.path.clone();
                // Only stops the reader: the caller has an error of its own.
                let stopped = |_| ReadError::UnknownFormat { path: path.clone() };
                let mut batch = Vec::new();
                self.read(columns, &mut |record| {
                    batch.push(record);
                    if batch.len() < size {
                        Ok(())
                    } else {
                        send.send(mem::take(&mut batch)).map_err(stopped)
                    }
                })?;
                if batch.is_empty() { Ok(()) } else { send.send(batch).map_err(stopped) }
            });
            for batch in batches {
                each(batch)?;
            }
            Ok(reading.join().unwrap_or_else(|panic| resume_unwind(panic))?)
        })
    }
}

/// Names of the layers, tables or sheets of a file or database, in its order.
///
/// # Errors
///
/// As [`Layer::open`].
pub fn layers(source: &Source) -> Result<Vec<String>, ReadError> {
    match &source.database {
        Some(_) => format::tables(source),
        None => format::layers(&source.path),
    }
}

/// The layer as messages name it: formats without layer names go by the file's.
pub(super) fn layer_name(source: &Source, head: &Head) -> String {
    if head.layer.is_empty() { stem(&source.path) } else { head.layer.clone() }
}

/// The file name without its extension.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
