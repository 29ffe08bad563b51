//! How is a sheet of ours made?
//!
//! The one way into a workbook, for results, lists, the matching report and
//! all that explains them. A [`Page`] writes cells row by row: text is always
//! text, yes and no are words, a header stays in sight and is repeated in
//! print, and what is printed is what was written. A [`Book`] binds pages
//! and carries no clock, so that equal runs give equal bytes.

use std::{borrow::Cow, collections::HashSet, fs, path::Path};

use rust_xlsxwriter::{
    Chart, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, IgnoreError, Workbook,
    Worksheet, XlsxError,
};

use super::look::{Look, Looks};
use crate::{
    error::ExportError,
    export::{Cell, format_error, write_error},
    lang::Lang,
};

/// Characters of a cell in Excel, counted in UTF-16 units.
pub(super) const MAX_CHARS: usize = 32_767;
/// Widest column that is set by what stands in it, in characters.
const MAX_WIDTH: usize = 48;
/// Whole numbers beyond this lose digits in a cell.
const MAX_INT: u64 = 1 << 53;
/// Widest name of a sheet in Excel.
const MAX_NAME: usize = 31;
/// Height of a line, points.
const LINE_HEIGHT: f64 = 15.0;
/// Most lines a row is made high for: Excel's highest row has 27.
const MAX_LINES: u16 = 27;
/// A4, as Excel numbers it.
const A4: u8 = 9;

/// A workbook that is being made.
pub(in crate::export) struct Book(Workbook);

impl Book {
    /// A workbook without pages.
    pub fn new(title: &str) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // A fixed time: the clock would make two equal runs differ.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = DocProperties::new().set_author("toplaag").set_creation_datetime(&created);
        workbook.set_properties(&properties.set_title(title));
        Ok(Self(workbook))
    }

    /// Puts a page behind those that are there.
    pub fn push(&mut self, page: Page) -> Result<(), XlsxError> {
        self.0.push_worksheet(page.finished()?);
        Ok(())
    }

    /// Writes the file.
    pub fn save(mut self, path: &Path) -> Result<(), ExportError> {
        let bytes = self.0.save_to_buffer().map_err(format_error(path, "XLSX"))?;
        fs::write(path, bytes).map_err(write_error(path))
    }
}

/// The header of a column.
#[derive(Debug, Clone)]
pub(in crate::export) struct Head<'a> {
    /// Its text.
    pub title: &'a str,
    /// Width in characters; `None` makes room for what stands in it, up to a
    /// bound.
    pub width: Option<u16>,
    /// How it looks.
    pub look: Look,
}

struct Column {
    width: usize,
    is_set: bool,
}

/// A sheet that is being made, row by row.
pub(in crate::export) struct Page {
    name: String,
    lang: Lang,
    worksheet: Worksheet,
    looks: Looks,
    columns: Vec<Column>,
    head_row: Option<u32>,
    row: u32,
    last_row: u32,
    /// Lines of the highest cell of the row.
    lines: u16,
    has_filter: bool,
}

