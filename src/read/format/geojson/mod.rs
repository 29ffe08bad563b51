//! GeoJSON, streamed twice: once for the head, once per reading.
//!
//! Deserialized by hand on `serde_json`: members may stand in any order (the
//! old `crs` member behind a hundred megabytes of features included), a
//! record that makes no sense is an issue of that record, and only one
//! feature is in memory at a time. `serde_json` limits nesting to 128.

mod feature;

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use geo::CoordsIter;
use serde::de::DeserializeSeed;

use self::feature::{Document, Feature, Sink, Stop};
use super::{format_error, pick};
use crate::{
    config::Source,
    crs::Crs,
    error::ReadError,
    lang::{Lang, Said, say},
    read::{
        head::{Column, Head, stem},
        reader::{Opened, Reader},
        record::{Record, Shape},
    },
    value::Value,
};

const FORMAT: &str = "GeoJSON";

/// More property names than this are keys in the wrong place.
const MOST_COLUMNS: usize = 10_000;

/// The byte between the texts of a sequence (RFC 8142).
const RECORD_SEPARATOR: u8 = 0x1E;

/// An opened file.
struct GeoJson {
    source: Source,
    columns: Vec<Column>,
    unknown_crs: Option<String>,
    from: From,
}

/// Where the shapes of a file stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    /// In `geometry`. What has its shape in `place` alone cannot be read:
    /// that is in another CRS than the rest.
    Geometry,
    /// In the `place` of JSON-FG; no feature has a `geometry`.
    Place,
}

impl From {
    fn shape(self, feature: &mut Feature) -> Shape {
        match (self, feature.shape.take(), feature.place.take()) {
            (_, Some(member), _) => member.shape(),
            (_, None, None) => Shape::Null,
            (Self::Geometry, None, Some(_)) => Shape::Broken(say!(
                "de vorm staat in `place` van JSON-FG, terwijl andere in het bestand een `geometry` hebben",
                "its shape stands in JSON-FG's `place`, while others of the file have a `geometry`"
            )),
            (Self::Place, None, Some(member)) => match member.shape() {
                Shape::Broken(why) => {
                    Shape::Broken(say!([why] "`place` van JSON-FG: {why}", "JSON-FG's `place`: {why}"))
                }
                shape => shape,
            },
        }
    }
}

/// The extent of shapes, and whether there is any.
#[derive(Default)]
struct Extents {
    has_geometry: bool,
    extent: Option<[f64; 4]>,
}

impl Extents {
    fn add(&mut self, shape: &Shape) {
        let Ok(geometry) = shape.decode() else { return };
        self.has_geometry = true;
        for coord in geometry.coords_iter().filter(|coord| coord.x.is_finite() && coord.y.is_finite()) {
            let [min_x, min_y, max_x, max_y] =
                self.extent.get_or_insert([coord.x, coord.y, coord.x, coord.y]);
            *min_x = min_x.min(coord.x);
            *min_y = min_y.min(coord.y);
            *max_x = max_x.max(coord.x);
            *max_y = max_y.max(coord.y);
        }
    }
}

