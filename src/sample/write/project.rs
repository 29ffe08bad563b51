//! The project file that names all others.

use std::{fs, path::Path};

use crate::error::ExportError;

const TEXT: &str = include_str!("project.toml");

/// Writes the project file of a town in text formats.
pub(super) fn write(path: &Path) -> Result<(), ExportError> {
    write_to(path, TEXT)
}

/// Writes the project file of a town with its large registers in GeoPackage.
pub(super) fn write_large(path: &Path) -> Result<(), ExportError> {
    let text = TEXT
        .replace("\"panden.geojson\"", "\"bag.gpkg\"")
        .replace("\"verblijfsobjecten.geojson\"", "\"bag.gpkg\"")
        .replace("\"3dbag.city.jsonl\"", "\"3dbag.gpkg\"")
        .replace("\"percelen.geojson\"", "\"brk.gpkg\"");
    write_to(path, &text)
}

fn write_to(path: &Path, text: &str) -> Result<(), ExportError> {
    fs::write(path, text).map_err(|source| ExportError::Write { path: path.to_owned(), source })
}
