//! How many homes here are large enough to become two?

use super::{
    Answer, Check, Homes, Missing, Reason,
    check::{Needs, at_most, simple, unknown},
    homes::whole_share,
    pand::{
        Flags, PandFacts, check_class_d, check_demolition, check_home, check_owner, check_restriction,
        check_status,
    },
};
use crate::{model::Form, params::Params, units::Range};

/// What must be known of a pand or complex to answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The pand.
    pub pand: PandFacts,
    /// Homes of at least `split_min_go_m2`.
    pub large_homes: Option<u32>,
    /// Homes of which nobody knows how large they are.
    pub unsized_homes: u32,
    /// Cars on the street over places at the busiest moment; `None` when not
    /// counted.
    pub parking_pressure: Option<f64>,
    /// Year of an earlier permit for extra storeys; `None` when none is known.
    pub permit_year: Option<u16>,
}

/// Answers for one pand or complex.
///
/// # Method
///
/// Each home that is split adds one: `homes = floor(large homes × share)`; the
/// high estimate takes homes of unknown size for large, and where no home is
/// known to be large the size decides.
///
/// The conditions are Den Haag's: parking pressure of at most 90 %, and no permit
/// for extra storeys within 10 years. A permit that is not known does not
/// stand in the way; parking pressure that is not known is reported missing
/// and decides nothing, unless `undecided_without` names `parking`. A
/// rijksmonument is flagged: what changes is inside.
///
/// # Source
///
/// toplaag method §4; NL.IMRO.0518.BP0260D.
#[must_use]
pub fn assess(facts: &Facts, params: &Params) -> Answer {
    let pand = &facts.pand;
    let vormen = &params.vormen;
    let homes = facts.large_homes.map_or(Homes::UNKNOWN, |large| {
        let shares = Range {
            low: vormen.split_share_low.value,
            mid: vormen.split_share.value,
            high: vormen.split_share_high.value,
        };
        let known = shares.map(|share| whole_share(large, share));
        let high = whole_share(large.saturating_add(facts.unsized_homes), shares.high);
        Homes::known(Range { high, ..known })
    });
    let none_known = homes.mid == Some(0) && facts.unsized_homes > 0;
    let pressure = facts.parking_pressure.filter(|pressure| pressure.is_finite());
    let checks = [check_status(pand.status), check_demolition(pand), check_restriction(pand.exclusions)]
        .into_iter()
        .chain(check_class_d(Form::Splitsen, pand.class_d, &params.water))
        .chain([
            Check {
                parameter: "vormen.parking_pressure_max",
                ..at_most(
                    Reason::ParkingPressure,
                    pressure,
                    vormen.parking_pressure_max.value,
                    Missing::Parking,
                )
            },
            check_permit(facts, params),
            check_owner(pand.owner, &params.optoppen),
            if none_known {
                unknown(Reason::NoHome, Missing::Oppervlakte)
            } else {
                check_home(&homes, Missing::Oppervlakte)
            },
        ])
        .collect();
    let flags = Flags::of_pand(pand, &homes, params).done();
    let monument = pand.rijksmonument.is_none().then_some(Missing::Monument);
    let size = (facts.unsized_homes > 0).then_some(Missing::Oppervlakte);
    let others = monument.into_iter().chain(size);
    Answer::new(checks, Needs::of(params), others, flags, homes, None)
}

fn check_permit(facts: &Facts, params: &Params) -> Check {
    let norm = f64::from(params.vormen.permit_years.value);
    let years = facts.permit_year.map(|year| f64::from(params.vormen.reference_year.value) - f64::from(year));
    let passes = years.is_none_or(|years| years >= norm);
    Check {
        value: years,
        norm: Some(norm),
        parameter: "vormen.permit_years",
        ..simple(Reason::EarlierPermit, passes)
    }
}

#[cfg(test)]
mod tests;
