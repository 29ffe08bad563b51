//! Workbooks of Excel.
//! A formula gives the value Excel saved with it; one without a value is told.

#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{BufReader, Read, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader};

use super::{
    OpenSheet, file,
    sheet::{self, BlankFormulas, Body, Budget, Header, HeaderSearch, MAX_COLUMNS, Place, number_of},
    table::{self, Wanted},
};
use crate::{
    config::Source,
    error::ReadError,
    lang::{Said, say},
    read::{
        head::Head,
        reader::{Opened, Reader, Remark},
        record::Record,
    },
    value::Value,
};

const FORMAT: &str = "XLSX";

/// First bytes of the container that holds a workbook with a password, and
/// of workbooks from before 2007.
pub(super) const OLE: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// The last moment Excel can write, as days since its epoch.
const LAST_DAY: f64 = 2_958_466.0;

type Workbook = Xlsx<BufReader<File>>;

/// A workbook that is open, for all readers of its sheets.
struct Book {
    path: PathBuf,
    workbook: Mutex<Workbook>,
    budget: Arc<Budget>,
}

impl Book {
    /// For one reader at a time. A panic of the library leaves it as it was:
    /// every reading starts a part of the file anew.
    fn workbook(&self) -> MutexGuard<'_, Workbook> {
        self.workbook.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn malformed(&self, detail: Said) -> ReadError {
        super::format_error(&self.path, FORMAT, detail)
    }

    fn malformed_in(&self, name: &str, detail: &Said) -> ReadError {
        self.malformed(sheet::in_sheet(name, detail))
    }
}

struct XlsxReader {
    book: Arc<Book>,
    sheet: String,
    place: Place,
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
pub(super) fn open(source: &Source, wanted: &Wanted) -> Result<Opened, ReadError> {
    let book = Arc::new(load(source)?);
    let (sheet, header) = {
        let mut workbook = book.workbook();
        match named_sheet(&workbook, source)? {
            Some(sheet) => {
                let header = find_header(&mut workbook, &sheet, wanted, &book)?;
                let header = header.ok_or_else(|| {
                    book.malformed(say!(
                        "werkblad `{sheet}` heeft geen cellen",
                        "sheet `{sheet}` has no cells"
                    ))
                })?;
                (sheet, header)
            }
            None => first_fitting(&mut workbook, wanted, &book)?
                .ok_or_else(|| ReadError::Empty { path: book.path.clone() })?,
        }
    };
    open_sheet(&book, sheet, header)
}

/// All sheets with cells in them, opened; the workbook is held once.
///
/// # Errors
///
/// As [`open`].
pub(super) fn open_all(
    source: &Source,
    wanted: &dyn Fn(&str) -> Wanted,
) -> Result<Vec<OpenSheet>, ReadError> {
    let book = Arc::new(load(source)?);
    let mut opened = Vec::new();
    let all = worksheets(&book.workbook());
    for (name, hidden) in all {
        let header = find_header(&mut book.workbook(), &name, &wanted(&name), &book)?;
        if let Some(header) = header {
            let (head, reader) = open_sheet(&book, name, header)?;
            opened.push(OpenSheet { head, reader, hidden });
            sheet::check_sheets(&book.path, FORMAT, opened.len())?;
        }
    }
    if opened.is_empty() { Err(ReadError::Empty { path: source.path.clone() }) } else { Ok(opened) }
}

fn open_sheet(book: &Arc<Book>, sheet: String, header: Header) -> Result<Opened, ReadError> {
    if header.names.len() > table::MAX_COLUMNS {
        let detail = say!(
            "de kop heeft {} kolommen, hoogstens {} toegestaan",
            "the header has {} columns, at most {}",
            header.names.len(),
            table::MAX_COLUMNS
        );
        return Err(book.malformed_in(&sheet, &detail));
    }
    let columns = table::columns(header.names);
    let place = Place { header_row: header.row, first_column: header.first_column, n_columns: columns.len() };
    let reader = XlsxReader { book: Arc::clone(book), sheet: sheet.clone(), place, remarks: Vec::new() };
    // The size a sheet gives of itself counts every cell that was ever
    // colored in, so it is no number of records.
    let head = Head { layer: sheet, format: FORMAT, columns, count: None, crs: None, extent: None };
    Ok((head, Box::new(reader)))
}

impl Reader for XlsxReader {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let Self { book, sheet, place, remarks } = self;
        let malformed = |detail: Said| book.malformed_in(sheet, &detail);
        let mut workbook = book.workbook();
        let regions = guarded(|| workbook.merge_cells_by_sheet_name(sheet)).map_err(malformed)?;
        let mut body = Body::new(*place, regions, Arc::clone(&book.budget));
        let mut rows = Rows::open(&mut workbook, sheet, &book.budget).map_err(malformed)?;
        while let Some((row, cells)) = rows.next().map_err(malformed)? {
            let cells = cells.iter().map(|(column, data)| (*column, value_of(data)));
            if let Some(record) = body.record(row, cells, columns).map_err(malformed)? {
                each(record)?;
            }
        }
        *remarks = body.remarks(&rows.blank_formulas);
        Ok(())
    }

    fn header_row(&self) -> Option<u64> {
        Some(u64::from(self.place.header_row) + 1)
    }

    fn remarks(&self) -> &[Remark] {
        &self.remarks
    }
}

