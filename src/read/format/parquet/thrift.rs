//! Thrift's compact protocol, in which Parquet writes what it says of itself.
//!
//! Nothing is set aside on a count that the bytes claim, and only [`Thrift::skip`]
//! follows nesting, to a fixed depth.

use crate::lang::{Said, say};

/// Structures in structures end here; Parquet's own have six levels.
const DEEPEST: u8 = 24;

/// Why bytes could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bad {
    /// They end too early: more of them may help.
    Cut,
    /// They make no sense.
    Wrong(Said),
}

impl From<Bad> for Said {
    fn from(bad: Bad) -> Self {
        match bad {
            Bad::Cut => say!("het breekt af", "it is cut off"),
            Bad::Wrong(detail) => detail,
        }
    }
}

/// The type of a field or element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A flag; in a field its value is in the type.
    Flag(bool),
    /// One byte.
    Byte,
    /// A whole number of any size.
    Number,
    /// Eight bytes.
    Double,
    /// Bytes or text.
    Bytes,
    /// Elements of one kind.
    List,
    /// Pairs.
    Map,
    /// Fields.
    Struct,
    /// Sixteen bytes.
    Uuid,
}

impl Kind {
    fn of(code: u8) -> Result<Self, Bad> {
        Ok(match code {
            1 | 2 => Self::Flag(code == 1),
            3 => Self::Byte,
            4..=6 => Self::Number,
            7 => Self::Double,
            8 => Self::Bytes,
            9 | 10 => Self::List,
            11 => Self::Map,
            12 => Self::Struct,
            13 => Self::Uuid,
            _ => {
                return Err(Bad::Wrong(say!(
                    "de beschrijving heeft het onbekende type {code}",
                    "its description has the unknown type {code}"
                )));
            }
        })
    }
}

