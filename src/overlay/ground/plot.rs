//! How large, how wide and how turned is a piece of free ground?

use geo_types::{LineString, Point, Polygon};

use super::circle::largest_circle;
use super::frame::Frame;
use super::near::length;
use super::rectangle::around;
use super::shape::{Shape, doubled_shape};

/// How much of the least width may lack, meters: the precision of the
/// inscribed circle. What is exactly wide enough stays.
pub(super) const WIDTH_TOLERANCE_M: f64 = 0.01;

/// A piece of free ground that is large and wide enough.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Plot {
    /// RD New; exterior counterclockwise, holes clockwise.
    #[serde(with = "crate::packed::polygon")]
    pub geometry: Polygon<f64>,
    /// Square meters.
    pub area_m2: f64,
    /// Middle (RD New) and diameter (meters, to a centimeter) of the largest
    /// circle in it.
    #[serde(with = "crate::packed::circle")]
    pub circle: (Point<f64>, f64),
    /// Long side of the smallest rectangle around it, meters.
    pub length_m: f64,
    /// Short side of that rectangle, meters.
    pub width_m: f64,
    /// Direction of the long side, degrees clockwise from grid north, from 0
    /// to 180.
    pub azimuth_deg: f64,
    /// 4πA/P²: 1 for a circle, 0.785 for a square.
    pub compactness: f64,
    /// Length of its edge, holes included, meters.
    pub perimeter_m: f64,
}

impl Plot {
    /// Measures a shape; `None` if no circle of the least width fits in.
    pub(super) fn measure(shape: &Shape, frame: &Frame, min_width_m: f64) -> Option<Self> {
        let rings: Vec<_> = shape.iter().map(|ring| frame.locals(ring)).collect();
        let least = (min_width_m - WIDTH_TOLERANCE_M) / 2.0;
        let circle = largest_circle(&rings, least)?;
        let rectangle = around(rings.first()?.clone())?;
        let area_m2 = frame.square_meters(doubled_shape(shape));
        let perimeter_m = rings
            .iter()
            .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)))
            .map(|(from, to)| length(*to - *from))
            .sum::<f64>();
        let mut rings = rings.iter().map(|ring| -> LineString<f64> {
            // Closed by `Polygon::new`.
            ring.iter().map(|&corner| frame.world(corner)).collect()
        });
        Some(Self {
            geometry: Polygon::new(rings.next()?, rings.collect()),
            area_m2,
            circle: (Point(frame.world(circle.center)), 2.0 * circle.radius),
            length_m: rectangle.length_m,
            width_m: rectangle.width_m,
            azimuth_deg: rectangle.azimuth_deg,
            compactness: 4.0 * std::f64::consts::PI * area_m2 / (perimeter_m * perimeter_m),
            perimeter_m,
        })
    }
}
