//! The parts of CityJSON this program needs, in the order of the file.
//!
//! `serde_json`'s own map sorts its keys, so wherever the order counts (the
//! objects, their attributes) a map is read into a list of pairs. Geometries
//! are most of a file: each object keeps only the faces of its footprint.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::Value as Json;

use super::{
    footprint::{self, Face},
    geometry::{Geometry, Transform, Vertex},
};

/// A document, or one text of a sequence.
#[derive(Debug, Deserialize)]
pub(super) struct Block {
    /// `CityJSON` or `CityJSONFeature`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Of the standard; documents only.
    pub version: Option<String>,
    /// Of this block, and for a sequence of all that follow.
    pub transform: Option<Transform>,
    /// Reference system and extent, among others.
    pub metadata: Option<Json>,
    /// By their keys, in the order of the file.
    #[serde(rename = "CityObjects", default, deserialize_with = "in_file_order")]
    pub objects: Vec<(String, Object)>,
    /// Of all geometries in this block.
    #[serde(default)]
    pub vertices: Vec<Vertex>,
}

/// One city object, with no more of its geometry than the footprint.
#[derive(Debug, Deserialize)]
#[serde(from = "RawObject")]
pub(super) struct Object {
    /// `Building`, `BuildingPart`, or anything else.
    pub kind: String,
    /// In the order of the file.
    pub attributes: Vec<(String, Json)>,
    /// Keys of its parts.
    pub children: Vec<String>,
    /// Faces of its own footprint.
    pub footprint: Vec<Face>,
}

#[derive(Deserialize)]
struct RawObject {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default, deserialize_with = "in_file_order")]
    attributes: Vec<(String, Json)>,
    children: Option<Vec<String>>,
    geometry: Option<Vec<Geometry>>,
}

impl From<RawObject> for Object {
    fn from(raw: RawObject) -> Self {
        let footprint = footprint::faces(raw.geometry.as_deref().unwrap_or_default());
        Self {
            kind: raw.kind,
            attributes: raw.attributes,
            children: raw.children.unwrap_or_default(),
            footprint,
        }
    }
}

/// Reads a map, or null for an empty one, into pairs in the order of the file.
fn in_file_order<'de, D, T>(deserializer: D) -> Result<Vec<(String, T)>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Visit<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Visit<T> {
        type Value = Vec<(String, T)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }
    }
    deserializer.deserialize_any(Visit(PhantomData))
}
