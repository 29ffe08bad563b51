//! Buildings of CityJSON 1.0, 1.1 and 2.0: documents and text sequences.
//!
//! A record is an object of type `Building`, in the order of the file; what
//! its `BuildingPart`s say of themselves is left out. Its geometry is the
//! [`footprint`], in two dimensions. A document is held in memory
//! without the geometries that are not asked for; a sequence streams, twice:
//! once for the names of the columns, once for the records.

mod footprint;
mod geometry;
mod parse;
#[cfg(test)]
mod tests;
mod texts;

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use geometry::Transform;
use parse::{Block, Object};
use serde_json::Value as Json;
use texts::Texts;

use super::{file, table};
use crate::{
    config::Source,
    crs::Crs,
    error::ReadError,
    lang::{Said, say},
    read::{
        head::{Column, Head},
        reader::{Opened, Reader},
        record::{Record, Shape},
    },
    value::Value,
};

const FORMAT: &str = "CityJSON";
const SEQUENCE: &str = "CityJSON text sequence";

/// Largest document, or text of a sequence, in bytes: what is held in memory.
const MAX_TEXT: u64 = 1 << 30;

/// The key of an object, for files that do not repeat it as an attribute.
const ID: &str = "identificatie";

struct CityJson {
    path: PathBuf,
    columns: Vec<Column>,
    transform: Transform,
    content: Content,
    unknown_crs: Option<String>,
}

enum Content {
    Document(Block),
    Sequence,
}

/// Opens a CityJSON file, whichever of the two forms it has.
///
/// # Errors
///
/// [`ReadError::Format`], with the line, when the file is no CityJSON or cut
/// off. A damaged line in the middle of a sequence is one broken record.
pub(super) fn open(source: &Source) -> Result<Opened, ReadError> {
    let path = &source.path;
    let malformed = |detail: Said| super::format_error(path, FORMAT, detail);
    let mut texts = Texts::open(path)?;
    let next = texts.next().map_err(|error| malformed((&error).into()))?;
    let Some((place, text)) = next else {
        return Err(ReadError::Empty { path: path.clone() });
    };
    let first = match serde_json::from_slice::<Block>(text) {
        Ok(block) => block,
        // The first line is not all: a document with line breaks in it.
        Err(error) if error.is_eof() => {
            let block = whole_document(path)?;
            return document(path, block);
        }
        Err(error) => return Err(malformed(at(&place, &Said::quoted(error)))),
    };
    check_kind(&first).map_err(&malformed)?;

    let mut names = Names::default();
    let mut count = names.add(&first).map_err(malformed)?;
    let mut n_texts = 1;
    let mut cut_off = None;
    while let Some((place, text)) = texts.next().map_err(|error| malformed((&error).into()))? {
        n_texts += 1;
        cut_off = None;
        count += match feature(text) {
            Ok(block) => names.add(&block).map_err(malformed)?,
            Err((detail, ended)) => {
                cut_off = ended.then(|| at(&place, &detail));
                1
            }
        };
    }
    if n_texts == 1 {
        return document(path, first);
    }
    // A line that ends too early is damage; the last one, a file cut off.
    if let Some(detail) = cut_off {
        return Err(malformed(detail));
    }
    let head = head(SEQUENCE, &first, names.columns(), count);
    let reader = CityJson {
        path: path.clone(),
        columns: head.columns.clone(),
        transform: first.transform.unwrap_or(Transform::NONE),
        content: Content::Sequence,
        unknown_crs: unknown_crs(&first),
    };
    Ok((head, Box::new(reader)))
}

fn whole_document(path: &Path) -> Result<Block, ReadError> {
    let malformed = |detail: Said| super::format_error(path, FORMAT, detail);
    let (_, length) = file::open(path)?;
    if length > MAX_TEXT {
        return Err(malformed(say!(
            "het is {length} bytes groot, hoogstens {MAX_TEXT} passen; gebruik een reeks teksten (CityJSONSeq)",
            "it has {length} bytes, at most {MAX_TEXT} fit; use a text sequence"
        )));
    }
    let bytes = std::fs::read(path).map_err(|error| malformed((&error).into()))?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let block = serde_json::from_slice(text).map_err(|error| malformed(Said::quoted(error)))?;
    check_kind(&block).map_err(malformed)?;
    Ok(block)
}

fn document(path: &Path, mut block: Block) -> Result<Opened, ReadError> {
    let mut names = Names::default();
    let count = names.add(&block).map_err(|detail| super::format_error(path, FORMAT, detail))?;
    let head = head(FORMAT, &block, names.columns(), count);
    let unknown_crs = unknown_crs(&block);
    block.metadata = None;
    let reader = CityJson {
        path: path.to_owned(),
        columns: head.columns.clone(),
        transform: block.transform.unwrap_or(Transform::NONE),
        content: Content::Document(block),
        unknown_crs,
    };
    Ok((head, Box::new(reader)))
}

fn check_kind(block: &Block) -> Result<(), Said> {
    if block.kind != "CityJSON" {
        return Err(say!(
            "het begint met een `{}`, verwacht werd een `CityJSON`",
            "it starts with a `{}`, a `CityJSON` was expected",
            block.kind
        ));
    }
    match &block.version {
        Some(version) if !version.starts_with("1.") && !version.starts_with("2.") => Err(say!(
            "het is van versie {version}; 1.0, 1.1 en 2.0 zijn te lezen",
            "it is of version {version}; 1.0, 1.1 and 2.0 can be read"
        )),
        _ => Ok(()),
    }
}

