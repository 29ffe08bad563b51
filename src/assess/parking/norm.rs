//! How many places does one home count for?

use serde::Serialize;

use super::{NormRule, ParkingInput};
use crate::{
    lang::{Said, say},
    model::{NormRow, StopClass, lower_words},
    params::{NormMeasure, ParkingParams},
    units::Meters,
};

/// The norm of a site and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NormUsed {
    /// Places per home for residents.
    pub residents: f64,
    /// Places per home for visitors.
    pub visitors: f64,
    /// Which rule gave it.
    pub rule: NormRule,
    /// Where the figure stands: the row of the table, or the parameter.
    pub source: Said,
    /// Position in the bandwidth, 0 lower and 1 upper end; `None` without one.
    pub position: Option<f64>,
    /// Share that a band of public transport, `norm_reductie` and `norm_minder`
    /// took off.
    pub reduction: f64,
    /// Whether it is the highest of the rows for several rent classes or
    /// target groups, as nobody says which homes these will be.
    pub highest_of_classes: bool,
}

/// The norm per home: the municipality's row, else the cars the buurt has
/// plus visitors, else the fallback.
///
/// # Units
///
/// Places per home.
///
/// # Method
///
/// A row holds from its lower size up to, not including, its upper one; a row
/// of the site's zone goes before a row of all zones (`*`). A row for a rent
/// class or target group holds for homes of that class, and goes before a row
/// for all; where nobody says which homes these will be, the highest of the
/// rows holds. Of several the first. A bandwidth is read at a position and
/// never lowered by a band of public transport; a single value is lowered by
/// the largest band that holds and has no position: counting nearness twice is
/// ruled out. Car ownership is measured, so it holds nearness already.
/// `norm_reductie` and then `norm_minder` come off last, for residents alone.
///
/// # Source
///
/// toplaag method §5.
#[must_use]
pub fn norm(input: &ParkingInput<'_>, params: &ParkingParams) -> NormUsed {
    let norm = by_rule(input, params);
    let (share, less) = (1.0 - params.norm_reductie.value, params.norm_minder.value);
    // What no reduction touches keeps its digits.
    if (share >= 1.0 && less <= 0.0) || norm.residents <= 0.0 {
        return norm;
    }
    let residents = (norm.residents * share - less).max(0.0);
    let left = residents / norm.residents;
    NormUsed { residents, reduction: 1.0 - (1.0 - norm.reduction) * left, ..norm }
}

/// The norm before what the gemeente takes off.
fn by_rule(input: &ParkingInput<'_>, params: &ParkingParams) -> NormUsed {
    if let Some((row, highest_of_classes)) = row_for(input, params) {
        return NormUsed { highest_of_classes, ..from_row(row, input, params) };
    }
    if let Some(cars) = input.cars_per_household.filter(|cars| cars.is_finite() && *cars >= 0.0) {
        return NormUsed {
            residents: cars,
            visitors: params.visitors_municipal.value,
            rule: NormRule::CarOwnership,
            source: car_ownership(params),
            position: None,
            reduction: 0.0,
            highest_of_classes: false,
        };
    }
    NormUsed {
        residents: params.fallback_residents.value,
        visitors: params.fallback_visitors.value,
        rule: NormRule::Fallback,
        source: params.fallback_residents.said_source(),
        position: None,
        reduction: 0.0,
        highest_of_classes: false,
    }
}

/// The row of the norm table that holds for the homes of this site, and
/// whether it is the highest of several for which nobody says which holds.
fn row_for<'a>(input: &ParkingInput<'a>, params: &ParkingParams) -> Option<(&'a NormRow, bool)> {
    let m2 = match params.norm_measure.value {
        NormMeasure::Go => input.home_go.0,
        NormMeasure::Bvo => input.home_bvo.0,
    };
    let in_zone = |zone: &str| {
        let of_size = |row: &&NormRow| row.zone == zone && row.m2_from <= m2 && m2 < row.m2_to;
        of_class(input.rows.iter().filter(of_size), input, params)
    };
    input.zone.and_then(in_zone).or_else(|| in_zone("*"))
}

/// Where the cars of the buurt and the visitors beside them come from.
fn car_ownership(params: &ParkingParams) -> Said {
    let visitors = params.visitors_municipal.said_source();
    say!([visitors] "autobezit van de buurt; bezoekers: {visitors}", "car ownership of the buurt; visitors: {visitors}")
}

/// What a row says of the class of homes it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// It holds for other homes.
    Other,
    /// It holds for all.
    All,
    /// It holds for these.
    These,
    /// It holds for a class, and nobody says whether these are of it.
    Unsaid,
}

