//! The workbook to mail: a sheet a netbeheerder on paper, then what fits, the
//! sums, and all columns of every request.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{
    REQUESTS, Request, Requests,
    fit::{BALANCE, STATIONS, balance_rows, fits, station_rows},
    page, said, sums,
};
use crate::{
    demand::NOT_ASKED,
    error::Error,
    export::{ChartSpec, ColumnSpec, Kind, Layout, RowMark, SheetColumn, XlsxWriter},
    lang::Lang,
    value::Value,
};

/// By what requests are added up; `None` is not known.
type KeyOf = fn(&Request) -> Option<String>;

/// Areas with a chart.
const CHARTS: usize = 20;

/// What a netbeheerder is asked, one page wide: columns of [`REQUESTS`] with
/// their widths. Whether it fits stands behind them.
const ON_PAPER: [(&str, u16); 13] = [
    ("grid_area", 18),
    ("gemeente", 14),
    ("project", 26),
    ("planstatus", 10),
    ("locatie", 20),
    ("form", 13),
    ("year", 7),
    ("homes", 9),
    ("homes_cumulative", 11),
    ("coincident_kw", 11),
    ("coincident_kw_netbewust", 11),
    ("grid_code", 8),
    ("grid_headroom_mw", 9),
];

/// Width of whether it fits, in characters.
const FITS_WIDTH: u16 = 10;

/// Writes it.
pub(super) fn write(path: &Path, found: &Requests) -> Result<(), Error> {
    let lang = found.lang();
    let mut xlsx = XlsxWriter::new(path, &found.frame.name, lang);
    by_operator(&mut xlsx, found)?;
    balance(&mut xlsx, found)?;
    summed(&mut xlsx, found)?;
    let stations =
        xlsx.sheet(lang.pick("Per station", "By station"), titled(&STATIONS, lang), Layout::Paper)?;
    for (_, row) in station_rows(found) {
        xlsx.push(stations, &row, RowMark::None)?;
    }
    let requests = xlsx.sheet(lang.pick("Aanvragen", "Requests"), titled(&REQUESTS, lang), Layout::Wide)?;
    found.requests.iter().try_for_each(|request| xlsx.push(requests, request.row(), RowMark::None))?;
    not_asked(&mut xlsx, found)?;
    xlsx.explain_columns(&about(lang))?;
    xlsx.explain_parameters(&found.record().run.parameters)?;
    xlsx.explain_sources(&found.record().run.sources())?;
    xlsx.finish()?;
    Ok(())
}

/// The rows of the lists that are not asked for; no sheet where there are none.
fn not_asked(xlsx: &mut XlsxWriter, found: &Requests) -> Result<(), Error> {
    let Some(rows) = found.not_asked.as_ref().filter(|rows| !rows.is_empty()) else { return Ok(()) };
    let lang = found.lang();
    let sheet =
        xlsx.sheet(lang.pick("Niet gevraagd", "Not asked"), titled(&NOT_ASKED, lang), Layout::Paper)?;
    for row in rows {
        xlsx.push(sheet, &row.values(lang), RowMark::None)?;
    }
    Ok(())
}

/// A sheet a netbeheerder; requests whose netbeheerder is not known have one too.
fn by_operator(xlsx: &mut XlsxWriter, found: &Requests) -> Result<(), Error> {
    let lang = found.lang();
    let fitting: BTreeMap<(&str, u16), Option<bool>> = found
        .balance
        .iter()
        .flat_map(|area| area.years.iter().map(|year| ((area.area.as_str(), year.year), year.fits())))
        .collect();
    let positions = ON_PAPER.map(|(name, _)| REQUESTS.iter().position(|column| column.name == name));
    let columns = || -> Vec<SheetColumn> {
        let asked = positions.into_iter().flatten().zip(ON_PAPER).map(|(at, (_, width))| SheetColumn {
            width: Some(width),
            ..SheetColumn::titled(&REQUESTS[at], lang)
        });
        let fits = BALANCE.iter().find(|column| column.name == "past");
        let fits =
            fits.map(|column| SheetColumn { width: Some(FITS_WIDTH), ..SheetColumn::titled(column, lang) });
        asked.chain(fits).collect()
    };
    let operators: BTreeSet<&Option<String>> =
        found.requests.iter().map(|request| &request.netbeheerder).collect();
    // Those with a name first.
    let (unknown, named): (Vec<_>, Vec<_>) = operators.into_iter().partition(|operator| operator.is_none());
    for operator in named.into_iter().chain(unknown) {
        let unknown = lang.pick("Netbeheerder onbekend", "Operator unknown");
        let sheet = xlsx.sheet(operator.as_deref().unwrap_or(unknown), columns(), Layout::Paper)?;
        for request in found.requests.iter().filter(|request| request.netbeheerder == *operator) {
            let area = request.grid_area_id.as_deref().unwrap_or_default();
            let fit = fitting.get(&(area, request.load.year)).copied().flatten();
            let mut row: Vec<Value> =
                positions.into_iter().flatten().map(|at| request.row()[at].clone()).collect();
            row.push(fits(fit, lang).into());
            xlsx.push(sheet, &row, RowMark::None)?;
        }
    }
    Ok(())
}

