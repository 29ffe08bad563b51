use std::{fs, io::Write as _, path::PathBuf};

use tempfile::TempDir;

use super::{
    super::{
        Wanted,
        file::testing::{all, real, source},
    },
    testing::{declaring, encrypted, without_checksum, zip},
    *,
};
use crate::{read::layer::Source, value::Value};

const CSV: &[u8] = b"id;naam\n1;een\n2;twee\n";

fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// The number of records of a zip, or the error with its cure.
fn read(bytes: &[u8], layer: Option<&str>) -> Result<usize, String> {
    let (folder, path) = file(bytes);
    let source = Source { layer: layer.map(str::to_owned), ..source(&path) };
    let read = super::super::open(&source, &Wanted::default())
        .and_then(|(head, mut reader)| all(&head, reader.as_mut()));
    read.map(|records| records.len()).map_err(|error| {
        let place = folder.path().display().to_string();
        format!("{error}; {}", error.hint().unwrap_or_default())
            .replace(&place, "")
            .replace("/a.zip", "a.zip")
    })
}

fn check_refused(bytes: &[u8], expected: &[&str]) {
    let error = read(bytes, None).unwrap_err();
    assert!(expected.iter().all(|part| error.contains(part)), "{error} | {expected:?}");
}

#[test]
fn the_only_data_file_is_read_and_what_systems_leave_behind_is_not() {
    for packed in [true, false] {
        let members: [(&str, &[u8]); 6] = [
            ("map/lees mij.pdf", b"%PDF"),
            ("map/.DS_Store", b"x"),
            ("__MACOSX/map/._a.csv", b"x"),
            ("map/a.csv~", CSV),
            ("map/a.csv", CSV),
            ("map/Thumbs.db", b"x"),
        ];
        assert_eq!(read(&zip(&members, packed), None), Ok(2));
    }
}

#[test]
fn of_several_files_the_layer_tells_which() {
    let bytes = zip(&[("dkk_perceel.csv", CSV), ("dkk_pand.csv", b"id\n1\n")], true);
    assert_eq!(read(&bytes, Some("perceel")), Ok(2));
    assert_eq!(read(&bytes, Some("dkk_pand")), Ok(1));
    let error = read(&bytes, None).unwrap_err();
    assert!(error.contains("has several layers") && error.contains("dkk_perceel, dkk_pand"), "{error}");
    let error = read(&bytes, Some("gebouw")).unwrap_err();
    assert!(error.contains("no layer `gebouw`"), "{error}");
    let (_folder, path) = file(&bytes);
    let preferred = Source { preferred: &["panden", "pand"], ..source(&path) };
    let (head, mut reader) = open(&preferred, &Wanted::default()).unwrap();
    let records = all(&head, reader.as_mut()).unwrap();
    assert_eq!(records[0].values, [Value::Text("1".into())]);
    assert_eq!(layers(&path).unwrap(), ["dkk_perceel", "dkk_pand"]);
}

#[test]
fn what_describes_a_shapefile_is_no_layer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let members: &[(&str, &[u8])] = &[
        ("map/Panden.SHP", b"x"),
        ("map/PANDEN.dbf", b"x"),
        ("map/Panden.shp.xml", b"<metadata/>"),
        ("map/Panden.xml", b"<metadata/>"),
        ("map/Panden.sbn", b"x"),
        ("wegen.shp", b"x"),
        ("wegen.qpj", b"x"),
        ("adressen.xml", b"<x/>"),
    ];
    std::fs::write(&path, zip(members, true)).unwrap();
    assert_eq!(layers(&path).unwrap(), ["Panden", "wegen", "adressen"]);
}

#[test]
fn a_filegdb_in_a_zip_is_one_member() {
    for (inside, named) in [("", "a"), ("b.gdb/", "b"), ("map/c.gdb/", "c")] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.zip");
        let at = |file: &str| format!("{inside}{file}");
        let names = [at("a00000001.gdbtable"), at("gdb"), at("a00000004.gdbtable"), "lees.csv".to_owned()];
        // A file at the top is not told apart from those of a FileGDB there.
        let n = if inside.is_empty() { 3 } else { 4 };
        let members: Vec<(&str, &[u8])> = names[..n].iter().map(|name| (name.as_str(), &b"x"[..])).collect();
        std::fs::write(&path, zip(&members, true)).unwrap();
        if inside.is_empty() {
            // Broken, but taken for what it is.
            assert!(layers(&path).unwrap_err().to_string().contains("a.zip/a"), "{inside}");
        } else {
            assert_eq!(layers(&path).unwrap(), ["lees", named]);
        }
    }
}

