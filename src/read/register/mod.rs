//! From a layer's columns to the roles a register needs.
//!
//! A register lists its roles with every spelling met in practice, and what
//! their cells hold; the project file may name columns of its own. What is
//! optional and absent reads as [`Value::Null`]. So does a cell that is not
//! understood, and then the row says so: who reads rows hands that to the
//! issues.

use std::cell::RefCell;

use rayon::prelude::*;

use super::{
    format::Wanted,
    head::Head,
    layer::{Layer, Remark, Reopen},
    number::{self, Evidence, Holds, Spelled, Why},
    record::Record,
};
use crate::{
    config::{Columns, Input, Source},
    error::{Error, ReadError},
    interrupt,
    issue::{Cell, Issue, IssueKind, Issues},
    value::Value,
};

/// One role a column can play.
#[derive(Debug, Clone, Copy)]
pub struct Role {
    /// Name of the role, as the project file spells it.
    pub name: &'static str,
    /// Column names it goes by, in order of preference, whatever their case.
    pub names: &'static [&'static str],
    /// Whether the register cannot do without.
    pub required: bool,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether a layer without it lacks something: one without days on which
    /// records ended holds none that did.
    pub missed: bool,
}

impl Role {
    /// The same role, which most layers do well without.
    pub const fn unmissed(self) -> Self {
        Self { missed: false, ..self }
    }

    /// The same role, whose cells hold this.
    pub const fn holding(self, holds: Holds) -> Self {
        Self { holds, ..self }
    }
}

