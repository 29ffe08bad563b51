//! Cells in footprints: by hand, against brute force, and what must hold for all.

use std::collections::BTreeSet;

use geo::{Contains, Distance, Euclidean, Intersects};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};
use proptest::prelude::*;

use super::*;

const HALF: Grid = Grid { west: 1_000.0, north: 2_000.0, cell_width: 0.5, cell_height: 0.5 };

fn cells(polygon: &Polygon<f64>) -> Vec<(i64, i64)> {
    let runs = runs(&HALF, polygon).expect("a small polygon");
    runs.into_iter().flat_map(|run| run.columns.map(move |column| (column, run.row))).collect()
}

fn polygon(coords: &[(f64, f64)]) -> Polygon<f64> {
    Polygon::new(LineString::from(coords.to_vec()), vec![])
}

/// A star around a middle near the corner of the lattice, rim on sixteenths
/// of a meter: many of its vertices and edges lie on middles of cells.
fn star() -> impl Strategy<Value = (Coord<f64>, Vec<Coord<f64>>)> {
    let middle = (-64_i32..64, -64_i32..64)
        .prop_map(|(x, y)| Coord { x: 1_000.0 + f64::from(x) / 16.0, y: 2_000.0 + f64::from(y) / 16.0 });
    (middle, proptest::collection::vec(16_i32..160, 5..12)).prop_map(|(middle, radii)| {
        let n = f64::from(u32::try_from(radii.len()).expect("a few"));
        let rim = (0_u32..).zip(radii).map(|(at, radius)| {
            let angle = f64::from(at) / n * std::f64::consts::TAU;
            let (sin, cos) = angle.sin_cos();
            let snap = |value: f64| (value * f64::from(radius)).round() / 16.0;
            middle + Coord { x: snap(cos), y: snap(sin) }
        });
        (middle, rim.collect())
    })
}

fn whole((_, rim): &(Coord<f64>, Vec<Coord<f64>>)) -> Polygon<f64> {
    Polygon::new(LineString::new(rim.clone()), vec![])
}

fn slices((middle, rim): &(Coord<f64>, Vec<Coord<f64>>)) -> Vec<Polygon<f64>> {
    let next = rim.iter().cycle().skip(1);
    rim.iter().zip(next).map(|(a, b)| Polygon::new(LineString::new(vec![*middle, *a, *b]), vec![])).collect()
}

#[test]
fn a_square_holds_the_middles_in_it_and_on_its_west_and_north() {
    // Middles lie at quarters: 1000.25, 1000.75, ….
    let square =
        polygon(&[(1_000.25, 1_999.25), (1_001.25, 1_999.25), (1_001.25, 2_000.0), (1_000.25, 2_000.0)]);
    assert_eq!(cells(&square), [(0, 0), (1, 0)]);
    let south =
        polygon(&[(1_000.25, 1_998.75), (1_001.25, 1_998.75), (1_001.25, 1_999.25), (1_000.25, 1_999.25)]);
    assert_eq!(cells(&south), [(0, 1), (1, 1)], "row 1 has its middles on the common edge");
    assert_eq!(HALF.cell_at(Coord { x: 1_000.5, y: 1_999.5 }), (1, 1));
    assert_eq!(HALF.center(1, 1), Coord { x: 1_000.75, y: 1_999.25 });
}

#[test]
fn a_courtyard_is_left_out() {
    let ring = |from: f64, to: f64| {
        let (x, y) = (1_000.0, 1_990.0);
        LineString::from(vec![(x + from, y + from), (x + to, y + from), (x + to, y + to), (x + from, y + to)])
    };
    let court = Polygon::new(ring(0.0, 10.0), vec![ring(3.0, 7.0)]);
    assert_eq!(cells(&court).len(), 20 * 20 - 8 * 8);
    let mask = Mask::new(&HALF, &MultiPolygon(vec![court]), 1.0).unwrap();
    let count = |cells: &mut dyn Iterator<Item = bool>| cells.filter(|is_in| *is_in).count();
    assert_eq!(count(&mut mask.inside()), 336);
    // A meter off both walls: 16 × 16 less 12 × 12, and the corners of the
    // courtyard reach round: a cell diagonal to one is further than a meter.
    assert_eq!(count(&mut mask.inner()), 16 * 16 - 12 * 12 + 4);
    // Two cells on all sides outside, but for the far corners; in the
    // courtyard two cells on all sides.
    assert_eq!(count(&mut mask.ring()), (24 * 24 - 20 * 20 - 4) + (8 * 8 - 4 * 4));
}

#[test]
fn what_is_out_of_all_proportion_is_refused() {
    let country = polygon(&[(0.0, 300_000.0), (280_000.0, 300_000.0), (280_000.0, 625_000.0)]);
    assert!(Mask::new(&HALF, &MultiPolygon(vec![country]), 1.0).is_none());
    let comb: Vec<_> = (0..20_000).map(|n| (f64::from(n), if n % 2 == 0 { 0.0 } else { 9_000.0 })).collect();
    assert!(runs(&HALF, &polygon(&comb)).is_none());
    assert!(Mask::new(&HALF, &MultiPolygon(Vec::new()), 1.0).is_none());
}

/// A surface of `width` by `height` cells.
fn surface(width: usize, height: usize, at: impl Fn(f64, f64) -> f64) -> Vec<f32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "small cells, small heights"
    )]
    (0..width * height)
        .map(|cell| at((cell % width) as f64 * 0.5, (cell / width) as f64 * 0.5) as f32)
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a few cells")]
fn flat_share(heights: &[f32], width: usize) -> f64 {
    let rule = FlatRule { slope_max: 10_f64.to_radians().tan(), residual_max: 0.15 };
    let cells = flat_cells(heights, width, (0.5, 0.5), rule);
    cells.flat as f64 / cells.known as f64
}

