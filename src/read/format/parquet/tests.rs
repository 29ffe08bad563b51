//! Held against the crate that writes Parquet, whose code shares nothing with
//! the reader.

use std::{path::PathBuf, sync::Arc};

use bytes::Bytes;
use geo_types::{Geometry, point};
use parquet::{
    basic::{Compression, Encoding, ZstdLevel},
    data_type::{
        BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArrayType, FloatType,
        Int32Type, Int64Type,
    },
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties, WriterVersion},
        writer::SerializedFileWriter,
    },
    schema::parser::parse_message_type,
};
use proptest::prelude::*;
use serde_json::json;
use tempfile::{TempDir, tempdir};

use super::{
    super::file::testing::{all, each_cut, names, source},
    *,
};
use crate::{
    export::{ColumnSpec, GeometryKind, Kind, ParquetWriter},
    read::{Layer, samples::square},
    value::Value,
};

/// A file with this schema and these columns, in row groups of their own.
struct Made {
    schema: String,
    properties: WriterProperties,
    geo: Option<String>,
}

impl Made {
    fn new(schema: &str) -> Self {
        let schema = format!("message schema {{ {schema} }}");
        Self { schema, properties: WriterProperties::builder().build(), geo: None }
    }

    fn file(&self, groups: &[Vec<Data>]) -> (TempDir, PathBuf) {
        let folder = tempdir().unwrap();
        let path = folder.path().join("gegevens.parquet");
        let file = std::fs::File::create(&path).unwrap();
        let schema = Arc::new(parse_message_type(&self.schema).unwrap());
        let mut writer = SerializedFileWriter::new(file, schema, Arc::new(self.properties.clone())).unwrap();
        for columns in groups {
            let mut group = writer.next_row_group().unwrap();
            for data in columns {
                data.write(&mut group);
            }
            group.close().unwrap();
        }
        if let Some(geo) = &self.geo {
            writer.append_key_value_metadata(KeyValue::new("geo".into(), geo.clone()));
        }
        writer.close().unwrap();
        (folder, path)
    }
}

/// The values of a column with their levels.
enum Data {
    Bool(Vec<bool>, Vec<i16>),
    Int32(Vec<i32>, Vec<i16>),
    Int64(Vec<i64>, Vec<i16>),
    Float(Vec<f32>, Vec<i16>),
    Double(Vec<f64>, Vec<i16>),
    Bytes(Vec<ByteArray>, Vec<i16>),
    Fixed(Vec<ByteArray>, Vec<i16>),
    /// Levels, and which start a row.
    List(Vec<i32>, Vec<i16>, Vec<i16>),
}

type Group<'a> = parquet::file::writer::SerializedRowGroupWriter<'a, std::fs::File>;

impl Data {
    fn write(&self, group: &mut Group<'_>) {
        fn put<T: DataType>(group: &mut Group<'_>, values: &[T::T], levels: &[i16], rows: Option<&[i16]>) {
            let mut column = group.next_column().unwrap().unwrap();
            // A column that is required has none.
            let levels = Some(levels).filter(|levels| !levels.is_empty());
            column.typed::<T>().write_batch(values, levels, rows).unwrap();
            column.close().unwrap();
        }
        match self {
            Self::Bool(values, levels) => put::<BoolType>(group, values, levels, None),
            Self::Int32(values, levels) => put::<Int32Type>(group, values, levels, None),
            Self::Int64(values, levels) => put::<Int64Type>(group, values, levels, None),
            Self::Float(values, levels) => put::<FloatType>(group, values, levels, None),
            Self::Double(values, levels) => put::<DoubleType>(group, values, levels, None),
            Self::Bytes(values, levels) => put::<ByteArrayType>(group, values, levels, None),
            Self::Fixed(values, levels) => {
                let values: Vec<_> = values.iter().map(|value| value.clone().into()).collect();
                put::<FixedLenByteArrayType>(group, &values, levels, None);
            }
            Self::List(values, levels, rows) => put::<Int32Type>(group, values, levels, Some(rows)),
        }
    }
}

