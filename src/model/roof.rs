//! What is known of a roof.

use crate::{
    codes::codes,
    units::{Meters, SquareMeters},
};

/// The shape of a roof as 3DBAG classifies it (`b3_dak_type`, before 2023
/// `dak_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum DakType {
    /// One flat plane.
    Horizontal,
    /// Flat planes at several heights.
    MultipleHorizontal,
    /// At least one slanted plane.
    Slanted,
    /// The point cloud has no points here, no planes were found, or 3DBAG
    /// says `unknown`: nothing is known.
    NoPoints,
}

impl DakType {
    /// 3DBAG's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Horizontal => "horizontal",
            Self::MultipleHorizontal => "multiple horizontal",
            Self::Slanted => "slanted",
            Self::NoPoints => "no points",
        }
    }

    /// Reads 3DBAG's spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.trim().to_ascii_lowercase().as_str() {
            "horizontal" => Self::Horizontal,
            "multiple horizontal" => Self::MultipleHorizontal,
            "slanted" => Self::Slanted,
            "no points" | "no planes" | "unknown" => Self::NoPoints,
            _ => return None,
        })
    }
}

codes! {
    /// Where heights and roof of a pand come from.
    RoofFrom {
        /// 3DBAG, or a table in its column names.
        Heights = "heights",
        /// Estimated from the height rasters of AHN, the edges of the
        /// footprint left out.
        Ahn = "ahn",
        /// The same over the whole footprint, which is too small to leave
        /// its edges out.
        AhnFootprint = "ahn_footprint",
    }
}

impl RoofFrom {
    /// Whether it is an estimate.
    #[must_use]
    pub fn is_estimate(self) -> bool {
        self != Self::Heights
    }
}

/// Heights and roof of one pand, from 3DBAG, a table in its column names, or
/// AHN.
///
/// # Units
///
/// Heights in meters NAP, areas in square meters of roof surface.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Roof {
    /// Ground level around the pand (`b3_h_maaiveld`).
    pub maaiveld: Option<Meters>,
    /// 70th percentile of the roof heights.
    pub roof: Option<Meters>,
    /// Roof surface that is flat (`b3_opp_dak_plat`).
    pub flat: Option<SquareMeters>,
    /// Roof surface that is not (`b3_opp_dak_schuin`).
    pub slanted: Option<SquareMeters>,
    /// Shape class, used when the areas are missing.
    pub dak_type: Option<DakType>,
    /// Storeys (`b3_bouwlagen`; 3DBAG fills it up to 5).
    pub bouwlagen: Option<u16>,
    /// Where all of this comes from.
    pub from: RoofFrom,
}

impl Default for Roof {
    /// Nothing known.
    fn default() -> Self {
        Self {
            maaiveld: None,
            roof: None,
            flat: None,
            slanted: None,
            dak_type: None,
            bouwlagen: None,
            from: RoofFrom::Heights,
        }
    }
}

impl Roof {
    /// Height of the roof above the ground around it.
    #[must_use]
    pub fn height(&self) -> Option<Meters> {
        Some(self.roof? - self.maaiveld?)
    }
}
