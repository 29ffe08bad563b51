use geo::{Validation, Winding, wkt};
use geo_types::{GeometryCollection, MultiPoint, point};
use proptest::prelude::*;

use super::*;
use crate::read::samples::{blob, square};

const X: f64 = 121_000.0;
const Y: f64 = 487_000.0;

/// A polygon drawn near 0, 0, moved to Amsterdam.
fn shape(geometry: impl Into<Geometry<f64>>) -> Shape {
    use geo::Translate;
    Shape::Decoded(geometry.into().translate(X, Y))
}

/// Area and kind of remark.
fn check(geometry: impl Into<Geometry<f64>>) -> Result<(f64, Option<IssueKind>), IssueKind> {
    match shape(geometry).polygon(&Crs::Rd) {
        Ok(cleaned) => {
            assert!(cleaned.geometry.is_valid());
            for polygon in &cleaned.geometry {
                assert!(polygon.exterior().is_ccw());
                assert!(polygon.interiors().iter().all(Winding::is_cw));
            }
            let area = (cleaned.geometry.unsigned_area() * 1e3).round() / 1e3;
            Ok((area, cleaned.remark.map(|(kind, _)| kind)))
        }
        Err((kind, _)) => Err(kind),
    }
}

#[test]
fn a_valid_polygon_stays_and_turns_counter_clockwise() {
    assert_eq!(check(wkt!(POLYGON((0. 0., 0. 10., 10. 10., 10. 0., 0. 0.)))), Ok((100.0, None)));
    let hole = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (2. 2., 4. 2., 4. 4., 2. 4., 2. 2.)));
    assert_eq!(check(hole), Ok((96.0, None)));
}

#[test]
fn unclosed_rings_and_repeated_points_are_mended_without_a_word() {
    let unclosed = Polygon::new(vec![(0., 0.), (10., 0.), (10., 10.), (0., 10.)].into(), vec![]);
    assert_eq!(check(unclosed), Ok((100.0, None)));
    assert_eq!(
        check(wkt!(POLYGON((0. 0., 10. 0., 10. 0., 10. 10., 10. 10., 0. 10., 0. 0.)))),
        Ok((100.0, None))
    );
}

#[test]
fn a_bowtie_is_repaired_and_its_areas_are_told() {
    let bowtie = wkt!(POLYGON((0. 0., 10. 10., 10. 0., 0. 10., 0. 0.)));
    assert_eq!(check(bowtie.clone()), Ok((50.0, Some(IssueKind::RepairedGeometry))));
    let (_, detail) = shape(bowtie).polygon(&Crs::Rd).unwrap().remark.unwrap();
    assert!(detail.to_string().contains("0.00 m² before and 50.00 m² after"), "{detail}");
}

#[test]
fn a_repair_gives_the_same_rings_every_time() {
    let once = |geometry: Polygon<f64>| shape(geometry).polygon(&Crs::Rd).unwrap();
    for wrong in [
        wkt!(POLYGON((0. 0., 10. 10., 10. 0., 0. 10., 0. 0.))),
        // A star of five lines, and a shell with two holes that overlap and one that sticks out.
        wkt!(POLYGON((0. 0., 10. 30., 20. 0., -6. 19., 26. 19., 0. 0.))),
        wkt!(POLYGON(
            (0. 0., 30. 0., 30. 30., 0. 30., 0. 0.), (2. 2., 9. 2., 9. 9., 2. 9., 2. 2.),
            (5. 5., 12. 5., 12. 12., 5. 12., 5. 5.), (20. 20., 40. 20., 40. 25., 20. 25., 20. 20.)
        )),
    ] {
        let first = once(wrong.clone());
        for _ in 0..30 {
            assert_eq!(once(wrong.clone()), first);
        }
    }
}

