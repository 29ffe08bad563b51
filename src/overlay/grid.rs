//! Where do the cells of a raster lie?

use std::ops::Range;

use geo_types::Coord;

/// The lattice of a raster: north up, along the axes of RD New.
///
/// Columns count eastward and rows southward, without end on either side, so
/// that the sheets of one map share a lattice.
///
/// # CRS
///
/// RD New, meters.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Grid {
    /// West edge of column 0.
    pub west: f64,
    /// North edge of row 0.
    pub north: f64,
    /// Width of a cell, above 0.
    pub cell_width: f64,
    /// Height of a cell, above 0.
    pub cell_height: f64,
}

/// A box of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellBox {
    /// Its columns.
    pub columns: Range<i64>,
    /// Its rows.
    pub rows: Range<i64>,
}

/// The cells of a raster, handed out a box at a time.
///
/// The same box gives the same values whoever asked for what before.
pub trait Cells: Send + Sync {
    /// The lattice they lie on.
    fn grid(&self) -> Grid;

    /// The values of a box, row by row from the north; NaN where there is no
    /// data, inside the raster or beyond it.
    fn window(&self, cells: &CellBox) -> Vec<f32>;
}

impl Grid {
    /// The middle of a cell.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "columns and rows of a country are far below 2⁵³")]
    pub fn center(&self, column: i64, row: i64) -> Coord<f64> {
        Coord {
            x: self.west + (column as f64 + 0.5) * self.cell_width,
            y: self.north - (row as f64 + 0.5) * self.cell_height,
        }
    }

    /// Column and row of the cell that holds a point; of its edges a cell
    /// holds the western and the northern one.
    #[must_use]
    pub fn cell_at(&self, point: Coord<f64>) -> (i64, i64) {
        (
            whole(((point.x - self.west) / self.cell_width).floor()),
            whole(((self.north - point.y) / self.cell_height).floor()),
        )
    }

    /// The first column whose middle lies at `x` or east of it.
    pub(super) fn first_column(&self, x: f64) -> i64 {
        whole(((x - self.west) / self.cell_width - 0.5).ceil())
    }

    /// The first row whose middle lies at `y` or south of it.
    pub(super) fn first_row(&self, y: f64) -> i64 {
        whole(((self.north - y) / self.cell_height - 0.5).ceil())
    }
}

impl CellBox {
    /// A single cell.
    #[must_use]
    pub fn one((column, row): (i64, i64)) -> Self {
        Self { columns: column..column + 1, rows: row..row + 1 }
    }

    /// Cells in a row of it.
    #[must_use]
    pub fn width(&self) -> usize {
        length(&self.columns)
    }

    /// Rows of it.
    #[must_use]
    pub fn height(&self) -> usize {
        length(&self.rows)
    }

    /// How many cells it holds.
    #[must_use]
    pub fn n_cells(&self) -> usize {
        self.width().saturating_mul(self.height())
    }

    /// What two boxes have in common; empty when they have nothing.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let both = |a: &Range<i64>, b: &Range<i64>| a.start.max(b.start)..a.end.min(b.end);
        Self { columns: both(&self.columns, &other.columns), rows: both(&self.rows, &other.rows) }
    }

    /// The same cells counted from the first of another box.
    #[must_use]
    pub fn from(&self, other: &Self) -> Self {
        self.moved(-other.columns.start, -other.rows.start)
    }

    /// Cells that were counted from the first of another box, counted as that
    /// box is.
    #[must_use]
    pub fn onto(&self, other: &Self) -> Self {
        self.moved(other.columns.start, other.rows.start)
    }

    fn moved(&self, east: i64, south: i64) -> Self {
        let by = |range: &Range<i64>, cells: i64| range.start + cells..range.end + cells;
        Self { columns: by(&self.columns, east), rows: by(&self.rows, south) }
    }

    /// Whether it holds no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() || self.rows.is_empty()
    }

    /// Where a cell of it stands in the values of its window.
    ///
    /// # Panics
    ///
    /// If the box does not hold the cell.
    #[must_use]
    pub fn position(&self, column: i64, row: i64) -> usize {
        assert!(self.columns.contains(&column) && self.rows.contains(&row), "a cell of this box");
        length(&(self.rows.start..row)) * self.width() + length(&(self.columns.start..column))
    }
}

fn length(range: &Range<i64>) -> usize {
    usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(0)
}

#[expect(clippy::cast_possible_truncation, reason = "a saturating cast; columns and rows are far below 2⁶³")]
fn whole(number: f64) -> i64 {
    number as i64
}
