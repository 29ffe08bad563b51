//! What asks how much of the grid, where and when, and does it fit?
//!
//! The model of a plan, apart from how a plan is chosen: a [`Phasing`] says
//! which site delivers how many homes in which year, whoever made it (a list, a
//! table, the simple [`rule`]); [`load`] says what that asks, [`headroom`] what
//! there is, and [`balance()`] holds the one against the other. Values in, values
//! out: nothing here knows a file.

pub mod balance;
pub mod headroom;
pub mod load;
pub mod phasing;
pub mod rule;
pub mod stations;

pub use balance::{AreaBalance, YearBalance, balance};
pub use headroom::{Headroom, HeadroomFrom};
pub use load::{Built, YearLoad, loads};
pub use phasing::{Phased, PhasedFrom, Phasing};
pub use rule::{ToPhase, propose};
pub use stations::{AtPlace, Station, stations};
