//! Identifications, parsed once.

use std::{fmt, str::FromStr};

use super::marks;
use crate::lang::{Lang, Said, say};

/// Text that is not the identification it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct IdError {
    /// The text as found.
    pub text: String,
    /// What was expected.
    pub expected: Expected,
}

/// What a text should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A [`PandId`].
    Pand,
    /// A [`VerblijfsobjectId`].
    Verblijfsobject,
    /// A [`Postcode6`].
    Postcode,
}

impl Expected {
    /// What that is, in words; in Dutch without an article.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Pand => {
                lang.pick("pandidentificatie van 16 cijfers", "the 16-digit identification of a pand")
            }
            Self::Verblijfsobject => lang.pick(
                "verblijfsobjectidentificatie van 16 cijfers",
                "the 16-digit identification of a verblijfsobject",
            ),
            Self::Postcode => lang.pick("postcode zoals 1381AB", "a postcode such as 1381AB"),
        }
    }
}

impl IdError {
    /// What is wrong with it.
    #[must_use]
    pub fn said(&self) -> Said {
        let [nl, en] = [Lang::Nl, Lang::En].map(|lang| self.expected.word(lang));
        let text = &self.text;
        say!("`{text}` is geen {nl}", "`{text}` is not {en}")
    }
}

impl fmt::Display for IdError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(out)
    }
}

/// Reads the 16 digits of a BAG identification of one object type.
///
/// Positions 5–6 hold the object type (10 = pand, 01 = verblijfsobject).
/// Accepts the `NL.IMBAG.….` prefix, numbers that lost their leading zeros,
/// and the marks programs put around them, as [`marks::digits`] says.
fn bag_digits(text: &str, object_type: &str, expected: Expected) -> Result<u64, IdError> {
    let error = || IdError { text: marks::shown(text, 60), expected };
    let digits = marks::digits(text).ok_or_else(error)?;
    if !(13..=16).contains(&digits.len()) {
        return Err(error());
    }
    let padded = format!("{digits:0>16}");
    if &padded[4..6] != object_type {
        return Err(error());
    }
    padded.parse().map_err(|_| error())
}

macro_rules! bag_id {
    ($(#[$doc:meta])* $name:ident, $object_type:literal, $expected:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub struct $name(u64);

        impl $name {
            /// The 16 digits as a number.
            #[must_use]
            pub fn number(self) -> u64 {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                bag_digits(text, $object_type, Expected::$expected).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:016}", self.0)
            }
        }
    };
}

bag_id!(
    /// Identification of a pand: 16 digits, the object type 10 in the middle.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::model::PandId;
    ///
    /// let id: PandId = "NL.IMBAG.Pand.0503100000004247".parse().unwrap();
    /// assert_eq!(id.to_string(), "0503100000004247");
    /// assert_eq!("503100000004247".parse(), Ok(id)); // leading zero lost on the way
    /// assert!("0503010000004247".parse::<PandId>().is_err()); // a verblijfsobject
    /// ```
    PandId, "10", Pand
);
bag_id!(
    /// Identification of a verblijfsobject: 16 digits, the object type 01 in the middle.
    VerblijfsobjectId, "01", Verblijfsobject
);

/// A postcode of four digits and two letters, such as 1381AB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode6([u8; 6]);

impl From<Postcode6> for String {
    fn from(postcode: Postcode6) -> Self {
        postcode.as_str().to_owned()
    }
}

impl TryFrom<String> for Postcode6 {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl Postcode6 {
    /// The postcode as text, without a space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII digits and letters are ever stored")
    }
}

impl FromStr for Postcode6 {
    type Err = IdError;

    /// Accepts lower case, the country before it (`NL-1381AB`), a space or
    /// hyphen between digits and letters, and marks that are not seen.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let error = || IdError { text: marks::shown(text, 60), expected: Expected::Postcode };
        let text = marks::bare(text);
        let mut code = [0_u8; 6];
        let mut n = 0;
        for c in without_country(&text).chars().filter(|c| !c.is_whitespace()) {
            let fits = match n {
                0 => ('1'..='9').contains(&c),
                1..=3 => c.is_ascii_digit(),
                4 if c == '-' => continue,
                4 | 5 => c.is_ascii_alphabetic(),
                _ => false,
            };
            let byte = u8::try_from(c).ok().filter(|_| fits).ok_or_else(error)?;
            code[n] = byte.to_ascii_uppercase();
            n += 1;
        }
        if n == 6 { Ok(Self(code)) } else { Err(error()) }
    }
}

/// What stands behind `NL`, with or without a hyphen or space.
fn without_country(text: &str) -> &str {
    let text = text.trim();
    match text.get(..2) {
        Some(country) if country.eq_ignore_ascii_case("nl") => {
            text[2..].trim_start_matches(|c: char| c == '-' || c.is_whitespace())
        }
        _ => text,
    }
}

impl fmt::Display for Postcode6 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_read_in_the_ways_people_write_it() {
        for text in
            ["1381AB", "1381 ab", " 1381 AB ", "NL-1381AB", "nl 1381\u{a0}AB", "\u{feff}1381-AB", "'1381AB"]
        {
            assert_eq!(text.parse::<Postcode6>().unwrap().as_str(), "1381AB");
        }
        for text in ["", "0381AB", "1381A", "1381ABC", "13A1AB", "1381A1", "1381ÀB"] {
            assert!(text.parse::<Postcode6>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_scrambled_identification_is_refused() {
        for text in ["", "0503", "05031000000042471", "0503X00000004247", "NL.IMBAG.Pand.", "Ⅻ", "5,031E+14"]
        {
            assert!(text.parse::<PandId>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_identification_is_read_through_the_marks_around_it() {
        let id: PandId = "0503100000004247".parse().unwrap();
        for text in [
            "\u{feff}0503100000004247",
            "0503100000004247\u{200b}",
            "\u{1f}0503100000004247",
            "'0503100000004247",
            "=\"0503100000004247\"",
            "\"0503100000004247\"",
            "0503100000004247.0",
            "503100000004247,00",
            "0503 1000 0000 4247",
            "0503\u{a0}100000004247",
            "503.100.000.004.247",
            "5,03100000004247E+14",
            "NL.IMBAG.Pand.0503100000004247",
            "http://bag.basisregistraties.overheid.nl/bag/id/pand/0503100000004247",
        ] {
            assert_eq!(text.parse(), Ok(id), "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_shows_its_marks() {
        let error = "0503\u{200b}1".parse::<PandId>().unwrap_err().to_string();
        assert!(error.contains("`0503\\u{200b}1`"), "{error}");
    }
}
