//! The bytes of a member as text, in bounded pieces.
//!
//! The BAG writes UTF-8. What somebody saved again in Windows-1252 or
//! ISO-8859-1, and says so, is decoded; any other encoding is refused.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

use crate::lang::{Said, say};

/// Bytes taken at a time.
const BLOCK: usize = 128 << 10;

/// A declaration stands in the first bytes or not at all.
const DECLARATION: usize = 256;

/// XML that waits to be parsed.
pub(super) struct Text<R> {
    bytes: R,
    /// `None` for UTF-8, which passes as it is.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    text: Vec<u8>,
    ready: std::ops::Range<usize>,
    ended: bool,
    /// How many more bytes may be asked for. Raised before each object, so
    /// that one that never ends cannot fill the memory.
    pub(super) allowance: usize,
}

impl<R: Read> Text<R> {
    /// Takes the first bytes and settles the encoding.
    ///
    /// # Errors
    ///
    /// What reading gives, or `Unsupported` for another encoding.
    pub(super) fn new(mut bytes: R) -> io::Result<Self> {
        let mut start = vec![0; BLOCK];
        let mut n = 0;
        let mut ended = false;
        while n < DECLARATION && !ended {
            let more = bytes.read(&mut start[n..])?;
            n += more;
            ended = more == 0;
        }
        let encoding = declared(&start[..n])?;
        let mark = if start[..n].starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut text =
            Self { bytes, decoder: None, raw: Vec::new(), text: start, ready: mark..n, ended, allowance: 0 };
        if encoding != UTF_8 {
            text.decoder = Some(encoding.new_decoder_without_bom_handling());
            text.raw = std::mem::take(&mut text.text);
            text.decode(n);
        }
        Ok(text)
    }

    /// Decodes the first `n` bytes of `raw`: each becomes three at most.
    fn decode(&mut self, n: usize) {
        let Some(decoder) = &mut self.decoder else { return };
        self.text.resize(n * 3 + 16, 0);
        let (_, _, written, _) = decoder.decode_to_utf8(&self.raw[..n], &mut self.text, false);
        self.ready = 0..written;
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let n = ready.len().min(buffer.len());
        buffer[..n].copy_from_slice(&ready[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for Text<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.ready.is_empty() && !self.ended {
            let n = self.bytes.read(if self.decoder.is_some() { &mut self.raw } else { &mut self.text })?;
            self.ready = 0..n;
            self.ended = n == 0;
            self.decode(n);
        }
        if self.allowance == 0 && !self.ready.is_empty() {
            let detail = say!(
                "een object houdt niet op: het is groter dan enig object in de BAG",
                "an object does not end: it is larger than any in the BAG"
            );
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, detail));
        }
        let end = self.ready.end.min(self.ready.start.saturating_add(self.allowance));
        Ok(&self.text[self.ready.start..end])
    }

    fn consume(&mut self, n: usize) {
        self.ready.start += n;
        self.allowance = self.allowance.saturating_sub(n);
    }
}

/// The encoding the first bytes declare.
fn declared(start: &[u8]) -> io::Result<&'static Encoding> {
    let refuse = |name: &Said| {
        let detail = say!(
            [name] "de tekst is {name}; UTF-8, ISO-8859-1 en Windows-1252 zijn te lezen",
            "its text is {name}; UTF-8, ISO-8859-1 and Windows-1252 can be read"
        );
        Err(io::Error::new(io::ErrorKind::Unsupported, detail))
    };
    if [b"\xFF\xFE", b"\xFE\xFF"].iter().any(|mark| start.starts_with(*mark))
        || start.iter().take(4).any(|byte| *byte == 0)
    {
        return refuse(&say!("UTF-16 of geen tekst", "UTF-16 or no text"));
    }
    let start = String::from_utf8_lossy(&start[..start.len().min(DECLARATION)]);
    let Some(declaration) = start.trim_start_matches('\u{FEFF}').strip_prefix("<?xml") else {
        return Ok(UTF_8);
    };
    let declaration = declaration.split("?>").next().unwrap_or_default();
    let Some((_, value)) = declaration.split_once("encoding") else { return Ok(UTF_8) };
    let name = value.split(['"', '\'']).nth(1).unwrap_or_default();
    match Encoding::for_label(name.as_bytes()) {
        // The rule of the web: ASCII and ISO-8859-1 are read as Windows-1252.
        Some(encoding) if encoding == UTF_8 || encoding == WINDOWS_1252 => Ok(encoding),
        _ => refuse(&Said::alike(format!("in `{name:.40}`"))),
    }
}
