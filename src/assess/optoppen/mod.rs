//! Can this pand carry extra storeys, how many, and for how many homes?
//!
//! The rules of method §3 in their order. Each rule leaves one [`Check`] with
//! what it found, what it was held against and under which parameter; the
//! verdict is read off these checks, and `explain` prints the same ones, so
//! there is no second account of why.

use serde::Serialize;

pub use super::Owner;
use super::{
    Check, Flag, Homes, Known, Missing, Outcome, Reason, Verdict,
    check::{self, Needs, at_least, check_known, simple, unknown},
    homes::{cautious, millionths, whole_homes},
    pand::{check_owner, check_status, check_woonfunctie},
};
use crate::{
    model::{DakType, PandStatus, PartlyKnown, Roof},
    params::{AgeBand, OptoppenParams},
    units::{Meters, SquareMeters},
};

/// What must be known of a pand to answer; free of names, files and maps.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// Status in the register.
    pub status: Option<PandStatus>,
    /// Year of construction.
    pub bouwjaar: Option<u16>,
    /// Area of the footprint.
    pub footprint: Option<SquareMeters>,
    /// Homes in use in it.
    pub homes: Option<u32>,
    /// Units in use in it, homes included.
    pub units: Option<u32>,
    /// What is known of them when that is not all.
    pub partly: Option<PartlyKnown>,
    /// Summed oppervlakte of the units in use.
    pub oppervlakte: Option<SquareMeters>,
    /// Heights and roof.
    pub roof: Roof,
    /// Whether it is a rijksmonument; `None` when no such layer was given.
    pub rijksmonument: Option<bool>,
    /// How many other restrictions with effect `exclude` hold here; `None`
    /// when no such map was given.
    pub exclusions: Option<u32>,
    /// How high one may build here, above ground level.
    pub limit: Option<Meters>,
    /// Who decides about it.
    pub owner: Owner,
    /// Year of planned demolition.
    pub demolition_year: Option<u16>,
    /// Year of planned renovation.
    pub renovation_year: Option<u16>,
    /// Whether it has a lift.
    pub lift: Option<bool>,
    /// A constructeur's verdict on the structure.
    pub structure_ok: Option<bool>,
    /// A verdict on the foundation.
    pub foundation_ok: Option<bool>,
    /// Whether heritage lies in or near it (protected view, monument nearby);
    /// `None` without such a map.
    pub heritage_near: Option<bool>,
    /// Whether a restriction with effect `flag` holds here; `None` without
    /// such a map.
    pub flagged: Option<bool>,
}

impl Facts {
    /// Whether it may hold so many homes, by what is known.
    #[must_use]
    pub fn may_hold_homes(&self, n: u32) -> bool {
        let at_most =
            |partly: PartlyKnown| partly.homes.saturating_add(partly.unread).saturating_add(partly.lacking);
        self.homes.or_else(|| self.partly.map(at_most)).is_some_and(|homes| homes >= n)
    }
}

/// Where a number of storeys came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreysFrom {
    /// As 3DBAG estimates them (`b3_bouwlagen`).
    ThreeDbag,
    /// Height of the roof over the height of a storey.
    Height,
    /// The same with a height from AHN: an estimate.
    AhnHeight,
    /// Floor area over footprint: an estimate.
    FloorArea,
}

impl StoreysFrom {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ThreeDbag => "3dbag",
            Self::Height => "height",
            Self::AhnHeight => "ahn_height",
            Self::FloorArea => "floor_area",
        }
    }
}

/// The answer for one pand.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The answer.
    pub verdict: Verdict,
    /// What each rule found, in the order of the method.
    pub checks: Vec<Check>,
    /// All facts that are missing, whether or not they leave it undecided.
    pub missing: Vec<Missing>,
    /// Storeys it has, and how that is known.
    pub storeys: Option<(u32, StoreysFrom)>,
    /// Share of the roof that is flat.
    pub flat_share: Option<Known<f64>>,
    /// Flat roof surface.
    pub flat_roof: Option<Known<SquareMeters>>,
    /// Storeys that age, limit and maximum allow on top.
    pub extra_storeys: Option<u32>,
    /// New gross floor area, middle estimate.
    pub gross: Option<SquareMeters>,
    /// Homes that can be added; 0 when unsuitable.
    pub homes: Homes,
    /// Level of the new top floor above ground.
    pub top_floor: Option<Meters>,
    /// Remarks.
    pub flags: Vec<Flag>,
}

