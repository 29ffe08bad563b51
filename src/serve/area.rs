//! Where does somebody look?
//!
//! A part of the map in RD New: of a `bbox` or of a shape in a filter. Most
//! features are settled by their boxes; the shape is asked of those that lie
//! across its border.

use geo::{BoundingRect, Intersects, MapCoords};
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon, Rect};

use super::{
    crs::OutCrs,
    fgb::{Found, holds, meets},
};

/// A box that nothing meets.
const NOTHING: [f64; 4] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

/// Degrees within which RD New can be worked out: the country with a margin.
const DEGREES: [f64; 4] = [0.0, 48.0, 11.0, 56.0];

/// Corners along the side of a box in degrees: it is bent in RD New, by some
/// decimeters at most with as many.
const CORNERS: u32 = 128;

/// A part of the map, RD New.
#[derive(Debug, Clone)]
pub struct Area {
    /// The box around it.
    pub bounds: [f64; 4],
    /// A box that lies within it; inverted when none is known.
    pub inner: [f64; 4],
    shape: Geometry<f64>,
}

impl Area {
    /// That of a `bbox`: the lower corner, then the upper one, in the order of
    /// the axes of the CRS. `None` when it cannot be placed.
    pub fn of_bbox(bbox: [f64; 4], crs: OutCrs) -> Option<Self> {
        let [a, b, c, d] = bbox;
        match crs {
            OutCrs::Rd => Some(Self::of_rect([a, b, c, d])),
            _ if crs.is_lat_lon() => Self::of_degrees([b, a, d, c]),
            _ => Self::of_degrees([a, b, c, d]),
        }
    }

    fn of_rect(bounds: [f64; 4]) -> Self {
        let [x, y, to_x, to_y] = bounds;
        let rect = Rect::new(Coord { x, y }, Coord { x: to_x, y: to_y });
        Self { bounds, inner: bounds, shape: Geometry::Rect(rect) }
    }

    /// A box in degrees. One whose west lies east of its east goes round the
    /// back of the world.
    fn of_degrees([west, south, east, north]: [f64; 4]) -> Option<Self> {
        let spans: Vec<(f64, f64)> =
            if west <= east { vec![(west, east)] } else { vec![(west, DEGREES[2]), (DEGREES[0], east)] };
        let (south, north) = (south.max(DEGREES[1]), north.min(DEGREES[3]));
        let mut parts = Vec::new();
        for (west, east) in spans {
            let (west, east) = (west.max(DEGREES[0]), east.min(DEGREES[2]));
            if west <= east && south <= north {
                parts.push(bent([west, south, east, north])?);
            }
        }
        if let [(_, inner)] = &parts[..] {
            let inner = *inner;
            let shape = parts.pop()?.0;
            return Some(Self { inner, ..Self::of_shape(Geometry::Polygon(shape)) });
        }
        let shape = MultiPolygon(parts.into_iter().map(|(part, _)| part).collect());
        Some(Self::of_shape(Geometry::MultiPolygon(shape)))
    }

    /// That of a shape in a CRS; `None` when it cannot be placed.
    pub fn of_geometry(shape: &Geometry<f64>, crs: OutCrs) -> Option<Self> {
        let failed = std::cell::Cell::new(false);
        let shape = shape.map_coords(|coord| {
            crs.to_rd(coord).unwrap_or_else(|| {
                failed.set(true);
                coord
            })
        });
        (!failed.get()).then(|| Self::of_shape(shape))
    }

    fn of_shape(shape: Geometry<f64>) -> Self {
        let rect = shape.bounding_rect();
        let bounds = rect.map_or(NOTHING, |rect| [rect.min().x, rect.min().y, rect.max().x, rect.max().y]);
        Self { bounds, inner: NOTHING, shape }
    }

    /// Whether it has a point in common with a feature whose shape is given.
    pub fn meets(&self, found: &Found, shape: &MultiPolygon<f64>) -> bool {
        self.is_settled(found).unwrap_or_else(|| self.shape.intersects(shape))
    }

