//! Which work starts in which year, so that everything fits?
//!
//! A [`Problem`] is the question in whole numbers: works (sites or projects)
//! with their homes and load by year since their start, the room of supply areas
//! and of the stations above them, and what people want ([`Wish`]). The answer
//! is a [`Plan`], which [`Plan::broken`] holds against the problem again,
//! whatever solver it came from.

mod check;
mod elastic;
mod greedy;
mod groups;
mod model;
mod near;
mod parts;
mod plan;
mod presolve;
mod prices;
mod problem;
mod program;
mod solve;
pub mod solver;
mod sound;
mod stairs;
mod swap;
mod sweep;
#[cfg(test)]
mod tests;
mod whole;

pub use check::Broken;
pub use plan::{Conflict, Effort, Outcome, Plan, Proof, Simple, Start};
pub use problem::{Area, Problem, Way, Wish, WishKind, Work};
pub use sound::Unsound;
pub use stairs::{Replaced, Staircase, Step, replaced, staircase};
pub use whole::schedule;
