//! How flat is the surface these cells measure?

/// The value in the middle of a list, of an even number the mean of both in
/// the middle; `None` of nothing. Sorts the list in part.
///
/// # Examples
///
/// ```
/// use toplaag::overlay::median;
///
/// assert_eq!(median(&mut [3.0, 1.0, 8.0]), Some(3.0));
/// assert_eq!(median(&mut [3.0, 1.0, 8.0, 4.0]), Some(3.5));
/// assert_eq!(median(&mut []), None);
/// ```
#[must_use]
pub fn median(values: &mut [f32]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let middle = values.len() / 2;
    let is_even = values.len().is_multiple_of(2);
    let (below, upper, _) = values.select_nth_unstable_by(middle, f32::total_cmp);
    let upper = f64::from(*upper);
    let lower = below.iter().copied().max_by(f32::total_cmp).filter(|_| is_even).map(f64::from);
    Some(lower.map_or(upper, |lower| f64::midpoint(lower, upper)))
}

/// When a plane counts as flat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlatRule {
    /// Steepest slope, rise over run.
    pub slope_max: f64,
    /// Largest root mean square of the distances between cells and plane, meters.
    pub residual_max: f64,
}

/// How many cells belong to a flat piece of surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FlatCells {
    /// Cells of which it can be said.
    pub known: usize,
    /// Of these, flat.
    pub flat: usize,
}

/// Counts the flat cells of a surface.
///
/// `heights` holds `width` cells a row, NaN where there is none; cells are
/// `cell_width` by `cell_height` meters.
///
/// # Method
///
/// A plane is fitted by least squares to every block of 3 × 3 cells that is
/// whole. A cell takes the best-fitting of the (at most four) blocks it is a
/// corner of, and is flat when that plane is. Blocks across a parapet, a
/// ridge, or the step to a higher roof fit badly, and the cells beside these
/// have a block that looks the other way: so roofs at several heights are
/// flat, and both sides of a gable are not. A cell without a whole block
/// says nothing.
#[must_use]
pub fn flat_cells(heights: &[f32], width: usize, cell_size: (f64, f64), rule: FlatRule) -> FlatCells {
    let n_rows = heights.len().checked_div(width).unwrap_or(0);
    let mut cells = FlatCells::default();
    if width < 3 || n_rows < 3 {
        return cells;
    }
    let blocks: Vec<Option<Plane>> = (0..heights.len())
        .map(|at| {
            let (column, row) = (at % width, at / width);
            let is_middle = (1..width - 1).contains(&column) && (1..n_rows - 1).contains(&row);
            is_middle.then(|| Plane::fit(heights, width, at, cell_size)).flatten()
        })
        .collect();
    for (at, _) in heights.iter().enumerate().filter(|(_, height)| !height.is_nan()) {
        let (column, row) = (at % width, at / width);
        let mut best: Option<Plane> = None;
        for (far_row, far_column) in [(false, false), (false, true), (true, false), (true, true)] {
            let row = if far_row { row + 1 } else { row.wrapping_sub(1) };
            let column = if far_column { column + 1 } else { column.wrapping_sub(1) };
            if row >= n_rows || column >= width {
                continue;
            }
            if let Some(plane) = blocks[row * width + column]
                && best.is_none_or(|best| plane.residual < best.residual)
            {
                best = Some(plane);
            }
        }
        if let Some(plane) = best {
            cells.known += 1;
            cells.flat += usize::from(plane.slope <= rule.slope_max && plane.residual <= rule.residual_max);
        }
    }
    cells
}

/// A plane through nine cells.
#[derive(Debug, Clone, Copy)]
struct Plane {
    /// Rise over run, in its steepest direction.
    slope: f64,
    /// Root mean square of the distances to it.
    residual: f64,
}

impl Plane {
    /// The least-squares plane of the block around a cell; `None` unless all
    /// nine are known.
    fn fit(
        heights: &[f32],
        width: usize,
        middle: usize,
        (cell_width, cell_height): (f64, f64),
    ) -> Option<Self> {
        let corner = middle - width - 1;
        let mut block = [[0.0; 3]; 3];
        for (row, cells) in block.iter_mut().enumerate() {
            for (column, cell) in cells.iter_mut().enumerate() {
                let height = heights[corner + row * width + column];
                if height.is_nan() {
                    return None;
                }
                *cell = f64::from(height);
            }
        }
        let sum = |cells: [f64; 3]| cells[0] + cells[1] + cells[2];
        let row = |row: usize| sum(block[row]);
        let column = |column: usize| sum(block.map(|cells| cells[column]));
        let mean = (row(0) + row(1) + row(2)) / 9.0;
        // On a lattice the two slopes do not depend on one another.
        let (per_column, per_row) = ((column(2) - column(0)) / 6.0, (row(2) - row(0)) / 6.0);
        let mut squares = 0.0;
        for (south, cells) in [-1.0, 0.0, 1.0].into_iter().zip(block) {
            for (east, height) in [-1.0, 0.0, 1.0].into_iter().zip(cells) {
                let off: f64 = height - mean - east * per_column - south * per_row;
                squares += off * off;
            }
        }
        Some(Self {
            slope: (per_column / cell_width).hypot(per_row / cell_height),
            residual: (squares / 9.0_f64).sqrt(),
        })
    }
}
