//! Objects in order of importance: the first ones are there at every zoom.

use fast_mvt::MvtResult;

use super::{
    cells,
    drawing::{self, Head, Late},
    features::Features,
    objects::Nothing,
    placing::Placing,
    source::{Part, Plan, Source},
};
use crate::{
    error::Error,
    export::{Tile, TileLayer},
};

/// Objects, the best first.
pub struct Ranked {
    head: Head,
    features: Features,
    late: Late,
    keep: Keep,
    is_background: bool,
}

/// Which objects a tile shows.
#[derive(Debug, Clone, Copy)]
pub struct Keep {
    /// So many, counted from the best, are there at every zoom and in every tile
    /// they lie in.
    pub always: u32,
    /// Of the others a tile shows at most so many, the best first, …
    pub per_tile: usize,
    /// … below this zoom; from it on it shows all.
    pub all_from: u8,
}

impl Ranked {
    /// Objects in the order in which they were packed.
    #[must_use]
    pub fn new(head: Head, features: Features, keep: Keep) -> Self {
        Self { head, features, late: Late::new(), keep, is_background: false }
    }

    /// Objects that lie under all others: all at every zoom, and the first to
    /// give way in a tile that is too large.
    #[must_use]
    pub fn background(head: Head, features: Features) -> Self {
        let keep = Keep { always: 0, per_tile: usize::MAX, all_from: 0 };
        Self { is_background: true, ..Self::new(head, features, keep) }
    }
}

impl Source for Ranked {
    fn layers(&self) -> Vec<TileLayer> {
        vec![self.head.listed()]
    }

    fn plan(&self, zoom: u8) -> Result<Box<dyn Plan + '_>, Error> {
        if !self.head.shows_at(zoom) {
            return Ok(Box::new(Nothing));
        }
        let placing = Placing::new(&self.features, zoom, self.head.shape.buffer());
        Ok(Box::new(Best { ranked: self, placing }))
    }
}

struct Best<'a> {
    ranked: &'a Ranked,
    placing: Placing,
}

impl Plan for Best<'_> {
    fn tiles(&self) -> Vec<u64> {
        self.placing.tiles()
    }

    fn gives_way_first(&self) -> bool {
        self.ranked.is_background
    }

    /// Every coarser form shows a quarter of the others that the one before
    /// it showed, until none is left.
    fn draw(&self, tile: Tile, step: u8) -> MvtResult<Option<Vec<Part>>> {
        let Ranked { head, features, late, keep, .. } = self.ranked;
        let all: Vec<u32> = self.placing.of(tile.id().unwrap_or(u64::MAX)).collect();
        let others = all.iter().filter(|at| **at >= keep.always).count();
        let shown = if tile.zoom < keep.all_from { others.min(keep.per_tile) } else { others };
        let before = |step: u8| shown >> (2 * u32::from(step).min(20));
        if step > 0 && before(step - 1) == 0 {
            return Ok(None);
        }
        let n = all.len() - others + before(step);
        let drawn = drawing::draw(head, late, all[..n].iter().filter_map(|at| features.get(*at)), tile)?;
        let mut part = cells::part(0, drawn);
        part.count.left_out += (all.len() - n) as u64;
        Ok(Some(vec![part]))
    }
}
