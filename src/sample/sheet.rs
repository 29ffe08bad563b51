//! How is a map of one district drawn?

use geo_types::{Geometry, MultiPolygon, Point, Polygon};

use super::{
    MapFeature, MapLayer,
    site::{Corners, Site},
};
use crate::value::Value;

/// Columns of a feature, with their values.
pub(super) type Properties = Vec<(&'static str, Value)>;

/// The maps of one district while they are drawn.
pub(super) struct Sheet<'a> {
    pub site: &'a Site,
    pub features: &'a mut Vec<MapFeature>,
}

impl Sheet<'_> {
    /// Adds a polygon, with holes.
    pub fn area(&mut self, layer: MapLayer, corners: &Corners, holes: &[&Corners], properties: Properties) {
        let holes = holes.iter().map(|hole| self.site.ring(hole)).collect();
        let polygon = Polygon::new(self.site.ring(corners), holes);
        self.features.push(MapFeature { layer, geometry: MultiPolygon(vec![polygon]).into(), properties });
    }

    /// Adds a point.
    pub fn point(&mut self, layer: MapLayer, at: (f64, f64), properties: Properties) {
        let (x, y) = self.site.corner;
        self.features.push(MapFeature { layer, geometry: Point::new(x + at.0, y + at.1).into(), properties });
    }

    /// Adds a feature whose geometry lies in RD New already.
    pub fn add(&mut self, layer: MapLayer, geometry: Geometry<f64>, properties: Properties) {
        self.features.push(MapFeature { layer, geometry, properties });
    }

    /// Adds a rectangle.
    pub fn rectangle(&mut self, layer: MapLayer, low: (f64, f64), high: (f64, f64), properties: Properties) {
        self.area(layer, &[low, (high.0, low.1), high, (low.0, high.1)], &[], properties);
    }
}
