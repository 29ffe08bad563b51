//! Where on the paper does a place lie?

use geo_types::{Coord, Line, MultiPolygon, Rect};

/// A window on the map of a size on paper: RD New meters to millimeters, at a
/// round scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Meters on the ground for a millimeter on paper.
    pub meters_per_mm: f64,
    /// Width and height on paper, millimeters.
    pub size: [f64; 2],
    /// The middle, RD New.
    center: Coord<f64>,
}

impl Frame {
    /// A window of this size (millimeters) in which a box lies whole, with a
    /// margin. The scale is one people know (1 : 1.000, 1 : 1.250, 1 : 1.500,
    /// 1 : 2.000, …), never larger than `largest` (the number behind the colon).
    #[must_use]
    pub fn around(place: Rect<f64>, size: [f64; 2], largest: f64) -> Self {
        const MARGIN: f64 = 1.06;
        let needed = (place.width() * MARGIN / size[0]).max(place.height() * MARGIN / size[1]);
        // A scale of 1 : 1,000 is a meter a millimeter.
        let scale = nice_from((needed * 1_000.0).max(largest));
        Self { meters_per_mm: scale / 1_000.0, size, center: place.center() }
    }

    /// The number behind the colon of the scale.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.meters_per_mm * 1_000.0
    }

    /// Where a place lies, millimeters from the upper left corner.
    #[must_use]
    pub fn at(&self, place: Coord<f64>) -> [f64; 2] {
        [
            self.size[0] / 2.0 + (place.x - self.center.x) / self.meters_per_mm,
            self.size[1] / 2.0 - (place.y - self.center.y) / self.meters_per_mm,
        ]
    }

    /// The place that lies there, millimeters from the upper left corner.
    #[must_use]
    pub fn place(&self, [right, down]: [f64; 2]) -> Coord<f64> {
        Coord {
            x: self.center.x + (right - self.size[0] / 2.0) * self.meters_per_mm,
            y: self.center.y - (down - self.size[1] / 2.0) * self.meters_per_mm,
        }
    }

    /// What of the map is in it: `[min_x, min_y, max_x, max_y]`, RD New.
    #[must_use]
    pub fn window(&self) -> [f64; 4] {
        let [half_x, half_y] = self.size.map(|side| side / 2.0 * self.meters_per_mm);
        let Coord { x, y } = self.center;
        [x - half_x, y - half_y, x + half_x, y + half_y]
    }

    /// Whether a place lies in it.
    #[must_use]
    pub fn holds(&self, at: Coord<f64>) -> bool {
        let [min_x, min_y, max_x, max_y] = self.window();
        (min_x..=max_x).contains(&at.x) && (min_y..=max_y).contains(&at.y)
    }

    /// Whether a box lies in it in part.
    #[must_use]
    pub fn meets(&self, bounds: Rect<f64>) -> bool {
        let ([min_x, min_y, max_x, max_y], low, high) = (self.window(), bounds.min(), bounds.max());
        low.x <= max_x && high.x >= min_x && low.y <= max_y && high.y >= min_y
    }

    /// Whether an edge of an area runs through the window: of one that holds the
    /// whole window there is nothing to see.
    #[must_use]
    pub fn crosses(&self, area: &MultiPolygon<f64>) -> bool {
        let [min_x, min_y, max_x, max_y] = self.window();
        let through = |line: Line<f64>| {
            let (a, b) = (line.start, line.end);
            a.x.min(b.x) <= max_x && a.x.max(b.x) >= min_x && a.y.min(b.y) <= max_y && a.y.max(b.y) >= min_y
        };
        area.iter().any(|polygon| {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            rings.flat_map(|ring| ring.lines()).any(through)
        })
    }

    /// Length of a scale bar: a round number of meters that takes about a
    /// quarter of the width.
    #[must_use]
    pub fn bar_m(&self) -> f64 {
        let about = self.size[0] / 4.0 * self.meters_per_mm;
        let power = 10_f64.powf(about.max(1.0).log10().floor());
        let steps = [5.0, 2.0, 1.0];
        steps.iter().map(|step| step * power).find(|length| *length <= about).unwrap_or(power)
    }
}

/// The first scale people know that is at least this.
fn nice_from(scale: f64) -> f64 {
    const STEPS: [f64; 7] = [1.0, 1.25, 1.5, 2.0, 2.5, 5.0, 7.5];
    let power = 10_f64.powf(scale.log10().floor());
    let next = STEPS.iter().map(|step| step * power).find(|nice| *nice >= scale * (1.0 - 1e-9));
    next.unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use geo_types::coord;

    use super::*;

    /// 1,000 m over 100 mm needs 1 : 10,600 with the margin: 1 : 12,500.
    #[test]
    fn the_scale_is_the_next_one_people_know() {
        let place = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 1_000.0, y: 400.0 });
        let frame = Frame::around(place, [100.0, 100.0], 500.0);
        assert_eq!(frame.scale(), 12_500.0);
        assert_eq!(frame.at(coord! { x: 500.0, y: 200.0 }), [50.0, 50.0]);
        assert_eq!(frame.at(coord! { x: 625.0, y: 325.0 }), [60.0, 40.0], "north is up");
        assert_eq!(frame.place([60.0, 40.0]), coord! { x: 625.0, y: 325.0 });
        assert_eq!(frame.window(), [-125.0, -425.0, 1_125.0, 825.0]);
        assert_eq!(frame.bar_m(), 200.0);
    }

    #[test]
    fn a_small_place_is_not_blown_up() {
        let place = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 1.0, y: 1.0 });
        assert_eq!(Frame::around(place, [100.0, 100.0], 500.0).scale(), 500.0);
    }
}
