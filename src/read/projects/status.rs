//! Which status does a list mean by its own words?

use crate::model::{Planstatus, lower_words};

/// What lists call a hard and a soft plan: words, codes and several of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusWords {
    /// Each as its words, with the status it says.
    phrases: Vec<(Vec<String>, Planstatus)>,
}

impl StatusWords {
    /// From what says that a plan is hard, and what says that it is soft.
    #[must_use]
    pub fn new(hard: &[String], zacht: &[String]) -> Self {
        let of = |texts: &[String], status| -> Vec<(Vec<String>, Planstatus)> {
            texts
                .iter()
                .map(|text| (lower_words(text), status))
                .filter(|(words, _)| !words.is_empty())
                .collect()
        };
        Self { phrases: [of(hard, Planstatus::Hard), of(zacht, Planstatus::Zacht)].concat() }
    }

    /// The one status a text names. What stands within a longer phrase does not
    /// count: `niet vastgesteld` is not `vastgesteld`. `None` when nothing is
    /// known in it, or what is contradicts itself.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<Planstatus> {
        let text = lower_words(text);
        let mut found: Vec<(std::ops::Range<usize>, Planstatus)> = Vec::new();
        for (phrase, status) in &self.phrases {
            let starts = text.windows(phrase.len()).enumerate().filter(|(_, window)| *window == phrase);
            found.extend(starts.map(|(at, _)| (at..at + phrase.len(), *status)));
        }
        let within = |inner: &std::ops::Range<usize>| {
            found.iter().any(|(outer, _)| {
                outer.len() > inner.len() && outer.start <= inner.start && inner.end <= outer.end
            })
        };
        let mut said = found.iter().filter(|(range, _)| !within(range)).map(|(_, status)| *status);
        let first = said.next()?;
        said.all(|other| other == first).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    #[test]
    fn statuses_are_read_in_the_words_of_lists() {
        let params = Params::built_in().planlijst;
        let read = StatusWords::new(&params.status_hard.value, &params.status_zacht.value);
        let (hard, zacht) = (Some(Planstatus::Hard), Some(Planstatus::Zacht));
        for (text, right) in [
            ("Hard", hard),
            ("1A Onherroepelijk", hard),
            ("2A Vastgesteld plan/besluit", hard),
            ("omgevingsvergunning verleend", hard),
            ("4A potentiele locatie in visie", zacht),
            ("In voorbereiding", zacht),
            ("nog niet vastgesteld", zacht),
            ("omgevingsvergunning aangevraagd", zacht),
            ("idee", zacht),
            ("1B Onherroepelijk, uit te werken", None),
            ("hard/zacht", None),
            ("gereed", None),
            ("", None),
        ] {
            assert_eq!(read.read(text), right, "{text}");
        }
    }
}
