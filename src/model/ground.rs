//! The ground between the panden: whose it is, and what it is used for.

use geo_types::MultiPolygon;

use crate::codes::codes;

codes! {
    /// Ground with a use that may give way to homes.
    ReuseClass {
        /// A car park.
        Parkeerterrein = "parkeerterrein",
        /// A row of garages.
        Garages = "garages",
        /// A filling station.
        Tankstation = "tankstation",
        /// Anything else the user names.
        Overig = "overig",
    }
}

/// A plot of the cadaster (BRK), or any other area that free ground is looked
/// for in.
#[derive(Debug, Clone)]
pub struct Perceel {
    /// Cadastral name (`ASD15 K 1234`) or identification.
    pub id: String,
    /// Area in RD New, valid.
    pub geometry: MultiPolygon<f64>,
}

/// Ground of one owner, as the owner says.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct OwnGround {
    /// Whose it is; `None` when the file names nobody.
    pub corporatie: Option<String>,
    /// The complex it belongs to.
    pub complex: Option<String>,
}

/// What a road surface is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoadUse {
    /// Traffic of any kind.
    Traffic,
    /// Parking (BGT `parkeervlak`): ground that may be reused.
    Parking,
}

/// How densely one may build somewhere, as a plan, a gebiedspaspoort or
/// RUDIFUN says.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct DensitySaid {
    /// Gross floor area over plan area.
    pub fsi: f64,
    /// Whether it is a target to be built to (a plan) rather than what stands
    /// there now (RUDIFUN).
    pub is_target: bool,
}
