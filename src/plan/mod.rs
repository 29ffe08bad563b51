//! What asks how much of the grid, where and when, and does it fit?
//!
//! The model of a plan, apart from how a plan is chosen: a [`Phasing`] says
//! which site delivers how many homes in which year, whoever made it (a list, a
//! table, the simple [`rule`]); [`load`] says what that asks, [`room`] what
//! there is, and [`balance()`] holds the one against the other. [`window`] says
//! when a request can be claimed, and what is left of a reservation. Values in,
//! values out: nothing here knows a file.

pub mod balance;
pub mod chance;
pub mod load;
pub mod phasing;
pub mod room;
pub mod rule;
pub mod schedule;
pub mod stations;
pub mod window;

pub use balance::{AreaBalance, YearBalance, balance};
pub use chance::{Expected, Likely, Outlook, outlook};
pub use load::{Built, YearLoad, loads};
pub use phasing::{Phased, PhasedFrom, Phasing};
pub use room::{AreaRoom, Room, RoomFrom, RoomMw};
pub use rule::{ToPhase, propose};
pub use stations::{AtPlace, Station, stations};
pub use window::{Claim, Claims, Day, InWindow, RequestStatus, Window};
