//! Is a gebiedspaspoort what the run says of that area, on paper and as data?

use std::{
    collections::BTreeMap,
    process::Command,
    sync::{Arc, Mutex, Weak},
};

use crate::support::{Place, rows, shared};

/// The town, scanned once for all tests here.
fn scanned() -> Arc<Place> {
    static SCANNED: Mutex<Weak<Place>> = Mutex::new(Weak::new());
    shared(&SCANNED, Place::scanned)
}

/// The passports of a folder, by identification.
fn passports(place: &Place, folder: &str) -> BTreeMap<String, serde_json::Value> {
    let files = place.files(folder);
    let json = files.iter().filter(|(path, _)| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("paspoort-") && name.ends_with(".json")
    });
    json.map(|(_, bytes)| {
        let passport: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        (passport["id"].as_str().unwrap().to_owned(), passport)
    })
    .collect()
}

/// What a program of poppler says of a PDF; `None` when it is not installed.
pub fn poppler(program: &str, path: &std::path::Path, after: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(program).arg(path).args(after).output() else {
        #[expect(clippy::print_stderr, reason = "a test that checks nothing must say so")]
        {
            eprintln!("SKIPPED: `{program}` is not there");
        }
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn number(value: &serde_json::Value) -> u64 {
    value.as_u64().unwrap()
}

#[test]
fn the_passports_of_a_town_add_up_to_its_run() {
    let town = scanned();
    town.run("paspoort uit --out pas -q").says(0, "");
    let found = passports(&town, "pas");
    assert_eq!(found.len(), 6, "{:?}", found.keys());
    // Streets and water lie underneath, so that a resident finds her own.
    let page =
        town.files("pas").into_iter().find(|(path, _)| path.to_string_lossy().contains("centrum.html"));
    let page = String::from_utf8(page.unwrap().1).unwrap();
    assert!(page.contains(">wegen</text>") && page.contains(">open water</text>"));
    // QGIS opens the map of all with colors, titles and a tip.
    let map = rusqlite::Connection::open(town.path("pas/paspoorten.gpkg")).unwrap();
    let sql = "SELECT styleQML FROM layer_styles WHERE f_table_name = 'paspoorten'";
    let style: String = map.query_row(sql, [], |row| row.get(0)).unwrap();
    for part in ["<renderer-v2", "name=\"Woningen erbij, geschikt, verwacht\"", "<mapTip"] {
        assert!(style.contains(part), "{part}");
    }
    // Every pand in use, home and location belongs to one buurt of the town.
    let sites = rows(&town.path("uit/shortlist.csv"));
    let best: Vec<_> = sites.iter().filter(|site| site["best"] == "ja").collect();
    let able =
        |site: &&&BTreeMap<String, String>| ["geschikt", "onbeslist"].contains(&site["verdict"].as_str());
    let n_able = best.iter().filter(able).count() as u64;
    let sum = |get: &dyn Fn(&serde_json::Value) -> u64| found.values().map(get).sum::<u64>();
    assert_eq!(sum(&|p| number(&p["potential"]["locations"])), n_able);
    let expected: u64 =
        best.iter().filter(able).filter_map(|site| site["set_homes_mid"].parse::<u64>().ok()).sum();
    let homes = |p: &serde_json::Value, state: &str| number(&p["potential"]["homes"][state]["mid"]);
    let both = sum(&|p| homes(p, "suitable") + homes(p, "undecided"));
    assert_eq!(both, expected);
    let counts = &town.json("uit/run.json")["counts"]["homes_sets"];
    assert_eq!(sum(&|p| homes(p, "suitable")), number(&counts["suitable"]["mid"]));
    let panden = sum(&|p| number(&p["stock"]["panden"]) + number(&p["stock"]["other_panden"]));
    assert_eq!(panden, 390 - without_footprint(&town));
    for passport in found.values() {
        let bands = passport["stock"]["by_year"].as_array().unwrap();
        let banded: u64 = bands.iter().map(|band| number(&band["panden"])).sum();
        assert_eq!(banded, number(&passport["stock"]["panden"]), "{}", passport["naam"]);
        let shares: f64 = passport["water"]["classes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["share"].as_f64().unwrap())
            .sum();
        assert!(shares <= 1.0 + 1e-9, "{shares}");
    }
    let outputs: Vec<String> = serde_json::from_value(town.json("pas/run.json")["outputs"].clone()).unwrap();
    let files = town.files("pas");
    assert_eq!(outputs.len(), files.len(), "{outputs:?}");
}

/// Panden of the town that lie nowhere.
fn without_footprint(town: &Place) -> u64 {
    let file = rusqlite::Connection::open(town.path("uit/toplaag.gpkg")).unwrap();
    file.query_row("select count(*) from panden where geom is null", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_passport_says_what_holds_in_the_stationskwartier() {
    let town = scanned();
    town.run("paspoort uit --id Stationskwartier --out station -q").says(0, "");
    let found = passports(&town, "station");
    let passport = &found["BU90010001"];
    // The station lies in zone B, and its norm table is that of the town: the
    // lower end of 0.60 – 0.90 for storeys on top of homes of 55 m².
    let used = &passport["parking"]["used"][0];
    assert_eq!((used["zone"].as_str(), used["rule"].as_str()), (Some("B"), Some("table_minimum_form")));
    assert_eq!((used["residents"].as_f64(), used["visitors"].as_f64()), (Some(0.6), Some(0.2)));
    assert_eq!(passport["grid"]["areas"][0]["id"], "EM10-1");
    assert_eq!(passport["grid"]["areas"][0]["netbeheerder"], "Netbeheer Voorbeeld");
    assert_eq!(passport["grid"]["areas"][0]["code"], 1);
    let train = &passport["access"][0];
    assert_eq!((train["class"].as_str(), train["stops"].as_u64()), (Some("train"), Some(1)));
    // By hand: homes × 3.0 kW, and × 0.8.
    let homes = passport["potential"]["homes"]["suitable"]["mid"].as_f64().unwrap();
    let load = passport["potential"]["load_mw"].as_f64().unwrap();
    assert!((load - homes * 3.0 / 1_000.0).abs() < 1e-9);
    assert!((passport["potential"]["load_netbewust_mw"].as_f64().unwrap() - load * 0.8).abs() < 1e-9);
    let file = passport["file"].as_str().unwrap();
    let html = town.read(&format!("station/{file}.html"));
    for said in
        ["Gebiedspaspoort", "Stationskwartier", "1 oktober 2026", "Bronnen en aannames", "Legenda", "1 : "]
    {
        assert!(html.contains(said), "{said}");
    }
    assert!(!html.contains("<script"));
    assert_eq!(
        html.matches("http").count(),
        html.matches("http://www.w3.org/2000/svg").count() + 1,
        "but for the CSP"
    );
    let pdf = town.path(&format!("station/{file}.pdf"));
    if let Some(about) = poppler("pdfinfo", &pdf, &[]) {
        assert!(about.contains("Pages:           2"), "{about}");
        assert!(about.contains("Tagged:          yes"), "{about}");
        assert!(!about.contains("CreationDate"), "{about}");
    }
    if let Some(text) = poppler("pdftotext", &pdf, &["-"]) {
        for said in
            ["Stationskwartier", "Parkeren", "Stroomnet", "Water en bodem", "Beperkingen", "Knelpunten"]
        {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
    if let Some(fonts) = poppler("pdffonts", &pdf, &[]) {
        let font = fonts.lines().filter(|line| line.contains("NotoSans"));
        assert!(font.clone().count() > 0 && font.clone().all(|line| line.contains("yes yes yes")), "{fonts}");
    }
    assert!(std::fs::metadata(&pdf).unwrap().len() < 1_000_000);
}

#[test]
fn the_language_is_that_of_the_reader() {
    let town = scanned();
    town.run("paspoort uit --id BU90010001 --lang en --uitgebreid --out english -q").says(0, "");
    let html = town.read("english/paspoort-bu90010001-stationskwartier.html");
    for said in ["Area passport", "Electricity grid", "1 October 2026", "SHA-256"] {
        assert!(html.contains(said), "{said}");
    }
    assert!(!html.contains("Gebiedspaspoort") && !html.contains("Beperkingen"));
}

#[test]
fn areas_of_ones_own_are_named_as_they_are_and_never_taken_for_markup() {
    let town = scanned();
    let square = |x: f64, name: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"naam":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[{x},470300],[{},470300],[{},470600],[{x},470600],[{x},470300]]]}}}}"#,
            x + 200.0,
            x + 200.0
        )
    };
    let evil = "</h1><script>alert(1)</script> #panic() ../../x";
    let features = [square(130_800.0, evil), square(130_400.0, "Zelfde"), square(130_500.0, "zelfde")];
    let rd = crate::support::RD;
    town.write(
        "eigen.geojson",
        format!(r#"{{"type":"FeatureCollection",{rd}"features":[{}]}}"#, features.join(",")),
    );
    town.run("paspoort uit --gebied eigen.geojson --out eigen -q").says(0, "");
    let names: Vec<String> = town
        .files("eigen")
        .keys()
        .map(|path| path.strip_prefix(town.path("eigen")).unwrap().display().to_string())
        .filter(|name| name.ends_with(".html"))
        .collect();
    assert_eq!(
        names,
        [
            "index.html",
            "paspoort-h1-script-alert-1-script-panic-x.html",
            "paspoort-zelfde-2.html",
            "paspoort-zelfde.html"
        ]
    );
    let html = town.read("eigen/paspoort-h1-script-alert-1-script-panic-x.html");
    assert!(!html.contains("<script"), "{html}");
}

