//! Is what stands in the way what another scan without that rule says?

use std::{collections::BTreeMap, fs, io::Cursor, path::Path};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value as Json;
use toplaag::{
    assess::parking::ParkingOutcome,
    params::{Change, Params},
    record::Record,
    tables::SiteRow,
};

use crate::{
    support::Place,
    whatif::{answers, with},
};

/// The norms of a row, each with its value.
fn norms(row: &Json) -> Vec<(String, toml::Value)> {
    let typed = row["norms"].as_str().unwrap();
    let norm = |norm: &str| {
        let (key, value) = norm.split_once('=').unwrap();
        // As `watals --zet` takes it: what stands there can be typed.
        let table: toml::Table = format!("value = {value}").parse().unwrap();
        (key.to_owned(), table["value"].clone())
    };
    typed.split("; ").map(norm).collect()
}

/// Expected homes that go together, suitable and undecided, of the sites that
/// count; worked out from the sites themselves.
fn homes(sites: &[SiteRow], counts: impl Fn(&SiteRow) -> bool) -> [i64; 2] {
    let mut sums = [0, 0];
    for site in sites.iter().filter(|site| site.site.choice.in_set && counts(site)) {
        for part in &site.parts {
            let at = match part.verdict.code() {
                "suitable" => 0,
                "undecided" => 1,
                _ => continue,
            };
            sums[at] += i64::from(part.homes.mid.unwrap_or(0));
        }
    }
    sums
}

/// Whether a site counts by a measure.
fn counts(measure: &str, site: &SiteRow) -> bool {
    match measure {
        "together" => true,
        "parked" => {
            let set = site.choice.set.parking.map(|parking| parking.balance.outcome);
            let known = site.parking.as_ref().is_some_and(|own| own.outcome != ParkingOutcome::Unknown);
            known && matches!(set, Some(ParkingOutcome::FitsOnPlot | ParkingOutcome::FitsOnStreet))
        }
        "without_queue" => site.grid.code.is_some_and(|code| code.number() < 2),
        other => panic!("{other}"),
    }
}

fn mid(tally: &Json) -> [i64; 2] {
    ["suitable", "undecided"].map(|state| tally[state]["mid"].as_i64().unwrap())
}

/// The town with its answer.
fn asked() -> Place {
    let place = Place::scanned();
    place.run("knelpunten uit --out k -q").says(0, "");
    place
}

/// Every count of homes that go together is what `watals` gives with the same
/// norms: scenarios, twelve at a time.
#[test]
fn every_rule_brings_what_asking_again_with_its_norms_gives() {
    let place = asked();
    let run = place.json("k/run.json");
    let all: Vec<&Json> =
        run["counts"].as_array().unwrap().iter().filter(|row| row["measure"] == "together").collect();
    assert!(all.len() > 35, "{}", all.len());
    let moved = all.iter().filter(|row| mid(&row["more"]) != [0, 0]).count();
    assert!(moved > 15, "only {moved} rules bring anything");
    for few in all.chunks(12) {
        let scenarios = few.iter().enumerate().map(|(at, row)| {
            let norms: String = norms(row).iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
            format!("[scenario.s{at:02}]\n{norms}\n")
        });
        place.write("scenarios.toml", scenarios.collect::<String>());
        place.run("watals uit --scenario scenarios.toml --out w --force -q").says(0, "");
        let counts = place.json("w/run.json")["counts"].clone();
        let counts = counts.as_array().unwrap();
        assert_eq!(counts.len(), few.len());
        for (row, counts) in few.iter().zip(counts) {
            let pair = |state: &str, at: usize| counts[state][at].as_i64().unwrap();
            let both = |at: usize| [pair("homes_suitable", at), pair("homes_undecided", at)];
            let name = format!("{} {}", row["rule"], row["way"]);
            assert_eq!((mid(&row["before"]), mid(&row["after"])), (both(0), both(1)), "{name}");
            let more = [0, 1].map(|state| both(1)[state] - both(0)[state]);
            assert_eq!(mid(&row["more"]), more, "{name}");
        }
    }
}

