//! Layers one can check by hand.

use std::slice::from_ref;

use super::*;
use crate::{export::Tile, tiles::coverage::Coverage};

/// Zones at zoom 18 in full detail, from the middle of the world.
fn drawn(zones: &[MultiPolygon<i32>]) -> Vec<MultiPolygon<i32>> {
    let zones = Coverage::new(zones).unwrap().at(grid(18, 0), Detail::FULL).polygons();
    for zone in &zones {
        check_valid(zone).expect("valid polygons");
    }
    zones
}

fn ring(corners: &[(i32, i32)]) -> LineString<i32> {
    corners.iter().copied().collect()
}

#[test]
fn parts_that_overlap_or_share_a_side_become_one() {
    let zone = MultiPolygon(vec![rectangle(0, 0, 10, 10), rectangle(5, 0, 20, 10), rectangle(20, 0, 30, 10)]);
    let expected = polygon(&[(0, 0), (30, 0), (30, 10), (0, 10)]);
    assert_eq!(drawn(&[zone]), [MultiPolygon(vec![expected])]);
}

#[test]
fn parts_that_touch_in_a_corner_stay_two() {
    let zone = MultiPolygon(vec![rectangle(0, 0, 10, 10), rectangle(10, 10, 20, 20)]);
    assert_eq!(drawn(from_ref(&zone)), [zone]);
}

#[test]
fn a_zone_in_the_hole_of_another_keeps_to_it() {
    let hole = ring(&[(10, 10), (10, 20), (20, 20), (20, 10), (10, 10)]);
    let around = Polygon::new(rectangle(0, 0, 30, 30).into_inner().0, vec![hole]);
    let island = MultiPolygon(vec![rectangle(10, 10, 20, 20)]);
    let around = MultiPolygon(vec![around]);
    assert_eq!(drawn(&[around.clone(), island.clone()]), [around, island]);
}

#[test]
fn a_hole_that_touches_the_outside_in_a_point_is_a_hole() {
    let hole = ring(&[(0, 10), (10, 20), (10, 10), (0, 10)]);
    let outer = ring(&[(0, 0), (30, 0), (30, 30), (0, 30), (0, 10), (0, 0)]);
    let zone = drawn(&[MultiPolygon(vec![Polygon::new(outer, vec![hole.clone()])])]);
    let expected = Polygon::new(rectangle(0, 0, 30, 30).into_inner().0, vec![hole]);
    assert_eq!(zone, [MultiPolygon(vec![expected])]);
}

#[test]
fn a_hole_within_a_part_within_a_hole_belongs_to_that_part() {
    let hole = |low: i32, high: i32| ring(&[(low, low), (low, high), (high, high), (high, low), (low, low)]);
    let square = |low, high, hole| Polygon::new(rectangle(low, low, high, high).into_inner().0, vec![hole]);
    let zone = MultiPolygon(vec![square(0, 90, hole(10, 80)), square(20, 70, hole(30, 60))]);
    assert_eq!(drawn(from_ref(&zone)), [zone]);
}

#[test]
fn a_vertex_the_neighbor_lacks_leaves_no_sliver() {
    // The border from (0, 0) to (101, 10) passes a quarter of a unit from (50, 5).
    let west = MultiPolygon(vec![polygon(&[(0, 0), (101, 10), (0, 50)])]);
    let east = MultiPolygon(vec![polygon(&[(0, 0), (60, -40), (101, 10), (50, 5)])]);
    let at = |c: (i32, i32)| (c.0 + MIDDLE, c.1 + MIDDLE);
    let lifted = |zone: &MultiPolygon<i32>| {
        let corners: Vec<_> = zone.0[0].exterior().0.iter().map(|c| at((c.x, c.y))).collect();
        MultiPolygon(vec![polygon(&corners)])
    };
    let zones = drawn(&[lifted(&west), lifted(&east)]);
    let shared = Coord { x: MIDDLE + 50, y: MIDDLE + 5 };
    assert!(zones.iter().all(|zone| zone.0[0].exterior().0.contains(&shared)));
}

