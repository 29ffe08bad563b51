//! How do all tiles become one database, as desktop programs want them?
//!
//! `MBTiles` 1.3: SQLite with a view `tiles` and a table `metadata`. Identical
//! tiles are stored once, in `images`; `map` says which tile shows which.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::{Tile, TileSet, TileWriter, metadata::TileMetadata, order::TileOrder};
use crate::{
    error::ExportError,
    export::{format_error, sqlite, write_error},
};

const FORMAT: &str = "MBTiles";

/// Tables, and the application id that `MBTiles` 1.3 names.
const TABLES: &str = "
PRAGMA application_id = 0x4D504258;
BEGIN;
CREATE TABLE metadata (name TEXT, value TEXT);
CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);
CREATE TABLE images (tile_id TEXT, tile_data BLOB);
CREATE VIEW tiles AS
  SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS tile_row,
         images.tile_data AS tile_data
  FROM map JOIN images ON images.tile_id = map.tile_id;
";

/// Built when all rows are there, which is faster and smaller.
const INDEXES: &str = "
CREATE UNIQUE INDEX metadata_name ON metadata (name);
CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
CREATE UNIQUE INDEX images_id ON images (tile_id);
COMMIT;
";

/// Writes an `MBTiles` database.
///
/// What it keeps in memory is some 60 bytes for each different tile.
pub struct MbtilesWriter {
    path: PathBuf,
    order: TileOrder,
    connection: Connection,
    /// Which image has this SHA-256.
    images: HashMap<[u8; 32], usize>,
}

impl MbtilesWriter {
    /// Creates the file.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when a file of that name exists,
    /// [`ExportError::Format`] when SQLite cannot write it.
    pub fn create(path: &Path) -> Result<Self, ExportError> {
        if path.exists() {
            return Err(write_error(path)(std::io::ErrorKind::AlreadyExists.into()));
        }
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(path)?;
            connection.execute_batch(sqlite::SETTINGS)?;
            connection.execute_batch(TABLES)?;
            Ok(connection)
        };
        let connection = open().map_err(format_error(path, FORMAT))?;
        Ok(Self { path: path.to_owned(), order: TileOrder::default(), connection, images: HashMap::new() })
    }

    fn insert(&mut self, Tile { zoom, x, y }: Tile, gzipped: &[u8]) -> rusqlite::Result<()> {
        let next = self.images.len() + 1;
        let image = *self.images.entry(Sha256::digest(gzipped).into()).or_insert(next);
        if image == next {
            let mut insert = self.connection.prepare_cached("INSERT INTO images VALUES (?, ?)")?;
            insert.execute(params![image.to_string(), gzipped])?;
        }
        // Rows count from the south here.
        let row = (1_u64 << zoom) - 1 - u64::from(y);
        let mut insert = self.connection.prepare_cached("INSERT INTO map VALUES (?, ?, ?, ?)")?;
        insert.execute(params![zoom, x, row, image.to_string()])?;
        Ok(())
    }
}

impl TileWriter for MbtilesWriter {
    fn add(&mut self, tile: Tile, gzipped: &[u8]) -> Result<(), ExportError> {
        self.order.next(tile, gzipped).map_err(format_error(&self.path, FORMAT))?;
        self.insert(tile, gzipped).map_err(format_error(&self.path, FORMAT))
    }

    fn finish(self: Box<Self>, set: &TileSet) -> Result<(), ExportError> {
        let Self { path, order, connection, .. } = *self;
        let metadata = TileMetadata::new(set, &order).map_err(format_error(&path, FORMAT))?;
        let finish = || -> rusqlite::Result<()> {
            for (name, value) in metadata.rows() {
                connection.execute("INSERT INTO metadata VALUES (?, ?)", params![name, value])?;
            }
            connection.execute_batch(INDEXES)
        };
        finish().map_err(format_error(&path, FORMAT))?;
        connection.close().map_err(|(_, error)| format_error(&path, FORMAT)(error))
    }
}
