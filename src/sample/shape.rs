//! What does a building look like from above?
//!
//! Directions are Pythagorean triples: rational sines and cosines need no
//! trigonometry, so every machine computes the same coordinates.

use geo_types::{Coord, LineString, Point, Polygon};

/// Rounds to whole millimeters, which is how coordinates are written.
pub(super) fn millimeters(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Rounds to two decimals.
pub(super) fn centi(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// A direction: a small tilt, then quarter turns to the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// 0, ±1 (7.6°), ±2 (10.4°), ±3 (16.3°).
    pub tilt: i8,
    /// Quarter turns.
    pub quarter: u8,
}

impl Turn {
    fn unit(self) -> (f64, f64) {
        let (cos, sin) = match self.tilt.unsigned_abs() {
            0 => (1.0, 0.0),
            1 => (112.0 / 113.0, 15.0 / 113.0),
            2 => (60.0 / 61.0, 11.0 / 61.0),
            _ => (24.0 / 25.0, 7.0 / 25.0),
        };
        let sin = if self.tilt < 0 { -sin } else { sin };
        match self.quarter % 4 {
            0 => (cos, sin),
            1 => (-sin, cos),
            2 => (-cos, -sin),
            _ => (sin, -cos),
        }
    }
}

/// A corner and a direction: `u` runs along it, `v` to its left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    x: f64,
    y: f64,
    cos: f64,
    sin: f64,
}

impl Frame {
    /// A frame whose zero lies at `x, y` (RD New).
    pub fn new(x: f64, y: f64, turn: Turn) -> Self {
        let (cos, sin) = turn.unit();
        Self { x, y, cos, sin }
    }

    /// A place in RD New, in whole millimeters.
    pub fn at(&self, u: f64, v: f64) -> Coord<f64> {
        Coord {
            x: millimeters(self.x + u * self.cos - v * self.sin),
            y: millimeters(self.y + u * self.sin + v * self.cos),
        }
    }

    fn ring(&self, corners: &[(f64, f64)]) -> LineString<f64> {
        let mut ring: Vec<_> = corners.iter().map(|&(u, v)| self.at(u, v)).collect();
        ring.extend(ring.first().copied());
        LineString(ring)
    }
}

/// The plan of a building.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// A rectangle.
    Bar,
    /// Two wings of this width.
    L(f64),
    /// Three wings of this width.
    U(f64),
    /// Four wings of this width around a courtyard.
    Court(f64),
}

impl Shape {
    /// The footprint between `u0` and `u1`, `depth` deep. Counterclockwise,
    /// the courtyard clockwise.
    pub fn footprint(self, frame: &Frame, u0: f64, u1: f64, depth: f64) -> Polygon<f64> {
        let outer: &[(f64, f64)] = match self {
            Self::Bar | Self::Court(_) => &[(u0, 0.0), (u1, 0.0), (u1, depth), (u0, depth)],
            Self::L(w) => &[(u0, 0.0), (u1, 0.0), (u1, w), (u0 + w, w), (u0 + w, depth), (u0, depth)],
            Self::U(w) => &[
                (u0, 0.0),
                (u1, 0.0),
                (u1, depth),
                (u1 - w, depth),
                (u1 - w, w),
                (u0 + w, w),
                (u0 + w, depth),
                (u0, depth),
            ],
        };
        let holes = match self {
            Self::Court(w) => {
                vec![frame.ring(&[(u0 + w, w), (u0 + w, depth - w), (u1 - w, depth - w), (u1 - w, w)])]
            }
            _ => Vec::new(),
        };
        Polygon::new(frame.ring(outer), holes)
    }

    /// A point inside, a share `t` of the way along the middle of the wings.
    pub fn inside(self, frame: &Frame, u0: f64, u1: f64, depth: f64, t: f64) -> Point<f64> {
        let path: Vec<(f64, f64)> = match self {
            Self::Bar => vec![(u0, depth / 2.0), (u1, depth / 2.0)],
            Self::L(w) => vec![(u1, w / 2.0), (u0 + w / 2.0, w / 2.0), (u0 + w / 2.0, depth)],
            Self::U(w) => vec![
                (u0 + w / 2.0, depth),
                (u0 + w / 2.0, w / 2.0),
                (u1 - w / 2.0, w / 2.0),
                (u1 - w / 2.0, depth),
            ],
            Self::Court(w) => {
                let (left, right, low, high) = (u0 + w / 2.0, u1 - w / 2.0, w / 2.0, depth - w / 2.0);
                vec![(left, low), (right, low), (right, high), (left, high), (left, low)]
            }
        };
        // All legs run along u or v, so their lengths are plain differences.
        let leg = |a: (f64, f64), b: (f64, f64)| (b.0 - a.0).abs() + (b.1 - a.1).abs();
        let length: f64 = path.windows(2).map(|ends| leg(ends[0], ends[1])).sum();
        let mut rest = t * length;
        for ends in path.windows(2) {
            let here = leg(ends[0], ends[1]);
            if rest <= here {
                let share = rest / here;
                let u = ends[0].0 + (ends[1].0 - ends[0].0) * share;
                let v = ends[0].1 + (ends[1].1 - ends[0].1) * share;
                return Point(frame.at(u, v));
            }
            rest -= here;
        }
        Point(frame.at(path[0].0, path[0].1))
    }
}
