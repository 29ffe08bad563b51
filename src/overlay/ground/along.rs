//! How much of a line lies near these shapes?

use geo_types::{Coord, Polygon};

use super::super::bounds::Bounds;
use super::index::GroundIndex;
use super::near::{Outline, length};

/// The length of a polygon's exterior that lies within a distance of the
/// shapes of an index, or inside them.
///
/// # Units
///
/// Meters.
///
/// # Method
///
/// Along each edge the stretches within the distance of an edge of a shape
/// are computed, not sampled, and joined; between them one point tells
/// whether the rest lies inside. Exact to about a micrometer, but for the
/// millimeter to which the index rounds.
#[must_use]
pub fn length_near(boundary: &Polygon<f64>, index: &GroundIndex, meters: f64) -> f64 {
    boundary
        .exterior()
        .lines()
        .map(|line| {
            let origin = line.start;
            let edge = line.end - origin;
            let length = length(edge);
            let bounds = Bounds::around(&[line.start, line.end]).inflated(meters);
            if length == 0.0 || !length.is_finite() {
                return 0.0;
            }
            let mut near: Vec<(f64, f64)> = Vec::new();
            let outlines: Vec<Outline> =
                index.meeting(&bounds).into_iter().map(|slot| index.outline(slot, origin)).collect();
            for side in outlines.iter().flat_map(|outline| &outline.edges) {
                near.extend(stretches(edge / length, length, side, meters));
            }
            joined(near, length, |middle| {
                let middle = edge / length * middle;
                outlines.iter().any(|outline| outline.contains(middle))
            })
        })
        .sum()
}

/// The stretches of a line from the origin that lie within a distance of an
/// edge: near its two ends, and beside it.
fn stretches(
    along: Coord<f64>,
    length: f64,
    [from, to]: &[Coord<f64>; 2],
    meters: f64,
) -> impl Iterator<Item = (f64, f64)> {
    let cut = move |(start, end): (f64, f64)| {
        let piece = (start.max(0.0), end.min(length));
        (piece.0 < piece.1).then_some(piece)
    };
    let around = move |end: Coord<f64>| {
        let (at, aside) = (end.x * along.x + end.y * along.y, end.x * along.y - end.y * along.x);
        let half = (meters * meters - aside * aside).sqrt();
        (half >= 0.0).then_some((at - half, at + half)).and_then(cut)
    };
    let side = *to - *from;
    let reach = super::near::length(side);
    let beside = (reach > 0.0).then(|| {
        let unit = side / reach;
        // The line in the edge's own directions: along it and across.
        let within = |start: f64, step: f64, least: f64, most: f64| {
            if step == 0.0 {
                let inside = least <= start && start <= most;
                return if inside { (0.0, length) } else { (1.0, 0.0) };
            }
            let (a, b) = ((least - start) / step, (most - start) / step);
            (a.min(b), a.max(b))
        };
        let dot = |c: Coord<f64>| c.x * unit.x + c.y * unit.y;
        let cross = |c: Coord<f64>| unit.x * c.y - unit.y * c.x;
        let (a, b) = within(-dot(*from), dot(along), 0.0, reach);
        let (c, d) = within(-cross(*from), cross(along), -meters, meters);
        (a.max(c), b.min(d))
    });
    [around(*from), around(*to), beside.and_then(cut)].into_iter().flatten()
}

/// The length of overlapping stretches together, and of the gaps between
/// them whose middle is inside.
fn joined(mut near: Vec<(f64, f64)>, length: f64, inside: impl Fn(f64) -> bool) -> f64 {
    near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    near.push((length, length));
    let (mut reached, mut total) = (0.0, 0.0);
    for (start, end) in near {
        if start > reached {
            if inside(f64::midpoint(reached, start)) {
                total += start - reached;
            }
            reached = start;
        }
        if end > reached {
            total += end - reached;
            reached = end;
        }
    }
    total
}
