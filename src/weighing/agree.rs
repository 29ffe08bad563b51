//! Which sites does everybody choose, and which split them?

use std::collections::BTreeMap;

use crate::{record::Answer, tables::SiteRow};

/// One site that somebody puts forward.
pub(super) struct Choice<'a> {
    /// The site, as the run has it where it does.
    pub site: &'a SiteRow,
    /// Whether the run puts it forward.
    pub in_run: bool,
    /// Its place by the weights of each party; `None` where it has none.
    pub places: Vec<Option<u32>>,
    /// Who puts it forward.
    pub chosen: Vec<bool>,
}

impl Choice<'_> {
    /// How many put it forward.
    pub fn n_chosen(&self) -> usize {
        self.chosen.iter().filter(|chosen| **chosen).count()
    }

    /// Whether all do.
    pub fn by_all(&self) -> bool {
        self.chosen.iter().all(|chosen| *chosen)
    }
}

/// Every site that the run or somebody puts forward; those that split most
/// come first, those of all last.
pub(super) fn choices<'a>(base: &'a Answer, answers: &'a [Answer]) -> Vec<Choice<'a>> {
    let mut chosen: BTreeMap<&str, Choice<'a>> = BTreeMap::new();
    let by_id: Vec<BTreeMap<&str, &SiteRow>> = answers.iter().map(Answer::by_id).collect();
    let in_base = base.by_id();
    for answer in std::iter::once(base).chain(answers) {
        for site in answer.sites.iter().filter(|site| site.is_on_shortlist()) {
            chosen.entry(&site.id).or_insert_with(|| Choice {
                site: in_base.get(site.id.as_str()).copied().unwrap_or(site),
                in_run: false,
                places: by_id.iter().map(|sites| sites.get(site.id.as_str())?.rank()).collect(),
                chosen: by_id
                    .iter()
                    .map(|sites| sites.get(site.id.as_str()).is_some_and(|site| site.is_on_shortlist()))
                    .collect(),
            });
        }
    }
    for site in base.sites.iter().filter(|site| site.is_on_shortlist()) {
        if let Some(choice) = chosen.get_mut(site.id.as_str()) {
            choice.in_run = true;
        }
    }
    let mut choices: Vec<Choice<'a>> = chosen.into_values().collect();
    let split = |choice: &Choice<'_>| choice.n_chosen().abs_diff(choice.chosen.len().div_ceil(2));
    choices.sort_by(|a, b| (a.by_all(), split(a), &a.site.id).cmp(&(b.by_all(), split(b), &b.site.id)));
    choices
}
