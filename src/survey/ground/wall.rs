//! What is free in front of an end wall?

use geo::Area;
use geo_types::MultiPolygon;

use super::Ground;
use crate::{
    model::{Form, PandId},
    overlay::ground::{EndWall, Taking, free_area, free_depth, strip},
};

impl Ground<'_> {
    /// Share of an end wall, 0 to 1, without another pand within the gap.
    pub(in crate::survey) fn exposed(&self, wall: &EndWall, own: &[PandId]) -> f64 {
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
    pub(in crate::survey) fn depth(&self, wall: &EndWall, own: &[PandId], most_m: f64) -> f64 {
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
    pub(in crate::survey) fn own_share(&self, shape: &MultiPolygon<f64>) -> Option<f64> {
        let own = self.layers.ground.own.as_ref()?;
        Some(own.index.overlay(shape).covered)
    }
}
