//! Does the whole hold, from objects to tiles that are read back?

mod areas;
mod forms;
mod packed;
mod ranked;

use std::{collections::BTreeMap, io::Read as _};

use fast_mvt::{MvtReaderRef, MvtValueRef};
use flate2::read::GzDecoder;
use geo_types::{Geometry, MultiPolygon, Point, polygon};

use super::{
    attribute::{Attribute, Field},
    cells::Tally,
    drawing::{Head, Late, Shape},
    features::Features,
    objects::Objects,
    pyramid::{self, Frame, MAX_BYTES},
    source::{Counts, Source},
};
use crate::{
    error::ExportError,
    export::{FieldKind, Tile, TileSet, TileWriter},
};

/// Tiles as they were handed over.
#[derive(Default)]
struct Written(Vec<(Tile, Vec<u8>)>);

impl TileWriter for Written {
    fn add(&mut self, tile: Tile, gzipped: &[u8]) -> Result<(), ExportError> {
        self.0.push((tile, gzipped.to_vec()));
        Ok(())
    }

    fn finish(self: Box<Self>, _: &TileSet) -> Result<(), ExportError> {
        Ok(())
    }
}

/// The attributes of one object; numbers as text.
type Properties = BTreeMap<String, String>;

impl Written {
    /// The objects of a layer at a zoom: tile, attributes.
    fn objects(&self, layer: &str, zoom: u8) -> Vec<(Tile, Properties)> {
        let mut objects = Vec::new();
        for (tile, gzipped) in self.0.iter().filter(|(tile, _)| tile.zoom == zoom) {
            let mut bytes = Vec::new();
            GzDecoder::new(&gzipped[..]).read_to_end(&mut bytes).unwrap();
            for read in MvtReaderRef::new(&bytes).unwrap().layers().filter(|read| read.name() == layer) {
                objects.extend(read.features().map(|feature| {
                    let named = feature.properties_vec().unwrap().into_iter();
                    (*tile, named.map(|(name, value)| (name.to_owned(), text(&value))).collect())
                }));
            }
        }
        objects
    }

    /// What an attribute adds up to.
    fn sum(&self, layer: &str, zoom: u8, name: &str) -> i64 {
        self.objects(layer, zoom).iter().map(|(_, of)| of[name].parse::<i64>().unwrap()).sum()
    }
}

fn text(value: &MvtValueRef<'_>) -> String {
    match value {
        MvtValueRef::String(text) => (*text).to_owned(),
        MvtValueRef::Bool(flag) => flag.to_string(),
        MvtValueRef::UInt(number) => number.to_string(),
        MvtValueRef::SInt(number) | MvtValueRef::Int(number) => number.to_string(),
        MvtValueRef::Float(number) => number.to_string(),
        MvtValueRef::Double(number) => number.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Draws sources from zoom 0 to `last`.
fn draw(sources: &[&dyn Source], last: u8, max_bytes: usize) -> (Written, Counts) {
    let mut written = Written::default();
    let frame = Frame { zooms: 0..=last, within: None, max_bytes };
    let counts = pyramid::draw(sources, &frame, &mut written, |_| ()).unwrap();
    (written, counts)
}

/// A square with its lower left corner in RD New.
fn square(x: f64, y: f64, side: f64) -> Geometry<f64> {
    let (right, top) = (x + side, y + side);
    let ring = polygon![(x: x, y: y), (x: right, y: y), (x: right, y: top), (x: x, y: top)];
    Geometry::MultiPolygon(MultiPolygon(vec![ring]))
}

fn point(x: f64, y: f64) -> Geometry<f64> {
    Geometry::Point(Point::new(x, y))
}

fn head(name: &str, shape: Shape, zooms: (u8, u8)) -> Head {
    let fields = vec![Field::new("id", FieldKind::String), Field::new("homes", FieldKind::Number)];
    Head { name: name.into(), description: String::new(), shape, fields, zooms }
}

/// Objects that are named by their number and hold as many homes.
fn packed(shapes: impl IntoIterator<Item = Geometry<f64>>) -> Features {
    let mut features = Features::new(2);
    for (shape, n) in shapes.into_iter().zip(0..) {
        let id = format!("pand {n}");
        assert!(features.push(&shape, [Attribute::Text(&id), Attribute::Int(n)]).unwrap().is_some());
    }
    features
}

/// Counts objects and homes.
const TALLY: Tally = Tally {
    names: &["objects", "homes"],
    add: |row, totals| {
        totals[0] += 1;
        totals[1] += row[1].int();
    },
};

/// Objects that are drawn one by one from zoom 12 to 14.
fn objects(features: Features) -> Objects {
    Objects::new(head("panden", Shape::Polygon, (12, 14)), "cells", "", features, Late::new(), TALLY)
}
