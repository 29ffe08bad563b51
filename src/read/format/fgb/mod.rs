//! FlatGeobuf, by the tables of the `flatgeobuf` crate.
//!
//! The frames around the features are read here and not by the crate: it
//! allocates what a length claims and slices where an offset points, and a
//! damaged file would take the program down. Every table is verified first.

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use flatgeobuf::{
    ColumnType, Feature, Geometry as FgbGeometry, GeometryType, Header, packed_r_tree::PackedRTree,
    size_prefixed_root_as_feature, size_prefixed_root_as_header,
};
use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
};

use super::{format_error, pick, real_value, text_value};
use crate::{
    config::Source,
    crs::Crs,
    error::ReadError,
    lang::{Said, say},
    read::{
        head::{Column, Head, stem},
        reader::{Opened, Reader},
        record::{Record, Shape},
        wkb,
    },
    value::Value,
};

const FORMAT: &str = "FlatGeobuf";

/// A header or feature above this size is a damaged length.
const LARGEST: u32 = 256 << 20;

/// Collections in collections end here; the verifier's limit is 64.
const DEEPEST: u8 = 16;

/// An opened file.
struct Fgb {
    source: Source,
    header: Vec<u8>,
    /// Where the features start.
    start: u64,
    length: u64,
    unknown_crs: Option<String>,
}

/// Opens a FlatGeobuf file.
pub(super) fn open(source: &Source) -> Result<Opened, ReadError> {
    let path = &source.path;
    let bad = |detail: Said| format_error(path, FORMAT, detail);
    let (mut file, length) = file(path)?;
    let bytes = header_bytes(&mut file, length).map_err(bad)?;
    let header = size_prefixed_root_as_header(&bytes)
        .map_err(|error| bad(say!("kop: „{error}”", "header: {error}")))?;
    let layer = header.name().unwrap_or_default().to_owned();
    pick(source, &[if layer.is_empty() { stem(path) } else { layer.clone() }])?;

    let n_features = header.features_count();
    // A feature takes at least a length and a table.
    if n_features > length / 8 {
        return Err(bad(say!(
            "het telt {n_features} objecten en heeft maar {length} bytes",
            "it counts {n_features} features and has only {length} bytes"
        )));
    }
    let index = match header.index_node_size() {
        0 => 0,
        1 => return Err(bad(say!("de index heeft knopen van grootte 1", "its index has nodes of size 1"))),
        size if n_features > 0 => {
            let n_features = usize::try_from(n_features).map_err(|error| bad(Said::quoted(error)))?;
            PackedRTree::index_size(n_features, size) as u64
        }
        _ => 0,
    };
    let start = bytes.len() as u64 + 8 + index;
    if start > length {
        return Err(bad(say!(
            "het breekt af bij byte {length}, in de index",
            "it is cut off at byte {length}, within its index"
        )));
    }

    let (crs, unknown_crs) = crs(&header);
    let extent = header.envelope().filter(|envelope| envelope.len() >= 4);
    let head = Head {
        layer,
        format: FORMAT,
        columns: header
            .columns()
            .iter()
            .flatten()
            .map(|column| Column { name: column.name().to_owned() })
            .collect(),
        count: Some(n_features).filter(|count| *count > 0),
        crs,
        extent: extent.map(|all| {
            // Two numbers per dimension: minima first, x and y first of each.
            let half = all.len() / 2;
            [all.get(0), all.get(1), all.get(half), all.get(half + 1)]
        }),
    };
    let reader = Fgb { source: source.clone(), header: bytes, start, length, unknown_crs };
    Ok((head, Box::new(reader)))
}

/// The one layer of a FlatGeobuf file.
pub(super) fn layers(path: &Path) -> Result<Vec<String>, ReadError> {
    let source = Source { path: path.to_owned(), ..Source::default() };
    let (head, _) = open(&source)?;
    Ok(vec![if head.layer.is_empty() { stem(path) } else { head.layer }])
}

