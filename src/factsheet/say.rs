//! Small phrases that every part of the sheet uses.

use crate::{
    assess::Homes,
    lang::Lang,
    wording::{number, whole},
};

/// Homes by estimate: `12 woningen (8 – 15)`.
pub(super) fn homes(homes: Homes, lang: Lang) -> String {
    let word =
        if homes.mid == Some(1) { lang.pick("woning", "home") } else { lang.pick("woningen", "homes") };
    match (homes.mid, homes.high) {
        (Some(mid), _) => {
            let mid = whole(u64::from(mid), lang);
            format!("{mid} {word} ({})", low_high(homes))
        }
        (None, Some(high)) => format!("{} {high} {word}", lang.pick("hoogstens", "at most")),
        (None, None) => lang.pick("aantal woningen onbekend", "number of homes unknown").to_owned(),
    }
}

/// Homes by estimate in a cell: `12 (8 – 15)`.
pub(super) fn range(homes: Homes) -> String {
    match homes.mid {
        Some(mid) => format!("{mid} ({})", low_high(homes)),
        None => homes.high.map_or_else(|| "–".to_owned(), |high| format!("≤ {high}")),
    }
}

/// The low and high estimate: `8 – 15`.
pub(super) fn low_high(homes: Homes) -> String {
    let one = |homes: Option<i64>| homes.map_or_else(|| "?".to_owned(), |homes| homes.to_string());
    format!("{} – {}", one(homes.low.map(i64::from)), one(homes.high.map(i64::from)))
}

/// A number with its unit, or a dash.
pub(super) fn unit(value: Option<f64>, decimals: u8, unit: &str, lang: Lang) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{} {unit}", number(value, decimals, lang)))
}

/// That there is nothing of it.
pub(super) fn none(lang: Lang) -> &'static str {
    lang.pick("geen", "none")
}

/// A share as a percentage.
pub(super) fn percent(share: f64, lang: Lang) -> String {
    format!("{} %", number(share * 100.0, 0, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_are_said_as_people_write_them() {
        let known = Homes { low: Some(8), mid: Some(12), high: Some(15) };
        assert_eq!(homes(known, Lang::Nl), "12 woningen (8 – 15)");
        assert_eq!(homes(Homes { mid: None, ..known }, Lang::En), "at most 15 homes");
        assert_eq!(range(Homes::default()), "–");
    }
}
