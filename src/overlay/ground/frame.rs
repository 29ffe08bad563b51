//! On which grid is a domain cut?

use geo_types::Coord;
use i_overlay::i_float::int::point::IntPoint;

use super::super::bounds::Bounds;

/// Grid lines per meter where the domain's extent allows it: 7.6 µm.
const FINEST: f64 = 131_072.0;

/// Largest coordinate on the grid, either way.
const REACH: f64 = 1_073_741_824.0;

/// Keeps the middle of coordinates in whole millimeters off a whole meter.
const OFF_THE_LINE_M: f64 = 0.0001;

/// Integer coordinates around the middle of a domain.
///
/// The origin lies on a whole meter and the step is a power of two, so the
/// lines of all frames of one step coincide: a domain that is moved by whole
/// meters is cut into the same pieces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    origin: Coord<f64>,
    /// Grid lines per meter.
    scale: f64,
}

impl Frame {
    /// The frame for what lies within a distance of a box; `None` where the
    /// box is not finite.
    pub fn around(bounds: &Bounds, reach_m: f64) -> Option<Self> {
        let center = bounds.center();
        let half = (bounds.max.x - center.x).max(bounds.max.y - center.y) + reach_m + 2.0;
        if !(half.is_finite() && center.x.is_finite() && center.y.is_finite()) {
            return None;
        }
        let mut scale = FINEST;
        while half * scale > REACH {
            scale /= 2.0;
        }
        let line = |at: f64| (at + OFF_THE_LINE_M).floor();
        Some(Self { origin: Coord { x: line(center.x), y: line(center.y) }, scale })
    }

    /// RD New relative to the origin, meters.
    pub fn local(&self, world: Coord<f64>) -> Coord<f64> {
        world - self.origin
    }

    /// Millimeters in RD New relative to the origin, meters.
    pub fn local_of_mm(&self, [x, y]: [i32; 2]) -> Coord<f64> {
        let local = |mm: i32, origin: f64| (f64::from(mm) - origin * 1_000.0) / 1_000.0;
        Coord { x: local(x, self.origin.x), y: local(y, self.origin.y) }
    }

    /// The nearest grid point of a local place.
    pub fn grid(&self, local: Coord<f64>) -> IntPoint {
        IntPoint::new(self.line(local.x), self.line(local.y))
    }

    #[expect(clippy::cast_possible_truncation, reason = "clamped to the grid, which fits")]
    fn line(&self, local: f64) -> i32 {
        // Half always goes up: `round` would turn at the origin.
        (local * self.scale + 0.5).floor().clamp(-REACH, REACH) as i32
    }

    /// A grid point relative to the origin, meters; exact.
    pub fn local_of(&self, point: IntPoint) -> Coord<f64> {
        Coord { x: f64::from(point.x) / self.scale, y: f64::from(point.y) / self.scale }
    }

    /// A local place in RD New.
    pub fn world(&self, local: Coord<f64>) -> Coord<f64> {
        local + self.origin
    }

    /// A ring of the grid relative to the origin, meters.
    pub fn locals(&self, ring: &[IntPoint]) -> Vec<Coord<f64>> {
        ring.iter().map(|&point| self.local_of(point)).collect()
    }

    /// Square meters of twice an area in grid squares.
    #[expect(clippy::cast_precision_loss, reason = "the rounding of an area")]
    pub fn square_meters(&self, doubled: i128) -> f64 {
        doubled as f64 / (2.0 * self.scale * self.scale)
    }
}
