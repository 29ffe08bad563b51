//! The project file that names all others.

use std::{fs, path::Path};

use crate::error::ExportError;

const TEXT: &str = include_str!("project.toml");

/// Writes the project file.
pub(super) fn write(path: &Path) -> Result<(), ExportError> {
    fs::write(path, TEXT).map_err(|source| ExportError::Write { path: path.to_owned(), source })
}
