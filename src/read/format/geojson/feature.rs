//! The members of a GeoJSON document, one feature at a time.

use std::fmt;

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value as Json;

use crate::{
    error::ReadError,
    lang::{Said, say},
    read::{
        format::{real_value, text_value},
        record::Shape,
        wkb,
    },
    value::Value,
};

/// What a document says besides its features.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub name: Option<String>,
    /// The `crs` member of GeoJSON 2008.
    pub crs: Option<String>,
    /// The `coordRefSys` member of JSON-FG.
    pub place_crs: Option<String>,
}

impl Document {
    /// Adds what the next document of the same file says.
    pub(super) fn and(self, next: Self) -> Self {
        Self {
            name: self.name.or(next.name),
            crs: self.crs.or(next.crs),
            place_crs: self.place_crs.or(next.place_crs),
        }
    }
}

/// One feature.
#[derive(Default)]
pub(super) struct Feature {
    /// The `geometry` member.
    pub shape: Option<Member>,
    /// The `place` member of JSON-FG: the shape in a CRS of its own.
    pub place: Option<Member>,
    pub properties: Vec<(String, Value)>,
    /// The feature's own `coordRefSys`.
    pub place_crs: Option<String>,
}

/// Takes a document and hands its features over. A document is a collection,
/// one feature, a bare geometry, or a list of these.
pub(super) struct Sink<'a> {
    pub each: &'a mut dyn FnMut(Feature) -> Result<(), ReadError>,
    /// Why it stopped; `serde`'s own errors cannot carry it.
    pub stopped: &'a mut Option<Stop>,
}

/// Why a document is not read to its end.
pub(super) enum Stop {
    /// What `each` stopped with.
    Each(ReadError),
    /// It is not what was expected.
    Unexpected(Said),
}

impl Sink<'_> {
    fn hand_over<E: de::Error>(&mut self, feature: Feature) -> Result<(), E> {
        (self.each)(feature).map_err(|error| {
            *self.stopped = Some(Stop::Each(error));
            E::custom("stopped")
        })
    }

    /// Stops at a document of another kind; its place is added by `serde`.
    fn unexpected<E: de::Error>(self, said: Said) -> E {
        let error = E::custom(&said);
        *self.stopped = Some(Stop::Unexpected(said));
        error
    }
}

impl<'de> DeserializeSeed<'de> for Sink<'_> {
    type Value = Document;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Sink<'_> {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FeatureCollection, a Feature or a geometry")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Document, A::Error> {
        let mut all = Document::default();
        let Sink { each, stopped } = self;
        while let Some(document) = seq.next_element_seed(Sink { each: &mut *each, stopped: &mut *stopped })? {
            all = all.and(document);
        }
        Ok(all)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Document, A::Error> {
        let mut document = Document::default();
        let (mut kind, mut feature, mut bare) = (Json::Null, Feature::default(), Member::default());
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "type" => kind = map.next_value()?,
                "name" => document.name = text(map.next_value()?).filter(|name| !name.is_empty()),
                "crs" => document.crs = crs_name(&map.next_value()?),
                "coordRefSys" => document.place_crs = place_crs(&map.next_value()?),
                "features" => {
                    map.next_value_seed(Features { each: &mut *self.each, stopped: &mut *self.stopped })?;
                }
                "geometry" => feature.shape = map.next_value()?,
                "place" => feature.place = map.next_value()?,
                "properties" => feature.properties = map.next_value::<Properties>()?.0,
                "coordinates" => bare.coordinates = map.next_value()?,
                "geometries" => bare.geometries = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match text(kind.clone()).as_deref() {
            Some("FeatureCollection") => {}
            Some("Feature") => self.hand_over(feature)?,
            Some(geometry) if GEOMETRIES.contains(&geometry) => {
                bare.kind = kind;
                self.hand_over(Feature { shape: Some(bare), ..Feature::default() })?;
            }
            Some(other) => {
                let other: String = other.chars().take(40).collect();
                return Err(self.unexpected(say!(
                    "het is een `{other}`, verwacht werd een FeatureCollection",
                    "it is a `{other}`, a FeatureCollection was expected"
                )));
            }
            None => {
                return Err(self.unexpected(say!(
                    "het heeft geen `type`, verwacht werd een FeatureCollection",
                    "it has no `type`, a FeatureCollection was expected"
                )));
            }
        }
        Ok(document)
    }
}

