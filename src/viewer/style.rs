//! The house style that lies beside the page.

use std::path::Path;

use crate::{error::Error, lang::say, regular};

/// Bytes of a house style at most.
const MOST: u64 = 256 << 10;

/// Reads a house style: CSS with design tokens. It may not reach for anything
/// elsewhere: the page asks nothing of others.
///
/// # Errors
///
/// [`Error::Read`] when it cannot be read; [`Error::CommandLine`] for what
/// cannot be taken along.
pub fn house_style(path: &Path) -> Result<String, Error> {
    let bytes = regular::read(path, MOST)?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let lower = text.to_lowercase();
    let reaches = ["@import", "url(", "image-set(", "\\"].iter().any(|sign| lower.contains(sign));
    if text.is_empty() || reaches {
        return Err(Error::CommandLine {
            detail: say!(
                "`{}` is geen huisstijl die mee kan",
                "`{}` is no house style that can be taken along",
                path.display()
            ),
            hint: say!(
                "geef een CSS-bestand met eigenschappen (`:root {{ --… }}`), zonder `@import`, `url()` of schuine streep achterover",
                "give a CSS file with properties (`:root {{ --… }}`), without `@import`, `url()` or backslash"
            ),
        });
    }
    Ok(text)
}
