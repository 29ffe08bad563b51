//! Workbooks of LibreOffice.
//!
//! Read by the same rules as those of Excel: see [`super::sheet`].

mod parse;
#[cfg(test)]
mod tests;

use std::{
    io::{BufReader, Read},
    path::PathBuf,
    sync::Arc,
};

use parse::Sheet;

use super::{
    OpenSheet, file,
    sheet::{self, Body, Budget, Header, HeaderSearch, Place},
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
};

const FORMAT: &str = "ODS";

/// Most bytes of XML in a workbook, which is held in memory beside its cells.
const MAX_XML: u64 = 256 << 20;

struct OdsReader {
    path: PathBuf,
    sheet: Sheet,
    place: Place,
    remarks: Vec<Remark>,
    budget: Arc<Budget>,
}

/// Opens a workbook, and in it the sheet that is asked for, else the first of
/// the preferred ones, else the first with the columns that are required,
/// else the first that has cells; visible ones first.
///
/// # Errors
///
/// As [`super::xlsx::open`].
pub(super) fn open(source: &Source, wanted: &Wanted) -> Result<Opened, ReadError> {
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
    let at = named.or_else(|| {
        let mut order: Vec<usize> = (0..sheets.len()).filter(filled).collect();
        order.sort_by_key(|at| sheets[*at].hidden);
        let fits = |at: &usize| find_header(&sheets[*at], wanted).is_some_and(|header| header.fits(wanted));
        order.iter().copied().find(fits).or_else(|| order.first().copied())
    });
    let empty = || ReadError::Empty { path: path.clone() };
    let sheet = sheets.swap_remove(at.ok_or_else(empty)?);
    open_sheet(source, sheet, wanted, &Arc::default())?.ok_or_else(empty)
}

/// All sheets with cells in them, opened; the file is read once.
///
/// # Errors
///
/// As [`open`].
pub(super) fn open_all(
    source: &Source,
    wanted: &dyn Fn(&str) -> Wanted,
) -> Result<Vec<OpenSheet>, ReadError> {
    let budget = Arc::default();
    let mut opened = Vec::new();
    for sheet in load(source)? {
        let (hidden, wanted) = (sheet.hidden, wanted(&sheet.name));
        if let Some((head, reader)) = open_sheet(source, sheet, &wanted, &budget)? {
            opened.push(OpenSheet { head, reader, hidden });
            sheet::check_sheets(&source.path, FORMAT, opened.len())?;
        }
    }
    if opened.is_empty() { Err(ReadError::Empty { path: source.path.clone() }) } else { Ok(opened) }
}

/// Opens a sheet; `None` when it has no cells.
fn open_sheet(
    source: &Source,
    sheet: Sheet,
    wanted: &Wanted,
    budget: &Arc<Budget>,
) -> Result<Option<Opened>, ReadError> {
    let path = &source.path;
    let Some(header) = find_header(&sheet, wanted) else { return Ok(None) };
    if header.names.len() > table::MAX_COLUMNS {
        let n = header.names.len();
        let detail = say!(
            "werkblad `{}`: de kop heeft {n} kolommen, hoogstens {} toegestaan",
            "sheet `{}`: the header has {n} columns, at most {}",
            sheet.name,
            table::MAX_COLUMNS
        );
        return Err(super::format_error(path, FORMAT, detail));
    }
    let columns = table::columns(header.names);
    let place = Place { header_row: header.row, first_column: header.first_column, n_columns: columns.len() };
    let head =
        Head { layer: sheet.name.clone(), format: FORMAT, columns, count: None, crs: None, extent: None };
    let budget = Arc::clone(budget);
    Ok(Some((head, Box::new(OdsReader { path: path.clone(), sheet, place, remarks: Vec::new(), budget }))))
}

impl Reader for OdsReader {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let Self { path, sheet, place, remarks, budget } = self;
        let malformed =
            |detail: Said| super::format_error(path, FORMAT, sheet::in_sheet(&sheet.name, &detail));
        let mut body = Body::new(*place, sheet.merged.clone(), Arc::clone(budget));
        for (row, cells) in &sheet.rows {
            if let Some(record) = body.record(*row, cells.iter().cloned(), columns).map_err(malformed)? {
                each(record)?;
            }
        }
        *remarks = body.remarks(&sheet.blank_formulas);
        Ok(())
    }

    fn header_row(&self) -> Option<u64> {
        Some(u64::from(self.place.header_row) + 1)
    }

    fn remarks(&self) -> &[Remark] {
        &self.remarks
    }
}

/// All sheets, after a look whether the file is safe.
fn load(source: &Source) -> Result<Vec<Sheet>, ReadError> {
    let malformed = |detail: Said| super::format_error(&source.path, FORMAT, detail);
    let (file, _) = file::open(&source.path)?;
    sheet::check_size(BufReader::new(file)).map_err(malformed)?;
    let (file, _) = file::open(&source.path)?;
    let mut archive =
        zip::ZipArchive::new(BufReader::new(file)).map_err(|error| malformed(Said::quoted(error)))?;
    let mut part = |name: &str| -> Result<String, Said> {
        let in_part =
            |error: &dyn std::fmt::Display| say!("deel `{name}`: „{error}”", "part `{name}`: {error}");
        let part = archive.by_name(name).map_err(|error| in_part(&error))?;
        let mut text = String::new();
        let n = part.take(MAX_XML + 1).read_to_string(&mut text).map_err(|error| in_part(&error))?;
        if n as u64 > MAX_XML {
            Err(say!(
                "deel `{name}` is groter dan {MAX_XML} bytes",
                "part `{name}` is larger than {MAX_XML} bytes"
            ))
        } else {
            Ok(text)
        }
    };
    // Without a manifest nothing says that it is protected.
    if part("META-INF/manifest.xml").is_ok_and(|manifest| manifest.contains("encryption-data")) {
        return Err(malformed(say!(
            "het is beveiligd met een wachtwoord; bewaar het zonder",
            "it is protected with a password; save it without one"
        )));
    }
    part("content.xml").and_then(|xml| parse::sheets(&xml)).map_err(malformed)
}

/// The header of a sheet; `None` when the sheet has no cells.
fn find_header(sheet: &Sheet, wanted: &Wanted) -> Option<Header> {
    let mut search = HeaderSearch::new(wanted);
    for (row, cells) in sheet.rows.iter().take(table::HEADER_WITHIN) {
        search.look(*row, cells);
    }
    search.found()
}
