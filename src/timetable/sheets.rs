//! The sheets of the workbook: what a netbeheerder gets first.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fate, Found, page::order_of, tables};
use crate::{
    demand::NOT_ASKED,
    documents::Sheet,
    export::{Layout, RowMark},
    lang::Lang,
    value::Value,
};

/// Signs of the name of a sheet at most.
const NAME: usize = 31;

pub(super) fn sheets(found: &Found) -> Vec<Sheet> {
    let lang = found.lang();
    let plain = |rows: Vec<Vec<Value>>| rows.into_iter().map(|row| (row, RowMark::None)).collect::<Vec<_>>();
    let mut sheets = by_operator(found);
    let all = (0..found.limits.len()).flat_map(|at| tables::limit_rows(found, at)).collect();
    sheets.push(Sheet::new(
        lang.pick("Vraag en ruimte", "Demand and room"),
        &tables::LIMITS,
        Layout::Paper,
        plain(all),
    ));
    let stairs = found.solved.stairs.iter().flat_map(|stair| tables::stair_rows(found, stair)).collect();
    sheets.push(Sheet::new(
        lang.pick("Extra ruimte", "More room"),
        &tables::STAIRS,
        Layout::Paper,
        plain(stairs),
    ));
    let years = plain(tables::outlook_rows(found));
    sheets.push(Sheet::new(lang.pick("Per jaar", "By year"), &tables::OUTLOOK, Layout::Paper, years));
    let wishes = plain(tables::wish_rows(found, true));
    sheets.push(Sheet::new(lang.pick("Wensen", "Wishes"), &tables::WISHES, Layout::Paper, wishes));
    let rows = ordered(found, (0..found.entries.len()).collect());
    let rows = rows.into_iter().map(|at| (tables::project_row(found, at), mark(found, at))).collect();
    sheets.push(Sheet::new(
        lang.pick("Alle projecten", "All projects"),
        &tables::PROJECTS,
        Layout::Wide,
        rows,
    ));
    let left: Vec<Vec<Value>> = found.listed.not_asked.iter().map(|row| row.values(lang)).collect();
    if !left.is_empty() {
        let name = lang.pick("Buiten de fasering", "Outside the phasing");
        sheets.push(Sheet::new(name, &NOT_ASKED, Layout::Paper, plain(left)));
    }
    sheets
}

/// A sheet a netbeheerder; those whose netbeheerder is not known have one too.
fn by_operator(found: &Found) -> Vec<Sheet> {
    let lang = found.lang();
    let operators: BTreeSet<Option<&str>> =
        found.entries.iter().map(|entry| entry.place.netbeheerder.as_deref()).collect();
    let (unknown, named): (Vec<_>, Vec<_>) = operators.into_iter().partition(Option::is_none);
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let each = named.into_iter().chain(unknown).map(|operator| {
        let own = (0..found.entries.len())
            .filter(|at| found.entries[*at].place.netbeheerder.as_deref() == operator)
            .collect();
        let rows = ordered(found, own);
        let rows = rows.into_iter().map(|at| (tables::paper_row(found, at), mark(found, at))).collect();
        let name = operator.unwrap_or(lang.pick("Netbeheerder onbekend", "Operator unknown"));
        Sheet::new(&sheet_name(name, &mut taken), &tables::ON_PAPER, Layout::Paper, rows)
    });
    each.collect()
}

/// The name of a sheet: short, and no other has it.
fn sheet_name(name: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let plain: String = name.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(NAME - 4).collect();
    let n = taken.entry(plain.to_lowercase()).or_default();
    *n += 1;
    if *n == 1 { plain } else { format!("{plain} {n}") }
}

fn ordered(found: &Found, mut entries: Vec<usize>) -> Vec<usize> {
    entries.sort_by_key(|at| order_of(found, *at));
    entries
}

/// What waits or cannot be said stands out.
fn mark(found: &Found, at: usize) -> RowMark {
    match found.fates[at] {
        Fate::Placed(_) => RowMark::None,
        Fate::Waits(_) => RowMark::Next,
        Fate::Nowhere(_) => RowMark::Doubtful,
    }
}

/// What the workbook is, a line each.
pub(super) fn about(lang: Lang) -> Vec<String> {
    [
        lang.pick(
            "Eerst een blad per netbeheerder: elk project met het jaar waarin het past, op volgorde van jaar; daarna wat wacht, en wat niet te zeggen is. Past is ja, nee (het wacht) of onbekend.",
            "First a sheet an operator: each project with the year in which it fits, in the order of years; then what waits, and what cannot be said. Fits is yes, no (it waits) or unknown.",
        ),
        lang.pick(
            "Daarachter de vraag en de ruimte per gebied, station en jaar; wat extra ruimte vrijmaakt; woningen per jaar met wat bijna zeker is; de wensen; en alle projecten met alle kolommen. Een lege cel is onbekend of niet van toepassing, nooit nul.",
            "Behind these demand and room by area, station and year; what more room unlocks; homes by year with what is nearly sure; the wishes; and all projects with all columns. An empty cell is unknown or does not apply, never zero.",
        ),
        lang.pick(
            "planlijst.xlsx is de fasering als planlijst: vul die aan en lees haar weer in met `--lijst`.",
            "planlijst.xlsx is the phasing as a planning list: fill it in and read it again by `--lijst`.",
        ),
    ]
    .map(str::to_owned)
    .to_vec()
}