impl Page {
    /// An empty sheet on A4, landscape. The name has at most 31 characters,
    /// none of `[]:*?/\`.
    pub fn new(name: &str, lang: Lang) -> Result<Self, XlsxError> {
        let mut worksheet = Worksheet::new();
        worksheet.set_name(name)?.set_landscape().set_paper_size(A4);
        worksheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.2, 0.3);
        worksheet.set_footer(format!("&L{}&R&P / &N", name.replace('&', "&&")));
        Ok(Self {
            name: name.to_owned(),
            lang,
            worksheet,
            looks: Looks::default(),
            columns: Vec::new(),
            head_row: None,
            row: 0,
            last_row: 0,
            lines: 1,
            has_filter: true,
        })
    }

    /// Prints it one page wide, on as many pages as it is long.
    #[must_use]
    pub fn one_page_wide(mut self) -> Self {
        self.worksheet.set_print_fit_to_pages(1, 0);
        self
    }

    /// Leaves out the filter on every column: a short text is read, not sorted.
    #[must_use]
    pub fn without_filter(mut self) -> Self {
        self.has_filter = false;
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The row that is written next, from 0.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// Writes the header, which stays in sight with the first `frozen` columns.
    pub fn head(&mut self, heads: &[Head<'_>], frozen: u16) -> Result<(), XlsxError> {
        let row = self.row;
        self.worksheet.set_freeze_panes(row + 1, frozen)?.set_repeat_rows(row, row)?;
        for (at, head) in (0_u16..).zip(heads) {
            let look = self.looks.of(head.look, None);
            self.worksheet.write_string_with_format(row, at, fitting(head.title).as_ref(), look)?;
            let title = head.title.chars().count() + 4;
            self.columns
                .push(Column { width: head.width.map_or(title, usize::from), is_set: head.width.is_some() });
        }
        for (at, head) in (0_u16..).zip(heads) {
            self.wrap(at, head.title);
        }
        self.head_row = Some(row);
        self.end_row()
    }

    /// Writes one cell of the row, with so many decimals when it is a number
    /// with a fraction; gives whether text was cut. A cell without a value is
    /// left alone, or painted when its look shows.
    pub fn put(
        &mut self,
        column: u16,
        cell: &Cell<'_>,
        decimals: Option<u8>,
        look: Look,
    ) -> Result<bool, XlsxError> {
        let row = self.row;
        let text: Cow<'_, str> = match cell {
            Cell::Null if look.shows_when_empty() => {
                self.worksheet.write_blank(row, column, self.looks.of(look, None))?;
                return Ok(false);
            }
            Cell::Null => return Ok(false),
            Cell::Bool(true) => self.lang.pick("ja", "yes").into(),
            Cell::Bool(false) => self.lang.pick("nee", "no").into(),
            Cell::Int(number) if number.unsigned_abs() > MAX_INT => number.to_string().into(),
            #[expect(clippy::cast_precision_loss, reason = "at most 2^53, checked above")]
            Cell::Int(number) => {
                let format = self.looks.of(look, Some(0));
                self.worksheet.write_number_with_format(row, column, *number as f64, format)?;
                self.widen(column, number.to_string().len());
                return Ok(false);
            }
            Cell::Real(number) => {
                let format = self.looks.of(look, decimals);
                self.worksheet.write_number_with_format(row, column, *number, format)?;
                self.widen(column, 10);
                return Ok(false);
            }
            Cell::Text(text) => text.as_ref().into(),
        };
        if look.wraps() {
            self.wrap(column, &text);
        }
        let shown = fitting(&text);
        let is_cut = matches!(shown, Cow::Owned(_));
        if look == Look::Plain {
            self.worksheet.write_string(row, column, shown.as_ref())?;
        } else {
            let format = self.looks.of(look, None);
            self.worksheet.write_string_with_format(row, column, shown.as_ref(), format)?;
        }
        self.widen(column, text.chars().count());
        Ok(is_cut)
    }

    /// Writes text into a cell of the row.
    pub fn text(&mut self, column: u16, text: &str, look: Look) -> Result<bool, XlsxError> {
        let cell = if text.is_empty() { Cell::Null } else { Cell::Text(text.into()) };
        self.put(column, &cell, None, look)
    }

    /// Writes a line of its own over the first columns.
    pub fn line(
        &mut self,
        text: &str,
        columns: u16,
        look: Look,
        height: Option<u16>,
    ) -> Result<(), XlsxError> {
        let format = self.looks.of(look, None);
        self.worksheet.merge_range(self.row, 0, self.row, columns - 1, fitting(text).as_ref(), format)?;
        if let Some(height) = height {
            self.worksheet.set_row_height(self.row, height)?;
        }
        self.end_row()
    }

    /// Ends the row; it is as high as its cells have lines. Not every program
    /// makes room for lines that break by itself.
    pub fn end_row(&mut self) -> Result<(), XlsxError> {
        if self.lines > 1 {
            self.worksheet.set_row_height(self.row, LINE_HEIGHT * f64::from(self.lines.min(MAX_LINES)))?;
        }
        self.lines = 1;
        self.last_row = self.row;
        self.row += 1;
        Ok(())
    }

    /// Leaves a row free.
    pub fn skip_row(&mut self) {
        self.row += 1;
    }

    /// Puts a chart with its upper left corner at a cell.
    pub(super) fn chart(&mut self, row: u32, column: u16, chart: &Chart) -> Result<(), XlsxError> {
        self.worksheet.insert_chart(row, column, chart)?;
        Ok(())
    }

    /// Offers words to choose from in the rows below the header.
    pub(super) fn choices(&mut self, column: u16, words: &[&str]) -> Result<(), XlsxError> {
        let Some(first) = self.head_row.map(|row| row + 1).filter(|first| *first <= self.last_row) else {
            return Ok(());
        };
        let list = DataValidation::new().allow_list_strings(words)?;
        let list = list.set_error_style(DataValidationErrorStyle::Warning);
        self.worksheet.add_data_validation(first, column, self.last_row, column, &list)?;
        Ok(())
    }

    /// Makes room for a text that breaks in its cell.
    fn wrap(&mut self, column: u16, text: &str) {
        if let Some(column) = self.columns.get(usize::from(column)).filter(|column| column.is_set) {
            self.lines = self.lines.max(n_lines(text, column.width));
        }
    }

    fn widen(&mut self, column: u16, signs: usize) {
        if let Some(column) = self.columns.get_mut(usize::from(column)).filter(|column| !column.is_set) {
            column.width = column.width.max((signs + 2).min(MAX_WIDTH));
        }
    }

    /// The sheet with all that depends on its rows.
    fn finished(mut self) -> Result<Worksheet, XlsxError> {
        let worksheet = &mut self.worksheet;
        for (at, column) in (0_u16..).zip(&self.columns) {
            worksheet.set_column_width(at, u32::try_from(column.width).unwrap_or(10))?;
        }
        let Some(last_column) = u16::try_from(self.columns.len()).ok().and_then(|n| n.checked_sub(1)) else {
            return Ok(self.worksheet);
        };
        worksheet.set_print_area(0, 0, self.last_row, last_column)?;
        if let Some(head_row) = self.head_row {
            if self.has_filter {
                worksheet.autofilter(head_row, 0, self.last_row, last_column)?;
            }
            if self.last_row > head_row {
                // No green corners on identifications, which are digits on purpose.
                let ignore = IgnoreError::NumberStoredAsText;
                worksheet.ignore_error_range(head_row + 1, 0, self.last_row, last_column, ignore)?;
            }
        }
        Ok(self.worksheet)
    }
}

