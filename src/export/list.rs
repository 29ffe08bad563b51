//! How does a planning list go back to who keeps it?
//!
//! A table whose columns are known only when it is made: years, milestones
//! and the list's own columns. Written as CSV and as a workbook. Text is
//! always text, also when it starts with `=`; cells that can be filled in are
//! yellow; sheets behind the list say which rows are open and what the
//! columns mean.

use std::{fs, path::Path};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError,
};

use super::{
    Cell,
    csv::CsvFile,
    format_error, write_error,
    xlsx::{header_format, write_text},
};
use crate::{
    error::ExportError,
    lang::{CsvStyle, Lang},
    value::Value,
};

/// Widest column that is set, in characters.
const MAX_WIDTH: usize = 44;

/// Whose a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListPart {
    /// A field of the list, or a column of its own.
    List,
    /// What a run puts beside it.
    Beside,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumn {
    /// Name.
    pub name: String,
    /// Unit; empty for none.
    pub unit: String,
    /// What it means. One sentence.
    pub meaning: String,
    /// Whose it is.
    pub part: ListPart,
}

/// A small sheet behind the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListSheet {
    /// Name.
    pub name: String,
    /// Names of its columns, each with a width in characters.
    pub columns: Vec<(String, f64)>,
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
}

/// A list, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct ListBook {
    /// Name of its sheet.
    pub name: String,
    /// Title of the file.
    pub title: String,
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// Its rows, a value a column.
    pub rows: Vec<Vec<Value>>,
    /// The column that is filled in by hand.
    pub fill_in: usize,
    /// Per row whether it is still open.
    pub open: Vec<bool>,
    /// Sheets behind it.
    pub sheets: Vec<ListSheet>,
}

/// Writes the list alone as CSV.
///
/// # Errors
///
/// [`ExportError::Write`] when the file cannot be written.
pub fn write_list_csv(path: &Path, book: &ListBook, style: CsvStyle) -> Result<(), ExportError> {
    let mut out = CsvFile::create(path, style)?;
    out.header(book.columns.iter().map(|column| column.name.as_str()))?;
    for row in &book.rows {
        row.iter().try_for_each(|value| out.field(&cell(value), None))?;
        out.end_row()?;
    }
    out.finish()
}

/// A value as it stands: what a list holds is not rounded.
fn cell(value: &Value) -> Cell<'_> {
    match value {
        Value::Null => Cell::Null,
        Value::Bool(flag) => Cell::Bool(*flag),
        Value::Int(number) => Cell::Int(*number),
        Value::Real(number) => Cell::Real(*number),
        Value::Text(text) if text.is_empty() => Cell::Null,
        Value::Text(text) => Cell::Text(text.as_str().into()),
    }
}

/// Writes the list and the sheets behind it as a workbook.
///
/// # Errors
///
/// [`ExportError::Format`] when Excel would refuse it, or the file cannot be
/// written.
pub fn write_list_xlsx(path: &Path, book: &ListBook, lang: Lang) -> Result<(), ExportError> {
    let save = || -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // A fixed time: the clock would make two equal runs differ.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = DocProperties::new()
            .set_title(book.title.as_str())
            .set_author("toplaag")
            .set_creation_datetime(&created);
        workbook.set_properties(&properties);
        workbook.push_worksheet(list_sheet(book)?);
        for sheet in &book.sheets {
            workbook.push_worksheet(small_sheet(sheet)?);
        }
        let columns = [
            (lang.pick("kolom", "column"), 34.0),
            (lang.pick("betekenis", "meaning"), 90.0),
            (lang.pick("eenheid", "unit"), 12.0),
            (lang.pick("van", "of"), 12.0),
        ];
        let rows = book.columns.iter().map(|column| {
            let part = match column.part {
                ListPart::List => lang.pick("de lijst", "the list"),
                ListPart::Beside => lang.pick("de scan", "the scan"),
            };
            [&column.name, &column.meaning, &column.unit, part].map(|text: &str| Value::from(text)).to_vec()
        });
        workbook.push_worksheet(small_sheet(&ListSheet {
            name: lang.pick("kolommen", "columns").into(),
            columns: columns.map(|(name, width)| (name.to_owned(), width)).to_vec(),
            rows: rows.collect(),
        })?);
        workbook.save_to_buffer()
    };
    let bytes = save().map_err(format_error(path, "XLSX"))?;
    fs::write(path, bytes).map_err(write_error(path))
}

fn list_sheet(book: &ListBook) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(&book.name)?.set_freeze_panes(1, 2)?.set_landscape().set_paper_size(9);
    sheet.set_repeat_rows(0, 0)?;
    let (own, beside) = (header_format(), header_format().set_background_color("#CFE2EC"));
    let (text, open) = (
        Format::new().set_num_format("@"),
        Format::new().set_num_format("@").set_background_color("#FFF7BF"),
    );
    let mut widths: Vec<usize> = Vec::new();
    for (at, column) in (0_u16..).zip(&book.columns) {
        let look = if column.part == ListPart::List { &own } else { &beside };
        write_text(&mut sheet, (0, at), &column.name, Some(look))?;
        widths.push(column.name.chars().count() + 4);
    }
    let mut last_row = 0;
    for ((row, values), is_open) in (1_u32..).zip(&book.rows).zip(&book.open) {
        for ((at, value), width) in (0_u16..).zip(values).zip(&mut widths) {
            if usize::from(at) == book.fill_in {
                let look = if *is_open { &open } else { &text };
                match value.to_code() {
                    Some(id) => {
                        write_text(&mut sheet, (row, at), &id, Some(look))?;
                    }
                    None => {
                        sheet.write_blank(row, at, look)?;
                    }
                }
            } else {
                write_value(&mut sheet, row, at, value)?;
            }
            if let Value::Text(text) = value {
                *width = (*width).max(text.chars().count() + 2);
            }
        }
        last_row = row;
    }
    let last_column = u16::try_from(book.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.autofilter(0, 0, last_row, last_column)?;
    for (at, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(at, u32::try_from(width.min(MAX_WIDTH)).unwrap_or(10))?;
    }
    if last_row > 0 {
        // No green corners on identifications, which are digits on purpose.
        sheet.ignore_error_range(1, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    }
    Ok(sheet)
}

fn small_sheet(small: &ListSheet) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(&small.name)?.set_freeze_panes(1, 0)?.set_landscape().set_paper_size(9);
    let header = header_format();
    for (at, (name, width)) in (0_u16..).zip(&small.columns) {
        write_text(&mut sheet, (0, at), name, Some(&header))?;
        let look = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        sheet.set_column_width(at, *width)?.set_column_format(at, &look)?;
    }
    for (row, values) in (1_u32..).zip(&small.rows) {
        for (at, value) in (0_u16..).zip(values) {
            write_value(&mut sheet, row, at, value)?;
        }
    }
    Ok(sheet)
}

#[expect(clippy::cast_precision_loss, reason = "what a list counts fits a cell")]
fn write_value(sheet: &mut Worksheet, row: u32, column: u16, value: &Value) -> Result<(), XlsxError> {
    match value {
        Value::Null => {}
        Value::Bool(flag) => {
            sheet.write_boolean(row, column, *flag)?;
        }
        Value::Int(number) => {
            sheet.write_number_with_format(
                row,
                column,
                *number as f64,
                &Format::new().set_num_format("0"),
            )?;
        }
        Value::Real(number) => {
            sheet.write_number(row, column, *number)?;
        }
        Value::Text(text) => {
            write_text(sheet, (row, column), text, None)?;
        }
    }
    Ok(())
}
