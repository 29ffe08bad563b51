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
