//! Objects one by one, as squares, and in tiles that would be too large.

use proptest::prelude::*;

use super::*;

/// A town of `n` panden on a grid, 1 km from the next one.
fn town(n: u32) -> Vec<Geometry<f64>> {
    (0..n)
        .map(|at| square(120_000.0 + f64::from(at % 50) * 20.0, 480_000.0 + f64::from(at / 50) * 20.0, 12.0))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn squares_of_every_zoom_add_up_to_the_whole(
        places in prop::collection::vec((20_000.0..270_000.0_f64, 310_000.0..610_000.0_f64, 1.0..3_000.0_f64), 1..60),
    ) {
        let n = i64::try_from(places.len()).unwrap();
        let source = objects(packed(places.iter().map(|(x, y, side)| square(*x, *y, *side))));
        // No tile may hold a byte: from zoom 12 on all take their coarsest form.
        let (written, _) = draw(&[&source], 14, 1);
        for zoom in 0..=14 {
            prop_assert_eq!(written.sum("cells", zoom, "objects"), n, "zoom {}", zoom);
            prop_assert_eq!(written.sum("cells", zoom, "homes"), n * (n - 1) / 2, "zoom {}", zoom);
            prop_assert!(zoom < 12 || written.objects("panden", zoom).is_empty());
        }
    }
}

#[test]
fn up_close_every_object_is_drawn_and_no_square() {
    let (written, counts) = draw(&[&objects(packed(town(500)))], 14, MAX_BYTES);
    for zoom in 12..=14 {
        let drawn = written.objects("panden", zoom);
        let ids: std::collections::BTreeSet<&String> = drawn.iter().map(|(_, of)| &of["id"]).collect();
        assert_eq!(ids.len(), 500);
        assert!(written.objects("cells", zoom).is_empty());
        assert_eq!(counts["panden"][&zoom].drawn, drawn.len() as u64);
        assert_eq!((counts["panden"][&zoom].left_out, counts["panden"][&zoom].coarser), (0, 0));
    }
}

#[test]
fn a_tile_that_would_be_too_large_shows_squares_and_says_what_it_left_out() {
    let source = objects(packed(town(2_000)));
    let (full, _) = draw(&[&source], 14, MAX_BYTES);
    let largest =
        full.0.iter().filter(|(tile, _)| tile.zoom == 14).map(|(_, bytes)| bytes.len()).max().unwrap();
    let (written, counts) = draw(&[&source], 14, largest - 1);
    let in_squares: std::collections::HashSet<Tile> =
        written.objects("cells", 14).into_iter().map(|(tile, _)| tile).collect();
    let one_by_one: std::collections::HashSet<Tile> =
        written.objects("panden", 14).into_iter().map(|(tile, _)| tile).collect();
    assert!(!in_squares.is_empty() && !one_by_one.is_empty());
    assert!(in_squares.is_disjoint(&one_by_one), "a tile shows the one or the other");
    assert!(written.0.iter().all(|(_, bytes)| bytes.len() < largest));
    let in_full = full.objects("panden", 14);
    let count = counts["panden"][&14];
    assert_eq!(count.drawn + count.left_out, in_full.len() as u64);
    assert_eq!(count.coarser, in_squares.len() as u64);
    // What the squares hold are the objects whose middle lies in those tiles.
    let left_out = in_full.iter().filter(|(tile, _)| in_squares.contains(tile)).count() as u64;
    assert_eq!(count.left_out, left_out);
    let held = written.sum("cells", 14, "objects").cast_unsigned();
    assert!(held > 0 && held <= left_out);
}

#[test]
fn objects_too_small_to_draw_are_enlarged_and_counted() {
    let (written, counts) = draw(&[&objects(packed([square(120_000.0, 480_000.0, 0.1)]))], 14, MAX_BYTES);
    for zoom in 12..=14 {
        assert_eq!(written.objects("panden", zoom).len(), 1);
        assert_eq!(counts["panden"][&zoom].enlarged, 1);
    }
}

#[test]
fn objects_that_show_from_the_first_zoom_have_no_squares() {
    let head = head("panden", Shape::Polygon, (0, 0));
    let source = Objects::new(head, "cells", "", packed(town(3)), Late::new(), TALLY);
    let (written, counts) = draw(&[&source], 2, MAX_BYTES);
    assert_eq!(written.objects("panden", 0).len(), 3);
    assert_eq!(counts.keys().collect::<Vec<_>>(), ["panden"]);
    assert!(written.0.iter().all(|(tile, _)| tile.zoom == 0));
}

#[test]
fn tiles_come_in_order_and_have_the_same_bytes_on_any_number_of_threads() {
    let spread = |n: u32| {
        square(30_000.0 + f64::from(n % 40) * 6_000.0, 320_000.0 + f64::from(n / 40) * 6_000.0, 40.0)
    };
    let source = objects(packed((0..1_600).map(spread)));
    let mut first: Option<(Vec<_>, Counts)> = None;
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (written, counts) = pool.install(|| draw(&[&source], 14, MAX_BYTES));
        let ids: Vec<u64> = written.0.iter().map(|(tile, _)| tile.id().unwrap()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids.len() > 3 * 512, "several batches a zoom");
        let (tiles, known) = first.get_or_insert_with(|| (written.0.clone(), counts.clone()));
        assert!(*tiles == written.0, "{threads} threads");
        assert_eq!(*known, counts);
    }
}

#[test]
fn only_tiles_that_meet_the_box_are_drawn() {
    let features = packed([square(30_000.0, 380_000.0, 40.0), square(230_000.0, 580_000.0, 40.0)]);
    let within = features.get(1).map(|feature| feature.bounds());
    let source = objects(features);
    let mut written = Written::default();
    let frame = Frame { zooms: 12..=14, within, max_bytes: MAX_BYTES };
    pyramid::draw(&[&source], &frame, &mut written, |_| ()).unwrap();
    for zoom in 12..=14 {
        let there = written.objects("panden", zoom);
        assert!(!there.is_empty() && there.iter().all(|(_, of)| of["id"] == "pand 1"), "{there:?}");
    }
}
