//! What did GDAL say?
//!
//! GDAL prints its failures unless somebody listens. They are kept per thread
//! instead, for our own errors to pass on.

use std::{cell::RefCell, sync::Once};

use gdal::errors::CplErrType;

thread_local! {
    /// The last failure GDAL told of in this thread.
    static FAILURE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps GDAL off stderr from here on, and forgets what it said before.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        gdal::config::set_error_handler(|kind, _, message| {
            if matches!(kind, CplErrType::Failure | CplErrType::Fatal) {
                FAILURE.set(Some(message.to_owned()));
            }
        });
    });
    FAILURE.set(None);
}

/// The last failure since then, on one line; it is told once.
#[must_use]
pub fn take() -> Option<String> {
    FAILURE.take().map(|said| said.trim().replace('\n', " ")).filter(|said| !said.is_empty())
}
