//! One member of a zip.

use std::{
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use flate2::{Crc, bufread::DeflateDecoder};
use zip::{CompressionMethod, read::ZipFileEntry};

use super::{Window, archive_error, fetch_again, reading_error, unpack_it};
use crate::{
    error::ReadError,
    interrupt,
    lang::{Said, say},
};

/// A member that gives more than this may not be more than [`MAX_RATIO`]
/// times as large as its packed bytes.
pub(super) const LARGE: u64 = 64 << 20;

/// The XML of the BAG packs 20 to 90 times; the most that deflate can do is
/// 1,032 times.
pub(super) const MAX_RATIO: u64 = 250;

/// A zip inside a zip that is compressed there is unpacked to memory up to
/// this size, to a temporary file beyond it.
const IN_MEMORY: u64 = 32 << 20;

/// One member; what is in it has not been looked at.
#[derive(Debug, Clone)]
pub(in crate::read::format) struct Entry {
    zip: Window,
    name: String,
    method: Method,
    header_start: u64,
    packed: u64,
    size: u64,
    crc32: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Stored,
    Deflated,
    Encrypted,
    Other,
}

impl Entry {
    pub(super) fn new(zip: Window, name: String, data: &ZipFileEntry<'_>) -> Self {
        let method = match data.compression() {
            _ if data.encrypted() => Method::Encrypted,
            CompressionMethod::Stored => Method::Stored,
            CompressionMethod::Deflated => Method::Deflated,
            _ => Method::Other,
        };
        Self {
            zip,
            name,
            method,
            header_start: data.header_start(),
            packed: data.compressed_size(),
            size: data.size(),
            crc32: data.crc32(),
        }
    }

    /// Name, behind the names of the zips it lies in.
    pub(in crate::read::format) fn name(&self) -> &str {
        &self.name
    }

    /// Bytes it declares to unpack to.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Starts to unpack it. `path` is the file on disk, for messages.
    ///
    /// # Errors
    ///
    /// [`ReadError::Archive`] when it is encrypted, packed in a way this
    /// program does not know, or not where the zip says.
    pub(in crate::read::format) fn open(&self, path: &Path) -> Result<Unpacking, ReadError> {
        let packed = self.packed_bytes(path)?;
        let reader = packed.open().map_err(|error| reading_error(path, &self.name, &error))?;
        let bytes: Box<dyn Read + Send> = match self.method {
            Method::Stored => Box::new(reader),
            _ => Box::new(DeflateDecoder::new(BufReader::with_capacity(64 << 10, reader))),
        };
        Ok(Unpacking {
            bytes,
            packed: self.packed,
            size: self.size,
            crc32: self.crc32,
            seen: Crc::new(),
            n_bytes: 0,
        })
    }

    /// The member as something that can be read from any place: where it
    /// lies when it is stored, else a copy.
    ///
    /// # Errors
    ///
    /// As [`Entry::open`], and what unpacking gives.
    pub(in crate::read::format) fn window(&self, path: &Path) -> Result<Window, ReadError> {
        if self.method == Method::Stored {
            return self.packed_bytes(path);
        }
        let failed = |error: io::Error| reading_error(path, &self.name, &error);
        let mut bytes = self.open(path)?;
        if self.size <= IN_MEMORY {
            let mut unpacked = Vec::new();
            bytes.read_to_end(&mut unpacked).map_err(failed)?;
            return Ok(Window::of_memory(unpacked));
        }
        let mut file = tempfile::NamedTempFile::new().map_err(failed)?;
        io::copy(&mut bytes, &mut file).map_err(failed)?;
        Window::of_temporary(file).map_err(failed)
    }

    /// Where its packed bytes lie.
    fn packed_bytes(&self, path: &Path) -> Result<Window, ReadError> {
        const LOCAL_HEADER: u64 = 30;
        let refuse = |detail: Said, hint| Err(archive_error(path, &self.name, detail, hint));
        match self.method {
            Method::Encrypted => return refuse(say!("het is versleuteld", "it is encrypted"), unpack_it()),
            Method::Other => {
                let detail = say!(
                    "het is ingepakt op een manier die dit programma niet kent",
                    "it is packed in a way this program does not know"
                );
                return refuse(detail, unpack_it());
            }
            Method::Stored | Method::Deflated => {}
        }
        let mut header = [0; LOCAL_HEADER as usize];
        let read = self.zip.open().and_then(|mut zip| {
            zip.seek(SeekFrom::Start(self.header_start))?;
            zip.read_exact(&mut header)
        });
        // The name and the extra field stand between the header and the bytes.
        let behind = |at: usize| u64::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let start = self.header_start.saturating_add(LOCAL_HEADER + behind(26) + behind(28));
        match self.zip.part(start, self.packed) {
            Some(window) if read.is_ok() && header.starts_with(b"PK\x03\x04") => Ok(window),
            _ => {
                let detail = say!("het staat niet waar het archief zegt", "it is not where the archive says");
                refuse(detail, fetch_again())
            }
        }
    }
}

/// What comes out of a member, counted and checked.
pub(in crate::read::format) struct Unpacking {
    bytes: Box<dyn Read + Send>,
    packed: u64,
    size: u64,
    crc32: u32,
    seen: Crc,
    n_bytes: u64,
}

impl Read for Unpacking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if interrupt::check().is_err() {
            return Err(io::Error::other("stopped"));
        }
        let n = self.bytes.read(buffer)?;
        if n == 0 && !buffer.is_empty() {
            return self.end();
        }
        self.n_bytes += n as u64;
        self.seen.update(&buffer[..n]);
        if self.n_bytes > self.size {
            let detail = say!(
                "het pakt uit tot meer dan de {} bytes die het opgeeft",
                "it unpacks to more than the {} bytes it declares",
                self.size
            );
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, detail));
        }
        if self.n_bytes > LARGE && self.n_bytes / MAX_RATIO > self.packed {
            let detail = say!(
                "het pakt uit van {} tot meer dan {} bytes",
                "it unpacks from {} to more than {} bytes",
                self.packed,
                self.n_bytes
            );
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, detail));
        }
        Ok(n)
    }
}

impl Unpacking {
    /// Is what came out what went in?
    fn end(&self) -> io::Result<usize> {
        if self.n_bytes < self.size {
            let detail = say!(
                "het breekt af na {} van {} bytes",
                "it breaks off after {} of {} bytes",
                self.n_bytes,
                self.size
            );
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, detail));
        }
        if self.seen.sum() != self.crc32 {
            let detail = say!("de controlesom klopt niet", "its checksum does not fit");
            return Err(io::Error::new(io::ErrorKind::InvalidData, detail));
        }
        Ok(0)
    }
}
