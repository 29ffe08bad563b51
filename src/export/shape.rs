//! Does this geometry fit the layer, and what is it as bytes?

use geo_types::{Coord, Geometry, LineString, Point, Polygon};

/// What geometry a layer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeometryKind {
    /// Areas; a single polygon is written as a multipolygon of one.
    MultiPolygon,
    /// Points.
    Point,
}

/// A geometry that fits its layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape<'a> {
    /// None, or one without a single coordinate.
    Null,
    /// At least one polygon, none of them empty.
    Polygons(&'a [Polygon<f64>]),
    /// A point.
    Point(Point<f64>),
}

impl GeometryKind {
    /// The name in Simple Features.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::MultiPolygon => "MULTIPOLYGON",
            Self::Point => "POINT",
        }
    }

    /// The geometry as this layer takes it.
    ///
    /// # Errors
    ///
    /// A sentence when it is of another type or has a coordinate that is no
    /// number.
    pub(super) fn shape(self, geometry: Option<&Geometry<f64>>) -> Result<Shape<'_>, String> {
        let shape = match (self, geometry) {
            (_, None) => Shape::Null,
            (Self::MultiPolygon, Some(Geometry::Polygon(polygon))) => {
                Shape::Polygons(std::slice::from_ref(polygon))
            }
            (Self::MultiPolygon, Some(Geometry::MultiPolygon(polygons))) => Shape::Polygons(&polygons.0),
            (Self::Point, Some(Geometry::Point(point))) => Shape::Point(*point),
            (_, Some(_)) => {
                return Err(format!("a layer of {} got a geometry of another type", self.name()));
            }
        };
        let Shape::Polygons(polygons) = shape else {
            return if shape.coords().all(is_finite) { Ok(shape) } else { Err(not_finite()) };
        };
        let n_empty = polygons.iter().filter(|polygon| polygon.exterior().0.is_empty()).count();
        if n_empty == polygons.len() {
            return Ok(Shape::Null);
        }
        if n_empty > 0 {
            return Err("a multipolygon has an empty part".into());
        }
        if shape.coords().all(is_finite) { Ok(shape) } else { Err(not_finite()) }
    }
}

fn is_finite(coord: Coord<f64>) -> bool {
    coord.x.is_finite() && coord.y.is_finite()
}

fn not_finite() -> String {
    "a coordinate is not a number".into()
}

impl<'a> Shape<'a> {
    /// Every coordinate.
    fn coords(self) -> impl Iterator<Item = Coord<f64>> + 'a {
        let (polygons, point) = match self {
            Shape::Null => (&[] as &[Polygon<f64>], None),
            Shape::Polygons(polygons) => (polygons, None),
            Shape::Point(point) => (&[] as &[Polygon<f64>], Some(point.0)),
        };
        polygons.iter().flat_map(rings).flat_map(|ring| ring.0.iter().copied()).chain(point)
    }

    /// `[min_x, min_y, max_x, max_y]`.
    pub(super) fn bounds(self) -> Option<[f64; 4]> {
        self.coords().fold(None, |bounds, coord| {
            let [min_x, min_y, max_x, max_y] = bounds.unwrap_or([coord.x, coord.y, coord.x, coord.y]);
            Some([min_x.min(coord.x), min_y.min(coord.y), max_x.max(coord.x), max_y.max(coord.y)])
        })
    }

    /// Appends the shape as little-endian WKB; nothing for [`Shape::Null`].
    pub(super) fn write_wkb(self, out: &mut Vec<u8>) {
        match self {
            Shape::Null => {}
            Shape::Point(point) => {
                header(out, 1);
                write_coord(out, point.0);
            }
            Shape::Polygons(polygons) => {
                header(out, 6);
                count(out, polygons.len());
                for polygon in polygons {
                    header(out, 3);
                    count(out, 1 + polygon.interiors().len());
                    for ring in rings(polygon) {
                        count(out, ring.0.len());
                        for coord in &ring.0 {
                            write_coord(out, *coord);
                        }
                    }
                }
            }
        }
    }
}

/// The exterior and the interiors behind it.
pub(super) fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// Makes `bounds` hold `other` as well.
pub(super) fn widen(bounds: &mut Option<[f64; 4]>, other: Option<[f64; 4]>) {
    if let Some([min_x, min_y, max_x, max_y]) = other {
        let [a, b, c, d] = bounds.unwrap_or([min_x, min_y, max_x, max_y]);
        *bounds = Some([a.min(min_x), b.min(min_y), c.max(max_x), d.max(max_y)]);
    }
}

fn header(out: &mut Vec<u8>, geometry_type: u32) {
    out.push(1);
    out.extend(geometry_type.to_le_bytes());
}

#[expect(clippy::cast_possible_truncation, reason = "no ring has 2^32 points")]
fn count(out: &mut Vec<u8>, n: usize) {
    out.extend((n as u32).to_le_bytes());
}

fn write_coord(out: &mut Vec<u8>, coord: Coord<f64>) {
    out.extend(coord.x.to_le_bytes());
    out.extend(coord.y.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use geo_types::{MultiPolygon, line_string, point, polygon};
    use geozero::{ToGeo, wkb::Wkb};

    use super::*;

    #[test]
    fn wkb_reads_back_as_the_same_geometry() {
        let polygon = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0)],
            interiors: [[(x: 5.0, y: 1.0), (x: 9.0, y: 1.0), (x: 9.0, y: 5.0)]],
        );
        let geometry = Geometry::Polygon(polygon.clone());
        let shape = GeometryKind::MultiPolygon.shape(Some(&geometry)).unwrap();
        let mut wkb = Vec::new();
        shape.write_wkb(&mut wkb);
        assert_eq!(Wkb(wkb).to_geo().unwrap(), Geometry::MultiPolygon(MultiPolygon(vec![polygon])));
        assert_eq!(shape.bounds(), Some([0.0, 0.0, 10.0, 10.0]));
    }

    #[test]
    fn an_empty_geometry_is_none_and_a_broken_one_is_refused() {
        let kind = GeometryKind::MultiPolygon;
        let empty = Geometry::MultiPolygon(MultiPolygon(vec![]));
        assert_eq!(kind.shape(Some(&empty)), Ok(Shape::Null));
        assert_eq!(kind.shape(None), Ok(Shape::Null));
        assert!(kind.shape(Some(&Geometry::Point(point!(x: 1.0, y: 2.0)))).is_err());
        assert!(kind.shape(Some(&Geometry::LineString(line_string![]))).is_err());
        let nan = Geometry::Point(point!(x: f64::NAN, y: 2.0));
        assert!(GeometryKind::Point.shape(Some(&nan)).is_err());
    }
}
