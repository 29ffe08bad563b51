//! The ground around every location, measured.

use std::{collections::BTreeMap, sync::Arc};

use geo::{Contains, ConvexHull};
use geo_types::MultiPolygon;
use rayon::prelude::*;

use super::{
    FoundPand, aanplakken,
    location::Location,
    on_ground::{Block, OnGround},
    sloop_nieuwbouw,
};
use crate::{
    model::{Form, PandId},
    overlay::ground::blocks,
    params::Params,
    survey::Ground,
};

/// Measures the ground around locations, by their names.
#[must_use]
pub fn measure(
    locations: &[Location],
    ground: &Ground<'_>,
    forms: &[Form],
    params: &Params,
) -> BTreeMap<String, OnGround> {
    let asked = |form: Form| forms.contains(&form);
    let one = |location: &Location| {
        let mut found = OnGround::default();
        if asked(Form::Aanplakken) {
            found.blocks = walled_blocks(location, ground, params);
        }
        if asked(Form::SloopNieuwbouw) {
            let members = sloop_nieuwbouw::homes_of(location);
            if let Some(first) = members.first() {
                let hull = shape_of(&members).convex_hull();
                found.fsi = ground.density_at(&hull, &members);
                found.address_density = first
                    .survey
                    .place
                    .as_ref()
                    .and_then(|place| place.point)
                    .map(|point| ground.address_density(point.x(), point.y()));
            }
        }
        (location.name.clone(), found)
    };
    locations.par_iter().filter(|location| !location.members.is_empty()).map(one).collect()
}

/// The footprints of panden as one shape.
fn shape_of(members: &[Arc<FoundPand>]) -> MultiPolygon<f64> {
    MultiPolygon(members.iter().flat_map(|member| member.footprint.0.iter().cloned()).collect())
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