#[test]
fn other_invalid_polygons_are_repaired_or_refused() {
    // A hole outside the shell.
    let outside =
        wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (20. 20., 25. 20., 25. 25., 20. 25., 20. 20.)));
    let (_, remark) = check(outside).unwrap();
    assert_eq!(remark, Some(IssueKind::RepairedGeometry));
    // A spike.
    let spike = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 10. 20., 10. 10., 0. 10., 0. 0.)));
    assert_eq!(check(spike), Ok((100.0, Some(IssueKind::RepairedGeometry))));
    // Parts that overlap.
    let overlap = wkt!(MULTIPOLYGON(((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.)), ((5. 0., 15. 0., 15. 10., 5. 10., 5. 0.))));
    let (_, remark) = check(overlap).unwrap();
    assert_eq!(remark, Some(IssueKind::RepairedGeometry));
    // A hole that is a line: it goes, the rest stays.
    let line = wkt!(POLYGON((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.), (2. 2., 4. 2., 2. 2.)));
    assert_eq!(check(line), Ok((100.0, Some(IssueKind::RepairedGeometry))));
    // Nothing with an inside.
    assert_eq!(check(wkt!(POLYGON((0. 0., 10. 0., 20. 0., 0. 0.)))), Err(IssueKind::InvalidGeometry));
    assert_eq!(check(wkt!(POLYGON((0. 0., 0. 0., 0. 0., 0. 0.)))), Err(IssueKind::InvalidGeometry));
}

#[test]
fn parts_that_lie_over_one_another_count_their_ground_once() {
    let repaired = Some(IssueKind::RepairedGeometry);
    // By even-odd the ground they share is lost: 100 of 150, and nothing of 100.
    let shifted = wkt!(MULTIPOLYGON(
        ((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.)),
        ((5. 0., 15. 0., 15. 10., 5. 10., 5. 0.))
    ));
    assert_eq!(check(shifted), Ok((150.0, repaired)));
    let twice = wkt!(MULTIPOLYGON(
        ((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.)),
        ((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.))
    ));
    assert_eq!(check(twice), Ok((100.0, repaired)));
    // One within another, and one that crosses itself.
    let nested = wkt!(MULTIPOLYGON(
        ((0. 0., 10. 0., 10. 10., 0. 10., 0. 0.)),
        ((2. 2., 8. 8., 8. 2., 2. 8., 2. 2.)),
        ((20. 0., 30. 10., 30. 0., 20. 10., 20. 0.))
    ));
    assert_eq!(check(nested), Ok((150.0, repaired)));
}

#[test]
fn a_collection_gives_its_polygons_with_a_remark() {
    let collection = |parts| Geometry::GeometryCollection(GeometryCollection(parts));
    let polygon = Geometry::Polygon(square(0.0, 0.0, 10.0));
    let point = Geometry::Point(point!(x: 0.0, y: 0.0));
    assert_eq!(check(collection(vec![polygon.clone()])), Ok((100.0, None)));
    assert_eq!(
        check(collection(vec![polygon, point.clone()])),
        Ok((100.0, Some(IssueKind::WrongGeometryType)))
    );
    assert_eq!(check(collection(vec![point.clone()])), Err(IssueKind::WrongGeometryType));
    assert_eq!(check(collection(vec![])), Err(IssueKind::NullGeometry));
    assert_eq!(check(point), Err(IssueKind::WrongGeometryType));
}

#[test]
fn what_is_empty_is_no_geometry() {
    assert_eq!(Shape::Null.polygon(&Crs::Rd).unwrap_err().0, IssueKind::NullGeometry);
    assert_eq!(Shape::Null.point(&Crs::Rd).unwrap_err().0, IssueKind::NullGeometry);
    assert_eq!(check(MultiPolygon::<f64>(vec![])), Err(IssueKind::NullGeometry));
    assert_eq!(check(Polygon::new(LineString(vec![]), vec![])), Err(IssueKind::NullGeometry));
    assert_eq!(shape(MultiPoint::<f64>(vec![])).point(&Crs::Rd).unwrap_err().0, IssueKind::NullGeometry);
    assert_eq!(
        Shape::Broken(crate::lang::Said::alike("x")).polygon(&Crs::Rd).unwrap_err().0,
        IssueKind::InvalidGeometry
    );
    assert_eq!(Shape::Gpkg(vec![]).polygon(&Crs::Rd).unwrap_err().0, IssueKind::InvalidGeometry);
}

