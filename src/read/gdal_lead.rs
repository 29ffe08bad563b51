//! What may GDAL do on behalf of an input file?
//!
//! It may read that file, and those beside it that belong to its format. A
//! file that names another file or an address is not followed: not by a driver
//! that exists for it (VRT, WFS, …), nor by one that GDAL picks by itself for
//! a mask or an overview.

use std::{
    path::{Path, PathBuf},
    sync::Once,
};

use gdal::DriverManager;

use super::refusal::format_error;
use crate::{error::ReadError, gdal_log, lang::Said};

/// What messages call a file that GDAL reads.
pub(super) const FORMAT: &str = "a GDAL format";

/// Drivers of vector formats that are read, each a local file or folder that
/// names no other.
pub(super) const VECTOR: [&str; 14] = [
    "ESRI Shapefile",
    "GML",
    "SQLite",
    "OpenFileGDB",
    "GPKG",
    "FlatGeobuf",
    "GeoJSON",
    "GeoJSONSeq",
    "TopoJSON",
    "ESRIJSON",
    "KML",
    "MapInfo File",
    "Parquet",
    "Arrow",
];

/// Drivers of rasters by their short names, with the name people know.
pub(super) const RASTER: [(&str, &str); 2] = [("GTiff", "GeoTIFF"), ("AAIGrid", "ASCII grid")];

/// The driver of a database, which the user names and no file can.
pub(super) const DATABASE: &str = "PostgreSQL";

/// What GDAL is told once. A name and a word always fit.
const OPTIONS: [(&str, &str); 6] = [
    // No address is opened: no name ends like this.
    ("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".none"),
    ("GDAL_HTTP_MAX_RETRY", "0"),
    // `xlink:href`, and the address of a schema.
    ("GML_SKIP_RESOLVE_ELEMS", "ALL"),
    ("GML_DOWNLOAD_SCHEMA", "NO"),
    // Xerces opens what a document type names; Expat does not.
    ("GML_PARSER", "EXPAT"),
    // Files beside a raster that say what else belongs to it.
    ("GDAL_PAM_ENABLED", "NO"),
];

/// Keeps GDAL silent, and to the formats that are read. Before every use.
pub(super) fn hold() {
    static ONCE: Once = Once::new();
    gdal_log::listen();
    ONCE.call_once(|| {
        for (name, value) in OPTIONS {
            let _ = gdal::config::set_config_option(name, value);
        }
        let kept = |name: &str| {
            VECTOR.contains(&name) || name == DATABASE || RASTER.iter().any(|(short, _)| *short == name)
        };
        DriverManager::register_all();
        for at in (0..DriverManager::count()).rev() {
            if let Ok(driver) = DriverManager::get_driver(at)
                && !kept(&driver.short_name())
            {
                DriverManager::deregister_driver(&driver);
            }
        }
    });
}

/// The error for what GDAL said last in this thread, or else for this.
pub(super) fn failure(path: &Path, error: &dyn std::fmt::Display) -> ReadError {
    // GDAL's messages hold the path, which ours has already.
    let said = gdal_log::take().unwrap_or_else(|| error.to_string().replace('\n', " "));
    format_error(path, FORMAT, Said::quoted(said))
}

/// An absolute path of an existing file: `PG:…` and the like are none.
pub(super) fn local(path: &Path) -> Result<PathBuf, ReadError> {
    let absolute = path.canonicalize().map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    if absolute.to_string_lossy().starts_with("/vsi") {
        return Err(ReadError::UnknownFormat { path: path.to_owned() });
    }
    Ok(absolute)
}
