//! Does asking a run again give what another scan would?

use std::{collections::BTreeMap, fs, path::Path};

use toplaag::{
    lang::Lang,
    params::{Change, Params, can_be_asked_again},
    record::{Record, tell_certainty},
    tables::{self, SITES},
    value::Value,
};

use crate::support::{Place, rows};

/// All columns of all sites, and the verdict and homes of every pand.
pub(crate) fn answers(record: &Record) -> (Vec<Vec<Value>>, Vec<String>) {
    let names = record.names(Lang::En);
    let mut sites = record.sites().unwrap();
    tell_certainty(&mut sites, &record.params);
    let sites = sites.iter().map(|site| tables::row(SITES, site, &names)).collect();
    let panden = record
        .map_panden(|pand| {
            let assessment = &pand.survey.assessment;
            Some(format!("{} {:?} {:?}", pand.survey.id, assessment.verdict, assessment.homes))
        })
        .unwrap();
    (sites, panden)
}

/// Every number of the norms a run can be asked again with, each changed; what
/// lies outside its range is left out.
fn changes() -> Vec<Change> {
    let run = Params::built_in();
    let mut all = Vec::new();
    for parameter in run.list().iter().filter(|parameter| can_be_asked_again(&parameter.key)) {
        leaves(&parameter.key, Vec::new(), &parameter.value, &mut all);
    }
    all.retain(|change| run.changed(std::slice::from_ref(change), Path::new("test")).is_ok());
    all
}

fn leaves(key: &str, part: Vec<String>, value: &serde_json::Value, all: &mut Vec<Change>) {
    let mut push = |value: serde_json::Value| all.push(Change { key: key.into(), part: part.clone(), value });
    match value {
        serde_json::Value::Object(table) => {
            for (name, value) in table {
                leaves(key, [part.clone(), vec![name.clone()]].concat(), value, all);
            }
        }
        serde_json::Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap();
            push((number * 0.8).into());
            push((number * 1.25 + 0.01).into());
        }
        serde_json::Value::Number(number) => push((number.as_i64().unwrap() + 1).into()),
        serde_json::Value::Bool(flag) => push((!flag).into()),
        _ => {}
    }
}

/// A project with the change, as its own file would say it.
pub(crate) fn with(place: &Place, project: &str, change: &Change) {
    let (group, norm) = change.key.split_once('.').unwrap();
    // A part of a table stands in the whole table.
    let run = Params::built_in().changed(std::slice::from_ref(change), Path::new("test")).unwrap();
    let value = &run.get(&change.key).unwrap().value;
    let value = toml::Value::try_from(value).unwrap();
    place.write("toplaag.toml", format!("{project}\n[params.{group}]\n{norm} = {value}\n"));
}

