//! What do the cells of a raster say in these polygons?
//!
//! A raster and a file of polygons in any format the program reads. One line
//! of CSV a polygon: its record, cells with their middle in it, cells with
//! data, their median, and cells per whole value (`7:12 6:3`).
//!
//! ```text
//! cargo run --release --example zonal -- ahn.tif panden.geojson > zonal.csv
//! ```

use std::{collections::BTreeMap, io::Write, path::PathBuf};

use geo_types::MultiPolygon;
use toplaag::{
    config::Input,
    overlay::{CellBox, Cells, median, runs},
    read::{Layer, Record, Source, raster::Mosaic},
};

type Failure = Box<dyn std::error::Error>;

/// Most different values that are counted of one polygon.
const MOST_VALUES: usize = 64;

fn main() -> Result<(), Failure> {
    let files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [raster, polygons] = files.as_slice() else {
        return Err("two files are needed: a raster and polygons".into());
    };
    let source = |path: &PathBuf| Source { path: path.clone(), ..Source::default() };
    let mosaic = Mosaic::open(&Input { sources: vec![source(raster)], ..Input::default() })?;
    let mut layer = Layer::open(&source(polygons))?;
    let crs = layer.crs().clone();
    let mut out = std::io::stdout().lock();
    writeln!(out, "record,cells,known,median,values")?;
    layer.read_batches(&[], 1_000, |batch| {
        for Record { number, shape, .. } in batch {
            let Ok(cleaned) = shape.polygon(&crs) else { continue };
            writeln!(out, "{number},{}", one(&mosaic, &cleaned.geometry).ok_or("a polygon is too large")?)?;
        }
        Ok::<(), Failure>(())
    })?;
    Ok(mosaic.check()?)
}

/// The rest of the line of a polygon.
fn one(mosaic: &Mosaic, shape: &MultiPolygon<f64>) -> Option<String> {
    let mut values = Vec::new();
    for polygon in shape {
        for run in runs(&mosaic.grid(), polygon)? {
            values.extend(mosaic.window(&CellBox { columns: run.columns, rows: run.row..run.row + 1 }));
        }
    }
    let n_cells = values.len();
    let mut known: Vec<f32> = values.into_iter().filter(|value| !value.is_nan()).collect();
    let mut counts: BTreeMap<i64, u32> = BTreeMap::new();
    for value in known.iter().filter(|value| value.fract() == 0.0) {
        #[expect(clippy::cast_possible_truncation, reason = "a saturating cast of a whole value")]
        let value = f64::from(*value) as i64;
        if counts.len() < MOST_VALUES || counts.contains_key(&value) {
            *counts.entry(value).or_default() += 1;
        }
    }
    let counts: Vec<String> = counts.iter().map(|(value, n)| format!("{value}:{n}")).collect();
    let n_known = known.len();
    let median = median(&mut known).map(|median| median.to_string()).unwrap_or_default();
    Some(format!("{n_cells},{n_known},{median},{}", counts.join(" ")))
}
