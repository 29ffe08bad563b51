//! How is a feature written as GeoJSON?
//!
//! Straight from the bytes of the file: values as they stand there, coordinates
//! to the millimeter, the outer ring counter-clockwise. Degrees carry 8
//! decimals, as in `sites.geojson`.

use geo_types::Coord;

use crate::serve::{
    crs::OutCrs,
    fgb::{Cell, Damaged, Row},
    layer::Layer,
};

/// Steps of a meter.
const OF_METER: f64 = 1e3;

/// Steps of a degree.
const OF_DEGREE: f64 = 1e8;

/// Writes features of one layer.
#[derive(Debug)]
pub struct FeatureWriter {
    /// `"name":` of each column.
    names: Vec<Vec<u8>>,
    id: usize,
    crs: OutCrs,
}

impl FeatureWriter {
    /// One that writes coordinates of this CRS.
    pub fn new(layer: &Layer, crs: OutCrs) -> Self {
        let name = |name: &str| {
            let mut bytes = Vec::new();
            text(&mut bytes, name);
            bytes.push(b':');
            bytes
        };
        let names = layer.columns.iter().map(|column| name(&column.name)).collect();
        Self { names, id: layer.id, crs }
    }

    /// Writes a feature, up to its last brace.
    ///
    /// # Errors
    ///
    /// [`Damaged`] when it cannot be read.
    pub fn write(&self, out: &mut Vec<u8>, row: &Row<'_>, cells: &[Cell<'_>]) -> Result<(), Damaged> {
        out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
        value(out, cells.get(self.id).unwrap_or(&Cell::Null));
        out.extend_from_slice(b",\"geometry\":");
        self.geometry(out, row)?;
        out.extend_from_slice(b",\"properties\":{");
        for (at, (name, cell)) in self.names.iter().zip(cells).enumerate() {
            if at > 0 {
                out.push(b',');
            }
            out.extend_from_slice(name);
            value(out, cell);
        }
        out.push(b'}');
        Ok(())
    }

    fn geometry(&self, out: &mut Vec<u8>, row: &Row<'_>) -> Result<(), Damaged> {
        let polygons = row.polygons()?;
        if polygons.is_empty() {
            out.extend_from_slice(b"null");
            return Ok(());
        }
        out.extend_from_slice(b"{\"type\":\"MultiPolygon\",\"coordinates\":[");
        for (at, rings) in polygons.into_iter().enumerate() {
            out.extend_from_slice(if at > 0 { b",[" } else { b"[" });
            for (at, mut ring) in rings.into_iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                if (doubled_area(&ring) > 0.0) != (at == 0) {
                    ring.reverse();
                }
                self.ring(out, &ring)?;
            }
            out.push(b']');
        }
        out.extend_from_slice(b"]}");
        Ok(())
    }

    fn ring(&self, out: &mut Vec<u8>, ring: &[Coord<f64>]) -> Result<(), Damaged> {
        let steps = if self.crs == OutCrs::Rd { OF_METER } else { OF_DEGREE };
        let mut places = Vec::with_capacity(ring.len());
        for coord in ring {
            let coord = self.crs.of_rd(*coord);
            let coord = coord.ok_or_else(|| Damaged("a coordinate lies outside the projection".into()))?;
            places.push([coord.x, coord.y].map(|value| whole_steps(value, steps)));
        }
        // Corners that are one when rounded are told once, as in the files of the run.
        let mut distinct = places.clone();
        distinct.dedup();
        if distinct.len() >= 4 {
            places = distinct;
        }
        out.push(b'[');
        for (at, [x, y]) in places.into_iter().enumerate() {
            out.extend_from_slice(if at > 0 { b",[" } else { b"[" });
            steps_of(out, x, steps);
            out.push(b',');
            steps_of(out, y, steps);
            out.push(b']');
        }
        out.push(b']');
        Ok(())
    }
}

/// Writes a value.
pub fn value(out: &mut Vec<u8>, cell: &Cell<'_>) {
    match cell {
        Cell::Null => out.extend_from_slice(b"null"),
        Cell::Bool(flag) => out.extend_from_slice(if *flag { b"true" } else { b"false" }),
        Cell::Int(number) => plain(out, number),
        Cell::Real(number) => plain(out, number),
        Cell::Text(value) => text(out, value),
    }
}

/// Writes a text between quotes.
pub fn text(out: &mut Vec<u8>, value: &str) {
    plain(out, value);
}

fn plain(out: &mut Vec<u8>, value: &(impl serde::Serialize + ?Sized)) {
    // Writing to memory does not fail, and none of these has a part that JSON lacks.
    let _ = serde_json::to_writer(out, value);
}

/// A number in whole steps.
#[expect(clippy::cast_possible_truncation, reason = "coordinates are far below 2^63 steps")]
fn whole_steps(value: f64, steps: f64) -> i64 {
    (value * steps).round() as i64
}

/// Writes a number of whole steps, without zeros at its end.
#[expect(clippy::cast_possible_truncation, reason = "steps are some powers of ten")]
fn steps_of(out: &mut Vec<u8>, whole: i64, steps: f64) {
    let steps = steps as i64;
    if whole < 0 {
        out.push(b'-');
    }
    let whole = whole.unsigned_abs();
    let steps = steps.unsigned_abs();
    plain(out, &(whole / steps));
    let mut rest = whole % steps;
    let mut step = steps / 10;
    if rest > 0 {
        out.push(b'.');
    }
    while rest > 0 {
        out.push(b'0' + u8::try_from(rest / step).unwrap_or(0));
        rest %= step;
        step = (step / 10).max(1);
    }
}

/// Twice the area of a closed ring, positive when counter-clockwise.
fn doubled_area(ring: &[Coord<f64>]) -> f64 {
    let Some(origin) = ring.first().copied() else { return 0.0 };
    let pairs = ring.iter().zip(ring.iter().skip(1));
    pairs
        .map(|(a, b)| {
            let (a, b) = (*a - origin, *b - origin);
            a.x * b.y - b.x * a.y
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinate_is_written_to_the_millimeter_without_zeros_at_its_end() {
        let written = |value: f64, steps: f64| {
            let mut out = Vec::new();
            steps_of(&mut out, whole_steps(value, steps), steps);
            String::from_utf8(out).unwrap()
        };
        let cases = [
            (118_345.123_4, "118345.123"),
            (118_345.1, "118345.1"),
            (118_345.0, "118345"),
            (118_345.000_6, "118345.001"),
            (118_345.999_6, "118346"),
            (-7.04, "-7.04"),
            (0.0, "0"),
            (-0.000_1, "0"),
        ];
        for (value, expected) in cases {
            assert_eq!(written(value, OF_METER), expected);
        }
        assert_eq!(written(5.387_203_65, OF_DEGREE), "5.38720365");
        assert_eq!(written(52.000_000_01, OF_DEGREE), "52.00000001");
    }

    #[test]
    fn a_value_is_what_json_has_for_it() {
        let mut out = Vec::new();
        for cell in [Cell::Null, Cell::Bool(true), Cell::Int(-3), Cell::Real(12.0), Cell::Text("a\"\u{1}")] {
            value(&mut out, &cell);
            out.push(b' ');
        }
        assert_eq!(String::from_utf8(out).unwrap(), "null true -3 12.0 \"a\\\"\\u0001\" ");
    }
}
