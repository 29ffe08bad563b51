//! What sheets of Excel and LibreOffice share: where the table in them
//! stands, and how its rows become records.
//!
//! The header is the row that has most of the columns that are wanted, so
//! titles and remarks above it do no harm. Where none has any it is the first
//! row with at least two texts in it; a list of one column starts at its
//! first row. Cells outside the columns of the header are dropped, and a row
//! without any value is no record. A merged cell holds for all cells it covers.

mod budget;
mod formulas;
mod guard;
mod merged;

use std::{path::Path, sync::Arc};

use calamine::Dimensions;

pub(super) use budget::{Budget, bytes, check_row};
pub(super) use formulas::BlankFormulas;
pub(super) use guard::check as check_size;
use merged::Merged;

use super::{
    refused,
    table::{self, Wanted},
};
use crate::{
    error::ReadError,
    lang::{Said, say},
    read::{
        reader::Remark,
        record::{Record, Shape},
    },
    value::Value,
};

/// Columns a sheet can hold.
pub(super) const MAX_COLUMNS: usize = 16_384;

/// Most sheets of a workbook that are read together.
const MAX_SHEETS: usize = 250;

/// Refuses a workbook with more sheets than are read together.
///
/// # Errors
///
/// [`ReadError::Refused`].
pub(super) fn check_sheets(path: &Path, format: &'static str, n: usize) -> Result<(), ReadError> {
    if n <= MAX_SHEETS {
        return Ok(());
    }
    let detail = say!(
        "het heeft meer dan {MAX_SHEETS} bladen met cellen",
        "it has more than {MAX_SHEETS} sheets with cells"
    );
    Err(refused(
        path,
        format,
        detail,
        say!(
            "noem het blad dat bedoeld is: `layer = \"…\"`",
            "name the sheet that is meant: `layer = \"…\"`"
        ),
    ))
}

/// Whole numbers from here on have more than the 15 digits a sheet keeps.
const EXACT_BELOW: f64 = 1e15;

/// Where the columns of a sheet are, and what they are called.
pub(super) struct Header {
    /// Its row, counted from 0.
    pub row: u32,
    /// Sheet column of the first column, counted from 0.
    pub first_column: u32,
    /// Names, from the first column on.
    pub names: Vec<String>,
}

impl Header {
    fn new(row: u32, cells: &[(u32, Value)]) -> Self {
        let first_column = cells.iter().map(|(column, _)| *column).min().unwrap_or_default();
        let last_column = cells.iter().map(|(column, _)| *column).max().unwrap_or_default();
        let mut names = vec![String::new(); (last_column - first_column) as usize + 1];
        for (column, value) in cells {
            names[(column - first_column) as usize] = value.to_code().unwrap_or_default();
        }
        Self { row, first_column, names }
    }

    /// Whether it has the columns that are required.
    pub(super) fn fits(&self, wanted: &Wanted) -> bool {
        wanted.fits(self.names.iter().map(String::as_str))
    }
}

/// Looks for the header among the first rows of a sheet, in order.
pub(super) struct HeaderSearch<'a> {
    wanted: &'a Wanted,
    /// The best so far: columns that are wanted, whether it has two texts.
    best: Option<((usize, bool), Header)>,
    n_rows: usize,
}

impl<'a> HeaderSearch<'a> {
    pub(super) fn new(wanted: &'a Wanted) -> Self {
        Self { wanted, best: None, n_rows: 0 }
    }

    /// Whether enough rows were looked at.
    pub(super) fn is_over(&self) -> bool {
        self.n_rows == table::HEADER_WITHIN
    }

    /// Takes in a row that has a value.
    pub(super) fn look(&mut self, row: u32, cells: &[(u32, Value)]) {
        self.n_rows += 1;
        let n_texts = cells.iter().filter(|(_, value)| value.as_text().is_some()).count();
        let header = Header::new(row, cells);
        // Of equals the first.
        let rank = (self.wanted.n_known(header.names.iter().map(String::as_str)), n_texts >= 2);
        if self.best.as_ref().is_none_or(|(other, _)| rank > *other) {
            self.best = Some((rank, header));
        }
    }

