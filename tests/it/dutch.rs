//! What does somebody read who set nothing? Dutch, and nothing else.

use std::collections::BTreeSet;

use crate::support::{Place, Ran, Scanned, feature, pand, pand_id, square};

/// Runs the program as it is by default.
fn run(place: &Place, words: &str) -> Ran {
    place.run_in("", words)
}

#[test]
fn help_is_dutch_and_english_by_request() {
    let place = Place::new();
    for command in ["", "demo", "init", "fetch", "check", "scan", "explain", "paspoort", "tiles", "sample"] {
        let dutch = run(&place, &format!("{command} --help")).stdout;
        assert!(dutch.contains("Gebruik: toplaag") && dutch.contains("Opties:"), "{dutch}");
        assert!(!dutch.contains("Usage") && !dutch.contains("Options"), "{dutch}");
        for (lang, words) in
            [("en", format!("{command} --help")), ("", format!("{command} --lang en --help"))]
        {
            let english = place.run_in(lang, &words).stdout;
            assert!(english.contains("Usage: toplaag"), "{english}");
        }
    }
    assert_eq!(run(&place, "help scan").stdout, run(&place, "scan --help").stdout);
}

#[test]
fn a_wrong_command_line_is_told_in_dutch() {
    let place = Place::new();
    for (words, said) in [
        ("scna", "fout: onbekend commando: `scna`\ntip: bedoelt u `scan`?"),
        ("scan", "fout: niet gegeven: --out <MAP>, <PROJECT>\n\nGebruik: toplaag scan [OPTIES] <PROJECT>"),
        ("scan x --lang fr", "fout: `fr` kan niet bij `--lang <LANG>`\ntip: mogelijk zijn nl, en"),
        ("demo --fro", "fout: onbekend: `--fro`"),
    ] {
        let ran = run(&place, words);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.starts_with(said), "{}", ran.stderr);
        assert!(!ran.stderr.contains("error") && !ran.stderr.contains("Usage"), "{}", ran.stderr);
    }
    assert!(place.run("demo --fro").stderr.starts_with("error: unexpected argument '--fro' found"));
}

#[test]
fn an_error_and_its_cure_are_dutch_with_the_codes_they_had() {
    let place = Place::new();
    run(&place, "scan toplaag.toml --out uit").says(
        3,
        "fout: kan `toplaag.toml` niet openen\n  \
         oorzaak: het bestand of de map bestaat niet (systeemfout 2)\n\
         tip: controleer het pad; paden in een projectbestand gaan uit van de map van dat bestand",
    );
    run(&place, "sample --panden 0 --out stad")
        .says(2, "fout: `--panden 0` kan niet\ntip: geef 1 tot 12000000");
    run(&place, "explain nergens 1").says(
        3,
        "fout: `nergens` is niet de map van een run: er is geen run.json\n\
         tip: noem de map die `toplaag scan --out` schreef",
    );
    place.write("leeg.toml", "[project]\nlang = \"en\"\n");
    run(&place, "check leeg.toml").says(
        3,
        "fout: projectbestand `leeg.toml`: het noemt geen panden\n\
         tip: schrijf `[panden]` en daaronder `path = \"…\"`; alle andere invoer mag weg",
    );
    run(&place, "check leeg.toml --lang en").says(
        3,
        "error: project file `leeg.toml`: it names no panden\n\
         hint: write `[panden]` and below it `path = \"…\"`; every other input may be left out",
    );
}

#[test]
fn errors_follow_the_language_of_the_project_unless_another_is_asked_for() {
    let place = Place::town();
    let project = place.read("toplaag.toml").replace("[panden]", "[panden]\nlayer = \"x\"");
    place.write("dutch.toml", &project);
    place.write("english.toml", project.replace("lang = \"nl\"", "lang = \"en\""));
    for (lang, words, start) in [
        ("", "scan dutch.toml --out uit -q", "fout: "),
        ("", "scan english.toml --out uit -q", "error: "),
        ("", "scan english.toml --out uit -q --lang nl", "fout: "),
        ("en", "scan dutch.toml --out uit -q", "error: "),
    ] {
        let ran = place.run_in(lang, words);
        assert_eq!(ran.code, Some(3), "{}", ran.stderr);
        assert!(ran.stderr.starts_with(start), "{words}: {}", ran.stderr);
    }
}

