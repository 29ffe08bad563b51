//! Is this polygon valid, also when it has a hundred thousand vertices?
//!
//! `geo` compares every edge of a polygon with every other: a municipality's
//! boundary takes it a minute. Here the edges meet through an R-tree. The
//! rules are those of Simple Features, but for one that no area depends on:
//! holes may cut the inside in two.

use std::collections::{BTreeMap, HashSet};

use geo::{
    BoundingRect, Contains, Orient, Validation,
    indexed::IntervalTreeMultiPolygon,
    kernels::{Kernel, Orientation, RobustKernel},
    line_intersection::{LineIntersection, line_intersection},
    orient::Direction,
};
use geo_types::{Coord, Line, LineString, MultiPolygon, Point, Polygon, Rect};
use rstar::{AABB, RTree, primitives::GeomWithData, primitives::Rectangle};

/// Up to so many vertices `geo` is as fast, and its messages are better.
const FEW: usize = 64;

/// Says why a polygon is not valid, by Simple Features; coordinates finite.
pub(super) fn unsound(geometry: &MultiPolygon<f64>) -> Option<String> {
    let rings =
        || geometry.0.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    // `geo` lets some of these pass.
    if rings().any(is_flat) {
        return Some("a ring has no inside".into());
    }
    if rings().map(|ring| ring.0.len()).sum::<usize>() <= FEW {
        return geometry.check_validation().err().map(|error| error.to_string());
    }
    unsound_of_many(geometry)
}

/// Whether a ring is a triangle at most and its vertices lie on one line.
fn is_flat(ring: &LineString<f64>) -> bool {
    match ring.0[..] {
        [a, b, c, _] => RobustKernel::orient2d(a, b, c) == Orientation::Collinear,
        _ => ring.0.len() < 4,
    }
}

/// One ring and where it belongs.
struct Ring<'a> {
    part: usize,
    is_hole: bool,
    line: &'a LineString<f64>,
    rect: Rect<f64>,
}

/// Points two rings share, by the bits of their coordinates.
type Touches = BTreeMap<(usize, usize), HashSet<(u64, u64)>>;

fn unsound_of_many(geometry: &MultiPolygon<f64>) -> Option<String> {
    let mut rings = Vec::new();
    for (part, polygon) in geometry.0.iter().enumerate() {
        let holes = polygon.interiors().iter().map(|hole| (true, hole));
        for (is_hole, line) in std::iter::once((false, polygon.exterior())).chain(holes) {
            let Some(rect) = line.bounding_rect().filter(|_| line.0.len() >= 4) else {
                return Some(format!("a ring of polygon {part} has fewer than 3 distinct points"));
            };
            rings.push(Ring { part, is_hole, line, rect });
        }
    }
    match touches(&rings) {
        Err(detail) => Some(detail),
        Ok(touches) => nesting(geometry, &rings, &touches).err(),
    }
}

/// Pairs of boxes that meet, each once.
fn pairs(
    rects: &[Rect<f64>],
    mut each: impl FnMut(usize, usize) -> Result<(), String>,
) -> Result<(), String> {
    let corners = |rect: &Rect<f64>| ([rect.min().x, rect.min().y], [rect.max().x, rect.max().y]);
    let boxes = rects.iter().enumerate().map(|(n, rect)| {
        let (low, high) = corners(rect);
        GeomWithData::new(Rectangle::from_corners(low, high), n)
    });
    let tree = RTree::bulk_load(boxes.collect());
    for (n, rect) in rects.iter().enumerate() {
        let (low, high) = corners(rect);
        for other in tree.locate_in_envelope_intersecting(AABB::from_corners(low, high)) {
            if other.data > n {
                each(n, other.data)?;
            }
        }
    }
    Ok(())
}

