//! The BAG as the Kadaster delivers it: XML in zips in a zip, with history.

use std::io::Cursor;

use crate::{extract, support::Place};

const PROJECT: &str = "[panden]\npath = \"bag.zip\"\n[verblijfsobjecten]\npath = \"bag.zip\"\n";

/// A project on an extract of 1,000 panden, in files of 300 voorkomens.
fn place() -> Place {
    let mut zip = Cursor::new(Vec::new());
    extract::write(&mut zip, 1_000, 300).unwrap();
    let place = Place::project(PROJECT);
    place.write("bag.zip", zip.into_inner());
    place
}

#[test]
fn an_extract_is_scanned_as_it_was_delivered() {
    let place = place();
    let scanned = place.scan();
    assert_eq!((scanned.count("panden"), scanned.count("verblijfsobjecten")), (980, 1_000));
    // Those of panden that are gone have nowhere to be placed.
    assert_eq!(scanned.count("verblijfsobjecten_placed"), 980);
    let left_out = &scanned.run["counts"]["left_out"];
    assert_eq!(left_out["pand"], serde_json::json!({ "history": 500, "inactive": 0, "ended": 20 }));
    assert!(left_out.get("verblijfsobject").is_none(), "{left_out}");
    for input in scanned.run["inputs"].as_array().unwrap() {
        assert_eq!((&input["format"], &input["crs"]), (&"BAG 2.0 extract".into(), &"EPSG:28992".into()));
        assert!(input.get("peildatum").is_none());
    }
    let explained = place.run("explain uit 9001100000000101 --all");
    assert!(explained.stdout.contains("9001100000000101"), "{}", explained.stderr);
}

#[test]
fn another_day_gives_another_stock() {
    let place = place();
    let check = |words: &str, panden: u64| {
        place.run(&format!("scan toplaag.toml --out uit --force -q {words}")).says(0, "");
        let run = place.json("uit/run.json");
        assert_eq!(run["counts"]["panden"], panden, "{words}");
        run
    };
    // On that day half of the panden were being built, the others not yet.
    let run = check("--peildatum 2015-01-01", 500);
    assert_eq!(run["inputs"][0]["peildatum"], "2015-01-01");
    assert_eq!(run["counts"]["left_out"]["verblijfsobject"]["history"], 1_000);
    check("--peildatum 2018-06-01", 980);
    place.edit("toplaag.toml", |text| format!("[project]\npeildatum = \"2015-01-01\"\n{text}"));
    check("", 500);
    check("--peildatum 2018-06-01", 980);

    let checked = place.run("check toplaag.toml");
    assert_eq!(checked.code, Some(0), "{}", checked.stderr);
    for line in ["weggelaten voorkomens:", "bag.zip, pand: 1.000 uit de geschiedenis"] {
        assert!(checked.stdout.contains(line), "{}", checked.stdout);
    }
    let checked = place.run("check toplaag.toml --peildatum 2018-06-01 --lang en");
    let line = "bag.zip, pand: 500 of another day, 20 whose life ended or never began";
    assert!(checked.stdout.contains(line), "{}", checked.stdout);
}

#[test]
fn a_day_that_cannot_be_is_refused_with_its_cure() {
    let place = place();
    place
        .run("scan toplaag.toml --out uit --peildatum 15-10-2021")
        .says(2, "error: `--peildatum 15-10-2021` is no day\nhint: write year, month and day: 2021-10-15");
    place.edit("toplaag.toml", |text| format!("[project]\npeildatum = \"2021-02-29\"\n{text}"));
    place.refuses(
        3,
        "error: project file `toplaag.toml`: `peildatum = \"2021-02-29\"` is no day\nhint: write \"2021-10-15\"",
    );
    let town = Place::town();
    let ran = town.run("scan toplaag.toml --out uit -q --peildatum 2021-10-15");
    assert_eq!(ran.code, Some(3));
    assert!(
        ran.stderr.contains("holds no history to look up a peildatum in\nhint: name a BAG 2.0 extract"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_same_extract_gives_the_same_bytes_on_any_number_of_threads() {
    let place = place();
    for threads in [1, 2, 5] {
        place.run(&format!("scan toplaag.toml --out uit{threads} -q --threads {threads}")).says(0, "");
    }
    let one = place.files("uit1");
    for threads in [2, 5] {
        let other = place.files(&format!("uit{threads}"));
        assert!(one.values().eq(other.values()), "{threads} threads");
    }
}
