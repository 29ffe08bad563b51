//! Which columns does a result have, what does each mean, and what stands in
//! it?
//!
//! One list per kind of object: name, unit, meaning in Dutch and English, and
//! how the value is taken. Every format writes these same columns.

mod blockers;
pub mod maps;
pub mod of_site;
mod panden;
mod projects;
mod shortlist;
mod sites;

pub use blockers::{deciders, obstacles};
pub use maps::RestrictionHead;
pub use panden::{PANDEN, hit_in_words};
pub use projects::{PROJECT_SITES, PROJECTS, ProjectSite};
pub use shortlist::{PaperColumn, SHORTLIST, mark, on_paper};
pub use sites::{Called, Certainty, SITES, SiteRow, in_words, sentence};

use crate::{export::ColumnSpec, lang::Lang, link::Complex, params::Params, survey::Layers, value::Value};

/// One column: what it is, and how an object fills it.
pub struct Column<T: 'static> {
    /// Name, kind, unit and meaning.
    pub spec: ColumnSpec,
    /// The value for one object.
    pub value: fn(&T, &Names<'_>) -> Value,
}

/// What positions stand for.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The maps.
    pub layers: &'a Layers,
    /// The complexes of the holdings.
    pub complexes: &'a [Complex],
    /// The norms in force.
    pub params: &'a Params,
    /// Language of sentences.
    pub lang: Lang,
}

/// The descriptions of a list of columns.
#[must_use]
pub fn specs<T>(columns: &[Column<T>]) -> Vec<ColumnSpec> {
    columns.iter().map(|column| column.spec).collect()
}

/// One row: the values of an object, in the order of the columns.
#[must_use]
pub fn row<T>(columns: &[Column<T>], object: &T, names: &Names<'_>) -> Vec<Value> {
    columns.iter().map(|column| (column.value)(object, names)).collect()
}

/// Codes joined for one cell; nothing known when there are none.
fn codes(codes: impl IntoIterator<Item = &'static str>) -> Value {
    let joined = codes.into_iter().collect::<Vec<_>>().join(";");
    if joined.is_empty() { Value::Null } else { Value::Text(joined) }
}

macro_rules! columns {
    ($($name:literal $kind:tt [$unit:literal] $nl:literal / $en:literal => $value:expr;)*) => {
        &[$($crate::tables::Column {
            spec: $crate::export::ColumnSpec {
                name: $name,
                kind: $crate::tables::columns!(@kind $kind),
                unit: $unit,
                nl: $nl,
                en: $en,
            },
            value: $value,
        }),*]
    };
    (@kind text) => { $crate::export::Kind::Text };
    (@kind int) => { $crate::export::Kind::Int };
    (@kind bool) => { $crate::export::Kind::Bool };
    (@kind $decimals:literal) => { $crate::export::Kind::Real { decimals: $decimals } };
}
use columns;
