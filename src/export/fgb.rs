//! How does a map read eleven million panden without loading them?
//!
//! FlatGeobuf with its packed Hilbert R-tree, in RD New. Features stand in the
//! file in Hilbert order, not in the order they were pushed.
//!
//! # Without a geometry
//!
//! Every pand comes out, also one without a footprint. Its box in the index
//! is inverted, so that no search by area meets it. The `flatgeobuf` crate
//! cannot leave a geometry out: a multipolygon is written as one empty part,
//! which GDAL, QGIS and GeoPandas read as `MULTIPOLYGON EMPTY`. An empty point
//! they refuse, with the whole file; so in a point layer the reference to the
//! geometry is taken out afterwards, see [`super::fgb_null`], and they read a
//! null geometry.
//!
//! A layer without features has no index: an empty one is refused, too.
//!
//! # Memory and disk
//!
//! The crate keeps about 130 bytes a feature in memory and spools the
//! features to an unnamed file in the system's temporary folder (`TMPDIR`),
//! which therefore needs as much room as the result.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use flatgeobuf::{ColumnType, FgbCrs, FgbWriterOptions, GeometryType};
use geo_types::Geometry;
use geozero::{ColumnValue, GeomProcessor, PropertyProcessor, error::GeozeroError};

use super::{
    Cell, ColumnSpec, GeometryKind, Kind,
    cell::cells,
    format_error,
    shape::{Shape, rings},
    write_error,
};
use crate::{error::ExportError, value::Value};

/// Writes one layer as FlatGeobuf.
pub struct FgbWriter {
    path: PathBuf,
    columns: Vec<ColumnSpec>,
    kind: GeometryKind,
    out: BufWriter<File>,
    inner: flatgeobuf::FgbWriter<'static>,
    layer: String,
    n_features: u64,
    n_null_points: u64,
}

impl FgbWriter {
    /// Creates the file and its header; geometries are RD New.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the file cannot be created,
    /// [`ExportError::Format`] when there is no room for temporary files.
    pub fn create(
        path: &Path,
        layer: &str,
        columns: &[ColumnSpec],
        geometry: GeometryKind,
    ) -> Result<Self, ExportError> {
        let out = BufWriter::new(File::create(path).map_err(write_error(path))?);
        let inner = new_inner(layer, columns, geometry, true).map_err(format_error(path, "FlatGeobuf"))?;
        Ok(Self {
            path: path.to_owned(),
            columns: columns.to_vec(),
            kind: geometry,
            out,
            inner,
            layer: layer.to_owned(),
            n_features: 0,
            n_null_points: 0,
        })
    }

    /// Adds one feature.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when geometry or row do not fit the layer, or
    /// the temporary file cannot grow.
    pub fn push(&mut self, geometry: Option<&Geometry<f64>>, values: &[Value]) -> Result<(), ExportError> {
        let fail = format_error(&self.path, "FlatGeobuf");
        let shape = self.kind.shape(geometry).map_err(&fail)?;
        let cells: Vec<_> = cells(&self.columns, values).and_then(Iterator::collect).map_err(&fail)?;
        let mut result = Ok(());
        self.inner
            .add_feature_geom(Feature { kind: self.kind, shape }, |feature| {
                for (position, (column, cell)) in cells.iter().enumerate() {
                    let value = match cell {
                        Cell::Null => continue,
                        Cell::Bool(flag) => ColumnValue::Bool(*flag),
                        Cell::Int(number) => ColumnValue::Long(*number),
                        Cell::Real(number) => ColumnValue::Double(*number),
                        Cell::Text(text) => ColumnValue::String(text),
                    };
                    if let Err(error) = feature.property(position, column.name, &value) {
                        result = Err(error);
                    }
                }
            })
            .and(result)
            .map_err(format_error(&self.path, "FlatGeobuf"))?;
        self.n_features += 1;
        if shape == Shape::Null && self.kind == GeometryKind::Point {
            self.n_null_points += 1;
        }
        Ok(())
    }

    /// Builds the index and writes the file.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] or [`ExportError::Write`] when the disk is full.
    pub fn finish(self) -> Result<(), ExportError> {
        let Self { path, columns, kind, mut out, mut inner, layer, n_features, n_null_points } = self;
        if n_features == 0 {
            inner = new_inner(&layer, &columns, kind, false).map_err(format_error(&path, "FlatGeobuf"))?;
        }
        inner.write(&mut out).map_err(format_error(&path, "FlatGeobuf"))?;
        out.flush().map_err(write_error(&path))?;
        drop(out);
        if n_null_points > 0 {
            let n_found = super::fgb_null::remove_empty(&path, n_features).map_err(write_error(&path))?;
            if n_found != n_null_points {
                let detail = format!("{n_found} of {n_null_points} empty points found again");
                return Err(format_error(&path, "FlatGeobuf")(detail));
            }
        }
        Ok(())
    }
}

/// The crate's writer with our header.
fn new_inner(
    layer: &str,
    columns: &[ColumnSpec],
    geometry: GeometryKind,
    write_index: bool,
) -> flatgeobuf::Result<flatgeobuf::FgbWriter<'static>> {
    let options = FgbWriterOptions {
        write_index,
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs {
            org: Some("EPSG"),
            code: 28992,
            name: Some("Amersfoort / RD New"),
            ..FgbCrs::default()
        },
        ..FgbWriterOptions::default()
    };
    let geometry_type = match geometry {
        GeometryKind::MultiPolygon => GeometryType::MultiPolygon,
        GeometryKind::Point => GeometryType::Point,
    };
    let mut inner = flatgeobuf::FgbWriter::create_with_options(layer, geometry_type, options)?;
    for column in columns {
        let column_type = match column.kind {
            Kind::Text => ColumnType::String,
            Kind::Int => ColumnType::Long,
            Kind::Real { .. } => ColumnType::Double,
            Kind::Bool => ColumnType::Bool,
        };
        inner.add_column(column.name, column_type, |builder, arguments| {
            arguments.description = Some(builder.create_string(&column.description()));
        });
    }
    Ok(inner)
}

/// A shape on its way into the crate.
struct Feature<'a> {
    kind: GeometryKind,
    shape: Shape<'a>,
}

impl geozero::GeozeroGeometry for Feature<'_> {
    fn process_geom<P: GeomProcessor>(&self, out: &mut P) -> Result<(), GeozeroError> {
        match (self.shape, self.kind) {
            (Shape::Null, GeometryKind::Point) => {
                // Opening a geometry clears the box of the feature before it.
                out.point_begin(0)?;
                out.point_end(0)
            }
            (Shape::Null, GeometryKind::MultiPolygon) => {
                out.multipolygon_begin(0, 0)?;
                out.polygon_begin(false, 0, 0)?;
                out.polygon_end(false, 0)?;
                out.multipolygon_end(0)
            }
            (Shape::Point(point), _) => {
                out.point_begin(0)?;
                out.xy(point.x(), point.y(), 0)?;
                out.point_end(0)
            }
            (Shape::Polygons(polygons), _) => {
                out.multipolygon_begin(polygons.len(), 0)?;
                for (position, polygon) in polygons.iter().enumerate() {
                    out.polygon_begin(false, 1 + polygon.interiors().len(), position)?;
                    for (position, ring) in rings(polygon).enumerate() {
                        out.linestring_begin(false, ring.0.len(), position)?;
                        for (position, coord) in ring.0.iter().enumerate() {
                            out.xy(coord.x, coord.y, position)?;
                        }
                        out.linestring_end(false, position)?;
                    }
                    out.polygon_end(false, position)?;
                }
                out.multipolygon_end(0)
            }
        }
    }
}
