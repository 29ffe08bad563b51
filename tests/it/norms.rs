//! Do the words of a result say the norms in force, and no others?

use std::{fs, path::Path};

use crate::support::Place;

/// Where text for planners stands.
const WORDED: [&str; 9] = [
    "src/wording",
    "src/factsheet",
    "src/passport",
    "src/net",
    "src/planlijst",
    "src/scan/report",
    "src/cli/explain",
    "src/tables",
    "src/assess",
];

/// What may follow a number of a norm.
const UNITS: [&str; 22] = [
    "m",
    "m²",
    "m2",
    "m³",
    "km",
    "mm",
    "%",
    "A",
    "kW",
    "MW",
    "kVA",
    "woningen",
    "homes",
    "plaatsen",
    "places",
    "autoplaatsen",
    "fietsplaatsen",
    "bouwlagen",
    "storeys",
    "jaar",
    "years",
    "dagen",
];

/// Numbers in text that are no norm, with why.
const NO_NORM: [(&str, &str); 5] = [
    ("nauwkeurig tot 1 mm", "measured against the points of NSGI"),
    ("exact to 1 mm", "measured against the points of NSGI"),
    ("0 m maaiveld", "the ground is where heights start"),
    ("0 m ground", "the ground is where heights start"),
    ("< 1 %", "a share that would round to none"),
];

#[test]
fn no_norm_is_written_into_a_sentence() {
    let mut found = Vec::new();
    for folder in WORDED {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut |path| {
            let code = fs::read_to_string(path).unwrap();
            // Tests say numbers, and comments explain them.
            let code = code.split("#[cfg(test)]").next().unwrap_or_default();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                for text in line.split('"').skip(1).step_by(2) {
                    let is_known = NO_NORM.iter().any(|(known, _)| text.contains(known));
                    if names_norm(text) && !is_known {
                        found.push(format!("{}: {text}", path.display()));
                    }
                }
            }
        });
    }
    assert!(found.is_empty(), "take these numbers from the parameters in force:\n{}", found.join("\n"));
}

/// Whether a number stands before a unit: `12,5 m`, `20 %`, `3 autoplaatsen`.
fn names_norm(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let number = pair[0].trim_matches(|c: char| "(<>≥≤−±×".contains(c));
        let is_number = number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
        let unit = pair[1].trim_matches(|c: char| ".,:;()".contains(c));
        is_number && UNITS.contains(&unit)
    })
}

fn walk(path: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, each);
        } else if path.extension().is_some_and(|kind| kind == "rs")
            && !path.to_string_lossy().ends_with("tests.rs")
        {
            each(&path);
        }
    }
}

#[test]
fn a_sentence_with_a_norm_is_told() {
    for text in
        ["komt boven 12,5 m: liftgrens", "(> 3 × 80 A).", "met meer dan 3 autoplaatsen", "20 % lagere piek"]
    {
        assert!(names_norm(text), "{text}");
    }
    for text in ["EPSG:28992", "{} m", "0 tot 3", "C1: ja, mits", "de 16 cijfers", "{homes} woningen"] {
        assert!(!names_norm(text), "{text}");
    }
}

/// Norms that sentences name, as a gemeente of its own would set them.
const OTHERS: &str = r#"
[params.optoppen]
lift_floor_m = 12.6
height_step_flags_m = [7.1, 13.1, 20.1, 70.1]
realisation_by = 2033
[params.vormen]
ladder_flag_homes = 2
[params.net]
small_connection_max_a = 81
netbewust_factor = 0.83
[params.parkeren]
bicycle_above_car_places = 7
bicycle_per_home = 5
bicycle_from = "2027-02-03"
"#;

/// What the defaults would say, in Dutch and English.
const DEFAULTS: [&str; 14] = [
    "boven 12,5 m",
    "above 12.5 m",
    "boven 7 m",
    "boven 13 m",
    "boven 20 m",
    "above 7 m",
    "above 13 m",
    "above 20 m",
    "12 woningen of meer",
    "12 homes or more",
    "3 × 80 A",
    "tot 2030",
    "by 2030",
    "20 % lagere",
];

#[test]
fn another_norm_is_said_everywhere() {
    let place = Place::town();
    place.edit("toplaag.toml", |text| text + OTHERS);
    let mut all = String::new();
    for lang in ["nl", "en"] {
        let run = format!("uit-{lang}");
        for command in [
            format!("scan toplaag.toml --out {run} -q --lang {lang}"),
            format!("paspoort {run} --out pas-{lang} --uitgebreid -q --lang {lang}"),
            format!("feitenblad {run} --out feit-{lang} -q --lang {lang}"),
            format!("netaanvraag {run} --out net-{lang} -q --lang {lang}"),
        ] {
            let ran = place.run(&command);
            assert_eq!(ran.code, Some(0), "{command}: {}", ran.stderr);
        }
        for folder in [run.clone(), format!("pas-{lang}"), format!("feit-{lang}"), format!("net-{lang}")] {
            for (path, bytes) in place.files(&folder) {
                let is_read = path.extension().is_some_and(|kind| kind == "html" || kind == "csv");
                if is_read {
                    all += &String::from_utf8_lossy(&bytes);
                }
            }
        }
        let best = place.read(&format!("{run}/shortlist.csv"));
        let site = best
            .lines()
            .nth(1)
            .unwrap()
            .split([';', ','])
            .next()
            .unwrap()
            .trim_matches(['"', '\t'])
            .to_owned();
        all += &place.run(&format!("explain {run} {site} --all --lang {lang}")).stdout;
    }
    for default in DEFAULTS {
        let around = all.find(default).map(|at| all[..at].chars().rev().take(60).collect::<Vec<_>>());
        let around = around.map(|before| before.into_iter().rev().collect::<String>());
        assert_eq!(around, None, "`{default}` is still said");
    }
    for own in [
        "12,6 m",
        "12.6 m",
        "13,1 m",
        "2 woningen of meer",
        "3 × 81 A",
        "tot 2033",
        "17 % lagere",
        "7 autoplaatsen",
    ] {
        assert!(all.contains(own), "`{own}` is not said");
    }
}
