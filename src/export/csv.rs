//! Which table opens right at a double click?
//!
//! Two styles, because there is no one answer. **Dutch** is for Excel set to
//! Dutch: `;` between cells, a decimal comma, a byte-order mark so that ë
//! stays ë, CRLF. **International** is for programs: `,`, a decimal point,
//! UTF-8 without mark, LF.
//!
//! # Text that a spreadsheet would take for something else
//!
//! *Separators.* Text stands between quotes, always: an Excel that splits at
//! `;` would find a cell `=cmd…` in a bare `Woon;=cmd…` of the other style.
//!
//! *Formulas.* Text that starts with `=`, `+`, `-`, `@`, a tab or a line end
//! could run as a formula; in both styles it gets an apostrophe in front.
//! Numbers are not text and keep their minus.
//!
//! *Codes.* On a double click Excel turns `0457100000012345` into
//! 4,571E+14: the zero is gone, and beyond 15 digits the last digits too; `1-2`
//! becomes a date and `1E5` a hundred thousand. Excel offers no honest way to
//! say "text" in CSV: `="0457…"` is a formula that every other program
//! shows as it stands, an apostrophe shows, and quotes are ignored. The least
//! bad is a tab in front: Excel and LibreOffice keep the cell as text with all
//! its digits, nothing shows, and readers that trim (this program's
//! own among them) never see it. An exact match on such a cell within Excel needs
//! `TRIM`/`CLEAN`. So the tab is written in the Dutch style only, to text that
//! looks like a number or date and would not survive; the International style
//! keeps codes untouched, and the spreadsheet (XLSX) has neither problem.

use std::{
    borrow::Cow,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{Cell, ColumnSpec, Kind, cell::cells, format_error, write_error};
use crate::{error::ExportError, lang::CsvStyle, value::Value};

/// Writes one table as CSV, row by row.
pub struct CsvWriter {
    columns: Vec<ColumnSpec>,
    out: CsvFile,
}

impl CsvWriter {
    /// Creates the file and writes the header.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the file cannot be created.
    pub fn create(path: &Path, columns: &[ColumnSpec], style: CsvStyle) -> Result<Self, ExportError> {
        let mut out = CsvFile::create(path, style)?;
        out.header(columns.iter().map(|column| column.name))?;
        Ok(Self { columns: columns.to_vec(), out })
    }

    /// Writes one row.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the row does not fit the columns,
    /// [`ExportError::Write`] when the disk is full.
    pub fn push(&mut self, values: &[Value]) -> Result<(), ExportError> {
        let fail = format_error(&self.out.path, "CSV");
        let cells: Vec<_> = cells(&self.columns, values).and_then(Iterator::collect).map_err(fail)?;
        for (column, cell) in &cells {
            let decimals = if let Kind::Real { decimals } = column.kind { decimals } else { 0 };
            self.out.field(cell, Some(decimals))?;
        }
        self.out.end_row()
    }

    /// Writes what is still in memory.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the disk is full.
    pub fn finish(self) -> Result<(), ExportError> {
        self.out.finish()
    }
}

/// A CSV file of any columns: the one place that knows separators and quotes.
pub(super) struct CsvFile {
    path: PathBuf,
    style: CsvStyle,
    out: csv::Writer<BufWriter<File>>,
}

impl CsvFile {
    pub(super) fn create(path: &Path, style: CsvStyle) -> Result<Self, ExportError> {
        let mut file = BufWriter::new(File::create(path).map_err(write_error(path))?);
        let mut builder = csv::WriterBuilder::new();
        match style {
            CsvStyle::Dutch => {
                file.write_all("\u{feff}".as_bytes()).map_err(write_error(path))?;
                builder.delimiter(b';').terminator(csv::Terminator::CRLF);
            }
            CsvStyle::International => {
                builder.delimiter(b',').terminator(csv::Terminator::Any(b'\n'));
            }
        }
        // Which fields are quoted depends on what they are, not on their signs.
        let out = builder.quote_style(csv::QuoteStyle::Never).from_writer(file);
        Ok(Self { path: path.to_owned(), style, out })
    }

    /// Writes the names of the columns.
    pub(super) fn header<'a>(&mut self, names: impl Iterator<Item = &'a str>) -> Result<(), ExportError> {
        for name in names {
            // A name is no code that must survive a double click.
            self.quoted(&defused(name, CsvStyle::International))?;
        }
        self.end_row()
    }

    /// Writes one field; a number with so many decimals, or as many as it has.
    pub(super) fn field(&mut self, cell: &Cell, decimals: Option<u8>) -> Result<(), ExportError> {
        let text = match (cell, decimals) {
            (Cell::Null, _) => String::new(),
            (Cell::Bool(flag), _) => String::from(match (self.style, flag) {
                (CsvStyle::Dutch, true) => "ja",
                (CsvStyle::Dutch, false) => "nee",
                (CsvStyle::International, true) => "true",
                (CsvStyle::International, false) => "false",
            }),
            (Cell::Int(number), _) => number.to_string(),
            (Cell::Real(number), Some(decimals)) => format!("{number:.*}", usize::from(decimals)),
            (Cell::Real(number), None) => number.to_string(),
            (Cell::Text(text), _) => return self.quoted(&defused(text, self.style)),
        };
        let is_comma = self.style == CsvStyle::Dutch && matches!(cell, Cell::Real(_));
        let text = if is_comma { text.replace('.', ",") } else { text };
        self.out.write_field(&text).map_err(format_error(&self.path, "CSV"))
    }

    /// Writes text between quotes.
    fn quoted(&mut self, text: &str) -> Result<(), ExportError> {
        let text = format!("\"{}\"", text.replace('"', "\"\""));
        self.out.write_field(&text).map_err(format_error(&self.path, "CSV"))
    }

    pub(super) fn end_row(&mut self) -> Result<(), ExportError> {
        self.out.write_record(None::<&[u8]>).map_err(format_error(&self.path, "CSV"))
    }

    pub(super) fn finish(self) -> Result<(), ExportError> {
        let Self { path, out, .. } = self;
        let mut file = out.into_inner().map_err(|error| write_error(&path)(error.into_error()))?;
        file.flush().map_err(write_error(&path))
    }
}

