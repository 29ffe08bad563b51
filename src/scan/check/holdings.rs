//! What do the holdings hold, sheet by sheet?

use std::collections::BTreeSet;

use crate::{
    lang::Lang,
    model::{BezitRow, MatchReason},
    read::{
        bezit::{Bezit, List, NO_NAME},
        headers,
        lists::{Skipped, Why},
    },
};

/// What one file or sheet of the holdings says of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingsCheck {
    /// The file, as the project names it.
    pub file: String,
    /// Its sheet; empty for a file without.
    pub sheet: String,
    /// Rows that are homes, or should be: those that add up others left out.
    pub n_rows: u64,
    /// Of these the ones that say which home they are.
    pub n_named: u64,
    /// Its corporaties by name.
    pub corporaties: Vec<String>,
    /// How many complexes it names.
    pub n_complexes: u64,
    /// Rows without a corporatie.
    pub no_corporatie: Gap,
    /// Rows without a complex.
    pub no_complex: Gap,
}

/// Rows that lack something, and the columns that may hold it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gap {
    /// How many rows.
    pub n: u64,
    /// Columns with a name that comes near, when no row has it.
    pub near: Vec<String>,
}

impl HoldingsCheck {
    /// Whether every row names its corporatie and complex.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.no_corporatie.n == 0 && self.no_complex.n == 0
    }
}

/// Looks at all lists, in their order.
pub(in crate::scan) fn look(bezit: &Bezit) -> Vec<HoldingsCheck> {
    let mut rows = bezit.rows.iter();
    bezit.lists.iter().map(|list| one(list, &rows.by_ref().take(list.n_rows).collect::<Vec<_>>())).collect()
}

fn one(list: &List, rows: &[&BezitRow]) -> HoldingsCheck {
    let rows: Vec<&BezitRow> =
        rows.iter().filter(|row| row.key != Err(MatchReason::Total)).copied().collect();
    let is_named = |row: &&&BezitRow| -> bool { row.corporatie != NO_NAME };
    let corporaties: BTreeSet<&str> =
        rows.iter().filter(is_named).map(|row| row.corporatie.as_str()).collect();
    let complexes: BTreeSet<(&str, &str)> =
        rows.iter().filter_map(|row| Some((row.corporatie.as_str(), row.complex.as_deref()?))).collect();
    let n_rows = rows.len() as u64;
    let gap = |n: u64, role: &str| Gap {
        n,
        near: if n == n_rows && n > 0 { near(&list.columns, role) } else { Vec::new() },
    };
    HoldingsCheck {
        file: list.source.name.clone(),
        sheet: list.sheet.clone(),
        n_rows,
        n_named: rows.iter().filter(|row| row.key.is_ok()).count() as u64,
        corporaties: corporaties.into_iter().map(str::to_owned).collect(),
        n_complexes: complexes.len() as u64,
        no_corporatie: gap(rows.iter().filter(|row| !is_named(row)).count() as u64, "corporatie"),
        no_complex: gap(rows.iter().filter(|row| row.complex.is_none()).count() as u64, "complex"),
    }
}

/// Why a sheet is not read, with the number of its rows, for people.
pub(super) fn why(skipped: &Skipped, lang: Lang) -> String {
    let n = skipped.n_rows;
    let rows = if n == 1 { lang.pick("rij", "row") } else { lang.pick("rijen", "rows") };
    let why = match &skipped.why {
        Why::Hidden => lang.pick("verborgen blad", "hidden sheet").to_owned(),
        Why::NoList(columns) => {
            let shown: Vec<String> = columns.iter().take(6).map(|name| format!("{name:.30}")).collect();
            let no_list = lang.pick("geen kolommen van bezit; er staat:", "no columns of holdings; it has:");
            format!("{no_list} {}", shown.join(", "))
        }
    };
    format!("{n} {rows}, {why}")
}

/// Columns that may play a role no column plays.
fn near(columns: &[String], role: &str) -> Vec<String> {
    let comes_near = |name: &&String| headers::comes_near(name, role);
    columns.iter().filter(comes_near).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Source, model::Conditions};

    #[test]
    fn rows_without_a_complex_are_counted_and_columns_that_may_hold_it_named() {
        let row = |corporatie: &str, complex: Option<&str>, key| BezitRow {
            row: 2,
            key,
            corporatie: corporatie.into(),
            complex: complex.map(str::to_owned),
            conditions: Conditions::default(),
        };
        let none = || Err(MatchReason::NoObject);
        let list = |sheet: &str, n_rows| List {
            source: Source { name: "bezit.xlsx".into(), ..Source::default() },
            sheet: sheet.into(),
            columns: vec!["Complexnaam".into(), "adres".into()],
            n_rows,
        };
        let bezit = Bezit {
            rows: vec![
                row("Proef", Some("1"), none()),
                row("?", Some("2"), none()),
                row("?", None, Err(MatchReason::Total)),
                row("Proef", None, none()),
            ],
            lists: vec![list("Woningen", 3), list("Zorg", 1)],
        };
        let found = look(&bezit);
        assert_eq!((found[0].n_rows, found[0].n_named, found[0].n_complexes), (2, 0, 2));
        assert_eq!(found[0].corporaties, ["Proef"]);
        assert_eq!((found[0].no_corporatie.n, found[0].no_complex.n), (1, 0));
        assert_eq!(found[1].no_complex, Gap { n: 1, near: vec!["Complexnaam".into()] });
        assert!(!found[0].is_sound() && !found[1].is_sound());
    }
}
