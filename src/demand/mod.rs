//! Whose homes ask something of the grid?
//!
//! A request to a netbeheerder and a phasing are about the same homes: every
//! project of the planning lists, with its own homes, and the sites of the run
//! that no list is about. So both count the same, and what is left out of the
//! one is left out of the other.

mod choose;
mod gemeenten;
mod list;
mod not_asked;
mod place;

pub use choose::{Chosen, built, choose, heat_of};
pub use gemeenten::Gemeenten;
pub use list::{ListCounts, Listed, ListedProject, NoYears, NotAsked, ProjectCount, WhyNot, listed};
pub use not_asked::NOT_ASKED;
pub use place::Whereabouts;