impl Default for Assessment {
    /// Of a pand whose rules were not asked yet.
    fn default() -> Self {
        Self {
            verdict: Verdict::Undecided(Missing::Footprint),
            checks: Vec::new(),
            missing: Vec::new(),
            storeys: None,
            flat_share: None,
            flat_roof: None,
            extra_storeys: None,
            gross: None,
            homes: Homes::default(),
            top_floor: None,
            flags: Vec::new(),
        }
    }
}

impl Assessment {
    /// The rules that fail, in order; the first is the headline.
    pub fn reasons(&self) -> impl Iterator<Item = Reason> + '_ {
        self.checks.iter().filter(|check| check.outcome == Outcome::Fail).map(|check| check.rule)
    }

    /// Lets go of the checks that hold: twelve take more room than all else
    /// of a pand. What is left still tells verdict and reasons.
    #[must_use]
    pub fn with_reasons_only(mut self) -> Self {
        self.checks.retain(|check| check.outcome == Outcome::Fail);
        self.checks.shrink_to_fit();
        self
    }
}

/// Answers for one pand.
///
/// # Method
///
/// Method §3: all rules are looked at, the first that fails is the headline;
/// with none failing, the first missing fact on `undecided_without` is.
#[must_use]
pub fn assess(facts: &Facts, params: &OptoppenParams) -> Assessment {
    let storeys = storeys(facts, params);
    let (flat_share, flat_roof) = flat_roof(facts);
    let band = age_band(facts, params);
    let limit = limit_in_force(facts.limit, params);
    let by_limit = match (limit, facts.roof.height()) {
        (Some(limit), Some(height)) => {
            Some(storeys_that_fit(height, limit, Meters(params.new_storey_m.value)))
        }
        _ => None,
    };
    let extra_storeys =
        band.map(|band| band.layers.min(params.max_extra.value).min(by_limit.unwrap_or(u32::MAX)));

    let checks = vec![
        check_status(facts.status),
        check_woonfunctie(facts.homes, facts.units, facts.partly, params),
        check_known(Reason::Rijksmonument, facts.rijksmonument.map(|yes| !yes), Missing::Monument),
        Check {
            value: facts.demolition_year.map(f64::from),
            ..simple(Reason::Demolition, facts.demolition_year.is_none())
        },
        Check {
            value: facts.exclusions.map(f64::from),
            ..check_known(Reason::Restriction, facts.exclusions.map(|n| n == 0), Missing::Restrictions)
        },
        check_bouwjaar(facts, params),
        check_structure(facts, band),
        Check {
            parameter: "optoppen.roof_flat_share_min",
            ..at_least(
                Reason::FlatShare,
                flat_share.map(|share| share.value),
                params.roof_flat_share_min.value,
                Missing::Roof,
            )
        },
        Check {
            parameter: "optoppen.flat_roof_min_m2",
            ..at_least(
                Reason::FlatArea,
                flat_roof.map(|area| area.value.0),
                params.flat_roof_min_m2.value,
                Missing::Roof,
            )
        },
        check_storeys(storeys, params),
        check_limit(facts, limit, by_limit, params),
        check_owner(facts.owner, params),
    ];
    let checks = Needs::of_optoppen(params).in_force(checks);

    let missing = missing(facts, &checks);
    let verdict = verdict(facts, &checks, params);
    let unsuitable = matches!(verdict, Verdict::Unsuitable(_));
    let gross = match (flat_roof, extra_storeys) {
        (Some(flat), Some(layers)) if !unsuitable => {
            Some(flat.value * params.usable_roof_share.value * f64::from(layers))
        }
        _ => None,
    };
    let homes =
        if unsuitable { Homes::NONE } else { homes(facts, flat_roof, extra_storeys, by_limit, params) };
    let top_floor = storeys.zip(extra_storeys).map(|((storeys, _), extra)| {
        Meters(f64::from((storeys + extra).saturating_sub(1)) * params.existing_storey_m.value)
    });
    let mut assessment = Assessment {
        verdict,
        checks,
        missing,
        storeys,
        flat_share,
        flat_roof,
        extra_storeys,
        gross,
        homes,
        top_floor,
        flags: Vec::new(),
    };
    if !unsuitable {
        assessment.flags = flags(facts, &assessment, params);
    }
    assessment
}

/// How high one may build: what the maps say, and what a plan would allow more
/// (`optoppen.height_extra_m`). Of a limit that is not known nothing is made.
///
/// # Units
///
/// Meters above ground level.
#[must_use]
pub fn limit_in_force(limit: Option<Meters>, params: &OptoppenParams) -> Option<Meters> {
    let extra = params.height_extra_m.value;
    // A limit as it stands keeps its digits.
    limit.map(|limit| if extra > 0.0 { limit + Meters(extra) } else { limit })
}

