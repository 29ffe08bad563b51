//! What is a column, and what does one value become in it?

use std::borrow::Cow;

use crate::{
    lang::Lang,
    value::{Value, round},
    wording::column_title,
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, codes and identifications.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers with a fraction.
    Real {
        /// Digits behind the point, in every format.
        decimals: u8,
    },
    /// Yes or no.
    Bool,
    /// A day, as text: `2029-01-01`.
    Date,
}

/// One column of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Name: snake_case, with the unit where it has one.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Unit for people; empty for none.
    pub unit: &'static str,
    /// What it means, in Dutch. One sentence.
    pub nl: &'static str,
    /// What it means, in English. One sentence.
    pub en: &'static str,
}

/// One value, ready to be written: of its column's kind and rounded.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing known.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A finite number, rounded, never `-0`.
    Real(f64),
    /// Text that is not empty.
    Text(Cow<'a, str>),
}

impl Kind {
    /// Numbers with so many digits behind the point.
    #[must_use]
    pub const fn real(decimals: u8) -> Self {
        Self::Real { decimals }
    }

    /// The value as a column of this kind writes it; `column` names it.
    ///
    /// # Errors
    ///
    /// As [`ColumnSpec::cell`].
    pub(super) fn cell<'a>(self, column: &str, value: &'a Value) -> Result<Cell<'a>, String> {
        let mismatch = || format!("column `{column}` takes {self:?} and got {value:?}");
        let cell = match (self, value) {
            (_, Value::Null) => Cell::Null,
            (Self::Text, Value::Text(text)) if text.is_empty() => Cell::Null,
            (Self::Text, Value::Text(text)) => Cell::Text(Cow::Borrowed(text)),
            (Self::Text, other) => other.to_code().map_or(Cell::Null, |code| Cell::Text(Cow::Owned(code))),
            (Self::Int, Value::Int(number)) => Cell::Int(*number),
            (Self::Int, Value::Real(number)) if !number.is_finite() => Cell::Null,
            (Self::Int, Value::Real(_)) => Cell::Int(value.as_i64().ok_or_else(mismatch)?),
            (Self::Real { decimals }, Value::Real(number)) => {
                round(*number, decimals).map_or(Cell::Null, Cell::Real)
            }
            (Self::Real { .. }, Value::Int(_)) => value.as_f64().map_or(Cell::Null, Cell::Real),
            (Self::Bool, Value::Bool(flag)) => Cell::Bool(*flag),
            (Self::Date, Value::Text(text)) if is_day(text) => Cell::Text(Cow::Borrowed(text)),
            _ => return Err(mismatch()),
        };
        Ok(cell)
    }
}

/// Whether a text is a day as ISO 8601 writes it.
fn is_day(text: &str) -> bool {
    let mut signs = text.bytes().enumerate();
    text.len() == 10
        && signs.all(|(at, sign)| if at == 4 || at == 7 { sign == b'-' } else { sign.is_ascii_digit() })
}

impl<'a> Cell<'a> {
    /// A value as it stands: what a list holds is not rounded.
    pub(super) fn as_it_stands(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Bool(*flag),
            Value::Int(number) => Self::Int(*number),
            Value::Real(number) if number.is_finite() => Self::Real(*number),
            Value::Real(_) => Self::Null,
            Value::Text(text) if text.is_empty() => Self::Null,
            Value::Text(text) => Self::Text(text.as_str().into()),
        }
    }
}

impl ColumnSpec {
    /// A column: name, kind, unit, and what it means in Dutch and in English.
    #[must_use]
    pub const fn new(
        name: &'static str,
        kind: Kind,
        unit: &'static str,
        nl: &'static str,
        en: &'static str,
    ) -> Self {
        Self { name, kind, unit, nl, en }
    }

    /// What the column means, in the language asked for.
    #[must_use]
    pub fn meaning(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.nl,
            Lang::En => self.en,
        }
    }

    /// The meaning with the unit behind it, for formats that keep one
    /// description per column.
    #[must_use]
    pub(super) fn description(&self, lang: Lang) -> String {
        let meaning = self.meaning(lang);
        if self.unit.is_empty() { meaning.to_owned() } else { format!("{meaning} [{}]", self.unit) }
    }

    /// What stands above the column for people, with its unit.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        let title = column_title(self.name, lang);
        match self.unit {
            "" | "1" | "jaar" => title.to_owned(),
            unit => format!("{title} ({unit})"),
        }
    }

    /// The value as this column writes it.
    ///
    /// Empty text, NaN and infinity become nothing known. Numbers fit a text
    /// column, and whole numbers a column of reals.
    ///
    /// # Errors
    ///
    /// A sentence naming the column when the value is of another kind:
    /// dropping it would be silent loss.
    pub fn cell<'a>(&self, value: &'a Value) -> Result<Cell<'a>, String> {
        self.kind.cell(self.name, value)
    }
}

/// All cells of a row.
///
/// # Errors
///
/// A sentence when the row is shorter or longer than the columns, or a value
/// does not fit.
pub(super) fn cells<'a>(
    columns: &'a [ColumnSpec],
    values: &'a [Value],
) -> Result<impl Iterator<Item = Result<(&'a ColumnSpec, Cell<'a>), String>>, String> {
    if columns.len() != values.len() {
        return Err(format!("a row has {} values for {} columns", values.len(), columns.len()));
    }
    Ok(columns.iter().zip(values).map(|(column, value)| Ok((column, column.cell(value)?))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn column(kind: Kind) -> ColumnSpec {
        ColumnSpec { name: "x", kind, unit: "", nl: "", en: "" }
    }

    #[test]
    fn a_real_is_rounded_and_never_minus_zero() {
        let one = column(Kind::Real { decimals: 1 });
        assert_eq!(one.cell(&Value::Real(1.25)), Ok(Cell::Real(1.3)));
        let Ok(Cell::Real(zero)) = one.cell(&Value::Real(-0.04)) else { panic!() };
        assert!(zero.is_sign_positive());
        assert_eq!(one.cell(&Value::Real(f64::NAN)), Ok(Cell::Null));
        assert_eq!(one.cell(&Value::Int(3)), Ok(Cell::Real(3.0)));
        assert_eq!(one.cell(&Value::Real(1e300)), Ok(Cell::Real(1e300)));
    }

    #[test]
    fn a_value_of_another_kind_is_refused_rather_than_dropped() {
        let error = column(Kind::Int).cell(&Value::from("twelve")).unwrap_err();
        assert!(error.contains("`x`"), "{error}");
        assert!(column(Kind::Int).cell(&Value::Real(1.5)).is_err());
        assert!(column(Kind::Bool).cell(&Value::Int(1)).is_err());
        assert!(cells(&[column(Kind::Int)], &[]).is_err());
    }

    #[test]
    fn a_day_is_written_as_it_stands_and_nothing_else_is_a_day() {
        let day = column(Kind::Date);
        assert_eq!(day.cell(&Value::from("2029-01-01")), Ok(Cell::Text("2029-01-01".into())));
        assert!(day.cell(&Value::from("2029")).is_err() && day.cell(&Value::from("01-01-2029")).is_err());
        assert_eq!(day.cell(&Value::Null), Ok(Cell::Null));
    }

    #[test]
    fn an_identification_stored_as_a_number_becomes_text() {
        let text = column(Kind::Text);
        assert_eq!(text.cell(&Value::Int(12)), Ok(Cell::Text("12".into())));
        assert_eq!(text.cell(&Value::from("")), Ok(Cell::Null));
    }
}
