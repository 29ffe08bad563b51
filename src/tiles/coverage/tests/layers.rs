//! Properties of whole layers, on random ones.

use super::*;
use crate::tiles::coverage::Coverage;

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn zones_that_fill_a_town_fill_it_at_every_zoom(
        town in towns(40..6000),
        (grid, detail) in looks(5..=18),
    ) {
        let zones = check_drawing(&Coverage::new(&town.zones).unwrap().at(grid, detail))?;
        let (whole, parts) = zones.split_last().expect("a town has a whole");
        let all: Vec<_> = parts.iter().flatten().cloned().collect();
        prop_assert_eq!(parts.iter().map(doubled_area).sum::<i128>(), doubled_area(whole));
        // As much as their union: none lies on another.
        let union = overlaid(&all, &[], OverlayRule::Subject, FillRule::NonZero);
        prop_assert_eq!(union, doubled_area(whole));
        let apart = overlaid(&all, &whole.0, OverlayRule::Xor, FillRule::NonZero);
        prop_assert_eq!(apart, 0);
    }

    #[test]
    fn islands_in_bays_stay_on_their_side_of_the_coast(
        coast in prop::collection::vec(0..1000_i32, 30),
        heights in prop::collection::vec(0..1000_i32, 29),
        (grid, detail) in looks(12..=18),
        tolerance in 0.0..400.0,
    ) {
        // Eight world units a step; a bend in the coast every ten.
        let at = |x: i32, y: i32| (MIDDLE + 8 * x, MIDDLE + 8 * y);
        let line: Vec<_> = (0..).zip(&coast).map(|(i, &y)| at(10 * i, y)).collect();
        let side = |y: i32| MultiPolygon(vec![polygon(&[&line[..], &[at(290, y), at(0, y)]].concat())]);
        let mut zones = vec![side(-10), side(1010)];
        for (i, &y) in heights.iter().enumerate() {
            let (a, b) = (coast[i].min(coast[i + 1]), coast[i].max(coast[i + 1]));
            if y + 2 < a || y > b {
                let ((west, north), (east, south)) = (at(10 * i as i32 + 4, y), at(10 * i as i32 + 6, y + 2));
                zones.push(MultiPolygon(vec![rectangle(west, north, east, south)]));
            }
        }
        let detail = Detail { tolerance: tolerance + detail.tolerance };
        let drawn = check_drawing(&Coverage::new(&zones).unwrap().at(grid, detail))?;
        let shared = |a: &MultiPolygon<i32>, b: &MultiPolygon<i32>| {
            overlaid(&a.0, &b.0, OverlayRule::Intersect, FillRule::NonZero)
        };
        prop_assert_eq!(shared(&drawn[0], &drawn[1]), 0);
        for (given, island) in zones.iter().zip(&drawn).skip(2) {
            let home = usize::from(shared(given, &zones[0]) == 0);
            prop_assert_eq!(shared(island, &drawn[home]), doubled_area(island));
            prop_assert_eq!(shared(island, &drawn[1 - home]), 0);
        }
    }

    #[test]
    fn tiles_hold_just_what_lies_in_them(town in towns(40..6000), (grid, detail) in looks(10..=18)) {
        check_tiles(&town.zones, grid, detail)?;
    }

    #[test]
    fn tiles_of_crossing_zones_hold_just_what_lies_in_them(
        blobs in blobs(20_000),
        (grid, detail) in looks(14..=18),
    ) {
        check_tiles(&blobs, grid, detail)?;
    }

    #[test]
    fn any_polygons_give_valid_ones(blobs in blobs(60), (grid, detail) in looks(13..=18)) {
        check_drawing(&Coverage::new(&blobs).unwrap().at(grid, detail))?;
    }

    #[test]
    fn full_detail_keeps_the_area_but_for_rounding(blobs in blobs(3000)) {
        let zones = Coverage::new(&blobs).unwrap().at(grid(18, 0), Detail::FULL).polygons();
        for (given, drawn) in blobs.iter().zip(&zones) {
            let given = turned(given);
            let area = overlaid(&given, &[], OverlayRule::Subject, FillRule::Positive);
            // No border moves by more than 0.71 units, here or there.
            let length: f64 = given
                .iter()
                .flat_map(|p| once(p.exterior()).chain(p.interiors()))
                .flat_map(LineString::lines)
                .map(|l| f64::from(l.end.x - l.start.x).hypot(f64::from(l.end.y - l.start.y)))
                .sum();
            prop_assert!((area - doubled_area(drawn)).abs() as f64 <= 4.0 * length, "{} {}", area, doubled_area(drawn));
        }
    }

    #[test]
    fn no_border_is_drawn_further_aside_than_allowed(
        town in towns(3000..6000),
        (radius, shore) in (100.0..20_000.0, prop::collection::vec(0.95..1.05, 40..200)),
        (zoom, tolerance) in (15..=18_u8, 0.0..30.0),
    ) {
        // A pond with many vertices, and one zone a block, so that no border
        // is an inner one.
        let around = (0..).zip(&shore).map(|(i, out)| {
            let angle = f64::from(i) * std::f64::consts::TAU / shore.len() as f64;
            let at = |share: f64| MIDDLE - 40_000 + (radius * out * share) as i32;
            (at(angle.cos()), at(angle.sin()))
        });
        let pond = MultiPolygon(vec![polygon(&around.collect::<Vec<_>>())]);
        let town = town.zones[6].iter().map(|block| MultiPolygon(vec![block.clone()]));
        let blocks: Vec<_> = once(pond).chain(town).collect();
        let zones = Coverage::new(&blocks).unwrap().at(grid(zoom, 0), Detail { tolerance }).polygons();
        let unit = f64::from(1 << (18 - zoom));
        for (given, drawn) in blocks.iter().zip(&zones) {
            if drawn.0.is_empty() {
                continue;
            }
            let lines: Vec<_> = drawn.iter().flat_map(|p| p.exterior().lines()).collect();
            for place in given.iter().flat_map(|p| &p.exterior().0) {
                let (x, y) = (f64::from(place.x) / unit, f64::from(place.y) / unit);
                let distance = lines.iter().map(|l| distance((x, y), l)).fold(f64::INFINITY, f64::min);
                prop_assert!(distance <= tolerance + 0.7072, "{} > {}", distance, tolerance);
            }
        }
    }

    #[test]
    fn neither_order_nor_start_nor_direction_nor_threads_matter(
        town in towns(40..6000),
        (grid, detail) in looks(8..=18),
        order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
        turn in 0..20_usize,
    ) {
        let drawn = Coverage::new(&town.zones).unwrap().at(grid, detail);
        let (zones, tiles) = (drawn.polygons(), drawn.tiles());
        let other: Vec<_> = order.iter().map(|&zone| rewritten(&town.zones[zone], turn)).collect();
        let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
        let again = one_thread.install(|| Coverage::new(&other).unwrap().at(grid, detail).polygons());
        for (zone, &from) in again.iter().zip(&order) {
            prop_assert_eq!(zone, &zones[from]);
        }
        let three_threads = rayon::ThreadPoolBuilder::new().num_threads(3).build().expect("three threads");
        let again = three_threads.install(|| Coverage::new(&town.zones).unwrap().at(grid, detail).tiles());
        prop_assert_eq!(again, tiles);
    }
}

