//! What becomes of single objects that are wrong?

use crate::support::{Place, collection, feature, pand, pand_id, rows, square, three, verdicts};

const SECRET: &str = "=HYPERLINK(\"http://fout.example\",\"klik\")";
const SCRIPT: &str = "<script>alert('Réveil')</script>";

/// Panden with these geometries, numbered from 1; each must come out.
#[track_caller]
fn check(geometries: &[&str], issues: &[&str]) {
    let features: Vec<String> = geometries
        .iter()
        .zip(1..)
        .map(|(geometry, n)| pand(n, geometry))
        .chain([pand(99, &square(99))])
        .collect();
    let place = Place::panden("panden.geojson", collection(&features));
    let scanned = place.scan_in("en");
    scanned.found(issues);
    assert_eq!(verdicts(&place.path("uit/toplaag.gpkg")).len(), features.len(), "every pand comes out");
}

#[test]
fn an_invalid_polygon_is_repaired_and_said_to_be() {
    check(
        &[
            r#"{"type":"Polygon","coordinates":[[[130000,470000],[130030,470030],[130030,470000],[130000,470030],[130000,470000]]]}"#,
        ],
        &[
            "repaired_geometry 9999100000000001: polygon at index 0 is invalid: exterior ring has a self-intersection; repaired, area 0.00 m² before and 450.00 m² after",
        ],
    );
}