#[test]
fn rings_without_area_are_nothing_and_are_told() {
    let line = MultiPolygon(vec![polygon(&[(0, 0), (10, 10), (0, 0)])]);
    let point = MultiPolygon(vec![polygon(&[(5, 5), (5, 5), (5, 5)])]);
    let none = MultiPolygon(Vec::new());
    let fine = MultiPolygon(vec![rectangle(0, 0, 10, 10)]);
    let drawing = Coverage::new(&[line, point, fine, none]).unwrap().at(grid(18, 0), Detail::FULL);
    assert_eq!(drawing.vanished().collect::<Vec<_>>(), [0, 1, 3]);
}

#[test]
fn a_zone_smaller_than_a_unit_vanishes_and_is_told() {
    let zones = [
        MultiPolygon(vec![rectangle(MIDDLE, MIDDLE, MIDDLE + 10, MIDDLE + 10)]),
        MultiPolygon(vec![rectangle(MIDDLE, MIDDLE, MIDDLE + 3000, MIDDLE + 3000)]),
    ];
    let drawing = Coverage::new(&zones).unwrap().at(grid(8, 0), Detail::SCREEN);
    assert_eq!(drawing.vanished().collect::<Vec<_>>(), [0]);
}

#[test]
fn a_lens_between_two_vertices_is_not_pressed_flat() {
    // Both sides could be straight within the tolerance; then nothing is left.
    let west = MultiPolygon(vec![polygon(&[(0, 0), (60, 100), (0, 200), (-200, 100)])]);
    let lens = MultiPolygon(vec![polygon(&[(0, 0), (60, 100), (0, 200), (-60, 100)])]);
    let east = MultiPolygon(vec![polygon(&[(0, 0), (300, 100), (0, 200), (60, 100)])]);
    let up = |zone: MultiPolygon<i32>| -> MultiPolygon<i32> {
        zone.iter()
            .map(|p| p.exterior().0.iter().map(|c| (c.x + MIDDLE, c.y + MIDDLE)).collect::<Vec<_>>())
            .map(|corners| polygon(&corners))
            .collect()
    };
    let drawing =
        Coverage::new(&[up(west), up(lens), up(east)]).unwrap().at(grid(18, 0), Detail { tolerance: 100.0 });
    assert_eq!(drawing.vanished().count(), 0);
}

#[test]
fn a_tile_within_a_zone_is_a_square_with_its_margin() {
    let zone = MultiPolygon(vec![rectangle(MIDDLE - 9000, MIDDLE - 9000, MIDDLE + 9000, MIDDLE + 9000)]);
    let tiles = Coverage::new(&[zone]).unwrap().at(grid(18, 64), Detail::SCREEN).tiles();
    assert_eq!(tiles.len(), 36);
    let middle = (MIDDLE / EXTENT) as u32;
    let inner = tiles.iter().find(|(tile, _)| *tile == Tile { zoom: 18, x: middle, y: middle });
    let square = MultiPolygon(vec![rectangle(-64, -64, 4160, 4160)]);
    assert_eq!(inner.map(|(_, zones)| zones.as_slice()), Some([(0, square)].as_slice()));
}

#[test]
fn a_tile_a_zone_only_touches_gets_nothing() {
    let zone = MultiPolygon(vec![rectangle(MIDDLE, MIDDLE, MIDDLE + 4096, MIDDLE + 4096)]);
    let tiles = Coverage::new(&[zone]).unwrap().at(grid(18, 0), Detail::FULL).tiles();
    assert_eq!(tiles.len(), 1);
}

#[test]
fn what_lies_beyond_the_world_is_moved_to_its_sides() {
    let zone = MultiPolygon(vec![rectangle(i32::MIN, i32::MIN, i32::MAX, i32::MAX)]);
    let drawing = Coverage::new(&[zone]).unwrap().at(grid(1, 0), Detail::FULL);
    assert_eq!(drawing.polygons(), [MultiPolygon(vec![rectangle(0, 0, 8192, 8192)])]);
    assert_eq!(drawing.tiles().len(), 4);
}

#[test]
fn a_grid_has_a_zoom_and_a_margin_within_bounds() {
    assert!(Grid::new(18, 2047).is_some());
    assert!(Grid::new(19, 0).is_none());
    assert!(Grid::new(0, 2048).is_none());
}
