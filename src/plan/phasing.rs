//! Which site delivers how many homes in which year?

use std::collections::BTreeMap;

use crate::codes::codes;

codes! {
    /// Who says when a site is built.
    PhasedFrom {
        /// A table the user gave.
        Given = "given",
        /// A planning list.
        List = "list",
        /// The simple rule.
        Rule = "rule",
    }
}

/// One site in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phased {
    /// Homes by year of delivery; only years with homes.
    pub years: BTreeMap<u16, u32>,
    /// Who says so.
    pub from: PhasedFrom,
}

impl Phased {
    /// Homes of all years.
    #[must_use]
    pub fn homes(&self) -> u32 {
        self.years.values().copied().fold(0, u32::saturating_add)
    }
}

/// All sites in time, by identification of the site.
pub type Phasing = BTreeMap<String, Phased>;
