//! The BAG as layers that people have: what is not all there, or cannot be read.

use crate::support::{Place, collection, feature, pand_id, square};

const PROJECT: &str = "[project]\nforms = [\"optoppen\"]\n[panden]\npath = \"panden.geojson\"\n\
                       [verblijfsobjecten]\npath = \"vbo.geojson\"\n";

/// A pand whose layer counts so many units.
fn pand(n: u64, units: u64) -> String {
    let id = pand_id(n);
    feature(
        &format!(
            r#""identificatie":"{id}","bouwjaar":1972,"status":"Pand in gebruik","gebruiksdoel":"woonfunctie","aantal_verblijfsobjecten":{units}"#
        ),
        &square(n),
    )
}

/// A unit in use in these panden.
fn unit(n: u64, uses: &str, panden: &[u64]) -> String {
    let ids: Vec<String> = panden.iter().map(|n| pand_id(*n)).collect();
    feature(
        &format!(
            r#""identificatie":"9999010000{n:06}","oppervlakte":80,"status":"Verblijfsobject in gebruik","gebruiksdoel":{uses},"pandidentificatie":"{}""#,
            ids.join(",")
        ),
        "null",
    )
}

fn scanned(panden: &[String], units: &[String]) -> Place {
    let place = Place::project(PROJECT);
    place.write("panden.geojson", collection(panden)).write("vbo.geojson", collection(units));
    place.scan();
    place
}

/// Of each pand, in order: the columns asked for, empty for NULL.
fn columns(place: &Place, names: &str) -> Vec<String> {
    let file = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let mut query = file.prepare(&format!("select {names} from panden order by identificatie")).unwrap();
    let n = query.column_count();
    let line = |row: &rusqlite::Row<'_>| {
        let cell = |at: usize| -> rusqlite::Result<String> {
            Ok(match row.get_ref(at)? {
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                _ => String::new(),
            })
        };
        Ok((0..n).map(cell).collect::<rusqlite::Result<Vec<_>>>()?.join(" "))
    };
    query.query_map([], line).unwrap().map(Result::unwrap).collect()
}

const HOME: &str = r#""woonfunctie""#;

#[test]
fn a_pand_that_lacks_units_is_no_pand_without_homes() {
    let panden = [pand(1, 2), pand(2, 12), pand(3, 6), pand(4, 1)];
    let mut units = vec![unit(1, HOME, &[1]), unit(2, HOME, &[1])];
    // Of the second pand there is none; of the third five of six, so that most are homes whatever the sixth is.
    units.extend((11..=15).map(|n| unit(n, HOME, &[3])));
    // The fourth shares its only unit, which counts in the first.
    units.push(unit(21, HOME, &[1, 4]));
    let place = scanned(&panden, &units);
    assert_eq!(
        columns(&place, "n_homes, n_units, n_homes_known, n_units_lacking"),
        ["3 3  ", "  0 12", "  5 1", "0 0  "]
    );
    // Without heights the roof is what is missing first, where homes are not.
    let verdicts =
        columns(&place, "verdict, reasons, instr(missing, 'units') > 0, instr(reason, 'pandlaag') > 0");
    assert_eq!(
        verdicts,
        ["undecided  0 0", "undecided  1 1", "undecided  1 0", "unsuitable woonfunctie 0 0"]
    );
    let explained = place.run(&format!("explain uit {} --all", pand_id(2)));
    assert!(
        explained.stdout.contains("de pandlaag telt er meer dan er zijn ingelezen"),
        "{}",
        explained.stdout
    );
}

