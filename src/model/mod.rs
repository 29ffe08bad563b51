//! The nouns: what a pand, a verblijfsobject, a zone or a site *is*.
//!
//! Nothing here reads a file, knows a rule or computes a score. Register
//! nouns are Dutch and spelled as the registers spell them.

mod address;
mod bezit;
mod form;
mod gebied;
mod ground;
mod ids;
mod list;
mod marks;
mod matching;
mod knelpunt;
mod label;
mod missing;
mod moment;
mod pand;
mod partly;
mod phrases;
mod plan_date;
mod project;
mod project_match;
mod restriction;
mod roof;
mod verblijfsobject;
mod zone;

pub use address::{
    Address, AddressCells, AddressError, Reading, house_number, lower_words, place_key, street_key,
    suffix_key,
};
pub use bezit::{BezitKey, BezitRow, Conditions};
pub use form::Form;
pub use gebied::{Gebied, GebiedKind};
pub use ground::{DensitySaid, OwnGround, Perceel, ReuseClass, RoadUse};
pub use ids::{Expected, IdError, PandId, Postcode6, VerblijfsobjectId};
pub use knelpunt::{Knelpunt, Level};
pub use label::EnergyLabel;
pub use list::{list_items, same_term};
pub use marks::bare as without_marks;
pub use matching::{MatchReason, MatchStatus, RowMatch};
pub use missing::Missing;
pub use moment::Moment;
pub use pand::{Pand, PandStatus};
pub use partly::PartlyKnown;
pub use phrases::Phrases;
pub use plan_date::{DaySpan, PlanDate, PlanPeriod, Within};
pub use project::{Milestone, PlannedProject, Planstatus, ProgrammeBy, ProgrammeLine};
pub use project_match::{ProjectMatch, ProjectReason, ProjectRule, ProjectStatus};
pub use restriction::{HeightReference, RestrictionKind};
pub use roof::{DakType, Roof, RoofFrom};
pub use verblijfsobject::{
    Gebruiksdoelen, Nummeraanduiding, OpenbareRuimte, Panden, Verblijfsobject, VerblijfsobjectStatus,
};
pub use zone::{
    Effect, GridArea, GridCode, NormRow, ParkingPlaces, ParkingZone, Postcodes, Restriction, StopClass,
    WaterClass, Zone,
};
