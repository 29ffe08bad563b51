//! Which class does a footprint belong to, when it lies in several?

use std::collections::BTreeMap;

use super::share::SHARE_TOLERANCE;

/// The two classes of a footprint that matter.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Classified<C> {
    /// The class with the largest share; of equal shares the worse class.
    /// `None` when that share is a sliver, or smaller than what no zone covers.
    pub dominant: Option<C>,
    /// The summed share of `dominant`; 0 without one.
    pub dominant_share: f64,
    /// The worst class with a share that is no sliver.
    pub worst: Option<C>,
    /// The summed share of `worst`; 0 without one.
    pub worst_share: f64,
}

/// What shares are shares of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Whole {
    /// Area, m².
    pub area_m2: f64,
    /// Share of it that no zone covers, 0–1.
    pub uncovered: f64,
}

impl Whole {
    /// A share of it in whole square centimeters: shares are compared as these,
    /// so that two halves of a building are not decided by the last bit of a
    /// float.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a saturating cast; rounding is the point")]
    pub fn square_centimeters(&self, share: f64) -> i128 {
        (share * self.area_m2 * 1e4).round() as i128
    }
}

/// Finds the dominant and the worst class among shares.
///
/// `C` orders the classes: larger is worse. Shares of the same class are
/// summed first. A share below `sliver` decides nothing. What no zone covers
/// counts as a class of its own: where it is larger than every other, no class
/// is dominant. Gives `None` when no class has a share.
///
/// # Method
///
/// Shares are compared in whole cm² of the footprint. A share that misses
/// `sliver` by less than [`SHARE_TOLERANCE`] reaches it.
///
/// # Source
///
/// toplaag method §2.
///
/// # Examples
///
/// ```
/// use toplaag::overlay::{Whole, classify};
///
/// let footprint = Whole { area_m2: 200.0, uncovered: 0.0 };
/// let water = [('A', 0.30), ('B', 0.42), ('A', 0.20), ('D', 0.08)];
/// let classes = classify(water, footprint, 0.10).expect("there are shares");
/// assert_eq!((classes.dominant, classes.dominant_share), (Some('A'), 0.50));
/// // D is a sliver.
/// assert_eq!((classes.worst, classes.worst_share), (Some('B'), 0.42));
/// ```
pub fn classify<C: Ord + Copy>(
    shares: impl IntoIterator<Item = (C, f64)>,
    whole: Whole,
    sliver: f64,
) -> Option<Classified<C>> {
    let mut summed: BTreeMap<C, f64> = BTreeMap::new();
    for (class, share) in shares {
        if share > 0.0 {
            *summed.entry(class).or_insert(0.0) += share;
        }
    }
    if summed.is_empty() {
        return None;
    }
    let counts = |share: f64| share > sliver - SHARE_TOLERANCE;
    // From worst to best: of equals the worse comes first and stays.
    let largest = summed
        .iter()
        .rev()
        .map(|(class, share)| (*class, *share))
        .reduce(|most, next| {
            let more = whole.square_centimeters(next.1) > whole.square_centimeters(most.1);
            if more { next } else { most }
        })
        .filter(|(_, share)| {
            let uncovered = whole.square_centimeters(whole.uncovered);
            counts(*share) && whole.square_centimeters(*share) >= uncovered
        });
    let worst = summed.iter().rev().map(|(class, share)| (*class, *share)).find(|(_, share)| counts(*share));
    Some(Classified {
        dominant: largest.map(|(class, _)| class),
        dominant_share: largest.map_or(0.0, |(_, share)| share),
        worst: worst.map(|(class, _)| class),
        worst_share: worst.map_or(0.0, |(_, share)| share),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a footprint of 100 m².
    fn check(shares: &[(u8, f64)], sliver: f64, expected: Option<(Option<u8>, Option<u8>)>) {
        let covered: f64 = shares.iter().map(|(_, share)| share).sum();
        let whole = Whole { area_m2: 100.0, uncovered: 1.0 - covered };
        let found = classify(shares.iter().copied(), whole, sliver).map(|it| (it.dominant, it.worst));
        assert_eq!(found, expected, "{shares:?} with sliver {sliver}");
    }

    #[test]
    fn shares_of_a_class_are_summed_before_they_are_compared() {
        check(&[(1, 0.3), (2, 0.4), (1, 0.3)], 0.1, Some((Some(1), Some(2))));
    }

    /// In whole cm² of 100 m²: 0.0000004 of it is 0.4 cm².
    #[test]
    fn ties_in_whole_square_centimeters_go_to_the_worse_class() {
        check(&[(1, 0.5), (2, 0.5)], 0.1, Some((Some(2), Some(2))));
        check(&[(1, 0.500_000_4), (2, 0.499_999_6)], 0.1, Some((Some(2), Some(2))));
        check(&[(1, 0.500_001), (2, 0.499_999)], 0.1, Some((Some(1), Some(2))));
        // Equal but for rounding.
        check(&[(1, 0.1 + 0.2), (2, 0.3)], 0.1, Some((None, Some(2))));
    }

    #[test]
    fn a_sliver_decides_nothing() {
        check(&[(1, 0.91), (3, 0.09)], 0.1, Some((Some(1), Some(1))));
        check(&[(1, 0.90), (3, 0.10)], 0.1, Some((Some(1), Some(3))));
        check(&[(1, 0.90), (3, 1.0 - 0.9)], 0.1, Some((Some(1), Some(3))));
        check(&[(1, 0.05), (2, 0.04)], 0.1, Some((None, None)));
    }

    #[test]
    fn what_no_zone_covers_counts_as_a_class() {
        check(&[(1, 0.40)], 0.1, Some((None, Some(1))));
        check(&[(1, 0.30), (2, 0.30)], 0.1, Some((None, Some(2))));
        // As much as is not covered is enough.
        check(&[(1, 0.50)], 0.1, Some((Some(1), Some(1))));
    }

    #[test]
    fn no_share_gives_no_class() {
        check(&[], 0.1, None);
        check(&[(1, 0.0)], 0.1, None);
    }
}