/// Thirty changes, far apart in the list; `TOPLAAG_ALL_CHANGES` takes all.
#[test]
fn asking_again_gives_what_another_scan_gives() {
    let place = Place::town();
    let project = place.read("toplaag.toml");
    place.scan();
    fs::rename(place.path("uit"), place.path("run")).unwrap();
    let all = changes();
    assert!(all.len() > 250, "{}", all.len());
    let step = if std::env::var_os("TOPLAAG_ALL_CHANGES").is_some() { 1 } else { all.len() / 30 };
    let base = answers(&Record::open(&place.path("run")).unwrap());
    let (mut n_other, mut differing) = (0, Vec::new());
    for change in all.iter().step_by(step) {
        with(&place, &project, change);
        place.scan();
        let scanned = answers(&Record::open(&place.path("uit")).unwrap());
        let mut record = Record::open(&place.path("run")).unwrap();
        record.params = record.params.changed(std::slice::from_ref(change), Path::new("test")).unwrap();
        let asked = answers(&record);
        n_other += usize::from(asked != base);
        if asked != scanned {
            differing.push(format!("{} = {}", change.path(), change.value));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
    assert!(n_other > 5, "only {n_other} changes change anything");
}

/// What was measured on the maps cannot be asked again, and the list of it is
/// of norms there are.
#[test]
fn what_the_maps_were_measured_by_is_refused_by_name() {
    let place = Place::scanned();
    place.run("watals uit --zet inbreiding.setback_m=3 --out w").says(
        2,
        "error: `--zet`: the maps were measured by `inbreiding.setback_m`\n\
         hint: set it in the project file and scan again",
    );
    let before = place.files("");
    for (words, says) in [
        ("--zet foo", "`foo` is no `group.norm=value`"),
        ("--zet parkeren.norm=1", "did you mean parkeren.norm_step"),
        ("--zet optoppen.home_go_m2=-1", "must be above 0"),
        ("--zet optoppen.home_go_m2=abc", "home_go_m2"),
        ("--zet score.corporatie.optoppen.parkeren=3", "`score.corporatie` has no `parkeren`"),
        ("--zet score.profile=burgemeester", "burgemeester"),
        ("", "there is nothing to change"),
        ("--scenario nergens.toml", "nergens.toml"),
        ("--scenario toplaag.toml", "it holds no scenario"),
    ] {
        let ran = place.run(&format!("watals uit {words} --out w"));
        assert_ne!(ran.code, Some(0), "{words}");
        assert!(ran.stderr.contains(says), "{words}: {}", ran.stderr);
    }
    place.write("leeg.toml", "[scenario.a]\nnaam = \"A\"\n");
    let ran = place.run("watals uit --scenario leeg.toml --out w");
    assert!(ran.stderr.contains("`[scenario.a]` names no norm"), "{}", ran.stderr);
    assert!(place.files("").len() == before.len() + 1, "nothing else is written: {:?}", place.names());
}

#[test]
fn a_scenario_says_who_comes_and_goes_and_by_which_rule() {
    let place = Place::scanned();
    place.write(
        "scenarios.toml",
        "[scenario.klein]\nnaam = \"Kleinere woningen\"\noptoppen.home_go_m2 = 50\n\n\
         [scenario.oud]\noptoppen.bouwjaar_min = 1990\n",
    );
    let ran = place.run_in("nl", "watals uit --zet score.profile=gemeente --scenario scenarios.toml --out w");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let run = place.json("w/run.json");
    assert_eq!(run["kind"], "watals");
    let counts = run["counts"].as_array().unwrap();
    assert_eq!(counts.len(), 3);
    assert_eq!(counts[1]["scenario"], "Kleinere woningen");
    assert_eq!(counts[1]["changes"][0], serde_json::json!(["optoppen.home_go_m2", "55,0", "50,0"]));
    // Put forward and older, and no constructeur spoke for it: it must go.
    let all = rows(&place.path("uit/shortlist.csv"));
    let old = |row: &&BTreeMap<String, String>| {
        row["standing"] == "voorgedragen" && row["bouwjaar_max"].parse::<u32>().is_ok_and(|year| year < 1990)
    };
    let older: Vec<String> = all.iter().filter(old).map(|row| row["site_id"].clone()).collect();
    assert!(older.len() > 2, "{older:?}");
    let xlsx = fs::read(place.path("w/watals.xlsx")).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(xlsx)).unwrap();
    let moves = calamine::Reader::worksheet_range(&mut book, "Erbij en eraf").unwrap();
    let left: Vec<String> = moves
        .rows()
        .filter(|row| row[0] == "oud" && row[1] == "eraf")
        .map(|row| format!("{} {}", row[3], row[2]))
        .collect();
    assert!(left.len() > 2 && left.iter().all(|said| said.contains("te oud")), "{left:#?}");
    assert!(left.iter().all(|said| older.iter().any(|id| said.starts_with(id))), "{left:#?}");
    assert!(ran.stdout.contains("Kleinere woningen") && ran.stdout.contains("te oud"), "{}", ran.stdout);
    let page = place.read("w/watals.html");
    assert!(page.contains("Wie erbij komt en wie eraf gaat") && !page.contains("optoppen (storeys"), "Dutch");
}

/// The same norms give the same answers, and the page says so.
#[test]
fn nothing_changes_when_nothing_is_changed() {
    let place = Place::scanned();
    let ran = place.run_in("nl", "watals uit --zet optoppen.home_go_m2=55 --out w");
    assert!(ran.stdout.contains("Er verandert niets."), "{}", ran.stdout);
}

/// A published method, with what it copies and what was published beside it.
#[test]
fn a_recipe_says_what_it_copies_and_stands_beside_what_was_published() {
    let place = Place::scanned();
    let ran = place.run_in("nl", "watals uit --recept must-centrum --recept stec-2023 --out w");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let run = place.json("w/run.json");
    assert_eq!(run["counts"][0]["scenario"], "MUST: 50 % van het dak, 75 m² per woning");
    assert_eq!(run["counts"][1]["changes"].as_array().unwrap().len(), 4);
    let page = place.read("w/watals.html");
    for text in [
        "700.000 m² plat dak: 4.666 woningen gepubliceerd, 4.666 met de normen van dit recept",
        "Wat dit recept overneemt",
        "Wat het niet overneemt",
        "28.800",
        "8.850",
        "30,7 %",
        "Geen norm is erop afgestemd.",
    ] {
        assert!(page.contains(text), "{text}");
    }
    // The homes in use of the town, by the table of panden of the run: 2.4 % and
    // the band are of these.
    let db = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let stock: i64 = db
        .query_row("SELECT sum(n_homes) FROM panden WHERE status IN ('Pand in gebruik', 'Pand in gebruik (niet ingemeten)', 'Verbouwing pand')", [], |row| row.get(0))
        .unwrap();
    assert!(
        page.contains(&format!(
            "van de woningen die bekend zijn ({})",
            toplaag::wording::whole(stock, Lang::Nl)
        )),
        "{stock}"
    );
    // No norm of the run is another by it.
    assert_eq!(run["parameters"], place.json("uit/run.json")["parameters"]);
    place
        .run("watals uit --recept abf --out w2")
        .says(2, "error: there is no recipe `abf`\nhint: there are: must-centrum, stec-2023");
}
