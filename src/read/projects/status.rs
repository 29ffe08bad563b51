//! Which status does a list mean by its own words?

use crate::model::{Phrases, Planstatus};

/// What lists call a hard and a soft plan: words, codes and several of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusWords(Phrases<Planstatus>);

impl StatusWords {
    /// From what says that a plan is hard, and what says that it is soft.
    #[must_use]
    pub fn new(hard: &[String], zacht: &[String]) -> Self {
        let hard = hard.iter().map(|text| (text.as_str(), Planstatus::Hard));
        Self(Phrases::new(hard.chain(zacht.iter().map(|text| (text.as_str(), Planstatus::Zacht)))))
    }

    /// The one status a text names. What stands within a longer phrase does not
    /// count: `niet vastgesteld` is not `vastgesteld`. `None` when nothing is
    /// known in it, or what is contradicts itself.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<Planstatus> {
        match self.0.named(text)[..] {
            [status] => Some(status),
            _ => None,
        }
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
