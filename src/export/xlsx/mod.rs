//! How does a corporatie get the shortlist into the spreadsheet she works in?
//!
//! Data sheets with a header that stays in sight, a filter and number formats;
//! behind them sheets that explain columns, norms and sources, so that the
//! file can travel alone. Numbers are numbers (Excel shows the decimal sign of
//! its own language); text is always text, also when it starts with `=` or
//! consists of digits. [`Book`] and [`Page`] are the one way into a workbook,
//! for lists and the matching report too.
//!
//! Excel has 1,048,576 rows and 32,767 characters a cell. What does not fit is
//! said in the last row of the sheet, and counted in [`LeftOut`].
//! The workbook is built in memory: meant for sites, not for all panden.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::XlsxError;

mod book;
mod chart;
mod look;
mod sheets;

pub use chart::ChartSpec;
pub use sheets::SourceRow;
pub(super) use {
    book::{Book, Head, Page, sheet_name},
    look::Look,
    sheets::origin_text,
};

use super::{ColumnSpec, Kind, format_error};
use crate::lang::Lang;
use crate::wording::whole;
use crate::{error::ExportError, params::Parameter, value::Value};

/// Rows of a sheet in Excel.
const MAX_ROWS: u32 = 1_048_576;

/// Which data sheet of a [`XlsxWriter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetId(usize);

/// What one sheet had no room for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Name of the sheet.
    pub sheet: String,
    /// Rows that are not in it.
    pub rows: u64,
    /// Texts that were cut off at the end.
    pub texts: u64,
}

/// One column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    /// What stands above it, in the language of the workbook.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
    /// Unit for people; empty for none.
    pub unit: String,
    /// What it means. One sentence.
    pub meaning: String,
    /// Width in characters; `None` makes room for what stands in it.
    pub width: Option<u16>,
}

impl SheetColumn {
    /// A column of a result under its own name.
    #[must_use]
    pub fn named(column: &ColumnSpec, lang: Lang) -> Self {
        Self {
            title: column.name.to_owned(),
            kind: column.kind,
            unit: column.unit.to_owned(),
            meaning: column.meaning(lang).to_owned(),
            width: None,
        }
    }

    /// A column of a result under the title people read.
    #[must_use]
    pub fn titled(column: &ColumnSpec, lang: Lang) -> Self {
        Self { title: column.title(lang), ..Self::named(column, lang) }
    }
}

/// How a data sheet is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// All there is, to filter and to compute with: as wide as it is.
    Wide,
    /// To print and to lay on a table: one page wide, lines break in their
    /// cells.
    Paper,
}

/// How a row stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowMark {
    /// It does not.
    #[default]
    None,
    /// It is put forward.
    Forward,
    /// It is next in line.
    Next,
    /// It hangs on what is not known: in red.
    Doubtful,
}

/// Writes one workbook.
pub struct XlsxWriter {
    path: PathBuf,
    lang: Lang,
    title: String,
    max_rows: u32,
    sheets: Vec<Sheet>,
    /// The sheets that explain, behind the data.
    explaining: Vec<Page>,
}

struct Sheet {
    page: Page,
    columns: Vec<SheetColumn>,
    layout: Layout,
    left_out: u64,
    cut: u64,
    n_charts: u32,
}

impl XlsxWriter {
    /// A workbook that will be written to `path` by [`XlsxWriter::finish`].
    #[must_use]
    pub fn new(path: &Path, title: &str, lang: Lang) -> Self {
        Self {
            path: path.to_owned(),
            lang,
            title: title.to_owned(),
            max_rows: MAX_ROWS,
            sheets: Vec::new(),
            explaining: Vec::new(),
        }
    }

    /// Adds a data sheet under this name, or one near it that Excel takes and
    /// no other sheet has.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when Excel would refuse it.
    pub fn sheet(
        &mut self,
        name: &str,
        columns: Vec<SheetColumn>,
        layout: Layout,
    ) -> Result<SheetId, ExportError> {
        let create = || -> Result<Page, XlsxError> {
            let mut page = Page::new(&self.free_name(name), self.lang)?;
            if layout == Layout::Paper {
                page = page.one_page_wide();
            }
            let heads: Vec<Head<'_>> = columns
                .iter()
                .map(|column| Head { title: &column.title, width: column.width, look: Look::Head })
                .collect();
            page.head(&heads, 1)?;
            Ok(page)
        };
        let page = create().map_err(format_error(&self.path, "XLSX"))?;
        self.sheets.push(Sheet { page, columns, layout, left_out: 0, cut: 0, n_charts: 0 });
        Ok(SheetId(self.sheets.len() - 1))
    }

    /// Adds one row to a data sheet. Beyond Excel's last row it is counted
    /// instead, see [`LeftOut`].
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the row does not fit the columns.
    pub fn push(&mut self, sheet: SheetId, values: &[Value], mark: RowMark) -> Result<(), ExportError> {
        self.push_to_fill_in(sheet, values, mark, &[])
    }

