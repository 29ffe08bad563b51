//! Which edges do the rings of a zone have, and which side of them is it on?

use geo_types::{LineString, MultiPolygon};

use super::{
    WORLD,
    point::{Edge, Point},
    polygons::doubled_area,
};

/// The edges of all rings of a zone, outer rings turning left, holes right.
pub(super) fn edges(zone: &MultiPolygon<i32>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for polygon in zone {
        add_ring(polygon.exterior(), true, &mut edges);
        for hole in polygon.interiors() {
            add_ring(hole, false, &mut edges);
        }
    }
    edges
}

/// Adds the edges of a ring, turned so that it turns left, or right; what lies
/// beyond the world is moved to its sides.
fn add_ring(ring: &LineString<i32>, left: bool, edges: &mut Vec<Edge>) {
    let within = |c: i32| c.clamp(0, WORLD);
    let mut ring: Vec<_> = ring.0.iter().map(|c| Point { x: within(c.x), y: within(c.y) }).collect();
    ring.dedup();
    let turns_left = doubled_area(&ring) > 0;
    let steps = ring.windows(2).map(|pair| Edge { from: pair[0], to: pair[1] });
    edges.extend(steps.map(|edge| if turns_left == left { edge } else { edge.reversed() }));
}
