//! Does the phasing fit, does everything come out, and is what it says true?

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, Weak},
};

use crate::support::{Place, rows, shared};

/// Room for the homes of the town: short in the first years, and shorter under
/// the station than in its areas together.
const ROOM: &str = "voedingsgebied_id;station;jaar;reservering_mw\n\
    EM10-1;Elzermade;2028;0,3\nEM10-1;Elzermade;2030;0,5\nEM10-1;Elzermade;2033;0,9\n\
    EM10-2;Elzermade;2028;0,15\nEM10-2;Elzermade;2031;0,4\n\
    ;Elzermade;2028;0,4\n;Elzermade;2031;0,8\n;Elzermade;2034;1,2\n";

/// Little work, as the program under test is not optimized.
const EFFORT: &str = "\n[params.fasering]\neffort_states = 40\neffort_nodes = 50\neffort_rounds = 40\n\
    effort_repairs = 3\nstep_mw = [0.5, 2.0]\n";

/// The town, scanned once for all tests here, with its room.
fn scanned() -> Arc<Place> {
    static SCANNED: Mutex<Weak<Place>> = Mutex::new(Weak::new());
    shared(&SCANNED, || {
        let place = Place::town();
        place.edit("toplaag.toml", |text| text + EFFORT);
        place.scan();
        place.write("ruimte.csv", ROOM);
        place
    })
}

fn floats(value: &serde_json::Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap_or(f64::NAN)).collect()
}

fn count(counts: &serde_json::Value, name: &str) -> (u64, u64) {
    (counts[name]["projects"].as_u64().unwrap(), counts[name]["homes"].as_u64().unwrap())
}

#[test]
fn every_area_and_station_holds_in_every_year_and_everything_comes_out() {
    let town = scanned();
    let ran = town.run("faseer uit --ruimte ruimte.csv --alle --out passend --lang nl");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let plan = town.json("passend/fasering.json");
    let areas = plan["areas"].as_array().unwrap();
    assert_eq!(areas.len(), 3);
    for area in areas {
        let (room, load) = (floats(&area["room_mw"]), floats(&area["plan_mw"]));
        assert!(room.iter().zip(&load).all(|(room, load)| load <= &(room + 1e-9)), "{area}");
        // Asked all at once it would not.
        let asked = floats(&area["asked_mw"]);
        assert!(asked.iter().zip(&room).any(|(asked, room)| asked > room), "{area}");
    }
    // What is told of the areas is the sum of the projects.
    let projects = plan["projects"].as_array().unwrap();
    let mut by_state: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for project in projects {
        let sums = by_state.entry(project["state"].as_str().unwrap()).or_default();
        sums.0 += 1;
        sums.1 += project["homes"].as_u64().unwrap();
    }
    let counts = &town.json("passend/run.json")["counts"];
    let mut all = (0, 0);
    for (state, name) in [
        ("placed", "placed"),
        ("waits", "waiting"),
        ("unknown_area", "unknown_area"),
        ("unknown_room", "unknown_room"),
        ("later", "later"),
    ] {
        let own = by_state.get(state).copied().unwrap_or_default();
        assert_eq!(count(counts, name), own, "{name}");
        all = (all.0 + own.0, all.1 + own.1);
    }
    assert_eq!(count(counts, "phased"), all);
    let of = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!(
        of("sites"),
        of("sites_phased") + of("sites_by_projects") + of("sites_not_asked") + of("sites_without_homes")
    );
    assert!(by_state["placed"].0 > 5 && by_state["waits"].0 > 5, "{by_state:?}");
    let in_station = projects.iter().filter(|project| project["station"] == "Elzermade").count();
    assert_eq!(in_station, projects.len());
    // Homes by year are those of the projects; what is nearly sure is not more than the middle.
    for (at, year) in plan["homes"].as_array().unwrap().iter().enumerate() {
        let own: u64 = projects.iter().filter_map(|project| project["homes_by_year"][at].as_u64()).sum();
        assert_eq!(year["planned"], own);
        assert!(year["p10"].as_u64() <= year["p50"].as_u64() && year["p50"].as_u64() <= year["p90"].as_u64());
    }
    assert!(plan["stock"].as_f64().unwrap() > 1.0);
    // Never worse than the simple rules.
    let proof = &plan["proof"];
    let value = proof["value"].as_f64().unwrap();
    for greedy in ["greedy_by_value", "greedy_by_value_per_kw"] {
        assert!(value >= proof[greedy].as_f64().unwrap() - 1e-6, "{proof}");
    }
    let page = town.read("passend/fasering.html");
    assert_eq!(page.contains("bewezen de beste"), proof["proven"].as_bool().unwrap());
    assert!(!page.contains("optimaal") && !page.contains("capaciteitskaart"));
    assert!(
        ran.stdout.contains("in een jaar waarin het net het houdt") && page.contains("Wie wacht"),
        "{}",
        ran.stdout
    );
}

