//! Street, number, postcode and place in one text.

use super::Reading;
use crate::model::{Postcode6, address::suffix_key};

/// Words before a number that only say that it is one.
const NUMBER_WORDS: [&str; 6] = ["nr", "nr.", "no.", "nummer", "huisnr", "huisnummer"];

/// Most words looked at.
const MAX_WORDS: usize = 24;

/// What other cells tell.
#[derive(Debug, Clone, Copy)]
pub(super) struct OtherCells {
    /// A postcode.
    pub postcode: Option<Postcode6>,
    /// A place.
    pub woonplaats: bool,
}

/// What a text says.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub postcode: Option<Postcode6>,
    pub woonplaats: Option<Box<str>>,
    pub readings: Vec<Reading>,
}

/// A number with what is glued to it.
#[derive(Debug)]
pub(super) struct Number {
    pub huisnummer: u32,
    pub suffix: Box<str>,
    pub until: Option<u32>,
}

/// A postcode and what stands around it.
pub(super) struct FoundPostcode<'a> {
    pub code: Postcode6,
    pub before: &'a str,
    pub after: &'a str,
}

/// The postcode in a text: the one it starts with, else the last. A number
/// with two letters looks like one too (`1000 AA Weesp, Dorpsstraat 1234 BG`).
pub(super) fn postcode(text: &str) -> Option<FoundPostcode<'_>> {
    let start = text.len() - text.trim_start().len();
    let places = text.char_indices().map(|(at, _)| at).rev();
    std::iter::once(start).chain(places).find_map(|at| postcode_at(text, at))
}

/// A text without the `NL` it ends in, when that stands by itself.
fn without_country(text: &str) -> &str {
    let Some((start, country)) = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at)) else {
        return text;
    };
    let is_word = !start.ends_with(|c: char| c.is_alphanumeric());
    if is_word && country.eq_ignore_ascii_case("nl") { start } else { text }
}

/// The postcode that starts in this place.
fn postcode_at(text: &str, at: usize) -> Option<FoundPostcode<'_>> {
    let (before, rest) = text.split_at_checked(at)?;
    if without_country(before).ends_with(|c: char| c.is_alphanumeric())
        || !rest.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let (digits, behind) = rest.split_at_checked(4)?;
    let (letters, after) =
        behind.trim_start_matches(|c: char| c.is_whitespace() || c == '-').split_at_checked(2)?;
    if after.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let code = format!("{digits}{letters}").parse().ok()?;
    Some(FoundPostcode { code, before, after })
}

/// A cell that starts with a house number.
pub(super) fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    let text = NUMBER_WORDS.iter().find_map(|word| behind_word(text, word)).unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    // The register has five digits; zeros before them are no digits of it.
    let huisnummer: u32 = digits.parse().ok().filter(|number| (1..=99_999).contains(number))?;
    let rest = if whole(text).len() < text.len() { "" } else { rest };
    Some(Number { huisnummer, suffix: suffix_key(rest).into(), until: until(huisnummer, rest) })
}

/// What stands behind a word that only says that a number follows, if
/// anything does.
fn behind_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let rest = rest.trim_start_matches(|c: char| c == '.' || c == ':' || c.is_whitespace());
    (start.eq_ignore_ascii_case(word) && rest.starts_with(|c: char| c.is_ascii_digit())).then_some(rest)
}

/// A spreadsheet's `12.0` as `12`; other texts as they are.
pub(super) fn whole(text: &str) -> &str {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once(['.', ',']) {
        Some((whole, zeros)) if digits(whole) && digits(zeros) && zeros.bytes().all(|byte| byte == b'0') => {
            whole
        }
        _ => text,
    }
}

/// The end of a range: a greater number behind a hyphen or *t/m*.
fn until(from: u32, rest: &str) -> Option<u32> {
    let rest = rest.trim().to_lowercase();
    let last = ["t/m", "tm", "-", "–"].iter().find_map(|sign| rest.strip_prefix(sign))?;
    last.trim().parse().ok().filter(|last| *last > from)
}

