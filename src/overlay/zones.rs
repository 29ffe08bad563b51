//! Which zones does a footprint lie in, and near which does it lie?

use geo::{Intersects, LinesIter};
use geo_types::{Line, LineString, MultiPolygon, Point, Polygon};
use rayon::prelude::*;
use rstar::RTree;

use super::bounds::Bounds;
use super::part::{Envelope, Part, Place, envelope};
use super::share::Overlay;
use super::sweep::{Areas, Sweep};

/// A footprint below this area has none: a square millimeter.
const NO_AREA_M2: f64 = 1e-6;

/// The zones of one layer, prepared for many footprints.
///
/// Building takes one pass over the coordinates, which are moved in, not
/// copied, plus the packing of an R-tree with one entry per polygon.
///
/// # CRS
///
/// RD New, meters; valid polygons with finite coordinates.
///
/// # Examples
///
/// ```
/// use geo_types::{Rect, coord};
/// use toplaag::overlay::ZoneIndex;
///
/// let square = |x: f64, size: f64| {
///     Rect::new(coord! { x: x, y: 0.0 }, coord! { x: x + size, y: size }).to_polygon().into()
/// };
/// let zones = ZoneIndex::new(vec![(7, square(0.0, 100.0)), (8, square(100.0, 100.0))]);
/// let overlay = zones.overlay(&square(95.0, 20.0));
/// assert_eq!(overlay.share_of(7), 0.25);
/// assert_eq!(overlay.share_of(8), 0.75);
/// assert_eq!(overlay.covered, 1.0);
/// assert_eq!(overlay.overlap, 0.0);
/// ```
#[derive(Debug)]
pub struct ZoneIndex {
    /// Each polygon of each zone, with the zone's number.
    parts: Vec<(u32, Part)>,
    tree: RTree<Envelope>,
}

impl ZoneIndex {
    /// Prepares the zones of a layer.
    ///
    /// The number is the zone's; polygons with the same number are one zone,
    /// also when they overlap.
    #[must_use]
    pub fn new(shapes: Vec<(u32, MultiPolygon<f64>)>) -> Self {
        // The parts of a zone far apart are better found one by one.
        let polygons: Vec<(u32, Polygon<f64>)> = shapes
            .into_iter()
            .flat_map(|(group, shape)| shape.0.into_iter().map(move |p| (group, p)))
            .collect();
        let parts: Vec<(u32, Part)> = polygons
            .into_par_iter()
            .map(|(group, polygon)| (group, Part::new(polygon)))
            .filter(|(_, part)| part.vertex().is_some())
            .collect();
        let envelopes =
            (0u32..).zip(&parts).map(|(index, (_, part))| envelope(&part.bounds(), index)).collect();
        Self { tree: RTree::bulk_load(envelopes), parts }
    }

    /// Whether there is no polygon at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The polygons of all zones with the number of their zone, in the order
    /// they came.
    pub fn polygons(&self) -> impl Iterator<Item = (u32, Polygon<f64>)> {
        self.parts.iter().map(|(zone, part)| (*zone, part.polygon()))
    }

    /// Divides a footprint over the zones.
    ///
    /// A footprint without area (below a square millimeter) gives the empty
    /// [`Overlay`]. A zone that the footprint only touches gets no share.
    ///
    /// # Method
    ///
    /// A zone whose boundary does not meet the footprint's envelope holds
    /// all of it or nothing; the others are measured together (see
    /// [the module](super)). The share is exact to about 1e-12.
    #[must_use]
    pub fn overlay(&self, footprint: &MultiPolygon<f64>) -> Overlay {
        let Some(bounds) = Bounds::of(footprint) else { return Overlay::default() };
        let mut whole: Vec<u32> = Vec::new();
        let mut crossed: Vec<(u32, u32)> = Vec::new();
        for candidate in self.tree.locate_in_envelope_intersecting(bounds.aabb()) {
            let (group, part) = &self.parts[candidate.data as usize];
            match part.place(&bounds) {
                Place::Inside => whole.push(*group),
                Place::Outside => {}
                Place::Crossed => crossed.push((*group, candidate.data)),
            }
        }
        whole.sort_unstable();
        whole.dedup();
        crossed.retain(|(group, _)| whole.binary_search(group).is_err());
        crossed.sort_unstable();
        if crossed.is_empty() {
            let nothing = whole.is_empty() || area(footprint, &bounds) < NO_AREA_M2;
            return if nothing { Overlay::default() } else { Overlay::new(&whole, Vec::new(), 1.0, 0.0) };
        }

        let (groups, areas) = self.measure(footprint, bounds, &crossed);
        if areas.footprint < NO_AREA_M2 {
            return Overlay::default();
        }
        let share = |area: f64| area / areas.footprint;
        let pieces = groups.iter().zip(&areas.slots).map(|(&group, &area)| (group, share(area))).collect();
        Overlay::new(&whole, pieces, share(areas.covered), share(areas.overlap))
    }

