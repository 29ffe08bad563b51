//! Which gemeente is meant?

use crate::{
    error::Error,
    lang::say,
    model::{Gebied, place_key},
};

/// Finds the gemeente by code (`GM0503`, `0503`, `503`) or name; case,
/// diacritics and punctuation are forgiven.
///
/// # Errors
///
/// [`Error::CommandLine`] that lists several that fit, or names that come near.
pub fn find<'a>(asked: &str, all: &'a [Gebied]) -> Result<&'a Gebied, Error> {
    let digits = asked.trim().trim_start_matches(['G', 'g']).trim_start_matches(['M', 'm']);
    let code = (!digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| format!("GM{digits:0>4}"));
    let name = place_key(asked);
    let hits = |fits: &dyn Fn(&Gebied) -> bool| all.iter().filter(|one| fits(one)).collect::<Vec<_>>();
    let mut found = hits(&|one| code.as_ref() == Some(&one.code));
    if found.is_empty() && !name.is_empty() {
        found = hits(&|one| place_key(&one.naam) == name);
    }
    if found.is_empty() && !name.is_empty() {
        // "Bergen" is meant for "Bergen (NH.)" or "Bergen (L.)".
        found = hits(&|one| one.naam.split_once('(').is_some_and(|(naam, _)| place_key(naam) == name));
    }
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let near = near(&name, all);
            let hint = if near.is_empty() {
                say!(
                    "geef de naam zoals het CBS die schrijft, of de code, zoals GM0503",
                    "give the name as CBS writes it, or the code, such as GM0503"
                )
            } else {
                say!("bedoelt u {}?", "did you mean {}?", named(&near).join(", "))
            };
            Err(Error::CommandLine {
                detail: say!("er is geen gemeente `{asked:.80}`", "there is no gemeente `{asked:.80}`"),
                hint,
            })
        }
        several => Err(Error::CommandLine {
            detail: say!(
                "meer gemeenten heten `{asked:.80}`: {}",
                "several gemeenten are called `{asked:.80}`: {}",
                named(several).join(", ")
            ),
            hint: say!("geef een van deze codes", "give one of these codes"),
        }),
    }
}

fn named(gemeenten: &[&Gebied]) -> Vec<String> {
    gemeenten.iter().map(|one| format!("{} ({})", one.naam, one.code)).collect()
}

/// Names that come near, best first, five at most.
fn near<'a>(name: &str, all: &'a [Gebied]) -> Vec<&'a Gebied> {
    let mut near: Vec<(usize, &Gebied)> = all
        .iter()
        .filter_map(|one| {
            let other = place_key(&one.naam);
            let slips = slips(name, &other);
            let holds = name.len() >= 4 && (other.contains(name) || name.contains(other.as_str()));
            (slips <= 1 + name.chars().count() / 4 || holds).then_some((slips, one))
        })
        .collect();
    near.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.naam.cmp(&other.naam)));
    near.into_iter().take(5).map(|(_, one)| one).collect()
}

/// Letters to add, take away or change to make one word of another
/// (Levenshtein).
fn slips(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, sign) in a.chars().take(80).enumerate() {
        let mut above_left = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let change = above_left + usize::from(sign != *other);
            above_left = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(above_left + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use geo_types::MultiPolygon;

    use super::*;

    fn gemeenten() -> Vec<Gebied> {
        [
            ("GM0503", "Delft"),
            ("GM0518", "'s-Gravenhage"),
            ("GM0373", "Bergen (NH.)"),
            ("GM0893", "Bergen (L.)"),
            ("GM1900", "Súdwest-Fryslân"),
            ("GM0748", "Bergen op Zoom"),
            ("GM0060", "Ameland"),
            ("GM0353", "IJsselstein"),
        ]
        .map(|(code, naam)| Gebied {
            code: code.into(),
            naam: naam.into(),
            gemeente_code: None,
            gemeente_naam: None,
            omgevingsadressendichtheid: None,
            cars_per_household: None,
            geometry: MultiPolygon::new(Vec::new()),
        })
        .to_vec()
    }

    #[test]
    fn a_gemeente_goes_by_code_and_by_name_however_it_is_typed() {
        let all = gemeenten();
        for (asked, code) in [
            ("GM0503", "GM0503"),
            ("gm503", "GM0503"),
            ("0503", "GM0503"),
            (" delft ", "GM0503"),
            ("DELFT", "GM0503"),
            ("den haag", "GM0518"),
            ("s-gravenhage", "GM0518"),
            ("sudwest fryslan", "GM1900"),
            ("Bergen (L.)", "GM0893"),
            ("60", "GM0060"),
            ("ĳsselstein", "GM0353"),
        ] {
            assert_eq!(find(asked, &all).unwrap().code, code, "{asked}");
        }
    }

    #[test]
    fn several_and_none_are_answered_with_names() {
        let all = gemeenten();
        let said = |asked: &str| {
            let error = find(asked, &all).unwrap_err();
            format!("{error}; {}", error.hint().unwrap())
        };
        assert_eq!(
            said("Bergen"),
            "several gemeenten are called `Bergen`: Bergen (NH.) (GM0373), Bergen (L.) (GM0893); give one of these codes"
        );
        assert_eq!(said("Delf"), "there is no gemeente `Delf`; did you mean Delft (GM0503)?");
        assert_eq!(
            said("bergen zoom"),
            "there is no gemeente `bergen zoom`; did you mean Bergen op Zoom (GM0748)?"
        );
        assert!(said("GM9999").contains("give the name as CBS writes it"));
        assert!(said("").contains("give the name as CBS writes it"));
    }
}
