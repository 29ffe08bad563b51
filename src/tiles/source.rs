//! What does the maker of tiles ask of what it draws?

use std::collections::BTreeMap;

use fast_mvt::MvtResult;
use serde::Serialize;

use crate::{
    error::Error,
    export::{Tile, TileLayer},
};

/// What became of the objects of a layer at a zoom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Count {
    /// Tiles the layer occurs in.
    pub tiles: u64,
    /// Objects drawn; one that lies in several tiles counts in each.
    pub drawn: u64,
    /// Of these, too small to have a shape and drawn as the smallest square.
    pub enlarged: u64,
    /// Objects that are not drawn though they lie in the tile.
    pub left_out: u64,
    /// Tiles that got a coarser form, as they would have been too large.
    pub coarser: u64,
}

impl Count {
    /// Adds another.
    pub fn add(&mut self, other: Self) {
        self.tiles += other.tiles;
        self.drawn += other.drawn;
        self.enlarged += other.enlarged;
        self.left_out += other.left_out;
        self.coarser += other.coarser;
    }
}

/// Counts per layer and zoom.
pub type Counts = BTreeMap<String, BTreeMap<u8, Count>>;

/// One layer in one tile, encoded.
#[derive(Debug)]
pub struct Part {
    /// Which of [`Source::layers`].
    pub layer: usize,
    /// The layer as MVT; empty when there is nothing to draw.
    pub bytes: Vec<u8>,
    /// What became of its objects.
    pub count: Count,
}

/// Something that can be drawn in tiles, as one layer or several.
pub trait Source: Sync {
    /// Its layers, as the metadata lists them.
    fn layers(&self) -> Vec<TileLayer>;

    /// Prepares a zoom.
    ///
    /// # Errors
    ///
    /// Those of the drawing.
    fn plan(&self, zoom: u8) -> Result<Box<dyn Plan + '_>, Error>;
}

/// A source at one zoom.
pub trait Plan: Sync {
    /// Ids ([`Tile::id`]) of the tiles something lies in, ascending, each once.
    fn tiles(&self) -> Vec<u64>;

    /// Objects that lie in no tile of this zoom, as they are too small to show:
    /// which layer, and how many.
    fn nowhere(&self) -> Option<(usize, u64)> {
        None
    }

    /// Whether it takes its coarser forms before any other source of a tile
    /// that is too large.
    fn gives_way_first(&self) -> bool {
        false
    }

    /// Draws a tile. Step 0 is the full form, every further one is coarser;
    /// `None` when there is no such form.
    ///
    /// # Errors
    ///
    /// What a layer cannot hold, such as more objects than MVT can number.
    fn draw(&self, tile: Tile, step: u8) -> MvtResult<Option<Vec<Part>>>;
}
