//! What is true of one pand, and of the site it belongs to?
//!
//! Where the stages meet: a pand is held against every map (overlay), its
//! facts against every rule (assess), and the panden of a complex are added
//! up. Takes values and gives values; reads no file, writes none.

mod ahn;
mod layers;
mod place;
mod pand;
mod site;
mod water;

pub use ahn::{AhnRoof, NoHeight, ahn_roof};
pub use layers::{GroundLayers, Layers, RestrictionLayer, ReuseLayer, Roads, StopDistances, ZoneSet};
pub use pand::{Hit, Survey, survey};
pub use place::{Place, PostcodeSignal};
pub use site::{Member, Site, sites};
pub use water::WaterMap;
