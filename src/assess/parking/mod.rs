//! How many cars do the new homes bring, and is there room for them?
//!
//! Three steps: the norm per home ([`norm()`]), the demand per moment of the
//! week with what is taken off it ([`requirement`]), and the places there are
//! ([`assess`] puts the three together). Everything is in parking places.

mod demand;
mod norm;

use serde::Serialize;

use crate::{
    codes::codes,
    model::{Form, Moment, NormRow, StopClass},
    params::ParkingParams,
    units::{Meters, SquareMeters},
};

pub use demand::{Deductions, HomeRow, OtherUse, Requirement, requirement, round_total};
pub use norm::{NormUsed, norm};

codes! {
    /// Which rule gave the norm; the codes are keys of the texts.
    NormRule {
        /// Municipal bandwidth, at its lower end because of the form.
        TableMinimumForm = "table_minimum_form",
        /// Municipal bandwidth, at the position near public transport.
        TableNearStop = "table_near_stop",
        /// Municipal bandwidth, at the position elsewhere.
        TableOtherwise = "table_otherwise",
        /// Municipal single value.
        TableSingle = "table_single",
        /// Municipal single value, lowered by a public-transport band.
        TableSingleOvBand = "table_single_ov_band",
        /// Car ownership of the buurt plus visitors.
        CarOwnership = "car_ownership",
        /// The fallback: nothing is known.
        Fallback = "fallback",
    }
}

/// What must be known of a site to answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParkingInput<'a> {
    /// How the homes are added.
    pub form: Form,
    /// Homes added.
    pub homes: u32,
    /// Size of one new home, usable floor area.
    pub home_go: SquareMeters,
    /// Size of one new home, gross floor area.
    pub home_bvo: SquareMeters,
    /// Zone of the municipality's norm table; `None` outside all zones.
    pub zone: Option<&'a str>,
    /// The municipality's norm table; empty when none was given.
    pub rows: &'a [NormRow],
    /// Cars per household in the buurt.
    pub cars_per_household: Option<f64>,
    /// Walking distance to the nearest stop of each class that is known.
    pub stops: &'a [(StopClass, Meters)],
    /// Places taken off: demand of the old function, less places that go.
    pub credit: f64,
    /// Shared cars put there for good.
    pub shared_cars: u32,
    /// Free places on the plot itself.
    pub plot_places: f64,
    /// The counts of the street around, moment by moment; none where it was not
    /// counted.
    pub street: &'a [Street],
}

/// One count of the street around a site.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Street {
    /// When it was counted; `None` for a count of one moment only, or of a
    /// moment that the presence table does not know.
    pub moment: Option<Moment>,
    /// Places within walking distance.
    pub capacity: f64,
    /// Cars on them then.
    pub occupied: f64,
}

/// Whether the cars fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ParkingOutcome {
    /// The plot takes all.
    FitsOnPlot,
    /// Plot and street together take all.
    FitsOnStreet,
    /// So many whole places too few.
    Short(u32),
    /// The plot does not take all and the street was not counted, or no norm is
    /// in force.
    Unknown,
}

impl ParkingOutcome {
    /// The stable code, without the number.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::FitsOnPlot => "fits_on_plot",
            Self::FitsOnStreet => "fits_on_street",
            Self::Short(_) => "short",
            Self::Unknown => "unknown",
        }
    }
}

/// The answer for one site, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParkingResult {
    /// The norm per home.
    pub norm: NormUsed,
    /// Places needed at each moment, after what is taken off, before the
    /// total is rounded; in the order of the presence table.
    pub demand_by_moment: Vec<(Moment, f64)>,
    /// The moment that needs most; of equals the first.
    pub binding: Moment,
    /// Places needed at that moment, rounded by the municipality's rule.
    pub demand: f64,
    /// Places free on plot and street; `None` when the street was not counted
    /// and the plot alone does not do.
    pub supply: Option<f64>,
    /// Places too few; 0 when all fit.
    pub shortfall: Option<f64>,
    /// Whether the cars fit.
    pub outcome: ParkingOutcome,
    /// The count that decides; `None` where the street was not counted.
    pub street: Option<Street>,
}

