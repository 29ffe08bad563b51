//! Several values in one cell: which are they?

/// The items of a list in one text: parted by commas, semicolons or bars, and
/// in brackets, braces and quotes or not. As WFS (`a,b`), JSON (`["a","b"]`),
/// PostgreSQL (`{a,b}`) and GDAL (`(2:a,b)`) write them.
///
/// # Examples
///
/// ```
/// let items: Vec<&str> = toplaag::model::list_items(r#"["a", "b"]"#).collect();
/// assert_eq!(items, ["a", "b"]);
/// ```
pub fn list_items(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim();
    // GDAL puts the number of items before them.
    let counted = text.strip_prefix('(').and_then(|rest| rest.split_once(':'));
    let text = counted
        .filter(|(count, _)| !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(text, |(_, items)| items);
    let is_around =
        |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '{' | '}' | '(' | ')' | '"' | '\'');
    text.split([',', ';', '|']).map(move |item| item.trim_matches(is_around)).filter(|item| !item.is_empty())
}

/// Whether two spellings are one term of a register: only letters and digits
/// count, whatever their case.
///
/// # Examples
///
/// ```
/// use toplaag::model::same_term;
///
/// assert!(same_term("overige gebruiksfunctie", "OverigeGebruiksfunctie"));
/// assert!(same_term("Pand in gebruik (niet ingemeten)", "PandInGebruikNietIngemeten"));
/// assert!(!same_term("Pand in gebruik", "Pand buiten gebruik"));
/// ```
#[must_use]
pub fn same_term(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(one).eq(letters(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_in_the_ways_programs_write_it() {
        for text in
            ["a,b", "a, b", "[a,b]", r#"["a","b"]"#, "(2:a,b)", "{a,b}", "a;b", "a|b", "['a', 'b']", "a,,b"]
        {
            assert_eq!(list_items(text).collect::<Vec<_>>(), ["a", "b"], "{text}");
        }
        assert_eq!(list_items("[]").count(), 0);
        assert_eq!(list_items("overige gebruiksfunctie").collect::<Vec<_>>(), ["overige gebruiksfunctie"]);
    }
}
