//! What do all forms ask of a pand or complex?
//!
//! The rules and remarks that more than one form has, each written once.

use super::{
    Check, Flag, Homes, Missing, Outcome, Owner, Reason,
    check::{at_least, check_known, simple, unknown},
};
use crate::{
    model::{Form, PandStatus, PartlyKnown},
    params::{OptoppenParams, Params, WaterParams},
};

/// What must be known of a pand or complex, whatever the form.
///
/// Of a complex: sums of homes and units, and of all else the value that
/// stands most in the way.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PandFacts {
    /// Status in the register.
    pub status: Option<PandStatus>,
    /// Year of construction; of a complex that of its youngest pand.
    pub bouwjaar: Option<u16>,
    /// The youngest year of a complex that is known, where another is not: it
    /// may be younger still.
    pub bouwjaar_from: Option<u16>,
    /// Homes in use in it.
    pub homes: Option<u32>,
    /// Units in use in it, homes included.
    pub units: Option<u32>,
    /// What is known of them when that is not all.
    pub partly: Option<PartlyKnown>,
    /// Whether it is a rijksmonument; `None` when no such layer was given.
    pub rijksmonument: Option<bool>,
    /// How many other restrictions with effect `exclude` hold here; `None`
    /// when no such map was given.
    pub exclusions: Option<u32>,
    /// Year of planned demolition.
    pub demolition_year: Option<u16>,
    /// Year of planned renovation.
    pub renovation_year: Option<u16>,
    /// Who decides about it.
    pub owner: Owner,
    /// A verdict on the foundation.
    pub foundation_ok: Option<bool>,
    /// Whether heritage lies in or near it; `None` without such a map.
    pub heritage_near: Option<bool>,
    /// Whether a restriction with effect `flag` holds here; `None` without
    /// such a map.
    pub flagged: Option<bool>,
    /// Whether it lies in water class D, dominant or worst; `None` without a
    /// class.
    pub class_d: Option<bool>,
}

/// It is in use.
pub(super) fn check_status(status: Option<PandStatus>) -> Check {
    check_known(Reason::Status, status.map(PandStatus::is_assessed), Missing::Status)
}

/// Share of homes among the units, 0 to 1.
pub(super) fn share_of_homes(homes: Option<u32>, units: Option<u32>) -> Option<f64> {
    match (homes, units) {
        (Some(_), Some(0)) => Some(0.0),
        (Some(homes), Some(units)) => Some(f64::from(homes) / f64::from(units)),
        _ => None,
    }
}

/// Enough of its units are homes. Where not all are known, both ends of what
/// may be must agree.
pub(super) fn check_woonfunctie(
    homes: Option<u32>,
    units: Option<u32>,
    partly: Option<PartlyKnown>,
    params: &OptoppenParams,
) -> Check {
    let norm = params.woonfunctie_share_min.value;
    let share = match partly.map(PartlyKnown::shares) {
        None => share_of_homes(homes, units),
        Some((low, _)) if low >= norm => Some(low),
        Some((_, high)) if high < norm => Some(high),
        Some(_) => None,
    };
    Check {
        parameter: "optoppen.woonfunctie_share_min",
        ..at_least(Reason::Woonfunctie, share, norm, missing_use(partly))
    }
}

/// What is missing when the homes of a pand are not known.
pub(super) fn missing_use(partly: Option<PartlyKnown>) -> Missing {
    partly.map_or(Missing::Woonfunctie, PartlyKnown::missing)
}

/// It is no rijksmonument.
pub(super) fn check_rijksmonument(pand: &PandFacts) -> Check {
    check_known(Reason::Rijksmonument, pand.rijksmonument.map(|yes| !yes), Missing::Monument)
}

/// It stays.
pub(super) fn check_demolition(pand: &PandFacts) -> Check {
    Check {
        value: pand.demolition_year.map(f64::from),
        ..simple(Reason::Demolition, pand.demolition_year.is_none())
    }
}

/// Nothing rules homes out here.
pub(super) fn check_restriction(exclusions: Option<u32>) -> Check {
    Check {
        value: exclusions.map(f64::from),
        ..check_known(Reason::Restriction, exclusions.map(|n| n == 0), Missing::Restrictions)
    }
}

