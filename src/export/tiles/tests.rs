//! Do archives, databases and folders hold the tiles that were put in?

use std::{
    fs,
    path::{Path, PathBuf},
};

use ::pmtiles::{TileCoord, TileId};
use fast_mvt::{MvtGeometry, MvtLayerBuilder, MvtReaderRef};

use geo_types::Rect;
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::{
    back_tests::{Archive, Tiles, database_tiles, folder_tiles, gunzip, gzip, tile},
    *,
};
use crate::{
    error::ExportError,
    export::{OutputFile, OutputFolder},
};

fn set() -> TileSet {
    TileSet {
        name: "Weesp".into(),
        description: "Ruimte voor woningen".into(),
        attribution: "Kadaster (BAG)".into(),
        bounds: [5.012_345_678, 52.29, 5.07, 52.33],
        layers: vec![TileLayer {
            id: "cellen".into(),
            description: "Woningen per cel".into(),
            min_zoom: 6,
            max_zoom: 14,
            fields: vec![("woningen".into(), FieldKind::Number), ("naam".into(), FieldKind::String)],
        }],
        more: serde_json::from_value(json!({ "peildatum": "2026-01-01", "n": 3, "name": "not this" }))
            .unwrap(),
    }
}

/// The three writers, each with a name for what it writes.
fn writers(folder: &Path) -> Vec<(PathBuf, Box<dyn TileWriter>)> {
    let (archive, database, plain) = (folder.join("a.pmtiles"), folder.join("a.mbtiles"), folder.join("a"));
    fs::create_dir(&plain).unwrap();
    vec![
        (archive.clone(), Box::new(PmtilesWriter::create(&archive).unwrap())),
        (database.clone(), Box::new(MbtilesWriter::create(&database).unwrap())),
        (plain.clone(), Box::new(TileFolderWriter::new(&plain))),
    ]
}

fn write(writer: Box<dyn TileWriter>, tiles: &Tiles) {
    let mut writer = writer;
    for (id, bytes) in tiles {
        writer.add(tile(*id), bytes).unwrap();
    }
    writer.finish(&set()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_writer_gives_back_each_tile_where_it_was_put(
        tiles in prop::collection::btree_map(0_u64..1_400, 0_u8..6, 1..300),
    ) {
        let tiles: Tiles = tiles.into_iter().map(|(id, content)| (id, gzip(&[content]))).collect();
        let folder = tempfile::tempdir().unwrap();
        for (_, writer) in writers(folder.path()) {
            write(writer, &tiles);
        }
        let archive = Archive::open(&folder.path().join("a.pmtiles"));
        prop_assert_eq!(&archive.tiles(), &tiles);
        prop_assert_eq!(&database_tiles(&folder.path().join("a.mbtiles")), &tiles);
        prop_assert_eq!(&folder_tiles(&folder.path().join("a")), &tiles);

        // Counts, order and single storage, as the header claims them.
        let entries = archive.entries();
        let mut offsets: Vec<_> = entries.iter().map(|entry| entry[3]).collect();
        let mut seen = 0;
        for [_, _, length, offset] in &entries {
            prop_assert!(*offset <= seen, "the first use of a tile stands behind those before it");
            seen = seen.max(offset + length);
        }
        offsets.sort_unstable();
        offsets.dedup();
        let n_different = tiles.values().collect::<std::collections::BTreeSet<_>>().len();
        prop_assert_eq!(offsets.len(), n_different);
        prop_assert_eq!(archive.number(72), tiles.len());
        prop_assert_eq!(archive.number(80), entries.len());
        prop_assert_eq!(archive.number(88), n_different);
        prop_assert_eq!(archive.bytes[96], 1, "clustered");
        prop_assert!(entries.windows(2).all(|pair| {
            pair[0][0] + pair[0][1] < pair[1][0] || pair[0][3] != pair[1][3]
        }), "equal neighbors are one entry");
        prop_assert_eq!(archive.number(64), usize::try_from(seen).unwrap(), "no byte of tiles is unused");
        let zooms = [tile(*tiles.keys().min().unwrap()).zoom, tile(*tiles.keys().max().unwrap()).zoom];
        prop_assert_eq!(&archive.bytes[100..102], &zooms);

        let database = Connection::open(folder.path().join("a.mbtiles")).unwrap();
        let n: usize = database.query_row("SELECT count(*) FROM images", [], |row| row.get(0)).unwrap();
        prop_assert_eq!(n, n_different);
    }
}

#[test]
fn an_archive_of_200_000_tiles_is_read_through_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pmtiles");
    let content = |id: u64| [&[0x1f, 0x8b][..], &(id * id).to_le_bytes()].concat();
    let tiles: Tiles = (100_000..300_000).map(|id| (id, content(id))).collect();
    write(Box::new(PmtilesWriter::create(&path).unwrap()), &tiles);
    let archive = Archive::open(&path);
    let (root, leaves) = (archive.number(8) + archive.number(16), archive.number(48));
    assert!(root <= 16_384, "header and root come with the first request: {root}");
    assert!(leaves > 0);
    assert!(archive.tiles() == tiles);
}

