//! The values of one column in one row group, a row at a time.

use std::fs::File;

use super::{
    footer::Chunk,
    hybrid::Hybrid,
    leaf::Leaf,
    page::{self, Head},
    values::{Dictionary, Raw, Values},
};

use crate::lang::{Said, say};

/// Most bytes that the pages of all columns that are read side by side may
/// take: 100 columns of 10 MB.
const ROOM: usize = 1 << 30;

/// Bytes that are left for pages.
#[derive(Debug)]
pub(super) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(ROOM)
    }
}

impl Room {
    fn take(&mut self, n: usize) -> Result<(), Said> {
        self.0 = self.0.checked_sub(n).ok_or_else(|| {
            say!(
                "de pagina's vragen samen meer dan een gigabyte",
                "its pages take more than a gigabyte side by side"
            )
        })?;
        Ok(())
    }
}

/// A column as it is read.
pub(super) struct Column<'a> {
    leaf: &'a Leaf,
    codec: i64,
    /// Where the next page starts, and the column ends.
    at: u64,
    end: u64,
    dictionary: Option<Dictionary>,
    page: Option<Page>,
    /// Rows that were passed over.
    behind: u64,
}

struct Page {
    bytes: Vec<u8>,
    /// Values not given yet, those that are not known counted.
    left: u64,
    levels: Option<Hybrid>,
    values: Values,
}

impl<'a> Column<'a> {
    pub(super) fn new(leaf: &'a Leaf, chunk: &Chunk) -> Self {
        Self {
            leaf,
            codec: chunk.codec,
            at: chunk.start,
            end: chunk.start.saturating_add(chunk.length),
            dictionary: None,
            page: None,
            behind: 0,
        }
    }

    /// Passes over a row; done when a later one is asked for.
    pub(super) fn pass(&mut self) {
        self.behind += 1;
    }

    /// The value of the next row; `None` when it is not known.
    ///
    /// # Errors
    ///
    /// A sentence when the column ends, or is damaged.
    pub(super) fn next(&mut self, file: &mut File, room: &mut Room) -> Result<Option<Raw<'_>>, Said> {
        self.catch_up(file, room)?;
        let Self { leaf, page, dictionary, .. } = self;
        let page = page.as_mut().ok_or_else(|| say!("het houdt te vroeg op", "it ends too early"))?;
        page.left -= 1;
        page.next(leaf, dictionary.as_ref())
    }

    /// Goes to the next row: pages of rows passed over are not unpacked.
    fn catch_up(&mut self, file: &mut File, room: &mut Room) -> Result<(), Said> {
        loop {
            if let Some(page) = self.page.as_mut().filter(|page| page.left > 0) {
                while self.behind > 0 && page.left > 0 {
                    page.next(self.leaf, self.dictionary.as_ref())?;
                    page.left -= 1;
                    self.behind -= 1;
                }
                if page.left > 0 {
                    return Ok(());
                }
            }
            if let Some(page) = self.page.take() {
                room.0 += page.bytes.len();
            }
            if self.at >= self.end {
                return Err(say!("het houdt op voor de laatste rij", "it ends before its last row"));
            }
            let (head, start) = page::head(file, self.at, self.end)?;
            self.at = start + head.packed as u64;
            match head.kind {
                2 => self.read_dictionary(file, room, &head, start)?,
                0 | 3 if head.n_values <= self.behind => self.behind -= head.n_values,
                0 | 3 => {
                    let bytes = page::unpacked(file, start, &head, self.codec)?;
                    room.take(bytes.len())?;
                    self.page = Some(Page::new(bytes, &head, self.leaf)?);
                }
                _ => {}
            }
        }
    }

    fn read_dictionary(
        &mut self,
        file: &mut File,
        room: &mut Room,
        head: &Head,
        start: u64,
    ) -> Result<(), Said> {
        if self.dictionary.is_some() {
            return Err(say!("het heeft twee woordenboeken", "it has two dictionaries"));
        }
        let bytes = page::unpacked(file, start, head, self.codec)?;
        let dictionary = Dictionary::new(bytes, head.n_values, self.leaf.physical)?;
        room.take(dictionary.room())?;
        self.dictionary = Some(dictionary);
        Ok(())
    }
}

impl Page {
    fn new(bytes: Vec<u8>, head: &Head, leaf: &Leaf) -> Result<Self, Said> {
        let cut = || say!("de niveaus breken af", "its levels are cut off");
        let width = u32::BITS - leaf.depth.leading_zeros();
        let (levels, at) = if head.kind == 3 {
            let at = head
                .repetition
                .checked_add(head.definition)
                .filter(|at| *at <= bytes.len())
                .ok_or_else(cut)?;
            (Hybrid::new(head.repetition, at, width)?, at)
        } else if leaf.depth == 0 {
            (Hybrid::new(0, 0, 0)?, 0)
        } else {
            if head.levels != 3 {
                return Err(say!(
                    "de niveaus zijn ingepakt zoals geen programma al jaren doet",
                    "its levels are packed as no writer has done for years"
                ));
            }
            let length = bytes.first_chunk().map(|length| u32::from_le_bytes(*length)).ok_or_else(cut)?;
            let at = (length as usize).checked_add(4).filter(|at| *at <= bytes.len()).ok_or_else(cut)?;
            (Hybrid::new(4, at, width)?, at)
        };
        let values = Values::new(&bytes, at, head.encoding, leaf.physical)?;
        Ok(Self { left: head.n_values, levels: (leaf.depth > 0).then_some(levels), values, bytes })
    }

    fn next<'a>(
        &'a mut self,
        leaf: &Leaf,
        dictionary: Option<&'a Dictionary>,
    ) -> Result<Option<Raw<'a>>, Said> {
        if let Some(levels) = &mut self.levels
            && levels.next(&self.bytes)? != leaf.depth
        {
            return Ok(None);
        }
        self.values.next(&self.bytes, leaf.physical, dictionary).map(Some)
    }
}
