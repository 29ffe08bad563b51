//! Which cells of a raster have their middle in a footprint?
//!
//! # Method
//!
//! Every edge is turned into the rows whose middles it crosses and, in each,
//! the first column past it. Both are found by one rounding rule per axis
//! that depends on the coordinate alone, and an edge is looked at from its
//! northern end whichever way its ring runs. So where two polygons share an
//! edge one ends exactly where the other begins: a middle on it belongs to
//! the polygon east or south of it, never to both and never to none.

use std::ops::Range;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::{
    bounds::Bounds,
    grid::{CellBox, Grid},
};

/// Most cells of a [`Mask`]: two by two kilometers at half a meter.
const MAX_CELLS: usize = 1 << 24;

/// Most rows that the edges of one polygon may cross in all.
const MAX_CROSSINGS: u64 = 1 << 23;

/// Most cells that are looked at to mark those near the boundary.
const MAX_LOOKS: u64 = 1 << 27;

/// Cells side by side in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The row.
    pub row: i64,
    /// The columns, never empty.
    pub columns: Range<i64>,
}

/// The cells whose middles lie in a polygon, holes left out, from north to
/// south and west to east.
///
/// `None` when the polygon is out of all proportion to the cells: its edges
/// then cross more than 8 million rows.
///
/// # Examples
///
/// ```
/// use geo_types::{Rect, coord};
/// use toplaag::overlay::{Grid, runs};
///
/// let grid = Grid { west: 0.0, north: 10.0, cell_width: 1.0, cell_height: 1.0 };
/// let plot = Rect::new(coord! { x: 2.0, y: 6.5 }, coord! { x: 4.6, y: 8.0 }).to_polygon();
/// let runs = runs(&grid, &plot).expect("a plot is small");
/// // The middle of row 3, y = 6.5, lies on the southern edge: not in.
/// assert_eq!(runs.len(), 1);
/// assert_eq!((runs[0].row, runs[0].columns.clone()), (2, 2..5));
/// ```
#[must_use]
pub fn runs(grid: &Grid, polygon: &Polygon<f64>) -> Option<Vec<Run>> {
    let rings = || std::iter::once(polygon.exterior()).chain(polygon.interiors());
    let edges = || rings().flat_map(LineString::lines).map(|line| Edge::new(line.start, line.end));
    let n_rows = |edge: &Edge| u64::try_from(edge.rows(grid).end - edge.rows(grid).start).unwrap_or(0);
    let crossings = edges().map(|edge| n_rows(&edge)).fold(0, u64::saturating_add);
    if crossings > MAX_CROSSINGS {
        return None;
    }
    let mut ends: Vec<(i64, i64)> = Vec::with_capacity(usize::try_from(crossings).unwrap_or(0));
    for edge in edges() {
        ends.extend(edge.rows(grid).map(|row| (row, grid.first_column(edge.x_at(grid.center(0, row).y)))));
    }
    ends.sort_unstable();
    let runs = ends
        .chunks_exact(2)
        .map(|pair| Run { row: pair[0].0, columns: pair[0].1..pair[1].1 })
        .filter(|run| !run.columns.is_empty());
    Some(runs.collect())
}

/// An edge of a ring, its northern end first.
struct Edge {
    north: Coord<f64>,
    south: Coord<f64>,
}

impl Edge {
    fn new(a: Coord<f64>, b: Coord<f64>) -> Self {
        if a.y >= b.y { Self { north: a, south: b } } else { Self { north: b, south: a } }
    }

    /// The rows whose middles it crosses: none when it runs east to west.
    fn rows(&self, grid: &Grid) -> Range<i64> {
        let first = grid.first_row(self.north.y);
        first..grid.first_row(self.south.y).max(first)
    }

    /// Where it is at this height; beyond its ends, where it ends.
    fn x_at(&self, y: f64) -> f64 {
        let fall = self.north.y - self.south.y;
        if fall <= 0.0 {
            return self.north.x;
        }
        let along = ((self.north.y - y) / fall).clamp(0.0, 1.0);
        self.north.x + along * (self.south.x - self.north.x)
    }

