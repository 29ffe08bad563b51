//! How many footprints a second?
//!
//! The input is made by rule, so that runs compare: L-shaped footprints on a
//! jittered grid of 170 m, under overlapping zones of 400 vertices with a wavy
//! edge. Before anything is timed the answer is compared with plain BooleanOps
//! and plain distances on some of the footprints. On one core, but for the
//! million. `benches/overlay-side-by-side` compares with other programs.

mod instance;

use std::f64::consts::TAU;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use geo::{Area, BooleanOps, Distance, Euclidean, Intersects, MapCoords};
use geo_types::{Coord, MultiPolygon, Point, Polygon};
use rayon::prelude::*;
use toplaag::overlay::{PointIndex, ZoneIndex};

use self::instance::{CORNER, STEP_M, footprint, rule, side};

const FOOTPRINTS: u32 = 100_000;
const STOPS: u32 = 5_000;
/// A place under a square of `of` footprints.
fn anywhere(stream: u64, i: u32, of: u32) -> Coord<f64> {
    let extent = f64::from(side(of)) * STEP_M;
    CORNER + Coord { x: rule(stream, i) * extent, y: rule(stream + 1, i) * extent }
}

fn zone(i: u32, of: u32) -> MultiPolygon<f64> {
    let center = anywhere(6, i, of);
    let size = 600.0 + 2_900.0 * rule(8, i);
    let ring = (0..400u32).map(|k| {
        let angle = f64::from(k) * TAU / 400.0;
        let wave = 0.25 * (5.0 * angle + 6.0 * rule(9, i)).sin() + 0.1 * (rule(10 + u64::from(k), i) - 0.5);
        let radius = size * (1.0 + wave);
        Coord { x: center.x + radius * angle.cos(), y: center.y + radius * angle.sin() }
    });
    Polygon::new(ring.collect(), Vec::new()).into()
}

/// Number of pairs and their area in m².
fn overlaid(index: &ZoneIndex, footprints: &[(MultiPolygon<f64>, f64)]) -> (usize, f64) {
    footprints.iter().fold((0, 0.0), |(pairs, area), (footprint, whole)| {
        let found = index.overlay(footprint);
        let shares: f64 = found.shares.iter().map(|zone| zone.share).sum();
        (pairs + found.shares.len(), area + shares * whole)
    })
}

/// The same on all cores: sums by piece, added in order, so that the area
/// has the same bits on any number of threads.
fn overlaid_by_all(index: &ZoneIndex, footprints: &[(MultiPolygon<f64>, f64)]) -> (usize, f64) {
    let pieces: Vec<(usize, f64)> =
        footprints.par_chunks(4_096).map(|piece| overlaid(index, piece)).collect();
    pieces.iter().fold((0, 0.0), |(pairs, area), piece| (pairs + piece.0, area + piece.1))
}

fn local(shape: &MultiPolygon<f64>, origin: Coord<f64>) -> MultiPolygon<f64> {
    shape.map_coords(|coord| coord - origin)
}

/// Footprints with their areas, and zones, one for every 333 footprints.
type Instance = (Vec<(MultiPolygon<f64>, f64)>, Vec<(u32, MultiPolygon<f64>)>);

/// Makes an instance, and its index, which gives for some footprints what
/// BooleanOps gives.
fn instance(n: u32) -> (Instance, ZoneIndex) {
    let footprints: Vec<(MultiPolygon<f64>, f64)> = (0..n)
        .into_par_iter()
        .map(|i| {
            let shape = footprint(i, n);
            let area = local(&shape, shape.0[0].exterior().0[0]).unsigned_area();
            (shape, area)
        })
        .collect();
    let zones: Vec<(u32, MultiPolygon<f64>)> = (0..n * 3 / 1_000).map(|i| (i, zone(i, n))).collect();
    let index = ZoneIndex::new(zones.clone());

    let sample: Vec<_> = footprints.iter().step_by(n as usize / 200).cloned().collect();
    let (mut pairs, mut area) = (0, 0.0);
    for (footprint, _) in &sample {
        for (_, zone) in zones.iter().filter(|(_, zone)| zone.intersects(footprint)) {
            let origin = footprint.0[0].exterior().0[0];
            pairs += 1;
            area += local(footprint, origin).intersection(&local(zone, origin)).unsigned_area();
        }
    }
    let (found_pairs, found_area) = overlaid(&index, &sample);
    assert_eq!(found_pairs, pairs);
    // BooleanOps snaps a zone of 7 km to a grid of some micrometers.
    assert!((found_area / area - 1.0).abs() < 1e-7, "{found_area} m², expected {area}");
    ((footprints, zones), index)
}

fn footprints_in_zones(criterion: &mut Criterion) {
    let ((footprints, zones), index) = instance(FOOTPRINTS);
    let (all_pairs, all_area) = overlaid(&index, &footprints);
    assert!(all_pairs > 100_000 && all_area > 5e6, "{all_pairs} pairs, {all_area} m²");
    criterion.bench_function("overlay/footprints_in_zones/100k", |bencher| {
        bencher.iter(|| overlaid(black_box(&index), black_box(&footprints)));
    });
    criterion.bench_function("overlay/build_zones/300x400", |bencher| {
        bencher.iter_batched(|| zones.clone(), ZoneIndex::new, criterion::BatchSize::LargeInput);
    });
}

fn a_million_on_all_cores(criterion: &mut Criterion) {
    let ((footprints, _), index) = instance(1_000_000);
    let found = overlaid_by_all(&index, &footprints);
    assert_eq!(found.0, overlaid(&index, &footprints).0);
    let mut group = criterion.benchmark_group("overlay");
    group.sample_size(10).bench_function("footprints_in_zones/1m_all_cores", |bencher| {
        bencher.iter(|| overlaid_by_all(black_box(&index), black_box(&footprints)));
    });
    group.finish();
}

fn nearest_stop(criterion: &mut Criterion) {
    let footprints: Vec<MultiPolygon<f64>> = (0..FOOTPRINTS).map(|i| footprint(i, FOOTPRINTS)).collect();
    let stops: Vec<(Point<f64>, u32)> =
        (0..STOPS).map(|i| (Point(anywhere(500, i, FOOTPRINTS)), i)).collect();
    let index = PointIndex::new(stops.clone());

    for footprint in footprints.iter().step_by(500) {
        let distances = stops.iter().map(|(point, _)| Euclidean.distance(point, footprint));
        let least = distances.fold(f64::INFINITY, f64::min);
        assert_eq!(index.nearest(footprint).map(|(distance, _)| distance), Some(least));
    }

    criterion.bench_function("overlay/nearest_stop/100k", |bencher| {
        bencher.iter(|| {
            let distances = footprints.iter().filter_map(|footprint| index.nearest(footprint));
            distances.map(|(distance, _)| distance).sum::<f64>()
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = footprints_in_zones, a_million_on_all_cores, nearest_stop
}
criterion_main!(benches);
