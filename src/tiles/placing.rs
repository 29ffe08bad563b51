//! Which objects lie in which tile of a zoom?

use rayon::prelude::*;

use super::{
    features::{Features, POSITION_BITS},
    grid,
};

/// Objects per tile, as one sorted list of tile id and position. The id takes
/// 37 bits at the highest zoom and the position the other 27.
pub struct Placing {
    pairs: Vec<u64>,
}

impl Placing {
    /// Places all objects; those that reach into a tile's buffer of so many
    /// units count there too.
    #[must_use]
    pub fn new(features: &Features, zoom: u8, buffer: i32) -> Self {
        let mut pairs: Vec<u64> = features
            .runs()
            .into_par_iter()
            .flat_map_iter(|run| {
                let mut pairs = Vec::with_capacity(run.len() + run.len() / 4);
                for (at, feature) in run.filter_map(|at| features.get(at).map(|feature| (at, feature))) {
                    let (min, max) = feature.bounds();
                    let (min, max) = (grid::on_zoom(min, zoom), grid::on_zoom(max, zoom));
                    let ids = grid::tiles_of(min, max, zoom, buffer).filter_map(crate::export::Tile::id);
                    pairs.extend(ids.map(|id| id << POSITION_BITS | u64::from(at)));
                }
                pairs
            })
            .collect();
        pairs.par_sort_unstable();
        Self { pairs }
    }

    /// Ids of the tiles, ascending, each once.
    #[must_use]
    pub fn tiles(&self) -> Vec<u64> {
        let mut ids: Vec<u64> = self.pairs.iter().map(|pair| pair >> POSITION_BITS).collect();
        ids.dedup();
        ids
    }

    /// Positions of the objects of a tile, ascending.
    pub fn of(&self, id: u64) -> impl Iterator<Item = u32> {
        let start = self.pairs.partition_point(|pair| pair >> POSITION_BITS < id);
        let of_tile = self.pairs[start..].iter().take_while(move |pair| *pair >> POSITION_BITS == id);
        of_tile.map(|pair| (pair & ((1 << POSITION_BITS) - 1)) as u32)
    }
}
