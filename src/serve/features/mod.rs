//! How do other programs read the panden and sites of a run?
//!
//! OGC API Features: part 1 (JSON and HTML), part 2 (coordinate reference
//! systems) and the filters of part 3.
//!
//! # Source
//!
//! OGC 17-069r4, 18-058r1 and 19-079r2.

mod geojson;
mod html;
mod items;
mod openapi;
mod pages;
mod request;

use std::sync::Arc;

use axum::{Router, routing::get};

pub use html::{HtmlPage, Link};
pub use pages::{json_response, link};
pub use request::Format;

use super::served::Served;

/// Where the services stand.
pub const ROOT: &str = "/ogc";

/// The addresses of the services.
pub fn routes() -> Router<Arc<Served>> {
    Router::new()
        .route("/ogc", get(pages::landing))
        .route("/ogc/", get(pages::landing))
        .route("/ogc/stijl.css", get(pages::style))
        .route("/ogc/conformance", get(pages::conformance))
        .route("/ogc/api", get(openapi::api))
        .route("/ogc/collections", get(pages::collections))
        .route("/ogc/collections/{collection}", get(pages::collection))
        .route("/ogc/collections/{collection}/queryables", get(pages::queryables))
        .route("/ogc/collections/{collection}/items", get(items::items))
        .route("/ogc/collections/{collection}/items/{feature}", get(items::item))
}
