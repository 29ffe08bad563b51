//! What does the document of a site or buurt say?
//!
//! `GET /feitenblad?locatie=ID` and `GET /gebiedspaspoort?gebied=CODE` make it
//! while one waits, as `toplaag feitenblad` and `toplaag paspoort` do. One is
//! made at a time.

use std::sync::Arc;

use axum::{
    Router,
    extract::{RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{problem::Problem, query::Parameters, served::Served};
use crate::{
    document::Document,
    error::Error,
    export::document_html,
    factsheet,
    lang::{Lang, Said, say},
    passport,
    record::{Answer, Record},
    viewer::media_type,
};

/// A document has its looks in it, and loads nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Makes a document of a run in a language about what is named; `None` when
/// there is none of that name.
type Make = fn(&Record, &Answer, &str, Lang) -> Result<Option<Document>, Error>;

/// A kind of document that is made when it is asked for.
struct Made {
    /// The parameter that names what it is about.
    about: &'static str,
    /// What is said when it is not named.
    unnamed: fn() -> Said,
    /// What is said when there is none of that name.
    unknown: fn(&str) -> Said,
    make: Make,
}

const SHEET: Made = Made {
    about: "locatie",
    unnamed: || say!("noem een locatie: `?locatie=…`", "name a site: `?locatie=…`"),
    unknown: |id| say!("er is geen locatie `{id:.80}`", "there is no site `{id:.80}`"),
    make: |record, base, id, lang| factsheet::sheet(record, &base.sites, id, lang),
};

const PASSPORT: Made = Made {
    about: "gebied",
    unnamed: || say!("noem de code van een buurt: `?gebied=…`", "name the code of a buurt: `?gebied=…`"),
    unknown: |id| say!("de run heeft geen buurt `{id:.80}`", "the run has no buurt `{id:.80}`"),
    make: |record, base, id, lang| passport::passport(record, &base.sites, id, lang),
};

/// The addresses of documents.
pub fn routes() -> Router<Arc<Served>> {
    Router::new()
        .route("/feitenblad", get(|served, query| document(served, query, &SHEET)))
        .route("/gebiedspaspoort", get(|served, query| document(served, query, &PASSPORT)))
}

async fn document(
    State(served): State<Arc<Served>>,
    RawQuery(query): RawQuery,
    kind: &'static Made,
) -> Result<Response, Problem> {
    let mut asked = Parameters::of(query.as_deref())?;
    let lang = asked.take("lang").and_then(|lang| Lang::parse(&lang)).unwrap_or(served.lang);
    let id = asked.take(kind.about).ok_or_else(|| Problem::bad_request((kind.unnamed)()))?;
    asked.end()?;
    let _waiting = served.asking.waiting.try_acquire().map_err(|_| Problem::busy())?;
    let _at_work = served.asking.at_work.acquire().await.map_err(|_| Problem::busy())?;
    let making = Arc::clone(&served);
    let page = served.read(move || making.document(kind, &id, lang)).await??;
    if !served.stamp.holds() {
        return Err(Problem::replaced());
    }
    let mut response = page.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type("html")));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

impl Served {
    fn document(&self, kind: &Made, id: &str, lang: Lang) -> Result<String, Problem> {
        let of_error = |error: Error| Problem::of_error(&error);
        let (record, base) = (self.record()?, self.base()?);
        let document = (kind.make)(&record, &base, id, lang).map_err(of_error)?;
        let document = document.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, (kind.unknown)(id)))?;
        document_html(&document).map_err(|error| of_error(error.into()))
    }
}
