//! How do all tiles become plain files that any web server hands out?
//!
//! `{z}/{x}/{y}.pbf`, unpacked: a plain server does not say that a file is
//! gzipped, and a map would then not read it. Beside them stand `tiles.json`
//! for web maps and `metadata.json` for GDAL and tippecanoe.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use serde_json::{Map, Value, json};

use super::{Tile, TileSet, TileWriter, metadata::TileMetadata, order::TileOrder};
use crate::{
    error::ExportError,
    export::{format_error, run_json::write_json, write_error},
};

const FORMAT: &str = "folder of tiles";

/// Writes tiles as files into a folder.
///
/// Meant for the folder of an [`OutputFolder`](crate::export::OutputFolder). A
/// `run.json` that names the outputs lets a later run replace the folder.
pub struct TileFolderWriter {
    folder: PathBuf,
    order: TileOrder,
    zooms: Vec<u8>,
    unpacked: Vec<u8>,
}

impl TileFolderWriter {
    /// Writes into a folder that exists.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        let order = TileOrder::default();
        Self { folder: folder.to_owned(), order, zooms: Vec::new(), unpacked: Vec::new() }
    }
}

impl TileWriter for TileFolderWriter {
    fn add(&mut self, tile: Tile, gzipped: &[u8]) -> Result<(), ExportError> {
        self.order.next(tile, gzipped).map_err(format_error(&self.folder, FORMAT))?;
        let Tile { zoom, x, y } = tile;
        let column = self.folder.join(format!("{zoom}/{x}"));
        let path = column.join(format!("{y}.pbf"));
        self.unpacked.clear();
        // The bytes are in memory: what fails is their content.
        let unpacked = GzDecoder::new(gzipped).read_to_end(&mut self.unpacked);
        unpacked.map_err(|error| format_error(&path, "gzip")(error.to_string()))?;
        let written = match fs::write(&path, &self.unpacked) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(&column).and_then(|()| fs::write(&path, &self.unpacked))
            }
            other => other,
        };
        written.map_err(write_error(&path))?;
        if self.zooms.last() != Some(&zoom) {
            self.zooms.push(zoom);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, set: &TileSet) -> Result<(), ExportError> {
        let metadata = TileMetadata::new(set, &self.order).map_err(format_error(&self.folder, FORMAT))?;
        let rows: Map<String, Value> =
            metadata.rows().into_iter().map(|(name, text)| (name, text.into())).collect();
        write_json(&self.folder.join("metadata.json"), &rows)?;
        write_json(&self.folder.join("tiles.json"), &metadata.tilejson("{z}/{x}/{y}.pbf"))?;

        let mut outputs = vec!["metadata.json".to_owned(), "run.json".to_owned(), "tiles.json".to_owned()];
        outputs.extend(self.zooms.iter().map(|zoom| format!("{zoom}/{{x}}/{{y}}.pbf")));
        write_json(
            &self.folder.join("run.json"),
            &json!({ "program": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION"), "outputs": outputs }),
        )
    }
}
