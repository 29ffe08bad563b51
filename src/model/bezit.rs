//! A corporatie's holdings.

use super::{PandId, Postcode6, VerblijfsobjectId};

/// An address as a spreadsheet spells it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// Postcode.
    pub postcode: Postcode6,
    /// House number.
    pub huisnummer: u32,
    /// Letter and addition in the form of
    /// [`Verblijfsobject::huisletter_toevoeging`](super::Verblijfsobject::huisletter_toevoeging).
    pub suffix: Box<str>,
}

impl Address {
    /// Brings letter and addition to the one form that is compared: upper
    /// case, no spaces or hyphens within a part, parts joined by `-`.
    #[must_use]
    pub fn suffix(huisletter: Option<&str>, toevoeging: Option<&str>) -> Box<str> {
        let clean = |part: &str| -> String {
            part.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
        };
        let parts = [huisletter, toevoeging].map(|part| part.map(clean).unwrap_or_default());
        match (parts[0].is_empty(), parts[1].is_empty()) {
            (_, true) => parts[0].as_str().into(),
            (true, false) => format!("-{}", parts[1]).into(),
            (false, false) => parts.join("-").into(),
        }
    }
}

/// By what a row of the holdings names its object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BezitKey {
    /// A verblijfsobject.
    Verblijfsobject(VerblijfsobjectId),
    /// A whole pand.
    Pand(PandId),
    /// An address.
    Address(Address),
}

/// What the corporatie knows of its own building; each `None` when unsaid.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Conditions {
    /// Year of planned demolition.
    pub demolition_year: Option<u16>,
    /// Year of planned renovation.
    pub renovation_year: Option<u16>,
    /// Whether the building has a lift.
    pub lift: Option<bool>,
    /// A constructeur's verdict: can the structure carry more? Beats the age rule.
    pub structure_ok: Option<bool>,
    /// A verdict on the foundation.
    pub foundation_ok: Option<bool>,
    /// Energy label.
    pub label: Option<Box<str>>,
    /// Rent class.
    pub rent_class: Option<Box<str>>,
}

/// One row of the holdings.
#[derive(Debug, Clone, PartialEq)]
pub struct BezitRow {
    /// Row in the file, 1-based, the header being row 1.
    pub row: u64,
    /// What it names.
    pub key: BezitKey,
    /// Name of the corporatie.
    pub corporatie: String,
    /// Complex number or name; `None` when the row names none.
    pub complex: Option<String>,
    /// What else the row says.
    pub conditions: Conditions,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_and_addition_are_compared_in_one_form() {
        assert_eq!(&*Address::suffix(None, None), "");
        assert_eq!(&*Address::suffix(Some("a"), None), "A");
        assert_eq!(&*Address::suffix(Some(" a "), Some("")), "A");
        assert_eq!(&*Address::suffix(None, Some("- 3 hs")), "-3HS");
        assert_eq!(&*Address::suffix(Some("A"), Some("2")), "A-2");
    }
}
