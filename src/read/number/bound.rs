//! Ends of classes: `< 50`, `50 - 75 m²`, `vanaf 75`.

use super::{Evidence, Holds, Unit, read, says_none};
use crate::value::Value;

const ABOVE: [&str; 9] = [">=", "=>", "≥", ">", "vanaf", "meer dan", "groter dan", "boven", "van"];
const BELOW: [&str; 10] =
    ["<=", "=<", "≤", "<", "tot en met", "t/m", "tot", "minder dan", "kleiner dan", "onder"];
const AND_MORE: [&str; 6] = ["en meer", "en groter", "of meer", "of groter", "e.m.", "+"];

/// The number of a lower end, without the words for that.
pub(super) fn lower(text: &str) -> &str {
    let text = without_first(text.trim(), &ABOVE);
    AND_MORE.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim()
}

/// The number of an upper end, without the words for that.
pub(super) fn upper(text: &str) -> &str {
    without_first(text.trim(), &BELOW)
}

fn without_first<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let starts = |word: &&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    words.iter().find(|word| starts(word)).map_or(text, |word| text[word.len()..].trim_start())
}

/// The two ends of a class in one cell: `40-60 m²`, `< 50`, `75+`. An end
/// that is open is `None`; `None` in all when it is no class.
pub fn range(text: &str, unit: Unit) -> Option<(Option<f64>, Option<f64>)> {
    let text = text.trim();
    let number = |text: &str| -> Option<f64> {
        let value = read(&Value::from(text), Holds::Number(unit), &Evidence::default()).ok()?;
        value.as_f64()
    };
    if says_none(text) {
        return None;
    }
    let (above, below) = (lower(text), upper(text));
    if below.len() != text.len() {
        return Some((None, Some(number(below)?)));
    }
    if above.len() != text.len()
        && let Some(from) = number(above)
    {
        return Some((Some(from), None));
    }
    for sign in ["tot en met", "t/m", "tot", "–", "—", "-"] {
        if let Some((from, to)) = above.split_once(sign) {
            let to = number(to)?;
            // The unit may stand at the end alone.
            return number(from).filter(|from| *from < to).map(|from| (Some(from), Some(to)));
        }
    }
    None
}