    /// The same by the box alone; `None` when the shape decides.
    pub fn is_settled(&self, found: &Found) -> Option<bool> {
        if !meets(self.bounds, found.bounds) {
            return Some(false);
        }
        holds(self.inner, found.bounds).then_some(true)
    }
}

/// A box in degrees as it lies in RD New, and the largest box along the axes of
/// RD New that is sure to lie within it.
fn bent([west, south, east, north]: [f64; 4]) -> Option<(Polygon<f64>, [f64; 4])> {
    let along = |from: Coord<f64>, to: Coord<f64>| {
        let at = move |n: u32| from + (to - from) * (f64::from(n) / f64::from(CORNERS));
        (0..CORNERS).map(at).map(|coord| OutCrs::Crs84.to_rd(coord)).collect::<Option<Vec<_>>>()
    };
    let corners = [(west, south), (east, south), (east, north), (west, north)].map(|(x, y)| Coord { x, y });
    let sides = [0, 1, 2, 3].map(|at| along(corners[at], corners[(at + 1) % 4]));
    let [bottom, right, top, left] = sides;
    let (bottom, right, top, left) = (bottom?, right?, top?, left?);
    let most = |side: &[Coord<f64>], of: fn(&Coord<f64>) -> f64| {
        side.iter().map(of).fold(f64::NEG_INFINITY, f64::max)
    };
    let least =
        |side: &[Coord<f64>], of: fn(&Coord<f64>) -> f64| side.iter().map(of).fold(f64::INFINITY, f64::min);
    // The last corner of a side stands first on the next.
    let inner = [
        most(&left, |at| at.x).max(bottom.first()?.x),
        most(&bottom, |at| at.y).max(right.first()?.y),
        least(&right, |at| at.x).min(top.first()?.x),
        least(&top, |at| at.y).min(left.first()?.y),
    ];
    let ring = [bottom, right, top, left].concat();
    Some((Polygon::new(LineString(ring), Vec::new()), inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bounds: [f64; 4]) -> Found {
        Found { position: 0, bounds, start: 0 }
    }

    #[test]
    fn a_box_in_degrees_is_bent_in_rd_and_what_lies_within_is_settled() {
        // Around the Onze-Lieve-Vrouwetoren of Amersfoort, (155000, 463000).
        let area = Area::of_bbox([5.38, 52.15, 5.39, 52.16], OutCrs::Crs84).unwrap();
        assert_eq!(area.is_settled(&found([155_000.0, 463_000.0, 155_010.0, 463_010.0])), Some(true));
        assert_eq!(area.is_settled(&found([150_000.0, 463_000.0, 150_010.0, 463_010.0])), Some(false));
        let [x, y, ..] = area.bounds;
        assert_eq!(area.is_settled(&found([x - 5.0, y - 5.0, x + 5.0, y + 5.0])), None);
        let swapped = Area::of_bbox([52.15, 5.38, 52.16, 5.39], OutCrs::Wgs84).unwrap();
        assert_eq!(swapped.bounds, area.bounds);
    }

    #[test]
    fn a_box_round_the_world_holds_the_country_and_one_elsewhere_nothing() {
        let amersfoort = found([155_000.0, 463_000.0, 155_010.0, 463_010.0]);
        for bbox in [[-180.0, -90.0, 180.0, 90.0], [170.0, -90.0, 160.0, 90.0], [5.0, 50.0, 3.0, 53.0]] {
            let area = Area::of_bbox(bbox, OutCrs::Crs84).unwrap();
            let shape = Rect::new((155_000.0, 463_000.0), (155_010.0, 463_010.0)).to_polygon();
            assert!(area.meets(&amersfoort, &shape.into()), "{bbox:?}");
        }
        for bbox in [[100.0, 0.0, 110.0, 10.0], [9.0, 50.0, 3.0, 53.0]] {
            let area = Area::of_bbox(bbox, OutCrs::Crs84).unwrap();
            assert_ne!(area.is_settled(&amersfoort), Some(true), "{bbox:?}");
        }
    }
}
