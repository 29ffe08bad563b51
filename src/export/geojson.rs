//! How does a browser, or a program that knows no RD, get the result?
//!
//! RFC 7946: longitude and latitude, exteriors counter-clockwise, no `crs`
//! member. Written straight to the file, one feature a line.
//!
//! Coordinates carry 8 decimals, a millimeter, as RD New does. Points of a ring that
//! become equal by that are written once, unless fewer than four would remain.
//! `bbox` stands behind the features: only then is it known.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use geo_types::{Coord, Geometry, LineString};

use super::{
    Cell, ColumnSpec, GeometryKind,
    cell::cells,
    format_error,
    shape::{Shape, rings, widen},
    write_error,
};
use crate::{
    crs::rd_to_lonlat,
    error::{Error, ExportError},
    value::{Value, round},
};

/// Digits behind the point of a degree.
const DECIMALS: u8 = 8;

/// Brings a geometry to longitude, latitude.
type Transform = fn(&mut Geometry<f64>) -> Result<(), Error>;

/// Writes one layer as GeoJSON, feature by feature.
pub struct GeoJsonWriter {
    path: PathBuf,
    columns: Vec<ColumnSpec>,
    names: Vec<String>,
    kind: GeometryKind,
    transform: Transform,
    out: BufWriter<File>,
    bounds: Option<[f64; 4]>,
    n_features: u64,
}

impl GeoJsonWriter {
    /// Creates the file. Geometries are pushed in RD New.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the file cannot be created.
    pub fn create(
        path: &Path,
        layer: &str,
        columns: &[ColumnSpec],
        geometry: GeometryKind,
    ) -> Result<Self, ExportError> {
        Self::with_transform(path, layer, columns, geometry, rd_to_lonlat)
    }

    fn with_transform(
        path: &Path,
        layer: &str,
        columns: &[ColumnSpec],
        kind: GeometryKind,
        transform: Transform,
    ) -> Result<Self, ExportError> {
        let mut out = BufWriter::new(File::create(path).map_err(write_error(path))?);
        write!(out, "{{\"type\":\"FeatureCollection\",\"name\":{},\"features\":[", quoted(layer))
            .map_err(write_error(path))?;
        let names = columns.iter().map(|column| quoted(column.name)).collect();
        Ok(Self {
            path: path.to_owned(),
            columns: columns.to_vec(),
            names,
            kind,
            transform,
            out,
            bounds: None,
            n_features: 0,
        })
    }

    /// Writes one feature; without a geometry it gets `"geometry":null`.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when geometry or row do not fit the layer or
    /// the coordinates cannot be transformed, [`ExportError::Write`] when the
    /// disk is full.
    pub fn push(&mut self, geometry: Option<&Geometry<f64>>, values: &[Value]) -> Result<(), ExportError> {
        let fail = format_error(&self.path, "GeoJSON");
        let cells: Vec<_> = cells(&self.columns, values).and_then(Iterator::collect).map_err(&fail)?;
        let mut geometry = geometry.cloned();
        if self.kind.shape(geometry.as_ref()).map_err(&fail)? == Shape::Null {
            geometry = None;
        }
        if let Some(geometry) = &mut geometry {
            (self.transform)(geometry).map_err(format_error(&self.path, "GeoJSON"))?;
        }
        let shape = self.kind.shape(geometry.as_ref()).map_err(&fail)?;
        widen(&mut self.bounds, shape.bounds());
        let separator = if self.n_features == 0 { "\n" } else { ",\n" };
        self.n_features += 1;
        write_feature(&mut self.out, separator, shape, &self.names, cells.iter().map(|(_, cell)| cell))
            .map_err(write_error(&self.path))
    }

    /// Closes the collection.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the disk is full.
    pub fn finish(mut self) -> Result<(), ExportError> {
        let mut close = || {
            self.out.write_all(b"\n]")?;
            if let Some(bounds) = self.bounds {
                self.out.write_all(b",\"bbox\":[")?;
                for (position, degrees) in bounds.into_iter().enumerate() {
                    if position > 0 {
                        self.out.write_all(b",")?;
                    }
                    write_degrees(&mut self.out, degrees)?;
                }
                self.out.write_all(b"]")?;
            }
            self.out.write_all(b"}\n")?;
            self.out.flush()
        };
        close().map_err(write_error(&self.path))
    }
}

