//! What is known of a layer before its records are read?

use std::path::Path;

use crate::{config::Source, crs::Crs};

/// One column of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name as the file spells it.
    pub name: String,
}

/// What can be known of a layer without reading it all.
#[derive(Debug, Clone)]
pub struct Head {
    /// Layer, table or sheet; empty when the format has none.
    pub layer: String,
    /// Format, for people: `GeoPackage`, `FlatGeobuf`, `CSV`, ….
    pub format: &'static str,
    /// Columns in file order, without the geometry.
    pub columns: Vec<Column>,
    /// Number of records, where the format tells it cheaply.
    pub count: Option<u64>,
    /// CRS in force; `None` for a table without geometry.
    pub crs: Option<Crs>,
    /// Bounding box in the layer's own CRS as far as the format tells it
    /// cheaply: `[min_x, min_y, max_x, max_y]`.
    pub extent: Option<[f64; 4]>,
}

impl Head {
    /// Position of the first of `names` that is a column, whatever its case
    /// and signs: `VBO-id`, `vbo_id` and `VboId` are one name. A column of
    /// exactly that name goes first.
    #[must_use]
    pub fn position(&self, names: &[impl AsRef<str>]) -> Option<usize> {
        names.iter().map(AsRef::as_ref).find_map(|name| {
            let exact = self.columns.iter().position(|column| column.name == name);
            exact.or_else(|| self.columns.iter().position(|column| bare(&column.name) == bare(name)))
        })
    }

    /// Position of the first of `names` that is longer than the ten characters
    /// a DBF has room for, and stands in a shapefile cut off at the tenth:
    /// `pandidenti` for `pandidentificatie`. Whether another role has as good
    /// a claim to the column, the caller must see.
    #[must_use]
    pub fn cut_position(&self, names: &[impl AsRef<str>]) -> Option<usize> {
        const DBF_NAME: usize = 10;
        if self.format != "Shapefile" {
            return None;
        }
        names.iter().map(|name| bare(name.as_ref())).filter(|name| name.chars().count() > DBF_NAME).find_map(
            |name| {
                self.columns.iter().position(|column| {
                    column.name.chars().count() == DBF_NAME && name.starts_with(&bare(&column.name))
                })
            },
        )
    }
}

/// A name as columns are compared: whatever its case and signs.
pub(super) fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The layer as messages name it: formats without layer names go by the file's.
pub(super) fn layer_name(source: &Source, head: &Head) -> String {
    if head.layer.is_empty() { stem(&source.path) } else { head.layer.clone() }
}

/// The file name without its extension.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
