//! What belongs to the area of a run?
//!
//! A pand belongs to the area its middle lies in, so that runs over
//! neighboring areas share no pand and lose none.

use geo::{
    Area as _, BoundingRect, Centroid, Contains,
    indexed::IntervalTreeMultiPolygon,
    orient::{Direction, Orient},
};
use geo_types::{MultiPolygon, Point};

use crate::config::{Input, Project};

/// How far around the area is read, meters: a verblijfsobject of a pand on
/// the border may lie outside it.
const AROUND: f64 = 250.0;

/// The area of a run.
pub struct Region {
    /// What it is called.
    pub name: String,
    /// Its box in RD New: `[min_x, min_y, max_x, max_y]`, meters.
    pub bounds: [f64; 4],
    /// Its size, m².
    pub area_m2: f64,
    polygons: IntervalTreeMultiPolygon<f64>,
}

impl Region {
    /// The area these polygons make up; `None` when they have no size.
    pub(super) fn new(name: &str, polygons: &MultiPolygon<f64>) -> Option<Self> {
        let rect = polygons.bounding_rect()?;
        Some(Self {
            name: name.to_owned(),
            bounds: [rect.min().x, rect.min().y, rect.max().x, rect.max().y],
            area_m2: polygons.unsigned_area(),
            // The index counts windings: holes must turn the other way.
            polygons: IntervalTreeMultiPolygon::new(&polygons.orient(Direction::Default)),
        })
    }

    /// Whether a pand with this footprint belongs to it.
    #[must_use]
    pub fn holds(&self, footprint: &MultiPolygon<f64>) -> bool {
        footprint.centroid().is_some_and(|middle| self.holds_point(middle))
    }

    /// Whether a footprint meets the box that registers are read in.
    #[must_use]
    pub fn is_near(&self, footprint: &MultiPolygon<f64>) -> bool {
        let [min_x, min_y, max_x, max_y] = self.window();
        footprint.bounding_rect().is_some_and(|bounds| {
            let (min, max) = (bounds.min(), bounds.max());
            min.x <= max_x && max.x >= min_x && min.y <= max_y && max.y >= min_y
        })
    }

    /// The box of the area with what lies around it.
    fn window(&self) -> [f64; 4] {
        let [min_x, min_y, max_x, max_y] = self.bounds;
        [min_x - AROUND, min_y - AROUND, max_x + AROUND, max_y + AROUND]
    }

    /// Whether a place lies in it.
    #[must_use]
    pub fn holds_point(&self, place: Point<f64>) -> bool {
        self.polygons.contains(&place)
    }

    /// The project with its registers asked for this area alone.
    #[must_use]
    pub fn narrow(&self, project: &Project) -> Project {
        let window = self.window();
        let mut project = project.clone();
        let Project { panden, verblijfsobjecten, heights, ground, .. } = &mut project;
        let registers = [Some(panden), verblijfsobjecten.as_mut(), heights.as_mut()].into_iter().flatten();
        for source in registers.chain(ground.inputs_mut()).flat_map(|input: &mut Input| &mut input.sources) {
            source.window = Some(window);
        }
        project
    }
}
