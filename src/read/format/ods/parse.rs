//! The cells in the XML of an OpenDocument spreadsheet.

use std::collections::HashSet;

use calamine::Dimensions;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::super::sheet::{BlankFormulas, bytes, check_row, in_sheet, number_of};
use crate::{
    lang::{Said, say},
    value::Value,
};

/// Columns and rows a sheet can have.
const MAX_COLUMNS: u32 = 16_384;
const MAX_ROWS: u32 = 1_048_576;

/// Most cells with a value in a workbook: repeated ones count each.
const MAX_CELLS: usize = 5_000_000;

/// Most characters in a cell.
const MAX_TEXT: usize = 1 << 20;

/// Most bytes of text in a workbook: repeated cells count each.
const MAX_TEXTS: u64 = 128 << 20;

/// One sheet.
#[derive(Default)]
pub(super) struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Rows with a value, and in each the cells that have one; both counted
    /// from 0 and ascending.
    pub rows: Vec<(u32, Vec<(u32, Value)>)>,
    pub merged: Vec<Dimensions>,
    pub blank_formulas: BlankFormulas,
}

/// A cell on its way in.
struct Cell {
    /// What its attributes say; `None` when its text counts.
    said: Option<Value>,
    text: String,
    repeat: u32,
    span: (u32, u32),
    has_formula: bool,
}

#[derive(Default)]
struct State {
    sheets: Vec<Sheet>,
    /// Names of styles with which a sheet is hidden.
    hidden: HashSet<String>,
    style: String,
    /// How many tables lie around this place.
    depth: u32,
    row: u32,
    row_repeat: u32,
    cells: Vec<(u32, Value)>,
    column: u32,
    cell: Option<Cell>,
    /// Remarks beside a cell and drawings are no part of it.
    beside: u32,
    n_cells: usize,
    n_bytes: u64,
}

/// All sheets of a workbook.
///
/// # Errors
///
/// Says what is wrong with the XML, or that it is too large.
pub(super) fn sheets(xml: &str) -> Result<Vec<Sheet>, Said> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut state = State::default();
    loop {
        match reader.read_event().map_err(Said::quoted)? {
            Event::Start(start) => state.start(&start).map_err(|detail| state.in_sheet(detail))?,
            Event::End(end) => {
                state.end(end.local_name().as_ref()).map_err(|detail| state.in_sheet(detail))?;
            }
            Event::Text(text) => state.text(&text).map_err(|detail| state.in_sheet(detail))?,
            Event::CData(text) => state.text(&text).map_err(|detail| state.in_sheet(detail))?,
            Event::GeneralRef(entity) => {
                let named = quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_owned);
                let sign = named.or_else(|| entity.resolve_char_ref().ok().flatten().map(String::from));
                state.text(&sign.unwrap_or_default())?;
            }
            Event::DocType(_) => return Err(say!("het heeft een documenttype", "it has a document type")),
            Event::Eof => return Ok(state.sheets),
            _ => {}
        }
    }
}

