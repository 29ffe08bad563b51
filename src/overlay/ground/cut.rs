//! What is left of a domain, and what took the rest?

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::super::bounds::Bounds;
use super::boolean::{difference, intersection, wound};
use super::frame::Frame;
use super::near::length;
use super::offset::{Join, Pivots, offset, offset_back};
use super::plot::{Plot, WIDTH_TOLERANCE_M};
use super::room::may_hold;
use super::shape::{Ring, Shape, doubled_shape, doubled_shapes};
use super::taking::Taking;
use super::validity::valid;

/// Corners of a ring nearer to each other than this count as one where it
/// is moved: what rounding leaves of an edge has no direction.
const NO_EDGE_M: f64 = 0.001;

/// Which pieces of free ground count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlotRule {
    /// Least area, square meters.
    pub min_area_m2: f64,
    /// Least width anywhere, and least diameter of the largest circle,
    /// meters, to a centimeter. What is narrower is cut off.
    pub min_width_m: f64,
}

/// A domain, divided.
///
/// `domain_m2` is the sum of `taken_m2`, `narrow_m2`, `small_m2` and the
/// areas of the plots, to ten square centimeters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cut {
    /// Area of the domain, square meters.
    pub domain_m2: f64,
    /// What each taking took of what those before it left, square meters.
    pub taken_m2: Vec<f64>,
    /// Free ground too narrow to count, square meters.
    pub narrow_m2: f64,
    /// Free ground too small to count, square meters.
    pub small_m2: f64,
    /// What is left: largest first, then from west to east, from south to
    /// north.
    pub plots: Vec<Plot>,
}

