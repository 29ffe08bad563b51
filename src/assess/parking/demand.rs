//! How many places are needed at each moment of the week?

use serde::Serialize;

use crate::{
    model::Moment,
    params::{ParkingParams, Rounding},
};

/// Homes that share one norm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HomeRow {
    /// How many homes; a sum of places per home may be given as 1 home.
    pub homes: f64,
    /// Places per home for residents.
    pub residents: f64,
    /// Places per home for visitors.
    pub visitors: f64,
}

/// A use beside the homes, with its own presence.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherUse {
    /// Places at full presence.
    pub places: f64,
    /// Share present per moment; a moment off the list counts in full.
    pub presence: Vec<(Moment, f64)>,
}

/// What is taken off the demand beside the free places.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Deductions {
    /// Demand of the old function, less the places that disappear.
    pub credit: f64,
    /// Shared cars put there for good.
    pub shared_cars: u32,
}

/// Places needed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Requirement {
    /// Places per moment, after what is taken off, before the total is
    /// rounded; never below 0.
    pub by_moment: Vec<(Moment, f64)>,
    /// The moment that needs most; of equals the first.
    pub binding: Moment,
    /// Places at that moment, rounded.
    pub demand: f64,
}

/// Places needed for homes and other uses together.
///
/// # Units
///
/// Parking places.
///
/// # Method
///
/// Per moment the sum over `homes * (residents * presence + visitors *
/// presence)` and the other uses; less `credit`, less `replaces` places per
/// shared car but at most the cap's share of this sum, less the free places.
/// The largest moment binds and is rounded once, by the rule of the
/// municipality. Two rules round before summing as well; see [`Rounding`].
///
/// # Panics
///
/// If the presence table is empty; it is checked when settings are read.
///
/// # Source
///
/// toplaag method §5.
#[must_use]
pub fn requirement(
    homes: &[HomeRow],
    others: &[OtherUse],
    deductions: Deductions,
    params: &ParkingParams,
) -> Requirement {
    let rounding = params.rounding.value;
    let by_moment: Vec<_> = params
        .presence
        .value
        .iter()
        .map(|presence| {
            let of_homes = homes.iter().map(|row| {
                let residents = row.homes * row.residents * presence.residents;
                let visitors = row.homes * row.visitors * presence.visitors;
                match rounding {
                    Rounding::PerRowNearest => nearest(residents + visitors),
                    Rounding::PartsTenthNearest => nearest_tenth(residents) + nearest_tenth(visitors),
                    _ => residents + visitors,
                }
            });
            let of_others = others.iter().map(|other| {
                let share = other.presence.iter().find(|(moment, _)| *moment == presence.moment);
                let places = other.places * share.map_or(1.0, |(_, share)| *share);
                match rounding {
                    Rounding::PerRowNearest => nearest(places),
                    Rounding::PartsTenthNearest => nearest_tenth(places),
                    _ => places,
                }
            });
            let gross = of_homes.chain(of_others).sum::<f64>();
            let shared = (f64::from(deductions.shared_cars) * params.shared_car_replaces.value)
                .min(gross * params.shared_car_cap.value);
            let net = gross - deductions.credit - shared - params.free_places.value;
            (presence.moment, net.max(0.0))
        })
        .collect();
    // The first of equals, also when they differ by the noise of a sum only.
    let &(binding, places) = by_moment
        .iter()
        .reduce(|most, next| if millionths(next.1) > millionths(most.1) { next } else { most })
        .expect("`check` refuses an empty presence table");
    Requirement { demand: round_total(places, rounding), by_moment, binding }
}

/// Rounds a total by the rule of a municipality.
///
/// Counted in millionths of a place, so that 27.000000000000004 from a sum of
/// decimals does not become 28.
///
/// # Examples
///
/// ```
/// use toplaag::{assess::parking::round_total, params::Rounding};
///
/// assert_eq!(round_total(26.5, Rounding::NearestHalfDown), 26.0);
/// assert_eq!(round_total(95.04, Rounding::UpOnce), 96.0);
/// ```
#[must_use]
pub fn round_total(places: f64, rounding: Rounding) -> f64 {
    match rounding {
        Rounding::UpOnce => whole(millionths(places) + (MILLION - 1)),
        Rounding::Nearest | Rounding::PartsTenthNearest => nearest(places),
        Rounding::NearestHalfDown => whole(millionths(places) + (MILLION / 2 - 1)),
        Rounding::PerRowNearest | Rounding::None => places,
    }
}

/// Whole places that hold this many: the shortfall as people say it.
pub(super) fn whole_places_up(places: f64) -> u32 {
    u32::try_from((millionths(places) + (MILLION - 1)).div_euclid(MILLION)).unwrap_or(0)
}

const MILLION: i64 = 1_000_000;

#[expect(clippy::cast_possible_truncation, reason = "saturates; a site has far fewer than 10^12 places")]
fn millionths(places: f64) -> i64 {
    // A quarter of the range, so that adding a million cannot overflow.
    (places * 1e6).round().clamp(-2e18, 2e18) as i64
}

#[expect(clippy::cast_precision_loss, reason = "whole places, far below 2^53")]
fn whole(millionths: i64) -> f64 {
    millionths.div_euclid(MILLION) as f64
}

/// The nearest whole number, halves up.
fn nearest(places: f64) -> f64 {
    whole(millionths(places) + MILLION / 2)
}

/// The nearest tenth, halves up.
fn nearest_tenth(places: f64) -> f64 {
    nearest(places * 10.0) / 10.0
}
