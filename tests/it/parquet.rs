//! Parquet in, the same result out.

use std::{io::Write as _, path::Path};

use geo_types::Geometry;
use toplaag::{
    config::Source,
    crs::Crs,
    export::{ColumnSpec, GeometryKind, Kind, ParquetWriter},
    read::Layer,
    value::Value,
};

use crate::support::Place;

type Row = (Option<Geometry<f64>>, Vec<Value>);

/// The columns and records of a layer in RD New; `None` of one in other
/// coordinates.
fn records(path: &Path) -> Option<(Vec<String>, Vec<Row>)> {
    let mut layer = Layer::open(&Source { path: path.to_owned(), ..Source::default() }).unwrap();
    if layer.crs() != &Crs::Rd {
        return None;
    }
    let names: Vec<String> = layer.head().columns.iter().map(|column| column.name.clone()).collect();
    let columns: Vec<usize> = (0..names.len()).collect();
    let mut records = Vec::new();
    let mut each = |record: toplaag::read::Record| {
        records.push((record.shape.decode().ok(), record.values));
        Ok(())
    };
    layer.read(&columns, &mut each).unwrap();
    Some((names, records))
}

/// The kind of column that takes all of these.
fn kind(values: &[&Value]) -> Kind {
    let all = |is: fn(&Value) -> bool| values.iter().all(|value| value.is_null() || is(value));
    if all(|value| matches!(value, Value::Int(_))) {
        Kind::Int
    } else if all(|value| matches!(value, Value::Int(_) | Value::Real(_))) {
        Kind::real(9)
    } else if all(|value| matches!(value, Value::Bool(_))) {
        Kind::Bool
    } else {
        Kind::Text
    }
}

/// Writes a layer of the town again as GeoParquet.
fn rewritten(place: &Place, name: &str) -> bool {
    let Some((names, records)) = records(&place.path(name)) else { return false };
    let is_point = |record: &Row| matches!(record.0, Some(Geometry::Point(_)));
    let shapes = if records.iter().any(is_point) { GeometryKind::Point } else { GeometryKind::MultiPolygon };
    let columns: Vec<ColumnSpec> = (0..)
        .zip(names)
        .map(|(at, name): (usize, String)| {
            let values: Vec<&Value> = records.iter().map(|(_, values)| &values[at]).collect();
            ColumnSpec::new(name.leak(), kind(&values), "", "", "")
        })
        .collect();
    let path = place.path(name).with_extension("parquet");
    let mut writer = ParquetWriter::create(&path, "laag", &columns, shapes).unwrap();
    let done = writer.push_all(&records).and_then(|()| writer.finish());
    if done.is_err() {
        // Lines, or shapes of several kinds.
        std::fs::remove_file(path).unwrap();
        return false;
    }
    place.edit("toplaag.toml", |text| {
        text.replace(&format!("\"{name}\""), &format!("\"{}\"", name.replace("geojson", "parquet")))
    });
    std::fs::remove_file(place.path(name)).unwrap();
    true
}

/// The town with every layer that can be as GeoParquet.
fn in_parquet() -> Place {
    let place = Place::town();
    let names: Vec<String> = place.names().into_iter().filter(|name| name.ends_with(".geojson")).collect();
    let n_written = names.iter().filter(|name| rewritten(&place, name)).count();
    assert!(n_written > 10 && place.path("panden.parquet").exists(), "{n_written}");
    assert!(place.path("verblijfsobjecten.parquet").exists());
    place
}

fn same_results(a: &Place, b: &Place) {
    let names =
        ["shortlist.csv", "sites.geojson", "panden.fgb", "sites.fgb", "panden.parquet", "sites.parquet"];
    for file in names.map(|name| format!("uit/{name}")) {
        let bytes = |place: &Place| std::fs::read(place.path(&file)).unwrap();
        assert!(bytes(a) == bytes(b), "{file} differs");
    }
}

#[test]
fn registers_as_parquet_give_the_same_results() {
    let (geojson, parquet) = (Place::town(), in_parquet());
    geojson.scan();
    parquet.scan();
    same_results(&geojson, &parquet);
    // The same of a part of it, which is found by the boxes.
    let run = geojson.json("uit/run.json");
    for place in [&geojson, &parquet] {
        place.edit("toplaag.toml", |text| text + "\n[area]\nbox = [130000, 470000, 130400, 470300]\n");
        place.scan();
    }
    same_results(&geojson, &parquet);
    assert!(geojson.json("uit/run.json")["counts"]["panden"] != run["counts"]["panden"]);
}

#[test]
fn parquet_is_read_from_a_zip() {
    let (plain, zipped) = (in_parquet(), in_parquet());
    let bytes = std::fs::read(zipped.path("panden.parquet")).unwrap();
    let mut zip = zip::ZipWriter::new(std::fs::File::create(zipped.path("panden.zip")).unwrap());
    zip.start_file("levering/panden.parquet", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&bytes).unwrap();
    zip.finish().unwrap();
    zipped.edit("toplaag.toml", |text| text.replace("\"panden.parquet\"", "\"panden.zip\""));
    plain.scan();
    zipped.scan();
    same_results(&plain, &zipped);
}

#[test]
fn a_file_that_is_no_parquet_is_named_with_a_cure() {
    for name in ["panden.parquet", "panden.geoparquet"] {
        Place::panden(name, "identificatie;bouwjaar\n").refuses(
            3,
            &format!(
                "error: cannot read `{name}` as Parquet: it does not start with `PAR1`\n\
                 hint: the file may be cut off or carry the wrong extension; export it again"
            ),
        );
    }
    Place::panden("panden.parquet", "PARE....PARE").refuses(
        3,
        "error: cannot read `panden.parquet` as Parquet: it is encrypted\nhint: write it without encryption",
    );
    let place = in_parquet();
    let bytes = std::fs::read(place.path("panden.parquet")).unwrap();
    let cut = bytes.len() / 2;
    let place = Place::panden("panden.parquet", &bytes[..cut]);
    place.refuses(
        3,
        &format!(
            "error: cannot read `panden.parquet` as Parquet: it is cut off at byte {cut}: it does not end with `PAR1`\n\
             hint: the file may be cut off or carry the wrong extension; export it again"
        ),
    );
}
