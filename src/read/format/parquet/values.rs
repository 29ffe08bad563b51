//! The values of one page, one by one, in any way writers encode them.

use super::{delta::Delta, hybrid::Hybrid, leaf::Physical};

use crate::lang::{Said, say};

/// Most bytes that texts which share their beginning may unpack to, in times
/// the size of their page.
const MAX_SHARED: usize = 250;

/// As [`MAX_SHARED`], for a page of any size.
const SHARED: usize = 32 << 20;

/// Most values of which a page gives the lengths before the values.
const MOST_LENGTHS: u64 = 1 << 24;

/// A value as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Raw<'a> {
    Flag(bool),
    Int(i64),
    /// Nanoseconds of the day, and the day of the Julian calendar.
    Int96([u8; 12]),
    Float(f32),
    Double(f64),
    Bytes(&'a [u8]),
}

/// How the values stand in the bytes of a page, and how far they are read.
#[derive(Debug)]
pub(super) enum Values {
    Plain {
        at: usize,
    },
    /// Flags, a bit each.
    Bits {
        bit: usize,
    },
    /// Flags in runs.
    Runs(Hybrid),
    /// Places in the dictionary.
    Places(Hybrid),
    Delta(Delta),
    /// Lengths, then texts one behind the other.
    Lengths {
        lengths: Delta,
        at: usize,
    },
    /// As `Lengths`, each text with the beginning of the one before it.
    Shared {
        starts: Delta,
        lengths: Delta,
        at: usize,
        last: Vec<u8>,
        budget: usize,
    },
    /// First bytes of all numbers, then second bytes, ….
    Split {
        at: usize,
        n: usize,
        next: usize,
        value: Vec<u8>,
    },
}

/// The dictionary of a column: its values as they are stored.
#[derive(Debug)]
pub(super) struct Dictionary {
    bytes: Vec<u8>,
    /// Where each starts; of values of one size, empty.
    starts: Vec<u32>,
    size: usize,
    n: usize,
}

/// Bytes of a value; 0 for those with their length before them.
fn size(physical: Physical) -> usize {
    match physical {
        Physical::Boolean => 1,
        Physical::Int32 | Physical::Float => 4,
        Physical::Int64 | Physical::Double => 8,
        Physical::Int96 => 12,
        Physical::Bytes => 0,
        Physical::Fixed(size) => size,
    }
}

impl Values {
    /// The values from `at` on.
    ///
    /// # Errors
    ///
    /// A sentence when they are encoded in a way that is unknown, or damaged.
    pub(super) fn new(bytes: &[u8], at: usize, encoding: i64, physical: Physical) -> Result<Self, Said> {
        let rest = bytes.get(at..).ok_or_else(cut)?;
        let is_bytes = physical == Physical::Bytes;
        Ok(match encoding {
            0 if physical == Physical::Boolean => Self::Bits { bit: at.checked_mul(8).ok_or_else(cut)? },
            0 => Self::Plain { at },
            2 | 8 => {
                // Without values there is no width either.
                let width = rest.first().copied().unwrap_or(0);
                Self::Places(Hybrid::new((at + 1).min(bytes.len()), bytes.len(), width.into())?)
            }
            3 if physical == Physical::Boolean => {
                let length = rest.first_chunk().map_or(0, |length| u32::from_le_bytes(*length)) as usize;
                let end = (at + 4).saturating_add(length).min(bytes.len());
                Self::Runs(Hybrid::new((at + 4).min(bytes.len()), end, 1)?)
            }
            5 if matches!(physical, Physical::Int32 | Physical::Int64) => Self::Delta(Delta::new(bytes, at)?),
            6 if is_bytes => {
                let lengths = Delta::new(bytes, at)?;
                let at = end_of(&lengths, bytes)?;
                Self::Lengths { lengths, at }
            }
            7 if is_bytes || matches!(physical, Physical::Fixed(_)) => {
                let starts = Delta::new(bytes, at)?;
                let lengths = Delta::new(bytes, end_of(&starts, bytes)?)?;
                let at = end_of(&lengths, bytes)?;
                let budget = bytes.len().saturating_mul(MAX_SHARED).max(SHARED);
                Self::Shared { starts, lengths, at, last: Vec::new(), budget }
            }
            9 if !is_bytes && physical != Physical::Boolean => {
                let size = size(physical);
                Self::Split { at, n: rest.len() / size, next: 0, value: vec![0; size] }
            }
            other => {
                return Err(say!(
                    "de waarden zijn gecodeerd op een manier ({other}) die niet gelezen wordt",
                    "its values are encoded in a way ({other}) that is not read"
                ));
            }
        })
    }