fn records(path: &Path) -> Vec<Record> {
    let (head, mut reader) = open(&source(path)).unwrap();
    let records = all(&head, reader.as_mut()).unwrap();
    assert_eq!(head.count, Some(records.len() as u64));
    records
}

fn values(path: &Path) -> Vec<Vec<Value>> {
    records(path).into_iter().map(|record| record.values).collect()
}

const COLUMNS: [ColumnSpec; 4] = [
    ColumnSpec::new("id", Kind::Text, "", "", ""),
    ColumnSpec::new("jaar", Kind::Int, "", "", ""),
    ColumnSpec::new("hoogte", Kind::real(2), "", "", ""),
    ColumnSpec::new("lift", Kind::Bool, "", "", ""),
];

type Row = (Option<Geometry<f64>>, Vec<Value>);

/// Panden in rows of a hundred, 20 m apart.
fn panden(n: u32) -> Vec<Row> {
    let pand = |n: u32| {
        let (x, y) = (120_000.0 + 20.0 * f64::from(n % 100), 480_000.0 + 20.0 * f64::from(n / 100));
        let year = if n.is_multiple_of(5) { Value::Null } else { Value::Int(i64::from(n) - 7) };
        let values = vec![
            format!("{n:016}").into(),
            year,
            Value::Real(f64::from(n) / 4.0),
            Value::Bool(n.is_multiple_of(3)),
        ];
        ((!n.is_multiple_of(97)).then(|| square(x, y, 10.0).into()), values)
    };
    (0..n).map(pand).collect()
}

fn ours(rows: &[Row]) -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("panden.parquet");
    let mut writer = ParquetWriter::create(&path, "panden", &COLUMNS, GeometryKind::MultiPolygon).unwrap();
    writer.push_all(rows).unwrap();
    writer.finish().unwrap();
    (folder, path)
}

