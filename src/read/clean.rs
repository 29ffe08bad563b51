//! Is this geometry one the overlay can trust?
//!
//! From bytes to a valid polygon or a point in RD New. Nothing here may panic
//! on any input: what cannot be used comes back as an issue.

use std::cmp::Ordering;

use geo::{
    Area, BoundingRect, CoordsIter, HasDimensions, MakeValid, Orient, RemoveRepeatedPoints, orient::Direction,
};
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

use super::{layer::Shape, sound, wkb};
use crate::{
    crs::{Crs, RD_BOUNDS, within},
    issue::IssueKind,
};

/// Why a geometry cannot be used, or what had to be done to use it.
pub type Remark = (IssueKind, String);

/// A polygon that is valid and not empty, exterior rings counter-clockwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Cleaned {
    /// The polygon in RD New.
    pub geometry: MultiPolygon<f64>,
    /// What had to be done to it, as kind and sentence.
    pub remark: Option<Remark>,
}

/// Nothing of an object may lie further outside [`RD_BOUNDS`] than this.
/// Zones reach into the North Sea and over the border; a vertex at 0, 0 or in
/// degrees lies beyond.
const MARGIN: f64 = 250_000.0;

impl Shape {
    /// The geometry in the layer's own CRS, as it stands.
    ///
    /// # Errors
    ///
    /// [`IssueKind::NullGeometry`] when there is none, [`IssueKind::InvalidGeometry`]
    /// when its bytes cannot be read.
    pub fn decode(&self) -> Result<Geometry<f64>, Remark> {
        match self {
            Self::Null => Err(null()),
            Self::Gpkg(bytes) => {
                wkb::decode_gpkg(bytes).map_err(|detail| (IssueKind::InvalidGeometry, detail))
            }
            Self::Wkb(bytes) => wkb::decode(bytes).map_err(|detail| (IssueKind::InvalidGeometry, detail)),
            Self::Decoded(geometry) => Ok(geometry.clone()),
            Self::Broken(detail) => Err((IssueKind::InvalidGeometry, detail.clone())),
        }
    }

    /// The geometry as a valid polygon in RD New. May be called in parallel.
    ///
    /// # Errors
    ///
    /// The kind of issue and a sentence, when there is no usable polygon.
    pub fn polygon(&self, crs: &Crs) -> Result<Cleaned, Remark> {
        let geometry = self.decode()?;
        let mut remark = None;
        let name = type_name(&geometry);
        let mut parts = Vec::new();
        let n_others = polygons(geometry, &mut parts);
        if parts.is_empty() {
            return Err(match n_others {
                0 => null(),
                _ => (IssueKind::WrongGeometryType, format!("a polygon was expected, found a {name}")),
            });
        }
        if n_others > 0 {
            let detail = format!("a {name}: its polygons are used, its {n_others} other parts are not");
            remark = Some((IssueKind::WrongGeometryType, detail));
        }
        parts.retain(|part| !part.exterior().0.is_empty());
        if parts.is_empty() {
            return Err(null());
        }

        let placed = place(Geometry::MultiPolygon(MultiPolygon(parts)), crs)?;
        let Geometry::MultiPolygon(mut geometry) = placed else { return Err(null()) };
        geometry.remove_repeated_points_mut();
        for part in &mut geometry {
            // Validation lets holes without points pass; nobody else should meet them.
            if part.interiors().iter().any(|ring| ring.0.is_empty()) {
                let holes = part.interiors().iter().filter(|ring| !ring.0.is_empty()).cloned().collect();
                *part = Polygon::new(part.exterior().clone(), holes);
            }
        }
        if let Some(reason) = flaw(&geometry) {
            let (repaired, detail) = repair(&geometry, &reason)?;
            geometry = repaired;
            // The repair changes an area, so it outweighs an earlier remark.
            remark = Some((IssueKind::RepairedGeometry, detail));
        }
        Ok(Cleaned { geometry: geometry.orient(Direction::Default), remark })
    }

    /// The geometry as a point in RD New: a Point, or a MultiPoint of one.
    /// May be called in parallel.
    ///
    /// # Errors
    ///
    /// The kind of issue and a sentence, when there is no usable point.
    pub fn point(&self, crs: &Crs) -> Result<Point<f64>, Remark> {
        let geometry = self.decode()?;
        let name = type_name(&geometry);
        let point = match geometry {
            Geometry::Point(point) => point,
            Geometry::MultiPoint(points) if points.0.len() == 1 => points.0[0],
            other if other.is_empty() => return Err(null()),
            _ => return Err((IssueKind::WrongGeometryType, format!("a point was expected, found a {name}"))),
        };
        let Geometry::Point(point) = place(Geometry::Point(point), crs)? else { return Err(null()) };
        if !within(RD_BOUNDS, point.x(), point.y()) {
            return Err(outside(point.x(), point.y()));
        }
        Ok(point)
    }
}

fn null() -> Remark {
    (IssueKind::NullGeometry, "the object has no geometry".into())
}

fn outside(x: f64, y: f64) -> Remark {
    (IssueKind::BadCoordinate, format!("RD coordinate ({x:.1}, {y:.1}) lies outside the Netherlands"))
}

/// Name of the type, for people.
fn type_name(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}

