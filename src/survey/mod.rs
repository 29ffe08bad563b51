//! What is true of one pand, and of the site it belongs to?
//!
//! Where the stages meet: a pand is held against every map (overlay), its
//! facts against every rule (assess), and the panden of a complex are added
//! up. Takes values and gives values; reads no file, writes none.

mod ahn;
mod ground;
mod layers;
mod place;
mod pand;
mod site;
mod water;
mod zone_set;

pub use ahn::{AhnRoof, NoHeight, ahn_roof};
pub use ground::{
    Built, Context, Domain, DomainKind, Fabric, FabricBuilder, FoundPlot, FoundWall, Ground, GroundCounts,
    Over, Taken, TakenBy,
};
pub use layers::{GroundLayers, Layers, RestrictionLayer, ReuseLayer, Roads, StopDistances};
pub use pand::{FoundPand, Hit, OtherUnits, Survey, on_vacancy_map, restrictions, survey};
pub use place::{Place, PostcodeSignal};
pub use site::{
    ByState, Choice, Compared, Detail, Location, OnGround, Places, PlotShape, SetParking, Site, SiteSet,
    Surroundings, ValueRange, alone, belongs, by_moment, locations, measure, sites,
};
pub use water::WaterMap;
pub use zone_set::ZoneSet;
