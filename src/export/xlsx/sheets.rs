//! Which sheets travel with the data, so that it explains itself?

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::{header_format, write_text};
use crate::export::{ColumnSpec, Kind};
use crate::lang::Lang;
use crate::params::{Origin, Parameter};

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

/// A value of these sheets.
enum Entry {
    Text(String),
    Number(f64),
    Nothing,
}

impl From<&str> for Entry {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What each column means.
pub(super) fn columns(columns: &[ColumnSpec], lang: Lang) -> Result<Worksheet, XlsxError> {
    let head = [
        (lang.pick("kolom", "column"), 26.0),
        (lang.pick("betekenis", "meaning"), 90.0),
        (lang.pick("eenheid", "unit"), 14.0),
        (lang.pick("soort", "kind"), 14.0),
    ];
    let rows = columns.iter().map(|column| {
        let kind = match column.kind {
            Kind::Text => lang.pick("tekst", "text"),
            Kind::Int => lang.pick("geheel getal", "whole number"),
            Kind::Real { .. } => lang.pick("getal", "number"),
            Kind::Bool => lang.pick("ja/nee", "yes/no"),
        };
        [column.name.into(), column.meaning(lang).into(), column.unit.into(), kind.into()]
    });
    sheet(lang.pick("kolommen", "columns"), head, rows)
}

/// The parameters in force and their trail.
pub(super) fn parameters(parameters: &[Parameter], lang: Lang) -> Result<Worksheet, XlsxError> {
    let head = [
        (lang.pick("parameter", "parameter"), 38.0),
        (lang.pick("waarde", "value"), 16.0),
        (lang.pick("eenheid", "unit"), 12.0),
        (lang.pick("bron", "source"), 50.0),
        (lang.pick("datum", "date"), 12.0),
        (lang.pick("zekerheid", "confidence"), 34.0),
        (lang.pick("opmerking", "note"), 60.0),
        (lang.pick("gezet door", "set by"), 24.0),
    ];
    let rows = parameters.iter().map(|parameter| {
        let value = match &parameter.value {
            serde_json::Value::Number(number) => number.as_f64().map_or(Entry::Nothing, Entry::Number),
            other => Entry::Text(value_text(other, lang)),
        };
        [
            parameter.key.as_str().into(),
            value,
            parameter.unit.as_str().into(),
            parameter.source.as_str().into(),
            parameter.date.as_str().into(),
            crate::wording::confidence(parameter.confidence, lang).into(),
            parameter.note.as_str().into(),
            origin_text(&parameter.origin, lang).into(),
        ]
    });
    sheet(lang.pick("parameters", "parameters"), head, rows)
}

/// The files the result rests on.
pub(super) fn sources(sources: &[SourceRow], lang: Lang) -> Result<Worksheet, XlsxError> {
    let head = [
        (lang.pick("bestand", "file"), 36.0),
        (lang.pick("laag", "layer"), 22.0),
        (lang.pick("datum", "date"), 12.0),
        ("sha256", 68.0),
        (lang.pick("objecten", "objects"), 12.0),
        (lang.pick("licentie", "licence"), 24.0),
        (lang.pick("bronvermelding", "attribution"), 50.0),
    ];
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let rows = sources.iter().map(|source| {
        [
            source.file.as_str().into(),
            source.layer.as_str().into(),
            source.date.as_str().into(),
            source.sha256.as_str().into(),
            source.count.map_or(Entry::Nothing, |count| Entry::Number(count as f64)),
            source.licence.as_str().into(),
            source.attribution.as_str().into(),
        ]
    });
    sheet(lang.pick("bronnen", "sources"), head, rows)
}

/// A parameter's value as people read it: lists with `;` between, tables as
/// `name: value`, numbers with the decimal sign of the language.
pub(in crate::export) fn value_text(value: &serde_json::Value, lang: Lang) -> String {
    use serde_json::Value::{Array, Bool, Null, Number, Object, String};
    match value {
        Null => "–".into(),
        Bool(true) => lang.pick("ja", "yes").into(),
        Bool(false) => lang.pick("nee", "no").into(),
        Number(number) => match lang {
            Lang::Nl => number.to_string().replace('.', ","),
            Lang::En => number.to_string(),
        },
        String(text) => text.clone(),
        Array(values) => values.iter().map(|value| value_text(value, lang)).collect::<Vec<_>>().join("; "),
        Object(fields) => fields
            .iter()
            .map(|(name, value)| format!("{name}: {}", value_text(value, lang)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// Who set a parameter.
pub(in crate::export) fn origin_text(origin: &Origin, lang: Lang) -> &str {
    match origin {
        Origin::BuiltIn => lang.pick("standaard", "default"),
        Origin::File(file) => file,
    }
}

fn sheet<const N: usize>(
    name: &str,
    head: [(&str, f64); N],
    rows: impl Iterator<Item = [Entry; N]>,
) -> Result<Worksheet, XlsxError> {
    let mut worksheet = Worksheet::new();
    worksheet.set_name(name)?.set_freeze_panes(1, 1)?.set_landscape().set_paper_size(9);
    worksheet.set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
    let header = header_format();
    for (column, (title, width)) in (0_u16..).zip(head) {
        worksheet.write_string_with_format(0, column, title, &header)?;
        worksheet.set_column_width(column, width)?;
    }
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
    for (row, entries) in (1_u32..).zip(rows) {
        for (column, entry) in (0_u16..).zip(entries) {
            match entry {
                Entry::Text(text) => {
                    write_text(&mut worksheet, (row, column), &text, Some(&wrapped))?;
                }
                Entry::Number(value) => {
                    worksheet.write_number_with_format(row, column, value, &number)?;
                }
                Entry::Nothing => {}
            }
        }
    }
    Ok(worksheet)
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
