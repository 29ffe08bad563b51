use std::fs;

use proptest::prelude::*;
use tempfile::tempdir;

use super::*;
use crate::{
    issue::IssueKind,
    read::{Layer, Shape},
};

const RD: &str = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}}"#;

fn open(text: &str) -> Result<Layer, ReadError> {
    let folder = tempdir().unwrap();
    let path = folder.path().join("in.geojson");
    fs::write(&path, text).unwrap();
    let layer = Layer::open(&Source { path: path.clone(), ..Source::default() });
    // The reader opens the file again for each reading.
    let _ = folder.keep();
    layer
}

fn records(layer: &mut Layer, columns: &[usize]) -> Result<Vec<Record>, ReadError> {
    let mut all = Vec::new();
    layer.read(columns, &mut |record| {
        all.push(record);
        Ok(())
    })?;
    Ok(all)
}

fn feature(geometry: &str, properties: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
}

fn point(x: f64, y: f64) -> String {
    format!(r#"{{"type":"Point","coordinates":[{x:?},{y:?}]}}"#)
}

#[test]
fn the_crs_member_may_come_before_or_behind_the_features() {
    let features = format!(r#""features":[{}]"#, feature(&point(121_000.0, 487_000.0), r#"{"a":1}"#));
    for text in [
        format!(r#"{{"type":"FeatureCollection",{RD},{features}}}"#),
        format!(r#"{{{features},"bbox":[1,2,3,4],"_links":[{{"x":[]}}],{RD},"type":"FeatureCollection"}}"#),
        format!("\u{feff} {{{features},{RD},\"type\":\"FeatureCollection\"}}\n"),
    ] {
        let mut layer = open(&text).unwrap();
        assert_eq!(layer.head().crs, Some(Crs::Rd));
        assert_eq!(layer.head().extent, Some([121_000.0, 487_000.0, 121_000.0, 487_000.0]));
        assert_eq!(records(&mut layer, &[0]).unwrap()[0].values, [Value::Int(1)]);
    }
}

#[test]
fn columns_are_the_union_in_order_of_first_appearance() {
    let at = point(4.9, 52.4);
    let text = format!(
        r#"{{"type":"FeatureCollection","name":"laag","features":[{},{},{}]}}"#,
        feature(&at, r#"{"b":"x","a":null}"#),
        feature(&at, r#"{"c":[1,2],"a":1.5,"d":{"e":1},"f":""}"#),
        feature("null", "null"),
    );
    let mut layer = open(&text).unwrap();
    let names: Vec<_> = layer.head().columns.iter().map(|column| column.name.clone()).collect();
    assert_eq!(names, ["b", "a", "c", "d", "f"]);
    assert_eq!((layer.head().layer.as_str(), layer.head().count), ("laag", Some(3)));
    let all = records(&mut layer, &[0, 1, 2, 3, 4]).unwrap();
    assert_eq!(all[0].values, [Value::from("x"), Value::Null, Value::Null, Value::Null, Value::Null]);
    assert_eq!(
        all[1].values,
        [Value::Null, Value::Real(1.5), Value::from("[1,2]"), Value::from(r#"{"e":1}"#), Value::Null]
    );
    assert!(all[2].values.iter().all(Value::is_null) && matches!(all[2].shape, Shape::Null));
}

#[test]
fn rd_without_the_crs_member_is_an_error_with_the_line_to_write() {
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        feature(&point(121_000.0, 487_000.0), "{}")
    );
    let Err(ReadError::Crs { hint, .. }) = open(&text) else { panic!() };
    assert!(hint.to_string().contains(r#"crs = "EPSG:28992""#), "{hint}");
}

#[test]
fn a_geometry_that_makes_no_sense_is_an_issue_of_its_record() {
    let good =
        r#"{"type":"Polygon","coordinates":[[[4.9,52.4],[4.91,52.4],[4.91,52.41,3.0,4.0],[4.9,52.4]]]}"#;
    let bad = [
        r#"{"type":"Polygon","coordinates":[[4.9,52.4]]}"#,
        r#"{"type":"Polygon","coordinates":"x"}"#,
        r#"{"type":"Polygon","coordinates":[[[null,1],[2,3]]]}"#,
        r#"{"type":"Polygon","coordinates":[[{"x":1}]]}"#,
        r#"{"type":"Poligon","coordinates":[]}"#,
        r#"{"type":7,"coordinates":[]}"#,
        r#"{}"#,
        r#"{"type":"Point","coordinates":[1]}"#,
        r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[true,false]}]}"#,
    ];
    let features: Vec<String> =
        bad.iter().copied().chain([good, good]).map(|geometry| feature(geometry, "{}")).collect();
    let mut layer =
        open(&format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))).unwrap();
    let all = records(&mut layer, &[]).unwrap();
    for record in &all[..bad.len()] {
        let (kind, _) = record.shape.polygon(&Crs::LonLat).unwrap_err();
        assert_eq!(kind, IssueKind::InvalidGeometry, "{}", bad[record.number as usize - 1]);
    }
    assert!(all[bad.len()..].iter().all(|record| record.shape.polygon(&Crs::LonLat).is_ok()));
}

#[test]
fn every_geometry_type_is_read() {
    let ring = "[[4.9,52.4],[4.91,52.4],[4.91,52.41],[4.9,52.4]]";
    for (geometry, name) in [
        (r#"{"coordinates":[4.9,52.4],"type":"Point"}"#.to_owned(), "Point"),
        (format!(r#"{{"type":"MultiPoint","coordinates":{ring}}}"#), "MultiPoint"),
        (format!(r#"{{"type":"LineString","coordinates":{ring}}}"#), "LineString"),
        (format!(r#"{{"type":"MultiLineString","coordinates":[{ring}]}}"#), "MultiLineString"),
        (format!(r#"{{"type":"Polygon","coordinates":[{ring},{ring}]}}"#), "Polygon"),
        (format!(r#"{{"type":"MultiPolygon","coordinates":[[{ring}],[{ring}]]}}"#), "MultiPolygon"),
        (
            format!(
                r#"{{"type":"GeometryCollection","geometries":[{{"type":"LineString","coordinates":{ring}}}]}}"#
            ),
            "GeometryCollection",
        ),
    ] {
        let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, feature(&geometry, "{}"));
        let all = records(&mut open(&text).unwrap(), &[]).unwrap();
        let debug = format!("{:?}", all[0].shape.decode().unwrap());
        assert!(debug.to_uppercase().starts_with(&name.to_uppercase()), "{name}: {debug}");
    }
}

#[test]
fn what_is_no_feature_collection_is_an_error() {
    for text in [
        r#"{"type":"Punt","coordinates":[1,2]}"#,
        r#"[{"a":1}]"#,
        r#"{"features":[]}"#,
        "{}",
        "[1]",
        r#"{"type":"FeatureCollection","features":{}}"#,
        r#"{"type":"FeatureCollection","features":[1]}"#,
        r#"{"type":"FeatureCollection","features":[]} x"#,
        r#"{"type":"FeatureCollection","features":[{"type":"Feature""#,
    ] {
        assert!(matches!(open(text), Err(ReadError::Format { .. })), "{text}");
    }
    assert_eq!(open(r#"{"type":"FeatureCollection","features":[]}"#).unwrap().head().count, Some(0));
}

#[test]
fn one_feature_a_bare_geometry_and_a_list_are_read() {
    let ring = r#"{"type":"Polygon","coordinates":[[[4.9,52.4],[4.91,52.4],[4.91,52.41],[4.9,52.4]]]}"#;
    for text in [feature(ring, r#"{"a":1}"#), ring.to_owned(), format!("[{}]", feature(ring, r#"{"a":1}"#))] {
        let mut layer = open(&text).unwrap();
        assert_eq!((layer.head().count, layer.head().crs.clone()), (Some(1), Some(Crs::LonLat)), "{text}");
        let columns: Vec<usize> = (0..layer.head().columns.len()).collect();
        let all = records(&mut layer, &columns).unwrap();
        assert!(all[0].shape.polygon(&Crs::LonLat).is_ok(), "{text}");
        assert!(all[0].values.iter().all(|value| *value == Value::Int(1)), "{text}");
    }
}

#[test]
fn features_behind_one_another_are_one_layer_whatever_the_name() {
    let one = feature(&point(4.9, 52.4), r#"{"a":1}"#);
    let two = feature(&point(5.0, 52.1), r#"{"a":2}"#);
    let folder = tempdir().unwrap();
    let texts = [
        format!("{one}\n{two}\n"),
        format!("{one}\r\n\r\n{two}"),
        format!("\u{1e}{one}\n\u{1e}{two}\n"),
        format!("\u{feff}{one}\n{two}"),
    ];
    for text in texts {
        for ending in ["geojson", "jsonl", "geojsonl", "geojsonseq", "geojsons", "ndjson", "json"] {
            let path = folder.path().join(format!("in.{ending}"));
            fs::write(&path, &text).unwrap();
            let mut layer = Layer::open(&Source { path, ..Source::default() }).unwrap();
            assert_eq!(layer.head().format, FORMAT, "{ending}");
            let values: Vec<Value> = records(&mut layer, &[0])
                .unwrap()
                .into_iter()
                .map(|record| record.values[0].clone())
                .collect();
            assert_eq!(values, [Value::Int(1), Value::Int(2)], "{ending}");
        }
    }
    // Cut off in the last line.
    let Err(ReadError::Format { detail, .. }) = open(&format!("{one}\n{}", &two[..two.len() - 5])) else {
        panic!()
    };
    assert!(detail.to_string().contains("line 2"), "{detail}");
}

#[test]
fn the_place_of_json_fg_is_read_in_its_own_crs() {
    let placed =
        |place: &str| format!(r#"{{"type":"Feature","geometry":null,"properties":null,"place":{place}}}"#);
    let rd = placed(&point(121_000.0, 487_000.0));
    for system in [
        r#""http://www.opengis.net/def/crs/EPSG/0/28992""#,
        r#""[EPSG:28992]""#,
        r#"{"type":"Reference","href":"https://www.opengis.net/def/crs/EPSG/0/28992"}"#,
        r#"["https://www.opengis.net/def/crs/EPSG/0/28992","https://www.opengis.net/def/crs/EPSG/0/5709"]"#,
    ] {
        let text = format!(r#"{{"type":"FeatureCollection","coordRefSys":{system},"features":[{rd}]}}"#);
        let mut layer = open(&text).unwrap();
        assert_eq!(layer.head().crs, Some(Crs::Rd), "{system}");
        let found = records(&mut layer, &[]).unwrap()[0].shape.point(&Crs::Rd).unwrap();
        assert_eq!((found.x(), found.y()), (121_000.0, 487_000.0));
    }
    // A shape of another kind is named with the member it stands in.
    let solid = placed(r#"{"type":"Prism","base":{}}"#);
    let text =
        format!(r#"{{"type":"FeatureCollection","coordRefSys":"[EPSG:28992]","features":[{rd},{solid}]}}"#);
    let all = records(&mut open(&text).unwrap(), &[]).unwrap();
    let (_, detail) = all[1].shape.point(&Crs::Rd).unwrap_err();
    assert!(detail.to_string().contains("JSON-FG's `place`"), "{detail}");
    // Degrees in one feature and RD in another are not one layer.
    let degrees = feature(&point(4.9, 52.4), "{}");
    let text =
        format!(r#"{{"type":"FeatureCollection","coordRefSys":"[EPSG:28992]","features":[{degrees},{rd}]}}"#);
    let mut layer = open(&text).unwrap();
    assert_eq!(layer.head().crs, Some(Crs::LonLat));
    let (_, detail) = records(&mut layer, &[]).unwrap()[1].shape.point(&Crs::LonLat).unwrap_err();
    assert!(detail.to_string().contains("JSON-FG's `place`"), "{detail}");
}

#[test]
fn a_cut_off_file_is_an_error_with_line_and_column() {
    let whole =
        format!("{{\"type\":\"FeatureCollection\",\n\"features\":[{}]}}", feature(&point(4.9, 52.4), "{}"));
    let Err(ReadError::Format { detail, .. }) = open(&whole[..whole.len() - 10]) else { panic!() };
    assert!(detail.to_string().contains("line 2"), "{detail}");
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let deep = "[".repeat(1_000_000);
    for text in [
        format!(
            r#"{{"type":"FeatureCollection","features":[{}"#,
            feature(&format!(r#"{{"coordinates":{deep}"#), "{}")
        ),
        format!(r#"{{"type":"FeatureCollection","features":[{{"properties":{{"a":{deep}"#),
        format!(r#"{{"type":"FeatureCollection","x":{deep}"#),
        r#"{"crs":"#.repeat(100_000),
    ] {
        assert!(matches!(open(&text), Err(ReadError::Format { .. })));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_scrambled_text_makes_the_reader_panic(at in 0_usize..200, byte in any::<u8>(), cut in 1_usize..220) {
        let mut bytes = format!(
            r#"{{"type":"FeatureCollection",{RD},"features":[{}]}}"#,
            feature(&point(121_000.0, 487_000.0), r#"{"a":"b"}"#)
        ).into_bytes();
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        bytes.truncate(cut);
        let folder = tempdir().unwrap();
        let path = folder.path().join("in.geojson");
        fs::write(&path, bytes).unwrap();
        if let Ok(mut layer) = Layer::open(&Source { path, ..Source::default() }) {
            let _ = records(&mut layer, &[]);
        }
    }
}
