//! Two editions of a planning list: is exactly that found which was planned?

mod ppm;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use calamine::{Data, Reader as _};
use ppm::{Expected, PLANS, Region};

use crate::support::{Place, Ran};

/// The rows of a sheet by the titles of its columns, without their units.
fn sheet(path: &Path, name: &str) -> Vec<BTreeMap<String, Data>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let mut rows = range.rows();
    let title = |cell: &Data| cell.to_string().split(" (").next().unwrap_or_default().to_owned();
    let head: Vec<String> = rows.next().unwrap().iter().map(title).collect();
    rows.map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

fn progress(place: &Place, words: &str) -> Ran {
    let ran = place.run(&format!("voortgang {words} --out uit --force --lang nl"));
    assert_eq!(ran.code, Some(0), "{words}: {}", ran.stderr);
    ran
}

/// A planning list of these rows.
fn list(place: &Place, name: &str, rows: &str) {
    place.write(name, format!("ppm_id;naam;gemeente;woningen;start bouw gepland;oplevering gepland;oplevering werkelijk;trekker;knelpunten\n{rows}"));
}

fn held(before: &str, now: &str, words: &str) -> (Place, Vec<BTreeMap<String, Data>>) {
    let place = Place::new();
    list(&place, "mei.csv", before);
    list(&place, "okt.csv", now);
    progress(&place, &format!("--nu okt.csv --vorige mei.csv {words}"));
    let rows = sheet(&place.path("uit/voortgang.xlsx"), "Projecten");
    (place, rows)
}

fn text(row: &BTreeMap<String, Data>, column: &str) -> String {
    row.get(column).unwrap_or_else(|| panic!("no column {column} in {:?}", row.keys())).to_string()
}

#[test]
fn two_invented_editions_give_exactly_what_was_planned() {
    let region = Region::new();
    let place = Place::new();
    place.write("mei.xlsx", region.earlier()).write("okt.xlsx", region.later());
    let ran = progress(&place, "--nu okt.xlsx --vorige mei.xlsx");
    let mut found: Vec<Expected> = sheet(&place.path("uit/voortgang.xlsx"), "Projecten")
        .iter()
        .map(|row| Expected {
            name: text(row, "Project"),
            gemeente: text(row, "Gemeente").to_uppercase().replace("GEMEENTE ", ""),
            outcome: known(&text(row, "Wat is ervan geworden")),
            differs: known(&text(row, "Wat anders is")),
            timing: known(&text(row, "Oplevering")),
            days: text(row, "Dagen vertraging").parse().ok(),
            at_least: text(row, "Of meer") == "ja" || text(row, "Of meer") == "true",
            milestone: known(&text(row, "Ontstaan bij")),
            cause: known(&text(row, "Waardoor")),
            owner: text(row, "Eigenaar"),
            kinds: text(row, "Soort knelpunt"),
            table: text(row, "Naar"),
            maybe: text(row, "Misschien hetzelfde als"),
        })
        .collect();
    let mut expected: Vec<Expected> = region
        .expected
        .iter()
        .map(|expected| Expected { gemeente: expected.gemeente.to_uppercase(), ..expected.clone() })
        .collect();
    // Delays without an owner stand in front, the longest first; the rest as it came.
    let late = |one: &&Expected| one.days.is_some();
    let order: Vec<_> =
        found.iter().filter(late).map(|one| (one.owner != "geen eigenaar", -one.days.unwrap())).collect();
    assert!(order.is_sorted() && order.len() > 100, "{order:?}");
    let key = |one: &Expected| (one.name.clone(), one.outcome, one.gemeente.clone());
    found.sort_by_key(key);
    expected.sort_by_key(key);
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());

    // Every row of both editions is accounted for once.
    let counts = &place.json("uit/run.json")["counts"];
    for (edition, rows, sheets) in [("before", region.before.len(), 3), ("now", region.now.len(), 2)] {
        let of = &counts[edition];
        assert_eq!(of["totals"], sheets, "{of}");
        assert_eq!(of["rows"], rows + sheets, "{of}");
        assert_eq!(of["by_fate"]["contradicts"], 0, "{of}");
        assert_eq!(of["by_fate"]["nameless"], 0, "{of}");
    }
    assert_eq!(counts["now"]["by_fate"]["double"], region.doubles);

    // What stands by gemeente adds up to what stands above it.
    let by_gemeente = sheet(&place.path("uit/voortgang.xlsx"), "Gemeenten");
    let sum = |column: &str| -> u64 {
        by_gemeente.iter().map(|row| text(row, column).parse::<u64>().unwrap()).sum()
    };
    assert_eq!(sum("Niet te zeggen"), counts["by_timing"]["unsayable"].as_u64().unwrap());
    assert_eq!(sum("Niet vergeleken"), counts["by_outcome"]["maybe_same"].as_u64().unwrap());
    let parts =
        ["Vertraagd", "Binnen marge", "Op tijd", "Niet te zeggen", "Nieuw", "Verdwenen", "Niet vergeleken"];
    assert_eq!(parts.map(sum).iter().sum::<u64>(), counts["projects"].as_u64().unwrap());
    assert_eq!(
        sheet(&place.path("uit/voortgang.xlsx"), "Rijen").len(),
        region.before.len() + region.now.len()
    );
    assert!(expected.len() > PLANS as usize);
    let late = expected.iter().filter(|one| one.days.is_some()).count();
    let nobody = expected.iter().filter(|one| one.days.is_some() && one.owner == "geen eigenaar").count();
    assert!(ran.stdout.contains(&format!("{late} vertraagd")), "{}", ran.stdout);
    assert!(ran.stdout.contains(&format!("{nobody} zonder eigenaar")), "{}", ran.stdout);

    // The same input gives the same bytes.
    let first = place.files("uit");
    progress(&place, "--nu okt.xlsx --vorige mei.xlsx --threads 1");
    assert!(first == place.files("uit"));
}

