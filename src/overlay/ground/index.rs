//! Which polygons take ground, and which of them lie near?

use std::collections::HashSet;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::i_float::int::point::IntPoint;

use super::super::bounds::Bounds;
use super::boxes::{Box4, BoxTree};
use super::near::Outline;
use super::shape::Ring;
use super::validity::valid;

/// Largest coordinate either way, millimeters: the engine works on 31 bits.
const REACH_MM: f64 = 1e9;

/// Polygons that take ground, packed.
///
/// Coordinates are kept in whole millimeters, as the BAG and BGT give them.
/// Each polygon costs 33 bytes (number, box, place in the tree) and 8 for
/// each corner: a pand of eight corners 97 bytes. 11.3 million of those take
/// 1.10 GB, 1.28 GB while the index is made; the panden of Weesp have 6.2
/// corners, 82 bytes.
///
/// # CRS
///
/// RD New, meters. Rings may be wound either way. What is not valid is put
/// right: a place is taken when the exterior winds around it and no hole
/// does; polygons without area or with a coordinate that is no number take
/// nothing.
///
/// # Examples
///
/// ```
/// use geo_types::{MultiPolygon, Rect, coord};
/// use toplaag::overlay::ground::GroundIndex;
///
/// let square = |x: f64, size: f64| -> MultiPolygon<f64> {
///     Rect::new(coord! { x: x, y: 0.0 }, coord! { x: x + size, y: size }).to_polygon().into()
/// };
/// let mut panden = GroundIndex::builder();
/// panden.push(7, &square(0.0, 10.0));
/// panden.push(8, &square(40.0, 10.0));
/// let panden = panden.finish();
/// assert_eq!(panden.within(&square(15.0, 5.0), 5.0), [7]);
/// assert_eq!(panden.in_box([0.0, 0.0, 100.0, 100.0]), [7, 8]);
/// ```
#[derive(Debug, Default)]
pub struct GroundIndex {
    /// The caller's number of each polygon.
    ids: Vec<u32>,
    /// The first ring of each polygon; one more at the end.
    first_ring: Vec<u32>,
    /// The first corner of each ring; one more at the end.
    first_corner: Vec<u32>,
    /// Corners in millimeters: exteriors counterclockwise, holes clockwise,
    /// none repeated at the end.
    corners: Vec<[i32; 2]>,
    tree: BoxTree,
}

/// Takes the polygons of a [`GroundIndex`] one by one.
#[derive(Debug, Default)]
pub struct GroundBuilder {
    index: GroundIndex,
    boxes: Vec<Box4>,
}

impl GroundBuilder {
    /// Adds the polygons of a shape; several shapes may share a number.
    ///
    /// # Panics
    ///
    /// Beyond 4,294,967,295 corners, which take 34 GB.
    pub fn push(&mut self, id: u32, shape: &MultiPolygon<f64>) {
        for polygon in shape {
            let Some(exterior) = millimeters(polygon.exterior()) else { continue };
            let Some(holes) = polygon.interiors().iter().map(millimeters).collect() else { continue };
            for shape in valid(exterior, holes) {
                self.boxes.push(box_of(&shape[0]));
                self.index.push(id, &shape);
            }
        }
    }

    /// Packs what was pushed.
    #[must_use]
    pub fn finish(self) -> GroundIndex {
        let Self { mut index, boxes } = self;
        let count = |n: usize| u32::try_from(n).expect("fewer than 4 billion corners");
        index.first_ring.push(count(index.first_corner.len()));
        index.first_corner.push(count(index.corners.len()));
        index.tree = BoxTree::new(&boxes);
        index.ids.shrink_to_fit();
        index.first_ring.shrink_to_fit();
        index.first_corner.shrink_to_fit();
        index.corners.shrink_to_fit();
        index
    }
}

impl GroundIndex {
    /// Starts an index.
    #[must_use]
    pub fn builder() -> GroundBuilder {
        GroundBuilder::default()
    }

    fn push(&mut self, id: u32, rings: &[Ring]) {
        let count = |n: usize| u32::try_from(n).expect("fewer than 4 billion corners");
        self.ids.push(id);
        self.first_ring.push(count(self.first_corner.len()));
        for ring in rings {
            self.first_corner.push(count(self.corners.len()));
            self.corners.extend(ring.iter().map(|point| [point.x, point.y]));
        }
    }

    /// Whether nothing takes ground.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The numbers of the shapes with a point within a distance of the
    /// footprint, ascending, each once.
    ///
    /// At 0 they touch or overlap it. A shape at exactly the distance is
    /// within it.
    ///
    /// # Units
    ///
    /// Meters, straight line.
    #[must_use]
    pub fn within(&self, footprint: &MultiPolygon<f64>, meters: f64) -> Vec<u32> {
        self.within_of(footprint, meters, |_| true)
    }

