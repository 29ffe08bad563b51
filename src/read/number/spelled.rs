//! The ways to read the text of one number.

use super::Unit;
use crate::model::without_marks;

/// The sign between thousands or before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `.`
    Point,
    /// `,`
    Comma,
}

impl Sign {
    fn of(c: char) -> Option<Self> {
        match c {
            '.' => Some(Self::Point),
            ',' => Some(Self::Comma),
            _ => None,
        }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// What a text spells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spelled {
    /// One number.
    Number {
        /// The number.
        number: f64,
        /// The sign before its decimals, where the text shows it.
        decimal: Option<Sign>,
    },
    /// One sign with three digits behind it: thousands or decimals.
    Either {
        /// As thousands.
        thousands: f64,
        /// As decimals.
        decimals: f64,
        /// The sign.
        sign: Sign,
        /// Whether the three digits are zeros.
        is_round: bool,
    },
}

/// Longest text that is taken for a number, in bytes.
const MAX_BYTES: usize = 60;

/// Whether a cell of a column of numbers says that there is nothing to say.
pub fn says_none(text: &str) -> bool {
    let text = without_marks(text);
    let word: String =
        text.chars().filter(|c| c.is_alphanumeric()).take(12).flat_map(char::to_lowercase).collect();
    if word.is_empty() {
        return text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | '/'));
    }
    ["nvt", "geen", "onbekend", "nnb", "ntb", "nb", "tbd", "na", "null", "nan", "none"]
        .contains(&word.as_str())
}

/// Reads a text that spells a number with its unit behind it; `None` when it
/// does not.
pub fn spelled(text: &str, unit: Unit) -> Option<Spelled> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let text = without_marks(text);
    let text = text.trim();
    let (is_negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    let sized = |factor: f64| if is_negative { -factor } else { factor };
    if let Some(number) = scientific(text) {
        return Some(Spelled::Number { number: sized(number), decimal: Some(Sign::Point) });
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || is_between(c))).unwrap_or(text.len());
    let body = text[..end].trim_end();
    let factor = unit.factor(text[end..].trim())?;
    digits(body).map(|spelled| match spelled {
        Spelled::Number { number, decimal } => Spelled::Number { number: sized(number * factor), decimal },
        Spelled::Either { thousands, decimals, sign, is_round } => Spelled::Either {
            thousands: sized(thousands * factor),
            decimals: sized(decimals * factor),
            sign,
            is_round,
        },
    })
}

/// Digits in groups, with a fraction perhaps.
fn digits(body: &str) -> Option<Spelled> {
    let body = without_spaces(body)?;
    let signs: Vec<(usize, Sign)> =
        body.char_indices().filter_map(|(at, c)| Some((at, Sign::of(c)?))).collect();
    let Some((at, last)) = signs.last().copied() else {
        return Some(Spelled::Number { number: parse(&body, "")?, decimal: None });
    };
    let (front, behind) = (&body[..at], &body[at + 1..]);
    if behind.is_empty() {
        return None;
    }
    let is_mixed = signs.iter().any(|(_, sign)| *sign != last);
    let n_last = signs.iter().filter(|(_, sign)| *sign == last).count();
    if is_mixed {
        let number = parse(&grouped(front, last.other())?, behind)?;
        return (n_last == 1).then_some(Spelled::Number { number, decimal: Some(last) });
    }
    if n_last > 1 {
        let number = parse(&grouped(&body, last)?, "")?;
        return Some(Spelled::Number { number, decimal: Some(last.other()) });
    }
    let decimals = parse(front, behind)?;
    let thousands = grouped(&body, last).filter(|_| !front.starts_with('0')).and_then(|all| parse(&all, ""));
    Some(match thousands {
        Some(thousands) => Spelled::Either { thousands, decimals, sign: last, is_round: behind == "000" },
        None => Spelled::Number { number: decimals, decimal: Some(last) },
    })
}

/// A body without the spaces and apostrophes that part its thousands; `None`
/// when they part something else.
fn without_spaces(body: &str) -> Option<String> {
    let is_apart = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    if !body.contains(is_apart) {
        return Some(body.to_owned());
    }
    let end = body.find(['.', ',']).unwrap_or(body.len());
    let (whole, rest) = body.split_at(end);
    let groups: Vec<&str> = whole.split(is_apart).collect();
    let fits = is_grouped(&groups) && !rest.contains(is_apart);
    // With thousands parted otherwise, one sign can only be the decimal one.
    fits.then(|| format!("{}{rest}", groups.concat()))
}

/// The digits of a whole number whose thousands are parted by this sign.
fn grouped(text: &str, sign: Sign) -> Option<String> {
    let groups: Vec<&str> = text.split(|c| Sign::of(c) == Some(sign)).collect();
    (is_grouped(&groups) && !text.contains(|c| Sign::of(c) == Some(sign.other()))).then(|| groups.concat())
}

fn is_grouped(groups: &[&str]) -> bool {
    let are_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let first = groups.first().map_or(0, |group| group.len());
    are_digits && (1..=3).contains(&first) && groups[1..].iter().all(|group| group.len() == 3)
}

fn parse(whole: &str, fraction: &str) -> Option<f64> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    format!("0{whole}.{fraction}0").parse().ok()
}

/// `1.5e3`, as programs write large and small numbers.
fn scientific(text: &str) -> Option<f64> {
    let (front, power) = text.split_once(['e', 'E'])?;
    let is_number = |text: &str| {
        !text.is_empty()
            && text.starts_with(|c: char| c.is_ascii_digit())
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    };
    let is_power = power.strip_prefix(['+', '-']).unwrap_or(power).bytes().all(|b| b.is_ascii_digit());
    (is_number(front) && is_power)
        .then(|| text.parse().ok())
        .flatten()
        .filter(|number: &f64| number.is_finite())
}

/// What may stand between the digits of a number.
fn is_between(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’') || c.is_whitespace()
}
