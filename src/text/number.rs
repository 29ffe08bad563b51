//! Numbers as people write them.

use super::Lang;

/// A number with a fixed number of decimals and grouped thousands:
/// `1.234,5` in Dutch, `1,234.5` in English.
///
/// # Examples
///
/// ```
/// use toplaag::text::{Lang, number};
///
/// assert_eq!(number(1234.55, 1, Lang::Nl), "1.234,6");
/// assert_eq!(number(-0.04, 1, Lang::En), "0.0");
/// assert_eq!(number(12_227.0, 0, Lang::Nl), "12.227");
/// ```
#[must_use]
pub fn number(value: f64, decimals: usize, lang: Lang) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let (group, point) = match lang {
        Lang::Nl => ('.', ','),
        Lang::En => (',', '.'),
    };
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        out.push('-');
    }
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}
