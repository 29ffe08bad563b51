//! How far is a rule moved when a run is asked what stands in the way?

use serde::{Deserialize, Serialize};

use super::{
    Param,
    groups::{above_zero, share},
};
use crate::lang::{Said, say};

/// `data/params/knelpunten.toml`, described there: one step of each rule, and up to
/// what size the report of a scan tells what it brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/knelpunten.toml")]
pub struct StepParams {
    pub report_panden: Param<u64>,
    pub storeys: Param<u32>,
    pub bouwjaar_y: Param<u16>,
    pub flat_share: Param<f64>,
    pub flat_area_m2: Param<f64>,
    pub homes_share: Param<f64>,
    pub owner_share: Param<f64>,
    pub homes_min: Param<u32>,
    pub home_go_m2: Param<f64>,
    pub density: Param<f64>,
    pub age_y: Param<u16>,
    pub gain: Param<f64>,
    pub pressure: Param<f64>,
    pub permit_y: Param<u16>,
    pub split_go_m2: Param<f64>,
    pub floor_m2: Param<f64>,
    pub daylight: Param<f64>,
    pub parking_pp: Param<f64>,
    pub grid_codes: Param<u32>,
}

impl StepParams {
    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        for (name, value) in [
            ("flat_share", self.flat_share.value),
            ("homes_share", self.homes_share.value),
            ("owner_share", self.owner_share.value),
            ("density", self.density.value),
            ("gain", self.gain.value),
            ("pressure", self.pressure.value),
            ("daylight", self.daylight.value),
        ] {
            let key = format!("knelpunten.{name}");
            share(&key, value)?;
            above_zero(&key, value)?;
        }
        for (name, value) in [
            ("flat_area_m2", self.flat_area_m2.value),
            ("home_go_m2", self.home_go_m2.value),
            ("split_go_m2", self.split_go_m2.value),
            ("floor_m2", self.floor_m2.value),
            ("parking_pp", self.parking_pp.value),
            ("storeys", f64::from(self.storeys.value)),
            ("bouwjaar_y", f64::from(self.bouwjaar_y.value)),
            ("homes_min", f64::from(self.homes_min.value)),
            ("age_y", f64::from(self.age_y.value)),
            ("permit_y", f64::from(self.permit_y.value)),
            ("grid_codes", f64::from(self.grid_codes.value)),
        ] {
            above_zero(&format!("knelpunten.{name}"), value)?;
        }
        if self.storeys.value > 100 {
            return Err(say!(
                "`knelpunten.storeys` is {}; het moet 100 of minder zijn",
                "`knelpunten.storeys` is {}; it must be 100 or less",
                self.storeys.value
            ));
        }
        Ok(())
    }
}
