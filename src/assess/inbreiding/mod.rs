//! How many homes does this free ground hold?
//!
//! How much may be built is the lesser of what stands around, times a factor,
//! and a reference for the kind of neighborhood; what a plan says goes before
//! both. [`Capacity`] keeps every number that was looked at.

use serde::{Deserialize, Serialize};

use super::{
    Answer, Check, Flag, Homes, Missing, Outcome, Reason,
    check::{Needs, at_least},
    density::{Density, form_factor, reference_row},
    homes::{cautious, homes_on},
    optoppen::storeys_that_fit,
    pand::{Flags, check_class_d, check_home, check_restriction, check_taken},
};
use crate::{
    codes::codes,
    model::{DensitySaid, Form, ReuseClass},
    params::{InbreidingParams, Params, Woonmilieu},
    units::Range,
    units::{Meters, SquareMeters},
};

/// What must be known of a plot to answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Its area.
    pub plot: SquareMeters,
    /// How densely the ground around it is built.
    pub context: Option<Density>,
    /// Whether that ground holds edge roads, green and water (bruto).
    pub context_is_bruto: bool,
    /// What a plan, a gebiedspaspoort or RUDIFUN says; netto.
    pub said: Option<DensitySaid>,
    /// Address density around, addresses per km².
    pub address_density: Option<f64>,
    /// How high one may build here, above ground level.
    pub limit: Option<Meters>,
    /// Length of its edge along public roads; `None` without a map of roads.
    pub frontage: Option<Meters>,
    /// Whether a map of open water was given.
    pub water_known: bool,
    /// Whether it is known whose ground it is.
    pub owner_known: bool,
    /// Used ground it stands on.
    pub reuse: Vec<ReuseClass>,
    /// How many restrictions with effect `exclude` hold here; `None` when no
    /// such map was given.
    pub exclusions: Option<u32>,
    /// Whether heritage lies in or near it; `None` without such a map.
    pub heritage_near: Option<bool>,
    /// Whether a restriction with effect `flag` holds here; `None` without
    /// such a map.
    pub flagged: Option<bool>,
    /// Whether it lies in water class D, dominant or worst; `None` without a
    /// class.
    pub class_d: Option<bool>,
}

codes! {
    /// Which number decided how much may be built.
    Bound {
        /// What a plan or gebiedspaspoort says.
        Target = "target",
        /// What stands around, times a factor.
        Context = "context",
        /// The reference row.
        Reference = "reference",
        /// The storeys under the height limit.
        HeightLimit = "height_limit",
    }
}

/// How much may be built on a plot, and every number that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Capacity {
    /// FSI of what stands around, netto; of what was said to stand there, else
    /// computed.
    pub context_fsi: Option<f64>,
    /// Whether that was said (RUDIFUN) rather than computed.
    pub context_said: bool,
    /// FSI of the reference row.
    pub reference_fsi: Option<f64>,
    /// Whose row that is.
    pub woonmilieu: Option<Woonmilieu>,
    /// FSI a plan or gebiedspaspoort sets; goes before all others.
    pub target_fsi: Option<f64>,
    /// Whole storeys under the height limit.
    pub limit_storeys: Option<u32>,
    /// FSI of those storeys on as much of the plot as may be built on.
    pub limit_fsi: Option<f64>,
    /// FSI in force, by estimate; `None` when no density is known.
    pub fsi: Option<Range<f64>>,
    /// Which number that is, at the middle estimate.
    pub bound: Option<Bound>,
    /// Usable over gross floor area, by the height of the middle estimate.
    pub go_per_bvo: Option<f64>,
    /// Gross floor area at the middle estimate.
    pub gross: Option<SquareMeters>,
    /// Homes.
    pub homes: Homes,
}

