//! Every other vector format, by GDAL: Shapefile, GML, SpatiaLite, FileGDB, ….
//!
//! GDAL is kept on a short lead (`gdal_lead`): only formats that are read, nothing
//! followed, nothing fetched from the network, nothing written beside the
//! input, nothing printed. Its geometries leave as WKB, arcs and all.

mod mapinfo;
pub(super) mod postgis;

use std::path::{Path, PathBuf};

use gdal::{
    Dataset, DatasetOptions, GdalOpenFlags,
    vector::{Feature, LayerAccess, OGRFieldType, OGRwkbGeometryType},
};

use super::{format_error, in_force, pick, real_value, text_value};
use crate::{
    config::Source,
    crs::Crs,
    error::ReadError,
    gdal_log,
    lang::{Said, say},
    read::{
        gdal_lead::{FORMAT, VECTOR, failure, hold, local},
        head::{Column, Head},
        reader::{Opened, Reader},
        record::{Record, Shape},
    },
    value::Value,
};

/// How a field becomes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Real,
    Date,
    List,
    Text,
}

/// Which rows of a dataset.
enum Rows {
    /// All of the layer at this position.
    Layer(usize),
    /// The answer to a query.
    Query(String),
}

/// An opened layer.
struct Gdal {
    source: Source,
    dataset: Dataset,
    rows: Rows,
    name: String,
    kinds: Vec<Kind>,
    unknown_crs: Option<String>,
    /// The window asked for, when the layer is in RD New as the window is.
    window: Option<[f64; 4]>,
    format: &'static str,
}

/// Opens a layer with GDAL.
pub(super) fn open(source: &Source) -> Result<Opened, ReadError> {
    let path = &source.path;
    let dataset = dataset(path)?;
    let names = names(&dataset);
    if names.is_empty() {
        return Err(ReadError::UnknownFormat { path: path.clone() });
    }
    let at = pick(source, &names)?;
    let format = format_name(&dataset);
    open_rows(source, dataset, Rows::Layer(at), format)
}

/// Looks at the head of some rows.
fn open_rows(
    source: &Source,
    dataset: Dataset,
    rows: Rows,
    format: &'static str,
) -> Result<Opened, ReadError> {
    let look = |layer: &mut gdal::vector::Layer<'_>| {
        let defn = layer.defn();
        let has_geometry = defn.geometry_type() != OGRwkbGeometryType::wkbNone;
        let (crs, unknown_crs) = if has_geometry { crs(layer) } else { (None, None) };
        let head = Head {
            layer: layer.name(),
            format,
            columns: defn.fields().map(|field| Column { name: field.name() }).collect(),
            count: layer.try_feature_count(),
            crs,
            extent: layer
                .try_get_extent()
                .ok()
                .flatten()
                .filter(|_| has_geometry)
                .map(|extent| [extent.MinX, extent.MinY, extent.MaxX, extent.MaxY]),
        };
        let kinds: Vec<Kind> = defn.fields().map(|field| kind(field.field_type())).collect();
        Ok((head, unknown_crs, kinds))
    };
    let (head, unknown_crs, kinds) = on_rows(source, &dataset, &rows, look)?;
    let name = head.layer.clone();
    // Other formats would leave out what has no place, which may belong to any area.
    let has_index = format == postgis::FORMAT && matches!(rows, Rows::Layer(_));
    let is_rd = in_force(source, head.crs.as_ref()).is_some_and(|crs| crs.is_rd());
    let window = source.window.filter(|_| has_index && is_rd);
    let source = source.clone();
    Ok((head, Box::new(Gdal { source, dataset, rows, name, kinds, unknown_crs, window, format })))
}

/// Does something with some rows, which live no longer than that.
fn on_rows<T>(
    source: &Source,
    dataset: &Dataset,
    rows: &Rows,
    with: impl FnOnce(&mut gdal::vector::Layer<'_>) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    match rows {
        Rows::Layer(at) => {
            let mut layer = dataset.layer(*at).map_err(|error| failure(&source.path, &error))?;
            with(&mut layer)
        }
        Rows::Query(sql) => {
            let mut answer = postgis::ask(source, dataset, sql)?;
            with(&mut answer)
        }
    }
}

/// Names of the layers GDAL finds.
pub(super) fn layers(path: &Path) -> Result<Vec<String>, ReadError> {
    dataset(path).map(|dataset| names(&dataset))
}

fn names(dataset: &Dataset) -> Vec<String> {
    dataset.layers().map(|layer| layer.name()).collect()
}

fn dataset(path: &Path) -> Result<Dataset, ReadError> {
    hold();
    let absolute = local(path)?;
    mapinfo::check(&absolute)?;
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_VECTOR
            | GdalOpenFlags::GDAL_OF_READONLY
            | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
        allowed_drivers: Some(&VECTOR),
        open_options: Some(&["DOWNLOAD_SCHEMA=NO"]),
        ..DatasetOptions::default()
    };
    // Opening GML writes a schema next to it; inputs are left as they were.
    let schema = absolute.with_extension("gfs");
    let schema: Option<PathBuf> = (!schema.exists()).then_some(schema);
    // Of an object with a polygon and a point for its label GDAL takes the
    // last: percelen of the BRK would be points. A name and a word always fit.
    let _ = gdal::config::set_thread_local_config_option("GML_FETCH_ALL_GEOMETRIES", "YES");
    let opened = Dataset::open_ex(&absolute, options);
    if let Some(schema) = schema.filter(|schema| schema.is_file()) {
        // Leaving it behind would be a nuisance, no reason to stop.
        let _ = std::fs::remove_file(schema);
    }
    opened.map_err(|error| match gdal_log::take() {
        Some(said) if said.contains("not recognized") => ReadError::UnknownFormat { path: path.to_owned() },
        Some(said) => format_error(path, FORMAT, Said::quoted(said)),
        None => failure(path, &error),
    })
}

