//! The texts of a sequence: one per line, or between record separators.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use super::{FORMAT, MAX_TEXT};
use crate::{
    error::ReadError,
    lang::{Said, say},
    read::format::file,
};

/// RFC 8142 puts this byte before every text, and then allows line breaks in
/// the text.
const RECORD_SEPARATOR: u8 = 0x1E;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Streams the texts of a file.
pub(super) struct Texts {
    reader: BufReader<File>,
    delimiter: u8,
    buffer: Vec<u8>,
    /// Texts begun so far, blank ones as well: the number of the line.
    number: u64,
}

impl Texts {
    /// Opens a file, and looks at its first byte for the kind of sequence.
    pub(super) fn open(path: &Path) -> Result<Self, ReadError> {
        let (file, _) = file::open(path)?;
        let mut reader = BufReader::with_capacity(64 * 1024, file);
        let start = reader.fill_buf().map_err(|error| super::super::format_error(path, FORMAT, &error))?;
        let start = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start);
        let delimiter = if start.first() == Some(&RECORD_SEPARATOR) { RECORD_SEPARATOR } else { b'\n' };
        Ok(Self { reader, delimiter, buffer: Vec::new(), number: 0 })
    }

    /// The next text that is not blank, and a word for its place.
    pub(super) fn next(&mut self) -> io::Result<Option<(Said, &[u8])>> {
        loop {
            self.buffer.clear();
            let n = (&mut self.reader).take(MAX_TEXT + 1).read_until(self.delimiter, &mut self.buffer)?;
            if n == 0 {
                return Ok(None);
            }
            self.number += 1;
            let is_line = self.delimiter == b'\n';
            let place =
                |n| if is_line { say!("regel {n}", "line {n}") } else { say!("tekst {n}", "text {n}") };
            if n as u64 > MAX_TEXT {
                let place = place(self.number);
                let detail = say!(
                    [place] "{place} is langer dan {MAX_TEXT} bytes",
                    "{place} is longer than {MAX_TEXT} bytes"
                );
                return Err(io::Error::new(io::ErrorKind::InvalidData, detail));
            }
            let skipped = |byte: &u8| byte.is_ascii_whitespace() || *byte == RECORD_SEPARATOR;
            if self.buffer.starts_with(BYTE_ORDER_MARK) {
                self.buffer.drain(..BYTE_ORDER_MARK.len());
            }
            if let Some(start) = self.buffer.iter().position(|byte| !skipped(byte)) {
                // The separator stands before a text, so the first is blank.
                let number = if is_line { self.number } else { self.number - 1 };
                while self.buffer.last().is_some_and(skipped) {
                    self.buffer.pop();
                }
                return Ok(Some((place(number), &self.buffer[start..])));
            }
        }
    }
}
