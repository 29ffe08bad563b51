//! Is this geometry one the overlay can trust?
//!
//! From bytes to a valid polygon or a point in RD New. Nothing here may panic
//! on any input: what cannot be used comes back as an issue.

use std::cmp::Ordering;

use geo::{
    Area, BoundingRect, CoordsIter, HasDimensions, MakeValid, Orient, RemoveRepeatedPoints,
    orient::Direction, unary_union,
};
use geo_types::{Geometry, LineString, MultiPolygon, Point, Polygon};

use super::{
    record::Shape,
    validity::{self, Flaw},
    wkb,
};
use crate::{
    crs::{Crs, RD_BOUNDS, within},
    issue::IssueKind,
    lang::{Said, say},
};

/// Why a geometry cannot be used, or what had to be done to use it.
pub type Remark = (IssueKind, Said);

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
                _ => {
                    let detail = say!(
                        "verwacht werd een vlak, gevonden een {name}",
                        "a polygon was expected, found a {name}"
                    );
                    (IssueKind::WrongGeometryType, detail)
                }
            });
        }
        if n_others > 0 {
            let detail = say!(
                "een {name}: de vlakken tellen, de andere delen ({n_others}) niet",
                "a {name}: its polygons are used, its {n_others} other parts are not"
            );
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
        if let Some(flaw) = flaw(&geometry) {
            let (repaired, detail) = repair(&geometry, flaw)?;
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
            _ => {
                let detail = say!(
                    "verwacht werd een punt, gevonden een {name}",
                    "a point was expected, found a {name}"
                );
                return Err((IssueKind::WrongGeometryType, detail));
            }
        };
        let Geometry::Point(point) = place(Geometry::Point(point), crs)? else { return Err(null()) };
        if !within(RD_BOUNDS, point.x(), point.y()) {
            return Err(outside(point.x(), point.y()));
        }
        Ok(point)
    }
}

fn null() -> Remark {
    (IssueKind::NullGeometry, say!("het object heeft geen geometrie", "the object has no geometry"))
}

fn outside(x: f64, y: f64) -> Remark {
    // A wild number has 300 digits.
    let shown = |number: f64| if number.abs() < 1e9 { format!("{number:.1}") } else { format!("{number:e}") };
    let (x, y) = (shown(x), shown(y));
    let detail = say!(
        "RD-coördinaat ({x}, {y}) ligt buiten Nederland",
        "RD coordinate ({x}, {y}) lies outside the Netherlands"
    );
    (IssueKind::BadCoordinate, detail)
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
        let detail = say!("een coördinaat is NaN of oneindig", "a coordinate is NaN or infinite");
        return Err((IssueKind::BadCoordinate, detail));
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
fn flaw(geometry: &MultiPolygon<f64>) -> Option<Flaw> {
    let no_area =
        || (geometry.unsigned_area() <= 0.0).then(|| Flaw::Unsound(say!("geen oppervlakte", "no area")));
    validity::unsound(geometry).or_else(no_area)
}

/// Makes an invalid geometry valid, or says why it cannot be, or takes too
/// much.
fn repair(geometry: &MultiPolygon<f64>, flaw_found: Flaw) -> Result<(MultiPolygon<f64>, Said), Remark> {
    let costly = |detail: Said| {
        let detail =
            say!([detail] "te ingewikkeld om te gebruiken: {detail}", "too intricate to use: {detail}");
        (IssueKind::InvalidGeometry, detail)
    };
    let reason = match flaw_found {
        Flaw::Unsound(reason) => reason,
        Flaw::Costly(detail) => return Err(costly(detail)),
    };
    let refused = |detail: Said| {
        (IssueKind::InvalidGeometry, say!([detail, reason] "{detail}: {reason}", "{detail}: {reason}"))
    };

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
        if let Some(detail) = validity::too_tangled(&kept) {
            return Err(costly(say!([reason, detail] "{reason}, en {detail}", "{reason}, and {detail}")));
        }
        let not_repaired =
            |error: Said| say!([error] "is niet te herstellen ({error})", "could not be repaired ({error})");
        settled(made_valid(&kept).map_err(|error| refused(not_repaired(error)))?)
    };
    if repaired.0.is_empty() || repaired.unsigned_area() <= 0.0 {
        return Err(refused(say!("na herstel blijft er niets over", "nothing is left after repair")));
    }
    match flaw(&repaired) {
        Some(Flaw::Costly(detail)) => return Err(costly(detail)),
        Some(Flaw::Unsound(_)) => {
            return Err(refused(say!("ook na herstel ongeldig", "still invalid after repair")));
        }
        None => {}
    }
    let [before, after] = [geometry, &repaired].map(|shape| Said::decimal(shape.unsigned_area(), 2));
    let detail = say!(
        [reason, before, after] "{reason}; hersteld, oppervlakte {before} m² ervoor en {after} m² erna",
        "{reason}; repaired, area {before} m² before and {after} m² after"
    );
    Ok((repaired, detail))
}

/// Each part made valid by itself, and all of them together: where parts lie
/// over one another the ground counts once. Within one part what is wound
/// around twice is out, as in GEOS.
fn made_valid(geometry: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, Said> {
    let mut parts = Vec::with_capacity(geometry.0.len());
    for part in &geometry.0 {
        let part = MultiPolygon(vec![part.clone()]);
        let valid = match flaw(&part) {
            None => part,
            Some(_) => part.make_valid().map_err(Said::quoted)?,
        };
        parts.extend(valid.0);
    }
    Ok(if geometry.0.len() > 1 { unary_union(&parts) } else { MultiPolygon(parts) })
}

/// The same polygons in one fixed form. The repair starts a ring at any of
/// its vertices and gives parts in any order, another one in every run.
fn settled(geometry: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let order = |a: &LineString<f64>, b: &LineString<f64>| {
        let key = |ring: &LineString<f64>| ring.0.iter().map(|c| (c.x, c.y)).collect::<Vec<_>>();
        key(a).partial_cmp(&key(b)).unwrap_or(Ordering::Equal)
    };
    let mut geometry = geometry.orient(Direction::Default);
    for part in &mut geometry {
        part.exterior_mut(first_vertex_first);
        part.interiors_mut(|holes| {
            holes.iter_mut().for_each(first_vertex_first);
            holes.sort_by(order);
        });
    }
    geometry.0.sort_by(|a, b| order(a.exterior(), b.exterior()));
    geometry
}

/// Starts a closed ring at its western vertex, the southern of those.
fn first_vertex_first(ring: &mut LineString<f64>) {
    let n = ring.0.len().saturating_sub(1);
    let key = |at: &usize| (ring.0[*at].x, ring.0[*at].y);
    let first = (0..n).min_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(Ordering::Equal));
    let Some(first) = first.filter(|_| ring.0[0] == ring.0[n]) else { return };
    ring.0.truncate(n);
    ring.0.rotate_left(first);
    ring.0.push(ring.0[0]);
}

#[cfg(test)]
mod tests;
