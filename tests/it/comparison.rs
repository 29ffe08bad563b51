//! Does a comparison of two runs name what did it?

use std::{collections::BTreeMap, fs, path::Path};

use toplaag::{
    beside::Beside,
    lang::Lang,
    model::Form,
    record::{Answer, Record, Runs, Source},
    score::Standing,
    tables::{self, SITES, SiteRow},
    value::Value,
};

use crate::support::Place;

/// One way in which a project is another: its name, the source that differs,
/// and what is done to the files.
type Change = (&'static str, &'static str, fn(&Place));

/// Bouwjaar of a pand that carries homes.
fn older(place: &Place) {
    place.edit("panden.geojson", |text| {
        one_of(&text, "\"9001100000000003\"", "\"bouwjaar\":1971", "\"bouwjaar\":1941")
    });
}

/// In the line that holds `mark`.
fn one_of(text: &str, mark: &str, from: &str, to: &str) -> String {
    let line = text.lines().find(|line| line.contains(mark)).unwrap();
    assert!(line.contains(from), "{line}");
    text.replacen(line, &line.replacen(from, to, 1), 1)
}

fn smaller_homes(place: &Place) {
    place.edit("toplaag.toml", |text| format!("{text}\n[params.optoppen]\nhome_go_m2 = 50\n"));
}

/// The rows of one complex are taken out of the holdings.
fn sold(place: &Place) {
    let bytes = fs::read(place.path("bezit.csv")).unwrap();
    let lines = bytes.split(|byte| *byte == b'\n');
    let kept: Vec<&[u8]> = lines.filter(|line| !line.windows(6).any(|at| at == b"ZL-102")).collect();
    assert!(kept.len() < bytes.split(|byte| *byte == b'\n').count());
    place.write("bezit.csv", kept.join(&b'\n'));
}

/// The map of heights is left out of the project.
fn no_limit(place: &Place) {
    place.edit("toplaag.toml", |text| {
        without(&text, "[[restrictions]]\nname = \"Maximum bouwhoogte\"", "[[restrictions]]")
    });
}

fn no_zones(place: &Place) {
    place.edit("toplaag.toml", |text| {
        let line = text.lines().find(|line| line.starts_with("zones =")).unwrap();
        text.replace(line, "")
    });
}

fn no_areas(place: &Place) {
    place.edit("toplaag.toml", |text| {
        let line = text.lines().find(|line| line.starts_with("areas =")).unwrap();
        text.replace(line, "")
    });
}

fn no_heights(place: &Place) {
    place.edit("toplaag.toml", |text| without(&text, "[heights]", "# CBS"));
}

fn no_water(place: &Place) {
    place.edit("toplaag.toml", |text| without(&text, "[water]", "# Grond"));
}

