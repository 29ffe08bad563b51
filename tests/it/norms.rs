//! Do the words of a result say the norms in force, and no others?

use std::{fs, path::Path};

use crate::support::{Place, rows};

/// Where text for planners stands.
const WORDED: [&str; 22] = [
    "src/certainty",
    "src/picks",
    "src/inquiry",
    "src/weighing",
    "src/assess",
    "src/cli/explain",
    "src/documents",
    "src/drawing",
    "src/export/document",
    "src/export/matching",
    "src/export/report",
    "src/factsheet",
    "src/demand",
    "src/net",
    "src/timetable",
    "src/passport",
    "src/editions",
    "src/planlijst",
    "src/publish",
    "src/tables",
    "src/viewer",
    "src/wording",
];

/// Numbers in text that are no norm, with why.
const NO_NORM: [(&str, &str); 44] = [
    ("score / 100", "where a score ends"),
    ("in negen van de tien trekkingen", "what P10 is"),
    ("in de helft van de trekkingen", "what P50 is"),
    ("half of the draws", "what P50 is"),
    ("in een van de tien trekkingen", "what P90 is"),
    ("nauwkeurig tot 1 mm", "measured against the points of NSGI"),
    ("exact to 1 mm", "measured against the points of NSGI"),
    ("0 m maaiveld", "the ground is where heights start"),
    ("0 m ground", "the ground is where heights start"),
    ("< 1 %", "a share that would round to none"),
    ("0 tot 3", "the codes of the register"),
    ("0 to 3", "the codes of the register"),
    ("0 ruimte, 1 beperkt, 2 onderzoek met wachtrij, 3 tekort met wachtrij", "the codes of the register"),
    ("0 capacity, 1 limited, 2 in research with queue, 3 shortage with queue", "the codes of the register"),
    ("0 tot 100", "where a score ends"),
    ("0 to 100", "where a score ends"),
    ("van 100 over", "where a score ends"),
    ("of 100 over", "where a score ends"),
    ("16 cijfers", "how long the BAG's numbers are"),
    ("16 digits", "how long the BAG's numbers are"),
    ("(0–1)", "where a value ends"),
    ("eigenaar 1", "a whole share"),
    ("; 1 on the plot", "a whole share"),
    ("70e percentiel", "what 3DBAG gives"),
    ("70th percentile", "what 3DBAG gives"),
    ("WGS 84", "a name"),
    ("1 : {}", "a scale"),
    ("Perronstraat 1", "an address as an example"),
    ("1381AB", "a postcode as an example"),
    ("1 woning", "one row, said in the singular"),
    ("1 home", "one row, said in the singular"),
    ("3 ×", "a connection has three phases"),
    ("spreken twee gegevens", "as many as it takes to contradict"),
    ("where two facts", "as many as it takes to contradict"),
    ("one home becomes two", "what splitting is"),
    ("van de 100", "a share as so many of a hundred"),
    ("of 100", "a share as so many of a hundred"),
    ("minder dan 1", "a share that would round to none"),
    ("fewer than 1", "a share that would round to none"),
    ("meer dan 99", "a share that would round to all"),
    ("more than 99", "a share that would round to all"),
    ("de helft onder het verwachte", "where the middle lies"),
    ("half of them below", "where the middle lies"),
    ("SMAA-2", "a name"),
];

/// Words of ours that may stand where a norm of one or two stands.
const NUMBER_WORDS: [&str; 16] = [
    "twee", "drie", "vier", "vijf", "zes", "acht", "tien", "twaalf", "helft", "kwart", "two", "three",
    "four", "five", "twelve", "half",
];

/// The sentences of a file: text in quotes with a space in it, without what
/// is filled in; messages of the command line and of `expect` are no result.
fn sentences(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| {
        let line = line.trim_start();
        !line.starts_with("//") && !line.contains("expect(") && !line.contains("reason = ")
    });
    lines
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|text| text.contains(' ') && !text.trim_start().starts_with('<'))
        .map(without_placeholders)
        .collect()
}

fn without_placeholders(text: &str) -> String {
    let mut depth = 0;
    let kept = text.chars().filter(|letter| {
        depth += usize::from(*letter == '{');
        let outside = depth == 0;
        depth -= usize::from(*letter == '}' && depth > 0);
        outside || *letter == '{' || *letter == '}'
    });
    kept.collect()
}

