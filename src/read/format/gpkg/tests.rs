use std::fs;

use tempfile::{TempDir, tempdir};

use super::*;
use crate::read::{
    Layer,
    samples::{blob, gpkg, gpkg_layer, square_geometry},
};

fn squares(n: u32) -> Vec<Option<Vec<u8>>> {
    (0..n).map(|n| Some(blob(&square_geometry(121_000.0 + f64::from(n), 487_000.0, 10.0)))).collect()
}

/// A file with one layer of squares in RD.
fn file(n: u32) -> (TempDir, std::path::PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    gpkg_layer(&gpkg(&path), "pand", 28992, &squares(n));
    (folder, path)
}

fn source(path: &Path) -> Source {
    Source { path: path.to_owned(), ..Source::default() }
}

fn records(layer: &mut Layer, columns: &[usize]) -> Result<Vec<Record>, ReadError> {
    let mut all = Vec::new();
    layer.read(columns, &mut |record| {
        all.push(record);
        Ok(())
    })?;
    Ok(all)
}

#[test]
fn records_come_in_file_order_with_the_asked_columns_only() {
    let (_folder, path) = file(3);
    let mut layer = Layer::open(&source(&path)).unwrap();
    let names: Vec<_> = layer.head().columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["nummer", "tekst", "deel", "ja"]);
    assert_eq!(layer.head().count, Some(3));
    let all = records(&mut layer, &[3, 1]).unwrap();
    let values: Vec<_> = all.iter().map(|record| record.values.clone()).collect();
    assert_eq!(values[2], [Value::Bool(true), Value::from("é2")]);
    assert_eq!(all.iter().map(|record| record.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(records(&mut layer, &[]).unwrap().len(), 3); // and again
}

#[test]
fn an_index_does_not_change_the_order() {
    let (_folder, path) = file(50);
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("UPDATE pand SET nummer = 100 - nummer; CREATE INDEX i ON pand (nummer)")
        .unwrap();
    let mut layer = Layer::open(&source(&path)).unwrap();
    let all = records(&mut layer, &[0]).unwrap();
    assert_eq!(all[0].values, [Value::Int(100)]);
    assert_eq!(all[49].values, [Value::Int(51)]);
}

#[test]
fn one_layer_of_several_must_be_named_or_preferred() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    let connection = gpkg(&path);
    for table in ["Pand", "verblijfsobject", "layer_styles"] {
        gpkg_layer(&connection, table, 28992, &squares(1));
    }
    assert_eq!(layers(&path).unwrap(), ["Pand", "verblijfsobject"]);
    let Err(ReadError::MissingLayer { available, .. }) = Layer::open(&source(&path)) else { panic!() };
    assert_eq!(available, ["Pand", "verblijfsobject"]);
    let preferred = Source { preferred: &["panden", "pand"], ..source(&path) };
    assert_eq!(Layer::open(&preferred).unwrap().head().layer, "Pand");
    let named = Source { layer: Some("verblijfsobject".into()), ..preferred.clone() };
    assert_eq!(Layer::open(&named).unwrap().head().layer, "verblijfsobject");
    let missing = Source { layer: Some("x".into()), ..preferred };
    assert!(matches!(Layer::open(&missing), Err(ReadError::MissingLayer { layer, .. }) if layer == "x"));
}

#[test]
fn a_hostile_table_name_is_only_a_name() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    let name = r#"p"; DROP TABLE gpkg_contents; --'[`"#;
    gpkg_layer(&gpkg(&path), name, 28992, &squares(2));
    let mut layer = Layer::open(&source(&path)).unwrap();
    assert_eq!(layer.head().layer, name);
    assert_eq!(records(&mut layer, &[0, 1]).unwrap().len(), 2);
    assert_eq!(layers(&path).unwrap(), [name]);
}

#[test]
fn a_table_without_geometry_has_no_crs() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    gpkg(&path)
        .execute_batch(
            "CREATE TABLE bezit (id INTEGER PRIMARY KEY, complex TEXT); INSERT INTO bezit (complex) VALUES ('7'), (' ');
             INSERT INTO gpkg_contents (table_name, data_type) VALUES ('bezit', 'attributes');",
        )
        .unwrap();
    let mut layer = Layer::open(&source(&path)).unwrap();
    assert_eq!(layer.head().crs, None);
    let all = records(&mut layer, &[0]).unwrap();
    assert_eq!(all[0].values, [Value::from("7")]);
    assert_eq!(all[1].values, [Value::Null]); // blank is nothing known
    assert!(matches!(all[0].shape, Shape::Null));
}

