//! Where does a zone end, if its rings overlap themselves or each other?
//!
//! By counting how often its rings wind around each area: once or more is the
//! zone, also where parts overlap; never, or around a hole only, is not.

use super::{
    planar::{NONE, Planar},
    point::{Edge, added_up},
};

/// The border of the zone that rings wind around: every edge once, the zone on
/// its left.
///
/// Takes the edges of all rings, outer rings turning left and holes right;
/// edges may lie on one another but else meet at vertices only.
pub(super) fn border(edges: impl Iterator<Item = Edge>) -> Vec<Edge> {
    let planar = Planar::new(added_up(edges).into_iter());
    let depths = depths(&planar);
    let within = |walk: u32| depths[planar.round[walk as usize] as usize] > 0;
    let walks = (0..planar.walks.len() as u32).zip(&planar.back);
    walks.filter(|&(walk, &back)| within(walk) && !within(back)).map(|(walk, _)| planar.edge(walk)).collect()
}

/// How often the zone winds around the area of each round.
fn depths(planar: &Planar) -> Vec<i32> {
    let mut depth = vec![0; planar.starts.len()];
    let mut group = vec![NONE; planar.starts.len()];
    // Depths within each group of edges, seen from the area around it.
    let mut places = Vec::new();
    for start in 0..planar.starts.len() {
        if group[start] != NONE {
            continue;
        }
        let first = planar.starts[start];
        let place = planar.edge(first).from;
        // All edges at the smallest vertex go east; left of the last of them
        // is what lies west of it.
        let mut last = first as usize;
        while planar.walks.get(last + 1).is_some_and(|walk| walk.edge.from == place) {
            last += 1;
        }
        let around = planar.round[last];
        group[around as usize] = places.len() as u32;
        let mut open = vec![around];
        while let Some(round) = open.pop() {
            for walk in planar.around(round) {
                let other = planar.round[planar.back[walk as usize] as usize];
                if group[other as usize] == NONE {
                    group[other as usize] = places.len() as u32;
                    depth[other as usize] = depth[round as usize] - planar.walks[walk as usize].step;
                    open.push(other);
                }
            }
        }
        places.push(place);
    }
    // What lies west of a group belongs to a group with a smaller vertex.
    let mut outside: Vec<i32> = Vec::with_capacity(places.len());
    for west in planar.west_of(&places) {
        outside.push(if west == NONE {
            0
        } else {
            let round = planar.round[west as usize] as usize;
            depth[round] + outside[group[round] as usize]
        });
    }
    depth.iter().zip(group).map(|(depth, group)| depth + outside[group as usize]).collect()
}
