//! Do all forms come out, on one scale, and is nothing counted twice?

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Place, demo, rows};

type Row = BTreeMap<String, String>;

fn sites() -> Vec<Row> {
    rows(&demo().path("uitkomst/shortlist.csv")).into_iter().map(|row| row.into_iter().collect()).collect()
}

fn number(row: &Row, name: &str) -> Option<f64> {
    row[name].replace('.', "").replace(',', ".").parse().ok()
}

#[test]
fn the_town_has_room_in_every_form() {
    let able: BTreeSet<String> = sites()
        .into_iter()
        .filter(|site| site["verdict"] != "ongeschikt")
        .map(|site| site["form"].clone())
        .collect();
    let forms = [
        "aanplakken",
        "inbreiding",
        "optoppen",
        "sloop-nieuwbouw",
        "splitsen",
        "transformatie",
        "uitplinten",
    ];
    assert_eq!(able.iter().map(|form| form.split(' ').next().unwrap()).collect::<Vec<_>>(), forms);
}

#[test]
fn one_form_stands_for_each_location_and_it_is_in_its_set() {
    let mut by_location: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for site in sites() {
        by_location.entry(site["location_id"].clone()).or_default().push(site);
    }
    for (location, forms) in &by_location {
        let best: Vec<_> = forms.iter().filter(|site| site["best"] == "ja").collect();
        assert_eq!(best.len(), 1, "{location}");
        let in_set: Vec<_> = forms.iter().filter(|site| site["in_set"] == "ja").collect();
        assert!(in_set.is_empty() || best[0]["in_set"] == "ja", "{location}");
        // A rank is given once a location, on each of the two lists.
        for list in ["voordracht", "andere vormen"] {
            let on_list = |site: &&Row| site["list"] == list && !site["rank"].is_empty();
            assert!(forms.iter().filter(on_list).count() <= 1, "{location}");
        }
        // The set's homes are those of its forms.
        for estimate in ["low", "mid", "high"] {
            let homes: f64 =
                in_set.iter().filter_map(|site| number(site, &format!("homes_{estimate}"))).sum();
            for site in forms {
                let set = number(site, &format!("set_homes_{estimate}")).unwrap_or(0.0);
                assert_eq!(set, homes, "{location}, {estimate}");
            }
        }
    }
    // Some locations have a choice.
    assert!(by_location.values().any(|forms| forms.len() >= 4));
}

#[test]
fn no_set_counts_a_roof_a_home_or_ground_twice() {
    let mut together: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for site in sites().into_iter().filter(|site| site["in_set"] == "ja") {
        together.entry(site["location_id"].clone()).or_default().insert(site["form"].clone());
    }
    let both = |forms: &BTreeSet<String>, a: &str, b: &str| {
        forms.iter().any(|form| form.starts_with(a)) && forms.iter().any(|form| form.starts_with(b))
    };
    for (location, forms) in &together {
        assert!(!(forms.len() > 1 && forms.iter().any(|form| form.starts_with("sloop"))), "{location}");
        assert!(!both(forms, "optoppen", "splitsen"), "{location}");
    }
    assert!(together.values().any(|forms| forms.len() >= 3));
}

/// The four offices of a pand stand empty by the list, one hall is in use.
#[test]
fn what_a_list_says_of_vacancy_decides_on_transformatie() {
    let place = Place::town();
    let bytes = std::fs::read(place.path("bezit.csv")).unwrap();
    let (list, ..) = encoding_rs::WINDOWS_1252.decode(&bytes);
    let mut said = String::new();
    for (at, line) in list.lines().enumerate() {
        said += &format!("{line};{}\n", if at == 0 { "leegstand" } else { "" });
    }
    let row = |vbo: u64, vacant: &str| format!("Stichting Polderhuis;PH-90;{vbo};;;;;;;;;;;;;;;{vacant}\n");
    said.extend((9001010000001349..=9001010000001352).map(|vbo| row(vbo, "ja")));
    said += &row(9001010000001082, "nee");
    place.write("bezit.csv", said);
    place.scan();
    let verdicts: BTreeMap<String, String> = rows(&place.path("uit/shortlist.csv"))
        .into_iter()
        .map(|row| (row["site_id"].clone(), row["verdict"].clone()))
        .collect();
    assert_eq!(verdicts["transformatie:9001100000000189"], "geschikt");
    // In use: no form is left for this pand, so it is no location any more.
    let hall = "transformatie:9001100000000179";
    assert_eq!(verdicts.get(hall), None);
    assert!(sites().iter().any(|site| site["site_id"] == hall));
    // Nobody says so of the others.
    assert_eq!(verdicts["transformatie:9001100000000030"], "onbeslist");
}

