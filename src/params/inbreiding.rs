//! Parameters for inbreiding.

use serde::{Deserialize, Serialize};

use super::{
    Param,
    groups::{above_zero, facts, in_order, not_negative, share},
};
use crate::{
    codes::codes,
    lang::{Said, say},
    model::ReuseClass,
};

codes! {
    /// Which homes a plot is thought to hold.
    Programme {
        /// Apartments.
        Apartments = "apartments",
        /// Row houses.
        RowHouses = "row_houses",
    }
}

codes! {
    /// A living environment of PBL's RuimteScanner, densest first.
    Woonmilieu {
        /// Inner city of a large town.
        SuperStedelijk = "super_stedelijk",
        /// Zeer sterk stedelijk.
        HoogStedelijk = "hoog_stedelijk",
        /// Sterk stedelijk.
        Stedelijker = "stedelijker",
        /// Matig stedelijk.
        Stedelijk = "stedelijk",
        /// Weinig stedelijk.
        LaagStedelijk = "laag_stedelijk",
        /// Between town and village.
        LagerStedelijk = "lager_stedelijk",
        /// Village.
        Dorps = "dorps",
    }
}

/// How densely one builds in a woonmilieu.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceRow {
    /// The woonmilieu.
    pub woonmilieu: Woonmilieu,
    /// Least address density (addresses per km²) at which the row holds.
    pub oad_from: f64,
    /// Gross floor area over plan area, netto.
    pub fsi: f64,
    /// Footprint over plan area, netto.
    pub gsi: f64,
    /// Usable floor area of a home, m².
    pub home_m2: f64,
}

/// `data/params/inbreiding.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/inbreiding.toml")]
pub struct InbreidingParams {
    pub plot_min_m2: Param<f64>,
    pub plot_min_width_m: Param<f64>,
    pub setback_m: Param<f64>,
    pub road_setback_m: Param<f64>,
    pub water_setback_m: Param<f64>,
    pub roads_freed: Param<Vec<String>>,
    pub reuse: Param<Vec<ReuseClass>>,
    pub reuse_point_reach_m: Param<f64>,
    pub garage_min_m2: Param<f64>,
    pub garage_max_m2: Param<f64>,
    pub garage_row_min: Param<u32>,
    pub garage_gap_m: Param<f64>,
    pub garage_place_share: Param<f64>,
    pub car_park_place_m2: Param<f64>,
    pub frontage_reach_m: Param<f64>,
    pub frontage_min_m: Param<f64>,
    pub built_up_cell_m: Param<f64>,
    pub built_up_reach_m: Param<f64>,
    pub built_up_margin_m: Param<f64>,
    pub built_up_min_panden: Param<u32>,
    pub context_reach_m: Param<f64>,
    pub context_gsi_min: Param<f64>,
    pub context_factor: Param<f64>,
    pub context_factor_low: Param<f64>,
    pub context_factor_high: Param<f64>,
    pub bruto_netto: Param<f64>,
    pub gsi_max: Param<f64>,
    pub programme: Param<Programme>,
    pub woonmilieu: Param<String>,
    pub reference: Param<Vec<ReferenceRow>>,
    pub reference_row_houses: Param<Vec<ReferenceRow>>,
    pub go_per_bvo: Param<f64>,
    pub go_per_bvo_high_rise: Param<f64>,
    pub go_per_bvo_row_house: Param<f64>,
    pub high_rise_m: Param<f64>,
    pub storey_m: Param<f64>,
    pub home_go_m2: Param<f64>,
    pub home_go_low_m2: Param<f64>,
    pub home_go_high_m2: Param<f64>,
    pub undecided_without: Param<Vec<String>>,
    pub unsayable_without: Param<Vec<String>>,
}

