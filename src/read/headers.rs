//! Which role does a column of the holdings play that is called something
//! like it?
//!
//! By rule: a name is taken apart in words, each word is one of a small
//! vocabulary or the start or a common short form of one, and all of them
//! together say one role. A name with any other word in it says nothing.

use Word::{
    Adres, Bag, Code, Complex, Corporatie, Huis, Huisletter, Huisnummer, Id, Letter, Naam, Nummer, Object,
    Pand, Plaats, Postcode, Straat, Toevoeging, Vbo, Vhe,
};

/// What a word in a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Adres,
    Bag,
    Code,
    Complex,
    Corporatie,
    Huis,
    Huisletter,
    Huisnummer,
    Id,
    Letter,
    Naam,
    Nummer,
    Object,
    Pand,
    Plaats,
    Postcode,
    Straat,
    Toevoeging,
    Vbo,
    Vhe,
}

/// Words in full; the first letters of one, three at least, stand for it
/// when they start no other.
const WORDS: [(&str, Word); 25] = [
    ("adres", Adres),
    ("code", Code),
    ("complex", Complex),
    ("corporatie", Corporatie),
    ("eigenaar", Corporatie),
    ("huisletter", Huisletter),
    ("huisnummer", Huisnummer),
    ("identificatie", Id),
    ("letter", Letter),
    ("naam", Naam),
    ("nummer", Nummer),
    ("nummeraanduiding", Nummer),
    ("object", Object),
    ("pand", Pand),
    ("plaats", Plaats),
    ("plaatsnaam", Plaats),
    ("postcode", Postcode),
    ("straat", Straat),
    ("straatnaam", Straat),
    ("toevoeging", Toevoeging),
    ("verblijfsobject", Vbo),
    ("verhuurder", Corporatie),
    ("verhuureenheid", Vhe),
    ("woonplaats", Plaats),
    ("woningcorporatie", Corporatie),
];

/// Short forms that are no first letters.
const SHORT: [(&str, Word); 19] = [
    ("bag", Bag),
    ("cmplx", Complex),
    ("cplx", Complex),
    ("cpx", Complex),
    ("hnr", Huisnummer),
    ("hltr", Huisletter),
    ("hsnr", Huisnummer),
    ("huis", Huis),
    ("huisnr", Huisnummer),
    ("id", Id),
    ("ltr", Letter),
    ("no", Nummer),
    ("nr", Nummer),
    ("nrs", Nummer),
    ("pc", Postcode),
    ("pc6", Postcode),
    ("vbo", Vbo),
    ("vhe", Vhe),
    ("wnpl", Plaats),
];

/// Ends that are written against the word before them.
const ENDS: [(&str, Word); 7] = [
    ("identificatie", Id),
    ("nummer", Nummer),
    ("code", Code),
    ("naam", Naam),
    ("nr", Nummer),
    ("no", Nummer),
    ("id", Id),
];

/// The role, by its name in the project file, that a column's name says.
pub(super) fn role_of(name: &str) -> Option<&'static str> {
    let words = words(name)?;
    let only = |allowed: &[Word]| words.iter().all(|word| allowed.contains(word));
    let has = |word: Word| words.contains(&word);
    Some(match () {
        () if has(Complex) && only(&[Complex, Nummer, Code, Id]) => "complex",
        () if has(Corporatie) && only(&[Corporatie, Naam]) => "corporatie",
        () if has(Toevoeging) && only(&[Toevoeging, Huisnummer, Huis, Nummer]) => "toevoeging",
        () if (has(Huisletter) || has(Letter)) && only(&[Huisletter, Letter, Huis, Huisnummer]) => {
            "huisletter"
        }
        () if has(Straat) && has(Nummer) | has(Huisnummer) && only(&[Straat, Nummer, Huisnummer]) => "adres",
        () if has(Straat) && only(&[Straat, Naam]) => "straat",
        () if has(Adres) && only(&[Adres, Vhe, Object]) => "adres",
        () if has(Plaats) && only(&[Plaats, Naam]) => "plaats",
        () if has(Postcode) && only(&[Postcode, Code]) => "postcode",
        () if has(Pand) && words.len() > 1 && only(&[Pand, Bag, Id, Nummer]) => "pand_id",
        () if has(Vbo) && only(&[Vbo, Bag, Id, Nummer, Object]) => "vbo_id",
        () if has(Bag) && has(Id) | has(Nummer) && only(&[Bag, Id, Nummer, Object]) => "vbo_id",
        () if has(Vhe) && only(&[Vhe, Nummer, Code, Id]) => "vhe",
        () if has(Huisnummer) && only(&[Huisnummer]) => "huisnummer",
        () if has(Nummer) && only(&[Huis, Nummer]) => "huisnummer",
        () => return None,
    })
}

