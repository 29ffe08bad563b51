//! Does a ranking answer who doubts it: how sure, at which weights, whose choice?

use std::{collections::BTreeMap, path::Path};

use calamine::Reader as _;
use toplaag::{
    params::Change,
    record::{Answer, Record, tell_certainty},
    score::Criterion,
};

use crate::support::{Place, rows};

/// The rows of a sheet, by their titles.
fn sheet(path: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let mut all = range.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>());
    let head = all.next().unwrap();
    // What a column counts in stands behind its title.
    let title = |head: &String| head.split(" (").next().unwrap_or_default().to_owned();
    all.map(|row| head.iter().map(title).zip(row).collect()).collect()
}

/// The town with one weight at a share of all, the others in proportion.
fn with_share(record: &mut Record, criterion: Criterion, share: f64) -> Answer {
    let weights = record.params.score.corporatie.value.optoppen.in_order();
    let rest: f64 = 100.0 - criterion.weight(&record.params.score.corporatie.value.optoppen);
    let changes: Vec<Change> = Criterion::ALL
        .iter()
        .map(|other| {
            let weight = match *other == criterion {
                true => share * 100.0,
                false => weights[*other as usize] / rest * (1.0 - share) * 100.0,
            };
            Change {
                key: "score.corporatie".into(),
                part: vec!["optoppen".into(), other.code().into()],
                value: weight.into(),
            }
        })
        .collect();
    let params = record.params.changed(&changes, Path::new("test")).unwrap();
    record.answer(&params).unwrap()
}

fn on_shortlist(answer: &Answer, id: &str) -> bool {
    answer.sites.iter().any(|site| site.id == id && site.is_on_shortlist())
}

/// The bounds of a weight are held against the engine: asked again a hair
/// inside and a hair outside of each.
#[test]
fn the_choice_turns_where_the_bounds_say_and_to_whom() {
    let place = Place::scanned();
    place.run_in("en", "gewichten uit --lang en --out g -q").says(0, "");
    let turns = sheet(&place.path("g/gewichten.xlsx"), "Where it turns");
    let mut record = Record::open(&place.path("uit")).unwrap();
    let number = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<f64>().unwrap();
    let mut n_turns = 0;
    for row in &turns {
        let criterion = Criterion::ALL.iter().copied().find(|criterion| {
            toplaag::wording::criterion(*criterion, toplaag::lang::Lang::En) == row["Criterion"]
        });
        let (from, to) = (number(row, "Stays from"), number(row, "Stays up to"));
        let id = &row["Identification"];
        let mut ask = |share: f64| with_share(&mut record, criterion.unwrap(), share);
        for (bound, outside, comes) in [(from, -0.01, "Below it comes"), (to, 0.01, "Above it comes")] {
            if bound <= 0.0 || bound >= 1.0 {
                continue;
            }
            n_turns += 1;
            assert!(on_shortlist(&ask(bound - outside), id), "{row:?}");
            let beyond = ask(bound + outside);
            assert!(!on_shortlist(&beyond, id), "{row:?}");
            let who = beyond.sites.iter().find(|site| site.title() == row[comes]).unwrap();
            assert!(who.is_on_shortlist(), "{row:?}");
        }
    }
    assert!(n_turns >= 5, "{n_turns}");
}