impl State {
    /// What is wrong, and in which sheet.
    fn in_sheet(&self, detail: Said) -> Said {
        self.sheets.last().map_or_else(|| detail.clone(), |sheet| in_sheet(&sheet.name, &detail))
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Said> {
        match start.local_name().as_ref() {
            "style" => self.style = attribute(start, "name").unwrap_or_default(),
            "table-properties" if attribute(start, "display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    let style = attribute(start, "style-name").unwrap_or_default();
                    let name = attribute(start, "name").unwrap_or_default();
                    self.sheets.push(Sheet {
                        name,
                        hidden: self.hidden.contains(&style),
                        ..Sheet::default()
                    });
                    self.row = 0;
                }
            }
            "table-row" if self.depth == 1 => {
                self.row_repeat = number(start, "number-rows-repeated").clamp(1, MAX_ROWS);
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" if self.depth == 1 => self.cell = Some(cell(start)),
            "annotation" | "frame" | "custom-shape" => self.beside += 1,
            "p" if !self.says("").is_empty() => self.text("\n")?,
            "line-break" => self.text("\n")?,
            "tab" => self.text("\t")?,
            "s" => self.text(&" ".repeat(number(start, "c").clamp(1, 100) as usize))?,
            _ => {}
        }
        Ok(())
    }

    /// The text of the cell so far.
    fn says<'a>(&'a self, none: &'a str) -> &'a str {
        self.cell.as_ref().map_or(none, |cell| cell.text.as_str())
    }

    fn text(&mut self, text: &str) -> Result<(), Said> {
        if let (Some(cell), 0) = (&mut self.cell, self.beside) {
            cell.text.push_str(text);
            if cell.text.len() > MAX_TEXT {
                return Err(say!("een cel is te lang", "a cell is too long"));
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Said> {
        match name {
            "table" => self.depth = self.depth.saturating_sub(1),
            "annotation" | "frame" | "custom-shape" => self.beside = self.beside.saturating_sub(1),
            "table-cell" | "covered-table-cell" if self.depth == 1 => self.end_cell()?,
            "table-row" if self.depth == 1 => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Said> {
        let (Some(cell), Some(sheet)) = (self.cell.take(), self.sheets.last_mut()) else { return Ok(()) };
        let text = if cell.text.trim().is_empty() { Value::Null } else { cell.text.as_str().into() };
        let value = cell.said.unwrap_or(text);
        if cell.has_formula && value.is_null() && cell.text.is_empty() {
            sheet.blank_formulas.note(self.row, self.column);
        }
        if cell.span != (1, 1) {
            let end = (self.row.saturating_add(cell.span.0 - 1), self.column.saturating_add(cell.span.1 - 1));
            sheet.merged.push(Dimensions { start: (self.row, self.column), end });
        }
        let next = self.column.saturating_add(cell.repeat);
        if !value.is_null() {
            if next > MAX_COLUMNS {
                return Err(say!(
                    "rij {} heeft meer dan {MAX_COLUMNS} kolommen",
                    "row {} has more than {MAX_COLUMNS} columns",
                    u64::from(self.row) + 1
                ));
            }
            check_row(self.row, bytes([&value]).saturating_mul(cell.repeat.into()))?;
            self.cells.extend((self.column..next).map(|column| (column, value.clone())));
        }
        self.column = next;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Said> {
        let next = self.row.saturating_add(self.row_repeat);
        let cells = std::mem::take(&mut self.cells);
        if let (Some(sheet), false) = (self.sheets.last_mut(), cells.is_empty()) {
            self.n_cells = self.n_cells.saturating_add(cells.len().saturating_mul(self.row_repeat as usize));
            if self.n_cells > MAX_CELLS || next > MAX_ROWS {
                return Err(say!(
                    "het bevat meer dan {MAX_CELLS} cellen; bewaar het blad als .xlsx of .csv",
                    "it holds more than {MAX_CELLS} cells; save the sheet as .xlsx or .csv"
                ));
            }
            let n_bytes = bytes(cells.iter().map(|(_, value)| value));
            self.n_bytes = self.n_bytes.saturating_add(n_bytes.saturating_mul(self.row_repeat.into()));
            if self.n_bytes > MAX_TEXTS {
                let most = MAX_TEXTS >> 20;
                return Err(say!(
                    "het bevat meer dan {most} MB tekst; bewaar het blad als .xlsx of .csv",
                    "it holds more than {most} MB of text; save the sheet as .xlsx or .csv"
                ));
            }
            sheet.rows.extend((self.row..next).map(|row| (row, cells.clone())));
        }
        self.row = next;
        Ok(())
    }
}

/// A cell as its attributes tell it.
fn cell(start: &BytesStart<'_>) -> Cell {
    let value = |name: &str| attribute(start, name);
    let said = match attribute(start, "value-type").as_deref() {
        Some("float" | "currency" | "percentage") => {
            Some(value("value").and_then(|text| text.parse().ok()).map_or(Value::Null, number_of))
        }
        // The year, or the moment: `2027-03-01`, `2027-03-01T08:30:00`.
        Some("date") => value("date-value").map(|date| date.trim_end_matches("T00:00:00").into()),
        Some("boolean") => value("boolean-value").map(|word| Value::Bool(word == "true")),
        Some("string") => value("string-value").map(Value::from),
        _ => None,
    };
    let span = |name: &str, most: u32| number(start, name).clamp(1, most);
    Cell {
        said,
        text: String::new(),
        repeat: number(start, "number-columns-repeated").max(1),
        span: (span("number-rows-spanned", MAX_ROWS), span("number-columns-spanned", MAX_COLUMNS)),
        has_formula: attribute(start, "formula").is_some(),
    }
}

/// An attribute by its name without prefix; of `office:value-type` and
/// `calcext:value-type` the first.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// A whole number; 0 when it is absent.
fn number(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(0)
}
