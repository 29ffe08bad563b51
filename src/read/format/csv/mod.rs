//! Text with a row per line: comma, semicolon, tab or bar between the cells.
//!
//! The header is the row that has most of the columns that are wanted, else
//! the first. Values arrive as text, empty ones as [`Value::Null`]: a postcode or an
//! identification must not lose its leading zeros to a guess. A row with
//! fewer cells than the header, as the last row of a file that was cut off,
//! is filled with nulls; cells beyond the header are dropped. A row without
//! any value is no record.

mod encoding;
mod swallowed;
#[cfg(test)]
mod tests;

use std::{
    collections::VecDeque,
    fs::File,
    io::{BufReader, Read},
    path::{Path, PathBuf},
};

use ::csv::{ReaderBuilder, StringRecord};
use encoding::{Decoding, detect, invalid};
use encoding_rs::Encoding;

use super::{
    file,
    table::{self, Wanted},
};
use crate::{
    config::Source,
    error::ReadError,
    lang::{Said, say},
    read::{
        head::Head,
        reader::{Opened, Reader, Remark},
        record::{Record, Shape},
    },
    value::Value,
};

const FORMAT: &str = "CSV";

/// The separators looked for; on a draw the first wins.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Longest cell, in bytes. More means a quote that is never closed.
const MAX_CELL: usize = 1 << 20;

/// Longest row, in bytes.
const MAX_ROW: usize = 16 << 20;

/// Most line breaks in one cell. An address may have a few; more means that
/// an opening quote swallowed the rows behind it, which would lose them
/// without a word.
const MAX_BREAKS: usize = 100;

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
struct Dialect {
    encoding: &'static Encoding,
    delimiter: u8,
    /// Excel's `sep=;` stands above the header.
    separator_line: bool,
    /// Whether lines end in a line feed alone.
    line_feeds: bool,
}

struct CsvReader {
    path: PathBuf,
    dialect: Dialect,
    /// Rows above the header, blank ones not counted.
    n_above: u64,
    /// Row of the header, as a spreadsheet shows it.
    header_row: u64,
    n_columns: usize,
    remarks: Vec<Remark>,
}

/// Opens a CSV file: finds its encoding, separator and columns.
///
/// # Errors
///
/// [`ReadError::Empty`] when there is no header, [`ReadError::Format`] when
/// the file is not text or its header is absurd.
pub(super) fn open(source: &Source, wanted: &Wanted) -> Result<Opened, ReadError> {
    let path = &source.path;
    let (mut file, _) = file::open(path)?;
    let encoding = detect(&mut file).map_err(|error| unreadable(path, &error))?;
    let (file, _) = file::open(path)?;
    let mut decoding = Decoding::new(file, encoding);
    decoding.allowance = MAX_ROW;
    let (delimiter, separator_line, line_feeds) =
        sniff(decoding).map_err(|error| unreadable(path, &error))?;
    let sniffed = Dialect { encoding, delimiter, separator_line, line_feeds };
    let (dialect, n_above) = find_header(path, sniffed, wanted)?;

    let mut rows = Rows::open(path, dialect)?;
    for _ in 0..n_above {
        rows.next()?;
    }
    let Some(header) = rows.next()? else {
        return Err(ReadError::Empty { path: path.clone() });
    };
    if header.len() > table::MAX_COLUMNS {
        let detail = say!(
            "de kop heeft {} kolommen, hoogstens {} toegestaan",
            "the header has {} columns, at most {}",
            header.len(),
            table::MAX_COLUMNS
        );
        return Err(super::format_error(path, FORMAT, detail));
    }
    let columns = table::columns(header.iter().map(str::to_owned));
    let n_columns = columns.len();
    let header_row = rows.number;
    let head = Head { layer: String::new(), format: FORMAT, columns, count: None, crs: None, extent: None };
    Ok((
        head,
        Box::new(CsvReader {
            path: path.clone(),
            dialect,
            n_above,
            header_row,
            n_columns,
            remarks: Vec::new(),
        }),
    ))
}

