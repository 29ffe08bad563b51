//! What does the adapter of a format provide?

use super::{head::Head, record::Record};
use crate::{error::ReadError, issue::LeftOut, lang::Said};

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
    pub detail: Said,
}
