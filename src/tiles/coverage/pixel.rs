//! Which unit of a zoom's grid is this, and does a line run through it?

use super::point::Point;

/// The grid of a zoom, laid over the world grid; its units are called pixels.
///
/// A pixel is named by its center and holds its west and north sides, not its
/// east and south sides: every place lies in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pixels {
    /// A pixel is `1 << shift` world units wide.
    shift: u32,
}

impl Pixels {
    /// Pixels of `1 << shift` world units, `shift` at most 18.
    pub fn new(shift: u32) -> Self {
        Self { shift }
    }

    /// The width of a pixel in world units.
    pub fn width(self) -> i32 {
        1 << self.shift
    }

    /// The pixel a place of the world lies in.
    pub fn of(self, place: Point) -> Point {
        let half = self.width() >> 1;
        Point { x: (place.x + half) >> self.shift, y: (place.y + half) >> self.shift }
    }

    /// The pixel, along one axis, of `start + step · over / under` world units.
    ///
    /// `under` must be positive.
    pub fn of_fraction(self, start: i32, step: i64, over: i64, under: i64) -> i32 {
        let under = i128::from(under);
        let place = i128::from(start) * under + i128::from(step) * i128::from(over);
        let pixel = (2 * place + i128::from(self.width()) * under).div_euclid((2 * under) << self.shift);
        i32::try_from(pixel).expect("a place between two places of the world lies in the world")
    }

    /// Whether the line from `a` to `b`, ends included, has a point in a pixel.
    ///
    /// Exact: the line is taken as a walk from 0 to 1, each axis says from
    /// when to when the walk is within the pixel, and these times are
    /// fractions of whole numbers.
    pub fn meets(self, pixel: Point, a: Point, b: Point) -> bool {
        let mut from = [Time { over: 0, under: 1, included: true }; 3];
        let mut until = [Time { over: 1, under: 1, included: true }; 3];
        for (axis, (pixel, a, b)) in [(pixel.x, a.x, b.x), (pixel.y, a.y, b.y)].into_iter().enumerate() {
            // Half world units, so that the sides of a pixel are whole numbers.
            let (a, b) = (2 * i64::from(a), 2 * i64::from(b));
            let low = (2 * i64::from(pixel) - 1) << self.shift;
            let high = (2 * i64::from(pixel) + 1) << self.shift;
            if a.max(b) < low || a.min(b) >= high {
                return false;
            }
            let under = (b - a).abs();
            if b > a {
                from[axis] = Time { over: low - a, under, included: true };
                until[axis] = Time { over: high - a, under, included: false };
            } else if b < a {
                from[axis] = Time { over: a - high, under, included: false };
                until[axis] = Time { over: a - low, under, included: true };
            }
        }
        from.iter().all(|from| until.iter().all(|until| from.allows(until)))
    }
}

/// A moment of a walk that takes one unit of time.
#[derive(Clone, Copy)]
struct Time {
    over: i64,
    /// Positive.
    under: i64,
    /// Whether the moment itself counts.
    included: bool,
}

impl Time {
    /// Whether there is a moment from this one until another.
    fn allows(&self, until: &Self) -> bool {
        let (start, end) = (self.over * until.under, until.over * self.under);
        start < end || (start == end && self.included && until.included)
    }
}
