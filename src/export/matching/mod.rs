//! How does a corporatie mend the rows that found no home?
//!
//! A workbook with every row of her list as it came, and before it what
//! became of it. The column `verblijfsobject_id` is filled where a home was
//! found and open, in yellow, where one can be filled in; the file is then
//! read as holdings itself. Text is always text, also when it starts with
//! `=`, and the open cells are text too, as Excel rounds what is typed as a
//! number of 16 digits.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use rust_xlsxwriter::XlsxError;

mod explained;

pub use explained::only_open_rows;

use self::explained::explanation;
use super::{
    Cell, format_error,
    xlsx::{Book, Head, Look, Page, sheet_name},
};
use crate::{error::ExportError, lang::Lang, model::MatchStatus, value::Value, wording::match_status};

/// Columns before those of the list: name in Dutch and English, and width.
const OWN: [(&str, &str, u16); 9] = [
    ("status", "status", 15),
    ("reden", "reason", 64),
    ("verblijfsobject_id", "verblijfsobject_id", 20),
    ("gevonden_adres", "found_address", 36),
    ("gevonden_pand", "found_pand", 19),
    ("kandidaten", "candidates", 44),
    ("akkoord", "agreed", 9),
    ("herkomst", "origin", 22),
    ("rij", "row", 7),
];

/// Which of them is filled in.
const FILLED_IN: u16 = 2;

/// In which of them a word takes the only candidate; earlier reports lack it.
const AGREED: u16 = 6;

/// What became of one row.
#[derive(Debug, Clone)]
pub struct MatchedRow<'a> {
    /// What became of it.
    pub status: MatchStatus,
    /// Why, in a sentence.
    pub reason: String,
    /// The verblijfsobject it stands for.
    pub id: Option<String>,
    /// Its address, as the register has it.
    pub address: Option<String>,
    /// The pand it stands for or lies in.
    pub pand: Option<String>,
    /// What it may stand for instead.
    pub candidates: String,
    /// Row in the list, as a spreadsheet shows it.
    pub row: u64,
    /// The cells as they came.
    pub cells: &'a [Value],
}

/// Writes the matching report.
pub struct MatchingWriter {
    path: PathBuf,
    lang: Lang,
    lists: Vec<List>,
}

struct List {
    page: Page,
    origin: String,
    /// Positions of the columns of the list that are written.
    columns: Vec<usize>,
}

impl MatchingWriter {
    /// A workbook that will be written to `path` by [`MatchingWriter::finish`].
    #[must_use]
    pub fn new(path: &Path, lang: Lang) -> Self {
        Self { path: path.to_owned(), lang, lists: Vec::new() }
    }

    /// Begins the next list: a sheet named after it, with its columns. Of a
    /// list that is such a report itself the columns put before it are left
    /// out, as they are put there anew.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when Excel would refuse it.
    pub fn list(&mut self, name: &str, origin: &str, columns: &[String]) -> Result<(), ExportError> {
        let name = sheet_name(name, &self.taken());
        let positions: Vec<usize> = (n_own(columns)..columns.len()).collect();
        let lang = self.lang;
        let given: Vec<String> = positions
            .iter()
            .map(|position| {
                let column = columns[*position].as_str();
                let is_taken =
                    OWN.iter().any(|(nl, en, _)| [nl, en].contains(&&column.to_lowercase().as_str()));
                let suffix = if is_taken { lang.pick(" (aangeleverd)", " (as given)") } else { "" };
                format!("{column}{suffix}")
            })
            .collect();
        let own = OWN.iter().map(|(nl, en, width)| Head {
            title: lang.pick(nl, en),
            width: Some(*width),
            look: Look::HeadBeside,
        });
        let given = given.iter().map(|title| Head { title, width: None, look: Look::Head });
        let heads: Vec<Head<'_>> = own.chain(given).collect();
        let create = || -> Result<Page, XlsxError> {
            let mut page = Page::new(&name, lang)?;
            page.head(&heads, 3)?;
            Ok(page)
        };
        let page = create().map_err(format_error(&self.path, "XLSX"))?;
        self.lists.push(List { page, origin: origin.to_owned(), columns: positions });
        Ok(())
    }