/// Every tile holds what another program cuts out for it, and no tile lacks.
fn check_tiles(zones: &[MultiPolygon<i32>], grid: Grid, detail: Detail) -> Result<(), TestCaseError> {
    let drawing = Coverage::new(zones).unwrap().at(grid, detail);
    let zones = check_drawing(&drawing)?;
    let (tiles, margin) = (drawing.tiles(), grid.margin);
    prop_assert!(tiles.is_sorted_by_key(|(tile, _)| tile.id()));
    let mut covered = vec![0; zones.len()];
    for (tile, parts) in &tiles {
        prop_assert!(!parts.is_empty() && parts.is_sorted_by_key(|part| part.0));
        let side = rectangle(-margin, -margin, EXTENT + margin, EXTENT + margin);
        let side = moved(&side.into(), tile.x, tile.y);
        for (zone, part) in parts {
            prop_assert!(!part.0.is_empty());
            check_valid(part)?;
            let part = moved(part, tile.x, tile.y);
            let inside = overlaid(&part.0, &side.0, OverlayRule::Intersect, FillRule::NonZero);
            prop_assert_eq!(inside, doubled_area(&part));
            let zone_idx = *zone as usize;
            let wanted = overlaid(&zones[zone_idx].0, &side.0, OverlayRule::Intersect, FillRule::NonZero);
            prop_assert_eq!(wanted, doubled_area(&part));
            let beyond = overlaid(&part.0, &zones[zone_idx].0, OverlayRule::Difference, FillRule::NonZero);
            prop_assert_eq!(beyond, 0);
            let core = moved(&rectangle(0, 0, EXTENT, EXTENT).into(), tile.x, tile.y);
            covered[zone_idx] +=
                overlaid(&zones[zone_idx].0, &core.0, OverlayRule::Intersect, FillRule::NonZero);
        }
    }
    if margin == 0 {
        prop_assert_eq!(covered, zones.iter().map(doubled_area).collect::<Vec<_>>());
    }
    Ok(())
}

/// The rings of a zone with outer rings turning left and holes right.
fn turned(zone: &MultiPolygon<i32>) -> Vec<Polygon<i32>> {
    let turn = |ring: &LineString<i32>, left: bool| {
        let area = doubled_area(&Polygon::new(ring.clone(), Vec::new()).into());
        let mut ring = ring.clone();
        if (area > 0) != left {
            ring.0.reverse();
        }
        ring
    };
    let holes = |p: &Polygon<i32>| p.interiors().iter().map(|ring| turn(ring, false)).collect();
    zone.iter().map(|p| Polygon::new(turn(p.exterior(), true), holes(p))).collect()
}

/// The same zone, its rings started elsewhere and walked the other way.
fn rewritten(zone: &MultiPolygon<i32>, by: usize) -> MultiPolygon<i32> {
    let ring = |ring: &LineString<i32>| {
        let mut corners = ring.0[1..].to_vec();
        let n = corners.len();
        corners.rotate_left(by % n);
        corners.reverse();
        LineString(corners)
    };
    zone.0.iter().rev().map(|p| Polygon::new(ring(p.exterior()), Vec::new())).collect()
}

/// The distance from a place to a line.
fn distance((x, y): (f64, f64), line: &geo_types::Line<i32>) -> f64 {
    let ends = [line.start, line.end].map(|c| (f64::from(c.x), f64::from(c.y)));
    let [(ax, ay), (bx, by)] = ends;
    let (ux, uy) = (bx - ax, by - ay);
    let along = (((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy)).clamp(0.0, 1.0);
    (x - ax - along * ux).hypot(y - ay - along * uy)
}
