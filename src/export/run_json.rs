//! How can a run be told apart, and repeated?

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use serde::Serialize;

use super::{format_error, write_error};
use crate::error::ExportError;

/// Writes a value as indented JSON with a newline at the end.
///
/// Members keep the order of the struct's fields; use `BTreeMap`, never
/// `HashMap`, in what is written, or two runs will differ.
///
/// # Errors
///
/// [`ExportError::Write`] or [`ExportError::Format`].
pub fn write_json(path: &Path, value: &impl Serialize) -> Result<(), ExportError> {
    let mut out = BufWriter::new(File::create(path).map_err(write_error(path))?);
    serde_json::to_writer_pretty(&mut out, value).map_err(format_error(path, "JSON"))?;
    out.write_all(b"\n").and_then(|()| out.flush()).map_err(write_error(path))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_json_is_indented_in_the_order_given_and_ends_in_a_newline() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run.json");
        write_json(&path, &BTreeMap::from([("b", 1), ("a", 2)])).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\n  \"a\": 2,\n  \"b\": 1\n}\n");
        let error = write_json(folder.path(), &1).unwrap_err();
        assert!(matches!(error, ExportError::Write { .. }));
    }
}