#[test]
fn no_norm_is_written_into_a_sentence() {
    let mut found = Vec::new();
    for folder in WORDED {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut |path| {
            // Help of the command line shows examples.
            if path.parent().is_some_and(|folder| folder.ends_with("wording/help")) {
                return;
            }
            for text in sentences(&fs::read_to_string(path).unwrap()) {
                if names_number(&text) {
                    found.push(format!("{}: {text}", path.display()));
                }
            }
        });
    }
    assert!(found.is_empty(), "take these numbers from the parameters in force:\n{}", found.join("\n"));
}

/// Whether a sentence says a number of its own: a word that starts with a
/// digit, or a number in words.
fn names_number(text: &str) -> bool {
    let mut text = text.to_owned();
    for (known, _) in &NO_NORM {
        text = text.replace(known, " ");
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit()) && !word.eq_ignore_ascii_case("3dbag")
            || NUMBER_WORDS.contains(&word.to_lowercase().as_str())
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
    for text in [
        "komt boven 12,5 m: liftgrens",
        "(> 3 × 80 A).",
        "de eerste twee plaatsen zijn vrij",
        "20 % lagere piek",
    ] {
        assert!(names_number(text), "{text}");
    }
    for text in
        ["EPSG: in de kop", "{} m", "0 tot 3", "klasse C1: ja, mits", "de 16 cijfers", "{} woningen in 3DBAG"]
    {
        assert!(!names_number(text), "{text}");
    }
    assert_eq!(
        sentences("say(\"komt boven {lift:.1} m\"); // \n  \"kort\" \"12 m\""),
        ["komt boven {} m", "12 m"]
    );
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

/// Every number of the defaults by its name, and a project in which each is another.
fn all_others() -> (Vec<(String, f64)>, String) {
    let (mut defaults, mut project) = (Vec::new(), String::new());
    let mut files: Vec<_> = fs::read_dir("data/params").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let group = file.file_stem().unwrap().to_str().unwrap();
        project += &format!("[params.{group}]\n");
        let params: toml::Table = fs::read_to_string(&file).unwrap().parse().unwrap();
        for (name, entry) in params {
            let value = &entry["value"];
            let number =
                value.as_float().or_else(|| value.as_integer().map(|n| f64::from(i32::try_from(n).unwrap())));
            defaults.extend(number.map(|number| (format!("{group}.{name}"), number)));
            project += &format!("{name} = {}\n", other(value));
        }
    }
    (defaults, project)
}

/// A value in which each number is another that still stands in its range and order.
fn other(value: &toml::Value) -> toml::Value {
    match value {
        toml::Value::Integer(n) => (n + 1).into(),
        toml::Value::Float(number) => (number * 0.987).into(),
        toml::Value::Array(values) => values.iter().map(other).collect::<Vec<_>>().into(),
        toml::Value::Table(values) => {
            toml::Value::Table(values.iter().map(|(key, value)| (key.clone(), other(value))).collect())
        }
        value => value.clone(),
    }
}

/// Wherever a result names a norm, the value in force follows: all defaults
/// are changed at once, and none may be said behind its name.
#[test]
fn a_norm_that_is_named_has_the_value_in_force() {
    let (defaults, project) = all_others();
    assert!(defaults.len() > 150, "{}", defaults.len());
    let place = Place::town();
    place.edit("toplaag.toml", |text| text + &project);
    let mut n_named = 0;
    for lang in ["nl", "en"] {
        let mut texts = Vec::new();
        for (command, out) in [
            ("scan toplaag.toml", "uit"),
            ("paspoort uit --uitgebreid", "pas"),
            ("feitenblad uit", "feit"),
            ("netaanvraag uit", "net"),
        ] {
            let ran = place.run(&format!("{command} --out {out} --force -q --lang {lang}"));
            assert_eq!(ran.code, Some(0), "{command}: {}", ran.stderr);
            let files = place.files(out).into_iter();
            texts.extend(files.filter_map(|(path, bytes)| match path.extension()?.to_str()? {
                "html" => {
                    Some((path.display().to_string(), without_tags(&String::from_utf8(bytes).unwrap())))
                }
                "xlsx" => Some((path.display().to_string(), cells(bytes))),
                _ => None,
            }));
        }
        for site in rows(&place.path("uit/shortlist.csv")).into_iter().take(40) {
            let said = place.run(&format!("explain uit {} --all --lang {lang}", site["site_id"])).stdout;
            texts.push((format!("explain {}", site["site_id"]), said));
        }
        for (where_, text) in &texts {
            for (name, default) in &defaults {
                for (at, _) in text.match_indices(name.as_str()) {
                    let behind = &text[at + name.len()..];
                    if behind.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.') {
                        continue;
                    }
                    let value = behind.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
                    let value: String =
                        value.chars().take_while(|c| c.is_ascii_digit() || ".,".contains(*c)).collect();
                    let Ok(said) = value.replace(',', ".").parse::<f64>() else { continue };
                    n_named += 1;
                    assert!(
                        (said - default).abs() > 1e-9 || *default == 0.0,
                        "{where_} says {name} = {value}"
                    );
                }
            }
        }
    }
    assert!(n_named > 1_000, "{n_named}");
}

