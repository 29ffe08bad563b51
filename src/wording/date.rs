//! How does a reader of this language write a date?

use crate::lang::Lang;

/// A date as people write it: `2026-10-01` is 1 oktober 2026. What is no date
/// of that form stays as it is.
///
/// # Examples
///
/// ```
/// use toplaag::lang::Lang;
/// use toplaag::wording::day;
///
/// assert_eq!(day("2026-10-01", Lang::Nl), "1 oktober 2026");
/// assert_eq!(day("2027-01-01", Lang::En), "1 January 2027");
/// assert_eq!(day("2026-13-01", Lang::Nl), "2026-13-01");
/// assert_eq!(day("2026", Lang::Nl), "2026");
/// ```
#[must_use]
pub fn day(text: &str, lang: Lang) -> String {
    const NL: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return text.to_owned() };
    let names = match lang {
        Lang::Nl => NL,
        Lang::En => EN,
    };
    let name = month.parse::<usize>().ok().and_then(|month| names.get(month.wrapping_sub(1)));
    match (name, day.parse::<u8>()) {
        (Some(name), Ok(day)) => format!("{day} {name} {year}"),
        _ => text.to_owned(),
    }
}
