//! What does each column of a planning list hold?

use std::collections::HashSet;

use super::{
    CHARGERS, COMPLEX, CORPORATIE, DELIVERY, GEMEENTE, JAARSCHIJF, KERN, LOCATIE, NAAM, PAND, PLANSTATUS,
    PPM_ID, ROLES, SITE, START, StatusWords, TREKKER, WONINGEN,
    cells::{COUNT, as_given},
};
use crate::{
    config::Columns,
    model::ProgrammeBy,
    read::{head::bare, number::Evidence, record::Record, register::Register},
    value::Value,
};

/// The columns a list may have beside its fields, as the region names them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListForm {
    /// Milestones, in order.
    pub milestones: Vec<String>,
    /// What homes are counted by, in order.
    pub programme: Vec<(ProgrammeBy, String)>,
    /// Columns an export puts beside a list; they are put there anew.
    pub own: Vec<&'static str>,
    /// Columns by what they hold, as the project file names them.
    pub columns: Columns,
    /// What lists call a hard and a soft plan.
    pub statuses: StatusWords,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Holds {
    /// A field, by its role.
    Role(usize),
    /// Homes in a year.
    Year(u16),
    /// Homes of one kind, by its place in [`ListForm::programme`].
    Programme(usize),
    /// When a milestone should be passed, by its place.
    Planned(usize),
    /// When it was.
    Actual(usize),
    /// Homes in several years, first and last; the column goes through too.
    Period(u16, u16),
    /// What an earlier export put there.
    Own,
    /// What goes through as it stands.
    Extra,
}

/// The columns of one list, in file order.
pub(super) struct Layout {
    names: Vec<String>,
    pub holds: Vec<Holds>,
    /// Per column the position of its value in a record.
    pub values: Vec<usize>,
    /// What the counts of the list show of their spelling.
    pub evidence: Evidence,
}

/// Years a plan can have homes in.
const YEARS: std::ops::RangeInclusive<u16> = 2000..=2150;

/// Words that may stand beside the year in the name of a column.
const BESIDE_YEAR: [&str; 12] = [
    "woningen",
    "woning",
    "homes",
    "jaarschijf",
    "jaarschijven",
    "jaar",
    "year",
    "aantal",
    "oplevering",
    "opleveringen",
    "opgeleverd",
    "in",
];

const PLANNED: [&str; 7] = ["", "gepland", "geplande", "planned", "planning", "plan", "prognose"];
const ACTUAL: [&str; 6] = ["werkelijk", "werkelijke", "gerealiseerd", "realisatie", "feitelijk", "actual"];
const BESIDE_KIND: [&str; 4] = ["", "woningen", "aantal", "homes"];

/// Whether a table is a planning list: it names projects, and says where they
/// are or what they hold.
pub(super) fn is_list(register: &Register) -> bool {
    let has = |roles: &[usize]| roles.iter().any(|role| register.has(*role));
    has(&[NAAM, PPM_ID, SITE])
        && has(&[
            GEMEENTE, KERN, LOCATIE, TREKKER, CORPORATIE, COMPLEX, PLANSTATUS, JAARSCHIJF, WONINGEN, PAND,
        ])
}

impl Layout {
    pub(super) fn of(register: &Register, form: &ListForm) -> Self {
        let names: Vec<String> =
            register.layer().head().columns.iter().map(|column| column.name.clone()).collect();
        let mut holds = vec![Holds::Extra; names.len()];
        for role in 0..ROLES.len() {
            let position =
                register.column(role).and_then(|column| names.iter().position(|name| *name == column));
            if let Some(position) = position.filter(|position| holds[*position] == Holds::Extra) {
                holds[position] = Holds::Role(role);
            }
        }
        let mut seen: HashSet<Holds> = HashSet::new();
        for (name, holds) in names.iter().zip(&mut holds).filter(|(_, holds)| **holds == Holds::Extra) {
            // Of two columns for one thing the first counts, the other goes through.
            *holds = Some(named(name, form))
                .filter(|found| *found == Holds::Own || seen.insert(*found))
                .unwrap_or(Holds::Extra);
        }
        Self { names, holds, values: register.file_order(), evidence: Evidence::default() }
    }

    /// Takes in how the counts of one record are spelled.
    pub(super) fn see(&mut self, record: &Record) {
        for (holds, at) in self.holds.iter().zip(&self.values) {
            let is_count = matches!(
                holds,
                Holds::Year(_) | Holds::Period(..) | Holds::Programme(_) | Holds::Role(WONINGEN | CHARGERS)
            );
            if let (true, Some(value)) = (is_count, record.values.get(*at)) {
                self.evidence.see(&as_given(value), COUNT);
            }
        }
    }

    /// Takes the first record as the lower half of a header, where the upper
    /// one has cells that are merged over it: all it holds are years, or
    /// halves of names of milestones and kinds of homes.
    pub(super) fn second_header(&mut self, record: &Record, form: &ListForm) -> bool {
        let mut holds = self.holds.clone();
        let (mut above, mut n_found) = ("", 0);
        for (at, name) in self.names.iter().enumerate() {
            if !is_filler(name, at) {
                above = name;
            }
            let cell = record.values.get(self.values[at]).unwrap_or(&Value::Null);
            let Some(text) = cell.to_code() else { continue };
            let may_split = match holds[at] {
                Holds::Role(role) => [JAARSCHIJF, WONINGEN, START, DELIVERY].contains(&role),
                Holds::Own => false,
                _ => true,
            };
            let found = [text.clone(), format!("{above} {text}")]
                .iter()
                .map(|name| named(name, form))
                .find(|found| !matches!(found, Holds::Extra | Holds::Own));
            match found.filter(|found| may_split && !holds[..at].contains(found)) {
                Some(found) => holds[at] = found,
                None => return false,
            }
            n_found += 1;
        }
        if n_found >= 2 {
            self.holds = holds;
        }
        n_found >= 2
    }

