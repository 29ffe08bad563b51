//! Does a cut keep its promises, on shapes nobody drew?

use std::f64::consts::{PI, TAU};

use geo::{Area, Distance, Euclidean, MapCoords, Validation};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};
use proptest::prelude::*;

use super::super::ZoneIndex;
use super::super::bounds::Bounds;
use super::super::properties::{HERE, config};
use super::cut::{divided, prepared};
use super::room::may_hold;
use super::shape::doubled_shapes;
use super::tests::index;
use super::*;

/// Chords of a fan lie this much within its circle, at most: half of one and
/// a half step.
const CHORD: f64 = 1.5 * PI / 32.0;

fn millimeter(c: Coord<f64>) -> Coord<f64> {
    Coord { x: (c.x * 1_000.0).round() / 1_000.0, y: (c.y * 1_000.0).round() / 1_000.0 }
}

/// A star-shaped ring in millimeters; with `snap` on a grid of 5 m, so that
/// shapes share corners and pieces of edges.
fn star(center: Coord<f64>, radii: &[f64], snap: bool) -> LineString<f64> {
    let corners = radii.iter().zip(0u32..).map(|(radius, i)| {
        let angle = f64::from(i) * TAU / radii.len() as f64;
        let c = center + Coord { x: radius * angle.cos(), y: radius * angle.sin() };
        if snap {
            Coord { x: (c.x / 5.0).round() * 5.0, y: (c.y / 5.0).round() * 5.0 }
        } else {
            millimeter(c)
        }
    });
    let mut ring: Vec<Coord<f64>> = corners.collect();
    ring.dedup();
    LineString::new(ring)
}

/// A valid polygon within some distance of the middle.
fn polygon(reach: f64, sizes: std::ops::Range<f64>) -> impl Strategy<Value = MultiPolygon<f64>> {
    let radii = prop::collection::vec(sizes, 3..12);
    ((-reach..reach, -reach..reach), radii, any::<bool>(), any::<bool>()).prop_filter_map(
        "valid",
        |((x, y), radii, snap, hole)| {
            let center = millimeter(HERE + Coord { x, y });
            let inner: Vec<f64> = radii.iter().map(|radius| radius * 0.5).collect();
            let holes = if hole { vec![star(center, &inner, snap)] } else { vec![] };
            let polygon = Polygon::new(star(center, &radii, snap), holes);
            (polygon.is_valid() && polygon.unsigned_area() > 1.0).then(|| polygon.into())
        },
    )
}

fn pand() -> impl Strategy<Value = MultiPolygon<f64>> {
    polygon(60.0, 3.0..15.0)
}

fn panden() -> impl Strategy<Value = Vec<MultiPolygon<f64>>> {
    prop::collection::vec(pand(), 0..8)
}

fn domain() -> impl Strategy<Value = MultiPolygon<f64>> {
    polygon(20.0, 20.0..80.0)
}

/// Rings of points anywhere, some twice, some on one line.
fn scrawl() -> impl Strategy<Value = MultiPolygon<f64>> {
    let corner = (-8..8i32, -8..8i32, any::<bool>()).prop_map(|(x, y, near)| {
        let step = if near { 5.0 } else { 0.001 };
        HERE + Coord { x: f64::from(x) * step, y: f64::from(y) * step }
    });
    let ring = prop::collection::vec(corner, 0..14).prop_map(LineString::new);
    let polygon = (ring.clone(), prop::collection::vec(ring, 0..3));
    prop::collection::vec(polygon.prop_map(|(exterior, holes)| Polygon::new(exterior, holes)), 0..3)
        .prop_map(MultiPolygon)
}

const RULE: PlotRule = PlotRule { min_area_m2: 100.0, min_width_m: 8.0 };
const ALL: PlotRule = PlotRule { min_area_m2: 0.0, min_width_m: 0.0 };

fn local(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    shape.map_coords(|c| c - HERE)
}

/// Areas and all coordinates of a cut, relative to a place, to compare.
fn rounded(cut: &Cut, at: Coord<f64>) -> (Vec<i64>, Vec<Vec<(i64, i64)>>) {
    let micro = |value: f64| (value * 1e6).round() as i64;
    let areas = [cut.domain_m2, cut.narrow_m2, cut.small_m2].into_iter().chain(cut.taken_m2.iter().copied());
    let plots = cut.plots.iter().map(|plot| {
        plot.geometry.exterior().coords().map(|&c| (micro(c.x - at.x), micro(c.y - at.y))).collect()
    });
    (areas.map(micro).collect(), plots.collect())
}