#[test]
fn what_we_write_comes_back() {
    let rows = panden(70_000);
    let (_folder, path) = ours(&rows);
    let mut layer = Layer::open(&source(&path)).unwrap();
    assert_eq!((layer.head().format, layer.crs()), ("GeoParquet", &Crs::Rd));
    assert_eq!(names(layer.head()), ["id", "jaar", "hoogte", "lift"]);
    let mut n = 0;
    layer
        .read(&[2, 0, 1, 3, 0], &mut |record| {
            let (shape, values) = &rows[n];
            n += 1;
            assert_eq!(record.number, n as u64);
            let [id, year, height, lift] = &values[..] else { panic!() };
            assert_eq!(record.values.iter().collect::<Vec<_>>(), [height, id, year, lift, id]);
            match shape {
                None => assert!(matches!(record.shape, Shape::Null)),
                Some(shape) => assert_eq!(
                    record.shape.polygon(&Crs::Rd).unwrap().geometry.0,
                    [shape.clone().try_into().unwrap()]
                ),
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(n, rows.len());
}

#[test]
fn a_window_leaves_out_what_lies_outside_of_it_and_nothing_else() {
    let rows = panden(70_000);
    let (_folder, path) = ours(&rows);
    for window in [
        [120_500.0, 481_000.0, 120_700.0, 481_100.0],
        [0.0, 0.0, 1.0, 1.0],
        [120_010.0, 493_999.0, 120_010.0, 494_000.0],
    ] {
        let (head, mut reader) = open(&Source { window: Some(window), ..source(&path) }).unwrap();
        let found: Vec<u64> =
            all(&head, reader.as_mut()).unwrap().iter().map(|record| record.number).collect();
        let meets = |shape: &Geometry<f64>| {
            let bounds = ::geo::BoundingRect::bounding_rect(shape).unwrap();
            bounds.min().x <= window[2]
                && bounds.max().x >= window[0]
                && bounds.min().y <= window[3]
                && bounds.max().y >= window[1]
        };
        let expected = (1..).zip(&rows).filter(|(_, (shape, _))| shape.as_ref().is_none_or(meets));
        assert_eq!(found, expected.map(|(number, _)| number).collect::<Vec<u64>>(), "{window:?}");
    }
}

#[test]
fn row_groups_outside_the_window_are_not_unpacked() {
    let rows: Vec<Row> = panden(70_000).into_iter().filter(|(shape, _)| shape.is_some()).collect();
    let (_folder, path) = ours(&rows);
    // Ruin the pages of the first row group.
    let mut bytes = std::fs::read(&path).unwrap();
    let second = {
        let (mut file, length) = file::open(&path).unwrap();
        footer::read(&mut file, length).unwrap().groups[1].chunks[0].start
    };
    bytes[4..usize::try_from(second).unwrap()].fill(0xFF);
    std::fs::write(&path, bytes).unwrap();
    let y = 480_000.0 + 20.0 * 690.0;
    let window = Some([120_000.0, y, 122_000.0, y + 100.0]);
    let (head, mut reader) = open(&Source { window, ..source(&path) }).unwrap();
    assert_eq!(all(&head, reader.as_mut()).unwrap().len(), (69_000..69_600).filter(|n| n % 97 != 0).count());
    let (head, mut reader) = open(&source(&path)).unwrap();
    let error = all(&head, reader.as_mut()).unwrap_err().to_string();
    assert!(error.to_string().contains("row group 1"), "{error}");
}

#[test]
fn every_type_becomes_the_value_it_means() {
    let made = Made::new(
        "optional int32 dag (DATE); required int64 moment (TIMESTAMP(MICROS,true)); optional int32 klein (UINT_8);
         required binary bedrag (DECIMAL(9,2)); required binary naam (STRING); required binary ruw;
         required fixed_len_byte_array(16) sleutel (UUID); required float graden; required double maat;",
    );
    let bytes = |bytes: &[u8]| vec![ByteArray::from(bytes.to_vec())];
    let columns = vec![
        Data::Int32(vec![19_782], vec![1]),
        Data::Int64(vec![0], vec![]),
        Data::Int32(vec![], vec![0]),
        Data::Bytes(bytes(&[0x04, 0xD2]), vec![]),
        Data::Bytes(bytes("Één".as_bytes()), vec![]),
        Data::Bytes(bytes(&[0xFF]), vec![]),
        Data::Fixed(bytes(&[0xAB; 16]), vec![]),
        Data::Float(vec![1.5], vec![]),
        Data::Double(vec![f64::NAN], vec![]),
    ];
    let (_folder, path) = made.file(&[columns]);
    let expected = vec![
        "2024-02-29".into(),
        "1970-01-01T00:00:00Z".into(),
        Value::Null,
        Value::Real(12.34),
        "Één".into(),
        Value::Null,
        "abababab-abab-abab-abab-abababababab".into(),
        Value::Real(1.5),
        Value::Null,
    ];
    assert_eq!(values(&path), [expected]);
}

#[test]
fn lists_and_groups_are_left_out_and_said() {
    let made = Made::new(
        "required int32 id; optional group jaren (LIST) { repeated group list { optional int32 element; } }
         optional group adres { optional int32 nummer; }",
    );
    let group = vec![
        Data::Int32(vec![7, 8], vec![]),
        Data::List(vec![1, 2], vec![3, 3, 0], vec![0, 1, 0]),
        Data::Int32(vec![3], vec![2, 0]),
    ];
    let (_folder, path) = made.file(&[group]);
    assert_eq!(values(&path), [[Value::Int(7)], [Value::Int(8)]]);
    let (head, reader) = open(&source(&path)).unwrap();
    assert_eq!(names(&head), ["id"]);
    assert!(
        reader.remarks()[0].detail.to_string().ends_with("left out: `jaren`, `adres`"),
        "{:?}",
        reader.remarks()
    );
}

fn with_geo(column: &serde_json::Value) -> (TempDir, PathBuf) {
    let geo = json!({ "version": "1.1.0", "primary_column": "geom", "columns": { "geom": column } });
    let made = Made { geo: Some(geo.to_string()), ..Made::new("required int32 id; optional binary geom;") };
    let point = crate::read::samples::wkb(&point!(x: 5.0, y: 52.0).into());
    made.file(&[vec![Data::Int32(vec![1], vec![]), Data::Bytes(vec![ByteArray::from(point)], vec![1])]])
}

#[test]
fn the_crs_is_what_the_file_says() {
    let of = |column: serde_json::Value| {
        let (_folder, path) = with_geo(&column);
        let (head, reader) = open(&source(&path)).unwrap();
        (head.crs, reader.unknown_crs())
    };
    assert_eq!(of(json!({ "encoding": "WKB" })), (Some(Crs::LonLat), None));
    assert_eq!(of(json!({ "encoding": "WKB", "crs": null })), (None, Some(String::new())));
    let rd: serde_json::Value =
        serde_json::from_str(include_str!("../../../export/parquet/rd_new.json")).unwrap();
    assert_eq!(of(json!({ "encoding": "WKB", "crs": rd })), (Some(Crs::Rd), None));
    let odd = json!({ "encoding": "WKB", "crs": { "name": "Mars" } });
    assert_eq!(of(odd.clone()), (None, Some("Mars".into())));
    let (_folder, path) = with_geo(&odd);
    let error = Layer::open(&source(&path)).err().unwrap();
    assert!(matches!(error, ReadError::Crs { .. }) && error.to_string().contains("Mars"), "{error}");
}

#[test]
fn a_geometry_that_is_no_wkb_is_refused_with_a_cure() {
    let (_folder, path) = with_geo(&json!({ "encoding": "multipolygon" }));
    let error = open(&source(&path)).err().unwrap();
    assert!(error.to_string().contains("multipolygon") && error.hint().unwrap().contains("WKB"), "{error}");
    let (_folder, path) = with_geo(&json!({ "encoding": "WKB", "bbox": [3.0, 50.0, 7.0, 54.0] }));
    assert_eq!(open(&source(&path)).unwrap().0.extent, Some([3.0, 50.0, 7.0, 54.0]));
}

#[test]
fn pages_are_unpacked_whatever_packed_them() {
    use std::io::Write as _;
    let text = b"dakopbouw ".repeat(500);
    let snappy = snap::raw::Encoder::new().compress_vec(&text).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&text).unwrap();
    let zstd = zstd::bulk::compress(&text, 3).unwrap();
    for (codec, packed) in [(0, text.clone()), (1, snappy), (2, gzip.finish().unwrap()), (6, zstd)] {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&packed).unwrap();
        let mut head = page::Head { size: text.len(), packed: packed.len(), ..page::Head::default() };
        assert_eq!(page::unpacked(&mut file, 0, &head, codec).unwrap(), text);
        for lie in [0, text.len() - 1, text.len() + 1, 64 << 20, 1 << 30] {
            head.size = lie;
            assert!(page::unpacked(&mut file, 0, &head, codec).is_err(), "{codec} {lie}");
        }
    }
}

#[test]
fn a_file_cut_off_anywhere_is_an_error_and_no_panic() {
    let (_folder, path) = ours(&panden(3));
    let bytes = std::fs::read(&path).unwrap();
    each_cut(&bytes, open, |n, result| assert!(result.is_err(), "{n}"));
}

#[test]
fn a_description_nested_without_end_is_refused() {
    let element =
        footer::Element { name: "a".into(), n_children: 1, repetition: 1, ..footer::Element::default() };
    let elements = vec![element; 9_000];
    let error = leaf::leaves(&Footer { elements, ..Footer::default() }).unwrap_err();
    assert!(error.to_string().contains("nested"), "{error}");
}

/// Ways to encode that the crate knows, per type.
fn encodings(which: usize) -> [Encoding; 5] {
    let plain = Encoding::PLAIN;
    let numbers = [Encoding::DELTA_BINARY_PACKED, Encoding::BYTE_STREAM_SPLIT][which % 2];
    let texts = [Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY][which % 2];
    match which {
        0 => [plain; 5],
        _ => [Encoding::RLE, numbers, numbers, Encoding::BYTE_STREAM_SPLIT, texts],
    }
}

fn properties(which: usize, version: bool, dictionary: bool, packed: bool, rows: usize) -> WriterProperties {
    let version = if version { WriterVersion::PARQUET_2_0 } else { WriterVersion::PARQUET_1_0 };
    let packing = if packed { Compression::ZSTD(ZstdLevel::default()) } else { Compression::UNCOMPRESSED };
    let mut builder = WriterProperties::builder()
        .set_writer_version(version)
        .set_dictionary_enabled(dictionary)
        .set_compression(packing)
        .set_data_page_row_count_limit(rows)
        .set_write_batch_size(rows)
        .set_statistics_enabled(EnabledStatistics::Page);
    for (name, encoding) in ["a", "b", "c", "d", "e"].into_iter().zip(encodings(which)) {
        builder = builder.set_column_encoding(name.into(), encoding);
    }
    builder.build()
}

type Cells = (Option<bool>, Option<i32>, Option<i64>, Option<f64>, Option<String>);

fn cells() -> impl Strategy<Value = Cells> {
    use prop::option::of;
    let text = prop_oneof!["[a-c]{1,3}", "[0-9]{16}", "\\PC{1,20}x"];
    (of(any::<bool>()), of(any::<i32>()), of(-9_000..9_000_i64), of(-1e9..1e9), of(text))
}

fn column<T: Clone, U>(
    rows: &[Cells],
    of: impl Fn(&Cells) -> Option<T>,
    to: impl Fn(T) -> U,
) -> (Vec<U>, Vec<i16>) {
    let levels = rows.iter().map(|row| of(row).is_some().into()).collect();
    (rows.iter().filter_map(of).map(to).collect(), levels)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_the_crate_writes_is_read_as_it_was(
        groups in prop::collection::vec(prop::collection::vec(cells(), 1..200), 1..3),
        which in 0_usize..3, version: bool, dictionary: bool, packed: bool, rows in 1_usize..300,
    ) {
        let mut made = Made::new("optional boolean a; optional int32 b; optional int64 c; optional double d; optional binary e (STRING);");
        made.properties = properties(which, version, dictionary, packed, rows);
        let data = |rows: &Vec<Cells>| {
            let (a, b) = (column(rows, |row| row.0, |a| a), column(rows, |row| row.1, |b| b));
            let (c, d) = (column(rows, |row| row.2, |c| c), column(rows, |row| row.3, |d| d));
            let e = column(rows, |row| row.4.clone(), |e| ByteArray::from(Bytes::from(e)));
            vec![Data::Bool(a.0, a.1), Data::Int32(b.0, b.1), Data::Int64(c.0, c.1), Data::Double(d.0, d.1), Data::Bytes(e.0, e.1)]
        };
        let (_folder, path) = made.file(&groups.iter().map(data).collect::<Vec<_>>());
        let expected: Vec<Vec<Value>> = groups.iter().flatten().map(|(a, b, c, d, e)| vec![
            a.map_or(Value::Null, Value::Bool),
            b.map_or(Value::Null, |b| Value::Int(b.into())),
            c.map_or(Value::Null, Value::Int),
            d.map_or(Value::Null, super::super::real_value),
            e.as_deref().map_or(Value::Null, super::super::text_value),
        ]).collect();
        prop_assert_eq!(values(&path), expected);
    }

    #[test]
    fn damage_anywhere_is_no_panic(
        which in 0_usize..3, version: bool, dictionary: bool,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut made = Made::new("optional boolean a; optional int32 b; optional int64 c; optional double d; optional binary e (STRING);");
        made.properties = properties(which, version, dictionary, false, 40);
        let levels = vec![1; 100];
        let texts = (0..100).map(|n| ByteArray::from(Bytes::from(format!("adres {}", n % 9)))).collect();
        let group = vec![
            Data::Bool(vec![true; 100], levels.clone()),
            Data::Int32((0..100).collect(), levels.clone()),
            Data::Int64((0..100).rev().collect(), levels.clone()),
            Data::Double((0..100).map(f64::from).collect(), levels.clone()),
            Data::Bytes(texts, levels),
        ];
        let (_folder, path) = made.file(&[group]);
        let mut bytes = std::fs::read(&path).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        std::fs::write(&path, bytes).unwrap();
        if let Ok((head, mut reader)) = open(&source(&path)) {
            let _ = all(&head, reader.as_mut());
        }
    }
}
