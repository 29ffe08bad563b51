//! How does a corporatie get the shortlist into the spreadsheet she works in?
//!
//! Data sheets with a header that stays in sight, a filter and number formats;
//! behind them sheets that explain columns, parameters and sources, so that
//! the file can travel alone. Numbers are numbers (Excel shows the decimal sign of
//! its own language); text is always text, also when it starts with `=` or
//! consists of digits.
//!
//! Excel has 1,048,576 rows and 32,767 characters a cell. What does not fit is
//! said in the last row of the sheet, and counted in [`LeftOut`].
//! The workbook is built in memory: meant for sites, not for all panden.

use std::{
    borrow::Cow,
    fs,
    path::{Path, PathBuf},
};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Workbook, Worksheet, XlsxError,
};

mod chart;
mod sheets;

pub use chart::ChartSpec;
pub use sheets::SourceRow;
pub(super) use sheets::{origin_text, value_text};

use super::{Cell, ColumnSpec, Kind, cell::cells, format_error, write_error};
use crate::lang::Lang;
use crate::wording::whole;
use crate::{error::ExportError, params::Parameter, value::Value};

/// Rows of a sheet in Excel.
const MAX_ROWS: u32 = 1_048_576;
/// Characters of a cell in Excel, counted in UTF-16 units.
const MAX_CHARS: usize = 32_767;
/// Widest column that is set, in characters.
const MAX_WIDTH: usize = 48;
/// Whole numbers beyond this lose digits in a cell.
const MAX_INT: u64 = 1 << 53;

/// Which data sheet of a [`XlsxWriter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetId(pub(super) usize);

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

/// Writes one workbook.
pub struct XlsxWriter {
    pub(super) path: PathBuf,
    lang: Lang,
    title: String,
    max_rows: u32,
    pub(super) sheets: Vec<Sheet>,
    /// The sheets that explain, behind the data.
    explaining: Vec<Worksheet>,
}

pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) worksheet: Worksheet,
    pub(super) columns: Vec<ColumnSpec>,
    formats: Vec<Format>,
    widths: Vec<usize>,
    next_row: u32,
    left_out: u64,
    cut: u64,
    pub(super) n_charts: u32,
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

    /// Adds a data sheet. The name has at most 31 characters, none of `[]:*?/\`.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when Excel would refuse the name.
    pub fn sheet(&mut self, name: &str, columns: &[ColumnSpec]) -> Result<SheetId, ExportError> {
        let create = || -> Result<Worksheet, XlsxError> {
            let mut worksheet = Worksheet::new();
            worksheet.set_name(name)?.set_freeze_panes(1, 1)?.set_landscape().set_paper_size(9);
            worksheet.set_repeat_rows(0, 0)?;
            let header = header_format();
            for (position, column) in (0_u16..).zip(columns) {
                worksheet.write_string_with_format(0, position, column.name, &header)?;
            }
            Ok(worksheet)
        };
        let worksheet = create().map_err(format_error(&self.path, "XLSX"))?;
        self.sheets.push(Sheet {
            name: name.to_owned(),
            worksheet,
            columns: columns.to_vec(),
            formats: columns.iter().map(|column| number_format(column.kind)).collect(),
            widths: columns.iter().map(|column| column.name.len() + 4).collect(),
            next_row: 1,
            left_out: 0,
            cut: 0,
            n_charts: 0,
        });
        Ok(SheetId(self.sheets.len() - 1))
    }

    /// Adds one row to a data sheet. Beyond Excel's last row it is counted
    /// instead, see [`LeftOut`].
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the row does not fit the columns.
    pub fn push(&mut self, sheet: SheetId, values: &[Value]) -> Result<(), ExportError> {
        let fail = format_error(&self.path, "XLSX");
        let sheet = &mut self.sheets[sheet.0];
        let cells: Vec<_> = cells(&sheet.columns, values).and_then(Iterator::collect).map_err(fail)?;
        // The last row is kept free for saying that there is more.
        if sheet.next_row + 1 >= self.max_rows {
            sheet.left_out += 1;
            return Ok(());
        }
        let row = sheet.next_row;
        for (position, (_, cell)) in cells.iter().enumerate() {
            let format = &sheet.formats[position];
            let (width, cut) = write_cell(&mut sheet.worksheet, row, position, cell, format)
                .map_err(format_error(&self.path, "XLSX"))?;
            sheet.widths[position] = sheet.widths[position].max(width.min(MAX_WIDTH));
            sheet.cut += u64::from(cut);
        }
        sheet.next_row += 1;
        Ok(())
    }

    /// Adds a sheet that says of each column of the data sheets what it means,
    /// in the language of the workbook. A column of several sheets stands once.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the workbook refuses.
    pub fn explain_columns(&mut self) -> Result<(), ExportError> {
        let mut columns: Vec<ColumnSpec> = Vec::new();
        for column in self.sheets.iter().flat_map(|sheet| &sheet.columns) {
            if columns.iter().all(|known| known.name != column.name) {
                columns.push(*column);
            }
        }
        self.explain(sheets::columns(&columns, self.lang))
    }

    /// Adds a sheet of the parameters in force, each with its trail.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the workbook refuses.
    pub fn explain_parameters(&mut self, parameters: &[Parameter]) -> Result<(), ExportError> {
        self.explain(sheets::parameters(parameters, self.lang))
    }

    /// Adds a sheet of the files the result rests on.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the workbook refuses.
    pub fn explain_sources(&mut self, sources: &[SourceRow]) -> Result<(), ExportError> {
        self.explain(sheets::sources(sources, self.lang))
    }

    fn explain(&mut self, sheet: Result<Worksheet, XlsxError>) -> Result<(), ExportError> {
        self.explaining.push(sheet.map_err(format_error(&self.path, "XLSX"))?);
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
        let save = || -> Result<Vec<u8>, XlsxError> {
            let mut workbook = Workbook::new();
            // A fixed time: the clock would make two equal runs differ.
            let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
            let properties = DocProperties::new()
                .set_title(title.as_str())
                .set_author("toplaag")
                .set_creation_datetime(&created);
            workbook.set_properties(&properties);
            for sheet in sheets {
                if sheet.left_out > 0 || sheet.cut > 0 {
                    left_out.push(LeftOut {
                        sheet: sheet.name.clone(),
                        rows: sheet.left_out,
                        texts: sheet.cut,
                    });
                }
                workbook.push_worksheet(finished(sheet, lang)?);
            }
            for worksheet in explaining {
                workbook.push_worksheet(worksheet);
            }
            workbook.save_to_buffer()
        };
        let bytes = save().map_err(format_error(&path, "XLSX"))?;
        fs::write(&path, bytes).map_err(write_error(&path))?;
        Ok(left_out)
    }
}