impl Reader for CsvReader {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut rows = Rows::open(&self.path, self.dialect)?;
        for _ in 0..=self.n_above {
            rows.next()?;
        }
        rows.n_columns = self.n_columns;
        let mut is_first = true;
        self.remarks.clear();
        while rows.next()?.is_some() {
            self.remarks.append(&mut rows.remarks);
            let (row, number) = (&rows.row, rows.number - 1);
            if std::mem::take(&mut is_first) && table::holds_units(row.iter().take(self.n_columns)) {
                self.remarks.push(Remark { row: rows.number, detail: table::units() });
                continue;
            }
            if row.iter().take(self.n_columns).all(str::is_empty) {
                continue;
            }
            let cell = |&column: &usize| match row.get(column) {
                Some(text) if column < self.n_columns && !text.is_empty() => Value::Text(text.to_owned()),
                _ => Value::Null,
            };
            each(Record { number, shape: Shape::Null, values: columns.iter().map(cell).collect() })?;
        }
        Ok(())
    }

    fn header_row(&self) -> Option<u64> {
        Some(self.header_row)
    }

    fn remarks(&self) -> &[Remark] {
        &self.remarks
    }
}

/// The separator, and how many rows stand above the header. Titles may hold
/// other separators than the table, so each is tried, the likely one first;
/// of equals the first holds.
fn find_header(path: &Path, sniffed: Dialect, wanted: &Wanted) -> Result<(Dialect, u64), ReadError> {
    let (mut best, mut most) = ((sniffed, 0), 0);
    let others = DELIMITERS.iter().filter(|other| **other != sniffed.delimiter && !sniffed.separator_line);
    for delimiter in std::iter::once(&sniffed.delimiter).chain(others) {
        let dialect = Dialect { delimiter: *delimiter, ..sniffed };
        let mut rows = Rows::open(path, dialect)?;
        for n_above in (0..).take(table::HEADER_WITHIN) {
            // What cannot be read is told when it is read.
            let Ok(Some(row)) = rows.next() else { break };
            let n_known = wanted.n_known(row.iter().take(table::MAX_COLUMNS));
            if n_known > most {
                (best, most) = ((dialect, n_above), n_known);
            }
        }
    }
    Ok(best)
}

/// The rows of a file, header first.
struct Rows<'a> {
    path: &'a Path,
    reader: ::csv::Reader<Decoding<File>>,
    row: StringRecord,
    dialect: Dialect,
    /// Where the row stands, 1-based, as a spreadsheet shows it: blank lines
    /// count, line breaks in cells do not.
    number: u64,
    /// Line breaks in the cells so far.
    n_breaks: u64,
    /// Columns of the header; 0 until it is known.
    n_columns: usize,
    /// Rows that a quote had swallowed, to come.
    recovered: VecDeque<StringRecord>,
    remarks: Vec<Remark>,
}

impl<'a> Rows<'a> {
    fn open(path: &'a Path, dialect: Dialect) -> Result<Self, ReadError> {
        let (file, _) = file::open(path)?;
        let reader = ReaderBuilder::new()
            .delimiter(dialect.delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(Decoding::new(file, dialect.encoding));
        let mut rows = Self {
            path,
            reader,
            row: StringRecord::new(),
            dialect,
            number: 0,
            n_breaks: 0,
            n_columns: 0,
            recovered: VecDeque::new(),
            remarks: Vec::new(),
        };
        if dialect.separator_line {
            rows.next()?;
            // A spreadsheet does not show it.
            (rows.number, rows.n_breaks) = (0, 1);
        }
        Ok(rows)
    }

    fn next(&mut self) -> Result<Option<&StringRecord>, ReadError> {
        if let Some(row) = self.recovered.pop_front() {
            self.row = row;
            self.number += 1;
            self.recover();
            return Ok(Some(&self.row));
        }
        self.reader.get_mut().allowance = MAX_ROW;
        let line = self.reader.position().line();
        let malformed = |detail: Said| {
            let detail = say!([detail] "regel {line}: {detail}", "line {line}: {detail}");
            super::format_error(self.path, FORMAT, detail)
        };
        match self.reader.read_record(&mut self.row) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => {
                return Err(match error.into_kind() {
                    ::csv::ErrorKind::Io(error) => malformed((&error).into()),
                    kind => malformed(Said::quoted(format!("{kind:?}"))),
                });
            }
        }
        if swallowed::rows(&self.row, self.dialect.delimiter, self.n_columns).is_some() {
            self.count();
            self.recover();
            return Ok(Some(&self.row));
        }
        let too_long = |cell: &str| {
            cell.len() > MAX_CELL
                || cell.len() > MAX_BREAKS
                    && cell.bytes().filter(|&byte| byte == b'\n').nth(MAX_BREAKS).is_some()
        };
        if self.row.as_slice().len() > MAX_BREAKS && self.row.iter().any(too_long) {
            return Err(malformed(say!(
                "een cel is te lang; is een aanhalingsteken niet gesloten?",
                "a cell is too long; is a quote not closed?"
            )));
        }
        self.count();
        Ok(Some(&self.row))
    }

