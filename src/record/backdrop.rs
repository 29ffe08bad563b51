//! Roads and open water around the panden, to draw maps on. No rule reads
//! them from here: what they take of the ground stands with each plot.

use geo_types::{MultiPolygon, Rect};
use serde::{Deserialize, Serialize};

use super::maps::is_near;
use crate::survey::GroundLayers;

/// Where it stands in the record.
pub const BACKDROP: &str = "backdrop";

/// Ground further from the panden than this shows on no map of them, meters.
const AROUND_M: f64 = 1_000.0;

#[derive(Serialize, Deserialize)]
struct Area(#[serde(with = "crate::packed::multi_polygon")] MultiPolygon<f64>);

/// Roads and open water; none of what was not given.
#[derive(Default, Serialize, Deserialize)]
pub struct Backdrop {
    roads: Vec<Area>,
    water: Vec<Area>,
}

impl Backdrop {
    /// What lies around the panden.
    #[must_use]
    pub fn of(ground: &GroundLayers, panden: Option<Rect<f64>>) -> Self {
        let near = |area: &&MultiPolygon<f64>| is_near(area, panden, AROUND_M);
        let kept =
            |areas: &[MultiPolygon<f64>]| areas.iter().filter(near).cloned().map(Area).collect::<Vec<_>>();
        let roads = ground.roads.iter().flat_map(|roads| [&roads.traffic, &roads.parking]);
        Self {
            roads: roads.flat_map(|areas| kept(areas)).collect(),
            water: ground.water.as_deref().map(kept).unwrap_or_default(),
        }
    }

    /// Roads and water.
    #[must_use]
    pub fn into_areas(self) -> [Vec<MultiPolygon<f64>>; 2] {
        [self.roads, self.water].map(|areas| areas.into_iter().map(|Area(area)| area).collect())
    }
}
