//! How does a shape stand in a file of our own?
//!
//! Registers give coordinates in whole millimeters: those are written as
//! differences, two or three bytes each. Other coordinates are written as they
//! are, so that what is read is what was written, to the last bit.
//!
//! For `#[serde(with = "…")]` on fields.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

/// Coordinates that are written as they are.
const PLAIN: u8 = 0;
/// Coordinates that are written as differences in millimeters.
const MILLIMETERS: u8 = 1;

/// Polygons of one object.
pub mod multi_polygon {
    use super::*;

    /// Writes them.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(shape: &MultiPolygon<f64>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&pack(&shape.0))
    }

    /// Reads them.
    ///
    /// # Errors
    ///
    /// Those of the deserializer, and bytes that are no shape.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<MultiPolygon<f64>, D::Error> {
        let bytes = <&[u8]>::deserialize(from)?;
        unpack(bytes).map(MultiPolygon).ok_or_else(|| D::Error::custom("no polygons"))
    }
}

/// One polygon.
pub mod polygon {
    use super::*;

    /// Writes it.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(shape: &Polygon<f64>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&pack(std::slice::from_ref(shape)))
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// Those of the deserializer, and bytes that are no polygon.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Polygon<f64>, D::Error> {
        let bytes = <&[u8]>::deserialize(from)?;
        let mut polygons = unpack(bytes).unwrap_or_default();
        polygons.pop().filter(|_| polygons.is_empty()).ok_or_else(|| D::Error::custom("no polygon"))
    }
}

/// One point.
pub mod point {
    use geo_types::Point;
    use serde::Serialize;

    use super::*;

    /// Writes it.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(point: &Point<f64>, to: S) -> Result<S::Ok, S::Error> {
        [point.x(), point.y()].serialize(to)
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// Those of the deserializer, and numbers that are not finite.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Point<f64>, D::Error> {
        let [x, y] = <[f64; 2]>::deserialize(from)?;
        if x.is_finite() && y.is_finite() { Ok(Point::new(x, y)) } else { Err(D::Error::custom("no point")) }
    }
}

/// A point with a diameter, meters.
pub mod circle {
    use geo_types::Point;
    use serde::Serialize;

    use super::*;

    /// Writes it.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(circle: &(Point<f64>, f64), to: S) -> Result<S::Ok, S::Error> {
        [circle.0.x(), circle.0.y(), circle.1].serialize(to)
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// Those of the deserializer, and numbers that are not finite.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<(Point<f64>, f64), D::Error> {
        let circle = <[f64; 3]>::deserialize(from)?;
        let [x, y, diameter] = circle;
        let finite = circle.iter().all(|number| number.is_finite());
        if finite { Ok((Point::new(x, y), diameter)) } else { Err(D::Error::custom("no circle")) }
    }
}

/// A point, or none.
pub mod maybe_point {
    use geo_types::Point;
    use serde::Serialize;

    use super::*;

    /// Writes it.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    #[expect(clippy::ref_option, reason = "serde hands over a reference")]
    pub fn serialize<S: Serializer>(point: &Option<Point<f64>>, to: S) -> Result<S::Ok, S::Error> {
        point.map(|point| [point.x(), point.y()]).serialize(to)
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// Those of the deserializer, and numbers that are not finite.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Point<f64>>, D::Error> {
        match Option::<[f64; 2]>::deserialize(from)? {
            Some([x, y]) if x.is_finite() && y.is_finite() => Ok(Some(Point::new(x, y))),
            Some(_) => Err(D::Error::custom("no point")),
            None => Ok(None),
        }
    }
}

fn pack(polygons: &[Polygon<f64>]) -> Vec<u8> {
    let rings = || polygons.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let whole = rings().flatten().all(|coord| in_millimeters(*coord).is_some());
    let mut bytes = vec![if whole { MILLIMETERS } else { PLAIN }];
    put(&mut bytes, polygons.len() as u64);
    let mut last = [0; 2];
    for polygon in polygons {
        put(&mut bytes, 1 + polygon.interiors().len() as u64);
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            put(&mut bytes, ring.0.len() as u64);
            for coord in ring {
                match in_millimeters(*coord).filter(|_| whole) {
                    Some(here) => {
                        put(&mut bytes, zigzag(here[0] - last[0]));
                        put(&mut bytes, zigzag(here[1] - last[1]));
                        last = here;
                    }
                    None => {
                        bytes.extend(coord.x.to_le_bytes());
                        bytes.extend(coord.y.to_le_bytes());
                    }
                }
            }
        }
    }
    bytes
}