impl InbreidingParams {
    /// The reference rows of the programme in force, densest first.
    #[must_use]
    pub fn rows(&self) -> &[ReferenceRow] {
        match self.programme.value {
            Programme::Apartments => &self.reference.value,
            Programme::RowHouses => &self.reference_row_houses.value,
        }
    }

    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        self.distances()?;
        share("inbreiding.context_gsi_min", self.context_gsi_min.value)?;
        share("inbreiding.garage_place_share", self.garage_place_share.value)?;
        if self.garage_row_min.value == 0 {
            return Err(say!(
                "`inbreiding.garage_row_min` is 0; een rij heeft minstens 1 garage",
                "`inbreiding.garage_row_min` is 0; a row has at least 1 garage"
            ));
        }
        in_order(
            "inbreiding.garage_max_m2",
            &[self.garage_min_m2.value, self.garage_max_m2.value],
            &say!(
                "`garage_min_m2` en `garage_max_m2` mogen niet dalen",
                "`garage_min_m2` and `garage_max_m2` must not go down"
            ),
        )?;
        let factors =
            [self.context_factor_low.value, self.context_factor.value, self.context_factor_high.value];
        above_zero("inbreiding.context_factor_low", factors[0])?;
        in_order(
            "inbreiding.context_factor",
            &factors,
            &say!(
                "`context_factor_low`, `context_factor` en `context_factor_high` mogen niet dalen",
                "`context_factor_low`, `context_factor` and `context_factor_high` must not go down"
            ),
        )?;
        if !(self.bruto_netto.value.is_finite() && self.bruto_netto.value >= 1.0) {
            return Err(say!(
                "`inbreiding.bruto_netto` is {}; het moet 1 of meer zijn",
                "`inbreiding.bruto_netto` is {}; it must be 1 or more",
                self.bruto_netto.value
            ));
        }
        for (name, value) in [
            ("gsi_max", self.gsi_max.value),
            ("go_per_bvo", self.go_per_bvo.value),
            ("go_per_bvo_high_rise", self.go_per_bvo_high_rise.value),
            ("go_per_bvo_row_house", self.go_per_bvo_row_house.value),
        ] {
            let key = format!("inbreiding.{name}");
            share(&key, value)?;
            above_zero(&key, value)?;
        }
        let sizes = [self.home_go_high_m2.value, self.home_go_m2.value, self.home_go_low_m2.value];
        above_zero("inbreiding.home_go_high_m2", sizes[0])?;
        in_order(
            "inbreiding.home_go_m2",
            &sizes,
            &say!(
                "`home_go_high_m2`, `home_go_m2` en `home_go_low_m2` mogen niet dalen: kleine woningen geven de hoge schatting",
                "`home_go_high_m2`, `home_go_m2` and `home_go_low_m2` must not go down: small homes give the high estimate"
            ),
        )?;
        self.rows_in_order()?;
        facts("inbreiding.undecided_without", &self.undecided_without.value)?;
        facts("inbreiding.unsayable_without", &self.unsayable_without.value)
    }

    fn distances(&self) -> Result<(), Said> {
        for (name, value) in [
            ("plot_min_m2", self.plot_min_m2.value),
            ("plot_min_width_m", self.plot_min_width_m.value),
            ("garage_max_m2", self.garage_max_m2.value),
            ("car_park_place_m2", self.car_park_place_m2.value),
            ("high_rise_m", self.high_rise_m.value),
            ("storey_m", self.storey_m.value),
        ] {
            above_zero(&format!("inbreiding.{name}"), value)?;
        }
        // The country has 145 million cells of 25 m, and 6 milliard of 4 m.
        let cell_m = self.built_up_cell_m.value;
        if !(5.0..=500.0).contains(&cell_m) {
            return Err(say!(
                "`inbreiding.built_up_cell_m` is {cell_m}; het moet tussen 5 en 500 liggen",
                "`inbreiding.built_up_cell_m` is {cell_m}; it must lie between 5 and 500"
            ));
        }
        // Distances decide how far around every plot is looked.
        for (name, value) in [
            ("setback_m", self.setback_m.value),
            ("road_setback_m", self.road_setback_m.value),
            ("water_setback_m", self.water_setback_m.value),
            ("garage_min_m2", self.garage_min_m2.value),
            ("reuse_point_reach_m", self.reuse_point_reach_m.value),
            ("garage_gap_m", self.garage_gap_m.value),
            ("frontage_reach_m", self.frontage_reach_m.value),
            ("frontage_min_m", self.frontage_min_m.value),
            ("built_up_reach_m", self.built_up_reach_m.value),
            ("built_up_margin_m", self.built_up_margin_m.value),
            ("context_reach_m", self.context_reach_m.value),
        ] {
            let key = format!("inbreiding.{name}");
            not_negative(&key, value)?;
            if value > 1_000.0 {
                return Err(say!(
                    "`{key}` is {value}; het moet 1000 of minder zijn",
                    "`{key}` is {value}; it must be 1000 or less"
                ));
            }
        }
        Ok(())
    }

    fn rows_in_order(&self) -> Result<(), Said> {
        for (name, rows) in
            [("reference", &self.reference.value), ("reference_row_houses", &self.reference_row_houses.value)]
        {
            let key = format!("inbreiding.{name}");
            for row in rows {
                not_negative(&format!("{key}: oad_from"), row.oad_from)?;
                above_zero(&format!("{key}: fsi"), row.fsi)?;
                above_zero(&format!("{key}: home_m2"), row.home_m2)?;
                share(&format!("{key}: gsi"), row.gsi)?;
                above_zero(&format!("{key}: gsi"), row.gsi)?;
            }
            if rows.windows(2).any(|pair| pair[0].oad_from <= pair[1].oad_from) {
                return Err(say!(
                    "`{key}`: `oad_from` daalt niet van rij naar rij",
                    "`{key}`: `oad_from` does not fall from row to row"
                ));
            }
        }
        let named = &self.woonmilieu.value;
        if !named.is_empty() && self.rows().iter().all(|row| row.woonmilieu.code() != named) {
            let known: Vec<_> = self.rows().iter().map(|row| row.woonmilieu.code()).collect();
            return Err(say!(
                "`inbreiding.woonmilieu` is `{named}`; de rijen van dit programma zijn {}",
                "`inbreiding.woonmilieu` is `{named}`; the rows of this programme are {}",
                known.join(", ")
            ));
        }
        Ok(())
    }
}
