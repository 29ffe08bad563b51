//! The folder of a what-if: a page, a workbook, a map.

use geo_types::Geometry;

use super::{Answers, Compared, WHATIF, page, tables, workbook};
use crate::{
    error::Error,
    export::{GeometryKind, GpkgWriter, write_document_html},
};

const PAGE: &str = "watals.html";
const PRINT: &str = "watals.pdf";
const WORKBOOK: &str = "watals.xlsx";
const MAP: &str = "watals.gpkg";

/// Writes everything; gives the names of the files.
pub(super) fn write(answers: &Answers, compared: &[Compared<'_>]) -> Result<Vec<String>, Error> {
    let folder = &answers.frame.folder;
    workbook::write(&folder.path(WORKBOOK), answers, compared)?;
    map(answers, compared)?;
    let document = page::document(answers, compared);
    write_document_html(&folder.path(PAGE), &document)?;
    #[cfg(feature = "pdf")]
    crate::export::write_document_pdf(&folder.path(PRINT), &document)?;
    let mut outputs = vec![MAP, PAGE, WORKBOOK];
    if cfg!(feature = "pdf") {
        outputs.push(PRINT);
    }
    Ok(outputs.into_iter().map(str::to_owned).collect())
}

/// Every site that moves, once a scenario.
fn map(answers: &Answers, compared: &[Compared<'_>]) -> Result<(), Error> {
    let lang = answers.lang();
    let mut gpkg = GpkgWriter::create(&answers.frame.folder.path(MAP))?.for_people(lang);
    let about = lang.pick(
        "Locaties waarvan iets verandert, een rij per scenario",
        "Sites of which something changes, a row a scenario",
    );
    let layer = gpkg.layer("watals", about, &WHATIF, GeometryKind::MultiPolygon, Some("site_id"))?;
    gpkg.style(layer, "toplaag", include_str!("../../styles/qgis/light/watals.qml"));
    for compared in compared {
        for moved in &compared.moved {
            let shape = Geometry::MultiPolygon(moved.site().geometry.clone());
            gpkg.push(layer, Some(&shape), &tables::row(compared, moved, lang))?;
        }
    }
    gpkg.finish()?;
    Ok(())
}
