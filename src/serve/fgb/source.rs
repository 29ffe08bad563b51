//! How do several requests read one file at once?
//!
//! By position, without a place in the file that they would share. The file
//! stays the one that was opened, also when another gets its name.

use std::{fs::File, io, path::Path, time::UNIX_EPOCH};

/// A file that is read by position.
#[derive(Debug)]
pub struct Source {
    file: File,
    length: u64,
    tag: String,
}

impl Source {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        let length = about.len();
        let modified = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let tag = format!("{length:x}-{:x}", modified.unwrap_or_default().as_nanos());
        Ok(Self { file, length, tag })
    }

    /// What tells it from another version of itself.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// How many bytes it had when it was opened.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// So many bytes from a place.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::UnexpectedEof`] when there are not as many; nothing is
    /// set aside for them then.
    pub fn bytes(&self, start: u64, size: usize) -> io::Result<Vec<u8>> {
        let end = start.checked_add(size as u64);
        if end.is_none_or(|end| end > self.length) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut bytes = vec![0; size];
        read_exact_at(&self.file, &mut bytes, start)?;
        Ok(bytes)
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut bytes: &mut [u8], mut start: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt as _;
    while !bytes.is_empty() {
        match file.seek_read(bytes, start)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes = &mut bytes[read..];
                start += read as u64;
            }
        }
    }
    Ok(())
}
