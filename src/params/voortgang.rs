//! Parameters for two editions of a planning list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Param;
use crate::{
    lang::{Said, say},
    model::{Knelpunt, Level, lower_words},
};

/// `data/params/voortgang.toml`, described there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is described with its unit and source in data/params/voortgang.toml")]
pub struct ProgressParams {
    pub knelpunt_words: Param<BTreeMap<Knelpunt, Vec<String>>>,
    pub level_of: Param<BTreeMap<Knelpunt, Level>>,
    pub level_by_days: Param<BTreeMap<Level, u32>>,
    pub no_owner: Param<Vec<String>>,
    pub date_days_max: Param<u32>,
}

impl ProgressParams {
    /// The table a delay goes to: the furthest of its categories, and of its
    /// days where these are known.
    #[must_use]
    pub fn level(&self, knelpunten: &[Knelpunt], days: Option<i64>) -> Level {
        let of_kind = knelpunten.iter().filter_map(|kind| self.level_of.value.get(kind).copied());
        let by_days = self
            .level_by_days
            .value
            .iter()
            .filter(|(_, from)| days.is_some_and(|days| days >= i64::from(**from)))
            .map(|(level, _)| *level);
        of_kind.chain(by_days).max().unwrap_or(Level::Bouwtafel)
    }

    /// Checks what a type cannot; gives a message naming the parameter.
    pub(super) fn check(&self) -> Result<(), Said> {
        let mut known: BTreeMap<Vec<String>, Knelpunt> = BTreeMap::new();
        for (kind, words) in &self.knelpunt_words.value {
            if matches!(kind, Knelpunt::Anders | Knelpunt::NietGenoemd) {
                return Err(say!(
                    "`voortgang.knelpunt_words` geeft `{}` woorden; dat is wat overblijft",
                    "`voortgang.knelpunt_words` gives `{}` words; that is what is left",
                    kind.code()
                ));
            }
            for text in words {
                let phrase = lower_words(text);
                if phrase.is_empty() {
                    return Err(say!(
                        "`voortgang.knelpunt_words` heeft bij {} een lege tekst",
                        "`voortgang.knelpunt_words` has an empty text for {}",
                        kind.code()
                    ));
                }
                if let Some(other) = known.insert(phrase, *kind).filter(|other| other != kind) {
                    return Err(say!(
                        "`{text}` staat in `voortgang.knelpunt_words` bij {} en bij {}",
                        "`{text}` stands in `voortgang.knelpunt_words` for {} and for {}",
                        other.code(),
                        kind.code()
                    ));
                }
            }
        }
        let days: Vec<u32> = self.level_by_days.value.values().copied().collect();
        if !days.is_sorted() {
            return Err(say!(
                "`voortgang.level_by_days`: een verdere tafel begint niet eerder dan een dichtere",
                "`voortgang.level_by_days`: a further table does not begin before a nearer one"
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    #[test]
    fn a_delay_goes_to_the_furthest_table_that_it_reaches() {
        let params = Params::built_in().voortgang;
        let level = |kinds: &[Knelpunt], days| params.level(kinds, days).code();
        assert_eq!(level(&[Knelpunt::Parkeren], Some(30)), "bouwtafel");
        assert_eq!(level(&[Knelpunt::Parkeren], Some(180)), "versnellingstafel");
        assert_eq!(level(&[Knelpunt::Parkeren, Knelpunt::Net], None), "provincie");
        assert_eq!(level(&[Knelpunt::Financien], Some(1_100)), "rijk");
        assert_eq!(level(&[], None), "bouwtafel");
    }
}
