//! The answers in a workbook: what changes, the lists beside each other, and
//! every site that moves.

use std::path::Path;

use super::{Answers, Compared, Move, WHATIF, tables::row};
use crate::{
    error::Error,
    export::{ColumnSpec, Kind, Layout, RowMark, SheetColumn, XlsxWriter},
    lang::Lang,
    tables::SiteRow,
    value::Value,
    wording,
};

const SCENARIO: ColumnSpec =
    ColumnSpec::new("scenario", Kind::Text, "", "Naam van het scenario", "Name of the scenario");

/// What is changed.
const NORMS: [ColumnSpec; 4] = [
    SCENARIO,
    ColumnSpec::new("norm", Kind::Text, "", "Norm of gewicht", "Norm or weight"),
    ColumnSpec::new("value_before", Kind::Text, "", "Waarde in de scan", "Value in the run"),
    ColumnSpec::new("value_after", Kind::Text, "", "Waarde in het scenario", "Value in the scenario"),
];

/// Homes by form and by what is known.
const HOMES: [ColumnSpec; 6] = [
    SCENARIO,
    ColumnSpec::new(
        "form",
        Kind::Text,
        "",
        "Vorm; samen telt niets dubbel",
        "Form; together counts nothing twice",
    ),
    ColumnSpec::new(
        "suitable_before",
        Kind::Int,
        "",
        "Woningen geschikt in de scan",
        "Homes suitable in the run",
    ),
    ColumnSpec::new(
        "suitable_after",
        Kind::Int,
        "",
        "Woningen geschikt in het scenario",
        "Homes suitable in the scenario",
    ),
    ColumnSpec::new(
        "undecided_before",
        Kind::Int,
        "",
        "Woningen onbeslist in de scan",
        "Homes undecided in the run",
    ),
    ColumnSpec::new(
        "undecided_after",
        Kind::Int,
        "",
        "Woningen onbeslist in het scenario",
        "Homes undecided in the scenario",
    ),
];

/// The lists beside each other.
const LISTS: [ColumnSpec; 6] = [
    SCENARIO,
    ColumnSpec::new("gemeente", Kind::Text, "", "Naam van de gemeente", "Name of the gemeente"),
    ColumnSpec::new("corporatie", Kind::Text, "", "Corporatie", "Corporatie"),
    ColumnSpec::new("place", Kind::Int, "", "Plaats op de voordracht", "Place on the shortlist"),
    ColumnSpec::new("site_before", Kind::Text, "", "Voorgedragen in de scan", "Put forward in the run"),
    ColumnSpec::new(
        "site_after",
        Kind::Text,
        "",
        "Voorgedragen in het scenario",
        "Put forward in the scenario",
    ),
];

/// Writes it.
pub(super) fn write(path: &Path, answers: &Answers, compared: &[Compared<'_>]) -> Result<(), Error> {
    let lang = answers.lang();
    let mut xlsx = XlsxWriter::new(path, &answers.frame.name, lang);
    let titled = |columns: &[ColumnSpec]| -> Vec<SheetColumn> {
        columns.iter().map(|column| SheetColumn::titled(column, lang)).collect()
    };
    let lists = xlsx.sheet(lang.pick("Voorgedragen", "Put forward"), titled(&LISTS), Layout::Paper)?;
    let moves = xlsx.sheet(lang.pick("Erbij en eraf", "In and out"), titled(&WHATIF), Layout::Wide)?;
    let homes = xlsx.sheet(lang.pick("Woningen", "Homes"), titled(&HOMES), Layout::Paper)?;
    let norms =
        xlsx.sheet(lang.pick("Wat er verandert", "What is changed"), titled(&NORMS), Layout::Paper)?;
    let all = xlsx.sheet(lang.pick("Alle verschillen", "All differences"), titled(&WHATIF), Layout::Wide)?;
    for compared in compared {
        let name = compared.scenario.name.as_str();
        for ((gemeente, corporatie), [before, after]) in compared.put_forward() {
            for at in 0..before.len().max(after.len()) {
                let title = |sites: &[&SiteRow]| sites.get(at).map(|site| site.title());
                let same = before.get(at).map(|site| &site.id) == after.get(at).map(|site| &site.id);
                let place = i64::try_from(at + 1).ok();
                let row: [Value; 6] = [
                    name.into(),
                    gemeente.as_str().into(),
                    corporatie.as_str().into(),
                    place.into(),
                    title(&before).into(),
                    title(&after).into(),
                ];
                xlsx.push(lists, &row, if same { RowMark::None } else { RowMark::Forward })?;
            }
        }
        for moved in compared.in_and_out() {
            let mark = if moved.to == Move::Entered { RowMark::Forward } else { RowMark::None };
            xlsx.push(moves, &row(compared, moved, lang), mark)?;
        }
        for of in &compared.homes {
            let form = of.form.map_or(lang.pick("samen", "together"), |form| wording::form(form, lang));
            let pair = |pair: Option<(u64, u64)>| {
                let value = |n: Option<u64>| Value::from(n.and_then(|n| i64::try_from(n).ok()));
                [value(pair.map(|pair| pair.0)), value(pair.map(|pair| pair.1))]
            };
            let [a, b] = pair(of.suitable);
            let [c, d] = pair(of.undecided);
            let row: [Value; 6] = [name.into(), form.into(), a, b, c, d];
            xlsx.push(homes, &row, RowMark::None)?;
        }
        for (norm, before, after) in compared.changes(lang) {
            xlsx.push(norms, &[name.into(), norm.into(), before.into(), after.into()], RowMark::None)?;
        }
        for moved in &compared.moved {
            xlsx.push(all, &row(compared, moved, lang), RowMark::None)?;
        }
    }
    xlsx.explain_columns(&about(lang))?;
    xlsx.explain_sources(&answers.frame.record.run.sources())?;
    xlsx.finish()?;
    Ok(())
}

/// What the workbook is, a line each.
fn about(lang: Lang) -> [String; 1] {
    [lang
        .pick(
            "De scan is opnieuw gevraagd met andere normen of gewichten. Elk blad heeft een regel per scenario en locatie, vorm of norm; een lege cel is onbekend of er niet.",
            "The run was asked again with other norms or weights. Each sheet has a row a scenario and site, form or norm; an empty cell is unknown or not there.",
        )
        .to_owned()]
}