#[test]
fn parties_divide_points_and_what_splits_them_is_told() {
    let place = Place::scanned();
    place.write(
        "punten.csv",
        "partij;woningen;constructie;eigendom;parkeren;stroomnet;water;planologie\n\
         raad;40;10;10;10;10;10;10\nbewoners;5;5;10;40;5;15;20\n",
    );
    place.run("gewichten uit --punten punten.csv --out g --lang en -q").says(0, "");
    let choices = sheet(&place.path("g/gewichten.xlsx"), "Who chooses what");
    let of = |complex: &str| {
        let row = choices.iter().find(|row| row["Name"].contains(complex)).unwrap();
        (row["Chosen by"].parse::<f64>().unwrap(), row["Who chooses it"].clone(), row["Who does not"].clone())
    };
    // The run, both parties, and their mean.
    assert_eq!(of("PH-35").0, 4.0);
    // Place and score are those of the run, whoever chooses the site.
    let scanned = Record::open(&place.path("uit")).unwrap().sites().unwrap();
    for row in &choices {
        let site = scanned.iter().find(|site| site.id == row["Identification"]).unwrap();
        let told = row["Score"].parse::<f64>().ok();
        assert_eq!(told, site.score(), "{row:?}");
        assert_eq!(row["Place in its group"].parse().ok(), site.rank(), "{row:?}");
    }
    let (_, with, without) = of("PH-34");
    assert!(with.contains("raad") && without.contains("bewoners"), "{with} / {without}");
    let weights = sheet(&place.path("g/gewichten.xlsx"), "Weights");
    let mean = weights.iter().find(|row| row["Party or profile"].starts_with("together")).unwrap();
    assert_eq!(mean["Weight of parking"].parse::<f64>().unwrap(), 25.0);
    let trail = place.json("g/run.json");
    assert_eq!(trail["files"][0]["role"], "punten");
    assert_eq!(trail["counts"]["parties"].as_array().unwrap().len(), 4);
}

/// A criterion that is left out weighs nothing, which somebody may not have meant:
/// it is told on screen, on the page and in the workbook. A 0 that is written is
/// no such thing.
#[test]
fn what_a_party_leaves_out_is_told() {
    let place = Place::scanned();
    place.write("punten.csv", "partij;woningen;parkeren;water\nraad;60;40;0\nwijk;50;;50\n");
    place.write("paren.csv", "criterium;tegenover;verhouding\nwoningen;parkeren;3\n");
    for (option, told) in [
        (
            "punten punten.csv",
            &[
                "raad noemt constructie, eigendom, stroomnet en planologie niet",
                "wijk noemt constructie, eigendom, parkeren, stroomnet en planologie niet",
            ][..],
        ),
        (
            "paren paren.csv",
            &["paren noemt constructie, eigendom, stroomnet, water en bodem en planologie niet"],
        ),
    ] {
        let ran = place.run_in("nl", &format!("gewichten uit --{option} --out g --force"));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let page = place.read("g/gewichten.html");
        for one in told {
            let said = format!("{one}: wat niet is genoemd telt niet mee");
            assert!(ran.stdout.contains(&said), "{}", ran.stdout);
            assert!(page.contains(&said), "{said}");
        }
        assert!(!page.contains("samen (gemiddelde) noemt") && !page.contains("de run (corporatie) noemt"));
        let weights = sheet(&place.path("g/gewichten.xlsx"), "Gewichten");
        assert_eq!(weights.iter().filter(|row| !row["Niet genoemd"].is_empty()).count(), told.len());
    }
}

