//! The forms in which streets, places and suffixes are compared.

/// Words that registers and spreadsheets shorten, with what they stand for.
/// Only those that stand for one word: `v.d.` is *van de*, *van der* or *van
/// den*, and is left as it is.
const WORDS: [(&str, &str); 24] = [
    ("st", "sint"),
    ("burg", "burgemeester"),
    ("burgem", "burgemeester"),
    ("bgm", "burgemeester"),
    ("prof", "professor"),
    ("dr", "doctor"),
    ("ds", "dominee"),
    ("mr", "meester"),
    ("ir", "ingenieur"),
    ("gen", "generaal"),
    ("pres", "president"),
    ("jhr", "jonkheer"),
    ("past", "pastoor"),
    ("1e", "eerste"),
    ("1ste", "eerste"),
    ("2e", "tweede"),
    ("2de", "tweede"),
    ("3e", "derde"),
    ("3de", "derde"),
    ("4e", "vierde"),
    ("4de", "vierde"),
    ("5e", "vijfde"),
    ("5de", "vijfde"),
    ("6e", "zesde"),
];

/// Ends of a street's last word as NEN 5825 shortens them. No Dutch word ends
/// in the short form.
const ENDS: [(&str, &str); 4] = [("str", "straat"), ("ln", "laan"), ("pln", "plein"), ("wg", "weg")];

/// Two names of one place that both go around.
const PLACES: [(&str, &str); 2] = [("denhaag", "sgravenhage"), ("denbosch", "shertogenbosch")];

/// The form in which letter and addition are compared: letters and digits
/// alone, upper case.
///
/// # Examples
///
/// ```
/// use toplaag::model::suffix_key;
///
/// assert_eq!(suffix_key(" a - 3"), suffix_key("A3"));
/// ```
#[must_use]
pub fn suffix_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The form in which streets are compared: lower case, without diacritics,
/// spaces and signs, and with words that are commonly shortened written out.
///
/// # Examples
///
/// ```
/// use toplaag::model::street_key;
///
/// assert_eq!(street_key("St. Jansstr."), street_key("Sint-Jansstraat"));
/// assert_ne!(street_key("v.d. Woudestraat"), street_key("van der Woudestraat"));
/// ```
#[must_use]
pub fn street_key(name: &str) -> String {
    let plain = plain(name);
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let last = words.pop().unwrap_or_default();
    let written_out = |word: &str| {
        WORDS.iter().find(|(short, _)| *short == word).map_or(word.to_owned(), |(_, long)| (*long).to_owned())
    };
    let mut key: String = words.into_iter().map(written_out).collect();
    // `pln` before `ln`: the longer end goes first.
    let end = ENDS.iter().filter(|(short, _)| last.ends_with(short)).max_by_key(|(short, _)| short.len());
    match end {
        Some((short, long)) => key.extend([&last[..last.len() - short.len()], long]),
        None => key += &written_out(last),
    }
    key
}

/// The form in which places are compared: as streets, but nothing is
/// shortened; *Den Haag* is *'s-Gravenhage* and *Den Bosch*
/// *'s-Hertogenbosch*.
#[must_use]
pub fn place_key(name: &str) -> String {
    let key: String = plain(name).split_whitespace().collect();
    PLACES.iter().find(|(other, _)| *other == key).map_or(key, |(_, name)| (*name).to_owned())
}

/// The words of a text in lower case, without signs.
#[must_use]
pub fn lower_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Lower case without diacritics; signs become spaces, an apostrophe goes.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => plain.push('a'),
            'ç' => plain.push('c'),
            'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
            'ì' | 'í' | 'î' | 'ï' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => plain.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ĳ' => plain.push_str("ij"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            // A letter and its accent may be two signs.
            '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' | '`' | '´' => {}
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
    }
    plain
}
