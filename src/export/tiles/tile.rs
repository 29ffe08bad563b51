//! Which tile is this, and what does a set of tiles say of itself?

use pmtiles::{TileCoord, TileId};
use serde_json::{Map, Value};

use crate::error::ExportError;

/// A square of the Web Mercator pyramid; `y` counts from the north.
///
/// Tiles are ordered as a PMTiles archive orders them: zoom by zoom, within a
/// zoom along the Hilbert curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tile {
    /// Zoom, 0 for the whole world.
    pub zoom: u8,
    /// Column, from the west.
    pub x: u32,
    /// Row, from the north.
    pub y: u32,
}

impl Tile {
    /// Position in the order of tiles; `None` when there is no such tile.
    #[must_use]
    pub fn id(self) -> Option<u64> {
        TileCoord::new(self.zoom, self.x, self.y).ok().map(|coord| TileId::from(coord).value())
    }
}

/// What kind of value an attribute has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Text.
    String,
    /// Whole number or number with a fraction.
    Number,
    /// Yes or no.
    Boolean,
}

impl FieldKind {
    /// The name TileJSON 3.0 gives it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Number => "Number",
            Self::Boolean => "Boolean",
        }
    }
}

/// One layer of a set of tiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileLayer {
    /// Name.
    pub id: String,
    /// What it shows, for people.
    pub description: String,
    /// First zoom it occurs at.
    pub min_zoom: u8,
    /// Last zoom it occurs at.
    pub max_zoom: u8,
    /// Attributes, in order.
    pub fields: Vec<(String, FieldKind)>,
}

/// What a set of tiles says of itself, once all tiles are known.
#[derive(Debug, Clone, PartialEq)]
pub struct TileSet {
    /// Title.
    pub name: String,
    /// One sentence.
    pub description: String,
    /// Whom to name, every source once.
    pub attribution: String,
    /// `[min_lon, min_lat, max_lon, max_lat]`, degrees.
    pub bounds: [f64; 4],
    /// Its layers, in drawing order.
    pub layers: Vec<TileLayer>,
    /// Anything else that belongs in the metadata.
    pub more: Map<String, Value>,
}

/// A place tiles are written to.
pub trait TileWriter: Send {
    /// Writes one tile, gzipped. Tiles come in ascending order, each once.
    ///
    /// # Errors
    ///
    /// [`ExportError`] when it cannot be written.
    fn add(&mut self, tile: Tile, gzipped: &[u8]) -> Result<(), ExportError>;

    /// Writes what the set says of itself and closes it.
    ///
    /// # Errors
    ///
    /// [`ExportError`] when it cannot be written.
    fn finish(self: Box<Self>, set: &TileSet) -> Result<(), ExportError>;
}
