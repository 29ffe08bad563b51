//! Towns to draw, and what must hold for every drawing.

mod examples;
mod layers;
mod parts;

use std::iter::once;

use geo::{Area, Validation};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::{
    core::{
        fill_rule::FillRule,
        overlay::{IntOverlayOptions, Overlay, ShapeType},
        overlay_rule::OverlayRule,
        solver::Solver,
    },
    i_float::int::point::IntPoint,
};
use proptest::prelude::*;

use super::{Detail, Drawing, EXTENT, Grid};

/// Where the corners of four tiles meet at every zoom but 0.
pub const MIDDLE: i32 = 1 << 29;

/// A polygon without holes.
pub fn polygon(corners: &[(i32, i32)]) -> Polygon<i32> {
    Polygon::new(corners.iter().copied().collect(), Vec::new())
}

/// A rectangle between two corners.
pub fn rectangle(west: i32, north: i32, east: i32, south: i32) -> Polygon<i32> {
    polygon(&[(west, north), (east, north), (east, south), (west, south)])
}

pub fn grid(zoom: u8, margin: u16) -> Grid {
    Grid::new(zoom, margin).expect("a grid within bounds")
}

/// Twice the area of a zone, exactly.
pub fn doubled_area(zone: &MultiPolygon<i32>) -> i128 {
    let ring = |ring: &LineString<i32>| -> i128 {
        ring.lines()
            .map(|l| {
                i128::from(l.start.x) * i128::from(l.end.y) - i128::from(l.end.x) * i128::from(l.start.y)
            })
            .sum()
    };
    zone.iter().flat_map(|polygon| once(polygon.exterior()).chain(polygon.interiors())).map(ring).sum()
}

/// Fails unless every polygon is valid by the account of `geo`, turns the way
/// tiles want it, and has an area.
pub fn check_valid(zone: &MultiPolygon<i32>) -> Result<(), TestCaseError> {
    let float = |c: &Coord<i32>| Coord { x: f64::from(c.x), y: f64::from(c.y) };
    let copy = |ring: &LineString<i32>| ring.0.iter().map(float).collect::<LineString<f64>>();
    let copies: MultiPolygon<f64> = zone
        .iter()
        .map(|p| Polygon::new(copy(p.exterior()), p.interiors().iter().map(copy).collect()))
        .collect();
    prop_assert!(copies.is_valid(), "{:?}: {zone:?}", copies.validation_errors());
    for polygon in zone {
        let (outer, holes) = polygon.clone().into_inner();
        let area = |ring: LineString<i32>| doubled_area(&Polygon::new(ring, Vec::new()).into());
        prop_assert!(area(outer) > 0);
        for hole in holes {
            prop_assert!(area(hole) < 0);
        }
    }
    prop_assert!(copies.unsigned_area() > 0.0 || zone.0.is_empty());
    Ok(())
}

/// Twice the area of what another program makes of two sets of polygons.
pub fn overlaid(subject: &[Polygon<i32>], clip: &[Polygon<i32>], rule: OverlayRule, fill: FillRule) -> i128 {
    let mut overlay = Overlay::new_custom(64, IntOverlayOptions::keep_all_points(), Solver::default());
    for (polygons, role) in [(subject, ShapeType::Subject), (clip, ShapeType::Clip)] {
        for ring in polygons.iter().flat_map(|p| once(p.exterior()).chain(p.interiors())) {
            let points: Vec<_> = ring.0.iter().map(|c| IntPoint::new(c.x - MIDDLE, c.y - MIDDLE)).collect();
            overlay.add_contour(&points[..points.len().saturating_sub(1)], role);
        }
    }
    let shapes = overlay.overlay(rule, fill);
    let ring = |ring: &Vec<IntPoint>| -> i128 {
        let next = ring.iter().cycle().skip(1);
        ring.iter()
            .zip(next)
            .map(|(a, b)| i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y))
            .sum()
    };
    shapes.iter().flatten().map(ring).sum::<i128>().abs()
}

/// A zone moved from the coordinates of a tile to those of the zoom.
pub fn moved(zone: &MultiPolygon<i32>, x: u32, y: u32) -> MultiPolygon<i32> {
    let by = |n: u32| i32::try_from(n).expect("a column or row") * EXTENT;
    let ring = |ring: &LineString<i32>| {
        ring.0.iter().map(|c| Coord { x: c.x + by(x), y: c.y + by(y) }).collect::<LineString<i32>>()
    };
    zone.iter().map(|p| Polygon::new(ring(p.exterior()), p.interiors().iter().map(ring).collect())).collect()
}

