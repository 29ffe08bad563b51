//! What the server says, asked without a network: of the sample town.

mod damage;
mod filters;
mod part_1;
mod part_2;
mod rules;
mod tiles;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::{Data, Hosts, Served, app, runtime};
use crate::{config::Project, lang::Lang, progress::Silent, sample, scan};

/// The sample town, scanned once.
struct Town {
    folder: TempDir,
    runtime: tokio::runtime::Runtime,
    app: Router,
}

impl Town {
    fn run(&self) -> PathBuf {
        self.folder.path().join("uit")
    }
}

fn town() -> &'static Town {
    static TOWN: OnceLock<Town> = OnceLock::new();
    TOWN.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in sample::embedded() {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let project = Project::read(&folder.path().join("toplaag.toml")).unwrap();
        let options = scan::Options { out: folder.path().join("uit"), ..scan::Options::default() };
        scan::run(&project, &options, &mut Silent).unwrap();
        let runtime = runtime().unwrap();
        let app = app(served(&runtime, &folder.path().join("uit")), None);
        Town { folder, runtime, app }
    })
}

fn served(runtime: &tokio::runtime::Runtime, folder: &Path) -> Arc<Served> {
    let hosts = Hosts::new([127, 0, 0, 1].into(), None);
    Arc::new(
        runtime.block_on(Served::open(folder.to_owned(), Some(Lang::En), hosts, Data::default())).unwrap(),
    )
}

/// What was answered.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Refused with this status, in JSON that says why.
    fn is_refused(&self, status: u16, part: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(part), "{detail}");
    }
}

fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header("host", "localhost:28992")
}

fn send(app: &Router, request: Request<Body>) -> Answer {
    let town = town();
    town.runtime.block_on(async {
        let response = app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    })
}

fn ask(request: Request<Body>) -> Answer {
    send(&town().app, request)
}

fn get(path: &str) -> Answer {
    ask(request(Method::GET, path).body(Body::empty()).unwrap())
}

/// The JSON at an address, which must be there.
fn json(path: &str) -> Value {
    let answer = get(path);
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    answer.json()
}

const RD: &str = "http://www.opengis.net/def/crs/EPSG/0/28992";

/// All features of a layer, in RD New.
fn all(collection: &str) -> Vec<Value> {
    let page = json(&format!("/ogc/collections/{collection}/items?limit=10000&crs={RD}"));
    let features = page["features"].as_array().unwrap().clone();
    assert_eq!(page["numberMatched"], features.len());
    features
}

/// The identifications on a page.
fn ids(page: &Value) -> Vec<&str> {
    page["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap()).collect()
}

/// A text as it stands behind a question mark.
fn asked(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The address of a link, without the host.
fn link<'a>(page: &'a Value, rel: &str) -> Option<&'a str> {
    let links = page["links"].as_array()?;
    let link = links.iter().find(|link| link["rel"] == rel)?;
    link["href"].as_str()?.strip_prefix("http://localhost:28992")
}
