//! Which polygons does a border enclose?

use std::collections::HashMap;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::{
    planar::{NONE, Planar},
    point::{Edge, Point, turn},
};

/// The polygons of a zone, given its border.
///
/// Takes distinct edges that meet at vertices only and have the zone on their
/// left. Polygons are valid in the sense of Simple Features: rings do not
/// touch themselves, holes touch the outer ring or each other in points at
/// most, and the inside is in one piece. Outer rings have a positive area by
/// the shoelace formula, holes a negative one; rings start at their smallest
/// vertex and have no vertex on a straight line. Coordinates are moved by
/// `-origin`.
pub(super) fn polygons(border: &[Edge], origin: Point) -> MultiPolygon<i32> {
    let planar = Planar::new(border.iter().map(|&edge| (edge, 1)));
    let mut found: Vec<(Vec<Point>, Vec<Vec<Point>>)> = Vec::new();
    // The polygon of each round, and the rounds that are holes only.
    let mut polygon_of = vec![NONE; planar.starts.len()];
    let mut within: Vec<(u32, Vec<Vec<Point>>)> = Vec::new();
    for (round, &start) in (0..).zip(&planar.starts) {
        if planar.walks[start as usize].step < 0 {
            continue;
        }
        let (outer, holes): (Vec<_>, Vec<_>) =
            simple_rings(&planar, round).into_iter().partition(|ring| doubled_area(ring) > 0);
        match outer.into_iter().next() {
            Some(outer) => {
                polygon_of[round as usize] = found.len() as u32;
                found.push((outer, holes));
            }
            None => within.push((round, holes)),
        }
    }
    let places: Vec<_> =
        within.iter().map(|&(round, _)| planar.edge(planar.starts[round as usize]).from).collect();
    for ((round, holes), west) in within.into_iter().zip(planar.west_of(&places)) {
        // What lies west of these holes starts further west, so is known.
        let polygon = if west == NONE { NONE } else { polygon_of[planar.round[west as usize] as usize] };
        polygon_of[round as usize] = polygon;
        if let Some(polygon) = found.get_mut(polygon as usize) {
            polygon.1.extend(holes);
        }
    }
    let ring = |ring: Vec<Point>| line_string(&ring, origin);
    found
        .into_iter()
        .map(|(outer, mut holes)| {
            holes.sort_unstable();
            Polygon::new(ring(outer), holes.into_iter().map(ring).collect())
        })
        .collect()
}

/// A round as rings that do not touch themselves.
fn simple_rings(planar: &Planar, round: u32) -> Vec<Vec<Point>> {
    let (mut rings, mut open) = (Vec::new(), Vec::new());
    // Where in `open` a place was, which is no longer so once it is cut off.
    let mut passed: HashMap<Point, usize> = HashMap::new();
    for walk in planar.around(round) {
        let place = planar.edge(walk).from;
        if comes_again(planar, walk) {
            let earlier = passed.get(&place).copied().filter(|&earlier| open.get(earlier) == Some(&place));
            if let Some(earlier) = earlier {
                rings.push(tidied(open.split_off(earlier)));
            }
            passed.insert(place, open.len());
        }
        open.push(place);
    }
    rings.push(tidied(open));
    rings
}

/// Whether more than two walks start where this one does.
fn comes_again(planar: &Planar, walk: u32) -> bool {
    let (from, walk) = (planar.edge(walk).from, walk as usize);
    let near = planar.walks.iter().skip(walk.saturating_sub(2)).take(walk.min(2) + 3);
    near.filter(|other| other.edge.from == from).count() > 2
}

/// A ring without vertices on a straight line, from its smallest vertex.
fn tidied(ring: Vec<Point>) -> Vec<Point> {
    let n = ring.len();
    let bends = |i: usize| turn(ring[(i + n - 1) % n], ring[i], ring[(i + 1) % n]) != 0;
    let mut tidy: Vec<_> = (0..n).filter(|&i| bends(i)).map(|i| ring[i]).collect();
    if let Some(smallest) = (0..tidy.len()).min_by_key(|&i| tidy[i]) {
        tidy.rotate_left(smallest);
    }
    tidy
}

/// Twice the area of a ring, positive where it turns left.
pub(super) fn doubled_area(ring: &[Point]) -> i128 {
    let Some(&first) = ring.first() else { return 0 };
    ring.windows(2).map(|pair| i128::from(turn(first, pair[0], pair[1]))).sum()
}

/// A closed line around a ring.
fn line_string(ring: &[Point], origin: Point) -> LineString<i32> {
    let moved = |point: &Point| Coord { x: point.x - origin.x, y: point.y - origin.y };
    ring.iter().chain(ring.first()).map(moved).collect()
}
