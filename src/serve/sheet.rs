//! What does the fact sheet of a site say?
//!
//! `GET /feitenblad?locatie=ID` makes it while one waits, as `toplaag feitenblad`
//! does. One is made at a time.

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
    error::Error,
    export::document_html,
    factsheet,
    lang::{Lang, say},
    viewer::media_type,
};

/// A sheet has its looks in it, and loads nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// The address of a sheet.
pub fn routes() -> Router<Arc<Served>> {
    Router::new().route("/feitenblad", get(sheet))
}

async fn sheet(State(served): State<Arc<Served>>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let mut asked = Parameters::of(query.as_deref())?;
    let lang = asked.take("lang").and_then(|lang| Lang::parse(&lang)).unwrap_or(served.lang);
    let site = asked.take("locatie").ok_or_else(|| {
        Problem::bad_request(say!("noem een locatie: `?locatie=…`", "name a site: `?locatie=…`"))
    })?;
    asked.end()?;
    let _waiting = served.asking.waiting.try_acquire().map_err(|_| Problem::busy())?;
    let _at_work = served.asking.at_work.acquire().await.map_err(|_| Problem::busy())?;
    let making = Arc::clone(&served);
    let page = served.read(move || making.sheet(&site, lang)).await??;
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
    fn sheet(&self, site: &str, lang: Lang) -> Result<String, Problem> {
        let of_error = |error: Error| Problem::of_error(&error);
        let (record, base) = (self.record()?, self.base()?);
        let document = factsheet::sheet(&record, &base.sites, site, lang).map_err(of_error)?;
        let document = document.ok_or_else(|| {
            let detail = say!("er is geen locatie `{site:.80}`", "there is no site `{site:.80}`");
            Problem::new(StatusCode::NOT_FOUND, detail)
        })?;
        document_html(&document).map_err(|error| of_error(error.into()))
    }
}
