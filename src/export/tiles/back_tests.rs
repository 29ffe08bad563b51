//! How do tests read back the tiles that were written?
//!
//! The archive by the text of its specification, the database by its view, the
//! folder by its names: none of it by the code that wrote them.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

use ::pmtiles::{TileCoord, TileId};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use rusqlite::Connection;
use serde_json::Value;

use super::*;

/// Gzipped tiles by their id.
pub(super) type Tiles = BTreeMap<u64, Vec<u8>>;

pub(super) fn tile(id: u64) -> Tile {
    let coord = TileCoord::from(TileId::new(id).unwrap());
    Tile { zoom: coord.z(), x: coord.x(), y: coord.y() }
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut unpacked).unwrap();
    unpacked
}

/// A PMTiles archive, read by the text of its specification.
pub(super) struct Archive {
    pub(super) bytes: Vec<u8>,
}

impl Archive {
    pub(super) fn open(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        assert_eq!(&bytes[..8], b"PMTiles\x03");
        Self { bytes }
    }

    pub(super) fn number(&self, at: usize) -> usize {
        u64::from_le_bytes(self.bytes[at..at + 8].try_into().unwrap()).try_into().unwrap()
    }

    pub(super) fn degrees(&self, at: usize) -> f64 {
        f64::from(i32::from_le_bytes(self.bytes[at..at + 4].try_into().unwrap())) / 1e7
    }

    pub(super) fn metadata(&self) -> Value {
        let (from, length) = (self.number(24), self.number(32));
        serde_json::from_slice(&gunzip(&self.bytes[from..from + length])).unwrap()
    }

    /// Id, run length, length and offset of each entry of a directory.
    fn directory(&self, from: usize, length: usize) -> Vec<[u64; 4]> {
        let bytes = gunzip(&self.bytes[from..from + length]);
        let mut rest = bytes.iter();
        let mut varint = || {
            let mut value = 0_u64;
            for shift in (0..).step_by(7) {
                let byte = *rest.next().unwrap();
                value |= u64::from(byte & 0x7f) << shift;
                if byte < 0x80 {
                    break;
                }
            }
            value
        };
        let n = varint();
        let mut entries = vec![[0; 4]; usize::try_from(n).unwrap()];
        let mut id = 0;
        for entry in &mut entries {
            id += varint();
            entry[0] = id;
        }
        for part in [1, 2] {
            entries.iter_mut().for_each(|entry| entry[part] = varint());
        }
        let mut next = 0;
        for entry in &mut entries {
            entry[3] = varint().checked_sub(1).unwrap_or(next);
            next = entry[3] + entry[2];
        }
        assert_eq!(rest.next(), None, "the directory ends behind its entries");
        entries
    }

    /// All entries that are tiles, leaves followed.
    pub(super) fn entries(&self) -> Vec<[u64; 4]> {
        let mut entries = Vec::new();
        for entry in self.directory(self.number(8), self.number(16)) {
            if entry[1] == 0 {
                let from = self.number(40) + usize::try_from(entry[3]).unwrap();
                entries.extend(self.directory(from, usize::try_from(entry[2]).unwrap()));
            } else {
                entries.push(entry);
            }
        }
        entries
    }

    pub(super) fn tiles(&self) -> Tiles {
        let mut tiles = Tiles::new();
        for [id, run, length, offset] in self.entries() {
            let from = self.number(56) + usize::try_from(offset).unwrap();
            let bytes = &self.bytes[from..from + usize::try_from(length).unwrap()];
            for id in id..id + run {
                assert!(tiles.insert(id, bytes.to_vec()).is_none(), "{id} occurs twice");
            }
        }
        tiles
    }
}

pub(super) fn database_tiles(path: &Path) -> Tiles {
    let connection = Connection::open(path).unwrap();
    let mut select =
        connection.prepare("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles").unwrap();
    let row = |row: &rusqlite::Row| {
        let (zoom, x, row_from_south, bytes): (u8, u32, u32, Vec<u8>) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((Tile { zoom, x, y: (1 << zoom) - 1 - row_from_south }.id().unwrap(), bytes))
    };
    select.query_map([], row).unwrap().map(Result::unwrap).collect()
}

pub(super) fn folder_tiles(folder: &Path) -> Tiles {
    let names = |path: &Path| -> Vec<(u32, PathBuf)> {
        let mut names = Vec::new();
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            if let Ok(number) = path.file_stem().unwrap().to_str().unwrap().parse() {
                names.push((number, path));
            }
        }
        names
    };
    let mut tiles = Tiles::new();
    for (zoom, path) in names(folder) {
        for (x, path) in names(&path) {
            for (y, path) in names(&path) {
                assert_eq!(path.extension().unwrap(), "pbf");
                let tile = Tile { zoom: u8::try_from(zoom).unwrap(), x, y };
                tiles.insert(tile.id().unwrap(), gzip(&fs::read(&path).unwrap()));
            }
        }
    }
    tiles
}
