//! Parameters for parking.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    Param,
    groups::{above_zero, not_negative, share},
};
use crate::{
    codes::codes,
    lang::{Said, say},
    model::{Form, Moment, StopClass},
};

codes! {
    /// How a municipality rounds its parking sum.
    ///
    /// # Source
    ///
    /// Read off the published sums in the toplaag method §5.
    Rounding {
        /// Decimals are kept; the total goes up to the next whole place.
        UpOnce = "up_once",
        /// The total goes to the nearest whole place, halves up.
        Nearest = "nearest",
        /// The total goes to the nearest whole place, halves down.
        NearestHalfDown = "nearest_half_down",
        /// Each row of homes goes to the nearest whole place before summing.
        PerRowNearest = "per_row_nearest",
        /// Each part (residents, visitors, another use) goes to the nearest
        /// tenth before summing, the total to the nearest whole place.
        PartsTenthNearest = "parts_tenth_nearest",
        /// Nothing is rounded.
        None = "none",
    }
}

codes! {
    /// In which measure a norm table counts the size of a home.
    NormMeasure {
        /// Usable floor area (gebruiksoppervlakte).
        Go = "go",
        /// Gross floor area (bruto vloeroppervlakte).
        Bvo = "bvo",
    }
}

/// A stop that puts the norm at `position_near`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearStop {
    /// Class of the stop.
    #[serde(serialize_with = "stop_name", deserialize_with = "stop_class")]
    pub stop: StopClass,
    /// Walking distance in meters, up to and including.
    pub within_m: f64,
}

/// One band of public-transport nearness.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OvBand {
    /// Class of the stop.
    #[serde(serialize_with = "stop_name", deserialize_with = "stop_class")]
    pub stop: StopClass,
    /// Walking distance in meters, up to and including.
    pub within_m: f64,
    /// Share taken off a single-value norm.
    pub reduction: f64,
}

/// Share of the cars that is there at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// The moment.
    pub moment: Moment,
    /// Share of the residents' cars.
    pub residents: f64,
    /// Share of the visitors' cars.
    pub visitors: f64,
}

/// `data/params/parkeren.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/parkeren.toml")]
pub struct ParkingParams {
    pub norm_position_minimum: Param<Vec<Form>>,
    pub position_near: Param<f64>,
    pub position_otherwise: Param<f64>,
    pub position_stops: Param<Vec<NearStop>>,
    pub norm_measure: Param<NormMeasure>,
    pub norm_step: Param<f64>,
    pub norm_reductie: Param<f64>,
    pub norm_minder: Param<f64>,
    pub huurklasse: Param<String>,
    pub doelgroep: Param<String>,
    pub fallback_residents: Param<f64>,
    pub fallback_visitors: Param<f64>,
    pub visitors_municipal: Param<f64>,
    pub ov_bands: Param<Vec<OvBand>>,
    pub shared_car_replaces: Param<f64>,
    pub shared_car_cap: Param<f64>,
    pub bicycle_above_car_places: Param<u32>,
    pub bicycle_per_home: Param<u32>,
    pub bicycle_from: Param<String>,
    pub free_places: Param<f64>,
    pub street_limit: Param<f64>,
    pub search_radius_m: Param<f64>,
    pub place_length_m: Param<f64>,
    pub place_m2: Param<f64>,
    pub place_with_lane_m2: Param<f64>,
    pub rounding: Param<Rounding>,
    pub presence: Param<Vec<Presence>>,
}

impl ParkingParams {
    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        share("parkeren.position_near", self.position_near.value)?;
        share("parkeren.position_otherwise", self.position_otherwise.value)?;
        share("parkeren.norm_reductie", self.norm_reductie.value)?;
        share("parkeren.shared_car_cap", self.shared_car_cap.value)?;
        share("parkeren.street_limit", self.street_limit.value)?;
        not_negative("parkeren.norm_minder", self.norm_minder.value)?;
        not_negative("parkeren.norm_step", self.norm_step.value)?;
        not_negative("parkeren.fallback_residents", self.fallback_residents.value)?;
        not_negative("parkeren.fallback_visitors", self.fallback_visitors.value)?;
        not_negative("parkeren.visitors_municipal", self.visitors_municipal.value)?;
        not_negative("parkeren.shared_car_replaces", self.shared_car_replaces.value)?;
        not_negative("parkeren.free_places", self.free_places.value)?;
        above_zero("parkeren.search_radius_m", self.search_radius_m.value)?;
        above_zero("parkeren.place_length_m", self.place_length_m.value)?;
        above_zero("parkeren.place_m2", self.place_m2.value)?;
        above_zero("parkeren.place_with_lane_m2", self.place_with_lane_m2.value)?;
        for stop in &self.position_stops.value {
            above_zero("parkeren.position_stops: within_m", stop.within_m)?;
        }
        for band in &self.ov_bands.value {
            above_zero("parkeren.ov_bands: within_m", band.within_m)?;
            share("parkeren.ov_bands: reduction", band.reduction)?;
        }
        let presence = &self.presence.value;
        if presence.is_empty() {
            return Err(say!(
                "`parkeren.presence` heeft geen rij; er is minstens één moment nodig",
                "`parkeren.presence` has no row; it needs at least one moment"
            ));
        }
        for (index, row) in presence.iter().enumerate() {
            let key = format!("parkeren.presence: {}", row.moment.code());
            share(&key, row.residents)?;
            share(&key, row.visitors)?;
            if presence[..index].iter().any(|earlier| earlier.moment == row.moment) {
                return Err(say!("`{key}` staat er twee keer", "`{key}` stands there twice"));
            }
        }
        Ok(())
    }
}

/// A place on the map of stops by the name used in settings.
fn stop_class<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StopClass, D::Error> {
    let name = String::deserialize(deserializer)?;
    StopClass::parse(&name)
        .ok_or_else(|| D::Error::unknown_variant(&name, &["train", "metro", "hov", "other"]))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn stop_name<S: Serializer>(stop: &StopClass, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(stop.name())
}
