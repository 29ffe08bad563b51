//! What does the ground around the panden of a location say?
//!
//! Measured once, of all that stands and is free around; what a form makes of
//! it can be asked again with other norms.

use geo_types::Polygon;
use serde::{Deserialize, Serialize};

use crate::{model::PandId, survey::FoundWall};

/// What was measured on the ground around the panden of one location.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct OnGround {
    /// Its blocks of homes with end walls; none where aanplakken was not asked.
    pub(super) blocks: Vec<Block>,
    /// FSI of the ground its homes stand on, netto; `None` where that cannot
    /// be told or sloop-nieuwbouw was not asked.
    pub(super) fsi: Option<f64>,
    /// Addresses per km² around its first pand with homes.
    pub(super) address_density: Option<f64>,
}

/// Panden that stand together, with the end walls of what they make.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Block {
    /// Its outline.
    #[serde(with = "crate::packed::polygon")]
    pub shape: Polygon<f64>,
    /// Its panden, by identification.
    pub panden: Vec<PandId>,
    /// Its end walls.
    pub walls: Vec<FoundWall>,
}
