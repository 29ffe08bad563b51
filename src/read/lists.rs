//! Which sheets of a workbook are lists?
//!
//! Lists that people keep (holdings, planning lists) have titles above and
//! totals below, and stand on one sheet or several beside sheets that explain.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    format::{Alike, Wanted},
    layer::Layer,
    register::{Register, Role},
};
use crate::{
    config::{Columns, Source},
    error::ReadError,
    issue::{Issue, IssueKind, Issues},
    lang::{Said, say},
};

/// How the columns of a list are found.
#[derive(Clone, Copy)]
pub(super) struct Naming<'a> {
    /// The roles of its columns.
    pub roles: &'a [Role],
    /// Columns the project file names, for every sheet.
    pub columns: &'a Columns,
    /// Columns it names for one sheet; they beat those for all.
    pub sheets: &'a BTreeMap<String, Columns>,
    /// The role that a name in other words says.
    pub alike: Option<Alike>,
    /// Whether every column that is named must stand on a sheet.
    pub everywhere: bool,
}

/// The lists of one file, and what else it holds.
pub struct Lists {
    /// Every sheet that is a list, opened.
    pub registers: Vec<Register>,
    /// Sheets that are not read.
    pub skipped: Vec<Skipped>,
    /// Columns that were not taken: sheet, role, and the columns that may be meant.
    pub unsure: Vec<(String, &'static str, Vec<String>)>,
}

/// A sheet that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its name.
    pub sheet: String,
    /// Rows below its header.
    pub n_rows: u64,
    /// Why.
    pub why: Why,
}

/// Why a sheet is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It has no columns of such a list; these are in the row that comes nearest.
    NoList(Vec<String>),
    /// It is hidden, and others are not.
    Hidden,
}

impl Skipped {
    /// The reason.
    fn detail(&self) -> Said {
        let rows = match self.n_rows {
            1 => say!("1 rij", "1 row"),
            n => say!("{n} rijen", "{n} rows"),
        };
        match &self.why {
            Why::Hidden => {
                say!([rows] "niet gelezen: {rows}, verborgen werkblad", "not read: {rows}, hidden sheet")
            }
            Why::NoList(columns) => {
                let shown: Vec<String> = columns.iter().take(6).map(|name| format!("{name:.30}")).collect();
                let shown = shown.join(", ");
                say!(
                    [rows] "niet gelezen: {rows}, heeft geen kolommen van zo'n lijst; er zijn: {shown}",
                    "not read: {rows}, has no columns of such a list; it has: {shown}"
                )
            }
        }
    }
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

impl Naming<'_> {
    /// Opens a list again, as [`open`] did.
    pub(super) fn reopen(&self, source: &Source) -> Result<Layer, ReadError> {
        Layer::open_for(source, &self.wanted(source.layer.as_deref().unwrap_or_default()))
    }

    /// The columns looked for on a sheet: under the names the project file
    /// says for it, or for all, or under those such columns have.
    fn wanted(&self, sheet: &str) -> Wanted {
        let own = self.of_sheet(sheet);
        let mut wanted = Wanted::default().or_alike(self.alike);
        for role in self.roles {
            let named = own.and_then(|own| own.get(role.name)).or_else(|| self.columns.get(role.name));
            let names: Vec<&str> =
                named.map(String::as_str).into_iter().chain(role.names.iter().copied()).collect();
            wanted.push(&names, role.required);
        }
        wanted
    }

    fn of_sheet(&self, sheet: &str) -> Option<&Columns> {
        self.sheets.iter().find(|(name, _)| name.to_lowercase() == sheet.to_lowercase()).map(|(_, own)| own)
    }

