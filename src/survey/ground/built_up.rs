//! Where does the built-up area end?
//!
//! Free ground is looked for among buildings, not in the fields around them.
//! A map of the built-up area decides where there is one; else the area is
//! derived from the panden, in cells: those with a building, and the gaps
//! between them up to a reach.

use geo_types::{MultiPolygon, Point, Polygon, Rect, coord};

use super::Fabric;
use crate::{overlay::ZoneIndex, params::InbreidingParams};

/// The built-up area, asked cell by cell.
pub(super) enum BuiltUp<'a> {
    /// As a map says.
    Map { area: &'a ZoneIndex, cell_m: f64 },
    /// Derived from the panden.
    Derived(Cells),
}

impl<'a> BuiltUp<'a> {
    pub fn new(map: Option<&'a ZoneIndex>, fabric: &Fabric, params: &InbreidingParams) -> Self {
        let cell_m = params.built_up_cell_m.value;
        match map {
            Some(area) => Self::Map { area, cell_m },
            None => Self::Derived(Cells::around(fabric, params)),
        }
    }

    /// The cells of a box that lie outside, joined along rows to as few
    /// rectangles as that gives.
    pub fn outside(&self, [min_x, min_y, max_x, max_y]: [f64; 4]) -> MultiPolygon<f64> {
        let cell_m = match self {
            Self::Map { cell_m, .. } => *cell_m,
            Self::Derived(cells) => cells.cell_m,
        };
        let cell = |at: f64| (at / cell_m).floor();
        let mut rectangles: Vec<Polygon<f64>> = Vec::new();
        let mut row = cell(min_y);
        while row * cell_m <= max_y {
            let mut from: Option<f64> = None;
            let mut column = cell(min_x);
            let last = cell(max_x) + 1.0;
            while column <= last {
                let middle = Point::new((column + 0.5) * cell_m, (row + 0.5) * cell_m);
                let is_outside = column < last && !self.holds(middle);
                match (from, is_outside) {
                    (None, true) => from = Some(column),
                    (Some(start), false) => {
                        let min = coord! { x: start * cell_m, y: row * cell_m };
                        let max = coord! { x: column * cell_m, y: (row + 1.0) * cell_m };
                        rectangles.push(Rect::new(min, max).to_polygon());
                        from = None;
                    }
                    _ => {}
                }
                column += 1.0;
            }
            row += 1.0;
        }
        MultiPolygon(rectangles)
    }

    fn holds(&self, point: Point<f64>) -> bool {
        match self {
            Self::Map { area, .. } => !area.at(point).is_empty(),
            Self::Derived(cells) => cells.holds(point),
        }
    }
}

/// Points along the outline of a pand, close enough to meet every cell it runs
/// through but a corner of one. What it encloses is filled as a gap is.
fn cells_along(polygon: &Polygon<f64>, cell_m: f64, mut each: impl FnMut(f64, f64)) {
    for line in polygon.exterior().lines() {
        let (dx, dy) = (line.end.x - line.start.x, line.end.y - line.start.y);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a side of a pand")]
        let steps = (dx.hypot(dy) / (cell_m / 4.0)).ceil().clamp(1.0, 1e6) as u32;
        for step in 0..steps {
            let along = f64::from(step) / f64::from(steps);
            each(line.start.x + dx * along, line.start.y + dy * along);
        }
    }
}

/// A raster of what is built-up, one bit a cell. The whole country takes 18 MB
/// at 25 m.
pub(super) struct Cells {
    cell_m: f64,
    /// Column and row of the first cell, counted from the origin of RD New.
    first: (i64, i64),
    columns: usize,
    rows: usize,
    bits: Vec<u64>,
}

