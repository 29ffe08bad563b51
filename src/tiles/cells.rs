//! Where many objects lie close together: how many, and what do they add up to?
//!
//! Squares of the tile grid, 32 × 32 a tile. Every object counts in the one
//! square that holds its middle, so the totals of a zoom add up exactly to the
//! whole.

use std::collections::BTreeMap;

use fast_mvt::{MvtGeomType, MvtLayerBuilder, MvtResult};
use geo_types::Coord;
use rayon::prelude::*;

use super::{
    attribute::{self, Attribute, Field},
    features::{Feature, Features},
    grid,
    source::{Count, Part},
};
use crate::export::Tile;

/// Binary logarithm of the squares a tile has on a side.
pub const PER_TILE_BITS: u8 = 5;

/// What is counted of objects.
#[derive(Clone, Copy)]
pub struct Tally {
    /// Names of the totals.
    pub names: &'static [&'static str],
    /// Adds an object, given its attributes, to totals of those names.
    pub add: fn(&[Attribute<'_>], &mut [i64]),
}

impl Tally {
    /// The totals as attributes of a square.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        self.names.iter().map(|name| Field::counted(name)).collect()
    }

    /// The number of objects and nothing else.
    #[must_use]
    pub fn objects() -> Self {
        Self { names: &["objects"], add: |_, totals| totals[0] += 1 }
    }

    /// Adds an object to the totals of the square it lies in.
    fn count(&self, feature: Feature<'_>, cells_zoom: u8, squares: &mut Squares) {
        let row: Vec<Attribute<'_>> = feature.attributes().collect();
        let totals =
            squares.entry(square(feature.middle(), cells_zoom)).or_insert_with(|| vec![0; self.names.len()]);
        (self.add)(&row, totals);
    }
}

/// Totals per square: row, column.
pub type Squares = BTreeMap<(i32, i32), Vec<i64>>;

/// The square of a point. At a zoom of squares the world is as many squares
/// wide as it is tiles wide at that zoom; its far edges belong to the last.
fn square(world: Coord<i32>, cells_zoom: u8) -> (i32, i32) {
    let shift = grid::WORLD_BITS.saturating_sub(cells_zoom);
    let last = (1 << grid::WORLD_BITS) - 1;
    (world.y.min(last) >> shift, world.x.min(last) >> shift)
}

/// Totals of all objects in squares of a zoom.
#[must_use]
pub fn count(features: &Features, tally: Tally, cells_zoom: u8) -> Squares {
    let of_run = |run: std::ops::Range<u32>| {
        let mut squares = Squares::new();
        for feature in run.filter_map(|at| features.get(at)) {
            tally.count(feature, cells_zoom, &mut squares);
        }
        squares
    };
    let runs: Vec<Squares> = features.runs().into_par_iter().map(of_run).collect();
    runs.into_iter().fold(Squares::new(), merged)
}

fn merged(mut all: Squares, more: Squares) -> Squares {
    for (square, totals) in more {
        add(&mut all, square, &totals);
    }
    all
}

fn add(squares: &mut Squares, square: (i32, i32), totals: &[i64]) {
    let sums = squares.entry(square).or_insert_with(|| vec![0; totals.len()]);
    sums.iter_mut().zip(totals).for_each(|(sum, more)| *sum += more);
}

/// The same totals in squares `steps` zooms larger.
#[must_use]
pub fn larger(squares: &Squares, steps: u8) -> Squares {
    let mut larger = Squares::new();
    for ((y, x), totals) in squares {
        add(&mut larger, (y >> steps, x >> steps), totals);
    }
    larger
}

/// Totals of the given objects that count in a tile, in squares of which the
/// tile has `2^per_tile_bits` on a side.
pub fn of_tile<'a>(
    features: impl Iterator<Item = Feature<'a>>,
    tally: Tally,
    tile: Tile,
    per_tile_bits: u8,
) -> Squares {
    let mut squares = Squares::new();
    for feature in features {
        let (row, column) = square(feature.middle(), tile.zoom);
        if (row.cast_unsigned(), column.cast_unsigned()) == (tile.y, tile.x) {
            tally.count(feature, tile.zoom + per_tile_bits, &mut squares);
        }
    }
    squares
}

/// Draws the squares of a tile.
pub fn draw(
    name: &str,
    fields: &[Field],
    squares: &Squares,
    tile: Tile,
    per_tile_bits: u8,
) -> MvtResult<(Vec<u8>, Count)> {
    let side = grid::EXTENT >> per_tile_bits;
    let first = Coord { x: tile.x.cast_signed() << per_tile_bits, y: tile.y.cast_signed() << per_tile_bits };
    let mut layer = MvtLayerBuilder::new(name)?;
    let mut count = Count::default();
    let n = 1 << per_tile_bits;
    for row in first.y..first.y + n {
        for ((_, column), totals) in squares.range((row, first.x)..(row, first.x + n)) {
            let (x, y) = ((column - first.x) * side, (row - first.y) * side);
            let corners =
                [(x, y), (x + side, y), (x + side, y + side), (x, y + side)].map(|(x, y)| Coord { x, y });
            let mut feature = layer.feature_of(MvtGeomType::Polygon);
            feature.ring(corners, true)?;
            attribute::tag(
                &mut feature,
                fields,
                totals.iter().map(|total| Attribute::Int(*total)),
                tile.zoom,
            )?;
            layer = feature.end();
            count.drawn += 1;
        }
    }
    Ok(if count.drawn == 0 { (Vec::new(), count) } else { (layer.encode(), count) })
}

/// A drawn layer.
pub fn part(layer: usize, (bytes, count): (Vec<u8>, Count)) -> Part {
    Part { layer, bytes, count }
}
