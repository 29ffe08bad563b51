//! Which text of the gemeente goes with which area?

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    config::Input,
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::say,
    model::{Gebied, Zone},
    read,
};

/// The texts of areas, by their identification or name as it is compared.
#[derive(Default)]
pub(super) struct Notes {
    by_area: BTreeMap<String, Vec<String>>,
}

impl Notes {
    /// Reads the table; a text of no area is told, once those that are asked
    /// for are known.
    pub(super) fn read(
        input: Option<&Input>,
        areas: &[Zone<Gebied>],
        issues: &mut Issues,
    ) -> Result<Self, Error> {
        let Some(input) = input else { return Ok(Self::default()) };
        let known: BTreeSet<String> =
            areas.iter().flat_map(|area| [key(&area.id), key(&area.says.naam)]).collect();
        let mut notes = Self::default();
        for (id, texts) in read::notes::read(input, issues)? {
            if !known.contains(&key(&id)) {
                issues.push(Issue {
                    kind: IssueKind::Unmatched,
                    file: input.sources.first().map(|source| source.name.clone()).unwrap_or_default(),
                    layer: String::new(),
                    object: id.clone(),
                    cell: None,
                    detail: say!(
                        "is geen gebied waarvan een paspoort wordt gemaakt; de tekst staat nergens",
                        "is no area that a passport is made of; its text stands nowhere"
                    ),
                });
            }
            notes.by_area.entry(key(&id)).or_default().extend(texts);
        }
        Ok(notes)
    }

    /// The texts of an area: by its identification, then by its name.
    pub(super) fn of(&self, area: &Zone<Gebied>) -> Vec<String> {
        let mut keys = vec![key(&area.id)];
        keys.extend(Some(key(&area.says.naam)).filter(|naam| *naam != keys[0] && !naam.is_empty()));
        keys.iter().filter_map(|key| self.by_area.get(key)).flatten().cloned().collect()
    }
}

fn key(text: &str) -> String {
    text.trim().to_lowercase()
}
