//! Does the fast way give what the plain way gives, on shapes nobody drew?

use std::f64::consts::TAU;

use geo::{Area, BooleanOps, Distance, Euclidean, MapCoords};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};
use proptest::prelude::*;
use rayon::prelude::*;

use super::*;

/// Near the middle of the country, where coordinates have six digits.
pub(super) const HERE: Coord<f64> = Coord { x: 150_000.0, y: 460_000.0 };

pub(super) fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// A star-shaped ring around a middle; `snap` puts its vertices on a grid,
/// so that different shapes share vertices, edges and pieces of edges.
fn star(center: Coord<f64>, radii: &[f64], snap: Option<f64>) -> LineString<f64> {
    let n = radii.len() as f64;
    let coords = radii.iter().enumerate().map(|(i, radius)| {
        let angle = i as f64 * TAU / n;
        Coord { x: center.x + radius * angle.cos(), y: center.y + radius * angle.sin() }
    });
    let snapped = coords.map(|c| match snap {
        Some(grid) => Coord { x: (c.x / grid).round() * grid, y: (c.y / grid).round() * grid },
        None => c,
    });
    let mut ring: Vec<Coord<f64>> = snapped.collect();
    ring.dedup();
    LineString::new(ring)
}

/// A valid polygon of some tens of meters, sometimes with a hole.
fn polygon(reach: f64) -> impl Strategy<Value = Polygon<f64>> {
    let middle = (-reach..reach, -reach..reach);
    let radii = prop_oneof![
        3 => prop::collection::vec(5.0..60.0f64, 3..12),
        1 => prop::collection::vec(20.0..60.0f64, 30..80),
    ];
    let snap = prop_oneof![Just(None), Just(Some(1.0)), Just(Some(5.0))];
    (middle, radii, snap, any::<bool>()).prop_filter_map("valid", |((x, y), radii, snap, hole)| {
        use geo::Validation;
        let center = Coord { x: HERE.x + x.round(), y: HERE.y + y.round() };
        let exterior = star(center, &radii, snap);
        let inner: Vec<f64> = radii.iter().map(|radius| radius * 0.4).collect();
        let holes = if hole { vec![star(center, &inner, snap)] } else { vec![] };
        let polygon = Polygon::new(exterior, holes);
        (polygon.is_valid() && polygon.unsigned_area() > 1.0).then_some(polygon)
    })
}

/// Rectangles on a 5 m grid: full of shared edges and collinear vertices.
fn rectangle() -> impl Strategy<Value = Polygon<f64>> {
    (-8..8i32, -8..8i32, 1..8i32, 1..8i32).prop_map(|(x, y, w, h)| {
        let at = |i: i32, j: i32| Coord { x: HERE.x + f64::from(i) * 5.0, y: HERE.y + f64::from(j) * 5.0 };
        let mut ring = vec![at(x, y)];
        ring.extend((1..=w).map(|i| at(x + i, y)));
        ring.extend([at(x + w, y + h), at(x, y + h)]);
        Polygon::new(LineString::new(ring), vec![])
    })
}

/// Slivers: a hair wide, tens of meters long.
fn sliver() -> impl Strategy<Value = Polygon<f64>> {
    (-40.0..40.0f64, -40.0..40.0f64, 0.0..TAU, 1e-6..1e-2f64).prop_map(|(x, y, angle, width)| {
        let from = Coord { x: HERE.x + x, y: HERE.y + y };
        let along = Coord { x: angle.cos() * 50.0, y: angle.sin() * 50.0 };
        let across = Coord { x: -angle.sin() * width, y: angle.cos() * width };
        Polygon::new(LineString::new(vec![from, from + along, from + along + across, from + across]), vec![])
    })
}

fn shape() -> impl Strategy<Value = Polygon<f64>> {
    prop_oneof![3 => polygon(40.0), 2 => rectangle(), 1 => sliver()]
}

pub(super) fn footprint() -> impl Strategy<Value = MultiPolygon<f64>> {
    prop_oneof![2 => polygon(10.0), 1 => rectangle()].prop_map(MultiPolygon::from)
}

pub(super) fn zones() -> impl Strategy<Value = Vec<(u32, MultiPolygon<f64>)>> {
    prop::collection::vec((0..4u32, shape().prop_map(MultiPolygon::from)), 1..7)
}

