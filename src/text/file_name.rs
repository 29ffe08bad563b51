//! What may a file be called after something a user named?

/// Letters, digits and dashes of a text, behind a prefix: a name no system
/// takes amiss, and that leads to no other folder.
///
/// # Examples
///
/// ```
/// use toplaag::text::file_stem;
///
/// assert_eq!(file_stem("paspoort", "../../etc Café <b>"), "paspoort-etc-cafe-b");
/// assert_eq!(file_stem("paspoort", "…"), "paspoort");
/// ```
#[must_use]
pub fn file_stem(prefix: &str, text: &str) -> String {
    const LONGEST: usize = 60;
    let mut stem = String::new();
    for sign in text.to_lowercase().chars() {
        match sign {
            sign if sign.is_ascii_alphanumeric() => stem.push(sign),
            'à'..='å' => stem.push('a'),
            'ç' => stem.push('c'),
            'è'..='ë' => stem.push('e'),
            'ì'..='ï' => stem.push('i'),
            'ò'..='ö' => stem.push('o'),
            'ù'..='ü' => stem.push('u'),
            _ if !stem.ends_with('-') => stem.push('-'),
            _ => {}
        }
    }
    stem.truncate(LONGEST);
    match stem.trim_matches('-') {
        "" => prefix.to_owned(),
        stem => format!("{prefix}-{stem}"),
    }
}
