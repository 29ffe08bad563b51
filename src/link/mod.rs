//! Which verblijfsobject lies in which pand, which home is whose, and which project is which?
//!
//! Joins the registers by identification, address and place. Takes nouns and
//! gives nouns; reads no file and knows no rule.

mod address;
mod area;
mod bezit;
pub mod editions;
mod unit_in_pand;
mod projects;
mod units;

pub use bezit::{Complex, ComplexId, Extent, Holdings, Matched, match_bezit};
pub use projects::{InGemeente, MatchNorms, PlanSite, is_gemeente, match_projects};
pub use unit_in_pand::{Ambiguous, Placement};
pub use units::{OTHERS, OwnerShare, Units, street_and_numbers};
