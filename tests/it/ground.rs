//! Are the maps of the ground read, checked and accounted for?

use crate::support::Place;

#[test]
fn check_shows_every_map_of_the_ground_with_its_columns() {
    let ran = Place::town().run("check toplaag.toml --columns --lang en");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for (role, layer) in [
        ("ground.parcels", "perceel"),
        ("ground.own", "bezitgrond"),
        ("ground.roads", "wegdelen"),
        ("ground.water", "waterdelen"),
        ("ground.green", "groen"),
        ("ground.density", "dichtheid"),
        ("ground.reuse.1", "tankstation"),
    ] {
        let line = ran.stdout.lines().find(|line| line.starts_with(&format!("✓ {role} "))).unwrap();
        assert!(line.contains(&format!(" {layer} ")), "{line}");
    }
    assert!(ran.stdout.contains("percelen with a usable polygon"), "{}", ran.stdout);
    assert!(
        ran.stdout.lines().any(|line| line.trim().starts_with("function ") && line.ends_with(" functie"))
    );
}

#[test]
fn the_ground_changes_no_answer_about_a_roof() {
    let roofs = |text: String| text.replace("lang = \"nl\"", "lang = \"nl\"\nforms = [\"optoppen\"]");
    let place = Place::town();
    place.edit("toplaag.toml", roofs);
    place.scan();
    let with = place.read("uit/shortlist.csv");
    let place = Place::town();
    place.edit("toplaag.toml", roofs).edit("toplaag.toml", |text| {
        let (before, rest) = text.split_once("[ground]").unwrap();
        format!("{before}{}", &rest[rest.find("[[restrictions]]").unwrap()..])
    });
    let run = place.scan().run;
    assert!(run["inputs"].as_array().unwrap().iter().all(|input| input["role"] != "ground.parcels"));
    assert_eq!(place.read("uit/shortlist.csv"), with);
}

#[test]
fn roads_that_have_ended_or_lie_below_the_ground_are_counted() {
    let place = Place::town();
    place.edit("wegdelen.geojson", |text| {
        text.replacen(
            "\"relatieve_hoogteligging\":0",
            "\"relatieve_hoogteligging\":0,\"eindRegistratie\":\"2020-01-01\"",
            3,
        )
        .replacen("\"relatieve_hoogteligging\":0}", "\"relatieve_hoogteligging\":-1}", 2)
    });
    let ran = place.run("scan toplaag.toml --out uit --lang en");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let left_out = &place.json("uit/run.json")["counts"]["left_out"]["wegdelen"];
    assert_eq!(*left_out, serde_json::json!({ "history": 3, "inactive": 0, "ended": 0, "below_ground": 2 }));
    assert!(ran.stdout.contains("(wegdelen): 3 of another day, 2 below the ground"), "{}", ran.stdout);
}

#[test]
fn a_density_without_its_column_is_refused() {
    let place = Place::town();
    place.edit("dichtheid.geojson", |text| text.replace("\"fsi\"", "\"bebouwing\""));
    place.refuses(
        3,
        "error: layer `dichtheid` in `dichtheid.geojson` has no column for `fsi`; it has: id, naam, bebouwing\n\
         hint: write `columns = { fsi = \"…\" }` with one of these names in the project file",
    );
    let place = Place::town();
    place.edit("dichtheid.geojson", |text| text.replace("\"fsi\"", "\"bebouwing\""));
    place.edit("toplaag.toml", |text| {
        text.replace("kind = \"target\"", "kind = \"target\", columns = { fsi = \"bebouwing\" }")
    });
    place.scan();
}

#[test]
fn a_bad_polygon_of_the_ground_is_an_issue() {
    let place = Place::town();
    place.edit("groen.geojson", |text| {
        // A bow tie.
        text.replace("[130676,470040],[130676,470180]", "[130676,470180],[130676,470040]")
    });
    let run = place.scan().run;
    let issues = place.read("uit/issues.csv");
    assert!(issues.contains("groen.geojson") && issues.contains("leeuwerikpark"), "{issues}");
    assert_eq!(run["counts"]["issues"]["repaired_geometry"], 2, "a shed of the town is one too");
}