/// The area within a shape by rows of points 0.5 m apart.
fn raster(of: &MultiPolygon<f64>, holds: impl Fn(Point<f64>) -> bool) -> f64 {
    let Some(bounds) = Bounds::of(of) else { return 0.0 };
    let steps = |from: f64, to: f64| ((to - from) / 0.5).ceil() as u32;
    let columns = steps(bounds.min.x, bounds.max.x);
    let rows = steps(bounds.min.y, bounds.max.y);
    let middle = |i: u32, from: f64| from + (f64::from(i) + 0.5) * 0.5;
    let points = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let held = points
        .filter(|&(row, column)| holds(Point::new(middle(column, bounds.min.x), middle(row, bounds.min.y))));
    held.count() as f64 * 0.25
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_parts_are_the_whole(d in domain(), first in panden(), second in panden(), setback in 0.0..8.0f64) {
        let (first, second) = (index(&first), index(&second));
        let found = cut(&d, &[Taking::all(&first, setback), Taking::all(&second, 0.0)], &RULE);
        let plots: f64 = found.plots.iter().map(|plot| plot.area_m2).sum();
        let parts = found.taken_m2.iter().sum::<f64>() + found.narrow_m2 + found.small_m2 + plots;
        prop_assert!((found.domain_m2 - local(&d).unsigned_area()).abs() < 0.01, "{found:?}");
        prop_assert!((parts - found.domain_m2).abs() < 1e-3, "{found:?}");
        prop_assert!(found.taken_m2.iter().all(|&taken| taken > -0.01), "{found:?}");
        for plot in &found.plots {
            prop_assert!(plot.area_m2 >= RULE.min_area_m2 && plot.geometry.is_valid(), "{plot:?}");
            let area = local(&plot.geometry.clone().into()).unsigned_area();
            prop_assert!((area - plot.area_m2).abs() < 1e-3, "{area} {plot:?}");
        }
    }

    #[test]
    fn asking_first_loses_no_plot(d in domain(), first in panden(), second in panden(), setback in 0.0..8.0f64) {
        let (first, second) = (index(&first), index(&second));
        let takings = [Taking::all(&first, setback), Taking::all(&second, 0.0)];
        let (frame, bounds, shapes) = prepared(&d, &takings, RULE.min_width_m).unwrap();
        let area = frame.square_meters(doubled_shapes(&shapes));
        let whole = Cut { domain_m2: area, taken_m2: vec![0.0; 2], ..Cut::default() };
        let anyway = divided(whole, shapes.clone(), (&frame, &bounds), &takings, &RULE);
        prop_assert_eq!(&cut(&d, &takings, &RULE).plots, &anyway.plots);
        // The other way about: where the circle of a plot fits with ease, there may be one.
        let widest = anyway.plots.iter().map(|plot| plot.circle.1 / 2.0).fold(0.0, f64::max);
        prop_assert!(widest == 0.0 || may_hold(&shapes, &takings, &frame, &bounds, widest));
    }

    #[test]
    fn without_setback_panden_take_what_the_sweep_says_they_cover(d in domain(), panden in panden()) {
        // Not BooleanOps: of geo 0.33 they lose holes that touch.
        let zones = (0..).zip(panden.iter().cloned()).collect();
        let covered = ZoneIndex::new(zones).overlay(&d).covered * local(&d).unsigned_area();
        let found = cut(&d, &[Taking::all(&index(&panden), 0.0)], &ALL);
        prop_assert!((found.taken_m2[0] - covered).abs() < 0.01, "{covered} {found:?}");
    }

    #[test]
    fn a_plot_keeps_its_distance_from_every_pand(
        d in domain(), panden in panden(), setback in 0.5..8.0f64,
        places in prop::collection::vec((0.0..1.0f64, 0.0..1.0f64), 40),
    ) {
        use geo::Contains;
        let found = cut(&d, &[Taking::all(&index(&panden), setback)], &RULE);
        for plot in &found.plots {
            let bounds = Bounds::around(&plot.geometry.exterior().0);
            let size = bounds.max - bounds.min;
            let inside = places.iter().map(|(x, y)| Point(bounds.min + Coord { x: size.x * x, y: size.y * y }))
                .filter(|point| plot.geometry.contains(point));
            for point in inside.chain(plot.geometry.exterior().points()) {
                prop_assert!(Euclidean.distance(&point, &d) < 0.001);
                for pand in &panden {
                    let gap = Euclidean.distance(&point, pand);
                    prop_assert!(gap >= setback * CHORD.cos() - 0.002, "{gap} {point:?} {pand:?}");
                }
            }
        }
    }

    #[test]
    fn areas_equal_those_of_counted_points(d in domain(), panden in panden(), setback in 0.0..6.0f64) {
        use geo::Contains;
        let found = cut(&d, &[Taking::all(&index(&panden), setback)], &ALL);
        let near = |point: Point<f64>| panden.iter().any(|pand| Euclidean.distance(&point, pand) < setback);
        let held = |point: Point<f64>| panden.iter().any(|pand| pand.contains(&point));
        let taken = raster(&d, |point| d.contains(&point) && (held(point) || near(point)));
        // A point more or less for every few along the edges.
        let edge: f64 = panden.iter().chain([&d]).map(|shape| {
            shape.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
                .flat_map(LineString::lines).map(|l| (l.end - l.start).x.hypot((l.end - l.start).y)).sum::<f64>()
        }).sum::<f64>() + 40.0 * setback;
        prop_assert!((taken - found.taken_m2[0]).abs() < 4.0 + 0.06 * edge, "{taken} {found:?} {edge}");
    }

    #[test]
    fn whole_meters_move_the_outcome_and_change_nothing(
        d in domain(), panden in panden(), setback in 0.0..8.0f64, (x, y) in (-90_000..90_000i32, -90_000..90_000i32),
    ) {
        let by = Coord { x: f64::from(x), y: f64::from(y) };
        let moved = |shape: &MultiPolygon<f64>| shape.map_coords(|c| millimeter(c + by));
        let there: Vec<_> = panden.iter().map(moved).collect();
        let here = cut(&d, &[Taking::all(&index(&panden), setback)], &RULE);
        let there = cut(&moved(&d), &[Taking::all(&index(&there), setback)], &RULE);
        prop_assert_eq!(rounded(&here, HERE), rounded(&there, HERE + by));
    }

    #[test]
    fn the_order_of_points_and_shapes_does_not_matter(
        d in domain(), setback in 0.0..8.0f64, turn in 0..12usize,
        (panden, shuffled) in panden().prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle())),
    ) {
        let turned = |shape: &MultiPolygon<f64>| -> MultiPolygon<f64> {
            shape.iter().map(|polygon| {
                let ring = |ring: &LineString<f64>| -> LineString<f64> {
                    let mut corners = ring.0[1..].to_vec();
                    let n = corners.len();
                    corners.rotate_left(turn % n);
                    corners.reverse();
                    corners.into_iter().collect()
                };
                Polygon::new(ring(polygon.exterior()), polygon.interiors().iter().map(ring).collect())
            }).collect()
        };
        let other: Vec<_> = shuffled.iter().map(turned).collect();
        let first = cut(&d, &[Taking::all(&index(&panden), setback)], &RULE);
        let second = cut(&turned(&d), &[Taking::all(&index(&other), setback)], &RULE);
        prop_assert_eq!(rounded(&first, HERE), rounded(&second, HERE));
    }

    #[test]
    fn takings_in_another_order_leave_the_same(d in domain(), a in panden(), b in panden(), setback in 0.0..8.0f64) {
        let (a, b) = (index(&a), index(&b));
        let (a, b) = (Taking::all(&a, setback), Taking::all(&b, 1.0));
        let plots = |cut: &Cut| cut.plots.iter().map(|plot| plot.area_m2).sum::<f64>();
        let (first, second) = (cut(&d, &[a, b], &ALL), cut(&d, &[b, a], &ALL));
        prop_assert!((first.taken_m2.iter().sum::<f64>() - second.taken_m2.iter().sum::<f64>()).abs() < 0.01);
        prop_assert!((plots(&first) - plots(&second)).abs() < 0.01);
        prop_assert!((free_area(&d.0[0], &[a, b]) - plots(&first) - first.narrow_m2).abs() < 0.01);
    }

    #[test]
    fn a_plot_is_wide_enough_and_stays_when_cut_again(d in domain(), panden in panden(), setback in 0.0..8.0f64) {
        use geo::Contains;
        let panden = index(&panden);
        let found = cut(&d, &[Taking::all(&panden, setback)], &RULE);
        for plot in &found.plots {
            let (center, diameter) = plot.circle;
            prop_assert!(diameter >= RULE.min_width_m - 0.01, "{plot:?}");
            prop_assert!(plot.geometry.contains(&center));
            let gap = std::iter::once(plot.geometry.exterior()).chain(plot.geometry.interiors())
                .map(|ring| Euclidean.distance(&center, ring)).fold(f64::INFINITY, f64::min);
            prop_assert!((gap - diameter / 2.0).abs() < 1e-3, "{gap} {plot:?}");
            // A neck of just the least width may be narrower by what chords lie within their circle.
            let half = PlotRule { min_area_m2: RULE.min_area_m2 / 2.0, min_width_m: RULE.min_width_m * CHORD.cos() };
            let again = cut(&plot.geometry.clone().into(), &[Taking::all(&panden, setback)], &half);
            let kept: f64 = again.plots.iter().map(|plot| plot.area_m2).sum();
            prop_assert!(again.taken_m2[0] < 0.01, "{again:?}");
            prop_assert!(kept > 0.8 * plot.area_m2, "{kept} of {}", plot.area_m2);
        }
    }

    #[test]
    fn scrawls_do_not_panic(d in scrawl(), shapes in prop::collection::vec(scrawl(), 0..4), setback in 0.0..8.0f64) {
        let taken = index(&shapes);
        for rule in [RULE, ALL] {
            let found = cut(&d, &[Taking::all(&taken, setback), Taking::all(&taken, 0.0)], &rule);
            let plots: f64 = found.plots.iter().map(|plot| plot.area_m2).sum();
            let parts = found.taken_m2.iter().sum::<f64>() + found.narrow_m2 + found.small_m2 + plots;
            prop_assert!((parts - found.domain_m2).abs() < 1e-3, "{found:?}");
        }
        let walls = WallRule { min_elongation: 1.0, max_recess_m: 1.0, max_turn_deg: 45.0, min_length_m: 0.5 };
        for polygon in &d {
            for wall in end_walls(polygon, &walls) {
                let depth = free_depth(&wall, &[Taking::all(&taken, setback)], 10.0);
                prop_assert!((0.0..=10.0).contains(&depth));
            }
            let length = length_near(polygon, &taken, setback);
            prop_assert!(length >= 0.0);
        }
        for polygon in blocks(&shapes.iter().collect::<Vec<_>>(), setback) {
            prop_assert!(polygon.is_valid());
        }
    }

    #[test]
    fn what_is_within_a_distance_equals_plain_distance(a in pand(), others in panden(), meters in 0.0..40.0f64) {
        let distances: Vec<f64> = others.iter().map(|other| Euclidean.distance(&a, other)).collect();
        prop_assume!(distances.iter().all(|distance| (distance - meters).abs() > 1e-6));
        let expected: Vec<u32> = (0..).zip(distances).filter(|(_, d)| *d <= meters).map(|(id, _)| id).collect();
        prop_assert_eq!(index(&others).within(&a, meters), expected);
    }

    #[test]
    fn the_length_near_shapes_equals_that_of_points_along_it(a in pand(), others in panden(), meters in 0.1..20.0f64) {
        let exact = length_near(&a.0[0], &index(&others), meters);
        let mut counted = 0.0;
        for line in a.0[0].exterior().lines() {
            let along = line.end - line.start;
            let step = along.x.hypot(along.y) / 200.0;
            for i in 0..200 {
                let point = Point(line.start + along * ((f64::from(i) + 0.5) / 200.0));
                if others.iter().any(|other| Euclidean.distance(&point, other) <= meters) {
                    counted += step;
                }
            }
        }
        prop_assert!((exact - counted).abs() < 0.6, "{exact} {counted}");
    }

    #[test]
    fn a_block_holds_its_footprints_and_little_more(panden in panden(), gap in 0.0..3.0f64) {
        let found = blocks(&panden.iter().collect::<Vec<_>>(), gap);
        prop_assert!(found.iter().all(Validation::is_valid));
        for corner in found.iter().flat_map(|block| block.exterior().points()) {
            let off = panden.iter().map(|pand| Euclidean.distance(&corner, pand)).fold(f64::INFINITY, f64::min);
            prop_assert!(off <= gap / 2.0 + 0.002, "{corner:?}");
        }
        let index = ZoneIndex::new(vec![(0, MultiPolygon(found))]);
        for pand in &panden {
            let lost = (1.0 - index.overlay(pand).covered) * local(pand).unsigned_area();
            prop_assert!(lost < 0.01, "{lost} {pand:?}");
        }
    }
}
