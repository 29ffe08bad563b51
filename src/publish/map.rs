//! The tiles of a published run.

use std::{fs, path::Path};

use geo_types::Geometry;
use rayon::prelude::*;

use super::{Published, left_out::LeftOut};
use crate::{
    error::{Error, ExportError},
    progress::Progress,
    record::Record,
    regular,
    run_map::{self, MapOfRun, PandTiles},
    tables::{PANDEN, SITES, SiteRow, row},
    value::Value,
};

/// The tiles of a run, in its folder.
const TILES: &str = "toplaag.pmtiles";

/// Gives the folder the tiles of the run; where something is left out they are
/// drawn again from the record.
pub(super) fn write(
    site: &mut Published<'_>,
    record: &Record,
    rows: &[SiteRow],
    left_out: &LeftOut,
    progress: &mut dyn Progress,
) -> Result<(), Error> {
    let to = site.start("data/toplaag.pmtiles")?;
    let own = record.folder.join(TILES);
    if left_out.is_nothing() && regular::check(&own).is_ok() {
        return copy(&own, &to);
    }
    draw(&to, record, rows, left_out, &site.name, progress)
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let copied = fs::copy(from, to);
    copied.map_err(|source| ExportError::Write { path: to.to_owned(), source })?;
    Ok(())
}

/// Draws the tiles again, as a scan of these facts would.
fn draw(
    to: &Path,
    record: &Record,
    rows: &[SiteRow],
    left_out: &LeftOut,
    name: &str,
    progress: &mut dyn Progress,
) -> Result<(), Error> {
    let lang = record.lang();
    let names = record.names(lang);
    let mut panden = PandTiles::new();
    record.each_pand(
        |pand| {
            let values = row(PANDEN, &pand.survey, &names);
            let shape = (!pand.footprint.0.is_empty()).then_some(Geometry::MultiPolygon(pand.footprint));
            (shape, values)
        },
        &mut |(shape, values): (Option<Geometry<f64>>, Vec<Value>)| panden.push(shape.as_ref(), &values),
    )?;
    let values: Vec<Vec<Value>> = rows.par_iter().map(|site| row(SITES, site, &names)).collect();
    let map = MapOfRun {
        backdrop: record.backdrop()?,
        sites: rows,
        rows: &values,
        layers: &record.layers,
        name,
        lang,
        attribution: &record.run.attribution(),
        new_storey_m: record.params.optoppen.new_storey_m.value,
        left_out: &left_out.columns,
    };
    run_map::write(to, panden, map, progress)?;
    Ok(())
}