#[test]
fn the_same_tiles_give_the_same_bytes() {
    let tiles: Tiles = (0..500).map(|id| (id, gzip(&[id as u8 % 50]))).collect();
    let written = || {
        let folder = tempfile::tempdir().unwrap();
        for (_, writer) in writers(folder.path()) {
            write(writer, &tiles);
        }
        ["a.pmtiles", "a.mbtiles", "a/tiles.json", "a/metadata.json", "a/run.json"]
            .map(|name| fs::read(folder.path().join(name)).unwrap())
    };
    assert!(written() == written());
}

#[test]
fn a_tile_out_of_order_or_given_twice_or_not_packed_is_refused() {
    let packed = gzip(b"x");
    let cases: [(u64, &[u8], &str); 4] = [
        (7, &packed, "out of order"),
        (4, &packed, "out of order"),
        (8, b"plain", "is not gzipped"),
        (8, b"", "is not gzipped"),
    ];
    for (id, bytes, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        for (path, mut writer) in writers(folder.path()) {
            writer.add(tile(7), &packed).unwrap();
            let error = writer.add(tile(id), bytes).unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains(path.to_str().unwrap()), "{error}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    for (_, mut writer) in writers(folder.path()) {
        let error = writer.add(Tile { zoom: 3, x: 8, y: 0 }, &packed).unwrap_err().to_string();
        assert!(error.contains("there is no tile 3/8/0"), "{error}");
    }
}

#[test]
fn bounds_that_are_no_box_are_refused() {
    for bounds in [[5.1, 52.0, 5.0, 53.0], [f64::NAN, 52.0, 5.0, 53.0], [5.0, 52.0, 181.0, 53.0]] {
        let folder = tempfile::tempdir().unwrap();
        for (_, writer) in writers(folder.path()) {
            let error = writer.finish(&TileSet { bounds, ..set() }).unwrap_err().to_string();
            assert!(error.contains("no box in degrees"), "{error}");
        }
    }
}

#[test]
fn a_file_that_exists_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    fs::write(&path, "old").unwrap();
    assert!(PmtilesWriter::create(&path).is_err());
    assert!(MbtilesWriter::create(&path).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
}

#[test]
fn all_three_say_the_same_of_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let tiles: Tiles = [(TileId::from(TileCoord::new(9, 263, 168).unwrap()).value(), gzip(b"x"))].into();
    for (_, writer) in writers(folder.path()) {
        write(writer, &tiles);
    }
    let read = |name: &str| -> Value {
        serde_json::from_slice(&fs::read(folder.path().join(name)).unwrap()).unwrap()
    };
    let generator = format!("toplaag {}", env!("CARGO_PKG_VERSION"));
    let layers = json!([{
        "id": "cellen",
        "description": "Woningen per cel",
        "minzoom": 6,
        "maxzoom": 14,
        "fields": { "naam": "String", "woningen": "Number" },
    }]);

    let archive = Archive::open(&folder.path().join("a.pmtiles"));
    let expected = json!({
        "name": "Weesp",
        "description": "Ruimte voor woningen",
        "attribution": "Kadaster (BAG)",
        "type": "overlay",
        "format": "pbf",
        "version": "1.0.0",
        "generator": generator,
        "vector_layers": layers,
        "peildatum": "2026-01-01",
        "n": 3,
    });
    assert_eq!(archive.metadata(), expected);
    // Bounds are never smaller than they were.
    assert_eq!([102, 106, 110, 114].map(|at| archive.degrees(at)), [5.012_345_6, 52.29, 5.07, 52.33]);
    assert_eq!(archive.bytes[118], 9);
    assert_eq!([119, 123].map(|at| archive.degrees(at)), [5.041_172_8, 52.31]);
    assert_eq!(&archive.bytes[97..100], &[2, 2, 1], "gzip, gzip, MVT");

    let expected = json!({
        "name": "Weesp",
        "description": "Ruimte voor woningen",
        "attribution": "Kadaster (BAG)",
        "type": "overlay",
        "format": "pbf",
        "version": "1",
        "generator": generator,
        "minzoom": "9",
        "maxzoom": "9",
        "bounds": "5.0123456,52.29,5.07,52.33",
        "center": "5.0411728,52.31,9",
        "json": json!({ "vector_layers": layers }).to_string(),
        "peildatum": "2026-01-01",
        "n": "3",
    });
    assert_eq!(read("a/metadata.json"), expected);
    let database = Connection::open(folder.path().join("a.mbtiles")).unwrap();
    let mut select = database.prepare("SELECT name, value FROM metadata").unwrap();
    let rows: serde_json::Map<String, Value> = select
        .query_map([], |row| Ok((row.get(0)?, Value::String(row.get(1)?))))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(Value::Object(rows), expected);

    let tilejson = read("a/tiles.json");
    assert_eq!(tilejson["tilejson"], "3.0.0");
    assert_eq!(tilejson["tiles"], json!(["{z}/{x}/{y}.pbf"]));
    assert_eq!(tilejson["bounds"], json!([5.012_345_6, 52.29, 5.07, 52.33]));
    assert_eq!((&tilejson["minzoom"], &tilejson["maxzoom"]), (&json!(9), &json!(9)));
    assert_eq!(tilejson["vector_layers"], layers);
}

