//! Parameters for planning lists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Param,
    groups::{not_negative, share},
};
use crate::lang::{Said, say};
use crate::model::lower_words;

/// `data/params/planlijst.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/planlijst.toml")]
pub struct PlanlijstParams {
    pub milestones: Param<Vec<String>>,
    pub home_types: Param<Vec<String>>,
    pub rent_classes: Param<Vec<String>>,
    pub sizes: Param<Vec<String>>,
    pub columns: Param<BTreeMap<String, String>>,
    pub status_hard: Param<Vec<String>>,
    pub status_zacht: Param<Vec<String>>,
    pub years_ahead: Param<u16>,
    pub plan_area_share: Param<f64>,
    pub match_distance_m: Param<f64>,
    pub name_words_share: Param<f64>,
    pub name_words_ignored: Param<Vec<String>>,
}

/// Furthest a point may be asked to reach, in meters.
const MAX_DISTANCE_M: f64 = 500.0;

/// Most years a list that is started looks ahead.
const MAX_YEARS: u16 = 50;

impl PlanlijstParams {
    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        not_negative("planlijst.match_distance_m", self.match_distance_m.value)?;
        if self.match_distance_m.value > MAX_DISTANCE_M {
            return Err(say!(
                "`planlijst.match_distance_m` is {}; het moet {MAX_DISTANCE_M} of minder zijn",
                "`planlijst.match_distance_m` is {}; it must be {MAX_DISTANCE_M} or less",
                self.match_distance_m.value
            ));
        }
        share("planlijst.name_words_share", self.name_words_share.value)?;
        if self.name_words_share.value == 0.0 {
            return Err(say!(
                "`planlijst.name_words_share` is 0; dan zou elke naam bij elke locatie passen",
                "`planlijst.name_words_share` is 0; then every name would fit every site"
            ));
        }
        share("planlijst.plan_area_share", self.plan_area_share.value)?;
        if self.plan_area_share.value == 0.0 {
            return Err(say!(
                "`planlijst.plan_area_share` is 0; dan zou een plan alles omvatten wat het raakt",
                "`planlijst.plan_area_share` is 0; then a plan would hold all that it touches"
            ));
        }
        self.statuses()?;
        if !(1..=MAX_YEARS).contains(&self.years_ahead.value) {
            return Err(say!(
                "`planlijst.years_ahead` is {}; het moet tussen 1 en {MAX_YEARS} liggen",
                "`planlijst.years_ahead` is {}; it must lie between 1 and {MAX_YEARS}",
                self.years_ahead.value
            ));
        }
        self.names()
    }

    /// A word for a status says one of them.
    fn statuses(&self) -> Result<(), Said> {
        let hard: Vec<Vec<String>> = self.status_hard.value.iter().map(|text| lower_words(text)).collect();
        match self.status_zacht.value.iter().find(|text| hard.contains(&lower_words(text))) {
            Some(text) => Err(say!(
                "`{text}` staat in `planlijst.status_hard` en in `planlijst.status_zacht`",
                "`{text}` stands in `planlijst.status_hard` and in `planlijst.status_zacht`"
            )),
            None => Ok(()),
        }
    }

    /// A name must be one, and stand once: each becomes a column.
    fn names(&self) -> Result<(), Said> {
        let lists = [
            ("milestones", &self.milestones.value),
            ("home_types", &self.home_types.value),
            ("rent_classes", &self.rent_classes.value),
            ("sizes", &self.sizes.value),
        ];
        let mut known: Vec<String> = Vec::new();
        for (list, names) in lists {
            for name in names {
                let bare: String =
                    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
                if !bare.chars().any(char::is_alphabetic) {
                    return Err(say!(
                        "`planlijst.{list}` noemt `{name}`; een naam heeft een letter",
                        "`planlijst.{list}` names `{name}`; a name holds a letter"
                    ));
                }
                if known.contains(&bare) {
                    return Err(say!(
                        "`planlijst.{list}` noemt `{name}`, en dat is al een kolom",
                        "`planlijst.{list}` names `{name}`, which is a column already"
                    ));
                }
                known.push(bare);
            }
        }
        Ok(())
    }
}
