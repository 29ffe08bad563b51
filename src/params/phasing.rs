//! Parameters for a phasing that is proposed.

use serde::{Deserialize, Serialize};

use super::{HeatConcept, Param, groups::not_negative};
use crate::lang::{Said, say};

/// `data/params/fasering.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/fasering.toml")]
pub struct PhasingParams {
    pub first_year: Param<u16>,
    pub homes_per_site_per_year: Param<u32>,
    pub homes_per_gemeente_per_year: Param<u32>,
    pub kwh_home_district_heat: Param<f64>,
    pub kwh_home_hybrid: Param<f64>,
    pub kwh_home_ground_source: Param<f64>,
    pub kwh_home_air_source: Param<f64>,
}

impl PhasingParams {
    /// kWh a home uses in a year.
    #[must_use]
    pub fn kwh_home(&self, heat: HeatConcept) -> f64 {
        match heat {
            HeatConcept::DistrictHeat => self.kwh_home_district_heat.value,
            HeatConcept::Hybrid => self.kwh_home_hybrid.value,
            HeatConcept::GroundSource => self.kwh_home_ground_source.value,
            HeatConcept::AirSource => self.kwh_home_air_source.value,
        }
    }

    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        if !(2020..=2100).contains(&self.first_year.value) {
            return Err(say!(
                "`fasering.first_year` is {}; schrijf een jaar zoals 2028",
                "`fasering.first_year` is {}; write a year as 2028",
                self.first_year.value
            ));
        }
        if self.homes_per_site_per_year.value == 0 {
            return Err(say!(
                "`fasering.homes_per_site_per_year` is 0; het moet 1 of meer zijn",
                "`fasering.homes_per_site_per_year` is 0; it must be 1 or more"
            ));
        }
        for &heat in HeatConcept::ALL {
            not_negative(&format!("fasering.kwh_home_{}", heat.code()), self.kwh_home(heat))?;
        }
        Ok(())
    }
}
