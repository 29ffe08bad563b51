//! Parameters for aanplakken, uitplinten, splitsen, transformatie and
//! sloop-nieuwbouw.

use serde::{Deserialize, Serialize};

use super::{
    Param,
    groups::{above_zero, facts, in_order, not_negative, share},
};
use crate::lang::{Said, say};
use crate::model::{EnergyLabel, Form, Gebruiksdoelen, RestrictionKind};

/// `data/params/vormen.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/vormen.toml")]
pub struct FormsParams {
    pub reference_year: Param<u16>,
    pub ladder_flag_homes: Param<u32>,
    pub undecided_without: Param<Vec<String>>,
    pub unsayable_without: Param<Vec<String>>,
    pub home_go_m2: Param<f64>,
    pub home_go_low_m2: Param<f64>,
    pub home_go_high_m2: Param<f64>,
    pub aanplak_depth_m: Param<f64>,
    pub aanplak_depth_low_m: Param<f64>,
    pub aanplak_depth_high_m: Param<f64>,
    pub end_wall_min_m: Param<f64>,
    pub end_wall_max_m: Param<f64>,
    pub end_wall_recess_m: Param<f64>,
    pub end_wall_turn_deg: Param<f64>,
    pub elongation_min: Param<f64>,
    pub neighbor_gap_m: Param<f64>,
    pub block_gap_m: Param<f64>,
    pub plinth_home_go_m2: Param<f64>,
    pub plinth_home_go_low_m2: Param<f64>,
    pub plinth_home_go_high_m2: Param<f64>,
    pub plinth_usable_share: Param<f64>,
    pub plinth_usable_share_low: Param<f64>,
    pub plinth_usable_share_high: Param<f64>,
    pub plinth_homes_share_min: Param<f64>,
    pub split_min_go_m2: Param<f64>,
    pub split_share: Param<f64>,
    pub split_share_low: Param<f64>,
    pub split_share_high: Param<f64>,
    pub parking_pressure_max: Param<f64>,
    pub permit_years: Param<u16>,
    pub transform_uses: Param<Vec<String>>,
    pub transform_uses_vacant: Param<Vec<String>>,
    pub transform_min_m2: Param<f64>,
    pub transform_min_age_y: Param<u16>,
    pub transform_depth_max_m: Param<f64>,
    pub transform_daylight_share_min: Param<f64>,
    pub transform_usable_share: Param<f64>,
    pub transform_usable_share_low: Param<f64>,
    pub transform_usable_share_high: Param<f64>,
    pub transform_deciding: Param<Vec<String>>,
    pub rebuild_ratio: Param<f64>,
    pub rebuild_ratio_low: Param<f64>,
    pub rebuild_ratio_high: Param<f64>,
    pub rebuild_ratio_agreed: Param<[f64; 2]>,
    pub rebuild_min_age_y: Param<u16>,
    pub rebuild_never_age_y: Param<u16>,
    pub rebuild_min_gain: Param<f64>,
    pub label_protects: Param<String>,
    pub combine_excludes: Param<Vec<(Form, Form)>>,
}

impl FormsParams {
    /// The uses that may become homes.
    #[must_use]
    pub fn uses(&self) -> Gebruiksdoelen {
        Gebruiksdoelen::parse(&self.transform_uses.value.join(",")).unwrap_or_default()
    }

    /// The uses `transform_uses_vacant` names.
    #[must_use]
    pub fn uses_vacant(&self) -> Gebruiksdoelen {
        Gebruiksdoelen::parse(&self.transform_uses_vacant.value.join(",")).unwrap_or_default()
    }

    /// Whether a kind of restriction rules transformatie out.
    #[must_use]
    pub fn decides(&self, kind: RestrictionKind) -> bool {
        self.transform_deciding.value.iter().any(|word| word == kind.code())
    }

