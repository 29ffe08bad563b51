//! What does the end of the file say: columns, row groups, where they lie?

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use super::thrift::{Bad, Kind, Thrift};

use crate::lang::{Said, say};

/// The first and last bytes of a file.
pub(super) const MAGIC: [u8; 4] = *b"PAR1";

/// A longer description than this is a damaged length. That of all panden in
/// the country takes a megabyte.
const LARGEST: u64 = 64 << 20;

/// Columns and groups of columns; more are taken for damage or malice.
const MOST_ELEMENTS: usize = 10_000;

/// What the file says of itself.
#[derive(Debug, Default)]
pub(super) struct Footer {
    pub elements: Vec<Element>,
    pub groups: Vec<RowGroup>,
    /// What stands under the key `geo`.
    pub geo: Option<String>,
    pub is_encrypted: bool,
}

/// A column, or a group of columns that follow it.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    pub name: String,
    /// How its values are stored; `None` for a group.
    pub physical: Option<i64>,
    pub length: i64,
    /// 0 required, 1 optional, 2 repeated.
    pub repetition: i64,
    pub n_children: i64,
    /// What its values mean, as files before 2018 say it.
    pub converted: Option<i64>,
    pub scale: i64,
    pub logical: Option<Logical>,
}

/// What values mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Logical {
    /// Which: 1 text, 5 decimal, 6 date, ….
    pub kind: i64,
    /// Of a decimal.
    pub scale: i64,
    /// Of a time: whether it is UTC.
    pub is_utc: bool,
    /// Of a time: 1 milli-, 2 micro-, 3 nanoseconds.
    pub unit: i64,
    /// Of a whole number: whether it has no sign.
    pub unsigned: bool,
    /// Of a geometry: its CRS.
    pub crs: Option<String>,
}

/// Rows that stand together.
#[derive(Debug, Default)]
pub(super) struct RowGroup {
    pub n_rows: u64,
    /// One for each column.
    pub chunks: Vec<Chunk>,
}

/// The values of one column in one row group.
#[derive(Debug, Clone, Default)]
pub(super) struct Chunk {
    pub codec: i64,
    pub start: u64,
    pub length: u64,
    pub n_nulls: Option<i64>,
    /// Smallest and largest value, as its column stores them; of those of
    /// numbers only.
    pub min: Vec<u8>,
    pub max: Vec<u8>,
    pub is_elsewhere: bool,
}

/// Reads the description at the end of a file of `length` bytes.
pub(super) fn read(file: &mut File, length: u64) -> Result<Footer, Said> {
    const TAIL: u64 = 8;
    let cut = || say!("het breekt af bij byte {length}", "it is cut off at byte {length}");
    let failed = |error: std::io::Error| Said::from(&error);
    if length < TAIL + 4 {
        return Err(cut());
    }
    let mut tail = [0; TAIL as usize];
    file.seek(SeekFrom::Start(length - TAIL)).and_then(|_| file.read_exact(&mut tail)).map_err(failed)?;
    let [a, b, c, d, magic @ ..] = tail;
    if magic == *b"PARE" {
        return Ok(Footer { is_encrypted: true, ..Footer::default() });
    }
    if magic != MAGIC {
        let cut = cut();
        return Err(say!(
            [cut] "{cut}: het eindigt niet met `PAR1`",
            "{cut}: it does not end with `PAR1`"
        ));
    }
    let size = u64::from(u32::from_le_bytes([a, b, c, d]));
    if size > length - TAIL - 4 || size > LARGEST {
        return Err(say!(
            "het zegt dat de beschrijving aan het eind {size} bytes is",
            "it claims {size} bytes for the description at its end"
        ));
    }
    let size_in_memory = usize::try_from(size).map_err(Said::quoted)?;
    let mut bytes = vec![0; size_in_memory];
    file.seek(SeekFrom::Start(length - TAIL - size))
        .and_then(|_| file.read_exact(&mut bytes))
        .map_err(failed)?;
    parse(&bytes).map_err(|bad| {
        let detail = Said::from(bad);
        say!([detail] "de beschrijving aan het eind: {detail}", "the description at its end: {detail}")
    })
}

