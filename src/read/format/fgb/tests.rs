use std::{fs, io::BufWriter, path::PathBuf};

use flatgeobuf::{FgbCrs, FgbWriter, FgbWriterOptions, geozero::PropertyProcessor};
use geozero::ColumnValue;
use proptest::prelude::*;
use tempfile::{TempDir, tempdir};

use super::*;
use crate::read::{Layer, samples::square};

/// A file with `n` squares in RD, with a hole each, and three columns.
fn file(n: u32, index: bool, code: i32) -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.fgb");
    let options = FgbWriterOptions {
        write_index: index,
        detect_type: true,
        crs: FgbCrs { code, ..FgbCrs::default() },
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options("pand", GeometryType::Polygon, options).unwrap();
    writer.add_column("id", ColumnType::String, |_, _| {});
    writer.add_column("bouwjaar", ColumnType::Int, |_, _| {});
    writer.add_column("hoogte", ColumnType::Double, |_, _| {});
    for n in 0..n {
        let outer = square(121_000.0 + 20.0 * f64::from(n), 487_000.0, 10.0);
        let hole = square(121_002.0 + 20.0 * f64::from(n), 487_002.0, 1.0);
        let polygon = geo_types::Polygon::new(outer.exterior().clone(), vec![hole.exterior().clone()]);
        writer
            .add_feature_geom(Geometry::Polygon(polygon), |feature| {
                feature.property(0, "id", &ColumnValue::String(&format!("é{n}"))).unwrap();
                if n != 1 {
                    feature.property(1, "bouwjaar", &ColumnValue::Int(1970 + n as i32)).unwrap();
                }
                feature
                    .property(2, "hoogte", &ColumnValue::Double(if n == 2 { f64::NAN } else { 9.5 }))
                    .unwrap();
            })
            .unwrap();
    }
    writer.write(BufWriter::new(File::create(&path).unwrap())).unwrap();
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
fn records_come_with_geometry_and_the_asked_columns() {
    let (_folder, path) = file(3, false, 28992);
    let mut layer = Layer::open(&source(&path)).unwrap();
    let head = layer.head();
    assert_eq!((head.layer.as_str(), head.count, head.crs.clone()), ("pand", Some(3), Some(Crs::Rd)));
    let names: Vec<_> = head.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["id", "bouwjaar", "hoogte"]);
    let all = records(&mut layer, &[2, 1, 0]).unwrap();
    assert_eq!(all[0].values, [Value::Real(9.5), Value::Int(1970), Value::from("é0")]);
    assert_eq!(all[1].values[1], Value::Null); // absent, not zero
    assert_eq!(all[2].values[0], Value::Null); // NaN is nothing known
    for record in &all {
        let cleaned = record.shape.polygon(&Crs::Rd).unwrap();
        assert_eq!(geo::Area::unsigned_area(&cleaned.geometry), 99.0);
        assert_eq!(cleaned.remark, None);
    }
    assert_eq!(layers(&path).unwrap(), ["pand"]);
}

#[test]
fn an_indexed_file_has_an_extent_and_all_its_records() {
    let (_folder, path) = file(100, true, 28992);
    let mut layer = Layer::open(&source(&path)).unwrap();
    let [min_x, _, max_x, _] = layer.head().extent.unwrap();
    assert!(min_x >= 120_999.0 && max_x <= 123_001.0);
    assert_eq!(records(&mut layer, &[]).unwrap().len(), 100);
}

#[test]
fn a_header_without_or_against_the_coordinates_is_an_error() {
    for code in [0, 4326] {
        let (_folder, path) = file(3, false, code);
        let Err(ReadError::Crs { hint, .. }) = Layer::open(&source(&path)) else { panic!("{code}") };
        assert!(hint.to_string().contains("EPSG:28992"), "{hint}");
        assert!(Layer::open(&Source { crs: Some("28992".into()), ..source(&path) }).is_ok());
    }
}

#[test]
fn a_cut_off_file_is_an_error_with_its_place() {
    let (folder, path) = file(20, true, 28992);
    let bytes = fs::read(&path).unwrap();
    let cut = folder.path().join("cut.fgb");
    for length in (8..bytes.len()).step_by(97) {
        fs::write(&cut, &bytes[..length]).unwrap();
        let result = Layer::open(&source(&cut)).and_then(|mut layer| records(&mut layer, &[0, 1, 2]));
        let Err(ReadError::Format { detail, .. }) = result else { panic!("{length}") };
        assert!(detail.to_string().contains("cut off") || detail.to_string().contains("counts"), "{detail}");
    }
}

#[test]
fn a_length_beyond_the_file_is_refused_before_anything_is_allocated() {
    let (_folder, path) = file(3, false, 28992);
    let mut bytes = fs::read(&path).unwrap();
    bytes[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(Layer::open(&source(&path)), Err(ReadError::Format { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_scrambled_bytes_make_the_reader_panic(changes in prop::collection::vec((8_usize..1_500, any::<u8>()), 1..6)) {
        use std::sync::OnceLock;
        static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
        let mut bytes = BYTES.get_or_init(|| { let (_folder, path) = file(3, true, 28992); fs::read(path).unwrap() }).clone();
        for (at, byte) in changes {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        let folder = tempdir().unwrap();
        let path = folder.path().join("a.fgb");
        fs::write(&path, bytes).unwrap();
        if let Ok(mut layer) = Layer::open(&source(&path)) {
            let all: Vec<usize> = (0..layer.head().columns.len()).collect();
            let _ = records(&mut layer, &all);
        }
    }
}
