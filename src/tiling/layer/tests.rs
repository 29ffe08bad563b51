use std::fs;

use super::*;

/// The values of the columns a, b, … of a layer, as tiles get them.
fn as_tiled(rows: &[&str]) -> (Vec<Option<FieldKind>>, Vec<Vec<Value>>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.geojson");
    let features: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                r#"{{"type":"Feature","properties":{row},"geometry":{{"type":"Point","coordinates":[5,52]}}}}"#
            )
        })
        .collect();
    fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")))
        .unwrap();
    let mut layer = Layer::open(&config::Source { path, ..config::Source::default() }).unwrap();
    let columns: Vec<usize> = (0..layer.head().columns.len()).collect();
    let kinds = kinds(&mut layer, &columns).unwrap();
    let mut values = Vec::new();
    layer
        .read(&columns, &mut |record| {
            values.push(typed(record.values, &kinds));
            Ok(())
        })
        .unwrap();
    (kinds, values)
}

#[test]
fn a_column_takes_the_kind_that_fits_all_its_values() {
    let (kinds, values) = as_tiled(&[
        r#"{"zone":1,"n":1,"flag":true,"none":null,"odd":2.5}"#,
        r#"{"zone":2,"n":2.5,"flag":"ja","none":null,"odd":false}"#,
        r#"{"zone":"3A","n":null,"flag":null,"none":null,"odd":7}"#,
        r#"{"zone":"B","n":3,"flag":false,"none":null,"odd":null}"#,
    ]);
    let [text, number] = [Some(FieldKind::String), Some(FieldKind::Number)];
    assert_eq!(kinds, [text, number, text, None, text]);
    let column = |at: usize| values.iter().map(|row| row[at].clone()).collect::<Vec<_>>();
    assert_eq!(column(0), ["1", "2", "3A", "B"].map(Value::from));
    assert_eq!(column(1), [Value::Int(1), Value::Real(2.5), Value::Null, Value::Int(3)]);
    assert_eq!(column(2), [Value::from("true"), Value::from("ja"), Value::Null, Value::from("false")]);
    assert_eq!(column(4), [Value::from("2.5"), Value::from("false"), Value::from("7"), Value::Null]);
}