#[test]
fn more_room_brings_no_fewer_homes_and_the_first_step_brings_some() {
    let town = scanned();
    town.run("faseer uit --ruimte ruimte.csv --alle --out trap -q").says(0, "");
    let plan = town.json("trap/fasering.json");
    let stairs = plan["staircases"].as_array().unwrap();
    assert!(!stairs.is_empty());
    for stair in stairs {
        let steps = stair["steps"].as_array().unwrap();
        let homes: Vec<i64> = steps.iter().map(|step| step["homes"].as_i64().unwrap()).collect();
        let more = steps.iter().map(|step| step["more_mw"].as_f64().unwrap());
        assert!(more.is_sorted() && steps.len() >= 2, "{stair}");
        assert!(
            homes.iter().any(|homes| *homes > 0) || stair["said"].as_str().unwrap().contains("geen woning"),
            "{stair}"
        );
    }
    let book = rows(&town.path("trap/issues.csv"));
    assert!(book.is_empty(), "{book:?}");
}

#[test]
fn room_of_the_map_is_told_to_be_about_large_connections() {
    let town = scanned();
    let ran = town.run("faseer uit --ruimte kaart --out kaart --lang nl");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for text in [town.read("kaart/fasering.html"), ran.stdout] {
        assert!(text.contains("gaat over grote aansluitingen"), "{text}");
    }
    assert_eq!(town.json("kaart/fasering.json")["about_large_connections"], true);
}

#[test]
fn the_plan_goes_back_as_a_list_with_its_years() {
    let town = Place::town();
    town.edit("toplaag.toml", |text| text + EFFORT);
    town.scan();
    town.write("ruimte.csv", ROOM);
    let site = |complex: &str| {
        let sites = rows(&town.path("uit/shortlist.csv"));
        sites.into_iter().find(|row| row["complex"].trim() == complex).unwrap()["site_id"].clone()
    };
    town.write(
        "ppm.csv",
        format!(
            "ppm_id;naam;gemeente;planstatus;woningen;2027;2029;2030;site_id\n\
             A-1;Dakhuis;Elzermade;hard;30;;20;10;{}\n\
             A-2;Zonder jaar;Elzermade;zacht;20;;;;{}\n\
             A-3;Nergens bekend;Elzermade;zacht;9;;9;;\n\
             A-4;Te groot;Elzermade;zacht;900;;900;;{}\n",
            site("PH-35"),
            site("PH-34"),
            site("ZL-102"),
        ),
    );
    town.run("faseer uit --ruimte ruimte.csv --lijst ppm.csv --out plan -q").says(0, "");
    let plan = town.json("plan/fasering.json");
    let years: Vec<u64> = plan["years"].as_array().unwrap().iter().filter_map(|year| year.as_u64()).collect();
    let named = |name: &str| {
        plan["projects"].as_array().unwrap().iter().find(|project| project["name"] == name).unwrap().clone()
    };
    // No sooner than its own year, and with its own spread.
    let own = named("Dakhuis");
    assert!(own["year"].as_u64().unwrap() >= 2029, "{own}");
    let homes: Vec<u64> = own["homes_by_year"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|n| n.as_u64())
        .filter(|n| *n > 0)
        .collect();
    assert_eq!(homes, [20, 10]);
    assert_eq!(named("Zonder jaar")["state"], "placed");
    assert_eq!(named("Nergens bekend")["state"], "unknown_area");
    assert_eq!(named("Te groot")["state"], "waits");
    // Read again by netaanvraag: the same homes in the same years.
    town.run("netaanvraag uit --lijst plan/planlijst.csv --out net -q").says(0, "");
    let asked = rows(&town.path("net/netaanvraag.csv"));
    let by_year = |name: &str| -> BTreeMap<u64, u64> {
        let own = asked.iter().filter(|row| row["project"] == name || row["site_id"] == name);
        own.map(|row| (row["year"].parse().unwrap(), row["homes"].parse().unwrap())).collect()
    };
    for project in plan["projects"].as_array().unwrap().iter().filter(|project| project["state"] == "placed")
    {
        let planned: BTreeMap<u64, u64> = years
            .iter()
            .zip(project["homes_by_year"].as_array().unwrap())
            .filter_map(|(year, homes)| Some((*year, homes.as_u64().filter(|homes| *homes > 0)?)))
            .collect();
        let name = project["site_ids"][0].as_str().or(project["name"].as_str()).unwrap();
        assert_eq!(by_year(name), planned, "{project}");
    }
    // What waits has no year; what cannot be said keeps its own.
    assert!(by_year("Te groot").is_empty());
    assert_eq!(by_year("Nergens bekend"), BTreeMap::from([(2029, 9)]));
    let left = rows(&town.path("net/niet-gevraagd.csv"));
    assert!(
        left.iter().any(|row| row["project"] == "Te groot" && row["reason"].contains("jaar")),
        "{left:?}"
    );
    let list = rows(&town.path("plan/planlijst.csv"));
    let waits = list.iter().find(|row| row["naam"] == "Te groot").unwrap();
    assert_eq!(
        (waits["woningen"].as_str(), waits["knelpunten"].as_str()),
        ("900", "wacht op ruimte op het stroomnet")
    );
    // And as a table of years by site.
    town.run("netaanvraag uit --fasering plan/fasering.csv --out net2 -q").says(0, "");
    let given = rows(&town.path("net2/netaanvraag.csv"));
    let given = given.iter().filter(|row| row["phasing_from"] == "given" && row["site_id"].contains("ph-35"));
    assert_eq!(given.map(|row| row["homes"].clone()).collect::<Vec<_>>(), ["20", "10"]);
}

