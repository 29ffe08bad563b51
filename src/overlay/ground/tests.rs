//! Shapes worked out by hand, near the middle of the country.

use geo::{Area, Validation};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};

use super::*;

const X: f64 = 150_000.0;
const Y: f64 = 460_000.0;

fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
    corners.iter().map(|&(x, y)| Coord { x: X + x, y: Y + y }).collect()
}

fn polygon(corners: &[(f64, f64)]) -> MultiPolygon<f64> {
    Polygon::new(ring(corners), Vec::new()).into()
}

fn rect(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
    polygon(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
}

fn one(shape: &MultiPolygon<f64>) -> Polygon<f64> {
    shape.0[0].clone()
}

pub(super) fn index(shapes: &[MultiPolygon<f64>]) -> GroundIndex {
    let mut builder = GroundIndex::builder();
    for (id, shape) in (0..).zip(shapes) {
        builder.push(id, shape);
    }
    builder.finish()
}

const RULE: PlotRule = PlotRule { min_area_m2: 400.0, min_width_m: 12.0 };
const ALL: PlotRule = PlotRule { min_area_m2: 0.0, min_width_m: 0.0 };

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found}, expected {expected}");
}

/// Area that a setback adds at a right corner: eight triangles.
fn fan(setback: f64) -> f64 {
    8.0 * 0.5 * setback * setback * (std::f64::consts::PI / 16.0).sin()
}

#[test]
fn an_opening_goes_back_to_the_corners_it_turned_around() {
    // An angle, a ring, and an angle with a strip that is too narrow.
    let angle = [(0.0, 0.0), (90.0, 0.0), (90.0, 30.0), (40.0, 30.0), (40.0, 80.0), (0.0, 80.0)];
    let whole = cut(&polygon(&angle), &[], &RULE);
    assert_eq!((whole.plots.len(), whole.plots[0].geometry.exterior().0.len()), (1, 7));
    near(whole.plots[0].area_m2, 90.0 * 30.0 + 40.0 * 50.0, 1e-3);
    let court = index(&[rect(30.0, 30.0, 40.0, 40.0)]);
    let around = cut(&rect(0.0, 0.0, 100.0, 100.0), &[Taking::all(&court, 0.0)], &RULE);
    let plot = &around.plots[0].geometry;
    assert_eq!((plot.exterior().0.len(), plot.interiors()[0].0.len()), (5, 5));
    near(around.plots[0].area_m2, 8_400.0, 1e-3);
    let tail = [(0.0, 0.0), (90.0, 0.0), (90.0, 8.0), (40.0, 8.0), (40.0, 80.0), (0.0, 80.0)];
    let cut = cut(&polygon(&tail), &[], &RULE);
    // The strip ends where a circle of 12 m no longer fits between its corner and its other side.
    let reach = 6.0_f64.mul_add(6.0, -(2.0_f64 * 2.0)).sqrt();
    near(cut.plots[0].area_m2, 40.0 * 80.0, reach * 8.0);
    near(cut.plots[0].area_m2 + cut.narrow_m2, cut.domain_m2, 1e-3);
}

#[test]
fn an_empty_field_is_one_plot_with_its_corners() {
    let cut = cut(&rect(0.0, 0.0, 40.0, 25.0), &[], &RULE);
    near(cut.domain_m2, 1_000.0, 1e-3);
    assert_eq!((cut.small_m2, cut.plots.len()), (0.0, 1));
    near(cut.narrow_m2, 0.0, 1e-3);
    let plot = &cut.plots[0];
    near(plot.area_m2, 1_000.0, 1e-3);
    near(plot.circle.1, 25.0, 0.011);
    near(plot.length_m, 40.0, 1e-4);
    near(plot.width_m, 25.0, 1e-4);
    near(plot.azimuth_deg, 90.0, 1e-4);
    near(plot.perimeter_m, 130.0, 1e-3);
    near(plot.compactness, 4.0 * std::f64::consts::PI * 1_000.0 / 130.0 / 130.0, 1e-6);
    near(plot.geometry.unsigned_area(), 1_000.0, 1e-2);
}

