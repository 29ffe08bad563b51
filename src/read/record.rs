//! What does one record hold?

use geo_types::Geometry;

use crate::{lang::Said, value::Value};

/// One record.
#[derive(Debug, Clone)]
pub struct Record {
    /// Position in the layer, 1-based; rows of a table that hold nothing are
    /// counted too.
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
    /// WKB without a header, ISO or EWKB.
    Wkb(Vec<u8>),
    /// Decoded, in the layer's own CRS.
    Decoded(Geometry<f64>),
    /// The record's geometry could not be read; says why.
    Broken(Said),
}
