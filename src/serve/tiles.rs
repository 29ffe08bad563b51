//! How are the tiles of a run read?
//!
//! The archive as a file, piece by piece, as map libraries read PMTiles; and
//! tile by tile, as OGC API Tiles and `TileJSON` have it.
//!
//! # Source
//!
//! OGC 20-057, OGC API - Tiles - Part 1: Core; `TileJSON` 3.0.0.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::{Body, Bytes},
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use pmtiles::TileCoord;
use serde_json::{Value, json};

use super::{
    archive::FILE,
    features::{Format, HtmlPage, Link, ROOT, json_response, link},
    fgb::Damaged,
    hosts::Base,
    problem::Problem,
    query::Parameters,
    send::{is_known, tagged, takes_gzip},
    served::Served,
};
use crate::lang::say;

/// The relation to the definition of a grid of tiles.
const SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/// The one grid there is.
const MATRIX_SET: &str = "WebMercatorQuad";

const MVT: &str = "application/vnd.mapbox-vector-tile";

/// The addresses of the tiles.
pub fn routes() -> Router<Arc<Served>> {
    Router::new()
        .route("/ogc/tiles", get(tilesets))
        .route("/ogc/tiles/{set}", get(tileset))
        .route("/ogc/tiles/{set}/{zoom}/{row}/{column}", get(tile))
}

/// What is known of the one set of tiles.
fn described(served: &Served, base: &Base) -> Value {
    let lang = served.lang;
    let address = format!("{base}{ROOT}/tiles/{MATRIX_SET}");
    let header = served.tiles.reader.get_header();
    let limits = (header.min_zoom..=header.max_zoom).map(|zoom| {
        let [(west, north), (east, south)] = [(header.min_longitude, header.max_latitude), (header.max_longitude, header.min_latitude)]
            .map(|(lon, lat)| place(lon, lat, zoom));
        json!({ "tileMatrix": zoom.to_string(), "minTileRow": north, "maxTileRow": south, "minTileCol": west, "maxTileCol": east })
    });
    json!({
        "title": served.run.name,
        "dataType": "vector",
        "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
        "tileMatrixSetURI": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
        "tileMatrixSetLimits": limits.collect::<Vec<_>>(),
        "boundingBox": {
            "lowerLeft": [header.min_longitude, header.min_latitude],
            "upperRight": [header.max_longitude, header.max_latitude],
            "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        },
        "attribution": served.run.attribution(),
        "links": [
            link("self", &format!("{address}?f=json"), "application/json", lang.pick("Deze set", "This set")),
            link(SCHEME, "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad", "application/json", MATRIX_SET),
            {
                "rel": "item", "templated": true, "type": MVT,
                "href": format!("{address}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"),
                "title": lang.pick("Tegels", "Tiles"),
            },
            link("describedby", &format!("{address}?f=tilejson"), "application/json", "TileJSON"),
            link("enclosure", &format!("{base}/data/{FILE}"), "application/vnd.pmtiles", "PMTiles"),
        ],
    })
}

/// The column and row of the tile that holds a place.
fn place(lon: f64, lat: f64, zoom: u8) -> (u32, u32) {
    let at = crate::crs::lonlat_to_world(lon, lat);
    let n = f64::from(zoom).exp2();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the number of tiles")]
    let tile = |share: f64| (share * n).floor().clamp(0.0, n - 1.0) as u32;
    (tile(at.x), tile(at.y))
}

async fn tilesets(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = Format::alone(query.as_deref(), &headers)?;
    let lang = served.lang;
    if format == Format::Html {
        let address = format!("{base}{ROOT}/tiles/{MATRIX_SET}");
        return HtmlPage {
            trail: vec![Link::new(format!("{base}{ROOT}?f=html"), served.run.name.clone())],
            notes: vec![format!("{address}/{{z}}/{{y}}/{{x}}")],
            links: vec![
                Link::new(format!("{address}?f=tilejson"), "TileJSON"),
                Link::new(format!("{base}/data/{FILE}"), "PMTiles"),
            ],
            ..HtmlPage::new(lang.pick("Vectortegels", "Vector tiles"), &base, lang)
        }
        .response();
    }
    let own = link(
        "self",
        &format!("{base}{ROOT}/tiles"),
        "application/json",
        lang.pick("Deze lijst", "This list"),
    );
    let mut set = described(&served, &base);
    if let Some(set) = set.as_object_mut() {
        set.remove("tileMatrixSetLimits");
    }
    Ok(json_response(&json!({ "links": [own], "tilesets": [set] }), "application/json"))
}

async fn tileset(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    Path(set): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    if set != MATRIX_SET {
        return Err(Problem::not_found());
    }
    let mut parameters = Parameters::of(query.as_deref())?;
    let format = parameters.take("f");
    parameters.end()?;
    match format.as_deref() {
        None | Some("json") => Ok(json_response(&described(&served, &base), "application/json")),
        Some("tilejson") => Ok(json_response(&tilejson(&served, &base), "application/json")),
        Some(other) => Err(Problem::bad_request(say!(
            "`f={other}` is er niet: json of tilejson",
            "there is no `f={other}`: json or tilejson"
        ))),
    }
}

fn tilejson(served: &Served, base: &Base) -> Value {
    let header = served.tiles.reader.get_header();
    let metadata = &served.tiles.metadata;
    json!({
        "tilejson": "3.0.0",
        "tiles": [format!("{base}{ROOT}/tiles/{MATRIX_SET}/{{z}}/{{y}}/{{x}}")],
        "scheme": "xyz",
        "name": served.run.name,
        "attribution": served.run.attribution(),
        "minzoom": header.min_zoom,
        "maxzoom": header.max_zoom,
        "bounds": [header.min_longitude, header.min_latitude, header.max_longitude, header.max_latitude],
        "center": [header.center_longitude, header.center_latitude, f64::from(header.center_zoom)],
        "vector_layers": metadata.get("vector_layers").unwrap_or(&Value::Null),
    })
}

async fn tile(
    State(served): State<Arc<Served>>,
    Path((set, zoom, row, column)): Path<(String, String, String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if set != MATRIX_SET {
        return Err(Problem::not_found());
    }
    let mut parameters = Parameters::of(query.as_deref())?;
    if parameters.take("f").is_some_and(|format| format != "mvt") {
        return Err(Problem::bad_request(say!("`f` is mvt", "`f` is mvt")));
    }
    parameters.end()?;
    let coord = || TileCoord::new(zoom.parse().ok()?, column.parse().ok()?, row.parse().ok()?).ok();
    let coord = coord().ok_or_else(Problem::not_found)?;
    let takes_gzip = takes_gzip(&headers);
    let form = if takes_gzip { "-gz" } else { "" };
    let tag = format!("\"{}-{zoom}-{row}-{column}{form}\"", served.tiles.tag);
    if is_known(&headers, &tag) {
        return Ok(tagged(StatusCode::NOT_MODIFIED.into_response(), &tag));
    }
    let reader = &served.tiles.reader;
    let bytes =
        if takes_gzip { reader.get_tile(coord).await } else { reader.get_tile_decompressed(coord).await };
    let bytes = bytes.map_err(|error| Damaged(error.to_string()))?;
    Ok(tagged(sent(bytes, takes_gzip), &tag))
}

fn sent(bytes: Option<Bytes>, is_gzip: bool) -> Response {
    let Some(bytes) = bytes else { return StatusCode::NO_CONTENT.into_response() };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MVT));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
