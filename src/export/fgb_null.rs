//! How does a FlatGeobuf get a feature without a geometry?
//!
//! In a FlatBuffer a field is absent when its place in the table's list of
//! fields (vtable) is 0. Setting that place to 0 takes the empty geometry out
//! without moving a byte. The layout is that of the FlatGeobuf specification,
//! version 3, and of FlatBuffers, whose numbers are little-endian.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
};

use flatgeobuf::packed_r_tree::PackedRTree;

/// Bytes before the size of the header.
const MAGIC: u64 = 8;
/// Places of fields in a vtable, behind its two sizes.
const FEATURE_GEOMETRY: usize = 4;
const GEOMETRY_XY: usize = 6;

/// Takes out every geometry without coordinates from an indexed file of
/// simple geometries; gives how many there were.
pub(super) fn remove_empty(path: &Path, n_features: u64) -> io::Result<u64> {
    let mut places = Vec::new();
    let mut file = BufReader::new(File::open(path)?);
    file.seek(SeekFrom::Start(MAGIC))?;
    let header = u64::from(read_u32(&mut file)?);
    let n_items = usize::try_from(n_features).map_err(io::Error::other)?;
    let index = PackedRTree::index_size(n_items, PackedRTree::DEFAULT_NODE_SIZE) as u64;
    let mut start = MAGIC + 4 + header + index;
    file.seek(SeekFrom::Start(start))?;
    let mut feature = Vec::new();
    for _ in 0..n_features {
        let size = read_u32(&mut file)?;
        feature.resize(size as usize, 0);
        file.read_exact(&mut feature)?;
        let place = empty_geometry(&feature)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a feature cannot be read back"))?;
        places.extend(place.map(|place| start + 4 + place as u64));
        start += 4 + u64::from(size);
    }
    let mut file = OpenOptions::new().write(true).open(path)?;
    for place in &places {
        file.seek(SeekFrom::Start(*place))?;
        file.write_all(&0_u16.to_le_bytes())?;
    }
    Ok(places.len() as u64)
}

/// Where the place of the geometry stands, when the geometry is empty.
/// The outer `None`: this is no feature.
fn empty_geometry(feature: &[u8]) -> Option<Option<usize>> {
    let table = u32_at(feature, 0)?;
    let (place, geometry) = field(feature, table, FEATURE_GEOMETRY)?;
    let Some(geometry) = geometry else { return Some(None) };
    let geometry = geometry + u32_at(feature, geometry)?;
    let n_numbers = match field(feature, geometry, GEOMETRY_XY)?.1 {
        Some(xy) => u32_at(feature, xy + u32_at(feature, xy)?)?,
        None => 0,
    };
    Some((n_numbers == 0).then_some(place))
}

/// Of one field of a table: its place in the vtable, and where its value is.
fn field(bytes: &[u8], table: usize, entry: usize) -> Option<(usize, Option<usize>)> {
    let back = i32::from_le_bytes(bytes.get(table..table + 4)?.try_into().ok()?);
    let vtable = usize::try_from(i64::try_from(table).ok()? - i64::from(back)).ok()?;
    if entry >= usize::from(u16_at(bytes, vtable)?) {
        return Some((vtable + entry, None));
    }
    let offset = usize::from(u16_at(bytes, vtable + entry)?);
    Some((vtable + entry, (offset > 0).then_some(table + offset)))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}

fn read_u32(file: &mut impl Read) -> io::Result<u32> {
    let mut bytes = [0; 4];
    file.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes))
}
