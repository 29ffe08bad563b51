//! Does a fact sheet say what the run found, and can its sums be done again?

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, Weak},
};

use crate::{
    paspoort::poppler,
    support::{Place, rows, shared},
};

/// The town, scanned once for all tests here.
fn scanned() -> Arc<Place> {
    static SCANNED: Mutex<Weak<Place>> = Mutex::new(Weak::new());
    shared(&SCANNED, Place::scanned)
}

fn sheets(place: &Place, folder: &str) -> Vec<serde_json::Value> {
    let files = place.files(folder);
    let json = files.iter().filter(|(path, _)| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.ends_with(".json") && name != "run.json"
    });
    json.map(|(_, bytes)| serde_json::from_slice(bytes).unwrap()).collect()
}

#[test]
fn the_sheets_of_the_shortlist_say_what_the_shortlist_says() {
    let town = scanned();
    town.run("feitenblad uit --reserve --out fs -q").says(0, "");
    let found = sheets(&town, "fs");
    let shortlist = rows(&town.path("uit/shortlist.csv"));
    let forward: Vec<_> = shortlist
        .iter()
        .filter(|row| ["voorgedragen", "reserve"].contains(&row["standing"].as_str()))
        .collect();
    assert!(!forward.is_empty());
    assert_eq!(found.len(), forward.len());
    for row in forward {
        let id = row["site_id"].trim();
        let sheet = found.iter().find(|sheet| sheet["site_id"] == id).unwrap();
        for (column, value) in [("homes_low", "low"), ("homes_mid", "mid"), ("homes_high", "high")] {
            assert_eq!(sheet["homes"][value].as_u64(), row[column].parse().ok(), "{id} {column}");
        }
        let score: f64 = row["score"].replace(',', ".").parse().unwrap();
        assert!((sheet["score"]["score"].as_f64().unwrap() - score).abs() < 0.051, "{id}");
        // The score again, from the criteria on the page.
        let criteria = sheet["score"]["criteria"].as_array().unwrap();
        let known = criteria.iter().filter(|criterion| criterion["value"].is_f64());
        let (sum, weights) = known.fold((0.0, 0.0), |(sum, weights), criterion| {
            let weight = criterion["weight_share"].as_f64().unwrap();
            (sum + weight * criterion["value"].as_f64().unwrap(), weights + weight)
        });
        assert!((100.0 * sum / weights - score).abs() < 0.15, "{id}: {} {score}", 100.0 * sum / weights);
    }
}

