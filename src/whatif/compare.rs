//! What does a scenario give beside what the run gave?

use super::{Counts as ScenarioCounts, Scenario};
use crate::{
    beside::{Beside, Move},
    lang::Lang,
    params::{Change, Params},
    wording::value_text,
};

/// A scenario beside the run.
pub struct Compared<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its answer beside that of the run.
    pub beside: Beside<'a>,
}

impl Compared<'_> {
    /// What is changed: the norm, its value in the run and in the scenario.
    #[must_use]
    pub fn changes(&self, lang: Lang) -> Vec<(String, String, String)> {
        let value = |params: &Params, change: &Change| {
            let mut value = params.get(&change.key).map(|parameter| &parameter.value);
            for part in &change.part {
                value = value.and_then(|value| value.get(part));
            }
            value.map(|value| value_text(value, lang)).unwrap_or_default()
        };
        let Beside { before, after, .. } = self.beside;
        let of =
            |change: &Change| (change.path(), value(&before.params, change), value(&after.params, change));
        self.scenario.changes.iter().map(of).collect()
    }

    /// Its counts.
    #[must_use]
    pub fn counts(&self, lang: Lang) -> ScenarioCounts {
        let together = self.beside.homes.last();
        ScenarioCounts {
            scenario: self.scenario.name.clone(),
            changes: self.changes(lang),
            entered: self.beside.n(Move::Entered),
            left: self.beside.n(Move::Left),
            changed: self.beside.n_changed(),
            homes_suitable: together.and_then(|homes| homes.suitable),
            homes_undecided: together.and_then(|homes| homes.undecided),
        }
    }
}