/// Text that no spreadsheet takes for a formula and, in the Dutch style, none
/// takes for a number or a date it is not.
pub(super) fn defused(text: &str, style: CsvStyle) -> Cow<'_, str> {
    const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(FORMULA) {
        return Cow::Owned(format!("'{text}"));
    }
    if style == CsvStyle::Dutch && is_mistakable(text) {
        return Cow::Owned(format!("\t{text}"));
    }
    Cow::Borrowed(text)
}

/// Whether Excel would show this text as something else: a code with leading
/// zeros or more than 15 digits, or digits with the signs of dates, fractions
/// and exponents between them.
fn is_mistakable(text: &str) -> bool {
    let text = text.trim();
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return (text.len() > 1 && text.starts_with('0')) || text.len() > 15;
    }
    text.bytes().all(|byte| byte.is_ascii_digit() || b"-/.,: eE+%".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [ColumnSpec; 4] = [
        ColumnSpec { name: "pand_id", kind: Kind::Text, unit: "", nl: "", en: "" },
        ColumnSpec { name: "homes", kind: Kind::Int, unit: "", nl: "", en: "" },
        ColumnSpec { name: "score", kind: Kind::Real { decimals: 1 }, unit: "", nl: "", en: "" },
        ColumnSpec { name: "lift", kind: Kind::Bool, unit: "", nl: "", en: "" },
    ];

    fn written(style: CsvStyle, rows: &[[Value; 4]]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        let mut writer = CsvWriter::create(&path, &COLUMNS, style).unwrap();
        for row in rows {
            writer.push(row).unwrap();
        }
        writer.finish().unwrap();
        std::fs::read_to_string(&path).unwrap()
    }

    fn row(id: &str, homes: i64, score: f64) -> [Value; 4] {
        [id.into(), homes.into(), score.into(), Value::Null]
    }

    #[test]
    fn the_dutch_style_opens_in_dutch_excel() {
        let text = written(CsvStyle::Dutch, &[row("blok é;1", -3, 1234.56)]);
        assert_eq!(text, "\u{feff}\"pand_id\";\"homes\";\"score\";\"lift\"\r\n\"blok é;1\";-3;1234,6;\r\n");
    }

    #[test]
    fn the_international_style_is_plain() {
        let mut first = row("0457100000012345", 0, 5.0);
        first[3] = true.into();
        let text = written(CsvStyle::International, &[first]);
        assert_eq!(text, "\"pand_id\",\"homes\",\"score\",\"lift\"\n\"0457100000012345\",0,5.0,true\n");
    }

    #[test]
    fn text_never_runs_as_a_formula_and_a_negative_number_stays_one() {
        for text in ["=1+1", "+31", "-", "@SUM(A1)", "\tx", "\rx", "＝1"] {
            for style in [CsvStyle::Dutch, CsvStyle::International] {
                assert_eq!(defused(text, style), format!("'{text}"));
            }
        }
        assert!(written(CsvStyle::Dutch, &[row("a", -12, -1.0)]).contains("\"a\";-12;-1,0;"));
    }

    #[test]
    fn text_stays_in_its_cell_whatever_sign_a_spreadsheet_splits_at() {
        for style in [CsvStyle::Dutch, CsvStyle::International] {
            let text = written(style, &[row("Woon;=cmd,=cmd\t=cmd \"x\"", 1, 0.0), row("", 1, 0.0)]);
            assert!(text.contains("\n\"Woon;=cmd,=cmd\t=cmd \"\"x\"\"\""), "{text}");
            let mut reader = csv::ReaderBuilder::new();
            reader.delimiter(if style == CsvStyle::Dutch { b';' } else { b',' });
            let read: Vec<csv::StringRecord> =
                reader.from_reader(text.as_bytes()).records().map(Result::unwrap).collect();
            assert_eq!(&read[0][0], "Woon;=cmd,=cmd\t=cmd \"x\"");
            assert_eq!(read.len(), 2, "a row that starts with nothing");
        }
    }

    #[test]
    fn a_code_survives_a_double_click_in_dutch_excel() {
        for text in ["0457100000012345", "1680100000012345", "0363", "1-2", "1E5", "2023-05-01", "3/4"] {
            assert_eq!(defused(text, CsvStyle::Dutch), format!("\t{text}"));
            assert_eq!(defused(text, CsvStyle::International), text);
        }
        for text in ["1203", "0", "BU04570101", "1381AB", "12 hoog", "complex 1-2", ""] {
            assert_eq!(defused(text, CsvStyle::Dutch), text);
        }
    }

    #[test]
    fn a_row_that_does_not_fit_is_an_error_that_names_the_column() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        let mut writer = CsvWriter::create(&path, &COLUMNS, CsvStyle::Dutch).unwrap();
        let error = writer.push(&["a".into(), "b".into(), Value::Null, Value::Null]).unwrap_err();
        assert!(error.to_string().contains("`homes`"), "{error}");
        assert!(writer.push(&[Value::Null]).is_err());
    }
}
