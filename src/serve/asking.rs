//! How many sums are made at once?
//!
//! One, as each takes all processors; a few may wait.

use tokio::sync::Semaphore;

/// Where it is asked.
pub const PATH: &str = "/api/watals";

/// Questions that may wait for the one at work.
const MOST_WAITING: usize = 4;

/// The sums that are being made.
pub struct Asking {
    /// Places for those at work and those that wait.
    pub waiting: Semaphore,
    /// The one place to work.
    pub at_work: Semaphore,
}

impl Default for Asking {
    fn default() -> Self {
        Self { waiting: Semaphore::new(1 + MOST_WAITING), at_work: Semaphore::new(1) }
    }
}
