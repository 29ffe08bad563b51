//! Small numbers as runs: of one number again and again, or packed by bits.
//!
//! Levels, positions in a dictionary and flags are written like this. Read
//! one by one, so that a run of two billion takes no room.

use super::thrift::varint;

use crate::lang::{Said, say};

/// Where a reading of such numbers is; their bytes are handed to each call.
#[derive(Debug, Clone)]
pub(super) struct Hybrid {
    at: usize,
    end: usize,
    width: u32,
    run: Run,
}

#[derive(Debug, Clone)]
enum Run {
    Same { number: u32, left: u64 },
    Packed { bit: usize, left: u64 },
}

impl Hybrid {
    /// Numbers of `width` bits in `at..end`.
    ///
    /// # Errors
    ///
    /// A sentence when there are no numbers of so many bits.
    pub(super) fn new(at: usize, end: usize, width: u32) -> Result<Self, Said> {
        if width > 32 {
            return Err(say!("het pakt getallen in {width} bits", "it packs numbers in {width} bits"));
        }
        Ok(Self { at, end, width, run: Run::Same { number: 0, left: 0 } })
    }

    pub(super) fn next(&mut self, bytes: &[u8]) -> Result<u32, Said> {
        loop {
            match &mut self.run {
                Run::Same { number, left } if *left > 0 => {
                    *left -= 1;
                    return Ok(*number);
                }
                Run::Packed { bit, left } if *left > 0 => {
                    let number = unpack(bytes.get(..self.end).unwrap_or(bytes), *bit, self.width);
                    *left -= 1;
                    *bit += self.width as usize;
                    return number.ok_or_else(cut);
                }
                _ => self.run = self.begin(bytes)?,
            }
        }
    }

    fn begin(&mut self, bytes: &[u8]) -> Result<Run, Said> {
        let rest = bytes.get(self.at..self.end).ok_or_else(cut)?;
        let (head, n) = varint(rest).map_err(|_| cut())?;
        self.at += n;
        let count = head >> 1;
        if head & 1 == 1 {
            let bit = self.at.checked_mul(8).ok_or_else(cut)?;
            let size = count.checked_mul(self.width.into()).and_then(|size| usize::try_from(size).ok());
            self.at = size.and_then(|size| self.at.checked_add(size)).ok_or_else(cut)?;
            return Ok(Run::Packed { bit, left: count.saturating_mul(8) });
        }
        let size = self.width.div_ceil(8) as usize;
        let number = rest.get(n..n + size).ok_or_else(cut)?;
        self.at += size;
        let number = number.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte));
        Ok(Run::Same { number, left: count })
    }
}

/// The `width` bits from `bit` on, the lowest first; `None` beyond the bytes.
fn unpack(bytes: &[u8], bit: usize, width: u32) -> Option<u32> {
    wide(bytes, bit, width).map(|number| u32::try_from(number).unwrap_or(u32::MAX))
}

/// As [`unpack`], of up to 64 bits.
pub(super) fn wide(bytes: &[u8], bit: usize, width: u32) -> Option<u64> {
    if width == 0 {
        return Some(0);
    }
    let (from, shift) = (bit / 8, bit % 8);
    let until = (bit + width as usize).div_ceil(8);
    let taken = bytes.get(from..until)?;
    let number = taken.iter().rev().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    let mask = (1_u128 << width) - 1;
    u64::try_from(number >> shift & mask).ok()
}

fn cut() -> Said {
    say!("de ingepakte getallen breken af", "its packed numbers are cut off")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], width: u32, n: usize) -> Result<Vec<u32>, Said> {
        let mut hybrid = Hybrid::new(0, bytes.len(), width)?;
        (0..n).map(|_| hybrid.next(bytes)).collect()
    }

    #[test]
    fn runs_and_packed_numbers_come_out_as_the_format_describes() {
        // The numbers 0 to 7 in three bits are the example of the format.
        assert_eq!(all(&[3, 0b1000_1000, 0b1100_0110, 0b1111_1010], 3, 8).unwrap(), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(all(&[6, 5, 3, 0xFF, 0, 0], 3, 7).unwrap(), [5, 5, 5, 7, 7, 3, 0]);
        assert_eq!(all(&[4, 0x34, 0x12], 13, 2).unwrap(), [0x1234, 0x1234]);
        assert_eq!(all(&[0x80, 0x80, 0x80, 0x80, 0x10], 0, 3).unwrap(), [0; 3]);
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        assert!(all(&[3, 1], 3, 8).is_err());
        assert!(all(&[6], 3, 1).is_err());
        assert!(all(&[6, 5], 3, 4).is_err());
        assert!(all(&[0xFF; 9], 3, 1).is_err());
        assert!(Hybrid::new(0, 0, 33).is_err());
    }
}
