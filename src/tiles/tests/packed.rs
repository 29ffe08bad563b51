//! Packing and placing, held against the plain way.

use geo_types::Coord;
use proptest::prelude::*;

use super::*;
use crate::{
    crs::WebMercator,
    tiles::{
        grid::{self, BUFFER, EXTENT, MAX_ZOOM},
        placing::Placing,
        rings::Rings,
    },
};

fn corner() -> impl Strategy<Value = (f64, f64)> {
    (20_000.0..270_000.0_f64, 310_000.0..610_000.0_f64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_packed_comes_back(squares in prop::collection::vec((corner(), 1.0..5_000.0_f64, any::<i64>()), 1..20)) {
        let mut features = Features::new(3);
        let mut mercator = WebMercator::default();
        for ((x, y), side, number) in &squares {
            let row = [Attribute::Int(*number), Attribute::Unknown];
            prop_assert!(features.push(&square(*x, *y, *side), row).unwrap().is_some());
        }
        prop_assert_eq!(features.len(), squares.len());
        for (((x, y), side, number), at) in squares.iter().zip(0..) {
            let feature = features.get(at).unwrap();
            // The third attribute was not given.
            let row = [Attribute::Int(*number), Attribute::Unknown, Attribute::Absent];
            prop_assert_eq!(feature.attributes().collect::<Vec<_>>(), row);
            let mut plain = Rings::default();
            for (x, y) in [(*x, *y), (x + side, *y), (x + side, y + side), (*x, y + side)] {
                plain.push(grid::on_world(mercator.project(Coord { x, y }).unwrap()).unwrap());
            }
            prop_assert_eq!(Some(feature.bounds()), plain.bounds());
            plain.end_ring();
            let mut rings = Rings::default();
            feature.rings(MAX_ZOOM, &mut rings);
            prop_assert_eq!(rings, plain);
        }
        prop_assert!(features.get(u32::try_from(squares.len()).unwrap()).is_none());
    }

    #[test]
    fn placing_finds_what_every_tile_of_the_zoom_would_find_itself(
        squares in prop::collection::vec((corner(), 1.0..200_000.0_f64), 1..6),
        zoom in 0..8_u8,
        buffer in prop::sample::select(vec![0, BUFFER]),
    ) {
        let features = packed(squares.iter().map(|((x, y), side)| square(*x, *y, *side)));
        let placing = Placing::new(&features, zoom, buffer);
        let mut found = Vec::new();
        for y in 0..1 << zoom {
            for x in 0..1 << zoom {
                let id = Tile { zoom, x, y }.id().unwrap();
                let low = grid::corner(Tile { zoom, x, y });
                let inside: Vec<u32> = (0..u32::try_from(squares.len()).unwrap()).filter(|at| {
                    let (min, max) = features.get(*at).unwrap().bounds();
                    let (min, max) = (grid::on_zoom(min, zoom), grid::on_zoom(max, zoom));
                    let meets = |low: i32, min: i32, max: i32| low - buffer <= max && min < low + EXTENT + buffer;
                    meets(low.x, min.x, max.x) && meets(low.y, min.y, max.y)
                }).collect();
                prop_assert_eq!(placing.of(id).collect::<Vec<_>>(), inside.clone());
                if !inside.is_empty() {
                    found.push(id);
                }
            }
        }
        found.sort_unstable();
        prop_assert_eq!(placing.tiles(), found);
    }
}

#[test]
fn positions_go_on_where_a_run_is_full() {
    let n = 8_192 * 2 + 5;
    let features = packed((0..n).map(|at| point(100_000.0 + f64::from(at), 450_000.0)));
    assert_eq!(features.runs(), [0..8_192, 8_192..16_384, 16_384..16_389]);
    for at in [0, 8_191, 8_192, 16_388] {
        let id = format!("pand {at}");
        assert_eq!(features.get(at).unwrap().attributes().next(), Some(Attribute::Text(&id)));
    }
}

#[test]
fn a_shape_that_cannot_be_packed_leaves_no_trace() {
    let mut features = Features::new(1);
    let line = Geometry::LineString(vec![(1.0, 1.0), (2.0, 2.0)].into());
    assert_eq!(features.push(&line, [Attribute::Int(1)]).unwrap(), None);
    assert_eq!(features.push(&Geometry::MultiPolygon(MultiPolygon(vec![])), []).unwrap(), None);
    assert!(features.is_empty() && features.bounds().is_none());
    assert_eq!(features.push(&point(1e5, 4.5e5), [Attribute::Int(2)]).unwrap(), Some(0));
    assert_eq!(features.get(0).unwrap().attributes().collect::<Vec<_>>(), [Attribute::Int(2)]);
}