#[test]
fn an_error_in_a_member_names_zip_and_member() {
    let error = read(&zip(&[("map/a.gpkg", b"hello")], true), None).unwrap_err();
    assert!(error.contains("a.zip/map/a.gpkg"), "{error}");
}

#[test]
fn a_zip_that_is_damaged_or_made_to_do_harm_is_refused_with_a_cure() {
    let good = zip(&[("a.csv", CSV)], true);
    check_refused(&good[..good.len() - 30], &["`a.zip`", "download it again"]);
    check_refused(b"PK\x03\x04 and no more", &["`a.zip`", "download it again"]);
    check_refused(&encrypted(good.clone()), &["`a.csv` in `a.zip`", "encrypted", "unpack it"]);
    check_refused(
        &declaring(good.clone(), 7),
        &["`a.csv`", "more than the 7 bytes it declares", "unpack it yourself"],
    );
    check_refused(&declaring(good.clone(), 700), &["`a.csv`", "breaks off after 21 of 700 bytes"]);
    check_refused(&without_checksum(good), &["`a.csv`", "checksum"]);
    for name in ["../a.csv", "/etc/a.csv", "b/../../a.csv", "..\\a.csv", "C:\\a.csv"] {
        check_refused(&zip(&[(name, CSV)], true), &["points outside the archive"]);
    }
    check_refused(&zip(&[("a.pdf", CSV)], true), &["holds no file this program can read"]);
    check_refused(&zip(&[], true), &["`a.zip`"]);
}

#[test]
fn a_bomb_is_refused_before_it_fills_the_disk() {
    let zeros = vec![b'0'; 70 << 20];
    check_refused(&zip(&[("a.csv", &zeros)], true), &["`a.csv`", "unpacks from", "unpack it yourself"]);
}

#[test]
fn a_zip_cut_off_anywhere_is_an_error() {
    let bytes = zip(&[("a.csv", CSV), ("b.pdf", b"x")], true);
    for n in 1..bytes.len() {
        assert!(read(&bytes[..n], None).is_err(), "{n}");
    }
}

#[test]
fn a_gz_is_read_and_one_in_another_is_not() {
    let gz = |bytes: &[u8]| {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gz.write_all(bytes).unwrap();
        gz.finish().unwrap()
    };
    let read = |bytes: &[u8]| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.gz");
        fs::write(&path, bytes).unwrap();
        let read = super::super::open(&source(&path), &Wanted::default())
            .and_then(|(head, mut reader)| all(&head, reader.as_mut()));
        read.map(|records| records.len()).map_err(|error| error.to_string())
    };
    let good = gz(CSV);
    assert_eq!(read(&good), Ok(2));
    assert!(read(&good[..good.len() - 6]).unwrap_err().contains("a.csv.gz"));
    assert!(read(&gz(&good)).unwrap_err().contains("another archive"));
    assert!(read(&gz(&vec![b'0'; 65 << 20])).unwrap_err().contains("unpacks to more than"));
    assert!(read(&gz(b"")).unwrap_err().contains("is empty"));
}

#[test]
fn real_deliveries_of_the_kadaster_are_read_as_they_come() {
    for (name, perceel, n) in [("dkk_v4_sample", "perceel", 8), ("kadastralekaart_v5_sample", "perceel", 11)]
    {
        let Some(path) = real(&format!("brk/{name}.zip")) else { return };
        let source = Source { layer: Some(perceel.into()), ..source(&path) };
        if cfg!(feature = "gdal") {
            let (head, mut reader) = super::super::open(&source, &Wanted::default()).unwrap();
            assert_eq!(all(&head, reader.as_mut()).unwrap().len(), n);
        }
        assert_eq!(layers(&path).unwrap().len(), if n == 8 { 4 } else { 5 });
    }
}
