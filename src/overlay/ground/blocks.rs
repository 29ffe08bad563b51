//! Which footprints stand together?

use geo_types::{MultiPolygon, Polygon};

use super::boolean::wound;
use super::cut::{moved, polygon, prepared};
use super::index::GroundIndex;
use super::offset::Join;

/// Footprints joined where they stand within a distance of each other: rows
/// of houses that share walls become one block.
///
/// In the order of the first footprint of each block. What lies between
/// footprints and is narrower than the distance goes with the block; a yard
/// inside stays a hole. Footprints without area are in none.
///
/// # Units
///
/// Meters.
///
/// # Method
///
/// A closing: dilated by half the distance, joined, and eroded by as much.
#[must_use]
pub fn blocks(footprints: &[&MultiPolygon<f64>], gap_m: f64) -> Vec<Polygon<f64>> {
    groups(footprints, gap_m)
        .into_iter()
        .flat_map(|group| {
            let together: MultiPolygon<f64> =
                group.into_iter().flat_map(|i| footprints[i].0.clone()).collect();
            let Some((frame, _, shapes)) = prepared(&together, &[], gap_m) else { return Vec::new() };
            let half = gap_m / 2.0;
            let joined = if half > 0.0 {
                let grown = wound(&moved(&shapes, &frame, half, Join::Round));
                let mut rings = moved(&grown, &frame, -half, Join::Round);
                // Rounding may not take from a footprint.
                rings.extend(shapes.into_iter().flatten());
                wound(&rings)
            } else {
                shapes
            };
            joined.iter().map(|shape| polygon(shape, &frame)).collect()
        })
        .collect()
}

/// Which footprints are linked by steps of at most a distance, each group
/// ascending and the groups by their first.
fn groups(footprints: &[&MultiPolygon<f64>], gap_m: f64) -> Vec<Vec<usize>> {
    let mut index = GroundIndex::builder();
    for (id, footprint) in (0..).zip(footprints) {
        index.push(id, footprint);
    }
    let index = index.finish();
    let mut seen = vec![false; footprints.len()];
    let mut groups = Vec::new();
    for first in 0..footprints.len() {
        if std::mem::replace(&mut seen[first], true) {
            continue;
        }
        let mut group = vec![first];
        let mut next = 0;
        while let Some(&one) = group.get(next) {
            next += 1;
            for near in index.within_of(footprints[one], gap_m, |near| !seen[near as usize]) {
                let near = near as usize;
                if !std::mem::replace(&mut seen[near], true) {
                    group.push(near);
                }
            }
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}