fn parse(bytes: &[u8]) -> Result<Footer, Bad> {
    let mut footer = Footer::default();
    Thrift::new(bytes).fields(|thrift, id, kind| {
        match (id, kind) {
            (2, Kind::List) => thrift.structs(|thrift| {
                if footer.elements.len() == MOST_ELEMENTS {
                    return Err(Bad::Wrong(say!(
                        "het heeft meer dan {MOST_ELEMENTS} kolommen",
                        "it has more than {MOST_ELEMENTS} columns"
                    )));
                }
                footer.elements.push(element(thrift)?);
                Ok(())
            })?,
            (4, Kind::List) => thrift.structs(|thrift| {
                footer.groups.push(row_group(thrift)?);
                Ok(())
            })?,
            (5, Kind::List) => thrift.structs(|thrift| {
                let (mut key, mut value) = (&b""[..], &b""[..]);
                thrift.fields(|thrift, id, kind| {
                    match (id, kind) {
                        (1, Kind::Bytes) => key = thrift.bytes()?,
                        (2, Kind::Bytes) => value = thrift.bytes()?,
                        _ => return Ok(false),
                    }
                    Ok(true)
                })?;
                if key == b"geo" {
                    footer.geo = Some(String::from_utf8_lossy(value).into_owned());
                }
                Ok(())
            })?,
            (8, _) => {
                footer.is_encrypted = true;
                return Ok(false);
            }
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(footer)
}

fn element(thrift: &mut Thrift<'_>) -> Result<Element, Bad> {
    let mut element = Element::default();
    thrift.fields(|thrift, id, kind| {
        match (id, kind) {
            (1, Kind::Number) => element.physical = Some(thrift.number()?),
            (2, Kind::Number) => element.length = thrift.number()?,
            (3, Kind::Number) => element.repetition = thrift.number()?,
            (4, Kind::Bytes) => element.name = thrift.text()?,
            (5, Kind::Number) => element.n_children = thrift.number()?,
            (6, Kind::Number) => element.converted = Some(thrift.number()?),
            (7, Kind::Number) => element.scale = thrift.number()?,
            (10, Kind::Struct) => element.logical = Some(logical(thrift)?),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(element)
}

fn logical(thrift: &mut Thrift<'_>) -> Result<Logical, Bad> {
    let mut logical = Logical::default();
    thrift.fields(|thrift, which, kind| {
        logical.kind = which;
        if kind != Kind::Struct {
            return Ok(false);
        }
        thrift.fields(|thrift, id, kind| {
            match (which, id, kind) {
                (5, 1, Kind::Number) => logical.scale = thrift.number()?,
                (7 | 8, 1, Kind::Flag(flag)) => logical.is_utc = flag,
                (7 | 8, 2, Kind::Struct) => thrift.fields(|_, unit, _| {
                    logical.unit = unit;
                    Ok(false)
                })?,
                (10, 2, Kind::Flag(signed)) => logical.unsigned = !signed,
                (17 | 18, 1, Kind::Bytes) => logical.crs = Some(thrift.text()?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(true)
    })?;
    Ok(logical)
}

fn row_group(thrift: &mut Thrift<'_>) -> Result<RowGroup, Bad> {
    let mut group = RowGroup::default();
    thrift.fields(|thrift, id, kind| {
        match (id, kind) {
            (1, Kind::List) => thrift.structs(|thrift| {
                group.chunks.push(chunk(thrift)?);
                Ok(())
            })?,
            (3, Kind::Number) => group.n_rows = size(thrift)?,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(group)
}

fn chunk(thrift: &mut Thrift<'_>) -> Result<Chunk, Bad> {
    let mut chunk = Chunk::default();
    let (mut data, mut dictionary) = (0, 0);
    thrift.fields(|thrift, id, kind| {
        match (id, kind) {
            (1, Kind::Bytes) => chunk.is_elsewhere = !thrift.bytes()?.is_empty(),
            (3, Kind::Struct) => thrift.fields(|thrift, id, kind| {
                match (id, kind) {
                    (4, Kind::Number) => chunk.codec = thrift.number()?,
                    (7, Kind::Number) => chunk.length = size(thrift)?,
                    (9, Kind::Number) => data = size(thrift)?,
                    (11, Kind::Number) => dictionary = size(thrift)?,
                    (12, Kind::Struct) => statistics(thrift, &mut chunk)?,
                    _ => return Ok(false),
                }
                Ok(true)
            })?,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    // Some writers set a dictionary at 0 where there is none.
    chunk.start = if dictionary > 0 { dictionary.min(data) } else { data };
    Ok(chunk)
}

fn statistics(thrift: &mut Thrift<'_>, chunk: &mut Chunk) -> Result<(), Bad> {
    let number = |bytes: &[u8]| bytes.get(..8.min(bytes.len())).unwrap_or_default().to_vec();
    thrift.fields(|thrift, id, kind| {
        match (id, kind) {
            (3, Kind::Number) => chunk.n_nulls = Some(thrift.number()?),
            (5, Kind::Bytes) => chunk.max = number(thrift.bytes()?),
            (6, Kind::Bytes) => chunk.min = number(thrift.bytes()?),
            _ => return Ok(false),
        }
        Ok(true)
    })
}

fn size(thrift: &mut Thrift<'_>) -> Result<u64, Bad> {
    let number = thrift.number()?;
    u64::try_from(number)
        .map_err(|_| Bad::Wrong(say!("het zegt {number} groot te zijn", "it claims a size of {number}")))
}
