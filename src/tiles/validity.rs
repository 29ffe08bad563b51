//! Is a polygon still one after rounding to a grid, and if not, what is?
//!
//! Rounding moves corners by up to half a unit: necks close, rings cross
//! themselves, holes touch their shell. Most rings come through whole, which a
//! few exact comparisons tell; the others are resolved into valid polygons.

use geo_types::Coord;

use super::{
    coverage::wound,
    rings::{Rings, cross},
};

/// Up to so many corners every edge is held against every other.
const FEW: usize = 48;

/// Polygons that are valid by Simple Features: exteriors, each followed by its
/// holes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Polygons {
    rings: Rings,
    is_exterior: Vec<bool>,
}

impl Polygons {
    /// What is left of an object's rings on the grid; nothing when it has no
    /// inside there.
    #[must_use]
    pub fn of(rings: Rings) -> Self {
        if rings.is_empty() {
            return Self::default();
        }
        let ring = rings.coords();
        if rings.len() == 1 && ring.len() <= FEW && is_simple(ring) {
            return Self { rings, is_exterior: vec![true] };
        }
        resolved(&rings)
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rings.is_empty()
    }

    /// The rings, and whether each is an exterior.
    pub fn iter(&self) -> impl Iterator<Item = (&[Coord<i32>], bool)> {
        self.rings.iter().zip(self.is_exterior.iter().copied())
    }

    /// The same polygons seen from another origin.
    #[must_use]
    pub fn moved(&self, origin: Coord<i32>) -> Self {
        Self { rings: self.rings.moved(origin), is_exterior: self.is_exterior.clone() }
    }

    /// The rings.
    #[must_use]
    pub fn rings(&self) -> &Rings {
        &self.rings
    }
}

/// Whether no two edges of a ring meet but neighbors in their corner.
/// The ring is tidy: neighbors do not run along each other.
fn is_simple(ring: &[Coord<i32>]) -> bool {
    let n = ring.len();
    let edge = |at: usize| (ring[at], ring[(at + 1) % n]);
    (0..n).all(|first| {
        // The last edge is the first one's neighbor.
        let end = if first == 0 { n - 1 } else { n };
        (first + 2..end).all(|second| !meet(edge(first), edge(second)))
    })
}

type Edge = (Coord<i32>, Coord<i32>);

/// Whether two edges have a point in common; exact.
fn meet((a, b): Edge, (c, d): Edge) -> bool {
    let apart = |a: i32, b: i32, c: i32, d: i32| a.max(b) < c.min(d) || c.max(d) < a.min(b);
    if apart(a.x, b.x, c.x, d.x) || apart(a.y, b.y, c.y, d.y) {
        return false;
    }
    let strictly_one_side = |p: i64, q: i64| p > 0 && q > 0 || p < 0 && q < 0;
    !strictly_one_side(cross(a, b, c), cross(a, b, d)) && !strictly_one_side(cross(c, d, a), cross(c, d, b))
}

/// Valid polygons that cover what the rings wind around.
fn resolved(rings: &Rings) -> Polygons {
    let mut polygons = Polygons::default();
    for part in wound(rings.iter()) {
        for (at, ring) in std::iter::once(part.exterior()).chain(part.interiors()).enumerate() {
            // The last corner repeats the first.
            ring.0.iter().skip(1).for_each(|corner| polygons.rings.push(*corner));
            polygons.rings.end_ring();
            polygons.is_exterior.push(at == 0);
        }
    }
    polygons
}

#[cfg(test)]
mod tests {
    use geo::{Area, Validation};
    use geo_types::{LineString, MultiPolygon, Polygon};
    use proptest::prelude::*;

    use super::*;

    fn rings(all: &[Vec<(i32, i32)>]) -> Rings {
        let mut rings = Rings::default();
        for ring in all {
            ring.iter().for_each(|(x, y)| rings.push(Coord { x: *x, y: *y }));
            rings.end_ring();
        }
        rings
    }

    fn floats(polygons: &Polygons) -> MultiPolygon<f64> {
        let mut parts: Vec<(LineString<f64>, Vec<LineString<f64>>)> = Vec::new();
        for (ring, is_exterior) in polygons.iter() {
            let line: LineString<f64> = ring.iter().map(|at| (f64::from(at.x), f64::from(at.y))).collect();
            if is_exterior {
                parts.push((line, Vec::new()));
            } else {
                parts.last_mut().unwrap().1.push(line);
            }
        }
        MultiPolygon(parts.into_iter().map(|(shell, holes)| Polygon::new(shell, holes)).collect())
    }

    #[test]
    fn a_sound_ring_stays_as_it_is() {
        let house = rings(&[vec![(0, 0), (9, 0), (9, 4), (4, 4), (4, 9), (0, 9)]]);
        let polygons = Polygons::of(house.clone());
        assert_eq!(polygons.rings(), &house);
    }

    #[test]
    fn a_sliver_that_is_turned_over_is_no_inside() {
        // The last corner fell to the other side of the first edge.
        let polygons = Polygons::of(rings(&[vec![(0, 0), (20, 0), (20, 10), (1, 9), (3, -1)]]));
        assert_eq!(polygons.iter().count(), 1);
        assert!(floats(&polygons).is_valid());
        assert!((floats(&polygons).unsigned_area() - 180.0).abs() < 20.0);
    }

    #[test]
    fn a_ring_that_touches_itself_is_split() {
        let polygons =
            Polygons::of(rings(&[vec![(0, 0), (4, 0), (4, 4), (8, 4), (8, 8), (4, 8), (4, 4), (0, 4)]]));
        assert_eq!(polygons.iter().count(), 2);
        assert!(floats(&polygons).is_valid());
    }

    #[test]
    fn a_hole_that_closes_its_shell_leaves_nothing() {
        let square = vec![(0, 0), (9, 0), (9, 9), (0, 9)];
        let turned = square.iter().rev().copied().collect();
        assert!(Polygons::of(rings(&[square, turned])).is_empty());
    }

    fn tangle() -> impl Strategy<Value = Vec<Vec<(i32, i32)>>> {
        prop::collection::vec(prop::collection::vec((0..24_i32, 0..24_i32), 3..14), 1..4)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn whatever_goes_in_valid_polygons_come_out(tangle in tangle()) {
            let polygons = Polygons::of(rings(&tangle));
            let shape = floats(&polygons);
            prop_assert!(shape.is_valid(), "{:?}", shape.check_validation());
            for (ring, _) in polygons.iter() {
                prop_assert!(super::super::rings::twice_area(ring) != 0);
            }
        }

        #[test]
        fn one_simple_ring_keeps_its_area(mut star in prop::collection::vec((0..1_000_i32, 0..1_000_i32), 3..30)) {
            // Sorted by angle around a point, so that it does not cross itself.
            star.sort_by(|a, b| {
                let angle = |p: &(i32, i32)| f64::from(p.1 - 500).atan2(f64::from(p.0 - 500));
                angle(a).total_cmp(&angle(b)).then(a.cmp(b))
            });
            let rings = rings(&[star]);
            let area: i128 = rings.iter().map(super::super::rings::twice_area).sum();
            let polygons = Polygons::of(rings.clone());
            if rings.iter().all(is_simple) {
                let kept = floats(&polygons).unsigned_area() * 2.0;
                prop_assert!((kept - area.unsigned_abs() as f64).abs() < 1e-6);
            }
        }
    }
}
