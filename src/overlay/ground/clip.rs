//! Which piece of a ring lies in a box?

use geo_types::Coord;

use super::super::bounds::Bounds;

/// The ring cut off at the sides of a box (Sutherland–Hodgman).
///
/// Pieces that the box takes apart stay joined by bridges along its sides,
/// which have no area and wind around nothing.
pub(super) fn clip(ring: Vec<Coord<f64>>, target: &Bounds) -> Vec<Coord<f64>> {
    let sides = [
        (false, target.min.x, 1.0),
        (false, target.max.x, -1.0),
        (true, target.min.y, 1.0),
        (true, target.max.y, -1.0),
    ];
    sides.into_iter().fold(ring, |ring, (upright, at, sign)| {
        let depth = |c: Coord<f64>| (if upright { c.y } else { c.x } - at) * sign;
        if ring.iter().all(|&c| depth(c) >= 0.0) {
            return ring;
        }
        let mut kept = Vec::with_capacity(ring.len() + 4);
        let Some(&last) = ring.last() else { return kept };
        let (mut from, mut from_depth) = (last, depth(last));
        for to in ring {
            let to_depth = depth(to);
            if (from_depth < 0.0) != (to_depth < 0.0) {
                let mut crossing = from + (to - from) * (from_depth / (from_depth - to_depth));
                *(if upright { &mut crossing.y } else { &mut crossing.x }) = at;
                kept.push(crossing);
            }
            if to_depth >= 0.0 {
                kept.push(to);
            }
            (from, from_depth) = (to, to_depth);
        }
        kept
    })
}
