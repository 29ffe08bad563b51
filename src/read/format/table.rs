//! What files without a geometry share: a header row, found by what stands in
//! it.

use std::collections::HashSet;

use crate::{
    lang::{Said, say},
    read::head::{Column, bare},
};

/// Rows with a value that are searched for a header.
pub(super) const HEADER_WITHIN: usize = 50;

/// The columns a reader looks for: per role the names it goes by. Tells a
/// header from the titles above it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    roles: Vec<WantedRole>,
    alike: Option<Alike>,
}

/// The name a column goes by that a text says in other words, if any.
pub(crate) type Alike = fn(&str) -> Option<&'static str>;

#[derive(Debug, Clone)]
struct WantedRole {
    names: Vec<String>,
    required: bool,
}

impl Wanted {
    /// Adds a role.
    pub(crate) fn push(&mut self, names: &[impl AsRef<str>], required: bool) {
        let names = names.iter().map(|name| bare(name.as_ref())).collect();
        self.roles.push(WantedRole { names, required });
    }

    /// Counts columns with names in other words too.
    pub(crate) fn or_alike(self, alike: Option<Alike>) -> Self {
        Self { alike, ..self }
    }

    /// How many roles a row of cells has a name for.
    pub(super) fn n_known<'a>(&self, cells: impl IntoIterator<Item = &'a str>) -> usize {
        let also = |cell: &str| self.alike.and_then(|alike| alike(cell)).map(bare);
        let cells: HashSet<String> =
            cells.into_iter().flat_map(|cell| [Some(bare(cell)), also(cell)]).flatten().collect();
        self.roles.iter().filter(|role| role.names.iter().any(|name| cells.contains(name))).count()
    }

    /// Whether a header has a name for every role that is required.
    pub(super) fn fits<'a>(&self, cells: impl IntoIterator<Item = &'a str>) -> bool {
        let cells: HashSet<String> = cells.into_iter().map(bare).collect();
        let mut required = self.roles.iter().filter(|role| role.required);
        required.all(|role| role.names.iter().any(|name| cells.contains(name)))
    }
}

/// A header with more columns than this is taken for damage or malice: the
/// widest public register in use has some 150.
pub(super) const MAX_COLUMNS: usize = 2_000;

/// Whether the row below a header holds the units of its columns, and nothing
/// else: `[m2]`, `(jaar)`, `kW`; a dash stands for a column without one.
pub(super) fn holds_units<'a>(cells: impl IntoIterator<Item = &'a str>) -> bool {
    const UNITS: [&str; 32] = [
        "m", "m1", "m2", "m²", "m3", "m³", "mm", "cm", "km", "ha", "w", "kw", "mw", "kwh", "va", "kva",
        "mva", "a", "%", "€", "eur", "euro", "jaar", "jjjj", "st", "stuks", "j/n", "ja/nee", "m nap",
        "m+nap", "m + nap", "m+mv",
    ];
    let is_unit = |cell: &str| {
        let cell = cell.trim();
        let in_brackets = [('[', ']'), ('(', ')')]
            .into_iter()
            .any(|(open, close)| cell.len() > 2 && cell.starts_with(open) && cell.ends_with(close));
        in_brackets || UNITS.contains(&cell.to_lowercase().as_str())
    };
    let says = |cell: &&str| !["", "-", "–", "—"].contains(&cell.trim());
    let mut filled = cells.into_iter().filter(says).peekable();
    filled.peek().is_some() && filled.all(is_unit)
}

/// What is said of such a row.
pub(super) fn units() -> Said {
    say!(
        "bevat de eenheden van de kolommen, en is geen record; weggelaten",
        "holds the units of the columns, and is no record; left out"
    )
}

/// Columns of a header row, every name once.
///
/// A column without a name, or with a name that stands before it in the
/// header whatever the case, is called after its place: `column_3`.
pub(super) fn columns(names: impl IntoIterator<Item = String>) -> Vec<Column> {
    let names: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
    let given: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let mut seen = HashSet::new();
    let mut columns = Vec::with_capacity(names.len());
    for (place, mut name) in (1..).zip(names) {
        if name.is_empty() || !seen.insert(name.to_lowercase()) {
            name = format!("column_{place}");
            // A header may hold the words `column_3` itself.
            while given.contains(&name) || !seen.insert(name.clone()) {
                name.push('_');
            }
        }
        columns.push(Column { name });
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_by_its_names_whatever_their_case_and_signs() {
        let mut wanted = Wanted::default();
        wanted.push(&["postcode", "pc6"], true);
        wanted.push(&["huis_nummer"], false);
        assert_eq!(wanted.n_known(["Post-code", "PC6", "Huis Nummer", "x"]), 2);
        assert_eq!(wanted.n_known(["Bezit per 1 januari"]), 0);
        assert!(wanted.fits(["PC6"]) && !wanted.fits(["huisnummer"]));
    }

    #[test]
    fn a_row_of_units_is_told_from_a_record() {
        assert!(holds_units(["", "[BAG]", " m2 ", "(jaar)"]));
        assert!(holds_units(["-", "m NAP", "m+NAP", "–"]));
        assert!(!holds_units(["-", "–"]) && !holds_units(["-", "12"]));
        assert!(!holds_units(["Stichting Proef", "[BAG]"]) && !holds_units(["", ""]) && !holds_units(["12"]));
    }

    #[test]
    fn empty_and_repeated_names_are_called_after_their_place() {
        let check = |header: &[&str], expected: &[&str]| {
            let columns = columns(header.iter().map(|&name| name.to_owned()));
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            assert_eq!(names, expected);
        };
        check(&["id", " naam ", "", "ID"], &["id", "naam", "column_3", "column_4"]);
        check(&["", "column_1", "column_1"], &["column_1_", "column_1", "column_3"]);
        check(&[], &[]);
    }
}