#[test]
fn weights_that_cannot_be_are_refused_and_nothing_is_written() {
    let place = Place::scanned();
    for (option, table, says) in [
        (
            "punten",
            "partij;woningn\nx;100\n",
            "there is no criterion `woningn`\nhint: did you mean `woningen`?",
        ),
        ("punten", "partij;woningen;parkeren\nx;60;30\n", "`x` divides 90 points\nhint: divide 100 of them"),
        ("punten", "partij;woningen\nx;-100\n", "record 2: `woningen`: no number of points, 0 or more"),
        ("punten", "partij;woningen\nx;veel\n", "record 2: `woningen`: no number of points, 0 or more"),
        ("punten", "partij;woningen;water\nx;;\n", "`x` divides 0 points"),
        ("punten", "partij;woningen\nx;100\nx;100\n", "`x` stands there more than once"),
        ("punten", "partij;woningen\n", "it holds no party"),
        (
            "paren",
            "a;b;verhouding\nwoningen;parkeren;9\nparkeren;eigendom;9\neigendom;woningen;9\n",
            "contradict one another",
        ),
        (
            "paren",
            "a;b;verhouding\nwoningen;parkeren;3\nparkeren;woningen;3\n",
            "parking and homes stand there with different ratios",
        ),
        (
            "paren",
            "a;b;verhouding\nwoningen;parkeren;3\nwoningen;water;3\n",
            "parking is not compared with water and soil",
        ),
        ("paren", "a;b;verhouding\nwoningen;parkeren;0\n", "lies between 1/9 and 9"),
        ("paren", "a;b;verhouding\nwoningen;woningen;2\n", "a ratio is about two criteria"),
        ("paren", "a;b;verhouding\nwoningen;parkeerplek;2\n", "there is no criterion `parkeerplek`"),
    ] {
        place.write("tabel.csv", table);
        let ran = place.run(&format!("gewichten uit --{option} tabel.csv --out g"));
        assert_ne!(ran.code, Some(0), "{table}");
        assert!(ran.stderr.contains(says) && ran.stderr.contains("`tabel.csv`: "), "{table}: {}", ran.stderr);
        assert!(!place.path("g").exists());
    }
}

/// Pairs of three criteria, by hand: 3, 5 and one half give the ratio 0.003.
#[test]
fn pairs_give_weights_with_their_consistency() {
    let place = Place::scanned();
    place.write(
        "paren.csv",
        "partij;criterium;tegenover;verhouding\nraad;woningen;parkeren;3\nraad;woningen;eigendom;5\nraad;eigendom;parkeren;1/2\nwijk;water;net;0,11\n",
    );
    place.run("gewichten uit --paren paren.csv --out g --lang en -q").says(0, "");
    let weights = sheet(&place.path("g/gewichten.xlsx"), "Weights");
    let row = weights.iter().find(|row| row["Party or profile"] == "raad").unwrap();
    let k = (5.0_f64 / 2.0 / 3.0).cbrt();
    let ratio = (1.0 + k + 1.0 / k - 3.0) / 2.0 / 0.58;
    assert!((row["Consistency ratio"].parse::<f64>().unwrap() - ratio).abs() < 0.006, "{row:?}");
    let means = [15.0_f64.cbrt(), (2.0_f64 / 3.0).cbrt(), (1.0_f64 / 10.0).cbrt()];
    let sum: f64 = means.iter().sum();
    for (title, mean) in
        ["Weight of homes", "Weight of parking", "Weight of ownership"].into_iter().zip(means)
    {
        let weight = row[title].parse::<f64>().unwrap();
        assert!((weight - mean / sum * 100.0).abs() < 0.06, "{title}: {row:?}");
    }
}

/// The shares that a scan writes are those of the record asked again, with any
/// number of threads; of a group that is as large as the shortlist they are 1.
#[test]
fn shares_do_not_hang_on_threads_and_add_up_to_the_places() {
    let place = Place::scanned();
    let shares = |place: &Place, folder: &str| -> Vec<(String, String, String)> {
        rows(&place.path(&format!("{folder}/shortlist.csv")))
            .into_iter()
            .map(|mut row| {
                let mut take = |name: &str| row.remove(name).unwrap();
                (take("site_id"), take("top_k_share"), take("top_k_share_weights"))
            })
            .collect()
    };
    let once = shares(&place, "uit");
    place.run("scan toplaag.toml --out twee --threads 3 -q").says(0, "");
    assert_eq!(once, shares(&place, "twee"));
    let mut record = Record::open(&place.path("uit")).unwrap();
    record.params = record
        .params
        .changed(
            &[Change { key: "zekerheid.draws".into(), part: vec![], value: 2_000.into() }],
            Path::new("test"),
        )
        .unwrap();
    let mut sites = record.sites().unwrap();
    tell_certainty(&mut sites, &record.params);
    let mut groups: BTreeMap<_, (f64, usize)> = BTreeMap::new();
    for site in &sites {
        let Some(certainty) = site.certainty else { continue };
        let group = groups.entry((site.list, site.ranked.as_ref().unwrap().group.clone())).or_default();
        group.0 += certainty.by_weights.unwrap_or(0.0);
        group.1 += usize::from(certainty.by_weights.is_some());
    }
    assert!(groups.len() > 3);
    for (group, (sum, able)) in groups {
        assert!((sum - able.min(3) as f64).abs() < 1e-9, "{group:?}: {sum} of {able}");
    }
}

