//! What of a polygon lies within a tile and its buffer?

use geo_types::Coord;

use super::{
    grid::{BUFFER, EXTENT},
    rings::Rings,
    validity::Polygons,
};

/// The part of polygons within a tile and its buffer, from the tile's corner.
/// Polygons that lie within are only moved.
#[must_use]
pub fn clip(polygons: &Polygons, corner: Coord<i32>) -> Polygons {
    let (low, high) = (-BUFFER, EXTENT + BUFFER);
    let Some((min, max)) = polygons.rings().bounds() else { return Polygons::default() };
    let (min, max) = (min - corner, max - corner);
    if min.x >= low && min.y >= low && max.x <= high && max.y <= high {
        return polygons.moved(corner);
    }
    if min.x >= high || min.y >= high || max.x <= low || max.y <= low {
        return Polygons::default();
    }
    let (mut cut, mut ring_out, mut ring_in) = (Rings::default(), Vec::new(), Vec::new());
    for (ring, _) in polygons.iter() {
        ring_in.clear();
        ring_in.extend(ring.iter().map(|at| *at - corner));
        for side in [Side::X(low, 1), Side::X(high, -1), Side::Y(low, 1), Side::Y(high, -1)] {
            half(&ring_in, side, &mut ring_out);
            std::mem::swap(&mut ring_in, &mut ring_out);
        }
        ring_in.iter().for_each(|at| cut.push(*at));
        cut.end_ring();
    }
    // Rings that leave the box and come back run along its side twice: that
    // is no inside, and goes.
    Polygons::of(cut)
}

/// A side of the box, and on which side of it the inside lies.
#[derive(Debug, Clone, Copy)]
enum Side {
    X(i32, i32),
    Y(i32, i32),
}

impl Side {
    /// Signed distance to the side; negative is outside.
    fn inside(self, at: Coord<i32>) -> i64 {
        match self {
            Self::X(line, sign) => i64::from(at.x - line) * i64::from(sign),
            Self::Y(line, sign) => i64::from(at.y - line) * i64::from(sign),
        }
    }

    /// Where an edge crosses the side, rounded. The same for both directions
    /// of the edge, so that neighbors stay neighbors.
    fn crossing(self, a: Coord<i32>, b: Coord<i32>) -> Coord<i32> {
        let (a, b) = if (a.x, a.y) <= (b.x, b.y) { (a, b) } else { (b, a) };
        let along = |line: i32, a0: i32, b0: i32, a1: i32, b1: i32| {
            let (run, rise) = (i64::from(b0 - a0), i64::from(b1 - a1));
            let (num, den) = (i64::from(line - a0) * rise * run.signum(), run.abs());
            #[expect(clippy::cast_possible_truncation, reason = "lies between the ends of the edge")]
            let steps = (2 * num + den).div_euclid(2 * den) as i32;
            a1 + steps
        };
        match self {
            Self::X(line, _) => Coord { x: line, y: along(line, a.x, b.x, a.y, b.y) },
            Self::Y(line, _) => Coord { x: along(line, a.y, b.y, a.x, b.x), y: line },
        }
    }
}

/// The part of a ring on the inner side (Sutherland and Hodgman).
fn half(ring: &[Coord<i32>], side: Side, out: &mut Vec<Coord<i32>>) {
    out.clear();
    let Some(mut from) = ring.last().copied() else { return };
    for to in ring.iter().copied() {
        let (before, after) = (side.inside(from), side.inside(to));
        if before < 0 && after > 0 || before > 0 && after < 0 {
            out.push(side.crossing(from, to));
        }
        if after >= 0 {
            out.push(to);
        }
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use geo_types::Coord;
    use proptest::prelude::*;

    use super::{super::rings::twice_area, *};

    fn polygons(ring: &[(i32, i32)]) -> Polygons {
        let mut rings = Rings::default();
        ring.iter().for_each(|(x, y)| rings.push(Coord { x: *x, y: *y }));
        rings.end_ring();
        Polygons::of(rings)
    }

    fn area(polygons: &Polygons) -> i128 {
        polygons.iter().map(|(ring, _)| twice_area(ring).abs()).sum()
    }

    const ORIGIN: Coord<i32> = Coord { x: 0, y: 0 };

    #[test]
    fn a_square_over_the_corner_loses_what_lies_outside() {
        let cut = clip(&polygons(&[(-1_000, -1_000), (100, -1_000), (100, 100), (-1_000, 100)]), ORIGIN);
        assert_eq!(area(&cut), 2 * 164 * 164);
    }

    #[test]
    fn a_square_around_the_tile_becomes_the_tile_with_its_buffer() {
        let cut =
            clip(&polygons(&[(-9_000, -9_000), (9_000, -9_000), (9_000, 9_000), (-9_000, 9_000)]), ORIGIN);
        assert_eq!(area(&cut), 2 * 4_224 * 4_224);
    }

    #[test]
    fn a_comb_over_the_side_falls_apart_into_its_teeth() {
        let comb =
            polygons(&[(-500, 0), (50, 0), (50, 10), (-200, 10), (-200, 30), (50, 30), (50, 40), (-500, 40)]);
        let cut = clip(&comb, ORIGIN);
        assert_eq!(cut.iter().filter(|(_, is_exterior)| *is_exterior).count(), 2);
        assert_eq!(area(&cut), 2 * 2 * 114 * 10);
    }

    #[test]
    fn what_only_touches_the_box_is_not_there() {
        let beside = polygons(&[(4_160, 0), (4_200, 0), (4_200, 40), (4_160, 40)]);
        assert!(clip(&beside, ORIGIN).is_empty());
    }

    proptest! {
        #[test]
        fn four_tiles_hold_a_polygon_together(ring in prop::collection::vec((3_000..6_000_i32, 3_000..6_000_i32), 3..8)) {
            let whole = polygons(&ring);
            // Inside the four tiles at (0..2, 0..2), the buffers overlap: every tile alone must lie within the whole's box.
            for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let cut = clip(&whole, Coord { x: x * EXTENT, y: y * EXTENT });
                if let (Some((min, max)), Some((all_min, all_max))) = (cut.rings().bounds(), whole.rings().bounds()) {
                    prop_assert!(min.x >= -BUFFER && max.y <= EXTENT + BUFFER);
                    prop_assert!(min.x + x * EXTENT >= all_min.x && max.y + y * EXTENT <= all_max.y);
                }
                prop_assert!(area(&cut) <= area(&whole) + 4 * 4_224);
            }
        }
    }
}
