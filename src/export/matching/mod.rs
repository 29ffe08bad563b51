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
    fs,
    path::{Path, PathBuf},
};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError,
};

mod explained;

pub use explained::only_open_rows;

use self::explained::explanation;
use super::{
    format_error, write_error,
    xlsx::{header_format, write_text},
};
use crate::{error::ExportError, lang::Lang, model::MatchStatus, value::Value, wording::match_status};

/// Columns before those of the list: name in Dutch and English, and width.
const OWN: [(&str, &str, f64); 9] = [
    ("status", "status", 15.0),
    ("reden", "reason", 64.0),
    ("verblijfsobject_id", "verblijfsobject_id", 20.0),
    ("gevonden_adres", "found_address", 36.0),
    ("gevonden_pand", "found_pand", 19.0),
    ("kandidaten", "candidates", 44.0),
    ("akkoord", "agreed", 9.0),
    ("herkomst", "origin", 22.0),
    ("rij", "row", 7.0),
];

/// Which of them is filled in.
const FILLED_IN: u16 = 2;

/// In which of them a word takes the only candidate; earlier reports lack it.
const AGREED: u16 = 6;

/// Widest column of a list that is set, in characters.
const MAX_WIDTH: u32 = 32;

/// Widest name of a sheet in Excel.
const MAX_NAME: usize = 31;

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
    looks: Looks,
}

struct List {
    worksheet: Worksheet,
    origin: String,
    /// Positions of the columns of the list that are written.
    columns: Vec<usize>,
    /// Their widths, in characters.
    widths: Vec<usize>,
    next_row: u32,
}

/// The formats of cells, made once.
struct Looks {
    found: Format,
    open: Format,
    apart: Format,
    fill_in: Format,
    text: Format,
    whole: Format,
    row: Format,
}

impl MatchingWriter {
    /// A workbook that will be written to `path` by [`MatchingWriter::finish`].
    #[must_use]
    pub fn new(path: &Path, lang: Lang) -> Self {
        let looks = Looks {
            found: Format::new().set_background_color("#DCEFE3"),
            open: Format::new().set_background_color("#FBE3D0"),
            apart: Format::new().set_background_color("#ECEFF1"),
            fill_in: Format::new().set_num_format("@").set_background_color("#FFF7BF"),
            text: Format::new().set_num_format("@"),
            whole: Format::new().set_num_format("0"),
            row: Format::new().set_num_format("0").set_align(FormatAlign::Center),
        };
        Self { path: path.to_owned(), lang, lists: Vec::new(), looks }
    }

    /// Begins the next list: a sheet named after it, with its columns. Of a
    /// list that is such a report itself the columns put before it are left
    /// out, as they are put there anew.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when Excel would refuse it.
    pub fn list(&mut self, name: &str, origin: &str, columns: &[String]) -> Result<(), ExportError> {
        let taken: HashSet<String> =
            self.lists.iter().map(|list| list.worksheet.name().to_lowercase()).collect();
        let name = sheet_name(name, &taken);
        let positions: Vec<usize> = (n_own(columns)..columns.len()).collect();
        let lang = self.lang;
        let create = || -> Result<Worksheet, XlsxError> {
            let mut worksheet = Worksheet::new();
            worksheet.set_name(&name)?.set_freeze_panes(1, 3)?.set_landscape().set_paper_size(9);
            worksheet.set_repeat_rows(0, 0)?;
            let own = header_format().set_background_color("#CFE2EC");
            for (at, (nl, en, width)) in (0_u16..).zip(OWN) {
                worksheet.write_string_with_format(0, at, lang.pick(nl, en), &own)?;
                worksheet.set_column_width(at, width)?;
            }
            let given = header_format();
            for (at, position) in (own_columns()..).zip(&positions) {
                let column = columns[*position].as_str();
                let is_taken =
                    OWN.iter().any(|(nl, en, _)| [nl, en].contains(&&column.to_lowercase().as_str()));
                let suffix = if is_taken { lang.pick(" (aangeleverd)", " (as given)") } else { "" };
                write_text(&mut worksheet, (0, at), &format!("{column}{suffix}"), Some(&given))?;
            }
            Ok(worksheet)
        };
        let worksheet = create().map_err(format_error(&self.path, "XLSX"))?;
        let widths = positions.iter().map(|at| columns[*at].chars().count() + 4).collect();
        let origin = origin.to_owned();
        self.lists.push(List { worksheet, origin, columns: positions, widths, next_row: 1 });
        Ok(())
    }

    /// Adds a row to the list begun last.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when Excel has no room for it.
    pub fn push(&mut self, row: &MatchedRow<'_>) -> Result<(), ExportError> {
        let Self { path, lang, lists, looks } = self;
        let Some(list) = lists.last_mut() else { return Ok(()) };
        write_row(list, row, looks, *lang).map_err(format_error(path, "XLSX"))
    }

