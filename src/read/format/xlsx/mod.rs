//! Workbooks of Excel.
//!
//! The header is the row that has most of the columns that are wanted, so
//! titles and remarks above it do no harm. Where none has any it is the first
//! row with at least two texts in it; a list of one column starts at its
//! first row.
//! Cells outside the columns of the header are dropped, and a row without
//! any value is no record. A formula gives the value Excel saved with it; one
//! without a value is told. A merged cell holds for all cells it covers.

mod guard;
mod merged;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufReader, Read, Seek},
    ops::Range,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader};

pub(super) use guard::check as check_size;
pub(super) use merged::Merged;

use super::{
    file,
    table::{self, Wanted},
};
use crate::{
    error::ReadError,
    read::layer::{Head, Reader, Record, Remark, Shape, Source},
    value::Value,
};

const FORMAT: &str = "XLSX";

/// First bytes of the container that holds a workbook with a password, and
/// of workbooks from before 2007.
pub(super) const OLE: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// Columns Excel can hold.
const MAX_CELLS: usize = 16_384;

/// Whole numbers from here on have more than the 15 digits Excel keeps.
const EXACT_BELOW: f64 = 1e15;

/// The last moment Excel can write, as days since its epoch.
const LAST_DAY: f64 = 2_958_466.0;

type Workbook = Xlsx<BufReader<File>>;

struct XlsxReader {
    path: PathBuf,
    workbook: Workbook,
    sheet: String,
    /// Row of the header, counted from 0.
    header_row: u32,
    /// Sheet column of the first column, counted from 0.
    first_column: u32,
    n_columns: usize,
    remarks: Vec<Remark>,
}

/// Opens a workbook, and in it the sheet that is asked for, else the first of
/// the preferred ones, else the first with the columns that are required,
/// else the first that has cells; visible ones first.
///
/// # Errors
///
/// [`ReadError::MissingLayer`] when the sheet is not there,
/// [`ReadError::Format`] when the file is protected with a password, broken,
/// or unpacks to an absurd size, [`ReadError::Empty`] when nothing is in it.
pub(super) fn open(source: &Source, wanted: &Wanted) -> Result<(Head, Box<dyn Reader>), ReadError> {
    let path = &source.path;
    let malformed = |detail: String| super::format_error(path, FORMAT, detail);
    let mut workbook = load(source)?;
    let (sheet, header) = match named_sheet(&workbook, source)? {
        Some(sheet) => {
            let header = find_header(&mut workbook, &sheet, wanted).map_err(malformed)?;
            let header = header.ok_or_else(|| malformed(format!("sheet `{sheet}` has no cells")))?;
            (sheet, header)
        }
        None => first_fitting(&mut workbook, wanted)
            .map_err(malformed)?
            .ok_or_else(|| ReadError::Empty { path: path.clone() })?,
    };
    if header.names.len() > table::MAX_COLUMNS {
        let detail = format!("the header has {} columns, at most {}", header.names.len(), table::MAX_COLUMNS);
        return Err(malformed(detail));
    }
    let columns = table::columns(header.names);
    let reader = XlsxReader {
        path: path.clone(),
        workbook,
        sheet: sheet.clone(),
        header_row: header.row,
        first_column: header.first_column,
        n_columns: columns.len(),
        remarks: Vec::new(),
    };
    // The size a sheet gives of itself counts every cell that was ever
    // colored in, so it is no number of records.
    let head = Head { layer: sheet, format: FORMAT, columns, count: None, crs: None, extent: None };
    Ok((head, Box::new(reader)))
}

/// The sheets with cells in them, and whether each is hidden.
///
/// # Errors
///
/// As [`open`].
pub(super) fn sheets(source: &Source) -> Result<Vec<(String, bool)>, ReadError> {
    let mut workbook = load(source)?;
    let mut filled = Vec::new();
    for (name, hidden) in worksheets(&workbook) {
        let has_cells = Rows::open(&mut workbook, &name).and_then(|mut rows| Ok(rows.next()?.is_some()));
        if has_cells.map_err(|detail| super::format_error(&source.path, FORMAT, detail))? {
            filled.push((name, hidden));
        }
    }
    if filled.is_empty() { Err(ReadError::Empty { path: source.path.clone() }) } else { Ok(filled) }
}

