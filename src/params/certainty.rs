//! Parameters for how sure a place on the list is.

use serde::{Deserialize, Serialize};

use super::{
    Param,
    groups::{above_zero, share},
};
use crate::{
    codes::codes,
    lang::{Said, say},
};

/// Most draws: beyond them a share gains nothing that can be printed.
const MOST_DRAWS: u32 = 1_000_000;

codes! {
    /// How weights are drawn.
    DrawnWeights {
        /// Around those of the profile.
        Profile = "profile",
        /// All equally likely.
        Uniform = "uniform",
    }
}

/// `data/params/zekerheid.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/zekerheid.toml")]
pub struct CertaintyParams {
    pub draws: Param<u32>,
    pub seed: Param<u32>,
    pub weights: Param<DrawnWeights>,
    pub concentration: Param<f64>,
    pub weight_least: Param<f64>,
    pub fact_holds: Param<f64>,
    pub consistency_max: Param<f64>,
}

impl CertaintyParams {
    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        above_zero("zekerheid.concentration", self.concentration.value)?;
        share("zekerheid.fact_holds", self.fact_holds.value)?;
        share("zekerheid.consistency_max", self.consistency_max.value)?;
        let least = self.weight_least.value;
        // Seven criteria weigh at most.
        if !(0.0..=0.14).contains(&least) {
            return Err(say!(
                "`zekerheid.weight_least` is {least}; het moet tussen 0 en 0.14 liggen, want er zijn zeven criteria",
                "`zekerheid.weight_least` is {least}; it must lie between 0 and 0.14, as there are seven criteria"
            ));
        }
        let draws = self.draws.value;
        if draws > MOST_DRAWS {
            return Err(say!(
                "`zekerheid.draws` is {draws}; hoogstens {MOST_DRAWS}",
                "`zekerheid.draws` is {draws}; {MOST_DRAWS} at most"
            ));
        }
        Ok(())
    }
}
