//! Does the norm for the homes that are built hold, and is it said when nobody told which?

use std::collections::BTreeMap;

use crate::support::{Place, rows};

/// The town with norms for two rent classes, each a place a home apart.
fn two_classes() -> Place {
    let place = Place::town();
    place.edit("parkeernormen.csv", |table| {
        let mut lines = table.lines();
        let mut said = format!("{};huurklasse\n", lines.next().unwrap());
        for line in lines {
            let mut cells: Vec<String> = line.split(';').map(str::to_owned).collect();
            said += &format!("{line};Sociale huur\n");
            for cell in &mut cells[3..5] {
                *cell = (cell.replace(',', ".").parse::<f64>().unwrap() + 1.0).to_string().replace('.', ",");
            }
            said += &format!("{};Vrije sector\n", cells.join(";"));
        }
        said
    });
    place
}

/// Places that the homes ask, by site.
fn demands(place: &Place) -> BTreeMap<String, f64> {
    place.scan();
    let sites = rows(&place.path("uit/shortlist.csv")).into_iter();
    let demand = |row: &BTreeMap<String, String>| row["parking_demand"].replace(',', ".").parse().ok();
    sites.filter_map(|row| Some((row["site_id"].clone(), demand(&row)?))).collect()
}

fn with(place: Place, huurklasse: &str) -> Place {
    place
        .edit("toplaag.toml", |text| text + &format!("\n[params.parkeren]\nhuurklasse = \"{huurklasse}\"\n"));
    place
}

#[test]
fn a_norm_holds_for_its_rent_class_and_the_highest_where_nobody_says_which() {
    let plain = demands(&Place::town());
    let social = demands(&with(two_classes(), "sociale huur"));
    let free = demands(&with(two_classes(), "vrije sector"));
    let unsaid = two_classes();
    assert!(plain.len() > 20, "{}", plain.len());
    assert!(plain == social);
    assert!(demands(&unsaid) == free);
    assert!(plain.iter().all(|(site, demand)| demand <= &free[site]) && plain != free);

    let ran = unsaid.run_in("nl", "feitenblad uit --out feit -q");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let sheets = unsaid.files("feit");
    let pages: String = sheets
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|kind| kind == "html"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    assert!(pages.contains("de hoogste van de huurklassen en doelgroepen"), "nobody says which class holds");
}

#[test]
fn a_rent_class_that_the_table_does_not_know_is_refused() {
    with(two_classes(), "sociaal").refuses(
        3,
        "error: project file `toplaag.toml`: `parkeren.huurklasse = \"sociaal\"` is not in the norm table `parkeernormen.csv`\n\
         hint: there are: Sociale huur, Vrije sector",
    );
    with(Place::town(), "sociale huur").refuses(
        3,
        "error: project file `toplaag.toml`: `parkeren.huurklasse = \"sociale huur\"` is not in the norm table `parkeernormen.csv`\n\
         hint: the table has no column huurklasse; leave the parameter out",
    );
}