/// The place in the bytes.
pub(super) struct Thrift<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Thrift<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes have been read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn byte(&mut self) -> Result<u8, Bad> {
        let byte = *self.bytes.get(self.at).ok_or(Bad::Cut)?;
        self.at += 1;
        Ok(byte)
    }

    fn take(&mut self, n: usize) -> Result<&'a [u8], Bad> {
        let taken = self.bytes.get(self.at..).and_then(|rest| rest.get(..n)).ok_or(Bad::Cut)?;
        self.at += n;
        Ok(taken)
    }

    fn unsigned(&mut self) -> Result<u64, Bad> {
        let (number, n) = varint(self.bytes.get(self.at..).unwrap_or_default())?;
        self.at += n;
        Ok(number)
    }

    /// A whole number.
    pub(super) fn number(&mut self) -> Result<i64, Bad> {
        self.unsigned().map(zigzag)
    }

    /// Bytes with their length before them.
    pub(super) fn bytes(&mut self) -> Result<&'a [u8], Bad> {
        let n = usize::try_from(self.unsigned()?).map_err(|_| Bad::Cut)?;
        self.take(n)
    }

    /// Text; what is no UTF-8 in it is replaced.
    pub(super) fn text(&mut self) -> Result<String, Bad> {
        self.bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// Reads a structure: `field` gets each field with its kind and reads it,
    /// or gives `false` for one that is to be skipped.
    pub(super) fn fields(
        &mut self,
        mut field: impl FnMut(&mut Self, i64, Kind) -> Result<bool, Bad>,
    ) -> Result<(), Bad> {
        let mut id = 0_i64;
        while let Some(kind) = self.field(&mut id)? {
            if !field(self, id, kind)? {
                self.skip(kind, DEEPEST)?;
            }
        }
        Ok(())
    }

    fn field(&mut self, id: &mut i64) -> Result<Option<Kind>, Bad> {
        let byte = self.byte()?;
        if byte == 0 {
            return Ok(None);
        }
        *id = match byte >> 4 {
            0 => self.number()?,
            step => id.saturating_add(step.into()),
        };
        Kind::of(byte & 15).map(Some)
    }

    /// Reads the structures of a list, one by one.
    pub(super) fn structs(&mut self, mut each: impl FnMut(&mut Self) -> Result<(), Bad>) -> Result<(), Bad> {
        let (n, kind) = self.list()?;
        if kind != Kind::Struct && n > 0 {
            return Err(Bad::Wrong(say!(
                "de beschrijving heeft een lijst van een andere soort dan hoort",
                "its description has a list of another kind than it should"
            )));
        }
        (0..n).try_for_each(|_| each(self))
    }

    fn list(&mut self) -> Result<(u64, Kind), Bad> {
        let byte = self.byte()?;
        let n = match byte >> 4 {
            15 => self.unsigned()?,
            n => n.into(),
        };
        Ok((n, Kind::of(byte & 15)?))
    }

    fn skip(&mut self, kind: Kind, depth: u8) -> Result<(), Bad> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Bad::Wrong(say!(
                "de beschrijving is te diep genest",
                "its description is nested too deeply"
            )));
        };
        match kind {
            Kind::Flag(_) => {}
            Kind::Byte => drop(self.byte()?),
            Kind::Number => drop(self.unsigned()?),
            Kind::Double => drop(self.take(8)?),
            Kind::Uuid => drop(self.take(16)?),
            Kind::Bytes => drop(self.bytes()?),
            Kind::Struct => {
                let mut id = 0;
                while let Some(kind) = self.field(&mut id)? {
                    self.skip(kind, depth)?;
                }
            }
            Kind::List => {
                let (n, kind) = self.list()?;
                (0..n).try_for_each(|_| self.skip_element(kind, depth))?;
            }
            Kind::Map => {
                let n = self.unsigned()?;
                if n > 0 {
                    let kinds = self.byte()?;
                    let (key, value) = (Kind::of(kinds >> 4)?, Kind::of(kinds & 15)?);
                    for _ in 0..n {
                        self.skip_element(key, depth)?;
                        self.skip_element(value, depth)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A flag that is an element takes a byte, so that every element does.
    fn skip_element(&mut self, kind: Kind, depth: u8) -> Result<(), Bad> {
        match kind {
            Kind::Flag(_) => self.byte().map(drop),
            _ => self.skip(kind, depth),
        }
    }
}

/// A number in groups of seven bits, and how many bytes it takes.
pub(super) fn varint(bytes: &[u8]) -> Result<(u64, usize), Bad> {
    let mut number = 0;
    for (at, byte) in bytes.iter().take(10).enumerate() {
        number |= u64::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            return Ok((number, at + 1));
        }
    }
    if bytes.len() < 10 {
        Err(Bad::Cut)
    } else {
        Err(Bad::Wrong(say!("een getal erin houdt niet op", "a number in it has no end")))
    }
}

/// A number with its sign in the lowest bit.
pub(super) fn zigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for (bytes, number) in [(&[0][..], 0), (&[1], -1), (&[2], 1), (&[0xAC, 0x02], 150)] {
            assert_eq!(Thrift::new(bytes).number(), Ok(number));
        }
        assert_eq!(Thrift::new(&[0x80; 9]).number(), Err(Bad::Cut));
        assert!(matches!(Thrift::new(&[0x80; 10]).number(), Err(Bad::Wrong(_))));
        assert_eq!(Thrift::new(&[255, 255, 255, 255, 255, 255, 255, 255, 255, 1]).number(), Ok(i64::MIN));
    }

    #[test]
    fn deep_nesting_and_counts_without_bytes_are_refused() {
        let deep = vec![0x1C; 100_000];
        assert!(matches!(Thrift::new(&deep).fields(|_, _, _| Ok(false)), Err(Bad::Wrong(_))));
        // A list of 2^60 flags, and bytes of that length.
        for kind in [0x19, 0x18] {
            let mut bytes = vec![kind];
            if kind == 0x19 {
                bytes.push(0xF1);
            }
            bytes.extend([0x80; 8]);
            bytes.push(0x10);
            assert_eq!(Thrift::new(&bytes).fields(|_, _, _| Ok(false)), Err(Bad::Cut));
        }
    }
}
