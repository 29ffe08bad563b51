//! What does a row say of the building?

use std::ops::RangeInclusive;

use super::{
    DEMOLITION, FOUNDATION, LABEL, LIFT, REBUILD_RATIO, RENOVATION, RENT_CLASS, ROLES, ROOF_PERMIT,
    STRUCTURE, VACANT,
};
use crate::{model::Conditions, read::register::Row, value::Value};

/// Years a plan can be of; an earlier one is the history of the building.
const PLANNED: RangeInclusive<i64> = 2010..=2200;

/// Years a permit that was given can be of.
const PERMITTED: RangeInclusive<i64> = 1950..=2200;

/// Most new homes per old one; plans seldom have more than two.
const MOST_REBUILT: f64 = 5.0;

/// What else a row says. A cell that holds something else than it should is
/// handed to `odd` with the name of its role: it must not read as nothing.
pub(super) fn conditions(row: &Row<'_>, mut odd: impl FnMut(&'static str, &Value)) -> Conditions {
    let mut year = |role: usize, years: &RangeInclusive<i64>| {
        let value = row.get(role);
        let year =
            year_in(value).filter(|year| years.contains(year)).and_then(|year| u16::try_from(year).ok());
        // A zero, a dash or "n.v.t." is how a spreadsheet says "none".
        if year.is_none() && !says_none(value) {
            odd(ROLES[role].name, value);
        }
        year
    };
    let (demolition_year, renovation_year) = (year(DEMOLITION, &PLANNED), year(RENOVATION, &PLANNED));
    let roof_permit_year = year(ROOF_PERMIT, &PERMITTED);
    let mut yes_or_no = |role: usize| {
        let value = row.get(role);
        let answer = value.as_bool();
        if answer.is_none() && !says_none(value) {
            odd(ROLES[role].name, value);
        }
        answer
    };
    let (lift, structure_ok, foundation_ok) = (yes_or_no(LIFT), yes_or_no(STRUCTURE), yes_or_no(FOUNDATION));
    let vacant = yes_or_no(VACANT);
    let ratio = row.get(REBUILD_RATIO);
    let rebuild_ratio = ratio.as_f64().filter(|ratio| *ratio > 0.0 && *ratio <= MOST_REBUILT);
    if rebuild_ratio.is_none() && !says_none(ratio) {
        odd(ROLES[REBUILD_RATIO].name, ratio);
    }
    let text = |role: usize| row.get(role).to_code().map(String::into_boxed_str);
    Conditions {
        demolition_year,
        renovation_year,
        lift,
        structure_ok,
        foundation_ok,
        label: text(LABEL),
        vacant,
        rent_class: text(RENT_CLASS),
        roof_permit_year,
        rebuild_ratio,
    }
}

/// The year in a cell: a number, or the four digits in a date or phrase
/// (`01-01-2030`, `2030 of later`).
fn year_in(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let text = value.as_text()?;
        text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 4)?.parse().ok()
    })
}

fn says_none(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Int(number) => *number == 0,
        Value::Real(number) => *number == 0.0,
        Value::Bool(_) => false,
        Value::Text(text) => {
            let word: String =
                text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            matches!(word.as_str(), "" | "0" | "nvt" | "geen" | "onbekend" | "nee")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_found_in_the_ways_people_write_it() {
        for text in ["2030", "01-01-2030", "2030-06-01", "2030 of later", "Q3 2030"] {
            assert_eq!(year_in(&text.into()), Some(2030), "{text}");
        }
        assert_eq!(year_in(&Value::Real(2030.0)), Some(2030));
        assert_eq!(year_in(&"ooit".into()), None);
        assert!(says_none(&"n.v.t.".into()) && says_none(&"-".into()) && !says_none(&"ooit".into()));
    }
}