/// Parking: homes × norm × presence, less two free places, moment by moment.
#[test]
fn the_parking_sum_can_be_done_again_from_the_page() {
    let town = scanned();
    town.run("feitenblad uit --locatie stichting-polderhuis:ph-35 --out een -q").says(0, "");
    let sheet = &sheets(&town, "een")[0];
    let homes = sheet["homes"]["mid"].as_f64().unwrap();
    let parking = &sheet["parking"];
    let norm = |name: &str| parking["norm"][name].as_f64().unwrap();
    let mut most = f64::MIN;
    for moment in parking["moments"].as_array().unwrap() {
        let of = |name: &str| moment[name].as_f64().unwrap();
        let parts =
            [("residents", "residents_presence"), ("visitors", "visitors_presence")].map(|(who, share)| {
                let again = homes * norm(who) * of(share);
                assert!((again - of(who)).abs() < 1e-9, "{moment}");
                again
            });
        let net = parts.iter().sum::<f64>() - parking["free_places"].as_f64().unwrap();
        assert!((net - of("net")).abs() < 1e-9, "{moment}: {net}");
        most = most.max(net);
    }
    assert_eq!(parking["free_places"], 2.0);
    assert_eq!(parking["demand"].as_f64().unwrap(), most.ceil());
    // The street: 245 places up to 85 %, less the 182 that are taken.
    let street = |name: &str| parking["street"][name].as_f64().unwrap();
    assert!((street("capacity") * street("limit") - street("occupied") - street("free")).abs() < 1e-9);
    // The homes again: roof × share × storeys × GO/BVO, over the size of a home.
    let again = sheet["sums"][0]["factors"].as_array().unwrap().iter().fold(1.0, |sum, factor| {
        let value = factor["value"].as_f64().unwrap();
        if factor["sign"] == "/" { sum / value } else { sum * value }
    });
    assert_eq!(again.floor(), homes);
    // 34 homes × 3.0 kW, and × 0.8 when built grid-aware.
    assert_eq!(sheet["grid"]["coincident_kw"].as_f64().unwrap(), homes * 3.0);
    assert!((sheet["grid"]["coincident_netbewust_kw"].as_f64().unwrap() - homes * 2.4).abs() < 1e-9);
    let html = town.read("een/optoppen-stichting-polderhuis-ph-35.html");
    for said in [
        "werkdag avond *",
        "Ter plaatse onderzoeken",
        "vleermuizen",
        "Volgende stappen",
        "1 oktober 2026",
        "Schematisch",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert!(!html.contains("<script"));
    let pdf = town.path("een/optoppen-stichting-polderhuis-ph-35.pdf");
    if let Some(about) = poppler("pdfinfo", &pdf, &[]) {
        assert!(about.contains("Pages:           2"), "{about}");
    }
    if let Some(text) = poppler("pdftotext", &pdf, &["-"]) {
        assert!(text.contains("Stichting Polderhuis") && text.contains("5 → 7"), "{text}");
    }
}

#[test]
fn every_form_has_a_sheet_of_two_sides_and_threads_change_nothing() {
    let town = scanned();
    let mut words = String::new();
    let mut forms: BTreeMap<String, String> = BTreeMap::new();
    for row in rows(&town.path("uit/shortlist.csv")) {
        forms.entry(row["form"].clone()).or_insert_with(|| row["site_id"].trim().to_owned());
    }
    assert_eq!(forms.len(), 7, "{forms:?}");
    forms.values().for_each(|id| words.push_str(&format!(" --locatie {id}")));
    let mut first: Option<BTreeMap<_, _>> = None;
    for threads in [1, 5] {
        town.run(&format!("feitenblad uit{words} --out alle --force -q --threads {threads}")).says(0, "");
        let files = town.files("alle");
        assert_eq!(files.len(), 7 * 3 + 2, "{:?}", files.keys());
        assert!(first.get_or_insert_with(|| files.clone()) == &files);
    }
    for path in
        town.files("alle").keys().filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
    {
        if let Some(about) = poppler("pdfinfo", path, &[]) {
            assert!(about.contains("Pages:           2"), "{}: {about}", path.display());
        }
    }
}

#[test]
fn a_site_that_is_not_there_is_told_with_those_that_are() {
    let town = scanned();
    let ran = town.run("feitenblad uit --locatie bestaatniet --out weg -q");
    assert_eq!(ran.code, Some(3));
    assert!(ran.stderr.contains("bestaatniet"), "{}", ran.stderr);
    assert!(ran.stderr.contains("hint: "), "{}", ran.stderr);
    let ran = town.run("feitenblad uit --locatie polderhuis:ph-3 --out weg -q");
    assert!(ran.stderr.contains("optoppen:stichting-polderhuis:ph-35"), "{}", ran.stderr);
    assert!(!town.path("weg").exists());
}

#[test]
fn a_complex_with_a_hostile_name_stays_text() {
    let place = Place::town();
    // As the administration wrote it: not in UTF-8.
    let bezit = std::fs::read(place.path("bezit.csv")).unwrap();
    let text: String = bezit.iter().map(|byte| char::from(*byte)).collect();
    let text = text.replace("PH-35", "<script>alert(1)</script>");
    place.write("bezit.csv", text.chars().map(|sign| u8::try_from(sign).unwrap()).collect::<Vec<u8>>());
    place.scan();
    place.run("feitenblad uit --reserve --out fs -q").says(0, "");
    let mut named = 0;
    for (path, bytes) in place.files("fs") {
        if path.extension().is_some_and(|ending| ending == "html") {
            let html = String::from_utf8(bytes).unwrap();
            assert!(!html.contains("<script"), "{}", path.display());
            named += usize::from(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"));
        }
    }
    assert!(named > 0, "the complex is on no page");
}

/// 83 homes for 64: 83 × 3.0 × 0.8 less 64 × 1.3 = 116.0 kW. The factor is on what is built alone.
#[test]
fn of_a_rebuild_only_what_is_built_is_built_grid_aware() {
    let town = scanned();
    let rows = rows(&town.path("uit/shortlist.csv"));
    let rebuilt =
        rows.iter().find(|row| row["form"] == "sloop-nieuwbouw" && !row["homes_rebuilt"].is_empty()).unwrap();
    town.run(&format!("feitenblad uit --locatie {} --out sloop -q", rebuilt["site_id"].trim())).says(0, "");
    let grid = &sheets(&town, "sloop")[0]["grid"];
    let of = |name: &str| grid[name].as_f64().unwrap();
    let (built, gone) = (of("homes"), of("homes_gone"));
    assert!(gone > 0.0);
    assert!((of("coincident_kw") - (built * 3.0 - gone * 1.3)).abs() < 1e-9, "{grid}");
    assert!((of("coincident_netbewust_kw") - (built * 2.4 - gone * 1.3)).abs() < 1e-9, "{grid}");
}
