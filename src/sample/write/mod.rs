//! How does the town get into files?
//!
//! One file per register, in the formats they are published in. Writing
//! streams: one district in memory, whatever the size of the town.

mod bag;
mod cityjson;
mod geojson;
mod project;
mod registers;
mod tables;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::error::ExportError;

use self::registers::{Large, Registers, Text};
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
    write(town, folder, Box::new(Text::create(town, folder)?))?;
    project::write(&folder.join("toplaag.toml"))
}

/// Writes a town with its large registers as GeoPackage, as the national
/// downloads are; the rest as [`write_text`] does.
///
/// # Errors
///
/// As [`write_text`]; also when one of the GeoPackages is there already.
pub fn write_large(town: &Town, folder: &Path) -> Result<(), ExportError> {
    fs::create_dir_all(folder).map_err(|source| ExportError::Write { path: folder.to_owned(), source })?;
    write(town, folder, Box::new(Large::create(folder)?))?;
    project::write_large(&folder.join("toplaag.toml"))
}

fn write(town: &Town, folder: &Path, mut registers: Box<dyn Registers>) -> Result<(), ExportError> {
    let file = |name: &str| -> PathBuf { folder.join(name) };
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
            registers.pand(pand)?;
        }
        for unit in &district.verblijfsobjecten {
            registers.unit(unit, &district.gemeente_naam)?;
        }
        for perceel in &district.percelen {
            registers.perceel(perceel)?;
        }
        bezit.rows(&district)?;
        postcodes.rows(&district)?;
        for feature in &district.features {
            maps[feature.layer as usize].feature(feature)?;
        }
    }
    registers.finish()?;
    bezit.finish()?;
    postcodes.finish()?;
    for map in maps {
        map.finish()?;
    }
    tables::norms(&file("parkeernormen.csv"))
}
