//! One page: what its head says, and its bytes unpacked.
//!
//! The sizes in a head are no defense, as nothing keeps them true: they are
//! held against the column they stand in, and unpacking ends where they say.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use flate2::read::MultiGzDecoder;

use super::thrift::{Bad, Kind, Thrift};

use crate::lang::{Said, say};

/// Most bytes of one page. Writers make pages of a megabyte; one footprint
/// may be larger.
const LARGEST: usize = 256 << 20;

/// A page larger than this may not be more than [`MAX_RATIO`] times as large
/// as its packed bytes.
const LARGE: usize = 32 << 20;

/// See [`LARGE`]. Columns that hold one value pack thousandfold, and are small.
const MAX_RATIO: usize = 250;

/// Bytes that are read to find the head of a page; statistics in it may hold
/// values, and so more.
const HEAD: u64 = 1 << 10;

/// A longer head than this is damage.
const LONGEST_HEAD: u64 = 4 << 20;

/// What the head of a page says.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// 0 data, 1 index, 2 dictionary, 3 data of version 2.
    pub kind: i64,
    /// Bytes unpacked and packed.
    pub size: usize,
    pub packed: usize,
    /// Values, those that are not known counted.
    pub n_values: u64,
    pub encoding: i64,
    /// How the levels are written, in version 1.
    pub levels: i64,
    /// Bytes of levels before the values, in version 2.
    pub definition: usize,
    pub repetition: usize,
    /// Whether version 2 left the values as they are.
    pub is_plain: bool,
}

/// Reads the head of the page at `at`, before `end`; gives where its bytes
/// start too.
pub(super) fn head(file: &mut File, at: u64, end: u64) -> Result<(Head, u64), Said> {
    let mut guess = HEAD;
    loop {
        let bytes = bytes(file, at, guess.min(end.saturating_sub(at)))?;
        let mut thrift = Thrift::new(&bytes);
        match parse(&mut thrift) {
            Ok(head) => {
                let start = at + thrift.at() as u64;
                if head.packed as u64 > end.saturating_sub(start) {
                    return Err(say!(
                        "de pagina bij byte {at} zegt {} bytes te zijn",
                        "the page at byte {at} claims {} bytes",
                        head.packed
                    ));
                }
                return Ok((head, start));
            }
            Err(Bad::Cut) if at + guess < end && guess < LONGEST_HEAD => guess *= 8,
            Err(bad) => {
                let detail = Said::from(bad);
                return Err(
                    say!([detail] "de pagina bij byte {at}: {detail}", "the page at byte {at}: {detail}"),
                );
            }
        }
    }
}

/// Reads `n` bytes from `at` on.
fn bytes(file: &mut File, at: u64, n: u64) -> Result<Vec<u8>, Said> {
    let mut bytes = vec![0; usize::try_from(n).map_err(Said::quoted)?];
    file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(&mut bytes)).map_err(Said::quoted)?;
    Ok(bytes)
}

fn parse(thrift: &mut Thrift<'_>) -> Result<Head, Bad> {
    let mut head = Head::default();
    thrift.fields(|thrift, id, kind| {
        match (id, kind) {
            (1, Kind::Number) => head.kind = thrift.number()?,
            (2, Kind::Number) => head.size = size(thrift)?,
            (3, Kind::Number) => head.packed = size(thrift)?,
            (which @ (5 | 7 | 8), Kind::Struct) => thrift.fields(|thrift, id, kind| {
                match (which, id, kind) {
                    (_, 1, Kind::Number) => head.n_values = size(thrift)? as u64,
                    (5 | 7, 2, Kind::Number) | (8, 4, Kind::Number) => head.encoding = thrift.number()?,
                    (5, 3, Kind::Number) => head.levels = thrift.number()?,
                    (8, 5, Kind::Number) => head.definition = size(thrift)?,
                    (8, 6, Kind::Number) => head.repetition = size(thrift)?,
                    (8, 7, Kind::Flag(packed)) => head.is_plain = !packed,
                    _ => return Ok(false),
                }
                Ok(true)
            })?,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(head)
}

fn size(thrift: &mut Thrift<'_>) -> Result<usize, Bad> {
    let number = thrift.number()?;
    let size = usize::try_from(number).ok().filter(|size| i32::try_from(*size).is_ok());
    size.ok_or_else(|| Bad::Wrong(say!("het zegt {number} groot te zijn", "it claims a size of {number}")))
}

/// Whether pages packed like this can be unpacked.
pub(super) fn knows(codec: i64) -> Result<(), Said> {
    match codec {
        0 | 1 | 2 | 6 => Ok(()),
        3 => Err(Said::alike("LZO")),
        4 => Err(Said::alike("Brotli")),
        5 | 7 => Err(Said::alike("LZ4")),
        _ => Err(say!("een onbekende methode", "an unknown method")),
    }
}

/// The unpacked bytes of a page.
pub(super) fn unpacked(file: &mut File, start: u64, head: &Head, codec: i64) -> Result<Vec<u8>, Said> {
    let Head { size, packed, .. } = *head;
    if size > LARGEST || size > LARGE && size / MAX_RATIO > packed {
        return Err(say!(
            "een pagina pakt uit van {packed} tot {size} bytes",
            "a page unpacks from {packed} to {size} bytes"
        ));
    }
    let bytes = bytes(file, start, packed as u64)?;
    let plain = head
        .definition
        .checked_add(head.repetition)
        .ok_or_else(|| say!("de niveaus breken af", "its levels are cut off"))?;
    if codec == 0 || head.kind == 3 && (head.is_plain || plain == size) {
        return if bytes.len() == size { Ok(bytes) } else { Err(differs(bytes.len(), size)) };
    }
    // Version 2 leaves the levels before the values as they are.
    let levels = if head.kind == 3 { plain } else { 0 };
    let (Some(values), Some(n_values)) = (bytes.get(levels..), size.checked_sub(levels)) else {
        return Err(say!("de niveaus breken af", "its levels are cut off"));
    };
    let values = unpack(values, n_values, codec)?;
    if values.len() != n_values {
        return Err(differs(values.len() + levels, size));
    }
    Ok(if levels == 0 { values } else { [&bytes[..levels], &values].concat() })
}

fn differs(n: usize, size: usize) -> Said {
    say!(
        "een pagina pakt uit tot {n} bytes en zegt {size} te zijn",
        "a page unpacks to {n} bytes and claims {size}"
    )
}

/// Unpacks to `size` bytes; to some more or less where that is not true.
fn unpack(packed: &[u8], size: usize, codec: i64) -> Result<Vec<u8>, Said> {
    let failed = |error: &dyn std::fmt::Display| {
        say!("een pagina is niet uit te pakken: „{error}”", "a page does not unpack: {error}")
    };
    match codec {
        1 => {
            let n = snap::raw::decompress_len(packed).map_err(|error| failed(&error))?;
            if n != size {
                return Err(differs(n, size));
            }
            snap::raw::Decoder::new().decompress_vec(packed).map_err(|error| failed(&error))
        }
        2 => {
            let mut bytes = Vec::new();
            let mut unpacking = MultiGzDecoder::new(packed).take(size as u64 + 1);
            unpacking.read_to_end(&mut bytes).map_err(|error| failed(&error))?;
            Ok(bytes)
        }
        _ => zstd::bulk::decompress(packed, size).map_err(|error| failed(&error)),
    }
}
