use geo::{Area, BoundingRect};
use geo_types::{Geometry, MultiPolygon};

use super::*;
use crate::read::format::file::testing::{all, each_cut, names, real, source};

fn read(text: impl AsRef<[u8]>) -> Result<(Head, Vec<Record>), ReadError> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let (head, mut reader) = open(&source(file.path()))?;
    let records = all(&head, reader.as_mut())?;
    assert_eq!(head.count, Some(records.len() as u64));
    for (number, record) in (1..).zip(&records) {
        assert_eq!(record.number, number);
    }
    Ok((head, records))
}

/// A document of version 2.0 on a grid of 10 m, in centimeters.
fn document(objects: &str) -> String {
    let vertices = "[0,0,0],[1000,0,0],[1000,1000,0],[0,1000,0],[2000,0,0],[2000,1000,0],[250,250,0],[500,250,0],\
        [500,500,0],[250,500,0],[0,0,300],[1000,0,300],[1000,1000,300],[0,1000,300]";
    format!(
        r#"{{"CityObjects":{{{objects}}},"type":"CityJSON","version":"2.0","vertices":[{vertices}],
        "metadata":{{"referenceSystem":"https://www.opengis.net/def/crs/EPSG/0/7415",
        "geographicalExtent":[85000,446000,-1,85020,446010,3]}},
        "transform":{{"scale":[0.01,0.01,0.01],"translate":[85000,446000,0]}}}}"#
    )
}

fn building(geometry: &str) -> String {
    format!(r#""a":{{"type":"Building","geometry":[{geometry}]}}"#)
}

const SQUARE: &str = r#"{"type":"MultiSurface","lod":"0","boundaries":[[[0,1,2,3]]]}"#;

fn solid(lod: &str, ground: &str, value: &str) -> String {
    format!(
        r#"{{"type":"Solid","lod":"{lod}","boundaries":[[{ground},[[10,11,12,13]]],[[[6,7,8,9]]]],
        "semantics":{{"surfaces":[{{"type":"RoofSurface"}},{{"type":"GroundSurface"}}],
        "values":[[{value},0],[1]]}}}}"#
    )
}

fn footprint(record: &Record) -> &MultiPolygon<f64> {
    match &record.shape {
        Shape::Decoded(Geometry::MultiPolygon(footprint)) => footprint,
        other => panic!("no footprint: {other:?}"),
    }
}

fn area_of(objects: &str) -> f64 {
    let (_, records) = read(document(objects)).unwrap();
    footprint(&records[0]).unsigned_area()
}

