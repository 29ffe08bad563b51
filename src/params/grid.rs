//! Parameters for the electricity grid.

use serde::{Deserialize, Serialize};

use super::{
    Param,
    groups::{above_zero, not_negative, share},
};
use crate::{
    codes::codes,
    lang::{Said, say},
    model::GridCode,
};

codes! {
    /// How homes are heated.
    HeatConcept {
        /// District heat; also gas, or what an existing building has.
        DistrictHeat = "district_heat",
        /// Hybrid heat pump.
        Hybrid = "hybrid",
        /// Ground-source heat pump.
        GroundSource = "ground_source",
        /// Air-source heat pump.
        AirSource = "air_source",
    }
}

/// Value of the grid criterion per code of the capaciteitskaart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeValues {
    /// Code 0.
    pub capacity: f64,
    /// Code 1.
    pub limited: f64,
    /// Code 2.
    pub research: f64,
    /// Code 3.
    pub shortage: f64,
}

impl CodeValues {
    /// The value of one code.
    #[must_use]
    pub fn of(&self, code: GridCode) -> f64 {
        match code {
            GridCode::Capacity => self.capacity,
            GridCode::Limited => self.limited,
            GridCode::Research => self.research,
            GridCode::Shortage => self.shortage,
        }
    }
}

/// `data/params/net.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/net.toml")]
pub struct GridParams {
    pub kw_home_district_heat: Param<f64>,
    pub kw_home_hybrid: Param<f64>,
    pub kw_home_ground_source: Param<f64>,
    pub kw_home_air_source: Param<f64>,
    pub heat_concept: Param<HeatConcept>,
    pub small_connection_max_a: Param<u32>,
    pub netbewust: Param<bool>,
    pub netbewust_factor: Param<f64>,
    pub simultaneity_g: Param<f64>,
    pub simultaneity_from: Param<u32>,
    pub charger_kw: Param<f64>,
    pub power_factor: Param<f64>,
    pub station_homes: Param<u32>,
    pub station_radius_m: Param<f64>,
    pub station_load_mw: Param<f64>,
    pub code_values: Param<CodeValues>,
    pub code_better: Param<u8>,
    pub room_ask_above_mw: Param<f64>,
    pub room_ask_below_kw: Param<f64>,
    pub room_ask_factor: Param<f64>,
    pub phasing_period_years: Param<u16>,
    pub answer_before_delivery_months: Param<u32>,
    pub answer_takes_months: Param<u32>,
    pub request_from: Param<String>,
    pub release_on: Param<String>,
}

impl GridParams {
    /// Coincident kW per home of a large group.
    #[must_use]
    pub fn kw_home(&self, heat: HeatConcept) -> f64 {
        match heat {
            HeatConcept::DistrictHeat => self.kw_home_district_heat.value,
            HeatConcept::Hybrid => self.kw_home_hybrid.value,
            HeatConcept::GroundSource => self.kw_home_ground_source.value,
            HeatConcept::AirSource => self.kw_home_air_source.value,
        }
    }

    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        for &heat in HeatConcept::ALL {
            not_negative(&format!("net.kw_home_{}", heat.code()), self.kw_home(heat))?;
        }
        share("net.netbewust_factor", self.netbewust_factor.value)?;
        share("net.simultaneity_g", self.simultaneity_g.value)?;
        if self.simultaneity_from.value == 0 {
            return Err(say!(
                "`net.simultaneity_from` is 0; het moet 1 of meer zijn",
                "`net.simultaneity_from` is 0; it must be 1 or more"
            ));
        }
        not_negative("net.charger_kw", self.charger_kw.value)?;
        share("net.power_factor", self.power_factor.value)?;
        above_zero("net.power_factor", self.power_factor.value)?;
        above_zero("net.station_radius_m", self.station_radius_m.value)?;
        above_zero("net.station_load_mw", self.station_load_mw.value)?;
        above_zero("net.room_ask_above_mw", self.room_ask_above_mw.value)?;
        not_negative("net.room_ask_below_kw", self.room_ask_below_kw.value)?;
        above_zero("net.room_ask_factor", self.room_ask_factor.value)?;
        let CodeValues { capacity, limited, research, shortage } = self.code_values.value;
        let values = [capacity, limited, research, shortage];
        for value in values {
            share("net.code_values", value)?;
        }
        if values.windows(2).any(|pair| pair[0] < pair[1]) {
            return Err(say!(
                "`net.code_values` loopt op; een slechtere code kan niet meer waard zijn",
                "`net.code_values` rises; a worse code cannot be worth more"
            ));
        }
        if self.code_better.value > GridCode::Shortage.number() {
            return Err(say!(
                "`net.code_better` is {}; er zijn codes van 0 tot 3",
                "`net.code_better` is {}; codes are 0 to 3",
                self.code_better.value
            ));
        }
        for (key, date) in
            [("net.request_from", &self.request_from.value), ("net.release_on", &self.release_on.value)]
        {
            if !is_date(date) {
                return Err(say!(
                    "`{key}` is `{date}`; schrijf een datum zoals 2026-10-01",
                    "`{key}` is `{date}`; write a date as 2026-10-01"
                ));
            }
        }
        if self.release_on.value <= self.request_from.value {
            return Err(say!(
                "`net.release_on` ligt niet na `net.request_from`",
                "`net.release_on` does not lie after `net.request_from`"
            ));
        }
        Ok(())
    }
}

/// Whether a text is a day, `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, length| {
        let is_whole = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| is_whole)
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u16::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}
