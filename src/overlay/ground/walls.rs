//! Which end walls has a block, and how much ground is free before them?

use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};

use super::super::bounds::Bounds;
use super::boolean::intersection;
use super::cut::prepared;
use super::near::length;
use super::rectangle::{around, extent};
use super::shape::doubled_shape;
use super::taking::Taking;

/// Ground that counts as taken before a wall, square meters: less is what
/// rounding and the unevenness of facades leave.
const CRUMB_M2: f64 = 0.05;

/// What is left out at both sides of a strip when its depth is asked,
/// meters: a fence on the line of the side wall takes nothing.
const SIDE_M: f64 = 0.01;

/// Which facades are end walls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WallRule {
    /// Least length of the block as a multiple of its width, both of the
    /// smallest rectangle around it.
    pub min_elongation: f64,
    /// How far behind the end of that rectangle a facade may stand, meters.
    pub max_recess_m: f64,
    /// How far a facade may be turned from the end of that rectangle,
    /// degrees, below 90.
    pub max_turn_deg: f64,
    /// Least length of the wall, meters.
    pub min_length_m: f64,
}

/// The short end of a block as one straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndWall {
    /// Where it starts, RD New; outside is on the right hand.
    pub from: Point<f64>,
    /// Where it ends, RD New.
    pub to: Point<f64>,
    /// Its direction outward, of length 1.
    pub outward: Point<f64>,
    /// Meters.
    pub length_m: f64,
}

/// The end walls of an elongated block: none, one or two, the one further
/// north (or east) first.
///
/// # Method
///
/// At each short side of the smallest rectangle around the block the edges
/// that face it within the rule's angle and depth make the wall: a line in
/// their mean direction, by length, before the outermost, as wide as they
/// reach.
#[must_use]
pub fn end_walls(block: &Polygon<f64>, rule: &WallRule) -> Vec<EndWall> {
    let origin = Bounds::around(&block.exterior().0).min;
    let mut ring: Vec<Coord<f64>> = block.exterior().coords().map(|&c| c - origin).collect();
    let Some(rectangle) = around(ring.clone()) else { return Vec::new() };
    if rectangle.length_m < rule.min_elongation * rectangle.width_m {
        return Vec::new();
    }
    let twice: f64 = ring.windows(2).map(|edge| edge[0].x * edge[1].y - edge[1].x * edge[0].y).sum();
    if twice < 0.0 {
        ring.reverse();
    }
    [rectangle.along, -rectangle.along]
        .into_iter()
        .filter_map(|axis| end_wall(&ring, axis, rule))
        .map(|wall| EndWall { from: wall.from + Point(origin), to: wall.to + Point(origin), ..wall })
        .collect()
}

/// The wall at one end of a ring wound counterclockwise.
fn end_wall(ring: &[Coord<f64>], axis: Coord<f64>, rule: &WallRule) -> Option<EndWall> {
    let end = extent(ring, axis).1 - rule.max_recess_m;
    let least_cosine = rule.max_turn_deg.to_radians().cos();
    let at = |point: Coord<f64>| point.x * axis.x + point.y * axis.y;
    let faces: Vec<&[Coord<f64>]> = ring
        .windows(2)
        .filter(|edge| {
            let along = edge[1] - edge[0];
            let facing = along.y * axis.x - along.x * axis.y;
            let length = length(along);
            length > 0.0 && facing >= least_cosine * length && at(edge[0]).max(at(edge[1])) >= end
        })
        .collect();
    let sum = faces.iter().fold(Coord::zero(), |sum, edge| sum + edge[1] - edge[0]);
    let length = length(sum);
    if faces.is_empty() || length <= 0.0 {
        return None;
    }
    let unit = sum / length;
    let outward = Coord { x: unit.y, y: -unit.x };
    let corners: Vec<Coord<f64>> = faces.into_iter().flatten().copied().collect();
    let (first, last) = extent(&corners, unit);
    let front = outward * extent(&corners, outward).1;
    let length_m = last - first;
    (length_m >= rule.min_length_m).then(|| EndWall {
        from: Point(unit * first + front),
        to: Point(unit * last + front),
        outward: Point(outward),
        length_m,
    })
}

/// The strip of ground before an end wall, as wide as the wall and as deep
/// as given, meters.
#[must_use]
pub fn strip(wall: &EndWall, depth_m: f64) -> Polygon<f64> {
    between(wall, 0.0, depth_m)
}

/// The strip without a bit at both sides.
fn between(wall: &EndWall, side_m: f64, depth_m: f64) -> Polygon<f64> {
    let unit = (wall.to - wall.from) / wall.length_m;
    let (from, to) = (wall.from + unit * side_m, wall.to - unit * side_m);
    let depth = wall.outward * depth_m;
    Polygon::new(LineString::from(vec![from, from + depth, to + depth, to]), Vec::new())
}

/// How deep the ground before an end wall is free over the whole length of
/// the wall, meters, at most `max_m`.
///
/// A centimeter at both sides does not count, nor do pieces of less than
/// 0.05 m². The block the wall is of takes ground too where it is among the
/// takings: leave it out.
///
/// # Method
///
/// Exact: the nearest point of what is taken of the strip.
#[must_use]
pub fn free_depth(wall: &EndWall, takings: &[Taking<'_>], max_m: f64) -> f64 {
    let domain = MultiPolygon::from(between(wall, SIDE_M, max_m));
    let Some((frame, bounds, strip)) = prepared(&domain, takings, 0.0) else { return 0.0 };
    let taken = takings.iter().flat_map(|taking| intersection(&strip, &taking.rings(&frame, &bounds)));
    taken
        .filter(|shape| frame.square_meters(doubled_shape(shape)) >= CRUMB_M2)
        .flat_map(|shape| shape.into_iter().flatten())
        .map(|point| {
            let ahead = frame.world(frame.local_of(point)) - wall.from.0;
            (ahead.x * wall.outward.x() + ahead.y * wall.outward.y()).max(0.0)
        })
        .fold(max_m, f64::min)
}
