//! What does a geometry of CityJSON hold, and where are its vertices?
//!
//! Geometries are most of a file: their numbers are kept flat, not as lists
//! in lists.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value as Json;

/// From the whole numbers of the vertices to coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub(super) struct Transform {
    /// Multiplies, per axis.
    pub scale: [f64; 3],
    /// Is added after that, per axis.
    pub translate: [f64; 3],
}

impl Transform {
    /// Of a file that has none: its vertices are coordinates.
    pub const NONE: Self = Self { scale: [1.0; 3], translate: [0.0; 3] };
}

/// One geometry of an object.
#[derive(Debug, Deserialize)]
pub(super) struct Geometry {
    /// `MultiSurface`, `Solid`, ….
    #[serde(rename = "type", default)]
    pub kind: String,
    /// A text since 1.1, a number before.
    lod: Option<Json>,
    /// Vertices in rings in faces, and for solids in shells.
    #[serde(default)]
    pub boundaries: Tokens,
    /// What each face is.
    pub semantics: Option<Semantics>,
}

impl Geometry {
    /// Level of detail, `None` when it cannot be read.
    pub fn lod(&self) -> Option<f64> {
        match self.lod.as_ref()? {
            Json::Number(number) => number.as_f64(),
            Json::String(text) => text.trim().parse().ok(),
            _ => None,
        }
        .filter(|lod: &f64| lod.is_finite())
    }
}

/// What each face of a geometry is.
#[derive(Debug, Deserialize)]
pub(super) struct Semantics {
    /// The kinds there are.
    #[serde(default)]
    pub surfaces: Vec<SemanticSurface>,
    /// Which of them each face is; nested like the boundaries, down to faces.
    #[serde(default)]
    pub values: Tokens,
}

/// One kind of face.
#[derive(Debug, Deserialize)]
pub(super) struct SemanticSurface {
    /// `GroundSurface`, `RoofSurface`, ….
    #[serde(rename = "type", default)]
    pub kind: String,
}

/// A vertex without its height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Vertex(pub [f64; 2]);

impl<'de> Deserialize<'de> for Vertex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Vertex;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a vertex of three numbers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vertex, A::Error> {
                use serde::de::Error;
                let mut next = |n| list.next_element()?.ok_or_else(|| A::Error::invalid_length(n, &self));
                let vertex = Vertex([next(0)?, next(1)?]);
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(vertex)
            }
        }
        deserializer.deserialize_seq(Visit)
    }
}

/// Lists in lists of whole numbers, of any depth, in 4 bytes a number.
///
/// What is not a whole number from 0 up to [`Tokens::NONE`] stands as `NONE`,
/// so that one bad geometry does not cost the file.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Tokens(pub Vec<u32>);

impl Tokens {
    /// A list begins.
    pub const OPEN: u32 = u32::MAX;
    /// A list ends.
    pub const CLOSE: u32 = u32::MAX - 1;
    /// No number.
    pub const NONE: u32 = u32::MAX - 2;
}

impl<'de> Deserialize<'de> for Tokens {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut tokens = Self::default();
        Append(&mut tokens.0).deserialize(deserializer)?;
        Ok(tokens)
    }
}

/// Appends whatever comes to the tokens.
struct Append<'a>(&'a mut Vec<u32>);

impl<'de> DeserializeSeed<'de> for Append<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Append<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("whole numbers in lists")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.push(Tokens::OPEN);
        while list.next_element_seed(Append(self.0))?.is_some() {}
        self.0.push(Tokens::CLOSE);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.0.push(Tokens::NONE);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.0.push(u32::try_from(number).unwrap_or(Tokens::NONE).min(Tokens::NONE));
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.0.push(Tokens::NONE);
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.0.push(Tokens::NONE);
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.0.push(Tokens::NONE);
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.0.push(Tokens::NONE);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.push(Tokens::NONE);
        Ok(())
    }
}
