//! GeoJSON, one feature per line.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use geo_types::{Coord, Geometry, LineString, Point, Polygon};

use crate::{error::ExportError, value::Value};

use super::super::{MapFeature, MapLayer};

/// The old `crs` member for RD New, as the BAG WFS writes it.
pub(in super::super) const RD: &str = "urn:ogc:def:crs:EPSG::28992";
/// The old `crs` member for longitude, latitude, as the CBS WFS writes it.
pub(in super::super) const LON_LAT: &str = "urn:ogc:def:crs:OGC:1.3:CRS84";

/// The CRS a map is written in: buurten and gemeenten as CBS publishes them.
pub(in super::super) fn crs_of(layer: MapLayer) -> &'static str {
    match layer {
        MapLayer::Buurten | MapLayer::Gemeenten => LON_LAT,
        _ => RD,
    }
}

/// A file with one feature collection, written as it comes.
pub(super) struct Collection {
    path: PathBuf,
    out: BufWriter<File>,
    line: String,
    n: u64,
    lon_lat: bool,
}

impl Collection {
    /// Starts a file.
    pub fn create(path: &Path, name: &str, crs: &str) -> Result<Self, ExportError> {
        let failed = |source| ExportError::Write { path: path.to_owned(), source };
        let mut out = BufWriter::new(File::create(path).map_err(failed)?);
        let head = format!(
            "{{\"type\":\"FeatureCollection\",\"name\":\"{name}\",\"crs\":{{\"type\":\"name\",\
             \"properties\":{{\"name\":\"{crs}\"}}}},\"features\":["
        );
        out.write_all(head.as_bytes()).map_err(failed)?;
        Ok(Self { path: path.to_owned(), out, line: String::new(), n: 0, lon_lat: crs == LON_LAT })
    }

    /// Writes a feature with a polygon.
    pub fn polygon(&mut self, properties: &str, polygon: &Polygon<f64>) -> Result<(), ExportError> {
        self.start(properties);
        self.line.push_str("\"Polygon\",\"coordinates\":");
        self.push_polygon(polygon);
        self.end()
    }

    /// Writes a feature with a point.
    pub fn point(&mut self, properties: &str, point: Point<f64>) -> Result<(), ExportError> {
        self.start(properties);
        self.line.push_str("\"Point\",\"coordinates\":");
        self.push_coord(point.0);
        self.end()
    }

    /// Writes an object of a map.
    pub fn feature(&mut self, feature: &MapFeature) -> Result<(), ExportError> {
        let properties = properties(&feature.properties);
        if !self.lon_lat {
            return self.geometry(&properties, &feature.geometry);
        }
        let mut geometry = feature.geometry.clone();
        crate::crs::rd_to_lonlat(&mut geometry).map_err(|error| ExportError::Format {
            path: self.path.clone(),
            format: "GeoJSON",
            detail: error.to_string(),
        })?;
        self.geometry(&properties, &geometry)
    }

    fn geometry(&mut self, properties: &str, geometry: &Geometry<f64>) -> Result<(), ExportError> {
        match geometry {
            Geometry::Point(point) => self.point(properties, *point),
            Geometry::Polygon(polygon) => self.polygon(properties, polygon),
            Geometry::MultiPolygon(polygons) => {
                self.start(properties);
                self.line.push_str("\"MultiPolygon\",\"coordinates\":[");
                for (n, polygon) in polygons.iter().enumerate() {
                    if n > 0 {
                        self.line.push(',');
                    }
                    self.push_polygon(polygon);
                }
                self.line.push(']');
                self.end()
            }
            _ => Err(ExportError::Format {
                path: self.path.clone(),
                format: "GeoJSON",
                detail: "the town has points and polygons only".into(),
            }),
        }
    }

    /// Closes the file.
    pub fn finish(mut self) -> Result<(), ExportError> {
        self.out
            .write_all(b"\n]}\n")
            .and_then(|()| self.out.flush())
            .map_err(|source| ExportError::Write { path: self.path, source })
    }

    fn start(&mut self, properties: &str) {
        self.line.clear();
        self.line.push_str(if self.n == 0 { "\n" } else { ",\n" });
        self.n += 1;
        self.line.push_str("{\"type\":\"Feature\",\"properties\":");
        self.line.push_str(properties);
        self.line.push_str(",\"geometry\":{\"type\":");
    }

    fn end(&mut self) -> Result<(), ExportError> {
        self.line.push_str("}}");
        let written: io::Result<()> = self.out.write_all(self.line.as_bytes());
        written.map_err(|source| ExportError::Write { path: self.path.clone(), source })
    }

    fn push_polygon(&mut self, polygon: &Polygon<f64>) {
        self.line.push('[');
        self.push_ring(polygon.exterior());
        for hole in polygon.interiors() {
            self.line.push(',');
            self.push_ring(hole);
        }
        self.line.push(']');
    }

    fn push_ring(&mut self, ring: &LineString<f64>) {
        self.line.push('[');
        for (n, coord) in ring.coords().enumerate() {
            if n > 0 {
                self.line.push(',');
            }
            self.push_coord(*coord);
        }
        self.line.push(']');
    }

    /// Millimeters in RD New. Five decimals in degrees, about a meter: the
    /// same digits with and without the correction grid of [`crate::crs`].
    fn push_coord(&mut self, coord: Coord<f64>) {
        let decimals = if self.lon_lat { 1e5 } else { 1e3 };
        let round = |value: f64| (value * decimals).round() / decimals;
        // Writing to a string cannot fail.
        let _ = write!(self.line, "[{},{}]", round(coord.x), round(coord.y));
    }
}

/// Columns as a JSON object, in their order.
pub(super) fn properties(columns: &[(&'static str, Value)]) -> String {
    let mut text = String::from("{");
    for (n, (name, value)) in columns.iter().enumerate() {
        if n > 0 {
            text.push(',');
        }
        // Display of a JSON value quotes and escapes; it cannot fail here.
        let _ = write!(text, "\"{name}\":{}", serde_json::json!(value));
    }
    text.push('}');
    text
}
