//! Which class does a footprint belong to, when it lies in several?

use std::collections::BTreeMap;

use super::share::SHARE_TOLERANCE;

/// The two classes of a footprint that matter.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Classified<C> {
    /// The class with the largest share; of equal shares the worse class.
    pub dominant: C,
    /// The summed share of `dominant`.
    pub dominant_share: f64,
    /// The worst class with a share that counts.
    pub worst: C,
    /// The summed share of `worst`.
    pub worst_share: f64,
}

/// Finds the dominant and the worst class among shares.
///
/// `C` orders the classes: larger is worse. Shares of the same class are
/// summed first. `worst` is the worst class that reaches `sliver`, so that a
/// sliver does not decide; when none does it is the dominant one. Gives
/// `None` when no class has a share.
///
/// # Method
///
/// Shares that differ by less than [`SHARE_TOLERANCE`] are equal, and a share
/// that misses `sliver` by less than that reaches it: two halves of a
/// building must not be decided by the last bit of a float.
///
/// # Examples
///
/// ```
/// use toplaag::overlay::classify;
///
/// let water = [('A', 0.30), ('B', 0.42), ('A', 0.20), ('D', 0.08)];
/// let classes = classify(water, 0.10).expect("there are shares");
/// assert_eq!((classes.dominant, classes.dominant_share), ('A', 0.50));
/// // D is a sliver.
/// assert_eq!((classes.worst, classes.worst_share), ('B', 0.42));
/// ```
pub fn classify<C: Ord + Copy>(
    shares: impl IntoIterator<Item = (C, f64)>,
    sliver: f64,
) -> Option<Classified<C>> {
    let mut summed: BTreeMap<C, f64> = BTreeMap::new();
    for (class, share) in shares {
        if share > 0.0 {
            *summed.entry(class).or_insert(0.0) += share;
        }
    }
    // From best to worst, so that a tie moves on to the worse class.
    let largest = summed.values().copied().reduce(f64::max)?;
    let (&dominant, &dominant_share) =
        summed.iter().rev().find(|&(_, &share)| share > largest - SHARE_TOLERANCE)?;
    let (&worst, &worst_share) = summed
        .iter()
        .rev()
        .find(|&(_, &share)| share > sliver - SHARE_TOLERANCE)
        .unwrap_or((&dominant, &dominant_share));
    Some(Classified { dominant, dominant_share, worst, worst_share })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shares: &[(u8, f64)], sliver: f64, expected: Option<(u8, u8)>) {
        let found = classify(shares.iter().copied(), sliver).map(|it| (it.dominant, it.worst));
        assert_eq!(found, expected, "{shares:?} with sliver {sliver}");
    }

    #[test]
    fn shares_of_a_class_are_summed_before_they_are_compared() {
        check(&[(1, 0.3), (2, 0.4), (1, 0.3)], 0.1, Some((1, 2)));
    }

    #[test]
    fn ties_go_to_the_worse_class() {
        check(&[(1, 0.5), (2, 0.5)], 0.1, Some((2, 2)));
        // Equal but for rounding.
        check(&[(1, 0.1 + 0.2), (2, 0.3)], 0.1, Some((2, 2)));
        check(&[(2, 0.3), (1, 0.3), (0, 0.3)], 0.5, Some((2, 2)));
    }

    #[test]
    fn a_sliver_does_not_decide() {
        check(&[(1, 0.91), (3, 0.09)], 0.1, Some((1, 1)));
        check(&[(1, 0.90), (3, 0.10)], 0.1, Some((1, 3)));
        check(&[(1, 0.90), (3, 1.0 - 0.9)], 0.1, Some((1, 3)));
    }

    #[test]
    fn without_a_class_that_reaches_the_sliver_the_dominant_is_the_worst() {
        check(&[(1, 0.05), (2, 0.04)], 0.1, Some((1, 1)));
    }

    #[test]
    fn no_share_gives_no_class() {
        check(&[], 0.1, None);
        check(&[(1, 0.0)], 0.1, None);
    }
}