/// How much may be built on a plot.
///
/// # Method
///
/// ```text
/// fsi   = target, when a plan or gebiedspaspoort sets one
///         else min(context × factor, reference row, gsi_max × storeys under the height limit)
/// homes = floor(plot × fsi × go_per_bvo / home)
/// ```
///
/// A bound that is not known is left out; with neither context nor row nothing
/// can be said. Low, middle and high differ in the factor (1.0, 1.5, 2.0) and
/// the size of a home (80, 65, 50 m²). The density around is that of a block
/// (netto); one of a neighborhood (bruto) is multiplied by 1.13. What RUDIFUN
/// says goes before what was computed, and ground with next to nothing on it
/// is no context.
///
/// # Source
///
/// toplaag method §4.
#[must_use]
pub fn capacity(facts: &Facts, params: &InbreidingParams) -> Capacity {
    let said = facts.said.filter(|said| said.fsi.is_finite() && said.fsi >= 0.0);
    let target_fsi = said.filter(|said| said.is_target).map(|said| said.fsi);
    // What stands there is no context when it is next to nothing: an FSI is
    // never below the GSI.
    let least = params.context_gsi_min.value;
    let stands = said.filter(|said| !said.is_target && said.fsi >= least).map(|said| said.fsi);
    let to_netto = if facts.context_is_bruto { params.bruto_netto.value } else { 1.0 };
    let computed =
        facts.context.filter(|context| context.is_context(params)).map(|context| context.fsi * to_netto);
    let context_fsi = stands.or(computed);
    let row = reference_row(facts.address_density, params);
    let limit_storeys =
        facts.limit.map(|limit| storeys_that_fit(Meters(0.0), limit, Meters(params.storey_m.value)));
    let limit_fsi = limit_storeys.map(|storeys| params.gsi_max.value * f64::from(storeys));

    let fsi_with = |factor: f64| -> Option<(f64, Bound)> {
        if let Some(target) = target_fsi {
            return Some((target, Bound::Target));
        }
        let context = context_fsi.map(|fsi| (fsi * factor, Bound::Context));
        let reference = row.map(|row| (row.fsi, Bound::Reference));
        let lesser = |one: (f64, Bound), other: (f64, Bound)| if other.0 < one.0 { other } else { one };
        let density = context.into_iter().chain(reference).reduce(lesser)?;
        Some(limit_fsi.map_or(density, |limit| lesser(density, (limit, Bound::HeightLimit))))
    };
    let factors = Range {
        low: params.context_factor_low.value,
        mid: params.context_factor.value,
        high: params.context_factor_high.value,
    };
    let sizes = Range {
        low: params.home_go_low_m2.value,
        mid: params.home_go_m2.value,
        high: params.home_go_high_m2.value,
    };
    // One form factor for all three, so that a higher estimate holds no fewer homes.
    let mid = fsi_with(factors.mid);
    let go_per_bvo = mid.map(|(fsi, _)| form_factor(fsi, params.gsi_max.value, params));
    let homes = |factor: f64, home: f64| {
        let (fsi, _) = fsi_with(factor)?;
        Some(homes_on(facts.plot, fsi, go_per_bvo?, SquareMeters(home)))
    };
    Capacity {
        context_fsi,
        context_said: stands.is_some(),
        reference_fsi: row.map(|row| row.fsi),
        woonmilieu: row.map(|row| row.woonmilieu),
        target_fsi,
        limit_storeys,
        limit_fsi,
        fsi: mid.map(|mid| factors.map(|factor| fsi_with(factor).unwrap_or(mid).0)),
        bound: mid.map(|(_, bound)| bound),
        go_per_bvo,
        gross: mid.map(|(fsi, _)| facts.plot * fsi),
        homes: Homes {
            low: Some(homes(factors.low, sizes.low).map_or(0, cautious)),
            mid: homes(factors.mid, sizes.mid),
            high: homes(factors.high, sizes.high),
        },
    }
}

/// Answers for one plot.
///
/// # Method
///
/// Exclusions, water class D, a height limit that leaves no storey, and not
/// one whole home at the high estimate rule a plot out. A target goes before
/// the height limit: who sets one changes the plan.
#[must_use]
pub fn assess(facts: &Facts, params: &Params) -> (Answer, Capacity) {
    let own = &params.inbreiding;
    let capacity = capacity(facts, own);
    let mut checks = vec![check_restriction(facts.exclusions)];
    checks.extend(check_class_d(Form::Inbreiding, facts.class_d, &params.water));
    checks.push(check_limit(facts, &capacity, own));
    checks.push(check_home(&capacity.homes, Missing::Density));
    checks.push(check_taken(facts.frontage.is_some(), facts.water_known));

    let others = [
        (!facts.owner_known).then_some(Missing::Ground),
        facts.frontage.is_none().then_some(Missing::Roads),
        (!facts.water_known).then_some(Missing::OpenWater),
        capacity.context_fsi.or(capacity.target_fsi).is_none().then_some(Missing::Density),
    ];
    let no_frontage = facts
        .frontage
        .is_some_and(|length| length.millimeters() < Meters(own.frontage_min_m.value).millimeters());
    let homes = capacity.homes;
    let mut flags = Flags::of_place(facts.heritage_near, facts.flagged, facts.class_d, &homes, params)
        .with(!facts.owner_known, Flag::GroundUnknown)
        .with(no_frontage, Flag::NoFrontage)
        .with(
            capacity.fsi.is_some() && capacity.context_fsi.is_none() && capacity.target_fsi.is_none(),
            Flag::DensityEstimated,
        );
    for &class in ReuseClass::ALL {
        flags = flags.with(facts.reuse.contains(&class), reuse_flag(class));
    }
    let needs = Needs {
        undecided_without: &own.undecided_without.value,
        unsayable_without: &own.unsayable_without.value,
        lifted: &params.optoppen.rules_lifted.value,
    };
    let others = others.into_iter().flatten();
    let answer = Answer::new(checks, needs, others, flags.done(), homes, capacity.gross);
    (answer, capacity)
}

/// Parking places that go with used ground and must be found again.
///
/// # Units
///
/// m² of car park, number of garages; places, not rounded.
///
/// # Source
///
/// `inbreiding.car_park_place_m2` and `garage_place_share`.
#[must_use]
pub fn places_lost(car_park: SquareMeters, garages: u32, params: &InbreidingParams) -> f64 {
    car_park.0.max(0.0) / params.car_park_place_m2.value
        + f64::from(garages) * params.garage_place_share.value
}

fn check_limit(facts: &Facts, capacity: &Capacity, params: &InbreidingParams) -> Check {
    let norm = params.storey_m.value;
    let check = at_least(Reason::HeightLimit, facts.limit.map(|limit| limit.0), norm, Missing::Limit);
    let outcome =
        if capacity.target_fsi.is_some() && check.missing.is_none() { Outcome::Pass } else { check.outcome };
    Check { outcome, parameter: "inbreiding.storey_m", ..check }
}

fn reuse_flag(class: ReuseClass) -> Flag {
    match class {
        ReuseClass::Parkeerterrein => Flag::ReuseParking,
        ReuseClass::Garages => Flag::ReuseGarages,
        ReuseClass::Tankstation => Flag::ReuseFillingStation,
        ReuseClass::Overig => Flag::ReuseOther,
    }
}

#[cfg(test)]
mod tests;
