//! How sure is a place in the order?
//!
//! SMAA-2 (stochastic multicriteria acceptability analysis): the weights and
//! the values that are not certain are drawn many times, and it is counted how
//! often each site comes where. What is drawn of a site hangs on its own
//! identification, on the seed and on nothing else: another site beside it or
//! another number of threads changes none of its numbers.
//!
//! # Source
//!
//! toplaag method §8; Tervonen and Figueira 2008, doi 10.1002/mcda.407.

mod contender;
mod draws;
mod inform;
mod ranks;
#[cfg(test)]
mod tests;

pub use contender::{Contender, Fact, Spread};
pub use draws::{Uniforms, WeightDraws};
pub use inform::{Worth, worth_knowing};
pub use ranks::{Acceptability, Contends, Contest, entropy};
