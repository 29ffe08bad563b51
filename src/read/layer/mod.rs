//! Any file as a stream of rows with a geometry in RD New.

use std::{mem, panic::resume_unwind, sync::mpsc, thread};

pub(crate) use super::reader::{Opened, Reader, Remark};
use super::{
    crs_check,
    format::{self, OpenSheet, Wanted},
    head::layer_name,
};
pub use super::{
    head::{Column, Head},
    record::{Record, Shape},
};
pub use crate::config::Source;
use crate::{crs::Crs, error::ReadError, issue::LeftOut};

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
        Self::settled(source.clone(), format::open(source, wanted)?, wanted.clone())
    }

    /// What an adapter opened, with its CRS settled.
    fn settled(source: Source, (mut head, mut reader): Opened, wanted: Wanted) -> Result<Self, ReadError> {
        crs_check::settle(&source, &mut head, reader.as_mut())?;
        Ok(Self { source, head, reader, wanted })
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
        let settle = |OpenSheet { head, reader, hidden }: OpenSheet| {
            let wanted = wanted(&head.layer);
            let source = Source { layer: Some(head.layer.clone()), ..source.clone() };
            Ok((Self::settled(source, (head, reader), wanted)?, hidden))
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

#[cfg(test)]
mod tests;
