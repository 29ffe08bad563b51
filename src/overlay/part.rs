//! How does one polygon of a zone lie with respect to a box?

use geo::{Distance, Euclidean};
use geo_types::{Coord, Line, Polygon};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use super::bounds::Bounds;
use super::ring::{Next, Ring};

/// An envelope and the index of what lies in it.
pub(super) type Envelope = GeomWithData<Rectangle<[f64; 2]>, u32>;

/// Makes the entry of an R-tree.
///
/// The tree asks for envelopes many times while it is packed; kept ready in
/// a `Rectangle` that takes a third of the time of computing them.
pub(super) fn envelope(bounds: &Bounds, index: u32) -> Envelope {
    GeomWithData::new(Rectangle::from_aabb(bounds.aabb()), index)
}

/// One polygon, prepared for many questions.
#[derive(Debug)]
pub(super) struct Part {
    exterior: Ring,
    interiors: Vec<Ring>,
    /// Over `interiors`: soil and green layers have polygons with thousands
    /// of holes.
    holes: RTree<Envelope>,
}

/// Where a box lies with respect to a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The whole box is in the polygon.
    Inside,
    /// No point of the box is in the polygon.
    Outside,
    /// The polygon's boundary meets the box, or nearly.
    Crossed,
}

impl Part {
    /// Takes the polygon's coordinates over without a copy.
    pub fn new(polygon: Polygon<f64>) -> Self {
        let (exterior, interiors) = polygon.into_inner();
        let interiors: Vec<Ring> = interiors.into_iter().map(Ring::new).collect();
        let holes = (0u32..)
            .zip(&interiors)
            .filter(|(_, ring)| ring.vertex().is_some())
            .map(|(index, ring)| envelope(&ring.bounds(), index))
            .collect();
        Self { exterior: Ring::new(exterior), interiors, holes: RTree::bulk_load(holes) }
    }

    /// The polygon it was made of.
    pub fn polygon(&self) -> Polygon<f64> {
        Polygon::new(self.exterior.line(), self.interiors.iter().map(Ring::line).collect())
    }

    /// The box around the polygon.
    pub fn bounds(&self) -> Bounds {
        self.exterior.bounds()
    }

    /// The rings whose own box meets the target, exterior first.
    pub fn rings_near(&self, target: &Bounds) -> impl Iterator<Item = &Ring> {
        let mut holes: Vec<u32> =
            self.holes.locate_in_envelope_intersecting(target.aabb()).map(|hole| hole.data).collect();
        holes.sort_unstable();
        std::iter::once(&self.exterior).chain(holes.into_iter().map(|hole| &self.interiors[hole as usize]))
    }

    /// Where a box lies with respect to the polygon.
    ///
    /// When no segment meets the box any point of it speaks for all of it.
    pub fn place(&self, target: &Bounds) -> Place {
        if !self.exterior.bounds().meets(target) {
            return Place::Outside;
        }
        if self.exterior.meets(target) {
            return Place::Crossed;
        }
        let center = target.center();
        if !self.exterior.contains(center) {
            return Place::Outside;
        }
        let mut in_hole = false;
        for hole in self.holes.locate_in_envelope_intersecting(target.aabb()) {
            let ring = &self.interiors[hole.data as usize];
            if ring.meets(target) {
                return Place::Crossed;
            }
            in_hole |= ring.contains(center);
        }
        if in_hole { Place::Outside } else { Place::Inside }
    }

    /// Whether the point lies in the polygon.
    pub fn contains(&self, point: Coord<f64>) -> bool {
        self.exterior.contains(point)
            && !self
                .holes
                .locate_all_at_point([point.x, point.y])
                .any(|hole| self.interiors[hole.data as usize].contains(point))
    }

    /// Any vertex of the polygon.
    pub fn vertex(&self) -> Option<Coord<f64>> {
        self.exterior.vertex()
    }

    /// Whether any of the lines, which lie in `bounds`, is within a distance
    /// of the polygon's boundary.
    pub fn boundary_near(&self, lines: &[Line<f64>], bounds: &Bounds, meters: f64) -> bool {
        let reach = bounds.inflated(meters);
        self.rings_near(&reach).any(|ring| {
            let mut near = false;
            ring.visit(&mut |run| {
                if !run.bounds.meets(&reach) {
                    return Next::Past;
                }
                if !run.single {
                    return Next::Into;
                }
                let segment = Line::new(run.from, run.to);
                near = lines.iter().any(|line| Euclidean.distance(&segment, line) <= meters);
                if near { Next::Stop } else { Next::Past }
            });
            near
        })
    }
}
