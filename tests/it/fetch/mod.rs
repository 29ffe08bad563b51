//! Does `fetch` bring a gemeente in, whatever its services do?

mod server;
mod wfs;

use std::time::Duration;

use crate::support::{Place, Ran};
use server::{Server, Way};
use toplaag::{
    fetch::{Catalogue, Options, Patience},
    lang::Lang,
};

/// The features of a layer of the sample, one text each.
fn features(name: &str) -> Vec<String> {
    let (_, bytes) = toplaag::sample::embedded().iter().find(|(found, _)| *found == name).unwrap();
    let json: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    json["features"].as_array().unwrap().iter().map(ToString::to_string).collect()
}

const CSV: &str = "congestie_pc6.csv";

/// The sample as services, with a catalogue that points to them.
fn served() -> (Server, Place) {
    let text = |name: &str| {
        let (_, bytes) = toplaag::sample::embedded().iter().find(|(found, _)| *found == name).unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    let server = Server::new(&[
        ("gemeente_gegeneraliseerd", features("gemeenten.geojson")),
        ("pand", features("panden.geojson")),
        ("verblijfsobject", features("verblijfsobjecten.geojson")),
        ("buurten", features("buurten.geojson")),
        ("monumenten", features("rijksmonumenten.geojson")),
        ("perceel", features("percelen.geojson")),
        ("wegdeel", features("wegdelen.geojson")),
        ("waterdeel", features("waterdelen.geojson")),
        ("file", vec![text(CSV)]),
    ]);
    let place = Place::new();
    let at = &server.address;
    place.write(
        "bronnen.toml",
        format!(
            "[gemeenten]\naddress = \"{at}\"\nquery = {{}}\n\
             [gemeenten_wijkenbuurten]\nenabled = false\n\
             [panden]\naddress = \"{at}\"\npage_size = 100\n\
             [panden_wfs]\nenabled = false\n\
             [verblijfsobjecten]\nenabled = false\n\
             [verblijfsobjecten_ogc]\naddress = \"{at}\"\npage_size = 500\n\
             [buurten]\naddress = \"{at}\"\n\
             [rijksmonumenten]\nservice = \"ogc_api_features\"\naddress = \"{at}\"\ncollection = \"monumenten\"\n\
             [percelen]\naddress = \"{at}\"\n\
             [wegdelen]\naddress = \"{at}\"\n\
             [waterdelen]\naddress = \"{at}\"\n\
             [postcodes]\naddress = \"{at}/congestie_pc6.csv\"\n"
        ),
    );
    (server, place)
}

fn fetch(place: &Place, only: &str, more: &str) -> Ran {
    place.run(&format!(
        "fetch --gemeente elzermade --into data --catalogue bronnen.toml --retries 1 --timeout 2 -q --only {only} {more}"
    ))
}

const ALL: &str =
    "gemeenten,panden,verblijfsobjecten_ogc,buurten,rijksmonumenten,percelen,wegdelen,waterdelen,postcodes";

#[test]
fn what_is_fetched_can_be_checked_and_scanned() {
    let (server, place) = served();
    let ran = fetch(&place, ALL, "");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    let manifest = place.json("data/manifest.json");
    assert_eq!(manifest["gemeente"]["code"], "GM9001");
    let layer = |key: &str| {
        manifest["layers"].as_array().unwrap().iter().find(|layer| layer["key"] == key).unwrap().clone()
    };
    let panden = layer("panden");
    assert_eq!(
        (&panden["received"], &panden["number_matched"], &panden["kept"], &panden["rows"]),
        // One pand of the town stands in two rows that differ.
        (&391.into(), &391.into(), &390.into(), &391.into())
    );
    assert_eq!(panden["crs"], "EPSG:28992");
    assert_eq!(layer("buurten")["crs"], "OGC:CRS84");
    assert_eq!(layer("postcodes")["redistribution"], "no");
    assert!(ran.stderr.contains("for own use"), "{}", ran.stderr);
    assert_eq!(server.count("pand"), 4, "391 panden in pages of 100");

    let checked = place.run("check data/toplaag.toml");
    assert_eq!(checked.code, Some(0), "{}{}", checked.stdout, checked.stderr);
    let scanned = place.run("scan data/toplaag.toml --out uit -q");
    assert_eq!(scanned.code, Some(0), "{}", scanned.stderr);
    let run = place.json("uit/run.json");
    assert_eq!(run["counts"]["panden"], 390);
    for role in ["ground.parcels", "ground.roads", "ground.water"] {
        assert!(run["inputs"].as_array().unwrap().iter().any(|input| input["role"] == role), "{role}");
    }
}

#[test]
fn a_second_run_asks_only_what_is_old() {
    let (server, place) = served();
    fetch(&place, "panden,postcodes", "");
    let first = place.read("data/panden.geojson");
    server.requests();
    assert_eq!(fetch(&place, "panden,postcodes", "").code, Some(0));
    assert_eq!(server.requests().len(), 0, "all is young");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_eq!(fetch(&place, "panden,postcodes", "--max-age 0").code, Some(0));
    let requests = server.requests();
    assert_eq!(requests.len(), 6, "gemeenten, four pages of panden, a file: {requests:?}");
    assert!(requests.iter().all(|request| request.headers.contains_key("if-none-match")), "{requests:?}");
    assert_eq!(place.read("data/panden.geojson"), first);
}

#[test]
fn a_run_that_broke_off_goes_on_where_it_stopped() {
    let (server, place) = served();
    server.behave("pand", &[Way::Good, Way::Good, Way::Status(503)]);
    let ran = fetch(&place, "panden", "");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stderr.contains("answered 503 (a fault at the service)"), "{}", ran.stderr);
    assert!(ran.stderr.contains("error: there are no panden of Elzermade\nhint: run the same command again"));
    assert!(!place.path("data/panden.geojson").exists());
    server.behave("pand", &[Way::Good]);
    server.requests();
    assert_eq!(fetch(&place, "panden", "").code, Some(0));
    assert_eq!(server.count("pand"), 2, "two of four pages were there");
    assert_eq!(features("panden.geojson").len(), 391);
    assert_eq!(place.json("data/panden.geojson")["features"].as_array().unwrap().len(), 391);
}