#[test]
fn a_setback_goes_round_corners_and_takes_in_order() {
    let panden = index(&[rect(50.0, 50.0, 10.0, 8.0)]);
    let roads = index(&[rect(0.0, 0.0, 100.0, 20.0)]);
    let field = rect(0.0, 0.0, 100.0, 100.0);
    let around = 80.0 + 2.0 * 18.0 * 5.0 + 4.0 * fan(5.0);
    let cut = cut(&field, &[Taking::all(&panden, 5.0), Taking::all(&roads, 0.0)], &ALL);
    near(cut.taken_m2[0], around, 1e-3);
    near(cut.taken_m2[1], 2_000.0, 1e-3);
    near(cut.plots[0].area_m2, 10_000.0 - 2_000.0 - around, 1e-3);
    assert_eq!(cut.plots[0].geometry.interiors().len(), 1);
    assert!(cut.plots[0].geometry.is_valid());
    near(free_area(&one(&field), &[Taking::all(&roads, 0.0)]), 8_000.0, 1e-6);
    near(free_ground(&one(&field), &[Taking::all(&roads, 5.0)]).unsigned_area(), 7_500.0, 1e-2);
}

#[test]
fn a_corner_right_where_large_shapes_are_cut_off_changes_nothing() {
    // The setback and a meter more from the field, its corners lie on the
    // side of the box beyond which nothing is looked at.
    let pand = [(-6.0, 10.0), (3.0, 5.0), (3.0, 20.0), (-6.0, 15.0), (-20.0, 12.0)];
    for turn in 0..pand.len() {
        let mut corners = pand;
        corners.rotate_left(turn);
        let taken = |shift: f64| {
            let field = rect(-shift, 0.0, 30.0 + shift, 30.0);
            let free = rect(0.0, 0.0, 30.0, 30.0);
            let panden = index(&[polygon(&corners)]);
            let outside = free_area(&one(&field), &[Taking::all(&panden, 5.0)]);
            let outer = if shift > 0.0 {
                free_area(&one(&rect(-shift, 0.0, shift, 30.0)), &[Taking::all(&panden, 5.0)])
            } else {
                0.0
            };
            free.unsigned_area() - (outside - outer)
        };
        near(taken(0.0), taken(1.0), 1e-3);
        assert!(taken(0.0) > 100.0);
    }
}

#[test]
fn what_keep_refuses_takes_nothing() {
    let panden = index(&[rect(10.0, 10.0, 10.0, 10.0), rect(40.0, 10.0, 10.0, 10.0)]);
    let not_the_first = |id: u32| id != 0;
    let taking = Taking { index: &panden, setback_m: 0.0, keep: Some(&not_the_first) };
    near(cut(&rect(0.0, 0.0, 100.0, 30.0), &[taking], &RULE).taken_m2[0], 100.0, 1e-6);
}

#[test]
fn what_is_narrow_and_what_is_small_are_told_apart() {
    // A field of 30 by 30 with an arm of 40 by 8, and a separate yard of 15
    // by 15 behind a wall.
    let field = polygon(&[
        (0.0, 0.0),
        (30.0, 0.0),
        (30.0, 11.0),
        (85.0, 11.0),
        (85.0, 26.0),
        (70.0, 26.0),
        (70.0, 19.0),
        (30.0, 19.0),
        (30.0, 30.0),
        (0.0, 30.0),
    ]);
    let wall = index(&[rect(69.5, 0.0, 0.5, 30.0)]);
    let cut = cut(&field, &[Taking::all(&wall, 0.0)], &RULE);
    near(cut.domain_m2, 900.0 + 40.0 * 8.0 + 225.0, 1e-3);
    near(cut.taken_m2[0], 4.0, 1e-3);
    near(cut.small_m2, 225.0, 1e-3);
    assert_eq!(cut.plots.len(), 1);
    // Circles of 12 reach 1.5 into the mouth of the arm, where they meet the
    // miter makes that a triangle of 8 by 3.6.
    near(cut.plots[0].area_m2, 900.0 + 14.3, 1.0);
    near(cut.narrow_m2, 316.0 - 14.3, 1.0);
    assert!(cut.plots[0].circle.1 > 29.9, "{:?}", cut.plots[0].circle);
}

#[test]
fn a_yard_just_wide_enough_counts_and_a_bit_narrower_does_not() {
    let plots = |width: f64| cut(&rect(0.0, 0.0, width, 80.0), &[], &RULE).plots.len();
    assert_eq!((plots(12.0), plots(12.001), plots(11.98)), (1, 1, 0));
}