#[test]
fn a_run_that_draws_nothing_says_so() {
    let place = Place::town();
    place.edit("toplaag.toml", |text| format!("{text}\n[params.zekerheid]\ndraws = 0\n"));
    place.scan();
    assert!(rows(&place.path("uit/shortlist.csv")).iter().all(|row| row["top_k_share"].is_empty()));
    place
        .run("zekerheid uit --out z")
        .says(3, "error: this run draws nothing\nhint: give `zekerheid.draws` a number and scan again");
    assert!(!place.path("z").exists());
}

/// What `keuze` chose, by site: its fate and its reason.
fn chosen(place: &Place) -> BTreeMap<String, (String, String)> {
    sheet(&place.path("k/keuze.xlsx"), "All sites")
        .into_iter()
        .map(|row| (row["Identification"].clone(), (row["Choice"].clone(), row["Reason"].clone())))
        .collect()
}

/// Another way: every set of up to four of the region, with the distance measured
/// between all pairs.
#[test]
fn a_spread_choice_is_the_best_of_all_sets() {
    let place = Place::scanned();
    place.run("keuze uit --afstand 250 --per regio --aantal 4 --out k --lang en -q").says(0, "");
    let found: Vec<String> =
        chosen(&place).into_iter().filter(|(_, (fate, _))| fate == "chosen").map(|(id, _)| id).collect();
    let record = Record::open(&place.path("uit")).unwrap();
    let sites = record.sites().unwrap();
    let able: Vec<_> = sites
        .iter()
        .filter(|site| site.list == toplaag::score::List::Shortlist && site.rank().is_some())
        .filter(|site| site.may_be_put_forward(&record.params))
        .collect();
    use geo::{Distance as _, Euclidean};
    let apart: Vec<Vec<bool>> = able
        .iter()
        .map(|a| able.iter().map(|b| Euclidean.distance(&a.geometry, &b.geometry) >= 250.0).collect())
        .collect();
    let points = |at: usize| (able[at].site.score.score.unwrap() * 100.0).round() as u64;
    let mut best = (0, 0);
    for set in 0_u32..1 << able.len() {
        if set.count_ones() > 4 {
            continue;
        }
        let of: Vec<usize> = (0..able.len()).filter(|at| set & 1 << at != 0).collect();
        if of.iter().enumerate().all(|(n, a)| of[..n].iter().all(|b| apart[*a][*b])) {
            best = best.max((of.len(), of.iter().map(|at| points(*at)).sum::<u64>()));
        }
    }
    let at = |id: &String| able.iter().position(|site| site.id == *id).unwrap();
    assert_eq!((found.len(), found.iter().map(|id| points(at(id))).sum::<u64>()), best);
    // The distance asks for something.
    place.run("keuze uit --per regio --aantal 4 --out k --force --lang en -q").says(0, "");
    let free: Vec<String> =
        chosen(&place).into_iter().filter(|(_, (fate, _))| fate == "chosen").map(|(id, _)| id).collect();
    assert_ne!(free, found);
}