    /// Name of a column.
    pub(super) fn name(&self, column: usize) -> &str {
        &self.names[column]
    }

    /// The columns that go through, but those without a name that no row fills.
    pub(super) fn extra(&self, is_filled: impl Fn(&str) -> bool) -> Vec<String> {
        let columns = self.names.iter().zip(&self.holds).enumerate();
        columns
            .filter(|(at, (name, holds))| {
                matches!(holds, Holds::Extra | Holds::Period(..))
                    && (!is_filler(name, *at) || is_filled(name))
            })
            .map(|(_, (name, _))| name.clone())
            .collect()
    }
}

/// Whether a name only says which column it is.
fn is_filler(name: &str, at: usize) -> bool {
    name.trim_end_matches('_') == format!("column_{}", at + 1)
}

/// What a column of this name holds that plays no role.
fn named(name: &str, form: &ListForm) -> Holds {
    if form.own.iter().any(|own| own.eq_ignore_ascii_case(name.trim())) {
        return Holds::Own;
    }
    if let Some(year) = year_in(name) {
        return Holds::Year(year);
    }
    if let Some((first, last)) = period_in(name) {
        return Holds::Period(first, last);
    }
    let plain = same(name);
    let goes_with = |known: &str, words: &[&str]| {
        let known = same(known);
        words.iter().any(|word| plain == format!("{known}{word}") || plain == format!("{word}{known}"))
    };
    for (at, milestone) in form.milestones.iter().enumerate() {
        if goes_with(milestone, &ACTUAL) {
            return Holds::Actual(at);
        }
        if goes_with(milestone, &PLANNED) {
            return Holds::Planned(at);
        }
    }
    let kind = form.programme.iter().position(|(_, kind)| goes_with(kind, &BESIDE_KIND));
    kind.map_or(Holds::Extra, Holds::Programme)
}

/// The form in which names of columns are compared.
fn same(name: &str) -> String {
    bare(&name.replace('²', "2"))
}

/// The one year a name holds, where nothing beside it says something else.
fn year_in(name: &str) -> Option<u16> {
    let mut year = None;
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let found = word.parse::<u16>().ok().filter(|found| word.len() == 4 && YEARS.contains(found));
        match found {
            Some(_) if year.is_some() => return None,
            Some(found) => year = Some(found),
            None if BESIDE_YEAR.contains(&word.to_lowercase().as_str()) => {}
            None => return None,
        }
    }
    year
}

/// The first and last year of the period a name holds, where nothing beside it
/// says something else: `2025-2029`, `2025 t/m 2029`, `OP202529`, `Op20302050`.
fn period_in(name: &str) -> Option<(u16, u16)> {
    let lower = name.to_lowercase();
    let mut digits: Vec<&str> = Vec::new();
    let mut rest = lower.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        if !says_homes(before) {
            return None;
        }
        digits.push(&from[..end]);
        rest = &from[end..];
    }
    let year = |text: &str| text.parse::<u16>().ok().filter(|year| text.len() == 4 && YEARS.contains(year));
    let (first, last) = match digits[..] {
        [first, last] => (year(first)?, year(last)?),
        [both] if both.len() == 8 => (year(&both[..4])?, year(&both[4..])?),
        [both] if both.len() == 6 => (year(&both[..4])?, year(&format!("{}{}", &both[..2], &both[4..]))?),
        _ => return None,
    };
    (says_homes(rest) && first < last).then_some((first, last))
}

/// Whether the words of a text say no more than that homes are delivered.
fn says_homes(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .all(|word| BESIDE_YEAR.contains(&word) || ["op", "t", "m", "tm", "tot", "en", "met"].contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_found_in_the_ways_columns_are_named() {
        for name in ["2027", "2027 woningen", "jaarschijf_2027", "Aantal woningen 2027", "Oplevering 2027"] {
            assert_eq!(year_in(name), Some(2027), "{name}");
        }
        for name in ["2027-2030", "start bouw 2027", "1027", "budget 2027", "20270", "woningen"] {
            assert_eq!(year_in(name), None, "{name}");
        }
    }

    #[test]
    fn a_period_is_found_in_the_ways_columns_are_named() {
        for name in ["2025-2029", "2025 t/m 2029", "Woningen 2025 tot en met 2029", "OP202529", "Op20252029"]
        {
            assert_eq!(period_in(name), Some((2025, 2029)), "{name}");
        }
        for name in ["2027", "budget 2025-2029", "2029-2025", "OP2019", "OPLONB", "202599999", "1-3-2027"] {
            assert_eq!(period_in(name), None, "{name}");
        }
        assert_eq!(named("2027 woningen", &ListForm::default()), Holds::Year(2027));
    }

    #[test]
    fn milestones_and_kinds_are_known_by_the_names_the_region_gives_them() {
        let form = ListForm {
            milestones: vec!["start bouw".into(), "oplevering".into()],
            programme: vec![(ProgrammeBy::Size, "tot 50 m2".into())],
            own: vec!["scan_score"],
            ..ListForm::default()
        };
        for (name, holds) in [
            ("Start bouw gepland", Holds::Planned(0)),
            ("planning start-bouw", Holds::Planned(0)),
            ("startbouw", Holds::Planned(0)),
            ("werkelijke oplevering", Holds::Actual(1)),
            ("Woningen tot 50 m²", Holds::Programme(0)),
            ("Scan_score", Holds::Own),
            ("opmerking", Holds::Extra),
        ] {
            assert_eq!(named(name, &form), holds, "{name}");
        }
    }
}