fn fewer_homes(place: &Place) {
    // The first homes of a block get another use.
    place.edit("verblijfsobjecten.geojson", |text| {
        let mut n = 0;
        let line = |line: &str| {
            n += 1;
            let is_one = n % 7 == 0 && line.contains("woonfunctie");
            if is_one { line.replace("woonfunctie", "kantoorfunctie") } else { line.to_owned() }
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    });
}

fn without(text: &str, from: &str, to: &str) -> String {
    let start = text.find(from).unwrap();
    let end = start + 1 + text[start + 1..].find(to).unwrap();
    format!("{}{}", &text[..start], &text[end..])
}

/// A town with these changes, scanned without the forms on the ground, which
/// are cut by all inputs at once.
fn scanned(changes: &[Change]) -> Place {
    let place = Place::town();
    place.edit("toplaag.toml", |text| {
        let forms =
            "forms = [\"optoppen\", \"uitplinten\", \"splitsen\", \"transformatie\", \"sloop_nieuwbouw\"]";
        text.replacen("lang = \"nl\"", &format!("lang = \"nl\"\n{forms}"), 1)
    });
    for (.., apply) in changes {
        apply(&place);
    }
    place.scan();
    fs::rename(place.path("uit"), place.path("run")).unwrap();
    place
}

/// A run, on the heap: the norms of several fill the stack of a test.
fn open(place: &Place) -> Box<Record> {
    Box::new(Record::open(&place.path("run")).unwrap())
}

/// All columns of all sites, as a run gives them.
fn of_run(record: &Record) -> Vec<Vec<Value>> {
    let names = record.names(Lang::En);
    record.sites().unwrap().iter().map(|site| tables::row(SITES, site, &names)).collect()
}

/// The same of a mix. Sentences and names are taken from the site; only the
/// language is asked of a run.
fn of_mix(runs: &Runs<'_>, of_after: &[bool]) -> Vec<Vec<Value>> {
    let answer: Box<Answer> = Box::new(runs.answer(of_after).unwrap());
    let mut names = runs.records()[0].names(Lang::En);
    names.params = &answer.params;
    answer.sites.iter().map(|site| tables::row(SITES, site, &names)).collect()
}

const CHANGES: [Change; 7] = [
    ("optoppen.home_go_m2", "norm", smaller_homes),
    ("panden", "panden", older),
    ("bezit", "bezit", sold),
    ("hoogte", "restrictions.Maximum bouwhoogte", no_limit),
    ("parkeerzones", "parking.zones", no_zones),
    ("voedingsgebieden", "grid.areas", no_areas),
    ("water", "water", no_water),
];

/// Whose a pand is goes by its homes too, so these stand apart from the holdings.
const HOMES: [Change; 4] = [
    ("verblijfsobjecten", "verblijfsobjecten", fewer_homes),
    ("hoogten", "heights", no_heights),
    ("optoppen.home_go_m2", "norm", smaller_homes),
    ("parkeerzones", "parking.zones", no_zones),
];

fn is(source: &Source, named: &str) -> bool {
    match source {
        Source::Input(role) => role.to_string() == named,
        Source::Norm(key) => key == "optoppen.home_go_m2" && named == "norm",
        Source::Forms | Source::Rest => false,
    }
}

#[test]
fn one_change_at_a_time_gives_what_another_scan_gives() {
    mixed_and_scanned(&CHANGES);
}

#[test]
fn other_homes_and_heights_at_a_time_give_what_another_scan_gives() {
    mixed_and_scanned(&HOMES);
}

/// The rules are asked of a mix of two runs that differ in all these ways; a
/// scan with one change gives the same, in every column of every site.
fn mixed_and_scanned(changes: &[Change]) {
    let (a, b) = (scanned(&[]), scanned(changes));
    let (before, after) = (open(&a), open(&b));
    let runs = Runs::new(&before, &after).unwrap();
    let n = runs.differences().len();
    assert_eq!(n, changes.len(), "{:#?}", runs.differences());
    assert_eq!(of_mix(&runs, &vec![false; n]), of_run(&before));
    assert_eq!(of_mix(&runs, &vec![true; n]), of_run(&after));
    let mut differing = Vec::new();
    for change in changes {
        let at = runs.differences().iter().position(|one| is(&one.source, change.1)).unwrap();
        let with: Vec<bool> = (0..n).map(|one| one == at).collect();
        let mixed = of_mix(&runs, &with);
        let scan = of_run(&open(&scanned(&[*change])));
        assert_ne!(scan, of_run(&before), "{} changes nothing", change.0);
        if mixed != scan {
            differing.push(difference(change.0, &mixed, &scan));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

/// The first cells that are not the same.
fn difference(name: &str, mixed: &[Vec<Value>], scan: &[Vec<Value>]) -> String {
    let cells = mixed.iter().zip(scan).filter(|(a, b)| a != b).take(2).map(|(a, b)| {
        let columns = SITES.iter().zip(a.iter().zip(b)).filter(|(_, (a, b))| a != b);
        let named: Vec<String> =
            columns.map(|(column, (a, b))| format!("{} {a:?} {b:?}", column.spec.name)).collect();
        format!("{:?}: {}", a[0], named.join(", "))
    });
    format!("{name}: {} and {} sites; {}", mixed.len(), scan.len(), cells.collect::<Vec<_>>().join(" | "))
}

/// Moves two runs into one folder and compares them.
fn compared(a: &Place, b: &Place, swapped: bool) -> serde_json::Value {
    let place = Place::new();
    copy(&a.path("run"), &place.path("a"));
    copy(&b.path("run"), &place.path("b"));
    let words = if swapped { "b a" } else { "a b" };
    let ran = place.run_in("nl", &format!("vergelijk {words} --out v"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let mut run = place.json("v/run.json");
    run["page"] = place.read("v/vergelijk.html").into();
    run["said"] = ran.stdout.into();
    let sheets = calamine::Reader::sheet_names(&book(&place));
    run["moves"] = match sheets.iter().any(|name| name == "Alle verschillen") {
        true => sheet(&place, "Alle verschillen").into(),
        false => serde_json::Value::Null,
    };
    run["sheets"] =
        sheets.into_iter().filter(|name| !OF_ALL.contains(&name.as_str())).collect::<Vec<_>>().into();
    run
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in ["run.json", "toplaag.record"] {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

/// Sheets that every workbook has behind its own.
const OF_ALL: [&str; 2] = ["Toelichting", "Bronnen"];

fn book(place: &Place) -> calamine::Xlsx<std::io::Cursor<Vec<u8>>> {
    let xlsx = fs::read(place.path("v/vergelijk.xlsx")).unwrap();
    calamine::Reader::new(std::io::Cursor::new(xlsx)).unwrap()
}

/// Site and cause of every row of a sheet.
fn sheet(place: &Place, name: &str) -> Vec<String> {
    let range = calamine::Reader::worksheet_range(&mut book(place), name).unwrap();
    range.rows().skip(1).map(|row| format!("{}: {}", row[5], row[2])).collect()
}

fn causes(run: &serde_json::Value) -> Vec<(String, u64)> {
    serde_json::from_value(run["counts"]["causes"].clone()).unwrap()
}

#[test]
fn one_change_is_named_as_the_cause_of_all() {
    let a = scanned(&[]);
    for (change, named) in [
        (CHANGES[0], "de norm optoppen.home_go_m2 (55,0 → 50,0)"),
        (CHANGES[1], "de panden (BAG)"),
        (CHANGES[2], "het bezit"),
        (CHANGES[3], "de beperking „Maximum bouwhoogte”"),
    ] {
        let run = compared(&a, &scanned(&[change]), false);
        let causes = causes(&run);
        assert_eq!(causes.len(), 1, "{causes:?}");
        assert_eq!(causes[0].0, named);
        assert_eq!(run["counts"]["differences"], 1);
        assert!(causes[0].1 > 0, "{named}");
    }
    let run = compared(&a, &scanned(&[CHANGES[1]]), false);
    let page = run["page"].as_str().unwrap();
    assert!(page.contains("bouwjaar 1971 → 1941 (pand 9001100000000003)"), "the fact stands on the page");
}

/// The names in the cause of each site.
fn named(run: &serde_json::Value) -> BTreeMap<String, Vec<String>> {
    let moves: Vec<String> = serde_json::from_value(run["moves"].clone()).unwrap();
    let one = |line: String| {
        let (site, cause) = line.split_once(": ").unwrap();
        let cause = cause.trim_end_matches(" samen").trim_end_matches(", elk voor zich");
        let mut names: Vec<String> =
            cause.split(" en ").flat_map(|part| part.split(", ")).map(str::to_owned).collect();
        names.sort();
        (site.to_owned(), names)
    };
    moves.into_iter().map(one).collect()
}

/// A pand older than may be, and no height limit known: each site gets its own
/// cause, and the other way round the same ones go and come.
#[test]
fn two_changes_are_told_apart_and_swapping_mirrors() {
    let (a, b) = (scanned(&[]), scanned(&[CHANGES[1], CHANGES[3]]));
    let run = compared(&a, &b, false);
    let moves = named(&run);
    // Too old is too old, whatever is known of its height.
    let of_pand = &moves["optoppen:woonstichting-zeven-linden:zl-102"];
    assert_eq!(of_pand, &["de panden (BAG)"], "{moves:#?}");
    let height = moves.values().filter(|names| **names == ["de beperking „Maximum bouwhoogte”"]).count();
    assert!(height > 10 && moves.len() - height < 6, "{moves:#?}");
    let back = compared(&a, &b, true);
    let mirrored = named(&back);
    assert!(moves.keys().eq(mirrored.keys()), "{moves:#?} {mirrored:#?}");
    for (site, names) in &moves {
        // What was enough to rule it out need not be enough to let it in.
        let back = &mirrored[site];
        assert!(names.iter().all(|name| back.contains(name)), "{site}: {names:?} {back:?}");
    }
    let counts = |run: &serde_json::Value, name: &str| run["counts"][name].clone();
    assert_eq!(counts(&run, "entered"), counts(&back, "left"));
    assert_eq!(counts(&run, "left"), counts(&back, "entered"));
    assert!(run["counts"]["left"].as_u64().unwrap() > 0);
}

/// Each of two changes alone takes the list away: neither is named alone.
#[test]
fn what_is_enough_twice_is_said_to_be_so() {
    let too_young_and_no_limit: [Change; 2] = [
        CHANGES[3],
        ("bouwjaar", "norm", |place| {
            place.edit("toplaag.toml", |text| format!("{text}\n[params.optoppen]\nbouwjaar_min = 2030\n"));
        }),
    ];
    let (a, b) = (scanned(&[]), scanned(&too_young_and_no_limit));
    let run = compared(&a, &b, false);
    let said = run["said"].as_str().unwrap();
    assert!(
        said.contains(
            "de beperking „Maximum bouwhoogte” en de norm optoppen.bouwjaar_min (1945 → 2030), elk voor zich"
        ),
        "{said}"
    );
}

/// A norm of one form and a fact of another: both alone, no site by both.
#[test]
fn changes_that_do_not_meet_are_never_together() {
    let older_and_split: [Change; 2] = [
        ("splitsen", "norm", |place| {
            place.edit("toplaag.toml", |text| format!("{text}\n[params.vormen]\nsplit_min_go_m2 = 140\n"));
        }),
        CHANGES[1],
    ];
    let (a, b) = (scanned(&[]), scanned(&older_and_split));
    let run = compared(&a, &b, false);
    let moves: Vec<String> = serde_json::from_value(run["moves"].clone()).unwrap();
    let homes = moves.iter().filter(|line| line.starts_with("optoppen:") && line.contains("zl-102"));
    assert!(homes.clone().all(|line| line.ends_with(": de panden (BAG)")), "{moves:#?}");
    assert!(homes.count() > 0, "{moves:#?}");
    let split = moves.iter().filter(|line| line.starts_with("splitsen:") && !line.contains("zl-102"));
    assert!(split.clone().all(|line| line.contains("vormen.split_min_go_m2")), "{moves:#?}");
    assert!(split.count() > 0, "{moves:#?}");
}

/// The forms on the ground too, everything the town has: what each cause came to
/// adds up to what changed.
#[test]
fn what_the_causes_came_to_is_what_changed() {
    let a = Place::scanned();
    fs::rename(a.path("uit"), a.path("run")).unwrap();
    let b = Place::town();
    for (.., apply) in [CHANGES[0], CHANGES[2], CHANGES[3], HOMES[0]] {
        apply(&b);
    }
    b.scan();
    fs::rename(b.path("uit"), b.path("run")).unwrap();
    let place = Place::new();
    copy(&a.path("run"), &place.path("a"));
    copy(&b.path("run"), &place.path("b"));
    assert_eq!(place.run_in("nl", "vergelijk a b --out v -q").code, Some(0));
    let counts = &place.json("v/run.json")["counts"];
    let xlsx = fs::read(place.path("v/vergelijk.xlsx")).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(xlsx)).unwrap();
    let range = calamine::Reader::worksheet_range(&mut book, "Oorzaken").unwrap();
    let sum = |column: usize| -> f64 {
        range.rows().skip(1).filter_map(|row| calamine::DataType::get_float(&row[column])).sum()
    };
    let moved = |name: &str| {
        let pair: (f64, f64) = serde_json::from_value(counts[name].clone()).unwrap();
        pair.1 - pair.0
    };
    assert!((sum(4) - moved("homes_suitable")).abs() < 0.5, "{} {}", sum(4), moved("homes_suitable"));
    assert!((sum(5) - moved("homes_undecided")).abs() < 0.5, "{} {}", sum(5), moved("homes_undecided"));
    assert!((sum(2) - counts["entered"].as_f64().unwrap()).abs() < 0.5);
    assert!((sum(3) - counts["left"].as_f64().unwrap()).abs() < 0.5);
    assert!(sum(1) >= counts["changed"].as_f64().unwrap());
    let unknown = range.rows().filter(|row| row[0].to_string().contains("niet te herleiden")).count();
    assert_eq!(unknown, 0);
}

#[test]
fn the_same_inputs_and_norms_are_said_to_be_the_same() {
    let (a, b) = (scanned(&[]), scanned(&[]));
    let run = compared(&a, &b, false);
    let said = "Beide scans rusten op dezelfde invoer en normen: er is geen verschil.";
    assert!(run["said"].as_str().unwrap().contains(said), "{}", run["said"]);
    assert!(run["page"].as_str().unwrap().contains(said));
    assert_eq!(run["counts"]["changed"], 0);
    let place = Place::new();
    copy(&a.path("run"), &place.path("a"));
    let itself = place.run_in("nl", "vergelijk a a --out v");
    assert!(itself.stdout.contains(said), "{}", itself.stdout);
}

#[test]
fn what_cannot_be_compared_is_refused_and_nothing_is_written() {
    let a = scanned(&[]);
    let place = Place::new();
    copy(&a.path("run"), &place.path("a"));
    copy(&a.path("run"), &place.path("b"));
    place.write("leeg/x.txt", "");
    place.edit("b/run.json", |text| text.replacen("\"kind\": \"scan\"", "\"kind\": \"paspoort\"", 1));
    for (words, says) in [
        ("a leeg --out v", "`leeg` is not the folder of a run"),
        ("leeg a --out v", "`leeg` is not the folder of a run"),
        ("a nergens --out v", "`nergens` is not the folder of a run"),
        ("b a --out v", "`b` holds a paspoort, no scan"),
        ("a b --out v", "`b` holds a paspoort, no scan"),
        ("a --out v", "required"),
    ] {
        let ran = place.run(&format!("vergelijk {words}"));
        assert_ne!(ran.code, Some(0), "{words}");
        assert!(ran.stderr.contains(says), "{words}: {}", ran.stderr);
        assert!(!place.path("v").exists(), "{words}");
    }
    fs::write(place.path("b/toplaag.record"), b"PK").unwrap();
    place.edit("b/run.json", |text| text.replacen("\"kind\": \"paspoort\"", "\"kind\": \"scan\"", 1));
    let ran = place.run("vergelijk a b --out v");
    assert!(ran.code != Some(0) && ran.stderr.contains("b/toplaag.record"), "{}", ran.stderr);
}

/// The site of a complex for optoppen.
fn optoppen<'a>(answer: &'a mut Answer, complex: &str) -> &'a mut SiteRow {
    let is = |site: &SiteRow| site.form == Form::Optoppen && site.called.complex.as_deref() == Some(complex);
    answer.sites.iter_mut().find(|site| is(site)).unwrap()
}

/// A site with more homes than it had does not go off the list by them: it says who
/// went past it. With fewer it says both.
#[test]
fn who_left_the_list_says_who_went_past() {
    let place = scanned(&[]);
    let record = open(&place);
    let answer = || Box::new(record.answer(&record.params).unwrap());
    let before = answer();
    for (homes, says) in [
        (51, "ingehaald door PH-37 (Wisselplein 1-47); zelf woningen 47 → 51"),
        (40, "woningen 47 → 40; ingehaald door PH-37 (Wisselplein 1-47)"),
        (47, "ingehaald door PH-37 (Wisselplein 1-47)"),
    ] {
        let mut after = answer();
        let (off, on) = ("PH-34", "PH-37");
        for (complex, rank, standing) in [(off, 4, Standing::Reserve), (on, 3, Standing::Shortlist)] {
            let ranked = optoppen(&mut after, complex).ranked.as_mut().unwrap();
            (ranked.rank, ranked.standing) = (Some(rank), standing);
        }
        optoppen(&mut after, off).site.homes.mid = Some(homes);
        let beside = Beside::new(&before, &after);
        let why = |complex: &str| {
            let moved = beside.in_and_out().find(|one| one.site().called.complex.as_deref() == Some(complex));
            moved.unwrap().why.as_ref().unwrap().pick(Lang::Nl).to_owned()
        };
        assert_eq!(why(off), says);
        assert_eq!(why(on), "schuift op in de plaats van PH-34 (Spoorlaan 1)");
    }
}

/// Another corner of the town, and none of it: said before anything else.
#[test]
fn another_area_is_said_up_front() {
    let a = scanned(&[]);
    let other = Place::new();
    other.write("panden.geojson", crate::support::three());
    other.write("toplaag.toml", "[panden]\npath = \"panden.geojson\"\n");
    other.scan();
    fs::rename(other.path("uit"), other.path("run")).unwrap();
    let run = compared(&a, &other, false);
    let said = run["said"].as_str().unwrap();
    assert!(said.contains("De twee scans hebben geen pand gemeen"), "{said}");
    // Nothing of one town became anything of the other.
    let page = run["page"].as_str().unwrap();
    for (text, of) in [(said, "said"), (page, "page")] {
        let moved = ["erbij", "eraf", "verdwenen", "Oorzaak"].iter().find(|word| text.contains(**word));
        assert_eq!(moved, None, "{of}: {text}");
    }
    assert_eq!(run["counts"]["changed"], serde_json::Value::Null);
    assert_eq!(run["counts"]["causes"], serde_json::json!([]));
    assert_eq!(run["sheets"], serde_json::json!(["Woningen", "Wat er anders is"]));
    assert_eq!(
        run["outputs"].as_array().map(|files| files.iter().any(|name| name == "vergelijk.gpkg")),
        Some(false)
    );
    let part = Place::town();
    // Without the pand of one line, as if it were not in the register.
    part.edit("panden.geojson", |text| {
        let lines: Vec<&str> = text.lines().filter(|line| !line.contains("\"9001100000000003\"")).collect();
        lines.join("\n")
    });
    part.scan();
    fs::rename(part.path("uit"), part.path("run")).unwrap();
    let run = compared(&part, &a, false);
    let said = run["said"].as_str().unwrap();
    assert!(said.contains("1 alleen in de tweede (nieuw in de BAG)"), "{said}");
}