#[test]
fn what_is_decided_shows_with_its_reason_in_every_output() {
    let place = Place::scanned();
    let words = [
        "keuze",
        "uit",
        "--moet",
        "PH-31=toezegging van de raad",
        "--niet",
        "PH-35=wordt <b>verkocht</b>",
        "--out",
        "k",
        "--lang",
        "en",
    ];
    let ran = std::process::Command::new(crate::support::PROGRAM)
        .args(words)
        .current_dir(place.path(""))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let fates = chosen(&place);
    let of = |complex: &str| fates.iter().find(|(id, _)| id.ends_with(complex)).unwrap().1.clone();
    assert_eq!(of("ph-31"), ("must".into(), "toezegging van de raad".into()));
    assert_eq!(of("ph-35"), ("must not".into(), "wordt <b>verkocht</b>".into()));
    let page = place.read("k/keuze.html");
    assert!(page.contains("toezegging van de raad") && page.contains("verkocht"));
    assert!(!page.contains("<b>verkocht"));
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(said.contains("toezegging van de raad"), "{said}");
    let map = rusqlite::Connection::open(place.path("k/keuze.gpkg")).unwrap();
    let told = "SELECT count(*) FROM keuze WHERE choice_reason = 'toezegging van de raad'";
    assert_eq!(map.query_row(told, [], |row| row.get::<_, i64>(0)).unwrap(), 1);
}

#[test]
fn decisions_that_cannot_go_together_are_refused() {
    let place = Place::scanned();
    for (words, says) in [
        ("--moet PH-31=a --niet PH-31=b", "must be chosen and must not"),
        ("--moet PH-31=a --moet PH-34=a --moet PH-35=a --moet PH-36=a", "4 sites must be chosen, of 3"),
        ("--moet PH-99=a", "`PH-99` is no site, location or complex of the run"),
        ("--moet PH-34=a --moet PH-35=a --afstand 5000", "must both be chosen, and lie"),
        ("--moet PH-34", "`PH-34` has no reason"),
        ("--moet PH-34=a --moet PH-34=b", "is named more than once"),
        ("--aantal 0", "0"),
    ] {
        let ran = place.run(&format!("keuze uit {words} --out k"));
        assert_ne!(ran.code, Some(0), "{words}");
        assert!(ran.stderr.contains(says), "{words}: {}", ran.stderr);
        assert!(!place.path("k").exists());
    }
}

#[test]
fn what_to_find_out_first_is_a_fact_that_decides_about_the_shortlist() {
    let place = Place::scanned();
    place.run("onderzoek uit --out o --lang en -q").says(0, "");
    let questions = sheet(&place.path("o/onderzoek.xlsx"), "Examine first");
    let number = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<f64>().unwrap();
    let of_list: Vec<_> = questions.iter().filter(|row| row["List"] == "shortlist").collect();
    assert!(of_list.len() > 3);
    assert!(of_list.is_sorted_by(|a, b| number(a, "Places right more") >= number(b, "Places right more")));
    // RV-12 is put forward and hangs on its structure: without it another takes its place.
    let structure = questions
        .iter()
        .find(|row| row["Name"].contains("RV-12") && row["Examine"].contains("structure"))
        .unwrap();
    assert!(number(structure, "Chance of another choice") > 0.3, "{structure:?}");
    assert!(!structure["Who"].is_empty());
    // A fact that is known is no question.
    assert!(
        !questions.iter().any(|row| row["Name"].contains("PH-35") && row["Examine"].contains("structure"))
    );
    let page = place.read("o/onderzoek.html");
    assert!(page.contains("Examine first:"), "{page}");
}

/// A site that must be chosen and may not be put forward is no part of the free
/// choice: what it pushes out is told, and what is unknown of it.
#[test]
fn what_must_be_chosen_against_the_rules_is_told_with_what_it_pushes_out() {
    let place = Place::scanned();
    place.run("keuze uit --moet RV-18=motie --out k --lang en -q").says(0, "");
    let fates = chosen(&place);
    let of = |complex: &str| fates.iter().find(|(id, _)| id.ends_with(complex)).unwrap().1.clone();
    let (fate, reason) = of("rv-18");
    assert_eq!(fate, "must");
    assert!(reason.starts_with("motie (undecided: "), "{reason}");
    let page = place.read("k/keuze.html");
    assert!(page.contains("instead of RV-16"), "{page}");
}