    /// Whether two forms cannot go together on one site.
    #[must_use]
    pub fn excludes(&self, one: Form, other: Form) -> bool {
        self.combine_excludes.value.iter().any(|pair| *pair == (one, other) || *pair == (other, one))
    }

    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        if !(1990..=2100).contains(&self.reference_year.value) {
            return Err(say!(
                "`vormen.reference_year` is {}; schrijf een jaar zoals 2026",
                "`vormen.reference_year` is {}; write a year as 2026",
                self.reference_year.value
            ));
        }
        self.numbers()?;
        self.ranges()?;
        facts("vormen.undecided_without", &self.undecided_without.value)?;
        facts("vormen.unsayable_without", &self.unsayable_without.value)?;
        for (key, uses) in [
            ("vormen.transform_uses", &self.transform_uses.value),
            ("vormen.transform_uses_vacant", &self.transform_uses_vacant.value),
        ] {
            let unknown = |word: &&String| Gebruiksdoelen::parse(word).is_none_or(|set| set.is_empty());
            if let Some(word) = uses.iter().find(unknown) {
                return Err(say!(
                    "`{key}` noemt `{word}`; de gebruiksdoelen zijn {}",
                    "`{key}` names `{word}`; the uses are {}",
                    Gebruiksdoelen::NAMES.join(", ")
                ));
            }
        }
        in_order(
            "vormen.rebuild_ratio_agreed",
            &self.rebuild_ratio_agreed.value,
            &say!("laag gaat voor hoog", "low goes before high"),
        )?;
        let kinds: Vec<&str> = RestrictionKind::ALL.iter().map(|kind| kind.code()).collect();
        if let Some(word) = self.transform_deciding.value.iter().find(|word| !kinds.contains(&word.as_str()))
        {
            return Err(say!(
                "`vormen.transform_deciding` noemt `{word}`; de soorten zijn {}",
                "`vormen.transform_deciding` names `{word}`; the kinds are {}",
                kinds.join(", ")
            ));
        }
        let label = &self.label_protects.value;
        if !label.is_empty() && EnergyLabel::parse(label).is_none() {
            return Err(say!(
                "`vormen.label_protects` is `{label}`; schrijf een label van A tot G, of niets",
                "`vormen.label_protects` is `{label}`; write a label from A to G, or nothing"
            ));
        }
        if let Some((form, _)) = self.combine_excludes.value.iter().find(|(one, other)| one == other) {
            return Err(say!(
                "`vormen.combine_excludes` zet `{}` tegenover zichzelf",
                "`vormen.combine_excludes` holds `{}` against itself",
                form.code()
            ));
        }
        Ok(())
    }

    fn numbers(&self) -> Result<(), Said> {
        for (name, value) in [
            ("home_go_high_m2", self.home_go_high_m2.value),
            ("plinth_home_go_high_m2", self.plinth_home_go_high_m2.value),
            ("aanplak_depth_low_m", self.aanplak_depth_low_m.value),
            ("end_wall_min_m", self.end_wall_min_m.value),
            ("end_wall_max_m", self.end_wall_max_m.value),
            ("split_min_go_m2", self.split_min_go_m2.value),
            ("transform_depth_max_m", self.transform_depth_max_m.value),
        ] {
            above_zero(&format!("vormen.{name}"), value)?;
        }
        for (name, value) in [
            ("elongation_min", self.elongation_min.value),
            ("end_wall_recess_m", self.end_wall_recess_m.value),
            ("end_wall_turn_deg", self.end_wall_turn_deg.value),
            ("neighbor_gap_m", self.neighbor_gap_m.value),
            ("block_gap_m", self.block_gap_m.value),
            ("transform_min_m2", self.transform_min_m2.value),
            ("parking_pressure_max", self.parking_pressure_max.value),
            ("rebuild_min_gain", self.rebuild_min_gain.value),
            ("rebuild_ratio_low", self.rebuild_ratio_low.value),
        ] {
            not_negative(&format!("vormen.{name}"), value)?;
        }
        for (name, value) in [
            ("plinth_usable_share_low", self.plinth_usable_share_low.value),
            ("plinth_usable_share_high", self.plinth_usable_share_high.value),
            ("plinth_homes_share_min", self.plinth_homes_share_min.value),
            ("split_share_low", self.split_share_low.value),
            ("split_share_high", self.split_share_high.value),
            ("transform_daylight_share_min", self.transform_daylight_share_min.value),
            ("transform_usable_share_low", self.transform_usable_share_low.value),
            ("transform_usable_share_high", self.transform_usable_share_high.value),
        ] {
            share(&format!("vormen.{name}"), value)?;
        }
        // How far around each end wall is looked for ground and neighbors.
        for (name, value) in [
            ("aanplak_depth_high_m", self.aanplak_depth_high_m.value),
            ("neighbor_gap_m", self.neighbor_gap_m.value),
            ("block_gap_m", self.block_gap_m.value),
            ("end_wall_recess_m", self.end_wall_recess_m.value),
            ("end_wall_turn_deg", self.end_wall_turn_deg.value),
        ] {
            let most = if name == "end_wall_turn_deg" { 45.0 } else { 100.0 };
            if value > most {
                return Err(say!(
                    "`vormen.{name}` is {value}; het moet {most} of minder zijn",
                    "`vormen.{name}` is {value}; it must be {most} or less"
                ));
            }
        }
        Ok(())
    }

    fn ranges(&self) -> Result<(), Said> {
        let small_first = &say!(
            "kleine woningen geven de hoge schatting, dus hoog, midden en laag mogen niet dalen",
            "small homes give the high estimate, so high, middle and low must not go down"
        );
        let low_first =
            &say!("laag, midden en hoog mogen niet dalen", "low, middle and high must not go down");
        let never_first = &say!(
            "`rebuild_never_age_y` mag niet boven `rebuild_min_age_y` liggen",
            "`rebuild_never_age_y` must not be above `rebuild_min_age_y`"
        );
        for (name, values, rule) in [
            (
                "home_go_m2",
                [self.home_go_high_m2.value, self.home_go_m2.value, self.home_go_low_m2.value],
                small_first,
            ),
            (
                "aanplak_depth_m",
                [self.aanplak_depth_low_m.value, self.aanplak_depth_m.value, self.aanplak_depth_high_m.value],
                low_first,
            ),
            (
                "plinth_home_go_m2",
                [
                    self.plinth_home_go_high_m2.value,
                    self.plinth_home_go_m2.value,
                    self.plinth_home_go_low_m2.value,
                ],
                small_first,
            ),
            (
                "plinth_usable_share",
                [
                    self.plinth_usable_share_low.value,
                    self.plinth_usable_share.value,
                    self.plinth_usable_share_high.value,
                ],
                low_first,
            ),
            (
                "split_share",
                [self.split_share_low.value, self.split_share.value, self.split_share_high.value],
                low_first,
            ),
            (
                "transform_usable_share",
                [
                    self.transform_usable_share_low.value,
                    self.transform_usable_share.value,
                    self.transform_usable_share_high.value,
                ],
                low_first,
            ),
            (
                "rebuild_ratio",
                [self.rebuild_ratio_low.value, self.rebuild_ratio.value, self.rebuild_ratio_high.value],
                low_first,
            ),
            (
                "rebuild_min_age_y",
                [0.0, f64::from(self.rebuild_never_age_y.value), f64::from(self.rebuild_min_age_y.value)],
                never_first,
            ),
        ] {
            in_order(&format!("vormen.{name}"), &values, rule)?;
        }
        Ok(())
    }
}
