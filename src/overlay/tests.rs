//! Shares one can verify by hand, on a 10 m grid.

use geo::{Area, wkt};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};

use super::*;

/// Expected shares as (group, share), with the covered and overlapping part.
fn check(
    footprint: impl Into<MultiPolygon<f64>>,
    zones: Vec<(u32, MultiPolygon<f64>)>,
    shares: &[(u32, f64)],
    covered: f64,
    overlap: f64,
) {
    let found = ZoneIndex::new(zones).overlay(&footprint.into());
    let list: Vec<(u32, f64)> = found.shares.iter().map(|zone| (zone.group, zone.share)).collect();
    assert_eq!(list.len(), shares.len(), "{found:?}");
    for (have, want) in list.iter().zip(shares) {
        assert!(have.0 == want.0 && (have.1 - want.1).abs() < 1e-12, "{found:?}, expected {shares:?}");
    }
    assert!((found.covered - covered).abs() < 1e-12, "{found:?}, expected {covered} covered");
    assert!((found.overlap - overlap).abs() < 1e-12, "{found:?}, expected {overlap} overlap");
}

fn square(x: f64, y: f64, size: f64) -> MultiPolygon<f64> {
    let coords = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)];
    Polygon::new(LineString::from(coords.to_vec()), Vec::new()).into()
}

/// Three of the four 10 m squares of a 20 m square; the north-east is missing.
fn l_shape() -> MultiPolygon<f64> {
    wkt!(POLYGON((0. 0.,20. 0.,20. 10.,10. 10.,10. 20.,0. 20.,0. 0.))).into()
}

#[test]
fn a_building_in_the_middle_of_a_zone_has_all_of_it() {
    check(l_shape(), vec![(3, square(-50., -50., 200.))], &[(3, 1.0)], 1.0, 0.0);
}

#[test]
fn a_building_far_from_every_zone_is_uncovered() {
    check(l_shape(), vec![(3, square(500., 0., 10.))], &[], 0.0, 0.0);
    check(l_shape(), vec![], &[], 0.0, 0.0);
}

#[test]
fn a_zone_inside_a_building_gives_its_own_area() {
    check(square(0., 0., 100.), vec![(0, square(40., 40., 10.))], &[(0, 0.01)], 0.01, 0.0);
}

#[test]
fn a_zone_equal_to_the_building_gives_exactly_one() {
    let found = ZoneIndex::new(vec![(0, l_shape())]).overlay(&l_shape());
    assert_eq!(found.shares, [ZoneShare { group: 0, share: 1.0 }]);
    assert_eq!(found.uncovered(), 0.0);
}

#[test]
fn a_zone_in_the_notch_of_an_l_shape_gives_nothing() {
    check(l_shape(), vec![(0, square(10., 10., 10.))], &[], 0.0, 0.0);
    check(l_shape(), vec![(0, square(12., 12., 5.))], &[], 0.0, 0.0);
}

#[test]
fn a_zone_over_half_an_l_shape() {
    // West of x = 10 lie two of its three squares.
    check(l_shape(), vec![(0, square(-90., -50., 100.))], &[(0, 2.0 / 3.0)], 2.0 / 3.0, 0.0);
}

#[test]
fn a_building_in_the_hole_of_a_zone_is_outside_it() {
    let ring: MultiPolygon<f64> = wkt!(POLYGON(
        (-100. -100.,100. -100.,100. 100.,-100. 100.,-100. -100.),
        (-10. -10.,-10. 40.,40. 40.,40. -10.,-10. -10.)
    ))
    .into();
    check(l_shape(), vec![(0, ring.clone())], &[], 0.0, 0.0);
    // A quarter of the square lies in the corner of the hole.
    check(square(-20., -20., 20.), vec![(0, ring)], &[(0, 0.75)], 0.75, 0.0);
}

#[test]
fn holes_count_however_they_are_wound() {
    // Exterior and interior both counterclockwise: a sum of windings would
    // take the hole for twice inside.
    let ring: MultiPolygon<f64> = wkt!(POLYGON(
        (-100. -100.,100. -100.,100. 100.,-100. 100.,-100. -100.),
        (-10. -10.,40. -10.,40. 40.,-10. 40.,-10. -10.)
    ))
    .into();
    check(l_shape(), vec![(0, ring.clone())], &[], 0.0, 0.0);
    assert!(ZoneIndex::new(vec![(0, ring.clone())]).at(Point::new(0., 0.)).is_empty());
    assert_eq!(ZoneIndex::new(vec![(0, ring)]).at(Point::new(50., 50.)), [0]);
}

