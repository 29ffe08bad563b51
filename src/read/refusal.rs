//! What is said of a file that cannot be read as it is?

use std::path::Path;

use crate::error::{ReadError, brief};
use crate::lang::Said;

/// A file that is not what it was taken for.
pub(super) fn format_error(path: &Path, format: &'static str, detail: impl Into<Said>) -> ReadError {
    let detail = detail.into();
    ReadError::Format { path: path.to_owned(), format, detail: Said::by(|lang| brief(detail.pick(lang))) }
}

/// A file that is not read as it is.
pub(super) fn refused(path: &Path, format: &'static str, detail: Said, hint: Said) -> ReadError {
    ReadError::Refused { path: path.to_owned(), format, detail, hint }
}
