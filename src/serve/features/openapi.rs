//! What can be asked, for programs that read such a description?
//!
//! OpenAPI 3.0, made of the layers there are: every column is a parameter.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use serde_json::{Map, Value, json};

use super::{
    Format, HtmlPage, Link, ROOT,
    pages::{OPENAPI, json_response, kind, trail},
    request::{CURSOR, MOST_LIMIT, RESERVED, USUAL_LIMIT},
};
use crate::{
    lang::Lang,
    serve::{
        asking::PATH, collection::Collection, cql::MOST_BYTES, crs::OutCrs, hosts::Base, problem::Problem,
        served::Served,
    },
};

pub(super) async fn api(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = Format::alone(query.as_deref(), &headers)?;
    let document = document(&served, &base);
    if format == Format::Json {
        return Ok(json_response(&document, OPENAPI));
    }
    let lang = served.lang;
    let paths = document["paths"].as_object().into_iter().flatten();
    let rows = paths.flat_map(|(path, asked)| {
        asked.as_object().into_iter().flatten().map(move |(method, about)| {
            let summary = about["summary"].as_str().unwrap_or_default();
            [method.to_uppercase(), path.clone(), summary.to_owned()].map(|text| Link::new("", text)).to_vec()
        })
    });
    let head = [("Vraag", "Method"), ("Adres", "Address"), ("Wat", "What")];
    HtmlPage {
        trail: trail(&served, &base, &[]),
        links: vec![Link::new(format!("{base}{ROOT}/api?f=json"), "OpenAPI 3.0")],
        head: head.map(|(nl, en)| lang.pick(nl, en).to_owned()).to_vec(),
        rows: rows.collect(),
        ..HtmlPage::new(lang.pick("Beschrijving", "Description"), &base, lang)
    }
    .response()
}

/// One question that can be asked.
struct Asked<'a> {
    id: String,
    summary: &'a str,
    parameters: Vec<Value>,
    /// The media type and the schema of the answer.
    answer: (&'static str, Value),
    has_html: bool,
}

impl Asked<'_> {
    fn path(self) -> Value {
        let mut content = Map::new();
        content.insert(self.answer.0.into(), json!({ "schema": self.answer.1 }));
        if self.has_html {
            content.insert("text/html".into(), json!({ "schema": { "type": "string" } }));
        }
        json!({
            "get": {
                "operationId": self.id,
                "summary": self.summary,
                "parameters": self.parameters,
                "responses": {
                    "200": { "description": "200", "content": content },
                    "400": problem(),
                    "404": problem(),
                    "406": problem(),
                    "414": too_long("414"),
                    "431": too_long("431"),
                    "503": problem(),
                },
            },
        })
    }
}

/// What the HTTP library answers by itself, without a body, where an address or
/// a head is too long.
fn too_long(status: &str) -> Value {
    json!({ "description": status })
}

fn problem() -> Value {
    json!({ "$ref": "#/components/responses/Problem" })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn object() -> Value {
    json!({ "type": "object" })
}

fn document(served: &Served, base: &Base) -> Value {
    let lang = served.lang;
    let page = |id: &str, summary: &'static str, required: &[&str]| {
        let schema = json!({ "type": "object", "required": required });
        Asked {
            id: id.to_owned(),
            summary,
            parameters: vec![reference("f")],
            answer: ("application/json", schema),
            has_html: true,
        }
        .path()
    };
    let mut paths = Map::new();
    paths.insert("/ogc".into(), page("landing", lang.pick("Wat er is", "What there is"), &["links"]));
    paths.insert(
        "/ogc/conformance".into(),
        page("conformance", lang.pick("Standaarden", "Standards"), &["conformsTo"]),
    );
    let description = Asked {
        id: "api".into(),
        summary: lang.pick("Deze beschrijving", "This description"),
        parameters: vec![reference("f")],
        answer: ("application/vnd.oai.openapi+json", object()),
        has_html: true,
    };
    paths.insert("/ogc/api".into(), description.path());
    paths.insert(
        "/ogc/collections".into(),
        page("collections", lang.pick("Lagen", "Layers"), &["links", "collections"]),
    );
    for collection in &served.collections {
        of_collection(collection, lang, &mut paths);
    }
    of_tiles(lang, &mut paths);
    of_sums(served, &mut paths);
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": served.run.name,
            "description": served.run.attribution(),
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{ "url": base.to_string() }],
        "paths": paths,
        "components": { "parameters": parameters(lang), "responses": { "Problem": {
            "description": lang.pick("Waarom er geen antwoord is", "Why there is no answer"),
            "content": { "application/problem+json": { "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": { "type": "string" },
                    "title": { "type": "string" },
                    "status": { "type": "integer" },
                    "detail": { "type": "string" },
                    "hint": { "type": "string" },
                },
            } } },
        } } },
    })
}