fn file(path: &Path) -> Result<(BufReader<File>, u64), ReadError> {
    let open = |source| ReadError::Open { path: path.to_owned(), source };
    let file = File::open(path).map_err(open)?;
    let length = file.metadata().map_err(open)?.len();
    Ok((BufReader::with_capacity(1 << 18, file), length))
}

/// The header with its length before it.
fn header_bytes(file: &mut BufReader<File>, length: u64) -> Result<Vec<u8>, Said> {
    let mut magic = [0; 8];
    file.read_exact(&mut magic)
        .map_err(|_| say!("het breekt af in de eerste 8 bytes", "it is cut off within its first 8 bytes"))?;
    if magic[3] > flatgeobuf::VERSION {
        return Err(say!(
            "het is van versie {}, die dit programma niet kent",
            "it is of version {}, which this program does not know",
            magic[3]
        ));
    }
    frame(file, 8, length)?
        .ok_or_else(|| say!("het breekt af voor de kop", "it is cut off before its header"))
}

/// A length and as many bytes, with the length before them; `None` at the
/// very end of the file.
fn frame(file: &mut impl Read, at: u64, length: u64) -> Result<Option<Vec<u8>>, Said> {
    if at == length {
        return Ok(None);
    }
    let cut = || say!("het breekt af bij byte {length}", "it is cut off at byte {length}");
    let mut prefix = [0; 4];
    file.read_exact(&mut prefix).map_err(|_| cut())?;
    let size = u32::from_le_bytes(prefix);
    if u64::from(size) + 4 > length - at {
        return Err(cut());
    }
    if !(8..=LARGEST).contains(&size) {
        return Err(say!(
            "bij byte {at} zegt het {size} bytes voor één tabel nodig te hebben",
            "at byte {at} it claims {size} bytes for one table"
        ));
    }
    let mut bytes = vec![0; size as usize + 4];
    bytes[..4].copy_from_slice(&prefix);
    file.read_exact(&mut bytes[4..]).map_err(|_| cut())?;
    Ok(Some(bytes))
}

fn crs(header: &Header<'_>) -> (Option<Crs>, Option<String>) {
    let Some(crs) = header.crs() else { return (None, Some(String::new())) };
    let org = crs.org().unwrap_or("EPSG");
    let by_code = (crs.code() > 0).then(|| Crs::parse(&format!("{org}:{}", crs.code()))).flatten();
    let texts = [crs.code_string(), crs.wkt(), crs.name()];
    let found = by_code.or_else(|| texts.into_iter().flatten().find_map(Crs::parse));
    let said = crs.name().or(crs.wkt()).unwrap_or_default().to_owned();
    let unknown = found.is_none().then_some(said);
    (found, unknown)
}

impl Reader for Fgb {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let path = &self.source.path;
        let (mut file, _) = file(path)?;
        file.seek(SeekFrom::Start(self.start)).map_err(|error| format_error(path, FORMAT, &error))?;
        let header = size_prefixed_root_as_header(&self.header)
            .map_err(|error| format_error(path, FORMAT, Said::quoted(error)))?;
        let kinds: Vec<ColumnType> = header.columns().iter().flatten().map(|column| column.type_()).collect();
        let (mut at, mut number) = (self.start, 0);
        loop {
            let bad = |detail: Said| {
                let detail =
                    say!([detail] "{detail} (na record {number})", "{detail} (after record {number})");
                format_error(path, FORMAT, detail)
            };
            let Some(bytes) = frame(&mut file, at, self.length).map_err(bad)? else { break };
            at += bytes.len() as u64;
            number += 1;
            let in_record = |detail: Said| {
                let detail = say!([detail] "record {number}: {detail}", "record {number}: {detail}");
                format_error(path, FORMAT, detail)
            };
            let feature =
                size_prefixed_root_as_feature(&bytes).map_err(|error| in_record(Said::quoted(error)))?;
            let shape = match feature.geometry() {
                None => Shape::Null,
                Some(geometry) => geometry_of(&geometry, header.geometry_type(), DEEPEST)
                    .map_or_else(Shape::Broken, Shape::Decoded),
            };
            let values = values(&feature, &kinds, columns).map_err(in_record)?;
            each(Record { number, shape, values })?;
        }
        let told = header.features_count();
        if told > 0 && told != number {
            let detail = say!(
                "het telt {told} objecten en bevat er {number}",
                "it counts {told} features and holds {number}"
            );
            return Err(format_error(path, FORMAT, detail));
        }
        Ok(())
    }

    fn unknown_crs(&self) -> Option<String> {
        self.unknown_crs.clone()
    }
}

