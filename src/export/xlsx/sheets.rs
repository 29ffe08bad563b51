//! Which sheets travel with the data, so that it explains itself?

use rust_xlsxwriter::XlsxError;

use super::{Head, Look, Page, SheetColumn};
use crate::export::{Cell, Kind};
use crate::lang::Lang;
use crate::params::{Origin, Parameter};
use crate::wording::{confidence, value_text};

/// One layer of one file the result rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceRow {
    /// File as the project names it.
    pub file: String,
    /// Layer or sheet; empty when the file has only one.
    pub layer: String,
    /// Date of the data, as the project states it.
    pub date: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Objects read.
    pub count: Option<u64>,
    /// Licence.
    pub licence: String,
    /// Whom to name.
    pub attribution: String,
}

/// What the workbook is, and what each column means; `columns` have the sheet
/// they stand in.
pub(super) fn columns(
    name: &str,
    columns: &[(&str, &SheetColumn)],
    about: &[String],
    lang: Lang,
) -> Result<Page, XlsxError> {
    let head = [
        (lang.pick("blad", "sheet"), 18),
        (lang.pick("kolom", "column"), 26),
        (lang.pick("betekenis", "meaning"), 84),
        (lang.pick("eenheid", "unit"), 12),
        (lang.pick("soort", "kind"), 12),
    ];
    let rows = columns.iter().map(|(sheet, column)| {
        let kind = match column.kind {
            Kind::Text => lang.pick("tekst", "text"),
            Kind::Int => lang.pick("geheel getal", "whole number"),
            Kind::Real { .. } => lang.pick("getal", "number"),
            Kind::Bool => lang.pick("ja/nee", "yes/no"),
            Kind::Date => lang.pick("datum", "date"),
        };
        [*sheet, &column.title, &column.meaning, &column.unit, kind].map(text)
    });
    sheet(name, about, head, rows, lang)
}

/// The parameters in force and their trail.
pub(super) fn parameters(name: &str, parameters: &[Parameter], lang: Lang) -> Result<Page, XlsxError> {
    let head = [
        (lang.pick("norm", "norm"), 38),
        (lang.pick("waarde", "value"), 16),
        (lang.pick("eenheid", "unit"), 12),
        (lang.pick("bron", "source"), 50),
        (lang.pick("datum", "date"), 12),
        (lang.pick("zekerheid", "confidence"), 34),
        (lang.pick("opmerking", "note"), 60),
        (lang.pick("gezet door", "set by"), 24),
    ];
    let rows = parameters.iter().map(|parameter| {
        let value = match &parameter.value {
            serde_json::Value::Number(number) => number.as_f64().map_or(Cell::Null, Cell::Real),
            other => Cell::Text(value_text(other, lang).into()),
        };
        [
            text(&parameter.key),
            value,
            text(parameter.unit.pick(lang)),
            text(parameter.source.pick(lang)),
            text(&parameter.date),
            text(confidence(parameter.confidence, lang)),
            text(parameter.note.pick(lang)),
            text(origin_text(&parameter.origin, lang)),
        ]
    });
    sheet(name, &[], head, rows, lang)
}

/// The files the result rests on.
pub(super) fn sources(name: &str, sources: &[SourceRow], lang: Lang) -> Result<Page, XlsxError> {
    let head = [
        (lang.pick("bestand", "file"), 36),
        (lang.pick("laag", "layer"), 22),
        (lang.pick("datum", "date"), 12),
        ("sha256", 68),
        (lang.pick("objecten", "objects"), 12),
        (lang.pick("licentie", "licence"), 24),
        (lang.pick("bronvermelding", "attribution"), 50),
    ];
    let rows = sources.iter().map(|source| {
        [
            text(&source.file),
            text(&source.layer),
            text(&source.date),
            text(&source.sha256),
            source.count.and_then(|count| i64::try_from(count).ok()).map_or(Cell::Null, Cell::Int),
            text(&source.licence),
            text(&source.attribution),
        ]
    });
    sheet(name, &[], head, rows, lang)
}

fn text(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Null } else { Cell::Text(text.into()) }
}

/// Who set a parameter.
pub(in crate::export) fn origin_text(origin: &Origin, lang: Lang) -> &str {
    match origin {
        Origin::BuiltIn => lang.pick("standaard", "default"),
        Origin::File(file) => file,
    }
}

fn sheet<'a, const N: usize>(
    name: &str,
    about: &[String],
    head: [(&str, u16); N],
    rows: impl Iterator<Item = [Cell<'a>; N]>,
    lang: Lang,
) -> Result<Page, XlsxError> {
    let mut page = Page::new(name, lang)?.one_page_wide();
    for line in about {
        page.line(line, u16::try_from(N).unwrap_or(1), Look::Wrapped, Some(32))?;
    }
    let heads = head.map(|(title, width)| Head { title, width: Some(width), look: Look::Head });
    page.head(&heads, 1)?;
    for cells in rows {
        for (column, cell) in (0_u16..).zip(&cells) {
            page.put(column, cell, None, Look::Wrapped)?;
        }
        page.end_row()?;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_of_values_reads_as_one() {
        let bands = json!([{"from": 1945, "known": true}, {"from": 1975, "known": false}]);
        assert_eq!(value_text(&bands, Lang::Nl), "from: 1945, known: ja; from: 1975, known: nee");
        assert_eq!(value_text(&json!([7.5, 13.0]), Lang::Nl), "7,5; 13,0");
        assert_eq!(value_text(&json!("pand"), Lang::En), "pand");
    }
}