#[test]
fn a_wish_that_cannot_be_meant_stops_the_command() {
    let town = scanned();
    for (wishes, says) in [
        ("[[moet]]\nproject = \"PH-53\"\n", "`PH-53` is no project, site or complex of this phasing"),
        ("[[moet]]\nproject = \"PH-53\"\n", "did you mean `PH-35`"),
        (
            "[[volgorde]]\neerst = \"PH-35\"\ndaarna = \"PH-34\"\n[[volgorde]]\neerst = \"PH-34\"\ndaarna = \"PH-35\"\n",
            "the order goes around in a circle",
        ),
        ("[[maximum]]\ngemeente = \"Elzermad\"\nwoningen = 3\n", "did you mean `Elzermade`?"),
        ("[[starts]]\ncorporatie = \"Polderhuis\"\nper_jaar = 1\n", "`Stichting Polderhuis`?"),
        ("[[niet_na]]\nproject = \"PH-35\"\njaar = 2020\n", "lies before the first year of the phasing"),
        ("[[moet]]\nprojekt = \"PH-35\"\n", "unknown field `projekt`"),
    ] {
        town.write("wensen.toml", wishes);
        let ran = town.run("faseer uit --ruimte ruimte.csv --wensen wensen.toml --out w -q");
        assert_eq!(ran.code, Some(3), "{wishes}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{wishes}: {}", ran.stderr);
    }
    town.write("wensen.csv", "wens;project;jaar\nmoet;PH-35;\nliever niet;PH-34;2030\n");
    let ran = town.run("faseer uit --ruimte ruimte.csv --wensen wensen.csv --out w -q");
    assert!(ran.code == Some(3) && ran.stderr.contains("`liever niet` is no wish"), "{}", ran.stderr);
    std::fs::remove_file(town.path("wensen.toml")).unwrap();
    std::fs::remove_file(town.path("wensen.csv")).unwrap();
    assert!(!town.path("w").exists());
}

#[test]
fn a_list_of_another_run_and_a_run_without_areas_are_refused() {
    let town = scanned();
    town.write("elders.csv", "naam;gemeente;woningen;site_id\nX;Elzermade;9;optoppen:elders:x-1\n");
    let ran = town.run("faseer uit --ruimte ruimte.csv --lijst elders.csv --out e -q");
    assert!(ran.code == Some(3) && ran.stderr.contains("the list is of another run"), "{}", ran.stderr);
    std::fs::remove_file(town.path("elders.csv")).unwrap();

    let bare = Place::town();
    bare.edit("toplaag.toml", |text| {
        let (before, after) = text.split_once("[grid]").unwrap();
        let rest = after.split_once("\n[").map_or("", |(_, rest)| rest);
        format!("{before}\n[{rest}")
    });
    bare.scan();
    let ran = bare.run("faseer uit --ruimte kaart --out e -q");
    assert!(ran.code == Some(2) && ran.stderr.contains("knows no supply areas"), "{}", ran.stderr);
}

#[test]
fn wishes_are_kept_from_a_file_and_from_a_table() {
    let town = scanned();
    town.write(
        "wens.toml",
        "[[moet]]\nproject = \"PH-34\"\nreden = \"afspraak\"\n[[niet_voor]]\nproject = \"PH-34\"\njaar = 2031\n\
         [[volgorde]]\neerst = \"PH-34\"\ndaarna = \"PH-35\"\n",
    );
    town.write(
        "wens.csv",
        "wens;project;na;jaar;reden\nmoet;PH-34;;;afspraak\nniet vóór;PH-34;;2031;\nvolgorde;PH-35;PH-34;;\n",
    );
    let year = |plan: &serde_json::Value, site: &str| {
        let all = plan["projects"].as_array().unwrap();
        let own = all.iter().find(|project| project["id"].as_str().unwrap().ends_with(site)).unwrap();
        own["year"].as_u64()
    };
    let mut plans = Vec::new();
    for file in ["wens.toml", "wens.csv"] {
        town.run(&format!("faseer uit --ruimte ruimte.csv --wensen {file} --out wens --force -q"))
            .says(0, "");
        let plan = town.json("wens/fasering.json");
        let (first, then) = (year(&plan, ":ph-34").unwrap(), year(&plan, ":ph-35"));
        assert!(first >= 2031 && then.is_none_or(|then| then > first), "{first} {then:?}");
        assert!(town.read("wens/fasering.html").contains("afspraak"));
        plans.push(plan);
    }
    assert_eq!(plans[0]["projects"], plans[1]["projects"]);
}

