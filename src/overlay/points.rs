//! Which point is nearest to a footprint?

use geo::{Distance, Euclidean};
use geo_types::{MultiPolygon, Point};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::bounds::Bounds;

/// Points with what they say, such as stops with their class.
///
/// # CRS
///
/// RD New, meters; finite coordinates.
///
/// # Examples
///
/// ```
/// use geo_types::{MultiPolygon, Point, Rect, coord};
/// use toplaag::overlay::PointIndex;
///
/// let stops = PointIndex::new(vec![(Point::new(30.0, 5.0), "bus"), (Point::new(-50.0, 5.0), "tram")]);
/// let pand: MultiPolygon<f64> =
///     Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 10.0, y: 10.0 }).to_polygon().into();
/// assert_eq!(stops.nearest(&pand), Some((20.0, &"bus")));
/// assert_eq!(stops.within(&pand, 50.0), [&"bus", &"tram"]);
/// ```
#[derive(Debug, Clone)]
pub struct PointIndex<T> {
    says: Vec<T>,
    tree: RTree<GeomWithData<[f64; 2], usize>>,
}

impl<T> PointIndex<T> {
    /// Prepares points for many footprints.
    #[must_use]
    pub fn new(points: Vec<(Point<f64>, T)>) -> Self {
        let mut says = Vec::with_capacity(points.len());
        let mut entries = Vec::with_capacity(points.len());
        for (point, what) in points {
            entries.push(GeomWithData::new([point.x(), point.y()], says.len()));
            says.push(what);
        }
        Self { says, tree: RTree::bulk_load(entries) }
    }

    /// Whether there is no point at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.says.is_empty()
    }

    /// All points, in no order that means anything.
    pub fn points(&self) -> impl Iterator<Item = Point<f64>> {
        self.tree.iter().map(|entry| (*entry.geom()).into())
    }

    /// All points with what they say, in the order in which they were given.
    #[must_use]
    pub fn entries(&self) -> Vec<(Point<f64>, &T)> {
        let mut entries: Vec<_> = self.tree.iter().collect();
        entries.sort_unstable_by_key(|entry| entry.data);
        entries.into_iter().map(|entry| (as_point(entry), &self.says[entry.data])).collect()
    }

    /// The point nearest to the footprint's edge, with its distance: 0 for a
    /// point in the footprint. Of points at the same distance the first that
    /// was given. `None` without points or without a footprint.
    ///
    /// # Units
    ///
    /// Meters, straight line.
    ///
    /// # Method
    ///
    /// Points come from the tree by distance to the middle of the
    /// footprint's envelope. The footprint's edge can be nearer than that by
    /// half the envelope's diagonal at most; once this no longer helps the
    /// search ends.
    #[must_use]
    pub fn nearest(&self, footprint: &MultiPolygon<f64>) -> Option<(f64, &T)> {
        let bounds = Bounds::of(footprint)?;
        let center = bounds.center();
        // A hair more, so that rounding does not end the search before a tie.
        let radius = (bounds.max.x - center.x).hypot(bounds.max.y - center.y) + 1e-6;
        let mut best: Option<(f64, usize)> = None;
        for (entry, from_center_2) in self.tree.nearest_neighbor_iter_with_distance_2([center.x, center.y]) {
            if best.is_some_and(|(distance, _)| from_center_2.sqrt() - radius > distance) {
                break;
            }
            let distance = Euclidean.distance(&as_point(entry), footprint);
            let nearer = best
                .is_none_or(|(least, index)| distance.total_cmp(&least).then(entry.data.cmp(&index)).is_lt());
            if nearer {
                best = Some((distance, entry.data));
            }
        }
        best.map(|(distance, index)| (distance, &self.says[index]))
    }

    /// The points within a distance of the footprint, the distance included,
    /// in the order in which they were given.
    ///
    /// # Units
    ///
    /// Meters, straight line.
    #[must_use]
    pub fn within(&self, footprint: &MultiPolygon<f64>, meters: f64) -> Vec<&T> {
        let Some(bounds) = Bounds::of(footprint) else { return Vec::new() };
        let reach = bounds.inflated(meters);
        let mut found: Vec<usize> = self
            .tree
            .locate_in_envelope_intersecting(reach.aabb())
            .filter(|entry| Euclidean.distance(&as_point(entry), footprint) <= meters)
            .map(|entry| entry.data)
            .collect();
        found.sort_unstable();
        found.into_iter().map(|index| &self.says[index]).collect()
    }
}

fn as_point(entry: &GeomWithData<[f64; 2], usize>) -> Point<f64> {
    let [x, y] = *entry.geom();
    Point::new(x, y)
}
