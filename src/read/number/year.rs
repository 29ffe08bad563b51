//! Years: by themselves, or in the date of a day.

/// Years a date may be of; outside them the digits mean something else.
const YEARS: std::ops::RangeInclusive<i64> = 1000..=2300;

/// The year of a date: `1972-03-01`, `01-03-1972`, `1/3/1972 00:00`,
/// `1972-03-01T00:00:00Z`, `19720301`. `None` for anything else, such as
/// `ca. 1972`, `1972/1975` and `72`.
pub(super) fn of_date(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('\'');
    if text.len() > 40 {
        return None;
    }
    let day = text.split(['T', ' ']).next()?;
    let rest = text[day.len()..].trim_start_matches(['T', ' ']);
    let is_time = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | ' '));
    if !is_time {
        return None;
    }
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let numbers: Vec<i64> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match (parts.as_slice(), numbers.as_slice()) {
        ([first, ..], [year, month, day]) if first.len() == 4 => date(*year, *month, *day),
        ([.., last], [day, month, year]) if last.len() == 4 => {
            date(*year, *month, *day).or_else(|| date(*year, *day, *month))
        }
        ([only], [number]) if only.len() == 8 => compact(*number),
        _ => None,
    }
}

/// The year of a number: itself, or that of a day such as 19720301.
pub(super) fn of_number(number: i64) -> i64 {
    compact(number).unwrap_or(number)
}

fn compact(number: i64) -> Option<i64> {
    date(number / 10_000, number / 100 % 100, number % 100)
}

fn date(year: i64, month: i64, day: i64) -> Option<i64> {
    (YEARS.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(year)
}
