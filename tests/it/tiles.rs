//! What stands in the tiles a user gets, read back?

use std::{
    collections::{BTreeMap, BTreeSet},
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::{
    archive::Tiles,
    support::{PROGRAM, Place, RD, collection, demo, feature, pand, pand_id, square, three},
};

/// The map of the demo, with the place it stands in.
fn map() -> (std::sync::Arc<Place>, Tiles) {
    let demo = demo();
    let tiles = Tiles::archive(&demo.path("uitkomst/toplaag.pmtiles"));
    (demo, tiles)
}

/// One number out of the tables of the demo.
fn number(place: &Place, query: &str) -> i64 {
    let tables = rusqlite::Connection::open(place.path("uitkomst/toplaag.gpkg")).unwrap();
    tables.query_row(query, [], |row| row.get(0)).unwrap()
}

fn texts(place: &Place, query: &str) -> BTreeSet<(String, String)> {
    let tables = rusqlite::Connection::open(place.path("uitkomst/toplaag.gpkg")).unwrap();
    let mut query = tables.prepare(query).unwrap();
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

fn sum(objects: &[BTreeMap<String, Value>], name: &str) -> i64 {
    objects.iter().map(|of| of[name].as_i64().unwrap()).sum()
}

fn text(of: &BTreeMap<String, Value>, name: &str) -> String {
    of[name].as_str().unwrap().to_owned()
}

#[test]
fn the_map_of_a_run_has_every_layer() {
    let (_, map) = map();
    let layers = map.layers();
    let every = [
        "buurten",
        "cells",
        "gemeenten",
        "grid_areas",
        "panden",
        "parking",
        "restrictions",
        "sites",
        "sites_label",
        "water",
    ];
    for layer in every {
        assert!(layers.contains(layer), "{layer} is not among {layers:?}");
    }
    let listed: BTreeSet<String> = map.metadata["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| layer["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(listed, layers, "the metadata lists what is there");
}

#[test]
fn squares_buurten_and_the_run_tell_the_same_number_of_homes() {
    let (demo, map) = map();
    let run = demo.json("uitkomst/run.json");
    for name in ["low", "mid", "high"] {
        let counts = &run["counts"];
        let homes = counts["homes_suitable"][name].as_i64().unwrap();
        let undecided = counts["homes_undecided"]["mid"].as_i64().unwrap();
        assert!(homes > 0 && undecided > 0);
        let column = format!("homes_{name}");
        for zoom in 0..=11 {
            let squares = map.of("cells", zoom);
            assert_eq!(sum(&squares, &column), homes, "zoom {zoom}");
            assert_eq!(sum(&squares, "homes_undecided"), undecided, "zoom {zoom}");
            assert_eq!(sum(&squares, "panden"), counts["panden"].as_i64().unwrap(), "zoom {zoom}");
        }
        let buurten: BTreeMap<String, i64> = map
            .of("buurten", 14)
            .iter()
            .map(|of| (text(of, "code"), of[&column].as_i64().unwrap()))
            .collect();
        let outside = number(
            &demo,
            &format!(
                "select coalesce(sum({column}), 0) from panden where buurt_code is null and verdict = 'suitable'"
            ),
        );
        assert_eq!(buurten.values().sum::<i64>() + outside, homes);
    }
}

#[test]
fn every_pand_is_drawn_up_close_with_its_verdict() {
    let (demo, map) = map();
    let verdicts = texts(&demo, "select identificatie, verdict from panden");
    for zoom in 12..=14 {
        let drawn: BTreeSet<(String, String)> = map
            .of("panden", zoom)
            .iter()
            .map(|of| (text(of, "identificatie"), text(of, "verdict")))
            .collect();
        assert_eq!(drawn, verdicts, "zoom {zoom}");
    }
}

#[test]
fn the_shortlist_has_its_points_at_every_zoom() {
    let (demo, map) = map();
    let shortlist = texts(&demo, "select site_id, verdict from sites where standing = 'shortlist'");
    assert!(!shortlist.is_empty());
    for zoom in 0..=14 {
        let drawn: BTreeSet<(String, String)> =
            map.of("sites_label", zoom).iter().map(|of| (text(of, "site_id"), text(of, "verdict"))).collect();
        assert!(shortlist.is_subset(&drawn), "zoom {zoom}: {drawn:?}");
    }
}

#[test]
fn a_number_nobody_knows_is_flagged_and_not_zero() {
    let (demo, map) = map();
    let unknown = texts(&demo, "select identificatie, verdict from panden where homes_mid is null");
    assert!(!unknown.is_empty());
    let flagged: BTreeSet<(String, String)> = map
        .of("panden", 14)
        .iter()
        .filter(|of| of.get("homes_mid_unknown") == Some(&json!(true)))
        .inspect(|of| assert!(!of.contains_key("homes_mid")))
        .map(|of| (text(of, "identificatie"), text(of, "verdict")))
        .collect();
    assert_eq!(flagged, unknown);
    assert_eq!(sum(&map.of("cells", 8), "panden_unknown"), i64::try_from(unknown.len()).unwrap());
}

#[test]
fn the_run_counts_what_is_in_the_tiles() {
    let (demo, map) = map();
    let mut found: BTreeMap<(String, String), (u64, BTreeSet<_>)> = BTreeMap::new();
    for drawn in map.objects() {
        let count = found.entry((drawn.layer, drawn.at.0.to_string())).or_default();
        count.0 += 1;
        count.1.insert(drawn.at);
    }
    let run = demo.json("uitkomst/run.json");
    let mut told = BTreeMap::new();
    for (layer, zooms) in run["tiles"].as_object().unwrap() {
        for (zoom, count) in zooms.as_object().unwrap() {
            let count = (count["drawn"].as_u64().unwrap(), count["tiles"].as_u64().unwrap());
            if count != (0, 0) {
                told.insert((layer.clone(), zoom.clone()), count);
            }
        }
    }
    let found: BTreeMap<_, _> =
        found.into_iter().map(|(at, (n, tiles))| (at, (n, tiles.len() as u64))).collect();
    assert_eq!(told, found);
}

#[test]
fn the_three_targets_hold_the_same_tiles() {
    let place = Place::town();
    for out in ["uit.pmtiles", "uit.mbtiles", "uit"] {
        place.run(&format!("tiles panden.geojson buurten.geojson --out {out} -q")).says(0, "");
    }
    let archive = Tiles::archive(&place.path("uit.pmtiles"));
    let database = Tiles::database(&place.path("uit.mbtiles"));
    let folder = Tiles::folder(&place.files("uit"), &place.path("uit"));
    assert!(archive.tiles == database.tiles && archive.tiles == folder.tiles);
    assert_eq!(archive.layers().into_iter().collect::<Vec<_>>(), ["buurten", "pand", "pand_cells"]);
    let panden =
        |zoom| archive.of("pand", zoom).iter().map(|of| text(of, "identificatie")).collect::<BTreeSet<_>>();
    assert_eq!(panden(12), panden(14));
    assert_eq!(sum(&archive.of("pand_cells", 0), "objects"), sum(&archive.of("pand_cells", 11), "objects"));
}

#[test]
fn only_the_attributes_that_were_asked_for_are_kept() {
    let place = Place::panden("panden.geojson", three());
    place.run("tiles panden.geojson --fields bouwjaar --out uit.pmtiles -q").says(0, "");
    let drawn = Tiles::archive(&place.path("uit.pmtiles")).of("panden", 14);
    assert!(!drawn.is_empty());
    assert!(
        drawn.iter().all(|of| *of == BTreeMap::from([("bouwjaar".to_owned(), json!(1972))])),
        "{drawn:?}"
    );
}

#[test]
fn an_attribute_that_does_not_exist_is_answered_with_those_that_do() {
    let place = Place::panden("panden.geojson", three());
    place.run("tiles panden.geojson --fields bouwjaar,hoogte --out uit.pmtiles -q").says(
        2,
        "error: no layer has an attribute `hoogte`\n\
         hint: there are: aantal_verblijfsobjecten, bouwjaar, gebruiksdoel, identificatie, status",
    );
    assert_eq!(place.names(), ["panden.geojson", "toplaag.toml"]);
}

#[test]
fn lines_are_named_and_nothing_is_left_behind() {
    let place = Place::new();
    let line = r#"{"type":"LineString","coordinates":[[130000,470000],[130030,470000]]}"#;
    place.write("wegen.geojson", collection(&[feature(r#""naam":"Perronstraat""#, line)]));
    place.run("tiles wegen.geojson --out uit.pmtiles -q").says(
        3,
        "error: nothing in `wegen.geojson` can be drawn; first, record 1: a polygon was expected, found a LineString; left out\n\
         hint: tiles are made of polygons and points in the Netherlands; lines are not drawn",
    );
    assert_eq!(place.names(), ["wegen.geojson"]);
}

#[test]
fn a_line_among_polygons_is_left_out_and_counted() {
    let place = Place::new();
    let line = r#"{"type":"LineString","coordinates":[[130000,470000],[130030,470000]]}"#;
    place.write("panden.geojson", collection(&[pand(1, line), pand(2, &square(2))]));
    let ran = place.run("tiles panden.geojson --out uit.pmtiles");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("1  wrong type of geometry in panden.geojson"), "{}", ran.stdout);
    let drawn = Tiles::archive(&place.path("uit.pmtiles")).of("panden", 14);
    assert!(!drawn.is_empty() && drawn.iter().all(|of| text(of, "identificatie") == pand_id(2)));
}

#[test]
fn zooms_that_cannot_be_are_refused() {
    let place = Place::panden("panden.geojson", three());
    for zooms in ["--min-zoom 9 --max-zoom 8", "--max-zoom 19"] {
        let ran = place.run(&format!("tiles panden.geojson --out uit.pmtiles {zooms}"));
        assert_eq!(ran.code, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains("between 0 and 18"), "{}", ran.stderr);
    }
}

#[test]
fn one_zoom_the_lowest_and_the_highest_are_drawn() {
    let place = Place::panden("panden.geojson", three());
    for (zooms, zoom) in
        [("--max-zoom 0", 0), ("--min-zoom 18 --max-zoom 18", 18), ("--min-zoom 5 --max-zoom 5 --from 3", 5)]
    {
        place.run(&format!("tiles panden.geojson --out uit.pmtiles --force -q {zooms}")).says(0, "");
        let tiles = Tiles::archive(&place.path("uit.pmtiles"));
        assert!(tiles.tiles.keys().all(|(own, ..)| *own == zoom));
        let ids: BTreeSet<String> =
            tiles.of("panden", zoom).iter().map(|of| text(of, "identificatie")).collect();
        assert_eq!(ids.len(), 3, "{zooms}");
    }
}

#[test]
fn layers_of_the_same_name_stay_apart() {
    let place = Place::new();
    place.write("a/panden.geojson", three()).write("b/panden.geojson", collection(&[pand(7, &square(7))]));
    place.run("tiles a/panden.geojson b/panden.geojson --out uit.pmtiles -q").says(0, "");
    let layers = Tiles::archive(&place.path("uit.pmtiles")).layers();
    assert_eq!(
        layers.into_iter().collect::<Vec<_>>(),
        ["panden", "panden_2", "panden_2_cells", "panden_cells"]
    );
}

#[test]
fn a_number_sign_may_stand_in_the_name_of_a_file() {
    let place = Place::new();
    place.write("panden#1.geojson", three());
    place.run("tiles panden#1.geojson --out uit.pmtiles -q").says(0, "");
    assert!(place.path("uit.pmtiles").is_file());
}

#[test]
fn a_hole_stays_a_hole_whichever_way_its_ring_turns() {
    // A square of 200 m with a hole of 100 m that turns the same way.
    let shape = r#"{"type":"Polygon","coordinates":[
        [[130000,470000],[130200,470000],[130200,470200],[130000,470200],[130000,470000]],
        [[130050,470050],[130150,470050],[130150,470150],[130050,470150],[130050,470050]]]}"#;
    let place = Place::panden("panden.geojson", collection(&[pand(1, shape)]));
    place.run("tiles panden.geojson --out uit.pmtiles -q").says(0, "");
    let tiles = Tiles::archive(&place.path("uit.pmtiles"));
    let bytes = tiles.tiles.iter().find(|((zoom, ..), _)| *zoom == 14).unwrap().1;
    let read = fast_mvt::MvtReaderRef::new(bytes).unwrap();
    let feature = read.layers().next().unwrap().features().next().unwrap();
    // Every ring starts with a command to move.
    let rings = feature.geometry_commands().iter().filter(|command| **command == 9).count();
    assert!(rings >= 2, "{:?}", feature.geometry_commands());
}

#[test]
fn whom_to_name_is_text_and_never_a_script() {
    let place = Place::panden("panden.geojson", three());
    let status = Command::new(PROGRAM)
        .args([
            "tiles",
            "panden.geojson",
            "--out",
            "uit.pmtiles",
            "-q",
            "--attribution",
            "<script>\"BAG\" & ik</script>",
        ])
        .current_dir(place.path(""))
        .status()
        .unwrap();
    assert!(status.success());
    let tiles = Tiles::archive(&place.path("uit.pmtiles"));
    assert_eq!(tiles.metadata["attribution"], "&lt;script&gt;&quot;BAG&quot; &amp; ik&lt;/script&gt;");
}

#[test]
fn a_layer_without_a_crs_asks_for_one() {
    let place = Place::new();
    place.write("panden.geojson", three().replace(RD, ""));
    let ran = place.run("tiles panden.geojson --out uit.pmtiles -q");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("error: layer `panden` in `panden.geojson`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: give `--crs EPSG:28992`"), "{}", ran.stderr);
    assert_eq!(place.names(), ["panden.geojson"]);
    place.run("tiles panden.geojson --crs EPSG:28992 --out uit.pmtiles -q").says(0, "");
}

#[test]
fn an_earlier_result_stays_without_force() {
    let place = Place::panden("panden.geojson", three());
    place.write("uit.pmtiles", "an earlier result");
    let ran = place.run("tiles panden.geojson --out uit.pmtiles -q");
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
    assert_eq!(place.read("uit.pmtiles"), "an earlier result");
}

#[test]
fn any_number_of_threads_writes_the_same_tiles() {
    let place = Place::town();
    let mut first = None;
    for threads in [1, 2, 5] {
        place
            .run(&format!(
                "tiles panden.geojson buurten.geojson --out uit.pmtiles --force -q --threads {threads}"
            ))
            .says(0, "");
        let bytes = std::fs::read(place.path("uit.pmtiles")).unwrap();
        assert!(*first.get_or_insert_with(|| bytes.clone()) == bytes, "{threads} threads");
    }
}

#[cfg(unix)]
#[test]
fn tiles_that_are_killed_leave_the_good_file_and_the_next_run_cleans_up() {
    let place = Place::new();
    place.run("sample --panden 8000 --out stad -q");
    for out in ["uit.pmtiles", "uit.mbtiles"] {
        place.write(out, "an earlier result");
        let mut child = Command::new(PROGRAM)
            .args(["tiles", "stad/panden.geojson", "--out", out, "--force", "--max-zoom", "18", "-q"])
            .current_dir(place.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let partial = |place: &Place| place.names().iter().filter(|name| name.contains(".partial-")).count();
        while partial(&place) == 0 && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        assert!(!child.wait().unwrap().success(), "it was still at work");
        assert_eq!(place.read(out), "an earlier result");
        place.write("drie.geojson", three());
        place.run(&format!("tiles drie.geojson --out {out} --force -q")).says(0, "");
        assert_eq!(partial(&place), 0, "{:?}", place.names());
    }
}