/// Whole storeys that fit between a roof and the height limit above it.
///
/// Only full storeys count; what is left stays free for installations. A
/// roof at or above the limit gives 0.
///
/// # Units
///
/// Meters, `roof` and `limit` above the same ground level (maaiveld); divided
/// as whole millimeters.
///
/// # Panics
///
/// If `storey` is not positive; the parameters refuse such a value on load.
///
/// # Examples
///
/// ```
/// use toplaag::{assess::optoppen::storeys_that_fit, units::Meters};
///
/// // Plain f64 division would floor 0.9999999999999997 to 0 here.
/// assert_eq!(storeys_that_fit(Meters(7.2), Meters(10.2), Meters(3.0)), 1);
/// assert_eq!(storeys_that_fit(Meters(10.2), Meters(10.2), Meters(3.0)), 0);
/// assert_eq!(storeys_that_fit(Meters(12.0), Meters(10.2), Meters(3.0)), 0);
/// ```
#[must_use]
pub fn storeys_that_fit(roof: Meters, limit: Meters, storey: Meters) -> u32 {
    let storey = storey.millimeters();
    assert!(storey > 0, "a storey has a height");
    let room = (limit.millimeters() - roof.millimeters()).max(0);
    u32::try_from(room / storey).unwrap_or(u32::MAX)
}

/// Homes that fit on a roof: `floor(flat × usable × layers × go_per_bvo / home)`.
///
/// # Method
///
/// Worked in whole square millimeters and millionths, never by flooring a
/// float: 600 m² × 0.85 × 1 × 0.78 / 55 is 7.23 → 7.
///
/// # Examples
///
/// ```
/// use toplaag::{assess::optoppen::homes_on_roof, units::SquareMeters};
///
/// assert_eq!(homes_on_roof(SquareMeters(600.0), 0.85, 1, 0.78, SquareMeters(55.0)), 7);
/// ```
#[must_use]
pub fn homes_on_roof(
    flat: SquareMeters,
    usable_share: f64,
    layers: u32,
    go_per_bvo: f64,
    home: SquareMeters,
) -> u32 {
    whole_homes(flat, millionths(usable_share).saturating_mul(i128::from(layers)), go_per_bvo, home)
}

/// Storeys: as 3DBAG estimates them, else by the height of the roof, else by
/// floor area. A roof lower than two storeys can be has one beneath it.
fn storeys(facts: &Facts, params: &OptoppenParams) -> Option<(u32, StoreysFrom)> {
    let low = |height: Meters| height.millimeters() < Meters(params.two_storeys_min_m.value).millimeters();
    let most = if facts.roof.height().is_some_and(low) { 1 } else { u32::MAX };
    said_storeys(facts, params).map(|(storeys, from)| (storeys.min(most), from))
}

fn said_storeys(facts: &Facts, params: &OptoppenParams) -> Option<(u32, StoreysFrom)> {
    if let Some(storeys) = facts.roof.bouwlagen.filter(|storeys| *storeys > 0) {
        return Some((u32::from(storeys), StoreysFrom::ThreeDbag));
    }
    if let Some(height) = facts.roof.height() {
        let storeys = rounded(height.0, params.existing_storey_m.value);
        let estimate = facts.roof.from.is_estimate();
        return Some((storeys, if estimate { StoreysFrom::AhnHeight } else { StoreysFrom::Height }));
    }
    let oppervlakte = facts.oppervlakte.filter(|area| area.0 > 0.0)?;
    let footprint = facts.footprint.filter(|area| area.0 > 0.0)?;
    let storeys = rounded(oppervlakte.0, footprint.0 * params.go_per_bvo.value);
    Some((storeys, StoreysFrom::FloorArea))
}

/// `round(a / b)`, at least 1, on whole thousandths.
#[expect(clippy::cast_possible_truncation, reason = "heights and areas of one pand")]
fn rounded(a: f64, b: f64) -> u32 {
    let (a, b) = ((a * 1e3).round() as i64, (b * 1e3).round() as i64);
    u32::try_from((2 * a + b) / (2 * b.max(1))).unwrap_or(1).max(1)
}

/// Whether the flat roof is said to be larger than the footprint, by more than
/// rounding.
fn is_capped(facts: &Facts) -> bool {
    const ROUNDING: f64 = 1.01;
    facts.roof.flat.zip(facts.footprint).is_some_and(|(flat, footprint)| flat.0 > footprint.0 * ROUNDING)
}

