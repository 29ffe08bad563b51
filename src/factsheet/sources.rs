//! Where does it all come from: files with their dates, norms with theirs.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    document::{Block, Table},
    lang::Lang,
    params::Parameter,
    record::Record,
    wording,
};

/// A file the run rests on.
#[derive(Debug, Serialize)]
pub(super) struct SourceLine {
    pub role: String,
    pub file: String,
    pub date: String,
    pub licence: String,
    pub attribution: String,
    pub sha256: String,
}

/// The files of the run.
pub(super) fn of(record: &Record) -> Vec<SourceLine> {
    let inputs = record.run.inputs.iter();
    let line = inputs.map(|input| SourceLine {
        role: input.role.to_string(),
        file: input.file.clone(),
        date: if input.peildatum.is_empty() { input.date.clone() } else { input.peildatum.clone() },
        licence: input.licence.clone(),
        attribution: input.attribution.clone(),
        sha256: input.sha256.clone(),
    });
    line.collect()
}

/// The parameters with these keys, each once, in the order of the program.
pub(super) fn parameters(record: &Record, keys: &[String]) -> Vec<Parameter> {
    let keys: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
    let list = record.params.list().iter();
    list.filter(|parameter| keys.contains(parameter.key.as_str())).cloned().collect()
}

/// A value as it is shown; tables are too long for a line.
fn value(parameter: &Parameter) -> String {
    match &parameter.value {
        serde_json::Value::Array(rows) if rows.iter().any(serde_json::Value::is_object) => "…".to_owned(),
        serde_json::Value::Object(_) => "…".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Files and parameters in small print, or in full.
pub(super) fn blocks(
    record: &Record,
    sources: &[SourceLine],
    parameters: &[Parameter],
    full: bool,
    lang: Lang,
) -> Vec<Block> {
    let mut blocks = vec![Block::heading(lang.pick("Bronnen en aannamen", "Sources and assumptions"))];
    if full {
        blocks.extend([source_table(sources, lang), parameter_table(parameters, lang)]);
        return blocks;
    }
    let keys: Vec<&str> = parameters.iter().map(|parameter| parameter.key.as_str()).collect();
    blocks.push(Block::note(record.sources(lang)));
    blocks.push(Block::note(record.norms(&keys, lang)));
    blocks
}

fn source_table(sources: &[SourceLine], lang: Lang) -> Block {
    let mut table = Table::new(
        lang.pick("bestanden", "files"),
        &[
            lang.pick("Rol", "Role"),
            lang.pick("Bestand", "File"),
            lang.pick("Datum", "Date"),
            lang.pick("Bron", "Source"),
            lang.pick("Licentie", "Licence"),
        ],
    );
    for source in sources {
        let SourceLine { role, file, date, attribution, licence, .. } = source;
        table.row([role, file, date, attribution, licence].map(String::as_str));
    }
    Block::Table(table)
}

fn parameter_table(parameters: &[Parameter], lang: Lang) -> Block {
    let mut table = Table::new(
        lang.pick("parameters", "parameters"),
        &[
            lang.pick("Parameter", "Parameter"),
            lang.pick("Waarde", "Value"),
            lang.pick("Bron", "Source"),
            lang.pick("Zekerheid", "Confidence"),
        ],
    );
    for parameter in parameters {
        let unit = Some(parameter.unit.pick(lang)).filter(|unit| *unit != "1").unwrap_or_default();
        let value = value(parameter);
        let source = parameter.source.pick(lang);
        let source = match parameter.date.as_str() {
            "" => source.to_owned(),
            date => format!("{source} ({date})"),
        };
        table.row([
            parameter.key.clone(),
            format!("{value} {unit}").trim_end().to_owned(),
            source,
            wording::confidence(parameter.confidence, lang).to_owned(),
        ]);
    }
    Block::Table(table)
}
