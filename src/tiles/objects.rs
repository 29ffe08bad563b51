//! Many objects: drawn one by one from some zoom on, and as totals below it.

use std::{collections::BTreeSet, sync::OnceLock};

use fast_mvt::MvtResult;

use super::{
    cells::{self, PER_TILE_BITS, Squares, Tally},
    drawing::{self, Head, Late, Shape},
    features::{Feature, Features},
    grid,
    placing::Placing,
    source::{Count, Part, Plan, Source},
};
use crate::{
    error::Error,
    export::{Tile, TileLayer},
};

/// Coarser forms a tile of objects may take.
const STEPS: u8 = 3;

/// Objects that give way to totals.
pub struct Objects {
    head: Head,
    cells: Head,
    features: Features,
    late: Late,
    tally: Tally,
    /// Totals in the squares of the last zoom before objects are drawn; counted
    /// when the first zoom below it is.
    squares: OnceLock<Squares>,
}

impl Objects {
    /// Objects that are drawn from the first zoom of `head` on. Below it, and in
    /// tiles that would be too large, the layer named `cells` holds what
    /// `tally` counts of them. The first fields of `head` are those the features
    /// were packed with; any further ones come from `late`.
    #[must_use]
    pub fn new(
        head: Head,
        cells: &str,
        description: &str,
        features: Features,
        late: Late,
        tally: Tally,
    ) -> Self {
        let cells = Head {
            name: cells.to_owned(),
            description: description.to_owned(),
            shape: Shape::Polygon,
            fields: tally.fields(),
            zooms: (0, head.zooms.1),
        };
        Self { head, cells, features, late, tally, squares: OnceLock::new() }
    }

    fn squares(&self) -> &Squares {
        self.squares.get_or_init(|| {
            let finest = (self.head.zooms.0.saturating_sub(1) + PER_TILE_BITS).min(grid::WORLD_BITS);
            cells::count(&self.features, self.tally, finest)
        })
    }
}

impl Source for Objects {
    fn layers(&self) -> Vec<TileLayer> {
        vec![self.cells.listed(), self.head.listed()]
    }

    fn plan(&self, zoom: u8) -> Result<Box<dyn Plan + '_>, Error> {
        if self.head.shows_at(zoom) {
            return Ok(Box::new(OneByOne {
                objects: self,
                placing: Placing::new(&self.features, zoom, self.head.shape.buffer()),
            }));
        }
        if zoom > self.head.zooms.1 {
            return Ok(Box::new(Nothing));
        }
        let steps = self.head.zooms.0 - 1 - zoom;
        Ok(Box::new(InSquares { objects: self, zoom, squares: cells::larger(self.squares(), steps) }))
    }
}

/// A source that has nothing at a zoom.
pub struct Nothing;

impl Plan for Nothing {
    fn tiles(&self) -> Vec<u64> {
        Vec::new()
    }

    fn draw(&self, _: Tile, step: u8) -> MvtResult<Option<Vec<Part>>> {
        Ok((step == 0).then(Vec::new))
    }
}

struct InSquares<'a> {
    objects: &'a Objects,
    zoom: u8,
    squares: Squares,
}

impl Plan for InSquares<'_> {
    fn tiles(&self) -> Vec<u64> {
        let tile = |(y, x): &(i32, i32)| Tile {
            zoom: self.zoom,
            x: (x >> PER_TILE_BITS).cast_unsigned(),
            y: (y >> PER_TILE_BITS).cast_unsigned(),
        };
        let ids: BTreeSet<u64> = self.squares.keys().filter_map(|square| tile(square).id()).collect();
        ids.into_iter().collect()
    }

    fn draw(&self, tile: Tile, step: u8) -> MvtResult<Option<Vec<Part>>> {
        if step > 0 {
            return Ok(None);
        }
        let Objects { cells, .. } = self.objects;
        let drawn = cells::draw(&cells.name, &cells.fields, &self.squares, tile, PER_TILE_BITS)?;
        Ok(Some(vec![cells::part(0, drawn)]))
    }
}

struct OneByOne<'a> {
    objects: &'a Objects,
    placing: Placing,
}

impl OneByOne<'_> {
    fn features(&self, tile: Tile) -> impl Iterator<Item = Feature<'_>> {
        let id = tile.id().unwrap_or(u64::MAX);
        self.placing.of(id).filter_map(|at| self.objects.features.get(at))
    }

    /// Totals of the tile in ever larger squares.
    fn coarser(&self, tile: Tile, step: u8) -> MvtResult<Vec<Part>> {
        let Objects { cells, tally, .. } = self.objects;
        let bits = PER_TILE_BITS + STEPS - step;
        let squares = cells::of_tile(self.features(tile), *tally, tile, bits);
        let left_out = self.features(tile).count() as u64;
        let drawn = cells::draw(&cells.name, &cells.fields, &squares, tile, bits)?;
        Ok(vec![
            cells::part(0, drawn),
            Part { layer: 1, bytes: Vec::new(), count: Count { left_out, ..Count::default() } },
        ])
    }
}

impl Plan for OneByOne<'_> {
    fn tiles(&self) -> Vec<u64> {
        self.placing.tiles()
    }

    fn draw(&self, tile: Tile, step: u8) -> MvtResult<Option<Vec<Part>>> {
        let Objects { head, late, .. } = self.objects;
        Ok(match step {
            0 => Some(vec![cells::part(1, drawing::draw(head, late, self.features(tile), tile)?)]),
            1..=STEPS => Some(self.coarser(tile, step)?),
            _ => None,
        })
    }
}
