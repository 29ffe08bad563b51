//! Does the sample town get the answers it was planned to get?

use std::collections::{BTreeMap, BTreeSet};

use toplaag::sample::{Town, TownSpec};

use crate::support::{Place, demo, rows, verdicts};

#[test]
fn the_demo_ends_well_and_shows_where_to_look_and_the_top_3() {
    let place = Place::new();
    let ran = place.run("demo");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    insta::assert_snapshot!("demo_summary", ran.stdout);
    let stages: Vec<&str> = ran.stderr.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(
        stages,
        [
            "bestanden openen",
            "kaarten",
            "verblijfsobjecten",
            "verblijfsobjecten plaatsen",
            "bezit",
            "hoogtes",
            "panden",
            "grond",
            "locaties",
            "schrijven",
            "kaart tekenen"
        ]
    );
    // A second time replaces its own result.
    assert_eq!(place.run("demo -q").code, Some(0));
    assert_eq!(place.names(), ["toplaag-demo"]);
}

#[test]
fn the_demo_speaks_english() {
    let ran = Place::new().run("demo --lang en");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    insta::assert_snapshot!("demo_summary_en", ran.stdout);
}

#[test]
fn every_planned_pand_gets_its_verdict_and_its_reason() {
    let demo = demo();
    let verdicts: BTreeMap<String, (String, String, String)> = verdicts(&demo.path("uitkomst/toplaag.gpkg"))
        .into_iter()
        .map(|(id, verdict, reasons, missing)| (id, (verdict, reasons, missing)))
        .collect();
    let town = Town::new(TownSpec::SAMPLE);
    let planned = town.district(0).unwrap().planned;
    assert!(planned.len() > 100, "{} planned", planned.len());
    for plan in planned {
        let id = format!("{:016}", plan.pand);
        let (verdict, reasons, missing) = &verdicts[&id];
        assert_eq!(verdict, plan.verdict, "{} ({id}): {reasons} {missing}", plan.name);
        let because = match plan.verdict {
            "unsuitable" => reasons,
            "undecided" => missing,
            _ => continue,
        };
        assert!(because.split(';').any(|code| code == plan.because), "{} ({id}): {because}", plan.name);
    }
}

