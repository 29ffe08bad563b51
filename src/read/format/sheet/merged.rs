//! A merged cell shows one value over several cells, and stores it in the
//! first alone.

use calamine::Dimensions;

use super::{MAX_COLUMNS, bytes, check_row};
use crate::{
    lang::{Said, say},
    value::Value,
};

/// The merged cells of a sheet, as its rows stream by.
pub(super) struct Merged {
    /// By first row.
    regions: Vec<Dimensions>,
    /// The next one that begins.
    next: usize,
    /// Those that reach the row at hand or further, with their value.
    open: Vec<(Dimensions, Value)>,
}

impl Merged {
    /// Merged cells as they are listed, in any order.
    pub(super) fn new(mut regions: Vec<Dimensions>) -> Self {
        regions.sort_by_key(|region| region.start);
        Self { regions, next: 0, open: Vec::new() }
    }

    /// Fills what merged cells cover in a row, whose values begin at
    /// `first_column`. Rows come in order; both are counted from 0.
    ///
    /// To the right only texts go, and none that fill most of a row: a number
    /// that takes the room of two columns says nothing of the second, and a
    /// title nothing of any.
    pub(super) fn fill(&mut self, row: u32, first_column: u32, values: &mut [Value]) -> Result<(), Said> {
        self.open.retain(|(region, _)| region.end.0 >= row);
        while let Some(region) = self.regions.get(self.next).filter(|region| region.start.0 <= row) {
            self.next += 1;
            if region.end.0 < row {
                continue;
            }
            // Where its first row holds nothing it has no value.
            let place = region.start.1.checked_sub(first_column).map(|place| place as usize);
            let value = place.filter(|_| region.start.0 == row).and_then(|place| values.get(place));
            self.open.push((*region, value.cloned().unwrap_or_default()));
        }
        if self.open.len() > MAX_COLUMNS {
            return Err(say!(
                "samengevoegde cellen liggen over elkaar",
                "its merged cells lie over one another"
            ));
        }
        // What is held, and what is copied: a row may be told all of it.
        let mut n_bytes = bytes(self.open.iter().map(|(_, value)| value));
        check_row(row, n_bytes)?;
        for (region, value) in self.open.iter().filter(|(_, value)| !value.is_null()) {
            let width = (region.end.1 - region.start.1) as usize + 1;
            let goes_right =
                value.as_text().is_some_and(|text| !text.starts_with(|c: char| c.is_ascii_digit()))
                    && 2 * width <= values.len();
            let last = if goes_right { region.end.1 } else { region.start.1 };
            let from = region.start.1.saturating_sub(first_column) as usize;
            let to = (last + 1).saturating_sub(first_column) as usize;
            let covered = values.iter_mut().take(to).skip(from);
            for cell in covered.filter(|cell| cell.is_null()) {
                n_bytes += bytes([value]);
                check_row(row, n_bytes)?;
                cell.clone_from(value);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_cell_holds_for_all_it_covers() {
        let region = |start, end| Dimensions { start, end };
        // A title over all; a complex over three rows; two columns of one row; a number over two.
        let regions = vec![
            region((0, 1), (0, 4)),
            region((1, 1), (3, 1)),
            region((2, 2), (2, 3)),
            region((3, 3), (3, 4)),
        ];
        let mut merged = Merged::new(regions);
        let mut row = |row, values: [&str; 4]| {
            let mut values = values.map(|text| if text.is_empty() { Value::Null } else { text.into() });
            merged.fill(row, 1, &mut values).unwrap();
            values.map(|value| value.to_code().unwrap_or_default())
        };
        assert_eq!(row(0, ["Bezit", "", "", ""]), ["Bezit", "", "", ""]);
        assert_eq!(row(1, ["C1", "a", "", ""]), ["C1", "a", "", ""]);
        assert_eq!(row(2, ["", "b", "", ""]), ["C1", "b", "b", ""]);
        assert_eq!(row(3, ["", "c", "12", ""]), ["C1", "c", "12", ""]);
        assert_eq!(row(4, ["", "d", "", ""]), ["", "d", "", ""]);
    }
}