/// Triangles from the origin to each edge, with the sign of their winding:
/// their signed sum is the shape itself.
fn fan(shape: &MultiPolygon<f64>) -> Vec<(f64, [Coord<f64>; 3])> {
    let mut triangles = Vec::new();
    for polygon in shape {
        let rings = std::iter::once((1.0, polygon.exterior()))
            .chain(polygon.interiors().iter().map(|ring| (-1.0, ring)));
        for (sign, ring) in rings {
            let start = triangles.len();
            for line in ring.lines() {
                let (a, b) = (line.start - HERE, line.end - HERE);
                let origin = Coord { x: -300.0, y: -310.0 };
                let turn = cross(origin, a, b);
                let ordered = if turn < 0.0 { [origin, b, a] } else { [origin, a, b] };
                triangles.push((turn.signum(), ordered));
            }
            let twice: f64 = triangles[start..].iter().map(|(s, [o, a, b])| s * cross(*o, *a, *b)).sum();
            for (s, _) in &mut triangles[start..] {
                *s *= sign * twice.signum();
            }
        }
    }
    triangles
}

fn cross(o: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)
}

/// The area of what two triangles have in common, by clipping one with the
/// sides of the other.
fn common(first: &[Coord<f64>; 3], second: &[Coord<f64>; 3]) -> f64 {
    let mut left: Vec<Coord<f64>> = first.to_vec();
    for side in 0..3 {
        let (from, to) = (second[side], second[(side + 1) % 3]);
        let mut kept = Vec::new();
        for i in 0..left.len() {
            let (a, b) = (left[i], left[(i + 1) % left.len()]);
            let (da, db) = (cross(from, to, a), cross(from, to, b));
            if da >= 0.0 {
                kept.push(a);
            }
            if (da > 0.0 && db < 0.0) || (da < 0.0 && db > 0.0) {
                kept.push(a + (b - a) * (da / (da - db)));
            }
        }
        left = kept;
    }
    (0..left.len()).map(|i| cross(left[0], left[i], left[(i + 1) % left.len()])).sum::<f64>() / 2.0
}

/// The common area of two shapes in plain `f64`, with nothing in common with
/// the code under test.
fn common_area(first: &MultiPolygon<f64>, second: &MultiPolygon<f64>) -> f64 {
    let (first, second) = (fan(first), fan(second));
    let pairs = first.iter().flat_map(|a| second.iter().map(move |b| (a, b)));
    pairs.map(|((s, a), (t, b))| s * t * common(a, b)).sum()
}

