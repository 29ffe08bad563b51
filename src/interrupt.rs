//! Did the user ask to stop?
//!
//! Ctrl-C and a termination signal set a flag; long work looks at it between
//! batches and ends with [`Error::Interrupted`], so that what was half
//! written is cleaned up on the way out.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::Error;

static STOP: AtomicBool = AtomicBool::new(false);

/// Notes that the user asked to stop.
pub fn request() {
    STOP.store(true, Ordering::Relaxed);
}

/// Goes on, or ends the run.
///
/// # Errors
///
/// [`Error::Interrupted`] once the user asked to stop.
pub fn check() -> Result<(), Error> {
    if STOP.load(Ordering::Relaxed) { Err(Error::Interrupted) } else { Ok(()) }
}
