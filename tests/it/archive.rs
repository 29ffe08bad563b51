//! Tiles read back without the code that wrote them: the archive by the text of
//! the PMTiles specification, the database by its view, the folder by its names.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Read as _,
    path::Path,
};

use fast_mvt::{MvtReaderRef, MvtValueRef};
use flate2::read::GzDecoder;
use pmtiles::{TileCoord, TileId};
use serde_json::Value;

/// Zoom, column, row from the north.
pub type At = (u8, u32, u32);

/// One object in one tile.
pub struct Drawn {
    pub at: At,
    pub layer: String,
    pub properties: BTreeMap<String, Value>,
}

/// All that stands in a set of tiles.
pub struct Tiles {
    pub metadata: Value,
    pub tiles: BTreeMap<At, Vec<u8>>,
}

impl Tiles {
    /// A PMTiles archive.
    pub fn archive(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        assert_eq!(&bytes[..8], b"PMTiles\x03", "{}", path.display());
        let number =
            |at: usize| usize::try_from(u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap())).unwrap();
        let part = |from: usize, length: usize| gunzip(&bytes[from..from + length]);
        let mut tiles = BTreeMap::new();
        let mut add = |[id, run, length, offset]: [usize; 4]| {
            let from = number(56) + offset;
            for id in id..id + run {
                let coord = TileCoord::from(TileId::new(id as u64).unwrap());
                let at = (coord.z(), coord.x(), coord.y());
                assert!(tiles.insert(at, part(from, length)).is_none(), "{at:?} occurs twice");
            }
        };
        for entry in directory(&part(number(8), number(16))) {
            match entry {
                [_, 0, length, offset] => {
                    directory(&part(number(40) + offset, length)).into_iter().for_each(&mut add);
                }
                tile => add(tile),
            }
        }
        Self { metadata: serde_json::from_slice(&part(number(24), number(32))).unwrap(), tiles }
    }

    /// An MBTiles database.
    pub fn database(path: &Path) -> Self {
        let database = rusqlite::Connection::open(path).unwrap();
        let mut query =
            database.prepare("select zoom_level, tile_column, tile_row, tile_data from tiles").unwrap();
        let tile = |row: &rusqlite::Row<'_>| {
            let (zoom, x, south, bytes): (u8, u32, u32, Vec<u8>) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(((zoom, x, (1 << zoom) - 1 - south), gunzip(&bytes)))
        };
        let tiles = query.query_map([], tile).unwrap().map(Result::unwrap).collect();
        let mut query = database.prepare("select name, value from metadata").unwrap();
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, Value::String(row.get(1)?)));
        Self { metadata: query.query_map([], row).unwrap().map(Result::unwrap).collect(), tiles }
    }

    /// A folder of plain files.
    pub fn folder(files: &BTreeMap<std::path::PathBuf, Vec<u8>>, root: &Path) -> Self {
        let (mut tiles, mut metadata) = (BTreeMap::new(), Value::Null);
        for (path, bytes) in files {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            match name.strip_suffix(".pbf").map(|name| name.split('/').collect::<Vec<_>>()).as_deref() {
                Some([zoom, x, y]) => {
                    let at = (zoom.parse().unwrap(), x.parse().unwrap(), y.parse().unwrap());
                    tiles.insert(at, bytes.clone());
                }
                _ => metadata = serde_json::from_slice(bytes).unwrap(),
            }
        }
        Self { metadata, tiles }
    }

    /// The names of all layers.
    pub fn layers(&self) -> BTreeSet<String> {
        self.objects().into_iter().map(|drawn| drawn.layer).collect()
    }

    /// Every object in every tile.
    pub fn objects(&self) -> Vec<Drawn> {
        let mut objects = Vec::new();
        for (at, bytes) in &self.tiles {
            for layer in MvtReaderRef::new(bytes).unwrap().layers() {
                objects.extend(layer.features().map(|feature| {
                    Drawn {
                        at: *at,
                        layer: layer.name().to_owned(),
                        properties: feature
                            .properties_vec()
                            .unwrap()
                            .iter()
                            .map(|(name, value)| ((*name).to_owned(), json(value)))
                            .collect(),
                    }
                }));
            }
        }
        objects
    }

    /// The objects of a layer at a zoom.
    pub fn of(&self, layer: &str, zoom: u8) -> Vec<BTreeMap<String, Value>> {
        let there = |drawn: &Drawn| drawn.layer == layer && drawn.at.0 == zoom;
        self.objects().into_iter().filter(there).map(|drawn| drawn.properties).collect()
    }
}

pub fn json(value: &MvtValueRef<'_>) -> Value {
    match value {
        MvtValueRef::String(text) => (*text).into(),
        MvtValueRef::Bool(flag) => (*flag).into(),
        MvtValueRef::UInt(number) => (*number).into(),
        MvtValueRef::SInt(number) | MvtValueRef::Int(number) => (*number).into(),
        MvtValueRef::Float(number) => f64::from(*number).into(),
        MvtValueRef::Double(number) => (*number).into(),
        other => panic!("{other:?}"),
    }
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut plain).unwrap();
    plain
}

/// Id, run length, length and offset of each entry of a directory.
fn directory(bytes: &[u8]) -> Vec<[usize; 4]> {
    let mut rest = bytes.iter();
    let mut number = || {
        let mut number = 0_usize;
        for shift in (0..).step_by(7) {
            let byte = *rest.next().unwrap();
            number |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    };
    let mut entries = vec![[0; 4]; number()];
    let mut id = 0;
    for entry in &mut entries {
        id += number();
        entry[0] = id;
    }
    for part in [1, 2] {
        entries.iter_mut().for_each(|entry| entry[part] = number());
    }
    let mut next = 0;
    for entry in &mut entries {
        entry[3] = number().checked_sub(1).unwrap_or(next);
        next = entry[3] + entry[2];
    }
    entries
}
