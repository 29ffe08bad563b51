//! How many homes fit in this office, shop or school?

use super::{
    Answer, Check, Flag, Homes, Missing, Reason,
    check::{Needs, at_least, check_known, simple, unknown},
    homes::homes_on,
    pand::{
        Flags, PandFacts, check_age, check_class_d, check_demolition, check_home, check_restriction,
        check_status, missing_use, share_of_homes,
    },
};
use crate::{
    model::{Form, Gebruiksdoelen, RestrictionKind},
    params::{FormsParams, Params},
    units::Range,
    units::{Meters, SquareMeters},
};

/// What must be known of a pand to answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The pand.
    pub pand: PandFacts,
    /// Floor area of its units without woonfunctie by their registered uses;
    /// several entries of one use add up. Of units without a floor area it holds
    /// nothing.
    pub floors: Vec<(Gebruiksdoelen, SquareMeters)>,
    /// Uses of units whose floor area is not known.
    pub unmeasured: Vec<Gebruiksdoelen>,
    /// Depth of the footprint: the width of the smallest rectangle around it.
    pub depth: Option<Meters>,
    /// Kinds of restriction that hold here, whatever their effect; `None`
    /// when no map was given.
    pub restrictions: Option<Vec<RestrictionKind>>,
    /// Whether it stands empty; `None` when nobody says so.
    pub vacant: Option<bool>,
}

/// Answers for one pand.
///
/// # Method
///
/// A pand most of whose units are homes is no case for transformatie; its
/// other units are for uitplinten. Of the rest the floor area of the allowed
/// uses counts, as far as daylight reaches it:
/// `homes = floor(floor area × min(1, depth_max / depth) × usable share / home)`.
/// Offices and works may become homes when they stand empty or their owner
/// wants it; what serves those who live around only when it stands empty. Of
/// units without a floor area nothing is counted, and it is undecided. While
/// nobody says that it does, it is undecided.
/// Noise and safety decide, also where their map only asks attention. A
/// rijksmonument is flagged: what changes is inside.
///
/// # Source
///
/// toplaag method §4; the numbers are ours, not verified: `vormen.transform_*`.
#[must_use]
pub fn assess(facts: &Facts, params: &Params) -> Answer {
    let pand = &facts.pand;
    let vormen = &params.vormen;
    let allowed = allowed_floor(&facts.floors, facts.vacant, vormen);
    // Units whose floor is not known, and may count too.
    let more = facts.unmeasured.iter().any(|uses| may_become_homes(*uses, facts.vacant, vormen));
    let daylight = facts
        .depth
        .filter(|depth| depth.0 > 0.0)
        .map(|depth| (vormen.transform_depth_max_m.value / depth.0).min(1.0));
    let homes = daylight.map_or(Homes::UNKNOWN, |daylight| homes(allowed, daylight, vormen));
    let checks = [check_status(pand.status), check_demolition(pand), check_restrictions(facts, vormen)]
        .into_iter()
        .chain(check_class_d(Form::Transformatie, pand.class_d, &params.water))
        .chain([
            check_use(pand, (allowed.0 > 0.0 || !more).then_some(allowed), params),
            check_vacant(facts.vacant),
            check_floor(allowed, more, vormen),
            check_age(pand, vormen.transform_min_age_y.value, "vormen.transform_min_age_y", params),
            Check {
                parameter: "vormen.transform_daylight_share_min",
                ..at_least(
                    Reason::Daylight,
                    daylight,
                    vormen.transform_daylight_share_min.value,
                    Missing::Footprint,
                )
            },
            if more {
                unknown(Reason::NoHome, Missing::Oppervlakte)
            } else {
                check_home(&homes, Missing::Footprint)
            },
        ])
        .collect();

    let flags = Flags::of_pand(pand, &homes, params)
        .with(true, Flag::CheckUse)
        .with(daylight.is_some_and(|share| share < 1.0), Flag::CheckDaylight)
        .with(true, Flag::Fauna);
    let others = pand.rijksmonument.is_none().then_some(Missing::Monument);
    Answer::new(checks, Needs::of(params), others, flags.done(), homes, None)
}

/// Floor area of the units all of whose uses may become homes: of those that
/// serve the people around only where they may stand empty.
fn allowed_floor(
    floors: &[(Gebruiksdoelen, SquareMeters)],
    vacant: Option<bool>,
    params: &FormsParams,
) -> SquareMeters {
    floors.iter().filter(|(of, _)| may_become_homes(*of, vacant, params)).map(|(_, floor)| *floor).sum()
}

/// Whether units of these uses may become homes.
fn may_become_homes(uses: Gebruiksdoelen, vacant: Option<bool>, params: &FormsParams) -> bool {
    let in_use = vacant == Some(false);
    let allowed = if in_use { params.uses() } else { params.uses().with(params.uses_vacant()) };
    !uses.is_empty() && uses.is_within(allowed)
}

/// There is floor enough. Where some is not known, what is known may do.
fn check_floor(known: SquareMeters, more: bool, params: &FormsParams) -> Check {
    let least = params.transform_min_m2.value;
    let floor = (known.0 >= least || !more).then_some(known.0);
    Check {
        parameter: "vormen.transform_min_m2",
        ..at_least(Reason::FloorArea, floor, least, Missing::Oppervlakte)
    }
}

/// It stands empty; of what is in use it is not known what its owner wants.
fn check_vacant(vacant: Option<bool>) -> Check {
    match vacant {
        Some(true) => simple(Reason::Vacancy, true),
        Some(false) => unknown(Reason::Vacancy, Missing::OwnerPlan),
        None => unknown(Reason::Vacancy, Missing::Vacancy),
    }
}

fn check_use(pand: &PandFacts, allowed: Option<SquareMeters>, params: &Params) -> Check {
    let homes = share_of_homes(pand.homes, pand.units);
    // Where too many are homes for this form, another one looks at the rest.
    let residential = homes.map(|share| share >= params.optoppen.woonfunctie_share_min.value);
    let check = match (residential, allowed) {
        (Some(true), _) => simple(Reason::Use, false),
        (None, _) => check_known(Reason::Use, None, missing_use(pand.partly)),
        (_, allowed) => check_known(Reason::Use, allowed.map(|floor| floor.0 > 0.0), Missing::Oppervlakte),
    };
    Check { parameter: "vormen.transform_uses", ..check }
}

fn check_restrictions(facts: &Facts, params: &FormsParams) -> Check {
    let deciding =
        facts.restrictions.as_ref().is_some_and(|kinds| kinds.iter().any(|kind| params.decides(*kind)));
    let excluded = check_restriction(facts.pand.exclusions);
    if deciding {
        return Check {
            parameter: "vormen.transform_deciding",
            value: excluded.value,
            ..simple(Reason::Restriction, false)
        };
    }
    excluded
}

fn homes(floor: SquareMeters, daylight: f64, params: &FormsParams) -> Homes {
    let estimates = Range {
        low: (params.transform_usable_share_low.value, params.home_go_low_m2.value),
        mid: (params.transform_usable_share.value, params.home_go_m2.value),
        high: (params.transform_usable_share_high.value, params.home_go_high_m2.value),
    };
    Homes::known(estimates.map(|(usable, home)| homes_on(floor, daylight, usable, SquareMeters(home))))
}

#[cfg(test)]
mod tests;
