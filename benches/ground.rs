//! How many parcels a second, and how large a buurt?
//!
//! A town made by rule: squares of 120 m with a street around, in each two
//! rows of houses on parcels of 6 by 27 m, an apartment block and a school on
//! parcels of their own, and a green. Before anything is timed the areas of
//! the cuts are added up. On one core, but for the town of 100,000.

#[expect(dead_code, reason = "the footprints are for another bench")]
mod instance;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use rayon::prelude::*;
use toplaag::overlay::ground::{Cut, GroundIndex, PlotRule, Taking, blocks, cut};

use self::instance::{CORNER, rule, side};

/// Panden in a square.
const PANDEN: u32 = 34;
/// From the middle of a street to the next.
const SQUARE_M: f64 = 120.0;
const RULE: PlotRule = PlotRule { min_area_m2: 400.0, min_width_m: 12.0 };

struct Town {
    panden: Vec<MultiPolygon<f64>>,
    parcels: Vec<MultiPolygon<f64>>,
    roads: Vec<MultiPolygon<f64>>,
}

/// A rectangle in a square turned a little, in whole millimeters.
fn piece(square: u32, of: u32, x: f64, y: f64, width: f64, depth: f64) -> MultiPolygon<f64> {
    let side = side(of);
    let origin =
        CORNER + Coord { x: f64::from(square % side) * SQUARE_M, y: f64::from(square / side) * SQUARE_M };
    let (sin, cos) = (0.1 * (rule(1, square) - 0.5)).sin_cos();
    let ring = [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)].map(|(x, y)| {
        let millimeters = |meters: f64| (meters * 1_000.0).round() / 1_000.0;
        let (x, y) = (x - SQUARE_M / 2.0, y - SQUARE_M / 2.0);
        let turned = Coord { x: x * cos - y * sin, y: x * sin + y * cos };
        Coord { x: millimeters(origin.x + turned.x), y: millimeters(origin.y + turned.y) }
    });
    Polygon::new(LineString::new(ring.to_vec()), Vec::new()).into()
}

/// The smallest town with so many panden.
fn town(panden: u32) -> Town {
    let squares = panden.div_ceil(PANDEN);
    let mut town = Town { panden: Vec::new(), parcels: Vec::new(), roads: Vec::new() };
    for i in 0..squares {
        let piece = |x: f64, y: f64, width: f64, depth: f64| piece(i, squares, x, y, width, depth);
        for row in 0..2u32 {
            let y = if row == 0 { 12.0 } else { 39.0 };
            for house in 0..16u32 {
                let x = 12.0 + 6.0 * f64::from(house);
                town.parcels.push(piece(x, y, 6.0, 27.0));
                let front = if row == 0 { y + 4.0 } else { y + 14.0 };
                town.panden.push(piece(x, front, 6.0, 9.0));
            }
        }
        let depth = 10.0 + 4.0 * rule(2, i);
        town.parcels.push(piece(12.0, 68.0, 55.0, 40.0));
        town.panden.push(piece(16.0, 72.0, 46.0, depth));
        town.parcels.push(piece(67.0, 68.0, 41.0, 40.0));
        town.panden.push(piece(70.0, 70.0, 12.0 + 8.0 * rule(3, i), 24.0));
        town.roads.push(piece(-1.0, -1.0, 122.0, 8.0));
        town.roads.push(piece(-1.0, -1.0, 8.0, 122.0));
    }
    town
}

fn index(shapes: &[MultiPolygon<f64>]) -> GroundIndex {
    let mut builder = GroundIndex::builder();
    for (id, shape) in (0..).zip(shapes) {
        builder.push(id, shape);
    }
    builder.finish()
}

fn one(domain: &MultiPolygon<f64>, panden: &GroundIndex, roads: &GroundIndex) -> Cut {
    let cut = cut(domain, &[Taking::all(panden, 5.0), Taking::all(roads, 0.0)], &RULE);
    let plots: f64 = cut.plots.iter().map(|plot| plot.area_m2).sum();
    let parts = cut.taken_m2.iter().sum::<f64>() + cut.narrow_m2 + cut.small_m2 + plots;
    assert!((parts - cut.domain_m2).abs() < 1e-3, "{cut:?}");
    cut
}

/// Number of plots and their area in m².
fn plots<'a>(cuts: impl IntoIterator<Item = &'a Cut>) -> (usize, f64) {
    let plots = cuts.into_iter().flat_map(|cut| &cut.plots);
    plots.fold((0, 0.0), |(n, area), plot| (n + 1, area + plot.area_m2))
}

fn parcels(criterion: &mut Criterion) {
    let town = town(10_000);
    let (panden, roads) = (index(&town.panden), index(&town.roads));
    let all = |parcels: &[MultiPolygon<f64>]| {
        let cuts: Vec<Cut> = parcels.iter().map(|parcel| one(parcel, &panden, &roads)).collect();
        plots(&cuts)
    };
    let large: Vec<MultiPolygon<f64>> =
        town.parcels.chunks(PANDEN as usize).flat_map(|square| square[32..].to_vec()).collect();
    let (n, area) = all(&town.parcels);
    assert!(n >= large.len() / 2 && area > 400.0 * n as f64, "{n} plots, {area} m²");
    criterion.bench_function("ground/parcels/10k", |bencher| {
        bencher.iter(|| all(black_box(&town.parcels)));
    });
    criterion.bench_function(&format!("ground/large_parcels/{}", large.len()), |bencher| {
        bencher.iter(|| all(black_box(&large)));
    });
    criterion.bench_function("ground/build/10k", |bencher| {
        bencher.iter_batched(|| &town.panden, |panden| index(panden), BatchSize::LargeInput);
    });
    let rows: Vec<&MultiPolygon<f64>> = town.panden.iter().collect();
    assert!(blocks(&rows, 0.5).len() < rows.len() / 8);
    criterion.bench_function("ground/blocks/10k", |bencher| bencher.iter(|| blocks(black_box(&rows), 0.5)));
}

fn a_town_on_all_cores(criterion: &mut Criterion) {
    let town = town(100_000);
    let (panden, roads) = (index(&town.panden), index(&town.roads));
    let all = || {
        let cuts: Vec<Cut> = town.parcels.par_iter().map(|parcel| one(parcel, &panden, &roads)).collect();
        plots(&cuts)
    };
    let mut group = criterion.benchmark_group("ground");
    group.sample_size(10).bench_function("parcels/100k_all_cores", |bencher| bencher.iter(all));
    group.finish();
}

fn a_buurt_without_parcels(criterion: &mut Criterion) {
    // 3,060 panden on 130 ha, and ten times that in one domain.
    for (name, n) in [("buurt/3k_panden", 3_060), ("buurt/30k_panden", 30_600)] {
        let town = town(n);
        let (panden, roads) = (index(&town.panden), index(&town.roads));
        let size = f64::from(side(n.div_ceil(PANDEN))) * SQUARE_M;
        let from = CORNER - Coord { x: 60.0, y: 60.0 };
        let domain = geo_types::Rect::new(from, from + Coord { x: size, y: size }).to_polygon().into();
        let mut group = criterion.benchmark_group("ground");
        group.sample_size(10).bench_function(name, |bencher| {
            bencher.iter(|| one(black_box(&domain), &panden, &roads));
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = parcels, a_town_on_all_cores, a_buurt_without_parcels
}
criterion_main!(benches);
