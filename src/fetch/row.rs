//! Which object is this, and did it come before?
//!
//! Services count rows and give some of them twice: pages without an order
//! overlap, boxes share what lies on their border. A row is the same row when
//! all of it is; an object is the same object when its identification is.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// Properties that name an object, best first; case does not count.
const NAMES: [&str; 12] = [
    "identificatie",
    "lokaalid",
    "lokaal_id",
    "gml_id",
    "tile_id",
    "buurtcode",
    "wijkcode",
    "statcode",
    "gemeentecode",
    "objectid",
    "fid",
    "id",
];

/// What tells a row and its object from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Equal for rows that are equal.
    pub row: u128,
    /// Equal for rows about one object.
    pub object: u128,
}

#[derive(Default, Deserialize)]
struct Feature {
    #[serde(default)]
    id: Json,
    properties: Option<Map<String, Json>>,
}

/// Reads a feature as the service wrote it; one that is not understood is its text.
#[must_use]
pub fn row(feature: &[u8]) -> Row {
    let parts: Feature = serde_json::from_slice(feature).unwrap_or_default();
    let lasting = is_lasting(&parts.id).then(|| parts.id.to_string());
    let made_up = parts.id.as_str().filter(|_| lasting.is_none() && !parts.id.is_null());
    let (before, after) = made_up.map_or((feature, &feature[..0]), |id| without(feature, id.as_bytes()));
    let row = key(&[before, after]);
    let named = parts.properties.as_ref().and_then(name).map(|(_, value)| value).or(lasting);
    Row { row, object: named.map_or(row, |named| key(&[named.as_bytes()])) }
}

/// The text before and behind the first place where a word stands.
fn without<'a>(text: &'a [u8], word: &[u8]) -> (&'a [u8], &'a [u8]) {
    let at = text.windows(word.len().max(1)).position(|window| window == word);
    at.map_or((text, &text[..0]), |at| (&text[..at], &text[at + word.len()..]))
}

/// The property that names objects, as this feature spells it.
#[must_use]
pub fn naming_property(feature: &[u8]) -> Option<String> {
    let parts: Feature = serde_json::from_slice(feature).ok()?;
    name(&parts.properties?).map(|(property, _)| property)
}

fn name(all: &Map<String, Json>) -> Option<(String, String)> {
    NAMES.iter().find_map(|name| {
        let (property, value) = all.iter().find(|(property, _)| property.eq_ignore_ascii_case(name))?;
        let is_value = value.is_number() || value.as_str().is_some_and(|text| !text.trim().is_empty());
        is_value.then(|| (property.clone(), value.to_string()))
    })
}

/// A WFS on a view without a key makes up an `id` for every answer: `fid-5a3c…`.
fn is_lasting(id: &Json) -> bool {
    !id.is_null() && !id.as_str().is_some_and(|id| id.contains("fid-"))
}

/// 128 bits of two rounds of the standard library's hash, to compare rows of one
/// run; it is kept nowhere.
fn key(parts: &[&[u8]]) -> u128 {
    let round = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        parts.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    round(0) << 64 | round(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_the_same_when_all_of_it_is_and_an_object_by_its_name() {
        let of = |id: &str, name: &str, use_: &str| {
            row(format!(
                r#"{{"type":"Feature","id":{id},"geometry":{{"type":"Point","coordinates":[1,2]}},"properties":{{"Identificatie":{name},"doel":"{use_}"}}}}"#
            )
            .as_bytes())
        };
        let one = of("\"v.1\"", "\"0899010000000001\"", "woonfunctie");
        assert_eq!(one, of("\"v.1\"", "\"0899010000000001\"", "woonfunctie"));
        let other_use = of("\"v.1\"", "\"0899010000000001\"", "winkelfunctie");
        assert!(other_use.row != one.row && other_use.object == one.object);
        assert_ne!(of("\"v.1\"", "\"0899010000000002\"", "woonfunctie").object, one.object);
        // Made-up names do not count, lasting ones do.
        assert_eq!(of("\"v.fid-1a\"", "\"\"", "x"), of("\"v.fid-2b\"", "\"\"", "x"));
        assert_ne!(of("7", "null", "x").object, of("8", "null", "x").object);
    }

    #[test]
    fn the_property_that_names_objects_is_found_as_it_is_spelled() {
        let feature = br#"{"type":"Feature","geometry":null,"properties":{"naam":"x","OBJECTID":7}}"#;
        assert_eq!(naming_property(feature).as_deref(), Some("OBJECTID"));
        assert_eq!(naming_property(br#"{"properties":{"naam":"x"}}"#), None);
        assert_eq!(naming_property(b"[]"), None);
    }
}