#[test]
fn a_hole_inside_the_building_is_not_covered() {
    let ring: MultiPolygon<f64> = wkt!(POLYGON(
        (-100. -100.,100. -100.,100. 100.,-100. 100.,-100. -100.),
        (10. 10.,20. 10.,20. 20.,10. 20.,10. 10.)
    ))
    .into();
    check(square(0., 0., 40.), vec![(0, ring)], &[(0, 15. / 16.)], 15. / 16., 0.0);
}

#[test]
fn an_island_in_a_hole_is_in_the_zone_again() {
    let mut zone: MultiPolygon<f64> = wkt!(POLYGON(
        (-100. -100.,100. -100.,100. 100.,-100. 100.,-100. -100.),
        (-50. -50.,-50. 50.,50. 50.,50. -50.,-50. -50.)
    ))
    .into();
    zone.0.extend(square(-30., -30., 60.).0);
    check(l_shape(), vec![(0, zone)], &[(0, 1.0)], 1.0, 0.0);
}

#[test]
fn a_courtyard_is_not_part_of_the_building() {
    // 30 × 30 with a courtyard of 10 × 10: 800 m². The zone covers the
    // courtyard and 10 × 10 west of it.
    let building = wkt!(POLYGON(
        (0. 0.,30. 0.,30. 30.,0. 30.,0. 0.),
        (10. 10.,20. 10.,20. 20.,10. 20.,10. 10.)
    ));
    let zone: MultiPolygon<f64> = wkt!(POLYGON((0. 10.,20. 10.,20. 20.,0. 20.,0. 10.))).into();
    check(building, vec![(0, zone)], &[(0, 1. / 8.)], 1. / 8., 0.0);
}

#[test]
fn the_parts_of_a_zone_are_one_zone() {
    let zone = MultiPolygon::new([square(0., 0., 10.).0, square(30., 30., 10.).0].concat());
    check(square(0., 0., 40.), vec![(5, zone)], &[(5, 0.125)], 0.125, 0.0);
    // The same as two shapes of one group.
    let zones = vec![(5, square(0., 0., 10.)), (5, square(30., 30., 10.))];
    check(square(0., 0., 40.), zones, &[(5, 0.125)], 0.125, 0.0);
}

#[test]
fn a_building_in_several_parts_is_not_in_what_lies_between_them() {
    let building = MultiPolygon::new([square(0., 0., 10.).0, square(90., 0., 10.).0].concat());
    check(building.clone(), vec![(0, square(40., -5., 20.))], &[], 0.0, 0.0);
    check(building, vec![(0, square(50., -20., 100.))], &[(0, 0.5)], 0.5, 0.0);
}

#[test]
fn touching_edges_and_corners_give_no_share() {
    let neighbors = vec![
        (0, square(10., 0., 10.)),
        (1, square(-10., 0., 10.)),
        (2, square(0., 10., 10.)),
        (3, square(0., -10., 10.)),
        (4, square(10., 10., 10.)),
        // Only a piece of the edge.
        (5, square(10., 3., 4.)),
    ];
    check(square(0., 0., 10.), neighbors, &[], 0.0, 0.0);
}

#[test]
fn different_zones_that_overlap_keep_both_shares() {
    // 0 has the west 60 %, 1 the east 60 %: 20 % is in both.
    let zones = vec![(0, square(-94., -50., 100.)), (1, square(4., -50., 100.))];
    check(square(0., 0., 10.), zones, &[(0, 0.6), (1, 0.6)], 1.0, 0.2);
    // Both hold the whole building.
    let zones = vec![(0, square(-50., -50., 100.)), (1, square(-40., -40., 90.))];
    check(square(0., 0., 10.), zones, &[(0, 1.0), (1, 1.0)], 1.0, 1.0);
    // One holds it, one has half of it.
    let zones = vec![(0, square(5., -50., 100.)), (1, square(-40., -40., 90.))];
    check(square(0., 0., 10.), zones, &[(0, 0.5), (1, 1.0)], 1.0, 0.5);
    // Three on the same spot: counted twice too often.
    let zones = (0..3).map(|group| (group, square(5., -50., 100.))).collect();
    check(square(0., 0., 10.), zones, &[(0, 0.5), (1, 0.5), (2, 0.5)], 0.5, 1.0);
}

