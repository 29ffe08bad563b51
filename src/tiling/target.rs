//! Where do tiles go, and what do they say of themselves?

use std::{
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use geo_types::Coord;
use serde_json::{Map, json};

use crate::{
    crs::{accuracy, world_to_lonlat},
    error::{Error, ExportError},
    export::{MbtilesWriter, OutputFile, OutputFolder, PmtilesWriter, TileFolderWriter, TileSet, TileWriter},
    tiles::{
        grid::{self, Box2, WORLD_BITS},
        source::{Counts, Source},
    },
};

/// A file or folder of tiles that appears whole or not at all.
pub enum Target {
    /// A PMTiles archive.
    Pmtiles(OutputFile),
    /// An MBTiles database.
    Mbtiles(OutputFile),
    /// A folder of plain files.
    Folder(OutputFolder),
}

impl Target {
    /// Prepares a target; its name tells the format. `reads` are all files
    /// that are read.
    ///
    /// # Errors
    ///
    /// [`ExportError`] when it exists and `force` is off, would replace what is
    /// read, or cannot be written.
    pub fn create(path: &Path, force: bool, reads: &[&Path]) -> Result<Self, ExportError> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        Ok(match extension.as_deref() {
            Some("pmtiles") => Self::Pmtiles(OutputFile::create(path, force, reads)?),
            Some("mbtiles") => Self::Mbtiles(OutputFile::create(path, force, reads)?),
            _ => Self::Folder(OutputFolder::create(path, force, reads)?),
        })
    }

    /// The writer of its format.
    ///
    /// # Errors
    ///
    /// [`ExportError`] when the file cannot be made.
    pub fn writer(&self) -> Result<Box<dyn TileWriter>, ExportError> {
        Ok(match self {
            Self::Pmtiles(file) => Box::new(PmtilesWriter::create(&file.path())?),
            Self::Mbtiles(file) => Box::new(MbtilesWriter::create(&file.path())?),
            Self::Folder(folder) => Box::new(TileFolderWriter::new(&folder.path(""))),
        })
    }

    /// Gives the result its name, and its path back.
    ///
    /// # Errors
    ///
    /// [`ExportError`] when it cannot take its place; an earlier result stays.
    pub fn commit(self) -> Result<PathBuf, Error> {
        Ok(match self {
            Self::Pmtiles(file) | Self::Mbtiles(file) => file.commit()?,
            Self::Folder(folder) => folder.commit()?,
        })
    }
}

/// What a set of tiles says of itself.
#[must_use]
pub fn set(
    name: &str,
    description: &str,
    attribution: &str,
    bounds: &[Box2],
    sources: &[&dyn Source],
    zooms: &RangeInclusive<u8>,
    counts: &Counts,
) -> TileSet {
    let mut layers: Vec<_> = sources.iter().flat_map(|source| source.layers()).collect();
    // The zooms a layer is really there; one that is nowhere is not listed.
    layers.retain_mut(|layer| {
        let at = counts.get(&layer.id).into_iter().flatten();
        let there: Vec<u8> = at.filter(|(_, count)| count.tiles > 0).map(|(zoom, _)| *zoom).collect();
        layer.min_zoom = there.first().copied().unwrap_or(*zooms.start());
        layer.max_zoom = there.last().copied().unwrap_or(*zooms.end());
        !there.is_empty()
    });
    let mut more = Map::new();
    let accuracy = accuracy();
    more.insert("rd_to_etrs89_m".into(), json!(accuracy.meters));
    TileSet {
        name: name.to_owned(),
        description: description.to_owned(),
        attribution: as_html(attribution),
        bounds: degrees(bounds),
        layers,
        more,
    }
}

/// Plain text where maps expect HTML: what a file says runs nowhere.
fn as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The box around boxes: west, south, east, north. Without any, the world.
fn degrees(bounds: &[Box2]) -> [f64; 4] {
    let world = (Coord { x: 0, y: 0 }, Coord { x: 1 << WORLD_BITS, y: 1 << WORLD_BITS });
    let (low, high) = bounds.iter().copied().reduce(grid::around).unwrap_or(world);
    let (west, north) = world_to_lonlat(grid::fraction(low));
    let (east, south) = world_to_lonlat(grid::fraction(high));
    [west, south, east, north]
}
