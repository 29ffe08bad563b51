//! What files without a geometry share: a header row.

use std::collections::HashSet;

use crate::read::layer::Column;

/// A header with more columns than this is taken for damage or malice: the
/// widest public register in use has some 150.
pub(super) const MAX_COLUMNS: usize = 2_000;

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
