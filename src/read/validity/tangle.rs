//! How much would it take to repair this geometry?
//!
//! The repair gives every crossing a vertex, and a star of 400 corners has
//! 80,000 crossings. They are counted before any is paid for.

use geo::{
    LinesIter,
    line_intersection::{LineIntersection, line_intersection},
};
use geo_types::{Line, MultiPolygon, Rect};

use super::{Flaw, Work, bits, pairs};
use crate::lang::{Said, say};
use std::collections::HashMap;

/// Most crossings that are repaired: each makes a part, and all parts lie
/// close together, which is what later costs. A slip of the pen makes one.
const MAX_CROSSINGS: usize = 2_000;

/// Most places where rings touch or run along each other, as parcels that were
/// joined do: 0.2 s and 20 MB.
const MAX_TOUCHES: usize = 20_000;

/// Most pairs of edges that lie above one another: the repair looks at all.
const MAX_ABOVE: usize = 50_000_000;

/// Says why a geometry is not to be repaired, if so; coordinates finite.
pub(in crate::read) fn too_tangled(geometry: &MultiPolygon<f64>) -> Option<Said> {
    let edges = odd(geometry);
    let n_corners = edges.len();
    if n_above(&edges, MAX_ABOVE) > MAX_ABOVE {
        return Some(say!(
            "van de {n_corners} randen liggen meer dan {MAX_ABOVE} paren boven elkaar",
            "of its {n_corners} edges more than {MAX_ABOVE} pairs lie above one another"
        ));
    }
    let too_many = |how: Said, most: usize| {
        Flaw::Costly(say!(
            [how] "de {n_corners} randen {how} elkaar meer dan {most} keer",
            "its {n_corners} edges {how} one another more than {most} times"
        ))
    };
    let (mut n_crossings, mut n_touches) = (0, n_forks(&edges));
    let rects: Vec<Rect<f64>> = edges.iter().map(|edge| Rect::new(edge.start, edge.end)).collect();
    let counted = pairs(&rects, &mut Work::new(n_corners), |a, b, _| {
        let (a, b) = (edges[a], edges[b]);
        let ends = |line: Line<f64>| [bits(line.start), bits(line.end)];
        match line_intersection(a, b) {
            None => {}
            Some(LineIntersection::Collinear { intersection }) => {
                n_touches += usize::from(intersection.start != intersection.end);
            }
            Some(LineIntersection::SinglePoint { is_proper: true, .. }) => n_crossings += 1,
            // Corners on corners were counted as forks.
            Some(LineIntersection::SinglePoint { intersection, .. }) => {
                let at = bits(intersection);
                n_touches += usize::from(!(ends(a).contains(&at) && ends(b).contains(&at)));
            }
        }
        if n_crossings > MAX_CROSSINGS {
            return Err(too_many(say!("kruisen", "cross"), MAX_CROSSINGS));
        }
        let is_most = n_touches > MAX_TOUCHES;
        if is_most { Err(too_many(say!("raken", "touch"), MAX_TOUCHES)) } else { Ok(()) }
    });
    match counted {
        Ok(()) => None,
        Err(Flaw::Costly(detail) | Flaw::Unsound(detail)) => Some(detail),
    }
}

/// The edges that occur an odd number of times: the others cancel out.
fn odd(geometry: &MultiPolygon<f64>) -> Vec<Line<f64>> {
    let key = |line: &Line<f64>| {
        let [start, end] = [line.start, line.end].map(|at| (at.x + 0.0, at.y + 0.0));
        if start <= end { (start, end) } else { (end, start) }
    };
    let mut edges: Vec<Line<f64>> = geometry.lines_iter().collect();
    let order = |a: &Line<f64>, b: &Line<f64>| key(a).partial_cmp(&key(b)).expect("coordinates are finite");
    edges.sort_by(order);
    edges.chunk_by(|a, b| key(a) == key(b)).filter(|same| same.len() % 2 == 1).map(|same| same[0]).collect()
}

/// Pairs of edges with a meridian in common; counting stops beyond the most.
fn n_above(edges: &[Line<f64>], most: usize) -> usize {
    let ends = |pick: fn(f64, f64) -> f64| {
        let mut ends: Vec<f64> = edges.iter().map(|edge| pick(edge.start.x, edge.end.x)).collect();
        ends.sort_by(f64::total_cmp);
        ends
    };
    let (starts, ends) = (ends(f64::min), ends(f64::max));
    let mut n = 0;
    for (begun, start) in starts.iter().enumerate() {
        n += begun - ends.partition_point(|end| end < start);
        if n > most {
            break;
        }
    }
    n
}

/// How often rings meet in a corner, beyond once each.
fn n_forks(edges: &[Line<f64>]) -> usize {
    let mut degrees: HashMap<(u64, u64), usize> = HashMap::new();
    for at in edges.iter().flat_map(|edge| [edge.start, edge.end]) {
        *degrees.entry(bits(at)).or_default() += 1;
    }
    degrees.values().map(|degree| (degree / 2).saturating_sub(1)).sum()
}

#[cfg(test)]
mod tests {
    use geo::wkt;
    use geo_types::{LineString, Polygon};

    use super::*;

    /// A star of which every point is joined with the two across.
    fn star(n: u32) -> MultiPolygon<f64> {
        let at = |nth: u32| {
            let angle = f64::from(nth * (n / 2) % n) / f64::from(n) * std::f64::consts::TAU;
            (50.0 * angle.cos(), 50.0 * angle.sin())
        };
        Polygon::new(LineString::from_iter((0..n).map(at)), Vec::new()).into()
    }

    #[test]
    fn crossings_are_counted_before_they_are_repaired() {
        assert_eq!(too_tangled(&star(5)), None);
        assert_eq!(too_tangled(&star(51)), None);
        let detail = too_tangled(&star(401)).unwrap();
        assert_eq!(detail.to_string(), "its 401 edges cross one another more than 2000 times");
    }

    #[test]
    fn edges_that_cancel_out_are_no_crossings() {
        let twice = wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.)), ((9. 0., 18. 0., 18. 9., 9. 9., 9. 0.))));
        assert_eq!(odd(&twice).len(), 6);
        assert_eq!(n_forks(&odd(&twice)), 0);
        assert_eq!(n_above(&odd(&twice), 100), 10);
    }

    #[test]
    fn long_edges_above_one_another_are_too_many() {
        let comb = (0..11_000_u32).map(|nth| (f64::from(nth % 2) * 900.0, f64::from(nth)));
        let comb = Polygon::new(LineString::from_iter(comb), Vec::new()).into();
        assert!(too_tangled(&comb).unwrap().to_string().contains("above one another"));
    }
}
