//! How much more often than on average, and between what?

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The share, or what is made of it.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    fn times(self, factor: f64) -> Self {
        Self { value: self.value * factor, low: self.low * factor, high: self.high * factor }
    }
}

/// The normal deviate of 95 %, two-sided.
const Z: f64 = 1.959_963_984_540_054;

/// What each side of a 95 % interval leaves out.
const TAIL: f64 = 0.025;

/// The share of `hits` in `n` with its 95 % interval by Wilson (1927); `None`
/// of nothing.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn wilson(hits: u64, n: u64) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let (share, n) = (hits as f64 / n as f64, n as f64);
    let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some(Interval { value: share, low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
}

/// How much more often those of a group of `n` out of `all` are among the
/// `hits`, of which `in_group` are in it, than if it made no difference: their
/// share of the hits over their share of all. Its 95 % interval is the exact
/// one of that share of the hits (Clopper and Pearson 1934), with the size of
/// the group for given.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn lift(in_group: u64, hits: u64, n: u64, all: u64) -> Option<Interval> {
    if n == 0 || all == 0 {
        return None;
    }
    Some(clopper_pearson(in_group, hits)?.times(all as f64 / n as f64))
}

/// The share of `hits` in `n` with its exact 95 % interval; `None` of nothing.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn clopper_pearson(hits: u64, n: u64) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    // The chance of `hits` or more grows with the share; of `hits` or fewer it falls.
    let low = if hits == 0 { 0.0 } else { root(|share| at_least(hits, n, share) < TAIL) };
    let high = if hits == n { 1.0 } else { root(|share| 1.0 - at_least(hits + 1, n, share) > TAIL) };
    Some(Interval { value: hits as f64 / n as f64, low, high })
}

/// The share up to which something holds.
fn root(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The chance of so many hits or more in `n` draws.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn at_least(hits: u64, n: u64, share: f64) -> f64 {
    let (yes, no) = (share.ln(), (-share).ln_1p());
    // The logarithm of n over k, from one k to the next.
    let (mut ways, mut chance) = (0.0, 0.0);
    for k in 0..=n {
        if k >= hits {
            chance += (ways + k as f64 * yes + (n - k) as f64 * no).exp();
        }
        ways += ((n - k) as f64).ln() - ((k + 1) as f64).ln();
    }
    chance.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Interval, value: f64, low: f64, high: f64) {
        for (found, wanted) in [(found.value, value), (found.low, low), (found.high, high)] {
            assert!((found - wanted).abs() < 5e-5, "{found} instead of {wanted}");
        }
    }

    /// Figures of Newcombe (1998) for Wilson, and of the tables for the exact
    /// interval: 81 of 263, and 1 of 29, 0 of 20, 10 of 10.
    #[test]
    fn the_intervals_are_those_of_the_tables() {
        near(wilson(81, 263).unwrap(), 0.30798, 0.25527, 0.36621);
        near(wilson(1, 29).unwrap(), 0.03448, 0.00611, 0.17175);
        near(clopper_pearson(81, 263).unwrap(), 0.30798, 0.25271, 0.36763);
        near(clopper_pearson(1, 29).unwrap(), 0.03448, 0.00087, 0.17764);
        near(clopper_pearson(0, 20).unwrap(), 0.0, 0.0, 0.16843);
        near(clopper_pearson(10, 10).unwrap(), 1.0, 0.69150, 1.0);
        assert_eq!((wilson(0, 0), clopper_pearson(0, 0)), (None, None));
    }

    /// Ten of a hundred, and four of the eight hits are in them: five times.
    #[test]
    fn a_lift_is_the_share_of_the_hits_over_the_share_of_all() {
        let lift = lift(4, 8, 10, 100).unwrap();
        near(lift, 5.0, 1.57013, 8.42987);
        assert_eq!(super::lift(0, 0, 10, 100), None);
        assert_eq!(super::lift(0, 3, 0, 100), None);
    }
}
