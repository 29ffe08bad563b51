//! How sure is a place, in words?

use super::{number, whole};
use crate::lang::Lang;

/// A share as so many of a hundred: `87 van de 100`. What is less than a half
/// of a hundred and yet there is `minder dan 1`; what is not all is never 100.
#[must_use]
pub fn of_hundred(share: f64, lang: Lang) -> String {
    let n = match hundredths(share, lang) {
        n if n.starts_with('<') => lang.pick("minder dan 1", "fewer than 1").to_owned(),
        n if n.starts_with('>') => lang.pick("meer dan 99", "more than 99").to_owned(),
        n => n,
    };
    format!("{n} {}", lang.pick("van de 100", "of 100"))
}

/// The same for a column of a table: `87`, `<1`, `>99`.
#[must_use]
pub fn hundredths(share: f64, lang: Lang) -> String {
    match (share * 100.0).round() {
        n if n < 1.0 && share > 0.0 => "<1".to_owned(),
        n if n > 99.0 && share < 1.0 => ">99".to_owned(),
        n => number(n, 0, lang),
    }
}

/// How sure a place among the first of a group is, as a sentence without its
/// point. `weights` is the share by other weights alone; `None` when the site
/// may not be put forward.
#[must_use]
pub fn place_certainty(first: usize, n_group: usize, share: f64, weights: Option<f64>, lang: Lang) -> String {
    let (all, n, k) = (of_hundred(share, lang), whole(n_group as u64, lang), whole(first as u64, lang));
    let by_weights = weights.map(|share| of_hundred(share, lang));
    match (lang, by_weights) {
        (Lang::Nl, Some(weights)) => format!(
            "in {weights} wegingen bij de eerste {k} (groep van {n}); in {all} trekkingen als ook aantallen en onbekende gegevens anders uitvallen"
        ),
        (Lang::Nl, None) => format!(
            "in {all} trekkingen bij de eerste {k} (groep van {n}), als wat onbekend is beide kanten op kan vallen; nu niet voor te dragen"
        ),
        (Lang::En, Some(weights)) => format!(
            "in {weights} weightings among the first {k} (group of {n}); in {all} draws if numbers and unknown facts turn out otherwise too"
        ),
        (Lang::En, None) => format!(
            "in {all} draws among the first {k} (group of {n}), if what is unknown may turn out either way; may not be put forward now"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_all_is_not_all_and_what_is_nearly_nothing_is_something() {
        for (share, said) in [
            (0.0, "0 van de 100"),
            (0.001, "minder dan 1 van de 100"),
            (0.874, "87 van de 100"),
            (0.9991, "meer dan 99 van de 100"),
            (1.0, "100 van de 100"),
        ] {
            assert_eq!(of_hundred(share, Lang::Nl), said);
        }
    }
}