fn write_feature<'a>(
    out: &mut impl Write,
    separator: &str,
    shape: Shape,
    names: &[String],
    cells: impl Iterator<Item = &'a Cell<'a>>,
) -> io::Result<()> {
    write!(out, "{separator}{{\"type\":\"Feature\",\"properties\":{{")?;
    for (position, (name, cell)) in names.iter().zip(cells).enumerate() {
        write!(out, "{}{name}:", if position > 0 { "," } else { "" })?;
        match cell {
            Cell::Null => out.write_all(b"null")?,
            Cell::Bool(flag) => write!(out, "{flag}")?,
            Cell::Int(number) => write!(out, "{number}")?,
            // `{:?}` keeps the point of 12.0: a reader that guesses types
            // must not take the column for whole numbers.
            Cell::Real(number) => write!(out, "{number:?}")?,
            Cell::Text(text) => out.write_all(quoted(text).as_bytes())?,
        }
    }
    out.write_all(b"},\"geometry\":")?;
    match shape {
        Shape::Null => out.write_all(b"null")?,
        Shape::Point(point) => {
            out.write_all(b"{\"type\":\"Point\",\"coordinates\":")?;
            write_position(out, rounded(point.0))?;
            out.write_all(b"}")?;
        }
        Shape::Polygons(polygons) => {
            out.write_all(b"{\"type\":\"MultiPolygon\",\"coordinates\":[")?;
            for (position, polygon) in polygons.iter().enumerate() {
                out.write_all(if position > 0 { b",[" } else { b"[" })?;
                for (position, ring) in rings(polygon).enumerate() {
                    if position > 0 {
                        out.write_all(b",")?;
                    }
                    write_ring(out, ring, position == 0)?;
                }
                out.write_all(b"]")?;
            }
            out.write_all(b"]}")?;
        }
    }
    out.write_all(b"}")
}

/// Writes a ring with the turn the standard asks for.
fn write_ring(out: &mut impl Write, ring: &LineString<f64>, counter_clockwise: bool) -> io::Result<()> {
    let mut coords: Vec<Coord<f64>> = ring.0.iter().copied().map(rounded).collect();
    let mut distinct = coords.clone();
    distinct.dedup();
    if distinct.len() >= 4 {
        coords = distinct;
    }
    if (doubled_area(&ring.0) > 0.0) != counter_clockwise {
        coords.reverse();
    }
    out.write_all(b"[")?;
    for (position, coord) in coords.into_iter().enumerate() {
        if position > 0 {
            out.write_all(b",")?;
        }
        write_position(out, coord)?;
    }
    out.write_all(b"]")
}

/// Twice the area of a closed ring, positive when counter-clockwise; taken
/// from its first point, as degrees leave few digits to subtract.
fn doubled_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    ring.windows(2)
        .map(|pair| {
            let (a, b) = (pair[0] - origin, pair[1] - origin);
            a.x * b.y - b.x * a.y
        })
        .sum()
}

fn rounded(coord: Coord<f64>) -> Coord<f64> {
    let degrees = |value| round(value, DECIMALS).unwrap_or(value);
    Coord { x: degrees(coord.x), y: degrees(coord.y) }
}

fn write_position(out: &mut impl Write, coord: Coord<f64>) -> io::Result<()> {
    write!(out, "[{},{}]", coord.x, coord.y)
}

