//! Parameters for types of panden.

use serde::{Deserialize, Serialize};

use super::Param;
use crate::lang::{Said, say};

/// `data/params/typen.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/typen.toml")]
pub struct TypeParams {
    pub bouwjaar_from: Param<Vec<u16>>,
    pub storeys_from: Param<Vec<u32>>,
    pub roof_m2_from: Param<Vec<f64>>,
    pub depth_m_from: Param<Vec<f64>>,
    pub pilots: Param<u32>,
    pub mid_rise_from: Param<u32>,
    pub high_rise_from: Param<u32>,
}

impl TypeParams {
    /// Checks ranges; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        bounds("bouwjaar_from", self.bouwjaar_from.value.iter().map(|year| f64::from(*year)))?;
        bounds("storeys_from", self.storeys_from.value.iter().map(|storeys| f64::from(*storeys)))?;
        bounds("roof_m2_from", self.roof_m2_from.value.iter().copied())?;
        bounds("depth_m_from", self.depth_m_from.value.iter().copied())?;
        if self.pilots.value == 0 {
            return Err(say!(
                "`typen.pilots` is 0; het moet 1 of meer zijn",
                "`typen.pilots` is 0; it must be 1 or more"
            ));
        }
        Ok(())
    }
}

/// Lower bounds are finite and rise from above 0.
fn bounds(name: &str, from: impl Iterator<Item = f64>) -> Result<(), Said> {
    let mut last = 0.0;
    for bound in from {
        if !bound.is_finite() || bound <= last {
            return Err(say!(
                "`typen.{name}`: {bound} volgt op {last}; schrijf ondergrenzen die oplopen, boven 0",
                "`typen.{name}`: {bound} follows {last}; write lower bounds that rise, above 0"
            ));
        }
        last = bound;
    }
    Ok(())
}
