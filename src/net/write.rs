//! The folder of requests: a workbook to mail, the same as CSV and map, a page.

use geo_types::Geometry;

use super::{REQUESTS, Request, Requests, page, sums};
use crate::{
    documents::Frame,
    error::Error,
    export::{
        ChartSpec, ColumnSpec, CsvWriter, GeometryKind, GpkgWriter, Kind, OutputFolder, XlsxWriter,
        write_document_html, write_issues,
    },
    issue::Issues,
    value::Value,
};

const WORKBOOK: &str = "netaanvraag.xlsx";
const TABLE: &str = "netaanvraag.csv";
const MAP: &str = "net.gpkg";
const PAGE: &str = "net.html";
const PRINT: &str = "net.pdf";

/// By what requests are added up; `None` is not known.
type KeyOf = fn(&Request) -> Option<String>;

/// Areas with a chart in the workbook.
const CHARTS: usize = 20;

/// The balance of an area in a year.
const BALANCE: [ColumnSpec; 12] = [
    ColumnSpec::new(
        "grid_area_id",
        Kind::Text,
        "",
        "Voedingsgebied; leeg als het niet bekend is",
        "Supply area; empty when it is not known",
    ),
    ColumnSpec::new("grid_area", Kind::Text, "", "Naam van het voedingsgebied", "Name of the supply area"),
    ColumnSpec::new("year", Kind::Int, "jaar", "Jaar", "Year"),
    ColumnSpec::new(
        "homes",
        Kind::Int,
        "",
        "Woningen die in dat jaar worden opgeleverd",
        "Homes delivered in that year",
    ),
    ColumnSpec::new(
        "homes_cumulative",
        Kind::Int,
        "",
        "Woningen tot en met dat jaar",
        "Homes up to and with that year",
    ),
    ColumnSpec::new(
        "added_mw",
        Kind::real(3),
        "MW",
        "Vraag die in dat jaar erbij komt",
        "Demand added in that year",
    ),
    ColumnSpec::new(
        "load_mw",
        Kind::real(3),
        "MW",
        "Vraag tot en met dat jaar",
        "Demand up to and with that year",
    ),
    ColumnSpec::new(
        "load_netbewust_mw",
        Kind::real(3),
        "MW",
        "Dezelfde, netbewust gebouwd",
        "The same, built grid-aware",
    ),
    ColumnSpec::new(
        "headroom_mw",
        Kind::real(3),
        "MW",
        "Ruimte: aanwezig min benodigd",
        "Headroom: present minus needed",
    ),
    ColumnSpec::new(
        "headroom_from",
        Kind::Text,
        "",
        "Waar de ruimte vandaan komt",
        "Where the headroom comes from",
    ),
    ColumnSpec::new(
        "left_mw",
        Kind::real(3),
        "MW",
        "Wat er van de ruimte overblijft; onder nul is er te weinig",
        "What is left of the headroom; below zero there is too little",
    ),
    ColumnSpec::new(
        "left_netbewust_mw",
        Kind::real(3),
        "MW",
        "Hetzelfde, netbewust gebouwd",
        "The same, built grid-aware",
    ),
];

const STATIONS: [ColumnSpec; 7] = [
    ColumnSpec::new("around", Kind::Text, "", "Project in het midden", "Project in the middle"),
    ColumnSpec::new("site_id", Kind::Text, "", "Locatie in het midden", "Site in the middle"),
    ColumnSpec::new("n_sites", Kind::Int, "", "Locaties binnen bereik", "Sites within reach"),
    ColumnSpec::new("homes", Kind::Int, "", "Woningen samen", "Homes together"),
    ColumnSpec::new("load_kw", Kind::real(1), "kW", "Vraag samen", "Demand together"),
    ColumnSpec::new(
        "stations",
        Kind::Int,
        "",
        "Elektriciteitsruimten die nodig lijken",
        "Stations that seem needed",
    ),
    ColumnSpec::new("netbeheerder", Kind::Text, "", "Regionale netbeheerder", "Regional grid operator"),
];

const TEXT: Kind = Kind::Text;

/// Writes everything; gives the names of the files.
pub(super) fn write(found: &Requests, issues: &Issues) -> Result<Vec<String>, Error> {
    let Frame { folder, lang, csv: style, .. } = &found.frame;
    workbook(folder, found)?;
    let mut csv = CsvWriter::create(&folder.path(TABLE), &REQUESTS, *style)?;
    found.requests.iter().try_for_each(|request| csv.push(request.row()))?;
    csv.finish()?;
    map(folder, found)?;
    let document = page::document(found);
    write_document_html(&folder.path(PAGE), &document)?;
    #[cfg(feature = "pdf")]
    crate::export::write_document_pdf(&folder.path(PRINT), &document)?;
    write_issues(&folder.path("issues.csv"), issues, *style, *lang)?;
    let mut outputs = vec!["issues.csv", MAP, PAGE, TABLE, WORKBOOK];
    if cfg!(feature = "pdf") {
        outputs.push(PRINT);
    }
    Ok(outputs.into_iter().map(str::to_owned).collect())
}