/// Noise of some centimeters that is the same every time.
fn noise(x: f64, y: f64) -> f64 {
    ((x * 127.1 + y * 311.7).sin() * 43_758.5).fract() * 0.06
}

#[test]
fn roofs_are_as_flat_as_they_are() {
    assert_eq!(flat_share(&surface(40, 20, |_, _| 12.0), 40), 1.0);
    assert_eq!(
        flat_share(&surface(40, 20, |x, y| 12.0 + 0.03 * x + noise(x, y)), 40),
        1.0,
        "falls to a drain"
    );
    // Two levels, and a lift house of 3 × 3 m.
    let stepped = |x: f64, y: f64| if x < 7.2 { 12.0 } else { 15.0 } + noise(x, y);
    assert_eq!(flat_share(&surface(40, 20, stepped), 40), 1.0);
    let lift = |x: f64, y: f64| if (6.0..9.0).contains(&x) && (3.0..6.0).contains(&y) { 15.0 } else { 12.0 };
    assert_eq!(flat_share(&surface(40, 20, lift), 40), 1.0);
    // Gables of 30 and 15 degrees, and one that stands askew.
    for (degrees, (east, north)) in [(30.0, (0.0, 1.0)), (15.0, (0.0, 1.0)), (30.0, (0.6, 0.8))] {
        let fall = f64::to_radians(degrees).tan();
        let gable =
            |x: f64, y: f64| 12.0 - fall * ((x - 10.0) * east + (y - 5.0) * north).abs() + noise(x, y);
        assert!(flat_share(&surface(40, 20, gable), 40) < 0.05, "{degrees} {east}");
    }
    // One third slanted.
    let partly = |x: f64, y: f64| if x < 13.4 { 12.0 } else { 12.0 + (x - 13.4) } + noise(x, y);
    let share = flat_share(&surface(40, 20, partly), 40);
    assert!((share - 27.0 / 40.0).abs() < 0.03, "{share}");
}

#[test]
fn what_cannot_be_said_is_not_counted() {
    assert_eq!(
        flat_cells(&[1.0; 4], 2, (0.5, 0.5), FlatRule { slope_max: 1.0, residual_max: 1.0 }),
        FlatCells::default()
    );
    let mut heights = vec![12.0; 9];
    heights[0] = f32::NAN;
    let rule = FlatRule { slope_max: 0.1, residual_max: 0.1 };
    assert_eq!(flat_cells(&heights, 3, (0.5, 0.5), rule), FlatCells::default(), "no whole block");
    assert_eq!(flat_cells(&[12.0; 9], 3, (0.5, 0.5), rule), FlatCells { known: 4, flat: 4 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_partition_shares_the_cells_out(star in star()) {
        let mut all: Vec<_> = slices(&star).iter().flat_map(cells).collect();
        all.sort_unstable();
        let n = all.len();
        all.dedup();
        prop_assert_eq!(n, all.len(), "a cell in two slices");
        let mut of_whole = cells(&whole(&star));
        of_whole.sort_unstable();
        prop_assert_eq!(all, of_whole);
    }

    #[test]
    fn the_cells_are_those_whose_middles_lie_inside(star in star()) {
        let polygon = whole(&star);
        let found: BTreeSet<_> = cells(&polygon).into_iter().collect();
        for column in -40..40 {
            for row in -40..40 {
                let middle = Point(HALF.center(column, row));
                if polygon.exterior().intersects(&middle) {
                    continue; // decided by the rule for edges
                }
                prop_assert_eq!(found.contains(&(column, row)), polygon.contains(&middle), "{} {}", column, row);
            }
        }
    }

    #[test]
    fn cells_move_along(star in star(), east in -50_i32..50, south in -50_i32..50) {
        let by = Coord { x: 0.5 * f64::from(east), y: -0.5 * f64::from(south) };
        let moved = (star.0 + by, star.1.iter().map(|at| *at + by).collect());
        let there: Vec<_> =
            cells(&whole(&star)).iter().map(|(column, row)| (column + i64::from(east), row + i64::from(south))).collect();
        prop_assert_eq!(cells(&whole(&moved)), there);
    }

    #[test]
    fn the_direction_of_a_ring_does_not_matter(star in star()) {
        let turned = (star.0, star.1.iter().rev().copied().collect());
        prop_assert_eq!(cells(&whole(&star)), cells(&whole(&turned)));
    }

    #[test]
    fn near_is_within_the_distance(star in star(), sixteenths in 1_i32..64) {
        let distance = f64::from(sixteenths) / 16.0 + 0.001;
        let polygon = whole(&star);
        let mask = Mask::new(&HALF, &MultiPolygon(vec![polygon.clone()]), distance).unwrap();
        let found: Vec<_> = mask.inside().zip(mask.inner()).zip(mask.ring()).collect();
        let mut n = 0;
        for row in mask.cells.rows.clone() {
            for column in mask.cells.columns.clone() {
                let ((inside, inner), ring) = found[mask.cells.position(column, row)];
                let near = Euclidean.distance(&Point(HALF.center(column, row)), polygon.exterior()) <= distance;
                prop_assert_eq!((inner, ring), (inside && !near, near && !inside), "{} {}", column, row);
                n += usize::from(inside);
            }
        }
        prop_assert_eq!(n, cells(&polygon).len());
    }
}
