//! Where does a border run once only whole units of a zoom are left?
//!
//! By snap rounding: a pixel that holds a vertex, a crossing, or a place where
//! a border is to have a vertex, is *hot*. Every edge that runs through a hot
//! pixel, however shortly, is led through its center. No edge passes over a
//! vertex in doing so, so that
//!
//! - edges meet at vertices only,
//! - a side of a border is never turned over: what lay left of it lies left of
//!   it, or nothing is left at all.
//!
//! Rounding vertices one by one promises neither.

use super::{nearby::Nearby, pixel::Pixels, point::Point};

/// The hot pixels of a layer at a zoom.
pub(super) struct HotPixels<'a> {
    pixels: Pixels,
    hot: &'a [Point],
    nearby: Nearby<'a>,
}

impl<'a> HotPixels<'a> {
    /// Takes pixels in ascending order, each once.
    pub fn new(pixels: Pixels, hot: &'a [Point]) -> Self {
        Self { pixels, hot, nearby: Nearby::new(hot) }
    }

    /// Adds to `out` the centers that a straight piece of border is led
    /// through, in order, without the pixel of its start.
    ///
    /// Both ends must lie in hot pixels.
    pub fn route(&self, from: Point, to: Point, out: &mut Vec<Point>) {
        let (start, end) = (self.pixels.of(from), self.pixels.of(to));
        if start == end {
            return;
        }
        let first = out.len();
        // An edge strays less than one pixel from the line between the pixels
        // of its ends.
        let near = self.nearby.along(start, end, 1).map(|index| self.hot[index as usize]);
        out.extend(near.filter(|&pixel| pixel != start && self.pixels.meets(pixel, from, to)));
        // Along a straight line x and y both only grow, or only shrink.
        let (dx, dy) = from.to(to);
        out[first..].sort_unstable_by_key(|pixel| {
            let (x, y) = start.to(*pixel);
            x * dx.signum() + y * dy.signum()
        });
    }
}