    /// The areas of the footprint in the zones that do not hold all of it,
    /// with the zones' numbers by slot.
    fn measure(
        &self,
        footprint: &MultiPolygon<f64>,
        bounds: Bounds,
        crossed: &[(u32, u32)],
    ) -> (Vec<u32>, Areas) {
        let mut groups: Vec<u32> = Vec::new();
        let mut sweep = Sweep::new(footprint, bounds);
        for &(group, part) in crossed {
            if groups.last() != Some(&group) {
                groups.push(group);
            }
            sweep.add(&self.parts[part as usize].1, groups.len() - 1);
        }
        let areas = sweep.areas(groups.len());
        (groups, areas)
    }

    /// The zones that hold a point, by number.
    ///
    /// Of two zones with a common edge exactly one holds a point on it.
    #[must_use]
    pub fn at(&self, point: Point<f64>) -> Vec<u32> {
        let mut groups: Vec<u32> = self
            .tree
            .locate_all_at_point([point.x(), point.y()])
            .map(|candidate| &self.parts[candidate.data as usize])
            .filter(|(_, part)| part.contains(point.0))
            .map(|(group, _)| *group)
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// The zones with a part within a distance of the footprint, by number.
    ///
    /// The distance is from edge to edge, and 0 where the zone and the
    /// footprint have a point in common. A zone at exactly the distance is
    /// within it.
    ///
    /// # Units
    ///
    /// Meters, straight line.
    #[must_use]
    pub fn within(&self, footprint: &MultiPolygon<f64>, distance_m: f64) -> Vec<u32> {
        let Some(bounds) = Bounds::of(footprint) else { return Vec::new() };
        let reach = bounds.inflated(distance_m);
        let lines: Vec<Line<f64>> = footprint.lines_iter().collect();
        let mut near: Vec<u32> = Vec::new();
        for candidate in self.tree.locate_in_envelope_intersecting(reach.aabb()) {
            let (group, part) = &self.parts[candidate.data as usize];
            if is_near(part, footprint, &lines, &bounds, distance_m) {
                near.push(*group);
            }
        }
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// The area of a footprint, taken relative to its own corner: in RD
/// coordinates the products would cost six digits.
fn area(footprint: &MultiPolygon<f64>, bounds: &Bounds) -> f64 {
    let ring_area = |ring: &LineString<f64>| {
        let doubled: f64 = ring
            .lines()
            .map(|line| {
                let (from, to) = (line.start - bounds.min, line.end - bounds.min);
                from.x * to.y - to.x * from.y
            })
            .sum();
        (doubled / 2.0).abs()
    };
    footprint
        .iter()
        .map(|polygon| ring_area(polygon.exterior()) - polygon.interiors().iter().map(ring_area).sum::<f64>())
        .sum()
}

/// Whether a part has a point within a distance of the footprint, whose edges
/// are `lines`.
fn is_near(
    part: &Part,
    footprint: &MultiPolygon<f64>,
    lines: &[Line<f64>],
    bounds: &Bounds,
    distance_m: f64,
) -> bool {
    // With the boundaries apart, one lies wholly inside the other or they
    // have nothing in common: one vertex of each part tells.
    part.boundary_near(lines, bounds, distance_m)
        || footprint
            .iter()
            .filter_map(|polygon| polygon.exterior().coords().next())
            .any(|&v| part.contains(v))
        || part.vertex().is_some_and(|vertex| footprint.intersects(&vertex))
}
