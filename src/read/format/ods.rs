//! Workbooks of LibreOffice.
//!
//! Read by the same rules as those of Excel: see [`super::xlsx`].

mod parse;
#[cfg(test)]
mod tests;

use std::{
    io::{BufReader, Read},
    path::PathBuf,
};

use parse::Sheet;

use super::{
    file,
    table::{self, Wanted},
    xlsx,
};
use crate::{
    error::ReadError,
    read::layer::{Head, Reader, Record, Remark, Shape, Source},
    value::Value,
};

const FORMAT: &str = "ODS";

/// Most bytes of XML in a workbook.
const MAX_XML: u64 = 512 << 20;

struct OdsReader {
    path: PathBuf,
    sheet: Sheet,
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
/// As [`super::xlsx::open`].
pub(super) fn open(source: &Source, wanted: &Wanted) -> Result<(Head, Box<dyn Reader>), ReadError> {
    let path = &source.path;
    let mut sheets = load(source)?;
    let find = |name: &str| sheets.iter().position(|sheet| sheet.name.to_lowercase() == name.to_lowercase());
    let named = match &source.layer {
        None => source.preferred.iter().find_map(|name| find(name)),
        Some(layer) => Some(find(layer).ok_or_else(|| ReadError::MissingLayer {
            path: path.clone(),
            layer: layer.clone(),
            available: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        })?),
    };
    let filled = |at: &usize| !sheets[*at].rows.is_empty();
    let place = named.or_else(|| {
        let mut order: Vec<usize> = (0..sheets.len()).filter(filled).collect();
        order.sort_by_key(|at| sheets[*at].hidden);
        let fits = |at: &usize| {
            find_header(&sheets[*at], wanted)
                .is_some_and(|header| wanted.fits(header.names.iter().map(String::as_str)))
        };
        order.iter().copied().find(fits).or_else(|| order.first().copied())
    });
    let empty = || ReadError::Empty { path: path.clone() };
    let sheet = sheets.swap_remove(place.ok_or_else(empty)?);
    let header = find_header(&sheet, wanted).ok_or_else(empty)?;
    if header.names.len() > table::MAX_COLUMNS {
        let detail = format!("the header has {} columns, at most {}", header.names.len(), table::MAX_COLUMNS);
        return Err(super::format_error(path, FORMAT, detail));
    }
    let columns = table::columns(header.names);
    let n_columns = columns.len();
    let head =
        Head { layer: sheet.name.clone(), format: FORMAT, columns, count: None, crs: None, extent: None };
    let (header_row, first_column, remarks) = (header.row, header.first_column, Vec::new());
    Ok((
        head,
        Box::new(OdsReader { path: path.clone(), sheet, header_row, first_column, n_columns, remarks }),
    ))
}

/// The sheets with cells in them, and whether each is hidden.
///
/// # Errors
///
/// As [`open`].
pub(super) fn sheets(source: &Source) -> Result<Vec<(String, bool)>, ReadError> {
    let sheets = load(source)?.into_iter().filter(|sheet| !sheet.rows.is_empty());
    let filled: Vec<_> = sheets.map(|sheet| (sheet.name, sheet.hidden)).collect();
    if filled.is_empty() { Err(ReadError::Empty { path: source.path.clone() }) } else { Ok(filled) }
}

impl Reader for OdsReader {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let Self { path, sheet, header_row, first_column, n_columns, remarks } = self;
        let regions = sheet.merged.iter().filter(|region| region.start.0 > *header_row).copied();
        let mut merged = xlsx::Merged::new(regions.collect());
        let mut is_first = true;
        remarks.clear();
        for (row, cells) in sheet.rows.iter().filter(|(row, _)| row > header_row) {
            let mut values = vec![Value::Null; *n_columns];
            let mut filled = false;
            for (column, value) in cells {
                let place = column.checked_sub(*first_column).map(|place| place as usize);
                if let Some(cell) = place.and_then(|place| values.get_mut(place)) {
                    (*cell, filled) = (value.clone(), true);
                }
            }
            merged
                .fill(*row, *first_column, &mut values)
                .map_err(|detail| super::format_error(path, FORMAT, detail))?;
            if !filled {
                continue;
            }
            let number = u64::from(*row);
            if std::mem::take(&mut is_first) && xlsx::holds_units(&values) {
                remarks.push(Remark { row: number + 1, detail: table::UNITS.into() });
                continue;
            }
            let values = columns.iter().map(|column| values[*column].clone()).collect();
            each(Record { number, shape: Shape::Null, values })?;
        }
        let last = first_column.saturating_add(u32::try_from(*n_columns).unwrap_or(u32::MAX));
        remarks.extend(sheet.blank_formulas.remark(*header_row, *first_column..last));
        Ok(())
    }

    fn header_row(&self) -> Option<u64> {
        Some(u64::from(self.header_row) + 1)
    }

    fn remarks(&self) -> &[Remark] {
        &self.remarks
    }
}

/// All sheets, after a look whether the file is safe.
fn load(source: &Source) -> Result<Vec<Sheet>, ReadError> {
    let malformed = |detail: String| super::format_error(&source.path, FORMAT, detail);
    let (file, _) = file::open(&source.path)?;
    xlsx::check_size(BufReader::new(file)).map_err(malformed)?;
    let (file, _) = file::open(&source.path)?;
    let mut archive =
        zip::ZipArchive::new(BufReader::new(file)).map_err(|error| malformed(error.to_string()))?;
    let mut part = |name: &str| -> Result<String, String> {
        let part = archive.by_name(name).map_err(|error| format!("part `{name}`: {error}"))?;
        let mut text = String::new();
        let n = part
            .take(MAX_XML + 1)
            .read_to_string(&mut text)
            .map_err(|error| format!("part `{name}`: {error}"))?;
        if n as u64 > MAX_XML {
            Err(format!("part `{name}` is larger than {MAX_XML} bytes"))
        } else {
            Ok(text)
        }
    };
    // Without a manifest nothing says that it is protected.
    if part("META-INF/manifest.xml").is_ok_and(|manifest| manifest.contains("encryption-data")) {
        return Err(malformed("it is protected with a password; save it without one".into()));
    }
    part("content.xml").and_then(|xml| parse::sheets(&xml)).map_err(malformed)
}

/// Where the columns of a sheet are, and what they are called.
struct Header {
    row: u32,
    first_column: u32,
    names: Vec<String>,
}

/// The row that has most of the columns that are wanted, of equals the first
/// with two texts in it; `None` when the sheet has no cells.
fn find_header(sheet: &Sheet, wanted: &Wanted) -> Option<Header> {
    let mut best: Option<((usize, bool), Header)> = None;
    for (row, cells) in sheet.rows.iter().take(table::HEADER_WITHIN) {
        let (first_column, last_column) = (cells.first()?.0, cells.last()?.0);
        let mut names = vec![String::new(); (last_column - first_column) as usize + 1];
        for (column, value) in cells {
            names[(column - first_column) as usize] = value.to_code().unwrap_or_default();
        }
        let n_texts = cells.iter().filter(|(_, value)| value.as_text().is_some()).count();
        let rank = (wanted.n_known(names.iter().map(String::as_str)), n_texts >= 2);
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, Header { row: *row, first_column, names }));
        }
    }
    best.map(|(_, header)| header)
}