/// Takes the polygons out of a geometry; gives the number of parts that are
/// something else.
fn polygons(geometry: Geometry<f64>, all: &mut Vec<Polygon<f64>>) -> usize {
    match geometry {
        Geometry::Polygon(polygon) => all.push(polygon),
        Geometry::MultiPolygon(polygons) => all.extend(polygons.0),
        Geometry::Rect(rect) => all.push(rect.to_polygon()),
        Geometry::Triangle(triangle) => all.push(triangle.to_polygon()),
        Geometry::GeometryCollection(collection) => {
            return collection.0.into_iter().map(|part| polygons(part, all)).sum();
        }
        other => return usize::from(!other.is_empty()),
    }
    0
}

/// Brings a geometry to RD New and sees to it that it lies there.
fn place(mut geometry: Geometry<f64>, crs: &Crs) -> Result<Geometry<f64>, Remark> {
    if geometry.coords_iter().any(|coord| !coord.x.is_finite() || !coord.y.is_finite()) {
        return Err((IssueKind::BadCoordinate, "a coordinate is NaN or infinite".into()));
    }
    crs.to_rd(&mut geometry).map_err(|detail| (IssueKind::BadCoordinate, detail))?;
    let [min_x, min_y, max_x, max_y] = RD_BOUNDS;
    let wide = [min_x - MARGIN, min_y - MARGIN / 5.0, max_x + MARGIN, max_y + MARGIN];
    if let Some(coord) = geometry.coords_iter().find(|coord| !within(wide, coord.x, coord.y)) {
        return Err(outside(coord.x, coord.y));
    }
    let Some(rect) = geometry.bounding_rect() else { return Err(null()) };
    let (low, high) = (rect.min(), rect.max());
    if low.x > max_x || low.y > max_y || high.x < min_x || high.y < min_y {
        return Err(outside(low.x, low.y));
    }
    Ok(geometry)
}

/// Why a polygon is not valid, or has no inside.
fn flaw(geometry: &MultiPolygon<f64>) -> Option<String> {
    sound::unsound(geometry).or_else(|| (geometry.unsigned_area() <= 0.0).then(|| "no area".into()))
}

/// Makes an invalid geometry valid, or says why it cannot be.
fn repair(geometry: &MultiPolygon<f64>, reason: &str) -> Result<(MultiPolygon<f64>, String), Remark> {
    let refused = |detail: &str| (IssueKind::InvalidGeometry, format!("{detail}: {reason}"));

    let rings: usize = geometry.0.iter().map(|part| 1 + part.interiors().len()).sum();
    let flat = |ring: &LineString<f64>| ring.0.len() < 4;
    let kept: Vec<Polygon<f64>> = geometry
        .0
        .iter()
        .filter(|part| !flat(part.exterior()))
        .map(|part| {
            let holes = part.interiors().iter().filter(|ring| !flat(ring)).cloned().collect();
            Polygon::new(part.exterior().clone(), holes)
        })
        .collect();
    let left: usize = kept.iter().map(|part| 1 + part.interiors().len()).sum();
    let kept = MultiPolygon(kept);
    // Rings without an inside are taken out without touching the rest.
    let repaired = if left < rings && flaw(&kept).is_none() {
        kept
    } else {
        in_order(kept.make_valid().map_err(|error| refused(&format!("could not be repaired ({error})")))?)
    };
    if repaired.0.is_empty() || repaired.unsigned_area() <= 0.0 {
        return Err(refused("nothing is left after repair"));
    }
    if flaw(&repaired).is_some() {
        return Err(refused("still invalid after repair"));
    }
    let detail = format!(
        "{reason}; repaired, area {:.2} m² before and {:.2} m² after",
        geometry.unsigned_area(),
        repaired.unsigned_area()
    );
    Ok((repaired, detail))
}

/// `make_valid` gives its parts and rings in an order that differs from call
/// to call. Here each ring starts at its lowest coordinate, and parts and
/// holes stand in the order of those.
fn in_order(geometry: MultiPolygon<f64>) -> MultiPolygon<f64> {
    fn compare(a: &Coord<f64>, b: &Coord<f64>) -> Ordering {
        a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
    }
    fn compare_rings(a: &LineString<f64>, b: &LineString<f64>) -> Ordering {
        let pairs = a.0.iter().zip(&b.0).map(|(a, b)| compare(a, b));
        pairs.fold(Ordering::Equal, Ordering::then).then(a.0.len().cmp(&b.0.len()))
    }
    fn turned(ring: &LineString<f64>) -> LineString<f64> {
        // Without the last coordinate, which is the first again.
        let mut coords = ring.0[..ring.0.len().saturating_sub(1)].to_vec();
        let lowest = (0..coords.len()).min_by(|a, b| compare(&coords[*a], &coords[*b]));
        coords.rotate_left(lowest.unwrap_or(0));
        coords.extend(coords.first().copied());
        LineString(coords)
    }
    let mut parts: Vec<Polygon<f64>> = geometry
        .orient(Direction::Default)
        .iter()
        .map(|part| {
            let mut holes: Vec<LineString<f64>> = part.interiors().iter().map(turned).collect();
            holes.sort_by(compare_rings);
            Polygon::new(turned(part.exterior()), holes)
        })
        .collect();
    parts.sort_by(|a, b| compare_rings(a.exterior(), b.exterior()));
    MultiPolygon(parts)
}

#[cfg(test)]
mod tests;
