//! How far are these edges apart?

use geo_types::{Coord, MultiPolygon};

use super::super::bounds::Bounds;

/// The edges of a polygon, or of several, near an origin of choice.
#[derive(Debug)]
pub(super) struct Outline {
    pub edges: Vec<[Coord<f64>; 2]>,
    /// A corner of each exterior: with the edges apart, one shape lies
    /// wholly inside the other or they have nothing in common.
    corners: Vec<Coord<f64>>,
}

impl Outline {
    /// One polygon, the exterior first; rings do not repeat their first
    /// corner.
    pub fn new(rings: impl Iterator<Item = Vec<Coord<f64>>>) -> Self {
        let mut outline = Self { edges: Vec::new(), corners: Vec::new() };
        for ring in rings {
            if outline.corners.is_empty() {
                outline.corners.extend(ring.first());
            }
            outline.add(&ring);
        }
        outline
    }

    pub fn of_footprint(footprint: &MultiPolygon<f64>, origin: Coord<f64>) -> Self {
        let mut outline = Self { edges: Vec::new(), corners: Vec::new() };
        for polygon in footprint {
            outline.corners.extend(polygon.exterior().coords().next().map(|&c| c - origin));
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                outline.add(&ring.coords().map(|&c| c - origin).collect::<Vec<_>>());
            }
        }
        outline
    }

    fn add(&mut self, ring: &[Coord<f64>]) {
        self.edges.extend(ring.windows(2).map(|edge| [edge[0], edge[1]]));
        if let (Some(&last), Some(&first)) = (ring.last(), ring.first())
            && last != first
        {
            self.edges.push([last, first]);
        }
    }

    /// Whether the point lies inside; on an edge, either.
    pub fn contains(&self, point: Coord<f64>) -> bool {
        self.edges.iter().filter(|edge| crosses(edge, point)).count() % 2 == 1
    }

    /// Whether the shapes have points within a distance of each other; only
    /// edges of this one that meet `reach`, in RD New, are compared.
    pub fn is_within(&self, other: &Self, reach: &Bounds, origin: Coord<f64>, meters: f64) -> bool {
        let near =
            |edge: &&[Coord<f64>; 2]| Bounds::around(&[edge[0] + origin, edge[1] + origin]).meets(reach);
        self.edges.iter().filter(near).any(|a| other.edges.iter().any(|b| apart(a, b) <= meters))
            || self.corners.iter().any(|&corner| other.contains(corner))
            || other.corners.iter().any(|&corner| self.contains(corner))
    }
}

/// Whether the edge passes through the ray from a point to the east.
pub(super) fn crosses([from, to]: &[Coord<f64>; 2], point: Coord<f64>) -> bool {
    if (from.y > point.y) == (to.y > point.y) {
        return false;
    }
    let side = (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x);
    (side > 0.0) == (to.y > from.y)
}

/// How long a vector is. `hypot` takes several times as long, for numbers
/// that do not occur here.
pub(super) fn length(of: Coord<f64>) -> f64 {
    (of.x * of.x + of.y * of.y).sqrt()
}

/// The place on a segment nearest to a point.
pub(super) fn foot(point: Coord<f64>, [from, to]: &[Coord<f64>; 2]) -> Coord<f64> {
    let (along, to_point) = (*to - *from, point - *from);
    let squared = along.x * along.x + along.y * along.y;
    let share = if squared > 0.0 {
        ((to_point.x * along.x + to_point.y * along.y) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    *from + along * share
}

/// Distance from a point to a segment.
pub(super) fn distance(point: Coord<f64>, segment: &[Coord<f64>; 2]) -> f64 {
    let gap = point - foot(point, segment);
    length(gap)
}

/// Distance between two segments.
fn apart(a: &[Coord<f64>; 2], b: &[Coord<f64>; 2]) -> f64 {
    let side = |[from, to]: &[Coord<f64>; 2], point: Coord<f64>| {
        (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
    };
    let between = |of: &[Coord<f64>; 2], other: &[Coord<f64>; 2]| {
        let (first, second) = (side(of, other[0]), side(of, other[1]));
        first > 0.0 && second < 0.0 || first < 0.0 && second > 0.0
    };
    if between(a, b) && between(b, a) {
        return 0.0;
    }
    distance(a[0], b).min(distance(a[1], b)).min(distance(b[0], a)).min(distance(b[1], a))
}