/// The values of the asked columns.
fn values(feature: &Feature<'_>, kinds: &[ColumnType], columns: &[usize]) -> Result<Vec<Value>, Said> {
    let mut values = vec![Value::Null; columns.len()];
    let bytes = feature.properties().map(|bytes| bytes.bytes()).unwrap_or_default();
    let mut at = 0;
    // Some writers leave a byte behind the last column.
    while at + 1 < bytes.len() {
        let column = usize::from(u16::from_le_bytes(take(bytes, &mut at)?));
        let kind = *kinds.get(column).ok_or_else(|| {
            say!(
                "een waarde hoort bij kolom {column}, die er niet is",
                "a value belongs to column {column}, which is not there"
            )
        })?;
        let value = value(bytes, &mut at, kind)?;
        for (slot, _) in values.iter_mut().zip(columns).filter(|(_, asked)| **asked == column) {
            slot.clone_from(&value);
        }
    }
    Ok(values)
}

fn value(bytes: &[u8], at: &mut usize, kind: ColumnType) -> Result<Value, Said> {
    Ok(match kind {
        ColumnType::Byte => Value::Int(i8::from_le_bytes(take(bytes, at)?).into()),
        ColumnType::UByte => Value::Int(u8::from_le_bytes(take(bytes, at)?).into()),
        ColumnType::Bool => Value::Bool(take::<1>(bytes, at)? != [0]),
        ColumnType::Short => Value::Int(i16::from_le_bytes(take(bytes, at)?).into()),
        ColumnType::UShort => Value::Int(u16::from_le_bytes(take(bytes, at)?).into()),
        ColumnType::Int => Value::Int(i32::from_le_bytes(take(bytes, at)?).into()),
        ColumnType::UInt => Value::Int(u32::from_le_bytes(take(bytes, at)?).into()),
        ColumnType::Long => Value::Int(i64::from_le_bytes(take(bytes, at)?)),
        ColumnType::ULong => {
            let number = u64::from_le_bytes(take(bytes, at)?);
            i64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::Int)
        }
        // A float has seven digits: nothing long in it is exact.
        ColumnType::Float => match f64::from(f32::from_le_bytes(take(bytes, at)?)) {
            number if number.is_finite() => Value::Real(number),
            _ => Value::Null,
        },
        ColumnType::Double => real_value(f64::from_le_bytes(take(bytes, at)?)),
        ColumnType::String | ColumnType::Json | ColumnType::DateTime | ColumnType::Binary => {
            let length = u32::from_le_bytes(take(bytes, at)?) as usize;
            let text = bytes
                .get(*at..)
                .and_then(|rest| rest.get(..length))
                .ok_or_else(|| say!("een tekst breekt af", "a text is cut off"))?;
            *at += length;
            if kind == ColumnType::Binary { Value::Null } else { text_value(String::from_utf8_lossy(text)) }
        }
        other => {
            return Err(say!(
                "een kolom heeft het onbekende type {}",
                "a column has the unknown type {}",
                other.0
            ));
        }
    })
}

fn take<const N: usize>(bytes: &[u8], at: &mut usize) -> Result<[u8; N], Said> {
    let taken = bytes.get(*at..).and_then(|rest| rest.first_chunk::<N>());
    *at += N;
    taken.copied().ok_or_else(|| say!("de waarden breken af", "its values are cut off"))
}

