//! When does something happen, as exactly as a list says?

use std::fmt;

/// A day, month, quarter or year. Nothing is made more exact than it was
/// written: a list that says `Q3 2027` keeps saying that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanDate {
    /// Year.
    pub year: u16,
    /// Where in it.
    pub within: Within,
}

/// Where in its year a date lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Within {
    /// Not said.
    Year,
    /// Quarter, 1 to 4.
    Quarter(u8),
    /// Month, 1 to 12.
    Month(u8),
    /// Month and day.
    Day(u8, u8),
}

/// Years a plan can speak of.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2150;

/// Days from 30 December 1899, where spreadsheets count from, to 1 January 1970.
const EPOCH_DAYS: i64 = 25_569;

const MONTHS: [(&str, &str); 12] = [
    ("jan", "january"),
    ("feb", "february"),
    ("maa", "march"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "september"),
    ("okt", "october"),
    ("nov", "november"),
    ("dec", "december"),
];

impl PlanDate {
    /// A year.
    #[must_use]
    pub fn year(year: u16) -> Option<Self> {
        YEARS.contains(&year).then_some(Self { year, within: Within::Year })
    }

    /// The day a spreadsheet stores as this number.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::model::PlanDate;
    ///
    /// assert_eq!(PlanDate::from_serial(46_447).unwrap().to_string(), "2027-03-01");
    /// assert_eq!(PlanDate::from_serial(12), None);
    /// ```
    ///
    /// # Method
    ///
    /// Days to a date of the Gregorian calendar by whole eras of 400 years.
    #[must_use]
    pub fn from_serial(days: i64) -> Option<Self> {
        if !(0..=100_000).contains(&days) {
            return None;
        }
        let shifted = days - EPOCH_DAYS + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_based = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_based + 2) / 5 + 1;
        let month = if march_based < 10 { march_based + 3 } else { march_based - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::day(u32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
    }

    /// Reads the ways Dutch lists and programs write a date: `1-3-2027`,
    /// `2027-03-01`, `1 maart 2027`, `mrt 2027`, `Q3 2027`, `3e kwartaal
    /// 2027`, `2027`. A year of two digits is refused: `01-02-27` may be
    /// three days.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::model::PlanDate;
    ///
    /// let read = |text| PlanDate::read(text).map(|date| date.to_string());
    /// assert_eq!(read("1-3-2027").as_deref(), Some("2027-03-01"));
    /// assert_eq!(read("3e kwartaal 2027").as_deref(), Some("2027-Q3"));
    /// assert_eq!(read("31-2-2027"), None);
    /// assert_eq!(read("na de zomer"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > 60 {
            return None;
        }
        let lower = text.to_lowercase();
        // The time of day behind a date does not count.
        let lower = lower.split_once('t').filter(|(day, _)| is_iso_day(day)).map_or(&*lower, |(day, _)| day);
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if let Some(quarter) = quarter(&words) {
            return quarter;
        }
        let number = |word: &str| {
            let is_number = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| word.parse::<u32>().ok()).flatten()
        };
        match words[..] {
            [year] => Self::within(year, |_| Some(Within::Year)),
            [first, second] => match (month(first), number(first)) {
                (Some(month), _) => Self::within(second, |_| Some(Within::Month(month))),
                (_, Some(month)) if first.len() <= 2 => Self::month(second, month),
                _ => Self::month(first, number(second).filter(|_| second.len() <= 2)?),
            },
            [first, second, third] => {
                if let Some(month) = month(second) {
                    let year = number(third).filter(|_| third.len() == 4)?;
                    return Self::day(year, u32::from(month), number(first)?);
                }
                let (one, two, three) = (number(first)?, number(second)?, number(third)?);
                match (first.len(), third.len()) {
                    (4, 1..=2) => Self::day(one, two, three),
                    (1..=2, 4) => Self::day(three, two, one),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn within(year: &str, within: impl Fn(u16) -> Option<Within>) -> Option<Self> {
        let year = Self::year(year.parse().ok().filter(|_| year.len() == 4)?)?.year;
        Some(Self { year, within: within(year)? })
    }

    fn month(year: &str, month: u32) -> Option<Self> {
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Self::within(year, |_| Some(Within::Month(month)))
    }

    fn day(year: u32, month: u32, day: u32) -> Option<Self> {
        let year = u16::try_from(year).ok().and_then(Self::year)?.year;
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(leap),
            _ => return None,
        };
        let within = Within::Day(u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        (1..=days).contains(&day).then_some(Self { year, within })
    }
}

/// The days a date may mean: the first and the last.
///
/// # Units
///
/// Days from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySpan {
    /// First day.
    pub first: i64,
    /// Last day.
    pub last: i64,
}

impl DaySpan {
    /// How many days it may be.
    #[must_use]
    pub fn days(self) -> i64 {
        self.last - self.first + 1
    }
}

impl From<PlanDate> for DaySpan {
    fn from(date: PlanDate) -> Self {
        let (first, last) = match date.within {
            Within::Year => (1, 12),
            Within::Quarter(quarter) => (3 * quarter - 2, 3 * quarter),
            Within::Month(month) => (month, month),
            Within::Day(month, day) => {
                let day = days_before(date.year, month) + i64::from(day) - 1;
                return Self { first: day, last: day };
            }
        };
        let end = if last == 12 { (date.year + 1, 1) } else { (date.year, last + 1) };
        Self { first: days_before(date.year, first), last: days_before(end.0, end.1) - 1 }
    }
}

/// Days from 1 January 1970 to the first of a month.
///
/// # Method
///
/// Years run from March, so that the leap day is the last of a year.
fn days_before(year: u16, month: u8) -> i64 {
    let month = i64::from(month);
    let year = i64::from(year) - i64::from(month <= 2);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5;
    365 * year + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

/// From when to when something happens: a date, or the first and last of several years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanPeriod {
    /// When it begins.
    pub from: PlanDate,
    /// When it ends; the same where a list names one date.
    pub until: PlanDate,
}

/// Words that leave a date the year it is in.
const VAGUE: [&str; 11] =
    ["begin", "medio", "eind", "einde", "voorjaar", "zomer", "najaar", "ca", "circa", "rond", "half"];

/// Words between the ends of a period.
const BETWEEN: [&str; 5] = ["tm", "t/m", "tot", "en", "met"];

impl PlanPeriod {
    /// Reads a date as [`PlanDate::read`] does, two years with a dash or
    /// `t/m` between, or a year with a word such as `eind` before it. What is
    /// open on one side (`na 2030`) is no period.
    ///
    /// # Examples
    ///
    /// ```
    /// use toplaag::model::PlanPeriod;
    ///
    /// let read = |text| PlanPeriod::read(text).map(|period| period.to_string());
    /// assert_eq!(read("2028-2029").as_deref(), Some("2028-2029"));
    /// assert_eq!(read("2032 t/m 2036").as_deref(), Some("2032-2036"));
    /// assert_eq!(read("eind 2028").as_deref(), Some("2028"));
    /// assert_eq!(read("Q3 2027").as_deref(), Some("2027-Q3"));
    /// assert_eq!(read("na 2030"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if let Some(date) = PlanDate::read(text) {
            return Some(date.into());
        }
        if text.len() > 60 {
            return None;
        }
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.'));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let year = |word: &str| PlanDate::read(word).filter(|date| date.within == Within::Year);
        match words[..] {
            [vague, only] if VAGUE.contains(&vague) => Some(year(only)?.into()),
            [first, .., last] => {
                let between = &words[1..words.len() - 1];
                let period = Self { from: year(first)?, until: year(last)? };
                let is_one = between.iter().all(|word| BETWEEN.contains(word));
                (is_one && period.from.year < period.until.year).then_some(period)
            }
            [both] => {
                let (first, last) = both.split_once('/')?;
                let period = Self { from: year(first)?, until: year(last)? };
                (period.from.year < period.until.year).then_some(period)
            }
            [] => None,
        }
    }

    /// The years it holds.
    #[must_use]
    pub fn years(&self) -> std::ops::RangeInclusive<u16> {
        self.from.year..=self.until.year
    }
}

