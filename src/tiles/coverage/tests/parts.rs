//! The exact tests below the layers, against brute force.

use super::*;
use crate::tiles::coverage::{nearby::Nearby, pixel::Pixels, point::Point};

fn places(range: std::ops::Range<i32>) -> impl Strategy<Value = Point> {
    (range.clone(), range).prop_map(|(x, y)| Point { x, y })
}

proptest! {
    #[test]
    fn a_line_meets_the_pixels_its_points_lie_in(
        (a, b) in (places(-7..8), places(-7..8)),
        shift in 0..3_u32,
    ) {
        let pixels = Pixels::new(shift);
        // Fine enough to step on every side of a pixel, and between any two.
        let (dx, dy) = a.to(b);
        let n = 4 * dx.abs().max(1) * dy.abs().max(1);
        let pixel = |start: i32, step: i64, i: i64| {
            (2 * (i64::from(start) * n + step * i) + n * i64::from(pixels.width()))
                .div_euclid(2 * n * i64::from(pixels.width()))
        };
        let met: std::collections::BTreeSet<_> =
            (0..=n).map(|i| (pixel(a.x, dx, i), pixel(a.y, dy, i))).collect();
        for x in -9..=9_i32 {
            for y in -9..=9_i32 {
                let expected = met.contains(&(i64::from(x), i64::from(y)));
                prop_assert_eq!(pixels.meets(Point { x, y }, a, b), expected, "pixel {} {}", x, y);
                prop_assert_eq!(pixels.meets(Point { x, y }, b, a), expected);
            }
        }
        let half = Pixels::new(shift).of_fraction(a.x, dx, 1, 2);
        prop_assert_eq!(i64::from(half), pixel(a.x, dx, n / 2));
    }

    #[test]
    fn no_place_near_a_line_is_passed_by(
        all in prop::collection::vec(places(-300..300), 1..200),
        (a, b) in (places(-400..400), places(-400..400)),
        reach in 0..30_i32,
    ) {
        let mut all = all;
        all.sort_unstable();
        let nearby = Nearby::new(&all);
        let mut seen: Vec<_> = nearby.along(a, b, reach).collect();
        let n_seen = seen.len();
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), n_seen, "a place comes once");
        let (low, high) = (Point { x: a.x.min(b.x), y: a.y.min(b.y) }, Point { x: a.x.max(b.x), y: a.y.max(b.y) });
        let mut boxed: Vec<_> = nearby.in_box(low, high).collect();
        boxed.sort_unstable();
        let within = |p: &Point| (low.x..=high.x).contains(&p.x) && (low.y..=high.y).contains(&p.y);
        let expected: Vec<_> = (0..).zip(&all).filter(|(_, p)| within(p)).map(|(n, _)| n).collect();
        prop_assert_eq!(boxed, expected);
        let (dx, dy) = a.to(b);
        let n = dx.abs().max(dy.abs()).max(1);
        for (place, number) in all.iter().zip(0..) {
            // Near one of the places that divide the line in n.
            let near = (0..=n).any(|i| {
                let away = |start: i32, step: i64, at: i32| {
                    ((i64::from(start) - i64::from(at)) * n + step * i).abs()
                };
                away(a.x, dx, place.x).max(away(a.y, dy, place.y)) <= i64::from(reach) * n
            });
            prop_assert!(!near || seen.contains(&number), "{:?}", place);
        }
    }
}
