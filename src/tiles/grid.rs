//! Where on the integer grids of the tile pyramid is this?
//!
//! One grid for the world, 2³⁰ units wide, on which geometry waits; and one
//! for every zoom, on which it is drawn: 4,096 units a tile. A position is
//! rounded on the grid of the whole zoom, never within a tile, so the tiles on
//! both sides of a border hold the same coordinates.

use geo_types::Coord;

use crate::export::Tile;

/// Units in a tile, MVT's extent.
pub const EXTENT: i32 = 1 << EXTENT_BITS;

/// Binary logarithm of [`EXTENT`].
pub const EXTENT_BITS: u8 = 12;

/// Units around a tile that are drawn too, so that outlines and labels do not
/// break at its border: eight pixels of a 512-pixel tile.
pub const BUFFER: i32 = 64;

/// Binary logarithm of the world grid's width. One unit is 2.3 cm on Dutch
/// ground.
pub const WORLD_BITS: u8 = 30;

/// Highest zoom, where the zoom's grid is the world's.
pub const MAX_ZOOM: u8 = WORLD_BITS - EXTENT_BITS;

/// Lower and upper corner of a box on a grid.
pub type Box2 = (Coord<i32>, Coord<i32>);

/// The box around two.
#[must_use]
pub fn around((a, b): Box2, (c, d): Box2) -> Box2 {
    (Coord { x: a.x.min(c.x), y: a.y.min(c.y) }, Coord { x: b.x.max(d.x), y: b.y.max(d.y) })
}

/// A box with so many units around it.
#[must_use]
pub fn wider((low, high): Box2, units: i32) -> Box2 {
    let by = Coord { x: units, y: units };
    (low - by, high + by)
}

/// The world grid's point of a fraction of the world
/// ([`WebMercator`](crate::crs::WebMercator)); `None` outside the world.
#[must_use]
pub fn on_world(fraction: Coord<f64>) -> Option<Coord<i32>> {
    let width = f64::from(1_u32 << WORLD_BITS);
    let round = |fraction: f64| {
        let unit = (fraction * width).round();
        #[expect(clippy::cast_possible_truncation, reason = "checked to lie in the world")]
        (0.0..=width).contains(&unit).then_some(unit as i32)
    };
    Some(Coord { x: round(fraction.x)?, y: round(fraction.y)? })
}

/// The fraction of the world of a point of its grid.
#[must_use]
pub fn fraction(world: Coord<i32>) -> Coord<f64> {
    let width = f64::from(1_u32 << WORLD_BITS);
    Coord { x: f64::from(world.x) / width, y: f64::from(world.y) / width }
}

/// The nearest point of a zoom's grid; halfway goes up.
#[must_use]
pub fn on_zoom(world: Coord<i32>, zoom: u8) -> Coord<i32> {
    let shift = MAX_ZOOM.saturating_sub(zoom);
    let half = (1 << shift) >> 1;
    Coord { x: (world.x + half) >> shift, y: (world.y + half) >> shift }
}

/// The tiles whose square with a buffer around it meets a box of a zoom's grid.
pub fn tiles_of(min: Coord<i32>, max: Coord<i32>, zoom: u8, buffer: i32) -> impl Iterator<Item = Tile> {
    let last = (1_i32 << zoom) - 1;
    let range = |min: i32, max: i32| {
        ((min - buffer) >> EXTENT_BITS).clamp(0, last)..=((max + buffer) >> EXTENT_BITS).clamp(0, last)
    };
    let columns = range(min.x, max.x);
    range(min.y, max.y).flat_map(move |y| {
        columns.clone().map(move |x| Tile { zoom, x: x.cast_unsigned(), y: y.cast_unsigned() })
    })
}

/// The box of whole tiles of a zoom around a box, on the world grid.
#[must_use]
pub fn in_tiles((low, high): Box2, zoom: u8) -> Box2 {
    let bits = WORLD_BITS.saturating_sub(zoom);
    let down = |at: i32| (at >> bits) << bits;
    let up = |at: i32| ((at >> bits) + 1).saturating_mul(1 << bits);
    (Coord { x: down(low.x), y: down(low.y) }, Coord { x: up(high.x), y: up(high.y) })
}

/// The part of a box within another.
#[must_use]
pub fn common((a, b): Box2, (c, d): Box2) -> Box2 {
    (Coord { x: a.x.max(c.x), y: a.y.max(c.y) }, Coord { x: b.x.min(d.x), y: b.y.min(d.y) })
}

/// The upper left corner of a tile on its zoom's grid.
#[must_use]
pub fn corner(tile: Tile) -> Coord<i32> {
    Coord { x: tile.x.cast_signed() << EXTENT_BITS, y: tile.y.cast_signed() << EXTENT_BITS }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_that_of_the_nearest_unit() {
        // At zoom 16 a unit is four of the world's.
        let at = |x| on_zoom(Coord { x, y: 0 }, 16).x;
        assert_eq!([at(0), at(1), at(2), at(3), at(5), at(6)], [0, 0, 1, 1, 1, 2]);
        assert_eq!(on_zoom(Coord { x: 7, y: 9 }, MAX_ZOOM), Coord { x: 7, y: 9 });
    }

    #[test]
    fn a_box_near_a_border_lies_in_both_tiles() {
        let tiles = |x0: i32, x1: i32| {
            tiles_of(Coord { x: x0, y: 5_000 }, Coord { x: x1, y: 5_010 }, 4, BUFFER)
                .map(|t| (t.x, t.y))
                .collect::<Vec<_>>()
        };
        assert_eq!(tiles(4_096 + BUFFER + 1, 4_096 + 200), [(1, 1)]);
        assert_eq!(tiles(4_096 + BUFFER - 1, 4_096 + 200), [(0, 1), (1, 1)]);
        assert_eq!(tiles(0, 10), [(0, 1)], "there is nothing west of the world");
    }

    #[test]
    fn what_lies_outside_the_world_has_no_place() {
        assert_eq!(on_world(Coord { x: 1.1, y: 0.5 }), None);
        assert_eq!(on_world(Coord { x: f64::NAN, y: 0.5 }), None);
        assert_eq!(on_world(Coord { x: 0.5, y: 0.25 }), Some(Coord { x: 1 << 29, y: 1 << 28 }));
    }
}
