//! How far are degrees and tiles off? On the validation list NSGI publishes
//! with RDNAPTRANS™2018: ETRS89 and RD of 10,000 points.

use std::{collections::BTreeMap, f64::consts::PI};

use fast_mvt::MvtReaderRef;
use toplaag::{
    crs::accuracy,
    export::{ColumnSpec, GeoJsonWriter, GeometryKind, Kind},
};

use crate::{archive::Tiles, real::real, support::Place};

/// A point of the list: longitude, latitude and RD.
struct Known {
    degrees: [f64; 2],
    rd: [f64; 2],
}

/// The points of the list where RD is used, by number.
fn list() -> Option<BTreeMap<i64, Known>> {
    let text = std::fs::read_to_string(real("rdnaptrans/Z001_ETRS89andRDNAP.txt")?).unwrap();
    let point = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| columns[at].trim().parse::<f64>().unwrap();
        let known = Known { degrees: [number(2), number(1)], rd: [number(4), number(5)] };
        (columns[0].parse().unwrap(), known)
    };
    // The bounds RDNAPTRANS2018 gives for RD; the list goes far beyond.
    let is_used = |known: &Known| {
        (-7_000.0..=300_000.0).contains(&known.rd[0]) && (289_000.0..=629_000.0).contains(&known.rd[1])
    };
    Some(text.lines().map(point).filter(|(_, known)| is_used(known)).collect())
}

/// Meters between two places on the GRS80 ellipsoid, near enough for centimeters.
fn meters(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (sin, cos) = a[1].to_radians().sin_cos();
    let (axis, e2) = (6_378_137.0, 0.006_694_380_022_9);
    let w = (1.0 - e2 * sin * sin).sqrt();
    let (east, north) = (axis / w * cos, axis * (1.0 - e2) / w.powi(3));
    ((a[0] - b[0]).to_radians() * east).hypot((a[1] - b[1]).to_radians() * north)
}

/// The largest error and the one in the middle.
fn worst_and_median(found: &BTreeMap<i64, [f64; 2]>, list: &BTreeMap<i64, Known>) -> (f64, f64) {
    let mut errors: Vec<f64> = found.iter().map(|(id, place)| meters(list[id].degrees, *place)).collect();
    errors.sort_by(f64::total_cmp);
    (errors[errors.len() - 1], errors[errors.len() / 2])
}

/// Without the grid the transformation itself is this far off, meters.
fn transformation() -> f64 {
    if accuracy().grid.is_some() { 0.001 } else { 0.25 }
}

#[test]
fn geojson_is_off_by_its_last_decimal_and_the_transformation() {
    let Some(list) = list() else { return };
    assert_eq!(list.len(), 4_994);
    let place = Place::new();
    let id = ColumnSpec { name: "id", kind: Kind::Int, unit: "", nl: "", en: "" };
    let mut writer =
        GeoJsonWriter::create(&place.path("points.geojson"), "points", &[id], GeometryKind::Point).unwrap();
    for (id, known) in &list {
        let point = geo_types::Point::new(known.rd[0], known.rd[1]);
        writer.push(Some(&point.into()), &[toplaag::value::Value::Int(*id)]).unwrap();
    }
    writer.finish().unwrap();
    let written = place.json("points.geojson");
    let found: BTreeMap<i64, [f64; 2]> = written["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| {
            let at = |n: usize| feature["geometry"]["coordinates"][n].as_f64().unwrap();
            (feature["properties"]["id"].as_i64().unwrap(), [at(0), at(1)])
        })
        .collect();
    assert_eq!(found.len(), list.len());
    let (worst, median) = worst_and_median(&found, &list);
    // Half a unit of the 8th decimal is 0.56 mm to the north and 0.35 mm to the east.
    assert!(worst < 0.000_67 + transformation(), "{worst} m");
    assert!(median > 0.000_01 && median < 0.000_4 + transformation(), "{median} m");
    say("GeoJSON", worst, median);
}

#[test]
fn tiles_are_off_by_half_their_grid_and_the_transformation() {
    let Some(list) = list() else { return };
    let place = Place::new();
    let feature = |(id, known): (&i64, &Known)| {
        let [x, y] = known.rd;
        crate::support::feature(
            &format!(r#""id": {id}"#),
            &format!(r#"{{"type": "Point", "coordinates": [{x}, {y}]}}"#),
        )
    };
    place.write("points.geojson", crate::support::collection(&list.iter().map(feature).collect::<Vec<_>>()));
    let ran = place.run("tiles points.geojson --min-zoom 14 --out points.pmtiles");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let tiles = Tiles::archive(&place.path("points.pmtiles"));
    let mut found = BTreeMap::new();
    for ((zoom, column, row), bytes) in &tiles.tiles {
        for layer in MvtReaderRef::new(bytes).unwrap().layers() {
            for feature in layer.features() {
                let properties = feature.properties_vec().unwrap();
                let (_, id) = properties.iter().find(|(name, _)| *name == "id").unwrap();
                let id = crate::archive::json(id).as_i64().unwrap();
                let [_, x, y] = *feature.geometry_commands() else { panic!("a point is one command") };
                let unzigzag = |code: u32| f64::from(code >> 1) * if code & 1 == 0 { 1.0 } else { -1.0 };
                let world = |tile: u32, at: u32| {
                    (f64::from(tile) + unzigzag(at) / 4_096.0) / 2_f64.powi((*zoom).into())
                };
                // The formulas of Web Mercator, here on their own.
                let lon = 360.0 * world(*column, x) - 180.0;
                let lat = (PI * (1.0 - 2.0 * world(*row, y))).sinh().atan().to_degrees();
                found.insert(id, [lon, lat]);
            }
        }
    }
    assert_eq!(found.len(), list.len());
    let (worst, median) = worst_and_median(&found, &list);
    // A unit at zoom 14 is 0.597 m × cos(latitude): 0.38 m in the south of the country.
    assert!(worst < 0.28 + transformation(), "{worst} m");
    assert!(median > 0.05 && median < 0.17 + transformation(), "{median} m");
    say("tiles", worst, median);
}

#[expect(clippy::print_stderr, reason = "the figures are the point")]
fn say(what: &str, worst: f64, median: f64) {
    eprintln!("{what}: {:.2} mm at most, {:.2} mm in the middle ({})", worst * 1e3, median * 1e3, accuracy());
}