impl Cells {
    /// Closes the gaps between panden: all within `reach_m` of one counts, and
    /// is drawn in again to the margin around the outermost. A group with fewer
    /// panden than the least is a hamlet or a farm.
    fn around(fabric: &Fabric, params: &InbreidingParams) -> Self {
        let cell_m = params.built_up_cell_m.value;
        let (reach_m, margin_m) = (params.built_up_reach_m.value, params.built_up_margin_m.value);
        #[expect(clippy::cast_possible_truncation, reason = "a column of RD New")]
        let cell = |at: f64| (at / cell_m).floor() as i64;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be some cells"
        )]
        let (reach, margin) = ((reach_m / cell_m).round() as usize, (margin_m / cell_m).round() as usize);
        // Sheds in a field are no built-up area.
        let counts = |at: u32| fabric.built[at as usize].units.is_none_or(|units| units > 0);
        let places: Vec<(i64, i64)> = (0..u32::try_from(fabric.built.len()).unwrap_or(u32::MAX))
            .filter(|at| counts(*at))
            .map(|at| fabric.point(at))
            .map(|point| (cell(point.x()), cell(point.y())))
            .collect();
        // Walked twice: the cells of all outlines of a country are too many to keep.
        let along_outlines = |each: &mut dyn FnMut((i64, i64))| {
            for (_, polygon) in fabric.index.polygons().filter(|(at, _)| counts(*at)) {
                cells_along(&polygon, cell_m, |x, y| each((cell(x), cell(y))));
            }
        };
        let edge = i64::try_from(reach).unwrap_or(0) + 1;
        let (mut min, mut max) = ((i64::MAX, i64::MAX), (i64::MIN, i64::MIN));
        let mut hold = |(column, row): (i64, i64)| {
            min = (min.0.min(column), min.1.min(row));
            max = (max.0.max(column), max.1.max(row));
        };
        places.iter().for_each(|place| hold(*place));
        along_outlines(&mut hold);
        if places.is_empty() {
            return Self { cell_m, first: (0, 0), columns: 0, rows: 0, bits: Vec::new() };
        }
        let first = (min.0 - edge, min.1 - edge);
        let size = |from: i64, to: i64| usize::try_from(to + edge + 1 - from).unwrap_or(0);
        let (columns, rows) = (size(first.0, max.0), size(first.1, max.1));
        let mut cells = Self { cell_m, first, columns, rows, bits: vec![0; (columns * rows).div_ceil(64)] };
        let mut at: Vec<usize> = places.iter().filter_map(|(column, row)| cells.at(*column, *row)).collect();
        at.sort_unstable();
        at.iter().for_each(|at| cells.bits[at / 64] |= 1 << (at % 64));
        along_outlines(&mut |(column, row)| {
            if let Some(at) = cells.at(column, row) {
                cells.bits[at / 64] |= 1 << (at % 64);
            }
        });
        cells.spread(reach, true);
        cells.spread(reach.saturating_sub(margin), false);
        cells.drop_small(&at, params.built_up_min_panden.value);
        cells
    }

    /// Clears groups of cells with fewer panden than asked; `panden` are their
    /// cells, ascending.
    fn drop_small(&mut self, panden: &[usize], least: u32) {
        let in_cell = |cell: usize| {
            let from = panden.partition_point(|at| *at < cell);
            panden[from..].iter().take_while(|at| **at == cell).count()
        };
        let mut left = self.bits.clone();
        let mut take = |at: usize| {
            let bit = 1_u64 << (at % 64);
            let there = left[at / 64] & bit != 0;
            left[at / 64] &= !bit;
            there
        };
        for start in 0..self.columns * self.rows {
            if !take(start) {
                continue;
            }
            let (mut group, mut next, mut n) = (vec![start], 0, 0);
            while let Some(&cell) = group.get(next) {
                next += 1;
                n += in_cell(cell);
                let column = cell % self.columns;
                let beside = [
                    (column > 0).then(|| cell - 1),
                    (column + 1 < self.columns).then_some(cell + 1),
                    cell.checked_sub(self.columns),
                    Some(cell + self.columns).filter(|cell| *cell < self.columns * self.rows),
                ];
                group.extend(beside.into_iter().flatten().filter(|cell| take(*cell)));
            }
            if n < least as usize {
                group.iter().for_each(|at| self.bits[at / 64] &= !(1 << (at % 64)));
            }
        }
    }

    fn at(&self, column: i64, row: i64) -> Option<usize> {
        let column = usize::try_from(column - self.first.0).ok().filter(|column| *column < self.columns)?;
        let row = usize::try_from(row - self.first.1).ok().filter(|row| *row < self.rows)?;
        Some(row * self.columns + column)
    }

    fn get(&self, at: usize) -> bool {
        self.bits[at / 64] >> (at % 64) & 1 == 1
    }

    /// Lets what is built (or what is not) grow by so many cells along rows
    /// and columns.
    fn spread(&mut self, reach: usize, built: bool) {
        for along_rows in [true, false] {
            let (lines, length) =
                if along_rows { (self.rows, self.columns) } else { (self.columns, self.rows) };
            let place = |line: usize, at: usize| {
                if along_rows { line * self.columns + at } else { at * self.columns + line }
            };
            let mut bits = self.bits.clone();
            for line in 0..lines {
                let mut last: Option<usize> = None;
                let mut grow = |at: usize, from: Option<usize>| {
                    let near = from.is_some_and(|from| from.abs_diff(at) <= reach);
                    if near {
                        let cell = place(line, at);
                        let bit = 1_u64 << (cell % 64);
                        if built { bits[cell / 64] |= bit } else { bits[cell / 64] &= !bit }
                    }
                };
                for at in 0..length {
                    if self.get(place(line, at)) == built {
                        last = Some(at);
                    }
                    grow(at, last);
                }
                last = None;
                for at in (0..length).rev() {
                    if self.get(place(line, at)) == built {
                        last = Some(at);
                    }
                    grow(at, last);
                }
            }
            self.bits = bits;
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a column of RD New")]
    fn holds(&self, point: Point<f64>) -> bool {
        let cell = |at: f64| (at / self.cell_m).floor() as i64;
        self.at(cell(point.x()), cell(point.y())).is_some_and(|at| self.get(at))
    }
}
