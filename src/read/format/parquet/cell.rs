//! What stands in a cell of a table, from what a file stores?

use super::{
    super::{real_value, text_value},
    leaf::{Leaf, Meaning, Physical},
    values::Raw,
};
use crate::value::Value;

const SECONDS_A_DAY: i64 = 86_400;

/// The Julian day of the first of January 1970.
const DAY_OF_1970: i64 = 2_440_588;

/// A stored value as a cell holds it: days and moments as ISO 8601 writes
/// them, decimals as numbers, bytes that are no text as nothing.
pub(super) fn cell(raw: Raw<'_>, leaf: &Leaf) -> Value {
    match raw {
        Raw::Flag(flag) => Value::Bool(flag),
        Raw::Int(number) => whole(number, leaf),
        Raw::Int96([nanoseconds @ .., a, b, c, d]) => {
            let day = i64::from(u32::from_le_bytes([a, b, c, d])) - DAY_OF_1970;
            let nanoseconds = i128::from(i64::from_le_bytes(nanoseconds));
            let since = i128::from(day) * i128::from(SECONDS_A_DAY) * 1_000_000_000 + nanoseconds;
            Value::Text(moment(since, 1_000_000_000, false))
        }
        // A float has seven digits: nothing long in it is exact.
        Raw::Float(number) if number.is_finite() => Value::Real(number.into()),
        Raw::Float(_) => Value::Null,
        Raw::Double(number) => real_value(number),
        Raw::Bytes(bytes) => match leaf.meaning {
            Meaning::Decimal(scale) => decimal(signed(bytes), scale),
            Meaning::Uuid => Value::Text(uuid(bytes)),
            Meaning::Text => text_value(String::from_utf8_lossy(bytes)),
            Meaning::Plain => std::str::from_utf8(bytes).map_or(Value::Null, text_value),
            _ => Value::Null,
        },
    }
}

/// A stored value as a corner of a box.
pub(super) fn corner(raw: Raw<'_>) -> Option<f64> {
    match raw {
        Raw::Float(number) => Some(number.into()),
        Raw::Double(number) => Some(number),
        _ => None,
    }
    .filter(|number| !number.is_nan())
}

fn whole(number: i64, leaf: &Leaf) -> Value {
    match leaf.meaning {
        Meaning::Unsigned if leaf.physical == Physical::Int32 => Value::Int(number.rem_euclid(1 << 32)),
        Meaning::Unsigned if number < 0 => Value::Text(number.cast_unsigned().to_string()),
        Meaning::Decimal(0) => Value::Int(number),
        Meaning::Decimal(scale) => decimal(number.into(), scale),
        Meaning::Date => Value::Text(date(number)),
        Meaning::Time(per_second) => Value::Text(time(number.into(), per_second)),
        Meaning::Moment(per_second, is_utc) => Value::Text(moment(number.into(), per_second, is_utc)),
        _ => Value::Int(number),
    }
}

/// A whole number from bytes, the highest first. Registers have none beyond
/// 128 bits; of a longer one the lowest count.
fn signed(bytes: &[u8]) -> i128 {
    let start = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(start, |number: i128, byte| number << 8 | i128::from(*byte))
}

fn decimal(number: i128, scale: u32) -> Value {
    match (scale, i64::try_from(number)) {
        (0, Ok(number)) => Value::Int(number),
        #[expect(clippy::cast_precision_loss, reason = "a cell holds the nearest real")]
        _ => real_value(number as f64 / 10_f64.powi(scale.try_into().unwrap_or(i32::MAX))),
    }
}

/// A day since 1970 in the Gregorian calendar.
///
/// # Source
///
/// H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// `civil_from_days`.
fn date(day: i64) -> String {
    const DAYS_IN_400_YEARS: i64 = 146_097;
    let day = day.saturating_add(719_468);
    let (era, day) = (day.div_euclid(DAYS_IN_400_YEARS), day.rem_euclid(DAYS_IN_400_YEARS));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // The year of this reckoning starts in March.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn time(since: i128, per_second: i64) -> String {
    let (seconds, part) = (since.div_euclid(per_second.into()), since.rem_euclid(per_second.into()));
    let seconds = seconds.rem_euclid(SECONDS_A_DAY.into());
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    let whole = format!("{hours:02}:{minutes:02}:{:02}", seconds % 60);
    if part == 0 {
        return whole;
    }
    let width = per_second.ilog10() as usize;
    format!("{whole}.{part:0width$}").trim_end_matches('0').to_owned()
}

