use geo::wkt;
use proptest::prelude::*;

use super::*;
use crate::read::samples::square;

/// Both this module and `geo` on the same polygon.
fn check(geometry: impl Into<MultiPolygon<f64>>, valid: bool) {
    let geometry = geometry.into();
    assert_eq!(geometry.is_valid(), valid, "geo on {geometry:?}");
    assert_eq!(
        unsound_of_many(&geometry).is_none(),
        valid,
        "{:?} on {geometry:?}",
        unsound_of_many(&geometry)
    );
}

#[test]
fn valid_and_invalid_polygons_are_told_apart_as_geo_does() {
    check(square(0., 0., 10.), true);
    check(wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (2. 2., 4. 2., 4. 4., 2. 4., 2. 2.))), true);
    // A hole that touches the shell, and two holes that touch each other, in one point.
    check(wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (0. 5., 4. 2., 4. 8., 0. 5.))), true);
    check(
        wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (1. 1., 3. 1., 3. 3., 1. 1.), (3. 3., 5. 3., 5. 5., 3. 3.))),
        true,
    );
    // Parts that touch in a corner; a part in the hole of another.
    check(MultiPolygon(vec![square(0., 0., 10.), square(10., 10., 10.)]), true);
    let island = wkt!(MULTIPOLYGON(((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (2. 2., 8. 2., 8. 8., 2. 8., 2. 2.)), ((3. 3., 4. 3., 4. 4., 3. 3.))));
    check(island, true);

    check(wkt!(POLYGON((0. 0., 10. 10., 10. 0., 0. 10., 0. 0.))), false);
    check(wkt!(POLYGON((0. 0., 10. 0., 10. 10., 10. 20., 10. 10., 0. 10., 0. 0.))), false);
    check(wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0., 10. 0., 10. 10., 0. 10., 0. 0.))), false);
    check(
        wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (20. 20., 25. 20., 25. 25., 20. 20.))),
        false,
    );
    check(wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (0. 5., -4. 2., -4. 8., 0. 5.))), false);
    check(
        wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (2. 2., 8. 2., 8. 8., 2. 8., 2. 2.), (3. 3., 4. 3., 4. 4., 3. 3.))),
        false,
    );
    check(MultiPolygon(vec![square(0., 0., 10.), square(2., 2., 4.)]), false);
    check(MultiPolygon(vec![square(0., 0., 10.), square(0., 0., 10.)]), false);
    check(MultiPolygon(vec![square(0., 0., 10.), square(10., 0., 10.)]), false);
}

#[test]
fn a_boundary_of_many_vertices_takes_no_time() {
    let star = |n: u32, fold: f64| -> MultiPolygon<f64> {
        let ring = (0..n).map(|n_th| {
            let angle = f64::from(n_th) / f64::from(n) * std::f64::consts::TAU;
            let r = 5_000.0 + 100.0 * (angle * 40.0).sin();
            (r * angle.cos(), r * (fold * angle).sin())
        });
        Polygon::new(ring.collect(), Vec::new()).into()
    };
    let start = std::time::Instant::now();
    assert_eq!(unsound(&star(50_000, 1.0)), None);
    let Some(Flaw::Unsound(detail)) = unsound(&star(50_000, 2.0)) else { panic!() };
    assert!(detail.to_string().contains("cross"), "{detail}");
    // `geo` needs ten minutes for this in a test build.
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]
    #[test]
    fn this_and_geo_agree(
        shell in prop::collection::vec((0_u8..9, 0_u8..9), 3..7),
        hole in prop::collection::vec((0_u8..9, 0_u8..9), 3..5),
        other in prop::collection::vec((0_u8..9, 0_u8..9), 3..5),
        island in any::<bool>(),
    ) {
        let ring = |points: &[(u8, u8)]| LineString::from_iter(points.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))));
        let frame: LineString<f64> = vec![(0., 0.), (8., 0.), (8., 8.), (0., 8.), (0., 0.)].into();
        for mut geometry in [
            MultiPolygon(vec![Polygon::new(ring(&shell), vec![])]),
            MultiPolygon(vec![Polygon::new(frame, vec![ring(&hole), ring(&other)])]),
            MultiPolygon(vec![Polygon::new(ring(&hole), vec![]), Polygon::new(ring(&other), vec![])]),
        ] {
            if island {
                geometry.0.push(square(2.0, 3.0, 1.0));
            }
            use geo::RemoveRepeatedPoints;
            geometry.remove_repeated_points_mut();
            let ours = unsound_of_many(&geometry);
            let is_any_flat = geometry.0.iter().any(|part| is_flat(part.exterior()) || part.interiors().iter().any(is_flat));
            prop_assert_eq!(ours.is_none(), geometry.is_valid() && !is_any_flat, "{:?} on {:?}", ours, geometry);
        }
    }
}