#[test]
fn a_garden_is_small_as_a_whole() {
    let panden = index(&[rect(0.0, 0.0, 6.0, 9.0)]);
    let cut = cut(&rect(0.0, 0.0, 6.0, 30.0), &[Taking::all(&panden, 5.0)], &RULE);
    assert_eq!((cut.taken_m2.as_slice(), cut.plots.len()), ([0.0].as_slice(), 0));
    near(cut.small_m2, 180.0, 1e-4);
}

#[test]
fn plots_come_largest_first() {
    let road = index(&[rect(40.0, 0.0, 10.0, 100.0)]);
    let cut = cut(&rect(0.0, 0.0, 100.0, 100.0), &[Taking::all(&road, 0.0)], &RULE);
    let areas: Vec<f64> = cut.plots.iter().map(|plot| plot.area_m2.round()).collect();
    assert_eq!(areas, [5_000.0, 4_000.0]);
}

#[test]
fn a_yard_in_a_pand_is_ground_unless_the_setback_fills_it() {
    let outer = ring(&[(10.0, 10.0), (60.0, 10.0), (60.0, 60.0), (10.0, 60.0)]);
    let yard = ring(&[(20.0, 20.0), (20.0, 50.0), (50.0, 50.0), (50.0, 20.0)]);
    for yard in [yard.clone(), yard.0.into_iter().rev().collect()] {
        let block = index(&[Polygon::new(outer.clone(), vec![yard]).into()]);
        let free =
            |setback: f64| cut(&rect(12.0, 12.0, 46.0, 46.0), &[Taking::all(&block, setback)], &RULE).plots;
        near(free(0.0)[0].area_m2, 900.0, 1e-3);
        near(free(5.0)[0].area_m2, 400.0, 1e-3);
        assert!(free(16.0).is_empty());
    }
}

#[test]
fn rings_of_any_state_do_not_panic_and_take_what_they_wind_around() {
    let taken = |shape: MultiPolygon<f64>, setback: f64| {
        let index = index(&[shape]);
        let cut = cut(&rect(0.0, 0.0, 100.0, 100.0), &[Taking::all(&index, setback)], &ALL);
        let plots: f64 = cut.plots.iter().map(|plot| plot.area_m2).sum();
        near(cut.taken_m2[0] + plots + cut.narrow_m2 + cut.small_m2, cut.domain_m2, 1e-6);
        cut.taken_m2[0]
    };
    let bowtie = [(10.0, 10.0), (30.0, 30.0), (30.0, 10.0), (10.0, 30.0)];
    near(taken(polygon(&bowtie), 0.0), 200.0, 1e-3);
    assert!(taken(polygon(&bowtie), 5.0) > 200.0 + 20.0 * 2.0 * 5.0);
    let spike = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (30.0, 50.0), (30.0, 30.0), (10.0, 30.0)];
    near(taken(polygon(&spike), 0.0), 400.0, 1e-3);
    let twice = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0)].repeat(2);
    near(taken(polygon(&twice), 0.0), 400.0, 1e-3);
    let repeated =
        [(10.0, 10.0), (10.0, 10.0), (20.0, 10.0), (30.0, 10.0), (30.0, 30.0), (30.0, 30.0), (10.0, 30.0)];
    near(taken(polygon(&repeated), 0.0), 400.0, 1e-3);
    let outside = ring(&[(50.0, 50.0), (60.0, 50.0), (60.0, 60.0), (50.0, 60.0)]);
    near(
        taken(Polygon::new(rect(10.0, 10.0, 20.0, 20.0).0[0].exterior().clone(), vec![outside]).into(), 0.0),
        400.0,
        1e-3,
    );
    for nothing in [
        polygon(&[]),
        polygon(&[(5.0, 5.0)]),
        polygon(&[(5.0, 5.0), (9.0, 5.0)]),
        polygon(&[(5.0, 5.0), (9.0, 5.0), (12.0, 5.0), (7.0, 5.0)]),
        polygon(&[(5.0, 5.0), (5.0, 5.0), (5.0, 5.0), (5.0, 5.0)]),
        polygon(&[(5.0, 5.0), (f64::NAN, 5.0), (9.0, 9.0)]),
        polygon(&[(5.0, 5.0), (f64::INFINITY, 5.0), (9.0, 9.0)]),
    ] {
        assert_eq!(taken(nothing.clone(), 5.0), 0.0);
        assert_eq!(cut(&nothing, &[], &ALL).plots, []);
        assert_eq!(rectangle(&nothing), None);
        assert_eq!(blocks(&[&nothing], 0.5), []);
        if let Some(polygon) = nothing.0.first() {
            assert_eq!(end_walls(polygon, &WALLS), []);
            assert!(length_near(polygon, &index(&[rect(0.0, 0.0, 50.0, 50.0)]), 1.0) >= 0.0);
        }
    }
    near(cut(&polygon(&bowtie), &[], &ALL).domain_m2, 200.0, 1e-3);
}