#[test]
fn demands_that_do_not_go_together_are_named() {
    let town = scanned();
    town.write(
        "strijd.toml",
        "[[moet]]\nproject = \"PH-35\"\n[[moet]]\nproject = \"PH-34\"\n[[niet_na]]\nproject = \"PH-35\"\njaar = 2028\n\
         [[niet_na]]\nproject = \"PH-34\"\njaar = 2028\n[[minimum]]\ngemeente = \"Elzermade\"\njaar = 2028\nwoningen = 500\n",
    );
    let ran = town.run("faseer uit --ruimte ruimte.csv --wensen strijd.toml --alle --out strijd --lang nl");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let plan = town.json("strijd/fasering.json");
    let conflicts = plan["conflicts"].as_array().unwrap();
    assert!(!conflicts.is_empty());
    let said = conflicts[0]["said"].as_str().unwrap();
    assert!(said.contains("het scheelt") && ran.stdout.contains(said), "{said}\n{}", ran.stdout);
    assert!(town.read("strijd/fasering.html").contains("Wat niet samengaat"));
    // The room still holds.
    for area in plan["areas"].as_array().unwrap() {
        let (room, load) = (floats(&area["room_mw"]), floats(&area["plan_mw"]));
        assert!(room.iter().zip(&load).all(|(room, load)| load <= &(room + 1e-9)), "{area}");
    }
}

#[test]
fn an_area_whose_room_is_not_known_is_told_apart() {
    let town = scanned();
    town.write("deel.csv", "voedingsgebied_id;jaar;reservering_mw\nEM10-1;2030;0,9\n");
    town.run("faseer uit --ruimte deel.csv --alle --out deel -q").says(0, "");
    let plan = town.json("deel/fasering.json");
    for project in plan["projects"].as_array().unwrap() {
        match project["area"].as_str().unwrap() {
            "EM10-2" => assert_eq!(project["state"], "unknown_room"),
            // Before the first year that is known nothing is placed.
            _ => assert!(project["year"].as_u64().is_none_or(|year| year >= 2030), "{project}"),
        }
    }
    let issues = town.read("deel/issues.csv");
    assert!(issues.contains("de ruimte is onbekend: hier wordt niets geplaatst"), "{issues}");
    assert!(issues.contains("de ruimte is onbekend vóór 2030"), "{issues}");
}

#[test]
fn the_layers_have_days_and_the_style_shows_them_in_time() {
    let town = scanned();
    town.run("faseer uit --ruimte ruimte.csv --alle --out tijd -q").says(0, "");
    let file = rusqlite::Connection::open(town.path("tijd/fasering.gpkg")).unwrap();
    for (layer, column) in [("projecten", "from_date"), ("gebieden", "until_date")] {
        let style: String = file
            .query_row("select styleQML from layer_styles where f_table_name = ?", [layer], |row| row.get(0))
            .unwrap();
        assert!(style.contains("<temporal mode=\"2\"") && style.contains("<mapTip"), "{layer}");
        let kind: String = file
            .query_row("select type from pragma_table_info(?) where name = ?", [layer, column], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(kind, "DATE", "{layer}");
        let sql =
            format!("select count(*) from {layer} where {column} like '20__-__-__' and geom is not null");
        let n: u64 = file.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert!(n > 5, "{layer}: {n}");
    }
}

#[test]
fn the_same_question_gives_the_same_bytes_on_any_number_of_threads() {
    let town = scanned();
    for threads in [1, 3] {
        town.run(&format!(
            "faseer uit --ruimte ruimte.csv --alle --out draad{threads} --threads {threads} -q"
        ))
        .says(0, "");
    }
    let of = |folder: &str| -> BTreeMap<String, Vec<u8>> {
        let files = town.files(folder).into_iter();
        files.map(|(path, bytes)| (path.file_name().unwrap().to_string_lossy().into_owned(), bytes)).collect()
    };
    let (one, three) = (of("draad1"), of("draad3"));
    assert_eq!(one.keys().collect::<Vec<_>>(), three.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(three[name] == *bytes, "{name}");
    }
}
