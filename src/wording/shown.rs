//! What may be shown of a text that came from a file?

use std::borrow::Cow;

use crate::error::steers;

/// Text that does not steer what shows it: names come from files, and an
/// escape sequence could clear a terminal, an override turn a sentence around
/// on a page. Such signs become `\u{fffd}`; line ends and tabs stay.
///
/// # Examples
///
/// ```
/// use toplaag::wording::harmless;
///
/// assert_eq!(harmless("Sta\u{202e}tion\n"), "Sta\u{fffd}tion\n");
/// ```
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let steers = |sign: char| steers(sign) && !matches!(sign, '\n' | '\t');
    if text.contains(steers) { Cow::Owned(text.replace(steers, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// A text of at most so many bytes; of a longer one the start, with a mark
/// behind it. Never cuts through a sign.
///
/// # Examples
///
/// ```
/// use toplaag::wording::within;
///
/// assert_eq!(within("Café", 5), "Café");
/// assert_eq!(within("Café aan de Vecht", 9), "Caf […]");
/// ```
#[must_use]
pub fn within(text: &str, bytes: usize) -> Cow<'_, str> {
    const MARK: &str = " […]";
    if text.len() <= bytes {
        return Cow::Borrowed(text);
    }
    let end = text.floor_char_boundary(bytes.saturating_sub(MARK.len()));
    Cow::Owned(format!("{}{MARK}", &text[..end]))
}
