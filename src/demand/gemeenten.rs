//! In which gemeente of the run is what a list calls by name or code?

use std::collections::BTreeSet;

use crate::{
    link::{InGemeente, is_gemeente},
    tables::SiteRow,
};

/// The gemeenten of a run, each once.
pub struct Gemeenten(Vec<InGemeente>);

impl Gemeenten {
    /// Those in which a run has sites.
    #[must_use]
    pub fn of(sites: &[SiteRow]) -> Self {
        let mut seen = BTreeSet::new();
        let there = sites.iter().map(|site| (&site.called.gemeente_code, &site.called.gemeente));
        let gemeenten = there
            .filter(|there| seen.insert(*there))
            .map(|(code, naam)| InGemeente { code: code.clone(), naam: naam.clone() });
        Self(gemeenten.collect())
    }

    /// Code and name of the gemeente a text names; both `None` when the run is
    /// not about it.
    #[must_use]
    pub fn named(&self, text: &str) -> (Option<&str>, Option<&str>) {
        let there = self.0.iter().find(|gemeente| is_gemeente(text, gemeente));
        there.map(|there| (there.code.as_deref(), there.naam.as_deref())).unwrap_or_default()
    }
}