impl Reader for XlsxReader {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let Self { path, workbook, sheet, header_row, first_column, n_columns, remarks } = self;
        let malformed = |detail| super::format_error(path, FORMAT, detail);
        let mut merged = Merged::below(*header_row, workbook, sheet).map_err(malformed)?;
        let mut rows = Rows::open(workbook, sheet).map_err(malformed)?;
        let (mut is_first, mut values) = (true, Vec::new());
        remarks.clear();
        while let Some((row, cells)) = rows.next().map_err(malformed)? {
            values.clear();
            values.resize(*n_columns, Value::Null);
            let mut filled = false;
            for (column, data) in cells {
                let place = column.checked_sub(*first_column).map(|place| place as usize);
                if let Some(value) = place.and_then(|place| values.get_mut(place)) {
                    (*value, filled) = (value_of(data), true);
                }
            }
            merged.fill(row, *first_column, &mut values).map_err(malformed)?;
            if row <= *header_row || !filled {
                continue;
            }
            // With the header in row 1 this is the row Excel shows, less one.
            let number = u64::from(row);
            if std::mem::take(&mut is_first) && holds_units(&values) {
                remarks.push(Remark { row: number + 1, detail: table::UNITS.into() });
                continue;
            }
            let values = columns.iter().map(|column| values[*column].clone()).collect();
            each(Record { number, shape: Shape::Null, values })?;
        }
        let last = first_column.saturating_add(u32::try_from(*n_columns).unwrap_or(u32::MAX));
        remarks.extend(rows.blank_formulas.remark(*header_row, *first_column..last));
        Ok(())
    }

    fn header_row(&self) -> Option<u64> {
        Some(u64::from(self.header_row) + 1)
    }

    fn remarks(&self) -> &[Remark] {
        &self.remarks
    }
}

/// Whether the first row below a header holds units alone.
pub(super) fn holds_units(values: &[Value]) -> bool {
    values.iter().all(|value| matches!(value, Value::Null | Value::Text(_)))
        && table::holds_units(values.iter().filter_map(Value::as_text))
}

/// The workbook without its cells, after a look whether it is safe.
fn load(source: &Source) -> Result<Workbook, ReadError> {
    let path = &source.path;
    let malformed = |detail: String| super::format_error(path, FORMAT, detail);
    let (mut file, _) = file::open(path)?;
    let mut start = Vec::new();
    let read = (&mut file).take(OLE.len() as u64).read_to_end(&mut start).and_then(|_| file.rewind());
    read.map_err(|error| malformed(error.to_string()))?;
    if start == OLE {
        return Err(malformed(
            "it is protected with a password, or from before Excel 2007; save it as .xlsx without one".into(),
        ));
    }
    guard::check(BufReader::new(file)).map_err(malformed)?;
    let (file, _) = file::open(path)?;
    guarded(|| Xlsx::new(BufReader::new(file))).map_err(malformed)
}

/// Runs a step of the library that unpacks workbooks. Its arithmetic on cell
/// names such as `A99999999999` overflows, and a damaged file is no reason
/// to take the run down.
fn guarded<T>(step: impl FnOnce() -> Result<T, calamine::XlsxError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(step)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("a cell, size or number in it is out of range".into()),
    }
}

/// The sheet that is asked for, or preferred.
fn named_sheet(workbook: &Workbook, source: &Source) -> Result<Option<String>, ReadError> {
    let sheets = workbook.sheet_names();
    let find = |name: &str| sheets.iter().find(|sheet| sheet.eq_ignore_ascii_case(name)).cloned();
    let Some(layer) = &source.layer else {
        return Ok(source.preferred.iter().find_map(|name| find(name)));
    };
    match find(layer) {
        Some(sheet) => Ok(Some(sheet)),
        None => Err(ReadError::MissingLayer {
            path: source.path.clone(),
            layer: layer.clone(),
            available: sheets,
        }),
    }
}

