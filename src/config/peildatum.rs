//! Of which day is the state that is asked about?

use std::fmt;

/// A day, as a register with history writes it: `2021-10-15`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Peildatum(String);

impl Peildatum {
    /// Reads year, month and day; `None` for what is no day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |n_digits: usize| -> Option<u16> {
            let part = parts.next()?;
            let is_number = part.len() == n_digits && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse().ok().filter(|_| is_number)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let n_days = match month {
            2 => 28 + u16::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let is_day = (1..=n_days).contains(&day) && parts.next().is_none();
        is_day.then(|| Self(text.to_owned()))
    }

    /// Its year.
    #[must_use]
    pub fn year(&self) -> u16 {
        // Four digits, as every day has been read.
        self.0[..4].parse().unwrap_or_default()
    }

    /// The day as text, in an order that is that of days.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Peildatum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_taken() {
        for text in ["2021-10-15", "2024-02-29", "2000-02-29", "2021-12-31"] {
            assert_eq!(Peildatum::parse(text).map(|day| day.to_string()).as_deref(), Some(text));
        }
        for text in [
            "",
            "2021",
            "2021-10",
            "15-10-2021",
            "2021-13-01",
            "2021-00-01",
            "2021-02-29",
            "1900-02-29",
            "2021-04-31",
            "2021-10-1",
            "2021-10-15-",
            "+021-10-15",
            "2021-10-15T00:00:00",
        ] {
            assert_eq!(Peildatum::parse(text), None, "{text}");
        }
    }
}