/// A scan with the norms set gives the same, also of cars and of the grid.
#[test]
fn every_measure_is_what_another_scan_gives() {
    let place = asked();
    fs::rename(place.path("uit"), place.path("run")).unwrap();
    let base = Record::open(&place.path("run")).unwrap().sites().unwrap();
    let project = place.read("toplaag.toml");
    let run = place.json("k/run.json");
    let wanted = [
        ("height_limit", "step"),
        ("height_limit", "lifted"),
        ("restriction", "lifted"),
        ("structure", "known"),
        ("parking_norm", "step"),
        ("parking_norm", "lifted"),
        ("street_limit", "step"),
        ("grid_code", "lifted"),
    ];
    let rows = run["counts"].as_array().unwrap();
    for (rule, way) in wanted {
        let row = rows.iter().find(|row| row["rule"] == rule && row["way"] == way);
        let row = row.unwrap_or_else(|| panic!("{rule} {way}"));
        let mut groups: BTreeMap<String, String> = BTreeMap::new();
        for (key, value) in norms(row) {
            let (group, norm) = key.split_once('.').unwrap();
            *groups.entry(group.to_owned()).or_default() += &format!("{norm} = {value}\n");
        }
        let params: String =
            groups.iter().map(|(group, norms)| format!("\n[params.{group}]\n{norms}")).collect();
        place.write("toplaag.toml", format!("{project}\n{params}"));
        place.scan();
        let scanned = Record::open(&place.path("uit")).unwrap().sites().unwrap();
        let measure = row["measure"].as_str().unwrap();
        let of = |sites: &[SiteRow]| homes(sites, |site| counts(measure, site));
        assert_eq!((mid(&row["before"]), mid(&row["after"])), (of(&base), of(&scanned)), "{rule} {way}");
        assert!(mid(&row["more"]) != [0, 0], "{rule} {way} brings nothing in the town");
    }
}

