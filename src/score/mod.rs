//! Which site first?
//!
//! Each criterion turns what was found into a value between 0 and 1
//! ([`value`]); the weights of a profile make one score of them
//! ([`weights`]); sites of one group are put in order ([`mod@rank`]). A knock-out
//! is no matter of points: a site that has one does not come here.

pub mod criteria;
pub mod rank;
pub mod value;
pub mod weights;

pub use criteria::{Criterion, Values};
pub use rank::{Candidate, Group, Ranked, Scope, Standing, rank};
pub use value::{PlanningFlag, StructureFacts};
pub use weights::{Score, score};