/// Opens a GeoJSON file and reads it through once.
pub(super) fn open(source: &Source) -> Result<Opened, ReadError> {
    let mut columns = Columns::default();
    let mut count = 0;
    let (mut geometries, mut places) = (Extents::default(), Extents::default());
    // A `geometry` that makes no sense is one all the same.
    let (mut has_geometry, mut place_crs) = (false, std::collections::BTreeSet::new());
    let document = stream(&source.path, &mut |mut feature| {
        count += 1;
        for (name, _) in &feature.properties {
            columns.add(name);
        }
        has_geometry |= feature.shape.is_some();
        match (feature.shape.take(), feature.place.take()) {
            (Some(member), _) => geometries.add(&member.shape()),
            (None, Some(member)) => {
                place_crs.extend(feature.place_crs);
                places.add(&member.shape());
            }
            (None, None) => {}
        }
        if columns.names.len() > MOST_COLUMNS {
            return Err(format_error(
                &source.path,
                FORMAT,
                say!(
                    "het heeft meer dan {MOST_COLUMNS} namen van eigenschappen",
                    "it has more than {MOST_COLUMNS} property names"
                ),
            ));
        }
        Ok(())
    })?;

    let layer = document.name.unwrap_or_default();
    pick(source, &[if layer.is_empty() { stem(&source.path) } else { layer.clone() }])?;
    let from = if has_geometry || !places.has_geometry { From::Geometry } else { From::Place };
    let (found, said) = match from {
        From::Geometry => (geometries, document.crs),
        From::Place => {
            place_crs.extend(document.place_crs);
            let all: Vec<String> = place_crs.into_iter().collect();
            (places, Some(all.join(" and ")).filter(|said| !said.is_empty()))
        }
    };
    // RFC 7946: without the old `crs` member coordinates are degrees.
    let (crs, unknown_crs) = match (said, found.has_geometry) {
        (_, false) => (None, None),
        (None, true) => (Some(Crs::LonLat), None),
        (Some(text), true) => match Crs::parse(&text) {
            Some(crs) => (Some(crs), None),
            None => (None, Some(text)),
        },
    };
    let columns: Vec<Column> = columns.names.into_iter().map(|name| Column { name }).collect();
    let head = Head {
        layer,
        format: FORMAT,
        columns: columns.clone(),
        count: Some(count),
        crs,
        extent: found.extent,
    };
    Ok((head, Box::new(GeoJson { source: source.clone(), columns, unknown_crs, from })))
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

/// Hands over the features one by one; gives what else the document says, or
/// the documents that stand behind one another (a Feature a line).
fn stream(
    path: &Path,
    each: &mut dyn FnMut(Feature) -> Result<(), ReadError>,
) -> Result<Document, ReadError> {
    let open = |source| ReadError::Open { path: path.to_owned(), source };
    let mut reader = BufReader::with_capacity(1 << 18, File::open(path).map_err(open)?);
    if reader.fill_buf().map_err(open)?.starts_with(b"\xef\xbb\xbf") {
        reader.consume(3);
    }
    let mut stopped = None;
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(Separated(reader)));
    let mut all = Document::default();
    loop {
        let result = Sink { each: &mut *each, stopped: &mut stopped }.deserialize(&mut json);
        all = all.and(match (result, stopped.take()) {
            (_, Some(Stop::Each(error))) => return Err(error),
            (Err(error), Some(Stop::Unexpected(said))) => {
                return Err(format_error(path, FORMAT, placed(&said, &error)));
            }
            (result, _) => result.map_err(|error| format_error(path, FORMAT, Said::quoted(error)))?,
        });
        // What is behind it is read next, and says itself what is wrong with it.
        if json.end().is_ok() {
            return Ok(all);
        }
    }
}

/// What was unexpected, with its place in the file as `serde` words it.
fn placed(said: &Said, error: &serde_json::Error) -> Said {
    let (nl, line, column) = (said.pick(Lang::Nl), error.line(), error.column());
    let at = if line > 0 { format!(" (regel {line}, kolom {column})") } else { String::new() };
    Said::new(format!("{nl}{at}"), error.to_string())
}

/// Text in which the separators of a sequence are spaces: no JSON holds that
/// byte as it is.
struct Separated<R>(R);

impl<R: Read> Read for Separated<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(buffer)?;
        for byte in buffer.iter_mut().take(n).filter(|byte| **byte == RECORD_SEPARATOR) {
            *byte = b' ';
        }
        Ok(n)
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
        let (mut number, from) = (0, self.from);
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
            each(Record { number, shape: from.shape(&mut feature), values })
        })?;
        Ok(())
    }

    fn unknown_crs(&self) -> Option<String> {
        self.unknown_crs.clone()
    }
}

#[cfg(test)]
mod tests;
