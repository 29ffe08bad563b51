//! Where does a ring of many vertices pass a small box?
//!
//! A hierarchy of boxes over the ring's segments, in the ring's own order.
//! Next to each other on a ring means near each other on the map, so the
//! boxes are small without any sorting: building is one pass over the
//! coordinates, which are kept as they came. Unlike an R-tree of the
//! segments it knows for each box where the ring enters and leaves it. A
//! whole run that stays on one side of the box can therefore be replaced by
//! the straight line between its ends, and a ring of 50,000 vertices is cut
//! down to the few that matter without reading the others.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::{Coord, LineString};

use super::bounds::Bounds;

/// Segments under one box of the lowest level.
const LEAF: usize = 8;

/// Boxes under one box of the next level.
const FAN: usize = 4;

/// How near to a segment a box counts as touched, in meters.
///
/// Far above the rounding of RD coordinates in `f64` (6e-11 m) and far below
/// what can be measured. Too large only costs time: such a footprint is
/// measured exactly.
const TOUCH_M: f64 = 1e-6;

/// A closed ring with its hierarchy of boxes.
#[derive(Debug)]
pub(super) struct Ring {
    coords: Vec<Coord<f64>>,
    /// Lowest level first; the last level has one box.
    levels: Vec<Vec<Bounds>>,
}

/// A run of consecutive segments, or a single one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// The box around the run.
    pub bounds: Bounds,
    /// Where the run begins.
    pub from: Coord<f64>,
    /// Where the run ends.
    pub to: Coord<f64>,
    /// Whether the run is one straight segment.
    pub single: bool,
}

/// What to do after looking at a [`Run`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Look at the parts of the run; a single segment has none.
    Into,
    /// Go on behind the run.
    Past,
    /// Look no further.
    Stop,
}

impl Ring {
    /// The ring it was made of.
    pub fn line(&self) -> LineString<f64> {
        LineString(self.coords.clone())
    }

    /// Builds the hierarchy; fewer than two coordinates give a ring without
    /// segments.
    pub fn new(line: LineString<f64>) -> Self {
        let coords = line.0;
        let n_segments = coords.len().saturating_sub(1);
        let mut levels: Vec<Vec<Bounds>> = Vec::new();
        if n_segments > 0 {
            let lowest: Vec<Bounds> = (0..n_segments)
                .step_by(LEAF)
                .map(|first| Bounds::around(&coords[first..=(first + LEAF).min(n_segments)]))
                .collect();
            levels.push(lowest);
        }
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let level = below
                .chunks(FAN)
                .map(|boxes| boxes.iter().fold(Bounds::EMPTY, |all, one| all.merged(one)))
                .collect();
            levels.push(level);
        }
        Self { coords, levels }
    }

    /// The box around the ring; [`Bounds::EMPTY`] without segments.
    pub fn bounds(&self) -> Bounds {
        self.levels.last().and_then(|level| level.first()).copied().unwrap_or(Bounds::EMPTY)
    }

    /// Any vertex of the ring.
    pub fn vertex(&self) -> Option<Coord<f64>> {
        self.coords.first().copied()
    }

    /// Shows the ring to `look`, from the whole down, in the ring's order.
    pub fn visit(&self, look: &mut impl FnMut(Run) -> Next) {
        if let Some(top) = self.levels.len().checked_sub(1) {
            self.visit_box(top, 0, look);
        }
    }

    fn visit_box(&self, level: usize, index: usize, look: &mut impl FnMut(Run) -> Next) -> Next {
        let n_segments = self.coords.len() - 1;
        let width = LEAF * FAN.pow(u32::try_from(level).unwrap_or(u32::MAX));
        let first = index * width;
        let last = (first + width).min(n_segments);
        let run = Run {
            bounds: self.levels[level][index],
            from: self.coords[first],
            to: self.coords[last],
            single: false,
        };
        match look(run) {
            Next::Into => {}
            other => return other,
        }
        if level == 0 {
            for pair in self.coords[first..=last].windows(2) {
                let bounds = Bounds::around(pair);
                if look(Run { bounds, from: pair[0], to: pair[1], single: true }) == Next::Stop {
                    return Next::Stop;
                }
            }
        } else {
            let below = index * FAN..((index + 1) * FAN).min(self.levels[level - 1].len());
            for child in below {
                if self.visit_box(level - 1, child, look) == Next::Stop {
                    return Next::Stop;
                }
            }
        }
        Next::Past
    }

    /// Whether any segment meets the box; `true` also when one comes within
    /// a micrometer.
    pub fn meets(&self, target: &Bounds) -> bool {
        let mut found = false;
        self.visit(&mut |run| {
            if !run.bounds.meets(target) {
                Next::Past
            } else if !run.single {
                Next::Into
            } else if segment_meets(run.from, run.to, target) {
                found = true;
                Next::Stop
            } else {
                Next::Past
            }
        });
        found
    }

    /// Whether the point lies inside the ring.
    ///
    /// A point on the boundary belongs to the side its segment's east lies
    /// on, so that of two areas with a common edge exactly one holds it.
    ///
    /// # Method
    ///
    /// Parity of the crossings of the ray to the east. A run that lies wholly
    /// east of the point crosses the ray an odd number of times exactly when
    /// its ends are on different sides of it, whatever it does in between.
    pub fn contains(&self, point: Coord<f64>) -> bool {
        let mut odd = false;
        self.visit(&mut |run| {
            let Run { bounds, from, to, single } = run;
            if bounds.max.x < point.x || bounds.max.y <= point.y || bounds.min.y > point.y {
                return Next::Past;
            }
            let straddles = (from.y > point.y) != (to.y > point.y);
            if bounds.min.x > point.x {
                odd ^= straddles;
                return Next::Past;
            }
            if !single {
                return Next::Into;
            }
            if straddles {
                let (low, high) = if from.y < to.y { (from, to) } else { (to, from) };
                odd ^= RobustKernel::orient2d(low, high, point) == Orientation::CounterClockwise;
            }
            Next::Past
        });
        odd
    }
}

/// Whether a segment meets a box, given that its own box does.
///
/// The box is apart from the segment's line when its center is farther from
/// the line than its corners reach.
fn segment_meets(from: Coord<f64>, to: Coord<f64>, target: &Bounds) -> bool {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let center = target.center();
    let half_width = (target.max.x - target.min.x) / 2.0 + TOUCH_M;
    let half_height = (target.max.y - target.min.y) / 2.0 + TOUCH_M;
    let offset = dx * (center.y - from.y) - dy * (center.x - from.x);
    offset.abs() <= dx.abs() * half_height + dy.abs() * half_width
}