/// Plots and strips of one set, and all plots of the town, lie apart: measured
/// by the shapes in the GeoPackage, through another library.
#[test]
fn plots_and_strips_lie_apart() {
    use geo::{Area, BooleanOps, BoundingRect, Intersects};
    let shapes = crate::support::shapes(&demo().path("uitkomst/toplaag.gpkg"), "sites", "site_id");
    let in_sets: BTreeSet<String> = sites()
        .into_iter()
        .filter(|site| site["in_set"] == "ja")
        .map(|site| site["site_id"].clone())
        .collect();
    let on_ground: Vec<_> = shapes
        .iter()
        .filter(|(id, _)| {
            id.starts_with("inbreiding:") || (id.starts_with("aanplakken:") && in_sets.contains(id.as_str()))
        })
        .collect();
    assert!(on_ground.len() > 20, "{}", on_ground.len());
    for (at, (id, shape)) in on_ground.iter().enumerate() {
        for (other_id, other) in &on_ground[at + 1..] {
            let boxes = shape.bounding_rect().zip(other.bounding_rect());
            if boxes.is_some_and(|(a, b)| a.intersects(&b)) {
                let both = shape.intersection(other).unsigned_area();
                let plots = id.starts_with("inbreiding") && other_id.starts_with("inbreiding");
                let set = in_sets.contains(id.as_str()) && in_sets.contains(other_id.as_str());
                assert!(both <= 0.5 || !(plots || set), "{id} and {other_id} share {both} m²");
            }
        }
    }
}

/// What the sample planned for its ground.
#[test]
fn planned_plots_get_their_answer() {
    let town = toplaag::sample::Town::new(toplaag::sample::TownSpec::SAMPLE);
    let plans = town.district(0).unwrap().plots;
    let found: BTreeMap<String, Row> = sites()
        .into_iter()
        .filter(|site| site["form"] == "inbreiding")
        .map(|site| (site["site_id"].clone(), site))
        .collect();
    let of = |name: &str| {
        let plan = plans.iter().find(|plan| plan.name == name).unwrap_or_else(|| panic!("no plan {name}"));
        found.iter().find(|(id, _)| id.contains(&format!("{:014}", plan.perceel))).map(|(_, site)| site)
    };
    for name in ["groot", "l-vorm", "parkeerterrein", "tankstation"] {
        let site = of(name).unwrap_or_else(|| panic!("{name} gave no plot"));
        assert_ne!(site["verdict"], "ongeschikt", "{name}: {}", site["reason"]);
    }
    assert!(of("parkeerterrein").unwrap()["flags"].contains("parkeerterrein"));
    assert!(of("tankstation").unwrap()["flags"].contains("tankstation"));
    for name in ["klein", "smal", "groen", "water"] {
        assert!(of(name).is_none(), "{name} gave {:?}", of(name));
    }
}

#[test]
fn the_ground_adds_up() {
    let counts = demo().json("uitkomst/run.json")["counts"]["ground"].clone();
    let count = |name: &str| counts[name].as_u64().unwrap();
    assert!(count("domains") > 300);
    assert_eq!(count("domains"), count("with_plots") + count("too_small") + count("without_room"));
    let plots: f64 = sites().iter().filter_map(|site| number(site, "plot_m2")).sum();
    // Plots that could not hold a project are not listed.
    assert!(plots <= counts["plots_m2"].as_f64().unwrap() + 1.0);
}

#[test]
fn only_the_forms_that_are_asked_for_come_out() {
    let place = Place::town();
    place.edit("toplaag.toml", |toml| {
        toml.replace("lang = \"nl\"", "lang = \"nl\"\nforms = [\"optoppen\", \"splitsen\"]")
    });
    place.scan();
    let forms: BTreeSet<String> =
        rows(&place.path("uit/shortlist.csv")).iter().map(|row| row["form"].clone()).collect();
    assert_eq!(forms.into_iter().collect::<Vec<_>>(), ["optoppen", "splitsen"]);
    let counts = place.json("uit/run.json")["counts"].clone();
    assert_eq!(counts["ground"]["domains"], 0);
}

