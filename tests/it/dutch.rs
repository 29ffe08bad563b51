//! What does somebody read who set nothing? Dutch, and nothing else.

use crate::support::{Place, Ran};

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
         oorzaak: No such file or directory (os error 2)\n\
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
    let place = Place::town();
    place.scan();
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