    /// Takes the row just read apart, where a quote that is not closed made
    /// one of several.
    fn recover(&mut self) {
        let Some(mut rows) = swallowed::rows(&self.row, self.dialect.delimiter, self.n_columns) else {
            return;
        };
        let n_behind = rows.len() as u64 - 1;
        let last = self.number + n_behind;
        let detail = say!(
            "een aanhalingsteken opent hier en sluit niet: rijen {} tot en met {last} zijn zonder gelezen; herstel het aanhalingsteken",
            "a quote opens here and is not closed: rows {} to {last} are read without it; mend the quote",
            self.number
        );
        self.remarks.push(Remark { row: self.number, detail });
        // What were breaks in a cell are ends of rows.
        self.n_breaks = self.n_breaks.saturating_sub(n_behind);
        if let Some(first) = rows.pop_front() {
            self.row = first;
        }
        rows.append(&mut self.recovered);
        self.recovered = rows;
    }

    /// Notes where the row just read stands.
    fn count(&mut self) {
        let breaks = self.row.as_slice().bytes().filter(|&byte| byte == b'\n').count() as u64;
        self.n_breaks += breaks;
        // A carriage return ends a row before its line feed is counted. So does
        // the end of the file, which no row stands behind: the last one then
        // counts from the one before it.
        let end = u64::from(self.dialect.line_feeds);
        let n_before = self.reader.position().line().saturating_sub(1 + end + self.n_breaks);
        self.number = (self.number + 1).max(n_before + 1);
    }
}

/// The separator of a file, whether a line `sep=…` says so, and whether lines
/// end in a line feed alone.
///
/// Counts the candidates in the header, outside quotes. Reads no further than
/// that.
fn sniff(text: impl Read) -> std::io::Result<(u8, bool, bool)> {
    let mut counts = [0_u32; DELIMITERS.len()];
    let mut line = Vec::new();
    let (mut quoted, mut line_feeds) = (false, true);
    for byte in BufReader::new(text).bytes() {
        let byte = byte?;
        if line.len() > MAX_CELL {
            return Err(invalid(say!(
                "de kop houdt niet op; is een aanhalingsteken niet gesloten?",
                "the header does not end; is a quote not closed?"
            )));
        }
        // As in the rows: a quote opens only at the start of a cell, so that
        // `5" buis` is just text. A doubled quote closes and opens again.
        let before = line.last().copied();
        match byte {
            b'"' if quoted => quoted = false,
            b'"' => quoted = before.is_none_or(|before| before == b'"' || DELIMITERS.contains(&before)),
            b'\n' | b'\r' if !quoted && line.trim_ascii().is_empty() => {
                line.clear();
                continue;
            }
            b'\n' | b'\r' if !quoted => {
                line_feeds = byte == b'\n';
                break;
            }
            _ if !quoted => {
                if let Some(found) = DELIMITERS.iter().position(|&delimiter| delimiter == byte) {
                    counts[found] += 1;
                }
            }
            _ => {}
        }
        line.push(byte);
    }
    if let [s, e, p, b'=', delimiter] = line[..]
        && [s, e, p].eq_ignore_ascii_case(b"sep")
        && delimiter.is_ascii()
    {
        return Ok((delimiter, true, line_feeds));
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let found = counts.iter().position(|&count| count == most).unwrap_or_default();
    Ok((if most == 0 { b',' } else { DELIMITERS[found] }, false, line_feeds))
}

fn unreadable(path: &Path, error: &std::io::Error) -> ReadError {
    super::format_error(path, FORMAT, error)
}
