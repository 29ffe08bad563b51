//! What would come out with other norms?
//!
//! `POST /api/watals` asks the rules again on the record of the run, as
//! `toplaag watals` does, and changes nothing. One is worked out at a time, as
//! each takes all processors.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use serde::Deserialize;
use tokio::time::timeout;

use super::{asking::PATH, fgb::Damaged, problem::Problem, served::Served};
use crate::{
    beside::Beside,
    error::Error,
    lang::say,
    viewer::{Hidden, WhatIf},
    whatif::Scenario,
};

/// Most bytes of a question.
const MOST_BYTES: usize = 64 << 10;

/// Most norms in a question.
const MOST_CHANGES: usize = 60;

/// How long a question may take to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// A question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// Norms with their values, as behind `--zet`.
    zet: Vec<String>,
}

/// The address of the question.
pub fn routes() -> Router<Arc<Served>> {
    Router::new().route(PATH, post(ask))
}

async fn ask(State(served): State<Arc<Served>>, headers: HeaderMap, body: Body) -> Result<Response, Problem> {
    let question = question(&headers, body).await?;
    let _waiting = served.asking.waiting.try_acquire().map_err(|_| Problem::busy())?;
    let _at_work = served.asking.at_work.acquire().await.map_err(|_| Problem::busy())?;
    let asked = Arc::clone(&served);
    let answer = served.read(move || answer(&asked, &question)).await??;
    // The record is read while it is asked.
    if !served.stamp.holds() {
        return Err(Problem::replaced());
    }
    let mut response = answer.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn question(headers: &HeaderMap, body: Body) -> Result<Question, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            say!("stuur de vraag als application/json", "send the question as application/json"),
        ));
    }
    let body = timeout(PATIENCE, to_bytes(body, MOST_BYTES)).await.map_err(|_| {
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            say!("de vraag kwam niet af", "the question did not come to its end"),
        )
    })?;
    let body = body.map_err(|_| {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            say!(
                "de vraag is langer dan {MOST_BYTES} bytes",
                "the question is longer than {MOST_BYTES} bytes"
            ),
        )
    })?;
    let question: Question = serde_json::from_slice(&body).map_err(|error| {
        Problem::bad_request(say!(
            "de vraag is {{\"zet\": [\"groep.norm=waarde\"]}}: „{error}”",
            "the question is {{\"zet\": [\"group.norm=value\"]}}: {error}"
        ))
    })?;
    if question.zet.len() > MOST_CHANGES {
        return Err(Problem::bad_request(say!(
            "hoogstens {MOST_CHANGES} normen tegelijk",
            "{MOST_CHANGES} norms at once at most"
        )));
    }
    Ok(question)
}

fn answer(served: &Served, question: &Question) -> Result<Vec<u8>, Problem> {
    let of_error = |error: Error| Problem::of_error(&error);
    let (record, base) = (served.record()?, served.base()?);
    let scenario = Scenario::typed(&question.zet, &record.params).map_err(of_error)?;
    let after = record.answer(&scenario.params).map_err(of_error)?;
    let whatif = WhatIf::of(&Beside::new(&base, &after), &Hidden::default());
    Ok(serde_json::to_vec(&whatif).map_err(|error| Damaged(error.to_string()))?)
}
