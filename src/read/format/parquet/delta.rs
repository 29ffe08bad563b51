//! Whole numbers as differences from the one before, in blocks packed by bits.

use super::{
    hybrid::wide,
    thrift::{varint, zigzag},
};

use crate::lang::{Said, say};

/// Numbers in one block; writers use 128.
const LARGEST_BLOCK: u64 = 1 << 16;

/// Where a reading is; the bytes are handed to each call.
#[derive(Debug, Clone)]
pub(super) struct Delta {
    at: usize,
    per_part: u64,
    n_parts: usize,
    /// Numbers not given yet.
    left: u64,
    is_first: bool,
    last: i64,
    least: i64,
    /// Widths of the parts of this block that were not begun.
    widths: Vec<u8>,
    width: u32,
    bit: usize,
    left_in_part: u64,
}

impl Delta {
    /// Numbers from `at` on.
    ///
    /// # Errors
    ///
    /// A sentence when their head makes no sense.
    pub(super) fn new(bytes: &[u8], mut at: usize) -> Result<Self, Said> {
        let block = number(bytes, &mut at)?;
        let n_parts = number(bytes, &mut at)?;
        let left = number(bytes, &mut at)?;
        let last = zigzag(number(bytes, &mut at)?);
        let per_part = block.checked_div(n_parts).unwrap_or(0);
        if !(1..=LARGEST_BLOCK).contains(&block)
            || per_part == 0
            || per_part * n_parts != block
            || per_part % 8 != 0
        {
            return Err(say!(
                "het heeft blokken van {block} getallen in {n_parts} delen",
                "it has blocks of {block} numbers in {n_parts} parts"
            ));
        }
        Ok(Self {
            at,
            per_part,
            n_parts: usize::try_from(n_parts).map_err(Said::quoted)?,
            left,
            is_first: true,
            last,
            least: 0,
            widths: Vec::new(),
            width: 0,
            bit: 0,
            left_in_part: 0,
        })
    }

    /// How many numbers are left.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// Where the bytes behind the numbers start, after the last of them.
    pub(super) fn end(&self) -> usize {
        self.at
    }

    pub(super) fn next(&mut self, bytes: &[u8]) -> Result<i64, Said> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            say!("het bevat minder getallen dan het zegt", "it holds fewer numbers than it claims")
        })?;
        if std::mem::take(&mut self.is_first) {
            return Ok(self.last);
        }
        if self.left_in_part == 0 {
            self.begin(bytes)?;
        }
        let more = wide(bytes, self.bit, self.width).ok_or_else(cut)?;
        self.bit += self.width as usize;
        self.left_in_part -= 1;
        self.last = self.last.wrapping_add(self.least).wrapping_add(more.cast_signed());
        Ok(self.last)
    }

    fn begin(&mut self, bytes: &[u8]) -> Result<(), Said> {
        if self.widths.is_empty() {
            self.least = zigzag(number(bytes, &mut self.at)?);
            let widths = bytes.get(self.at..).and_then(|rest| rest.get(..self.n_parts)).ok_or_else(cut)?;
            self.widths = widths.iter().rev().copied().collect();
            self.at += self.n_parts;
        }
        self.width = u32::from(self.widths.pop().unwrap_or_default());
        if self.width > 64 {
            return Err(say!("het pakt getallen in {} bits", "it packs numbers in {} bits", self.width));
        }
        self.bit = self.at.checked_mul(8).ok_or_else(cut)?;
        self.left_in_part = self.per_part;
        let size = usize::try_from(self.per_part * u64::from(self.width) / 8).map_err(|_| cut())?;
        self.at = self.at.checked_add(size).ok_or_else(cut)?;
        Ok(())
    }
}

fn number(bytes: &[u8], at: &mut usize) -> Result<u64, Said> {
    let (number, n) = varint(bytes.get(*at..).unwrap_or_default()).map_err(|_| cut())?;
    *at += n;
    Ok(number)
}

fn cut() -> Said {
    say!("de verschillen breken af", "its differences are cut off")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_format_comes_out() {
        // 1 to 5: every difference is 1, so nothing is packed.
        let bytes = [0x80, 0x01, 4, 5, 2, 2, 0, 0, 0, 0];
        let mut delta = Delta::new(&bytes, 0).unwrap();
        let numbers: Vec<i64> = (0..5).map(|_| delta.next(&bytes).unwrap()).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5]);
        assert!(delta.next(&bytes).is_err());
        // 7, 5, 3, 1, 2, 3, 4, 5: the least difference is −2, the others 0 or 3.
        let mut bytes = vec![0x80, 0x01, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111];
        bytes.extend([0; 6]);
        let mut delta = Delta::new(&bytes, 0).unwrap();
        let numbers: Vec<i64> = (0..8).map(|_| delta.next(&bytes).unwrap()).collect();
        assert_eq!(numbers, [7, 5, 3, 1, 2, 3, 4, 5]);
        assert_eq!(delta.end(), bytes.len());
    }

    #[test]
    fn heads_that_make_no_sense_are_refused() {
        for head in
            [&[0, 4, 5, 2][..], &[0x80, 0x01, 0, 5, 2], &[0x80, 0x01, 3, 5, 2], &[4, 1, 5, 2], &[0x80]]
        {
            assert!(Delta::new(head, 0).is_err(), "{head:?}");
        }
        let wide = [0x80, 0x01, 4, 5, 2, 2, 65, 0, 0, 0];
        let mut delta = Delta::new(&wide, 0).unwrap();
        assert_eq!(delta.next(&wide), Ok(1));
        assert!(delta.next(&wide).is_err());
    }
}
