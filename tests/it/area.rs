//! A run about a part of its inputs.

use std::{collections::BTreeSet, process::Command};

use crate::support::{Place, rows};

/// The invented town with an area: identifications of its panden, and `run.json`.
fn scan(place: &Place, area: &str) -> (BTreeSet<String>, serde_json::Value) {
    place.edit("toplaag.toml", |text| {
        let rest = text.split("\n[area]").next().unwrap().to_owned();
        // Behind the last table, which is an array: a table of its own may stand anywhere.
        format!("{rest}\n[area]\n{area}\n")
    });
    let ran = place.run("scan toplaag.toml --out uit --force -q");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let run = place.json("uit/run.json");
    let gpkg = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let mut query = gpkg.prepare("select identificatie from panden").unwrap();
    let ids = query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    (ids, run)
}

fn count(run: &serde_json::Value, name: &str) -> u64 {
    run["counts"][name].as_u64().unwrap()
}

#[test]
fn neighboring_areas_share_no_pand_and_lose_none() {
    let place = Place::town();
    let (all, whole) = scan(&place, "box = [0, 300000, 300000, 625000]");
    assert_eq!(all.len() as u64, count(&whole, "panden"));
    let gpkg = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let extent: [f64; 4] = gpkg
        .query_row(
            "select min_x, min_y, max_x, max_y from gpkg_contents where table_name = 'panden'",
            [],
            |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]),
        )
        .unwrap();
    let middle = f64::midpoint(extent[0], extent[2]);
    let (west, left) = scan(&place, &format!("box = [0, 300000, {middle}, 625000]"));
    let (east, right) = scan(&place, &format!("box = [{middle}, 300000, 300000, 625000]"));
    assert!(!west.is_empty() && !east.is_empty());
    assert!(west.is_disjoint(&east));
    assert_eq!(west.union(&east).cloned().collect::<BTreeSet<_>>(), all);
    for name in ["records", "panden", "duplicates", "verblijfsobjecten_placed", "grid_known"] {
        assert_eq!(count(&left, name) + count(&right, name), count(&whole, name), "{name}");
    }
}

#[test]
fn what_has_no_place_counts_where_it_refers_to_and_is_counted_where_nobody_knows() {
    let place = Place::town();
    // Verblijfsobjecten without points, as a table has them; and a pand without a footprint.
    place.edit("verblijfsobjecten.geojson", |text| without_geometry(&text, |_| true));
    let no_footprint = "9001100000000003";
    place.edit("panden.geojson", |text| without_geometry(&text, |line| line.contains(no_footprint)));
    let (all, whole) = {
        assert_eq!(place.run("scan toplaag.toml --out uit -q").code, Some(0));
        (count(&place.json("uit/run.json"), "suitable"), place.json("uit/run.json"))
    };
    let (ids, run) = scan(&place, "box = [0, 300000, 300000, 625000]");
    assert_eq!(count(&run, "suitable"), all);
    assert_eq!(count(&run, "bezit_matched"), count(&whole, "bezit_matched"));
    assert_eq!((count(&whole, "nowhere"), count(&run, "nowhere")), (0, 1));
    assert_eq!(count(&run, "records"), count(&whole, "records"));
    assert!(!ids.contains(no_footprint));
    assert!(place.read("uit/issues.csv").contains(no_footprint));
}

/// The features of a file, one a line, some without their geometry.
fn without_geometry(text: &str, which: impl Fn(&str) -> bool) -> String {
    let line = |line: &str| match line.find("\"geometry\":") {
        Some(at) if which(line) => {
            let end = if line.ends_with(',') { "}," } else { "}" };
            format!("{}\"geometry\":null{end}", &line[..at])
        }
        _ => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_gemeente_goes_by_its_name_or_code_and_stands_in_the_trail() {
    let place = Place::town();
    let (by_name, run) = scan(&place, "gemeente = \"elzermade\"");
    assert_eq!(run["area"], "Elzermade (GM9001)");
    let (by_code, _) = scan(&place, "gemeente = \"9001\"");
    assert_eq!(by_name, by_code);
    assert!(by_name.len() > 300, "{}", by_name.len());
    let (by_polygon, _) = scan(&place, "path = \"gemeenten.geojson\"");
    assert!(by_polygon.is_superset(&by_name));
}

#[test]
fn an_index_gives_the_same_bytes_as_reading_all() {
    let place = Place::town();
    scan(&place, "gemeente = \"Elzermade\"");
    let read_all = place.read("uit/shortlist.csv");
    for layer in ["panden", "verblijfsobjecten"] {
        let made = Command::new("ogr2ogr")
            .args(["-f", "GPKG", "-nln", layer])
            .arg(place.path(&format!("{layer}.gpkg")))
            .arg(place.path(&format!("{layer}.geojson")))
            .status();
        assert!(made.is_ok_and(|status| status.success()), "ogr2ogr is part of scripts/packages");
    }
    place.edit("toplaag.toml", |text| {
        text.replace("panden.geojson", "panden.gpkg")
            .replace("verblijfsobjecten.geojson", "verblijfsobjecten.gpkg")
    });
    let (_, run) = scan(&place, "gemeente = \"Elzermade\"");
    assert_eq!(
        run["inputs"].as_array().unwrap().iter().filter(|input| input["format"] == "GeoPackage").count(),
        2
    );
    assert_eq!(place.read("uit/shortlist.csv"), read_all);
    assert!(!rows(&place.path("uit/issues.csv")).is_empty());
}

#[test]
fn an_area_without_panden_and_a_gemeente_that_is_not_there_are_told() {
    let place = Place::town();
    place.edit("toplaag.toml", |text| format!("{text}\n[area]\nbox = [10000, 400000, 20000, 410000]\n"));
    place.run("scan toplaag.toml --out uit -q").says(
        3,
        "error: project file `toplaag.toml`: no pand lies in the area `RD 10000, 400000 – 20000, 410000`\n\
         hint: `toplaag check` shows where the files and the area lie",
    );
    place.edit("toplaag.toml", |text| {
        text.replace("box = [10000, 400000, 20000, 410000]", "gemeente = \"Delft\"")
    });
    let ran = place.run("scan toplaag.toml --out uit -q");
    assert!(ran.stderr.contains("`[area] gemeente = \"Delft\"` is not in the input"), "{}", ran.stderr);
    assert!(ran.stderr.contains("Elzermade"), "{}", ran.stderr);
    place.edit("toplaag.toml", |text| text.replace("gemeente = \"Delft\"", "box = [4.1, 52.0, 4.2, 52.1]"));
    let ran = place.run("scan toplaag.toml --out uit -q");
    assert!(ran.stderr.contains("is no box in RD meters"), "{}", ran.stderr);
}