    /// The square of the distance to a point.
    fn distance_squared(&self, point: Coord<f64>) -> f64 {
        let along = self.south - self.north;
        let from = point - self.north;
        let length = along.x * along.x + along.y * along.y;
        let at =
            if length > 0.0 { ((from.x * along.x + from.y * along.y) / length).clamp(0.0, 1.0) } else { 0.0 };
        let (x, y) = (from.x - at * along.x, from.y - at * along.y);
        x * x + y * y
    }
}

/// The cells in and around a footprint: which have their middle in it, and
/// which within a distance of its boundary.
#[derive(Debug, Clone)]
pub struct Mask {
    /// The box that was looked at: the footprint and the distance around it.
    pub cells: CellBox,
    /// Per cell of the box, row by row.
    marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    inside: bool,
    near: bool,
}

impl Mask {
    /// Marks the cells of a footprint and those within `distance` meters of
    /// its boundary, holes included on both counts.
    ///
    /// `None` without any vertex, and when the footprint is out of all
    /// proportion to the cells (more than 16 million).
    #[must_use]
    pub fn new(grid: &Grid, footprint: &MultiPolygon<f64>, distance: f64) -> Option<Self> {
        let bounds = Bounds::of(footprint)?.inflated(distance);
        let cells = CellBox {
            columns: grid.first_column(bounds.min.x)..grid.first_column(bounds.max.x) + 1,
            rows: grid.first_row(bounds.max.y)..grid.first_row(bounds.min.y) + 1,
        };
        if cells.n_cells() > MAX_CELLS {
            return None;
        }
        let mut mask = Self { marks: vec![Mark::default(); cells.n_cells()], cells };
        for polygon in footprint {
            for run in runs(grid, polygon)? {
                for column in run.columns {
                    mask.at(column, run.row).inside = true;
                }
            }
        }
        let mut looks = 0;
        for polygon in footprint {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                for line in ring.lines() {
                    looks += mask.near(grid, &Edge::new(line.start, line.end), distance);
                    if looks > MAX_LOOKS {
                        return None;
                    }
                }
            }
        }
        Some(mask)
    }

    fn at(&mut self, column: i64, row: i64) -> &mut Mark {
        let at = self.cells.position(column, row);
        &mut self.marks[at]
    }

    /// Marks the cells near an edge; gives how many were looked at.
    fn near(&mut self, grid: &Grid, edge: &Edge, distance: f64) -> u64 {
        let mut looks = 0;
        let rows = grid.first_row(edge.north.y + distance)..grid.first_row(edge.south.y - distance) + 1;
        for row in rows.start.max(self.cells.rows.start)..rows.end.min(self.cells.rows.end) {
            // Only the piece of the edge at most that far north or south can be near.
            let y = grid.center(0, row).y;
            let ends = [edge.x_at(y + distance), edge.x_at(y - distance)];
            // Runs east to west: all of it.
            let ends = if edge.north.y - edge.south.y > 0.0 { ends } else { [edge.north.x, edge.south.x] };
            let columns = grid.first_column(ends[0].min(ends[1]) - distance)
                ..grid.first_column(ends[0].max(ends[1]) + distance) + 1;
            for column in columns.start.max(self.cells.columns.start)..columns.end.min(self.cells.columns.end)
            {
                looks += 1;
                if edge.distance_squared(grid.center(column, row)) <= distance * distance {
                    self.at(column, row).near = true;
                }
            }
        }
        looks
    }

    /// For each cell of the box whether its middle lies in the footprint.
    pub fn inside(&self) -> impl Iterator<Item = bool> {
        self.marks.iter().map(|mark| mark.inside)
    }

    /// For each cell of the box whether its middle lies in the footprint and
    /// further from its boundary than the distance.
    pub fn inner(&self) -> impl Iterator<Item = bool> {
        self.marks.iter().map(|mark| mark.inside && !mark.near)
    }

    /// For each cell of the box whether its middle lies outside the footprint
    /// and within the distance of its boundary.
    pub fn ring(&self) -> impl Iterator<Item = bool> {
        self.marks.iter().map(|mark| mark.near && !mark.inside)
    }
}