/// The parking balance of one site.
///
/// # Units
///
/// Parking places; home sizes in m², distances in walking meters.
///
/// # Method
///
/// Norm per home, times homes, times presence per moment; less credit, shared
/// cars and free places; the largest moment binds; one rounding at the end.
/// The plot is filled first. The street gives `capacity * limit - occupied`,
/// never below 0: a street that is too full already is no debt of this site. Of
/// several counts each is held against the demand of its own moment. Without a
/// norm in force (the fallback is none) or without a count, it is not known
/// whether the cars fit, however many places are given free by rule.
///
/// # Source
///
/// toplaag method §5.
#[must_use]
pub fn assess(input: &ParkingInput<'_>, params: &ParkingParams) -> ParkingResult {
    let norm = norm(input, params);
    let row = HomeRow { homes: f64::from(input.homes), residents: norm.residents, visitors: norm.visitors };
    let deductions = Deductions { credit: input.credit, shared_cars: input.shared_cars };
    let needed = requirement(&[row], &[], deductions, params);

    let balance = balance(&needed, input.plot_places, input.street, params);
    let in_force = norm.rule != NormRule::Fallback;
    let Requirement { by_moment, binding, demand } = needed;
    ParkingResult {
        norm,
        demand_by_moment: by_moment,
        binding,
        demand,
        supply: balance.supply,
        shortfall: balance.shortfall.filter(|_| in_force),
        outcome: if in_force { balance.outcome } else { ParkingOutcome::Unknown },
        street: balance.street,
    }
}

/// Places there are against places needed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Balance {
    /// Places free on plot and street; `None` when the street was not counted
    /// and the plot alone does not do.
    pub supply: Option<f64>,
    /// Places too few; 0 when all fit.
    pub shortfall: Option<f64>,
    /// Whether the cars fit.
    pub outcome: ParkingOutcome,
    /// The count that decides.
    pub street: Option<Street>,
}

/// Holds a demand against the plot first and the street then.
///
/// # Units
///
/// Parking places.
///
/// # Method
///
/// A count of a moment that the presence table knows is held against the demand
/// of that moment, any other against that of the binding one. Where the binding
/// moment itself was not counted, its demand is held against the fullest count.
/// The count with most places too few decides, of equals the fullest.
#[must_use]
pub fn balance(needed: &Requirement, plot_places: f64, street: &[Street], params: &ParkingParams) -> Balance {
    let plot = plot_places.max(0.0);
    let on_plot = plot > 0.0 && needed.demand <= plot;
    let demand_at = |count: &Street| {
        let of_moment = needed.by_moment.iter().find(|(moment, _)| Some(*moment) == count.moment);
        of_moment.map_or(needed.demand, |(_, places)| round_total(*places, params.rounding.value))
    };
    let free = |count: &Street| plot + free_on_street(*count, params);
    let counted = |moment: Moment| street.iter().any(|count| count.moment == Some(moment));
    let known = |count: &Street| needed.by_moment.iter().any(|(moment, _)| Some(*moment) == count.moment);
    let uncounted = !counted(needed.binding) && street.iter().all(known);
    let fullest = street.iter().min_by(|a, b| free(a).total_cmp(&free(b)));
    let held = street
        .iter()
        .map(|count| (count, demand_at(count)))
        .chain(fullest.filter(|_| uncounted).map(|count| (count, needed.demand)));
    let decides = held
        .map(|(count, demand)| (count, free(count), (demand - free(count)).max(0.0)))
        .min_by(|a, b| b.2.total_cmp(&a.2).then(a.1.total_cmp(&b.1)));
    let (supply, shortfall) = match decides {
        Some((_, free, short)) => (Some(free), Some(short)),
        None => (on_plot.then_some(plot), on_plot.then_some(0.0)),
    };
    let outcome = match shortfall {
        None => ParkingOutcome::Unknown,
        Some(_) if on_plot => ParkingOutcome::FitsOnPlot,
        Some(short) => match demand::whole_places_up(short) {
            0 => ParkingOutcome::FitsOnStreet,
            places => ParkingOutcome::Short(places),
        },
    };
    Balance { supply, shortfall, outcome, street: decides.map(|(count, ..)| *count) }
}

/// Places a counted street still offers: `capacity * limit - occupied`, at
/// least 0.
///
/// # Source
///
/// toplaag method §5; the limit is `parkeren.street_limit`.
#[must_use]
pub fn free_on_street(street: Street, params: &ParkingParams) -> f64 {
    (street.capacity * params.street_limit.value - street.occupied).max(0.0)
}

/// Whole places that fit on a paved parking surface, for a street that was
/// not counted. With `lane`, the surface holds the lane too.
///
/// # Source
///
/// Practice, not verified: `parkeren.place_m2`, `parkeren.place_with_lane_m2`.
#[must_use]
pub fn places_on_surface(surface: SquareMeters, lane: bool, params: &ParkingParams) -> f64 {
    let place = if lane { params.place_with_lane_m2.value } else { params.place_m2.value };
    (surface.0 / place + 1e-9).floor().max(0.0)
}

/// Whole places that fit along a free length of kerb.
///
/// # Source
///
/// Practice, not verified: `parkeren.place_length_m`.
#[must_use]
pub fn places_along_kerb(length: Meters, params: &ParkingParams) -> f64 {
    (length.0 / params.place_length_m.value + 1e-9).floor().max(0.0)
}

#[cfg(test)]
mod tests;
