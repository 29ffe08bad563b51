use geo::{Area, CoordsIter, Euclidean, Length};
use geo_types::{Rect, line_string, point};
use proptest::prelude::*;

use super::*;
use crate::read::samples::{blob, square, wkb};

/// Bytes of numbers, little-endian.
fn numbers(numbers: &[f64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A little-endian head of one geometry and its count.
fn head(kind: u32, count: u32) -> Vec<u8> {
    [&[1][..], &kind.to_le_bytes(), &count.to_le_bytes()].concat()
}

fn all_types() -> Vec<Geometry<f64>> {
    let polygon = square(121_000.0, 487_000.0, 10.0);
    let line = line_string![(x: 0.0, y: 0.0), (x: 1.0, y: 2.0)];
    vec![
        point!(x: 1.5, y: -2.5).into(),
        line.clone().into(),
        polygon.clone().into(),
        MultiPoint(vec![point!(x: 1.0, y: 2.0), point!(x: 3.0, y: 4.0)]).into(),
        MultiLineString(vec![line.clone(), line]).into(),
        MultiPolygon(vec![polygon.clone(), square(0.0, 0.0, 1.0)]).into(),
        Geometry::GeometryCollection(GeometryCollection(vec![polygon.into(), point!(x: 1.0, y: 2.0).into()])),
    ]
}

#[test]
fn every_type_comes_back_as_it_was_written() {
    for geometry in all_types() {
        assert_eq!(decode(&wkb(&geometry)), Ok(geometry.clone()));
        assert_eq!(decode_gpkg(&blob(&geometry)), Ok(geometry));
    }
}

#[test]
fn z_and_m_are_dropped_in_iso_and_ewkb() {
    let xyzm = numbers(&[1.0, 2.0, 3.0, 4.0]);
    for (kind, n) in
        [(1_u32, 2), (1001, 3), (2001, 3), (3001, 4), (0x8000_0001, 3), (0x4000_0001, 3), (0xC000_0001, 4)]
    {
        let bytes = [&[1][..], &kind.to_le_bytes(), &xyzm[..n * 8]].concat();
        assert_eq!(decode(&bytes), Ok(point!(x: 1.0, y: 2.0).into()), "{kind}");
    }
    let with_srid =
        [&[1][..], &0x2000_0001_u32.to_le_bytes(), &28992_u32.to_le_bytes(), &xyzm[..16]].concat();
    assert_eq!(decode(&with_srid), Ok(point!(x: 1.0, y: 2.0).into()));
    let big = [&[0][..], &1_u32.to_be_bytes(), &1.0_f64.to_be_bytes(), &2.0_f64.to_be_bytes()].concat();
    assert_eq!(decode(&big), Ok(point!(x: 1.0, y: 2.0).into()));
}

#[test]
fn a_point_of_nan_is_empty() {
    let bytes = [&[1][..], &1_u32.to_le_bytes(), &numbers(&[f64::NAN, f64::NAN])].concat();
    assert_eq!(decode(&bytes), Ok(empty()));
}

#[test]
fn a_gpkg_header_may_hold_an_envelope_or_say_empty() {
    let geometry = Geometry::from(point!(x: 1.0, y: 2.0));
    for (code, bytes) in [(1_u8, 32), (2, 48), (3, 48), (4, 64)] {
        let mut blob = vec![b'G', b'P', 0, 1 | code << 1, 0, 0, 0, 0];
        blob.extend(vec![0; bytes]);
        blob.extend(wkb(&geometry));
        assert_eq!(decode_gpkg(&blob), Ok(geometry.clone()), "{code}");
    }
    assert_eq!(decode_gpkg(&[b'G', b'P', 0, 0b1_0001, 0, 0, 0, 0]), Ok(empty()));
    for bad in
        [&b"GP"[..], b"", b"XP\0\x01\0\0\0\0", b"GP\0\x0b\0\0\0\0", b"GP\0\x21\0\0\0\0", b"GP\0\x01\0\0\0\0"]
    {
        assert!(decode_gpkg(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_circle_of_arcs_becomes_a_polygon_of_chords() {
    // Half circles around (100, 100), radius 50, in a compound curve.
    let arcs = |points: &[f64]| [head(8, points.len() as u32 / 2), numbers(points)].concat();
    let ring = [
        head(9, 2),
        arcs(&[50.0, 100.0, 100.0, 150.0, 150.0, 100.0]),
        arcs(&[150.0, 100.0, 100.0, 50.0, 50.0, 100.0]),
    ]
    .concat();
    let Ok(Geometry::Polygon(polygon)) = decode(&[head(10, 1), ring].concat()) else { panic!() };
    let area = polygon.unsigned_area();
    let circle = std::f64::consts::PI * 2_500.0;
    assert!(area < circle && area > circle * 0.999, "{area}");
    assert_eq!(polygon.exterior().coords_count(), 91);

    // A full circle as start, opposite, start.
    let whole =
        chords(&[Coord { x: 50.0, y: 100.0 }, Coord { x: 150.0, y: 100.0 }, Coord { x: 50.0, y: 100.0 }]);
    assert!((Euclidean.length(&whole) - std::f64::consts::TAU * 50.0).abs() < 0.1);
}

#[test]
fn an_arc_of_points_in_line_is_drawn_straight() {
    let line = chords(&[Coord { x: 0.0, y: 0.0 }, Coord { x: 1.0, y: 1.0 }, Coord { x: 2.0, y: 2.0 }]);
    assert_eq!(line.0.len(), 3);
    assert_eq!(chords(&[]).0.len(), 0);
    assert_eq!(chords(&[Coord { x: 0.0, y: 0.0 }, Coord { x: 1.0, y: 1.0 }]).0.len(), 2);
}

#[test]
fn a_count_beyond_the_bytes_is_refused_before_anything_is_allocated() {
    for kind in [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17] {
        let error = decode(&head(kind, u32::MAX)).unwrap_err();
        assert!(error.to_string().contains("4294967295"), "{kind}: {error}");
    }
}

#[test]
fn deep_nesting_is_refused() {
    let bytes: Vec<u8> = (0..100_000).flat_map(|_| head(7, 1)).collect();
    assert!(decode(&bytes).unwrap_err().to_string().contains("nested"));
}

#[test]
fn a_part_of_the_wrong_type_is_refused() {
    let point = Geometry::from(point!(x: 1.0, y: 2.0));
    assert!(decode(&[head(6, 1), wkb(&point)].concat()).is_err());
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
        let _ = decode_gpkg(&bytes);
        let _ = decode_gpkg(&[b"GP\0\x01\0\0\0\0\x01", &bytes[..]].concat());
    }

    #[test]
    fn cut_off_and_scrambled_blobs_do_not_make_the_decoder_panic(
        which in 0_usize..7, cut in 0_usize..300, changes in prop::collection::vec((0_usize..300, any::<u8>()), 0..4),
    ) {
        let mut bytes = blob(&all_types()[which]);
        for (at, byte) in changes {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        bytes.truncate(cut.max(1));
        let _ = decode_gpkg(&bytes);
    }

    #[test]
    fn arcs_through_any_points_stay_finite_in_number(
        points in prop::collection::vec((any::<f64>(), any::<f64>()), 0..7),
    ) {
        let points: Vec<_> = points.into_iter().map(|(x, y)| Coord { x, y }).collect();
        prop_assert!(chords(&points).0.len() < 2_000);
    }

    #[test]
    fn rectangles_survive(x in -1e6..1e6, y in -1e6..1e6, w in 0.1..1e3, h in 0.1..1e3) {
        let polygon = Geometry::Polygon(Rect::new((x, y), (x + w, y + h)).to_polygon());
        prop_assert_eq!(decode(&wkb(&polygon)), Ok(polygon));
    }
}