/// Flat share and flat area: measured surfaces first (those from AHN marked
/// estimated), held to the footprint, else the roof's shape class over the footprint, marked
/// estimated.
fn flat_roof(facts: &Facts) -> (Option<Known<f64>>, Option<Known<SquareMeters>>) {
    let roof = &facts.roof;
    if roof.dak_type == Some(DakType::NoPoints) {
        return (None, None);
    }
    let measured = roof.flat.zip(roof.slanted).filter(|(flat, slanted)| flat.0 + slanted.0 > 0.0);
    if let Some((flat, slanted)) = measured {
        let share = flat.0 / (flat.0 + slanted.0);
        let estimated = roof.from.is_estimate();
        // A model may give overhangs, or parts of the neighbors.
        let held = facts.footprint.map_or(flat, |footprint| SquareMeters(flat.0.min(footprint.0)));
        return (Some(Known { value: share, estimated }), Some(Known { value: held, estimated }));
    }
    let share = match roof.dak_type {
        Some(DakType::Horizontal | DakType::MultipleHorizontal) => 1.0,
        Some(DakType::Slanted) => 0.0,
        _ => return (None, None),
    };
    let area = facts.footprint.map(|footprint| Known { value: footprint * share, estimated: true });
    (Some(Known { value: share, estimated: true }), area)
}

/// The band of the age rule. A constructeur's yes beats the rule: a pand
/// older than the first band then takes the first.
fn age_band(facts: &Facts, params: &OptoppenParams) -> Option<AgeBand> {
    let bouwjaar = facts.bouwjaar?;
    let bands = &params.layers_by_bouwjaar.value;
    let by_age = bands.iter().rfind(|band| band.from <= bouwjaar).copied();
    let none = AgeBand { from: 0, layers: 0, structure_known: true };
    Some(match facts.structure_ok {
        Some(true) => {
            let band = by_age.or_else(|| bands.first().copied()).unwrap_or(none);
            AgeBand { structure_known: true, ..band }
        }
        _ => by_age.unwrap_or(none),
    })
}

fn check_bouwjaar(facts: &Facts, params: &OptoppenParams) -> Check {
    let norm = f64::from(params.bouwjaar_min.value);
    let check = at_least(Reason::Bouwjaar, facts.bouwjaar.map(f64::from), norm, Missing::Bouwjaar);
    let outcome = match (check.outcome, facts.structure_ok) {
        (Outcome::Fail, Some(true)) => Outcome::Pass,
        (outcome, _) => outcome,
    };
    Check { outcome, parameter: "optoppen.bouwjaar_min", ..check }
}

fn check_structure(facts: &Facts, band: Option<AgeBand>) -> Check {
    let refused = facts.structure_ok == Some(false) || facts.foundation_ok == Some(false);
    let passes = match (refused, facts.structure_ok, band) {
        (true, ..) => Some(false),
        (false, Some(true), _) => Some(true),
        (false, _, Some(band)) if band.structure_known => Some(true),
        _ => None,
    };
    Check {
        parameter: "optoppen.layers_by_bouwjaar",
        ..check_known(Reason::Structure, passes, Missing::Structure)
    }
}

fn check_storeys(storeys: Option<(u32, StoreysFrom)>, params: &OptoppenParams) -> Check {
    let Some((storeys, from)) = storeys else {
        return Check {
            parameter: "optoppen.existing_storeys_min",
            ..unknown(Reason::Storeys, Missing::Height)
        };
    };
    let (min, max) = (params.existing_storeys_min.value, params.existing_storeys_max.value);
    let (norm, parameter) = if storeys > max {
        (max, "optoppen.existing_storeys_max")
    } else {
        (min, "optoppen.existing_storeys_min")
    };
    let holds = (min..=max).contains(&storeys);
    // Floor area over footprint is too rough to rule a pand out: shared floors
    // and basements make it 25 storeys here and there.
    let check = if !holds && from == StoreysFrom::FloorArea {
        unknown(Reason::Storeys, Missing::Height)
    } else {
        simple(Reason::Storeys, holds)
    };
    Check { value: Some(f64::from(storeys)), norm: Some(f64::from(norm)), parameter, ..check }
}

