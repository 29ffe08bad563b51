//! The comparison in a workbook: the lists side by side, what did it, and every
//! site that moved.

use geo::Area;

use super::{COMPARISON, Comparison, page, said, tables::row};
use crate::{
    beside::{Move, Moved, homes_rows, lists_rows},
    documents::Sheet,
    export::{ColumnSpec, Kind, Layout, RowMark},
    survey::FoundPand,
    tables::of_site,
    value::Value,
};

const CAUSES: [ColumnSpec; 6] = [
    ColumnSpec::new(
        "cause",
        Kind::Text,
        "",
        "De invoer of norm die het deed",
        "The input or norm that did it",
    ),
    ColumnSpec::new("sites", Kind::Int, "", "Mogelijkheden die veranderen", "Sites that change"),
    ColumnSpec::new("entered", Kind::Int, "", "Op de voordracht erbij", "That came on the shortlist"),
    ColumnSpec::new("left", Kind::Int, "", "Van de voordracht af", "That went off the shortlist"),
    ColumnSpec::new(
        "suitable_change",
        Kind::Int,
        "",
        "Woningen geschikt meer of minder, niets dubbel",
        "Homes suitable, more or fewer, nothing twice",
    ),
    ColumnSpec::new(
        "undecided_change",
        Kind::Int,
        "",
        "Woningen onbeslist meer of minder, niets dubbel",
        "Homes undecided, more or fewer, nothing twice",
    ),
];

const DIFFERS: [ColumnSpec; 3] = [
    ColumnSpec::new("what", Kind::Text, "", "Invoer, norm of instelling", "Input, norm or setting"),
    ColumnSpec::new("first", Kind::Text, "", "In de eerste scan", "In the first run"),
    ColumnSpec::new("second", Kind::Text, "", "In de tweede scan", "In the second run"),
];

const HOMES: [ColumnSpec; 5] = [
    ColumnSpec::new(
        "form",
        Kind::Text,
        "",
        "Vorm; samen telt niets dubbel",
        "Form; together counts nothing twice",
    ),
    ColumnSpec::new(
        "suitable_first",
        Kind::Int,
        "",
        "Woningen geschikt in de eerste scan",
        "Homes suitable in the first run",
    ),
    ColumnSpec::new(
        "suitable_second",
        Kind::Int,
        "",
        "Woningen geschikt in de tweede scan",
        "Homes suitable in the second run",
    ),
    ColumnSpec::new(
        "undecided_first",
        Kind::Int,
        "",
        "Woningen onbeslist in de eerste scan",
        "Homes undecided in the first run",
    ),
    ColumnSpec::new(
        "undecided_second",
        Kind::Int,
        "",
        "Woningen onbeslist in de tweede scan",
        "Homes undecided in the second run",
    ),
];

const LISTS: [ColumnSpec; 5] = [
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    ColumnSpec::new("place", Kind::Int, "", "Plaats op de voordracht", "Place on the shortlist"),
    ColumnSpec::new(
        "site_first",
        Kind::Text,
        "",
        "Voorgedragen in de eerste scan",
        "Put forward in the first run",
    ),
    ColumnSpec::new(
        "site_second",
        Kind::Text,
        "",
        "Voorgedragen in de tweede scan",
        "Put forward in the second run",
    ),
];

const PANDEN: [ColumnSpec; 6] = [
    ColumnSpec::new("pand", Kind::Text, "", "Pand", "Pand"),
    ColumnSpec::new("address", Kind::Text, "", "Adres", "Address"),
    ColumnSpec::new("bouwjaar", Kind::Int, "", "Bouwjaar", "Bouwjaar"),
    ColumnSpec::new("homes", Kind::Int, "", "Woningen in het pand", "Homes in the pand"),
    ColumnSpec::new("footprint", Kind::real(0), "m²", "Oppervlakte op de grond", "Footprint"),
    ColumnSpec::new(
        "presence",
        Kind::Text,
        "",
        "In welke scan het alleen staat",
        "In which run alone it stands",
    ),
];

