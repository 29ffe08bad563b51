//! Is this workbook safe to unpack?
//!
//! A workbook is a zip file, and a few kilobytes of zip can hold terabytes.
//! The sizes written in a zip are no defense, as nothing keeps them true, so
//! every part is unpacked once, into nothing, and counted. That costs some
//! 30 ms for a sheet of 100,000 rows.

use std::io::{self, Read, Seek};

use zip::ZipArchive;

use crate::lang::{Said, say};

/// Most bytes in one part. A full sheet of Excel, a million rows of 20
/// columns, takes some 800 MB.
const MAX_PART: u64 = 1 << 30;

/// Most bytes in all parts, so that many parts cannot do what one may not.
const MAX_TOTAL: u64 = 2 << 30;

/// Most bytes in the table of texts, which is held in memory. A million
/// different addresses take some 80 MB.
const MAX_TEXTS: u64 = 256 << 20;

/// A part larger than this may not be more than [`MAX_RATIO`] times as large
/// as its packed bytes. Sheets and texts pack 5 to 50 times; the most that
/// deflate can do is 1,032 times.
const LARGE_PART: u64 = 64 << 20;

/// See [`LARGE_PART`].
const MAX_RATIO: u64 = 200;

/// Most texts a workbook may announce, whatever the size of their table:
/// room for them is set aside on that announcement. Some writers announce
/// every cell, also when they all hold the same text.
const MAX_ANNOUNCED: u64 = 20_000_000;

/// Most texts in their table: each takes room, also when it is empty. A
/// million homes have some three million different texts.
const MAX_N_TEXTS: u64 = 8_000_000;

/// Refuses a file that is no zip file, or grows to an absurd size.
///
/// # Errors
///
/// Says what is wrong.
pub(in crate::read::format) fn check(file: impl Read + Seek) -> Result<(), Said> {
    let mut archive = ZipArchive::new(file).map_err(Said::quoted)?;
    let mut total = 0;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(Said::quoted)?;
        let name = part.name().map_err(Said::quoted)?.into_owned();
        let packed = part.compressed_size();
        let texts = name.to_lowercase().ends_with("sharedstrings.xml");
        let limit = if texts { MAX_TEXTS } else { MAX_PART }.min(MAX_TOTAL - total);
        let mut part = part.take(limit + 1);
        let mut announced = Announced::default();
        let unpacked =
            if texts { io::copy(&mut part, &mut announced) } else { io::copy(&mut part, &mut io::sink()) }
                .map_err(|error| say!("deel `{name}`: „{error}”", "part `{name}`: {error}"))?;
        if unpacked > limit || unpacked > LARGE_PART && unpacked / MAX_RATIO > packed {
            return Err(say!(
                "deel `{name}` pakt uit van {packed} tot meer dan {unpacked} bytes",
                "part `{name}` unpacks from {packed} to more than {unpacked} bytes"
            ));
        }
        // The shortest text takes 5 bytes: `<si/>`.
        if announced.most > MAX_ANNOUNCED.max(unpacked / 5) {
            return Err(say!(
                "deel `{name}` kondigt {} teksten aan in {unpacked} bytes",
                "part `{name}` announces {} texts in {unpacked} bytes",
                announced.most
            ));
        }
        if announced.n_texts > MAX_N_TEXTS {
            return Err(say!(
                "deel `{name}` bevat meer dan {MAX_N_TEXTS} teksten; bewaar het blad als .csv",
                "part `{name}` holds more than {MAX_N_TEXTS} texts; save the sheet as .csv"
            ));
        }
        total += unpacked;
    }
    Ok(())
}

/// Looks for `uniqueCount="…"` in what is written to it, and counts its texts.
#[derive(Default)]
struct Announced {
    most: u64,
    /// How far the bytes so far match `uniqueCount`, then what follows it.
    n_matched: usize,
    number: u64,
    n_texts: u64,
    /// The last three bytes.
    last: [u8; 3],
}

const KEY: &[u8] = b"uniqueCount";

impl io::Write for Announced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // UTF-16 puts a NUL beside every one of these letters.
        for &byte in bytes.iter().filter(|&&byte| byte != 0) {
            // The end of the name tells `<si>` from `<signature>`.
            if self.last == *b"<si" && !byte.is_ascii_alphanumeric() {
                self.n_texts += 1;
            }
            self.last = [self.last[1], self.last[2], byte];
            if self.n_matched < KEY.len() {
                // In XML the word stands behind a space or a quote, which is
                // no part of it, so a false start never hides a true one.
                self.n_matched = if byte == KEY[self.n_matched] {
                    self.n_matched + 1
                } else {
                    usize::from(byte == KEY[0])
                };
                self.number = 0;
            } else if byte.is_ascii_digit() {
                self.number = self.number.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                self.most = self.most.max(self.number);
            } else if !matches!(byte, b'=' | b'"' | b'\'' | b'+') && !byte.is_ascii_whitespace()
                || self.number > 0
            {
                self.n_matched = usize::from(byte == KEY[0]);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn packed(name: &str, blocks: usize, block: &[u8]) -> Cursor<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        for _ in 0..blocks {
            writer.write_all(block).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn a_part_that_grows_a_thousandfold_is_refused() {
        let zeros = vec![b' '; 1 << 20];
        let error = check(packed("xl/worksheets/sheet1.xml", 80, &zeros)).unwrap_err();
        assert!(error.to_string().contains("sheet1.xml"), "{error}");
        assert_eq!(check(packed("xl/worksheets/sheet1.xml", 60, &zeros)), Ok(()));
    }

    #[test]
    fn more_texts_than_the_table_can_hold_are_refused() {
        let check = |text: &str| check(packed("xl/sharedStrings.xml", 1, text.as_bytes()));
        assert_eq!(check("<sst count=\"9999999999\" uniqueCount=\"12\"><si/></sst>"), Ok(()));
        assert_eq!(check("<sst uniqueCount=\"1000000\"><si/></sst>"), Ok(()));
        assert!(check("<sst uniqueCount=\"12\" uniqueCount = '99999999999'>").is_err());
        assert!(check("<sst uuniqueCount=\"123456789\">").is_err());
        let empty = |n: usize| super::check(packed("xl/sharedStrings.xml", n, &b"<si/>".repeat(100_000)));
        assert!(empty(81).unwrap_err().to_string().contains("more than 8000000 texts"));
    }
}
