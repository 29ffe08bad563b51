//! GeoJSON, streamed twice: once for the head, once per reading.
//!
//! Deserialized by hand on `serde_json`: members may stand in any order (the
//! old `crs` member behind a hundred megabytes of features included), a
//! record that makes no sense is an issue of that record, and only one
//! feature is in memory at a time. `serde_json` limits nesting to 128.

mod feature;

use std::{fs::File, io::BufReader, path::Path};

use geo::CoordsIter;
use serde::de::DeserializeSeed;

use self::feature::{Document, Feature, Sink};
use super::{format_error, pick};
use crate::{
    crs::Crs,
    error::ReadError,
    read::layer::{Column, Head, Reader, Record, Source, stem},
    value::Value,
};

const FORMAT: &str = "GeoJSON";

/// More property names than this are keys in the wrong place.
const MOST_COLUMNS: usize = 10_000;

/// An opened file.
struct GeoJson {
    source: Source,
    columns: Vec<Column>,
    unknown_crs: Option<String>,
}

/// Opens a GeoJSON file and reads it through once.
pub(super) fn open(source: &Source) -> Result<(Head, Box<dyn Reader>), ReadError> {
    let mut columns = Columns::default();
    let mut count = 0;
    let mut extent: Option<[f64; 4]> = None;
    let mut has_geometry = false;
    let document = stream(&source.path, &mut |feature| {
        count += 1;
        for (name, _) in &feature.properties {
            columns.add(name);
        }
        if let Ok(geometry) = feature.shape.decode() {
            has_geometry = true;
            for coord in geometry.coords_iter().filter(|coord| coord.x.is_finite() && coord.y.is_finite()) {
                let [min_x, min_y, max_x, max_y] = extent.get_or_insert([coord.x, coord.y, coord.x, coord.y]);
                *min_x = min_x.min(coord.x);
                *min_y = min_y.min(coord.y);
                *max_x = max_x.max(coord.x);
                *max_y = max_y.max(coord.y);
            }
        }
        if columns.names.len() > MOST_COLUMNS {
            return Err(format_error(
                &source.path,
                FORMAT,
                format!("it has more than {MOST_COLUMNS} property names"),
            ));
        }
        Ok(())
    })?;

    let layer = document.name.unwrap_or_default();
    pick(source, &[if layer.is_empty() { stem(&source.path) } else { layer.clone() }])?;
    // RFC 7946: without the old `crs` member coordinates are degrees.
    let (crs, unknown_crs) = match (document.crs, has_geometry) {
        (_, false) => (None, None),
        (None, true) => (Some(Crs::LonLat), None),
        (Some(text), true) => match Crs::parse(&text) {
            Some(crs) => (Some(crs), None),
            None => (None, Some(text)),
        },
    };
    let columns: Vec<Column> = columns.names.into_iter().map(|name| Column { name }).collect();
    let head = Head { layer, format: FORMAT, columns: columns.clone(), count: Some(count), crs, extent };
    Ok((head, Box::new(GeoJson { source: source.clone(), columns, unknown_crs })))
}

/// The one layer of a GeoJSON file.
pub(super) fn layers(path: &Path) -> Result<Vec<String>, ReadError> {
    let document = stream(path, &mut |_| Ok(()))?;
    Ok(vec![document.name.unwrap_or_else(|| stem(path))])
}

/// Property names in order of first appearance.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    seen: std::collections::HashSet<String>,
}

impl Columns {
    fn add(&mut self, name: &str) {
        if !self.seen.contains(name) {
            self.seen.insert(name.to_owned());
            self.names.push(name.to_owned());
        }
    }
}

/// Hands over the features one by one; gives what else the document says.
fn stream(
    path: &Path,
    each: &mut dyn FnMut(Feature) -> Result<(), ReadError>,
) -> Result<Document, ReadError> {
    use std::io::{BufRead, Read};

    let open = |source| ReadError::Open { path: path.to_owned(), source };
    let mut reader = BufReader::with_capacity(1 << 18, File::open(path).map_err(open)?);
    if reader.fill_buf().map_err(open)?.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    let mut stopped = None;
    let mut json = serde_json::Deserializer::from_reader(reader.by_ref());
    let result = Sink { each, stopped: &mut stopped }.deserialize(&mut json).and_then(|document| {
        json.end()?;
        Ok(document)
    });
    if let Some(error) = stopped {
        return Err(error);
    }
    let document = result.map_err(|error| format_error(path, FORMAT, error))?;
    match document.kind.as_deref() {
        Some("FeatureCollection") => Ok(document),
        Some(other) => {
            Err(format_error(path, FORMAT, format!("it is a `{other}`, a FeatureCollection was expected")))
        }
        None => Err(format_error(path, FORMAT, "it has no `type`, a FeatureCollection was expected")),
    }
}

impl Reader for GeoJson {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let asked: Vec<&str> = columns
            .iter()
            .filter_map(|column| self.columns.get(*column))
            .map(|column| column.name.as_str())
            .collect();
        let mut number = 0;
        stream(&self.source.path, &mut |mut feature| {
            number += 1;
            let values = asked
                .iter()
                .map(|asked| {
                    // The last of equal names counts, as JSON parsers have it.
                    let found = feature.properties.iter_mut().rev().find(|(name, _)| name == asked);
                    found.map_or(Value::Null, |(_, value)| value.clone())
                })
                .collect();
            each(Record { number, shape: feature.shape, values })
        })?;
        Ok(())
    }

    fn unknown_crs(&self) -> Option<String> {
        self.unknown_crs.clone()
    }
}

#[cfg(test)]
mod tests;