/// The ground it takes is neither road nor water; without a map of one of them
/// it may be.
pub(super) fn check_taken(roads_known: bool, water_known: bool) -> Check {
    match (roads_known, water_known) {
        (false, _) => unknown(Reason::Taken, Missing::Roads),
        (true, false) => unknown(Reason::Taken, Missing::OpenWater),
        (true, true) => simple(Reason::Taken, true),
    }
}

/// The form may go where water and soil say no, unless; `None` for a form
/// that class D does not rule out.
pub(super) fn check_class_d(form: Form, class_d: Option<bool>, params: &WaterParams) -> Option<Check> {
    params.class_d_excludes.value.contains(&form).then(|| Check {
        parameter: "water.class_d_excludes",
        ..check_known(Reason::ClassD, class_d.map(|yes| !yes), Missing::Water)
    })
}

/// One corporatie decides. Too small a share leaves it unknown who does.
pub(super) fn check_owner(owner: Owner, params: &OptoppenParams) -> Check {
    let norm = params.owner_share_min.value;
    let Owner::Share(share) = owner else { return unknown(Reason::Owner, Missing::Owner) };
    let check = at_least(Reason::Owner, Some(share), norm, Missing::Owner);
    let (outcome, missing) = match check.outcome {
        Outcome::Fail => (Outcome::Unknown, Some(Missing::Owner)),
        outcome => (outcome, None),
    };
    Check { outcome, missing, parameter: "optoppen.owner_share_min", ..check }
}

/// It is old enough: so many years in the reference year.
pub(super) fn check_age(pand: &PandFacts, years: u16, parameter: &'static str, params: &Params) -> Check {
    let age_of = |bouwjaar: u16| params.vormen.reference_year.value.saturating_sub(bouwjaar);
    // Of several of which one is too young already, the others do not matter.
    let at_most = pand.bouwjaar_from.map(age_of).filter(|age| *age < years);
    let age = pand.bouwjaar.map(age_of).or(at_most);
    Check { parameter, ..at_least(Reason::TooYoung, age.map(f64::from), f64::from(years), Missing::Bouwjaar) }
}

/// At least one whole home fits at the high estimate; without one, this fact
/// is missing.
pub(super) fn check_home(homes: &Homes, missing: Missing) -> Check {
    at_least(Reason::NoHome, homes.high.map(f64::from), 1.0, missing)
}

/// Remarks, in the order they are raised.
#[derive(Debug, Default)]
pub(super) struct Flags(Vec<Flag>);

impl Flags {
    /// The remarks that every form makes about the place it stands on.
    pub(super) fn of_place(
        heritage: Option<bool>,
        flagged: Option<bool>,
        class_d: Option<bool>,
        homes: &Homes,
        params: &Params,
    ) -> Self {
        let ladder = homes.mid.is_some_and(|homes| homes >= params.vormen.ladder_flag_homes.value);
        Self::default()
            .with(ladder, Flag::Ladder)
            .with(heritage == Some(true), Flag::Welstand)
            .with(flagged == Some(true), Flag::Restriction)
            .with(class_d == Some(true), Flag::WaterClassD)
    }

    /// The same with those about a pand that stays.
    pub(super) fn of_pand(pand: &PandFacts, homes: &Homes, params: &Params) -> Self {
        let heritage = Some(pand.heritage_near == Some(true) || pand.rijksmonument == Some(true));
        Self::of_place(heritage, pand.flagged, pand.class_d, homes, params)
            .with(before(pand.bouwjaar, params.optoppen.asbestos_before.value), Flag::Asbestos)
            .with(pand.renovation_year.is_some(), Flag::Renovation)
    }

    /// Raises one remark when it holds.
    pub(super) fn with(mut self, holds: bool, flag: Flag) -> Self {
        if holds {
            self.0.push(flag);
        }
        self
    }

    /// The remarks.
    pub(super) fn done(self) -> Vec<Flag> {
        self.0
    }
}

/// Whether it was built before a year; not when that is not known.
pub(super) fn before(bouwjaar: Option<u16>, year: u16) -> bool {
    bouwjaar.is_some_and(|bouwjaar| bouwjaar < year)
}
