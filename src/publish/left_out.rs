//! What does a published folder not tell?
//!
//! `bezit` is all that comes from the holdings: the run is asked again as if
//! none had been given. A single fact of them is forgotten in the same way.
//! Names alone (`corporatie`, `complex`) are taken off what the run found.

use std::collections::BTreeSet;

use crate::{
    error::Error,
    lang::say,
    record::{HeldFact, Unsaid},
};

/// All that comes from the holdings.
const HOLDINGS: &str = "bezit";

/// The name of a corporatie, and of a complex.
const NAMES: [&str; 2] = ["corporatie", "complex"];

/// Columns that say who holds how much.
const SHARES: [&str; 3] = ["owner_share", "owner_share_high", "v_ownership"];

/// What is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct LeftOut {
    /// What is taken for never said.
    pub unsaid: Unsaid,
    /// The columns of no file.
    pub columns: BTreeSet<String>,
}

impl LeftOut {
    /// Reads what is asked for.
    ///
    /// # Errors
    ///
    /// [`Error::CommandLine`] for a word that is nothing of the kind.
    pub fn parse(words: &[String]) -> Result<Self, Error> {
        let mut left_out = Self::default();
        for word in words.iter().map(|word| word.trim().to_lowercase()) {
            match (HeldFact::parse(&word), word.as_str()) {
                (_, HOLDINGS) => left_out.unsaid = Unsaid::holdings(),
                (Some(fact), _) => {
                    left_out.unsaid.facts.insert(fact);
                }
                (None, name) if NAMES.contains(&name) => {
                    left_out.columns.insert(word);
                }
                (None, name) => return Err(unknown(name)),
            }
        }
        let facts = left_out.unsaid.facts.iter().map(|fact| fact.code().to_owned());
        left_out.columns.extend(facts);
        if left_out.unsaid.owners {
            left_out.columns.extend(NAMES.iter().chain(&SHARES).map(|&name| name.to_owned()));
        }
        Ok(left_out)
    }

    /// Whether all that comes from the holdings is left out.
    pub fn holdings(&self) -> bool {
        self.unsaid.owners
    }

    /// Whether the names of corporaties are left out.
    pub fn corporaties(&self) -> bool {
        self.columns.contains(NAMES[0])
    }

    /// Whether names are left out of what was found with them.
    pub fn names_alone(&self) -> bool {
        !self.holdings() && NAMES.iter().any(|name| self.columns.contains(*name))
    }

    /// Whether nothing is left out.
    pub fn is_nothing(&self) -> bool {
        self.columns.is_empty()
    }
}

fn unknown(word: &str) -> Error {
    let all: Vec<&str> =
        [HOLDINGS].into_iter().chain(NAMES).chain(HeldFact::ALL.iter().map(|fact| fact.code())).collect();
    let hint = match SHARES.contains(&word) {
        true => say!(
            "wie hoeveel bezit volgt ook uit rang en score; `--zonder {HOLDINGS}` laat alles weg wat op het bezit rust",
            "who holds how much follows from rank and score too; `--zonder {HOLDINGS}` leaves out all that rests on the holdings"
        ),
        false => say!("schrijf een of meer van: {}", "write one or more of: {}", all.join(", ")),
    };
    Error::CommandLine {
        detail: say!("`--zonder {word}` kan niet", "`--zonder {word}` cannot be done"),
        hint,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<LeftOut, Error> {
        LeftOut::parse(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn holdings_are_all_that_comes_from_them() {
        let left_out = parse(&["bezit"]).unwrap();
        assert!(left_out.holdings() && left_out.corporaties() && !left_out.names_alone());
        assert_eq!(left_out.unsaid, Unsaid::holdings());
        for column in ["corporatie", "complex", "owner_share", "v_ownership", "demolition_year", "lift"] {
            assert!(left_out.columns.contains(column), "{column}");
        }
    }

    #[test]
    fn names_and_facts_go_one_by_one() {
        assert!(parse(&[]).unwrap().is_nothing());
        let names = parse(&["Corporatie", " complex "]).unwrap();
        assert!(names.names_alone() && names.unsaid.is_nothing());
        let lift = parse(&["lift"]).unwrap();
        assert!(!lift.names_alone() && !lift.holdings() && !lift.unsaid.is_nothing());
    }

    #[test]
    fn what_follows_from_others_is_not_left_out_alone() {
        for word in ["owner_share", "v_ownership", "adres", "", "../bezit"] {
            assert!(matches!(parse(&[word]), Err(Error::CommandLine { .. })), "{word}");
        }
    }
}