fn check_limit(
    facts: &Facts,
    limit: Option<Meters>,
    by_limit: Option<u32>,
    params: &OptoppenParams,
) -> Check {
    let parameter = "optoppen.new_storey_m";
    let check = match (limit, by_limit) {
        (None, _) => unknown(Reason::HeightLimit, Missing::Limit),
        (Some(_), None) => unknown(Reason::HeightLimit, Missing::Height),
        (Some(_), Some(layers)) => simple(Reason::HeightLimit, layers >= 1),
    };
    let room = limit.zip(facts.roof.height()).map(|(limit, height)| (limit - height).0);
    Check { value: room, norm: Some(params.new_storey_m.value), parameter, ..check }
}

fn missing(facts: &Facts, checks: &[Check]) -> Vec<Missing> {
    let footprint = facts.footprint.is_none().then_some(Missing::Footprint);
    let height = facts.roof.height().is_none().then_some(Missing::Height);
    let units = facts.partly.map(PartlyKnown::missing);
    check::missing(checks, footprint.into_iter().chain(height).chain(units))
}

fn verdict(facts: &Facts, checks: &[Check], params: &OptoppenParams) -> Verdict {
    match check::verdict(checks, Needs::of_optoppen(params)) {
        unsuitable @ Verdict::Unsuitable(_) => unsuitable,
        // Without a footprint nothing can be said, whatever the settings.
        _ if facts.footprint.is_none() => Verdict::Undecided(Missing::Footprint),
        verdict => verdict,
    }
}

fn homes(
    facts: &Facts,
    flat: Option<Known<SquareMeters>>,
    layers: Option<u32>,
    by_limit: Option<u32>,
    params: &OptoppenParams,
) -> Homes {
    let most_layers = params
        .layers_by_bouwjaar
        .value
        .iter()
        .map(|band| band.layers)
        .max()
        .unwrap_or(0)
        .min(params.max_extra.value)
        .min(by_limit.unwrap_or(u32::MAX));
    let with = |area: SquareMeters, layers: u32, usable: f64, home_m2: f64| {
        homes_on_roof(area, usable, layers, params.go_per_bvo.value, SquareMeters(home_m2))
    };
    let known = flat.map(|flat| flat.value).zip(layers);
    let at_most = flat.map(|flat| flat.value).or(facts.footprint);
    Homes {
        low: Some(known.map_or(0, |(flat, layers)| {
            cautious(with(flat, layers, params.usable_roof_share_low.value, params.home_go_low_m2.value))
        })),
        mid: known.map(|(flat, layers)| {
            with(flat, layers, params.usable_roof_share.value, params.home_go_m2.value)
        }),
        high: at_most.map(|area| {
            let layers = layers.unwrap_or(most_layers);
            with(area, layers, params.usable_roof_share_high.value, params.home_go_high_m2.value)
        }),
    }
}

fn flags(facts: &Facts, assessment: &Assessment, params: &OptoppenParams) -> Vec<Flag> {
    let mut flags = Vec::new();
    let mut raise = |holds: bool, flag: Flag| {
        if holds {
            flags.push(flag);
        }
    };
    if let (Some(top), Some((storeys, _))) = (assessment.top_floor, assessment.storeys) {
        let before = f64::from(storeys.saturating_sub(1)) * params.existing_storey_m.value;
        let crosses = |step: f64| {
            Meters(before).millimeters() <= Meters(step).millimeters()
                && top.millimeters() > Meters(step).millimeters()
        };
        let lift = Meters(params.lift_floor_m.value);
        raise(top.millimeters() > lift.millimeters() && facts.lift != Some(true), Flag::LiftStep);
        let steps = Flag::FIRE_STEPS;
        for (step, flag) in params.height_step_flags_m.value.iter().zip(steps) {
            raise(crosses(*step), flag);
        }
    }
    let before = |year: u16| facts.bouwjaar.is_some_and(|bouwjaar| bouwjaar < year);
    raise(facts.foundation_ok.is_none() && before(params.pile_risk_before.value), Flag::Foundation);
    raise(before(params.asbestos_before.value), Flag::Asbestos);
    raise(before(params.gallery_check_before.value), Flag::Galleries);
    raise(true, Flag::Fauna);
    raise(facts.heritage_near == Some(true), Flag::Welstand);
    raise(facts.flagged == Some(true), Flag::Restriction);
    raise(facts.renovation_year.is_some(), Flag::Renovation);
    let estimated = assessment.flat_roof.is_some_and(|flat| flat.estimated)
        || matches!(assessment.storeys, Some((_, StoreysFrom::FloorArea | StoreysFrom::AhnHeight)));
    raise(estimated, Flag::Estimated);
    raise(facts.roof.from.is_estimate(), Flag::EstimatedAhn);
    raise(is_capped(facts), Flag::RoofCapped);
    flags
}

#[cfg(test)]
mod tests;
