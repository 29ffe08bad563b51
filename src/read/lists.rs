//! Which sheets of a workbook are lists?
//!
//! Lists that people keep (holdings, planning lists) have titles above and
//! totals below, and stand on one sheet or several beside sheets that explain.

use super::{
    layer::Layer,
    register::{Register, Role, wanted},
};
use crate::{
    config::{Columns, Source},
    error::ReadError,
    issue::{Issue, IssueKind, Issues},
};

/// The lists of one file, and what else it holds.
pub struct Lists {
    /// Every sheet that is a list, opened.
    pub registers: Vec<Register>,
    /// Sheets without the columns of a list.
    pub skipped: Vec<String>,
}

/// The table that comes nearest to a list, for the message that none is one.
pub(super) struct Nearest {
    /// Its sheet; empty for a file without.
    pub layer: String,
    /// The row in it that comes nearest to a header, 1-based.
    pub row: u64,
    /// What stands in that row.
    pub columns: Vec<String>,
}

/// Opens one file. Of a workbook every sheet that is shown and is a list
/// counts; hidden ones only where none that is shown does.
///
/// # Errors
///
/// Those of the file, and what `none` makes of the table that comes nearest
/// when there is no list.
pub(super) fn open(
    source: &Source,
    columns: &Columns,
    roles: &[Role],
    is_list: impl Fn(&Register) -> bool,
    none: impl FnOnce(Nearest) -> ReadError,
) -> Result<Lists, ReadError> {
    let mut lists = Lists { registers: Vec::new(), skipped: Vec::new() };
    let (mut hidden_lists, mut others, mut misses) = (Vec::new(), Vec::new(), None);
    for (layer, hidden) in Layer::open_sheets(source, &wanted(columns, roles))? {
        let sheet = layer.head().layer.clone();
        let register = match Register::new(layer, columns, roles) {
            Ok(register) => register,
            // Columns the project file names need not stand on every sheet.
            Err(error) => {
                lists.skipped.push(sheet);
                misses.get_or_insert(error);
                continue;
            }
        };
        match (is_list(&register), hidden) {
            (true, false) => lists.registers.push(register),
            (true, true) => hidden_lists.push(register),
            (false, _) => {
                lists.skipped.push(sheet);
                others.push(register);
            }
        }
    }
    if lists.registers.is_empty() {
        lists.registers = hidden_lists;
    } else {
        lists.skipped.extend(hidden_lists.iter().map(|register| register.layer().head().layer.clone()));
    }
    if lists.registers.is_empty() {
        if let Some(error) = misses {
            return Err(error);
        }
        // The one that comes nearest shows what is missing.
        let n_known = |register: &Register| (0..roles.len()).filter(|role| register.has(*role)).count();
        let best = others.iter().rev().max_by_key(|register| n_known(register)).map(Register::layer);
        return Err(none(Nearest {
            layer: best.map(|best| best.head().layer.clone()).unwrap_or_default(),
            row: best.and_then(Layer::header_row).unwrap_or(1),
            columns: best
                .map(|best| best.head().columns.iter().map(|column| column.name.clone()).collect())
                .unwrap_or_default(),
        }));
    }
    Ok(lists)
}

/// Says which sheets were left out.
pub(super) fn report(source: &Source, skipped: Vec<String>, detail: &str, issues: &mut Issues) {
    for sheet in skipped {
        issues.push(Issue {
            kind: IssueKind::SkippedSheet,
            file: source.name.clone(),
            layer: sheet,
            object: String::new(),
            cell: None,
            detail: detail.into(),
        });
    }
}

/// Whether a text says that its row adds up others.
pub(super) fn says_total(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    // The last two are what the matching report says in its first column.
    ["totaal", "totalen", "subtotaal", "eindtotaal", "totaalregel", "total"].contains(&word.as_str())
}
