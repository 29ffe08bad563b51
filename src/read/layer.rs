//! Any file as a stream of rows with a geometry in RD New.

use std::path::{Path, PathBuf};

use geo_types::Geometry;

use crate::{crs::Crs, error::ReadError, issue::Issue, value::Value};

/// Which layer of which file, and what the project file says about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// The file, relative paths already resolved.
    pub path: PathBuf,
    /// The file as the project names it: what messages and `run.json` show.
    pub name: String,
    /// Layer, table or sheet; `None` takes the only one, or the first that fits `preferred`.
    pub layer: Option<String>,
    /// Layer names to look for, in order, when `layer` is not set.
    pub preferred: &'static [&'static str],
    /// CRS set by the user, such as `EPSG:28992`; beats what the file says.
    pub crs: Option<String>,
}

/// One column of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name as the file spells it.
    pub name: String,
}

/// What can be known of a layer without reading it all.
#[derive(Debug, Clone)]
pub struct Head {
    /// Layer, table or sheet; empty when the format has none.
    pub layer: String,
    /// Format, for people: `GeoPackage`, `FlatGeobuf`, `CSV`, ….
    pub format: &'static str,
    /// Columns in file order, without the geometry.
    pub columns: Vec<Column>,
    /// Number of records, where the format tells it cheaply.
    pub count: Option<u64>,
    /// CRS in force; `None` for a table without geometry.
    pub crs: Option<Crs>,
    /// Bounding box in the layer's own CRS as far as the format tells it
    /// cheaply: `[min_x, min_y, max_x, max_y]`.
    pub extent: Option<[f64; 4]>,
}

impl Head {
    /// Position of the first of `names` that is a column, whatever its case.
    #[must_use]
    pub fn position(&self, names: &[impl AsRef<str>]) -> Option<usize> {
        names.iter().find_map(|name| {
            self.columns.iter().position(|column| column.name.eq_ignore_ascii_case(name.as_ref()))
        })
    }
}

/// One record.
#[derive(Debug, Clone)]
pub struct Record {
    /// Position in the layer, 1-based.
    pub number: u64,
    /// Geometry; still encoded where the format allows to decode in parallel.
    pub shape: Shape,
    /// Values of the asked columns, in the order they were asked for.
    pub values: Vec<Value>,
}

/// A geometry on its way in.
#[derive(Debug, Clone)]
pub enum Shape {
    /// The record has none.
    Null,
    /// A GeoPackage blob, header and WKB.
    Gpkg(Vec<u8>),
    /// Decoded, in the layer's own CRS.
    Decoded(Geometry<f64>),
    /// The record's geometry could not be read; says why.
    Broken(String),
}

/// An opened layer.
///
/// Opening reads only the head (for GeoJSON and CityJSON documents that
/// means the file). Use [`Layer::read`] to stream the records.
pub struct Layer {
    source: Source,
    head: Head,
    reader: Box<dyn Reader>,
}

/// What a format adapter provides; one per file in `format/`.
pub(crate) trait Reader: Send {
    /// Streams the records in file order, the asked columns only, and stops
    /// at the first error of `each`.
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError>;
}
