//! In which coordinate reference systems are features given?
//!
//! RD New as they are kept, and degrees: longitude first for CRS84, latitude
//! first for what EPSG defines so. WGS 84 is taken as ETRS89, as Dutch practice
//! does (see [`crate::crs`]).

use geo_types::Coord;

use crate::crs::{Crs, rd_point_to_lonlat};

/// A CRS that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutCrs {
    /// Longitude, latitude.
    Crs84,
    /// Amersfoort / RD New: easting, northing.
    Rd,
    /// ETRS89: latitude, longitude.
    Etrs89,
    /// WGS 84: latitude, longitude.
    Wgs84,
}

impl OutCrs {
    /// All, the default first.
    pub const ALL: [Self; 4] = [Self::Crs84, Self::Rd, Self::Etrs89, Self::Wgs84];

    /// Its address.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Rd => "http://www.opengis.net/def/crs/EPSG/0/28992",
            Self::Etrs89 => "http://www.opengis.net/def/crs/EPSG/0/4258",
            Self::Wgs84 => "http://www.opengis.net/def/crs/EPSG/0/4326",
        }
    }

    /// The one that is asked for: by its address, also with `https`, as a safe
    /// CURIE (`[EPSG:28992]`) or without its brackets.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix("https://").or(text.strip_prefix("http://")).unwrap_or(text);
        let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
        match text {
            "www.opengis.net/def/crs/OGC/1.3/CRS84" | "OGC:CRS84" => Some(Self::Crs84),
            "www.opengis.net/def/crs/EPSG/0/28992" | "EPSG:28992" => Some(Self::Rd),
            "www.opengis.net/def/crs/EPSG/0/4258" | "EPSG:4258" => Some(Self::Etrs89),
            "www.opengis.net/def/crs/EPSG/0/4326" | "EPSG:4326" => Some(Self::Wgs84),
            _ => None,
        }
    }

    /// Whether its first axis is the latitude.
    pub fn is_lat_lon(self) -> bool {
        matches!(self, Self::Etrs89 | Self::Wgs84)
    }

    /// A point of it in RD New, its coordinates in the order of its axes;
    /// `None` when it cannot be placed.
    pub fn to_rd(self, coord: Coord<f64>) -> Option<Coord<f64>> {
        match self {
            Self::Rd => Some(coord),
            _ if self.is_lat_lon() => Crs::LonLat.coord_to_rd(Coord { x: coord.y, y: coord.x }).ok(),
            _ => Crs::LonLat.coord_to_rd(coord).ok(),
        }
    }

    /// A point in RD New as this CRS has it.
    pub fn of_rd(self, coord: Coord<f64>) -> Option<Coord<f64>> {
        if self == Self::Rd {
            return Some(coord);
        }
        let (lon, lat) = rd_point_to_lonlat(coord.x, coord.y).ok()?;
        Some(if self.is_lat_lon() { Coord { x: lat, y: lon } } else { Coord { x: lon, y: lat } })
    }
}