/// A text of a plan that is a constant there.
fn known(text: &str) -> &'static str {
    const KNOWN: [&str; 20] = [
        "",
        "gelijk",
        "gewijzigd",
        "nieuw",
        "verdwenen",
        "misschien hetzelfde",
        "data",
        "woningen",
        "naam",
        "data; woningen",
        "planstatus; eigenaar",
        "op tijd",
        "binnen marge",
        "vertraagd",
        "niet te zeggen",
        "omgevingsvergunning verleend",
        "start bouw",
        "oplevering",
        "langere bouwtijd",
        "opgeleverd",
    ];
    KNOWN.into_iter().find(|one| *one == text).unwrap_or("?")
}

#[test]
fn what_is_not_known_is_never_on_time_and_what_is_past_is_asked() {
    let before = "P-1;A;Delft;10;;;;;\n\
        P-2;B;Delft;10;;2026-03-01;;;\n\
        P-3;C;Delft;10;;2026-03-01;2026-02-20;;\n\
        P-4;D;Delft;10;2026-01-01;;;;\n\
        P-5;E;Delft;10;;Q3 2026;;;\n";
    let now = "P-1;A;Delft;10;;;;;\n\
        P-2;B;Delft;10;;2026-03-01;;;\n\
        P-3;C;Delft;10;;2026-03-01;2026-02-20;;\n\
        P-4;D;Delft;10;2026-05-01;2028;;;\n\
        P-5;E;Delft;10;;2026;;;\n";
    let timing = |words: &str| -> Vec<String> {
        held(before, now, words).1.iter().map(|row| text(row, "Oplevering")).collect()
    };
    let none = "niet te zeggen";
    assert_eq!(timing(""), [none, "op tijd", "opgeleverd", none, none]);
    assert_eq!(timing("--peildatum 2026-10-01"), [none, none, "opgeleverd", none, none]);
}

#[test]
fn homes_that_no_edition_says_are_counted_beside_the_sum() {
    let (place, _) = held(
        "P-1;A;Delft;;;2027;;;\nP-2;B;Delft;8;;2027;;;\n",
        "P-1;A;Delft;;;2029;;;\nP-2;B;Delft;8;;2029;;;\n",
        "",
    );
    let counts = &place.json("uit/run.json")["counts"];
    assert_eq!((&counts["homes_delayed"], &counts["delayed_without_homes"]), (&8.into(), &1.into()));
    assert!(
        place.read("uit/voortgang.html").contains("Van 1 vertraagde projecten zegt geen van beide edities")
    );
}

#[test]
fn a_norm_of_the_region_moves_a_delay_to_another_table() {
    let (place, rows) = held(
        "P-1;A;Delft;10;;2027-03-01;;Woonstichting;gedoe met de buren\n",
        "P-1;A;Delft;10;;2027-04-01;;Woonstichting;gedoe met de buren\n",
        "",
    );
    assert_eq!(
        (text(&rows[0], "Naar"), text(&rows[0], "Soort knelpunt")),
        ("bouwtafel".into(), "anders".into())
    );
    place.write(
        "normen.toml",
        "[params.voortgang]\nknelpunt_words = { participatie = [\"gedoe\"] }\nlevel_by_days = { rijk = 31 }\n",
    );
    progress(&place, "--nu okt.csv --vorige mei.csv --normen normen.toml");
    let rows = sheet(&place.path("uit/voortgang.xlsx"), "Projecten");
    assert_eq!(
        (text(&rows[0], "Naar"), text(&rows[0], "Soort knelpunt")),
        ("Rijk".into(), "participatie".into())
    );
    assert_eq!(text(&rows[0], "Dagen vertraging"), "31");
}