/// A text behind the first; or why not, and whether it ended too early.
fn feature(text: &[u8]) -> Result<Block, (Said, bool)> {
    let block: Block =
        serde_json::from_slice(text).map_err(|error| (Said::quoted(&error), error.is_eof()))?;
    if block.kind == "CityJSONFeature" {
        Ok(block)
    } else {
        Err((
            say!(
                "een `{}` waar een `CityJSONFeature` werd verwacht",
                "a `{}` where a `CityJSONFeature` was expected",
                block.kind
            ),
            false,
        ))
    }
}

/// What is wrong at a place in the file.
fn at(place: &Said, detail: &Said) -> Said {
    say!([place, detail] "{place}: {detail}", "{place}: {detail}")
}

/// Names of attributes, in order of first appearance.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    known: HashSet<String>,
}

impl Names {
    /// Adds those of all buildings of a block; gives the number of buildings.
    fn add(&mut self, block: &Block) -> Result<u64, Said> {
        let mut count = 0;
        for (_, building) in buildings(block) {
            count += 1;
            for (name, _) in &building.attributes {
                if !self.known.contains(name) {
                    self.known.insert(name.clone());
                    self.names.push(name.clone());
                }
            }
            if self.names.len() > table::MAX_COLUMNS {
                return Err(say!(
                    "de gebouwen hebben meer dan {} attributen",
                    "its buildings have more than {} attributes",
                    table::MAX_COLUMNS
                ));
            }
        }
        Ok(count)
    }

    fn columns(mut self) -> Vec<Column> {
        if !self.names.iter().any(|name| name.eq_ignore_ascii_case(ID)) {
            self.names.push(ID.to_owned());
        }
        self.names.into_iter().map(|name| Column { name }).collect()
    }
}

fn buildings(block: &Block) -> impl Iterator<Item = (&str, &Object)> {
    block
        .objects
        .iter()
        .filter(|(_, object)| object.kind == "Building")
        .map(|(key, object)| (key.as_str(), object))
}

fn head(format: &'static str, block: &Block, columns: Vec<Column>, count: u64) -> Head {
    let metadata = block.metadata.as_ref();
    let extent = metadata.and_then(|metadata| metadata.get("geographicalExtent")).and_then(|extent| {
        let side = |place: usize| extent.get(place)?.as_f64();
        Some([side(0)?, side(1)?, side(3)?, side(4)?])
    });
    let crs = metadata.and_then(|metadata| metadata.get("referenceSystem")).and_then(Json::as_str);
    Head { layer: String::new(), format, columns, count: Some(count), crs: crs.and_then(Crs::parse), extent }
}

/// What a file says of its CRS that this program does not know; empty when it
/// says nothing, `None` when it is known.
fn unknown_crs(block: &Block) -> Option<String> {
    let said = block.metadata.as_ref().and_then(|metadata| metadata.get("referenceSystem"));
    match said {
        None | Some(Json::Null) => Some(String::new()),
        Some(Json::String(text)) => Crs::parse(text).is_none().then(|| text.clone()),
        Some(other) => Some(other.to_string()),
    }
}

impl Reader for CityJson {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let asked: Vec<&str> = columns
            .iter()
            .map(|&column| self.columns.get(column).map_or("", |column| column.name.as_str()))
            .collect();
        let mut number = 0;
        if let Content::Document(block) = &self.content {
            return emit(block, self.transform, &asked, &mut number, each);
        }
        let malformed = |detail: Said| super::format_error(&self.path, FORMAT, detail);
        let mut texts = Texts::open(&self.path)?;
        let mut first = true;
        while let Some((place, text)) = texts.next().map_err(|error| malformed((&error).into()))? {
            let block = if std::mem::take(&mut first) {
                serde_json::from_slice(text).map_err(|error| (Said::quoted(error), false))
            } else {
                feature(text)
            };
            match block {
                Ok(block) => emit(&block, self.transform, &asked, &mut number, each)?,
                Err((detail, _)) => {
                    number += 1;
                    let values = vec![Value::Null; asked.len()];
                    each(Record { number, shape: Shape::Broken(at(&place, &detail)), values })?;
                }
            }
        }
        Ok(())
    }

    fn unknown_crs(&self) -> Option<String> {
        self.unknown_crs.clone()
    }
}

/// The records of one block.
fn emit(
    block: &Block,
    transform: Transform,
    asked: &[&str],
    number: &mut u64,
    each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let objects: HashMap<&str, &Object> =
        block.objects.iter().rev().map(|(key, object)| (key.as_str(), object)).collect();
    for (key, building) in buildings(block) {
        *number += 1;
        let mut faces: Vec<_> = building.footprint.iter().collect();
        if faces.is_empty() {
            let parts = building.children.iter().filter_map(|key| objects.get(key.as_str()));
            faces = parts.flat_map(|part| &part.footprint).collect();
        }
        let shape = footprint::shape(&faces, &block.vertices, transform);
        let value = |&name: &&str| {
            let attribute = building.attributes.iter().find(|(attribute, _)| attribute == name);
            match attribute.map_or(Value::Null, |(_, json)| value_of(json)) {
                Value::Null if name.eq_ignore_ascii_case(ID) => Value::from(key),
                value => value,
            }
        };
        each(Record { number: *number, shape, values: asked.iter().map(value).collect() })?;
    }
    Ok(())
}

/// An attribute as it is; a list or an object as compact JSON.
fn value_of(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => {
            number.as_i64().map(Value::Int).or_else(|| number.as_f64().map(Value::Real)).unwrap_or_default()
        }
        Json::String(text) if text.is_empty() => Value::Null,
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(_) | Json::Object(_) => Value::Text(json.to_string()),
    }
}
