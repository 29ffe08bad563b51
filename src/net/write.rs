//! The folder of requests: a workbook to mail, the same as CSV and map, a page.

use geo_types::Geometry;

use super::{
    REQUESTS, Requests, filing_book,
    fit::{BALANCE, STATIONS, balance_rows, station_rows},
    page, workbook,
};
use crate::{
    demand::{NOT_ASKED, NotAsked},
    documents::Frame,
    error::Error,
    export::{CsvWriter, GeometryKind, GpkgWriter, OutputFolder, write_document_html, write_issues},
    issue::Issues,
};

const WORKBOOK: &str = "netaanvraag.xlsx";
const TABLE: &str = "netaanvraag.csv";
const MAP: &str = "net.gpkg";
const PAGE: &str = "net.html";
const PRINT: &str = "net.pdf";
/// The rows of the lists that nothing is asked for.
const LEFT_OUT: &str = "niet-gevraagd.csv";
/// Name of the styles QGIS shows the layers with.
const STYLE: &str = "toplaag";

/// Writes everything; gives the names of the files.
pub(super) fn write(found: &Requests, issues: &Issues) -> Result<Vec<String>, Error> {
    let Frame { folder, lang, csv: style, .. } = &found.frame;
    workbook::write(&folder.path(WORKBOOK), found)?;
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
    let lists = filing_book::write(found)?;
    Ok(outputs.into_iter().map(str::to_owned).chain(lists).collect())
}

fn map(folder: &OutputFolder, found: &Requests) -> Result<(), Error> {
    let lang = found.lang();
    let mut gpkg = GpkgWriter::create(&folder.path(MAP))?.for_people(lang);
    let about = lang.pick(
        "Aanvragen, een rij per locatie of project en jaar",
        "Requests, a row a site or project and year",
    );
    let requests = gpkg.layer("requests", about, &REQUESTS, GeometryKind::Point, Some("site_id"))?;
    gpkg.style(requests, STYLE, include_str!("../../styles/qgis/light/aanvragen.qml"));
    for request in &found.requests {
        let point = request.point.map(Geometry::Point);
        gpkg.push(requests, point.as_ref(), request.row())?;
    }
    let about = lang.pick("Voedingsgebieden per jaar", "Supply areas by year");
    let areas =
        gpkg.layer("grid_areas", about, &BALANCE, GeometryKind::MultiPolygon, Some("grid_area_id"))?;
    gpkg.style(areas, STYLE, include_str!("../../styles/qgis/light/past.qml"));
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
    gpkg.style(stations, STYLE, include_str!("../../styles/qgis/light/stations.qml"));
    for (point, row) in station_rows(found) {
        gpkg.push(stations, Some(&Geometry::Point(point)), &row)?;
    }
    gpkg.finish()?;
    Ok(())
}

/// Writes the rows of the lists that nothing is asked for; gives the name of the table.
pub(super) fn not_asked(frame: &Frame, rows: &[NotAsked]) -> Result<&'static str, Error> {
    let mut csv = CsvWriter::create(&frame.folder.path(LEFT_OUT), &NOT_ASKED, frame.csv)?;
    rows.iter().try_for_each(|no| csv.push(&no.values(frame.lang)))?;
    csv.finish()?;
    Ok(LEFT_OUT)
}
