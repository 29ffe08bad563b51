//! What does the page read?
//!
//! The files of [`crate::viewer`], made at the first question and kept packed;
//! and what is told of one pand.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};

use super::{
    fgb::Damaged,
    problem::Problem,
    send::{InMemory, tag_of, takes_gzip},
    served::Served,
};
use crate::{
    error::{Error, ReadError},
    lang::say,
    model::PandId,
    viewer::{self, media_type, pand_answer},
};

/// The addresses of what the page reads.
pub fn routes() -> Router<Arc<Served>> {
    Router::new()
        .route("/tokens.css", get(tokens))
        .route("/data/{*name}", get(file))
        .route("/data/knelpunten.json", get(steps))
        .route("/api/pand/{pand}", get(pand))
}

async fn tokens(State(served): State<Arc<Served>>, headers: HeaderMap) -> Result<Response, Problem> {
    served.data.tokens.as_ref().map(|style| style.response(&headers)).ok_or_else(Problem::not_found)
}

async fn file(
    State(served): State<Arc<Served>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if served.data.files.get().is_none() {
        let making = Arc::clone(&served);
        served.read(move || making.make_files()).await??;
    }
    let files = served.data.files.get().ok_or_else(Problem::not_found)?;
    let file = files.get(&format!("data/{name}")).ok_or_else(Problem::not_found)?;
    sent(file, &headers)
}

async fn steps(State(served): State<Arc<Served>>, headers: HeaderMap) -> Result<Response, Problem> {
    if served.data.steps.get().is_none() {
        let making = Arc::clone(&served);
        served.read(move || making.make_steps()).await??;
    }
    let file = served.data.steps.get().and_then(Option::as_ref).ok_or_else(Problem::not_found)?;
    sent(file, &headers)
}

/// A packed file, to who can unpack it or not.
fn sent(file: &InMemory, headers: &HeaderMap) -> Result<Response, Problem> {
    if takes_gzip(headers) {
        return Ok(file.response(headers));
    }
    let mut bytes = Vec::new();
    GzDecoder::new(&file.bytes[..]).read_to_end(&mut bytes).map_err(Damaged::from)?;
    let tag = tag_of(&bytes);
    Ok(InMemory { bytes: bytes.into(), is_gzip: false, kind: file.kind, tag }.response(headers))
}

impl Served {
    /// Makes the files, once.
    fn make_files(&self) -> Result<(), Problem> {
        let base = self.base()?;
        let _held = self.once();
        if self.data.files.get().is_some() {
            return Ok(());
        }
        let record = self.record()?;
        let settings = self.data.settings();
        let mut files = BTreeMap::new();
        let mut keep = |name: &str, bytes: &[u8]| -> Result<(), Error> {
            files.insert(name.to_owned(), packed(name, bytes)?);
            Ok(())
        };
        let data = viewer::Data::of(&record, &base.sites, &settings);
        data.each_file(&mut keep).map_err(|error| Problem::of_error(&error))?;
        if !self.stamp.holds() {
            return Err(Problem::replaced());
        }
        let _ = self.data.files.set(files);
        Ok(())
    }

    /// Asks each rule what it brings, once.
    fn make_steps(&self) -> Result<(), Problem> {
        let record = self.record()?;
        let _held = self.once();
        if self.data.steps.get().is_some() {
            return Ok(());
        }
        let made = viewer::steps_file(&record)
            .and_then(|made| made.map(|(name, bytes)| packed(name, &bytes)).transpose());
        let made = made.map_err(|error| Problem::of_error(&error))?;
        if !self.stamp.holds() {
            return Err(Problem::replaced());
        }
        let _ = self.data.steps.set(made);
        Ok(())
    }
}

fn packed(name: &str, bytes: &[u8]) -> Result<InMemory, Error> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    let packed = packed.map_err(|source| ReadError::Open { path: name.into(), source })?;
    let tag = tag_of(&packed);
    Ok(InMemory { bytes: packed.into(), is_gzip: true, kind: media_type(name), tag })
}

async fn pand(State(served): State<Arc<Served>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: PandId = id
        .parse()
        .map_err(|_| Problem::bad_request(say!("een pand heeft 16 cijfers", "a pand has 16 digits")))?;
    let asked = Arc::clone(&served);
    let told = move || -> Result<Option<Vec<u8>>, Problem> {
        let (record, base) = (asked.record()?, asked.base()?);
        let answer = pand_answer(&record, &base.sites, id).map_err(|error| Problem::of_error(&error))?;
        let bytes = answer.map(|answer| serde_json::to_vec(&answer)).transpose();
        Ok(bytes.map_err(|error| Damaged(error.to_string()))?)
    };
    let bytes = served.read(told).await??.ok_or_else(Problem::not_found)?;
    if !served.stamp.holds() {
        return Err(Problem::replaced());
    }
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
