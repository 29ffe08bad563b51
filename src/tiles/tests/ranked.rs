//! The best first, and always.

use std::collections::BTreeSet;

use super::*;
use crate::tiles::ranked::{Keep, Ranked};

/// Points 10 m apart, of which the first three are always there and below zoom 12
/// five others.
fn labels(n: u32) -> Ranked {
    let at = |n: u32| point(120_000.0 + f64::from(n % 30) * 10.0, 480_000.0 + f64::from(n / 30) * 10.0);
    let keep = Keep { always: 3, per_tile: 5, all_from: 12 };
    Ranked::new(head("labels", Shape::Point, (0, 14)), packed((0..n).map(at)), keep)
}

fn ids(written: &Written, zoom: u8) -> BTreeSet<i64> {
    written.objects("labels", zoom).iter().map(|(_, of)| of["homes"].parse().unwrap()).collect()
}

#[test]
fn a_tile_shows_the_best_first_and_counts_the_rest() {
    let (written, counts) = draw(&[&labels(400)], 14, MAX_BYTES);
    assert_eq!(ids(&written, 0), (0..8).collect());
    for zoom in 0..=14 {
        let count = counts["labels"][&zoom];
        assert_eq!(count.drawn + count.left_out, 400, "zoom {zoom}");
        assert!((0..3).all(|best| ids(&written, zoom).contains(&best)), "zoom {zoom}");
        assert_eq!(count.left_out == 0, zoom >= 12, "zoom {zoom}");
    }
}

#[test]
fn the_first_ones_stay_in_tiles_that_are_too_large() {
    let (written, counts) = draw(&[&labels(400)], 14, 1);
    for zoom in 0..=14 {
        assert_eq!(ids(&written, zoom), (0..3).collect(), "zoom {zoom}");
        assert_eq!(counts["labels"][&zoom].left_out, 397);
    }
}

#[test]
fn a_coarser_form_shows_a_quarter_and_the_best_of_them() {
    let source = labels(400);
    let (full, _) = draw(&[&source], 14, MAX_BYTES);
    let (written, counts) = draw(&[&source], 14, 1_500);
    let (all, fewer) = (full.objects("labels", 12), written.objects("labels", 12));
    assert!(fewer.len() < all.len() && fewer.len() > 3, "{}", fewer.len());
    assert_eq!(counts["labels"][&12].drawn + counts["labels"][&12].left_out, 400);
    for (tile, _) in &written.0 {
        let of_tile = |all: &[(Tile, Properties)]| -> Vec<String> {
            all.iter().filter(|(own, _)| own == tile).map(|(_, of)| of["id"].clone()).collect()
        };
        let (all, fewer) = (of_tile(&all), of_tile(&fewer));
        assert_eq!(fewer, all[..fewer.len()], "the best of the tile, in their order");
    }
}

#[test]
fn a_point_lies_in_one_tile() {
    let (written, _) = draw(&[&labels(100)], 14, MAX_BYTES);
    for zoom in 12..=14 {
        assert_eq!(written.objects("labels", zoom).len(), 100);
    }
}