#[test]
fn a_polygon_of_hundreds_of_parts_over_one_another_costs_one_pand_its_footprint() {
    let part = |n: u32| {
        let [x, y] = [130_000.0, 470_000.0].map(|at: f64| at + f64::from(n) / 10_000.0);
        let (east, north) = (x + 10.0, y + 10.0);
        format!("[[[{x},{y}],[{east},{y}],[{east},{north}],[{x},{north}],[{x},{y}]]]")
    };
    let parts: Vec<String> = (0..400).map(part).collect();
    check(
        &[&format!(r#"{{"type":"MultiPolygon","coordinates":[{}]}}"#, parts.join(","))],
        &[
            "invalid_geometry 9999100000000001: too intricate to use: polygon 0 has edges that cross at (130010.000, 470000.040), and its 1600 edges cross one another more than 2000 times; no footprint, stays undecided",
        ],
    );
}

#[test]
fn a_pand_of_more_corners_than_any_has_stays_undecided() {
    let corner = |n: u32| {
        let angle = f64::from(n) / 10_001.0 * std::f64::consts::TAU;
        format!("[{:.4},{:.4}]", 130_000.0 + 90.0 * angle.cos(), 470_000.0 + 90.0 * angle.sin())
    };
    let ring: Vec<String> = (0..10_001).chain([0]).map(corner).collect();
    check(
        &[&format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, ring.join(","))],
        &[
            "invalid_geometry 9999100000000001: it has 10002 corners, a pand at most 10000; no footprint, stays undecided",
        ],
    );
}

#[test]
fn panden_without_a_usable_footprint_stay_undecided() {
    check(
        &[
            "null",
            r#"{"type":"Polygon","coordinates":[]}"#,
            r#"{"type":"Polygon","coordinates":[[[130000,470000],[130030,470000],[130000,470000]]]}"#,
            r#"{"type":"Point","coordinates":[130000,470000]}"#,
            r#"{"type":"LineString","coordinates":[[130000,470000],[130030,470000]]}"#,
            r#"{"type":"Polygon","coordinates":[[[130000,470000],[130030,470000],[1e300,470030],[130000,470000]]]}"#,
            r#"{"type":"Polygon","coordinates":[[[0,0],[30,0],[30,30],[0,0]]]}"#,
            r#"{"type":"Polygon","coordinates":"hier"}"#,
            r#"{"type":"Kubus","coordinates":[]}"#,
        ],
        &[
            "null_geometry 9999100000000001: has no footprint; stays undecided",
            "null_geometry 9999100000000002: the object has no geometry; no footprint, stays undecided",
            "invalid_geometry 9999100000000003: nothing is left after repair: a ring has no inside; no footprint, stays undecided",
            "wrong_geometry_type 9999100000000004: a polygon was expected, found a Point; no footprint, stays undecided",
            "wrong_geometry_type 9999100000000005: a polygon was expected, found a LineString; no footprint, stays undecided",
            "bad_coordinate 9999100000000006: RD coordinate (1e300, 470030.0) lies outside the Netherlands; no footprint, stays undecided",
            "bad_coordinate 9999100000000007: RD coordinate (0.0, 0.0) lies outside the Netherlands; no footprint, stays undecided",
            "invalid_geometry 9999100000000008: the coordinates are not those of a Polygon; no footprint, stays undecided",
            "invalid_geometry 9999100000000009: the geometry has the unknown type `Kubus`; no footprint, stays undecided",
        ],
    );
}

#[test]
fn a_pand_without_footprint_is_undecided() {
    let place = Place::panden("panden.geojson", collection(&[pand(1, "null"), pand(2, &square(2))]));
    place.scan();
    let found = verdicts(&place.path("uit/toplaag.gpkg"));
    assert_eq!((found[0].0.as_str(), found[0].1.as_str()), (pand_id(1).as_str(), "undecided"));
}

#[test]
fn of_mixed_geometry_the_polygons_are_used() {
    let (x, y) = (130_000, 470_000);
    let line = format!(r#"{{"type":"LineString","coordinates":[[{x},{y}],[{x},470100]]}}"#);
    check(
        &[&format!(r#"{{"type":"GeometryCollection","geometries":[{},{line}]}}"#, square(1))],
        &[
            "wrong_geometry_type 9999100000000001: a GeometryCollection: its polygons are used, its 1 other parts are not",
        ],
    );
}

#[test]
fn coordinates_that_are_not_numbers_leave_one_pand_without_footprint() {
    let place = Place::project("[panden]\npath = \"stad/bag.gpkg\"\n");
    assert_eq!(place.run("sample --panden 30 --out stad").code, Some(0));
    {
        let file = rusqlite::Connection::open(place.path("stad/bag.gpkg")).unwrap();
        let (fid, mut blob): (i64, Vec<u8>) = file
            .query_row("select rowid, geom from pand order by rowid limit 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        // The last coordinate of the last ring.
        let at = blob.len() - 8;
        blob[at..].copy_from_slice(&f64::NAN.to_le_bytes());
        // The triggers of the spatial index call functions only GDAL has.
        let triggers: Vec<String> = file
            .prepare("select name from sqlite_master where type = 'trigger'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for trigger in triggers {
            file.execute_batch(&format!("drop trigger \"{trigger}\"")).unwrap();
        }
        file.execute("update pand set geom = ?1 where rowid = ?2", rusqlite::params![blob, fid]).unwrap();
    }
    let scanned = place.scan_in("en");
    assert_eq!(scanned.count("panden"), 30);
    scanned.found(&[
        "bad_coordinate 9001100000000001: a coordinate is NaN or infinite; no footprint, stays undecided",
    ]);
}

#[test]
fn of_panden_with_the_same_identification_the_first_is_kept() {
    let twin = [pand(1, &square(1)), pand(2, &square(2)), pand(1, &square(3)), pand(1, &square(4))];
    let scanned = Place::panden("panden.geojson", collection(&twin)).scan_in("en");
    scanned
        .found(&["duplicate_id 9999100000000001: occurs 3 times with another footprint; the first is kept"]);
    assert_eq!((scanned.count("records"), scanned.count("panden"), scanned.count("duplicates")), (4, 2, 2));
}

#[test]
fn a_record_that_cannot_be_named_is_left_out_and_counted() {
    let features = [
        pand(1, &square(1)),
        feature(r#""identificatie":null"#, &square(2)),
        feature(r#""identificatie":"geen""#, &square(3)),
        feature(r#""identificatie":9999100000000004"#, &square(4)),
        feature(r#""identificatie":"NL.IMBAG.Pand.9999100000000005""#, &square(5)),
    ];
    let scanned = Place::panden("panden.geojson", collection(&features)).scan_in("en");
    scanned.found(&[
        "bad_id record 2: has no identification; left out",
        "bad_id record 3: `geen` is not the 16-digit identification of a pand; left out",
    ]);
    assert_eq!((scanned.count("records"), scanned.count("panden"), scanned.count("without_id")), (5, 3, 2));
}

#[test]
fn sentinels_are_taken_as_unknown_and_not_as_numbers() {
    let place = Place::project(
        "[panden]\npath = \"panden.geojson\"\n[verblijfsobjecten]\npath = \"verblijfsobjecten.geojson\"\n",
    );
    place.write(
        "panden.geojson",
        collection(&[pand(1, &square(1)).replace("1972", "9999"), pand(2, &square(2))]),
    );
    let unit = |n: u64, area: &str| {
        let point = format!(r#"{{"type":"Point","coordinates":[{},470010]}}"#, 130_210 + n);
        feature(
            &format!(
                r#""identificatie":"9999010000{n:06}","oppervlakte":{area},"status":"Verblijfsobject in gebruik","gebruiksdoel":"woonfunctie","pandidentificatie":"{}""#,
                pand_id(2)
            ),
            &point,
        )
    };
    place.write(
        "verblijfsobjecten.geojson",
        collection(&[unit(1, "999999"), unit(2, "60"), unit(3, "-5"), unit(4, "null")]),
    );
    let scanned = place.scan_in("en");
    scanned.found(&[
        "bad_value 9999010000000001: oppervlakte 999999 cannot be; taken as unknown",
        "bad_value 9999010000000003: oppervlakte -5 cannot be; taken as unknown",
        "bad_value 9999100000000001: bouwjaar 9999 cannot be; taken as unknown",
    ]);
    let file = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let facts: Vec<(Option<i64>, Option<f64>)> = file
        .prepare("select bouwjaar, oppervlakte_m2 from panden order by fid")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(facts[0].0, None);
    assert!(facts[1].1.is_none_or(|area| area < 1_000.0), "{facts:?}");
}

#[test]
fn a_value_that_is_too_large_for_its_column_does_not_wrap() {
    let wild = pand(1, &square(1))
        .replace("1972", "99999999999999999999")
        .replace(":12", ":-3")
        .replace("Pand in gebruik", "Pand in de maak");
    let scanned = Place::panden("panden.geojson", collection(&[wild])).scan_in("en");
    scanned.found(&[
        "not_understood 9999100000000001: `100000000000000000000` in column `bouwjaar` is not understood; taken as unknown",
        "not_understood 9999100000000001: `Pand in de maak` in column `status` is not understood; taken as unknown",
    ]);
}

/// The holdings of the town are in Windows-1252, as Excel writes them.
fn edit_bezit(place: &Place, edit: impl FnOnce(String) -> String) {
    let bytes = std::fs::read(place.path("bezit.csv")).unwrap();
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(&bytes);
    place.write("bezit.csv", edit(text.into_owned()));
}

#[test]
fn a_number_that_no_computer_holds_stops_the_run_at_its_line() {
    let wild = square(1).replacen("130100", "1e999", 1);
    Place::panden("panden.geojson", collection(&[pand(1, &wild)])).refuses(
        3,
        "error: cannot read `panden.geojson` as GeoJSON: number out of range at line 1 column 336\n\
             hint: the file may be cut off or carry the wrong extension; export it again",
    );
}

#[test]
fn hostile_names_stay_text_in_every_output() {
    let place = Place::town();
    edit_bezit(&place, |text| {
        text.replace("Stichting Polderhuis", &format!("\"{}\"", SECRET.replace('"', "\"\"")))
            .replace("Woonstichting Réveil", SCRIPT)
    });
    place.edit("toplaag.toml", |toml| toml.replace("Elzermade (voorbeeld)", "</title><img src=x onerror=y>"));
    place.edit("buurten.geojson", |text| text.replace("Stationskwartier", "<b>Station</b>"));
    place.scan();

    let csv = rows(&place.path("uit/shortlist.csv"));
    let names: Vec<&str> = csv.iter().map(|row| row["corporatie"].as_str()).collect();
    assert!(names.contains(&format!("'{SECRET}").as_str()), "{names:?}");
    assert!(names.contains(&SCRIPT), "{names:?}");
    for row in csv.iter().flat_map(|row| row.values()) {
        assert!(!row.starts_with(['=', '@']), "{row}");
    }

    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(place.path("uit/shortlist.xlsx")).unwrap();
    let formulas = calamine::Reader::worksheet_formula(&mut workbook, "Alle locaties").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{formulas:?}");
    let cells = calamine::Reader::worksheet_range(&mut workbook, "Alle locaties").unwrap();
    assert!(cells.used_cells().any(|(_, _, cell)| cell == &calamine::Data::String(SECRET.to_owned())));

    let html = place.read("uit/report.html");
    for bad in ["<script", "<img", "<b>Station"] {
        assert!(!html.contains(bad), "report.html holds {bad}");
    }
    assert!(
        html.contains("Station&lt;/b&gt;") || html.contains("Station&#60;/b&#62;"),
        "the name still shows"
    );

    let sites = place.json("uit/sites.geojson");
    let names: Vec<&str> = sites["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|site| site["properties"]["corporatie"].as_str())
        .collect();
    assert!(names.contains(&SECRET) && names.contains(&SCRIPT), "maps keep the name as it is: {names:?}");
}

#[test]
fn names_with_control_characters_do_not_break_an_output() {
    let place = Place::town();
    edit_bezit(&place, |text| {
        text.replace("Stichting Polderhuis", "Stichting\u{7}\u{b}\u{1b}[31m Polder\u{202e}huis")
    });
    place.scan();
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(place.path("uit/shortlist.xlsx")).unwrap();
    assert!(calamine::Reader::worksheet_range(&mut workbook, "Alle locaties").is_ok());
    let summary = place.run("scan toplaag.toml --out uit --force").stdout;
    assert!(!summary.contains('\u{1b}'), "a name may not steer the terminal: {summary:?}");
}

#[test]
fn three_sound_panden_give_no_issue() {
    Place::panden("panden.geojson", three()).scan().found(&[]);
}
