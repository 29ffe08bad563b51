//! A set of tiles as a PMTiles archive, an MBTiles database or plain files.

mod folder;
mod mbtiles;
mod metadata;
mod order;
mod pmtiles;
mod tile;

pub use folder::TileFolderWriter;
pub use mbtiles::MbtilesWriter;
pub use pmtiles::PmtilesWriter;
pub use tile::{FieldKind, Tile, TileLayer, TileSet, TileWriter};

#[cfg(test)]
mod back_tests;
#[cfg(test)]
mod tests;