#[test]
fn holes_that_touch_go_with_the_exterior_they_lie_in() {
    // A pand with a yard, and one that touches its wall: in the field they
    // are two holes, of which one holds an island.
    let around = ring(&[(20.0, 20.0), (60.0, 20.0), (60.0, 60.0), (20.0, 60.0)]);
    let yard = ring(&[(30.0, 30.0), (55.0, 30.0), (55.0, 55.0), (30.0, 55.0)]);
    let block = Polygon::new(around, vec![yard]).into();
    let touching = polygon(&[(40.0, 60.0), (60.0, 80.0), (30.0, 75.0)]);
    let panden = index(&[block, touching]);
    let cut = cut(&rect(0.0, 0.0, 100.0, 100.0), &[Taking::all(&panden, 0.0)], &ALL);
    let found: Vec<_> =
        cut.plots.iter().map(|plot| (plot.area_m2.round(), plot.geometry.interiors().len())).collect();
    assert_eq!(found, [(10_000.0 - 1_600.0 - 250.0, 2), (625.0, 0)]);
    assert!(cut.plots.iter().all(|plot| plot.geometry.is_valid()));
}

#[test]
fn the_index_finds_by_distance_and_by_box() {
    let index = index(&[
        rect(0.0, 0.0, 10.0, 10.0),
        rect(20.0, 0.0, 10.0, 10.0),
        polygon(&[(0.0, 50.0), (60.0, 50.0), (60.0, 110.0)]),
        rect(-50.0, -50.0, 300.0, 20.0),
    ]);
    assert_eq!(index.within(&rect(10.0, 0.0, 5.0, 5.0), 0.0), [0]);
    assert_eq!(index.within(&rect(11.0, 0.0, 5.0, 5.0), 4.0), [0, 1]);
    assert_eq!(index.within(&rect(2.0, 2.0, 1.0, 1.0), 0.0), [0]);
    assert_eq!(index.within(&rect(-5.0, -5.0, 50.0, 50.0), 0.0), [0, 1]);
    // In the triangle's box, but not near it.
    assert!(index.within(&rect(5.0, 100.0, 5.0, 5.0), 20.0).is_empty());
    assert_eq!(index.in_box([X + 5.0, Y + 100.0, X + 6.0, Y + 101.0]), [2]);
    assert_eq!(index.in_box([X - 500.0, Y - 500.0, X + 500.0, Y + 500.0]), [0, 1, 2, 3]);
    assert_eq!(
        index.polygons().map(|(id, shape)| (id, shape.unsigned_area().round())).collect::<Vec<_>>(),
        [(0, 100.0), (1, 100.0), (2, 1_800.0), (3, 6_000.0)]
    );
    let triangle: Vec<_> = index.polygons_in_box([X + 5.0, Y + 100.0, X + 6.0, Y + 101.0]).collect();
    assert_eq!(triangle, [(2, one(&polygon(&[(0.0, 50.0), (60.0, 50.0), (60.0, 110.0)])))]);
    assert!(GroundIndex::builder().finish().is_empty());
    assert!(GroundIndex::builder().finish().in_box([0.0, 0.0, 1e6, 1e6]).is_empty());
}

#[test]
fn a_footprint_of_eight_corners_takes_98_bytes_at_most() {
    let mut builder = GroundIndex::builder();
    for i in 0..100_000u32 {
        let (x, y) = (f64::from(i % 300) * 12.0, f64::from(i / 300) * 15.0);
        builder.push(
            i,
            &polygon(&[
                (x, y),
                (x + 8.0, y),
                (x + 8.0, y + 5.0),
                (x + 6.0, y + 5.0),
                (x + 6.0, y + 8.0),
                (x + 3.0, y + 8.0),
                (x + 3.0, y + 4.0),
                (x, y + 4.0),
            ]),
        );
    }
    let each = builder.finish().bytes() as f64 / 100_000.0;
    assert!((96.0..98.5).contains(&each), "{each}");
}