#[test]
fn editions_of_other_regions_and_lists_that_are_none_are_refused() {
    let place = Place::new();
    list(&place, "mei.csv", "P-1;A;Delft;10;;;;;\n");
    list(&place, "okt.csv", "P-1;A;Groningen;10;;;;;\n");
    place.write("leeg.csv", "a;b\n1;2\n");
    place.write("normen.toml", "[panden]\npath = \"x\"\n");
    for (words, code, said) in [
        (
            "--nu okt.csv --vorige mei.csv",
            3,
            "the editions have no gemeente in common: Delft against Groningen",
        ),
        ("--nu leeg.csv --vorige mei.csv", 3, "nothing in `leeg.csv` is a list of projects"),
        ("--nu weg.csv --vorige mei.csv", 3, "weg.csv"),
        ("--nu okt.csv --vorige mei.csv --normen normen.toml", 3, "holds no norms"),
        ("--nu okt.csv --vorige mei.csv --peildatum gisteren", 2, "`--peildatum gisteren` is no day"),
    ] {
        let ran = place.run(&format!("voortgang {words} --out uit"));
        assert!(ran.code == Some(code) && ran.stderr.contains(said), "{words}: {ran:?}");
        assert!(!place.path("uit").exists(), "{words}");
    }
}

#[test]
fn rows_that_contradict_stay_out_and_are_told() {
    let before = "P-1;A;Delft;10;;2027;;;\n;;Delft;3;;;;;\nP-2;B;Delft;5;;2027;;;\n";
    let now =
        "P-1;A;Delft;10;;2027;;;\nP-1;A;Delft;12;;2028;;;\nP-2;B;Delft;5;;2027;;;\nP-2;B;Delft;5;;2027;;;\n";
    let (place, rows) = held(before, now, "");
    let outcomes: Vec<String> = rows.iter().map(|row| text(row, "Wat is ervan geworden")).collect();
    assert_eq!(outcomes, ["rijen spreken elkaar tegen", "gelijk"]);
    let counts = &place.json("uit/run.json")["counts"];
    assert_eq!(counts["before"]["by_fate"]["nameless"], 1);
    assert_eq!(counts["now"]["by_fate"]["contradicts"], 2);
    assert_eq!(counts["now"]["by_fate"]["double"], 1);
    let issues = place.read("uit/issues.csv");
    assert!(issues.contains("een andere rij over hetzelfde project zegt iets anders"), "{issues}");
    assert!(issues.contains("staat er al; telt niet nog eens"), "{issues}");
}

#[test]
fn a_run_gives_projects_their_site_and_their_place() {
    let place = Place::town();
    place.run("scan toplaag.toml --out run -q").says(0, "");
    let head = "ppm_id;naam;gemeente;corporatie;complex;woningen;oplevering gepland\n";
    place.write(
        "mei.csv",
        format!("{head}P-1;Perronblok;Elzermade;Polderhuis;PH-35;30;2028\nP-2;Nergens;Elzermade;;;5;2028\n"),
    );
    place.write(
        "okt.csv",
        format!("{head}P-1;Perronblok;Elzermade;Polderhuis;PH-35;30;2030\nP-2;Nergens;Elzermade;;;5;2028\n"),
    );
    progress(&place, "--nu okt.csv --vorige mei.csv --run run");
    let rows = sheet(&place.path("uit/voortgang.xlsx"), "Projecten");
    assert_eq!(text(&rows[0], "Kenmerk"), "optoppen:stichting-polderhuis:ph-35");
    assert_eq!(text(&rows[1], "Kenmerk"), "");
    let map = rusqlite::Connection::open(place.path("uit/voortgang.gpkg")).unwrap();
    let n: u32 =
        map.query_row("SELECT count(*) FROM voortgang WHERE delay_days = 730", [], |row| row.get(0)).unwrap();
    assert_eq!(n, 1, "from the last day of 2028 to that of 2030");
    assert_eq!(place.json("uit/run.json")["run"]["folder"], "run");
}

/// The list of the EIB as it was delivered: no dates, periods of years.
#[test]
#[expect(clippy::print_stderr, reason = "a skipped test has to say that it was skipped")]
fn a_real_list_goes_through() {
    let shared =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(|parent| parent.join("shared/cases/files"));
    let folder = std::env::var_os("TOPLAAG_CASES").map(PathBuf::from).or(shared).unwrap_or_default();
    let file = folder.join("eib_weesp.geojson");
    if !file.is_file() {
        eprintln!("skipped: no `{}`; set TOPLAAG_CASES", file.display());
        return;
    }
    let place = Place::new();
    let text = fs::read_to_string(file).unwrap();
    place.write("mei.geojson", &text);
    // Weespersluis comes later: 395 homes of 2020–2024 go to 2025–2029.
    place.write(
        "okt.geojson",
        text.replace("\"OP202024\": 1989, \"Op202529\": 395", "\"OP202024\": 1594, \"Op202529\": 790"),
    );
    progress(&place, "--nu okt.geojson --vorige mei.geojson");
    let counts = &place.json("uit/run.json")["counts"];
    assert_eq!((&counts["projects"], &counts["by_outcome"]["same"]), (&7.into(), &6.into()));
    assert_eq!(counts["by_timing"]["on_time"], 0, "a period of years is never on time");
    assert_eq!(counts["by_timing"]["unsayable"], 7);
    // Its areas are on the map.
    assert!(place.path("uit/voortgang.gpkg").is_file());
}