/// A switch in the parameters changes what gives way.
#[test]
fn a_class_of_reused_ground_can_be_switched_off() {
    let place = Place::town();
    place.edit("toplaag.toml", |toml| format!("{toml}\n[params.inbreiding]\nreuse = []\n"));
    place.scan();
    let flags: Vec<String> =
        rows(&place.path("uit/shortlist.csv")).iter().map(|row| row["flags"].clone()).collect();
    assert!(flags.iter().all(|flags| !flags.contains("tankstation") && !flags.contains("garagebox")));
}

/// `explain` shows each form its own sum, and all forms of the location.
#[test]
fn explain_shows_the_sum_of_each_form() {
    let place = demo();
    let sites = sites();
    for (form, sum) in [
        ("inbreiding", "Hoe de kavel is uitgesneden"),
        ("aanplakken", "per laag"),
        ("uitplinten", "m² plint × 0,70 / 50 m² → "),
        ("splitsen", "woningen van minstens 80 m² × 0,50 → "),
        ("transformatie", "met daglicht × 0,80 / 55 m² → "),
        ("sloop_nieuwbouw", "woningen terug"),
    ] {
        let able =
            |site: &&Row| site["site_id"].split(':').next() == Some(form) && site["verdict"] != "ongeschikt";
        let site = sites.iter().find(able).unwrap_or_else(|| panic!("no {form}"));
        let explained = place.run(&format!("explain uitkomst {} --alles", site["site_id"]));
        let text = explained.stdout;
        assert!(text.contains(sum), "{form}: {text}{}", explained.stderr);
        let own = text.lines().find(|line| line.starts_with("* ")).unwrap_or_else(|| panic!("{text}"));
        assert!(own.ends_with(&site["site_id"]), "{own}");
        assert!(text.contains(&format!("{} woningen", site["homes_mid"])), "{form}: {text}");
    }
    // A location by its name leads to its forms.
    let location = &sites.iter().find(|site| site["best"] == "ja").unwrap()["location_id"];
    let hint = place.run(&format!("explain uitkomst {location}")).stderr;
    assert!(hint.contains(&format!(":{location}")), "{hint}");
}

/// A perceel that is given twice is looked at once, and said.
#[test]
fn a_perceel_given_twice_counts_once() {
    let plots = |place: &Place| {
        let run = place.scan().run;
        (run["counts"]["ground"]["plots_m2"].clone(), run["counts"]["issues"]["duplicate_id"].clone())
    };
    let place = Place::town();
    let (before, issues) = plots(&place);
    place.edit("percelen.geojson", |text| {
        let feature = text.lines().find(|line| line.contains("90010000000200")).unwrap();
        let feature = feature.trim_end_matches(',');
        text.replacen(feature, &format!("{feature},\n{feature}"), 1)
    });
    let (after, more) = plots(&place);
    assert_eq!(after, before);
    assert_eq!(more.as_u64().unwrap(), issues.as_u64().unwrap() + 1);
}

/// Panden just outside an area take ground of the percelen inside it: a run
/// over a part gives no more free ground there than a run over all.
#[test]
fn panden_outside_an_area_take_ground_inside_it() {
    let place = Place::scanned();
    let whole: BTreeMap<String, String> = rows(&place.path("uit/shortlist.csv"))
        .into_iter()
        .map(|row| (row["site_id"].clone(), row["plot_m2"].clone()))
        .collect();
    place.edit("toplaag.toml", |toml| format!("{toml}\n[area]\nbox = [130000, 470000, 130500, 470800]\n"));
    place.scan();
    let part = rows(&place.path("uit/shortlist.csv"));
    let plots: Vec<_> = part.iter().filter(|row| !row["plot_m2"].is_empty()).collect();
    assert!(plots.len() > 10);
    for plot in plots {
        assert_eq!(Some(&plot["plot_m2"]), whole.get(&plot["site_id"]), "{}", plot["site_id"]);
    }
}