/// The text of a page.
fn without_tags(html: &str) -> String {
    let mut depth = 0;
    let letters = html.chars().map(|letter| {
        depth += usize::from(letter == '<');
        let inside = depth > 0;
        depth -= usize::from(letter == '>' && depth > 0);
        if inside { ' ' } else { letter }
    });
    letters.collect()
}

/// All cells of a workbook, one after another.
fn cells(bytes: Vec<u8>) -> String {
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(bytes)).unwrap();
    let sheets = calamine::Reader::worksheets(&mut book);
    let cells = sheets.iter().flat_map(|(_, sheet)| sheet.rows().flatten().map(ToString::to_string));
    cells.collect::<Vec<_>>().join(" ")
}

/// Source and note of every norm, in the language that is asked: English with
/// the Dutch for it.
#[test]
fn norms_are_told_in_the_language_that_is_asked() {
    let mut pairs = Vec::new();
    for entry in fs::read_dir("data/params").unwrap() {
        let params: toml::Table = fs::read_to_string(entry.unwrap().path()).unwrap().parse().unwrap();
        for (_, norm) in params {
            for (en, nl) in [("unit", "eenheid"), ("source", "bron"), ("note", "toelichting")] {
                let texts =
                    [en, nl].map(|key| norm.get(key).and_then(|text| text.as_str()).unwrap_or_default());
                // Short words are words of both languages.
                if texts[0] != texts[1] && texts.iter().all(|text| text.len() > 7) {
                    pairs.push(texts.map(str::to_owned));
                }
            }
        }
    }
    assert!(pairs.len() > 300, "{}", pairs.len());
    let place = Place::town();
    for lang in ["nl", "en"] {
        let mut said = place.run(&format!("scan toplaag.toml --show-config --lang {lang}")).stdout;
        for command in [
            "scan toplaag.toml --out uit",
            "paspoort uit --uitgebreid --out pas",
            "feitenblad uit --out feit",
        ] {
            let ran = place.run(&format!("{command} --force -q --lang {lang}"));
            assert_eq!(ran.code, Some(0), "{command}: {}", ran.stderr);
        }
        for (path, bytes) in ["uit", "pas", "feit"].into_iter().flat_map(|folder| place.files(folder)) {
            match path.extension().and_then(|kind| kind.to_str()) {
                Some("html") => said += &without_tags(&String::from_utf8(bytes).unwrap()),
                Some("xlsx") => said += &cells(bytes),
                _ => {}
            }
        }
        for site in rows(&place.path("uit/shortlist.csv")).into_iter().take(12) {
            said += &place.run(&format!("explain uit {} --alles --lang {lang}", site["site_id"])).stdout;
        }
        let (wanted, other) = if lang == "nl" { (1, 0) } else { (0, 1) };
        let mixed: Vec<&String> = pairs
            .iter()
            .filter(|pair| !pair[wanted].contains(&pair[other]))
            .map(|pair| &pair[other])
            .filter(|text| said.contains(text.as_str()))
            .collect();
        assert!(mixed.is_empty(), "{lang}: {mixed:#?}");
        let n_said = pairs.iter().filter(|pair| said.contains(&pair[wanted])).count();
        assert!(n_said > 250, "{lang}: {n_said}");
    }
}
