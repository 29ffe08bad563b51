//! The answers in a workbook: what changes, the lists beside each other, and
//! every site that moves.

use super::{Compared, WHATIF, tables::row};
use crate::{
    beside::{Move, Moved, Rows, homes_rows, lists_rows},
    documents::Sheet,
    export::{ColumnSpec, Kind, Layout, RowMark},
    lang::Lang,
    tables::of_site,
    value::Value,
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
    of_site::GEMEENTE,
    of_site::CORPORATIE,
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

/// The sheets.
pub(super) fn sheets(compared: &[Compared<'_>], lang: Lang) -> Vec<Sheet> {
    let each = |rows: &dyn Fn(&Compared<'_>) -> Rows| compared.iter().flat_map(rows).collect::<Vec<_>>();
    let sheet = |nl, en, columns, layout, rows| Sheet::new(lang.pick(nl, en), columns, layout, rows);
    let of = |compared: &Compared<'_>, (row, mark): (Vec<Value>, RowMark)| {
        ([vec![compared.scenario.name.as_str().into()], row].concat(), mark)
    };
    let lists =
        each(&|compared| lists_rows(&compared.beside).into_iter().map(|row| of(compared, row)).collect());
    let in_and_out = each(&|compared| moves(compared.beside.in_and_out(), compared, lang));
    let homes = each(&|compared| {
        let rows = homes_rows(&compared.beside, lang).into_iter();
        rows.map(|row| of(compared, (row, RowMark::None))).collect()
    });
    let norms = each(&|compared| norms(compared, lang));
    let all = each(&|compared| moves(compared.beside.moved.iter(), compared, lang));
    vec![
        sheet("Voorgedragen", "Put forward", &LISTS, Layout::Paper, lists),
        sheet("Erbij en eraf", "In and out", &WHATIF, Layout::Wide, in_and_out),
        sheet("Woningen", "Homes", &HOMES, Layout::Paper, homes),
        sheet("Wat er verandert", "What is changed", &NORMS, Layout::Paper, norms),
        sheet("Alle verschillen", "All differences", &WHATIF, Layout::Wide, all),
    ]
}

fn moves<'a>(moved: impl Iterator<Item = &'a Moved<'a>>, compared: &Compared<'_>, lang: Lang) -> Rows {
    let mark = |moved: &Moved<'_>| match moved.to {
        Move::Entered => RowMark::Forward,
        _ => RowMark::None,
    };
    moved.map(|moved| (row(compared, moved, lang), mark(moved))).collect()
}

fn norms(compared: &Compared<'_>, lang: Lang) -> Rows {
    let name = compared.scenario.name.as_str();
    let row = |(norm, before, after): (String, String, String)| {
        (vec![name.into(), norm.into(), before.into(), after.into()], RowMark::None)
    };
    compared.changes(lang).into_iter().map(row).collect()
}

/// What the workbook is, a line each.
pub(super) fn about(lang: Lang) -> [String; 1] {
    [lang
        .pick(
            "De scan is opnieuw gevraagd met andere normen of gewichten. Elk blad heeft een regel per scenario en locatie, vorm of norm; een lege cel is onbekend of er niet.",
            "The run was asked again with other norms or weights. Each sheet has a row a scenario and site, form or norm; an empty cell is unknown or not there.",
        )
        .to_owned()]
}
