//! Is every document asked for, traced and closed in the same way?

use std::{collections::BTreeSet, fs};

use sha2::{Digest as _, Sha256};

use crate::support::Place;

const COMMANDS: [(&str, &str); 14] = [
    ("paspoort", "paspoort uit"),
    ("feitenblad", "feitenblad uit"),
    ("planlijst", "planlijst uit"),
    ("netaanvraag", "netaanvraag uit"),
    ("fasering", "faseer uit --ruimte kaart"),
    ("watals", "watals uit --zet optoppen.home_go_m2=50"),
    ("zekerheid", "zekerheid uit"),
    ("onderzoek", "onderzoek uit"),
    ("keuze", "keuze uit"),
    ("gewichten", "gewichten uit"),
    ("vergelijk", "vergelijk uit uit"),
    ("typen", "typen uit"),
    ("knelpunten", "knelpunten uit"),
    ("voortgang", "voortgang --nu lijst.csv --vorige lijst.csv --run uit"),
];

#[test]
fn every_document_says_in_one_form_what_it_is_and_where_it_comes_from() {
    let town = Place::scanned();
    town.write("lijst.csv", "ppm_id;naam;gemeente;woningen\nP-1;Perronblok;Elzermade;30\n");
    let run = fs::read(town.path("uit/run.json")).unwrap();
    let sha256: String = Sha256::digest(&run).iter().map(|byte| format!("{byte:02x}")).collect();
    let asked: BTreeSet<&str> = [
        "program",
        "version",
        "kind",
        "name",
        "lang",
        "run",
        "files",
        "counts",
        "failed",
        "inputs",
        "parameters",
        "outputs",
    ]
    .into();
    for (kind, command) in COMMANDS {
        let ran = town.run(&format!("{command} --out {kind} --name Eigen_titel --lang en --threads 1"));
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let lines: Vec<&str> = ran.stdout.trim_end().lines().rev().take(2).collect();
        assert!(lines[0].starts_with("Next: toplaag ") && lines[1].starts_with("Look at: "), "{lines:?}");
        assert!(town.path(lines[1].trim_start_matches("Look at: ")).is_file(), "{lines:?}");

        let trail = town.json(&format!("{kind}/run.json"));
        let keys: BTreeSet<&str> = trail.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(asked.is_subset(&keys), "{command}: {keys:?}");
        assert!(keys.difference(&asked).all(|key| *key == "made"), "{command}: {keys:?}");
        assert_eq!((&trail["kind"], &trail["name"]), (&kind.into(), &"Eigen_titel".into()));
        assert_eq!(trail["run"]["sha256"], sha256, "{command}");
        // All that stands there, and nothing else.
        let there: BTreeSet<String> = town
            .files(kind)
            .into_keys()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        let said: BTreeSet<String> = serde_json::from_value(trail["outputs"].clone()).unwrap();
        assert_eq!(there, said, "{command}");
        // A document is no run.
        let ran = town.run(&format!("explain {kind} optoppen:x"));
        let told = format!("`{kind}` holds a {kind}, no scan");
        assert!(ran.code == Some(3) && ran.stderr.contains(&told), "{ran:?}");
    }
}

#[test]
fn the_csv_of_a_document_is_written_as_asked() {
    let town = Place::scanned();
    for (words, separator) in
        [("", ';'), ("--csv international", ','), ("--lang en", ','), ("--lang en --csv dutch", ';')]
    {
        town.run(&format!("netaanvraag uit --out net --force -q {words}")).says(0, "");
        let header = town.read("net/netaanvraag.csv").lines().next().unwrap().to_owned();
        assert!(header.matches(separator).count() > 20, "{words}: {header}");
    }
}

#[test]
fn the_names_of_before_still_work() {
    let town = Place::scanned();
    town.run("net uit --out net -q").says(0, "");
    town.run("factsheet uit --site stichting-polderhuis:ph-35 --out blad -q").says(0, "");
    assert!(town.path("blad/optoppen-stichting-polderhuis-ph-35.html").is_file());
}
