//! Which ground is free in these domains?
//!
//! A file of domains, or a box in RD New, and files of what takes ground with
//! their setback in meters, in any format the program reads; RD New where the
//! file does not say. GeoJSON in RD New on standard output: the domains where
//! anything takes ground with what each file took, the polygons that took, and
//! the plots.
//!
//! ```text
//! cargo run --release --example ground -- buurten.geojson panden.gpkg@5 water.gml@0 > ground.geojson
//! cargo run --release --example ground -- 84800,447480,85000,447700 panden.gpkg@5 > ground.geojson
//! ```

use std::{collections::BTreeSet, io::Write, path::PathBuf, time::Instant};

use geo_types::{MultiPolygon, Rect, coord};
use geojson::Geometry;
use rayon::prelude::*;
use serde_json::{Value, json};
use toplaag::{
    error::ReadError,
    overlay::ground::{Cut, GroundIndex, PlotRule, Taking, cut},
    read::{Layer, Record, Source},
};

type Failure = Box<dyn std::error::Error>;

/// What counts as a plot.
const RULE: PlotRule = PlotRule { min_area_m2: 400.0, min_width_m: 12.0 };

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [domains, takings @ ..] = arguments.as_slice() else {
        return Err("a file of domains or a box is needed, and files of what takes ground".into());
    };
    let domains = match rectangle(domains) {
        Some(domain) => vec![(1, domain)],
        None => shapes(domains)?,
    };
    let mut indexes = Vec::new();
    for taking in takings {
        let (file, setback) = taking.rsplit_once('@').ok_or("a file and a setback: `panden.gpkg@5`")?;
        let mut index = GroundIndex::builder();
        for (record, shape) in shapes(file)? {
            index.push(u32::try_from(record)?, &shape);
        }
        indexes.push((index.finish(), setback.parse::<f64>()?));
    }
    let is_built = |domain: &MultiPolygon<f64>| {
        indexes.iter().any(|(index, setback)| !index.within(domain, *setback).is_empty())
    };
    let domains: Vec<_> = domains.into_iter().filter(|(_, domain)| is_built(domain)).collect();
    let start = Instant::now();
    let cuts: Vec<Cut> = domains
        .par_iter()
        .map(|(_, domain)| {
            let takings: Vec<Taking<'_>> =
                indexes.iter().map(|(index, setback)| Taking::all(index, *setback)).collect();
            cut(domain, &takings, &RULE)
        })
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    writeln!(std::io::stderr(), "{} domains in {seconds:.3} s", domains.len())?;

    let mut out = std::io::stdout().lock();
    writeln!(out, "{{\"type\":\"FeatureCollection\",\"features\":[")?;
    let mut separator = "";
    let mut feature = |shape: &MultiPolygon<f64>, properties: Value| -> Result<(), Failure> {
        let geometry = Geometry::from(shape);
        let feature = json!({ "type": "Feature", "geometry": geometry, "properties": properties });
        writeln!(out, "{separator}{feature}")?;
        separator = ",";
        Ok(())
    };
    let mut near = vec![BTreeSet::new(); indexes.len()];
    for ((record, domain), cut) in domains.iter().zip(&cuts) {
        for ((index, setback), near) in indexes.iter().zip(&mut near) {
            near.extend(index.within(domain, *setback));
        }
        feature(
            domain,
            json!({
                "kind": "domain", "record": record, "domain_m2": cut.domain_m2, "taken_m2": cut.taken_m2,
                "narrow_m2": cut.narrow_m2, "small_m2": cut.small_m2,
            }),
        )?;
        for plot in &cut.plots {
            let properties = json!({
                "kind": "plot", "record": record, "area_m2": plot.area_m2, "length_m": plot.length_m,
                "x": plot.circle.0.x(), "y": plot.circle.0.y(), "diameter_m": plot.circle.1,
                "width_m": plot.width_m, "azimuth_deg": plot.azimuth_deg, "compactness": plot.compactness,
            });
            feature(&plot.geometry.clone().into(), properties)?;
        }
    }
    for (layer, ((index, setback), near)) in indexes.iter().zip(&near).enumerate() {
        for (record, polygon) in index.polygons().filter(|(record, _)| near.contains(record)) {
            let properties =
                json!({ "kind": "taking", "layer": layer, "record": record, "setback_m": setback });
            feature(&polygon.into(), properties)?;
        }
    }
    writeln!(out, "]}}")?;
    Ok(())
}

/// A box written as four numbers.
fn rectangle(text: &str) -> Option<MultiPolygon<f64>> {
    let numbers: Vec<f64> = text.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [min_x, min_y, max_x, max_y] = numbers[..] else { return None };
    let corners = (coord! { x: min_x, y: min_y }, coord! { x: max_x, y: max_y });
    Some(Rect::new(corners.0, corners.1).to_polygon().into())
}

/// The polygons of a file with the numbers of their records.
fn shapes(file: &str) -> Result<Vec<(u64, MultiPolygon<f64>)>, Failure> {
    let mut source = Source { path: PathBuf::from(file), preferred: &["pand"], ..Source::default() };
    let mut layer = match Layer::open(&source) {
        Err(ReadError::Crs { .. }) => {
            source.crs = Some("EPSG:28992".to_owned());
            Layer::open(&source)?
        }
        layer => layer?,
    };
    let crs = layer.crs().clone();
    let mut shapes = Vec::new();
    layer.read_batches(&[], 1_000, |batch| {
        for Record { number, shape, .. } in batch {
            if let Ok(cleaned) = shape.polygon(&crs) {
                shapes.push((number, cleaned.geometry));
            }
        }
        Ok::<(), Failure>(())
    })?;
    Ok(shapes)
}