#[test]
fn overlap_within_a_zone_counts_once() {
    let zones = vec![(2, square(-94., -50., 100.)), (2, square(4., -50., 100.))];
    check(square(0., 0., 10.), zones, &[(2, 1.0)], 1.0, 0.0);
    let zones = vec![(2, square(0., 0., 5.)), (2, square(0., 0., 5.)), (2, square(0., 0., 50.))];
    check(square(0., 0., 10.), zones, &[(2, 1.0)], 1.0, 0.0);
    // Two parts that cross each other: a plus of five squares out of nine.
    let zones = vec![
        (2, wkt!(POLYGON((10. 0.,20. 0.,20. 30.,10. 30.,10. 0.))).into()),
        (2, wkt!(POLYGON((0. 10.,30. 10.,30. 20.,0. 20.,0. 10.))).into()),
    ];
    check(square(0., 0., 30.), zones, &[(2, 5. / 9.)], 5. / 9., 0.0);
}

#[test]
fn slanted_edges_are_measured_where_they_cross() {
    // A diamond of 20 × 20 around the middle of a 10 m square's east side.
    let diamond = wkt!(POLYGON((0. 5.,10. -5.,20. 5.,10. 15.,0. 5.)));
    // It is 2x high at x: 25 m² up to x = 5, from there the square's own 50.
    check(square(0., 0., 10.), vec![(0, diamond.into())], &[(0, 0.75)], 0.75, 0.0);
}

#[test]
fn a_long_slanted_edge_that_passes_by_does_not_matter() {
    let zone = wkt!(POLYGON((-1000. -1000.,1000. -1000.,1000. 1000.,-1000. -1000.)));
    // The diagonal passes 20 m north-west of the one, through the other.
    check(square(30., 0., 10.), vec![(0, zone.clone().into())], &[(0, 1.0)], 1.0, 0.0);
    check(square(0., 30., 10.), vec![(0, zone.clone().into())], &[], 0.0, 0.0);
    check(square(0., 0., 10.), vec![(0, zone.into())], &[(0, 0.5)], 0.5, 0.0);
}

/// A wheel around (150000, 460000) with a wavy edge.
fn wheel(n: u32, radius: f64, wave: f64) -> MultiPolygon<f64> {
    let coords = (0..n).map(|i| {
        let angle = f64::from(i) * std::f64::consts::TAU / f64::from(n);
        let r = radius + wave * (angle * 37.0).sin();
        Coord { x: 150_000.0 + r * angle.cos(), y: 460_000.0 + r * angle.sin() }
    });
    Polygon::new(coords.collect(), Vec::new()).into()
}

#[test]
fn a_zone_of_50_000_vertices() {
    let zone = wheel(50_000, 1_000.0, 30.0);
    let relative = |mp: &MultiPolygon<f64>| {
        let mut moved = mp.clone();
        geo::MapCoordsInPlace::map_coords_in_place(&mut moved, |c| Coord {
            x: c.x - 150_000.0,
            y: c.y - 460_000.0,
        });
        moved.unsigned_area()
    };
    let index = ZoneIndex::new(vec![(0, zone.clone())]);
    // In it, outside it, and around it.
    assert_eq!(index.overlay(&square(150_100.0, 460_100.0, 10.0)).share_of(0), 1.0);
    assert_eq!(index.overlay(&square(151_100.0, 460_000.0, 10.0)).shares, []);
    let around = index.overlay(&square(148_000.0, 458_000.0, 4_000.0)).share_of(0);
    assert!((around - relative(&zone) / 16e6).abs() < 1e-12, "{around}");
    // The other way around: the building is the one with 50,000 vertices.
    let whole = ZoneIndex::new(vec![(0, square(148_000.0, 458_000.0, 4_000.0))]);
    assert_eq!(whole.overlay(&zone).share_of(0), 1.0);
    // Squares of 25 m over its envelope: together they are the zone.
    let (mut sum, mut crossed) = (0.0, 0);
    for row in 0..88 {
        for column in 0..88 {
            let (x, y) = (148_900.0 + f64::from(column) * 25.0, 458_900.0 + f64::from(row) * 25.0);
            let share = index.overlay(&square(x, y, 25.0)).share_of(0);
            crossed += u32::from(share > 0.0 && share < 1.0);
            sum += share * 625.0;
        }
    }
    assert!(crossed > 300, "{crossed}");
    assert!((sum / relative(&zone) - 1.0).abs() < 1e-12, "{sum}");
}

#[test]
fn a_footprint_without_area_gives_nothing() {
    let zones = vec![(0, square(-50., -50., 100.)), (1, square(2., 0., 3.))];
    let index = ZoneIndex::new(zones);
    assert_eq!(index.overlay(&MultiPolygon::new(vec![])), Overlay::default());
    let line: MultiPolygon<f64> = wkt!(POLYGON((0. 0.,10. 0.,0. 0.))).into();
    assert_eq!(index.overlay(&line), Overlay::default());
    let slanted: MultiPolygon<f64> = wkt!(POLYGON((0. 0.,9. 3.,6. 2.,0. 0.))).into();
    assert_eq!(index.overlay(&slanted), Overlay::default());
    let dot: MultiPolygon<f64> = wkt!(POLYGON((-9. - 9., -9. - 9., -9. - 9., -9. - 9.))).into();
    assert_eq!(index.overlay(&dot), Overlay::default());
}

