//! Does an object belong to this gemeente?
//!
//! It does when it comes within a kilometer of it: parking, grid and stops
//! just across the border count too.

use geo::{BoundingRect, Contains, CoordsIter, Distance, Euclidean, Intersects, LinesIter};
use geo_types::{Coord, Geometry, Line, MultiPolygon, Point, Rect};
use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};
use serde::Deserialize;

/// How far beyond the border still counts, meters.
pub const MARGIN_M: f64 = 1_000.0;

/// A gemeente with its margin. RD New.
pub struct Area {
    polygon: MultiPolygon<f64>,
    border: RTree<GeomWithData<Rectangle<[f64; 2]>, Line<f64>>>,
    bounds: Rect<f64>,
}

impl Area {
    /// Prepares a gemeente; `None` when it has no area.
    #[must_use]
    pub fn new(polygon: MultiPolygon<f64>) -> Option<Self> {
        let bounds = polygon.bounding_rect()?;
        let border = polygon
            .lines_iter()
            .map(|line| {
                let corners = Rectangle::from_corners([line.start.x, line.start.y], [line.end.x, line.end.y]);
                GeomWithData::new(corners, line)
            })
            .collect();
        let bounds = Rect::new(
            Coord { x: bounds.min().x - MARGIN_M, y: bounds.min().y - MARGIN_M },
            Coord { x: bounds.max().x + MARGIN_M, y: bounds.max().y + MARGIN_M },
        );
        Some(Self { polygon, border: RTree::bulk_load(border), bounds })
    }

    /// What is asked of a service: the box of gemeente and margin, in whole
    /// meters so that the address is the same each time.
    #[must_use]
    pub fn bbox(&self) -> [f64; 4] {
        let (min, max) = (self.bounds.min(), self.bounds.max());
        [min.x.floor(), min.y.floor(), max.x.ceil(), max.y.ceil()]
    }

    /// Whether an object comes within the margin.
    #[must_use]
    pub fn is_near(&self, object: &Geometry<f64>) -> bool {
        let Some(bounds) = object.bounding_rect() else { return false };
        let Some(first) = object.coords_iter().next() else { return false };
        if !bounds.intersects(&self.bounds) {
            return false;
        }
        // Mostly it lies inside, or its border is near ours, or it holds us whole.
        self.polygon.contains(&Point(first)) || self.borders_meet(object) || self.lies_in(object)
    }

    fn borders_meet(&self, object: &Geometry<f64>) -> bool {
        match object {
            Geometry::Point(point) => self.is_within(&Line::new(point.0, point.0)),
            Geometry::MultiPoint(points) => {
                points.iter().any(|point| self.is_within(&Line::new(point.0, point.0)))
            }
            Geometry::Line(line) => self.is_within(line),
            Geometry::LineString(line) => line.lines().any(|line| self.is_within(&line)),
            Geometry::MultiLineString(lines) => lines.lines_iter().any(|line| self.is_within(&line)),
            Geometry::Polygon(polygon) => polygon.lines_iter().any(|line| self.is_within(&line)),
            Geometry::MultiPolygon(polygons) => polygons.lines_iter().any(|line| self.is_within(&line)),
            Geometry::GeometryCollection(parts) => parts.iter().any(|part| self.is_near(part)),
            Geometry::Rect(rect) => rect.lines_iter().any(|line| self.is_within(&line)),
            Geometry::Triangle(triangle) => triangle.lines_iter().any(|line| self.is_within(&line)),
        }
    }

    fn is_within(&self, line: &Line<f64>) -> bool {
        let (a, b) = (line.start, line.end);
        let around = AABB::from_corners(
            [a.x.min(b.x) - MARGIN_M, a.y.min(b.y) - MARGIN_M],
            [a.x.max(b.x) + MARGIN_M, a.y.max(b.y) + MARGIN_M],
        );
        self.border
            .locate_in_envelope_intersecting(around)
            .any(|border| Euclidean.distance(&border.data, line) <= MARGIN_M)
    }

    fn lies_in(&self, object: &Geometry<f64>) -> bool {
        let Some(corner) = self.polygon.coords_iter().next().map(Point) else { return false };
        match object {
            Geometry::Polygon(polygon) => polygon.contains(&corner),
            Geometry::MultiPolygon(polygons) => polygons.contains(&corner),
            _ => false,
        }
    }
}

/// The geometry of a feature as it was written; `None` when it has none.
///
/// # Errors
///
/// A few words when it is not GeoJSON.
pub fn geometry(feature: &[u8]) -> Result<Option<Geometry<f64>>, String> {
    #[derive(Deserialize)]
    struct Feature {
        geometry: Option<geojson::Geometry>,
    }
    let feature: Feature = serde_json::from_slice(feature).map_err(|error| error.to_string())?;
    let Some(geometry) = feature.geometry else { return Ok(None) };
    Geometry::try_from(geometry).map(Some).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use geo_types::{Polygon, polygon};

    use super::*;

    fn square(x: f64, y: f64, size: f64) -> Polygon<f64> {
        polygon![(x: x, y: y), (x: x + size, y: y), (x: x + size, y: y + size), (x: x, y: y + size)]
    }

    /// A gemeente of 10 by 10 km with a hole of 4 by 4 km: an enclave.
    fn area() -> Area {
        let outer = square(100_000.0, 400_000.0, 10_000.0);
        let hole = square(103_000.0, 403_000.0, 4_000.0);
        let polygon = Polygon::new(outer.exterior().clone(), vec![hole.exterior().clone()]);
        Area::new(MultiPolygon::new(vec![polygon])).unwrap()
    }

    #[test]
    fn points_count_to_a_kilometer_from_the_border_and_not_a_meter_further() {
        let area = area();
        assert_eq!(area.bbox(), [99_000.0, 399_000.0, 111_000.0, 411_000.0]);
        for (x, y, near) in [
            (101_000.0, 401_000.0, true),
            (99_000.0, 405_000.0, true),
            (98_999.0, 405_000.0, false),
            // Round the corner the box reaches further than the margin.
            (99_200.0, 399_200.0, false),
            (99_300.0, 399_300.0, true),
            // In the enclave.
            (104_000.0, 405_000.0, true),
            (105_000.0, 405_000.0, false),
        ] {
            assert_eq!(area.is_near(&Geometry::Point(Point::new(x, y))), near, "{x} {y}");
        }
    }

    #[test]
    fn large_objects_count_by_their_sides_and_by_what_they_hold() {
        let area = area();
        let near = |polygon: Polygon<f64>| area.is_near(&Geometry::Polygon(polygon));
        assert!(near(square(50_000.0, 350_000.0, 200_000.0)), "holds the gemeente");
        assert!(!near(square(104_100.0, 404_100.0, 1_800.0)), "in the middle of the enclave");
        // All corners are far away, one side is not.
        assert!(near(square(110_900.0, 390_000.0, 30_000.0)));
        assert!(!near(square(111_100.0, 390_000.0, 30_000.0)));
    }

    #[test]
    fn a_feature_may_be_without_geometry_but_not_without_sense() {
        assert_eq!(geometry(br#"{"type":"Feature","geometry":null}"#), Ok(None));
        let point = geometry(br#"{"geometry":{"type":"Point","coordinates":[1,2,3]},"properties":{}}"#);
        assert_eq!(point, Ok(Some(Geometry::Point(Point::new(1.0, 2.0)))));
        assert!(geometry(br#"{"geometry":{"type":"Point","coordinates":["1",2]}}"#).is_err());
        assert!(geometry(br#"{"geometry":{"type":"Blob"}}"#).is_err());
    }
}