#[test]
fn the_length_along_a_road_is_exact() {
    let parcel = one(&rect(0.0, 0.0, 20.0, 30.0));
    let along = |shapes: &[MultiPolygon<f64>], meters: f64| length_near(&parcel, &index(shapes), meters);
    // One front, and two meters of both sides.
    near(along(&[rect(-50.0, -13.0, 100.0, 10.0)], 5.0), 20.0 + 2.0 * 2.0, 1e-6);
    near(along(&[rect(-50.0, -13.0, 100.0, 10.0)], 3.0), 20.0, 1e-6);
    near(along(&[rect(-50.0, -13.0, 100.0, 10.0)], 2.9), 0.0, 1e-6);
    // Two road pieces that overlap count once.
    near(along(&[rect(-50.0, -13.0, 60.0, 10.0), rect(5.0, -13.0, 60.0, 10.0)], 3.0), 20.0, 1e-6);
    // A corner 3 away both ways: 4 along the front and the side, 3 of them
    // before the parcel's own corner.
    near(along(&[rect(23.0, -13.0, 10.0, 10.0)], 5.0), 2.0, 1e-6);
    // Inside a road counts as near it.
    near(along(&[rect(-50.0, -50.0, 200.0, 200.0)], 1.0), 100.0, 1e-6);
}

#[test]
fn the_smallest_rectangle_turns_with_the_footprint() {
    for azimuth in [0.0f64, 30.0, 90.0, 135.0, 179.0] {
        let (sin, cos) = azimuth.to_radians().sin_cos();
        let corners = [(0.0, 0.0), (5.0, 0.0), (5.0, 40.0), (2.0, 40.0), (2.0, 38.0), (0.0, 38.0)]
            .map(|(x, y)| (x * cos + y * sin, y * cos - x * sin));
        let found = rectangle(&polygon(&corners)).unwrap();
        near(found.length_m, 40.0, 1e-6);
        near(found.width_m, 5.0, 1e-6);
        near((found.azimuth_deg - azimuth + 90.0).rem_euclid(180.0), 90.0, 1e-6);
    }
    assert_eq!(rectangle(&rect(0.0, 0.0, 9.0, 9.0)).unwrap().azimuth_deg, 0.0);
    let middle = rectangle(&rect(0.0, 0.0, 40.0, 10.0)).unwrap().center;
    near(middle.x(), X + 20.0, 1e-6);
    near(middle.y(), Y + 5.0, 1e-6);
}

const WALLS: WallRule =
    WallRule { min_elongation: 1.5, max_recess_m: 2.0, max_turn_deg: 30.0, min_length_m: 6.0 };

#[test]
fn an_elongated_block_has_two_end_walls() {
    // The east end steps back by a meter over a third of its width.
    let block = one(&polygon(&[(0.0, 0.0), (50.0, 0.0), (50.0, 6.0), (49.0, 6.0), (49.0, 9.0), (0.0, 9.0)]));
    let walls = end_walls(&block, &WALLS);
    assert_eq!(walls.len(), 2);
    let [east, west] = walls.as_slice() else { unreachable!() };
    near(east.outward.x(), 1.0, 1e-9);
    near(east.from.x(), X + 50.0, 1e-6);
    near(east.length_m, 9.0, 1e-6);
    near(west.outward.x(), -1.0, 1e-9);
    near(west.from.x(), X, 1e-6);
    near(west.from.y(), Y + 9.0, 1e-6);
    let strip = strip(east, 8.0);
    near(strip.unsigned_area(), 72.0, 1e-3);
    assert!(strip.exterior().coords().all(|c| c.x >= X + 50.0 - 1e-9 && c.x <= X + 58.0 + 1e-9));
    assert_eq!(end_walls(&one(&rect(0.0, 0.0, 12.0, 9.0)), &WALLS), []);
    assert_eq!(end_walls(&one(&rect(0.0, 0.0, 40.0, 5.0)), &WALLS), []);
    let reversed = Polygon::new(block.exterior().0.iter().rev().copied().collect(), Vec::new());
    assert_eq!(end_walls(&reversed, &WALLS), walls);
}

