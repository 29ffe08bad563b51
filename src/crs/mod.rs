//! Which coordinates are these, and where is that in RD New?
//!
//! The only module that knows a projection. Everything inside the program is
//! RD New (EPSG:28992); coordinates change on reading and on writing, here.
//!
//! # Method
//!
//! RD New ↔ ETRS89 is one fixed PROJ operation, never one that PROJ picks
//! per point: RDNAPTRANS™2018 variant 2, the one by grid, where its grid is
//! found (1 mm; on the 7,870 points of NSGI's validation list that lie in the
//! grid 0.29 mm at most, 0.08 mm at the median), else a 7-parameter shift
//! (about 0.25 m). [`accuracy`] says which. Variant 1, the one surveyors are
//! certified by, is the same to 1 mm within the grid and iterates per point;
//! variant 2 is what PROJ, and so QGIS and GDAL, do. WGS 84 is taken as
//! ETRS89, as Dutch practice does: the two drift apart by 2.5 cm a year, and
//! files that say "WGS 84" mean ETRS89.

mod brackets;
mod own;
mod parse;
mod transform;
mod web_mercator;

use geo_types::{Coord, Geometry};

use crate::{error::Error, lang::Said};
pub use transform::{Accuracy, accuracy, own_grid};
pub use web_mercator::{WebMercator, lonlat_to_world, world_to_lonlat};

/// A coordinate reference system, as far as this program must know it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Amersfoort / RD New (EPSG:28992), or its compound with NAP (EPSG:7415).
    Rd,
    /// RD New by its numbers alone, under a name that does not say so: the
    /// name the definition has. Read as [`Crs::Rd`], and said wherever a CRS
    /// is shown.
    RdByNumbers(String),
    /// Longitude, latitude in degrees: CRS84, EPSG:4326 or EPSG:4258, always in that order.
    LonLat,
    /// Anything else PROJ knows, as `EPSG:n` or WKT.
    Other(String),
}

/// Where RD New is used: the country with a margin, meters.
///
/// # Source
///
/// NSGI, RDNAPTRANS™2018: RD coordinates lie between −7,000 and 300,000 in x
/// and 289,000 and 629,000 in y.
pub const RD_BOUNDS: [f64; 4] = [-7_000.0, 289_000.0, 300_000.0, 629_000.0];

/// The same area in degrees, `[min_lon, min_lat, max_lon, max_lat]`.
pub const LONLAT_BOUNDS: [f64; 4] = [2.0, 50.0, 8.0, 54.0];

/// Whether a coordinate lies within bounds; NaN lies nowhere.
#[must_use]
pub fn within([min_x, min_y, max_x, max_y]: [f64; 4], x: f64, y: f64) -> bool {
    (min_x..=max_x).contains(&x) && (min_y..=max_y).contains(&y)
}

impl Crs {
    /// Reads the ways files and people name a CRS: `EPSG:28992`, URNs and
    /// URLs of the OGC, bare numbers, names, WKT 1 and 2, PROJJSON and PROJ
    /// strings. `None` when it is none of these.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::crs::Crs;
    ///
    /// assert_eq!(Crs::parse("urn:ogc:def:crs:EPSG::28992"), Some(Crs::Rd));
    /// assert_eq!(Crs::parse("OGC:CRS84"), Some(Crs::LonLat));
    /// assert_eq!(Crs::parse("epsg:25831"), Some(Crs::Other("EPSG:25831".into())));
    /// assert_eq!(Crs::parse("somewhere"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parse::parse(text)
    }

    /// The CRS as people write it; long definitions are shortened.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Rd => "EPSG:28992".into(),
            Self::RdByNumbers(said) => {
                format!("EPSG:28992 (by its parameters; the definition is named `{said}`)")
            }
            Self::LonLat => "OGC:CRS84".into(),
            Self::Other(text) if text.chars().count() > 60 => {
                format!("{}…", text.chars().take(60).collect::<String>())
            }
            Self::Other(text) => text.clone(),
        }
    }

    /// Settles a CRS that is defined by its numbers, not by a code: one with
    /// the parameters of RD New is RD New ([`Crs::RdByNumbers`]), whatever its
    /// name and datum say.
    ///
    /// # Errors
    ///
    /// Why a definition cannot be used: nothing says how its datum lies to
    /// ETRS89, and PROJ would place it as if they were the same, up to 200 m off.
    pub fn settled(self) -> Result<Self, Said> {
        match self {
            Self::Other(text) => own::settled(text),
            known => Ok(known),
        }
    }

    /// Whether coordinates of this CRS are RD New as they stand.
    #[must_use]
    pub fn is_rd(&self) -> bool {
        matches!(self, Self::Rd | Self::RdByNumbers(_))
    }

    /// Brings a geometry of this CRS to RD New.
    ///
    /// # Errors
    ///
    /// A sentence when PROJ does not know the CRS or refuses a coordinate;
    /// the geometry is then half changed and must not be used.
    pub fn to_rd(&self, geometry: &mut Geometry<f64>) -> Result<(), Said> {
        match self {
            Self::Rd | Self::RdByNumbers(_) => Ok(()),
            _ => transform::map(geometry, &|coord| self.coord_to_rd(coord)),
        }
    }

    /// Brings one coordinate of this CRS to RD New.
    ///
    /// # Errors
    ///
    /// As [`Crs::to_rd`].
    pub fn coord_to_rd(&self, coord: Coord<f64>) -> Result<Coord<f64>, Said> {
        match self {
            Self::Rd | Self::RdByNumbers(_) => Ok(coord),
            Self::LonLat => transform::lonlat_to_rd(coord),
            Self::Other(text) => transform::other_to_lonlat(text, coord).and_then(transform::lonlat_to_rd),
        }
    }

    /// Whether the CRS can be used at all.
    ///
    /// # Errors
    ///
    /// A sentence when PROJ does not know the CRS.
    pub fn check(&self) -> Result<(), Said> {
        match self {
            Self::Rd | Self::RdByNumbers(_) => Ok(()),
            Self::LonLat => transform::ready(),
            Self::Other(text) => transform::knows(text),
        }
    }
}

/// Brings a geometry from RD New to longitude, latitude (ETRS89, used as WGS 84).
///
/// # Errors
///
/// [`Error::Transform`] when PROJ cannot be set up or refuses a coordinate.
pub fn rd_to_lonlat(geometry: &mut Geometry<f64>) -> Result<(), Error> {
    transform::map(geometry, &transform::rd_to_lonlat).map_err(Error::Transform)
}

/// Brings a point from RD New to `(lon, lat)` (ETRS89, used as WGS 84).
///
/// # Errors
///
/// As [`rd_to_lonlat`].
pub fn rd_point_to_lonlat(x: f64, y: f64) -> Result<(f64, f64), Error> {
    transform::rd_to_lonlat(Coord { x, y }).map(|coord| (coord.x, coord.y)).map_err(Error::Transform)
}

#[cfg(test)]
mod tests;