/// Whether a column's name comes near a role: it says the role's main word
/// beside others.
pub fn comes_near(name: &str, role: &str) -> bool {
    let main = match role {
        "complex" => Complex,
        "corporatie" => Corporatie,
        _ => return false,
    };
    role_of(name) != Some(role)
        && parts(name).iter().any(|part| word(part).is_some_and(|found| found.contains(&main)))
}

/// The words of a name, each once; `None` when one is not known.
fn words(name: &str) -> Option<Vec<Word>> {
    let mut all = Vec::new();
    for part in parts(name) {
        all.extend(word(&part)?);
    }
    all.sort_unstable();
    all.dedup();
    (!all.is_empty()).then_some(all)
}

/// The parts of a name, in lower case: split at signs, and where a capital
/// follows a small letter.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || was_small && c.is_uppercase() {
            parts.push(String::new());
        }
        if let (true, Some(part)) = (c.is_alphanumeric(), parts.last_mut()) {
            part.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// What one part means: a word, the start of one, or one with an end.
fn word(part: &str) -> Option<Vec<Word>> {
    if let Some((_, word)) = SHORT.iter().chain(&WORDS).find(|(word, _)| *word == part) {
        return Some(vec![*word]);
    }
    if part.len() >= 3 {
        let mut starts = WORDS.iter().filter(|(word, _)| word.starts_with(part)).map(|(_, word)| *word);
        if let Some(first) = starts.next() {
            return starts.all(|other| other == first).then(|| vec![first]);
        }
    }
    ENDS.iter().find_map(|(end, means)| {
        let before = part.strip_suffix(end).filter(|before| before.len() >= 2)?;
        let mut words = word(before)?;
        words.push(*means);
        Some(words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_one_role_or_none() {
        let cases = [
            (
                "complex",
                &[
                    "Compl.nr",
                    "Complexnr.",
                    "complex nr",
                    "Compl.",
                    "Cplx",
                    "COMPLEX-CODE",
                    "ComplNr",
                    "Compl. nummer",
                    "Compl id",
                ][..],
            ),
            ("corporatie", &["Corp.", "Corporatienaam", "naam corporatie", "Woningcorp."]),
            ("huisnummer", &["Huisnr.", "Hnr", "huis-nr", "nr", "Nr.", "Huisnum"]),
            ("huisletter", &["ltr", "Letter", "Huislet."]),
            ("toevoeging", &["Toev.", "toev", "Huisnr.toev.", "HuisnummerToevoeging"]),
            ("postcode", &["Pc", "PC6", "Postc.", "Post-code"]),
            ("straat", &["Straatn.", "Str."]),
            ("adres", &["Adr.", "Adres VHE", "Straat + nr"]),
            ("plaats", &["Woonpl.", "plaatsn."]),
            (
                "vbo_id",
                &["object-id (BAG)", "BAG-nr", "VBO nummer", "BAG id verblijfsobject", "Verblijfsobj.id"],
            ),
            ("pand_id", &["Pand-id", "BAG pandnr", "Pandidentificatie"]),
            ("vhe", &["VHE-nr", "Verhuureenheid nr."]),
        ];
        for (role, names) in cases {
            for name in names {
                assert_eq!(role_of(name), Some(role), "{name}");
            }
        }
        for name in [
            "Complexnaam",
            "Netto huur",
            "com. eigendom",
            "nummerplaat",
            "Type",
            "m2",
            "co",
            "",
            "Bestemmingsplan",
            "Soort object",
        ] {
            assert_eq!(role_of(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_with_other_words_in_it_comes_near() {
        assert!(comes_near("Complexnaam", "complex") && comes_near("Compl. 2024", "complex"));
        assert!(!comes_near("Complexnr", "complex") && !comes_near("Type", "complex"));
        assert!(comes_near("Corp. (oud)", "corporatie"));
    }
}