/// The sheets with cells, not those with a chart, and whether each is hidden.
fn worksheets(workbook: &Workbook) -> Vec<(String, bool)> {
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

/// The first sheet with the columns that are required, else the first with
/// cells in it. Several may have some, which is common: the first is the
/// list, the others explain it.
fn first_fitting(workbook: &mut Workbook, wanted: &Wanted) -> Result<Option<(String, Header)>, String> {
    let mut sheets = worksheets(workbook);
    sheets.sort_by_key(|(_, hidden)| *hidden);
    let mut first = None;
    for (name, _) in sheets {
        if let Some(header) = find_header(workbook, &name, wanted)? {
            if wanted.fits(header.names.iter().map(String::as_str)) {
                return Ok(Some((name, header)));
            }
            first.get_or_insert((name, header));
        }
    }
    Ok(first)
}

/// Where the columns of a sheet are, and what they are called.
struct Header {
    row: u32,
    first_column: u32,
    names: Vec<String>,
}

impl Header {
    fn new(row: u32, cells: &[(u32, DataRef<'_>)]) -> Self {
        let first_column = cells.iter().map(|&(column, _)| column).min().unwrap_or_default();
        let last_column = cells.iter().map(|&(column, _)| column).max().unwrap_or_default();
        let mut names = vec![String::new(); (last_column - first_column) as usize + 1];
        for (column, data) in cells {
            names[(column - first_column) as usize] = value_of(data).to_code().unwrap_or_default();
        }
        Self { row, first_column, names }
    }
}

/// The header of a sheet; `None` when the sheet has no cells.
fn find_header(workbook: &mut Workbook, sheet: &str, wanted: &Wanted) -> Result<Option<Header>, String> {
    let mut rows = Rows::open(workbook, sheet)?;
    let mut best: Option<((usize, bool), Header)> = None;
    for _ in 0..table::HEADER_WITHIN {
        let Some((row, cells)) = rows.next()? else { break };
        let n_texts = cells.iter().filter(|(_, data)| value_of(data).as_text().is_some()).count();
        let header = Header::new(row, cells);
        // Of equals the first.
        let rank = (wanted.n_known(header.names.iter().map(String::as_str)), n_texts >= 2);
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, header));
        }
    }
    Ok(best.map(|(_, header)| header))
}