/// Reads a text in all ways that make sense.
pub(super) fn read(text: &str, known: OtherCells) -> Parsed {
    let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let mut found = Parsed::default();
    let mut body = text.as_str();
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    // Without a number beside it, or with another postcode in a cell of its
    // own, what looks like one is the number.
    let is_one = |part: &FoundPostcode<'_>| {
        (has_digit(part.before) || has_digit(part.after))
            && known.postcode.is_none_or(|code| code == part.code)
    };
    if let Some(part) = postcode(&text).filter(is_one) {
        found.postcode = Some(part.code);
        if part.before.trim().is_empty() {
            body = part.after;
        } else {
            body = part.before;
            found.woonplaats = place(part.after);
        }
    }
    let (address, beside) = segments(body);
    found.woonplaats = found.woonplaats.take().or_else(|| place(&beside));
    let words: Vec<&str> = address.split_whitespace().take(MAX_WORDS).collect();
    let has_postcode = known.postcode.is_some() || found.postcode.is_some();
    let has_place = known.woonplaats || found.woonplaats.is_some();
    for at in numbers(&words, has_postcode) {
        readings(&words, at, has_place, &mut found.readings);
    }
    found
}

/// A place, if the text is one.
fn place(text: &str) -> Option<Box<str>> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != ')');
    (!text.is_empty() && !text.contains(|c: char| c.is_ascii_digit())).then(|| text.into())
}

/// The part with street and number, and what stands beside it, of a text with
/// commas.
fn segments(text: &str) -> (String, String) {
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let has_digit = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
    let Some(at) = parts.iter().position(has_digit) else { return (parts.join(" "), String::new()) };
    // `Dorpsstraat, 12`
    let first = if at > 0 && parts[at].starts_with(|c: char| c.is_ascii_digit()) { at - 1 } else { at };
    // `Dorpsstraat 12, 3 hoog`
    let last = parts.iter().rposition(has_digit).unwrap_or(at);
    let beside: Vec<&str> = parts[..first].iter().chain(&parts[last + 1..]).copied().collect();
    (parts[first..=last].join(" "), beside.join(" "))
}

/// Places of the words that may be the house number, the plain one first.
fn numbers(words: &[&str], has_postcode: bool) -> Vec<usize> {
    let is_number = |word: &str| number(word).is_some();
    // `2e Tuindwarsstraat 3`, `Hof van 1e Rang 7`
    let is_ordinal = |word: &str| {
        let tail = word.trim_start_matches(|c: char| c.is_ascii_digit());
        tail.len() < word.len() && ["e", "de", "ste"].contains(&tail.to_lowercase().as_str())
    };
    let mut places: Vec<usize> = (1..words.len()).filter(|at| is_number(words[*at])).collect();
    let ordinals = places.iter().take_while(|at| is_ordinal(words[**at]) && **at + 1 < words.len()).count();
    if ordinals < places.len() {
        places.rotate_left(ordinals);
    }
    // A number without a street only means something with a postcode.
    let alone = words.first().is_some_and(|word| {
        is_number(word)
            && !(is_ordinal(word) && words.len() > 1)
            && suffix_key(&words[1..].concat()).len() <= 5
    });
    if alone && has_postcode {
        places.insert(0, 0);
    }
    places
}

/// The ways to read the words with the number in this place.
fn readings(words: &[&str], at: usize, has_place: bool, readings: &mut Vec<Reading>) {
    let mut street = &words[..at];
    if let [before @ .., word] = street
        && NUMBER_WORDS.contains(&word.to_lowercase().as_str())
    {
        street = before;
    }
    let street = street.join(" ");
    if at > 0 && !street.contains(char::is_alphabetic) {
        return;
    }
    let mut push = |behind: &[&str], woonplaats: Option<String>| {
        let Some(number) = number(&format!("{} {}", words[at], behind.join(" "))) else { return };
        readings.push(Reading {
            straat: (at > 0).then(|| street.as_str().into()),
            huisnummer: number.huisnummer,
            suffix: number.suffix,
            until: number.until,
            woonplaats: woonplaats.map(Into::into),
            plain: readings.is_empty(),
        });
    };
    let behind = &words[at + 1..];
    push(behind, None);
    if has_place {
        return;
    }
    // `Dorpsstraat 12 A Weesp`: the last words may be the place.
    for place in (0..behind.len()).rev() {
        if behind[place].starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        push(&behind[..place], Some(behind[place..].join(" ")));
    }
}