/// Geometries that may stand alone.
const GEOMETRIES: [&str; 7] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

/// The CRS of JSON-FG: an address, `[EPSG:28992]`, an object with either, or
/// a list of which the first is the horizontal one.
fn place_crs(json: &Json) -> Option<String> {
    match json {
        Json::Null => None,
        Json::String(text) => Some(text.trim_matches(['[', ']']).to_owned()),
        Json::Array(parts) => parts.first().and_then(place_crs),
        other => other.get("href").map_or_else(|| Some(other.to_string()), place_crs),
    }
}

fn text(json: Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text),
        _ => None,
    }
}

/// The name in `{"type": "name", "properties": {"name": "…"}}`; a link or
/// anything else is kept as it stands, so that it can be shown. An explicit
/// `null` says nothing.
fn crs_name(json: &Json) -> Option<String> {
    let properties = json.get("properties");
    let named = properties.and_then(|all| all.get("name").or_else(|| all.get("code")));
    match named.unwrap_or(json) {
        Json::Null => None,
        Json::String(name) => Some(name.clone()),
        Json::Number(code) => Some(code.to_string()),
        other => Some(other.to_string()),
    }
}

/// The array of features.
struct Features<'a> {
    each: &'a mut dyn FnMut(Feature) -> Result<(), ReadError>,
    stopped: &'a mut Option<Stop>,
}

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut sink = Sink { each: self.each, stopped: self.stopped };
        while let Some(feature) = seq.next_element::<Feature>()? {
            sink.hand_over(feature)?;
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Feature {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Raw {
            #[serde(default)]
            geometry: Option<Member>,
            #[serde(default)]
            place: Option<Member>,
            #[serde(default, rename = "coordRefSys")]
            crs: Json,
            #[serde(default)]
            properties: Properties,
        }
        let raw = Raw::deserialize(deserializer)?;
        Ok(Self {
            shape: raw.geometry,
            place: raw.place,
            properties: raw.properties.0,
            place_crs: place_crs(&raw.crs),
        })
    }
}

/// The `properties` member, in file order.
#[derive(Default)]
struct Properties(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Properties;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or null")
            }
            fn visit_unit<E>(self) -> Result<Properties, E> {
                Ok(Properties::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
                let mut all = Vec::new();
                while let Some((name, json)) = map.next_entry::<String, Json>()? {
                    all.push((name, value(json)));
                }
                Ok(Properties(all))
            }
        }
        deserializer.deserialize_any(All)
    }
}

fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(flag),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::Int(number),
            None => number.as_f64().map_or(Value::Null, real_value),
        },
        Json::String(text) => text_value(text),
        // Lists and objects stay readable, as GDAL gives them.
        other => Value::Text(other.to_string()),
    }
}

/// The `geometry` member, before its type is known.
#[derive(Default, serde::Deserialize)]
pub(super) struct Member {
    #[serde(default, rename = "type")]
    kind: Json,
    #[serde(default)]
    coordinates: Coordinates,
    #[serde(default)]
    geometries: Vec<Member>,
}

