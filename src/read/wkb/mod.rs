//! What geometry is in these bytes?
//!
//! Well-known binary as GeoPackage, PostGIS and GDAL write it: the GeoPackage
//! header, ISO and EWKB type numbers, either byte order. Z and M are dropped.
//! Arcs become chords of at most [`ARC_STEP`] degrees.
//!
//! Every count is checked against the bytes that are left before anything is
//! allocated, and nesting is limited, so no bytes can exhaust memory or stack.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon,
};

use crate::lang::{Said, say};

/// Largest angle one chord of an arc spans, in degrees: GDAL's own default.
/// The area of a circle comes out 0.08 % too small.
const ARC_STEP: f64 = 4.0;

/// Deeper nesting than this does not occur in real data.
const DEEPEST: u8 = 16;

/// Decodes a GeoPackage geometry: header and WKB.
///
/// # Errors
///
/// A sentence saying what is wrong with the bytes.
pub(super) fn decode_gpkg(bytes: &[u8]) -> Result<Geometry<f64>, Said> {
    let [b'G', b'P', _version, flags, ..] = bytes else {
        return Err(say!("de geometrie begint niet met `GP`", "the geometry does not start with `GP`"));
    };
    if flags & 0b10_0000 != 0 {
        return Err(say!(
            "de geometrie is van een uitgebreid GeoPackage-type",
            "the geometry is of an extended GeoPackage type"
        ));
    }
    let envelope = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        other => {
            return Err(say!(
                "de omhullende van de geometrie heeft het onbekende type {other}",
                "the geometry's envelope has the unknown type {other}"
            ));
        }
    };
    let cut_off = || say!("de geometrie breekt af in de kop", "the geometry is cut off in its header");
    let wkb = bytes.get(8 + envelope..).ok_or_else(cut_off)?;
    if flags & 0b1_0000 != 0 {
        return Ok(empty());
    }
    decode(wkb)
}

/// Decodes WKB, ISO or EWKB.
///
/// # Errors
///
/// A sentence saying what is wrong with the bytes.
pub(super) fn decode(bytes: &[u8]) -> Result<Geometry<f64>, Said> {
    Cursor { bytes, at: 0 }.geometry(DEEPEST)
}

fn unknown_type(code: u32) -> Said {
    say!("de geometrie heeft het onbekende type {code}", "the geometry has the unknown type {code}")
}

fn empty() -> Geometry<f64> {
    Geometry::GeometryCollection(GeometryCollection::default())
}

/// The place in the bytes.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What the head of one geometry says.
#[derive(Clone, Copy)]
struct Header {
    little: bool,
    kind: u32,
    /// Numbers per coordinate, 2 to 4.
    dimensions: usize,
}