/// What fits when, with a chart an area.
fn balance(xlsx: &mut XlsxWriter, found: &Requests) -> Result<(), Error> {
    let lang = found.lang();
    let sheet = xlsx.sheet(lang.pick("Past het", "Does it fit"), titled(&BALANCE, lang), Layout::Paper)?;
    let mut at = 0;
    for (n, area) in found.balance.iter().enumerate() {
        let first = at;
        for row in balance_rows(found, area) {
            xlsx.push(sheet, &row, RowMark::None)?;
            at += 1;
        }
        if n < CHARTS && at > first {
            let spec = ChartSpec {
                title: said::area_name(found, &area.area),
                axis: "MW".into(),
                rows: (first, at - 1),
                categories: 2,
                bars: vec![6, 7],
                lines: vec![8],
            };
            xlsx.chart(sheet, &spec)?;
        }
    }
    Ok(())
}

/// The requests added up in four ways.
fn summed(xlsx: &mut XlsxWriter, found: &Requests) -> Result<(), Error> {
    let lang = found.lang();
    let unknown = lang.pick("onbekend", "unknown");
    let key = |name, nl, en| ColumnSpec::new(name, Kind::Text, "", nl, en);
    let sheets: [(&str, ColumnSpec, KeyOf); 4] = [
        (
            lang.pick("Per voedingsgebied", "By supply area"),
            key("grid_area", "Naam van het voedingsgebied", "Name of the supply area"),
            |request| request.grid_area.clone().or_else(|| request.grid_area_id.clone()),
        ),
        (
            lang.pick("Per netbeheerder", "By grid operator"),
            key("netbeheerder", "Regionale netbeheerder", "Regional grid operator"),
            |request| request.netbeheerder.clone(),
        ),
        (
            lang.pick("Per gemeente", "By gemeente"),
            key("gemeente", "Naam van de gemeente", "Name of the gemeente"),
            page::in_gemeente,
        ),
        (
            lang.pick("Per jaar", "By year"),
            key("alles", "Alle aanvragen samen", "All requests together"),
            |_| Some("*".into()),
        ),
    ];
    for (name, first, key) in sheets {
        let columns: Vec<ColumnSpec> = std::iter::once(first).chain(sums::COLUMNS).collect();
        let sheet = xlsx.sheet(name, titled(&columns, lang), Layout::Paper)?;
        for ((key, year), sum) in sums::by(&found.requests, key) {
            let key = key.unwrap_or_else(|| unknown.to_owned());
            let row: Vec<Value> = [key.into()].into_iter().chain(sum.row(year)).collect();
            xlsx.push(sheet, &row, RowMark::None)?;
        }
    }
    Ok(())
}

fn titled(columns: &[ColumnSpec], lang: Lang) -> Vec<SheetColumn> {
    columns.iter().map(|column| SheetColumn::titled(column, lang)).collect()
}

/// What the workbook is, a line each.
fn about(lang: Lang) -> [String; 2] {
    [
        lang.pick(
            "Eerst een blad per netbeheerder: wat gevraagd wordt, een regel per locatie of project en jaar. Past is ja, nee of onbekend: of de vraag van het voedingsgebied tot en met dat jaar binnen de ruimte blijft.",
            "First a sheet an operator: what is asked, a row a site or project and year. Fits is yes, no or unknown: whether the demand of the supply area up to that year stays within the room.",
        ),
        lang.pick(
            "Daarachter dezelfde aanvragen per voedingsgebied en opgeteld; blad Aanvragen heeft alle kolommen, gelijk aan netaanvraag.csv. Een lege cel is onbekend, nooit nul.",
            "Behind these the same requests by supply area and added up; sheet Requests has all columns, the same as netaanvraag.csv. An empty cell is unknown, never zero.",
        ),
    ]
    .map(str::to_owned)
}