/// The workbook without its cells, after a look whether it is safe.
fn load(source: &Source) -> Result<Book, ReadError> {
    let path = &source.path;
    let malformed = |detail: Said| super::format_error(path, FORMAT, detail);
    let (mut file, _) = file::open(path)?;
    let mut start = Vec::new();
    let read = (&mut file).take(OLE.len() as u64).read_to_end(&mut start).and_then(|_| file.rewind());
    read.map_err(|error| malformed((&error).into()))?;
    if start == OLE {
        return Err(malformed(say!(
            "het is beveiligd met een wachtwoord, of van vóór Excel 2007; bewaar het als .xlsx zonder wachtwoord",
            "it is protected with a password, or from before Excel 2007; save it as .xlsx without one"
        )));
    }
    sheet::check_size(BufReader::new(file)).map_err(malformed)?;
    let (file, _) = file::open(path)?;
    let workbook = guarded(|| Xlsx::new(BufReader::new(file))).map_err(malformed)?;
    Ok(Book { path: path.clone(), workbook: Mutex::new(workbook), budget: Arc::default() })
}

/// Runs a step of the library that unpacks workbooks. Its arithmetic on cell
/// names such as `A99999999999` overflows, and a damaged file is no reason
/// to take the run down.
fn guarded<T>(step: impl FnOnce() -> Result<T, calamine::XlsxError>) -> Result<T, Said> {
    match catch_unwind(AssertUnwindSafe(step)) {
        Ok(result) => result.map_err(Said::quoted),
        Err(_) => Err(say!(
            "een cel, maat of getal erin valt buiten het bereik",
            "a cell, size or number in it is out of range"
        )),
    }
}

/// What is wrong with a row, counted from 0.
fn in_row(row: u32, detail: &Said) -> Said {
    let row = u64::from(row) + 1;
    say!([detail] "rij {row}: {detail}", "row {row}: {detail}")
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
fn first_fitting(
    workbook: &mut Workbook,
    wanted: &Wanted,
    book: &Book,
) -> Result<Option<(String, Header)>, ReadError> {
    let mut sheets = worksheets(workbook);
    sheets.sort_by_key(|(_, hidden)| *hidden);
    let mut first = None;
    for (name, _) in sheets {
        if let Some(header) = find_header(workbook, &name, wanted, book)? {
            if header.fits(wanted) {
                return Ok(Some((name, header)));
            }
            first.get_or_insert((name, header));
        }
    }
    Ok(first)
}

/// The header of a sheet; `None` when the sheet has no cells.
fn find_header(
    workbook: &mut Workbook,
    sheet: &str,
    wanted: &Wanted,
    book: &Book,
) -> Result<Option<Header>, ReadError> {
    let malformed = |detail: Said| book.malformed_in(sheet, &detail);
    let mut rows = Rows::open(workbook, sheet, &book.budget).map_err(malformed)?;
    let mut search = HeaderSearch::new(wanted);
    while !search.is_over() {
        let Some((row, cells)) = rows.next().map_err(malformed)? else { break };
        let cells: Vec<_> = cells.iter().map(|(column, data)| (*column, value_of(data))).collect();
        search.look(row, &cells);
    }
    Ok(search.found())
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
    budget: &'a Budget,
}

impl<'a> Rows<'a> {
    fn open(workbook: &'a mut Workbook, sheet: &str, budget: &'a Budget) -> Result<Self, Said> {
        let cells = guarded(|| workbook.worksheet_cells_reader(sheet))?;
        Ok(Self {
            cells,
            pending: None,
            row: Vec::new(),
            ended: false,
            blank_formulas: BlankFormulas::default(),
            budget,
        })
    }

    /// Row number and cells, both counted from 0.
    #[expect(clippy::type_complexity, reason = "a row of cells, named once")]
    fn next(&mut self) -> Result<Option<(u32, &[(u32, DataRef<'a>)])>, Said> {
        self.row.clear();
        let (mut row, mut n_bytes) = (None, 0);
        if let Some((number, column, data)) = self.pending.take() {
            row = Some(number);
            n_bytes = n_bytes_of(&data);
            self.row.push((column, data));
        }
        while let Some((number, column, data)) = self.next_value()? {
            if *row.get_or_insert(number) != number {
                self.pending = Some((number, column, data));
                break;
            }
            if self.row.len() == MAX_COLUMNS {
                return Err(say!(
                    "rij {} heeft meer dan {MAX_COLUMNS} cellen",
                    "row {} has more than {MAX_COLUMNS} cells",
                    u64::from(number) + 1
                ));
            }
            n_bytes += n_bytes_of(&data);
            sheet::check_row(number, n_bytes)?;
            self.row.push((column, data));
        }
        Ok(row.map(|row| (row, self.row.as_slice())))
    }

    /// The next cell that holds something.
    fn next_value(&mut self) -> Result<Option<(u32, u32, DataRef<'a>)>, Said> {
        if self.ended {
            return Ok(None);
        }
        loop {
            let Some(cell) = guarded(|| self.cells.next_cell_with_formula_metadata())? else {
                self.ended = true;
                return Ok(None);
            };
            let ((row, column), data) = (cell.pos, cell.value);
            self.budget.cell(n_bytes_of(&data)).map_err(|detail| in_row(row, &detail))?;
            if column as usize >= MAX_COLUMNS {
                return Err(say!("een cel ligt voorbij kolom XFD", "a cell lies beyond column XFD"));
            }
            if cell.formula.is_some() && matches!(data, DataRef::Empty) {
                self.blank_formulas.note(row, column);
            }
            if !is_blank(&data) {
                return Ok(Some((row, column, data)));
            }
        }
    }
}

/// Bytes of text in a cell.
fn n_bytes_of(data: &DataRef<'_>) -> u64 {
    let text = match data {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.as_str(),
        DataRef::SharedString(text) => text,
        _ => "",
    };
    text.len() as u64
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
