//! The ground around every location, measured.

use std::{collections::BTreeMap, sync::Arc};

use geo::Contains;
use geo_types::MultiPolygon;
use rayon::prelude::*;

use super::{
    FoundPand, aanplakken,
    location::Location,
    on_ground::{Block, OnGround},
};
use crate::{
    model::{Form, PandId},
    overlay::ground::blocks,
    params::Params,
    survey::Ground,
};

/// Measures the ground around locations with panden, by their names; nothing
/// when aanplakken is not asked.
#[must_use]
pub fn measure(
    locations: &[Location],
    ground: &Ground<'_>,
    forms: &[Form],
    params: &Params,
) -> BTreeMap<String, OnGround> {
    if !forms.contains(&Form::Aanplakken) {
        return BTreeMap::new();
    }
    let one = |location: &Location| {
        let found = OnGround {
            blocks: walled_blocks(location, ground, params),
            roads_known: ground.knows_roads(),
            water_known: ground.knows_water(),
        };
        (location.name.clone(), found)
    };
    locations.par_iter().filter(|location| !location.members.is_empty()).map(one).collect()
}

fn walled_blocks(location: &Location, ground: &Ground<'_>, params: &Params) -> Vec<Block> {
    let members = aanplakken::homes_of(location);
    let footprints: Vec<&MultiPolygon<f64>> = members.iter().map(|member| &member.footprint).collect();
    let mut walled = Vec::new();
    for shape in blocks(&footprints, params.vormen.block_gap_m.value) {
        let lies_in = |member: &&Arc<FoundPand>| {
            let place = member.survey.place.as_ref();
            place.and_then(|place| place.point).is_some_and(|point| shape.contains(&point))
        };
        // Other blocks of the same owner stand in the way like any other.
        let panden: Vec<PandId> = members.iter().filter(lies_in).map(|member| member.survey.id).collect();
        let walls = ground.found_walls(&shape, &panden);
        if !walls.is_empty() {
            walled.push(Block { shape, panden, walls });
        }
    }
    walled
}