#[test]
fn a_set_without_tiles_can_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    for (_, writer) in writers(folder.path()) {
        write(writer, &Tiles::new());
    }
    let archive = Archive::open(&folder.path().join("a.pmtiles"));
    assert_eq!((archive.tiles().len(), &archive.bytes[100..102]), (0, &[6, 14][..]));
    assert_eq!(database_tiles(&folder.path().join("a.mbtiles")).len(), 0);
    assert_eq!(folder_tiles(&folder.path().join("a")).len(), 0);
}

#[test]
fn a_vector_tile_comes_back_as_it_was_drawn() {
    let square = Rect::new((0, 0), (10, 10)).to_polygon();
    let layer = MvtLayerBuilder::new("cellen").unwrap();
    let mut feature = layer.feature(&MvtGeometry::Polygon(square)).unwrap();
    feature.id(Some(7));
    let packed = gzip(&feature.end().encode());
    let folder = tempfile::tempdir().unwrap();
    for (_, writer) in writers(folder.path()) {
        write(writer, &Tiles::from([(0, packed.clone())]));
    }
    let archive = Archive::open(&folder.path().join("a.pmtiles")).tiles();
    let database = database_tiles(&folder.path().join("a.mbtiles"));
    for bytes in
        [gunzip(&archive[&0]), gunzip(&database[&0]), fs::read(folder.path().join("a/0/0/0.pbf")).unwrap()]
    {
        let reader = MvtReaderRef::new(&bytes).unwrap();
        let ids: Vec<_> = reader
            .layers()
            .flat_map(|layer| layer.features().map(|feature| feature.id()).collect::<Vec<_>>())
            .collect();
        assert_eq!(ids, [Some(7)]);
    }
}

#[test]
fn a_folder_of_tiles_is_replaced_by_force_unless_it_holds_something_else() {
    let parent = tempfile::tempdir().unwrap();
    let target = parent.path().join("kaart");
    let tiles = |zooms: &[u64]| -> Tiles { zooms.iter().map(|id| (*id, gzip(b"x"))).collect() };
    let put = |tiles: &Tiles| -> Result<PathBuf, ExportError> {
        let folder = OutputFolder::create(&target, true, &[])?;
        write(Box::new(TileFolderWriter::new(&folder.path(""))), tiles);
        folder.commit()
    };
    put(&tiles(&[0, 1])).unwrap();
    put(&tiles(&[1])).unwrap();
    assert_eq!(folder_tiles(&target).into_keys().collect::<Vec<_>>(), [1]);
    fs::write(target.join("1-notities.txt"), "x").unwrap();
    assert!(matches!(put(&tiles(&[0])), Err(ExportError::Write { .. })));
    assert_eq!(folder_tiles(&target).into_keys().collect::<Vec<_>>(), [1]);
}

#[test]
fn a_database_leaves_nothing_beside_it() {
    let parent = tempfile::tempdir().unwrap();
    let file = OutputFile::create(&parent.path().join("a.mbtiles"), false, &[]).unwrap();
    write(Box::new(MbtilesWriter::create(&file.path()).unwrap()), &Tiles::from([(0, gzip(b"x"))]));
    file.commit().unwrap();
    let names: Vec<_> =
        fs::read_dir(parent.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["a.mbtiles"]);
}