fn shape_of(objects: &str) -> Shape {
    read(document(objects)).unwrap().1.swap_remove(0).shape
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

#[test]
fn objects_and_attributes_keep_the_order_of_the_file() {
    let (head, records) = read(document(
        r#""z":{"type":"Building","attributes":{"naam":"Z","hoogte":3.0,"bouwjaar":1972}},
        "p":{"type":"BuildingPart","attributes":{"deel":1}},"boom":{"type":"SolitaryVegetationObject"},
        "a":{"type":"Building","attributes":{"+noise-x":true,"lijst":[1, {"b":null}],"naam":null,"leeg":"",
        "groot":18446744073709551615}},"m":{"type":"Building"}"#,
    ))
    .unwrap();
    assert_eq!(
        names(&head),
        ["naam", "hoogte", "bouwjaar", "+noise-x", "lijst", "leeg", "groot", "identificatie"]
    );
    let null = Value::Null;
    let values: Vec<_> = records.into_iter().map(|record| record.values).collect();
    assert_eq!(
        values[0],
        [
            "Z".into(),
            Value::Real(3.0),
            Value::Int(1972),
            null.clone(),
            null.clone(),
            null.clone(),
            null.clone(),
            "z".into()
        ]
    );
    assert_eq!(values[1][3..5], [Value::Bool(true), r#"[1,{"b":null}]"#.into()]);
    assert_eq!(values[1][5..], [null.clone(), Value::Real(18_446_744_073_709_551_615.0), "a".into()]);
    assert_eq!(values[2][7], "m".into());
    assert_eq!((head.format, head.crs), ("CityJSON", Some(Crs::Rd)));
    assert_eq!(head.extent, Some([85000.0, 446_000.0, 85020.0, 446_010.0]));
}

#[test]
fn an_own_identification_beats_the_key() {
    let (head, records) = read(document(
        r#""a":{"type":"Building","attributes":{"Identificatie":"1"}},"b":{"type":"Building","attributes":{}}"#,
    ))
    .unwrap();
    assert_eq!(names(&head), ["Identificatie"]);
    assert_eq!([&records[0].values[0], &records[1].values[0]], [&Value::from("1"), &Value::from("b")]);
}

#[test]
fn the_footprint_is_the_surface_of_level_0_however_it_is_written() {
    for lod in ["0", "\"0\"", "\"0.0\"", "0.0"] {
        let square = SQUARE.replace("\"0\"", lod);
        assert!(close(area_of(&building(&format!("{},{square}", solid("1.2", "[[1,4,5,2]]", "1")))), 100.0));
    }
    let hole = SQUARE.replace("[[0,1,2,3]]", "[[0,1,2,3],[6,7,8,9]]");
    assert!(close(area_of(&building(&hole)), 93.75));
    let two = SQUARE.replace("[[0,1,2,3]]", "[[0,1,2,3]],[[1,4,5,2]]");
    assert!(close(area_of(&building(&two)), 200.0));
    let (_, records) = read(document(&building(SQUARE))).unwrap();
    let outline = footprint(&records[0]).bounding_rect().unwrap();
    assert_eq!((outline.min().x_y(), outline.max().x_y()), ((85000.0, 446_000.0), (85010.0, 446_010.0)));
}

#[test]
fn without_level_0_the_floor_of_the_lowest_level_is_taken() {
    let solids = format!("{},{}", solid("2.2", "[[0,4,5,3]]", "1"), solid("1.2", "[[0,1,2,3]]", "1"));
    assert!(close(area_of(&building(&solids)), 100.0));
    // The roof is no floor, nor is a face of a hollow, nor one without a kind.
    assert!(matches!(shape_of(&building(&solid("1.2", "[[0,1,2,3]]", "0"))), Shape::Null));
    assert!(matches!(shape_of(&building(&solid("1.2", "[[0,1,2,3]]", "null"))), Shape::Null));
}

#[test]
fn without_own_geometry_the_floors_of_the_parts_are_taken() {
    let objects = format!(
        r#""p1":{{"type":"BuildingPart","geometry":[{}]}},
        "a":{{"type":"Building","children":["p1","p2","gone"]}},
        "p2":{{"type":"BuildingPart","geometry":[{}]}}"#,
        solid("1.2", "[[0,1,2,3]]", "1"),
        solid("2.2", "[[1,4,5,2]]", "1")
    );
    assert!(close(area_of(&objects), 200.0));
}

#[test]
fn a_building_without_any_floor_has_no_shape() {
    for object in [
        r#""a":{"type":"Building"}"#,
        r#""a":{"type":"Building","geometry":null,"attributes":null,"children":null}"#,
        r#""a":{"type":"Building","geometry":[{"type":"MultiSurface","lod":"0","boundaries":[]}]}"#,
        r#""a":{"type":"Building","geometry":[{"type":"MultiPoint","lod":"0","boundaries":[0]}]}"#,
        r#""a":{"type":"Building","geometry":[{}]}"#,
    ] {
        assert!(matches!(shape_of(object), Shape::Null), "{object}");
    }
}

#[test]
fn a_wrong_vertex_breaks_the_shape_and_not_the_file() {
    for (boundaries, words) in [
        ("[[[0,1,99]]]", "vertex 99, there are 14"),
        ("[[[0,1,-1]]]", "no index"),
        ("[[[0,1,4294967295]]]", "no index"),
        ("[[[0,1,2.5]]]", "no index"),
        ("[[[0,1,\"2\"]]]", "no index"),
        ("[[[0,1,[2]]]]", "no index"),
        ("[[[0,1]]]", "2 vertices"),
        ("[[0,1,2]]", "0 vertices"),
        ("[0,1,2]", "0 vertices"),
        ("[[[0,1,2],[{\"x\":[1]},null,true]]]", "no index"),
    ] {
        let square = SQUARE.replace("[[[0,1,2,3]]]", boundaries);
        match shape_of(&building(&square)) {
            Shape::Broken(detail) => assert!(detail.to_string().contains(words), "{boundaries}: {detail}"),
            other => panic!("{boundaries}: {other:?}"),
        }
    }
}

#[test]
fn version_1_0_without_a_transform_holds_plain_coordinates() {
    let text = r#"{"type":"CityJSON","version":"1.0","metadata":{"referenceSystem":"urn:ogc:def:crs:EPSG::28992"},
        "CityObjects":{"a":{"type":"Building","geometry":[{"type":"MultiSurface","lod":0,"boundaries":[[[0,1,2]]]}]}},
        "vertices":[[1.5,0,0],[11.5,0,0],[11.5,10,0]]}"#;
    let (head, records) = read(text).unwrap();
    assert!(close(footprint(&records[0]).unsigned_area(), 50.0));
    assert_eq!((head.crs, head.extent), (Some(Crs::Rd), None));
}

/// A document on a reference system, or on none.
fn placed(metadata: &str) -> (Option<Crs>, Option<String>) {
    let text = format!(
        r#"{{"type":"CityJSON","version":"2.0","metadata":{metadata},"CityObjects":{{}},"vertices":[]}}"#
    );
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let (head, reader) = open(&source(file.path())).unwrap();
    (head.crs, reader.unknown_crs())
}

#[test]
fn reference_systems_are_recognized() {
    let system = |text: &str| placed(&format!(r#"{{"referenceSystem":"{text}"}}"#));
    assert_eq!(system("urn:ogc:def:crs:EPSG::7415"), (Some(Crs::Rd), None));
    assert_eq!(system("EPSG:28992"), (Some(Crs::Rd), None));
    assert_eq!(system("http://www.opengis.net/def/crs/EPSG/0/4979"), (Some(Crs::LonLat), None));
    assert_eq!(system("lokaal"), (None, Some("lokaal".into())));
    for silent in ["{}", "null", r#"{"referenceSystem":null}"#] {
        assert_eq!(placed(silent), (None, Some(String::new())), "{silent}");
    }
}

const HEADER: &str = r#"{"type":"CityJSON","version":"2.0","CityObjects":{},"vertices":[],"transform":{"scale":[0.1,0.1,0.1],"translate":[100,200,0]},"metadata":{"referenceSystem":"urn:ogc:def:crs:EPSG::7415"}}"#;

fn feature(id: &str, attributes: &str) -> String {
    format!(
        r#"{{"type":"CityJSONFeature","id":"{id}","CityObjects":{{"{id}":{{"type":"Building","attributes":{{{attributes}}},"geometry":[{SQUARE}]}}}},"vertices":[[0,0,0],[100,0,0],[100,100,0],[0,100,0]]}}"#
    )
}

#[test]
fn a_text_sequence_streams_whatever_stands_between_the_texts() {
    let (b, a) = (feature("b", r#""x":1"#), feature("a", r#""y":2"#));
    for text in [
        format!("{HEADER}\n{b}\n{a}\n"),
        format!("{HEADER}\r\n\r\n{b}\r\n \r\n{a}"),
        format!("\u{FEFF}{HEADER}\n{b}\n{a}\n"),
        format!("\u{1E}{HEADER}\n\u{1E}{b}\n\u{1E}{a}\n"),
        // Line breaks in a text are fine where separators mark its ends.
        format!("\u{1E}{HEADER}\n\u{1E}{}\n\u{1E}{a}\n", b.replace(",\"CityObjects", ",\n\"CityObjects")),
    ] {
        let (head, records) = read(&text).unwrap();
        assert_eq!((names(&head), &head.crs), (vec!["x", "y", "identificatie"], &Some(Crs::Rd)));
        assert_eq!(records[0].values, [Value::Int(1), Value::Null, "b".into()]);
        assert_eq!(records[1].values, [Value::Null, Value::Int(2), "a".into()]);
        assert!(close(footprint(&records[1]).unsigned_area(), 100.0));
        assert_eq!(footprint(&records[1]).bounding_rect().unwrap().min().x_y(), (100.0, 200.0));
    }
}

#[test]
fn a_damaged_line_in_a_sequence_is_one_broken_record() {
    let (b, a) = (feature("b", ""), feature("a", ""));
    for damage in ["{", "scrambled", r#"{"type":"CityJSON"}"#, &b[..b.len() - 5]] {
        let (_, records) = read(format!("{HEADER}\n{b}\n{damage}\n{a}\n")).unwrap();
        assert_eq!(records.len(), 3);
        assert!(
            matches!(&records[1].shape, Shape::Broken(detail) if detail.to_string().starts_with("line 3: ")),
            "{damage}"
        );
        assert_eq!(records[1].values, [Value::Null]);
        assert_eq!(records[2].values, ["a".into()]);
    }
}

fn refused(text: impl AsRef<[u8]>, words: &str) {
    let error = read(text).unwrap_err();
    assert!(matches!(error, ReadError::Format { .. }), "{error}");
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn a_file_cut_off_is_refused_with_the_place() {
    let text = document(&building(SQUARE));
    refused(&text[..text.len() - 20], "at line 4 column");
    refused(&text.replace('\n', "")[..300], "at line 1 column 300");
    let b = feature("b", "");
    refused(format!("{HEADER}\n{b}\n{}", &b[..90]), "line 3: EOF");
}

#[test]
fn what_is_no_city_json_is_refused() {
    refused(r#"{"type":"FeatureCollection","features":[]}"#, "`FeatureCollection`");
    refused(feature("a", ""), "`CityJSONFeature`");
    refused("id;naam\n1;2\n", "line 1: ");
    refused(r#"{"type":"CityJSON","version":"3.0"}"#, "version 3.0");
    refused(b"\xFF\xFE{\0", "line 1");
    assert!(matches!(read("\r\n \n"), Err(ReadError::Empty { .. })));
}

#[test]
fn hostile_files_are_refused() {
    let deep = |n: usize| SQUARE.replace("[[[0,1,2,3]]]", &format!("{}{}", "[".repeat(n), "]".repeat(n)));
    refused(document(&building(&deep(100_000))), "recursion limit");
    let attributes: Vec<String> = (0..3_000).map(|n| format!("\"a{n}\":1")).collect();
    refused(
        document(&format!(r#""a":{{"type":"Building","attributes":{{{}}}}}"#, attributes.join(","))),
        "more than 2000 attributes",
    );
    refused(r#"{"type":"CityJSON","version":"2.0","vertices":[[1]]}"#, "vertex of three numbers");
    refused(
        r#"{"type":"CityJSON","version":"2.0","transform":{"scale":[1],"translate":[0,0,0]}}"#,
        "array of length 3",
    );
    let far = document(&building(SQUARE))
        .replace("[1000,0,0]", "[1e300,0,0]")
        .replace("\"scale\":[0.01", "\"scale\":[1e300");
    assert!(matches!(read(far).unwrap().1[0].shape, Shape::Broken(_)));
}

#[test]
fn no_cut_makes_it_panic() {
    let parts = format!("{},{}", solid("1.2", "[[0,1,2,3]]", "1"), SQUARE);
    let text = document(&building(&parts));
    let sequence = format!("\u{1E}{HEADER}\n\u{1E}{}\n\u{1E}{}\n", feature("b", ""), feature("a", ""));
    for text in [&text, &text.replace('\n', ""), &sequence, &sequence.replace('\u{1E}', "")] {
        each_cut(text.as_bytes(), open, |_, _| {});
    }
}

proptest::proptest! {
    #[test]
    fn no_scrambled_byte_makes_it_panic(places in proptest::collection::vec((0..4_000_usize, 0..=255_u8), 1..8)) {
        let mut bytes = document(&building(&solid("1.2", "[[0,1,2,3]]", "1"))).into_bytes();
        for (place, byte) in places {
            let place = place % bytes.len();
            bytes[place] = byte;
        }
        let _ = read(bytes);
    }
}

/// Reads a real file, and checks that each footprint is of a plausible size
/// and lies in the extent the file gives, up to a rounding of coordinates.
fn check_real(file: &str, n_buildings: usize, format: &str) -> Option<(Head, Vec<Record>)> {
    let path = real(file)?;
    let (head, mut reader) = open(&source(&path)).unwrap();
    let records = all(&head, reader.as_mut()).unwrap();
    assert_eq!((records.len(), head.count), (n_buildings, Some(n_buildings as u64)));
    assert_eq!((head.format, &head.crs), (format, &Some(Crs::Rd)));
    let [min_x, min_y, max_x, max_y] = head.extent.unwrap();
    for record in &records {
        let footprint = footprint(record);
        let area = footprint.unsigned_area();
        assert!((1.0..50_000.0).contains(&area), "{}: {area} m2", record.number);
        let outline = footprint.bounding_rect().unwrap();
        let margin = 0.5;
        assert!(outline.min().x > min_x - margin && outline.max().x < max_x + margin, "{outline:?}");
        assert!(outline.min().y > min_y - margin && outline.max().y < max_y + margin, "{outline:?}");
    }
    Some((head, records))
}

fn n_where(head: &Head, records: &[Record], column: &str, test: impl Fn(&Value) -> bool) -> usize {
    let place = head.position(&[column]).unwrap();
    records.iter().filter(|record| test(&record.values[place])).count()
}

#[test]
fn the_tile_of_delft_has_three_buildings_without_points() {
    let file = "3dbag/delft/3dbag_v210908_fd2cee53_5910.json";
    let Some((head, records)) = check_real(file, 432, "CityJSON") else { return };
    let dak_type = head.position(&["dak_type"]).unwrap();
    let without: Vec<_> =
        records.iter().filter(|record| record.values[dak_type] == "no points".into()).cloned().collect();
    assert_eq!(without.len(), 3);
    assert_eq!(n_where(&head, &without, "h_dak_70p", Value::is_null), 3);
    assert_eq!(n_where(&head, &records, "h_dak_70p", Value::is_null), 3);
    assert_eq!(n_where(&head, &records, "dak_type", |value| *value == "slanted".into()), 180);
    assert_eq!(
        n_where(&head, &records, "oorspronkelijkbouwjaar", |value| matches!(value, Value::Int(_))),
        432
    );
    let first = head.position(&["identificatie"]).unwrap();
    assert_eq!(records[0].values[first], "NL.IMBAG.Pand.0503100000004247".into());
}

#[test]
fn the_text_sequences_of_delft_come_whole() {
    check_real("3dbag/delft/5908_extension.city.jsonl", 99, "CityJSON text sequence");
    check_real("3dbag/delft/delft_subset.city.jsonl", 10, "CityJSON text sequence");
}

#[test]
fn a_document_with_line_breaks_comes_whole() {
    check_real("3dbag/den_haag/sample.json", 3, "CityJSON");
}

#[test]
fn the_tiles_of_zeist_lack_storeys_where_they_are_not_known() {
    for (file, n_buildings, n_null) in [("9-516-588", 800, 357), ("9-516-584", 493, 243)] {
        let file = format!("3dbag/zeist/{file}.city.json");
        let Some((head, records)) = check_real(&file, n_buildings, "CityJSON") else { return };
        assert_eq!(n_where(&head, &records, "b3_bouwlagen", Value::is_null), n_null);
        assert_eq!(
            n_where(&head, &records, "b3_val3dity_lod22", |value| value.as_text().is_some()),
            n_buildings
        );
        // 3DBAG's own figure for the ground is that of the solid.
        let place = head.position(&["b3_opp_grond"]).unwrap();
        let n_alike = records.iter().filter(|record| {
            let area = footprint(record).unsigned_area();
            record.values[place].as_f64().is_some_and(|own| (own / area - 1.0).abs() < 0.05)
        });
        assert!(n_alike.count() * 10 > n_buildings * 9);
    }
}
