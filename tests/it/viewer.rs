//! What the map page reads: does it say what the run says, and does the page
//! count as the engine does?

use std::{fs, path::Path};

use serde_json::{Value, json};
use toplaag::{
    crs,
    lang::Lang,
    params::{Change, Params},
    record::{Record, rank},
    score::{Criterion, Standing, score},
    survey::Site,
    tables::SiteRow,
    viewer::{self, Data, Hidden, Settings, SitesFile},
};

use crate::support::Place;

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/viewer/tests/vectors.json");

fn record(place: &Place) -> Record {
    Record::open(&place.path("uit")).unwrap()
}

/// All files of a run, by name.
fn files(record: &Record, settings: &Settings) -> std::collections::BTreeMap<String, Value> {
    let rows = viewer::rows(record).unwrap();
    let mut files = std::collections::BTreeMap::new();
    let mut write = |name: &str, bytes: &[u8]| {
        files.insert(name.to_owned(), serde_json::from_slice(bytes).unwrap());
        Ok(())
    };
    Data::of(record, &rows, settings).each_file(&mut write).unwrap();
    files
}

#[test]
fn every_site_of_the_run_stands_in_the_list_with_its_numbers_and_in_a_file_of_details() {
    let place = Place::scanned();
    let record = record(&place);
    let rows = viewer::rows(&record).unwrap();
    let files = files(&record, &Settings { panden: true, ..Settings::default() });
    let (run, sites) = (&files["data/run.json"], &files["data/sites.json"]);
    assert_eq!(sites["n"], rows.len());
    assert_eq!(run["served"], false);
    assert_eq!(run["norms"], json!([]), "without a server no norm can be moved");
    let ids: Vec<&str> = sites["id"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    let details = usize::try_from(run["files"]["details"].as_u64().unwrap()).unwrap();
    for row in &rows {
        let at = ids.iter().position(|id| *id == row.id).unwrap();
        assert_eq!(sites["rank"][at], json!(row.rank()));
        assert_eq!(sites["score"][at], json!(row.score()));
        assert_eq!(sites["homes"][at], json!([row.homes.low, row.homes.mid, row.homes.high]));
        for &criterion in Criterion::ALL {
            // `serde_json` reads the last digit of a number as it pleases; what is written is exact.
            let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
            let (written, value) = (sites["v"][criterion as usize][at].as_f64(), row.values.get(criterion));
            assert!(written == value || written.zip(value).is_some_and(|(a, b)| near(a, b)));
        }
        let detail = &files[&format!("data/detail/{}.json", at / details)]["sites"][&row.id];
        for lang in ["nl", "en"] {
            let parts = detail[lang]["parts"].as_array().unwrap();
            let about: Vec<_> = parts.iter().map(|part| part["about"].as_str().unwrap()).collect();
            assert!(["score", "parking", "grid", "water", "blockers"].iter().all(|one| about.contains(one)));
        }
        assert_eq!(detail["certainty"].is_null(), row.certainty.is_none());
        assert_eq!(detail["turns"].as_array().unwrap().is_empty(), !row.is_on_shortlist());
        for norm in detail["norms"].as_array().unwrap() {
            assert!(record.params.get(norm.as_str().unwrap()).is_some());
        }
    }
    assert_eq!(ids.iter().take(3).filter(|id| id.starts_with("optoppen:")).count(), 3, "the best first");
    let panden: usize = files
        .iter()
        .filter(|(name, _)| name.starts_with("data/pand/"))
        .map(|(name, file)| {
            let digits = name.trim_start_matches("data/pand/").trim_end_matches(".json");
            let panden = file["panden"].as_object().unwrap();
            assert!(panden.keys().all(|id| id.ends_with(digits)));
            panden.len()
        })
        .sum();
    assert_eq!(panden, record.n_panden());
}

#[test]
fn what_is_told_of_a_pand_is_what_its_file_holds() {
    let place = Place::scanned();
    let record = record(&place);
    let rows = viewer::rows(&record).unwrap();
    let files = files(&record, &Settings { panden: true, ..Settings::default() });
    let digits = usize::try_from(files["data/run.json"]["files"]["pand_digits"].as_u64().unwrap()).unwrap();
    let id = "9001100000000003";
    let file = &files[&format!("data/pand/{}.json", &id[id.len() - digits..])]["panden"][id];
    let answer = viewer::pand_answer(&record, &rows, id.parse().unwrap()).unwrap().unwrap();
    assert_eq!(serde_json::to_value(&answer).unwrap(), *file);
    assert_eq!(answer.verdict, "suitable");
    assert!(answer.checks.len() > 5);
    assert!(answer.sites.iter().any(|site| site.id.starts_with("optoppen:")));
    assert!(viewer::pand_answer(&record, &rows, "9001100000009999".parse().unwrap()).unwrap().is_none());
}

#[test]
fn a_column_that_is_hidden_is_in_no_file() {
    let place = Place::scanned();
    let record = record(&place);
    let columns = ["corporatie", "complex", "v_ownership"].map(str::to_owned);
    let settings = Settings { hidden: Hidden::columns(columns), ..Settings::default() };
    let rows = viewer::rows(&record).unwrap();
    let (_, sites) = Data::of(&record, &rows, &settings).sites().next().unwrap();
    assert!(sites.corporatie.values.is_empty());
    assert!(sites.complex.iter().all(Option::is_none));
    assert!(sites.v[Criterion::Ownership as usize].iter().all(Option::is_none));
    assert!(sites.groups.iter().all(|[_, corporatie]| corporatie.is_empty()));
}

#[test]
fn the_program_names_the_type_of_every_file_of_the_page() {
    for file in viewer::page_files() {
        assert_ne!(file.media_type(), "application/octet-stream", "{}", file.name);
        assert!(!file.bytes.is_empty(), "{}", file.name);
    }
    assert_eq!(viewer::media_type("data/run.json"), "application/json");
}

#[test]
fn the_page_and_the_program_name_the_same_content_policy() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/viewer/src/index.html");
    assert!(fs::read_to_string(page).unwrap().contains(viewer::CONTENT_POLICY));
}