    /// The next value.
    ///
    /// # Errors
    ///
    /// A sentence when there is none, or it is damaged.
    pub(super) fn next<'a>(
        &'a mut self,
        bytes: &'a [u8],
        physical: Physical,
        dictionary: Option<&'a Dictionary>,
    ) -> Result<Raw<'a>, Said> {
        match self {
            Self::Plain { at } => plain(bytes, at, physical),
            Self::Bits { bit } => {
                let byte = bytes.get(*bit / 8).ok_or_else(cut)?;
                let flag = byte >> (*bit % 8) & 1 == 1;
                *bit += 1;
                Ok(Raw::Flag(flag))
            }
            Self::Runs(runs) => runs.next(bytes).map(|flag| Raw::Flag(flag == 1)),
            Self::Places(places) => {
                let place = places.next(bytes)? as usize;
                dictionary
                    .ok_or_else(|| say!("het heeft geen woordenboek", "it has no dictionary"))?
                    .get(place, physical)
            }
            Self::Delta(delta) => delta.next(bytes).map(|number| match physical {
                #[expect(clippy::cast_possible_truncation, reason = "differences of 32 bits wrap around")]
                Physical::Int32 => Raw::Int((number as i32).into()),
                _ => Raw::Int(number),
            }),
            Self::Lengths { lengths, at } => {
                let length = usize::try_from(lengths.next(bytes)?).map_err(|_| cut())?;
                take(bytes, at, length).map(Raw::Bytes)
            }
            Self::Shared { starts, lengths, at, last, budget } => {
                let start = usize::try_from(starts.next(bytes)?).map_err(|_| cut())?;
                let length = usize::try_from(lengths.next(bytes)?).map_err(|_| cut())?;
                let more = take(bytes, at, length)?;
                if start > last.len() {
                    return Err(say!(
                        "een tekst begint als een die korter is",
                        "a text begins like one that is shorter"
                    ));
                }
                last.truncate(start);
                last.extend_from_slice(more);
                *budget = budget.checked_sub(last.len()).ok_or_else(|| {
                    say!("de teksten pakken uit tot meer dan mag", "its texts unpack to more than they may")
                })?;
                fixed(last, physical)
            }
            Self::Split { at, n, next, value } => {
                if next >= n {
                    return Err(cut());
                }
                for (place, byte) in value.iter_mut().enumerate() {
                    *byte = *bytes.get(*at + place * *n + *next).ok_or_else(cut)?;
                }
                *next += 1;
                fixed(value, physical)
            }
        }
    }
}

/// Where the bytes behind numbers start, which must be read to know.
fn end_of(delta: &Delta, bytes: &[u8]) -> Result<usize, Said> {
    let mut delta = delta.clone();
    if delta.left() > MOST_LENGTHS {
        return Err(say!("een pagina zegt {} waarden te hebben", "a page claims {} values", delta.left()));
    }
    while delta.left() > 0 {
        delta.next(bytes)?;
    }
    Ok(delta.end())
}

fn take<'a>(bytes: &'a [u8], at: &mut usize, n: usize) -> Result<&'a [u8], Said> {
    let taken = bytes.get(*at..).and_then(|rest| rest.get(..n)).ok_or_else(cut)?;
    *at += n;
    Ok(taken)
}

fn plain<'a>(bytes: &'a [u8], at: &mut usize, physical: Physical) -> Result<Raw<'a>, Said> {
    if physical == Physical::Bytes {
        let length = take(bytes, at, 4)?;
        let length = length.first_chunk().map_or(0, |length| u32::from_le_bytes(*length)) as usize;
        return take(bytes, at, length).map(Raw::Bytes);
    }
    fixed(take(bytes, at, size(physical))?, physical)
}

/// A value from bytes of its own.
fn fixed(bytes: &[u8], physical: Physical) -> Result<Raw<'_>, Said> {
    fn chunk<const N: usize>(bytes: &[u8]) -> Result<[u8; N], Said> {
        bytes.first_chunk().copied().ok_or_else(cut)
    }
    Ok(match physical {
        Physical::Boolean => Raw::Flag(chunk::<1>(bytes)? != [0]),
        Physical::Int32 => Raw::Int(i32::from_le_bytes(chunk(bytes)?).into()),
        Physical::Int64 => Raw::Int(i64::from_le_bytes(chunk(bytes)?)),
        Physical::Int96 => Raw::Int96(chunk(bytes)?),
        Physical::Float => Raw::Float(f32::from_le_bytes(chunk(bytes)?)),
        Physical::Double => Raw::Double(f64::from_le_bytes(chunk(bytes)?)),
        Physical::Fixed(size) if bytes.len() != size => return Err(cut()),
        Physical::Bytes | Physical::Fixed(_) => Raw::Bytes(bytes),
    })
}

impl Dictionary {
    /// The `n` values in the bytes of a page.
    ///
    /// # Errors
    ///
    /// A sentence when the bytes hold fewer.
    pub(super) fn new(bytes: Vec<u8>, n: u64, physical: Physical) -> Result<Self, Said> {
        let (mut starts, mut at) = (Vec::new(), 0);
        let n = usize::try_from(n).map_err(|_| cut())?;
        let size = size(physical);
        if size == 0 {
            for _ in 0..n {
                starts.push(u32::try_from(at).map_err(|_| cut())?);
                plain(&bytes, &mut at, physical)?;
            }
        } else if n > bytes.len() / size {
            return Err(cut());
        }
        Ok(Self { bytes, starts, size, n })
    }

    /// Bytes it takes.
    pub(super) fn room(&self) -> usize {
        self.bytes.len() + 4 * self.starts.len()
    }

    fn get(&self, place: usize, physical: Physical) -> Result<Raw<'_>, Said> {
        if place >= self.n {
            return Err(say!(
                "het wijst naar waarde {place} van een woordenboek van {}",
                "it points at value {place} of a dictionary of {}",
                self.n
            ));
        }
        let mut at = self.starts.get(place).map_or(place * self.size, |start| *start as usize);
        plain(&self.bytes, &mut at, physical)
    }
}

fn cut() -> Said {
    say!("de waarden breken af", "its values are cut off")
}