    /// As [`GroundIndex::within`], of the shapes that are asked for.
    pub(super) fn within_of(
        &self,
        footprint: &MultiPolygon<f64>,
        meters: f64,
        is_asked: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        let Some(bounds) = Bounds::of(footprint) else { return Vec::new() };
        let outline = Outline::of_footprint(footprint, bounds.min);
        let mut found = HashSet::new();
        for slot in self.meeting(&bounds.inflated(meters)) {
            let id = self.id(slot);
            // One polygon is enough: a shape may have thousands.
            if found.contains(&id) || !is_asked(id) {
                continue;
            }
            let reach = self.bounds(slot).inflated(meters);
            if outline.is_within(&self.outline(slot, bounds.min), &reach, bounds.min, meters) {
                found.insert(id);
            }
        }
        let mut ids: Vec<u32> = found.into_iter().collect();
        ids.sort_unstable();
        ids
    }

    /// The numbers of the shapes with a polygon whose box has a point in
    /// common with the box `[min_x, min_y, max_x, max_y]`, ascending, each
    /// once.
    #[must_use]
    pub fn in_box(&self, bounds: [f64; 4]) -> Vec<u32> {
        self.numbers(self.meeting(&corners(bounds)))
    }

    /// All polygons with the number of their shape, in the order they came.
    pub fn polygons(&self) -> impl Iterator<Item = (u32, Polygon<f64>)> {
        self.ids.iter().zip(0..).map(|(&id, slot)| (id, self.polygon(slot)))
    }

    /// The polygons of the shapes whose box meets a box, with their number.
    pub fn polygons_in_box(&self, bounds: [f64; 4]) -> impl Iterator<Item = (u32, Polygon<f64>)> {
        self.meeting(&corners(bounds)).into_iter().map(|slot| (self.id(slot), self.polygon(slot)))
    }

    /// Bytes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let numbers = self.ids.capacity() + self.first_ring.capacity() + self.first_corner.capacity();
        numbers * size_of::<u32>() + self.corners.capacity() * size_of::<[i32; 2]>() + self.tree.bytes()
    }

    fn numbers(&self, slots: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut ids: Vec<u32> = slots.into_iter().map(|slot| self.id(slot)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The places of the polygons whose box meets a box, ascending.
    pub(super) fn meeting(&self, bounds: &Bounds) -> Vec<u32> {
        #[expect(clippy::cast_possible_truncation, reason = "saturates: beyond lies nothing")]
        let mm = |meters: f64, round: fn(f64) -> f64| round(meters * 1_000.0) as i32;
        // Rounded outward, and one more for what was rounded on the way in.
        self.tree.meeting(&[
            mm(bounds.min.x, f64::floor).saturating_sub(1),
            mm(bounds.min.y, f64::floor).saturating_sub(1),
            mm(bounds.max.x, f64::ceil).saturating_add(1),
            mm(bounds.max.y, f64::ceil).saturating_add(1),
        ])
    }

    /// The number of the shape a polygon is of.
    pub(super) fn id(&self, slot: u32) -> u32 {
        self.ids[slot as usize]
    }

    /// The rings of a polygon, the exterior first, in millimeters.
    pub(super) fn rings(&self, slot: u32) -> impl Iterator<Item = &[[i32; 2]]> {
        let slot = slot as usize;
        let rings = self.first_ring[slot] as usize..self.first_ring[slot + 1] as usize;
        rings
            .map(|ring| &self.corners[self.first_corner[ring] as usize..self.first_corner[ring + 1] as usize])
    }

    /// The box of a polygon.
    pub(super) fn bounds(&self, slot: u32) -> Bounds {
        let mut bounds = Bounds::EMPTY;
        for &corner in self.rings(slot).next().unwrap_or_default() {
            bounds.add(meters(corner));
        }
        bounds
    }

    /// The edges of a polygon relative to an origin.
    pub(super) fn outline(&self, slot: u32, origin: Coord<f64>) -> Outline {
        Outline::new(self.rings(slot).map(|ring| ring.iter().map(|&c| meters(c) - origin).collect()))
    }

    fn polygon(&self, slot: u32) -> Polygon<f64> {
        let mut rings = self.rings(slot).map(|ring| {
            // Closed by `Polygon::new`.
            ring.iter().map(|&corner| meters(corner)).collect::<LineString<f64>>()
        });
        let exterior = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(exterior, rings.collect())
    }
}

fn corners([min_x, min_y, max_x, max_y]: [f64; 4]) -> Bounds {
    Bounds { min: Coord { x: min_x, y: min_y }, max: Coord { x: max_x, y: max_y } }
}

fn meters([x, y]: [i32; 2]) -> Coord<f64> {
    Coord { x: f64::from(x) / 1_000.0, y: f64::from(y) / 1_000.0 }
}

/// A ring in whole millimeters; `None` if a coordinate is not finite.
fn millimeters(ring: &LineString<f64>) -> Option<Ring> {
    #[expect(clippy::cast_possible_truncation, reason = "clamped to what fits")]
    let mm = |meters: f64| (meters * 1_000.0).round().clamp(-REACH_MM, REACH_MM) as i32;
    ring.coords()
        .map(|c| (c.x.is_finite() && c.y.is_finite()).then(|| IntPoint::new(mm(c.x), mm(c.y))))
        .collect()
}

fn box_of(ring: &[IntPoint]) -> Box4 {
    ring.iter().fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |all, point| {
        [all[0].min(point.x), all[1].min(point.y), all[2].max(point.x), all[3].max(point.y)]
    })
}