#[test]
fn the_depth_before_a_wall_ends_where_something_stands() {
    let wall = end_walls(&one(&rect(0.0, 0.0, 50.0, 9.0)), &WALLS)[0];
    let depth = |shapes: &[MultiPolygon<f64>], setback: f64| {
        free_depth(&wall, &[Taking::all(&index(shapes), setback)], 12.0)
    };
    near(depth(&[], 0.0), 12.0, 1e-6);
    near(depth(&[rect(57.0, 4.0, 5.0, 2.0)], 0.0), 7.0, 1e-4);
    near(depth(&[rect(57.0, 4.0, 5.0, 2.0)], 3.0), 4.0, 1e-4);
    // Beside the strip, and just touching it.
    near(depth(&[rect(50.0, 9.0, 20.0, 5.0)], 0.0), 12.0, 1e-6);
    // Right against the wall, and over all of the strip.
    near(depth(&[rect(50.0, -20.0, 4.0, 60.0)], 0.0), 0.0, 1e-4);
    near(depth(&[rect(50.0, 0.0, 20.0, 9.0)], 0.0), 0.0, 1e-4);
    assert_eq!(wall.from, Point::new(X + 50.0, Y));
}

#[test]
fn houses_in_a_row_are_one_block() {
    let houses: Vec<_> = (0..6).map(|i| rect(f64::from(i) * 6.0, 0.0, 6.0, 9.0)).collect();
    let shed = rect(0.0, 9.3, 4.0, 3.0);
    let far = rect(50.0, 0.0, 6.0, 9.0);
    let all: Vec<_> = houses.iter().chain([&far, &shed]).collect();
    let found = blocks(&all, 0.5);
    let areas: Vec<f64> = found.iter().map(|block| (block.unsigned_area() * 10.0).round() / 10.0).collect();
    // The gap of 0.3 by 4 goes with the block.
    assert_eq!(areas.len(), 2);
    near(areas[0], 6.0 * 54.0 + 12.0 + 1.2, 0.11);
    assert_eq!(areas[1], 54.0);
    assert_eq!(blocks(&all, 0.0).len(), 3);
    assert!(found.iter().all(Validation::is_valid));
}

#[test]
fn a_neck_of_just_the_least_width_stays_when_cut_again_by_a_hair_less() {
    let domain = polygon(&[(5.0, 0.0), (-10.0, 20.0), (-35.0, 10.0), (-65.0, -35.0), (0.0, -60.0)]);
    let panden = index(&[
        polygon(&[
            (-39.48, -24.127),
            (-40.359, -22.003),
            (-42.48, -21.127),
            (-44.601, -22.003),
            (-53.529, -24.127),
            (-50.408, -32.055),
            (-42.48, -27.127),
            (-40.359, -26.248),
        ]),
        polygon(&[
            (-35.0, -35.0),
            (-35.0, -30.0),
            (-40.0, -30.0),
            (-45.0, -35.0),
            (-40.0, -40.0),
            (-35.0, -40.0),
        ]),
    ]);
    let takings = [Taking::all(&panden, 0.752_838_717)];
    let rule = PlotRule { min_area_m2: 100.0, min_width_m: 8.0 };
    let found = cut(&domain, &takings, &rule);
    // A neck of just 8 m joins its two parts: seen again it is narrower by what chords lie within their circle.
    let plot = &found.plots[1];
    let again = |min_width_m| -> f64 {
        let rule = PlotRule { min_area_m2: 50.0, min_width_m };
        cut(&plot.geometry.clone().into(), &takings, &rule).plots.iter().map(|plot| plot.area_m2).sum()
    };
    near(plot.area_m2, 160.81, 0.01);
    near(again(8.0), 120.07, 0.01);
    near(again(8.0 * 0.989), plot.area_m2, 0.02);
}

#[test]
fn whether_a_plot_can_be_is_told_before_cutting() {
    let pand = [index(&[rect(9.0, 9.0, 12.0, 12.0)])];
    let takings = [Taking::all(&pand[0], 5.0)];
    // A strip of 4 m is left around the pand with its setback.
    let tight = cut(&rect(0.0, 0.0, 30.0, 30.0), &takings, &RULE);
    near(tight.narrow_m2, 900.0, 1e-6);
    assert_eq!((tight.taken_m2, tight.plots.len()), (vec![0.0], 0));
    // One of 14 m on one side.
    let roomy = cut(&rect(0.0, 0.0, 40.0, 30.0), &takings, &RULE);
    assert_eq!(roomy.plots.len(), 1);
    assert!(roomy.taken_m2[0] > 300.0);
    // Within what takes ground there is nothing, however large.
    let inside = cut(
        &rect(0.0, 0.0, 40.0, 30.0),
        &[Taking::all(&index(&[rect(-50.0, -50.0, 200.0, 200.0)]), 0.0)],
        &RULE,
    );
    near(inside.narrow_m2, 1_200.0, 1e-6);
}
