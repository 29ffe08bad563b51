//! Which part of each zone does a tile show?
//!
//! A zone is halved, and its halves again, until single tiles are left, so
//! that a long border is not looked at once for every tile it comes near.
//! Halving moves what lies beyond the line onto the line: there it cancels out
//! up to the part of the line where the zone ends now. Borders have vertices
//! wherever they pass the sides of a tile with its margin, so no coordinate is
//! rounded and nothing is lost or gained.

use geo_types::MultiPolygon;

use super::{
    EXTENT, Grid,
    point::{Edge, Point},
    polygons::polygons,
};
use crate::export::Tile;

/// The parts of a zone by tile, in no particular order.
pub(super) fn cut(border: &[Edge], grid: Grid) -> Vec<(Tile, MultiPolygon<i32>)> {
    let mut out = Vec::new();
    let corners = || border.iter().map(|edge| edge.from);
    let tiles = |axis: Axis| {
        let low = corners().map(|corner| axis.across(corner)).min()?;
        let high = corners().map(|corner| axis.across(corner)).max()?;
        let last = (1 << grid.zoom) - 1;
        let first = (low - grid.margin).div_euclid(EXTENT).clamp(0, last);
        Some((first, (high + grid.margin - 1).div_euclid(EXTENT).clamp(first, last)))
    };
    if let (Some(columns), Some(rows)) = (tiles(Axis::X), tiles(Axis::Y)) {
        divide(border.to_vec(), columns, rows, grid, &mut out);
    }
    out
}

/// Halves the part of a zone that lies in some columns and rows of tiles.
fn divide(
    border: Vec<Edge>,
    columns: (i32, i32),
    rows: (i32, i32),
    grid: Grid,
    out: &mut Vec<(Tile, MultiPolygon<i32>)>,
) {
    if border.is_empty() {
        return;
    }
    let (axis, (first, last)) =
        if columns.1 - columns.0 >= rows.1 - rows.0 { (Axis::X, columns) } else { (Axis::Y, rows) };
    if first == last {
        let origin = Point { x: columns.0 * EXTENT, y: rows.0 * EXTENT };
        let tile = Tile { zoom: grid.zoom, x: columns.0 as u32, y: rows.0 as u32 };
        out.push((tile, polygons(&border, origin)));
        return;
    }
    let middle = first + (last - first) / 2;
    let line = (middle + 1) * EXTENT;
    let low = clipped(&border, axis, Side { line: line + grid.margin, sign: -1 });
    let high = clipped(&border, axis, Side { line: line - grid.margin, sign: 1 });
    drop(border);
    for (half, tiles) in [(low, (first, middle)), (high, (middle + 1, last))] {
        match axis {
            Axis::X => divide(half, tiles, rows, grid, out),
            Axis::Y => divide(half, columns, tiles, grid, out),
        }
    }
}

/// Which coordinate a line is at.
#[derive(Clone, Copy)]
enum Axis {
    X,
    Y,
}

impl Axis {
    fn across(self, point: Point) -> i32 {
        match self {
            Self::X => point.x,
            Self::Y => point.y,
        }
    }

    fn along(self, point: Point) -> i32 {
        match self {
            Self::X => point.y,
            Self::Y => point.x,
        }
    }

    fn point(self, across: i32, along: i32) -> Point {
        match self {
            Self::X => Point { x: across, y: along },
            Self::Y => Point { x: along, y: across },
        }
    }
}

/// The side of a line that is kept: beyond it if `sign` is 1, before it if -1.
#[derive(Clone, Copy)]
struct Side {
    line: i32,
    sign: i32,
}

/// The border of the part of a zone that lies on one side of a line.
fn clipped(border: &[Edge], axis: Axis, side: Side) -> Vec<Edge> {
    let depth = |point: Point| (axis.across(point) - side.line) * side.sign;
    let mut kept = Vec::new();
    // Places on the line, with the change there of how often the line is
    // walked upwards; 0 and `true` where a vertex must stay.
    let mut stops: Vec<(i32, i32, bool)> = Vec::new();
    let mut moved_onto_line = |from: Point, to: Point| {
        let (from, to) = (axis.along(from), axis.along(to));
        if from != to {
            stops.extend([(from, 1, false), (to, -1, false)]);
        }
    };
    let mut vertices = Vec::new();
    for &edge in border {
        let (from, to) = (depth(edge.from), depth(edge.to));
        if from <= 0 && to <= 0 {
            moved_onto_line(edge.from, edge.to);
            continue;
        }
        let mut edge = edge;
        if from < 0 || to < 0 {
            // Only what runs straight across the line has no vertex there.
            debug_assert_eq!(axis.along(edge.from), axis.along(edge.to));
            let end = if from < 0 { &mut edge.from } else { &mut edge.to };
            *end = axis.point(side.line, axis.along(*end));
        }
        vertices.extend([edge.from, edge.to].into_iter().filter(|&end| depth(end) == 0));
        kept.push(edge);
    }
    stops.extend(vertices.into_iter().map(|end| (axis.along(end), 0, true)));
    stops.sort_unstable();
    let (mut times, mut since) = (0_i32, 0);
    for here in stops.chunk_by(|a, b| a.0 == b.0) {
        let change: i32 = here.iter().map(|stop| stop.1).sum();
        if change == 0 && !here.iter().any(|stop| stop.2) {
            continue;
        }
        let (start, end) = (axis.point(side.line, since), axis.point(side.line, here[0].0));
        match times.signum() {
            1 => kept.push(Edge { from: start, to: end }),
            -1 => kept.push(Edge { from: end, to: start }),
            _ => {}
        }
        since = here[0].0;
        times += change;
    }
    kept
}
