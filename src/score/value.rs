//! What is each finding worth, between 0 and 1?
//!
//! Pure functions of plain numbers; every point of every curve stands in
//! `data/params/score.toml`. `None` in, or nothing known, gives `None`: the
//! criterion is left out for that site.

use serde::Serialize;

use crate::{
    assess::parking::{ParkingOutcome, ParkingResult},
    codes::codes,
    model::GridCode,
    params::{GridParams, ScoreParams},
    units::Meters,
};

codes! {
    /// A kind of restriction that narrows what a plan allows.
    PlanningFlag {
        /// Heritage or welstand near or on the site.
        Welstand = "welstand",
        /// Little is left under the height limit; see [`height_tight`].
        HeightTight = "height_tight",
        /// Noise above the flag level.
        Noise = "noise",
        /// External safety: an area of attention.
        Safety = "safety",
        /// Any other restriction with effect `flag`.
        Other = "other",
    }
}

/// What is known of a building's chance to carry more.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct StructureFacts {
    /// Year of construction; of a complex the oldest pand.
    pub bouwjaar: Option<u16>,
    /// Storeys it has now.
    pub storeys: Option<u32>,
    /// Flat roof surface over all roof surface.
    pub flat_share: Option<f64>,
    /// A constructeur's verdict; beats the age.
    pub structure_ok: Option<bool>,
}

/// Homes added: 0 at none, 1 from 30 on.
///
/// # Source
///
/// toplaag method §8; `score.homes_curve`.
#[must_use]
pub fn homes(n_homes: u32, params: &ScoreParams) -> f64 {
    params.homes_curve.value.at(f64::from(n_homes))
}

/// Chance that the structure carries more.
///
/// # Method
///
/// The weighted mean of three values, over those that are known: the age band,
/// the storeys (full points 3 to 5) and the flat share of the roof. A
/// constructeur's yes is worth 1 in place of the age band; a no makes the
/// whole criterion 0.
///
/// # Source
///
/// toplaag method §8 name the three; their values and weights are ours, not
/// verified: `score.structure_*`.
#[must_use]
pub fn structure(facts: StructureFacts, params: &ScoreParams) -> Option<f64> {
    if facts.structure_ok == Some(false) {
        return Some(0.0);
    }
    let of_age = |bouwjaar: u16| {
        params
            .structure_age
            .value
            .iter()
            .rev()
            .find(|band| band.from <= bouwjaar)
            .map_or(0.0, |band| band.value)
    };
    let age = match facts.structure_ok {
        Some(_) => Some(1.0),
        None => facts.bouwjaar.map(of_age),
    };
    let storeys = facts.storeys.map(|storeys| params.structure_storeys.value.at(f64::from(storeys)));
    let roof = facts.flat_share.map(|share| params.structure_roof.value.at(share));
    let parts = params.structure_parts.value;
    let (mut points, mut known) = (0.0, 0.0);
    for (weight, value) in [(parts.age, age), (parts.storeys, storeys), (parts.roof, roof)] {
        if let Some(value) = value {
            points += weight * value;
            known += weight;
        }
    }
    (known > 0.0).then(|| (points / known).clamp(0.0, 1.0))
}

/// One decider: 0 up to a share of 0.7, 1 when one owner holds all homes.
///
/// # Source
///
/// toplaag method §8; `score.ownership_curve`.
#[must_use]
pub fn ownership(owner_share: Option<f64>, params: &ScoreParams) -> Option<f64> {
    owner_share.map(|share| params.ownership_curve.value.at(share))
}

/// Parking fit: 1 when all cars fit, 0 when 30 % of them or more do not.
///
/// # Source
///
/// toplaag method §8; `score.parking_curve`.
#[must_use]
pub fn parking(result: &ParkingResult, params: &ScoreParams) -> Option<f64> {
    match result.outcome {
        ParkingOutcome::FitsOnPlot | ParkingOutcome::FitsOnStreet => Some(1.0),
        ParkingOutcome::Short(_) => {
            let short = result.shortfall?;
            // A shortfall without demand cannot be; 1 is the cautious share.
            let share = if result.demand > 0.0 { short / result.demand } else { 1.0 };
            Some(params.parking_curve.value.at(share))
        }
        ParkingOutcome::Unknown => None,
    }
}

/// Signal of the grid map by its code.
///
/// # Source
///
/// toplaag method §6; `net.code_values`.
#[must_use]
pub fn grid(code: Option<GridCode>, params: &GridParams) -> Option<f64> {
    code.map(|code| params.code_values.value.of(code))
}

/// Water and soil: the factor of [`crate::assess::water::WaterResult`].
///
/// # Source
///
/// toplaag method §7; `water.class_factor`.
#[must_use]
pub fn water(factor: Option<f64>) -> Option<f64> {
    factor.map(|factor| factor.clamp(0.0, 1.0))
}

/// Room in plan: 1 less a deduction for each kind of restriction.
///
/// `None` when no restriction layer was looked at; an empty list when one was
/// and nothing holds. A kind counts once, however often it is named.
///
/// # Source
///
/// toplaag method §8; the deductions are ours: `score.planning_deductions`.
#[must_use]
pub fn planning(flags: Option<&[PlanningFlag]>, params: &ScoreParams) -> Option<f64> {
    let deductions = params.planning_deductions.value;
    let flags = flags?;
    let off: f64 = PlanningFlag::ALL
        .iter()
        .filter(|flag| flags.contains(flag))
        .map(|flag| match flag {
            PlanningFlag::Welstand => deductions.welstand,
            PlanningFlag::HeightTight => deductions.height_tight,
            PlanningFlag::Noise => deductions.noise,
            PlanningFlag::Safety => deductions.safety,
            PlanningFlag::Other => deductions.other,
        })
        .sum();
    Some((1.0 - off).clamp(0.0, 1.0))
}

