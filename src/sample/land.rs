//! What is laid out on the ground of one district?

use geo_types::{Geometry, LineString, Polygon};

use super::{
    MapFeature, MapLayer, PER_GEMEENTE, PlannedPlot, TownPerceel,
    block::Block,
    gemeente,
    shape::Frame,
    site::{Corners, Site},
};
use crate::value::Value;

/// What is laid out in one district.
pub(super) struct Land<'a> {
    pub site: &'a Site,
    pub percelen: Vec<TownPerceel>,
    pub features: Vec<MapFeature>,
    pub plots: Vec<PlannedPlot>,
}

/// A rectangle along a frame.
pub(super) fn quad(frame: &Frame, (u0, u1): (f64, f64), (v0, v1): (f64, f64)) -> Polygon<f64> {
    let corners = [(u0, v0), (u1, v0), (u1, v1), (u0, v1), (u0, v0)];
    Polygon::new(LineString(corners.iter().map(|&(u, v)| frame.at(u, v)).collect()), Vec::new())
}

/// A rectangle from its low to its high corner.
pub(super) fn rectangle(low: (f64, f64), high: (f64, f64)) -> [(f64, f64); 4] {
    [low, (high.0, low.1), high, (low.0, high.1)]
}

impl<'a> Land<'a> {
    /// Where nothing lies yet.
    pub fn new(site: &'a Site) -> Self {
        Self { site, percelen: Vec::new(), features: Vec::new(), plots: Vec::new() }
    }

    /// A frame whose zero lies at `at`, meters from the district's corner.
    pub fn frame(&self, block: &Block) -> Frame {
        Frame::new(self.site.corner.0 + block.at.0, self.site.corner.1 + block.at.1, block.turn)
    }

    /// A polygon of corners in meters from the district's corner.
    pub fn polygon(&self, corners: &Corners) -> Polygon<f64> {
        Polygon::new(self.site.ring(corners), Vec::new())
    }

    /// Adds a perceel; gives its identification.
    pub fn perceel(&mut self, geometry: Polygon<f64>) -> u64 {
        let (place, local) = (self.site.number / PER_GEMEENTE, self.site.number % PER_GEMEENTE);
        let number = self.percelen.len() as u32 + 1;
        let identificatie =
            gemeente(self.site.number) * 10_000_000_000 + local * 1_000_000 + u64::from(number);
        let letter = |n: u64| char::from(b'A' + (n % 26) as u8);
        let sectie = match local {
            0..26 => letter(local).to_string(),
            _ => format!("{}{}", letter(local / 26 - 1), letter(local)),
        };
        self.percelen.push(TownPerceel {
            identificatie,
            gemeente: format!("EZM{place:02}"),
            sectie,
            perceelnummer: number,
            geometry,
        });
        identificatie
    }

    /// Adds a perceel that is a planned case of free ground.
    pub fn plot(&mut self, name: &'static str, corners: &Corners) {
        let perceel = self.perceel(self.polygon(corners));
        self.plots.push(PlannedPlot { name, perceel });
    }

    /// Adds a piece of road.
    pub fn road(&mut self, functie: &'static str, geometry: Polygon<f64>) {
        let n = self.features.iter().filter(|feature| feature.layer == MapLayer::Wegdelen).count();
        let columns = vec![
            ("lokaal_id", format!("G{}.{}-{}", gemeente(self.site.number), self.site.number, n + 1).into()),
            ("functie", functie.into()),
            ("relatieve_hoogteligging", 0_i64.into()),
        ];
        self.add(MapLayer::Wegdelen, geometry.into(), columns);
    }

    /// Adds an object to a map.
    pub fn add(&mut self, layer: MapLayer, geometry: Geometry<f64>, properties: Vec<(&'static str, Value)>) {
        self.features.push(MapFeature { layer, geometry, properties });
    }

    /// Adds a street on a perceel of its own: a carriageway, and along its
    /// longer side a footway.
    pub fn street(&mut self, low: (f64, f64), high: (f64, f64)) {
        const FOOT: f64 = 1.5;
        let is_wide = high.0 - low.0 > high.1 - low.1;
        let bend = if is_wide { (low.0, high.1 - FOOT) } else { (high.0 - FOOT, low.1) };
        let end = if is_wide { (high.0, bend.1) } else { (bend.0, high.1) };
        self.perceel(self.polygon(&rectangle(low, high)));
        self.road("rijbaan lokale weg", self.polygon(&rectangle(low, end)));
        self.road("voetpad", self.polygon(&rectangle(bend, high)));
    }

    /// Open water, with the columns of a waterdeel.
    pub fn water(&mut self, kind: &'static str, corners: &Corners) {
        let columns = vec![("type", kind.into()), ("relatieve_hoogteligging", 0_i64.into())];
        self.add(MapLayer::Waterdelen, self.polygon(corners).into(), columns);
    }
}
