//! Which unit is this number in?
//!
//! One newtype per unit, so that meters cannot be added to kilowatts and a
//! roof area cannot be passed for a roof height. The number is public: these
//! types name a unit, they guard no invariant.

use serde::{Deserialize, Serialize};

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident, $symbol:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub f64);

        impl $name {
            /// The symbol that is printed behind a number in this unit.
            pub const SYMBOL: &'static str = $symbol;
        }

        impl std::ops::Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl std::ops::Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl std::ops::Mul<f64> for $name {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self(self.0 * factor)
            }
        }

        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
                Self(values.map(|value| value.0).sum())
            }
        }
    };
}

unit!(
    /// A length, distance or height in meters.
    Meters,
    "m"
);
unit!(
    /// An area in square meters.
    SquareMeters,
    "m²"
);
unit!(
    /// Electrical power in kilowatts.
    Kilowatts,
    "kW"
);

impl Meters {
    /// The same length in whole millimeters, rounded to the nearest.
    ///
    /// Divisions that decide a whole number of storeys are done on these:
    /// `(10.2 - 7.2) / 3.0` is 0.9999999999999997 in `f64` and would floor
    /// to 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::units::Meters;
    ///
    /// assert_eq!(Meters(10.2).millimeters() - Meters(7.2).millimeters(), 3_000);
    /// ```
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a saturating cast; lengths here are far below i64::MAX mm"
    )]
    pub fn millimeters(self) -> i64 {
        (self.0 * 1_000.0).round() as i64
    }
}

/// Low, middle and high estimate of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Range<T> {
    /// Cautious.
    pub low: T,
    /// Expected.
    pub mid: T,
    /// Hopeful.
    pub high: T,
}

impl<T> Range<T> {
    /// The three values of a function of the estimates.
    #[must_use]
    pub fn map<U>(self, mut of: impl FnMut(T) -> U) -> Range<U> {
        Range { low: of(self.low), mid: of(self.mid), high: of(self.high) }
    }
}