/// Near the origin, where BooleanOps and areas lose no digits.
pub(super) fn moved(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    shape.map_coords(|c| c - HERE)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_share_of_a_zone_equals_that_of_clipped_triangles(a in footprint(), z in shape()) {
        let z = MultiPolygon::from(z);
        let share = ZoneIndex::new(vec![(0, z.clone())]).overlay(&a).share_of(0);
        let expected = common_area(&a, &z) / moved(&a).unsigned_area();
        prop_assert!((share - expected).abs() < 1e-9, "{share} {expected}");
    }

    #[test]
    fn shares_equal_boolean_operations_on_everything(a in footprint(), zones in zones()) {
        let found = ZoneIndex::new(zones.clone()).overlay(&a);
        let a = moved(&a);
        let area = a.unsigned_area();
        let mut all = MultiPolygon::new(vec![]);
        let mut sum = 0.0;
        for group in 0..4 {
            let of_group = zones.iter().filter(|(other, _)| *other == group);
            let zone = of_group.fold(MultiPolygon::new(vec![]), |union, (_, z)| union.union(&moved(z)));
            let share = a.intersection(&zone).unsigned_area() / area;
            // BooleanOps rounds to a grid of 1e-7 m here.
            prop_assert!((found.share_of(group) - share).abs() < 1e-7, "{group}: {found:?} {share}");
            sum += found.share_of(group);
            all = all.union(&zone);
        }
        let covered = a.intersection(&all).unsigned_area() / area;
        prop_assert!((found.covered - covered).abs() < 1e-7, "{found:?} {covered}");
        prop_assert!((found.covered + found.overlap - sum).abs() < 1e-8, "{found:?}");
        prop_assert!(found.shares.iter().all(|zone| zone.share > 0.0 && zone.share <= 1.0));
        prop_assert!(found.shares.is_sorted_by_key(|zone| zone.group));
    }

    #[test]
    fn a_partition_of_the_plane_shares_out_the_whole(
        a in footprint(),
        turn in 0.0..TAU,
        (x, y) in (-20.0..20.0f64, -20.0..20.0f64),
        spokes in prop::collection::vec(0.5..1.0f64, 4..9),
    ) {
        // Sectors of less than half a turn: neighbors share an edge to the bit.
        let total: f64 = spokes.iter().sum();
        let mut angle = turn;
        let center = Coord { x: HERE.x + x, y: HERE.y + y };
        let rim: Vec<Coord<f64>> = spokes.iter().map(|spoke| {
            angle += spoke / total * TAU;
            center + Coord { x: angle.cos() * 5_000.0, y: angle.sin() * 5_000.0 }
        }).collect();
        let zones: Vec<_> = (0..rim.len()).map(|i| {
            let (from, to) = (rim[i], rim[(i + 1) % rim.len()]);
            let corner = from + (to - center);
            let ring = vec![center, from, corner, to];
            (u32::try_from(i).unwrap(), MultiPolygon::from(Polygon::new(LineString::new(ring), vec![])))
        }).collect();
        let found = ZoneIndex::new(zones).overlay(&a);
        let sum: f64 = found.shares.iter().map(|zone| zone.share).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9, "{found:?}");
        prop_assert!((found.covered - 1.0).abs() < 1e-9 && found.overlap == 0.0, "{found:?}");
    }

    #[test]
    fn the_order_of_shapes_does_not_matter(
        a in footprint(),
        (zones, shuffled) in zones().prop_flat_map(|zones| (Just(zones.clone()), Just(zones).prop_shuffle())),
    ) {
        let found = ZoneIndex::new(zones.clone()).overlay(&a);
        prop_assert_eq!(&found, &ZoneIndex::new(shuffled.clone()).overlay(&a));
        prop_assert_eq!(ZoneIndex::new(zones).within(&a, 7.0), ZoneIndex::new(shuffled).within(&a, 7.0));
    }

    #[test]
    fn one_thread_and_four_give_the_same_bits(
        footprints in prop::collection::vec(footprint(), 8),
        zones in zones(),
    ) {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let index = ZoneIndex::new(zones.clone());
                footprints.par_iter().map(|a| index.overlay(a)).collect::<Vec<_>>()
            })
        };
        let bits = |found: &[Overlay]| -> Vec<u64> {
            found.iter().flat_map(|one| {
                let shares = one.shares.iter().map(|zone| zone.share);
                shares.chain([one.covered, one.overlap]).map(f64::to_bits).collect::<Vec<_>>()
            }).collect()
        };
        prop_assert_eq!(bits(&run(1)), bits(&run(4)));
    }

    #[test]
    fn a_point_is_in_the_zones_that_cover_a_dot_around_it(
        zones in zones(), (x, y) in (-50.0..50.0f64, -50.0..50.0f64),
    ) {
        let at = Coord { x: HERE.x + x, y: HERE.y + y };
        let index = ZoneIndex::new(zones);
        let dot = Polygon::new(star(at, &[0.01; 6], None), vec![]).into();
        let found = index.overlay(&dot);
        // Not where an edge passes: there the dot is in it for a part.
        prop_assume!(found.shares.iter().all(|zone| zone.share == 1.0));
        let groups: Vec<u32> = found.shares.iter().map(|zone| zone.group).collect();
        prop_assert_eq!(index.at(Point(at)), groups);
    }

    #[test]
    fn zones_within_a_distance_equal_those_by_plain_distance(
        a in footprint(), zones in zones(), meters in 0.0..30.0f64,
    ) {
        let mut expected: Vec<u32> = zones.iter()
            .filter(|(_, zone)| Euclidean.distance(&a, zone) <= meters)
            .map(|(group, _)| *group)
            .collect();
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(ZoneIndex::new(zones).within(&a, meters), expected);
    }

    #[test]
    fn the_nearest_point_equals_that_of_trying_all(
        a in footprint(),
        points in prop::collection::vec((-200.0..200.0f64, -200.0..200.0f64, any::<bool>()), 0..60),
        meters in 0.0..80.0f64,
    ) {
        let points: Vec<(Point<f64>, usize)> = points.into_iter().enumerate().map(|(i, (x, y, snap))| {
            let (x, y) = if snap { ((x / 10.0).round() * 10.0, (y / 10.0).round() * 10.0) } else { (x, y) };
            (Point::new(HERE.x + x, HERE.y + y), i)
        }).collect();
        let distance = |point: &Point<f64>| Euclidean.distance(point, &a);
        let mut expected: Option<(f64, usize)> = None;
        for (point, i) in &points {
            if expected.is_none_or(|(least, _)| distance(point) < least) {
                expected = Some((distance(point), *i));
            }
        }
        let within: Vec<usize> =
            points.iter().filter(|(point, _)| distance(point) <= meters).map(|(_, i)| *i).collect();
        let index = PointIndex::new(points);
        prop_assert_eq!(index.nearest(&a).map(|(d, i)| (d, *i)), expected);
        prop_assert_eq!(index.within(&a, meters).into_iter().copied().collect::<Vec<_>>(), within);
    }
}