/// The rows of a sheet that have a value, from its XML as it streams by. The
/// library's own table would take room for every cell between the first and
/// the last: two cells in the outermost corners are 17 billion.
struct Rows<'a> {
    cells: XlsxCellReader<'a, BufReader<File>>,
    /// First cell of the row to come.
    pending: Option<(u32, u32, DataRef<'a>)>,
    row: Vec<(u32, DataRef<'a>)>,
    /// The library takes the end of the sheet, asked for twice, for damage.
    ended: bool,
    blank_formulas: BlankFormulas,
}

/// Cells with a formula that nothing computed: a program wrote the workbook,
/// and no spreadsheet has opened it since.
#[derive(Default)]
pub(super) struct BlankFormulas {
    /// How many, per column, and the first row; both counted from 0.
    by_column: BTreeMap<u32, (u64, u32)>,
}

impl BlankFormulas {
    pub(super) fn note(&mut self, row: u32, column: u32) {
        self.by_column.entry(column).or_insert((0, row)).0 += 1;
    }

    /// What is said of those in the columns of a table.
    pub(super) fn remark(&self, header_row: u32, columns: Range<u32>) -> Option<Remark> {
        let inside = || self.by_column.range(columns.clone()).map(|(_, found)| found);
        let row = inside().map(|(_, row)| *row).filter(|row| *row > header_row).min()?;
        let n: u64 = inside().map(|(n, _)| n).sum();
        let cells = if n == 1 { "cell holds a formula" } else { "cells hold formulas" };
        let detail = format!(
            "{n} {cells} without a value, the first in this row: they read as empty; open the file in Excel and save it"
        );
        Some(Remark { row: u64::from(row) + 1, detail })
    }
}

impl<'a> Rows<'a> {
    fn open(workbook: &'a mut Workbook, sheet: &str) -> Result<Self, String> {
        let cells = guarded(|| workbook.worksheet_cells_reader(sheet))
            .map_err(|detail| format!("sheet `{sheet}`: {detail}"))?;
        Ok(Self {
            cells,
            pending: None,
            row: Vec::new(),
            ended: false,
            blank_formulas: BlankFormulas::default(),
        })
    }

    /// Row number and cells, both counted from 0.
    #[expect(clippy::type_complexity, reason = "a row of cells, named once")]
    fn next(&mut self) -> Result<Option<(u32, &[(u32, DataRef<'a>)])>, String> {
        self.row.clear();
        let mut row = None;
        if let Some((number, column, data)) = self.pending.take() {
            row = Some(number);
            self.row.push((column, data));
        }
        while let Some((number, column, data)) = self.next_value()? {
            if *row.get_or_insert(number) != number {
                self.pending = Some((number, column, data));
                break;
            }
            if self.row.len() == MAX_CELLS {
                return Err(format!("row {} has more than {MAX_CELLS} cells", u64::from(number) + 1));
            }
            self.row.push((column, data));
        }
        Ok(row.map(|row| (row, self.row.as_slice())))
    }

    /// The next cell that holds something.
    fn next_value(&mut self) -> Result<Option<(u32, u32, DataRef<'a>)>, String> {
        if self.ended {
            return Ok(None);
        }
        guarded(|| {
            while let Some(cell) = self.cells.next_cell_with_formula_metadata()? {
                let ((row, column), data) = (cell.pos, cell.value);
                if column as usize >= MAX_CELLS {
                    return Err(calamine::XlsxError::Unexpected("a cell lies beyond column XFD"));
                }
                if cell.formula.is_some() && matches!(data, DataRef::Empty) {
                    self.blank_formulas.note(row, column);
                }
                if !is_blank(&data) {
                    return Ok(Some((row, column, data)));
                }
            }
            self.ended = true;
            Ok(None)
        })
    }
}

/// The value of a cell.
///
/// Excel keeps 15 digits of a number. An identification of 16 digits that was
/// stored as a number has lost its last one, and comes out as
/// [`Value::Real`], for the caller to refuse: as [`Value::Int`] it would pass
/// for the identification of another object.
fn value_of(data: &DataRef<'_>) -> Value {
    match data {
        DataRef::Int(number) => Value::Int(*number),
        DataRef::Float(number) => number_of(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_of(text),
        DataRef::SharedString(text) => text_of(text),
        DataRef::Bool(flag) => Value::Bool(*flag),
        DataRef::DateTime(moment) => moment_of(moment),
        DataRef::Error(_) | DataRef::Empty => Value::Null,
    }
}

/// Whether [`value_of`] gives a null, without copying a text to find out.
fn is_blank(data: &DataRef<'_>) -> bool {
    match data {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().is_empty()
        }
        DataRef::SharedString(text) => text.trim().is_empty(),
        other => value_of(other).is_null(),
    }
}

fn text_of(text: &str) -> Value {
    if text.trim().is_empty() { Value::Null } else { Value::from(text) }
}

pub(super) fn number_of(number: f64) -> Value {
    if !number.is_finite() {
        Value::Null
    } else if number.fract() == 0.0 && number.abs() < EXACT_BELOW {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and far inside the range")]
        Value::Int(number as i64)
    } else {
        Value::Real(number)
    }
}

/// A date as `2021-10-15`, with a time of day as `2021-10-15T08:30:00`, a
/// time alone as `08:30:00`. A length of time, and a number that only looks
/// like a date, stay a number of days.
fn moment_of(moment: &ExcelDateTime) -> Value {
    let days = moment.as_f64();
    if !moment.is_datetime() || !(0.0..LAST_DAY).contains(&days) {
        return number_of(days);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let mut time = format!("{hour:02}:{minute:02}:{second:02}");
    if milli > 0 {
        time += &format!(".{milli:03}");
    }
    Value::Text(if days < 1.0 {
        time
    } else if days.fract() == 0.0 {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    })
}