#[test]
fn explain_takes_an_address_and_says_the_verdict_first_in_words() {
    let place = Place::scanned();
    let told = run(&place, "explain uit Planetenlaan 5").stdout;
    assert!(told.starts_with("Planetenlaan 1-143, Elzermade (pand 9001100000000003)\n"), "{told}");
    assert!(told.contains("geschikt, voldoet aan alle regels; 12 woningen (8 – 17)"), "{told}");
    assert!(told.contains("toplaag explain uit 9001100000000003 --alles"), "{told}");
    for hidden in ["[K]", "sha256", "optoppen.", " the ", "suitable", "method"] {
        assert!(!told.contains(hidden), "{hidden}: {told}");
    }
    for same in [
        "Planetenlaan 5, Elzermade",
        "planetenln. 143 Elzermade",
        "9001100000000003",
        "9990CF 5",
        "9990 cf 143",
        "Planetenlaan 5, 9990CF Elzermade",
    ] {
        assert_eq!(run(&place, &format!("explain uit {same}")).stdout, told, "{same}");
    }
    let site = run(&place, "explain uit optoppen:stichting-polderhuis:ph-35 --alles").stdout;
    assert!(site.contains("Nota parkeren Elzermade 2023") && !site.contains("\n        en "), "{site}");
    let whole = run(&place, "explain uit Planetenlaan 5 --alles").stdout;
    assert!(whole.contains("optoppen.bouwjaar_min = 1945") && whole.contains("sha256"), "{whole}");
    assert_eq!(run(&place, "explain uit 9001100000000003 --all").stdout, whole);
    let english = run(&place, "explain uit Planetenlaan 5 --lang en").stdout;
    assert!(english.contains("suitable, all rules hold; 12 homes"), "{english}");

    for nowhere in [
        "Planetenlaan 161",
        "Planetenlaan 5 Weesp",
        "Nergensstraat 1",
        "Planetenlaan 5, Ee",
        "9990CF 161",
        "9999ZZ 5",
    ] {
        let ran = run(&place, &format!("explain uit {nowhere}"));
        assert_eq!(ran.code, Some(3));
        assert!(
            ran.stderr.contains(&format!("`{nowhere}` is geen pand, adres of locatie")),
            "{}",
            ran.stderr
        );
    }
    // Between the numbers of a pand across the street, which has even ones.
    let across = run(&place, "explain uit Planetenlaan 145");
    assert_eq!((across.code, across.stdout.as_str()), (Some(3), ""));
    assert!(across.stderr.contains("past geen pand met zekerheid"), "{}", across.stderr);
    assert!(across.stderr.contains("(Planetenlaan 2-160, Elzermade)"), "{}", across.stderr);
}

