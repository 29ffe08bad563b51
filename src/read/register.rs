//! From a layer's columns to the roles a register needs.
//!
//! A register lists its roles with every spelling met in practice; the
//! project file may name columns of its own. What is optional and absent
//! reads as [`Value::Null`].

use super::layer::{Layer, Record, Wanted};
use crate::{
    config::{Columns, Input, Source},
    error::{Error, ReadError},
    interrupt,
    issue::{Issue, IssueKind},
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
}

/// A required role.
pub const fn required(name: &'static str, names: &'static [&'static str]) -> Role {
    Role { name, names, required: true }
}

/// A role that may be absent.
pub const fn optional(name: &'static str, names: &'static [&'static str]) -> Role {
    Role { name, names, required: false }
}

/// One file of an input, opened, with its columns matched to roles.
pub struct Register {
    layer: Layer,
    /// Per role its position in `wanted`, if the layer has it.
    slots: Vec<Option<usize>>,
    wanted: Vec<usize>,
}

/// One record with its values by role.
pub struct Row<'a> {
    /// The record itself.
    pub record: Record,
    slots: &'a [Option<usize>],
}

impl Row<'_> {
    /// The value of the role at this position in the list of roles.
    #[must_use]
    pub fn get(&self, role: usize) -> &Value {
        const NULL: &Value = &Value::Null;
        self.slots[role].and_then(|slot| self.record.values.get(slot)).unwrap_or(NULL)
    }

    /// The value of a role as text.
    #[must_use]
    pub fn text(&self, role: usize) -> Option<&str> {
        self.get(role).as_text()
    }
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
        for role in roles {
            let position = match columns.get(role.name) {
                Some(name) => Some(layer.position_of(role.name, &[name])?),
                None if role.required => Some(layer.position_of(role.name, role.names)?),
                None => layer.head().position(role.names),
            };
            slots.push(position.map(|position| {
                wanted.push(position);
                wanted.len() - 1
            }));
        }
        Ok(Self { layer, slots, wanted })
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

    /// Columns that play no role.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let columns = self.layer.head().columns.iter().enumerate();
        columns.filter(|(at, _)| !self.wanted.contains(at)).map(|(_, column)| column.name.clone()).collect()
    }

    /// Streams the rows in file order, in batches of a fixed size.
    ///
    /// # Errors
    ///
    /// Those of the format, what `each` gives, and [`Error::Interrupted`].
    pub fn read_batches(
        &mut self,
        size: usize,
        mut each: impl FnMut(Vec<Row<'_>>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let slots = &self.slots;
        self.layer.read_batches(&self.wanted, size, |records| {
            interrupt::check()?;
            each(records.into_iter().map(|record| Row { record, slots }).collect())
        })
    }

    /// Streams the rows in file order, one by one.
    ///
    /// # Errors
    ///
    /// Those of the format, what `each` gives, and [`Error::Interrupted`].
    pub fn read(&mut self, mut each: impl FnMut(Row<'_>) -> Result<(), Error>) -> Result<(), Error> {
        self.read_batches(4_096, |rows| rows.into_iter().try_for_each(&mut each))
    }

    /// An issue about an object of this layer.
    #[must_use]
    pub fn issue(&self, kind: IssueKind, object: impl ToString, detail: impl Into<String>) -> Issue {
        issue_of(&self.layer, kind, object, detail)
    }
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
pub(super) fn wanted(columns: &Columns, roles: &[Role]) -> Wanted {
    let mut wanted = Wanted::default();
    for role in roles {
        match columns.get(role.name) {
            Some(name) => wanted.push(&[name], role.required),
            None => wanted.push(role.names, role.required),
        }
    }
    wanted
}

/// An issue about an object of a layer.
pub(super) fn issue_of(
    layer: &Layer,
    kind: IssueKind,
    object: impl ToString,
    detail: impl Into<String>,
) -> Issue {
    Issue {
        kind,
        file: layer.source().name.clone(),
        layer: layer.head().layer.clone(),
        object: object.to_string(),
        detail: detail.into(),
    }
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
