//! Opening a file.

use std::{fs::File, path::Path};

use crate::{error::ReadError, regular};

/// Opens a file that holds at least one byte; also gives its length.
///
/// # Errors
///
/// [`ReadError::Empty`], and those of [`regular::check`].
pub(super) fn open(path: &Path) -> Result<(File, u64), ReadError> {
    let failed = |source| ReadError::Open { path: path.to_owned(), source };
    // Asked before opening: some systems let a folder be opened and fail on
    // the first read, others refuse it with a message about permissions.
    let metadata = regular::check(path)?;
    if metadata.len() == 0 {
        return Err(ReadError::Empty { path: path.to_owned() });
    }
    Ok((File::open(path).map_err(failed)?, metadata.len()))
}

/// What tests of all adapters share.
#[cfg(test)]
pub(super) mod testing {
    use std::path::{Path, PathBuf};

    use crate::{
        config::Source,
        error::ReadError,
        read::{
            head::Head,
            reader::{Opened, Reader},
            record::Record,
        },
    };

    /// A source without any setting.
    pub(in super::super) fn source(path: &Path) -> Source {
        Source { path: path.to_owned(), name: path.display().to_string(), ..Source::default() }
    }

    /// All records, with all columns.
    pub(in super::super) fn all(head: &Head, reader: &mut dyn Reader) -> Result<Vec<Record>, ReadError> {
        let columns: Vec<usize> = (0..head.columns.len()).collect();
        let mut records = Vec::new();
        reader.read(&columns, &mut |record| {
            records.push(record);
            Ok(())
        })?;
        Ok(records)
    }

    /// Opens and reads a file cut off after each of its bytes, and hands out
    /// what came of it. A cut must never make a reader panic.
    pub(in super::super) fn each_cut(
        bytes: &[u8],
        open: fn(&Source) -> Result<Opened, ReadError>,
        mut each: impl FnMut(usize, Result<Vec<Record>, ReadError>),
    ) {
        let file = tempfile::NamedTempFile::new().unwrap();
        for n in 0..bytes.len() {
            std::fs::write(file.path(), &bytes[..n]).unwrap();
            let result = open(&source(file.path()));
            each(n, result.and_then(|(head, mut reader)| all(&head, reader.as_mut())));
        }
    }

    /// Names of the columns.
    pub(in super::super) fn names(head: &Head) -> Vec<&str> {
        head.columns.iter().map(|column| column.name.as_str()).collect()
    }

    /// A real file, from the folder `TOPLAAG_REAL_DATA` or `shared/data/real`
    /// beside the package; without it the test says so and is skipped.
    #[expect(clippy::print_stderr, reason = "a skipped test has to say that it was skipped")]
    pub(in super::super) fn real(file: &str) -> Option<PathBuf> {
        let root = std::env::var_os("TOPLAAG_REAL_DATA").map_or_else(
            || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/real")),
            PathBuf::from,
        );
        let path = root.join(file);
        if path.is_file() {
            return Some(path);
        }
        eprintln!("skipped: no `{}`; set TOPLAAG_REAL_DATA", path.display());
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_a_folder_and_an_empty_file_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(open(&folder.path().join("gone.csv")), Err(ReadError::Open { .. })));
        assert!(matches!(open(folder.path()), Err(ReadError::IsDirectory { .. })));
        let empty = folder.path().join("empty.csv");
        std::fs::write(&empty, "").unwrap();
        assert!(matches!(open(&empty), Err(ReadError::Empty { .. })));
    }
}
