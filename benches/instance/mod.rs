//! Footprints by rule, so that runs compare: L-shaped, on a jittered grid of
//! 170 m.

use std::f64::consts::TAU;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

/// Lower left corner of the grid, RD New.
pub const CORNER: Coord<f64> = Coord { x: 100_000.0, y: 420_000.0 };

/// Width of the grid's squares, meters.
pub const STEP_M: f64 = 170.0;

/// A number in [0, 1) that depends on its place in the input only
/// (splitmix64).
pub fn rule(stream: u64, index: u32) -> f64 {
    let mut z = ((stream << 32) | u64::from(index)).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// Footprints in a row, and rows, of a square of so many.
pub fn side(footprints: u32) -> u32 {
    f64::from(footprints).sqrt().ceil() as u32
}

/// The `i`-th of a square of `of` footprints, in whole millimeters.
pub fn footprint(i: u32, of: u32) -> MultiPolygon<f64> {
    let side = side(of);
    let x = CORNER.x + (f64::from(i % side) + 0.3 * rule(1, i)) * STEP_M;
    let y = CORNER.y + (f64::from(i / side) + 0.3 * rule(2, i)) * STEP_M;
    let (width, height) = (4.0 + 10.0 * rule(3, i), 7.0 + 9.0 * rule(4, i));
    let (sin, cos) = (rule(5, i) * TAU / 2.0).sin_cos();
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 0.2), (0.1, 0.2), (0.1, 1.0), (-1.0, 1.0)];
    let ring = corners.map(|(u, v)| {
        let (u, v) = (u * width / 2.0, v * height / 2.0);
        let millimeters = |meters: f64| (meters * 1_000.0).round() / 1_000.0;
        Coord { x: millimeters(x + u * cos - v * sin), y: millimeters(y + u * sin + v * cos) }
    });
    Polygon::new(LineString::new(ring.to_vec()), Vec::new()).into()
}
