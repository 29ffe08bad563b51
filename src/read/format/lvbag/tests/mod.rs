use std::collections::BTreeMap;

use geo_types::Geometry;

use super::super::file::testing::{real, source};
use crate::{config::Peildatum, config::Source, issue::LeftOut, read::layer::Layer, value::Value};

mod hostile;
mod made;
mod weesp;

const WEESP: &str = "bag/weesp/BAGGEM0457L-15102021.zip";

/// The values of an object by column, and its geometry.
struct Row {
    values: BTreeMap<String, Value>,
    geometry: Option<Geometry<f64>>,
}

impl Row {
    fn text(&self, column: &str) -> String {
        self.values[column].to_code().map(|code| code.to_string()).unwrap_or_default()
    }
}

/// All records of a layer by identification, and what was left out. That of a
/// nevenadres goes by its street and number too: `0457010000000001: Kade 9`.
fn rows(source: Source, layer: &str) -> (BTreeMap<String, Row>, LeftOut) {
    let mut layer = Layer::open(&Source { layer: Some(layer.to_owned()), ..source }).unwrap();
    let names: Vec<String> = layer.head().columns.iter().map(|column| column.name.clone()).collect();
    let columns: Vec<usize> = (0..names.len()).collect();
    let mut rows = BTreeMap::new();
    layer
        .read(&columns, &mut |record| {
            let values: BTreeMap<String, Value> = names.iter().cloned().zip(record.values).collect();
            let row = Row { values, geometry: record.shape.decode().ok() };
            let id = row.text("identificatie");
            let is_neven = row.values.get("nevenadres").is_some_and(|said| said.as_bool() == Some(true));
            let id = if is_neven {
                let number =
                    ["huisnummer", "huisletter", "toevoeging"].map(|column| row.text(column)).concat();
                format!("{id}: {} {number}", row.text("openbare_ruimte"))
            } else {
                id
            };
            assert!(rows.insert(id, row).is_none());
            Ok(())
        })
        .unwrap();
    (rows, layer.left_out())
}
