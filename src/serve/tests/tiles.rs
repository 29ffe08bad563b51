//! The archive by pieces, and tile by tile.

use std::{fs, io::Read as _};

use super::*;

fn with(path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut asked = request(Method::GET, path);
    for (name, value) in headers {
        asked = asked.header(*name, *value);
    }
    ask(asked.body(Body::empty()).unwrap())
}

#[test]
fn the_archive_is_read_in_pieces() {
    let whole = fs::read(town().run().join("toplaag.pmtiles")).unwrap();
    let path = "/data/toplaag.pmtiles";
    let answer = get(path);
    assert_eq!((answer.header("accept-ranges"), answer.body == whole), ("bytes", true));
    let tag = answer.header("etag").to_owned();
    assert!(tag.starts_with('"'), "strong: {tag}");
    let piece = with(path, &[("range", "bytes=0-126")]);
    assert_eq!((piece.status, &piece.body[..]), (StatusCode::PARTIAL_CONTENT, &whole[..127]));
    assert_eq!(piece.header("content-range"), format!("bytes 0-126/{}", whole.len()));
    let last = with(path, &[("range", "bytes=-10")]);
    assert_eq!(&last.body[..], &whole[whole.len() - 10..]);
    let beyond = with(path, &[("range", "bytes=999999999-")]);
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(with(path, &[("if-none-match", &tag)]).status, StatusCode::NOT_MODIFIED);
    let other = with(path, &[("if-match", "\"other\""), ("range", "bytes=0-1")]);
    assert_eq!(other.status, StatusCode::PRECONDITION_FAILED);
}

#[test]
fn tilesets_lead_to_tiles_and_tilejson() {
    let sets = json("/ogc/tiles");
    let set = &sets["tilesets"][0];
    assert_eq!(
        (&set["dataType"], link(set, "self")),
        (&"vector".into(), Some("/ogc/tiles/WebMercatorQuad?f=json"))
    );
    let described = json(link(set, "self").unwrap());
    let template = link(&described, "item").unwrap();
    let tilejson = json(link(&described, "describedby").unwrap());
    assert_eq!(tilejson["tilejson"], "3.0.0");
    let layers: Vec<&str> = tilejson["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|layer| layer["id"].as_str())
        .collect();
    assert!(layers.contains(&"pand") || layers.contains(&"panden"), "{layers:?}");
    let limits = described["tileMatrixSetLimits"].as_array().unwrap();
    assert_eq!(
        limits.len() as u64,
        tilejson["maxzoom"].as_u64().unwrap() + 1 - tilejson["minzoom"].as_u64().unwrap()
    );
    let limit = limits.last().unwrap();
    let number = |name: &str| limit[name].as_u64().unwrap();
    let tile = |row: u64, column: u64| {
        let zoom = limit["tileMatrix"].as_str().unwrap();
        template
            .replace("{tileMatrix}", zoom)
            .replace("{tileRow}", &row.to_string())
            .replace("{tileCol}", &column.to_string())
    };
    let mut full = 0;
    for row in number("minTileRow")..=number("maxTileRow") {
        for column in number("minTileCol")..=number("maxTileCol") {
            let plain = get(&tile(row, column));
            if plain.status == StatusCode::NO_CONTENT {
                continue;
            }
            assert_eq!(plain.header("content-type"), "application/vnd.mapbox-vector-tile");
            let packed = with(&tile(row, column), &[("accept-encoding", "gzip, br")]);
            assert_eq!(packed.header("content-encoding"), "gzip");
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, plain.body);
            assert_ne!(packed.header("etag"), plain.header("etag"));
            let known = with(&tile(row, column), &[("if-none-match", plain.header("etag"))]);
            assert_eq!(known.status, StatusCode::NOT_MODIFIED);
            full += 1;
        }
    }
    assert!(full > 0);
}

#[test]
fn a_tile_that_cannot_be_is_not_there() {
    for path in [
        "/ogc/tiles/Other",
        "/ogc/tiles/WebMercatorQuad/99/0/0",
        "/ogc/tiles/WebMercatorQuad/3/8/0",
        "/ogc/tiles/WebMercatorQuad/a/b/c",
        "/ogc/tiles/WebMercatorQuad/-1/0/0",
    ] {
        get(path).is_refused(404, "nothing here");
    }
    get("/ogc/tiles/WebMercatorQuad?f=xml").is_refused(400, "tilejson");
    get("/ogc/tiles/WebMercatorQuad/3/0/0?f=png").is_refused(400, "mvt");
    assert_eq!(get("/ogc/tiles/WebMercatorQuad/14/0/0").status, StatusCode::NO_CONTENT);
}
