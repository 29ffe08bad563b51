//! How is a packed object written in bytes?
//!
//! Whole numbers take seven bits a byte; signed ones are folded so that small
//! ones stay small. What is written here is read here, in the same process, so
//! it is not checked again.

use std::collections::HashMap;

use super::attribute::Attribute;

/// Texts that occur again and again within a chunk, by number.
#[derive(Default)]
pub struct Words {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u8>,
}

impl Words {
    /// The number of a text; `None` when there is no room for another.
    fn number(&mut self, text: &str) -> Option<u8> {
        if let Some(known) = self.numbers.get(text) {
            return Some(*known);
        }
        let number = u8::try_from(self.texts.len()).ok()?;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        Some(number)
    }
}

/// Texts of at least this length are taken for names of one object, and do not
/// take the place of a word.
const NAME: usize = 14;

/// Writes a whole number.
pub fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a whole number.
pub fn take(rest: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    while let Some((byte, after)) = rest.split_first() {
        *rest = after;
        number |= u64::from(byte & 0x7F) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

/// Writes a signed number.
pub fn put_signed(out: &mut Vec<u8>, number: i32) {
    put(out, u64::from(((number << 1) ^ (number >> 31)).cast_unsigned()));
}

/// Reads a signed number.
pub fn take_signed(rest: &mut &[u8]) -> i32 {
    let folded = take(rest) as u32;
    (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed()
}

const ABSENT: u8 = 0;
const UNKNOWN: u8 = 1;
const NO: u8 = 2;
const YES: u8 = 3;
const POSITIVE: u8 = 4;
const NEGATIVE: u8 = 5;
const REAL: u8 = 6;
const TEXT: u8 = 7;
const WORD: u8 = 8;

/// Writes an attribute.
pub fn put_attribute(out: &mut Vec<u8>, attribute: Attribute<'_>, words: &mut Words) {
    match attribute {
        Attribute::Absent => out.push(ABSENT),
        Attribute::Unknown => out.push(UNKNOWN),
        Attribute::Bool(flag) => out.push(if flag { YES } else { NO }),
        Attribute::Int(number) => {
            out.push(if number < 0 { NEGATIVE } else { POSITIVE });
            put(out, number.unsigned_abs());
        }
        Attribute::Real(number) => {
            out.push(REAL);
            out.extend(number.to_le_bytes());
        }
        Attribute::Text(text) => {
            match Some(text).filter(|text| text.len() < NAME).and_then(|text| words.number(text)) {
                Some(number) => out.extend([WORD, number]),
                None => {
                    out.push(TEXT);
                    put(out, text.len() as u64);
                    out.extend(text.as_bytes());
                }
            }
        }
    }
}

/// Reads an attribute.
pub fn take_attribute<'a>(rest: &mut &'a [u8], words: &'a Words) -> Attribute<'a> {
    match take_byte(rest) {
        UNKNOWN => Attribute::Unknown,
        NO => Attribute::Bool(false),
        YES => Attribute::Bool(true),
        POSITIVE => Attribute::Int(take(rest).cast_signed()),
        NEGATIVE => Attribute::Int(take(rest).cast_signed().wrapping_neg()),
        REAL => {
            let (bytes, after) = rest.split_at(8.min(rest.len()));
            *rest = after;
            Attribute::Real(f64::from_le_bytes(bytes.try_into().unwrap_or_default()))
        }
        TEXT => {
            let length = take(rest) as usize;
            let (text, after) = rest.split_at(length.min(rest.len()));
            *rest = after;
            Attribute::Text(std::str::from_utf8(text).unwrap_or_default())
        }
        WORD => {
            let number = usize::from(take_byte(rest));
            words.texts.get(number).map_or(Attribute::Absent, |text| Attribute::Text(text))
        }
        _ => Attribute::Absent,
    }
}

fn take_byte(rest: &mut &[u8]) -> u8 {
    let Some((first, after)) = rest.split_first() else { return ABSENT };
    *rest = after;
    *first
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(number: u64, signed: i32) {
            let mut out = Vec::new();
            put(&mut out, number);
            put_signed(&mut out, signed);
            let mut rest = &out[..];
            prop_assert_eq!(take(&mut rest), number);
            prop_assert_eq!(take_signed(&mut rest), signed);
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn attributes_come_back(int: i64, real: f64, short in "[a-z]{0,5}", long in "\\PC{14,40}") {
            let row = [
                Attribute::Absent, Attribute::Unknown, Attribute::Bool(true), Attribute::Bool(false),
                Attribute::Int(int), Attribute::Real(real), Attribute::Text(&short), Attribute::Text(&long),
                Attribute::Text(&short),
            ];
            let (mut out, mut words) = (Vec::new(), Words::default());
            row.iter().for_each(|attribute| put_attribute(&mut out, *attribute, &mut words));
            let mut rest = &out[..];
            for attribute in row {
                prop_assert_eq!(take_attribute(&mut rest, &words), attribute);
            }
            prop_assert!(rest.is_empty() && words.texts.len() == 1);
        }
    }

    #[test]
    fn a_chunk_has_room_for_256_words() {
        let (mut out, mut words) = (Vec::new(), Words::default());
        for n in 0..300 {
            put_attribute(&mut out, Attribute::Text(&n.to_string()), &mut words);
        }
        let mut rest = &out[..];
        for n in 0..300 {
            assert_eq!(take_attribute(&mut rest, &words), Attribute::Text(&n.to_string()));
        }
    }
}
