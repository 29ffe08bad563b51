//! How is a file that stands in memory sent?
//!
//! Once: who has this version is told so.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest as _, Sha256};

/// A file in memory.
pub struct InMemory {
    /// What it holds.
    pub bytes: Bytes,
    /// Whether that is packed.
    pub is_gzip: bool,
    /// What it is.
    pub kind: &'static str,
    /// What tells it from other versions, between quotes.
    pub tag: String,
}

impl InMemory {
    /// As it is sent to who asks.
    pub fn response(&self, headers: &HeaderMap) -> Response {
        if is_known(headers, &self.tag) {
            return tagged(StatusCode::NOT_MODIFIED.into_response(), &self.tag);
        }
        let mut response = Response::new(Body::from(self.bytes.clone()));
        let to_send = response.headers_mut();
        to_send.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if self.is_gzip {
            to_send.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            to_send.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        tagged(response, &self.tag)
    }
}

/// Whether who asks can unpack what is packed.
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let takes = |one: &str| {
        let mut parts = one.split(';').map(str::trim);
        let is_gzip = matches!(parts.next(), Some("gzip" | "x-gzip" | "*"));
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        is_gzip && weight > 0.0
    };
    let all = headers.get_all(header::ACCEPT_ENCODING).iter();
    all.filter_map(|value| value.to_str().ok()).any(|value| value.split(',').any(takes))
}

/// Whether who asks has this version.
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        let value = value.to_str().unwrap_or_default();
        value.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
    })
}

/// An answer that says which version it is.
pub fn tagged(mut response: Response, tag: &str) -> Response {
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The first digits of a checksum, between quotes.
pub fn tag_of(bytes: &[u8]) -> String {
    let digits: String = Sha256::digest(bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}\"")
}
