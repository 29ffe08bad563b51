//! Does a finished run give the same answers when it is asked again?

use std::{fs, path::Path};

use geo_types::Geometry;
use toplaag::{
    export::{CsvWriter, FgbWriter, GeoJsonWriter, GeometryKind},
    lang::CsvStyle,
    record::{FILE, Record, tell_certainty},
    tables::{PANDEN, SITES, in_words, row, specs},
    value::Value,
};

use crate::support::Place;

/// Writes the tables and maps of a run again from its record alone, and holds
/// each against the one the scan wrote, byte for byte.
pub fn ask_again(run: &Path) {
    crate::support::by_the_method(run);
    let record = Record::open(run).unwrap();
    let names = record.names(record.lang());
    let again = tempfile::tempdir().unwrap();
    let path = |name: &str| again.path().join(name);
    let kind = GeometryKind::MultiPolygon;

    let mut panden = FgbWriter::create(&path("panden.fgb"), "panden", &specs(PANDEN), kind).unwrap();
    let rows: Vec<(Option<Geometry<f64>>, Vec<Value>)> = record
        .map_panden(|pand| {
            let row = row(PANDEN, &pand.survey, &names);
            let shape = (!pand.footprint.0.is_empty()).then_some(Geometry::MultiPolygon(pand.footprint));
            Some((shape, row))
        })
        .unwrap();
    panden.push_all(&rows).unwrap();
    panden.finish().unwrap();

    let columns = specs(SITES);
    let mut fgb = FgbWriter::create(&path("sites.fgb"), "sites", &columns, kind).unwrap();
    let mut geojson = GeoJsonWriter::create(&path("sites.geojson"), "sites", &columns, kind).unwrap();
    let mut csv = CsvWriter::create(&path("shortlist.csv"), &columns, CsvStyle::Dutch).unwrap();
    let mut sites = record.sites().unwrap();
    tell_certainty(&mut sites, &record.params);
    assert!(!sites.is_empty());
    for site in &sites {
        let mut row = row(SITES, site, &names);
        let shape = Geometry::MultiPolygon(site.geometry.clone());
        fgb.push(Some(&shape), &row).unwrap();
        geojson.push(Some(&shape), &row).unwrap();
        in_words(&mut row, &record.params, record.lang());
        csv.push(&row).unwrap();
    }
    fgb.finish().unwrap();
    geojson.finish().unwrap();
    csv.finish().unwrap();

    for name in ["panden.fgb", "sites.fgb", "sites.geojson", "shortlist.csv"] {
        let (scan, asked) = (fs::read(run.join(name)).unwrap(), fs::read(path(name)).unwrap());
        assert!(scan == asked, "{name} of {} differs when it is asked again", run.display());
    }
}

#[test]
fn the_town_asked_again_gives_every_byte() {
    let place = Place::scanned();
    ask_again(&place.path("uit"));
}

#[test]
fn invented_towns_asked_again_give_every_byte() {
    for (seed, panden, change) in [
        (11, 700, ""),
        (
            12,
            900,
            "[params.optoppen]\nhome_go_m2 = 48.0\nbouwjaar_min = 1930\n[params.score]\nprofile = \"provincie\"\n",
        ),
        (13, 1_300, "[params.optoppen]\nshortlist_scope = \"per_both\"\nhomes_min_pand = 2\n"),
    ] {
        let place = Place::new();
        let made = place.run(&format!("sample --out stad --seed {seed} --panden {panden} --format text"));
        assert_eq!(made.code, Some(0), "{made:?}");
        place.edit("stad/toplaag.toml", |toml| toml + "\n" + change);
        let scan = || {
            place.run("scan stad/toplaag.toml --out uit --force -q").says(0, "");
            ask_again(&place.path("uit"));
        };
        scan();
        // Without holdings every pand may be a location by itself.
        place.edit("stad/toplaag.toml", |toml| {
            let mut skip = false;
            let keep = |line: &&str| {
                if line.starts_with('[') {
                    skip = line.starts_with("[bezit");
                }
                !skip
            };
            toml.lines().filter(keep).collect::<Vec<_>>().join("\n")
        });
        scan();
    }
}

#[test]
fn a_damaged_record_is_an_error_and_never_another_answer() {
    let place = Place::scanned();
    let right = Record::open(&place.path("uit")).unwrap().sites().unwrap().len();
    let path = place.path("uit").join(FILE);
    let bytes = fs::read(&path).unwrap();
    let outcome = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        Record::open(&place.path("uit")).and_then(|record| record.sites()).map(|sites| sites.len())
    };
    for at in (0..bytes.len()).step_by(bytes.len() / 97) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        // Names and dates in the archive itself may change without harm.
        if let Ok(sites) = outcome(&changed) {
            assert_eq!(sites, right, "byte {at}");
        }
        assert!(outcome(&bytes[..at]).is_err(), "cut off at {at}");
    }
    let explained = place.run("explain uit 9001100000000003 --alles");
    assert!(explained.code == Some(3) && explained.stderr.contains(FILE), "{explained:?}");
    fs::remove_file(&path).unwrap();
    let made = place.run("feitenblad uit --out bladen -q");
    assert!(made.code == Some(3) && made.stderr.contains("run the scan again"), "{made:?}");
    assert!(!place.path("bladen").exists());
}
