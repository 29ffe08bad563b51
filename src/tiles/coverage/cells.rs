//! What lies near here? Things by the cell of an even grid they lie in.

use super::point::Point;

/// A grid of square cells around a set of places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    origin: Point,
    /// A cell is `1 << shift` units wide.
    shift: u32,
    columns: usize,
    rows: usize,
}

impl Layout {
    /// A grid with about one cell for each of the places; `None` without any.
    pub fn around(places: impl ExactSizeIterator<Item = Point>) -> Option<Self> {
        let n_places = places.len() as i64;
        let (low, high) = places.fold(None, |bounds: Option<(Point, Point)>, p| {
            let (low, high) = bounds.unwrap_or((p, p));
            Some((
                Point { x: low.x.min(p.x), y: low.y.min(p.y) },
                Point { x: high.x.max(p.x), y: high.y.max(p.y) },
            ))
        })?;
        let (width, height) = low.to(high);
        let cells = |shift: u32| ((width >> shift) + 1) * ((height >> shift) + 1);
        let shift = (0..32).find(|&shift| cells(shift) <= 2 * n_places).unwrap_or(31);
        let (columns, rows) = (((width >> shift) + 1) as usize, ((height >> shift) + 1) as usize);
        Some(Self { origin: low, shift, columns, rows })
    }

    /// How many cells there are.
    pub fn n_cells(&self) -> usize {
        self.columns * self.rows
    }

    /// The cell of a place within the bounds.
    pub fn cell(&self, place: Point) -> usize {
        let (x, y) = self.origin.to(place);
        (y >> self.shift) as usize * self.columns + (x >> self.shift) as usize
    }

    /// Hands over, row by row, the cells of a box, sides included.
    pub fn in_box(
        &self,
        low: (i64, i64),
        high: (i64, i64),
        mut row: impl FnMut(std::ops::RangeInclusive<usize>),
    ) {
        let Some((first, last)) = self.span(low.1, high.1, self.origin.y, self.rows) else { return };
        let Some((west, east)) = self.span(low.0, high.0, self.origin.x, self.columns) else { return };
        for y in first..=last {
            row(y * self.columns + west..=y * self.columns + east);
        }
    }

    /// Hands over, row by row, the cells that lie within `reach` units of a
    /// line along both axes, and maybe a few more.
    pub fn along(
        &self,
        a: Point,
        b: Point,
        reach: i32,
        mut row: impl FnMut(std::ops::RangeInclusive<usize>),
    ) {
        let (a, b) = if a.y <= b.y { (a, b) } else { (b, a) };
        let (reach, (dx, dy)) = (i64::from(reach), a.to(b));
        let Some((first, last)) =
            self.span(i64::from(a.y) - reach, i64::from(b.y) + reach, self.origin.y, self.rows)
        else {
            return;
        };
        for y in first..=last {
            // The part of the line whose y is within reach of this row; one
            // unit more on all sides covers the rounding.
            let north = i64::from(self.origin.y) + ((y as i64) << self.shift) - reach - 1 - i64::from(a.y);
            let south = north + (1 << self.shift) + 2 * reach + 2;
            let x_at = |y: i64| {
                let share = if dy == 0 { 0.0 } else { y.clamp(0, dy) as f64 / dy as f64 };
                i64::from(a.x) + (share * dx as f64).round() as i64
            };
            let (mut west, mut east) =
                if dy == 0 { (i64::from(a.x), i64::from(b.x)) } else { (x_at(north), x_at(south)) };
            if west > east {
                std::mem::swap(&mut west, &mut east);
            }
            if let Some((west, east)) =
                self.span(west - reach - 1, east + reach + 1, self.origin.x, self.columns)
            {
                row(y * self.columns + west..=y * self.columns + east);
            }
        }
    }

    /// The rows (or columns) from `low` to `high`; `None` if all are outside.
    fn span(&self, low: i64, high: i64, origin: i32, n: usize) -> Option<(usize, usize)> {
        let (low, high) = ((low - i64::from(origin)) >> self.shift, (high - i64::from(origin)) >> self.shift);
        let last = n as i64 - 1;
        (low <= last && high >= 0).then(|| (low.max(0) as usize, high.min(last) as usize))
    }
}

/// Things by cell.
#[derive(Debug)]
pub(super) struct Cells {
    /// The grid.
    pub layout: Layout,
    /// The things of cell `i` are `things[starts[i]..starts[i + 1]]`.
    starts: Vec<usize>,
    things: Vec<u32>,
}

impl Cells {
    /// Sorts things into their cells; within a cell they keep their order.
    pub fn new(layout: Layout, placed: &[(usize, u32)]) -> Self {
        let mut starts = vec![0; layout.n_cells() + 1];
        for &(cell, _) in placed {
            starts[cell + 1] += 1;
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let (mut ends, mut things) = (starts.clone(), vec![0; placed.len()]);
        for &(cell, thing) in placed {
            things[ends[cell]] = thing;
            ends[cell] += 1;
        }
        Self { layout, starts, things }
    }

    /// The things of neighboring cells of one row.
    pub fn things(&self, cells: std::ops::RangeInclusive<usize>) -> &[u32] {
        &self.things[self.starts[*cells.start()]..self.starts[*cells.end() + 1]]
    }
}
