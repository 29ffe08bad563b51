//! How many homes may a pand hold of which not all units are known?

use super::Missing;

/// What is known of the units in use of a pand, where that is not all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct PartlyKnown {
    /// Units that are homes.
    pub homes: u32,
    /// Units that are not.
    pub others: u32,
    /// Units whose use cannot be read.
    pub unread: u32,
    /// Units that the pand layer counts and the input does not hold.
    pub lacking: u32,
}

impl PartlyKnown {
    /// The lowest and the highest share of homes that there may be, 0 to 1.
    #[must_use]
    pub fn shares(self) -> (f64, f64) {
        let open = u64::from(self.unread) + u64::from(self.lacking);
        let all = (u64::from(self.homes) + u64::from(self.others) + open).max(1);
        let share = |homes: u64| ratio(homes, all);
        (share(u64::from(self.homes)), share(u64::from(self.homes) + open))
    }

    /// The fact that is missing.
    #[must_use]
    pub fn missing(self) -> Missing {
        if self.lacking > 0 { Missing::Units } else { Missing::Woonfunctie }
    }

    /// The same of two panden together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            homes: self.homes.saturating_add(other.homes),
            others: self.others.saturating_add(other.others),
            unread: self.unread.saturating_add(other.unread),
            lacking: self.lacking.saturating_add(other.lacking),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "units of a pand or complex")]
fn ratio(a: u64, b: u64) -> f64 {
    a as f64 / b as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 3 homes, 1 shop, 4 that are not there: 3 of 8 to 7 of 8.
    #[test]
    fn what_is_not_known_may_be_homes_or_not() {
        let partly = PartlyKnown { homes: 3, others: 1, unread: 0, lacking: 4 };
        assert_eq!(partly.shares(), (0.375, 0.875));
        assert_eq!(partly.missing(), Missing::Units);
        let unread = PartlyKnown { unread: 2, ..PartlyKnown::default() };
        assert_eq!((unread.shares(), unread.missing()), ((0.0, 1.0), Missing::Woonfunctie));
    }
}