    /// Adds a row to the list begun last.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when Excel has no room for it.
    pub fn push(&mut self, row: &MatchedRow<'_>) -> Result<(), ExportError> {
        let Self { path, lang, lists } = self;
        let Some(list) = lists.last_mut() else { return Ok(()) };
        write_row(list, row, *lang).map_err(format_error(path, "XLSX"))
    }

    /// Writes the file: first a sheet that says how many rows got which
    /// status and what to do, then the lists.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the file cannot be written.
    pub fn finish(self, counts: &[(MatchStatus, u64)], note: Option<&str>) -> Result<(), ExportError> {
        let taken = self.taken();
        let Self { path, lang, lists } = self;
        let bind = || -> Result<Book, XlsxError> {
            let mut book = Book::new("")?;
            let name = sheet_name(lang.pick("Uitleg", "Explanation"), &taken);
            book.push(explanation(&name, counts, note, lang)?)?;
            lists.into_iter().try_for_each(|list| book.push(list.page))?;
            Ok(book)
        };
        bind().map_err(format_error(&path, "XLSX"))?.save(&path)
    }

    /// The names of its sheets, in lower case.
    fn taken(&self) -> HashSet<String> {
        self.lists.iter().map(|list| list.page.name().to_lowercase()).collect()
    }
}

/// How many columns of a list are those of an earlier report.
fn n_own(columns: &[String]) -> usize {
    let starts_with = |own: &[(&str, &str, u16)]| {
        let mut pairs = columns.iter().zip(own);
        columns.len() >= own.len() && pairs.all(|(column, (nl, en, _))| column == nl || column == en)
    };
    let mut earlier = OWN.to_vec();
    earlier.remove(usize::from(AGREED));
    if starts_with(&OWN) {
        OWN.len()
    } else if starts_with(&earlier) {
        earlier.len()
    } else {
        0
    }
}

fn own_columns() -> u16 {
    u16::try_from(OWN.len()).unwrap_or(0)
}

fn write_row(list: &mut List, row: &MatchedRow<'_>, lang: Lang) -> Result<(), XlsxError> {
    let page = &mut list.page;
    let (look, can_fill_in) = match row.status {
        MatchStatus::Matched => (Look::Found, false),
        MatchStatus::Double | MatchStatus::OutsideArea | MatchStatus::Total => (Look::Apart, false),
        MatchStatus::Conflict => (Look::Open, false),
        _ => (Look::Open, true),
    };
    page.text(0, match_status(row.status, lang), look)?;
    page.text(1, &row.reason, Look::Plain)?;
    let is_open = row.id.is_none() && can_fill_in;
    let id_look = if is_open { Look::FillIn } else { Look::AsTyped };
    page.text(FILLED_IN, row.id.as_deref().unwrap_or_default(), id_look)?;
    page.text(3, row.address.as_deref().unwrap_or_default(), Look::Plain)?;
    page.text(4, row.pand.as_deref().unwrap_or_default(), Look::Plain)?;
    page.text(5, &row.candidates, Look::Plain)?;
    // A list of candidates has a sign between them.
    if is_open && !row.candidates.is_empty() && !row.candidates.contains(';') {
        page.text(AGREED, "", Look::FillIn)?;
    }
    page.text(AGREED + 1, &list.origin, Look::Plain)?;
    let number = i64::try_from(row.row).map_or(Cell::Null, Cell::Int);
    page.put(AGREED + 2, &number, None, Look::Middle)?;
    for (column, position) in (own_columns()..).zip(&list.columns) {
        let cell = row.cells.get(*position).map_or(Cell::Null, Cell::as_it_stands);
        page.put(column, &cell, None, Look::Plain)?;
    }
    page.end_row()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_an_earlier_report_are_known_with_and_without_the_word() {
        let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let own: Vec<&str> = OWN.iter().map(|(nl, ..)| *nl).collect();
        let earlier: Vec<&str> = own.iter().copied().filter(|name| *name != "akkoord").collect();
        assert_eq!(n_own(&columns(&[&own[..], &["adres"]].concat())), 9);
        assert_eq!(n_own(&columns(&[&earlier[..], &["adres"]].concat())), 8);
        assert_eq!(n_own(&columns(&["adres", "status"])), 0);
    }
}