/// The geometry, arcs as chords.
fn geometry_of(geometry: &FgbGeometry<'_>, kind: GeometryType, depth: u8) -> Result<Geometry<f64>, Said> {
    let depth = depth
        .checked_sub(1)
        .ok_or_else(|| say!("de geometrie is te diep genest", "the geometry is nested too deeply"))?;
    let kind = if kind == GeometryType::Unknown { geometry.type_() } else { kind };
    let parts = || -> Result<Vec<Geometry<f64>>, Said> {
        geometry.parts().iter().flatten().map(|part| geometry_of(&part, part.type_(), depth)).collect()
    };
    let lines = |parts: Vec<Geometry<f64>>| -> Vec<LineString<f64>> {
        parts.into_iter().filter_map(|part| LineString::try_from(part).ok()).collect()
    };
    Ok(match kind {
        GeometryType::Point => match coords(geometry).first() {
            Some(coord) if !coord.x.is_nan() => Geometry::Point(Point(*coord)),
            _ => Geometry::GeometryCollection(GeometryCollection::default()),
        },
        GeometryType::MultiPoint => {
            Geometry::MultiPoint(MultiPoint(coords(geometry).into_iter().map(Point).collect()))
        }
        GeometryType::LineString => Geometry::LineString(LineString(coords(geometry))),
        GeometryType::CircularString => Geometry::LineString(wkb::chords(&coords(geometry))),
        GeometryType::CompoundCurve => Geometry::LineString(wkb::join(lines(parts()?))),
        GeometryType::MultiLineString => Geometry::MultiLineString(MultiLineString(rings(geometry)?)),
        GeometryType::MultiCurve => Geometry::MultiLineString(MultiLineString(lines(parts()?))),
        GeometryType::Polygon | GeometryType::Triangle => Geometry::Polygon(wkb::polygon(rings(geometry)?)),
        GeometryType::CurvePolygon => Geometry::Polygon(wkb::polygon(lines(parts()?))),
        GeometryType::MultiPolygon | GeometryType::MultiSurface | GeometryType::PolyhedralSurface => {
            let mut polygons = Vec::new();
            for part in geometry.parts().iter().flatten() {
                // Parts of a MultiPolygon often leave their own type out.
                let kind = if part.type_() == GeometryType::CurvePolygon {
                    part.type_()
                } else {
                    GeometryType::Polygon
                };
                if let Geometry::Polygon(polygon) = geometry_of(&part, kind, depth)? {
                    polygons.push(polygon);
                }
            }
            Geometry::MultiPolygon(MultiPolygon(polygons))
        }
        GeometryType::TIN => {
            let triangles = rings(geometry)?.into_iter().map(|ring| wkb::polygon(vec![ring])).collect();
            Geometry::MultiPolygon(MultiPolygon(triangles))
        }
        GeometryType::GeometryCollection => Geometry::GeometryCollection(GeometryCollection(parts()?)),
        other => {
            return Err(say!(
                "de geometrie heeft het onbekende type {}",
                "the geometry has the unknown type {}",
                other.0
            ));
        }
    })
}

fn coords(geometry: &FgbGeometry<'_>) -> Vec<Coord<f64>> {
    let Some(xy) = geometry.xy() else { return Vec::new() };
    (0..xy.len() / 2).map(|n| Coord { x: xy.get(2 * n), y: xy.get(2 * n + 1) }).collect()
}

/// The rings or lines of one part; without ends it has one.
fn rings(geometry: &FgbGeometry<'_>) -> Result<Vec<LineString<f64>>, Said> {
    let coords = coords(geometry);
    let Some(ends) = geometry.ends().filter(|ends| !ends.is_empty()) else {
        return Ok(if coords.is_empty() { Vec::new() } else { vec![LineString(coords)] });
    };
    let mut rings = Vec::new();
    let mut from = 0;
    for end in ends {
        let end = end as usize;
        let ring = coords.get(from..end).ok_or_else(|| {
            say!(
                "de ringen van de geometrie eindigen buiten de coördinaten",
                "the geometry's rings end outside its coordinates"
            )
        })?;
        rings.push(LineString(ring.to_vec()));
        from = end;
    }
    Ok(rings)
}

#[cfg(test)]
mod tests;