#[test]
fn a_view_is_a_layer_too() {
    let (_folder, path) = file(3);
    Connection::open(&path)
        .unwrap()
        .execute_batch(
            "CREATE VIEW deel AS SELECT * FROM pand WHERE nummer > 0; DELETE FROM gpkg_contents;
             INSERT INTO gpkg_contents (table_name, data_type) VALUES ('deel', 'features');
             UPDATE gpkg_geometry_columns SET table_name = 'deel';",
        )
        .unwrap();
    assert_eq!(records(&mut Layer::open(&source(&path)).unwrap(), &[0]).unwrap().len(), 2);
}

#[test]
fn the_crs_comes_from_code_or_definition_and_undefined_is_told() {
    for (srs, expected) in [(28992, Some(Crs::Rd)), (100_000, Some(Crs::Rd)), (-1, None)] {
        let folder = tempdir().unwrap();
        let path = folder.path().join("a.gpkg");
        gpkg_layer(&gpkg(&path), "pand", srs, &squares(1));
        match (Layer::open(&source(&path)), expected.clone()) {
            (Ok(layer), Some(_)) => assert_eq!(layer.head().crs, expected),
            (Err(ReadError::Crs { hint, .. }), None) => {
                assert!(hint.to_string().contains("EPSG:28992"), "{hint}")
            }
            _ => panic!("{srs}"),
        }
    }
}

#[test]
fn a_geometry_that_is_none_is_an_issue_of_its_record() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    let mut blobs = squares(2);
    blobs.extend([None, Some(b"junk".to_vec())]);
    let connection = gpkg(&path);
    gpkg_layer(&connection, "pand", 28992, &blobs);
    connection.execute("UPDATE pand SET geom = 'tekst' WHERE fid = 1", []).unwrap();
    let mut layer = Layer::open(&source(&path)).unwrap();
    let all = records(&mut layer, &[]).unwrap();
    let good: Vec<bool> = all.iter().map(|record| record.shape.polygon(&Crs::Rd).is_ok()).collect();
    assert_eq!(good, [false, true, false, false]);
}

#[test]
fn a_cut_off_or_scrambled_file_is_an_error_with_its_place() {
    let (folder, path) = file(500);
    let bytes = fs::read(&path).unwrap();
    let cut = folder.path().join("cut.gpkg");
    for length in [1, 20, 99, 100, 1_000, 4_096, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&cut, &bytes[..length]).unwrap();
        let Err(ReadError::Format { detail, .. }) = Layer::open(&source(&cut)).map(drop) else {
            panic!("{length}")
        };
        assert!(length < 16 || detail.to_string().contains(&format!("byte {length}")), "{detail}");
    }
    // Scrambled pages: an error or fewer records, never a crash.
    for seed in 0..60_usize {
        let mut scrambled = bytes.clone();
        for n in 0..200 {
            let at = 100 + (seed * 7_919 + n * 104_729) % (bytes.len() - 100);
            scrambled[at] ^= 0xA5;
        }
        fs::write(&cut, &scrambled).unwrap();
        if let Ok(mut layer) = Layer::open(&source(&cut)) {
            let all: Vec<usize> = (0..layer.head().columns.len()).collect();
            let _ = records(&mut layer, &all);
        }
    }
    fs::write(&cut, "no database").unwrap();
    assert!(matches!(Layer::open(&source(&cut)), Err(ReadError::Format { format: "GeoPackage", .. })));
}

#[test]
fn a_file_in_write_ahead_mode_is_read_without_leaving_anything_beside_it() {
    let (folder, path) = file(3);
    let connection = Connection::open(&path).unwrap();
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    drop(connection);
    let mut layer = Layer::open(&source(&path)).unwrap();
    assert_eq!(records(&mut layer, &[0]).unwrap().len(), 3);
    drop(layer);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["a.gpkg"]);
}

#[test]
fn the_frozen_address_of_a_file_is_quoted() {
    let uri = immutable_uri(Path::new("/tmp/ä b?c#d%.gpkg"));
    assert_eq!(uri, "file:/tmp/%C3%A4%20b%3Fc%23d%25.gpkg?immutable=1");
}
