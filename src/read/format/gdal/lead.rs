//! What may GDAL do on behalf of an input file?
//!
//! It may read that file, and those beside it that belong to its format. A
//! file that names another file or an address is not followed: not by a driver
//! that exists for it (VRT, WFS, …), nor by one that GDAL picks by itself for
//! a mask or an overview.

use std::{path::Path, sync::Once};

use gdal::DriverManager;

use crate::{
    error::ReadError,
    gdal_log,
    read::{format::refused, raster},
    regular,
};

/// Drivers of vector formats that are read, each a local file or folder that
/// names no other.
pub(super) const DRIVERS: [&str; 14] = [
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
pub(in crate::read) fn hold() {
    static ONCE: Once = Once::new();
    gdal_log::listen();
    ONCE.call_once(|| {
        for (name, value) in OPTIONS {
            let _ = gdal::config::set_config_option(name, value);
        }
        let kept = |name: &str| {
            DRIVERS.contains(&name)
                || name == DATABASE
                || raster::DRIVERS.iter().any(|(short, _)| *short == name)
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

/// Refuses a MapInfo table that is made of other tables.
///
/// # Errors
///
/// [`ReadError::Refused`].
pub(super) fn check(path: &Path) -> Result<(), ReadError> {
    /// Real ones take some kilobytes.
    const LARGEST: u64 = 1 << 20;
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("tab")) {
        return Ok(());
    }
    let Some(bytes) = regular::read(path, LARGEST)? else { return Ok(()) };
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    let joins = ["open table", "create view", "isseamless"];
    if joins.iter().any(|word| text.contains(word)) {
        let detail = "it is made of other tables, which are not opened";
        return Err(refused(path, "MapInfo", detail, "save it as a table of its own"));
    }
    Ok(())
}
