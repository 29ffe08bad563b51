//! How is a request told that it cannot be answered?
//!
//! As `application/problem+json` (RFC 9457), in the language of the server.

use std::fmt;

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
};
use serde_json::json;

use super::fgb::Damaged;
use crate::{
    error::Error,
    lang::{Lang, Said, say},
};

/// Why there is no answer.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    detail: Said,
    hint: Option<Said>,
}

impl Problem {
    /// One with this status.
    pub fn new(status: StatusCode, detail: Said) -> Self {
        Self { status, detail, hint: None }
    }

    /// What was asked is not understood.
    pub fn bad_request(detail: Said) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// There is no such thing.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, say!("hier is niets", "there is nothing here"))
    }

    /// Another run stands in the folder than the one that is served.
    pub fn replaced() -> Self {
        Self {
            hint: Some(say!(
                "stop `toplaag toon` en start het opnieuw",
                "stop `toplaag toon` and start it again"
            )),
            ..Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                say!(
                    "de run in deze map is vervangen sinds `toplaag toon` begon",
                    "the run in this folder was replaced since `toplaag toon` began"
                ),
            )
        }
    }

    /// It is busy with others.
    pub fn busy() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            say!(
                "er wordt al gerekend; vraag het zo opnieuw",
                "other sums are being made; ask again in a moment"
            ),
        )
    }

    /// An error of the run, or of what was asked of it.
    pub fn of_error(error: &Error) -> Self {
        let status = match error {
            Error::CommandLine { .. } | Error::Project { .. } => StatusCode::BAD_REQUEST,
            Error::NotFound { .. } => StatusCode::NOT_FOUND,
            Error::Interrupted => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { hint: error.cure(), ..Self::new(status, error.said()) }
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// As it is sent.
    pub fn response(&self, lang: Lang) -> Response<Body> {
        let mut problem = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or_default(),
            "status": self.status.as_u16(),
            "detail": self.detail.pick(lang),
        });
        if let Some(hint) = &self.hint {
            problem["hint"] = hint.pick(lang).into();
        }
        let mut response = Response::new(Body::from(problem.to_string()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if matches!(self.status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

/// In English.
impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.detail)
    }
}

impl From<Damaged> for Problem {
    fn from(error: Damaged) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            say!(
                "de bestanden van de run zijn beschadigd: „{error}”",
                "the files of the run are damaged: {error}"
            ),
        )
    }
}

/// The guard puts it in the language of the server.
impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let mut response = self.response(Lang::default());
        response.extensions_mut().insert(self);
        response
    }
}