/// The driver's name where it is one people know.
fn format_name(dataset: &Dataset) -> &'static str {
    match dataset.driver().short_name().as_str() {
        "ESRI Shapefile" => "Shapefile",
        "SQLite" => "SpatiaLite",
        "OpenFileGDB" => "FileGDB",
        other => VECTOR.iter().find(|name| **name == other).copied().unwrap_or(FORMAT),
    }
}

fn crs(layer: &gdal::vector::Layer<'_>) -> (Option<Crs>, Option<String>) {
    let Some(reference) = layer.spatial_ref() else { return (None, Some(String::new())) };
    let wkt = reference.to_wkt().unwrap_or_default();
    let crs = reference.authority().ok().and_then(|code| Crs::parse(&code)).or_else(|| Crs::parse(&wkt));
    let unknown = crs.is_none().then(|| reference.name().unwrap_or(wkt));
    (crs, unknown)
}

fn kind(kind: OGRFieldType::Type) -> Kind {
    match kind {
        OGRFieldType::OFTInteger | OGRFieldType::OFTInteger64 => Kind::Int,
        OGRFieldType::OFTReal => Kind::Real,
        OGRFieldType::OFTDate | OGRFieldType::OFTDateTime => Kind::Date,
        OGRFieldType::OFTStringList
        | OGRFieldType::OFTIntegerList
        | OGRFieldType::OFTInteger64List
        | OGRFieldType::OFTRealList => Kind::List,
        _ => Kind::Text,
    }
}

impl Reader for Gdal {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        hold();
        let mut number = 0;
        let mut read = |layer: &mut gdal::vector::Layer<'_>| {
            let mut features = layer.features();
            loop {
                hold();
                let Some(feature) = features.next() else { break };
                number += 1;
                let values = columns.iter().map(|column| value(&feature, *column, &self.kinds)).collect();
                each(Record { number, shape: shape(&feature), values })?;
            }
            // GDAL ends the layer at the first feature it cannot read.
            match gdal_log::take() {
                Some(said) => {
                    let name = &self.name;
                    let detail = say!(
                        "„{said}” (na record {number} van `{name}`)",
                        "{said} (after record {number} of `{name}`)"
                    );
                    Err(format_error(&self.source.path, self.format, detail))
                }
                None => Ok(()),
            }
        };
        on_rows(&self.source, &self.dataset, &self.rows, |layer| {
            let Some([min_x, min_y, max_x, max_y]) = self.window else { return read(layer) };
            layer.set_spatial_filter_rect(min_x, min_y, max_x, max_y);
            read(layer)?;
            // And what has no place, which may belong to any area.
            layer.clear_spatial_filter();
            let geometry = layer.defn().geom_fields().next().map(|field| field.name()).unwrap_or_default();
            let placeless = format!("\"{}\" IS NULL", geometry.replace('"', "\"\""));
            layer.set_attribute_filter(&placeless).map_err(|error| failure(&self.source.path, &error))?;
            let outcome = read(layer);
            layer.clear_attribute_filter();
            outcome
        })
    }

    fn unknown_crs(&self) -> Option<String> {
        self.unknown_crs.clone()
    }
}

fn shape(feature: &Feature<'_>) -> Shape {
    match feature.geometry() {
        None => Shape::Null,
        Some(geometry) => geometry.wkb().map_or_else(|error| Shape::Broken(Said::quoted(error)), Shape::Wkb),
    }
}

fn value(feature: &Feature<'_>, column: usize, kinds: &[Kind]) -> Value {
    let text = || feature.field_as_string(column).ok().flatten();
    // A field that was never set is no null to GDAL, and comes out as 0; only
    // its text is empty.
    let is_set = || text().is_some_and(|text| !text.is_empty());
    match kinds.get(column).copied().unwrap_or(Kind::Text) {
        Kind::Int => match feature.field_as_integer64(column) {
            Ok(Some(number)) if number != 0 || is_set() => Value::Int(number),
            _ => Value::Null,
        },
        Kind::Real => match feature.field_as_double(column) {
            Ok(Some(number)) if number != 0.0 || is_set() => real_value(number),
            _ => Value::Null,
        },
        // GDAL writes 2021/10/15.
        Kind::Date => text().map_or(Value::Null, |text| text_value(text.replace('/', "-"))),
        // GDAL writes (2:woonfunctie,winkelfunctie).
        Kind::List => text().map_or(Value::Null, |text| {
            let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
            text_value(inside.and_then(|text| text.split_once(':')).map_or(text.as_str(), |(_, list)| list))
        }),
        Kind::Text => text().map_or(Value::Null, text_value),
    }
}

#[cfg(test)]
mod tests;