fn moment(since: i128, per_second: i64, is_utc: bool) -> String {
    let day = since.div_euclid(i128::from(SECONDS_A_DAY) * i128::from(per_second));
    let day = date(i64::try_from(day).unwrap_or(i64::MAX));
    format!("{day}T{}{}", time(since, per_second), if is_utc { "Z" } else { "" })
}

fn uuid(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, until: usize| hex.get(from..until).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(physical: Physical, meaning: Meaning) -> Leaf {
        Leaf { path: vec!["a".into()], physical, meaning, depth: 0, is_repeated: false, crs: None }
    }

    #[test]
    fn days_and_moments_are_written_as_iso_8601() {
        let days = leaf(Physical::Int32, Meaning::Date);
        for (day, text) in
            [(0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (19_782, "2024-02-29")]
        {
            assert_eq!(cell(Raw::Int(day), &days), text.into());
        }
        assert_eq!(cell(Raw::Int(-719_529), &days), "-001-12-31".into());
        let utc = leaf(Physical::Int64, Meaning::Moment(1_000, true));
        assert_eq!(cell(Raw::Int(-1), &utc), "1969-12-31T23:59:59.999Z".into());
        let local = leaf(Physical::Int64, Meaning::Moment(1_000_000, false));
        assert_eq!(cell(Raw::Int(3_600_500_000), &local), "1970-01-01T01:00:00.5".into());
        assert!(matches!(cell(Raw::Int(i64::MIN), &local), Value::Text(_)));
        let old = leaf(Physical::Int96, Meaning::Moment(1_000_000_000, false));
        let mut bytes = [0; 12];
        bytes[8..].copy_from_slice(&2_440_589_u32.to_le_bytes());
        assert_eq!(cell(Raw::Int96(bytes), &old), "1970-01-02T00:00:00".into());
        let time = leaf(Physical::Int64, Meaning::Time(1_000_000));
        assert_eq!(cell(Raw::Int(86_399_000_000), &time), "23:59:59".into());
    }

    #[test]
    fn decimals_and_numbers_without_a_sign_are_what_they_mean() {
        assert_eq!(cell(Raw::Int(1234), &leaf(Physical::Int32, Meaning::Decimal(2))), Value::Real(12.34));
        let bytes = leaf(Physical::Fixed(3), Meaning::Decimal(1));
        assert_eq!(cell(Raw::Bytes(&[0xFF, 0xFF, 0xF6]), &bytes), Value::Real(-1.0));
        assert_eq!(
            cell(Raw::Bytes(&[0, 1, 0]), &leaf(Physical::Bytes, Meaning::Decimal(0))),
            Value::Int(256)
        );
        assert_eq!(cell(Raw::Int(-1), &leaf(Physical::Int32, Meaning::Unsigned)), Value::Int(0xFFFF_FFFF));
        let wide = leaf(Physical::Int64, Meaning::Unsigned);
        assert_eq!(cell(Raw::Int(-1), &wide), "18446744073709551615".into());
    }

    #[test]
    fn bytes_that_are_no_text_are_nothing() {
        let plain = leaf(Physical::Bytes, Meaning::Plain);
        assert_eq!(cell(Raw::Bytes("één".as_bytes()), &plain), "één".into());
        assert_eq!(cell(Raw::Bytes(&[0xFF, 0xFE]), &plain), Value::Null);
        assert_eq!(cell(Raw::Bytes(b" "), &leaf(Physical::Bytes, Meaning::Text)), Value::Null);
        let id = cell(Raw::Bytes(&[0x12; 16]), &leaf(Physical::Fixed(16), Meaning::Uuid));
        assert_eq!(id, "12121212-1212-1212-1212-121212121212".into());
    }
}
