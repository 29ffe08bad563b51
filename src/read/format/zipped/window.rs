//! A stretch of a file, or of memory, read as if it were a file of its own.
//!
//! A zip that is stored in another without compression is read in place, so
//! that gigabytes inside gigabytes are never copied.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::Arc,
};

use tempfile::NamedTempFile;

use crate::interrupt::Litter;

/// The stretch; cheap to clone.
#[derive(Debug, Clone)]
pub(in crate::read::format) struct Window {
    bytes: Bytes,
    start: u64,
    len: u64,
}

#[derive(Debug, Clone)]
enum Bytes {
    File(Arc<Path>),
    /// Gone with the last window on it.
    Temporary(Arc<(NamedTempFile, Litter)>),
    Memory(Arc<[u8]>),
}

impl Window {
    /// All of a file.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(in crate::read::format) fn of_file(path: &Path) -> io::Result<Self> {
        let len = std::fs::metadata(path)?.len();
        Ok(Self { bytes: Bytes::File(path.into()), start: 0, len })
    }

    /// All of a temporary file.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(super) fn of_temporary(file: NamedTempFile) -> io::Result<Self> {
        let len = file.as_file().metadata()?.len();
        let litter = Litter::new(file.path().to_owned());
        Ok(Self { bytes: Bytes::Temporary(Arc::new((file, litter))), start: 0, len })
    }

    /// Bytes in memory.
    pub(super) fn of_memory(bytes: Vec<u8>) -> Self {
        let len = bytes.len() as u64;
        Self { bytes: Bytes::Memory(bytes.into()), start: 0, len }
    }

    /// A part of it; `None` when it does not lie within.
    pub(super) fn part(&self, start: u64, len: u64) -> Option<Self> {
        let fits = start.checked_add(len).is_some_and(|end| end <= self.len);
        fits.then(|| Self { bytes: self.bytes.clone(), start: self.start + start, len })
    }

    /// Length in bytes.
    pub(in crate::read::format) fn len(&self) -> u64 {
        self.len
    }

    /// Starts to read at the first byte. Each reader has a place of its own.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(in crate::read::format) fn open(&self) -> io::Result<WindowReader> {
        let bytes = match &self.bytes {
            Bytes::File(path) => Opened::File(File::open(path)?),
            Bytes::Temporary(file) => Opened::File(file.0.reopen()?),
            Bytes::Memory(bytes) => Opened::Memory(io::Cursor::new(Arc::clone(bytes))),
        };
        let mut reader = WindowReader { bytes, start: self.start, len: self.len, at: 0 };
        reader.rewind()?;
        Ok(reader)
    }
}

/// Reads a [`Window`].
pub(in crate::read::format) struct WindowReader {
    bytes: Opened,
    start: u64,
    len: u64,
    at: u64,
}

enum Opened {
    File(File),
    Memory(io::Cursor<Arc<[u8]>>),
}

impl Read for WindowReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.len.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let buffer = &mut buffer[..wanted];
        let n = match &mut self.bytes {
            Opened::File(file) => file.read(buffer)?,
            Opened::Memory(bytes) => bytes.read(buffer)?,
        };
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for WindowReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
        };
        let place = at.and_then(|at| Some((at, self.start.checked_add(at)?)));
        let (at, place) = place.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        match &mut self.bytes {
            Opened::File(file) => file.seek(SeekFrom::Start(place))?,
            Opened::Memory(bytes) => bytes.seek(SeekFrom::Start(place))?,
        };
        self.at = at;
        Ok(at)
    }
}
