//! What stands in one cell of a table, on its way in or out?

use serde::Serialize;

/// One attribute of one object, as a file holds it.
///
/// `Null` is "nothing known", never zero: a reader maps an absent column, an
/// empty text and a documented sentinel to it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing known.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction; never NaN or infinite after reading.
    Real(f64),
    /// Text as it stands.
    Text(String),
}

impl Value {
    /// The value as text, where it is text that is not blank.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The value as a number, when it is one. What a text spells depends on
    /// the column it stands in: `read::number` knows.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "register numbers stay far below 2^53")]
            Self::Int(number) => Some(*number as f64),
            Self::Real(number) => Some(*number),
            Self::Null | Self::Bool(_) | Self::Text(_) => None,
        }
        .filter(|number: &f64| number.is_finite())
    }

    /// The value as a whole number: a real counts when it has no fraction,
    /// as registers often store whole numbers as reals.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and within ±2^53")]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => self
                .as_f64()
                .filter(|number| number.fract() == 0.0 && number.abs() < 9.0e15)
                .map(|number| number as i64),
        }
    }

    /// The value as yes or no; accepts the spellings Dutch registers use.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(*flag),
            Self::Int(0) => Some(false),
            Self::Int(1) => Some(true),
            // The first word decides: "nee, volgens constructeur" is a no.
            Self::Text(text) => match text
                .trim()
                .to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default()
            {
                "j" | "ja" | "true" | "t" | "yes" | "1" | "y" | "waar" => Some(true),
                "n" | "nee" | "false" | "f" | "no" | "0" | "onwaar" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value as text whatever it is; `None` when nothing is known.
    /// Used for codes that some files store as numbers.
    #[must_use]
    pub fn to_code(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Text(_) => self.as_text().map(str::to_owned),
            Self::Bool(flag) => Some(flag.to_string()),
            Self::Int(number) => Some(number.to_string()),
            // A spreadsheet keeps 15 digits of a number: a longer one is a
            // rounded identification, which must not pass for the real one.
            Self::Real(number) if number.abs() >= 1e15 => None,
            Self::Real(_) => self
                .as_i64()
                .map(|number| number.to_string())
                .or_else(|| self.as_f64().map(|number| number.to_string())),
        }
    }
}

macro_rules! from {
    ($($from:ty => $variant:ident($convert:expr)),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                #[allow(clippy::redundant_closure_call)]
                Self::$variant(($convert)(value))
            }
        }
    )*};
}

from! {
    bool => Bool(|v| v),
    i64 => Int(|v| v),
    u32 => Int(i64::from),
    u16 => Int(i64::from),
    f64 => Real(|v| v),
    String => Text(|v| v),
    &str => Text(str::to_owned),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The number rounded to so many decimals, half away from zero; `None` when
/// it is no number. `-0` becomes `0`.
#[must_use]
pub fn round(value: f64, decimals: u8) -> Option<f64> {
    if !value.is_finite() {
        return None;
    }
    let factor = 10_f64.powi(i32::from(decimals));
    let scaled = value * factor;
    // Beyond 2^53 there is no fraction left to round.
    let rounded = if scaled.abs() < 9.0e15 { scaled.round() / factor } else { value };
    Some(rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_number_and_never_nan() {
        assert_eq!(Value::from("12.5").as_f64(), None, "a text is read by its column");
        assert_eq!(Value::Bool(true).as_f64(), None);
        assert_eq!(Value::Real(f64::INFINITY).as_f64(), None);
        assert_eq!(Value::Real(1972.0).as_i64(), Some(1972));
        assert_eq!(Value::Real(1972.5).as_i64(), None);
    }

    #[test]
    fn blank_text_is_nothing_known() {
        assert_eq!(Value::from("  ").as_text(), None);
        assert_eq!(Value::from("").to_code(), None);
        assert_eq!(Value::Real(3.0).to_code().as_deref(), Some("3"));
        assert_eq!(Value::Real(1_680_100_000_000_120.0).to_code(), None, "rounded by a spreadsheet");
    }
}
