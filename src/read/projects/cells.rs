//! What stands in one cell of a planning list?

use crate::{
    model::{PandId, PlanDate},
    read::number::{self, Evidence, Holds, Unit},
    value::Value,
};

/// Numbers a spreadsheet may store a day as: 1990 to 2173.
const SERIALS: std::ops::RangeInclusive<i64> = 32_874..=100_000;

/// What the cells of a column of counts hold.
pub(super) const COUNT: Holds = Holds::Whole(Unit::Homes);

/// Signs that have an apostrophe put before them when a CSV file is written,
/// so that no spreadsheet takes the text for a formula.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell as it was before a CSV writer made it harmless.
pub(super) fn as_given(value: &Value) -> Value {
    match value {
        Value::Text(text) => {
            let text = text.strip_prefix('\t').unwrap_or(text);
            let text = text.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(text);
            if text.trim().is_empty() { Value::Null } else { text.into() }
        }
        other => other.clone(),
    }
}

/// A date, or the number of a day.
pub(super) fn date(value: &Value) -> Option<PlanDate> {
    match value {
        Value::Text(text) => PlanDate::read(text),
        _ => {
            #[expect(clippy::cast_possible_truncation, reason = "bounded by the ranges it is held against")]
            let number = value.as_f64()?.floor() as i64;
            match u16::try_from(number).ok().and_then(PlanDate::year) {
                Some(year) => Some(year),
                None => {
                    Some(number).filter(|number| SERIALS.contains(number)).and_then(PlanDate::from_serial)
                }
            }
        }
    }
}

/// A number of homes, or of anything else one counts, in the light of the
/// other counts of the list.
pub(super) fn count(value: &Value, evidence: &Evidence) -> Option<u32> {
    number::read(value, COUNT, evidence).ok()?.as_i64().and_then(|number| u32::try_from(number).ok())
}

/// A number of days, below zero perhaps.
pub(super) fn days(value: &Value) -> Option<i64> {
    number::read(value, Holds::Whole(Unit::None), &Evidence::default()).ok()?.as_i64()
}

/// A coordinate in degrees or in RD New.
pub(super) fn coordinate(value: &Value, unit: Unit) -> Option<f64> {
    number::read(value, Holds::Number(unit), &Evidence::default()).ok()?.as_f64()
}

/// A year by itself.
pub(super) fn year(value: &Value) -> Option<u16> {
    let date = date(value)?;
    (date.within == crate::model::Within::Year).then_some(date.year)
}

/// Panden, whatever stands between them; `None` when one cannot be read.
pub(super) fn panden(value: &Value) -> Option<Vec<PandId>> {
    let text = value.to_code()?;
    let ids = text.split(|c: char| c == ';' || c == ',' || c.is_whitespace()).filter(|id| !id.is_empty());
    let mut panden = ids.map(str::parse).collect::<Result<Vec<PandId>, _>>().ok()?;
    panden.sort_unstable();
    panden.dedup();
    Some(panden)
}

/// Whether a cell says that there is nothing to say.
pub(super) fn says_none(value: &Value) -> bool {
    let Some(text) = value.as_text() else { return value.is_null() };
    let word: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    matches!(word.as_str(), "" | "nvt" | "geen" | "onbekend" | "nnb" | "ntb" | "tbd")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_text_or_the_number_a_spreadsheet_stores() {
        let read = |value: Value| date(&value).map(|date| date.to_string());
        assert_eq!(read(46_447_i64.into()).as_deref(), Some("2027-03-01"));
        assert_eq!(read(Value::Real(46_447.5)).as_deref(), Some("2027-03-01"));
        assert_eq!(read(2027_i64.into()).as_deref(), Some("2027"));
        assert_eq!(read(12_i64.into()), None);
        assert_eq!(year(&"2027-03".into()), None);
    }

    #[test]
    fn what_a_csv_writer_put_before_a_text_is_taken_away() {
        assert_eq!(as_given(&"'=1+1".into()), "=1+1".into());
        assert_eq!(as_given(&"\t0012".into()), "0012".into());
        assert_eq!(as_given(&"'s-Gravenhage".into()), "'s-Gravenhage".into());
    }

    #[test]
    fn panden_are_all_read_or_none() {
        let id = "9001100000000003";
        assert_eq!(panden(&format!("{id}; {id}").as_str().into()).map(|ids| ids.len()), Some(1));
        assert_eq!(panden(&format!("{id}; x").as_str().into()), None);
        assert_eq!(panden(&Value::Real(9.0011e15)), None);
    }
}