    /// The column of each role that does not go by a known name: named in the
    /// project file, or alike. A name for all sheets need not stand on each.
    fn columns_of(&self, layer: &Layer, unsure: &mut Vec<(String, &'static str, Vec<String>)>) -> Columns {
        let head = layer.head();
        let mut columns: Columns = self.of_sheet(&head.layer).cloned().unwrap_or_default();
        for (role, name) in self.columns {
            if head.position(&[name]).is_some() {
                columns.entry(role.clone()).or_insert_with(|| name.clone());
            }
        }
        let Some(alike) = self.alike else { return columns };
        let by_name = |role: &Role| {
            columns.get(role.name).map_or_else(|| head.position(role.names), |name| head.position(&[name]))
        };
        let taken: Vec<usize> = self.roles.iter().filter_map(by_name).collect();
        let open: Vec<&Role> = self.roles.iter().filter(|role| by_name(role).is_none()).collect();
        for role in open.into_iter().filter(|role| !columns.contains_key(role.name)).collect::<Vec<_>>() {
            let names = head.columns.iter().enumerate().filter(|(at, _)| !taken.contains(at));
            let found: Vec<&String> =
                names.map(|(_, column)| &column.name).filter(|name| alike(name) == Some(role.name)).collect();
            match found.as_slice() {
                [] => {}
                [one] => {
                    columns.insert(role.name.to_owned(), (*one).clone());
                }
                several => {
                    let several = several.iter().map(|name| (*name).clone()).collect();
                    unsure.push((head.layer.clone(), role.name, several));
                }
            }
        }
        columns
    }
}

/// Opens one file. Of a workbook every sheet that is shown and is a list
/// counts; hidden ones only where none that is shown does.
///
/// # Errors
///
/// Those of the file, [`ReadError::MissingColumn`] when a column the project
/// file names is nowhere, or not on the sheet it is named for, and what `none`
/// makes of the table that comes nearest when there is no list.
pub(super) fn open(
    source: &Source,
    naming: Naming<'_>,
    is_list: impl Fn(&Register) -> bool,
    none: impl FnOnce(Nearest) -> ReadError,
) -> Result<Lists, ReadError> {
    let mut lists = Lists { registers: Vec::new(), skipped: Vec::new(), unsure: Vec::new() };
    let (mut hidden_lists, mut others, mut found) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (mut layer, hidden) in Layer::open_sheets(source, |sheet| naming.wanted(sheet))? {
        let columns = naming.columns_of(&layer, &mut lists.unsure);
        found.extend(
            naming
                .columns
                .iter()
                .filter(|(_, name)| layer.head().position(&[name]).is_some())
                .map(|(role, _)| role),
        );
        let mut n_rows = 0;
        let shown = layer.head().columns.iter().map(|column| column.name.clone()).collect();
        let sheet = layer.head().layer.clone();
        layer.read(&[], &mut |_| {
            n_rows += 1;
            Ok(())
        })?;
        let register = Register::new(layer, &columns, naming.roles)?;
        let skipped = |why| Skipped { sheet, n_rows, why };
        match (is_list(&register), hidden) {
            (true, false) => lists.registers.push(register),
            (true, true) => hidden_lists.push((register, skipped(Why::Hidden))),
            (false, _) => {
                lists.skipped.push(skipped(Why::NoList(shown)));
                others.push(register);
            }
        }
    }
    if lists.registers.is_empty() {
        lists.registers = hidden_lists.into_iter().map(|(register, _)| register).collect();
    } else {
        lists.skipped.extend(hidden_lists.into_iter().map(|(_, skipped)| skipped));
    }
    // The one that comes nearest shows what is missing.
    let n_known = |register: &&Register| (0..naming.roles.len()).filter(|role| register.has(*role)).count();
    let all = others.iter().rev().chain(lists.registers.iter().rev());
    if let Some(role) = naming.columns.keys().find(|role| naming.everywhere && !found.contains(role))
        && let Some(nearest) = all.max_by_key(n_known)
    {
        return Err(missing(nearest, role, &naming.columns[role]));
    }
    if lists.registers.is_empty() {
        let best = others.iter().rev().max_by_key(n_known).map(Register::layer);
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

/// A column that the project file names and no sheet has.
fn missing(nearest: &Register, role: &str, name: &str) -> ReadError {
    match nearest.layer().position_of(role, &[name]) {
        Err(error) => error,
        Ok(_) => ReadError::Empty { path: nearest.layer().source().path.clone() },
    }
}

/// Says which sheets were left out, and which columns were not taken.
pub(super) fn report(source: &Source, lists: &Lists, issues: &mut Issues) {
    let about =
        |sheet: &str, kind, detail| Issue { detail, ..Issue::about(kind, source.name.as_str(), sheet) };
    for skipped in &lists.skipped {
        issues.push(about(&skipped.sheet, IssueKind::SkippedSheet, skipped.detail()));
    }
    for (sheet, role, columns) in &lists.unsure {
        let columns = columns.join("`, `");
        let detail = say!(
            "`{columns}` kunnen elk {role} zijn, en geen wordt genomen; noem er een: `columns = {{ {role} = \"…\" }}`",
            "`{columns}` may each be {role}, and none is taken; name one: `columns = {{ {role} = \"…\" }}`"
        );
        issues.push(about(sheet, IssueKind::Ambiguous, detail));
    }
}

/// Whether a text says that its row adds up others.
pub(super) fn says_total(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    // The last two are what the matching report says in its first column.
    ["totaal", "totalen", "subtotaal", "eindtotaal", "totaalregel", "total"].contains(&word.as_str())
}