fn write_degrees(out: &mut impl Write, degrees: f64) -> io::Result<()> {
    write!(out, "{}", round(degrees, DECIMALS).unwrap_or(degrees))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use geo_types::{point, polygon};

    use super::*;
    use crate::export::Kind;

    const COLUMNS: [ColumnSpec; 3] = [
        ColumnSpec { name: "site_id", kind: Kind::Text, unit: "", nl: "", en: "" },
        ColumnSpec { name: "homes", kind: Kind::Int, unit: "", nl: "", en: "" },
        ColumnSpec { name: "score", kind: Kind::Real { decimals: 1 }, unit: "", nl: "", en: "" },
    ];

    /// An affine stand-in that keeps the turn of a ring, as the real one does.
    #[expect(clippy::unnecessary_wraps, reason = "has the signature of the real one")]
    fn affine(geometry: &mut Geometry<f64>) -> Result<(), Error> {
        use geo::MapCoordsInPlace;
        geometry.map_coords_in_place(|coord| Coord {
            x: 5.0 + coord.x / 100_000.0,
            y: 52.0 + coord.y / 100_000.0,
        });
        Ok(())
    }

    fn written(kind: GeometryKind, features: &[(Option<Geometry<f64>>, [Value; 3])]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.geojson");
        let mut writer = GeoJsonWriter::with_transform(&path, "sites", &COLUMNS, kind, affine).unwrap();
        for (geometry, values) in features {
            writer.push(geometry.as_ref(), values).unwrap();
        }
        writer.finish().unwrap();
        std::fs::read_to_string(&path).unwrap()
    }

    #[test]
    fn an_exterior_turns_counter_clockwise_and_a_hole_clockwise() {
        // Both rings are drawn the wrong way round.
        let wrong = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 0.0, y: 100.0), (x: 100.0, y: 100.0), (x: 100.0, y: 0.0)],
            interiors: [[(x: 10.0, y: 10.0), (x: 20.0, y: 10.0), (x: 20.0, y: 20.0)]],
        );
        let text = written(
            GeometryKind::MultiPolygon,
            &[(Some(wrong.into()), ["a\"\u{1}".into(), 3_i64.into(), 12.0.into()])],
        );
        let json: geojson::FeatureCollection = text.parse::<geojson::GeoJson>().unwrap().try_into().unwrap();
        let Geometry::MultiPolygon(read) = json.features[0].geometry.clone().unwrap().try_into().unwrap()
        else {
            panic!()
        };
        assert!(doubled_area(&read.0[0].exterior().0) > 0.0);
        assert!(doubled_area(&read.0[0].interiors()[0].0) < 0.0);
        assert_eq!(json.bbox, Some(vec![5.0, 52.0, 5.001, 52.001]));
        assert_eq!(json.features[0].property("site_id").unwrap(), "a\"\u{1}");
        assert!(text.contains("\"homes\":3,\"score\":12.0"), "{text}");
        assert!(!text.contains("crs"));
    }

    #[test]
    fn a_feature_without_geometry_and_values_is_still_there() {
        let nothing = [Value::Null, Value::Null, Value::Null];
        let text = written(GeometryKind::Point, &[(None, nothing.clone())]);
        assert!(text.contains("\"homes\":null"));
        assert!(text.contains("\"geometry\":null"));
        assert!(!text.contains("bbox"));
        let text = written(GeometryKind::Point, &[]);
        assert!(text.parse::<geojson::GeoJson>().is_ok());
        let text = written(GeometryKind::Point, &[(Some(point!(x: 1.0 / 3.0, y: 0.0).into()), nothing)]);
        assert!(text.contains("[5.00000333,52]"), "{text}");
    }

    #[test]
    fn gdal_reads_it_as_wgs_84_with_typed_columns() {
        use crate::export::map_tests::{assert_has, ogrinfo};

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sites.geojson");
        let square = polygon!((x: 0.0, y: 0.0), (x: 0.0, y: 100.0), (x: 100.0, y: 100.0));
        let features = [
            (Some(square.into()), ["0457".into(), 3_i64.into(), 12.0.into()]),
            (None, [Value::Null, Value::Null, Value::Null]),
        ];
        std::fs::write(&path, written(GeometryKind::MultiPolygon, &features)).unwrap();
        assert_has(
            ogrinfo(&["-al"], &path),
            &[
                "Layer name: sites",
                "Feature Count: 2",
                "WGS 84",
                "Extent: (5.000000, 52.000000) - (5.001000, 52.001000)",
                "site_id: String",
                "homes: Integer",
                "score: Real",
                "MULTIPOLYGON (((5 52,5.001 52.001,5.0 52.001,5 52)))",
            ],
        );
    }
}