#[test]
fn a_file_that_broke_off_goes_on_at_the_byte() {
    let (server, place) = served();
    server.behave("file", &[Way::Truncate, Way::Good]);
    let ran = fetch(&place, "panden,postcodes", "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let ranges: Vec<_> =
        server.requests().into_iter().filter_map(|request| request.headers.get("range").cloned()).collect();
    let (_, whole) = toplaag::sample::embedded().iter().find(|(name, _)| *name == CSV).unwrap();
    assert_eq!(ranges, [format!("bytes={}-", whole.len() / 2)]);
    assert_eq!(place.read("data/postcodes.csv").as_bytes(), *whole);
}

#[test]
fn what_may_pass_is_asked_again() {
    for way in [Way::Drop, Way::Truncate, Way::Status(429), Way::Status(503), Way::Silence(3)] {
        let (server, place) = served();
        server.behave("buurten", &[way, Way::Good]);
        let ran = fetch(&place, "buurten", "");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{way:?}");
        assert_eq!(server.count("buurten"), 2, "{way:?}");
    }
}

#[test]
fn what_does_not_pass_is_one_warning_with_its_name() {
    for (way, said) in [
        (Way::Drop, "did not answer"),
        (Way::Status(404), "answered 404 (not found)"),
        (Way::Loop, "says that an earlier page is the next"),
        (Way::Again, "sends the same page over and over"),
        (Way::NextElsewhere, "says that the next page is elsewhere, at http://elders.example/items"),
        (Way::ToFile, "redirects where it may not: `file:///etc/passwd` is neither http nor https"),
        (Way::ToItself, "redirects more than 5 times"),
        (Way::Html, "answered with a web page instead of data"),
        (Way::Part, "sends a part of what was asked for"),
        (Way::Scolds, r#"sent JSON without features: {"message":"traag\nxxx"#),
        (Way::Endless, "sends more than 104857600 bytes, which is not believed"),
    ] {
        let (server, place) = served();
        server.behave("pand", &[Way::Good]);
        server.behave("monumenten", &[way]);
        place.edit("bronnen.toml", |text| {
            text.replace("collection = \"monumenten\"", "collection = \"monumenten\"\npage_size = 2")
        });
        let ran = fetch(&place, "panden,rijksmonumenten", "");
        assert_eq!(ran.code, Some(0), "{way:?}: {}", ran.stderr);
        let lines: Vec<&str> = ran.stderr.lines().collect();
        assert_eq!(lines.len(), 1, "{way:?}: {lines:?}");
        assert!(
            lines[0].starts_with("let op: Rijksmonumenten, punten: http://127.0.0.1"),
            "{way:?}: {}",
            lines[0]
        );
        assert!(lines[0].contains(said), "{way:?}: {}", lines[0]);
        assert!(lines[0].len() < 500, "{way:?}: {}", lines[0]);
        let manifest = place.json("data/manifest.json");
        assert_eq!(manifest["not_fetched"][0]["key"], "rijksmonumenten", "{way:?}");
        assert!(!place.path("data/rijksmonumenten.geojson").exists(), "{way:?}");
    }
}

#[test]
fn a_count_that_lies_is_told_and_a_good_copy_stays() {
    let (server, place) = served();
    server.behave("buurten", &[Way::Lie]);
    let ran = fetch(&place, "panden,buurten", "--lang en");
    assert_eq!(
        ran.stderr.trim(),
        "warning: CBS buurten 2025: not whole: 7 objects came, the service counts 8; smaller boxes tell no better"
    );
    server.behave("pand", &[Way::Status(404)]);
    // Ages are whole seconds.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let ran = fetch(&place, "panden", "--max-age 0 --lang en");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("warning: BAG panden: the copy of 20"), "{}", ran.stderr);
    assert!(place.read("data/toplaag.toml").contains("path = \"panden.geojson\""));
}

#[test]
fn work_in_a_project_file_and_data_of_another_gemeente_are_not_overwritten() {
    let (_server, place) = served();
    fetch(&place, "panden", "");
    place.edit("data/toplaag.toml", |text| text + "\n[params.score]\nprofile = \"gemeente\"\n");
    let own = place.read("data/toplaag.toml");
    assert_eq!(fetch(&place, "panden", "").code, Some(0));
    assert_eq!(place.read("data/toplaag.toml"), own);
    assert!(place.path("data/toplaag.nieuw.toml").is_file());
    assert_eq!(fetch(&place, "panden", "--force").code, Some(0));
    assert_ne!(place.read("data/toplaag.toml"), own);

    place.edit("data/manifest.json", |text| text.replace("GM9001", "GM0503"));
    let ran = fetch(&place, "panden", "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.starts_with("error: `data` holds the data of Elzermade (GM0503)"), "{}", ran.stderr);
}

#[test]
fn a_forced_switch_leaves_nothing_that_speaks_of_the_other_gemeente() {
    let (server, place) = served();
    fetch(&place, "panden,postcodes", "");
    place.edit("data/manifest.json", |text| text.replace("GM9001", "GM0503"));
    server.behave("pand", &[Way::Status(404)]);
    std::fs::remove_dir_all(place.path("data/.toplaag-fetch/panden")).unwrap();
    assert_eq!(fetch(&place, "panden", "--force").code, Some(3));
    assert_eq!(place.json("data/manifest.json")["gemeente"]["code"], "GM9001");
    assert_eq!(place.json("data/manifest.json")["layers"].as_array().unwrap().len(), 0);
    assert!(!place.path("data/toplaag.toml").exists());
}

#[test]
fn a_layer_that_was_changed_is_not_kept_as_fetched() {
    let (_server, place) = served();
    fetch(&place, "panden,postcodes", "");
    place.edit("data/postcodes.csv", |text| text.replace('1', "2"));
    assert_eq!(fetch(&place, "panden", "").code, Some(0));
    assert!(!place.read("data/manifest.json").contains("postcodes.csv"));
}

#[test]
fn a_part_of_a_file_that_was_not_asked_for_is_a_warning() {
    let (server, place) = served();
    server.behave("file", &[Way::Part]);
    let ran = fetch(&place, "panden,postcodes", "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("sends a part of what was asked for"), "{}", ran.stderr);
    assert!(!place.path("data/postcodes.csv").exists());
}

#[test]
fn degrees_stay_degrees_up_to_an_empty_last_page() {
    let (server, place) = served();
    server.behave("buurten", &[Way::EmptyEnd]);
    let ran = fetch(&place, "panden,buurten", "");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let manifest = place.json("data/manifest.json");
    let buurten =
        manifest["layers"].as_array().unwrap().iter().find(|layer| layer["key"] == "buurten").unwrap();
    assert_eq!((&buurten["crs"], &buurten["received"]), (&"OGC:CRS84".into(), &7.into()));
    assert_eq!(server.count("buurten"), 2);
}

#[test]
fn a_key_of_an_own_catalogue_stays_out_of_what_may_be_passed_on() {
    let (server, place) = served();
    let at = &server.address;
    place.edit("bronnen.toml", |text| {
        text.replace(
            &format!("[panden]\naddress = \"{at}\""),
            &format!("[panden]\nquery = {{ token = \"geheim\" }}\naddress = \"{at}?apikey=geheim\""),
        )
        .replace("pc6.csv", "pc6.csv?key=geheim")
    });
    assert_eq!(fetch(&place, "panden,postcodes", "").code, Some(0));
    let asked = server.requests().iter().filter(|request| request.path.contains("geheim")).count();
    assert_eq!(asked, 2, "the first page of panden and the file");
    for name in ["data/manifest.json", "data/toplaag.toml"] {
        assert!(!place.read(name).contains("geheim"), "{}", place.read(name));
    }
}

#[cfg(unix)]
#[test]
fn who_may_read_the_layers_may_read_what_speaks_of_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_server, place) = served();
    fetch(&place, "panden", "");
    let mode = |name: &str| std::fs::metadata(place.path(name)).unwrap().permissions().mode();
    for name in ["data/manifest.json", "data/toplaag.toml"] {
        assert_eq!(mode(name), mode("data/panden.geojson"), "{name}");
    }
}

/// Checks that stages of progress do not lie in each other.
#[derive(Default)]
struct Stages {
    open: Option<String>,
    seen: Vec<(String, u64)>,
}

impl toplaag::progress::Progress for Stages {
    fn begin(&mut self, stage: &str, _total: Option<u64>) {
        assert_eq!(self.open.replace(stage.to_owned()), None);
        self.seen.push((stage.to_owned(), 0));
    }
    fn advance(&mut self, objects: u64) {
        assert!(self.open.is_some(), "no stage is open");
        self.seen.last_mut().unwrap().1 += objects;
    }
    fn end(&mut self) {
        assert!(self.open.take().is_some(), "no stage is open");
    }
}

#[test]
fn stages_follow_each_other() {
    let (_server, place) = served();
    let catalogue = Catalogue::read(Some(&place.path("bronnen.toml"))).unwrap();
    let options = Options {
        gemeente: "GM9001".into(),
        into: place.path("data"),
        only: vec!["panden".into(), "postcodes".into()],
        skip: Vec::new(),
        max_age_days: 1,
        patience: Patience { retries: 0, silence: Duration::from_secs(5) },
        force: false,
        lang: Lang::Nl,
    };
    let mut stages = Stages::default();
    assert!(toplaag::fetch::run(&catalogue, &options, &mut stages).unwrap().error.is_none());
    let counts: Vec<u64> = stages.seen.iter().map(|(_, count)| *count).collect();
    assert_eq!((counts, stages.open), (vec![1, 391, 0], None));
}

#[test]
fn a_gemeente_that_does_not_exist_is_answered_with_names() {
    let (_server, place) = served();
    place
        .run("fetch --gemeente Elzermada --into data --catalogue bronnen.toml -q")
        .says(2, "error: there is no gemeente `Elzermada`\nhint: did you mean Elzermade (GM9001)?");
}

#[test]
fn the_list_and_the_catalogue_need_no_network() {
    let place = Place::new();
    let list = place.run("fetch --list");
    assert_eq!(list.code, Some(0));
    assert!(list.stdout.contains("https://api.pdok.nl/kadaster/bag/ogc/v2 pand"), "{}", list.stdout);
    assert!(list.stdout.contains("Niet op te halen:"), "{}", list.stdout);
    let catalogue = place.run("fetch --show-catalogue");
    assert!(catalogue.stdout.contains("[panden]"));
    assert!(place.names().is_empty());
}
