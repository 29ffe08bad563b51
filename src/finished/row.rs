//! One row of a run, by column name.

use std::{collections::HashMap, sync::Arc};

use crate::value::Value;

/// The columns of a table, shared by its rows.
#[derive(Debug, Default)]
pub(super) struct Columns {
    names: Vec<String>,
    at: HashMap<String, usize>,
}

impl Columns {
    pub(super) fn new(names: Vec<String>) -> Arc<Self> {
        let at = names.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        Arc::new(Self { names, at })
    }
}

/// One row of a run, by column name.
#[derive(Debug, Clone, Default)]
pub struct Row {
    columns: Arc<Columns>,
    values: Vec<Value>,
}

impl Row {
    /// A row of as many values as there are columns.
    pub(super) fn new(columns: &Arc<Columns>, values: Vec<Value>) -> Self {
        Self { columns: Arc::clone(columns), values }
    }

    /// The value of a column; nothing known when there is no such column.
    #[must_use]
    pub fn get(&self, name: &str) -> &Value {
        const NULL: &Value = &Value::Null;
        self.columns.at.get(name).and_then(|at| self.values.get(*at)).unwrap_or(NULL)
    }

    /// The value of a column as text that is not blank.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).as_text()
    }

    /// The value of a column as a number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name).as_f64()
    }

    /// The value of a column as a count.
    #[must_use]
    pub fn count(&self, name: &str) -> Option<u32> {
        self.get(name).as_i64().and_then(|count| u32::try_from(count).ok())
    }

    /// The value of a column as yes or no.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).as_bool()
    }

    /// The codes in a column, in its order.
    pub fn codes(&self, name: &str) -> impl Iterator<Item = &str> {
        self.text(name).into_iter().flat_map(|codes| codes.split(';')).map(str::trim)
    }

    /// The names of the columns, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.names.iter().map(String::as_str)
    }
}
