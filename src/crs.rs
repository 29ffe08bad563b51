//! Which coordinates are these, and where is that in RD New?
//!
//! The only module that knows a projection. Everything inside the program is
//! RD New (EPSG:28992); coordinates change on reading and on writing, here.

use geo_types::Geometry;

use crate::error::Error;

/// A coordinate reference system, as far as this program must know it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Amersfoort / RD New (EPSG:28992), or its compound with NAP (EPSG:7415).
    Rd,
    /// Longitude, latitude in degrees: CRS84, EPSG:4326 or EPSG:4258, always in that order.
    LonLat,
    /// Anything else PROJ knows, as `EPSG:n` or WKT.
    Other(String),
}

/// Brings a geometry from RD New to longitude, latitude (ETRS89, used as WGS 84).
///
/// # Errors
///
/// [`Error::Transform`] when PROJ cannot be set up or refuses a coordinate.
pub fn rd_to_lonlat(_geometry: &mut Geometry<f64>) -> Result<(), Error> {
    todo!("set up PROJ")
}
