//! How does a page get to disk?
//!
//! The one way for every page: the template escapes what would be markup, and
//! here goes what would steer how text is shown.

use std::{fs, path::Path};

use askama::Template;

use super::{format_error, write_error};
use crate::{error::ExportError, wording::harmless};

/// Writes a page.
///
/// # Errors
///
/// [`ExportError::Format`] when it cannot be made, [`ExportError::Write`] when
/// it cannot be written.
pub(super) fn write_page(path: &Path, page: &impl Template) -> Result<(), ExportError> {
    let text = page_text(path, page)?;
    fs::write(path, text.as_bytes()).map_err(write_error(path))
}

/// A page as text; `path` is what an error names.
///
/// # Errors
///
/// [`ExportError::Format`] when it cannot be made.
pub(super) fn page_text(path: &Path, page: &impl Template) -> Result<String, ExportError> {
    let text = page.render().map_err(format_error(path, "HTML"))?;
    Ok(harmless(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Template)]
    #[template(source = "<p>{{ text }}</p>\n", ext = "html")]
    struct Page<'a> {
        text: &'a str,
    }

    #[test]
    fn nothing_turns_a_page_around() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        write_page(&path, &Page { text: "a\u{202e}b\u{2067}c\u{1b}[2J\u{0}<" }).unwrap();
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(text, "<p>a\u{fffd}b\u{fffd}c\u{fffd}[2J\u{fffd}&#60;</p>\n");
    }
}