/// Lines a text takes in a column so many characters wide, broken at spaces.
fn n_lines(text: &str, width: usize) -> u16 {
    let mut n_lines = 0_u16;
    for line in text.lines() {
        let (mut used, mut lines) = (0, 1_u16);
        for word in line.split_whitespace().map(|word| word.chars().count()) {
            if used > 0 && used + 1 + word > width {
                lines = lines.saturating_add(1);
                used = 0;
            }
            // A word that is wider than its column breaks too.
            lines = lines
                .saturating_add(u16::try_from(word.saturating_sub(1) / width.max(1)).unwrap_or(u16::MAX));
            used += word + usize::from(used > 0);
        }
        n_lines = n_lines.saturating_add(lines);
    }
    n_lines
}

/// The text as far as a cell can hold it; owned when it was cut.
fn fitting(text: &str) -> Cow<'_, str> {
    const MARK: &str = " […]";
    if text.len() <= MAX_CHARS || text.encode_utf16().count() <= MAX_CHARS {
        return Cow::Borrowed(text);
    }
    let mut room = MAX_CHARS - MARK.encode_utf16().count();
    let end =
        text.char_indices().find_map(|(position, character)| match room.checked_sub(character.len_utf16()) {
            Some(left) => {
                room = left;
                None
            }
            None => Some(position),
        });
    Cow::Owned(format!("{}{MARK}", &text[..end.unwrap_or(text.len())]))
}

/// A name Excel takes for a sheet, that no other has.
pub(in crate::export) fn sheet_name(name: &str, taken: &HashSet<String>) -> String {
    let clean: String =
        name.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let clean = clean.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let clean = if clean.is_empty() { "blad" } else { clean };
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
    fn a_row_is_as_high_as_its_lines() {
        assert_eq!(n_lines("corporatie of eigenaar; gemeente", 17), 3);
        assert_eq!(n_lines("geschikt", 11), 1);
        assert_eq!(n_lines("0123456789", 4), 3);
        assert_eq!(n_lines("", 4), 0);
    }

    #[test]
    fn a_sheet_gets_a_name_excel_takes_and_no_other_has() {
        let taken = HashSet::from(["blad1".to_owned(), "blad1 (2)".to_owned()]);
        assert_eq!(sheet_name("Blad1", &taken), "Blad1 (3)");
        assert_eq!(sheet_name("a/b:[c]", &taken), "a b  c");
        assert_eq!(sheet_name("''", &taken), "blad");
        assert_eq!(sheet_name(&"é".repeat(40), &taken).chars().count(), 31);
    }
}