#[test]
fn a_use_that_cannot_be_read_is_unknown_and_said() {
    let panden = [pand(1, 3), pand(2, 3), pand(3, 1)];
    let units = [
        // One of three may be anything: at least two of three are homes.
        unit(1, HOME, &[1]),
        unit(2, r#"["woonfunctie","winkelfunctie"]"#, &[1]),
        unit(3, r#""wonen""#, &[1]),
        // Nothing is known of two of three; in any spelling the third is a home.
        unit(4, r#""Woonfunctie,kantoor""#, &[2]),
        unit(5, r#""onbekend""#, &[2]),
        unit(6, "null", &[2]),
        unit(7, r#""Overige_Gebruiksfunctie""#, &[3]),
    ];
    let place = scanned(&panden, &units);
    assert_eq!(
        columns(&place, "n_homes, n_units, n_homes_known, n_units_unread"),
        [" 3 2 1", " 3 1 2", "0 1  "]
    );
    let verdicts = columns(&place, "verdict, reasons, instr(missing, 'woonfunctie') > 0");
    assert_eq!(verdicts, ["undecided  1", "undecided  1", "unsuitable woonfunctie 0"]);
    let issues = place.read("uit/issues.csv");
    for text in ["wonen", "Woonfunctie,kantoor"] {
        assert!(
            issues.contains(&format!("`{text}` in kolom `gebruiksdoel` wordt niet begrepen")),
            "{issues}"
        );
    }
}

/// A pand of a layer with history: bouwjaar, begin and end.
fn version(n: u64, bouwjaar: u64, begin: &str, end: &str) -> String {
    let id = pand_id(n);
    let more = format!(r#""begindatumTijdvakGeldigheid":"{begin}","einddatumTijdvakGeldigheid":{end}"#);
    feature(
        &format!(r#""identificatie":"{id}","bouwjaar":{bouwjaar},"status":"Pand in gebruik",{more}"#),
        &square(n),
    )
}

#[test]
fn of_a_layer_with_history_the_version_of_the_day_stands() {
    let panden = [
        version(1, 1900, "1980-01-01", "\"2012-06-01T10:00:00\""),
        version(1, 1972, "2012-06-01T10:00:00", "null"),
        // Two are open: an older one was never closed.
        version(2, 1999, "20180101", "null"),
        version(2, 1950, "20100101", "\"9999-12-31\""),
        // Gone.
        version(3, 1960, "1980-01-01", "\"2019-01-01\""),
        version(4, 1985, "1985-01-01", "null"),
    ];
    let place = Place::project("[panden]\npath = \"panden.geojson\"\n");
    place.write("panden.geojson", collection(&panden));
    place.scan();
    let stock = |place: &Place| columns(place, "substr(identificatie, 16), bouwjaar");
    assert_eq!(stock(&place), ["1 1972", "2 1999", "4 1985"]);
    let run = place.json("uit/run.json");
    let left_out = run["counts"]["left_out"].as_object().unwrap().values().next().unwrap();
    assert_eq!(*left_out, serde_json::json!({ "history": 1, "inactive": 0, "ended": 2 }));
    let of_day = |day: &str| {
        place.run(&format!("scan toplaag.toml --out uit --force -q --peildatum {day}")).says(0, "");
        stock(&place)
    };
    assert_eq!(of_day("2011-12-31"), ["1 1900", "2 1950", "3 1960", "4 1985"]);
    assert_eq!(of_day("2012-06-02"), ["1 1972", "2 1950", "3 1960", "4 1985"]);
    assert_eq!(of_day("1984-12-31"), ["1 1900", "3 1960"]);
}

#[test]
fn records_of_a_pand_that_contradict_rest_on_a_choice_that_is_said() {
    let other = |n: u64| pand(n, 12).replace("1972", "1900");
    let panden = [pand(1, 12), pand(1, 12), pand(2, 12), other(2), pand(3, 12)];
    let homes = |n: u64| (0..12).map(move |at| unit(100 * n + at, HOME, &[n]));
    let mut units: Vec<String> = (1..=3).flat_map(homes).collect();
    // One of the third pand has two sizes.
    units.push(unit(300, HOME, &[3]).replace("80", "45"));
    let place = scanned(&panden, &units);
    let issues = place.read("uit/issues.csv");
    assert!(issues.contains("staat er 2 keer in; de eerste telt"), "{issues}");
    assert!(issues.contains("staat er 2 keer in met verschil in bouwjaar; de eerste telt"), "{issues}");
    assert!(
        issues.contains("staat er meer dan eens in met verschil in oppervlakte; de eerste telt"),
        "{issues}"
    );
    let explained = place.run(&format!("explain uit {} --all", pand_id(2)));
    let line = "dubbele identificatie: staat er 2 keer in met verschil in bouwjaar";
    assert!(explained.stdout.to_lowercase().contains(line), "{}", explained.stdout);
    let flagged = |n: u64| {
        let sites = place.read("uit/sites.geojson");
        let row =
            sites.lines().find(|line| line.contains(&format!("optoppen:{}", pand_id(n)))).map(str::to_owned);
        row.unwrap_or_else(|| panic!("{sites}")).contains("rows_disagree")
    };
    assert_eq!([1, 2, 3].map(flagged), [false, true, true]);
}

#[test]
fn a_row_for_each_address_is_one_unit_that_is_found_by_all() {
    let home = |id: u64, street: &str, number: u64, neven: &str| {
        unit(id, HOME, &[1]).replace(
            r#""oppervlakte""#,
            &format!(
                r#""openbare_ruimte":"{street}","huisnummer":{number},"postcode":"9999AB","woonplaats":"Proefstad","nevenadres":{neven},"oppervlakte""#
            ),
        )
    };
    // The corner house stands twice, its nevenadres first.
    let mut units = vec![home(1, "Zijstraat", 40, "\"t\""), home(1, "Dorpsstraat", 1, "\"f\"")];
    units.extend((2..=6).map(|n| home(n, "Dorpsstraat", n, "false")));
    let place = Place::project(&format!("{PROJECT}[bezit]\npath = \"bezit.csv\"\n"));
    place.write("panden.geojson", collection(&[pand(1, 6)])).write("vbo.geojson", collection(&units));
    let rows: String = (2..=6).map(|n| format!("9999AB,{n},C1,Proef\n")).collect();
    place.write("bezit.csv", format!("postcode,huisnummer,complex,corporatie\n9999AB,40,C1,Proef\n{rows}"));
    place.scan();
    assert_eq!(columns(&place, "n_homes, address"), ["6 Dorpsstraat 1-6"]);
    assert_eq!(place.json("uit/run.json")["counts"]["bezit_matched"], 6);
}
