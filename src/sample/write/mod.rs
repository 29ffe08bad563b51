//! How does the town get into files?
//!
//! One file per register, in the text formats they are published in. Writing
//! streams: one district in memory, whatever the size of the town.

mod bag;
mod cityjson;
mod geojson;
mod project;
mod tables;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::error::ExportError;

use super::{MapLayer, Town};

/// Writes a town as GeoJSON, CityJSONSeq, CSV and a project file that names
/// them all. Makes the folder when it is not there and replaces files of the
/// same names.
///
/// # Errors
///
/// [`ExportError::Write`] when a file cannot be written,
/// [`ExportError::Format`] when coordinates cannot be transformed.
pub fn write_text(town: &Town, folder: &Path) -> Result<(), ExportError> {
    fs::create_dir_all(folder).map_err(|source| ExportError::Write { path: folder.to_owned(), source })?;
    let file = |name: &str| -> PathBuf { folder.join(name) };

    let mut panden = geojson::Collection::create(&file("panden.geojson"), "pand", geojson::RD)?;
    let mut units =
        geojson::Collection::create(&file("verblijfsobjecten.geojson"), "verblijfsobject", geojson::RD)?;
    let mut heights = cityjson::Sequence::create(&file("3dbag.city.jsonl"), town)?;
    let mut bezit = tables::Bezit::create(&file("bezit.csv"))?;
    let mut postcodes = tables::Postcodes::create(&file("congestie_pc6.csv"))?;
    let mut maps = MapLayer::ALL
        .iter()
        .map(|layer| {
            let path = file(&format!("{}.geojson", layer.name()));
            geojson::Collection::create(&path, layer.name(), geojson::crs_of(*layer))
        })
        .collect::<Result<Vec<_>, _>>()?;

    for district in town.districts() {
        for pand in &district.panden {
            panden.polygon(&bag::pand(pand), &pand.footprint)?;
            heights.building(pand)?;
        }
        for unit in &district.verblijfsobjecten {
            units.point(&bag::verblijfsobject(unit, &district.gemeente_naam), unit.point)?;
        }
        bezit.rows(&district)?;
        postcodes.rows(&district)?;
        for feature in &district.features {
            maps[feature.layer as usize].feature(feature)?;
        }
    }

    panden.finish()?;
    units.finish()?;
    heights.finish()?;
    bezit.finish()?;
    postcodes.finish()?;
    for map in maps {
        map.finish()?;
    }
    tables::norms(&file("parkeernormen.csv"))?;
    project::write(&file("toplaag.toml"))
}
