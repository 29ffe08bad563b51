//! How many homes fit in the plinth of this block?
//!
//! Units without woonfunctie hint at a plinth. Where all the register says of
//! them is "overige gebruiksfunctie" they are garages or storage as a rule, and
//! that must be seen on site.

use super::{
    Answer, Check, Flag, Homes, Missing, Reason,
    check::{Needs, at_least, check_known, unknown},
    homes::homes_on,
    pand::{
        Flags, PandFacts, check_class_d, check_demolition, check_home, check_owner, check_restriction,
        check_status, missing_use,
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
    /// Summed oppervlakte of the homes; `None` when that of one is not known.
    pub homes_area: Option<SquareMeters>,
    /// Summed oppervlakte of the other units with a use of their own; 0 without
    /// any, `None` when that of one is not known.
    pub used: Option<SquareMeters>,
    /// The same of units whose only use is "overige gebruiksfunctie".
    pub overig: Option<SquareMeters>,
}

impl Facts {
    /// Share of the floor area that is homes, 0–1.
    fn share_of_homes(&self) -> Option<f64> {
        let homes = self.homes_area?.0;
        let all = homes + self.used?.0 + self.overig?.0;
        (all > 0.0).then(|| homes / all)
    }
}

/// The ground floor that may become homes, usable floor area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plinth {
    /// In units with a use of their own.
    pub used: SquareMeters,
    /// In units that are garage or storage as a rule.
    pub overig: SquareMeters,
}

impl Plinth {
    /// What counts in the low and the middle estimate: the units with a use of
    /// their own, and where there are none the others.
    fn counted(self) -> SquareMeters {
        if self.used.0 > 0.0 { self.used } else { self.overig }
    }
}

/// What of the ground floor is no home.
///
/// # Method
///
/// The ground floor is `footprint × go_per_bvo`. Units with a use of their own
/// take at most all of it, those without one at most what is left.
///
/// `None` without the floor area of units or the footprint.
#[must_use]
pub fn plinth(facts: &Facts, params: &Params) -> Option<Plinth> {
    let floor = (facts.footprint?.0 * params.optoppen.go_per_bvo.value).max(0.0);
    let (used, overig) = (facts.used?.0, facts.overig?.0);
    if !(floor.is_finite() && used.is_finite() && overig.is_finite()) {
        return None;
    }
    let used = used.clamp(0.0, floor);
    let overig = overig.clamp(0.0, floor - used);
    Some(Plinth { used: SquareMeters(used), overig: SquareMeters(overig) })
}

/// Answers for one pand.
///
/// # Method
///
/// `homes = floor(plinth × usable share / home)`. A pand is residential when its
/// homes hold half of the floor area. Where there is nothing in the plinth but
/// "overige gebruiksfunctie" it is undecided; beside other units that floor
/// counts in the high estimate alone. A rijksmonument is flagged: what changes
/// is inside.
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
    let homes_fact = if pand.homes.is_none() { missing_use(pand.partly) } else { Missing::Oppervlakte };
    let fact = if facts.footprint.is_none() { Missing::Footprint } else { Missing::Oppervlakte };
    let checks = [
        check_status(pand.status),
        Check {
            parameter: "vormen.plinth_homes_share_min",
            ..at_least(
                Reason::Woonfunctie,
                facts.share_of_homes().filter(|_| pand.homes.is_some()),
                params.vormen.plinth_homes_share_min.value,
                homes_fact,
            )
        },
        check_demolition(pand),
        check_restriction(pand.exclusions),
    ]
    .into_iter()
    .chain(check_class_d(Form::Uitplinten, pand.class_d, &params.water))
    .chain([check_use(plinth, fact), check_owner(pand.owner, &params.optoppen), check_home(&homes, fact)])
    .collect();

    let some = |area: fn(&Plinth) -> SquareMeters| plinth.is_some_and(|plinth| area(&plinth).0 > 0.0);
    let flags = Flags::of_pand(pand, &homes, params)
        .with(some(|plinth| plinth.used), Flag::CheckUse)
        .with(some(|plinth| plinth.overig), Flag::StorageReplaced)
        .with(true, Flag::CheckDaylight);
    let others = pand.rijksmonument.is_none().then_some(Missing::Monument);
    Answer::new(checks, Needs::of(params), others, flags.done(), homes, None)
}

/// Something in the plinth is no home, and it is known what.
fn check_use(plinth: Option<Plinth>, fact: Missing) -> Check {
    let check = match plinth {
        Some(Plinth { used, overig }) if used.0 <= 0.0 && overig.0 > 0.0 => {
            unknown(Reason::Use, Missing::PlinthUse)
        }
        plinth => check_known(Reason::Use, plinth.map(|plinth| plinth.used.0 > 0.0), fact),
    };
    Check { value: plinth.map(|plinth| plinth.counted().0), ..check }
}

fn homes(plinth: Plinth, params: &Params) -> Homes {
    let vormen = &params.vormen;
    let (both, sure) = (plinth.used + plinth.overig, plinth.counted());
    let estimates = Range {
        low: (sure, vormen.plinth_usable_share_low.value, vormen.plinth_home_go_low_m2.value),
        mid: (sure, vormen.plinth_usable_share.value, vormen.plinth_home_go_m2.value),
        high: (both, vormen.plinth_usable_share_high.value, vormen.plinth_home_go_high_m2.value),
    };
    Homes::known(estimates.map(|(floor, usable, home)| homes_on(floor, usable, 1.0, SquareMeters(home))))
}

#[cfg(test)]
mod tests;
