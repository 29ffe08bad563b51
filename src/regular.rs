//! Is this a file that can be read to its end?
//!
//! A pipe waits for somebody to write, a device may never end: both look like
//! a file until they are opened.

use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::Path,
};

use crate::error::ReadError;

/// What the system knows of a regular file, before it is opened.
///
/// # Errors
///
/// [`ReadError::Open`], [`ReadError::IsDirectory`], and
/// [`ReadError::NotRegular`] for a pipe, socket or device.
pub fn check(path: &Path) -> Result<Metadata, ReadError> {
    let metadata = fs::metadata(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    if metadata.is_dir() {
        return Err(ReadError::IsDirectory { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(ReadError::NotRegular { path: path.to_owned() });
    }
    Ok(metadata)
}

/// All of a file of at most so many bytes; `None` when it has more, whatever
/// the system says of its size.
///
/// # Errors
///
/// As [`check`].
pub fn read(path: &Path, most: u64) -> Result<Option<Vec<u8>>, ReadError> {
    check(path)?;
    let mut bytes = Vec::new();
    let read =
        |bytes: &mut Vec<u8>| -> io::Result<usize> { File::open(path)?.take(most + 1).read_to_end(bytes) };
    read(&mut bytes).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_told_without_opening_it() {
        for path in ["/dev/zero", "/dev/stdin", "/dev/tty"] {
            let is_file = fs::metadata(path).is_ok_and(|about| about.is_file());
            assert!(check(Path::new(path)).is_err() || is_file, "{path}");
        }
        assert!(matches!(check(Path::new("/dev/zero")), Err(ReadError::NotRegular { .. })));
        assert!(matches!(check(Path::new("/")), Err(ReadError::IsDirectory { .. })));
    }

    #[test]
    fn a_file_is_read_up_to_its_bound() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "12345").unwrap();
        assert_eq!(read(file.path(), 5).unwrap(), Some(b"12345".to_vec()));
        assert_eq!(read(file.path(), 4).unwrap(), None);
    }
}
