//! What does a set of tiles say of itself, in the words of each archive?
//!
//! PMTiles 3 keeps numbers in its header and the rest as JSON, `MBTiles` 1.3 and
//! what descends from it (`metadata.json` of a folder) keep all as text, and
//! `TileJSON` 3.0 is what a web map asks for. All three say the same.

use serde_json::{Map, Value, json};

use super::{TileLayer, TileSet, order::TileOrder};

/// Steps of a degree in a PMTiles header, and so everywhere: a centimeter.
const STEPS: f64 = 1e7;

/// Tiles across the widest side of a map when it opens.
const TILES_ACROSS: f64 = 2.0;

/// What is known once all tiles have been written.
pub(super) struct TileMetadata<'a> {
    set: &'a TileSet,
    /// First and last zoom with a tile.
    pub(super) zooms: (u8, u8),
    /// `[min_lon, min_lat, max_lon, max_lat]`, degrees.
    pub(super) bounds: [f64; 4],
    /// `[lon, lat]` to open at, degrees.
    pub(super) center: [f64; 2],
    /// Zoom to open at, at which the bounds fit a screen.
    pub(super) center_zoom: u8,
}

impl<'a> TileMetadata<'a> {
    /// Puts together what is known, or says why the bounds are none. A set
    /// without tiles has the zooms its layers declare.
    pub(super) fn new(set: &'a TileSet, order: &TileOrder) -> Result<Self, String> {
        let [min_lon, min_lat, max_lon, max_lat] = set.bounds;
        let has_lon = -180.0 <= min_lon && min_lon <= max_lon && max_lon <= 180.0;
        let has_lat = -90.0 <= min_lat && min_lat <= max_lat && max_lat <= 90.0;
        if !has_lon || !has_lat {
            return Err(format!("the bounds {:?} are no box in degrees", set.bounds));
        }
        let zooms = order.zooms().unwrap_or_else(|| {
            let first = set.layers.iter().map(|layer| layer.min_zoom).min();
            let last = set.layers.iter().map(|layer| layer.max_zoom).max();
            (first.unwrap_or(0), last.unwrap_or(0))
        });
        let bounds = [down(min_lon), down(min_lat), up(max_lon), up(max_lat)];
        let center = [nearest(f64::midpoint(min_lon, max_lon)), nearest(f64::midpoint(min_lat, max_lat))];
        // A degree of latitude is as many tiles as one of longitude, and more towards the pole.
        let height = (max_lat - min_lat) / center[1].to_radians().cos().max(0.01);
        let tiles_across = (max_lon - min_lon).max(height) / 360.0;
        let fits = |zoom: &u8| tiles_across * f64::from(*zoom).exp2() <= TILES_ACROSS;
        let center_zoom = (zooms.0..=zooms.1).rev().find(fits).unwrap_or(zooms.0);
        Ok(Self { set, zooms, bounds, center, center_zoom })
    }

    /// The JSON of a PMTiles archive.
    pub(super) fn pmtiles(&self) -> Map<String, Value> {
        let mut map = self.set.more.clone();
        map.extend(members(json!({
            "name": self.set.name,
            "description": self.set.description,
            "attribution": self.set.attribution,
            "type": "overlay",
            "format": "pbf",
            "version": "1.0.0",
            "generator": generator(),
            "vector_layers": self.vector_layers(),
        })));
        map
    }

    /// The rows of the table `metadata` of `MBTiles`, and the members of a
    /// folder's `metadata.json`: names and texts, ordered by name.
    pub(super) fn rows(&self) -> Vec<(String, String)> {
        let mut map = self.set.more.clone();
        let [lon, lat] = self.center;
        map.extend(members(json!({
            "name": self.set.name,
            "description": self.set.description,
            "attribution": self.set.attribution,
            "type": "overlay",
            "format": "pbf",
            "version": "1",
            "generator": generator(),
            "minzoom": self.zooms.0,
            "maxzoom": self.zooms.1,
            "bounds": self.bounds.map(|degrees| degrees.to_string()).join(","),
            "center": format!("{lon},{lat},{}", self.center_zoom),
            "json": json!({ "vector_layers": self.vector_layers() }).to_string(),
        })));
        let mut rows: Vec<_> = map
            .into_iter()
            .map(|(name, value)| match value {
                Value::String(text) => (name, text),
                other => (name, other.to_string()),
            })
            .collect();
        rows.sort();
        rows
    }

    /// `TileJSON` 3.0 for tiles at an address such as `{z}/{x}/{y}.pbf`.
    pub(super) fn tilejson(&self, address: &str) -> Map<String, Value> {
        let mut map = self.set.more.clone();
        let [lon, lat] = self.center;
        map.extend(members(json!({
            "tilejson": "3.0.0",
            "tiles": [address],
            "scheme": "xyz",
            "name": self.set.name,
            "description": self.set.description,
            "attribution": self.set.attribution,
            "version": "1.0.0",
            "generator": generator(),
            "minzoom": self.zooms.0,
            "maxzoom": self.zooms.1,
            "bounds": self.bounds,
            "center": [lon, lat, f64::from(self.center_zoom)],
            "vector_layers": self.vector_layers(),
        })));
        map
    }

    fn vector_layers(&self) -> Vec<Value> {
        let layer = |layer: &TileLayer| {
            let fields: Map<String, Value> =
                layer.fields.iter().map(|(name, kind)| (name.clone(), kind.name().into())).collect();
            json!({
                "id": layer.id,
                "description": layer.description,
                "minzoom": layer.min_zoom,
                "maxzoom": layer.max_zoom,
                "fields": fields,
            })
        };
        self.set.layers.iter().map(layer).collect()
    }
}

fn generator() -> &'static str {
    concat!("toplaag ", env!("CARGO_PKG_VERSION"))
}

/// The members of what is written as an object.
fn members(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn down(degrees: f64) -> f64 {
    (degrees * STEPS).floor() / STEPS
}

fn up(degrees: f64) -> f64 {
    (degrees * STEPS).ceil() / STEPS
}

fn nearest(degrees: f64) -> f64 {
    (degrees * STEPS).round() / STEPS
}