fn of_collection(collection: &Collection, lang: Lang, paths: &mut Map<String, Value>) {
    let id = collection.id;
    let title = collection.title.pick(lang);
    let path = format!("/ogc/collections/{id}");
    let describe = |name: &str, summary, answer| Asked {
        id: format!("{name}_{id}"),
        summary,
        parameters: vec![reference("f")],
        answer,
        has_html: true,
    };
    let described = json!({ "type": "object", "required": ["id", "links"] });
    paths.insert(path.clone(), describe("collection", title, ("application/json", described)).path());
    let summary = lang.pick("Kolommen om op te filteren", "Columns to filter by");
    paths.insert(
        format!("{path}/queryables"),
        describe("queryables", summary, ("application/schema+json", object())).path(),
    );
    let shared =
        ["f", "limit", CURSOR, "crs", "bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs"];
    let columns = collection.layer.columns.iter().filter(|column| !RESERVED.contains(&column.name.as_str()));
    let columns = columns.map(|column| {
        json!({
            "name": column.name,
            "in": "query",
            "description": column.meaning(lang),
            "schema": { "type": kind(column) },
        })
    });
    let features = json!({
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": { "type": "string", "enum": ["FeatureCollection"] },
            "features": { "type": "array", "items": feature() },
            "links": { "type": "array", "items": object() },
            "numberMatched": { "type": "integer", "minimum": 0 },
            "numberReturned": { "type": "integer", "minimum": 0 },
        },
    });
    let items = Asked {
        id: format!("items_{id}"),
        summary: title,
        parameters: shared.iter().map(|name| reference(name)).chain(columns).collect(),
        answer: ("application/geo+json", features),
        has_html: true,
    };
    paths.insert(format!("{path}/items"), items.path());
    let mut one = json!({
        "name": "featureId", "in": "path", "required": true, "schema": { "type": "string", "minLength": 1 },
    });
    give_example(&mut one, collection);
    let item = Asked {
        id: format!("item_{id}"),
        summary: lang.pick("Een object", "One feature"),
        parameters: vec![one, reference("f"), reference("crs")],
        answer: ("application/geo+json", feature()),
        has_html: true,
    };
    paths.insert(format!("{path}/items/{{featureId}}"), item.path());
}

/// Names a feature that is there.
fn give_example(parameter: &mut Value, collection: &Collection) {
    if let Some(example) = &collection.example {
        parameter["example"] = example.as_str().into();
    }
}

fn feature() -> Value {
    json!({
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": { "type": "string", "enum": ["Feature"] },
            "id": { "type": "string" },
            "geometry": { "type": "object", "nullable": true },
            "properties": { "type": "object" },
            "links": { "type": "array", "items": object() },
        },
    })
}

fn of_tiles(lang: Lang, paths: &mut Map<String, Value>) {
    let summary = lang.pick("Vectortegels", "Vector tiles");
    let sets = Asked {
        id: "tilesets".into(),
        summary,
        parameters: vec![reference("f")],
        answer: ("application/json", json!({ "type": "object", "required": ["tilesets"] })),
        has_html: true,
    };
    paths.insert("/ogc/tiles".into(), sets.path());
    let matrix = json!({
        "name": "tileMatrixSetId", "in": "path", "required": true,
        "schema": { "type": "string", "enum": ["WebMercatorQuad"] },
    });
    let form =
        json!({ "name": "f", "in": "query", "schema": { "type": "string", "enum": ["json", "tilejson"] } });
    let set = Asked {
        id: "tileset".into(),
        summary,
        parameters: vec![matrix.clone(), form],
        answer: ("application/json", object()),
        has_html: false,
    };
    paths.insert("/ogc/tiles/{tileMatrixSetId}".into(), set.path());
    let number = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "integer", "minimum": 0, "maximum": 1_000_000 } });
    let mvt = json!({ "name": "f", "in": "query", "schema": { "type": "string", "enum": ["mvt"] } });
    let tile = Asked {
        id: "tile".into(),
        summary: lang.pick("Een tegel", "One tile"),
        parameters: vec![matrix, number("tileMatrix"), number("tileRow"), number("tileCol"), mvt],
        answer: ("application/vnd.mapbox-vector-tile", json!({ "type": "string", "format": "binary" })),
        has_html: false,
    };
    let mut tile = tile.path();
    tile["get"]["responses"]["204"] = json!({ "description": lang.pick("Een lege tegel", "An empty tile") });
    paths.insert("/ogc/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}".into(), tile);
}

