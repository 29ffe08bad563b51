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
    /// Its blocks of homes with end walls.
    pub(super) blocks: Vec<Block>,
    /// Whether a map of roads was given.
    pub(super) roads_known: bool,
    /// Whether a map of open water was given.
    pub(super) water_known: bool,
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