/// Sets of weights that the engine and the page must rank alike: the profiles,
/// one criterion alone, and some without pattern.
fn weighings(params: &Params) -> Vec<[[f64; 7]; 2]> {
    let mut all = Vec::new();
    for name in ["corporatie", "gemeente", "provincie", "kansrijk_bouwen"] {
        let profile = params.score.profile(toplaag::params::ProfileName::parse(name).unwrap());
        all.push([profile.optoppen.in_order(), profile.inbreiding.in_order()]);
    }
    for at in 0..7 {
        let mut alone = [1.0; 7];
        alone[at] = 94.0;
        all.push([alone, alone]);
    }
    let mut number: u32 = 1;
    for _ in 0..8 {
        all.push(std::array::from_fn(|_| {
            std::array::from_fn(|_| {
                number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                f64::from(number >> 16 & 63) * 1.5
            })
        }));
    }
    all
}

/// The rows of a run with other weights, ranked by the engine: the values and
/// the sets of forms are those of the run.
fn weighed(record: &Record, rows: &[SiteRow], weights: [[f64; 7]; 2]) -> Vec<SiteRow> {
    let name = record.params.score.profile.value.code();
    let changes: Vec<Change> = ["optoppen", "inbreiding"]
        .into_iter()
        .zip(weights)
        .flat_map(|(form, weights)| {
            Criterion::ALL.iter().map(move |criterion| Change {
                key: format!("score.{name}"),
                part: vec![form.into(), criterion.code().into()],
                value: weights[*criterion as usize].into(),
            })
        })
        .collect();
    let params = record.params.changed(&changes, Path::new("test")).unwrap();
    let sites: Vec<Site> = rows
        .iter()
        .map(|row| {
            let mut site = row.site.clone();
            if site.verdict.has_homes() {
                site.score = score(&site.values, params.score.weights(site.form));
            }
            site
        })
        .collect();
    rank(sites, &toplaag::tables::Names { params: &params, ..record.names(Lang::Nl) }).unwrap()
}

/// The page ranks in JavaScript: these are the answers it must give.
#[test]
fn the_vectors_of_the_page_are_the_answers_of_the_engine() {
    let place = Place::scanned();
    let record = record(&place);
    let rows = viewer::rows(&record).unwrap();
    let all = SitesFile::all(&rows, &record.params, &Hidden::default());
    let standings: Vec<&str> = Standing::ALL.iter().map(|standing| standing.code()).collect();
    let cases: Vec<Value> = weighings(&record.params)
        .into_iter()
        .map(|weights| {
            let ranked = weighed(&record, &rows, weights);
            let answers = all.id.iter().map(|id| {
                let row = ranked.iter().find(|row| row.id == *id).unwrap();
                let standing = row.standing().map(|standing| standing as usize);
                let points = row.site.score.score.map(|score| (score * 100.0).round());
                json!([row.rank().unwrap_or(0), standing, points])
            });
            json!({ "weights": weights, "rank_standing_points": answers.collect::<Vec<_>>() })
        })
        .collect();
    let corners =
        [(4.0, 51.5), (4.9, 52.37), (5.026, 52.222), (5.9, 50.85), (6.5, 53.2), (3.6, 51.4), (7.0, 52.2)];
    let points: Vec<Value> = corners
        .into_iter()
        .map(|(lon, lat)| {
            let [x, y] = rd(lon, lat);
            json!([lon, lat, x, y])
        })
        .collect();
    let sites = serde_json::to_value(&all).unwrap();
    let columns = [
        "id",
        "location",
        "list",
        "group",
        "groups",
        "homes_to_compare",
        "v",
        "weights",
        "may",
        "in_set",
        "top_k_share_weights",
    ];
    let kept: serde_json::Map<String, Value> =
        columns.iter().map(|name| ((*name).to_owned(), sites[*name].clone())).collect();
    let params = &record.params;
    let vectors = json!({
        "about": "Answers of the engine that the page must give; written by tests/it/viewer.rs with UPDATE_VECTORS=1",
        "standings": standings,
        "rules": {
            "coverage_min": params.score.coverage_min.value,
            "first": params.optoppen.shortlist_size.value,
            "reserve_factor": params.optoppen.reserve_factor.value,
        },
        "certainty": {
            "concentration": params.zekerheid.concentration.value,
            "weight_least": params.zekerheid.weight_least.value,
        },
        "sites": kept,
        "cases": cases,
        "points": points,
    });
    let text = format!("{vectors}\n");
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        fs::write(VECTORS, &text).unwrap();
    }
    let kept = fs::read_to_string(VECTORS).unwrap_or_default();
    assert!(kept == text, "run this test with UPDATE_VECTORS=1, and `npm --prefix viewer test`");
}

/// RD New of a point in degrees, searched with the transformation the other way
/// around.
fn rd(lon: f64, lat: f64) -> [f64; 2] {
    let (mut x, mut y) = (155_000.0, 463_000.0);
    for _ in 0..20 {
        let (at_lon, at_lat) = crs::rd_point_to_lonlat(x, y).unwrap();
        x += (lon - at_lon) * 68_000.0;
        y += (lat - at_lat) * 111_200.0;
    }
    [(x * 1000.0).round() / 1000.0, (y * 1000.0).round() / 1000.0]
}
