//! Which words does a filter consist of?

use crate::lang::{Said, say};

/// One word of a filter.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word<'a> {
    /// A name or keyword.
    Name(&'a str),
    /// A name between double quotes.
    Quoted(String),
    /// A text between single quotes.
    Text(String),
    /// A number.
    Number(f64),
    /// A sign, or two that belong together.
    Sign(&'a str),
}

impl Word<'_> {
    /// Whether it is this keyword.
    pub(super) fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Name(name) if name.eq_ignore_ascii_case(keyword))
    }

    /// As it is shown in a message.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Name(name) | Self::Sign(name) => (*name).to_owned(),
            Self::Quoted(name) => format!("\"{name}\""),
            Self::Text(text) => format!("'{text}'"),
            Self::Number(number) => number.to_string(),
        }
    }
}

const SIGNS: [&str; 12] = ["<>", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-", "*"];

/// The words of a text.
pub(super) fn words(text: &str) -> Result<Vec<Word<'_>>, Said> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '\'' => quoted(rest, '\'').map(|(text, after)| (Word::Text(text), after))?,
            '"' => quoted(rest, '"').map(|(name, after)| (Word::Quoted(name), after))?,
            '0'..='9' | '.' => number(rest)?,
            sign if is_name(sign) => {
                let end = rest.find(|sign| !is_name(sign) && sign != '.').unwrap_or(rest.len());
                let (name, after) = rest.split_at(end);
                (Word::Name(name), after)
            }
            _ => {
                let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign)).ok_or_else(|| {
                    say!("`{first}` hoort niet in een filter", "`{first}` does not belong in a filter")
                })?;
                (Word::Sign(sign), &rest[sign.len()..])
            }
        };
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

fn is_name(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | ':')
}

/// A text up to the sign that ends it; twice that sign is the sign itself.
fn quoted(text: &str, end: char) -> Result<(String, &str), Said> {
    let mut taken = String::new();
    let mut rest = &text[1..];
    loop {
        let Some(at) = rest.find(end) else {
            return Err(say!(
                "een tekst begint met {end} en eindigt niet",
                "a text begins with {end} and does not end"
            ));
        };
        taken.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if !rest.starts_with(end) {
            return Ok((taken, rest));
        }
        taken.push(end);
        rest = &rest[1..];
    }
}

fn number(text: &str) -> Result<(Word<'_>, &str), Said> {
    let digits = |text: &str| text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let mut end = digits(text);
    if text[end..].starts_with('.') {
        end += 1 + digits(&text[end + 1..]);
    }
    if text[end..].starts_with(['e', 'E']) {
        let signed = usize::from(text[end + 1..].starts_with(['+', '-']));
        let exponent = digits(&text[end + 1 + signed..]);
        if exponent > 0 {
            end += 1 + signed + exponent;
        }
    }
    let (number, after) = text.split_at(end);
    let parsed = number.parse::<f64>().ok().filter(|number| number.is_finite());
    let goes_on = after.starts_with(is_name);
    match parsed {
        Some(parsed) if !goes_on => Ok((Word::Number(parsed), after)),
        _ => Err(say!("`{number}` is geen getal", "`{number}` is no number")),
    }
}