/// The points rings share; an error where edges cross or run along each other.
fn touches(rings: &[Ring<'_>]) -> Result<Touches, String> {
    let edges: Vec<(usize, usize, Line<f64>)> = rings
        .iter()
        .enumerate()
        .flat_map(|(ring, Ring { line, .. })| line.lines().enumerate().map(move |(n, edge)| (ring, n, edge)))
        .collect();
    let rects: Vec<Rect<f64>> = edges.iter().map(|(_, _, edge)| edge.bounding_rect()).collect();
    let mut touches = Touches::new();
    pairs(&rects, |a, b| {
        let ((ring_a, n_a, edge_a), (ring_b, n_b, edge_b)) = (edges[a], edges[b]);
        let at = |what: &str, place: Coord<f64>| {
            Err(format!("polygon {} {what} at ({:.3}, {:.3})", rings[ring_a].part, place.x, place.y))
        };
        match line_intersection(edge_a, edge_b) {
            None => Ok(()),
            Some(LineIntersection::Collinear { intersection }) => {
                at("has edges that run along each other", intersection.start)
            }
            Some(LineIntersection::SinglePoint { intersection, is_proper: true }) => {
                at("has edges that cross", intersection)
            }
            Some(LineIntersection::SinglePoint { intersection, .. }) => {
                if ring_a != ring_b {
                    let pair = (ring_a.min(ring_b), ring_a.max(ring_b));
                    touches.entry(pair).or_default().insert(bits(intersection));
                    return Ok(());
                }
                let last = rings[ring_a].line.0.len() - 2;
                let follow = n_a.abs_diff(n_b) == 1 || n_a.abs_diff(n_b) == last;
                if follow { Ok(()) } else { at("has a ring that touches itself", intersection) }
            }
        }
    })?;
    Ok(touches)
}

fn bits(coord: Coord<f64>) -> (u64, u64) {
    // Adding zero turns −0 into 0: they are the same place.
    ((coord.x + 0.0).to_bits(), (coord.y + 0.0).to_bits())
}

/// Sees to it that holes lie in their shells and nothing else in anything,
/// knowing that no edges cross.
fn nesting(geometry: &MultiPolygon<f64>, rings: &[Ring<'_>], touches: &Touches) -> Result<(), String> {
    let shells: Vec<IntervalTreeMultiPolygon<f64>> =
        geometry.0.iter().map(|part| area(part.exterior())).collect();
    let parts: Vec<IntervalTreeMultiPolygon<f64>> = geometry
        .0
        .iter()
        // The index counts windings: holes must turn the other way.
        .map(|part| IntervalTreeMultiPolygon::new(&MultiPolygon(vec![part.orient(Direction::Default)])))
        .collect();

    let mut shell_of = vec![0; geometry.0.len()];
    for (n, ring) in rings.iter().enumerate().filter(|(_, ring)| !ring.is_hole) {
        shell_of[ring.part] = n;
    }
    for (n, ring) in rings.iter().enumerate().filter(|(_, ring)| ring.is_hole) {
        let shared = touches.get(&(shell_of[ring.part], n));
        if !places(ring.line, shared).all(|place| shells[ring.part].contains(&place)) {
            return Err(format!("polygon {} has a hole that is not inside it", ring.part));
        }
    }

    let holes: Vec<usize> = (0..rings.len()).filter(|n| rings[*n].is_hole).collect();
    let rects: Vec<Rect<f64>> = holes.iter().map(|n| rings[*n].rect).collect();
    pairs(&rects, |a, b| {
        let (a, b) = (holes[a], holes[b]);
        let apart = rings[a].part != rings[b].part || {
            let shared = touches.get(&(a, b));
            let outside = |a: usize, b: usize| {
                let hole = area(rings[b].line);
                !places(rings[a].line, shared).any(|place| hole.contains(&place))
            };
            outside(a, b) && outside(b, a)
        };
        if apart { Ok(()) } else { Err(format!("polygon {} has a hole inside another", rings[a].part)) }
    })?;

    let rects: Vec<Rect<f64>> = shell_of.iter().map(|n| rings[*n].rect).collect();
    pairs(&rects, |a, b| {
        let outside = |a: usize, b: usize| {
            // A touched hole of `b` counts as its edge too.
            let shared: HashSet<(u64, u64)> = rings
                .iter()
                .enumerate()
                .filter(|(_, ring)| ring.part == b)
                .filter_map(|(n, _)| touches.get(&(n.min(shell_of[a]), n.max(shell_of[a]))))
                .flatten()
                .copied()
                .collect();
            !places(rings[shell_of[a]].line, Some(&shared)).any(|place| parts[b].contains(&place))
        };
        if outside(a, b) && outside(b, a) { Ok(()) } else { Err(format!("polygons {a} and {b} overlap")) }
    })
}

fn area(ring: &LineString<f64>) -> IntervalTreeMultiPolygon<f64> {
    IntervalTreeMultiPolygon::new(&MultiPolygon(vec![Polygon::new(ring.clone(), Vec::new())]))
}

/// Places that tell on which side of another ring this one lies: the first
/// vertex, as nothing crosses; where the two touch, every vertex and middle
/// of an edge but the touches themselves.
fn places<'a>(
    ring: &'a LineString<f64>,
    shared: Option<&'a HashSet<(u64, u64)>>,
) -> impl Iterator<Item = Point<f64>> + 'a {
    let shared = shared.filter(|shared| !shared.is_empty());
    let all = ring.lines().flat_map(|edge| [edge.start, (edge.start + edge.end) / 2.0]);
    all.take(if shared.is_some() { usize::MAX } else { 1 })
        .filter(move |place| !shared.is_some_and(|shared| shared.contains(&bits(*place))))
        .map(Point)
}

#[cfg(test)]
mod tests;