fn workbook(folder: &OutputFolder, found: &Requests) -> Result<(), Error> {
    let lang = found.lang();
    let mut xlsx = XlsxWriter::new(&folder.path(WORKBOOK), &found.frame.name, lang);
    let requests = xlsx.sheet(lang.pick("Aanvragen", "Requests"), &REQUESTS)?;
    found.requests.iter().try_for_each(|request| xlsx.push(requests, request.row()))?;

    let balance = xlsx.sheet(lang.pick("Past het", "Does it fit"), &BALANCE)?;
    let mut at = 0;
    for (n, area) in found.balance.iter().enumerate() {
        let first = at;
        for row in balance_rows(found, area) {
            xlsx.push(balance, &row)?;
            at += 1;
        }
        if n < CHARTS && at > first {
            let spec = ChartSpec {
                title: page::area_name(found, &area.area),
                axis: "MW".into(),
                rows: (first, at - 1),
                categories: 2,
                bars: vec![6, 7],
                lines: vec![8],
            };
            xlsx.chart(balance, &spec)?;
        }
    }
    let keyed = |name: &'static str, nl: &'static str, en: &'static str| {
        let mut columns = vec![ColumnSpec::new(name, TEXT, "", nl, en)];
        columns.extend(sums::COLUMNS);
        columns
    };
    let unknown = lang.pick("onbekend", "unknown");
    let sheets: [(&str, Vec<ColumnSpec>, KeyOf); 4] = [
        (
            lang.pick("Per voedingsgebied", "By supply area"),
            keyed("grid_area", "Naam van het voedingsgebied", "Name of the supply area"),
            |request| request.grid_area.clone().or_else(|| request.grid_area_id.clone()),
        ),
        (
            lang.pick("Per netbeheerder", "By grid operator"),
            keyed("netbeheerder", "Regionale netbeheerder", "Regional grid operator"),
            |request| request.netbeheerder.clone(),
        ),
        (
            lang.pick("Per gemeente", "By gemeente"),
            keyed("gemeente", "Naam van de gemeente", "Name of the gemeente"),
            |request| request.gemeente.clone().or_else(|| request.gemeente_code.clone()),
        ),
        (
            lang.pick("Per jaar", "By year"),
            keyed("alles", "Alle aanvragen samen", "All requests together"),
            |_| Some("*".into()),
        ),
    ];
    for (name, columns, key) in sheets {
        let sheet = xlsx.sheet(name, &columns)?;
        for ((key, year), sum) in sums::by(&found.requests, key) {
            let key = key.unwrap_or_else(|| unknown.to_owned());
            let row: Vec<Value> = [key.into()].into_iter().chain(sum.row(year)).collect();
            xlsx.push(sheet, &row)?;
        }
    }
    let stations = xlsx.sheet(lang.pick("Per station", "By station"), &STATIONS)?;
    for row in station_rows(found) {
        xlsx.push(stations, &row.1)?;
    }
    xlsx.explain_columns()?;
    xlsx.explain_parameters(&found.record().run.parameters)?;
    xlsx.explain_sources(&found.record().run.sources())?;
    xlsx.finish()?;
    Ok(())
}

fn balance_rows(found: &Requests, area: &crate::plan::AreaBalance) -> Vec<Vec<Value>> {
    area.years
        .iter()
        .map(|year| {
            vec![
                Some(area.area.clone()).filter(|id| !id.is_empty()).into(),
                page::area_name(found, &area.area).into(),
                year.year.into(),
                i64::try_from(year.homes).ok().into(),
                i64::try_from(year.homes_cumulative).ok().into(),
                year.added_mw.into(),
                year.load_mw.into(),
                year.load_netbewust_mw.into(),
                year.headroom_mw.map(|(mw, _)| mw).into(),
                year.headroom_mw.map(|(_, from)| page::headroom_from(from, found.lang())).into(),
                year.left_mw().into(),
                year.left_netbewust_mw().into(),
            ]
        })
        .collect()
}

fn station_rows(found: &Requests) -> Vec<(geo_types::Point<f64>, Vec<Value>)> {
    found
        .stations
        .iter()
        .map(|(station, point)| {
            let middle = found.requests.iter().find(|request| request.point == Some(*point));
            let row = vec![
                middle.map(|request| request.project.clone()).into(),
                middle.map(|request| request.site_id.clone()).into(),
                i64::try_from(station.sites.len()).ok().into(),
                i64::try_from(station.homes).ok().into(),
                station.load_kw.into(),
                i64::try_from(station.needed).ok().into(),
                middle.and_then(|request| request.netbeheerder.clone()).into(),
            ];
            (*point, row)
        })
        .collect()
}

fn map(folder: &OutputFolder, found: &Requests) -> Result<(), Error> {
    let lang = found.lang();
    let mut gpkg = GpkgWriter::create(&folder.path(MAP))?;
    let about = lang.pick("Aanvragen, een rij per locatie en jaar", "Requests, a row a site and year");
    let requests = gpkg.layer("requests", about, &REQUESTS, GeometryKind::Point, Some("site_id"))?;
    for request in &found.requests {
        let point = request.point.map(Geometry::Point);
        gpkg.push(requests, point.as_ref(), request.row())?;
    }
    let about = lang.pick("Voedingsgebieden per jaar", "Supply areas by year");
    let areas =
        gpkg.layer("grid_areas", about, &BALANCE, GeometryKind::MultiPolygon, Some("grid_area_id"))?;
    let shapes = found.record().layers.grid_areas.as_ref().map(|set| (set, set.shapes()));
    for area in &found.balance {
        let shape = shapes.as_ref().and_then(|(set, shapes)| {
            let at = set.ids.iter().position(|id| *id == area.area)?;
            shapes.get(at).cloned().map(Geometry::MultiPolygon)
        });
        for row in balance_rows(found, area) {
            gpkg.push(areas, shape.as_ref(), &row)?;
        }
    }
    let about =
        lang.pick("Groepen binnen bereik van één elektriciteitsruimte", "Groups within reach of one station");
    let stations = gpkg.layer("stations", about, &STATIONS, GeometryKind::Point, None)?;
    for (point, row) in station_rows(found) {
        gpkg.push(stations, Some(&Geometry::Point(point)), &row)?;
    }
    gpkg.finish()?;
    Ok(())
}
