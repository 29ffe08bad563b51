//! What columns does the file have, and what does it say of them?

use std::{collections::HashSet, sync::Arc};

use parquet::{
    basic::{LogicalType, Repetition, Type as Physical},
    errors::ParquetError,
    schema::types::{Type, TypePtr},
};
use serde_json::{Map, Value as Json, json};

use crate::export::{ColumnSpec, GeometryKind, Kind};

/// The column of the shapes.
pub(super) const GEOMETRY: &str = "geometry";

/// The column of their boxes.
const BOUNDS: &str = "bbox";

/// Its fields, in the order they are written.
const CORNERS: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// RD New as PROJ describes EPSG:28992.
const RD_NEW: &str = include_str!("rd_new.json");

/// Refuses columns that the file cannot tell apart.
///
/// # Errors
///
/// A sentence naming the column.
pub(super) fn check(columns: &[ColumnSpec]) -> Result<(), String> {
    let mut names = HashSet::from([GEOMETRY, BOUNDS]);
    match columns.iter().find(|column| !names.insert(column.name)) {
        Some(column) => Err(format!("there is another column `{}`", column.name)),
        None => Ok(()),
    }
}

/// The columns, then the geometry and its box.
pub(super) fn schema(layer: &str, columns: &[ColumnSpec]) -> Result<TypePtr, ParquetError> {
    let mut fields = Vec::new();
    for column in columns {
        let (physical, logical) = match column.kind {
            Kind::Text | Kind::Date => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Int => (Physical::INT64, None),
            Kind::Real { .. } => (Physical::DOUBLE, None),
            Kind::Bool => (Physical::BOOLEAN, None),
        };
        fields.push(field(column.name, physical, logical, Repetition::OPTIONAL)?);
    }
    fields.push(field(GEOMETRY, Physical::BYTE_ARRAY, None, Repetition::OPTIONAL)?);
    let corners: Result<Vec<_>, _> =
        CORNERS.iter().map(|corner| field(corner, Physical::FLOAT, None, Repetition::REQUIRED)).collect();
    let bounds = Type::group_type_builder(BOUNDS).with_repetition(Repetition::OPTIONAL).with_fields(corners?);
    fields.push(Arc::new(bounds.build()?));
    Type::group_type_builder(layer).with_fields(fields).build().map(Arc::new)
}

fn field(
    name: &str,
    physical: Physical,
    logical: Option<LogicalType>,
    repetition: Repetition,
) -> Result<TypePtr, ParquetError> {
    let field = Type::primitive_type_builder(name, physical).with_logical_type(logical);
    field.with_repetition(repetition).build().map(Arc::new)
}

/// What makes the file GeoParquet.
pub(super) fn geo(kind: GeometryKind, extent: Option<[f64; 4]>) -> Json {
    let name = match kind {
        GeometryKind::MultiPolygon => "MultiPolygon",
        GeometryKind::Point => "Point",
    };
    let crs: Json = serde_json::from_str(RD_NEW).expect("a test reads it");
    let corners: Map<String, Json> =
        CORNERS.iter().map(|corner| ((*corner).to_owned(), json!([BOUNDS, corner]))).collect();
    let mut geometry = json!({
        "encoding": "WKB",
        "geometry_types": [name],
        "crs": crs,
        "edges": "planar",
        "covering": { "bbox": corners },
    });
    if let Some(extent) = extent {
        geometry["bbox"] = json!(extent);
    }
    json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: geometry } })
}

/// What the columns mean.
pub(super) fn meanings(layer: &str, columns: &[ColumnSpec]) -> Json {
    let columns: Vec<Json> = columns
        .iter()
        .map(|column| json!({ "name": column.name, "unit": column.unit, "nl": column.nl, "en": column.en }))
        .collect();
    json!({ "layer": layer, "columns": columns })
}