/// Cuts a domain: takes away what takes ground, then what is too narrow,
/// then the pieces that are too small.
///
/// Nothing is measured of what takes ground where no plot can be: a domain
/// smaller than the least area is small as a whole, one in which no circle of
/// the least width is free is narrow as a whole.
///
/// # CRS
///
/// RD New, meters. Rings may be wound either way; what is not valid is put
/// right as in [`GroundIndex`](super::GroundIndex).
///
/// # Method
///
/// On a grid of 7.6 µm, coarser for domains of more than 16 km. Ground with
/// a setback is the shape with a rectangle on each edge and a fan on each
/// corner, the fans as GEOS draws them with eight segments to a quarter.
/// What is narrow is what an opening removes: erosion by half the least width,
/// round, then dilation by as much with mitered corners of up to a right
/// angle, within the free ground. Sharper corners of a plot come out rounded.
#[must_use]
pub fn cut(domain: &MultiPolygon<f64>, takings: &[Taking<'_>], rule: &PlotRule) -> Cut {
    let mut cut = Cut { taken_m2: vec![0.0; takings.len()], ..Cut::default() };
    let Some((frame, bounds, shapes)) = prepared(domain, takings, rule.min_width_m) else { return cut };
    cut.domain_m2 = frame.square_meters(doubled_shapes(&shapes));
    if cut.domain_m2 < rule.min_area_m2 {
        cut.small_m2 = cut.domain_m2;
        return cut;
    }
    if !may_hold(&shapes, takings, &frame, &bounds, least_radius(rule)) {
        cut.narrow_m2 = cut.domain_m2;
        return cut;
    }
    divided(cut, shapes, (&frame, &bounds), takings, rule)
}

/// Half the least width, with its tolerance.
pub(super) fn least_radius(rule: &PlotRule) -> f64 {
    (rule.min_width_m - WIDTH_TOLERANCE_M) / 2.0
}

/// Divides the shapes of a domain whose area is known.
pub(super) fn divided(
    mut cut: Cut,
    mut free: Vec<Shape>,
    (frame, bounds): (&Frame, &Bounds),
    takings: &[Taking<'_>],
    rule: &PlotRule,
) -> Cut {
    let area = |shapes: &[Shape]| frame.square_meters(doubled_shapes(shapes));
    let mut left = cut.domain_m2;
    for (taking, taken) in takings.iter().zip(&mut cut.taken_m2) {
        free = without(free, taking, frame, bounds);
        let after = area(&free);
        *taken = left - after;
        left = after;
    }
    free.retain(|shape| {
        let area = frame.square_meters(doubled_shape(shape));
        let small = area < rule.min_area_m2;
        cut.small_m2 += if small { area } else { 0.0 };
        !small
    });
    for shape in opened(&free, frame, least_radius(rule)) {
        let area = frame.square_meters(doubled_shape(&shape));
        if area < rule.min_area_m2 {
            cut.small_m2 += area;
        } else {
            cut.plots.extend(Plot::measure(&shape, frame, rule.min_width_m));
        }
    }
    let plots: f64 = cut.plots.iter().map(|plot| plot.area_m2).sum();
    cut.narrow_m2 = (left - cut.small_m2 - plots).max(0.0);
    cut.plots.sort_by(|a, b| {
        let corner = |plot: &Plot| Bounds::around(&plot.geometry.exterior().0).min;
        let (from, to) = (corner(a), corner(b));
        b.area_m2.total_cmp(&a.area_m2).then(from.x.total_cmp(&to.x)).then(from.y.total_cmp(&to.y))
    });
    cut
}

/// What of a shape nothing takes, however narrow or small: for a strip of
/// ground of which all counts.
#[must_use]
pub fn free_ground(shape: &Polygon<f64>, takings: &[Taking<'_>]) -> MultiPolygon<f64> {
    let Some((frame, free)) = left_of(shape, takings) else { return MultiPolygon(Vec::new()) };
    free.iter().map(|shape| polygon(shape, &frame)).collect()
}

/// The area of a shape that nothing takes, square meters.
#[must_use]
pub fn free_area(shape: &Polygon<f64>, takings: &[Taking<'_>]) -> f64 {
    left_of(shape, takings).map_or(0.0, |(frame, free)| frame.square_meters(doubled_shapes(&free)))
}

fn left_of(shape: &Polygon<f64>, takings: &[Taking<'_>]) -> Option<(Frame, Vec<Shape>)> {
    let (frame, bounds, free) = prepared(&shape.clone().into(), takings, 0.0)?;
    Some((frame, takings.iter().fold(free, |free, taking| without(free, taking, &frame, &bounds))))
}

/// The domain on a grid of its own, with its box.
pub(super) fn prepared(
    domain: &MultiPolygon<f64>,
    takings: &[Taking<'_>],
    min_width_m: f64,
) -> Option<(Frame, Bounds, Vec<Shape>)> {
    let bounds = Bounds::of(domain)?;
    let reach = takings.iter().map(Taking::setback).fold(min_width_m, f64::max);
    let frame = Frame::around(&bounds, 2.0 * reach)?;
    let ring = |ring: &LineString<f64>| -> Option<Ring> {
        let finite = ring.coords().all(|c| c.x.is_finite() && c.y.is_finite());
        finite.then(|| ring.coords().map(|&c| frame.grid(frame.local(c))).collect())
    };
    let mut shapes = Vec::new();
    for polygon in domain {
        let holes = polygon.interiors().iter().map(ring).collect::<Option<_>>()?;
        shapes.extend(valid(ring(polygon.exterior())?, holes));
    }
    if domain.0.len() > 1 {
        // They may overlap.
        shapes = wound(&shapes.into_iter().flatten().collect::<Vec<_>>());
    }
    Some((frame, bounds, shapes))
}

/// What a taking leaves of shapes.
fn without(free: Vec<Shape>, taking: &Taking<'_>, frame: &Frame, bounds: &Bounds) -> Vec<Shape> {
    if free.is_empty() {
        return free;
    }
    let rings = taking.rings(frame, bounds);
    if rings.is_empty() { free } else { difference(&free, &rings) }
}

/// The shapes without what is narrower than twice the radius.
fn opened(free: &[Shape], frame: &Frame, radius: f64) -> Vec<Shape> {
    if free.is_empty() || radius <= 0.0 {
        return free.to_vec();
    }
    let eroded = wound(&moved(free, frame, -radius, Join::Round));
    if eroded.is_empty() {
        return eroded;
    }
    let pivots = Pivots::of(corners(free, frame));
    let core: Vec<Ring> =
        corners(&eroded, frame).map(|ring| on_grid(offset_back(&ring, radius, &pivots), frame)).collect();
    intersection(free, &core)
}

/// The rings beside those of shapes.
pub(super) fn moved(shapes: &[Shape], frame: &Frame, distance: f64, join: Join) -> Vec<Ring> {
    corners(shapes, frame).map(|ring| on_grid(offset(&ring, distance, join), frame)).collect()
}

/// The corners of the rings of shapes, those that coincide once.
fn corners<'a>(shapes: &'a [Shape], frame: &'a Frame) -> impl Iterator<Item = Vec<Coord<f64>>> + 'a {
    shapes.iter().flatten().map(|ring| {
        let mut corners = frame.locals(ring);
        corners.dedup_by(|b, a| length(*b - *a) < NO_EDGE_M);
        corners
    })
}

fn on_grid(ring: Vec<Coord<f64>>, frame: &Frame) -> Ring {
    ring.into_iter().map(|corner| frame.grid(corner)).collect()
}

/// A shape of the grid in RD New.
pub(super) fn polygon(shape: &[Ring], frame: &Frame) -> Polygon<f64> {
    let mut rings = shape.iter().map(|ring| -> LineString<f64> {
        // Closed by `Polygon::new`.
        ring.iter().map(|&point| frame.world(frame.local_of(point))).collect()
    });
    let exterior = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(exterior, rings.collect())
}