#[test]
fn a_coordinate_that_is_no_number_or_far_away_is_refused() {
    for bad in [f64::NAN, f64::INFINITY, -1e9, 1e300] {
        let polygon = Polygon::new(vec![(0.0, 0.0), (10.0, bad), (10.0, 10.0)].into(), vec![]);
        assert_eq!(check(polygon), Err(IssueKind::BadCoordinate), "{bad}");
        assert_eq!(
            shape(point!(x: bad, y: 0.0)).point(&Crs::Rd).unwrap_err().0,
            IssueKind::BadCoordinate,
            "{bad}"
        );
    }
    // At 0, 0 and in degrees, where RD was promised.
    for polygon in [square(0.0, 0.0, 10.0), square(4.9, 52.4, 0.01)] {
        let shape = Shape::Decoded(polygon.into());
        assert_eq!(shape.polygon(&Crs::Rd).unwrap_err().0, IssueKind::BadCoordinate);
    }
    // One vertex of many at 0, 0.
    let polygon = Polygon::new(vec![(X, Y), (X + 10.0, Y), (0.0, 0.0)].into(), vec![]);
    assert_eq!(Shape::Decoded(polygon.into()).polygon(&Crs::Rd).unwrap_err().0, IssueKind::BadCoordinate);
    // A zone may reach into the sea.
    let zone = Polygon::new(vec![(X, Y), (X + 10.0, Y), (60_000.0, 800_000.0)].into(), vec![]);
    assert!(Shape::Decoded(zone.into()).polygon(&Crs::Rd).is_ok());
}

#[test]
fn a_point_is_a_point_or_a_multipoint_of_one() {
    let one = point!(x: 1.0, y: 2.0);
    let expected = point!(x: X + 1.0, y: Y + 2.0);
    assert_eq!(shape(one).point(&Crs::Rd), Ok(expected));
    assert_eq!(shape(MultiPoint(vec![one])).point(&Crs::Rd), Ok(expected));
    for wrong in [Geometry::from(MultiPoint(vec![one, one])), square(0.0, 0.0, 10.0).into()] {
        assert_eq!(shape(wrong).point(&Crs::Rd).unwrap_err().0, IssueKind::WrongGeometryType);
    }
}

#[test]
fn degrees_become_rd_in_every_thread() {
    let polygon = Shape::Decoded(square(4.9, 52.37, 0.001).into());
    let all: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| polygon.polygon(&Crs::LonLat).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(all.iter().all(|one| *one == all[0]));
    // About 68 × 111 m.
    assert!((all[0].geometry.unsigned_area() - 7_570.0).abs() < 50.0, "{}", all[0].geometry.unsigned_area());
}

proptest! {
    #[test]
    fn whatever_comes_out_is_valid(points in prop::collection::vec((0_u8..12, 0_u8..12), 0..12), hole in prop::collection::vec((0_u8..12, 0_u8..12), 0..6)) {
        let ring = |points: &[(u8, u8)]| LineString::from_iter(points.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))));
        let _ = check(Polygon::new(ring(&points), vec![ring(&hole)]));
    }

    #[test]
    fn no_scrambled_blob_makes_cleaning_panic(at in 8_usize..120, byte in any::<u8>(), cut in 8_usize..130) {
        let mut bytes = blob(&square(X, Y, 10.0).into());
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        bytes.truncate(cut);
        for crs in [Crs::Rd, Crs::LonLat] {
            let _ = Shape::Gpkg(bytes.clone()).polygon(&crs);
            let _ = Shape::Gpkg(bytes.clone()).point(&crs);
        }
    }
}

#[test]
fn what_takes_too_much_to_repair_is_refused_with_its_size() {
    let star = |n: u32| {
        let at = |nth: u32| {
            let angle = f64::from(nth * (n / 2) % n) / f64::from(n) * std::f64::consts::TAU;
            (50.0 * angle.cos(), 50.0 * angle.sin())
        };
        Polygon::new(LineString::from_iter((0..n).map(at)), Vec::new())
    };
    assert_eq!(check(star(31)).unwrap().1, Some(IssueKind::RepairedGeometry));
    let (kind, detail) = shape(star(401)).polygon(&Crs::Rd).unwrap_err();
    assert_eq!(kind, IssueKind::InvalidGeometry);
    assert!(detail.to_string().contains("its 401 edges cross one another more than 2000 times"), "{detail}");
    // Valid for all one knows: edges at a slant that lie beside one another.
    let teeth = (0..4_000_u32).flat_map(|nth| {
        let x = f64::from(nth) * 0.05;
        [(x, 0.0), (x + 500.0, 900.0), (x + 500.02, 900.0), (x + 0.02, 0.0)]
    });
    let comb = Polygon::new(teeth.chain([(200.0, -10.0), (0.0, -10.0)]).collect(), Vec::new());
    let (kind, detail) = shape(comb).polygon(&Crs::Rd).unwrap_err();
    assert_eq!(kind, IssueKind::InvalidGeometry);
    assert!(detail.to_string().contains("16003 corners"), "{detail}");
}
