//! Identifications, parsed once.

use std::{fmt, str::FromStr};

/// Text that is not the identification it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected}")]
pub struct IdError {
    /// The text as found.
    pub text: String,
    /// What was expected.
    pub expected: &'static str,
}

/// Reads the 16 digits of a BAG identification of one object type.
///
/// Positions 5–6 hold the object type (10 = pand, 01 = verblijfsobject).
/// Accepts the `NL.IMBAG.….` prefix and numbers that lost their leading zero.
fn bag_digits(text: &str, object_type: &str, expected: &'static str) -> Result<u64, IdError> {
    let error = || IdError { text: text.chars().take(60).collect(), expected };
    let digits = text.trim().rsplit('.').next().unwrap_or_default();
    if !(13..=16).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(error());
    }
    let padded = format!("{digits:0>16}");
    if &padded[4..6] != object_type {
        return Err(error());
    }
    padded.parse().map_err(|_| error())
}

macro_rules! bag_id {
    ($(#[$doc:meta])* $name:ident, $object_type:literal, $expected:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
                bag_digits(text, $object_type, $expected).map(Self)
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
    PandId, "10", "the 16-digit identification of a pand"
);
bag_id!(
    /// Identification of a verblijfsobject: 16 digits, the object type 01 in the middle.
    VerblijfsobjectId, "01", "the 16-digit identification of a verblijfsobject"
);

/// A postcode of four digits and two letters, such as 1381AB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode6([u8; 6]);

impl Postcode6 {
    /// The postcode as text, without a space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII digits and letters are ever stored")
    }
}

impl FromStr for Postcode6 {
    type Err = IdError;

    /// Accepts lower case and a space between digits and letters.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let error =
            || IdError { text: text.chars().take(60).collect(), expected: "a postcode such as 1381AB" };
        let mut code = [0_u8; 6];
        let mut n = 0;
        for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
            let fits = match n {
                0 => (b'1'..=b'9').contains(&byte),
                1..=3 => byte.is_ascii_digit(),
                4 | 5 => byte.is_ascii_alphabetic(),
                _ => false,
            };
            if !fits {
                return Err(error());
            }
            code[n] = byte.to_ascii_uppercase();
            n += 1;
        }
        if n == 6 { Ok(Self(code)) } else { Err(error()) }
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
        for text in ["1381AB", "1381 ab", " 1381 AB "] {
            assert_eq!(text.parse::<Postcode6>().unwrap().as_str(), "1381AB");
        }
        for text in ["", "0381AB", "1381A", "1381ABC", "13A1AB", "1381A1", "1381ÀB"] {
            assert!(text.parse::<Postcode6>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_scrambled_identification_is_refused() {
        for text in ["", "0503", "05031000000042471", "0503X00000004247", "NL.IMBAG.Pand.", "Ⅻ"] {
            assert!(text.parse::<PandId>().is_err(), "{text}");
        }
    }
}
