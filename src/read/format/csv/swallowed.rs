//! A quote that is not closed makes one cell of the rows behind it.
//!
//! Such a cell is told from one with line breaks of its own by what is in
//! it: a line with as many separators as a row of the table has.

use std::collections::VecDeque;

use ::csv::StringRecord;

/// The rows in a row that swallowed others, two at least; `None` for a sound
/// row, and before the number of columns is known.
pub(super) fn rows(row: &StringRecord, delimiter: u8, n_columns: usize) -> Option<VecDeque<StringRecord>> {
    if n_columns < 2 || !row.as_slice().contains(['\n', '\r']) {
        return None;
    }
    let delimiter = char::from(delimiter);
    let at = row.iter().position(|cell| is_swallower(cell, delimiter, n_columns))?;
    let lines = lines(&row[at]);
    let last = lines.len() - 1;
    let made = lines.into_iter().enumerate().map(|(n, line)| {
        let mut made = StringRecord::new();
        if n == 0 {
            row.iter().take(at).for_each(|cell| made.push_field(cell));
        }
        line.split(delimiter).for_each(|cell| made.push_field(unquoted(cell)));
        if n == last {
            row.iter().skip(at + 1).for_each(|cell| made.push_field(cell));
        }
        made
    });
    Some(made.collect())
}

/// Whether a cell holds whole rows.
fn is_swallower(cell: &str, delimiter: char, n_columns: usize) -> bool {
    if !cell.contains(delimiter) {
        return false;
    }
    let lines = lines(cell);
    let n_delimiters = |line: &&str| line.matches(delimiter).count();
    // The first line lacks the cells before it, the last may be cut off.
    let whole = lines.iter().skip(1).any(|line| n_delimiters(line) + 1 >= n_columns);
    // A sound cell has no quote by itself left in it: it closed this one.
    let closed_by_another = lines.len() > 1
        && lines.last().is_some_and(|line| line.matches('"').count() % 2 == 1)
        && n_delimiters(&lines[0]) > 0;
    lines.len() > 1 && (whole || closed_by_another)
}

/// The lines of a text, whatever they end in.
fn lines(text: &str) -> Vec<&str> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    text.trim_end_matches(['\n', '\r']).split(end).map(|line| line.trim_end_matches('\r')).collect()
}

/// A cell without the quotes around it, or the one that is left of them.
fn unquoted(cell: &str) -> &str {
    let cell = cell.strip_prefix('"').unwrap_or(cell);
    cell.strip_suffix('"').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(cells: &[&str], n_columns: usize) -> Option<Vec<Vec<String>>> {
        let rows = rows(&StringRecord::from(cells.to_vec()), b';', n_columns)?;
        Some(rows.iter().map(|row| row.iter().map(str::to_owned).collect()).collect())
    }

    #[test]
    fn swallowed_rows_come_out_again() {
        let all = found(&["x", "a;1\r\ny;b;2\r\nz;c;3\r\n"], 3).unwrap();
        assert_eq!(all, [["x", "a", "1"], ["y", "b", "2"], ["z", "c", "3"]]);
        // Closed by the quote that opens the next row.
        let all = found(&["a;b;1\nc\"", "d", "2"], 3).unwrap();
        assert_eq!(all, [["a", "b", "1"], ["c", "d", "2"]]);
    }

    #[test]
    fn a_remark_of_several_lines_is_one_cell() {
        assert_eq!(found(&["a", "let op; lek\nzie dossier; 2019", "c"], 3), None);
        assert_eq!(found(&["a", "regel 1\nregel 2", "c"], 3), None);
    }
}
