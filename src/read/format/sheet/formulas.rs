//! Formulas that nothing computed: a program wrote the workbook, and no
//! spreadsheet has opened it since.

use std::{collections::BTreeMap, ops::Range};

use crate::{lang::say, read::reader::Remark};

/// Cells with a formula and without a value.
#[derive(Default)]
pub(in crate::read::format) struct BlankFormulas {
    /// How many, per column, and the first row; both counted from 0.
    by_column: BTreeMap<u32, (u64, u32)>,
}

impl BlankFormulas {
    pub(in crate::read::format) fn note(&mut self, row: u32, column: u32) {
        self.by_column.entry(column).or_insert((0, row)).0 += 1;
    }

    /// What is said of those in the columns of a table.
    pub(super) fn remark(&self, header_row: u32, columns: Range<u32>) -> Option<Remark> {
        let inside = || self.by_column.range(columns.clone()).map(|(_, found)| found);
        let row = inside().map(|(_, row)| *row).filter(|row| *row > header_row).min()?;
        let n: u64 = inside().map(|(n, _)| n).sum();
        let cells = match n {
            1 => say!("1 cel heeft een formule", "1 cell holds a formula"),
            n => say!("{n} cellen hebben formules", "{n} cells hold formulas"),
        };
        let detail = say!(
            [cells] "{cells} zonder waarde, de eerste in deze rij: ze gelden als leeg; open het bestand in Excel en bewaar het",
            "{cells} without a value, the first in this row: they read as empty; open the file in Excel and save it"
        );
        Some(Remark { row: u64::from(row) + 1, detail })
    }
}