/// The norms that only questions move: asked again and scanned again the same.
#[test]
fn norms_for_questions_work_in_a_scan_too() {
    let place = Place::town();
    let project = place.read("toplaag.toml");
    place.scan();
    fs::rename(place.path("uit"), place.path("run")).unwrap();
    let base = answers(&Record::open(&place.path("run")).unwrap());
    for (key, value) in [
        ("optoppen.height_extra_m", serde_json::json!(3.2)),
        ("optoppen.rules_lifted", serde_json::json!(["restriction", "demolition", "daylight"])),
        ("parkeren.norm_minder", serde_json::json!(0.3)),
        ("net.code_better", serde_json::json!(2)),
    ] {
        let change = Change { key: key.into(), part: Vec::new(), value };
        with(&place, &project, &change);
        place.scan();
        let scanned = answers(&Record::open(&place.path("uit")).unwrap());
        let mut record = Record::open(&place.path("run")).unwrap();
        record.params = record.params.changed(std::slice::from_ref(&change), Path::new("test")).unwrap();
        let asked = answers(&record);
        assert!(asked == scanned, "{key}");
        assert!(asked != base, "{key} changes nothing");
    }
    for (change, says) in [
        ("optoppen.height_extra_m=-1", "must lie between 0 and 1000"),
        (
            "optoppen.rules_lifted=[\"no_home\"]",
            "`optoppen.rules_lifted` names `no_home`; the rules are status",
        ),
        ("net.code_better=4", "codes are 0 to 3"),
        ("parkeren.norm_minder=-0.1", "must be 0 or more"),
        ("knelpunten.flat_share=0", "must be above 0"),
    ] {
        let change = Change::parse(change).unwrap();
        let error = Params::built_in().changed(&[change], Path::new("test")).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

type Rows = Vec<BTreeMap<String, Data>>;

/// The rows of a sheet by the title of the column; blank lines above the head
/// are passed.
fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Rows {
    let range = book.worksheet_range(name).unwrap();
    let mut rows = range.rows().map(<[Data]>::to_vec).skip_while(|row| row.contains(&Data::Empty));
    let head: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    rows.map(|row| head.iter().cloned().zip(row).collect()).collect()
}

fn number(cell: &Data) -> i64 {
    match cell {
        Data::Int(n) => *n,
        #[expect(clippy::cast_possible_truncation, reason = "homes of a town")]
        Data::Float(n) => *n as i64,
        other => panic!("{other:?} is no number"),
    }
}

/// What each sheet adds up to, by what changes.
fn sums(rows: &Rows, columns: &[&str]) -> BTreeMap<String, Vec<i64>> {
    let mut sums: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for row in rows {
        let sum = sums.entry(row["Wat er verandert"].to_string()).or_insert_with(|| vec![0; columns.len()]);
        for (sum, column) in sum.iter_mut().zip(columns) {
            *sum += number(&row[*column]);
        }
    }
    sums.retain(|_, sum| sum.iter().any(|n| *n != 0));
    sums
}

#[test]
fn groups_and_sites_add_up_to_the_total_and_pairs_to_what_asking_again_gives() {
    let place = asked();
    let xlsx = fs::read(place.path("k/knelpunten.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx)).unwrap();
    let all = [
        "Geschikt erbij",
        "Geschikt erbij, laag",
        "Geschikt erbij, hoog",
        "Mogelijk erbij",
        "Mogelijk erbij, laag",
        "Mogelijk erbij, hoog",
    ];
    let total = sums(&sheet(&mut book, "Knelpunten"), &all);
    assert!(total.len() > 20, "{}", total.len());
    for name in ["Per vorm", "Per gemeente", "Per corporatie", "Per buurt"] {
        assert_eq!(sums(&sheet(&mut book, name), &all), total, "{name}");
    }
    let two = ["Geschikt erbij", "Mogelijk erbij"];
    let both = sums(&sheet(&mut book, "Knelpunten"), &two);
    assert_eq!(sums(&sheet(&mut book, "Locaties"), &two), both);

    let pairs = sheet(&mut book, "Paren");
    assert!(pairs.len() > 1, "{pairs:?}");
    for pair in &pairs {
        let norms: String =
            pair["Normen die veranderen"].to_string().split("; ").map(|norm| format!("{norm}\n")).collect();
        place.write("paar.toml", format!("[scenario.paar]\n{norms}"));
        place.run("watals uit --scenario paar.toml --out w --force -q").says(0, "");
        let counts = &place.json("w/run.json")["counts"][0];
        for (state, suffix) in [("homes_suitable", "Geschikt"), ("homes_undecided", "Mogelijk")] {
            let more = counts[state][1].as_i64().unwrap() - counts[state][0].as_i64().unwrap();
            let of = |column: &str| number(&pair[&format!("{suffix}{column}")]);
            assert_eq!(of(" erbij"), more, "{pair:?}");
            assert_eq!(of(", alleen samen"), more - of(", eerste alleen") - of(", tweede alleen"));
        }
    }
}

#[test]
fn the_answer_is_the_same_bytes_on_any_number_of_threads() {
    let place = asked();
    place.run("knelpunten uit --out k2 -q --threads 1").says(0, "");
    place.run("knelpunten uit --out k3 -q --threads 3").says(0, "");
    let names = |folder: &str| {
        let files = place.files(folder).into_iter();
        files.map(|(path, bytes)| (path.file_name().unwrap().to_owned(), bytes)).collect::<Vec<_>>()
    };
    assert!(names("k2") == names("k3"));
}

/// The page says what comes in words, by state, and who decides; in both
/// languages, with texts of files as text.
#[test]
fn the_page_says_what_comes_and_who_decides() {
    let place = asked();
    let page = place.read("k/knelpunten.html");
    for words in [
        "Welke regel staat de meeste woningen in de weg?",
        "met één bouwlaag meer in het omgevingsplan",
        "gemeente; LVNL, Schiphol",
        "mogelijk, als wat onbekend is meevalt",
        "Per corporatie",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let ran = place.run_in("en", "knelpunten uit --out e --lang en");
    assert!(ran.stdout.contains("with one storey more in the omgevingsplan: +"), "{}", ran.stdout);
    let page = place.read("e/knelpunten.html");
    assert!(page.contains("Rules that block together") && !page.contains("woningen"), "English");
}

/// Of a number below zero it is said where it stands what goes and what comes, and
/// that is the number.
#[test]
fn a_minus_is_explained_with_numbers_that_add_up() {
    let place = asked();
    let page = place.read("k/knelpunten.html");
    assert!(!page.contains("voorzichtig – hoog"), "heads are short");
    let notes: Vec<&str> = page.split("Waar een minteken staat. ").skip(1).collect();
    let mut n = 0;
    for note in notes.iter().map(|rest| rest.split('<').next().unwrap()) {
        for told in note.split('−').skip(1) {
            let net = told.split(' ').next().unwrap().replace('.', "").parse::<i64>().unwrap();
            let (_, parts) = told.split_once(": ").unwrap();
            let mut sum = 0;
            for part in parts.split(". ").next().unwrap().split("; ") {
                let homes = part.split(' ').next().unwrap().replace('.', "").parse::<i64>().unwrap();
                sum += if part.contains("komen erbij") { homes } else { -homes };
            }
            assert_eq!(sum, -net, "{told}");
            n += 1;
        }
    }
    assert!(n >= 5, "{n}: {notes:?}");
    assert!(notes.iter().any(|note| note.contains("worden geschikt")), "{notes:?}");
}

/// What to ask next is the first row of the first table.
#[test]
fn the_next_question_is_the_first_row() {
    let place = asked();
    let ran = place.run_in("nl", "knelpunten uit --out n");
    let next = ran.stdout.lines().find_map(|line| line.strip_prefix("Daarna: ")).unwrap();
    let counts = place.json("n/run.json")["counts"].clone();
    let first = counts
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["measure"] == "together" && row["way"] == "step" && mid(&row["more"]) != [0, 0]);
    let norms: Vec<String> = norms(first.unwrap()).into_iter().map(|(key, _)| key).collect();
    assert!(next.starts_with("toplaag watals uit --zet "), "{next}");
    for key in &norms {
        assert!(next.contains(key.as_str()), "{next}: {norms:?}");
    }
    assert_eq!(next.matches("--zet").count(), norms.len(), "{next}");
}

/// The report of a scan tells what one step brings, with the numbers of the
/// command; not of a run that is larger than the norm.
#[test]
fn the_report_of_a_scan_tells_what_a_step_brings() {
    let place = Place::scanned();
    let report = place.read("uit/report.html");
    place.run("knelpunten uit --out kn -q").says(0, "");
    let page = place.read("kn/knelpunten.html");
    let sentences: Vec<&str> = report
        .split("<h2>Welke regel eerst?</h2>")
        .nth(1)
        .expect("the section")
        .split("</section>")
        .next()
        .unwrap()
        .split("<li>")
        .skip(1)
        .map(|item| item.split("</li>").next().unwrap())
        .collect();
    assert!(sentences.len() >= 3, "{sentences:?}");
    for sentence in sentences {
        let (rule, brings) = sentence.split_once(": ").unwrap();
        let number = brings.split(' ').next().unwrap();
        let capital: String =
            rule.chars().take(1).flat_map(char::to_uppercase).chain(rule.chars().skip(1)).collect();
        let row =
            page.split("<tr>").skip(1).find(|row| row.contains(&capital)).unwrap_or_else(|| panic!("{rule}"));
        assert!(row.contains(&format!(">{number} (")), "{sentence}: {row}");
    }
    place.edit("toplaag.toml", |text| format!("{text}\n[params.knelpunten]\nreport_panden = 100\n"));
    place.scan();
    assert!(!place.read("uit/report.html").contains("Welke regel eerst?"));
}
