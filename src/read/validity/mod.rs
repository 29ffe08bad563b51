//! Is this polygon valid, also when it has a hundred thousand vertices?
//!
//! `geo` compares every edge of a polygon with every other: a municipality's
//! boundary takes it a minute. Here the edges meet through an R-tree. The
//! rules are those of Simple Features, but for one that no area depends on:
//! holes may cut the inside in two.
//!
//! No geometry makes this take long: what is compared is counted, and where
//! that is too much there is no answer. The count is of work and never of
//! time, so that the answer is the same everywhere.

mod said;
mod tangle;

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashMap, HashSet},
};

use geo::{
    BoundingRect, Contains, LinesIter, Orient, Validation,
    indexed::IntervalTreeMultiPolygon,
    kernels::{Kernel, Orientation, RobustKernel},
    line_intersection::{LineIntersection, line_intersection},
    orient::Direction,
};
use geo_types::{Coord, Line, LineString, MultiPolygon, Point, Polygon, Rect};
use rstar::{AABB, RTree, primitives::GeomWithData, primitives::Rectangle};

pub(super) use tangle::too_tangled;

use crate::lang::{Said, say};

/// Up to so many vertices `geo` is as fast, and its messages are better.
const FEW: usize = 64;

/// Most comparisons of one geometry, beside so many a vertex: some 0.2 s. What
/// is drawn of real things needs 2 to 10 a vertex.
const MAX_WORK: usize = 5_000_000;
const WORK_PER_VERTEX: usize = 16;

/// Why a polygon cannot be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It is not valid; says why.
    Unsound(Said),
    /// To tell takes too much; says what.
    Costly(Said),
}

/// Comparisons that are left for one geometry.
struct Work {
    n_vertices: usize,
    left: usize,
}

impl Work {
    fn new(n_vertices: usize) -> Self {
        Self { n_vertices, left: n_vertices.saturating_mul(WORK_PER_VERTEX).saturating_add(MAX_WORK) }
    }

    fn take(&mut self, n: usize) -> Result<(), Flaw> {
        self.left = self.left.checked_sub(n).ok_or_else(|| {
            let most = WORK_PER_VERTEX * self.n_vertices + MAX_WORK;
            Flaw::Costly(say!(
                "de {} hoekpunten liggen zo dicht om elkaar heen dat meer dan {most} vergelijkingen nodig zijn",
                "its {} corners lie so close around one another that more than {most} comparisons are needed",
                self.n_vertices
            ))
        })?;
        Ok(())
    }
}

/// Says why a polygon is not valid, by Simple Features; coordinates finite.
pub(super) fn unsound(geometry: &MultiPolygon<f64>) -> Option<Flaw> {
    let rings =
        || geometry.0.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    // `geo` lets some of these pass.
    if rings().any(is_flat) {
        return Some(Flaw::Unsound(say!("een ring heeft geen binnenkant", "a ring has no inside")));
    }
    if rings().map(|ring| ring.0.len()).sum::<usize>() <= FEW {
        return geometry.check_validation().err().map(|error| Flaw::Unsound(said::of(&error)));
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

fn unsound_of_many(geometry: &MultiPolygon<f64>) -> Option<Flaw> {
    let mut rings = Vec::new();
    for (part, polygon) in geometry.0.iter().enumerate() {
        let holes = polygon.interiors().iter().map(|hole| (true, hole));
        for (is_hole, line) in std::iter::once((false, polygon.exterior())).chain(holes) {
            let Some(rect) = line.bounding_rect().filter(|_| line.0.len() >= 4) else {
                let detail = say!(
                    "een ring van vlak {part} heeft minder dan 3 verschillende punten",
                    "a ring of polygon {part} has fewer than 3 distinct points"
                );
                return Some(Flaw::Unsound(detail));
            };
            rings.push(Ring { part, is_hole, line, rect });
        }
    }
    let mut work = Work::new(rings.iter().map(|ring| ring.line.0.len()).sum());
    match touches(&rings, &mut work) {
        Err(flaw) => Some(flaw),
        Ok(touches) => nesting(geometry, &rings, &touches, &mut work).err(),
    }
}

/// Pairs of boxes that meet, each once.
fn pairs(
    rects: &[Rect<f64>],
    work: &mut Work,
    mut each: impl FnMut(usize, usize, &mut Work) -> Result<(), Flaw>,
) -> Result<(), Flaw> {
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
                work.take(1)?;
                each(n, other.data, work)?;
            }
        }
    }
    Ok(())
}