/// The sheets.
pub(super) fn sheets(all: &Comparison<'_>) -> Vec<Sheet> {
    let lang = all.lang;
    let sheet = |nl, en, columns, layout, rows| Sheet::new(lang.pick(nl, en), columns, layout, rows);
    let plain = |rows: Vec<Vec<Value>>| rows.into_iter().map(|row| (row, RowMark::None)).collect();
    let moves = |moved: Vec<&Moved<'_>>| {
        let mark = |moved: &Moved<'_>| match moved.to {
            Move::Entered => RowMark::Forward,
            _ => RowMark::None,
        };
        moved.into_iter().map(|moved| (row(all, moved), mark(moved))).collect::<Vec<_>>()
    };
    let homes = || sheet("Woningen", "Homes", &HOMES, Layout::Paper, plain(homes_rows(&all.beside, lang)));
    let differ = || sheet("Wat er anders is", "What differs", &DIFFERS, Layout::Paper, plain(differs(all)));
    if all.is_apart() {
        return vec![homes(), differ()];
    }
    vec![
        sheet("Voorgedragen", "Put forward", &LISTS[..], Layout::Paper, lists_rows(&all.beside)),
        sheet("Oorzaken", "Causes", &CAUSES, Layout::Paper, plain(causes(all))),
        sheet(
            "Erbij en eraf",
            "In and out",
            &COMPARISON,
            Layout::Wide,
            moves(all.beside.in_and_out().collect()),
        ),
        homes(),
        differ(),
        sheet(
            "Alle verschillen",
            "All differences",
            &COMPARISON,
            Layout::Wide,
            moves(all.beside.moved.iter().filter(|moved| moved.why.is_some()).collect()),
        ),
        sheet("Panden in één scan", "Panden in one run", &PANDEN, Layout::Paper, plain(panden(all))),
    ]
}

fn causes(all: &Comparison<'_>) -> Vec<Vec<Value>> {
    let whole = |n: u64| Value::from(i64::try_from(n).ok());
    let row = |(cause, share): &(super::Cause, super::Share)| {
        vec![
            said::cause(cause, all.runs, all.lang).into(),
            whole(share.sites),
            whole(share.entered),
            whole(share.left),
            Some(share.suitable).into(),
            Some(share.undecided).into(),
        ]
    };
    all.shares.iter().map(row).collect()
}

fn differs(all: &Comparison<'_>) -> Vec<Vec<Value>> {
    let lines = page::differs(all).into_iter();
    lines.map(|line| vec![line.what.into(), line.before.into(), line.after.into()]).collect()
}

fn panden(all: &Comparison<'_>) -> Vec<Vec<Value>> {
    let row = |pand: &FoundPand, only: &str| {
        let survey = &pand.survey;
        vec![
            survey.id.to_string().into(),
            survey.address.clone().into(),
            survey.facts.bouwjaar.map(u32::from).into(),
            survey.facts.homes.into(),
            Some(pand.footprint.unsigned_area()).filter(|area| *area > 0.0).into(),
            only.into(),
        ]
    };
    let [first, second] = page::presence(all);
    all.runs
        .panden()
        .filter_map(|pair| match pair {
            [Some(pand), None] => Some(row(pand, &first)),
            [None, Some(pand)] => Some(row(pand, &second)),
            _ => None,
        })
        .collect()
}

/// What the workbook is, a line each.
pub(super) fn about(all: &Comparison<'_>) -> [String; 1] {
    let lang = all.lang;
    let said = if all.is_apart() {
        lang.pick(
            "Twee scans zonder een pand gemeen: alleen de totalen staan naast elkaar. Een lege cel is onbekend of er niet.",
            "Two runs without a pand in common: only the totals stand beside each other. An empty cell is unknown or not there.",
        )
    } else {
        lang.pick(
            "Twee scans naast elkaar. Van elke locatie die veranderde staat erbij welke invoer of norm het deed: beide scans zijn opnieuw gevraagd met één verandering tegelijk. Een lege cel is onbekend of er niet.",
            "Two runs beside each other. Of every site that changed it says which input or norm did it: both runs were asked again with one change at a time. An empty cell is unknown or not there.",
        )
    };
    [said.to_owned()]
}
