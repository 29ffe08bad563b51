//! How do all tiles become one file that a web map reads piece by piece?
//!
//! A PMTiles 3 archive: tiles in the order of their ids, identical ones stored
//! once and neighbors in a row named once, with directories that a reader
//! fetches by byte range. No server is needed.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use pmtiles::{Compression, PmTilesStreamWriter, PmTilesWriter, PmtError, TileCoord, TileType};
use serde_json::Value;

use super::{Tile, TileSet, TileWriter, metadata::TileMetadata, order::TileOrder};
use crate::{
    error::ExportError,
    export::{format_error, write_error},
};

const FORMAT: &str = "PMTiles";

/// Writes a PMTiles archive.
///
/// What it keeps in memory is some 30 bytes a tile.
pub struct PmtilesWriter {
    path: PathBuf,
    order: TileOrder,
    writer: PmTilesStreamWriter<File>,
}

impl PmtilesWriter {
    /// Creates the file.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when a file of that name exists or it cannot be
    /// written.
    pub fn create(path: &Path) -> Result<Self, ExportError> {
        let file = File::create_new(path).map_err(write_error(path))?;
        let writer = PmTilesWriter::new(TileType::Mvt).precompressed(Compression::Gzip).create(file);
        Ok(Self {
            path: path.to_owned(),
            order: TileOrder::default(),
            writer: writer.map_err(|error| failed(path, error))?,
        })
    }
}

impl TileWriter for PmtilesWriter {
    fn add(&mut self, tile: Tile, gzipped: &[u8]) -> Result<(), ExportError> {
        self.order.next(tile, gzipped).map_err(format_error(&self.path, FORMAT))?;
        let written =
            TileCoord::new(tile.zoom, tile.x, tile.y).and_then(|coord| self.writer.add_tile(coord, gzipped));
        written.map_err(|error| failed(&self.path, error))
    }

    fn finish(self: Box<Self>, set: &TileSet) -> Result<(), ExportError> {
        let Self { path, order, mut writer } = *self;
        let metadata = TileMetadata::new(set, &order).map_err(format_error(&path, FORMAT))?;
        let (min_zoom, max_zoom) = metadata.zooms;
        let [min_lon, min_lat, max_lon, max_lat] = metadata.bounds;
        let [lon, lat] = metadata.center;
        writer.set_zoom_range(min_zoom, max_zoom);
        writer.set_bounds(min_lon, min_lat, max_lon, max_lat);
        writer.set_center(lon, lat, metadata.center_zoom);
        writer.set_metadata(Value::Object(metadata.pmtiles()).to_string());
        writer.finalize().map_err(|error| failed(&path, error))
    }
}

/// The error of the system, or of the format.
fn failed(path: &Path, error: PmtError) -> ExportError {
    match error {
        PmtError::Reading(source) => write_error(path)(source),
        other => format_error(path, FORMAT)(other.to_string()),
    }
}