impl Cursor<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Said> {
        let taken = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<N>());
        self.at += N;
        let length = self.bytes.len();
        let cut_off =
            || say!("de geometrie breekt af bij byte {length}", "the geometry is cut off at byte {length}");
        taken.copied().ok_or_else(cut_off)
    }

    fn u32(&mut self, little: bool) -> Result<u32, Said> {
        let bytes = self.take()?;
        Ok(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    /// A count of things of which each takes at least `size` bytes.
    fn count(&mut self, little: bool, size: usize) -> Result<usize, Said> {
        let count = self.u32(little)? as usize;
        let left = self.bytes.len().saturating_sub(self.at);
        if count > left / size {
            return Err(say!(
                "de geometrie telt {count} delen bij byte {} en is daar te kort voor",
                "the geometry counts {count} parts at byte {} and is too short for them",
                self.at
            ));
        }
        Ok(count)
    }

    fn header(&mut self) -> Result<Header, Said> {
        let little = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            [other] => {
                return Err(say!(
                    "de geometrie heeft de onbekende bytevolgorde {other} bij byte {}",
                    "the geometry has the unknown byte order {other} at byte {}",
                    self.at
                ));
            }
        };
        let code = self.u32(little)?;
        if code & 0x2000_0000 != 0 {
            self.u32(little)?; // the SRID of EWKB; the layer's CRS counts
        }
        let iso = (code & 0x0fff_ffff) / 1000;
        if iso > 3 {
            return Err(unknown_type(code));
        }
        let z = code & 0x8000_0000 != 0 || iso == 1 || iso == 3;
        let m = code & 0x4000_0000 != 0 || iso == 2 || iso == 3;
        Ok(Header {
            little,
            kind: (code & 0x0fff_ffff) % 1000,
            dimensions: 2 + usize::from(z) + usize::from(m),
        })
    }

    fn coord(&mut self, header: Header) -> Result<Coord<f64>, Said> {
        let mut number = || {
            let bytes = self.take()?;
            Ok::<_, Said>(if header.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
        };
        let coord = Coord { x: number()?, y: number()? };
        for _ in 2..header.dimensions {
            number()?;
        }
        Ok(coord)
    }

    fn coords(&mut self, header: Header) -> Result<Vec<Coord<f64>>, Said> {
        let count = self.count(header.little, header.dimensions * 8)?;
        let mut coords = Vec::with_capacity(count);
        for _ in 0..count {
            coords.push(self.coord(header)?);
        }
        Ok(coords)
    }

    fn polygon(&mut self, header: Header) -> Result<Polygon<f64>, Said> {
        let count = self.count(header.little, 4)?;
        let mut rings = Vec::new();
        for _ in 0..count {
            rings.push(LineString(self.coords(header)?));
        }
        Ok(polygon(rings))
    }

    /// The parts of a collection, each with a header of its own.
    fn parts(&mut self, header: Header, depth: u8) -> Result<Vec<Geometry<f64>>, Said> {
        let too_deep = || say!("de geometrie is te diep genest", "the geometry is nested too deeply");
        let depth = depth.checked_sub(1).ok_or_else(too_deep)?;
        // The smallest part is a head of 5 bytes and a count of 4.
        let count = self.count(header.little, 9)?;
        let mut parts = Vec::new();
        for _ in 0..count {
            parts.push(self.geometry(depth)?);
        }
        Ok(parts)
    }

    fn geometry(&mut self, depth: u8) -> Result<Geometry<f64>, Said> {
        let header = self.header()?;
        Ok(match header.kind {
            1 => match self.coord(header)? {
                // WKB has no other way to write an empty point.
                Coord { x, y } if x.is_nan() && y.is_nan() => empty(),
                coord => Geometry::Point(Point(coord)),
            },
            2 => Geometry::LineString(LineString(self.coords(header)?)),
            3 | 17 => Geometry::Polygon(self.polygon(header)?),
            4 => Geometry::MultiPoint(MultiPoint(only(self.parts(header, depth)?, |part| match part {
                Geometry::Point(point) => Some(vec![point]),
                _ => None,
            })?)),
            5 | 11 => Geometry::MultiLineString(MultiLineString(only(self.parts(header, depth)?, line)?)),
            // MultiPolygon, MultiSurface, PolyhedralSurface, TIN
            6 | 12 | 15 | 16 => {
                Geometry::MultiPolygon(MultiPolygon(only(self.parts(header, depth)?, |part| match part {
                    Geometry::Polygon(polygon) => Some(vec![polygon]),
                    Geometry::MultiPolygon(polygons) => Some(polygons.0),
                    _ => None,
                })?))
            }
            7 => Geometry::GeometryCollection(GeometryCollection(self.parts(header, depth)?)),
            8 => Geometry::LineString(chords(&self.coords(header)?)),
            9 => Geometry::LineString(join(only(self.parts(header, depth)?, line)?)),
            10 => Geometry::Polygon(polygon(only(self.parts(header, depth)?, line)?)),
            other => return Err(unknown_type(other)),
        })
    }
}

/// The parts, when all are of the kind that may stand here.
fn only<T>(
    parts: Vec<Geometry<f64>>,
    take: impl Fn(Geometry<f64>) -> Option<Vec<T>>,
) -> Result<Vec<T>, Said> {
    let misplaced = || {
        say!(
            "de geometrie heeft een deel van een type dat er niet in hoort",
            "the geometry has a part of a type that does not belong in it"
        )
    };
    let mut all = Vec::with_capacity(parts.len());
    for part in parts {
        // An empty point comes out as an empty collection and is left out.
        if matches!(&part, Geometry::GeometryCollection(collection) if collection.0.is_empty()) {
            continue;
        }
        all.extend(take(part).ok_or_else(misplaced)?);
    }
    Ok(all)
}

fn line(part: Geometry<f64>) -> Option<Vec<LineString<f64>>> {
    match part {
        Geometry::LineString(line) => Some(vec![line]),
        Geometry::MultiLineString(lines) => Some(lines.0),
        _ => None,
    }
}

/// A polygon of rings, the first being the exterior. Unclosed rings are closed.
pub(super) fn polygon(rings: Vec<LineString<f64>>) -> Polygon<f64> {
    let mut rings = rings.into_iter();
    let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Polygon::new(exterior, rings.collect())
}

/// The parts of a compound curve as one line.
pub(super) fn join(parts: Vec<LineString<f64>>) -> LineString<f64> {
    let mut all: Vec<Coord<f64>> = Vec::new();
    for part in parts {
        let repeats = all.last().is_some() && all.last() == part.0.first();
        all.extend(part.0.into_iter().skip(usize::from(repeats)));
    }
    LineString(all)
}

/// A circular string as chords: points 0, 1, 2 make an arc, then 2, 3, 4, ….
pub(super) fn chords(points: &[Coord<f64>]) -> LineString<f64> {
    let mut all: Vec<Coord<f64>> = points.first().copied().into_iter().collect();
    let mut from = 0;
    while let Some([start, middle, end]) = points.get(from..from + 3) {
        arc(*start, *middle, *end, &mut all);
        from += 2;
    }
    // An even number of points is malformed; what is left is drawn straight.
    all.extend(points.get(from + 1..).unwrap_or_default());
    LineString(all)
}

/// Adds the arc through three points, without its start.
fn arc(start: Coord<f64>, middle: Coord<f64>, end: Coord<f64>, all: &mut Vec<Coord<f64>>) {
    use std::f64::consts::{PI, TAU};

    let full_circle = start == end;
    let center = if full_circle { Some((start + middle) / 2.0) } else { center(start, middle, end) };
    let Some(center) = center else {
        all.extend([middle, end]); // three points in line
        return;
    };
    let angle = |point: Coord<f64>| (point.y - center.y).atan2(point.x - center.x);
    let radius = (start.x - center.x).hypot(start.y - center.y);
    let first = angle(start);
    let ahead = |point| (angle(point) - first).rem_euclid(TAU);
    let turn = if full_circle {
        TAU
    } else if ahead(middle) <= ahead(end) {
        ahead(end)
    } else {
        ahead(end) - TAU
    };
    let steps = (turn.abs() / (ARC_STEP * PI / 180.0)).ceil().clamp(1.0, 360.0);
    if !(radius.is_finite() && steps.is_finite()) {
        all.extend([middle, end]);
        return;
    }
    let mut step = 1.0;
    while step < steps {
        let (sin, cos) = (first + turn * step / steps).sin_cos();
        all.push(Coord { x: center.x + radius * cos, y: center.y + radius * sin });
        step += 1.0;
    }
    all.push(end);
}

/// The center of the circle through three points; `None` when they are in line.
fn center(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Option<Coord<f64>> {
    // Relative to `a`, or the large RD coordinates would eat the digits.
    let (b, c) = (b - a, c - a);
    let cross = 2.0 * (b.x * c.y - b.y * c.x);
    let (b2, c2) = (b.x * b.x + b.y * b.y, c.x * c.x + c.y * c.y);
    let center = Coord { x: (c.y * b2 - b.y * c2) / cross, y: (b.x * c2 - c.x * b2) / cross };
    let flat = cross.abs() <= f64::EPSILON * b2.max(c2) || !center.x.is_finite() || !center.y.is_finite();
    (!flat).then_some(a + center)
}

#[cfg(test)]
mod tests;
