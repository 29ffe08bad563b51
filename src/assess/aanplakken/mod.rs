//! Can homes be built against the blank end walls of this block?
//!
//! Which walls are end walls is a matter of shape, found elsewhere: the short
//! sides of an elongated footprint with no pand beside them. Whether they are
//! blank no register knows, so each answer asks for a look at the windows.

use super::{
    Answer, Check, Flag, Homes, Missing, Reason,
    check::{Needs, at_least},
    homes::homes_on,
    pand::{
        Flags, PandFacts, before, check_class_d, check_demolition, check_home, check_owner,
        check_restriction, check_rijksmonument, check_status, check_taken, check_woonfunctie,
    },
};
use crate::{
    model::Form,
    params::Params,
    units::Range,
    units::{Meters, SquareMeters},
};

/// The free part of one end wall and the ground in front of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndWall {
    /// Length along which no other pand stands beside it.
    pub length: Meters,
    /// How far the ground in front of it is free, at most the largest depth
    /// that is counted with.
    pub free_depth: Meters,
    /// Whether it is known whose ground that is.
    pub owner_known: bool,
}

impl EndWall {
    /// The free ground in front of it, up to a depth.
    #[must_use]
    pub fn strip(&self, depth: Meters) -> SquareMeters {
        SquareMeters(self.length.0 * self.free_depth.0.min(depth.0).max(0.0))
    }
}

/// What must be known of a block to answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The pand.
    pub pand: PandFacts,
    /// Storeys it has.
    pub storeys: Option<u32>,
    /// Whether these are estimated.
    pub storeys_estimated: bool,
    /// Its free end walls; `None` without a footprint.
    pub end_walls: Option<Vec<EndWall>>,
    /// Whether a map of roads was given.
    pub roads_known: bool,
    /// Whether a map of open water was given.
    pub water_known: bool,
}

/// Answers for one block.
///
/// # Method
///
/// `homes = storeys × floor(strip × go_per_bvo / home)`, wall by wall, for end
/// walls that are long enough with free ground deep enough in front. Low,
/// middle and high differ in the depth of the strip, as far as it is free, and
/// the size of a home. The extension is as high as the block. Without maps of
/// roads and of water nothing can be said of the ground in front.
///
/// # Source
///
/// toplaag method §4.
#[must_use]
pub fn assess(facts: &Facts, params: &Params) -> Answer {
    let pand = &facts.pand;
    let (wall_min, depth_min) =
        (Meters(params.vormen.end_wall_min_m.value), Meters(params.vormen.aanplak_depth_m.value));
    let long = |wall: &&EndWall| wall.length.millimeters() >= wall_min.millimeters();
    let deep = |wall: &&EndWall| wall.free_depth.millimeters() >= depth_min.millimeters();
    let usable: Option<Vec<&EndWall>> =
        facts.end_walls.as_ref().map(|walls| walls.iter().filter(long).filter(deep).collect());

    let homes = homes(usable.as_deref(), facts.storeys, params);
    let checks = [
        check_status(pand.status),
        check_woonfunctie(pand.homes, pand.units, pand.partly, &params.optoppen),
        check_rijksmonument(pand),
        check_demolition(pand),
        check_restriction(pand.exclusions),
    ]
    .into_iter()
    .chain(check_class_d(Form::Aanplakken, pand.class_d, &params.water))
    .chain([
        Check {
            parameter: "vormen.end_wall_min_m",
            ..at_least(
                Reason::EndWall,
                longest(facts.end_walls.as_deref(), |_| true, |wall| wall.length),
                wall_min.0,
                Missing::Footprint,
            )
        },
        Check {
            parameter: "vormen.aanplak_depth_m",
            ..at_least(
                Reason::FreeDepth,
                longest(facts.end_walls.as_deref(), |wall| long(&wall), |wall| wall.free_depth),
                depth_min.0,
                Missing::Footprint,
            )
        },
        check_taken(facts.roads_known, facts.water_known),
        check_owner(pand.owner, &params.optoppen),
        check_home(&homes, Missing::Height),
    ])
    .collect();

    let walls = usable.unwrap_or_default();
    let ground_unknown = walls.iter().any(|wall| !wall.owner_known);
    let piles = pand.foundation_ok.is_none() && before(pand.bouwjaar, params.optoppen.pile_risk_before.value);
    let flags = Flags::of_pand(pand, &homes, params)
        .with(true, Flag::JointFoundation)
        .with(true, Flag::CheckDaylight)
        .with(piles, Flag::Foundation)
        .with(true, Flag::Fauna)
        .with(ground_unknown, Flag::GroundUnknown)
        .with(facts.storeys_estimated, Flag::Estimated);
    let strips: SquareMeters = walls.iter().map(|wall| wall.strip(depth_min)).sum();
    let gross = facts.storeys.map(|storeys| strips * f64::from(storeys));
    let others = ground_unknown.then_some(Missing::Ground);
    Answer::new(checks, Needs::of(params), others, flags.done(), homes, gross)
}

/// The greatest measure among walls; 0 when there are none.
fn longest(
    walls: Option<&[EndWall]>,
    among: impl Fn(&EndWall) -> bool,
    measure: impl Fn(&EndWall) -> Meters,
) -> Option<f64> {
    let walls = walls?.iter().filter(|wall| among(wall));
    Some(walls.map(|wall| measure(wall).0).fold(0.0, f64::max))
}

fn homes(walls: Option<&[&EndWall]>, storeys: Option<u32>, params: &Params) -> Homes {
    let (Some(walls), Some(storeys)) = (walls, storeys) else { return Homes::UNKNOWN };
    let vormen = &params.vormen;
    let estimates = Range {
        low: (vormen.aanplak_depth_low_m.value, vormen.home_go_low_m2.value),
        mid: (vormen.aanplak_depth_m.value, vormen.home_go_m2.value),
        high: (vormen.aanplak_depth_high_m.value, vormen.home_go_high_m2.value),
    };
    let go_per_bvo = params.optoppen.go_per_bvo.value;
    Homes::known(estimates.map(|(depth, home)| {
        let a_storey =
            |wall: &&EndWall| homes_on(wall.strip(Meters(depth)), 1.0, go_per_bvo, SquareMeters(home));
        walls.iter().map(a_storey).fold(0, u32::saturating_add).saturating_mul(storeys)
    }))
}

#[cfg(test)]
mod tests;
