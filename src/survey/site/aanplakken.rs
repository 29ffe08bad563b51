//! Homes against the end walls of the blocks at a location.

use std::sync::Arc;

use geo::Area;
use geo_types::MultiPolygon;

use super::{
    Detail, FoundPand,
    draft::{Asks, Draft},
    location::Location,
    on_ground::{Block, OnGround},
    pand_facts,
    sums::Stock,
};
use crate::{
    assess::{
        Answer, Owner,
        aanplakken::{self, Facts},
        optoppen::StoreysFrom,
    },
    model::{Form, PandStatus},
    overlay::ground::rectangle,
    params::Params,
    survey::{FoundWall, Survey},
    units::{Meters, SquareMeters},
};

/// The panden of a location that may hold homes.
pub(super) fn homes_of(location: &Location) -> Vec<Arc<FoundPand>> {
    let homes = |member: &&Arc<FoundPand>| member.survey.facts.may_hold_homes(1);
    location.members.iter().filter(homes).cloned().collect()
}

/// What building against end walls would add; `None` where no block has one.
pub(super) fn draft(location: &Location, on_ground: &OnGround, params: &Params) -> Option<Draft> {
    let members = homes_of(location);
    let (mut parts, mut walls, mut shapes) = (Vec::new(), Vec::new(), Vec::new());
    for Block { shape, panden, walls: found } in &on_ground.blocks {
        let panden: Vec<Arc<FoundPand>> =
            members.iter().filter(|member| panden.contains(&member.survey.id)).cloned().collect();
        parts.push(answer(&panden, found, on_ground, params));
        let usable = found.iter().filter(|wall| wall.is_usable(params)).map(|wall| wall.strip.clone());
        let before = shapes.len();
        shapes.extend(usable);
        if shapes.len() == before {
            shapes.push(shape.clone());
        }
        walls.extend(found.iter().cloned());
    }
    if parts.is_empty() {
        return None;
    }
    let usable = walls.iter().filter(|wall| wall.is_usable(params));
    let strips: f64 = usable.map(|wall| wall.strip.unsigned_area()).sum();
    let asks = Asks { added_paving: SquareMeters(strips), ..Asks::default() };
    let mut draft = Draft::of_panden(Form::Aanplakken, location, members, parts, asks);
    draft.by_pand = false;
    draft.geometry = geo::unary_union(&shapes);
    draft.place = None;
    draft.detail = Detail::EndWalls(walls);
    Some(draft)
}

/// Whether a pand by itself is a block of homes with ends to build against.
pub(super) fn could_be(survey: &Survey, footprint: &MultiPolygon<f64>, params: &Params) -> bool {
    let least = params.optoppen.homes_min_pand.value;
    let stands = survey.facts.status.is_none_or(PandStatus::is_assessed);
    // A block with fewer homes than a project asks for has walls for fewer.
    let is_block = stands && survey.facts.may_hold_homes(least);
    is_block
        && rectangle(footprint).is_some_and(|around| {
            around.width_m >= params.vormen.end_wall_min_m.value
                && around.length_m >= around.width_m * params.vormen.elongation_min.value
        })
}

/// The answer for one block.
fn answer(panden: &[Arc<FoundPand>], walls: &[FoundWall], on_ground: &OnGround, params: &Params) -> Answer {
    let surveys: Vec<&Survey> = panden.iter().map(|member| &member.survey).collect();
    let stock = Stock::of(panden, |_| true);
    let owner = stock.owner_share.map_or(Owner::NotAsked, Owner::Share);
    let estimated = surveys
        .iter()
        .any(|survey| survey.assessment.storeys.is_some_and(|(_, from)| from == StoreysFrom::FloorArea));
    let end_walls = walls.iter().map(|wall| aanplakken::EndWall {
        length: Meters(wall.exposed_m),
        free_depth: Meters(wall.free_depth_m),
        owner_known: wall.own_share.is_some_and(|share| share >= params.optoppen.owner_share_min.value),
    });
    let facts = Facts {
        pand: pand_facts::of_all(&surveys, owner),
        storeys: stock.structure.storeys,
        storeys_estimated: estimated,
        end_walls: Some(end_walls.collect()),
        roads_known: on_ground.roads_known,
        water_known: on_ground.water_known,
    };
    aanplakken::assess(&facts, params)
}