/// Whether little is left between the new roof and the height limit.
///
/// # Units
///
/// Meters; both above the same ground level. Compared in whole millimeters.
///
/// # Source
///
/// Practice, not verified: `score.height_tight_m`.
#[must_use]
pub fn height_tight(new_roof: Meters, limit: Meters, params: &ScoreParams) -> bool {
    limit.millimeters() - new_roof.millimeters() < Meters(params.height_tight_m.value).millimeters()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assess::parking::{NormRule, NormUsed},
        lang::Said,
        model::Moment,
        params::Params,
    };

    fn params() -> ScoreParams {
        *Params::built_in().score
    }

    #[test]
    fn thirty_homes_are_worth_all_points() {
        assert_eq!(homes(0, &params()), 0.0);
        assert_eq!(homes(15, &params()), 0.5);
        assert_eq!(homes(30, &params()), 1.0);
        assert_eq!(homes(31, &params()), 1.0);
    }

    #[test]
    fn ownership_runs_from_0_7_to_1() {
        assert_eq!(ownership(None, &params()), None);
        assert_eq!(ownership(Some(0.5), &params()), Some(0.0));
        assert_eq!(ownership(Some(0.7), &params()), Some(0.0));
        assert!((ownership(Some(0.85), &params()).unwrap() - 0.5).abs() < 1e-9);
        assert_eq!(ownership(Some(1.0), &params()), Some(1.0));
    }

    /// By hand: 0.5 * 0.7 + 0.3 * 1.0 + 0.2 * 1.0 = 0.85.
    #[test]
    fn a_flat_of_1970_with_four_storeys_and_a_flat_roof_is_worth_0_85() {
        let facts = StructureFacts {
            bouwjaar: Some(1970),
            storeys: Some(4),
            flat_share: Some(1.0),
            structure_ok: None,
        };
        assert!((structure(facts, &params()).unwrap() - 0.85).abs() < 1e-9);
        let yes = StructureFacts { structure_ok: Some(true), ..facts };
        assert_eq!(structure(yes, &params()), Some(1.0));
        let no = StructureFacts { structure_ok: Some(false), ..facts };
        assert_eq!(structure(no, &params()), Some(0.0));
    }

    #[test]
    fn structure_uses_the_parts_that_are_known() {
        assert_eq!(structure(StructureFacts::default(), &params()), None);
        let facts = |bouwjaar| StructureFacts { bouwjaar: Some(bouwjaar), ..StructureFacts::default() };
        for (bouwjaar, expected) in
            [(1944, 0.0), (1945, 0.3), (1964, 0.3), (1965, 0.7), (1991, 0.7), (1992, 1.0)]
        {
            assert_eq!(structure(facts(bouwjaar), &params()), Some(expected), "{bouwjaar}");
        }
    }

    fn parked(demand: f64, shortfall: Option<f64>, outcome: ParkingOutcome) -> ParkingResult {
        ParkingResult {
            norm: NormUsed {
                residents: 0.6,
                visitors: 0.2,
                rule: NormRule::Fallback,
                source: Said::default(),
                position: None,
                reduction: 0.0,
                highest_of_classes: false,
            },
            demand_by_moment: vec![(Moment::Always, demand)],
            binding: Moment::Always,
            demand,
            supply: shortfall.map(|short| demand - short),
            shortfall,
            outcome,
            street: None,
        }
    }

    #[test]
    fn a_shortfall_of_30_percent_is_worth_nothing() {
        let value = |short| parking(&parked(20.0, Some(short), ParkingOutcome::Short(1)), &params()).unwrap();
        assert!((value(3.0) - 0.5).abs() < 1e-9);
        assert!(value(6.0).abs() < 1e-9);
        assert_eq!(value(20.0), 0.0);
        let fits = parked(20.0, Some(0.0), ParkingOutcome::FitsOnStreet);
        assert_eq!(parking(&fits, &params()), Some(1.0));
        let unknown = parked(20.0, None, ParkingOutcome::Unknown);
        assert_eq!(parking(&unknown, &params()), None);
    }

    /// toplaag method §6: 1.0, 0.7, 0.4, 0.1; unknown has no value.
    #[test]
    fn grid_codes_have_the_values_of_the_table() {
        let net = Params::built_in().net;
        for (code, expected) in [(0, Some(1.0)), (1, Some(0.7)), (2, Some(0.4)), (3, Some(0.1)), (-1, None)] {
            assert_eq!(grid(GridCode::parse(code), &net), expected, "{code}");
        }
    }

    #[test]
    fn planning_room_shrinks_with_each_kind_of_restriction_once() {
        use PlanningFlag::{HeightTight, Noise, Other, Safety, Welstand};
        assert_eq!(planning(None, &params()), None);
        assert_eq!(planning(Some(&[]), &params()), Some(1.0));
        let twice = planning(Some(&[Welstand, Welstand]), &params()).unwrap();
        assert!((twice - 0.6).abs() < 1e-9);
        let all = planning(Some(&[Welstand, HeightTight, Noise, Safety, Other]), &params());
        assert_eq!(all, Some(0.0));
    }

    #[test]
    fn less_than_half_a_meter_under_the_limit_is_tight() {
        assert!(!height_tight(Meters(14.5), Meters(15.0), &params()));
        assert!(height_tight(Meters(14.501), Meters(15.0), &params()));
    }
}