#[test]
fn an_address_that_fits_several_panden_lists_them() {
    let place = Place::town();
    // Seinstraat 3 becomes a second Perronstraat 1, in another place.
    let units = place.read("verblijfsobjecten.geojson");
    let mut n = 0;
    let lines: Vec<String> = units
        .lines()
        .map(|line| {
            if line.contains(r#""openbare_ruimte":"Seinstraat","huisnummer":3,"#) {
                n += 1;
                line.replace(r#""Seinstraat","huisnummer":3,"#, r#""Perronstraat","huisnummer":1,"#)
                    .replace(r#""woonplaats":"Elzermade""#, r#""woonplaats":"Weesp""#)
            } else {
                line.to_owned()
            }
        })
        .collect();
    assert!(n > 0, "the town has a Seinstraat 3");
    place.write("verblijfsobjecten.geojson", lines.join("\n"));
    place.scan();
    let ran = run(&place, "explain uit Perronstraat 1");
    assert_eq!(ran.code, Some(3));
    assert!(
        ran.stderr.starts_with("fout: op `Perronstraat 1` passen 2 panden\ntip: noem de plaats"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("(Perronstraat 1, Elzermade)"), "{}", ran.stderr);
    assert!(ran.stderr.contains("(Perronstraat 1, Weesp)"), "{}", ran.stderr);
    let told = run(&place, "explain uit Perronstraat 1 Weesp").stdout;
    assert!(told.starts_with("Perronstraat 1, Weesp (pand "), "{told}");
}

#[test]
fn what_is_wrong_with_a_file_is_said_in_dutch_and_what_a_library_says_is_quoted() {
    for (name, bytes, said) in [
        ("panden.gpkg", "geen", "als GeoPackage: het begint niet als een SQLite-database"),
        (
            "panden.geojson",
            r#"{"type":"Nota"}"#,
            "als GeoJSON: het is een `Nota`, verwacht werd een FeatureCollection (regel 1, kolom 15)",
        ),
        ("panden.geojson", r#"{"type":"#, "als GeoJSON: „EOF while parsing a value at line 1 column 8”"),
        ("panden.csv", "identificatie;bouwjaar\n\0", "als CSV: byte 23 is NUL: dit is geen tekst"),
    ] {
        let place = Place::panden(name, bytes);
        let ran = run(&place, "scan toplaag.toml --out uit -q");
        let first = ran.stderr.lines().next().unwrap_or_default();
        assert_eq!((first, ran.code), (&*format!("fout: kan `{name}` niet lezen {said}"), Some(3)));
        let english = place.run("scan toplaag.toml --out uit -q").stderr;
        assert!(english.starts_with(&format!("error: cannot read `{name}` as ")), "{english}");
    }
}

#[test]
fn the_details_of_issues_are_dutch_and_english_by_request() {
    let mut kinds = BTreeSet::new();
    for place in crate::cases::with_issues().into_iter().chain([broken_town()]) {
        let (dutch, english) = (place.scan_in("nl"), place.scan_in("en"));
        assert_eq!(dutch.issues.len(), english.issues.len());
        for (nl, en) in dutch.issues.iter().zip(&english.issues) {
            assert_eq!((&nl.kind, &nl.object), (&en.kind, &en.object));
            assert_ne!(nl.detail, en.detail, "{nl}");
        }
        lacks(&dutch, &["the", "left", "kept", "not", "taken", "stays", "occurs", "found", "with", "its"]);
        lacks(&english, &["de", "het", "weggelaten", "niet", "geldt", "blijft", "staat", "heeft", "met"]);
        kinds.extend(dutch.issues.into_iter().map(|issue| issue.kind));
    }
    // All but an ambiguous row and a sheet without a list.
    assert!(kinds.len() >= 16, "{kinds:?}");
}

/// None of these words stands in a detail, outside what is quoted.
#[track_caller]
fn lacks(scanned: &Scanned, words: &[&str]) {
    for issue in &scanned.issues {
        let own: Vec<&str> = issue.detail.split('`').step_by(2).collect();
        let own = own.join(" ").to_lowercase();
        let mut found = own.split(|sign: char| !sign.is_alphanumeric()).filter(|word| words.contains(word));
        assert_eq!(found.next(), None, "{issue}");
    }
}

/// The town with everything wrong that a pand, a home, a zone and a row of the
/// holdings can have.
fn broken_town() -> Place {
    let place = Place::town();
    let ring = |ring: &str| format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#);
    let shapes = [
        "null".to_owned(),
        ring(""),
        ring("[[130000,470000],[130030,470030],[130030,470000],[130000,470030],[130000,470000]]"),
        ring("[[130000,470000],[130030,470000],[130000,470000]]"),
        ring("[[130000,470000],[130030,470000],[1e300,470030],[130000,470000]]"),
        ring("[[0,0],[30,0],[30,30],[0,0]]"),
        r#"{"type":"Polygon","coordinates":"hier"}"#.to_owned(),
        r#"{"type":"Kubus","coordinates":[]}"#.to_owned(),
        r#"{"type":"Point","coordinates":[130000,470000]}"#.to_owned(),
        format!(
            r#"{{"type":"GeometryCollection","geometries":[{},{{"type":"Point","coordinates":[1,1]}}]}}"#,
            square(9)
        ),
    ];
    let mut panden: Vec<String> = (101..).zip(&shapes).map(|(n, shape)| pand(n, shape)).collect();
    panden.extend([
        pand(120, &square(20)).replace("1972", "9999"),
        pand(121, &square(21)).replace("Pand in gebruik", "Pand in de maak"),
        pand(122, &square(22)),
        pand(122, &square(23)).replace("1972", "1973"),
        feature(r#""identificatie":null"#, &square(24)),
        feature(r#""identificatie":"geen""#, &square(25)),
    ]);
    add(&place, "panden.geojson", &panden);
    let home = |n: u64, more: &str| {
        let own = format!(r#""identificatie":"9999010000{n:06}","status":"Verblijfsobject in gebruik","#);
        feature(&format!("{own}{more}"), r#"{"type":"Point","coordinates":[130010,470010]}"#)
    };
    let (known, gone) = (pand_id(122), pand_id(999));
    let homes = [
        home(
            1,
            &format!(r#""gebruiksdoel":"woonfunctie","oppervlakte":999999,"pandidentificatie":"{known}""#),
        ),
        home(2, &format!(r#""gebruiksdoel":"wonen","oppervlakte":60,"pandidentificatie":"{gone}""#)),
        home(3, r#""gebruiksdoel":"woonfunctie","oppervlakte":60,"pandidentificatie":"12""#),
        home(4, r#""gebruiksdoel":"woonfunctie","huisnummer":"x","postcode":"12""#),
        home(5, r#""gebruiksdoel":"woonfunctie","oppervlakte":60"#),
        home(5, r#""gebruiksdoel":"woonfunctie","oppervlakte":61"#),
        feature(r#""identificatie":"geen","gebruiksdoel":"woonfunctie""#, "null"),
    ];
    add(&place, "verblijfsobjecten.geojson", &homes);
    let overlapping = feature(
        r#""klasse":"4","id":"over""#,
        &ring("[[129000,469000],[132000,469000],[132000,472000],[129000,472000],[129000,469000]]"),
    );
    add(&place, "waterbodem.geojson", &[overlapping, feature(r#""klasse":"9","id":"fout""#, &square(1))]);
    place
}

/// Puts features before those of a file.
fn add(place: &Place, name: &str, features: &[String]) {
    place.edit(name, |text| {
        let at = text.find("\"features\"").and_then(|at| Some(at + text[at..].find('[')? + 1)).unwrap();
        format!("{}{},{}", &text[..at], features.join(",\n"), &text[at..])
    });
}

/// English that is neither quoted nor a name, in what a Dutch reader is told.
fn english(told: &str) -> Option<String> {
    const WORDS: [&str; 25] = [
        "a", "already", "an", "and", "cannot", "does", "error", "exists", "expected", "file", "folder",
        "found", "invalid", "missing", "name", "names", "no", "not", "such", "that", "the", "this",
        "unknown", "which", "with",
    ];
    // The line of a project file that is shown, and what stands in it.
    let own: Vec<&str> = told.lines().filter(|line| !line.contains(" |")).collect();
    let own = own.join("\n");
    let mut plain = String::new();
    let mut until = None;
    for sign in own.chars() {
        match (until, sign) {
            (Some(end), sign) if sign == end => until = None,
            (Some(_), _) => {}
            (None, '„') => until = Some('”'),
            (None, '`') => until = Some('`'),
            (None, '"') => until = Some('"'),
            (None, sign) => plain.push(sign),
        }
    }
    let mut words = plain.split(|sign: char| !sign.is_alphanumeric()).map(str::to_lowercase);
    words.find(|word| WORDS.contains(&word.as_str()))
}

/// Whatever goes wrong, the cause and the cure are Dutch; what a library says that
/// is not translated is quoted.
#[test]
fn no_error_holds_english_that_is_not_quoted() {
    let place = Place::town();
    place.run("scan toplaag.toml --out uit -q").says(0, "");
    place.run("zegel uit --out zegel.json -q").says(0, "");
    place.write("vreemd/brief.txt", "");
    place.write("bestand", "");
    place.write("ook/run.json", place.read("uit/run.json"));
    place.write("ook/brief.txt", "");
    place.write("kapot/run.json", place.read("uit/run.json"));
    place.write("kapot/toplaag.record", "PK");
    place.write("half/run.json", "{\"kind\": ");
    place.write("half/toplaag.record", "PK");
    place.write("open.gpkg-wal", "");
    place.write("zegel-stuk.json", "{");
    place.write("zegel-anders.json", place.read("zegel.json").replacen("\"rank\": 1,", "\"rank\": 2,", 1));
    let project = place.read("toplaag.toml");
    for (name, text) in [
        ("sleutel", format!("{project}\n[onzin]\nx = 1\n")),
        ("type", project.replacen("lang = \"nl\"", "lang = 3", 1)),
        ("pad", "[panden]\npath = 3\n".to_owned()),
        ("geen-toml", "[panden\n".to_owned()),
        ("norm", format!("{project}\n[params.optoppen]\nhome_go_m2 = \"veel\"\n")),
        ("grens", format!("{project}\n[params.optoppen]\nhome_go_m2 = -1\n")),
        ("geen-norm", format!("{project}\n[params.optoppen]\nhome_go = 1\n")),
        ("laag", project.replacen("[panden]", "[panden]\nlayer = \"x\"", 1)),
        ("kolom", project.replacen("[panden]", "[panden]\ncolumns = { bouwjaar = \"x\" }", 1)),
        ("rol", project.replacen("[panden]", "[panden]\ncolumns = { onzin = \"x\" }", 1)),
    ] {
        place.write(&format!("{name}.toml"), text);
    }
    for (name, bytes) in [
        ("p.gpkg", "geen"),
        ("p.geojson", "{\"type\":"),
        ("p.fgb", "geen"),
        ("p.csv", "een;twee\n1;2\n"),
        ("p.xlsx", "PK"),
        ("p.ods", "PK"),
        ("p.parquet", "PAR1"),
        ("p.zip", "PK"),
        ("p.city.json", "{}"),
        ("p.gml", "<a"),
        ("p.shp", "geen"),
        ("p.txt", "geen"),
        ("p.tif", "geen"),
        ("leeg.geojson", ""),
    ] {
        place.write(name, bytes);
        place.write(&format!("{name}.toml"), format!("[panden]\npath = \"{name}\"\n"));
    }
    place.write("punten.csv", "partij;woningn\nx;100\n");
    place.write("paren.csv", "a;b;verhouding\nwoningen;parkeren;0\n");
    let commands = [
        "scan nergens.toml --out x",
        "scan toplaag.toml --out vreemd --force",
        "scan toplaag.toml --out ook --force",
        "scan toplaag.toml --out uit",
        "scan toplaag.toml --out bestand --force",
        "scan toplaag.toml --out bestand/x",
        "scan toplaag.toml --out uit/x --max-issues 0",
        "scan sleutel.toml --out x",
        "scan type.toml --out x",
        "scan pad.toml --out x",
        "scan geen-toml.toml --out x",
        "scan norm.toml --out x",
        "scan grens.toml --out x",
        "scan geen-norm.toml --out x",
        "scan laag.toml --out x",
        "scan kolom.toml --out x",
        "scan rol.toml --out x",
        "scan p.gpkg.toml --out x",
        "scan p.geojson.toml --out x",
        "scan p.fgb.toml --out x",
        "scan p.csv.toml --out x",
        "scan p.xlsx.toml --out x",
        "scan p.ods.toml --out x",
        "scan p.parquet.toml --out x",
        "scan p.zip.toml --out x",
        "scan p.city.json.toml --out x",
        "scan p.gml.toml --out x",
        "scan p.shp.toml --out x",
        "scan p.txt.toml --out x",
        "scan p.tif.toml --out x",
        "scan leeg.geojson.toml --out x",
        "zegel uit --out vreemd --force",
        "zegel uit --out z/",
        "zegel uit --out zegel.json",
        "zegel kapot --out z",
        "zegel half --out z",
        "controleer zegel-stuk.json uit",
        "controleer zegel-anders.json uit",
        "controleer zegel.json nergens",
        "tiles panden.geojson --out vreemd --force",
        "vergelijk uit kapot --out x",
        "knelpunten nergens --out x",
        "knelpunten uit --out uit --force",
        "typen kapot --out x",
        "watals uit --zet onzin --out x",
        "watals uit --zet onzin.onzin=1 --out x",
        "watals uit --zet optoppen.home_go_m2=veel --out x",
        "watals uit --zet optoppen.home_go_m2=-1 --out x",
        "watals uit --scenario nergens.toml --out x",
        "watals uit --scenario punten.csv --out x",
        "gewichten uit --punten punten.csv --out x",
        "gewichten uit --paren paren.csv --out x",
        "keuze uit --moet XX-1=a --out x",
        "explain uit nergens",
        "paspoort uit --gebied nergens.geojson --out x",
    ];
    let mut found = Vec::new();
    for words in commands {
        let ran = run(&place, &format!("{words} -q"));
        assert_ne!(ran.code, Some(0), "{words}");
        assert!(!ran.stderr.is_empty(), "{words}");
        if let Some(word) = english(&ran.stderr) {
            found.push(format!("{words}: {word}: {}", ran.stderr));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    // Files that are no error by themselves stay what they are.
    assert!(!place.path("x").exists() && place.path("vreemd/brief.txt").exists());
}
