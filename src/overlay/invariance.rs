//! What must not change the answer?

use geo::{Area, MapCoords};
use geo_types::{Coord, MultiPolygon, Rect};
use proptest::prelude::*;
use rayon::prelude::*;

use super::properties::{HERE, config, footprint, moved, zones};
use super::*;

type Zones = Vec<(u32, MultiPolygon<f64>)>;

/// On a grid of 1/64 m, so that coordinates stay exact far from the origin.
fn on_grid(shape: &MultiPolygon<f64>, by: Coord<f64>) -> MultiPolygon<f64> {
    let snap = |value: f64| (value * 64.0).round() / 64.0;
    shape.map_coords(|c| Coord { x: snap(c.x) + by.x, y: snap(c.y) + by.y })
}

fn is_valid(shape: &MultiPolygon<f64>) -> bool {
    use geo::Validation;
    shape.is_valid() && moved(shape).unsigned_area() > 0.1
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_place_as_far_as_the_moon_gives_the_same_bits(
        a in footprint(), zones in zones(), (east, north) in (0..29u32, 0..29u32), meters in 0.0..20.0f64,
    ) {
        let by = Coord { x: f64::from(1 << east), y: -f64::from(1 << north) };
        let all = |by: Coord<f64>| -> (MultiPolygon<f64>, Zones) {
            (on_grid(&a, by), zones.iter().map(|(group, zone)| (*group, on_grid(zone, by))).collect())
        };
        let (here, around) = all(Coord::zero());
        prop_assume!(is_valid(&here) && around.iter().all(|(_, zone)| is_valid(zone)));
        let (there, around_there) = all(by);
        let (index, far) = (ZoneIndex::new(around), ZoneIndex::new(around_there));
        prop_assert_eq!(index.overlay(&here), far.overlay(&there));
        prop_assert_eq!(index.within(&here, meters), far.within(&there, meters));
    }

    #[test]
    fn zones_in_two_layers_give_what_they_give_in_one(a in footprint(), zones in zones(), border in 0..4u32) {
        let whole = ZoneIndex::new(zones.clone()).overlay(&a);
        let (low, high): (Zones, Zones) = zones.into_iter().partition(|(group, _)| *group < border);
        let (low, high) = (ZoneIndex::new(low).overlay(&a), ZoneIndex::new(high).overlay(&a));
        for group in 0..4 {
            let apart = if group < border { low.share_of(group) } else { high.share_of(group) };
            // Zones of another layer add cuts to the sweep, and with them rounding.
            prop_assert!((whole.share_of(group) - apart).abs() < 1e-12, "{group}: {whole:?} {apart}");
        }
        let covered = whole.covered;
        prop_assert!(covered <= low.covered + high.covered + 1e-9, "{whole:?} {low:?} {high:?}");
        prop_assert!(covered >= low.covered.max(high.covered) - 1e-9, "{whole:?} {low:?} {high:?}");
    }

    #[test]
    fn the_pieces_of_a_footprint_add_up_to_the_whole(
        zones in zones(), (x, y) in (-40.0..40.0f64, -40.0..40.0f64),
        widths in prop::collection::vec(0.5..20.0f64, 2..6), height in 1.0..40.0f64,
    ) {
        let index = ZoneIndex::new(zones);
        let strip = |from: f64, to: f64| -> MultiPolygon<f64> {
            let (low, high) = (Coord { x: from, y: HERE.y + y }, Coord { x: to, y: HERE.y + y + height });
            Rect::new(low, high).to_polygon().into()
        };
        let mut sums = [0.0; 4];
        let mut east = HERE.x + x;
        for width in &widths {
            let piece = strip(east, east + width);
            let found = index.overlay(&piece);
            for (group, sum) in (0..).zip(&mut sums) {
                *sum += found.share_of(group) * moved(&piece).unsigned_area();
            }
            east += width;
        }
        let whole = strip(HERE.x + x, east);
        let found = index.overlay(&whole);
        for (group, sum) in (0..).zip(sums) {
            let area = found.share_of(group) * moved(&whole).unsigned_area();
            prop_assert!((area - sum).abs() < 1e-6, "{group}: {area} {sum}");
        }
    }

    #[test]
    fn the_order_and_the_batches_of_footprints_do_not_matter(
        (footprints, order) in prop::collection::vec(footprint(), 2..12).prop_flat_map(|all| {
            let order: Vec<usize> = (0..all.len()).collect();
            (Just(all), Just(order).prop_shuffle())
        }),
        zones in zones(), size in 1..5usize, threads in 1..5usize,
    ) {
        let index = ZoneIndex::new(zones);
        let plain: Vec<Overlay> = footprints.iter().map(|a| index.overlay(a)).collect();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let in_batches: Vec<(usize, Overlay)> = pool.install(|| {
            let batch = |batch: &[usize]| -> Vec<(usize, Overlay)> {
                batch.iter().map(|at| (*at, index.overlay(&footprints[*at]))).collect()
            };
            order.par_chunks(size).flat_map_iter(batch).collect()
        });
        for (at, found) in in_batches {
            prop_assert_eq!(&found, &plain[at]);
        }
    }
}
