//! What is counted of a run, in words?

use super::{standing, verdict_word};
use crate::{lang::Lang, score::Standing};

/// A count by the names under which it is kept: what is counted (`panden`,
/// `sites`, `standing`, `homes_together`) and of which kind. Names that are not
/// known stand as they are.
#[must_use]
pub fn counted(path: &[&str], lang: Lang) -> String {
    let of = |what: (&str, &str), word: &str| format!("{}, {word}", lang.pick(what.0, what.1));
    let verdict = |what: (&str, &str), code: &str| verdict_word(code, lang).map(|word| of(what, word));
    let sites = ("mogelijkheden", "sites");
    let words = match path {
        ["panden", code] => verdict(("panden", "panden"), code),
        ["sites", code] => verdict(sites, code),
        ["standing", code] => match Standing::parse(code) {
            Some(place) => Some(of(sites, standing(place, lang))),
            None => verdict(("mogelijkheden zonder plaats", "sites without a place"), code),
        },
        ["homes_together"] => Some(lang.pick("woningen die samengaan", "homes that go together").to_owned()),
        ["homes_together", state, estimate] => homes(state, estimate, lang),
        _ => None,
    };
    words.unwrap_or_else(|| path.join("."))
}

/// Homes of all that goes together, by what is known and how they are estimated.
fn homes(state: &str, estimate: &str, lang: Lang) -> Option<String> {
    let state = verdict_word(state, lang)?;
    let estimate = match estimate {
        "low" => lang.pick("voorzichtig", "cautious"),
        "mid" => lang.pick("verwacht", "expected"),
        "high" => lang.pick("ruim", "hopeful"),
        _ => return None,
    };
    let homes = lang.pick("woningen die samengaan", "homes that go together");
    Some(format!("{homes}, {state}, {estimate}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_called_by_what_people_call_it() {
        for (path, nl, en) in [
            (&["panden", "suitable"][..], "panden, geschikt", "panden, suitable"),
            (&["sites", "unsayable"], "mogelijkheden, niet te zeggen", "sites, cannot be said"),
            (&["standing", "shortlist"], "mogelijkheden, voorgedragen", "sites, put forward"),
            (
                &["standing", "unsuitable"],
                "mogelijkheden zonder plaats, ongeschikt",
                "sites without a place, unsuitable",
            ),
            (
                &["homes_together", "undecided", "low"],
                "woningen die samengaan, onbeslist, voorzichtig",
                "homes that go together, undecided, cautious",
            ),
            (&["iets", "anders"], "iets.anders", "iets.anders"),
        ] {
            assert_eq!([counted(path, Lang::Nl), counted(path, Lang::En)], [nl, en]);
        }
    }
}