/// The sheet with everything that depends on its rows.
fn finished(mut sheet: Sheet, lang: Lang) -> Result<Worksheet, XlsxError> {
    let worksheet = &mut sheet.worksheet;
    let last_row = sheet.next_row - 1;
    let n_columns = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX);
    if n_columns > 0 {
        worksheet.autofilter(0, 0, last_row, n_columns - 1)?;
    }
    for (position, (column, width)) in (0_u16..).zip(sheet.columns.iter().zip(&sheet.widths)) {
        worksheet.set_column_width(position, u32::try_from(*width).unwrap_or(10))?;
        if column.kind == Kind::Text && last_row > 0 {
            // No green corners on identifications, which are digits on purpose.
            worksheet.ignore_error_range(1, position, last_row, position, IgnoreError::NumberStoredAsText)?;
        }
    }
    let (rows, texts) = (whole(sheet.left_out, lang), whole(sheet.cut, lang));
    let notice = match (sheet.left_out > 0, sheet.cut > 0, lang) {
        (false, false, _) => None,
        (true, _, Lang::Nl) => {
            Some(format!("Nog {rows} rijen passen niet in dit werkblad; ze staan in de andere bestanden."))
        }
        (true, _, Lang::En) => {
            Some(format!("{rows} more rows do not fit in this sheet; the other files have them."))
        }
        (false, true, Lang::Nl) => Some(format!(
            "{texts} teksten zijn te lang voor een cel en eindigen op […]; de andere bestanden hebben ze heel."
        )),
        (false, true, Lang::En) => Some(format!(
            "{texts} texts are too long for a cell and end in […]; the other files have them whole."
        )),
    };
    if let Some(notice) = notice {
        let bold = Format::new().set_bold();
        worksheet.write_string_with_format(sheet.next_row, 0, notice, &bold)?;
    }
    Ok(sheet.worksheet)
}

/// Writes one cell; gives its width in characters and whether text was cut.
fn write_cell(
    worksheet: &mut Worksheet,
    row: u32,
    column: usize,
    cell: &Cell,
    format: &Format,
) -> Result<(usize, bool), XlsxError> {
    let column = u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)?;
    let mut cut = false;
    let width = match cell {
        Cell::Null => 0,
        Cell::Bool(flag) => {
            worksheet.write_boolean(row, column, *flag)?;
            7
        }
        Cell::Int(number) if number.unsigned_abs() > MAX_INT => {
            let text = number.to_string();
            worksheet.write_string(row, column, &text)?;
            text.len()
        }
        #[expect(clippy::cast_precision_loss, reason = "at most 2^53, checked above")]
        Cell::Int(number) => {
            worksheet.write_number_with_format(row, column, *number as f64, format)?;
            number.to_string().len()
        }
        Cell::Real(number) => {
            worksheet.write_number_with_format(row, column, *number, format)?;
            10
        }
        Cell::Text(text) => {
            cut = write_text(worksheet, (row, column), text, None)?;
            text.chars().count()
        }
    };
    Ok((width + 2, cut))
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
            Some(rest) => {
                room = rest;
                None
            }
            None => Some(position),
        });
    Cow::Owned(format!("{}{MARK}", &text[..end.unwrap_or(text.len())]))
}

/// Writes text into a cell, as far as it has room; gives whether it was cut.
/// The one way for every text that came from a file.
pub(super) fn write_text(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    look: Option<&Format>,
) -> Result<bool, XlsxError> {
    let shown = fitting(text);
    match look {
        Some(look) => worksheet.write_string_with_format(row, column, shown.as_ref(), look)?,
        None => worksheet.write_string(row, column, shown.as_ref())?,
    };
    Ok(matches!(shown, Cow::Owned(_)))
}

/// How header cells look, on every sheet.
pub(super) fn header_format() -> Format {
    Format::new()
        .set_bold()
        .set_background_color("#E6ECEF")
        .set_align(FormatAlign::Top)
        .set_border_bottom(rust_xlsxwriter::FormatBorder::Thin)
}

/// The number format of a column. No thousands separator: a bouwjaar would
/// read 1.972.
fn number_format(kind: Kind) -> Format {
    match kind {
        Kind::Int => Format::new().set_num_format("0"),
        Kind::Real { decimals: 0 } => Format::new().set_num_format("0"),
        Kind::Real { decimals } => {
            Format::new().set_num_format(format!("0.{}", "0".repeat(usize::from(decimals))))
        }
        Kind::Text | Kind::Bool => Format::new(),
    }
}

#[cfg(test)]
mod tests;