    /// Adds one row of which the cells in these columns are to be filled in by
    /// hand.
    ///
    /// # Errors
    ///
    /// As [`XlsxWriter::push`].
    pub fn push_to_fill_in(
        &mut self,
        sheet: SheetId,
        values: &[Value],
        mark: RowMark,
        fill_in: &[usize],
    ) -> Result<(), ExportError> {
        let fail = |detail| format_error(&self.path, "XLSX")(detail);
        let sheet = &mut self.sheets[sheet.0];
        if sheet.columns.len() != values.len() {
            return Err(fail(format!(
                "a row has {} values for {} columns",
                values.len(),
                sheet.columns.len()
            )));
        }
        // The last row is kept free for saying that there is more.
        if sheet.page.row() + 1 >= self.max_rows {
            sheet.left_out += 1;
            return Ok(());
        }
        let look = match (mark, sheet.layout) {
            (RowMark::Forward, _) => Look::Forward,
            (RowMark::Next, _) => Look::Next,
            (RowMark::Doubtful, _) => Look::Doubtful,
            (RowMark::None, Layout::Paper) => Look::Wrapped,
            (RowMark::None, Layout::Wide) => Look::Plain,
        };
        for (at, (column, value)) in (0_u16..).zip(sheet.columns.iter().zip(values)) {
            let cell = column.kind.cell(&column.title, value).map_err(fail)?;
            let decimals = match column.kind {
                Kind::Real { decimals } => Some(decimals),
                _ => None,
            };
            let to_fill_in = fill_in.contains(&usize::from(at));
            let look = match column.kind {
                _ if !to_fill_in => look,
                // A number that is typed stays a number.
                Kind::Real { .. } | Kind::Int => Look::FillInNumber,
                _ => Look::FillIn,
            };
            let cut = sheet.page.put(at, &cell, decimals, look);
            sheet.cut += u64::from(cut.map_err(format_error(&self.path, "XLSX"))?);
        }
        sheet.page.end_row().map_err(format_error(&self.path, "XLSX"))
    }

    /// Offers words to choose from in a column of the rows so far; others may be
    /// typed too.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the workbook refuses.
    pub fn choices(&mut self, sheet: SheetId, column: usize, words: &[&str]) -> Result<(), ExportError> {
        let page = &mut self.sheets[sheet.0].page;
        page.choices(u16::try_from(column).unwrap_or(u16::MAX), words)
            .map_err(format_error(&self.path, "XLSX"))
    }

    /// Adds a sheet that says what the workbook is, and of each column of the
    /// data sheets what it means. A column of several sheets stands once.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the workbook refuses.
    pub fn explain_columns(&mut self, about: &[String]) -> Result<(), ExportError> {
        let mut columns: Vec<(&str, &SheetColumn)> = Vec::new();
        for sheet in &self.sheets {
            for column in &sheet.columns {
                if columns
                    .iter()
                    .all(|(_, known)| known.title != column.title || known.meaning != column.meaning)
                {
                    columns.push((sheet.page.name(), column));
                }
            }
        }
        let name = self.free_name(self.lang.pick("Toelichting", "Explanation"));
        let page = sheets::columns(&name, &columns, about, self.lang);
        self.explain(page)
    }

    /// Adds a sheet of the parameters in force, each with its trail.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the workbook refuses.
    pub fn explain_parameters(&mut self, parameters: &[Parameter]) -> Result<(), ExportError> {
        let name = self.free_name(self.lang.pick("Normen", "Norms"));
        self.explain(sheets::parameters(&name, parameters, self.lang))
    }

    /// Adds a sheet of the files the result rests on.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the workbook refuses.
    pub fn explain_sources(&mut self, sources: &[SourceRow]) -> Result<(), ExportError> {
        let name = self.free_name(self.lang.pick("Bronnen", "Sources"));
        self.explain(sheets::sources(&name, sources, self.lang))
    }

    fn free_name(&self, name: &str) -> String {
        let pages = self.sheets.iter().map(|sheet| &sheet.page).chain(&self.explaining);
        sheet_name(name, &pages.map(|page| page.name().to_lowercase()).collect())
    }

    fn explain(&mut self, page: Result<Page, XlsxError>) -> Result<(), ExportError> {
        self.explaining.push(page.map_err(format_error(&self.path, "XLSX"))?);
        Ok(())
    }

    /// Writes the file, and says per sheet what it had no room for; empty
    /// when everything is in.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the file cannot be written.
    pub fn finish(self) -> Result<Vec<LeftOut>, ExportError> {
        let Self { path, lang, title, sheets, explaining, .. } = self;
        let mut left_out = Vec::new();
        let bind = || -> Result<Book, XlsxError> {
            let mut book = Book::new(&title)?;
            for mut sheet in sheets {
                if let Some(notice) = sheet.notice(lang) {
                    sheet.page.text(0, &notice, Look::Bold)?;
                    sheet.page.end_row()?;
                    left_out.push(LeftOut {
                        sheet: sheet.page.name().to_owned(),
                        rows: sheet.left_out,
                        texts: sheet.cut,
                    });
                }
                book.push(sheet.page)?;
            }
            explaining.into_iter().try_for_each(|page| book.push(page))?;
            Ok(book)
        };
        bind().map_err(format_error(&path, "XLSX"))?.save(&path)?;
        Ok(left_out)
    }
}

impl Sheet {
    /// What it had no room for, in a sentence.
    fn notice(&self, lang: Lang) -> Option<String> {
        let (rows, texts) = (whole(self.left_out, lang), whole(self.cut, lang));
        match (self.left_out > 0, self.cut > 0, lang) {
            (false, false, _) => None,
            (true, _, Lang::Nl) => Some(format!(
                "Nog {rows} rijen passen niet in dit werkblad; ze staan in de andere bestanden."
            )),
            (true, _, Lang::En) => {
                Some(format!("{rows} more rows do not fit in this sheet; the other files have them."))
            }
            (false, true, Lang::Nl) => Some(format!(
                "{texts} teksten zijn te lang voor een cel en eindigen op […]; de andere bestanden hebben ze heel."
            )),
            (false, true, Lang::En) => Some(format!(
                "{texts} texts are too long for a cell and end in […]; the other files have them whole."
            )),
        }
    }
}

#[cfg(test)]
mod tests;
