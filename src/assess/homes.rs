//! How many whole homes fit?
//!
//! Whole numbers are decided in whole numbers: areas in square millimeters,
//! shares in millionths, never by flooring a float.

use super::Homes;
use crate::units::Range;
use crate::units::SquareMeters;

impl Homes {
    /// No homes, for sure.
    pub const NONE: Self = Self { low: Some(0), mid: Some(0), high: Some(0) };

    /// None or more: nothing can be said yet.
    pub const UNKNOWN: Self = Self { low: Some(0), mid: None, high: None };

    /// Not even the least can be said.
    pub const UNSAYABLE: Self = Self { low: None, mid: None, high: None };

    /// All three known.
    #[must_use]
    pub fn known(range: Range<u32>) -> Self {
        Self { low: Some(cautious(range.low)), mid: Some(range.mid), high: Some(range.high) }
    }

    /// The cautious number, or none where homes would be lost.
    #[must_use]
    pub fn at_least(self) -> Option<u32> {
        self.low.map(|low| u32::try_from(low).unwrap_or(0))
    }

    /// The sum over several; each number is left open only when none of them
    /// can say it. Of none there are no homes.
    #[must_use]
    pub fn sum(all: impl Iterator<Item = Self> + Clone) -> Self {
        if all.clone().next().is_none() {
            return Self::NONE;
        }
        Self {
            low: all.clone().filter_map(|homes| homes.low).reduce(i32::saturating_add),
            mid: all.clone().filter_map(|homes| homes.mid).reduce(u32::saturating_add),
            high: all.filter_map(|homes| homes.high).reduce(u32::saturating_add),
        }
    }
}

/// A number of homes as the cautious estimate counts them, which may be a loss.
pub(super) fn cautious(homes: u32) -> i32 {
    i32::try_from(homes).unwrap_or(i32::MAX)
}

/// Homes that fit on an area: `floor(area × floor_per_m2 × go_per_bvo / home)`.
///
/// # Units
///
/// m²; `floor_per_m2` is gross floor area over that area (an FSI, or a usable
/// share), `home` a usable floor area.
///
/// # Examples
///
/// ```
/// use toplaag::{assess::homes_on, units::SquareMeters};
///
/// // A hectare at FSI 1.50 and homes of 75 m²: 156, as PBL's RuimteScanner has it.
/// assert_eq!(homes_on(SquareMeters(10_000.0), 1.50, 0.78, SquareMeters(75.0)), 156);
/// ```
#[must_use]
pub fn homes_on(area: SquareMeters, floor_per_m2: f64, go_per_bvo: f64, home: SquareMeters) -> u32 {
    whole_homes(area, millionths(floor_per_m2), go_per_bvo, home)
}

/// [`homes_on`] with the floor per m² in millionths.
pub(super) fn whole_homes(
    area: SquareMeters,
    floor_per_m2: i128,
    go_per_bvo: f64,
    home: SquareMeters,
) -> u32 {
    let home = square_millimeters(home);
    if home <= 0 {
        return 0;
    }
    let floor =
        square_millimeters(area).saturating_mul(floor_per_m2).saturating_mul(millionths(go_per_bvo)).max(0);
    u32::try_from(floor / home.saturating_mul(1_000_000_000_000)).unwrap_or(u32::MAX)
}

/// `round(homes × ratio)`, halves up.
pub(super) fn rounded_homes(homes: u32, ratio: f64) -> u32 {
    let millionths = i128::from(homes).saturating_mul(millionths(ratio)).max(0);
    u32::try_from(millionths.saturating_add(500_000) / 1_000_000).unwrap_or(u32::MAX)
}

/// `floor(homes × ratio)`.
pub(super) fn whole_share(homes: u32, ratio: f64) -> u32 {
    let millionths = i128::from(homes).saturating_mul(millionths(ratio)).max(0);
    u32::try_from(millionths / 1_000_000).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_possible_truncation, reason = "a saturating cast; rounding to the unit is the point")]
fn square_millimeters(area: SquareMeters) -> i128 {
    (area.0 * 1e6).round() as i128
}

#[expect(clippy::cast_possible_truncation, reason = "a saturating cast; rounding to the unit is the point")]
pub(super) fn millionths(share: f64) -> i128 {
    (share * 1e6).round() as i128
}
