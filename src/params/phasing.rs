//! Parameters for a phasing: where nobody gives one, and for one that fits.

use serde::{Deserialize, Serialize};

use super::{
    HeatConcept, Param,
    groups::{above_zero, not_negative, share},
};
use crate::{
    codes::codes,
    lang::{Said, say},
};

/// `data/params/fasering.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/fasering.toml")]
pub struct PhasingParams {
    pub first_year: Param<u16>,
    pub homes_per_site_per_year: Param<u32>,
    pub homes_per_gemeente_per_year: Param<u32>,
    pub measure_margin: Param<f64>,
    pub value_keur: Param<f64>,
    pub effort_states: Param<u32>,
    pub effort_nodes: Param<u32>,
    pub effort_rounds: Param<u32>,
    pub effort_repairs: Param<u32>,
    pub kwh_home_district_heat: Param<f64>,
    pub kwh_home_hybrid: Param<f64>,
    pub kwh_home_ground_source: Param<f64>,
    pub kwh_home_air_source: Param<f64>,
    pub plan_years: Param<u16>,
    pub later_worth: Param<f64>,
    pub score_without: Param<f64>,
    pub chance_started: Param<f64>,
    pub chance_permit: Param<f64>,
    pub chance_hard: Param<f64>,
    pub chance_zacht: Param<f64>,
    pub chance_idea: Param<f64>,
    pub late_started: Param<[f64; 3]>,
    pub late_permit: Param<[f64; 3]>,
    pub late_hard: Param<[f64; 3]>,
    pub late_zacht: Param<[f64; 3]>,
    pub late_idea: Param<[f64; 3]>,
    pub milestones_started: Param<Vec<String>>,
    pub milestones_permit: Param<Vec<String>>,
    pub step_mw: Param<Vec<f64>>,
    pub step_exact_mw: Param<f64>,
}

codes! {
    /// How far a project is.
    Stage {
        /// It is being built.
        Started = "started",
        /// It has its permit.
        Permit = "permit",
        /// It is anchored in an omgevingsplan.
        Hard = "hard",
        /// It stands on a list, and is not.
        Zacht = "zacht",
        /// A scan found it; nobody plans it yet.
        Idea = "idea",
    }
}

/// Most years of a plan, and most steps of room that are tried.
const MOST_YEARS: u16 = 30;
const MOST_STEPS: usize = 8;

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

    /// Chance that a project of a stage is built at all.
    #[must_use]
    pub fn chance(&self, stage: Stage) -> f64 {
        match stage {
            Stage::Started => self.chance_started.value,
            Stage::Permit => self.chance_permit.value,
            Stage::Hard => self.chance_hard.value,
            Stage::Zacht => self.chance_zacht.value,
            Stage::Idea => self.chance_idea.value,
        }
    }

    /// Years that a project of a stage comes later than planned: least, likely, most.
    #[must_use]
    pub fn late(&self, stage: Stage) -> [f64; 3] {
        match stage {
            Stage::Started => self.late_started.value,
            Stage::Permit => self.late_permit.value,
            Stage::Hard => self.late_hard.value,
            Stage::Zacht => self.late_zacht.value,
            Stage::Idea => self.late_idea.value,
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
        let margin = self.measure_margin.value;
        if !(0.0..1.0).contains(&margin) {
            return Err(say!(
                "`fasering.measure_margin` is {margin}; het moet vanaf 0 en onder 1 zijn",
                "`fasering.measure_margin` is {margin}; it must be from 0 and below 1"
            ));
        }
        not_negative("fasering.value_keur", self.value_keur.value)?;
        for &heat in HeatConcept::ALL {
            not_negative(&format!("fasering.kwh_home_{}", heat.code()), self.kwh_home(heat))?;
        }
        self.check_plan()
    }

    fn check_plan(&self) -> Result<(), Said> {
        let years = self.plan_years.value;
        if !(1..=MOST_YEARS).contains(&years) {
            return Err(say!(
                "`fasering.plan_years` is {years}; het moet tussen 1 en {MOST_YEARS} liggen",
                "`fasering.plan_years` is {years}; it must lie between 1 and {MOST_YEARS}"
            ));
        }
        let worth = self.later_worth.value;
        if !(worth > 0.0 && worth <= 1.0) {
            return Err(say!(
                "`fasering.later_worth` is {worth}; het moet boven 0 en hoogstens 1 zijn",
                "`fasering.later_worth` is {worth}; it must be above 0 and at most 1"
            ));
        }
        let score = self.score_without.value;
        if !(0.0..=100.0).contains(&score) {
            return Err(say!(
                "`fasering.score_without` is {score}; een score ligt tussen 0 en 100",
                "`fasering.score_without` is {score}; a score lies between 0 and 100"
            ));
        }
        for &stage in Stage::ALL {
            share(&format!("fasering.chance_{}", stage.code()), self.chance(stage))?;
            let late = self.late(stage);
            if !(late[0] >= 0.0 && late.is_sorted() && late[2] <= f64::from(MOST_YEARS)) {
                let name = format!("fasering.late_{}", stage.code());
                return Err(say!(
                    "`{name}` is {late:?}; het zijn drie getallen van klein naar groot, vanaf 0 jaar",
                    "`{name}` is {late:?}; it takes three numbers from small to large, from 0 years on"
                ));
            }
        }
        above_zero("fasering.step_exact_mw", self.step_exact_mw.value)?;
        let steps = &self.step_mw.value;
        let is_step = |mw: &f64| *mw > 0.0 && *mw <= 1_000.0;
        if steps.is_empty() || steps.len() > MOST_STEPS || !steps.iter().all(is_step) || !steps.is_sorted() {
            return Err(say!(
                "`fasering.step_mw` is {steps:?}; het zijn hoogstens {MOST_STEPS} vermogens in MW, van klein naar groot",
                "`fasering.step_mw` is {steps:?}; it takes {MOST_STEPS} amounts of MW at most, from small to large"
            ));
        }
        Ok(())
    }
}