impl Class {
    fn of(said: Option<&str>, asked: &str) -> Self {
        match said {
            None => Self::All,
            Some(_) if asked.is_empty() => Self::Unsaid,
            Some(said) if lower_words(said) == lower_words(asked) => Self::These,
            Some(_) => Self::Other,
        }
    }
}

/// Of the rows for this zone and size the one for the class of the new homes.
fn of_class<'a>(
    rows: impl Iterator<Item = &'a NormRow>,
    input: &ParkingInput<'_>,
    params: &ParkingParams,
) -> Option<(&'a NormRow, bool)> {
    let classed = rows.map(|row| {
        let classes = [
            Class::of(row.huurklasse.as_deref(), &params.huurklasse.value),
            Class::of(row.doelgroep.as_deref(), &params.doelgroep.value),
        ];
        (row, classes)
    });
    let holds: Vec<(&NormRow, [Class; 2])> =
        classed.filter(|(_, classes)| !classes.contains(&Class::Other)).collect();
    let n_these = |classes: &[Class; 2]| classes.iter().filter(|class| **class == Class::These).count();
    let most = holds.iter().map(|(_, classes)| n_these(classes)).max()?;
    let mut closest = holds.iter().filter(|(_, classes)| n_these(classes) == most);
    if !closest.clone().any(|(_, classes)| classes.contains(&Class::Unsaid)) {
        return closest.next().map(|(row, _)| (*row, false));
    }
    // As it is read for this site: the upper end of a bandwidth may not matter.
    let places = |row: &NormRow| {
        let used = from_row(row, input, params);
        used.residents + used.visitors
    };
    let highest = closest
        .map(|(row, _)| *row)
        .reduce(|highest, row| if places(row) > places(highest) { row } else { highest });
    highest.map(|row| (row, true))
}

fn from_row(row: &NormRow, input: &ParkingInput<'_>, params: &ParkingParams) -> NormUsed {
    let width = row.residents_max - row.residents_min;
    if width <= 0.0 {
        let reduction = band_reduction(input.stops, params);
        return NormUsed {
            residents: row.residents_min * (1.0 - reduction),
            visitors: row.visitors * (1.0 - reduction),
            rule: if reduction > 0.0 { NormRule::TableSingleOvBand } else { NormRule::TableSingle },
            source: Said::alike(&row.source),
            position: None,
            reduction,
            highest_of_classes: false,
        };
    }
    let (rule, position) = if params.norm_position_minimum.value.contains(&input.form) {
        (NormRule::TableMinimumForm, 0.0)
    } else if params
        .position_stops
        .value
        .iter()
        .any(|near| walk_to(near.stop, input.stops).is_some_and(|walk| walk.0 <= near.within_m))
    {
        (NormRule::TableNearStop, params.position_near.value)
    } else {
        (NormRule::TableOtherwise, params.position_otherwise.value)
    };
    let step = params.norm_step.value;
    let exact = row.residents_min + position * width;
    // Divided by the whole number of steps in 1 where that is what the step
    // means, so that a tenth stays a tenth: 8 * 0.1 is not 0.8 in f64.
    let residents = if step > 0.0 { round_to_step(exact, step) } else { exact };
    NormUsed {
        residents,
        visitors: row.visitors,
        rule,
        source: Said::alike(&row.source),
        position: Some(position),
        reduction: 0.0,
        highest_of_classes: false,
    }
}

/// The nearest multiple of `step`, without the noise of `n * 0.1`.
fn round_to_step(value: f64, step: f64) -> f64 {
    let steps = (value / step).round();
    let per_one = (1.0 / step).round();
    if (per_one * step - 1.0).abs() < 1e-9 { steps / per_one } else { steps * step }
}

/// The largest reduction of the bands that hold.
fn band_reduction(stops: &[(StopClass, Meters)], params: &ParkingParams) -> f64 {
    params
        .ov_bands
        .value
        .iter()
        .filter(|band| walk_to(band.stop, stops).is_some_and(|walk| walk.0 <= band.within_m))
        .map(|band| band.reduction)
        .fold(0.0, f64::max)
}

/// Walking distance to the nearest stop of a class.
fn walk_to(class: StopClass, stops: &[(StopClass, Meters)]) -> Option<Meters> {
    stops
        .iter()
        .filter(|(stop, _)| *stop == class)
        .map(|(_, walk)| *walk)
        .min_by(|one, other| one.0.total_cmp(&other.0))
}
