//! What is there, and which addresses lead to it?

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{Format, HtmlPage, Link, ROOT};
use crate::{
    lang::Lang,
    serve::{
        collection::Collection,
        crs::OutCrs,
        fgb::{Column, ColumnKind},
        hosts::Base,
        problem::Problem,
        served::Served,
    },
};

/// Classes of the standards that are met.
const CONFORMANCE: [&str; 22] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilejson",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
];

/// The relation to sets of tiles.
const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// The media type of GeoJSON.
pub const GEOJSON: &str = "application/geo+json";

/// A link as JSON has it.
pub fn link(rel: &str, href: &str, kind: &str, title: &str) -> Value {
    json!({ "rel": rel, "href": href, "type": kind, "title": title })
}

/// An answer as JSON.
pub fn json_response(value: &Value, kind: &'static str) -> Response {
    let mut response = value.to_string().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// Links to this page in both forms.
fn self_and_other(address: &str, format: Format, lang: Lang) -> Vec<Value> {
    let of = |other: Format| {
        let (kind, title) = match other {
            Format::Json => ("application/json", lang.pick("Deze pagina als JSON", "This page as JSON")),
            Format::Html => ("text/html", lang.pick("Deze pagina als HTML", "This page as HTML")),
        };
        let rel = if other == format { "self" } else { "alternate" };
        link(rel, &format!("{address}?f={}", other.name()), kind, title)
    };
    vec![of(Format::Json), of(Format::Html)]
}

/// The way to a page.
pub(super) fn trail(served: &Served, base: &Base, steps: &[(&str, &str)]) -> Vec<Link> {
    let root = Link::new(format!("{base}{ROOT}?f=html"), served.run.name.clone());
    let below = steps.iter().map(|(to, text)| Link::new(format!("{base}{ROOT}{to}?f=html"), *text));
    std::iter::once(root).chain(below).collect()
}

pub(super) async fn landing(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = Format::alone(query.as_deref(), &headers)?;
    let lang = served.lang;
    let root = format!("{base}{ROOT}");
    let about = lang.pick(
        "Panden en locaties van deze run, met hun oordeel en de redenen.",
        "Panden and sites of this run, with their verdict and the reasons.",
    );
    let more = [
        (
            "service-desc",
            "/api?f=json",
            OPENAPI,
            lang.pick("Beschrijving als OpenAPI", "Description as OpenAPI"),
        ),
        ("service-doc", "/api?f=html", "text/html", lang.pick("Beschrijving", "Description")),
        ("conformance", "/conformance", "application/json", lang.pick("Standaarden", "Standards")),
        ("data", "/collections", "application/json", lang.pick("Lagen", "Layers")),
        (TILESETS, "/tiles", "application/json", lang.pick("Vectortegels", "Vector tiles")),
    ];
    if format == Format::Html {
        let links = more.iter().skip(1).map(|(_, to, _, title)| {
            let to = if to.contains('?') { (*to).to_owned() } else { format!("{to}?f=html") };
            Link::new(format!("{root}{to}"), *title)
        });
        let viewer = Link::new(format!("{base}/"), lang.pick("Kaart en lijst", "Map and list"));
        return HtmlPage {
            notes: vec![about.to_owned(), served.run.attribution()],
            links: std::iter::once(viewer).chain(links).collect(),
            ..HtmlPage::new(served.run.name.clone(), &base, lang)
        }
        .response();
    }
    let mut links = self_and_other(&root, format, lang);
    links.extend(more.iter().map(|(rel, to, kind, title)| link(rel, &format!("{root}{to}"), kind, title)));
    let page = json!({
        "title": served.run.name,
        "description": about,
        "attribution": served.run.attribution(),
        "links": links,
    });
    Ok(json_response(&page, "application/json"))
}

/// The media type of an OpenAPI document.
pub const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

pub(super) async fn style() -> Response {
    let mut response = include_str!("../templates/ogc.css").into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    response
}

pub(super) async fn conformance(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = Format::alone(query.as_deref(), &headers)?;
    if format == Format::Html {
        return HtmlPage {
            trail: trail(&served, &base, &[]),
            links: CONFORMANCE.iter().map(|class| Link::new(*class, *class)).collect(),
            ..HtmlPage::new(served.lang.pick("Standaarden", "Standards"), &base, served.lang)
        }
        .response();
    }
    let links = self_and_other(&format!("{base}{ROOT}/conformance"), format, served.lang);
    Ok(json_response(&json!({ "conformsTo": CONFORMANCE, "links": links }), "application/json"))
}

/// A collection as it is described.
fn described(collection: &Collection, served: &Served, base: &Base, own: Option<Format>) -> Value {
    let lang = served.lang;
    let address = format!("{base}{ROOT}/collections/{}", collection.id);
    let mut links = match own {
        Some(format) => self_and_other(&address, format, lang),
        None => vec![link("self", &address, "application/json", collection.title.pick(lang))],
    };
    let items = lang.pick("Objecten", "Features");
    links.extend([
        link("items", &format!("{address}/items?f=json"), GEOJSON, items),
        link("items", &format!("{address}/items?f=html"), "text/html", items),
        link(
            QUERYABLES,
            &format!("{address}/queryables"),
            SCHEMA,
            lang.pick("Kolommen om op te filteren", "Columns to filter by"),
        ),
    ]);
    let mut described = json!({
        "id": collection.id,
        "title": collection.title.pick(lang),
        "description": collection.about.pick(lang),
        "attribution": served.run.attribution(),
        "itemType": "feature",
        "crs": OutCrs::ALL.map(OutCrs::uri),
        "storageCrs": OutCrs::Rd.uri(),
        "links": links,
    });
    if let Some(bbox) = collection.layer.extent.and_then(degrees) {
        described["extent"] = json!({ "spatial": { "bbox": [bbox], "crs": OutCrs::Crs84.uri() } });
    }
    described
}

/// A box in RD New as one in degrees that holds it.
fn degrees([x, y, to_x, to_y]: [f64; 4]) -> Option<[f64; 4]> {
    let middle = (f64::midpoint(x, to_x), f64::midpoint(y, to_y));
    let around = [
        (x, y),
        (to_x, y),
        (x, to_y),
        (to_x, to_y),
        (middle.0, y),
        (middle.0, to_y),
        (x, middle.1),
        (to_x, middle.1),
    ];
    let mut bbox = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for (x, y) in around {
        let at = OutCrs::Crs84.of_rd(geo_types::Coord { x, y })?;
        bbox = [bbox[0].min(at.x), bbox[1].min(at.y), bbox[2].max(at.x), bbox[3].max(at.y)];
    }
    let [west, south, east, north] = bbox;
    let (down, up) = (|degree: f64| (degree * 1e6).floor() / 1e6, |degree: f64| (degree * 1e6).ceil() / 1e6);
    Some([down(west), down(south), up(east), up(north)])
}

/// The relation to what can be filtered by.
const QUERYABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

/// The media type of a JSON Schema.
const SCHEMA: &str = "application/schema+json";

pub(super) async fn collections(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = Format::alone(query.as_deref(), &headers)?;
    let lang = served.lang;
    let title = lang.pick("Lagen", "Layers");
    if format == Format::Html {
        let rows = served.collections.iter().map(|collection| {
            let to = format!("{base}{ROOT}/collections/{}?f=html", collection.id);
            let n = crate::wording::whole(collection.layer.n_features, lang);
            vec![
                Link::new(to, collection.title.pick(lang)),
                Link::new("", collection.about.pick(lang)),
                Link::new("", n),
            ]
        });
        let head = [("Laag", "Layer"), ("Wat", "What"), ("Aantal", "Number")];
        return HtmlPage {
            trail: trail(&served, &base, &[]),
            head: head.map(|(nl, en)| lang.pick(nl, en).to_owned()).to_vec(),
            rows: rows.collect(),
            ..HtmlPage::new(title, &base, lang)
        }
        .response();
    }
    let all = served.collections.iter().map(|collection| described(collection, &served, &base, None));
    let page = json!({
        "links": self_and_other(&format!("{base}{ROOT}/collections"), format, lang),
        "crs": OutCrs::ALL.map(OutCrs::uri),
        "collections": all.collect::<Vec<_>>(),
    });
    Ok(json_response(&page, "application/json"))
}

pub(super) async fn collection(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let collection = served.collection(&id)?;
    let format = Format::alone(query.as_deref(), &headers)?;
    if format == Format::Json {
        return Ok(json_response(&described(collection, &served, &base, Some(format)), "application/json"));
    }
    let lang = served.lang;
    let address = format!("{base}{ROOT}/collections/{id}");
    let rows = collection.layer.columns.iter().map(|column| {
        [column.name.clone(), column.meaning(lang).to_owned(), column.unit().to_owned()]
            .map(|text| Link::new("", text))
            .to_vec()
    });
    let head = [("Kolom", "Column"), ("Betekenis", "Meaning"), ("Eenheid", "Unit")];
    HtmlPage {
        trail: trail(&served, &base, &[("/collections", lang.pick("Lagen", "Layers"))]),
        notes: vec![collection.about.pick(lang).to_owned()],
        links: vec![
            Link::new(format!("{address}/items?f=html"), lang.pick("Objecten", "Features")),
            Link::new(format!("{address}?f=json"), lang.pick("Deze pagina als JSON", "This page as JSON")),
        ],
        head: head.map(|(nl, en)| lang.pick(nl, en).to_owned()).to_vec(),
        rows: rows.collect(),
        ..HtmlPage::new(collection.title.pick(lang), &base, lang)
    }
    .response()
}

pub(super) async fn queryables(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let collection = served.collection(&id)?;
    let format = Format::alone(query.as_deref(), &headers)?;
    let lang = served.lang;
    let title = lang.pick("Kolommen om op te filteren", "Columns to filter by");
    if format == Format::Html {
        let rows = collection.layer.columns.iter().map(|column| {
            vec![
                Link::new("", column.name.clone()),
                Link::new("", column.meaning(lang)),
                Link::new("", kind(column)),
            ]
        });
        let head = [("Kolom", "Column"), ("Betekenis", "Meaning"), ("Soort", "Kind")];
        let to = format!("/collections/{id}");
        let steps =
            [("/collections", lang.pick("Lagen", "Layers")), (to.as_str(), collection.title.pick(lang))];
        return HtmlPage {
            trail: trail(&served, &base, &steps),
            head: head.map(|(nl, en)| lang.pick(nl, en).to_owned()).to_vec(),
            rows: rows.collect(),
            ..HtmlPage::new(title, &base, lang)
        }
        .response();
    }
    let mut properties: serde_json::Map<String, Value> = collection
        .layer
        .columns
        .iter()
        .map(|column| {
            let meaning = match column.unit() {
                "" => column.meaning(lang).to_owned(),
                unit => format!("{} [{unit}]", column.meaning(lang)),
            };
            let about = json!({ "title": column.title(lang), "description": meaning, "type": kind(column) });
            (column.name.clone(), about)
        })
        .collect();
    properties.insert(
        crate::serve::cql::GEOMETRY.into(),
        json!({ "x-ogc-role": "primary-geometry", "format": "geometry-multipolygon" }),
    );
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("{base}{ROOT}/collections/{id}/queryables"),
        "type": "object",
        "title": collection.title.pick(lang),
        "properties": properties,
        "additionalProperties": false,
    });
    Ok(json_response(&schema, SCHEMA))
}

/// The JSON type of a column.
pub(super) fn kind(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Text => "string",
        ColumnKind::Int => "integer",
        ColumnKind::Real => "number",
        ColumnKind::Bool => "boolean",
    }
}
