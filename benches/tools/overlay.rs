//! How much of these footprints lies in those zones?
//!
//! Two files in any format the program reads, one line of JSON out: pairs of
//! a footprint and a zone with area in common, that area, and the seconds
//! each stage took. Geometry is checked and repaired as in a scan.
//!
//! ```text
//! cargo run --release --example overlay -- panden.fgb zones.fgb
//! ```

use std::path::{Path, PathBuf};
use std::time::Instant;

use geo::Area;
use geo_types::MultiPolygon;
use rayon::prelude::*;
use toplaag::overlay::ZoneIndex;
use toplaag::read::{Layer, Record, Source};

// As the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Footprints that are read while as many are overlaid.
const BATCH: usize = 8_192;

type Failure = Box<dyn std::error::Error>;

/// What was found, and how long it took in seconds of the clock.
#[derive(serde::Serialize, Default)]
struct Found {
    footprints: u64,
    zones: u64,
    pairs: u64,
    area_m2: f64,
    read_zones_s: f64,
    index_zones_s: f64,
    read_footprints_s: f64,
    overlay_s: f64,
}

fn main() -> Result<(), Failure> {
    let files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [footprints, zones] = files.as_slice() else {
        return Err("two files are needed: footprints and zones".into());
    };
    let found = overlaid(footprints, zones)?;
    #[expect(clippy::print_stdout, reason = "this is what was asked")]
    {
        println!("{}", serde_json::to_string(&found)?);
    }
    Ok(())
}

fn overlaid(footprints: &Path, zones: &Path) -> Result<Found, Failure> {
    let mut found = Found::default();
    let clock = Instant::now();
    let mut shapes = Vec::new();
    read(zones, |batch| {
        shapes.extend((found.zones as u32..).zip(batch));
        found.zones = shapes.len() as u64;
    })?;
    found.read_zones_s = clock.elapsed().as_secs_f64();
    let clock = Instant::now();
    let index = ZoneIndex::new(shapes);
    found.index_zones_s = clock.elapsed().as_secs_f64();

    let clock = Instant::now();
    read(footprints, |batch| {
        let clock = Instant::now();
        let each: Vec<(u64, f64)> = batch.par_iter().map(|footprint| shared(&index, footprint)).collect();
        found.footprints += each.len() as u64;
        for (pairs, area) in each {
            found.pairs += pairs;
            found.area_m2 += area;
        }
        found.overlay_s += clock.elapsed().as_secs_f64();
    })?;
    found.read_footprints_s = clock.elapsed().as_secs_f64() - found.overlay_s;
    Ok(found)
}

/// Zones a footprint has area in common with, and that area in m².
fn shared(index: &ZoneIndex, footprint: &MultiPolygon<f64>) -> (u64, f64) {
    let shares = index.overlay(footprint).shares;
    let sum: f64 = shares.iter().map(|zone| zone.share).sum();
    (shares.len() as u64, sum * footprint.unsigned_area())
}

/// Reads a file in batches of valid polygons in RD New; stops at a record
/// that has none.
fn read(path: &Path, mut each: impl FnMut(Vec<MultiPolygon<f64>>)) -> Result<(), Failure> {
    let mut layer = Layer::open(&Source { path: path.to_owned(), ..Source::default() })?;
    let crs = layer.crs().clone();
    layer.read_batches(&[], BATCH, |batch| {
        let clean = |record: Record| match record.shape.polygon(&crs) {
            Ok(cleaned) => Ok(cleaned.geometry),
            Err((_, detail)) => Err(format!("`{}`, record {}: {detail}", path.display(), record.number)),
        };
        each(batch.into_par_iter().map(clean).collect::<Result<_, _>>()?);
        Ok::<(), Failure>(())
    })
}
