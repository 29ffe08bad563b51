//! Which number does a cell spell?
//!
//! People write `1.200,5`, `800 m²`, `24,0 MW` and `1 200`. A text is read as
//! a number when it has one reading; `1.200` has two, and then the other
//! cells of its column tell, or nobody does ([`Evidence`]). What is not
//! understood is said to be so: it never counts as absent, and never as zero.

mod bound;
mod evidence;
mod spelled;
mod unit;
mod year;

pub(super) use bound::range;
pub use evidence::Evidence;
pub(super) use spelled::{Spelled, says_none, spelled};
pub use unit::Unit;

use crate::value::Value;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words and codes: taken as they stand.
    Text,
    /// Numbers, perhaps with a fraction.
    Number(Unit),
    /// Whole numbers.
    Whole(Unit),
    /// The lower end of a class: `50`, or `> 50`.
    From(Unit),
    /// The upper end of a class: `75`, or `< 75`.
    To(Unit),
    /// Years, perhaps as the date of a day in them.
    Year,
}

/// Why a cell is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is no number of this kind.
    NotANumber,
    /// `1.200`, and nothing tells whether the sign parts thousands or decimals.
    Ambiguous,
}

impl Holds {
    /// Whether cells are read as numbers at all.
    pub(super) fn is_number(self) -> bool {
        self != Self::Text
    }

    /// Unit of the numbers.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Number(unit) | Self::Whole(unit) | Self::From(unit) | Self::To(unit) => unit,
            Self::Text | Self::Year => Unit::None,
        }
    }

    /// Whether a fraction cannot be.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Self::Whole(_) | Self::Year)
    }

    /// The text of a cell without what is no part of its number.
    fn bare(self, text: &str) -> &str {
        match self {
            Self::From(_) => bound::lower(text),
            Self::To(_) => bound::upper(text),
            _ => text,
        }
    }
}

/// Reads a cell: a number, or [`Value::Null`] where it says nothing.
///
/// # Errors
///
/// Why it is not understood.
pub fn read(value: &Value, holds: Holds, evidence: &Evidence) -> Result<Value, Why> {
    match (value, holds) {
        (Value::Int(day), Holds::Year) => Ok(year::of_number(*day).into()),
        (_, Holds::Text) | (Value::Null | Value::Int(_), _) => Ok(value.clone()),
        (Value::Bool(_), _) => Err(Why::NotANumber),
        (Value::Real(number), _) => whole(*number, holds),
        (Value::Text(text), _) => of_text(text, holds, evidence),
    }
}

fn of_text(text: &str, holds: Holds, evidence: &Evidence) -> Result<Value, Why> {
    if says_none(text) {
        return Ok(Value::Null);
    }
    if holds == Holds::Year
        && let Some(year) = year::of_date(text)
    {
        return Ok(Value::Int(year));
    }
    match spelled(holds.bare(text), holds.unit()) {
        Some(Spelled::Number { number, .. }) => whole(number, holds),
        Some(Spelled::Either { thousands, decimals, sign, .. }) => {
            let by_size = holds.unit().tells(thousands, decimals);
            match evidence.is_decimal(sign, holds).or(by_size) {
                Some(true) => whole(decimals, holds),
                Some(false) => whole(thousands, holds),
                None => Err(Why::Ambiguous),
            }
        }
        None => Err(Why::NotANumber),
    }
}

/// A number of a kind: whole ones stay whole.
fn whole(number: f64, holds: Holds) -> Result<Value, Why> {
    const EXACT: f64 = 9.0e15;
    if number.fract() != 0.0 {
        return if holds.is_whole() { Err(Why::NotANumber) } else { Ok(Value::Real(number)) };
    }
    if number.abs() >= EXACT {
        return Err(Why::NotANumber);
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole, and within ±2^53")]
    let exact = number as i64;
    Ok(if holds == Holds::Year { year::of_number(exact).into() } else { Value::Int(exact) })
}

#[cfg(test)]
mod tests;