#[test]
fn a_name_without_end_costs_that_name_alone() {
    let town = scanned();
    // A sign of two bytes across byte 65,535, where a text of a PDF ends.
    let name = format!("a{}\u{202e}", "é".repeat(40_000));
    let square = format!(
        r#"{{"type":"Feature","properties":{{"naam":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[130800,470300],[131000,470300],[131000,470600],[130800,470600],[130800,470300]]]}}}}"#,
    );
    let rd = crate::support::RD;
    town.write("lang.geojson", format!(r#"{{"type":"FeatureCollection",{rd}"features":[{square}]}}"#));
    town.run("paspoort uit --gebied lang.geojson --out lang -q").says(0, "");
    let files = town.files("lang");
    let pdf = files.iter().find(|(path, _)| path.extension().is_some_and(|end| end == "pdf"));
    assert!(pdf.unwrap().1.starts_with(b"%PDF"));
    for (path, bytes) in files.iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "html")) {
        assert!(!String::from_utf8_lossy(bytes).contains('\u{202e}'), "{}", path.display());
    }
}

#[test]
fn any_number_of_threads_writes_the_same_passports() {
    let town = scanned();
    let mut first: Option<BTreeMap<_, _>> = None;
    for threads in [1, 2, 5] {
        town.run(&format!("paspoort uit --out threads --force -q --threads {threads}")).says(0, "");
        let files = town.files("threads");
        let first = first.get_or_insert_with(|| files.clone());
        assert_eq!(first.len(), files.len());
        for (path, bytes) in &files {
            assert!(first[path] == *bytes, "{} differs with {threads} threads", path.display());
        }
    }
}

