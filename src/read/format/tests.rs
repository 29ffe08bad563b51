use std::{fs, path::PathBuf};

use tempfile::{TempDir, tempdir};

use super::*;

fn file(name: &str, bytes: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

#[test]
fn content_counts_before_the_name() {
    let sqlite = [&b"SQLite format 3\0"[..], &[0; 84]].concat();
    let mut gpkg = sqlite.clone();
    gpkg[68..72].copy_from_slice(b"GPKG");
    for (name, bytes, kind) in [
        ("a.json", &gpkg[..], Kind::GeoPackage),
        ("a.gpkg", &sqlite, Kind::GeoPackage),
        ("a.sqlite", &sqlite, Kind::Sqlite),
        ("a.txt", b"fgb\x03fgb\x01", Kind::FlatGeobuf),
        ("a.json", b" {\"type\" : \"CityJSON\"}", Kind::CityJson),
        ("a.json", b"{\"id\":\"x\",\"type\":\"CityJSONFeature\"}", Kind::CityJson),
        ("a.city.jsonl", b"{", Kind::CityJson),
        ("a.json", b"\xef\xbb\xbf{\"type\":\"FeatureCollection\"}", Kind::GeoJson),
        ("a", b"{}", Kind::GeoJson),
        ("a.geojsonl", b"{}", Kind::GeoJson),
        ("a.json", b"{\"type\":\"Topology\"}", Kind::Gdal),
        ("a.csv", b"a;b", Kind::Csv),
        ("A.TSV", b"{", Kind::Csv),
        ("a.xlsx", b"PK\x03\x04", Kind::Xlsx),
        ("a.gml", b"<?xml", Kind::Gdal),
    ] {
        let (_folder, path) = file(name, bytes);
        assert_eq!(detect(&path).unwrap(), kind, "{name}");
    }
}

#[test]
fn missing_files_folders_and_empty_files_are_told_apart() {
    let folder = tempdir().unwrap();
    assert!(matches!(detect(&folder.path().join("x.gpkg")), Err(ReadError::Open { .. })));
    assert!(matches!(detect(folder.path()), Err(ReadError::IsDirectory { .. })));
    let empty_gdb = folder.path().join("a.gdb");
    fs::create_dir(&empty_gdb).unwrap();
    assert!(matches!(detect(&empty_gdb), Err(ReadError::IsDirectory { .. })));
    fs::write(empty_gdb.join("a00000001.gdbtable"), "x").unwrap();
    assert_eq!(detect(&empty_gdb).unwrap(), Kind::Gdal);
    let (_folder, path) = file("a.geojson", "");
    assert!(matches!(detect(&path), Err(ReadError::Empty { .. })));
}

#[test]
fn a_name_that_promises_what_the_content_is_not_is_an_error() {
    for name in ["a.gpkg", "a.fgb", "a.geojson", "a.json"] {
        let (_folder, path) = file(name, "hello");
        assert!(matches!(detect(&path), Err(ReadError::Format { .. })), "{name}");
    }
}