    /// What was found; `None` when the sheet has no cells.
    pub(super) fn found(self) -> Option<Header> {
        self.best.map(|(_, header)| header)
    }
}

/// Where a table stands in its sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Row of the header, counted from 0.
    pub header_row: u32,
    /// Sheet column of the first column, counted from 0.
    pub first_column: u32,
    /// Number of columns.
    pub n_columns: usize,
}

/// The rows below a header, as they come.
pub(super) struct Body {
    place: Place,
    merged: Merged,
    is_first: bool,
    /// The row at hand, kept for its room.
    values: Vec<Value>,
    remarks: Vec<Remark>,
    budget: Arc<Budget>,
}

impl Body {
    /// `regions` are the merged cells of the sheet; those that begin above are
    /// titles and names.
    pub(super) fn new(place: Place, regions: Vec<Dimensions>, budget: Arc<Budget>) -> Self {
        let below = regions.into_iter().filter(|region| region.start.0 > place.header_row);
        let merged = Merged::new(below.collect());
        Self { place, merged, is_first: true, values: Vec::new(), remarks: Vec::new(), budget }
    }

    /// The record in a row, with the columns that are asked for; `None` when
    /// it is none. Rows come in order.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the merged cells, or that there is too much text.
    pub(super) fn record(
        &mut self,
        row: u32,
        cells: impl IntoIterator<Item = (u32, Value)>,
        columns: &[usize],
    ) -> Result<Option<Record>, Said> {
        let Place { header_row, first_column, n_columns } = self.place;
        if row <= header_row {
            return Ok(None);
        }
        self.values.clear();
        self.values.resize(n_columns, Value::Null);
        let mut filled = false;
        for (column, value) in cells {
            let place = column.checked_sub(first_column).map(|place| place as usize);
            if let Some(cell) = place.and_then(|place| self.values.get_mut(place)) {
                (*cell, filled) = (value, true);
            }
        }
        self.merged.fill(row, first_column, &mut self.values)?;
        if !filled {
            return Ok(None);
        }
        // With the header in row 1 this is the row a spreadsheet shows, less one.
        let number = u64::from(row);
        if std::mem::take(&mut self.is_first) && holds_units(&self.values) {
            self.remarks.push(Remark { row: number + 1, detail: table::units() });
            return Ok(None);
        }
        let values: Vec<Value> = columns.iter().map(|column| self.values[*column].clone()).collect();
        self.budget.text(&values)?;
        Ok(Some(Record { number, shape: Shape::Null, values }))
    }

    /// What there is to say behind the last row.
    pub(super) fn remarks(mut self, blank_formulas: &BlankFormulas) -> Vec<Remark> {
        let Place { header_row, first_column, n_columns } = self.place;
        let last = first_column.saturating_add(u32::try_from(n_columns).unwrap_or(u32::MAX));
        self.remarks.extend(blank_formulas.remark(header_row, first_column..last));
        self.remarks
    }
}

/// What is wrong with a sheet.
pub(super) fn in_sheet(name: &str, detail: &Said) -> Said {
    say!([detail] "werkblad `{name}`: {detail}", "sheet `{name}`: {detail}")
}

/// Whether the first row below a header holds units alone.
fn holds_units(values: &[Value]) -> bool {
    values.iter().all(|value| matches!(value, Value::Null | Value::Text(_)))
        && table::holds_units(values.iter().filter_map(Value::as_text))
}

/// A number as a sheet stores it.
pub(super) fn number_of(number: f64) -> Value {
    if !number.is_finite() {
        Value::Null
    } else if number.fract() == 0.0 && number.abs() < EXACT_BELOW {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and far inside the range")]
        Value::Int(number as i64)
    } else {
        Value::Real(number)
    }
}
