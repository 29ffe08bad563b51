use geo_types::{MultiPolygon, point, polygon};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use proj::Proj;
use serde_json::Value as Json;

use super::*;
use crate::export::Kind;

const COLUMNS: [ColumnSpec; 4] = [
    ColumnSpec::new("id", Kind::Text, "", "Sleutel", "Key"),
    ColumnSpec::new("jaar", Kind::Int, "jaar", "Bouwjaar", "Year"),
    ColumnSpec::new("hoogte", Kind::real(1), "m", "Hoogte", "Height"),
    ColumnSpec::new("lift", Kind::Bool, "", "Lift", "Lift"),
];

type Row = (Option<Geometry<f64>>, Vec<Value>);

fn row(n: u32) -> Row {
    let (x, y) = (131_000.015 + f64::from(n), 479_000.0);
    let square = polygon![(x: x, y: y), (x: x + 0.3, y: y), (x: x + 0.3, y: y + 0.3)];
    let values = vec![
        format!("{n:016}").into(),
        Value::Int(n.into()),
        Value::Real(1.26),
        Value::Bool(n.is_multiple_of(2)),
    ];
    match n % 7 {
        3 => (None, vec![Value::Null; 4]),
        4 => (Some(MultiPolygon(vec![]).into()), values),
        _ => (Some(square.into()), values),
    }
}

fn written(write: impl FnOnce(&mut ParquetWriter)) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut writer =
        ParquetWriter::create(file.path(), "panden", &COLUMNS, GeometryKind::MultiPolygon).unwrap();
    write(&mut writer);
    writer.finish().unwrap();
    std::fs::read(file.path()).unwrap()
}

fn metadata(bytes: &[u8], key: &str) -> Json {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).unwrap();
    let entries = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
    let entry = entries.into_iter().find(|entry| entry.key == key).unwrap();
    serde_json::from_str(&entry.value.unwrap()).unwrap()
}

use bytes::Bytes;

#[test]
fn rows_fill_row_groups_and_are_the_same_bytes_however_they_come() {
    let rows: Vec<Row> = (0..70_000).map(row).collect();
    let one_by_one = written(|writer| {
        rows.iter().try_for_each(|(shape, values)| writer.push(shape.as_ref(), values)).unwrap();
    });
    let in_batches = written(|writer| rows.chunks(8_192).try_for_each(|rows| writer.push_all(rows)).unwrap());
    let at_once = written(|writer| writer.push_all(&rows).unwrap());
    assert!(one_by_one == in_batches && in_batches == at_once);
    let reader = SerializedFileReader::new(Bytes::from(at_once)).unwrap();
    let groups: Vec<i64> = reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    assert_eq!(groups, [65_536, 4_464]);
    assert_eq!(reader.metadata().file_metadata().created_by(), Some(CREATED_BY));
}

#[test]
fn values_are_rounded_and_a_box_holds_its_shape() {
    let bytes = written(|writer| {
        (0..8).map(row).for_each(|(shape, values)| writer.push(shape.as_ref(), &values).unwrap())
    });
    let reader = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
    for (n, record) in (0..).zip(reader.get_row_iter(None).unwrap()) {
        let record = record.unwrap();
        let field = |name: &str| record.get_column_iter().find(|(known, _)| *known == name).unwrap().1;
        let (shape, values) = row(n);
        let has_shape = shape.is_some_and(|shape| shape != MultiPolygon(vec![]).into());
        assert_eq!(matches!(field("geometry"), Field::Bytes(_)), has_shape);
        let Field::Group(bounds) = field("bbox") else {
            assert!(!has_shape);
            continue;
        };
        let corner = |at: usize| match bounds.get_column_iter().nth(at) {
            Some((_, Field::Float(corner))) => f64::from(*corner),
            other => panic!("{other:?}"),
        };
        let (x, y) = (131_000.015 + f64::from(n), 479_000.0);
        assert!(corner(0) <= x && x - corner(0) < 0.02 && corner(2) >= x + 0.3 && corner(2) < x + 0.33);
        assert!(corner(1) == y && corner(3) >= y + 0.3 && corner(3) < y + 0.35);
        assert_eq!(field("id"), &Field::Str(values[0].as_text().unwrap().to_owned()));
        assert_eq!(field("hoogte"), &Field::Double(1.3));
    }
}

#[test]
fn the_metadata_says_where_what_and_in_which_unit() {
    let bytes = written(|writer| writer.push(row(1).0.as_ref(), &row(1).1).unwrap());
    let geo = metadata(&bytes, "geo");
    assert_eq!(geo["version"], "1.1.0");
    let geometry = &geo["columns"]["geometry"];
    assert_eq!(geometry["encoding"], "WKB");
    assert_eq!(geometry["crs"]["id"]["code"], 28_992);
    assert_eq!(geometry["covering"]["bbox"]["ymax"], serde_json::json!(["bbox", "ymax"]));
    assert_eq!(geometry["bbox"], serde_json::json!([131_001.015, 479_000.0, 131_001.315, 479_000.3]));
    let meanings = metadata(&bytes, "toplaag");
    assert_eq!(
        meanings["columns"][2],
        serde_json::json!({ "name": "hoogte", "unit": "m", "nl": "Hoogte", "en": "Height" })
    );
}

#[test]
fn rd_new_is_described_as_proj_describes_it() {
    let mut ours: Json = serde_json::from_str(include_str!("rd_new.json")).unwrap();
    let said = Proj::new("EPSG:28992").unwrap().to_projjson(None, None, None).unwrap();
    let mut theirs: Json = serde_json::from_str(&said).unwrap();
    // The words around it change with the version of the register.
    for json in [&mut ours, &mut theirs] {
        for key in ["$schema", "scope", "area", "bbox"] {
            json.as_object_mut().unwrap().remove(key);
        }
    }
    assert_eq!(ours, theirs);
}

#[test]
fn what_does_not_fit_is_refused_and_an_empty_layer_is_a_file() {
    let bytes = written(|_| ());
    assert_eq!(metadata(&bytes, "geo")["columns"]["geometry"].get("bbox"), None);
    let file = tempfile::NamedTempFile::new().unwrap();
    let create = |columns: &[ColumnSpec], kind| ParquetWriter::create(file.path(), "a", columns, kind);
    let geometry = ColumnSpec::new("geometry", Kind::Text, "", "", "");
    assert!(matches!(create(&[geometry], GeometryKind::Point), Err(ExportError::Format { .. })));
    let mut points = create(&COLUMNS, GeometryKind::Point).unwrap();
    let point = Geometry::from(point!(x: 1.0, y: 2.0));
    points.push(Some(&point), &row(1).1).unwrap();
    assert!(points.push(row(1).0.as_ref(), &row(1).1).is_err());
    let mut points = create(&COLUMNS, GeometryKind::Point).unwrap();
    assert!(points.push(Some(&point), &[Value::Null]).is_err());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_to_be_the_disk() {
    let full = Path::new("/dev/full");
    let mut writer = ParquetWriter::create(full, "panden", &COLUMNS, GeometryKind::MultiPolygon).unwrap();
    writer.push(None, &row(1).1).unwrap();
    let error = writer.finish().unwrap_err();
    assert!(matches!(error, ExportError::Write { .. }), "{error}");
}