fn unpack(bytes: &[u8]) -> Option<Vec<Polygon<f64>>> {
    let (whole, mut rest) = match bytes.split_first()? {
        (&MILLIMETERS, rest) => (true, rest),
        (&PLAIN, rest) => (false, rest),
        _ => return None,
    };
    let mut last = [0_i64; 2];
    let mut polygons = Vec::new();
    for _ in 0..count(&mut rest)? {
        let mut rings = Vec::new();
        for _ in 0..count(&mut rest)? {
            let mut ring = Vec::new();
            for _ in 0..count(&mut rest)? {
                ring.push(if whole {
                    for axis in &mut last {
                        *axis = axis.checked_add(unzigzag(take(&mut rest)?))?;
                    }
                    Coord { x: meters(last[0])?, y: meters(last[1])? }
                } else {
                    Coord { x: plain(&mut rest)?, y: plain(&mut rest)? }
                });
            }
            rings.push(LineString(ring));
        }
        let mut rings = rings.into_iter();
        polygons.push(Polygon::new(rings.next()?, rings.collect()));
    }
    rest.is_empty().then_some(polygons)
}

/// A coordinate in whole millimeters, when it is one to the last bit.
fn in_millimeters(coord: Coord<f64>) -> Option<[i64; 2]> {
    #[expect(clippy::cast_possible_truncation, reason = "what does not fit is no whole millimeter")]
    let whole = |value: f64| {
        let number = (value * 1_000.0).round() as i64;
        (meters(number)?.to_bits() == value.to_bits()).then_some(number)
    };
    Some([whole(coord.x)?, whole(coord.y)?])
}

#[expect(clippy::cast_precision_loss, reason = "below 2⁵³ nothing is lost")]
fn meters(millimeters: i64) -> Option<f64> {
    (millimeters.unsigned_abs() < 1 << 53).then(|| millimeters as f64 / 1_000.0)
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Seven bits a byte, the lowest first.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// How many of something follow: each takes a byte at least.
fn count(rest: &mut &[u8]) -> Option<usize> {
    let count = usize::try_from(take(rest)?).ok()?;
    (count <= rest.len()).then_some(count)
}

fn plain(rest: &mut &[u8]) -> Option<f64> {
    let (bytes, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(f64::from_le_bytes(*bytes)).filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ring(coords: &[(f64, f64)]) -> LineString<f64> {
        coords.iter().copied().collect()
    }

    #[test]
    fn a_footprint_takes_a_few_bytes_a_corner_and_comes_back_to_the_last_bit() {
        let corners = [(155_000.123, 463_000.456), (155_010.124, 463_000.456), (155_010.0, 463_012.5)];
        let polygon = Polygon::new(ring(&corners), vec![ring(&corners)]);
        let bytes = pack(std::slice::from_ref(&polygon));
        assert!(bytes.len() < 8 * 8, "{} bytes for eight corners", bytes.len());
        assert_eq!(unpack(&bytes), Some(vec![polygon]));
    }

    #[test]
    fn bytes_that_are_no_shape_are_refused() {
        let bytes = pack(&[Polygon::new(ring(&[(1.0, 2.0), (3.0, 4.0), (5.0, 7.0)]), Vec::new())]);
        for end in 0..bytes.len() {
            assert_eq!(unpack(&bytes[..end]), None, "{end}");
        }
        assert_eq!(unpack(&[MILLIMETERS, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]), None);
        assert_eq!(unpack(&[9, 0]), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            polygons in prop::collection::vec(
                prop::collection::vec(prop::collection::vec((-4e5..9e5_f64, -4e5..9e5_f64), 0..6), 1..3),
                0..3,
            ),
            whole in any::<bool>(),
        ) {
            let round = |v: f64| if whole { (v * 1_000.0).round() / 1_000.0 } else { v };
            let polygons: Vec<Polygon<f64>> = polygons
                .iter()
                .map(|rings| {
                    let mut rings =
                        rings.iter().map(|r| r.iter().map(|(x, y)| (round(*x), round(*y))).collect());
                    Polygon::new(rings.next().unwrap(), rings.collect())
                })
                .collect();
            prop_assert_eq!(unpack(&pack(&polygons)), Some(polygons));
        }

        #[test]
        fn any_bytes_give_a_shape_or_none(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            if let Some(polygons) = unpack(&bytes) {
                prop_assert!(polygons.iter().flat_map(Polygon::exterior).all(|c| c.x.is_finite() && c.y.is_finite()));
            }
        }
    }
}
