//! Which site first?
//!
//! Each criterion turns what was found into a value between 0 and 1
//! ([`value`]); the weights of a profile make one score of them
//! ([`weights`]); forms that compete for one place make a best set
//! ([`mod@combine`]); sites of one group are put in order ([`mod@rank`]). A knock-out
//! is no matter of points: a site that has one does not come here.

pub mod ahp;
pub mod combine;
pub mod criteria;
pub mod rank;
pub mod smaa;
pub mod spread;
pub mod turning;
pub mod value;
pub mod weights;

pub use combine::{Choice, Combined, combine, conflicts_by_form};
pub use criteria::{Criterion, Values};
pub use rank::{Candidate, Group, List, PutForward, Ranked, Scope, Standing, rank};
pub use value::{PlanningFlag, StructureFacts};
pub use weights::{Score, score};
