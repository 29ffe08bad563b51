//! Which is the smallest rectangle around a shape?

use geo_types::{Coord, MultiPolygon, Point};

use super::super::bounds::Bounds;
use super::near::length;

/// Sides that differ by less are equal.
const EQUAL_M: f64 = 1e-6;

/// The smallest rectangle around a shape, by area, turned as it likes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// Its middle, RD New.
    pub center: Point<f64>,
    /// Its long side, meters.
    pub length_m: f64,
    /// Its short side, meters.
    pub width_m: f64,
    /// Direction of the long side, degrees clockwise from grid north, from 0
    /// to 180. A square has the direction nearest to north on the east side.
    pub azimuth_deg: f64,
    /// The same as a unit vector.
    pub(super) along: Coord<f64>,
}

/// The smallest rectangle around a footprint; `None` if it has no area.
#[must_use]
pub fn rectangle(footprint: &MultiPolygon<f64>) -> Option<Rectangle> {
    let origin = Bounds::of(footprint)?.min;
    let corners = footprint.iter().flat_map(|polygon| polygon.exterior().coords());
    let local = around(corners.map(|&corner| corner - origin).collect())?;
    Some(Rectangle { center: local.center + Point(origin), ..local })
}

/// The smallest rectangle around points near the origin.
pub(super) fn around(points: Vec<Coord<f64>>) -> Option<Rectangle> {
    let hull = hull(points);
    let mut best: Option<(f64, Rectangle)> = None;
    for (i, &from) in hull.iter().enumerate() {
        let side = hull[(i + 1) % hull.len()] - from;
        let length = length(side);
        if length <= 0.0 {
            continue;
        }
        let found = along(&hull, side / length);
        let area = found.length_m * found.width_m;
        // Equal but for rounding: the one that comes first from the north.
        let better = best.as_ref().is_none_or(|(least, other)| {
            let margin = EQUAL_M * least.max(1.0);
            area < least - margin || area < least + margin && found.azimuth_deg < other.azimuth_deg
        });
        if better {
            best = Some((area, found));
        }
    }
    best.map(|(_, found)| found).filter(|found| found.width_m > 0.0)
}

/// The rectangle around a hull with one side in a direction.
fn along(hull: &[Coord<f64>], unit: Coord<f64>) -> Rectangle {
    let across = Coord { x: -unit.y, y: unit.x };
    let (u, v) = (extent(hull, unit), extent(hull, across));
    let center = unit * f64::midpoint(u.0, u.1) + across * f64::midpoint(v.0, v.1);
    let (one, other) = (u.1 - u.0, v.1 - v.0);
    let (one, other) = (northern(one, unit), northern(other, across));
    let (long, short) = if (one.0 - other.0).abs() < EQUAL_M {
        if one.2 <= other.2 { (one, other) } else { (other, one) }
    } else if one.0 > other.0 {
        (one, other)
    } else {
        (other, one)
    };
    Rectangle {
        center: Point(center),
        length_m: long.0,
        width_m: short.0,
        azimuth_deg: long.2,
        along: long.1,
    }
}

/// A side with its direction on the east side and that in degrees.
fn northern(length: f64, unit: Coord<f64>) -> (f64, Coord<f64>, f64) {
    // Due south is due north; so is what rounding puts just short of it.
    let degrees = unit.x.atan2(unit.y).to_degrees().rem_euclid(180.0);
    // Added, as -0.0 is no direction of its own.
    let degrees = if degrees > 180.0 - 1e-9 { 0.0 } else { degrees + 0.0 };
    let eastern = unit.x > 1e-12 || unit.x.abs() <= 1e-12 && unit.y > 0.0;
    (length, if eastern { unit } else { -unit }, degrees)
}

/// Least and most of points in a direction.
pub(super) fn extent(points: &[Coord<f64>], unit: Coord<f64>) -> (f64, f64) {
    points
        .iter()
        .map(|point| point.x * unit.x + point.y * unit.y)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), at| (least.min(at), most.max(at)))
}

/// The convex hull, counterclockwise (Andrew's monotone chain).
fn hull(mut points: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    points.retain(|point| point.x.is_finite() && point.y.is_finite());
    points.sort_unstable_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    points.dedup();
    let mut hull: Vec<Coord<f64>> = Vec::new();
    let mut chain = |points: &mut dyn Iterator<Item = &Coord<f64>>| {
        let start = hull.len();
        for &point in points {
            while hull.len() >= start + 2 {
                let (a, b) = (hull[hull.len() - 2], hull[hull.len() - 1]);
                if (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0.0 {
                    break;
                }
                hull.pop();
            }
            hull.push(point);
        }
        // It is the first of the other half.
        hull.pop();
    };
    chain(&mut points.iter());
    chain(&mut points.iter().rev());
    hull
}