impl From<PlanDate> for PlanPeriod {
    fn from(date: PlanDate) -> Self {
        Self { from: date, until: date }
    }
}

impl fmt::Display for PlanPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.until { self.from.fmt(f) } else { write!(f, "{}-{}", self.from, self.until) }
    }
}

fn is_iso_day(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// The month a word stands for.
fn month(word: &str) -> Option<u8> {
    let found = MONTHS.iter().zip(1_u8..).find(|((short, english), _)| {
        // `mrt` leaves out a letter; a word of one letter is no month.
        word.len() >= 3 && (word.starts_with(short) || english.starts_with(word)) && word.len() <= 9
    });
    found.map(|(_, month)| month).or((word == "mrt").then_some(3))
}

/// `None` when the words name no quarter; else the quarter, if it is one.
fn quarter(words: &[&str]) -> Option<Option<PlanDate>> {
    let year = words.iter().find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let says = words.iter().any(|word| word.starts_with("kwart") || word.starts_with("quarter"));
    let digit = words.iter().find_map(|word| {
        let rest = word.strip_prefix(['q', 'k']).or_else(|| word.strip_prefix("kw"));
        let rest = rest.or_else(|| says.then(|| word.trim_end_matches(['e', 'd', 's', 't', 'h', 'n', 'r'])));
        rest.filter(|rest| rest.len() == 1)?.parse::<u8>().ok()
    });
    if !says && digit.is_none() {
        return None;
    }
    let all_used = words.len() == if says && words.len() == 3 { 3 } else { 2 };
    let found = year.zip(digit).filter(|(_, digit)| all_used && (1..=4).contains(digit));
    Some(found.and_then(|(year, digit)| PlanDate::within(year, |_| Some(Within::Quarter(digit)))))
}

impl fmt::Display for PlanDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year;
        match self.within {
            Within::Year => write!(f, "{year}"),
            Within::Quarter(quarter) => write!(f, "{year}-Q{quarter}"),
            Within::Month(month) => write!(f, "{year}-{month:02}"),
            Within::Day(month, day) => write!(f, "{year}-{month:02}-{day:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_exactly_as_they_are_written() {
        for (text, expected) in [
            ("1-3-2027", "2027-03-01"),
            ("01/03/2027", "2027-03-01"),
            ("2027-03-01", "2027-03-01"),
            ("2027-03-01T00:00:00", "2027-03-01"),
            ("1 maart 2027", "2027-03-01"),
            ("1 mrt. 2027", "2027-03-01"),
            ("maart 2027", "2027-03"),
            ("Oct 2027", "2027-10"),
            ("oktober 2027", "2027-10"),
            ("mei 2027", "2027-05"),
            ("03-2027", "2027-03"),
            ("2027-03", "2027-03"),
            ("Q3 2027", "2027-Q3"),
            ("2027-Q3", "2027-Q3"),
            ("3e kwartaal 2027", "2027-Q3"),
            ("kwartaal 3 2027", "2027-Q3"),
            ("2027", "2027"),
            ("29-2-2028", "2028-02-29"),
        ] {
            let date = PlanDate::read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(date.to_string(), expected, "{text}");
            assert_eq!(PlanDate::read(expected), Some(date), "{expected}");
        }
    }

    #[test]
    fn what_may_be_another_day_is_refused() {
        for text in
            ["", "29-2-2027", "1-13-2027", "01-02-27", "27-3-1", "Q5 2027", "zomer 2027", "20277", "3"]
        {
            assert_eq!(PlanDate::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_as_many_days_as_it_leaves_open() {
        // Days from 1970, counted with `date -d @$((86400 * N))`.
        for (text, first, last) in [
            ("2000-01-01", 10_957, 10_957),
            ("2026-10-01", 20_727, 20_727),
            ("2028-02", 21_215, 21_243),
            ("2027-Q3", 21_000, 21_091),
            ("2026", 20_454, 20_818),
            ("2027-Q4", 21_092, 21_183),
        ] {
            let span = DaySpan::from(PlanDate::read(text).unwrap());
            assert_eq!((span.first, span.last), (first, last), "{text}");
        }
    }

    #[test]
    fn the_numbers_of_a_spreadsheet_are_days() {
        for (serial, day) in [(36_526, "2000-01-01"), (36_585, "2000-02-29"), (46_023, "2026-01-01")] {
            assert_eq!(PlanDate::from_serial(serial).unwrap().to_string(), day);
        }
        assert_eq!(PlanDate::from_serial(i64::MAX), None);
    }
}
