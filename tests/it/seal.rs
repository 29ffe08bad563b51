//! Does a seal notice everything, and name it?

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::LazyLock,
};

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use toplaag::{
    params::{Change, Params},
    progress::Silent,
    seal,
};

use crate::support::{Place, Ran};

/// A scanned town with a seal of it.
fn sealed() -> Place {
    let place = Place::scanned();
    place.run("zegel uit --out zegel.json -q").says(0, "");
    place
}

/// The differences a check names, and its code.
fn differences(ran: &Ran) -> (Option<i32>, Vec<String>) {
    let lines = ran.stdout.lines().filter_map(|line| line.strip_prefix("  - "));
    (ran.code, lines.map(str::to_owned).collect())
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_run_and_its_inputs_give_what_was_sealed() {
    let place = sealed();
    for with in ["uit", "toplaag.toml"] {
        for threads in [1, 3] {
            let ran = place.run(&format!("controleer zegel.json {with} --lang en --threads {threads}"));
            assert_eq!(ran.code, Some(0), "{ran:?}");
            assert!(ran.stdout.contains("the seal holds: "), "{ran:?}");
            place.run(&format!("controleer zegel.json {with} -q")).says(0, "");
        }
    }
    // The same seal, on any number of threads and of any folder.
    place.run("scan toplaag.toml --out elders -q --threads 1").says(0, "");
    place.run("zegel elders --out twee.json --threads 1 -q").says(0, "");
    assert_eq!(place.read("zegel.json"), place.read("twee.json"));
    let text = place.read("zegel.json");
    let seal = place.json("zegel.json");
    let keys: BTreeSet<&str> = seal.as_object().unwrap().keys().map(String::as_str).collect();
    let known = [
        "area",
        "files",
        "form",
        "inputs",
        "kind",
        "lang",
        "name",
        "norms",
        "profile",
        "program",
        "rdnaptrans2018_grid",
        "result",
        "version",
        "zegel",
    ];
    assert_eq!(keys, BTreeSet::from(known), "no clock");
    assert!(!text.contains(&place.path("").display().to_string()), "no host");
}

/// The number, and those of panden and sites, worked out from the files of the
/// run.
#[test]
fn its_numbers_can_be_worked_out_by_anybody() {
    let place = sealed();
    let text = place.read("zegel.json");
    let seal: Value = serde_json::from_str(&text).unwrap();
    let rest: String = text
        .lines()
        .filter(|line| !line.starts_with("  \"zegel\":"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(seal["zegel"], sha256(&rest));
    for input in seal["inputs"].as_array().unwrap() {
        let bytes = fs::read(place.path(input["file"].as_str().unwrap())).unwrap();
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(input["sha256"], sum);
    }
    let features = |name: &str| -> Vec<Value> {
        let file: Value = place.json(&format!("uit/{name}"));
        let of = |feature: &Value| feature["properties"].clone();
        file["features"].as_array().unwrap().iter().map(of).collect()
    };
    let shown = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().unwrap().to_string(),
        other => panic!("{other}"),
    };
    let line = |row: &Value, columns: &[&str]| {
        columns.iter().map(|column| shown(&row[*column])).collect::<Vec<_>>().join("\t") + "\n"
    };
    let sites = features("sites.geojson");
    let columns = ["site_id", "verdict", "homes_low", "homes_mid", "homes_high", "score", "standing", "rank"];
    let lines: String = sites.iter().map(|site| line(site, &columns)).collect();
    assert_eq!(seal["result"]["sites_sha256"], sha256(&lines));
    let mut by_verdict: BTreeMap<&str, u64> = BTreeMap::new();
    sites.iter().for_each(|site| *by_verdict.entry(site["verdict"].as_str().unwrap()).or_default() += 1);
    assert_eq!(seal["result"]["counts"]["sites"], serde_json::to_value(by_verdict).unwrap());
    let on_list = |site: &&Value| ["shortlist", "reserve"].contains(&site["standing"].as_str().unwrap());
    let listed: Vec<&Value> = sites.iter().filter(on_list).map(|site| &site["site_id"]).collect();
    let forward = seal["result"]["put_forward"].as_array().unwrap();
    assert_eq!(forward.iter().map(|site| &site["site_id"]).collect::<Vec<_>>(), listed);
    let run = place.json("uit/run.json");
    for parameter in run["parameters"].as_array().unwrap() {
        assert_eq!(seal["norms"][parameter["key"].as_str().unwrap()], parameter["value"]);
    }
}

#[test]
fn every_kind_of_change_is_named() {
    let place = sealed();
    let check = |with: &str| differences(&place.run(&format!("controleer zegel.json {with} --lang en")));

    // The list that lies in the folder, changed by hand.
    let list = place.read("uit/shortlist.csv");
    place.write("uit/shortlist.csv", list.replacen("Zeven", "Acht", 1));
    assert_ne!(place.read("uit/shortlist.csv"), list);
    assert_eq!(check("uit"), (Some(6), vec!["shortlist.csv: is not the file that was sealed".to_owned()]));
    place.write("uit/shortlist.csv", &list);
    assert_eq!(check("uit"), (Some(0), vec![]));

    // An input, one byte: in a comment of nobody.
    let bezit = fs::read(place.path("bezit.csv")).unwrap();
    place.write("bezit.csv", [bezit.as_slice(), b"\n"].concat());
    let (code, said) = check("toplaag.toml");
    assert_eq!(code, Some(6));
    // The workbook names the checksums of what it rests on.
    assert_eq!(said[1..], ["shortlist.xlsx: is not the file that was sealed"]);
    assert!(said[0].starts_with("the holdings (`bezit.csv`): its content is another (SHA-256 "), "{said:?}");
    // The run rests on what it read.
    assert_eq!(check("uit").0, Some(0));
    place.write("bezit.csv", &bezit);

    // A norm, in the project.
    let project = place.read("toplaag.toml");
    place.write("toplaag.toml", format!("{project}\n[params.optoppen]\nhome_go_m2 = 50\n"));
    let (code, said) = check("toplaag.toml");
    assert_eq!(code, Some(6));
    assert_eq!(said[0], "norm optoppen.home_go_m2: 55.0 → 50.0");
    assert!(said.iter().all(|line| !line.starts_with("norm ") || line == &said[0]), "{said:?}");
    assert!(said.iter().any(|line| line.starts_with("sites: of one at least")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("homes") && line.contains(" → put forward")), "{said:?}");

    // What is counted is told in words, in both languages.
    for (lang, other, words) in [
        ("nl", "homes that go together", "woningen die samengaan, geschikt, verwacht: "),
        ("en", "woningen", "homes that go together, suitable, expected: "),
    ] {
        let (_, said) =
            differences(&place.run_in(lang, &format!("controleer zegel.json toplaag.toml --lang {lang}")));
        assert!(said.iter().any(|line| line.starts_with(words)), "{said:?}");
        for line in &said[1..] {
            assert!(!["_", "telling", "count ", other].iter().any(|raw| line.contains(raw)), "{line}");
        }
    }

    // A weight set.
    place.write("toplaag.toml", format!("{project}\n[params.score]\nprofile = \"gemeente\"\n"));
    let (_, said) = check("toplaag.toml");
    assert_eq!(said[0], "norm score.profile: corporatie → gemeente");

    // A setting that is neither norm nor input.
    place.write("toplaag.toml", project.replacen("effect = \"exclude\"", "effect = \"flag\"", 1));
    assert_ne!(place.read("toplaag.toml"), project);
    let ran = place.run("controleer zegel.json toplaag.toml --lang en");
    assert_eq!(ran.code, Some(6));
    assert!(
        ran.stdout.contains("with the same files and norms; see what else the project file sets"),
        "{ran:?}"
    );

    // An input that is left out.
    let without: String = project.split("\n[").filter(|table| !table.starts_with("bezit")).fold(
        String::new(),
        |text, table| {
            if text.is_empty() { table.to_owned() } else { format!("{text}\n[{table}") }
        },
    );
    place.write("toplaag.toml", without);
    let (_, said) = check("toplaag.toml");
    assert_eq!(said[0], "the holdings (`bezit.csv`): this input is not there now");
    place.write("toplaag.toml", &project);

    // The record of the run: a fact.
    let mut record = fs::read(place.path("uit/toplaag.record")).unwrap();
    let middle = record.len() / 2;
    record[middle] ^= 1;
    place.write("uit/toplaag.record", record);
    let ran = place.run("controleer zegel.json uit");
    assert!(matches!(ran.code, Some(3 | 6)), "{ran:?}");
}

/// Whoever changes one sign of a seal is found out.
#[test]
fn a_seal_that_was_touched_is_not_believed() {
    let place = sealed();
    let text = place.read("zegel.json");
    let step = text.len() / 40;
    for at in (0..text.len()).step_by(step).filter(|at| text.is_char_boundary(*at)) {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
        place.write("anders.json", bytes);
        let ran = place.run("controleer anders.json uit -q");
        assert!(matches!(ran.code, Some(3 | 6)), "byte {at}: {ran:?}");
        assert!(
            ["changed after", "damaged", "no seal", "UTF-8", "form"]
                .iter()
                .any(|why| ran.stderr.contains(why)),
            "byte {at}: {ran:?}"
        );
    }
    // Line ends of another system are no change.
    place.write("anders.json", text.replace('\n', "\r\n"));
    place.run("controleer anders.json uit -q").says(0, "");
    let said = place.json("zegel.json")["zegel"].as_str().unwrap().to_owned();
    let other = text.replacen("\"rank\": 1,", "\"rank\": 2,", 1);
    place.write("anders.json", &other);
    let is = sha256(&other.replacen(&format!("  \"zegel\": \"{said}\",\n"), "", 1));
    place.run("controleer anders.json uit").says(
        6,
        &format!(
            "error: `anders.json` was changed after it was written: its content has the number {is}, it says {said}\n\
             hint: take the seal as it was handed out; its number stands in the minutes"
        ),
    );
    for (content, code, says) in [
        ("", 3, "the file is damaged: "),
        (&text[..text.len() / 2], 3, "the file is damaged: "),
        ("{}", 3, "this is no seal"),
        ("{\"kind\": \"zegel\", \"form\": 2}", 3, "it is a seal of form 2, and this program knows form 1"),
        ("{\"kind\": \"scan\"}", 3, "this is no seal"),
    ] {
        place.write("anders.json", content);
        let ran = place.run("controleer anders.json uit");
        assert_eq!(ran.code, Some(code), "{ran:?}");
        assert!(ran.stderr.contains(says), "{ran:?}");
    }
    for (words, code, says) in [
        ("controleer nergens.json uit", 3, "nergens.json"),
        ("controleer zegel.json nergens", 3, "nergens"),
        ("controleer zegel.json bezit.csv", 3, "bezit.csv"),
        ("zegel uit --out zegel.json", 4, "zegel.json"),
        ("zegel nergens --out z2.json", 3, "nergens"),
        ("zegel uit --out uit/run.json --force", 2, "would replace `uit`, which is read"),
    ] {
        let ran = place.run(words);
        assert_eq!(ran.code, Some(code), "{words}: {ran:?}");
        assert!(ran.stderr.contains(says), "{words}: {ran:?}");
    }
    assert!(!place.path("z2.json").exists());
}

/// A version of the program, and any norm, by its name alone.
#[test]
fn a_norm_that_is_another_is_named_and_no_other() {
    static KEYS: LazyLock<Vec<String>> =
        LazyLock::new(|| Params::built_in().list().iter().map(|parameter| parameter.key.clone()).collect());
    let place = sealed();
    let run = place.json("uit/run.json");
    let check = |run: &Value| {
        place.write("uit/run.json", serde_json::to_string(run).unwrap());
        let checked = seal::check(&place.path("zegel.json"), &place.path("uit"), &mut Silent).unwrap();
        checked.differences.causes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let mut other = run.clone();
    other["version"] = "9.9.9".into();
    assert_eq!(check(&other), [format!("version of toplaag: {} → 9.9.9", env!("CARGO_PKG_VERSION"))]);
    let mut n = 0;
    for (at, key) in KEYS.iter().enumerate().step_by(KEYS.len() / 30) {
        let value = &run["parameters"][at]["value"];
        assert_eq!(run["parameters"][at]["key"], **key);
        let Some(changed) = another(value) else { continue };
        let change = Change { key: key.clone(), part: Vec::new(), value: changed.clone() };
        // What lies outside its range is no norm.
        let can_be = toplaag::params::can_be_asked_again(key)
            && Params::built_in().changed(&[change], Path::new("test")).is_ok();
        if !can_be {
            continue;
        }
        let mut other = run.clone();
        other["parameters"][at]["value"] = changed;
        let said = check(&other);
        assert!(
            !said.is_empty() && said.iter().all(|line| line.starts_with(&format!("norm {key}"))),
            "{key}: {said:?}"
        );
        n += 1;
    }
    assert!(n > 12, "{n}");
    let mut other = run.clone();
    other["inputs"][0]["sha256"] = "00".into();
    let said = check(&other);
    assert!(said.len() == 1 && said[0].contains("its content is another"), "{said:?}");
}

/// Another value of the same kind; `None` where there is no telling.
fn another(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) if number.is_f64() => Some((number.as_f64()? * 0.9 + 0.0137).into()),
        Value::Number(number) => Some((number.as_i64()? + 1).into()),
        Value::Bool(flag) => Some((!flag).into()),
        Value::Object(table) => {
            let (name, value) = table.iter().next()?;
            let mut table = table.clone();
            table.insert(name.clone(), another(value)?);
            Some(table.into())
        }
        _ => None,
    }
}