/// A town of blocks along crooked streets, some blocks to each zone. The last
/// zone is the whole town.
#[derive(Debug, Clone)]
pub struct Town {
    pub zones: Vec<MultiPolygon<i32>>,
}

/// Blocks along a side.
const BLOCKS: usize = 5;

/// Towns whose streets lie `spacing` apart.
pub fn towns(spacing: std::ops::Range<i32>) -> impl Strategy<Value = Town> {
    let n_corners = (BLOCKS + 1) * (BLOCKS + 1);
    let shift = || prop::collection::vec((-100..=100_i32, -100..=100_i32), n_corners);
    let bends =
        || prop::collection::vec(prop::collection::vec((-50..=50_i32, -50..=50_i32), 0..5), n_corners);
    let owners = prop::collection::vec(0..6_usize, BLOCKS * BLOCKS);
    (spacing, shift(), bends(), bends(), owners).prop_map(|(spacing, shift, across, down, owners)| {
        let corner = |x: usize, y: usize| {
            let at = |n: usize, by: i32| {
                MIDDLE + (2 * n as i32 - BLOCKS as i32) * spacing / 2 + by * spacing / 1000
            };
            let by = shift[y * (BLOCKS + 1) + x];
            Coord { x: at(x, by.0), y: at(y, by.1) }
        };
        // A street without its far end.
        let street = |a: Coord<i32>, b: Coord<i32>, bends: &[(i32, i32)]| {
            let n = bends.len() as i32 + 1;
            let bend = move |(&(x, y), i): (&(i32, i32), i32)| Coord {
                x: a.x + (b.x - a.x) * i / n + x * spacing / 2000 * 4 / n.max(4),
                y: a.y + (b.y - a.y) * i / n + y * spacing / 2000 * 4 / n.max(4),
            };
            once(a).chain(bends.iter().zip(1..).map(bend)).collect::<Vec<_>>()
        };
        let block = |x: usize, y: usize| {
            let [nw, ne, sw, se] = [corner(x, y), corner(x + 1, y), corner(x, y + 1), corner(x + 1, y + 1)];
            let at = |x: usize, y: usize| y * (BLOCKS + 1) + x;
            let back = |end: Coord<i32>, mut street: Vec<Coord<i32>>| {
                street.remove(0);
                street.push(end);
                street.reverse();
                street
            };
            let ring = [
                street(nw, ne, &across[at(x, y)]),
                street(ne, se, &down[at(x + 1, y)]),
                back(se, street(sw, se, &across[at(x, y + 1)])),
                back(sw, street(nw, sw, &down[at(x, y)])),
            ];
            Polygon::new(LineString(ring.concat()), Vec::new())
        };
        let mut zones = vec![MultiPolygon(Vec::new()); 7];
        for y in 0..BLOCKS {
            for x in 0..BLOCKS {
                zones[owners[y * BLOCKS + x]].0.push(block(x, y));
                zones[6].0.push(block(x, y));
            }
        }
        Town { zones }
    })
}

/// Any polygons at all: crossing themselves and each other, with places met
/// twice, spikes, and without area.
pub fn blobs(size: i32) -> impl Strategy<Value = Vec<MultiPolygon<i32>>> {
    let place = || (0..size, 0..size).prop_map(|(x, y)| Coord { x: MIDDLE + x, y: MIDDLE + y });
    let ring = move || prop::collection::vec(place(), 0..9).prop_map(LineString);
    let polygon = (ring(), prop::collection::vec(ring(), 0..2)).prop_map(|(o, h)| Polygon::new(o, h));
    let zone = prop::collection::vec(polygon, 0..3).prop_map(MultiPolygon);
    prop::collection::vec(zone, 1..6)
}

/// Any zoom, tolerance and margin.
pub fn looks(zooms: std::ops::RangeInclusive<u8>) -> impl Strategy<Value = (Grid, Detail)> {
    let margin = prop_oneof![Just(0), Just(64), 1..2048_u16];
    let tolerance = prop_oneof![Just(0.0), Just(1.0), 0.0..40.0];
    (zooms, margin, tolerance)
        .prop_map(|(zoom, margin, tolerance)| (grid(zoom, margin), Detail { tolerance }))
}

/// All that must hold for any drawing.
pub fn check_drawing(drawing: &Drawing) -> Result<Vec<MultiPolygon<i32>>, TestCaseError> {
    let zones = drawing.polygons();
    for zone in &zones {
        check_valid(zone)?;
    }
    let empty = (0..).zip(&zones).filter(|(_, zone)| zone.0.is_empty()).map(|(zone, _)| zone);
    prop_assert_eq!(drawing.vanished().collect::<Vec<u32>>(), empty.collect::<Vec<u32>>());
    Ok(zones)
}
