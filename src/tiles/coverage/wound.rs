//! Which polygons do the rings of one object still wind around?

use geo_types::{Coord, MultiPolygon};

use super::{
    crossings::Limits,
    pixel::Pixels,
    point::{Edge, Point},
    polygons::polygons,
    together,
};

/// The polygons that rings on a grid wind around, valid as those of
/// [`Drawing::polygons`](super::Drawing::polygons).
///
/// Exteriors turn one way and holes the other; which, does not matter. Rings may
/// cross and touch themselves and each other, as rounding leaves them: where they
/// cross they get a vertex on the grid, where they overlap they become one, and a
/// sliver that rounding turned over is no inside. Rings that cross a hundred
/// thousand times wind around nothing.
pub fn wound<'a>(rings: impl Iterator<Item = &'a [Coord<i32>]>) -> MultiPolygon<i32> {
    let mut edges = Vec::new();
    for ring in rings {
        let at = |coord: Coord<i32>| Point { x: coord.x, y: coord.y };
        let from = ring.last().into_iter().chain(ring);
        edges.extend(from.zip(ring).map(|(from, to)| Edge { from: at(*from), to: at(*to) }));
    }
    if doubled_area(&edges) < 0 {
        edges.iter_mut().for_each(|edge| *edge = edge.reversed());
    }
    let Some(borders) = together(&[edges], Pixels::new(0), Limits::OBJECT) else {
        return MultiPolygon(Vec::new());
    };
    polygons(&borders[0], Point { x: 0, y: 0 })
}

/// Twice the area around which edges turn left, less that around which they
/// turn right.
fn doubled_area(edges: &[Edge]) -> i128 {
    let wide = |from: i32, to: i32| i128::from(from) * i128::from(to);
    edges.iter().map(|Edge { from, to }| wide(from.x, to.y) - wide(from.y, to.x)).sum()
}