/// A required role, of words and codes.
pub const fn required(name: &'static str, names: &'static [&'static str]) -> Role {
    Role { name, names, required: true, holds: Holds::Text, missed: true }
}

/// A role of words and codes that may be absent.
pub const fn optional(name: &'static str, names: &'static [&'static str]) -> Role {
    Role { name, names, required: false, holds: Holds::Text, missed: true }
}

/// Declares the roles of a register, and under its name the position of each
/// role, or of the first of several that stand together. A list `like` another
/// has other spellings for the same roles in the same places: anything else
/// does not compile.
macro_rules! roles {
    (
        $(#[$doc:meta])*
        $vis:vis const $list:ident;
        $($name:ident = $($role:expr),+;)+
    ) => {
        $(#[$doc])*
        $vis const $list: &[$crate::read::register::Role] = &[$($($role),+),+];
        $crate::read::register::roles! { @position 0; $($name = $($role),+;)+ }
    };
    (
        $(#[$doc:meta])*
        $vis:vis const $list:ident like $other:ident;
        $($role:expr;)+
    ) => {
        $(#[$doc])*
        $vis const $list: &[$crate::read::register::Role] = &[$($role),+];
        const _: () = assert!($crate::read::register::same_roles($list, $other));
    };
    (@position $at:expr;) => {};
    (@position $at:expr; $name:ident = $($role:expr),+; $($more:tt)*) => {
        const $name: usize = $at;
        $crate::read::register::roles! { @position $at + [$(stringify!($role)),+].len(); $($more)* }
    };
}
pub(super) use roles;

/// Whether two lists name the same roles in the same order.
pub(super) const fn same_roles(a: &[Role], b: &[Role]) -> bool {
    let mut same = a.len() == b.len();
    let mut at = 0;
    while same && at < a.len() {
        let (a, b) = (a[at].name.as_bytes(), b[at].name.as_bytes());
        same = a.len() == b.len();
        let mut letter = 0;
        while same && letter < a.len() {
            same = a[letter] == b[letter];
            letter += 1;
        }
        at += 1;
    }
    same
}

/// One file of an input, opened, with its columns matched to roles.
pub struct Register {
    layer: Layer,
    /// Per role its position in `wanted`, if the layer has it.
    slots: Vec<Option<usize>>,
    wanted: Vec<usize>,
    /// The columns of numbers: value of a record, and role.
    numbers: Vec<(usize, Role)>,
    /// What each of these shows of its spelling, once one had to be asked.
    evidence: Option<Vec<Evidence>>,
}

/// One record with its values by role; numbers are read.
pub struct Row<'a> {
    /// The record itself.
    pub record: Record,
    slots: &'a [Option<usize>],
    names: &'a [String],
    odd: RefCell<Vec<(IssueKind, Cell)>>,
    /// Positions of the values whose cell had its unit behind the number.
    with_unit: Vec<usize>,
}

impl Row<'_> {
    /// The value of the role at this position in the list of roles.
    #[must_use]
    pub fn get(&self, role: usize) -> &Value {
        const NULL: &Value = &Value::Null;
        self.slots[role].and_then(|slot| self.record.values.get(slot)).unwrap_or(NULL)
    }

    /// Whether the cell of a role of numbers had its unit behind the number.
    #[must_use]
    pub fn has_unit(&self, role: usize) -> bool {
        self.slots[role].is_some_and(|slot| self.with_unit.contains(&slot))
    }

    /// The value of a role as text.
    #[must_use]
    pub fn text(&self, role: usize) -> Option<&str> {
        self.get(role).as_text()
    }

    /// The value of a role as `understood` takes it. Where something stands
    /// in the cell and it takes nothing from it, the row says so.
    pub fn read<T>(&self, role: usize, understood: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let value = self.get(role);
        let found = understood(value);
        let is_blank = |value: &Value| match value {
            Value::Null => true,
            Value::Text(text) => number::says_none(text),
            _ => false,
        };
        if found.is_none() && !is_blank(value) {
            let column = self.column(role).unwrap_or_default();
            let mut odd = self.odd.borrow_mut();
            // A cell may be asked for more than once.
            if odd.iter().all(|(_, cell)| cell.column != column) {
                odd.push((IssueKind::NotUnderstood, cell(column.to_owned(), value)));
            }
        }
        found
    }

    /// Whether a cell so far was not understood.
    #[must_use]
    pub fn is_odd(&self) -> bool {
        !self.odd.borrow().is_empty()
    }

    /// The cell of a role, for an issue that says more than that it is not
    /// understood; `None` when the layer has no column for it.
    #[must_use]
    pub fn cell(&self, role: usize) -> Option<Cell> {
        Some(cell(self.column(role)?.to_owned(), self.get(role)))
    }

    /// The cell of one of these roles that was not understood.
    #[must_use]
    pub fn odd_among(&self, roles: &[usize]) -> Option<Cell> {
        let columns: Vec<&str> = roles.iter().filter_map(|role| self.column(*role)).collect();
        self.odd.borrow().iter().map(|(_, cell)| cell).find(|cell| columns.contains(&&*cell.column)).cloned()
    }

    /// The column that plays a role.
    fn column(&self, role: usize) -> Option<&str> {
        self.slots[role].map(|slot| self.names[slot].as_str())
    }

    /// An issue for each cell so far that was not understood, about an object
    /// of the file and layer of `about`.
    #[must_use]
    pub fn issues(&self, about: &Issue, object: &str) -> Vec<Issue> {
        let cells = self.odd.borrow();
        let issue = |(kind, cell): &(IssueKind, Cell)| Issue {
            kind: *kind,
            object: object.to_owned(),
            detail: cell.detail(*kind),
            cell: Some(cell.clone()),
            ..about.clone()
        };
        cells.iter().map(issue).collect()
    }
}

fn cell(column: String, value: &Value) -> Cell {
    let text = value.to_code().unwrap_or_else(|| match value {
        Value::Real(number) => number.to_string(),
        _ => String::new(),
    });
    Cell { column, text: text.chars().take(40).collect() }
}

impl Register {
    /// Opens the files of an input one by one and hands each over.
    ///
    /// # Errors
    ///
    /// Those of [`Layer::open`]; [`ReadError::MissingColumn`] when a required
    /// role has no column, or the project file names one that is not there.
    pub fn each_file(
        input: &Input,
        roles: &[Role],
        mut each: impl FnMut(Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for source in &input.sources {
            each(Self::new(open(source, &input.columns, roles)?, &input.columns, roles)?)?;
        }
        Ok(())
    }

    /// Matches the columns of one opened layer.
    ///
    /// # Errors
    ///
    /// [`ReadError::MissingColumn`], as above.
    pub fn new(layer: Layer, columns: &Columns, roles: &[Role]) -> Result<Self, ReadError> {
        let mut wanted = Vec::new();
        let mut slots = Vec::with_capacity(roles.len());
        let cut = cut_names(layer.head(), columns, roles);
        for (role, cut) in roles.iter().zip(cut) {
            let position = match columns.get(role.name) {
                Some(name) => Some(layer.position_of(role.name, &[name])?),
                None if cut.is_some() => cut,
                None if role.required => Some(layer.position_of(role.name, role.names)?),
                None => layer.head().position(role.names),
            };
            slots.push(position.map(|position| {
                wanted.push(position);
                wanted.len() - 1
            }));
        }
        let numbers = roles.iter().zip(&slots).filter(|(role, _)| role.holds.is_number());
        let numbers = numbers.filter_map(|(role, slot)| Some(((*slot)?, *role))).collect();
        let evidence = layer.source().decimal.map(Evidence::said);
        let mut register = Self { layer, slots, wanted, numbers, evidence: None };
        register.evidence = evidence.map(|said| vec![said; register.numbers.len()]);
        Ok(register)
    }

    /// The layer behind it.
    #[must_use]
    pub fn layer(&self) -> &Layer {
        &self.layer
    }

    /// Whether a role has a column.
    #[must_use]
    pub fn has(&self, role: usize) -> bool {
        self.slots[role].is_some()
    }

    /// The column that plays a role.
    #[must_use]
    pub fn column(&self, role: usize) -> Option<String> {
        let position = self.wanted[self.slots[role]?];
        Some(self.layer.head().columns[position].name.clone())
    }

    /// Reads the columns that play no role too, behind those that do.
    #[must_use]
    pub(super) fn with_all_columns(mut self) -> Self {
        let n_columns = self.layer.head().columns.len();
        let others: Vec<usize> = (0..n_columns).filter(|at| !self.wanted.contains(at)).collect();
        self.wanted.extend(others);
        self
    }

    /// Positions of the values of a record, in the order of their columns.
    #[must_use]
    pub(super) fn file_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.wanted.len()).collect();
        order.sort_by_key(|at| self.wanted[*at]);
        order
    }

    /// Positions of the columns whose values a record has.
    #[must_use]
    pub(super) fn positions(&self) -> &[usize] {
        &self.wanted
    }

    /// Columns that play no role.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let columns = self.layer.head().columns.iter().enumerate();
        columns.filter(|(at, _)| !self.wanted.contains(at)).map(|(_, column)| column.name.clone()).collect()
    }

    /// Streams the rows in file order, in batches of a fixed size. What a row
    /// does not understand is for `each` to report.
    ///
    /// # Errors
    ///
    /// Those of the format, what `each` gives, and [`Error::Interrupted`].
    pub fn read_batches(
        &mut self,
        size: usize,
        mut each: impl FnMut(Vec<Row<'_>>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let names = self.column_names();
        let Self { layer, slots, wanted, numbers, evidence } = self;
        let again = layer.again();
        let nothing = vec![Evidence::default(); numbers.len()];
        let read = layer.read_batches(wanted, size, |records| {
            interrupt::check()?;
            if evidence.is_none() && records.par_iter().any(|record| asks(record, numbers)) {
                *evidence = Some(look(&again, numbers, wanted)?);
            }
            let evidence: &[Evidence] = evidence.as_ref().unwrap_or(&nothing);
            let rows = records.into_par_iter().map(|mut record| {
                let with_unit = with_unit(&record, numbers);
                let odd = RefCell::new(read_numbers(&mut record, numbers, evidence, &names));
                Row { record, slots, names: &names, odd, with_unit }
            });
            each(rows.collect())
        });
        // A format that was stopped on the way says that it was, in its words.
        if read.is_err() {
            interrupt::check()?;
        }
        read
    }

    /// Streams the rows in file order, one by one; what a row does not
    /// understand goes to the issues, under the name its record has, and so
    /// does what is no record. Gives the number of rows.
    ///
    /// # Errors
    ///
    /// Those of the format, what `each` gives, and [`Error::Interrupted`].
    pub fn read(
        &mut self,
        issues: &mut Issues,
        mut each: impl FnMut(&Row<'_>, &mut Issues) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let about = self.issue(IssueKind::NotUnderstood);
        // In a table the header is a row too.
        let header = u64::from(self.layer.header_row().is_some());
        let mut n_rows = 0;
        self.read_batches(4_096, |rows| {
            n_rows += rows.len() as u64;
            rows.iter().try_for_each(|row| {
                each(row, issues)?;
                issues.extend(row.issues(&about, &record_name(row.record.number + header)));
                Ok(())
            })
        })?;
        issues.extend(self.remarks());
        Ok(n_rows)
    }

    /// Names of the columns whose values a record has, in that order.
    fn column_names(&self) -> Vec<String> {
        let columns = &self.layer.head().columns;
        self.wanted.iter().map(|position| columns[*position].name.clone()).collect()
    }

    /// What the last reading met that is no record, as issues.
    pub(super) fn remarks(&self) -> Vec<Issue> {
        let remarks = self.layer.remarks().iter();
        let about = self.issue(IssueKind::BadRecord);
        let issue = |remark: &Remark| Issue {
            object: record_name(remark.row),
            detail: remark.detail.clone(),
            ..about.clone()
        };
        remarks.map(issue).collect()
    }

    /// An issue about this layer, with object and detail to be filled in.
    #[must_use]
    pub fn issue(&self, kind: IssueKind) -> Issue {
        let (file, layer) = (&self.layer.source().name, &self.layer.head().layer);
        Issue::about(kind, file.as_str(), layer.as_str())
    }
}

/// Whether a record has a number that only its column can tell.
fn asks(record: &Record, numbers: &[(usize, Role)]) -> bool {
    numbers.iter().any(|(slot, role)| match &record.values[*slot] {
        Value::Text(text) => {
            matches!(number::spelled(text, role.holds.unit()), Some(Spelled::Either { .. }))
        }
        _ => false,
    })
}

/// Reads the columns of numbers once for what they show of their spelling.
fn look(again: &Reopen, numbers: &[(usize, Role)], wanted: &[usize]) -> Result<Vec<Evidence>, ReadError> {
    let columns: Vec<usize> = numbers.iter().map(|(slot, _)| wanted[*slot]).collect();
    let mut evidence = vec![Evidence::default(); numbers.len()];
    again.open()?.read(&columns, &mut |record| {
        for ((evidence, (_, role)), value) in evidence.iter_mut().zip(numbers).zip(&record.values) {
            evidence.see(value, role.holds);
        }
        Ok(())
    })?;
    // Who writes one column with a comma does not write the next with a point.
    let file = evidence.iter().copied().fold(Evidence::default(), Evidence::with);
    Ok(evidence.into_iter().map(|column| column.or(file)).collect())
}

/// The positions of the numbers of a record that have their unit behind them.
fn with_unit(record: &Record, numbers: &[(usize, Role)]) -> Vec<usize> {
    let ends_in_word = |slot: &usize| {
        let text = record.values[*slot].as_text();
        text.is_some_and(|text| text.trim_end_matches([' ', '.', ')']).ends_with(char::is_alphabetic))
    };
    numbers.iter().map(|(slot, _)| *slot).filter(ends_in_word).collect()
}

/// Reads the numbers of a record in place; gives what is not understood.
fn read_numbers(
    record: &mut Record,
    numbers: &[(usize, Role)],
    evidence: &[Evidence],
    names: &[String],
) -> Vec<(IssueKind, Cell)> {
    let mut odd = Vec::new();
    for ((slot, role), evidence) in numbers.iter().zip(evidence) {
        let value = &mut record.values[*slot];
        match number::read(value, role.holds, evidence) {
            Ok(read) => *value = read,
            Err(why) => {
                let kind = match why {
                    Why::NotANumber => IssueKind::NotUnderstood,
                    Why::Ambiguous => IssueKind::AmbiguousNumber,
                };
                odd.push((kind, cell(names[*slot].clone(), value)));
                *value = Value::Null;
            }
        }
    }
    odd
}

/// Opens a layer; the header of a table is the row that names most roles.
///
/// # Errors
///
/// Those of [`Layer::open`].
pub fn open(source: &Source, columns: &Columns, roles: &[Role]) -> Result<Layer, ReadError> {
    Layer::open_for(source, &wanted(columns, roles))
}

/// The columns a register looks for.
fn wanted(columns: &Columns, roles: &[Role]) -> Wanted {
    let mut wanted = Wanted::default();
    for role in roles {
        match columns.get(role.name) {
            Some(name) => wanted.push(&[name], role.required),
            None => wanted.push(role.names, role.required),
        }
    }
    wanted
}

/// Names a record that has no identification.
#[must_use]
pub fn record_name(number: u64) -> String {
    format!("record {number}")
}

/// Checks that the project file names no role the register does not know.
///
/// # Errors
///
/// [`ReadError::MissingColumn`] naming the role and those there are.
pub fn check_roles(input: &Input, roles: &[Role]) -> Result<(), ReadError> {
    let Some(unknown) = input.columns.keys().find(|key| roles.iter().all(|role| role.name != key.as_str()))
    else {
        return Ok(());
    };
    let source = input.sources.first();
    Err(ReadError::UnknownRole {
        path: source.map(|source| source.path.clone()).unwrap_or_default(),
        role: unknown.clone(),
        roles: roles.iter().map(|role| role.name.to_owned()).collect(),
    })
}

/// For each role the column of a shapefile whose name was cut off, when the
/// role has no column by its whole name and no other role has a claim to it.
fn cut_names(head: &Head, columns: &Columns, roles: &[Role]) -> Vec<Option<usize>> {
    let whole = |role: &Role| match columns.get(role.name) {
        Some(name) => head.position(&[name]),
        None => head.position(role.names),
    };
    let taken: Vec<Option<usize>> = roles.iter().map(whole).collect();
    let cut = |(role, taken): (&Role, &Option<usize>)| {
        let is_free = taken.is_none() && !columns.contains_key(role.name);
        head.cut_position(role.names).filter(|_| is_free)
    };
    let cut: Vec<Option<usize>> = roles.iter().zip(&taken).map(cut).collect();
    let n_claims = |at: usize| cut.iter().chain(&taken).filter(|claim| **claim == Some(at)).count();
    cut.iter().map(|claim| claim.filter(|at| n_claims(*at) == 1)).collect()
}

#[cfg(test)]
mod tests;
