//! How much may the sheets of one workbook give, all together?
//!
//! A text is stored once and named by a hundred thousand cells, and a part of
//! the file is named by a thousand sheets: what comes out has no bound in
//! what the file holds. It is counted while it comes out.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::{
    lang::{Said, say},
    value::Value,
};

/// Most cells that are met. The fullest sheet, read three times, has 60
/// million.
const MAX_CELLS: u64 = 500_000_000;

/// Most bytes of text in all cells that are met, and in one: Excel has room for
/// 32,767 characters.
const MAX_MET: u64 = 8 << 30;
const MAX_CELL: u64 = 4 * 32_767;

/// Most bytes of text in the cells that are used. A million addresses take 40 MB.
const MAX_TEXT: u64 = 256 << 20;

/// Most bytes of text in one row.
const MAX_ROW_TEXT: u64 = 4 << 20;

/// What is left for one workbook.
pub(in crate::read::format) struct Budget {
    cells: AtomicU64,
    met: AtomicU64,
    text: AtomicU64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: MAX_CELLS.into(), met: MAX_MET.into(), text: MAX_TEXT.into() }
    }
}

impl Budget {
    /// Counts a cell with so many bytes of text.
    ///
    /// # Errors
    ///
    /// Says that its text is too long, or that there are too many.
    pub(in crate::read::format) fn cell(&self, bytes: u64) -> Result<(), Said> {
        if bytes > MAX_CELL {
            return Err(say!(
                "een tekst van {bytes} bytes; in een cel van Excel passen 32.767 tekens",
                "a text of {bytes} bytes; a cell of Excel holds 32,767 characters"
            ));
        }
        take(&self.met, bytes).and_then(|()| take(&self.cells, 1)).map_err(|()| {
            let millions = MAX_CELLS / 1_000_000;
            say!("de werkbladen hebben meer dan {millions} miljoen cellen; bewaar het blad waar het om gaat als .csv", "the sheets hold more than {millions} million cells; save the one that is meant as .csv")
        })
    }

    /// Counts the text of values that are used.
    ///
    /// # Errors
    ///
    /// Says that it is too much.
    pub(in crate::read::format) fn text(&self, values: &[Value]) -> Result<(), Said> {
        take(&self.text, bytes(values)).map_err(|()| {
            let megabytes = MAX_TEXT >> 20;
            say!(
                "de kolommen bevatten meer dan {megabytes} MB tekst; laat lange opmerkingen weg",
                "its columns hold more than {megabytes} MB of text; leave out long remarks"
            )
        })
    }
}

/// Refuses a row, counted from 0, with more text than a sheet can hold.
///
/// # Errors
///
/// Says which.
pub(in crate::read::format) fn check_row(row: u32, bytes: u64) -> Result<(), Said> {
    if bytes <= MAX_ROW_TEXT {
        return Ok(());
    }
    Err(say!(
        "rij {} heeft meer dan {} MB tekst; laat lange opmerkingen weg",
        "row {} has more than {} MB of text; leave out long remarks",
        u64::from(row) + 1,
        MAX_ROW_TEXT >> 20
    ))
}

/// Bytes of text in values.
pub(in crate::read::format) fn bytes<'a>(values: impl IntoIterator<Item = &'a Value>) -> u64 {
    let text = |value: &Value| if let Value::Text(text) = value { text.len() as u64 } else { 0 };
    values.into_iter().map(text).sum()
}

fn take(left: &AtomicU64, n: u64) -> Result<(), ()> {
    let taken = left.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(n));
    taken.map(drop).map_err(drop)
}