#[test]
fn every_pand_comes_out_exactly_once() {
    let demo = demo();
    let out: Vec<String> =
        verdicts(&demo.path("uitkomst/toplaag.gpkg")).into_iter().map(|(id, ..)| id).collect();
    let input = demo.json("invoer/panden.geojson");
    let given: BTreeSet<&str> = input["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pand| pand["properties"]["identificatie"].as_str().unwrap())
        .collect();
    assert_eq!(out.len(), given.len());
    assert_eq!(out.iter().map(String::as_str).collect::<BTreeSet<_>>(), given);
}

#[test]
fn the_counts_add_up_and_agree_with_the_files() {
    let demo = demo();
    let run = demo.json("uitkomst/run.json");
    let counts = &run["counts"];
    let count = |name: &str| counts[name].as_u64().unwrap();
    let sum =
        |name: &str| counts[name].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
    assert_eq!(count("records"), count("panden") + count("duplicates") + count("without_id"));
    assert_eq!(count("panden"), count("suitable") + sum("unsuitable") + sum("undecided"));
    assert_eq!(
        count("sites"),
        count("sites_ranked")
            + count("sites_apart")
            + count("sites_alternative")
            + count("sites_unsuitable")
            + count("sites_unsayable")
    );

    let mut by_verdict = BTreeMap::<String, u64>::new();
    for (_, verdict, ..) in verdicts(&demo.path("uitkomst/toplaag.gpkg")) {
        *by_verdict.entry(verdict).or_default() += 1;
    }
    assert_eq!(by_verdict["suitable"], count("suitable"));
    assert_eq!(by_verdict["unsuitable"], sum("unsuitable"));
    assert_eq!(by_verdict["undecided"], sum("undecided"));

    let mut issues = BTreeMap::<String, u64>::new();
    for row in rows(&demo.path("uitkomst/issues.csv")) {
        *issues.entry(row["kind"].clone()).or_default() += 1;
    }
    assert_eq!(serde_json::to_value(&issues).unwrap(), counts["issues"]);
    assert_eq!(rows(&demo.path("uitkomst/shortlist.csv")).len() as u64, count("sites"));
}

#[test]
fn the_method_worked_out_again_gives_the_same() {
    let demo = demo();
    let run = demo.path("uitkomst");
    crate::support::by_the_method(&run);
    crate::support::forms_by_the_method(&run);
}

#[test]
fn a_site_is_what_its_panden_are() {
    let demo = demo();
    let verdicts: BTreeMap<String, String> = verdicts(&demo.path("uitkomst/toplaag.gpkg"))
        .into_iter()
        .map(|(id, verdict, ..)| (id, verdict))
        .collect();
    for site in
        rows(&demo.path("uitkomst/shortlist.csv")).into_iter().filter(|site| site["form"] == "optoppen")
    {
        let panden: Vec<&str> = site["pand_ids"].split(';').map(|id| verdicts[id].as_str()).collect();
        assert_eq!(panden.len().to_string(), site["n_panden"], "{}", site["site_id"]);
        let verdict = match site["verdict"].as_str() {
            "geschikt" => "suitable",
            "ongeschikt" => "unsuitable",
            _ => "undecided",
        };
        assert!(panden.contains(&verdict), "{}: {verdict} of {panden:?}", site["site_id"]);
    }
}

/// Three complexes for each of the three corporaties, and the other forms on a
/// list of their own.
#[test]
fn the_shortlist_is_in_order_and_puts_three_of_each_corporatie_forward() {
    let demo = demo();
    let sites = rows(&demo.path("uitkomst/shortlist.csv"));
    let mut forward = BTreeMap::<&str, u32>::new();
    for site in sites.iter().filter(|site| site["standing"] == "voorgedragen") {
        assert_eq!((site["form"].as_str(), site["list"].as_str()), ("optoppen", "voordracht"));
        *forward.entry(&site["corporatie"]).or_default() += 1;
    }
    assert_eq!(forward.values().copied().collect::<Vec<_>>(), [3, 3, 3]);
    // The other forms of a location stand right behind the one that stands for it.
    for pair in sites.windows(2) {
        let behind = pair[1]["standing"] == "andere vorm";
        assert!(!behind || pair[0]["location_id"] == pair[1]["location_id"], "{}", pair[1]["site_id"]);
    }
    let number = |text: &str| text.replace(',', ".").parse::<f64>().unwrap();
    let mut last = BTreeMap::<(&str, &str), (u32, f64)>::new();
    for site in sites.iter().filter(|site| !site["rank"].is_empty()) {
        let (rank, score) = (site["rank"].parse::<u32>().unwrap(), number(&site["score"]));
        let before = last.insert((&site["list"], &site["corporatie"]), (rank, score));
        let (rank_before, score_before) = before.unwrap_or((0, 100.0));
        assert_eq!(rank, rank_before + 1, "{}", site["site_id"]);
        assert!(score <= score_before, "{}", site["site_id"]);
    }
}

/// What a reader of the shortlist goes by; all columns would change with
/// every one that is added.
const GOLDEN: [&str; 21] = [
    "site_id",
    "set_forms",
    "verdict",
    "reason",
    "rank",
    "standing",
    "n_panden",
    "n_homes_existing",
    "extra_storeys",
    "gross_m2",
    "homes_low",
    "homes_mid",
    "homes_high",
    "plot_m2",
    "owner_share",
    "score",
    "coverage",
    "v_parking",
    "v_grid",
    "v_water",
    "missing",
];

#[test]
fn the_shortlist_is_the_golden_one() {
    let demo = demo();
    let mut text = GOLDEN.join(" | ");
    for site in rows(&demo.path("uitkomst/shortlist.csv")) {
        text.push('\n');
        text.push_str(&GOLDEN.map(|name| site[name].as_str()).join(" | "));
    }
    insta::assert_snapshot!("shortlist", text);
}

#[test]
fn the_table_is_written_in_the_style_that_was_asked_for() {
    let place = Place::scanned();
    let dutch = place.read("uit/shortlist.csv");
    let of_dutch = rows(&place.path("uit/shortlist.csv"));
    assert!(dutch.starts_with("\u{feff}\"site_id\";\"form\";\"location_id\";"));
    assert!(dutch.contains("\r\n") && dutch.contains(";93,3;"), "decimal comma");
    place
        .edit("toplaag.toml", |toml| toml.replace("lang = \"nl\"", "lang = \"nl\"\ncsv = \"international\""));
    place.scan();
    let international = place.read("uit/shortlist.csv");
    assert!(international.starts_with("\"site_id\",\"form\",\"location_id\","));
    assert!(!international.contains('\r') && international.contains(",93.3,"));
    // The same table, but for how numbers are written.
    let of_international = rows(&place.path("uit/shortlist.csv"));
    assert_eq!(of_dutch.len(), of_international.len());
    for (dutch, international) in of_dutch.iter().zip(&of_international) {
        for (name, cell) in dutch {
            let other = &international[name];
            let same = match cell.as_str() {
                "ja" => other == "true",
                "nee" => other == "false",
                cell => cell == other || cell.replace(',', ".") == *other,
            };
            assert!(same, "{name}: {cell} and {other}");
        }
    }
}
