//! What programs leave around a text on its way through files: byte order
//! marks, zero-width spaces, the apostrophe and `="…"` that make Excel keep
//! digits as they are.

use std::borrow::Cow;

/// Whether a character is seen by nobody: it holds no meaning in a cell.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || c.is_control() && !c.is_whitespace()
}

/// A text without what nobody sees in it, without `="…"` around it, and
/// without the apostrophe before digits.
#[must_use]
pub fn bare(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Cow::Borrowed(text);
    }
    let mut bare = Cow::Borrowed(text);
    if text.contains(is_unseen) {
        bare = Cow::Owned(text.chars().filter(|c| !is_unseen(*c)).collect());
    }
    let trimmed = bare.trim();
    let inner = trimmed.strip_prefix('=').unwrap_or(trimmed);
    let quoted = inner.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    let inner = quoted.map_or(trimmed, str::trim);
    let digits = inner
        .strip_prefix(['\'', '’', '‘', '`'])
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let inner = digits.map_or(inner, |digits| digits.trim_end_matches(['\'', '’', '`']));
    if inner.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(inner.to_owned()) }
}

/// The digits of an identification. Takes what stands behind a prefix with
/// dots (`NL.IMBAG.Pand.`) or a path; `None` where more than one number, or
/// none, can be read.
pub(super) fn digits(text: &str) -> Option<Cow<'_, str>> {
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits(text) {
        return Some(Cow::Borrowed(text));
    }
    let text: String = bare(text).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.rsplit('/').next().unwrap_or_default();
    let number = match text.rfind(|c: char| c.is_alphabetic()) {
        // `8,9901E+14`
        Some(at) if text[at..].starts_with(['e', 'E']) && text.starts_with(|c: char| c.is_ascii_digit()) => {
            return scientific(&text[..at], &text[at + 1..]).map(Cow::Owned);
        }
        Some(at) => text[at..].split_once('.')?.1,
        None => text,
    };
    let parts: Vec<&str> = number.split(['.', ',']).collect();
    match parts.as_slice() {
        [whole] if all_digits(whole) => Some(Cow::Owned((*whole).to_owned())),
        // `.0` that a program put behind a number.
        [whole, zeros]
            if all_digits(whole) && all_digits(zeros) && zeros.bytes().all(|byte| byte == b'0') =>
        {
            (whole.len() > 3 || zeros.len() != 3).then(|| Cow::Owned((*whole).to_owned()))
        }
        [first, groups @ ..] => {
            let grouped = all_digits(first)
                && first.len() <= 3
                && groups.iter().all(|group| all_digits(group) && group.len() == 3);
            grouped.then(|| Cow::Owned(parts.concat()))
        }
        [] => None,
    }
}

/// The digits of `5,0310E+14`, when it has all of them.
fn scientific(mantissa: &str, exponent: &str) -> Option<String> {
    let (first, rest) = mantissa.split_once(['.', ','])?;
    let n_behind: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let all_there = first.len() == 1 && rest.len() == n_behind;
    let digits = format!("{first}{rest}");
    (all_there && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A text for messages, cut off, with what nobody sees in it written out.
pub(super) fn shown(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for c in text.chars().take(most) {
        if is_unseen(c) || c.is_whitespace() && c != ' ' {
            shown.extend(c.escape_unicode())
        } else {
            shown.push(c)
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_what_is_meant_stays() {
        let cases = [
            ("\u{feff}C1\u{200b}", "C1"),
            ("=\"012\"", "012"),
            ("'012", "012"),
            ("'s-Gravelandseweg 1", "'s-Gravelandseweg 1"),
            ("a\nb", "a\nb"),
            ("12\" buis", "12\" buis"),
        ];
        for (text, expected) in cases {
            assert_eq!(bare(text), expected, "{text:?}");
        }
    }
}
