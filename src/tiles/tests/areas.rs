//! Zones with their attributes, those that are too small, and coarser forms.

use super::*;
use crate::{tiles::areas::Areas, value::Value};

/// Two buurten of 5 km that share a border, and one of a millimeter.
fn buurten() -> Areas {
    let zones = [
        (square(120_000.0, 480_000.0, 5_000.0), "West"),
        (square(125_000.0, 480_000.0, 5_000.0), "Oost"),
        (square(140_000.0, 480_000.0, 0.001), "Niets"),
    ];
    let zones: Vec<(MultiPolygon<f64>, Vec<Option<Value>>)> = zones
        .into_iter()
        .map(|(shape, naam)| {
            let Geometry::MultiPolygon(shape) = shape else { panic!("no polygon") };
            let homes = match naam {
                "West" => Some(Value::Null),
                _ => None,
            };
            (shape, vec![Some(naam.into()), homes])
        })
        .collect();
    Areas::new(
        head("buurten", Shape::Polygon, (0, 14)),
        zones.iter().map(|(shape, row)| (shape, row.clone())),
    )
    .unwrap()
}

fn row(of: &[(&str, &str)]) -> Properties {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn what_is_not_known_has_a_flag_and_what_does_not_apply_has_nothing() {
    let (written, _) = draw(&[&buurten()], 10, MAX_BYTES);
    let rows: Vec<Properties> = written.objects("buurten", 8).into_iter().map(|(_, of)| of).collect();
    assert!(rows.contains(&row(&[("id", "West"), ("homes_unknown", "true")])), "{rows:?}");
    assert!(rows.contains(&row(&[("id", "Oost")])), "{rows:?}");
}

#[test]
fn a_zone_too_small_for_a_zoom_is_counted_as_left_out() {
    let (written, counts) = draw(&[&buurten()], 10, MAX_BYTES);
    for zoom in 6..=10 {
        assert!(written.objects("buurten", zoom).iter().all(|(_, of)| of["id"] != "Niets"));
        assert_eq!(counts["buurten"][&zoom].left_out, 1, "zoom {zoom}");
    }
}

#[test]
fn a_tile_that_is_too_large_first_loses_attributes_and_then_its_zones() {
    let source = buurten();
    let (full, _) = draw(&[&source], 8, MAX_BYTES);
    let largest = full.0.iter().map(|(_, bytes)| bytes.len()).max().unwrap();
    let (written, counts) = draw(&[&source], 8, largest - 1);
    assert!(counts["buurten"].values().any(|count| count.coarser > 0));
    let short =
        written.0.iter().find(|(tile, bytes)| full.0.iter().any(|(own, full)| own == tile && full != bytes));
    let zoom = short.unwrap().0.zoom;
    assert!(written.objects("buurten", zoom).iter().any(|(_, of)| *of == row(&[("id", "West")])));

    let (none, counts) = draw(&[&source], 8, 1);
    assert!(none.0.is_empty());
    assert!(
        counts["buurten"].values().all(|count| count.drawn == 0 && count.left_out > 0 && count.tiles == 0)
    );
}

#[test]
fn zones_that_all_overlap_are_drawn_one_by_one() {
    let zones: Vec<(MultiPolygon<f64>, Vec<Option<Value>>)> = (0..1_500_u32)
        .map(|n| {
            let at = f64::from(n);
            let Geometry::MultiPolygon(shape) = square(120_000.0 + at, 480_000.0 + at, 5_000.0) else {
                panic!("no polygon")
            };
            (shape, vec![Some(n.to_string().into()), None])
        })
        .collect();
    let head = head("zones", Shape::Polygon, (0, 8));
    let areas = Areas::new(head, zones.iter().map(|(shape, row)| (shape, row.clone()))).unwrap();
    assert!(areas.is_tangled() && !buurten().is_tangled());
    let (written, counts) = draw(&[&areas], 8, MAX_BYTES);
    assert!(written.objects("zones", 8).len() >= 1_500, "{counts:?}");
}
