//! How does a reader of this language write a number?

use crate::lang::{Lang, Said};
use crate::value::round;

/// A number as people write it: 1.234,5 in Dutch, 1,234.5 in English.
///
/// Rounded as in every other output; a number without a value (NaN,
/// infinity) gives a dash.
///
/// # Examples
///
/// ```
/// use toplaag::lang::Lang;
/// use toplaag::wording::number;
///
/// assert_eq!(number(1234.5, 1, Lang::Nl), "1.234,5");
/// assert_eq!(number(1234.5, 1, Lang::En), "1,234.5");
/// assert_eq!(number(-0.04, 1, Lang::Nl), "0,0");
/// ```
#[must_use]
pub fn number(value: f64, decimals: u8, lang: Lang) -> String {
    let Some(value) = round(value, decimals) else {
        return "–".into();
    };
    let text = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (thousands, point) = match lang {
        Lang::Nl => ('.', ','),
        Lang::En => (',', '.'),
    };
    let mut result = String::with_capacity(text.len() + text.len() / 3 + 1);
    if value < 0.0 {
        // The minus sign proper: it does not break from its number in print.
        result.push('−');
    }
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            result.push(thousands);
        }
        result.push(digit);
    }
    if !fraction.is_empty() {
        result.push(point);
        result.push_str(fraction);
    }
    result
}

/// A number with as many decimals as it has, three at most.
///
/// # Examples
///
/// ```
/// use toplaag::lang::Lang;
/// use toplaag::wording::short;
///
/// let found = [55.0, 0.85, 3.2, 0.1234].map(|value| short(value, Lang::Nl));
/// assert_eq!(found, ["55", "0,85", "3,2", "0,123"]);
/// ```
#[must_use]
pub fn short(value: f64, lang: Lang) -> String {
    let decimals = (0..3).find(|decimals| {
        let factor = 10_f64.powi(i32::from(*decimals));
        ((value * factor).round() / factor - value).abs() < 1e-9
    });
    number(value, decimals.unwrap_or(3), lang)
}

/// The same in a sentence of both languages.
#[must_use]
pub fn short_said(value: f64) -> Said {
    Said::by(|lang| short(value, lang))
}

/// A number with its sign: `+48`, `−3`, `0`.
#[must_use]
pub fn signed(value: i64, lang: Lang) -> String {
    format!("{}{}", if value > 0 { "+" } else { "" }, whole(value, lang))
}

/// A whole number as people write it: 12.345 in Dutch, 12,345 in English.
///
/// # Examples
///
/// ```
/// use toplaag::lang::Lang;
/// use toplaag::wording::whole;
///
/// assert_eq!(whole(11_300_000, Lang::Nl), "11.300.000");
/// ```
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn whole(value: impl Into<i128>, lang: Lang) -> String {
    number(value.into() as f64, 0, lang)
}

/// A parameter's value as people read it: lists with `;` between, tables as
/// `name: value`, numbers with the decimal sign of the language.
#[must_use]
pub fn value_text(value: &serde_json::Value, lang: Lang) -> String {
    use serde_json::Value::{Array, Bool, Null, Number, Object, String};
    match value {
        Null => "–".into(),
        Bool(true) => lang.pick("ja", "yes").into(),
        Bool(false) => lang.pick("nee", "no").into(),
        Number(number) => match lang {
            Lang::Nl => number.to_string().replace('.', ","),
            Lang::En => number.to_string(),
        },
        String(text) => text.clone(),
        Array(values) => values.iter().map(|value| value_text(value, lang)).collect::<Vec<_>>().join("; "),
        Object(fields) => fields
            .iter()
            .map(|(name, value)| format!("{name}: {}", value_text(value, lang)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_from_the_right() {
        for (value, text) in [(0, "0"), (999, "999"), (1_000, "1.000"), (1_234_567, "1.234.567")] {
            assert_eq!(whole(value, Lang::Nl), text);
        }
        assert_eq!(number(-1234.0, 0, Lang::Nl), "−1.234");
        assert_eq!(number(f64::NAN, 2, Lang::Nl), "–");
    }
}
