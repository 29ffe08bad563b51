//! Where is the page with map and list?
//!
//! Embedded in the program. Its files are known by name: no path leads to the
//! disk.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};

use super::{
    features::{HtmlPage, Link, ROOT},
    hosts::Base,
    problem::Problem,
    send::{InMemory, tag_of},
    served::Served,
};
use crate::viewer::page_files;

/// The files of the page with their tags.
fn files() -> &'static BTreeMap<&'static str, InMemory> {
    static FILES: OnceLock<BTreeMap<&str, InMemory>> = OnceLock::new();
    FILES.get_or_init(|| {
        let file = |file: &crate::viewer::PageFile| {
            let kind = file.media_type();
            (file.name, InMemory { bytes: file.bytes.into(), is_gzip: false, kind, tag: tag_of(file.bytes) })
        };
        page_files().iter().map(file).collect()
    })
}

/// A file of the page, or that there is none.
pub async fn file(
    State(served): State<Arc<Served>>,
    Extension(base): Extension<Base>,
    request: Request,
) -> Result<Response, Problem> {
    let name = match request.uri().path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    if let Some(file) = files().get(name) {
        return Ok(file.response(request.headers()));
    }
    if name == "index.html" {
        return without_page(&served, &base);
    }
    Err(Problem::not_found())
}

/// What stands in the place of the page where the program was built without it.
fn without_page(served: &Served, base: &Base) -> Result<Response, Problem> {
    let lang = served.lang;
    let how = lang.pick(
        "Dit programma is gebouwd zonder de kaart. Wie het zelf bouwt krijgt hem met `npm --prefix viewer ci`, \
         `npm --prefix viewer run build` en daarna `cargo build`. De diensten hieronder werken wel.",
        "This program was built without the map. Who builds it gets it by `npm --prefix viewer ci`, \
         `npm --prefix viewer run build` and then `cargo build`. The services below work.",
    );
    HtmlPage {
        notes: vec![how.to_owned()],
        links: vec![Link::new(
            format!("{base}{ROOT}?f=html"),
            lang.pick("Lagen en diensten", "Layers and services"),
        )],
        ..HtmlPage::new(served.run.name.clone(), base, lang)
    }
    .response()
}