    /// Writes the file: first a sheet that says how many rows got which
    /// status and what to do, then the lists.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the file cannot be written.
    pub fn finish(self, counts: &[(MatchStatus, u64)], note: Option<&str>) -> Result<(), ExportError> {
        let Self { path, lang, lists, .. } = self;
        let taken: HashSet<String> = lists.iter().map(|list| list.worksheet.name().to_lowercase()).collect();
        let save = || -> Result<Vec<u8>, XlsxError> {
            let mut workbook = Workbook::new();
            // A fixed time: the clock would make two equal runs differ.
            let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
            workbook
                .set_properties(&DocProperties::new().set_author("toplaag").set_creation_datetime(&created));
            let name = sheet_name(lang.pick("Uitleg", "Explanation"), &taken);
            workbook.push_worksheet(explanation(&name, counts, note, lang)?);
            for mut list in lists {
                let last_row = list.next_row - 1;
                let last_column = own_columns() + u16::try_from(list.columns.len()).unwrap_or(0) - 1;
                for (at, width) in (own_columns()..).zip(&list.widths) {
                    list.worksheet
                        .set_column_width(at, u32::try_from(*width).unwrap_or(10).min(MAX_WIDTH))?;
                }
                list.worksheet.autofilter(0, 0, last_row, last_column)?;
                if last_row > 0 {
                    // No green corners on identifications, which are digits on purpose.
                    let ignore = IgnoreError::NumberStoredAsText;
                    list.worksheet.ignore_error_range(1, 0, last_row, last_column, ignore)?;
                }
                workbook.push_worksheet(list.worksheet);
            }
            workbook.save_to_buffer()
        };
        let bytes = save().map_err(format_error(&path, "XLSX"))?;
        fs::write(&path, bytes).map_err(write_error(&path))
    }
}

/// How many columns of a list are those of an earlier report.
fn n_own(columns: &[String]) -> usize {
    let starts_with = |own: &[(&str, &str, f64)]| {
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

fn write_row(list: &mut List, row: &MatchedRow<'_>, looks: &Looks, lang: Lang) -> Result<(), XlsxError> {
    let (sheet, at) = (&mut list.worksheet, list.next_row);
    let (status_look, can_fill_in) = match row.status {
        MatchStatus::Matched => (&looks.found, false),
        MatchStatus::Double | MatchStatus::OutsideArea | MatchStatus::Total => (&looks.apart, false),
        MatchStatus::Conflict => (&looks.open, false),
        _ => (&looks.open, true),
    };
    sheet.write_string_with_format(at, 0, match_status(row.status, lang), status_look)?;
    write_text(sheet, (at, 1), &row.reason, None)?;
    match (&row.id, can_fill_in) {
        (Some(id), _) => sheet.write_string_with_format(at, FILLED_IN, id, &looks.text)?,
        (None, true) => sheet.write_blank(at, FILLED_IN, &looks.fill_in)?,
        (None, false) => sheet.write_blank(at, FILLED_IN, &looks.text)?,
    };
    for (column, text) in [(3, row.address.as_deref()), (4, row.pand.as_deref())] {
        if let Some(text) = text {
            write_text(sheet, (at, column), text, None)?;
        }
    }
    if !row.candidates.is_empty() {
        write_text(sheet, (at, 5), &row.candidates, None)?;
    }
    // A list of candidates has a sign between them.
    if can_fill_in && row.id.is_none() && !row.candidates.is_empty() && !row.candidates.contains(';') {
        sheet.write_blank(at, AGREED, &looks.fill_in)?;
    }
    write_text(sheet, (at, AGREED + 1), &list.origin, None)?;
    sheet.write_number_with_format(at, AGREED + 2, row.row as f64, &looks.row)?;
    let columns = list.columns.iter().zip(&mut list.widths);
    for (column, (position, width)) in (own_columns()..).zip(columns) {
        match row.cells.get(*position).unwrap_or(&Value::Null) {
            Value::Null => {}
            Value::Bool(flag) => {
                sheet.write_boolean(at, column, *flag)?;
            }
            // What a spreadsheet held as a number fits one.
            Value::Int(number) => {
                sheet.write_number_with_format(at, column, *number as f64, &looks.whole)?;
            }
            Value::Real(number) => {
                sheet.write_number(at, column, *number)?;
            }
            Value::Text(text) => {
                write_text(sheet, (at, column), text, None)?;
                *width = (*width).max(text.chars().count() + 2);
            }
        }
    }
    list.next_row += 1;
    Ok(())
}

/// A name Excel takes for a sheet, that no other has.
fn sheet_name(name: &str, taken: &HashSet<String>) -> String {
    let clean: String =
        name.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let clean = clean.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let clean = if clean.is_empty() { "bezit" } else { clean };
    let cut = |room: usize| -> String {
        let mut left = room;
        clean
            .chars()
            .take_while(|c| left.checked_sub(c.len_utf16()).map(|rest| left = rest).is_some())
            .collect()
    };
    let numbered = (2..).map(|n: u32| {
        let tail = format!(" ({n})");
        format!("{}{tail}", cut(MAX_NAME - tail.len()))
    });
    let mut names = std::iter::once(cut(MAX_NAME)).chain(numbered);
    names.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default()
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

    #[test]
    fn a_sheet_gets_a_name_excel_takes_and_no_other_has() {
        let taken = HashSet::from(["blad1".to_owned(), "blad1 (2)".to_owned()]);
        assert_eq!(sheet_name("Blad1", &taken), "Blad1 (3)");
        assert_eq!(sheet_name("a/b:[c]", &taken), "a b  c");
        assert_eq!(sheet_name("''", &taken), "bezit");
        assert_eq!(sheet_name(&"é".repeat(40), &taken).chars().count(), 31);
    }
}
