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

use super::{
    cells::{Cells, Layout},
    pixel::Pixels,
    point::Point,
};

/// The hot pixels of a layer at a zoom.
pub(super) struct HotPixels {
    pixels: Pixels,
    hot: Vec<Point>,
    cells: Option<Cells>,
}

impl HotPixels {
    /// Takes pixels in any order and number.
    pub fn new(pixels: Pixels, mut hot: Vec<Point>) -> Self {
        hot.sort_unstable();
        hot.dedup();
        let cells = Layout::around(hot.iter().copied()).map(|layout| {
            let placed: Vec<_> =
                hot.iter().zip(0..).map(|(&pixel, index)| (layout.cell(pixel), index)).collect();
            Cells::new(layout, &placed)
        });
        Self { pixels, hot, cells }
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
        if let Some(cells) = &self.cells {
            // An edge strays less than one pixel from the line between the
            // pixels of its ends.
            cells.layout.along(start, end, 1, |row| {
                for &index in cells.things(row) {
                    let pixel = self.hot[index as usize];
                    if pixel != start && self.pixels.meets(pixel, from, to) {
                        out.push(pixel);
                    }
                }
            });
        }
        // Along a straight line x and y both only grow, or only shrink.
        let (dx, dy) = from.to(to);
        out[first..].sort_unstable_by_key(|pixel| {
            let (x, y) = start.to(*pixel);
            x * dx.signum() + y * dy.signum()
        });
    }
}