/// The points rings share; an error where edges cross or run along each other.
fn touches(rings: &[Ring<'_>], work: &mut Work) -> Result<Touches, Flaw> {
    let edges: Vec<(usize, usize, Line<f64>)> = rings
        .iter()
        .enumerate()
        .flat_map(|(ring, Ring { line, .. })| line.lines().enumerate().map(move |(n, edge)| (ring, n, edge)))
        .collect();
    let rects: Vec<Rect<f64>> = edges.iter().map(|(_, _, edge)| edge.bounding_rect()).collect();
    let mut touches = Touches::new();
    pairs(&rects, work, |a, b, _| {
        let ((ring_a, n_a, edge_a), (ring_b, n_b, edge_b)) = (edges[a], edges[b]);
        let at = |what: Said, Coord { x, y }: Coord<f64>| {
            let part = rings[ring_a].part;
            Err(Flaw::Unsound(say!(
                [what] "vlak {part} {what} bij ({x:.3}, {y:.3})",
                "polygon {part} {what} at ({x:.3}, {y:.3})"
            )))
        };
        match line_intersection(edge_a, edge_b) {
            None => Ok(()),
            Some(LineIntersection::Collinear { intersection }) => {
                let what = say!("heeft randen die over elkaar lopen", "has edges that run along each other");
                at(what, intersection.start)
            }
            Some(LineIntersection::SinglePoint { intersection, is_proper: true }) => {
                at(say!("heeft randen die elkaar kruisen", "has edges that cross"), intersection)
            }
            Some(LineIntersection::SinglePoint { intersection, .. }) => {
                if ring_a != ring_b {
                    let pair = (ring_a.min(ring_b), ring_a.max(ring_b));
                    touches.entry(pair).or_default().insert(bits(intersection));
                    return Ok(());
                }
                let last = rings[ring_a].line.0.len() - 2;
                let follow = n_a.abs_diff(n_b) == 1 || n_a.abs_diff(n_b) == last;
                let touches = || say!("heeft een ring die zichzelf raakt", "has a ring that touches itself");
                if follow { Ok(()) } else { at(touches(), intersection) }
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
fn nesting(
    geometry: &MultiPolygon<f64>,
    rings: &[Ring<'_>],
    touches: &Touches,
    work: &mut Work,
) -> Result<(), Flaw> {
    let unsound = |detail: Said| Err(Flaw::Unsound(detail));
    let mut shell_of = vec![0; geometry.0.len()];
    for (n, ring) in rings.iter().enumerate().filter(|(_, ring)| !ring.is_hole) {
        shell_of[ring.part] = n;
    }
    let areas: Vec<OnceCell<Inside>> = rings.iter().map(|_| OnceCell::new()).collect();
    let area = |n: usize| areas[n].get_or_init(|| Inside::of_ring(rings[n].line));
    for (n, ring) in rings.iter().enumerate().filter(|(_, ring)| ring.is_hole) {
        let (shell, shared) = (shell_of[ring.part], touches.get(&(shell_of[ring.part], n)));
        if !area(shell).holds_all(places(ring.line, shared), work)? {
            return unsound(say!(
                "vlak {} heeft een gat dat er niet in ligt",
                "polygon {} has a hole that is not inside it",
                ring.part
            ));
        }
    }

    let holes: Vec<usize> = (0..rings.len()).filter(|n| rings[*n].is_hole).collect();
    let rects: Vec<Rect<f64>> = holes.iter().map(|n| rings[*n].rect).collect();
    pairs(&rects, work, |a, b, work| {
        let (a, b) = (holes[a], holes[b]);
        if rings[a].part != rings[b].part {
            return Ok(());
        }
        let shared = touches.get(&(a, b));
        if area(b).holds_any(places(rings[a].line, shared), work)?
            || area(a).holds_any(places(rings[b].line, shared), work)?
        {
            return unsound(say!(
                "vlak {} heeft een gat in een ander gat",
                "polygon {} has a hole inside another",
                rings[a].part
            ));
        }
        Ok(())
    })?;

    let whole: Vec<OnceCell<Inside>> = geometry.0.iter().map(|_| OnceCell::new()).collect();
    let part = |n: usize| whole[n].get_or_init(|| Inside::of_polygon(&geometry.0[n]));
    // A touched hole of another part counts as its edge too.
    let mut edges: HashMap<(usize, usize), HashSet<(u64, u64)>> = HashMap::new();
    for ((a, b), shared) in touches {
        for (ring, other) in [(*a, *b), (*b, *a)] {
            if !rings[ring].is_hole && rings[ring].part != rings[other].part {
                edges.entry((rings[ring].part, rings[other].part)).or_default().extend(shared);
            }
        }
    }
    let rects: Vec<Rect<f64>> = shell_of.iter().map(|n| rings[*n].rect).collect();
    pairs(&rects, work, |a, b, work| {
        let mut overlaps =
            |a: usize, b: usize| part(b).holds_any(places(rings[shell_of[a]].line, edges.get(&(a, b))), work);
        if overlaps(a, b)? || overlaps(b, a)? {
            return unsound(say!("vlakken {a} en {b} overlappen elkaar", "polygons {a} and {b} overlap"));
        }
        Ok(())
    })
}

/// The inside of a ring or polygon, to be asked of many places.
struct Inside {
    tree: IntervalTreeMultiPolygon<f64>,
    /// The lower and the upper ends of all edges, ascending: they tell how
    /// many edges a place is held against.
    lows: Vec<f64>,
    highs: Vec<f64>,
}

impl Inside {
    fn of_ring(ring: &LineString<f64>) -> Self {
        Self::of_polygon(&Polygon::new(ring.clone(), Vec::new()))
    }

    fn of_polygon(polygon: &Polygon<f64>) -> Self {
        let ends = |pick: fn(f64, f64) -> f64| {
            let mut ends: Vec<f64> =
                polygon.lines_iter().map(|edge| pick(edge.start.y, edge.end.y)).collect();
            ends.sort_by(f64::total_cmp);
            ends
        };
        // The index counts windings: holes must turn the other way.
        let oriented = MultiPolygon(vec![polygon.orient(Direction::Default)]);
        Self { tree: IntervalTreeMultiPolygon::new(&oriented), lows: ends(f64::min), highs: ends(f64::max) }
    }

    fn holds(&self, place: Point<f64>, work: &mut Work) -> Result<bool, Flaw> {
        let begun = self.lows.partition_point(|low| *low <= place.y());
        work.take(begun - self.highs.partition_point(|high| *high < place.y()))?;
        Ok(self.tree.contains(&place))
    }

    fn holds_all(&self, mut places: impl Iterator<Item = Point<f64>>, work: &mut Work) -> Result<bool, Flaw> {
        places.try_fold(true, |all, place| Ok(all && self.holds(place, work)?))
    }

    fn holds_any(&self, mut places: impl Iterator<Item = Point<f64>>, work: &mut Work) -> Result<bool, Flaw> {
        places.try_fold(false, |any, place| Ok(any || self.holds(place, work)?))
    }
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