#[test]
fn what_cannot_be_is_told_with_a_cure() {
    let town = scanned();
    town.run("paspoort nergens --out weg -q").says(
        3,
        "error: `nergens` is not the folder of a run: it has no run.json\nhint: name the folder that `toplaag scan --out` wrote",
    );
    let ran = town.run("paspoort uit --id Stationsbuurt --out weg -q");
    assert_eq!(ran.code, Some(3));
    assert!(ran.stderr.contains("there is no area `Stationsbuurt`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("BU90010001 (Stationskwartier)"), "{}", ran.stderr);
    town.write("leeg.geojson", r#"{"type":"FeatureCollection","features":[]}"#);
    let ran = town.run("paspoort uit --gebied leeg.geojson --out weg -q");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(!town.path("weg").exists());
}

#[test]
fn one_booklet_holds_all_passports_with_a_bookmark_for_each() {
    let town = scanned();
    town.run("paspoort uit --out boek -q").says(0, "");
    let path = town.path("boek/paspoorten.pdf");
    let Some(about) = poppler("pdfinfo", &path, &[]) else { return };
    assert!(about.contains("Pages:           12"), "{about}");
    assert!(about.contains("Title:           Gebiedspaspoorten: "), "{about}");
    let text = std::fs::read(&path).unwrap();
    assert!(text.windows(9).any(|window| window == b"/Outlines"));
    let Some(text) = poppler("pdftotext", &path, &["-"]) else { return };
    for naam in ["Stationskwartier", "Hoogveld"] {
        assert!(text.contains(naam), "{naam}");
    }
    assert!(text.contains("12 / 12"), "pages are counted over all of it");
}

#[test]
fn the_gemeente_has_its_own_words_and_corporaties_can_stay_unnamed() {
    let town = scanned();
    town.write(
        "notities.csv",
        "gebied_id;tekst\nBU90010001;=1+1 Hier komt <b>hoogbouw</b>\nbu90010001;Tweede alinea\nBU99999999;weg\n",
    );
    town.run("paspoort uit --notities notities.csv --zonder-namen --out raad -q").says(0, "");
    let found = passports(&town, "raad");
    let notes = &found["BU90010001"]["notes"];
    assert_eq!(notes, &serde_json::json!(["=1+1 Hier komt <b>hoogbouw</b>", "Tweede alinea"]));
    let html = town.read("raad/paspoort-bu90010001-stationskwartier.html");
    assert!(html.contains("Van de gemeente") && html.contains("Tweede alinea"));
    assert!(!html.contains("<b>hoogbouw"), "text, no markup");
    assert!(town.read("raad/issues.csv").contains("BU99999999"));
    // No name of a corporatie anywhere, and none is lost with it.
    let names = ["polderhuis", "zeven linden", "zeven-linden", "réveil"];
    for (path, bytes) in town.files("raad") {
        let is_text = path.extension().is_some_and(|end| end == "html" || end == "json" || end == "csv");
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for name in names.iter().filter(|_| is_text) {
            assert!(!text.contains(name), "{name} in {}", path.display());
        }
    }
    town.run("paspoort uit --out genoemd -q").says(0, "");
    let named = passports(&town, "genoemd");
    assert!(serde_json::to_string(&named).unwrap().to_lowercase().contains("polderhuis"));
    for (id, passport) in &found {
        assert_eq!(passport["potential"], named[id]["potential"], "{id}");
        assert_eq!(passport["best"].as_array().unwrap().len(), named[id]["best"].as_array().unwrap().len());
    }
}

#[test]
fn an_area_that_is_drawn_twice_or_in_parts_that_overlap_has_its_zones() {
    let town = scanned();
    let square = |x: f64, width: f64| {
        let right = x + width;
        format!(
            r#"{{"type":"Feature","properties":{{"naam":"Spoorzone"}},"geometry":{{"type":"Polygon","coordinates":[[[{x},470000],[{right},470000],[{right},470400],[{x},470400],[{x},470000]]]}}}}"#
        )
    };
    let rd = crate::support::RD;
    let collection = |features: &[String]| {
        format!(r#"{{"type":"FeatureCollection",{rd}"features":[{}]}}"#, features.join(","))
    };
    let passport = |name: &str, features: &[String]| {
        town.write(&format!("{name}.geojson"), collection(features));
        town.run(&format!("paspoort uit --gebied {name}.geojson --out {name} -q")).says(0, "");
        passports(&town, name).remove("Spoorzone").unwrap()
    };
    let once = passport("eenmaal", &[square(130_000.0, 600.0)]);
    assert!(once["area_m2"].as_f64().is_some_and(|area| (area - 240_000.0).abs() < 1.0), "{once}");
    for (name, features) in [
        ("dubbel", [square(130_000.0, 600.0), square(130_000.0, 600.0)]),
        ("delen", [square(130_000.0, 400.0), square(130_200.0, 400.0)]),
    ] {
        let found = passport(name, &features);
        for (part, right) in [("grid", "areas"), ("water", "classes"), ("parking", "zones")] {
            let (found, right) = (&found[part][right], &once[part][right]);
            assert_eq!(found.as_array().unwrap().len(), right.as_array().unwrap().len(), "{name} {part}");
            assert!(found.as_array().is_some_and(|found| !found.is_empty()), "{name} {part}");
        }
        let area = found["area_m2"].as_f64().unwrap();
        assert!((area - 240_000.0).abs() < 1.0, "{name}: {area}");
        assert_eq!(found["gemeente"], "Elzermade", "{name}");
        assert_eq!(found["gemeente_code"], "GM9001", "{name}");
    }
    // Each form is asked its norm for homes of its own size.
    let used = once["parking"]["used"].as_array().unwrap();
    let sizes: Vec<_> =
        used.iter().map(|norm| (norm["form"].as_str().unwrap(), norm["home_m2"].as_f64())).collect();
    let params = toplaag::params::Params::built_in();
    let right = [params.optoppen.home_go_m2.value, params.inbreiding.home_go_m2.value];
    assert_eq!(sizes, [("optoppen", Some(right[0])), ("inbreiding", Some(right[1]))]);
    assert!(right[0] < right[1]);
}