fn of_sums(served: &Served, paths: &mut Map<String, Value>) {
    let lang = served.lang;
    let mut id = json!({
        "name": "pand", "in": "path", "required": true, "schema": { "type": "string", "pattern": "^[0-9]{16}$" },
    });
    if let Some(panden) = served.collections.iter().find(|collection| collection.id == "panden") {
        give_example(&mut id, panden);
    }
    let pand = Asked {
        id: "pand".into(),
        summary: lang.pick("Waarom, of waarom niet?", "Why, or why not?"),
        parameters: vec![id],
        answer: ("application/json", object()),
        has_html: false,
    };
    paths.insert("/api/pand/{pand}".into(), pand.path());
    let question = json!({
        "type": "object",
        "required": ["zet"],
        "additionalProperties": false,
        "properties": { "zet": { "type": "array", "maxItems": 60, "items": { "type": "string" } } },
    });
    let responses: Map<String, Value> = ["400", "403", "408", "413", "415", "429", "503"]
        .into_iter()
        .map(|status| (status.to_owned(), problem()))
        .chain([
            (
                "200".to_owned(),
                json!({ "description": "200", "content": { "application/json": { "schema": object() } } }),
            ),
            ("414".to_owned(), too_long("414")),
            ("431".to_owned(), too_long("431")),
        ])
        .collect();
    paths.insert(
        PATH.into(),
        json!({
            "post": {
                "operationId": "watals",
                "summary": lang.pick("Wat als een norm anders is? Verandert niets.", "What if a norm is another? Changes nothing."),
                "requestBody": { "required": true, "content": { "application/json": { "schema": question } } },
                "responses": responses,
            },
        }),
    );
}

/// Parameters that several questions share.
fn parameters(lang: Lang) -> Value {
    let crs = OutCrs::ALL.map(OutCrs::uri);
    let of = |name: &str, about: &str, schema: Value| json!({ "name": name, "in": "query", "description": about, "schema": schema });
    let mut bbox = of(
        "bbox",
        lang.pick("Het deel van de kaart", "The part of the map"),
        json!({ "type": "array", "minItems": 4, "maxItems": 6, "items": { "type": "number" } }),
    );
    bbox["style"] = "form".into();
    bbox["explode"] = false.into();
    json!({
        "f": of("f", lang.pick("In welke vorm", "In which form"), json!({ "type": "string", "enum": ["json", "html"] })),
        "limit": of("limit", lang.pick("Hoogstens zo veel", "So many at most"), json!({ "type": "integer", "minimum": 1, "maximum": MOST_LIMIT, "default": USUAL_LIMIT })),
        (CURSOR): of(CURSOR, lang.pick("Waar de pagina begint, zoals een eerdere pagina het noemde", "Where the page begins, as an earlier page named it"), json!({ "type": "integer", "minimum": 0 })),
        "crs": of("crs", lang.pick("Coördinaten van het antwoord", "Coordinates of the answer"), json!({ "type": "string", "format": "uri", "enum": crs, "default": crs[0] })),
        "bbox": bbox,
        "bbox-crs": of("bbox-crs", lang.pick("Coördinaten van `bbox`", "Coordinates of `bbox`"), json!({ "type": "string", "format": "uri", "enum": crs })),
        "datetime": of("datetime", lang.pick("Wordt gelezen; objecten hebben geen tijd", "Is read; features have no time"), json!({ "type": "string" })),
        "filter": of("filter", "CQL2 text", json!({ "type": "string", "maxLength": MOST_BYTES })),
        "filter-lang": of("filter-lang", "cql2-text", json!({ "type": "string", "enum": ["cql2-text"] })),
        "filter-crs": of("filter-crs", lang.pick("Coördinaten van vormen in `filter`", "Coordinates of shapes in `filter`"), json!({ "type": "string", "format": "uri", "enum": crs })),
    })
}
