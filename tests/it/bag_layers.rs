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
    let explained = place.run(&format!("explain uit {}", pand_id(2)));
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
        assert!(issues.contains(&format!("`{text}` in column `gebruiksdoel` is not understood")), "{issues}");
    }
}