/// Nested arrays of numbers, positions in place. Anything else in them is
/// kept as `Wrong`, to be an issue of the record and not the end of the file.
#[derive(Default)]
enum Coordinates {
    #[default]
    Wrong,
    Number(f64),
    Position(Coord<f64>),
    List(Vec<Coordinates>),
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Nested;
        impl<'de> Visitor<'de> for Nested {
            type Value = Coordinates;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("coordinates")
            }
            fn visit_f64<E>(self, number: f64) -> Result<Coordinates, E> {
                Ok(Coordinates::Number(number))
            }
            #[expect(clippy::cast_precision_loss, reason = "a coordinate that large is refused anyway")]
            fn visit_i64<E>(self, number: i64) -> Result<Coordinates, E> {
                Ok(Coordinates::Number(number as f64))
            }
            #[expect(clippy::cast_precision_loss, reason = "a coordinate that large is refused anyway")]
            fn visit_u64<E>(self, number: u64) -> Result<Coordinates, E> {
                Ok(Coordinates::Number(number as f64))
            }
            fn visit_unit<E>(self) -> Result<Coordinates, E> {
                Ok(Coordinates::Wrong)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Coordinates, E> {
                Ok(Coordinates::Wrong)
            }
            fn visit_str<E>(self, _: &str) -> Result<Coordinates, E> {
                Ok(Coordinates::Wrong)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Coordinates, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Coordinates::Wrong)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Coordinates, A::Error> {
                let first = seq.next_element()?;
                if let Some(Coordinates::Number(x)) = first {
                    let second = seq.next_element()?;
                    while seq.next_element::<IgnoredAny>()?.is_some() {} // Z and M
                    return Ok(match second {
                        Some(Coordinates::Number(y)) => Coordinates::Position(Coord { x, y }),
                        _ => Coordinates::Wrong,
                    });
                }
                let mut all: Vec<Coordinates> = first.into_iter().collect();
                while let Some(next) = seq.next_element()? {
                    all.push(next);
                }
                Ok(Coordinates::List(all))
            }
        }
        deserializer.deserialize_any(Nested)
    }
}

impl Member {
    pub(super) fn shape(self) -> Shape {
        self.geometry().map_or_else(Shape::Broken, Shape::Decoded)
    }

    fn geometry(self) -> Result<Geometry<f64>, Said> {
        let Json::String(kind) = self.kind else {
            return Err(say!("de geometrie heeft geen `type`", "the geometry has no `type`"));
        };
        let bad = || {
            say!("de coördinaten zijn niet die van een {kind}", "the coordinates are not those of a {kind}")
        };
        let empty = || Geometry::GeometryCollection(GeometryCollection::default());
        let coordinates = self.coordinates;
        let geometry = match kind.as_str() {
            "Point" => match coordinates {
                Coordinates::Position(coord) => Some(Geometry::Point(Point(coord))),
                Coordinates::List(list) if list.is_empty() => Some(empty()),
                _ => None,
            },
            "MultiPoint" => coordinates
                .positions()
                .map(|coords| Geometry::MultiPoint(MultiPoint(coords.into_iter().map(Point).collect()))),
            "LineString" => coordinates.positions().map(|coords| Geometry::LineString(LineString(coords))),
            "MultiLineString" => {
                coordinates.lines().map(|lines| Geometry::MultiLineString(MultiLineString(lines)))
            }
            "Polygon" => coordinates.lines().map(|rings| Geometry::Polygon(wkb::polygon(rings))),
            "MultiPolygon" => coordinates.list().and_then(|parts| {
                let polygons =
                    parts.into_iter().map(|part| part.lines().map(wkb::polygon)).collect::<Option<_>>()?;
                Some(Geometry::MultiPolygon(MultiPolygon(polygons)))
            }),
            "GeometryCollection" => {
                let parts = self.geometries.into_iter().map(Member::geometry).collect::<Result<_, _>>()?;
                Some(Geometry::GeometryCollection(GeometryCollection(parts)))
            }
            _ => {
                return Err(say!(
                    "de geometrie heeft het onbekende type `{}`",
                    "the geometry has the unknown type `{}`",
                    kind.chars().take(40).collect::<String>()
                ));
            }
        };
        geometry.ok_or_else(bad)
    }
}

impl Coordinates {
    fn list(self) -> Option<Vec<Self>> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    fn positions(self) -> Option<Vec<Coord<f64>>> {
        let position = |item| match item {
            Self::Position(coord) => Some(coord),
            _ => None,
        };
        self.list()?.into_iter().map(position).collect()
    }

    fn lines(self) -> Option<Vec<LineString<f64>>> {
        self.list()?.into_iter().map(|line| line.positions().map(LineString)).collect()
    }
}
