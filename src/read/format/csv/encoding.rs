//! Which characters are these bytes?
//!
//! Dutch registers come as UTF-8, Excel's "CSV" as Windows-1252 and its
//! "Unicode text" as UTF-16. Nothing in the file says which, save a byte
//! order mark, so the whole file is looked at once: bytes that are valid
//! UTF-8 from end to end are UTF-8, as text in Windows-1252 with any accent
//! in it practically never is.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, WINDOWS_1252};

use crate::lang::{Said, say};

/// Bytes taken from the file at a time.
const BLOCK: usize = 64 * 1024;

/// Finds the encoding of a file by reading all of it, a block at a time.
///
/// # Errors
///
/// What the system says, or `InvalidData` for a NUL byte: no text has one,
/// save UTF-16, which is only taken with its byte order mark.
pub(super) fn detect(file: &mut impl Read) -> io::Result<&'static Encoding> {
    let mut block = vec![0; BLOCK];
    // The head of a character whose tail is in the next block.
    let mut n_kept = 0;
    let mut n_read = 0_u64;
    let mut valid = true;
    let mut accents = false;
    loop {
        let n = file.read(&mut block[n_kept..])?;
        if n == 0 {
            break;
        }
        let text = &block[..n_kept + n];
        if n_read < 2
            && let Some((encoding, _)) = Encoding::for_bom(text)
            && encoding != UTF_8
        {
            return Ok(encoding);
        }
        if let Some(place) = text.iter().position(|&byte| byte == 0) {
            let offset = n_read - n_kept as u64 + place as u64;
            return Err(invalid(say!(
                "byte {offset} is NUL: dit is geen tekst",
                "byte {offset} is NUL: this is not text"
            )));
        }
        n_read += n as u64;
        n_kept = 0;
        if valid && let Err(error) = std::str::from_utf8(text) {
            accents |= text[..error.valid_up_to()].iter().any(|byte| !byte.is_ascii());
            if error.error_len().is_none() {
                let start = error.valid_up_to();
                n_kept = text.len() - start;
                block.copy_within(start..start + n_kept, 0);
            } else {
                valid = false;
            }
        } else if valid {
            accents |= !text.is_ascii();
        }
    }
    // A file cut off in the middle of a character is still UTF-8, if other
    // such characters came before; else it ends in an accent of Windows-1252.
    Ok(if valid && (n_kept == 0 || accents) { UTF_8 } else { WINDOWS_1252 })
}

/// Gives the text of a file as UTF-8, without a byte order mark.
pub(super) struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Bytes in `raw` that wait for the decoder.
    pending: std::ops::Range<usize>,
    text: Vec<u8>,
    /// Bytes in `text` that wait for the caller.
    ready: std::ops::Range<usize>,
    ended: bool,
    /// How many more bytes may be asked for. The caller raises it before each
    /// row, so that a quote that is never closed cannot fill the memory.
    pub(super) allowance: usize,
}

impl<R: Read> Decoding<R> {
    /// Starts at the first byte of `inner`.
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; BLOCK],
            pending: 0..0,
            // One byte of Windows-1252 and two of UTF-16 become three at most.
            text: vec![0; BLOCK * 3 + 16],
            ready: 0..0,
            ended: false,
            allowance: 0,
        }
    }

    /// Fills `text` unless the file has ended.
    fn decode(&mut self) -> io::Result<()> {
        while self.ready.is_empty() && !self.ended {
            let mut last = false;
            if self.pending.is_empty() {
                let n = self.inner.read(&mut self.raw)?;
                self.pending = 0..n;
                last = n == 0;
            }
            let (result, n_read, n_written, _) =
                self.decoder.decode_to_utf8(&self.raw[self.pending.clone()], &mut self.text, last);
            self.pending.start += n_read;
            self.ready = 0..n_written;
            self.ended = last && result == CoderResult::InputEmpty;
            if self.text[..n_written].contains(&0) {
                return Err(invalid(say!(
                    "het bevat NUL-tekens: dit is geen tekst",
                    "it holds NUL characters: this is not text"
                )));
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.decode()?;
        if self.allowance == 0 && !self.ready.is_empty() {
            return Err(invalid(say!(
                "een rij is te lang; is een aanhalingsteken niet gesloten?",
                "a row is too long; is a quote not closed?"
            )));
        }
        let n = buffer.len().min(self.ready.len()).min(self.allowance);
        buffer[..n].copy_from_slice(&self.text[self.ready.start..self.ready.start + n]);
        self.ready.start += n;
        self.allowance -= n;
        Ok(n)
    }
}

/// An error about what is in the file, not about reaching it.
pub(super) fn invalid(detail: Said) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, detail)
}

/// Text as UTF-16 with its byte order mark.
#[cfg(test)]
pub(super) fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    let mut bytes = if big_endian { vec![0xFE, 0xFF] } else { vec![0xFF, 0xFE] };
    for unit in text.encode_utf16() {
        bytes.extend(if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() });
    }
    bytes
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_16BE, UTF_16LE};

    use super::*;

    /// Hands out one byte at a time, so that every character is split.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = buffer.len().min(1).min(self.0.len());
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn check(bytes: &[u8], encoding: &'static Encoding, expected: &str) {
        // A byte order mark of UTF-16 needs both bytes in the first block.
        assert_eq!(detect(&mut &bytes[..]).unwrap(), encoding);
        let mut decoding = Decoding::new(Drip(bytes), encoding);
        decoding.allowance = usize::MAX;
        let mut text = String::new();
        decoding.read_to_string(&mut text).unwrap();
        assert_eq!(text, expected);
    }

    #[test]
    fn each_encoding_is_told_and_read() {
        check("naam;één".as_bytes(), UTF_8, "naam;één");
        check(b"\xEF\xBB\xBFnaam;e", UTF_8, "naam;e");
        check(b"caf\xE9;b", WINDOWS_1252, "café;b");
        check(b"prijs \x80;caf\xE9", WINDOWS_1252, "prijs €;café");
        check(&utf16("naam;één", false), UTF_16LE, "naam;één");
        check(&utf16("naam;één", true), UTF_16BE, "naam;één");
    }

    #[test]
    fn a_character_split_between_two_blocks_is_still_utf_8() {
        let text = format!("{}é{}", "a".repeat(BLOCK - 1), "b".repeat(BLOCK));
        assert_eq!(detect(&mut text.as_bytes()).unwrap(), UTF_8);
        assert_eq!(detect(&mut Drip("aéb€c".as_bytes())).unwrap(), UTF_8);
    }

    #[test]
    fn a_file_cut_off_inside_a_character_keeps_its_encoding() {
        assert_eq!(detect(&mut "één, café".as_bytes().split_last().unwrap().1).unwrap(), UTF_8);
        assert_eq!(detect(&mut &b"een caf\xE9"[..]).unwrap(), WINDOWS_1252);
    }

    #[test]
    fn nul_bytes_are_refused_with_their_place() {
        let error = detect(&mut &b"abc\0def"[..]).unwrap_err();
        assert!(error.to_string().contains("byte 3"), "{error}");
        let mut decoding = Decoding::new(&b"\xFF\xFEa\0\0\0"[..], UTF_16LE);
        decoding.allowance = 10;
        assert!(decoding.read(&mut [0; 8]).is_err());
    }
}
