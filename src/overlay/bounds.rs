//! Which box does this geometry lie in?

use geo_types::{Coord, MultiPolygon};
use rstar::AABB;

/// A box along the axes of RD New, edges included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    /// The south-west corner.
    pub min: Coord<f64>,
    /// The north-east corner.
    pub max: Coord<f64>,
}

impl Bounds {
    /// The box that holds nothing and grows with [`Bounds::add`].
    pub const EMPTY: Self = Self {
        min: Coord { x: f64::INFINITY, y: f64::INFINITY },
        max: Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY },
    };

    /// The smallest box around a few points; [`Bounds::EMPTY`] without any.
    pub fn around(coords: &[Coord<f64>]) -> Self {
        let mut bounds = Self::EMPTY;
        for &coord in coords {
            bounds.add(coord);
        }
        bounds
    }

    /// The smallest box around a footprint; `None` without any vertex.
    pub fn of(footprint: &MultiPolygon<f64>) -> Option<Self> {
        let mut bounds = Self::EMPTY;
        for polygon in footprint {
            for &coord in polygon.exterior() {
                bounds.add(coord);
            }
        }
        (bounds.min.x <= bounds.max.x && bounds.min.y <= bounds.max.y).then_some(bounds)
    }

    /// Grows the box until it holds the point.
    pub fn add(&mut self, coord: Coord<f64>) {
        self.min = Coord { x: self.min.x.min(coord.x), y: self.min.y.min(coord.y) };
        self.max = Coord { x: self.max.x.max(coord.x), y: self.max.y.max(coord.y) };
    }

    /// The smallest box around two boxes.
    pub fn merged(mut self, other: &Self) -> Self {
        self.add(other.min);
        self.add(other.max);
        self
    }

    /// The box moved outward by a distance on all four sides.
    pub fn inflated(self, meters: f64) -> Self {
        Self {
            min: Coord { x: self.min.x - meters, y: self.min.y - meters },
            max: Coord { x: self.max.x + meters, y: self.max.y + meters },
        }
    }

    /// Whether the boxes have a point in common, be it on their edges.
    pub fn meets(&self, other: &Self) -> bool {
        self.min.x <= other.max.x
            && other.min.x <= self.max.x
            && self.min.y <= other.max.y
            && other.min.y <= self.max.y
    }

    /// The middle of the box.
    pub fn center(&self) -> Coord<f64> {
        Coord { x: f64::midpoint(self.min.x, self.max.x), y: f64::midpoint(self.min.y, self.max.y) }
    }

    /// The same box as the R-tree wants it.
    pub fn aabb(&self) -> AABB<[f64; 2]> {
        AABB::from_corners([self.min.x, self.min.y], [self.max.x, self.max.y])
    }
}
