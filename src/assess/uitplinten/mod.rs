//! How many homes fit in the plinth of this block?
//!
//! Two things hint at a plinth that is no home: units without woonfunctie, and
//! floor area that no unit accounts for, which is storage as a rule. What it
//! is used for, and whether daylight reaches it, must be seen on site.

use super::{
    Answer, Check, Flag, Homes, Missing, Reason,
    check::check_known,
    homes::homes_on,
    pand::{
        Flags, PandFacts, check_class_d, check_demolition, check_home, check_owner, check_restriction,
        check_status, check_woonfunctie,
    },
};
use crate::{model::Form, params::Params, units::Range, units::SquareMeters};

/// What must be known of a pand to answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The pand.
    pub pand: PandFacts,
    /// Area of the footprint.
    pub footprint: Option<SquareMeters>,
    /// Storeys, registered or from the height; `None` when all that is known
    /// is an estimate from the floor area, which could not tell what is left.
    pub storeys: Option<u32>,
    /// Summed oppervlakte of the units without woonfunctie; 0 without any.
    pub other_units: Option<SquareMeters>,
    /// Summed oppervlakte of the homes.
    pub homes_area: Option<SquareMeters>,
}

/// The ground floor that may become homes, usable floor area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plinth {
    /// In units without woonfunctie.
    pub units: SquareMeters,
    /// In no unit at all: storage, as a rule.
    pub storage: SquareMeters,
}

/// What of the ground floor is no home.
///
/// # Method
///
/// The ground floor is `footprint × go_per_bvo`. Units without woonfunctie
/// take at most all of it. Floor area that is left when all units are taken
/// off `storeys` such floors counts as storage when it is at least
/// `storage_left_min` of a floor, and takes at most what the units leave.
///
/// `None` without the floor area of units or the footprint.
#[must_use]
pub fn plinth(facts: &Facts, params: &Params) -> Option<Plinth> {
    let floor = facts.footprint?.0 * params.optoppen.go_per_bvo.value;
    let units = facts.other_units?.0;
    let in_units = units.clamp(0.0, floor.max(0.0));
    let left = facts
        .storeys
        .zip(facts.homes_area)
        .map(|(storeys, homes)| floor * f64::from(storeys) - homes.0 - units);
    let storage = left
        .filter(|left| *left >= floor * params.vormen.storage_left_min.value)
        .map_or(0.0, |left| left.clamp(0.0, (floor - in_units).max(0.0)));
    Some(Plinth { units: SquareMeters(in_units), storage: SquareMeters(storage) })
}

/// Answers for one pand.
///
/// # Method
///
/// `homes = floor(plinth × usable share / home)`. A rijksmonument is flagged:
/// what changes is inside.
///
/// # Source
///
/// toplaag method §4; shares and sizes are ours, not verified:
/// `vormen.plinth_*`.
#[must_use]
pub fn assess(facts: &Facts, params: &Params) -> Answer {
    let pand = &facts.pand;
    let plinth = plinth(facts, params);
    let homes = plinth.map_or(Homes::UNKNOWN, |plinth| homes(plinth, params));
    let fact = if facts.footprint.is_none() { Missing::Footprint } else { Missing::Oppervlakte };
    let floor = plinth.map(|plinth| (plinth.units + plinth.storage).0);
    let checks = [
        check_status(pand.status),
        check_woonfunctie(pand.homes, pand.units, pand.partly, &params.optoppen),
        check_demolition(pand),
        check_restriction(pand.exclusions),
    ]
    .into_iter()
    .chain(check_class_d(Form::Uitplinten, pand.class_d, &params.water))
    .chain([
        Check { value: floor, ..check_known(Reason::Use, floor.map(|floor| floor > 0.0), fact) },
        check_owner(pand.owner, &params.optoppen),
        check_home(&homes, fact),
    ])
    .collect();

    let storage = plinth.is_some_and(|plinth| plinth.storage.0 > 0.0);
    let flags = Flags::of_pand(pand, &homes, params)
        .with(plinth.is_some_and(|plinth| plinth.units.0 > 0.0), Flag::CheckUse)
        .with(storage, Flag::StorageReplaced)
        .with(true, Flag::CheckDaylight)
        .with(storage, Flag::Estimated);
    let others = [
        pand.rijksmonument.is_none().then_some(Missing::Monument),
        facts.storeys.is_none().then_some(Missing::Height),
    ];
    let undecided_without = &params.vormen.undecided_without.value;
    Answer::new(checks, undecided_without, others.into_iter().flatten(), flags.done(), homes, None)
}

fn homes(plinth: Plinth, params: &Params) -> Homes {
    let vormen = &params.vormen;
    let floor = plinth.units + plinth.storage;
    let estimates = Range {
        low: (vormen.plinth_usable_share_low.value, vormen.plinth_home_go_low_m2.value),
        mid: (vormen.plinth_usable_share.value, vormen.plinth_home_go_m2.value),
        high: (vormen.plinth_usable_share_high.value, vormen.plinth_home_go_high_m2.value),
    };
    Homes::known(estimates.map(|(usable, home)| homes_on(floor, usable, 1.0, SquareMeters(home))))
}

#[cfg(test)]
mod tests;