#[test]
fn zones_without_area_are_harmless() {
    let empty = Polygon::new(LineString::new(vec![]), vec![]);
    let line = wkt!(POLYGON((0. 0.,10. 10.,0. 0.)));
    let zones = vec![(0, empty.into()), (1, line.into()), (2, MultiPolygon::new(vec![]))];
    check(square(0., 0., 10.), zones, &[], 0.0, 0.0);
}

#[test]
fn each_point_of_a_grid_lies_in_exactly_one_of_its_cells() {
    let cells = (0..16u32).map(|i| (i, square(f64::from(i % 4) * 10., f64::from(i / 4) * 10., 10.)));
    let index = ZoneIndex::new(cells.collect());
    for i in 0..8 {
        for j in 0..8 {
            let groups = index.at(Point::new(f64::from(i) * 5., f64::from(j) * 5.));
            assert_eq!(groups, [u32::try_from(i / 2 + 4 * (j / 2)).unwrap()]);
        }
    }
}

#[test]
fn zones_within_a_distance() {
    let building = square(0., 0., 10.);
    let check = |zone: MultiPolygon<f64>, meters: f64, expected: bool| {
        let near = ZoneIndex::new(vec![(4, zone.clone())]).within(&building, meters);
        assert_eq!(near == [4], expected, "{zone:?} within {meters} m");
    };
    check(square(35., 0., 10.), 25.0, true);
    check(square(35., 0., 10.), 24.9, false);
    // From corner to corner: 3-4-5.
    check(square(13., 14., 10.), 5.0, true);
    check(square(13., 14., 10.), 4.9, false);
    // In it, around it, and across it.
    check(square(4., 4., 1.), 0.0, true);
    check(square(-90., -90., 200.), 0.0, true);
    check(square(5., 5., 200.), 0.0, true);
    // In the middle of a hole of 50 × 50: 20 m from its edge.
    let ring = wkt!(POLYGON(
        (-100. -100.,100. -100.,100. 100.,-100. 100.,-100. -100.),
        (-20. -20.,-20. 30.,30. 30.,30. -20.,-20. -20.)
    ));
    check(ring.clone().into(), 20.0, true);
    check(ring.into(), 19.9, false);
}

#[test]
fn the_nearest_point_is_not_the_one_nearest_to_the_middle() {
    // 100 m long, 10 m wide. The tree is 8 m from its east end and 58 m
    // from its middle, the other 10 m from its side and 15 m from its middle.
    let slab = wkt!(POLYGON((0. 0.,100. 0.,100. 10.,0. 10.,0. 0.))).into();
    let points = vec![(Point::new(50., 20.), "side"), (Point::new(108., 5.), "end")];
    let index = PointIndex::new(points);
    assert_eq!(index.nearest(&slab), Some((8.0, &"end")));
    assert_eq!(index.within(&slab, 8.0), [&"end"]);
    assert_eq!(index.within(&slab, 10.0), [&"side", &"end"]);
    assert!(index.within(&slab, 7.9).is_empty());
}

#[test]
fn a_point_in_the_building_is_at_zero_and_one_in_its_courtyard_is_not() {
    let building: MultiPolygon<f64> = wkt!(POLYGON(
        (0. 0.,30. 0.,30. 30.,0. 30.,0. 0.),
        (10. 10.,20. 10.,20. 20.,10. 20.,10. 10.)
    ))
    .into();
    let distance = |x: f64, y: f64| {
        PointIndex::new(vec![(Point::new(x, y), ())]).nearest(&building).map(|(distance, ())| distance)
    };
    assert_eq!(distance(5., 5.), Some(0.0));
    assert_eq!(distance(14., 15.), Some(4.0));
    assert_eq!(PointIndex::<()>::new(vec![]).nearest(&building), None);
    assert_eq!(PointIndex::new(vec![(Point::new(0., 0.), ())]).nearest(&MultiPolygon::new(vec![])), None);
}

#[test]
fn of_points_at_the_same_distance_the_first_is_the_nearest() {
    let corners = [(20., 5.), (-10., 5.), (5., 20.), (5., -10.)];
    for start in 0..4 {
        let points = (0..4).map(|i| (Point::from(corners[(start + i) % 4]), i)).collect();
        assert_eq!(PointIndex::new(points).nearest(&square(0., 0., 10.)), Some((10.0, &0)));
    }
}
