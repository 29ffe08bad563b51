//! How do pages become one layer?
//!
//! A GeoJSON file with the features as the service wrote them, those of the
//! gemeente alone. RD New carries the `crs` member of GeoJSON 2008; degrees,
//! from a service that knows no RD, are plain RFC 7946.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::Path,
};

use super::{
    boxes::Came,
    clip::{self, Area},
    failure::{Failure, Trouble},
    page, row,
    store::{Store, writing},
};
use crate::{
    crs::Crs,
    error::ExportError,
    export::{OutputFile, sha256_file},
    interrupt,
};

/// A layer that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Objects in it, by identification.
    pub kept: u64,
    /// Rows in it: an object may have several that differ.
    pub rows: u64,
    /// Objects left out because they have no geometry.
    pub without_geometry: u64,
    /// Its CRS.
    pub crs: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// Writes the features near `area`, or all without one.
///
/// # Errors
///
/// [`Failure`] when pages disagree about their CRS or a geometry cannot be
/// understood; [`ExportError::Write`] when the disk is full.
pub fn write(
    store: &Store,
    came: &Came,
    area: Option<&Area>,
    name: &str,
    target: &Path,
) -> Result<Written, Trouble> {
    let crs_name = came.pages.first().map(|page| page.crs.clone()).unwrap_or_default();
    let crs = Crs::parse(&crs_name).unwrap_or(Crs::Rd);
    let broken = |detail: String| Trouble::from(Failure::Refused { address: name.to_owned(), detail });
    let out = OutputFile::create(target, true, &[])?;
    let path = out.path();
    let mut file = BufWriter::new(File::create(&path).map_err(writing(&path))?);
    let mut put = |text: &[u8]| file.write_all(text).map_err(writing(&path));
    put(head(name, &crs).as_bytes())?;
    let (mut rows, mut without_geometry) = (0_u64, 0_u64);
    let (mut seen, mut objects) = (HashSet::new(), HashSet::new());
    for of_walk in &came.pages {
        interrupt::check()?;
        if of_walk.crs != crs_name {
            return Err(broken(format!("came partly as {crs_name}, partly as {}", of_walk.crs)));
        }
        let text =
            store.text(of_walk).map_err(|source| ExportError::Write { path: target.to_owned(), source })?;
        let page = page::read(&text).map_err(broken)?;
        for at in page.features {
            let feature = &text[at];
            let of = row::row(feature);
            if !seen.insert(of.row) {
                continue;
            }
            if let Some(area) = area {
                let geometry = clip::geometry(feature)
                    .map_err(|why| broken(format!("has a geometry that cannot be read: {why}")))?;
                let Some(mut geometry) = geometry else {
                    without_geometry += 1;
                    continue;
                };
                crs.to_rd(&mut geometry).map_err(|why| broken(why.to_string()))?;
                if !area.is_near(&geometry) {
                    continue;
                }
            }
            put(if rows == 0 { b"\n" } else { b",\n" })?;
            put(feature)?;
            rows += 1;
            objects.insert(of.object);
        }
    }
    put(b"\n]}\n")?;
    file.flush().map_err(writing(&path))?;
    drop(file);
    let target = out.commit()?;
    let bytes = fs::metadata(&target).map_err(writing(&target))?.len();
    let sha256 = sha256_file(&target).map_err(writing(&target))?;
    Ok(Written { kept: objects.len() as u64, rows, without_geometry, crs: crs.name(), bytes, sha256 })
}

fn head(name: &str, crs: &Crs) -> String {
    let urn = match crs {
        Crs::Rd | Crs::RdByNumbers(_) => Some("urn:ogc:def:crs:EPSG::28992".to_owned()),
        Crs::LonLat => None,
        Crs::Other(text) => Some(text.clone()),
    };
    let crs = urn
        .map(|urn| format!("\"crs\":{},", serde_json::json!({"type": "name", "properties": {"name": urn}})));
    let name = serde_json::Value::from(name);
    format!("{{\"type\":\"FeatureCollection\",\"name\":{name},{}\"features\":[", crs.unwrap_or_default())
}
