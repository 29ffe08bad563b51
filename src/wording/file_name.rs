//! What may a file be called after something a user named?

/// Letters, digits and dashes of a text, behind a prefix: a name no system
/// takes amiss, and that leads to no other folder.
///
/// # Examples
///
/// ```
/// use toplaag::wording::file_stem;
///
/// assert_eq!(file_stem("paspoort", "../../etc Café <b>"), "paspoort-etc-cafe-b");
/// assert_eq!(file_stem("paspoort", "…"), "paspoort");
/// ```
#[must_use]
pub fn file_stem(prefix: &str, text: &str) -> String {
    match slug(text, 60).as_str() {
        "" => prefix.to_owned(),
        slug => format!("{prefix}-{slug}"),
    }
}

/// Letters, digits and dashes of a text, at most so many; accents are dropped,
/// and what is left of signs is a dash.
#[must_use]
pub fn slug(text: &str, longest: usize) -> String {
    let mut slug = String::new();
    for sign in text.chars().flat_map(char::to_lowercase) {
        let plain = match sign {
            'a'..='z' | '0'..='9' => Some(sign),
            'à'..='å' => Some('a'),
            'ç' => Some('c'),
            'è'..='ë' => Some('e'),
            'ì'..='ï' => Some('i'),
            'ñ' => Some('n'),
            'ò'..='ö' | 'ø' => Some('o'),
            'ù'..='ü' => Some('u'),
            _ => None,
        };
        match plain {
            Some(sign) => slug.push(sign),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    slug.truncate(longest);
    slug.trim_end_matches('-').to_owned()
}
