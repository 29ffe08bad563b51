//! What stands in a FlatGeobuf of this program, read by position?
//!
//! Every table is verified before it is read, and every number that leads to
//! others is looked at first: a damaged file gives an error and no more.

mod feature;
mod source;
mod tree;

use std::io;

use flatgeobuf::{ColumnType, GeometryType, size_prefixed_root_as_header};

pub use feature::{Cell, Row};
pub use source::Source;
pub use tree::{Found, Tree, holds, meets};

use crate::{
    export::{ColumnSpec, Kind},
    lang::Lang,
};

/// A header above this size is a damaged length.
const LARGEST_HEADER: usize = 1 << 20;

/// The file of a run is not as it was written.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Damaged(pub String);

impl From<io::Error> for Damaged {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<rusqlite::Error> for Damaged {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers with a fraction.
    Real,
    /// Yes or no.
    Bool,
}

/// A column of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// What it is for; `None` when this version of the program does not know it.
    spec: Option<ColumnSpec>,
}

impl Column {
    /// What it means.
    pub fn meaning(&self, lang: Lang) -> &'static str {
        self.spec.map_or("", |spec| spec.meaning(lang))
    }

    /// Its unit; empty for none.
    pub fn unit(&self) -> &'static str {
        self.spec.map_or("", |spec| spec.unit)
    }

    /// What stands above it for people.
    pub fn title(&self, lang: Lang) -> String {
        self.spec.map_or_else(|| self.name.clone(), |spec| spec.title(lang))
    }
}

/// A feature with its length before it, at the start of these bytes.
pub fn framed(bytes: &[u8]) -> Option<&[u8]> {
    let size = u32::from_le_bytes(*bytes.first_chunk::<4>()?) as usize;
    bytes.get(..size.checked_add(4)?)
}

/// The error for a file that breaks off.
pub fn cut() -> Damaged {
    Damaged("its features are not where its index says".into())
}

/// What the file says of itself.
pub struct Head {
    /// The columns.
    pub columns: Vec<Column>,
    /// How many features.
    pub n_features: u64,
    /// The box around them; `None` when nothing has a geometry.
    pub extent: Option<[f64; 4]>,
    /// The index; `None` over nothing.
    pub tree: Option<Tree>,
    /// Where the features start.
    pub start: u64,
}

/// Reads what a file says of itself.
///
/// # Errors
///
/// [`Damaged`] when it is no file of this program.
pub fn head(source: &Source, specs: &[ColumnSpec]) -> Result<Head, Damaged> {
    let first = source.bytes(0, 12)?;
    let size =
        first.get(8..).and_then(|bytes| bytes.first_chunk::<4>()).map(|size| u32::from_le_bytes(*size));
    let size = size.map_or(usize::MAX, |size| size as usize);
    if !first.starts_with(b"fgb\x03fgb") || size > LARGEST_HEADER {
        return Err(Damaged("it is no FlatGeobuf of this program".into()));
    }
    let bytes = source.bytes(8, size + 4)?;
    let header = size_prefixed_root_as_header(&bytes).map_err(|error| Damaged(error.to_string()))?;
    let columns = header.columns().into_iter().flatten().map(|column| {
        let kind = match column.type_() {
            ColumnType::String => ColumnKind::Text,
            ColumnType::Long => ColumnKind::Int,
            ColumnType::Double => ColumnKind::Real,
            ColumnType::Bool => ColumnKind::Bool,
            other => return Err(Damaged(format!("a column has the type {}", other.0))),
        };
        let name = column.name().to_owned();
        let spec = specs.iter().find(|spec| spec.name == name && kind_of(spec.kind) == kind).copied();
        Ok(Column { name, kind, spec })
    });
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    if header.geometry_type() != GeometryType::MultiPolygon {
        return Err(Damaged("its geometries are no multipolygons".into()));
    }
    let n_features = header.features_count();
    let behind = 8 + bytes.len() as u64;
    let tree = Tree::new(behind, n_features, header.index_node_size());
    if tree.is_none() && n_features > 0 {
        return Err(Damaged("it has no index".into()));
    }
    let start = behind + tree.as_ref().map_or(0, Tree::size);
    if start > source.length() {
        return Err(cut());
    }
    let envelope = header.envelope().filter(|envelope| envelope.len() >= 4);
    let extent = envelope.map(|all| std::array::from_fn(|at| all.get(at)));
    let extent = extent.filter(|[a, b, c, d]: &[f64; 4]| a <= c && b <= d);
    Ok(Head { columns, n_features, extent, tree, start })
}

fn kind_of(kind: Kind) -> ColumnKind {
    match kind {
        Kind::Text | Kind::Date => ColumnKind::Text,
        Kind::Int => ColumnKind::Int,
        Kind::Real { .. } => ColumnKind::Real,
        Kind::Bool => ColumnKind::Bool,
    }
}
