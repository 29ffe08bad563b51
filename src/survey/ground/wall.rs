//! What is free in front of an end wall?

use geo::Area;
use geo_types::{MultiPolygon, Polygon};
use serde::{Deserialize, Serialize};

use super::Ground;
use crate::{
    model::{Form, PandId},
    overlay::ground::{EndWall, Taking, WallRule, end_walls, free_area, free_depth, strip},
    params::Params,
    units::Meters,
};

/// An end wall with the ground before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FoundWall {
    /// Length, meters.
    pub length_m: f64,
    /// The part of it without a neighbor, meters.
    pub exposed_m: f64,
    /// How far the ground before it is free, at most the largest depth that is
    /// counted with, meters.
    pub free_depth_m: f64,
    /// Share of the ground before it that its owner says is hers; `None`
    /// without such a map.
    pub own_share: Option<f64>,
    /// The strip of ground before it.
    #[serde(with = "crate::packed::polygon")]
    pub strip: Polygon<f64>,
}

impl FoundWall {
    /// Whether it is long enough and the ground is free deep enough.
    #[must_use]
    pub fn is_usable(&self, params: &Params) -> bool {
        let enough = |value: f64, norm: f64| Meters(value).millimeters() >= Meters(norm).millimeters();
        enough(self.exposed_m, params.vormen.end_wall_min_m.value)
            && enough(self.free_depth_m, params.vormen.aanplak_depth_m.value)
    }
}

impl Ground<'_> {
    /// The end walls of a block, with what is free before them.
    pub(in crate::survey) fn found_walls(&self, block: &Polygon<f64>, own: &[PandId]) -> Vec<FoundWall> {
        let vormen = &self.params.vormen;
        let rule = WallRule {
            min_elongation: vormen.elongation_min.value,
            max_recess_m: vormen.end_wall_recess_m.value,
            max_turn_deg: vormen.end_wall_turn_deg.value,
            min_length_m: vormen.end_wall_min_m.value,
        };
        let depth_m = vormen.aanplak_depth_m.value;
        end_walls(block, &rule)
            .iter()
            .filter(|wall| wall.length_m <= vormen.end_wall_max_m.value)
            .map(|wall| {
                let strip = strip(wall, depth_m);
                FoundWall {
                    length_m: wall.length_m,
                    exposed_m: wall.length_m * self.exposed(wall, own),
                    free_depth_m: self.depth(wall, own, vormen.aanplak_depth_high_m.value),
                    own_share: self.own_share(&MultiPolygon(vec![strip.clone()])),
                    strip,
                }
            })
            .collect()
    }

    /// Share of an end wall, 0 to 1, without another pand within the gap.
    fn exposed(&self, wall: &EndWall, own: &[PandId]) -> f64 {
        let others = |pand: u32| own.binary_search(&self.fabric.built[pand as usize].id).is_err();
        let strip = strip(wall, self.params.vormen.neighbor_gap_m.value);
        let panden = [Taking { index: &self.fabric.index, setback_m: 0.0, keep: Some(&others) }];
        let area = strip.unsigned_area();
        if area > 0.0 { (free_area(&strip, &panden) / area).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Depth before an end wall, meters and at most `most_m`, that nothing
    /// takes over its whole length: panden of others with their setback,
    /// roads, water, green, restrictions, class D, and all outside the
    /// built-up area.
    fn depth(&self, wall: &EndWall, own: &[PandId], most_m: f64) -> f64 {
        let setback_m = self.params.inbreiding.setback_m.value;
        let others = |pand: u32| own.binary_search(&self.fabric.built[pand as usize].id).is_err();
        let outside = self.outside(&MultiPolygon(vec![strip(wall, most_m)]));
        let mut takings = vec![Taking { index: &self.fabric.index, setback_m, keep: Some(&others) }];
        takings.extend(outside.as_ref().map(|index| Taking { index, setback_m: 0.0, keep: None }));
        takings.extend(self.takers(Form::Aanplakken).map(|taker| Taking {
            index: &taker.index,
            setback_m: taker.setback_m,
            keep: None,
        }));
        free_depth(wall, &takings, most_m)
    }

    /// Share of a shape on ground that an owner says is hers; `None` without
    /// such a map.
    fn own_share(&self, shape: &MultiPolygon<f64>) -> Option<f64> {
        let own = self.layers.ground.own.as_ref()?;
        Some(own.index.overlay(shape).covered)
    }
}
