//! In which gemeente of the run is what a list calls by name or code?

use std::collections::BTreeMap;

use crate::{model::place_key, tables::SiteRow};

/// The gemeenten of a run, by their names and codes as they are compared.
pub(super) struct Gemeenten<'a> {
    by_text: BTreeMap<String, (Option<&'a str>, Option<&'a str>)>,
}

impl<'a> Gemeenten<'a> {
    pub(super) fn of(sites: &'a [SiteRow]) -> Self {
        let mut by_text = BTreeMap::new();
        for site in sites {
            let (code, naam) = (site.called.gemeente_code.as_deref(), site.called.gemeente.as_deref());
            for text in [code, naam].into_iter().flatten() {
                by_text.entry(place_key(text)).or_insert((code, naam));
            }
        }
        Self { by_text }
    }

    /// Code and name of the gemeente a text names; both `None` when the run is
    /// not about it.
    pub(super) fn named(&self, text: &str) -> (Option<&'a str>, Option<&'a str>) {
        let lower = text.trim().to_lowercase();
        let plain = lower.strip_prefix("gemeente ").unwrap_or(&lower);
        self.by_text.get(&place_key(plain)).copied().unwrap_or_default()
    }
}
