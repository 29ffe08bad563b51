//! How does a planning list go back to who keeps it?
//!
//! A table whose columns are known only when it is made: years, milestones
//! and the list's own columns. Written as CSV and as a workbook. Text is
//! always text, also when it starts with `=`; cells that can be filled in are
//! yellow; sheets behind the list say which rows are open and what the
//! columns mean.

use std::path::Path;

use rust_xlsxwriter::XlsxError;

use super::{
    Cell,
    csv::CsvFile,
    format_error,
    xlsx::{Book, Head, Look, Page},
};
use crate::{
    error::ExportError,
    lang::{CsvStyle, Lang},
    value::Value,
};

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
    pub columns: Vec<(String, u16)>,
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
        row.iter().try_for_each(|value| out.field(&Cell::as_it_stands(value), None))?;
        out.end_row()?;
    }
    out.finish()
}

/// Writes the list and the sheets behind it as a workbook.
///
/// # Errors
///
/// [`ExportError::Format`] when Excel would refuse it, or the file cannot be
/// written.
pub fn write_list_xlsx(path: &Path, book: &ListBook, lang: Lang) -> Result<(), ExportError> {
    let bind = || -> Result<Book, XlsxError> {
        let mut bound = Book::new(&book.title)?;
        bound.push(list_page(book, lang)?)?;
        for sheet in &book.sheets {
            bound.push(small_page(sheet, lang)?)?;
        }
        let columns = [
            (lang.pick("kolom", "column"), 34),
            (lang.pick("betekenis", "meaning"), 90),
            (lang.pick("eenheid", "unit"), 12),
            (lang.pick("van", "of"), 12),
        ];
        let rows = book.columns.iter().map(|column| {
            let part = match column.part {
                ListPart::List => lang.pick("de lijst", "the list"),
                ListPart::Beside => lang.pick("de scan", "the scan"),
            };
            [&column.name, &column.meaning, &column.unit, part].map(|text: &str| Value::from(text)).to_vec()
        });
        let columns = ListSheet {
            name: lang.pick("kolommen", "columns").into(),
            columns: columns.map(|(name, width)| (name.to_owned(), width)).to_vec(),
            rows: rows.collect(),
        };
        bound.push(small_page(&columns, lang)?)?;
        Ok(bound)
    };
    bind().map_err(format_error(path, "XLSX"))?.save(path)
}

fn list_page(book: &ListBook, lang: Lang) -> Result<Page, XlsxError> {
    let mut page = Page::new(&book.name, lang)?;
    let heads: Vec<Head<'_>> = book
        .columns
        .iter()
        .map(|column| Head {
            title: &column.name,
            width: None,
            look: if column.part == ListPart::List { Look::Head } else { Look::HeadBeside },
        })
        .collect();
    page.head(&heads, 2)?;
    for (values, is_open) in book.rows.iter().zip(&book.open) {
        for (at, value) in (0_u16..).zip(values) {
            if usize::from(at) == book.fill_in {
                let look = if *is_open { Look::FillIn } else { Look::AsTyped };
                page.text(at, &value.to_code().unwrap_or_default(), look)?;
            } else {
                page.put(at, &Cell::as_it_stands(value), None, Look::Plain)?;
            }
        }
        page.end_row()?;
    }
    Ok(page)
}

fn small_page(small: &ListSheet, lang: Lang) -> Result<Page, XlsxError> {
    let mut page = Page::new(&small.name, lang)?.one_page_wide().without_filter();
    let heads: Vec<Head<'_>> = small
        .columns
        .iter()
        .map(|(title, width)| Head { title, width: Some(*width), look: Look::Head })
        .collect();
    page.head(&heads, 0)?;
    for values in &small.rows {
        for (at, value) in (0_u16..).zip(values) {
            page.put(at, &Cell::as_it_stands(value), None, Look::Wrapped)?;
        }
        page.end_row()?;
    }
    Ok(page)
}
