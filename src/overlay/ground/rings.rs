//! Which holes lie in which exterior?

use std::collections::HashMap;

use i_overlay::i_float::int::point::IntPoint;

use super::shape::{Ring, Shape, doubled_area};
use super::straight::{straightened, turn};

/// The polygons that contours bound which have what they hold on their left
/// and do not cross, but may touch each other and themselves.
///
/// In the order of their exteriors. The engine (4.5.2) can do this too, but
/// where holes touch it gives some to an exterior they do not lie in.
pub(super) fn polygons(contours: Vec<Ring>) -> Vec<Shape> {
    let mut exteriors: Vec<(i128, Shape)> = Vec::new();
    let mut holes: Vec<Ring> = Vec::new();
    for ring in contours.into_iter().flat_map(apart).map(straightened) {
        let area = doubled_area(&ring);
        if area > 0 {
            exteriors.push((area, vec![ring]));
        } else if area < 0 {
            holes.push(ring);
        }
    }
    if let [(_, only)] = exteriors.as_mut_slice() {
        only.append(&mut holes);
    } else if !holes.is_empty() {
        let slabs = Slabs::new(&exteriors);
        for hole in holes {
            if let Some(owner) = slabs.around(&hole, &exteriors) {
                exteriors[owner].1.push(hole);
            }
        }
    }
    exteriors.into_iter().map(|(_, shape)| shape).collect()
}

/// The rings a contour consists of that none visits a place twice.
fn apart(contour: Ring) -> Vec<Ring> {
    let mut sorted: Vec<(i32, i32)> = contour.iter().map(|point| (point.x, point.y)).collect();
    sorted.sort_unstable();
    if sorted.windows(2).all(|pair| pair[0] != pair[1]) {
        return vec![contour];
    }
    let mut rings = Vec::new();
    let mut open: Ring = Vec::new();
    let mut places: HashMap<IntPoint, usize> = HashMap::new();
    for point in contour {
        if let Some(&place) = places.get(&point) {
            // What lies since the last visit is a ring of its own.
            let ring = open.split_off(place);
            for left in &ring {
                places.remove(left);
            }
            rings.push(ring);
        }
        places.insert(point, open.len());
        open.push(point);
    }
    rings.push(open);
    rings
}

/// The edges of exteriors by the stretches of heights they reach into.
struct Slabs {
    south: i64,
    height: i64,
    slabs: Vec<Vec<(u32, [IntPoint; 2])>>,
}

impl Slabs {
    fn new(exteriors: &[(i128, Shape)]) -> Self {
        let rings = || (0u32..).zip(exteriors).map(|(place, (_, shape))| (place, &shape[0]));
        let heights = || rings().flat_map(|(_, ring)| ring).map(|point| i64::from(point.y));
        let (south, north) = (heights().min().unwrap_or(0), heights().max().unwrap_or(0));
        let n = (heights().count() / 4).clamp(1, 4_096);
        let height = (north - south) / i64::try_from(n).unwrap_or(1) + 1;
        let mut found = Self { south, height, slabs: vec![Vec::new(); n] };
        for (place, ring) in rings() {
            for (&from, &to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let (low, high) = (from.y.min(to.y), from.y.max(to.y));
                for slab in found.slab(low)..=found.slab(high) {
                    found.slabs[slab].push((place, [from, to]));
                }
            }
        }
        found
    }

    fn slab(&self, y: i32) -> usize {
        let slab = (i64::from(y) - self.south) / self.height;
        usize::try_from(slab).unwrap_or(0).min(self.slabs.len() - 1)
    }

    /// The smallest exterior that holds a hole.
    fn around(&self, hole: &[IntPoint], exteriors: &[(i128, Shape)]) -> Option<usize> {
        // They touch in points only: if each corner touches an exterior, the
        // middle of some edge does not.
        let middle = |(a, b): (&IntPoint, &IntPoint)| IntPoint::new(a.x.midpoint(b.x), a.y.midpoint(b.y));
        let middles = hole.iter().zip(hole.iter().cycle().skip(1)).map(middle);
        let holding = hole.iter().copied().chain(middles).find_map(|point| self.holding(point))?;
        holding.into_iter().min_by_key(|&place| exteriors[place].0)
    }

    /// The exteriors that hold a point; `None` if it lies on one.
    fn holding(&self, point: IntPoint) -> Option<Vec<usize>> {
        let mut crossed: Vec<u32> = Vec::new();
        for &(place, [from, to]) in &self.slabs[self.slab(point.y)] {
            let side = turn(from, to, point);
            let within = |a: i32, b: i32, at: i32| a.min(b) <= at && at <= a.max(b);
            if side == 0 && within(from.x, to.x, point.x) && within(from.y, to.y, point.y) {
                return None;
            }
            if (from.y > point.y) != (to.y > point.y) && (side > 0) == (to.y > from.y) {
                crossed.push(place);
            }
        }
        crossed.sort_unstable();
        let odd = crossed.chunk_by(|a, b| a == b).filter(|of| of.len() % 2 == 1);
        Some(odd.map(|of| of[0] as usize).collect())
    }
}
