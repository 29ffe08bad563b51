//! Which requests get an answer at all?
//!
//! Those that name this machine as their host, so that a page from elsewhere
//! cannot have a browser ask on its behalf (DNS rebinding); that read, but for
//! the one address that makes sums and changes nothing; and as long as the run
//! is the one that was opened. Every answer carries what a browser is to keep to.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{asking::PATH, problem::Problem, served::Served};
use crate::lang::say;

/// Lets a request through, or says why not, and says what browsers keep to.
pub async fn guard(State(served): State<Arc<Served>>, mut request: Request, next: Next) -> Response {
    let is_head = request.method() == Method::HEAD;
    let is_sum = request.uri().path() == PATH;
    let mut response = match allowed(&served, &mut request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    // The router knows no words.
    if matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED)
        && response.extensions().get::<Problem>().is_none()
    {
        let refused =
            if response.status() == StatusCode::NOT_FOUND { Problem::not_found() } else { not_allowed() };
        response = refused.into_response();
    }
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = problem.response(served.lang);
        if problem.status() == StatusCode::METHOD_NOT_ALLOWED {
            let allow = if is_sum { "POST" } else { "GET, HEAD" };
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        if is_head {
            *response.body_mut() = axum::body::Body::empty();
        }
    }
    let headers = response.headers_mut();
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, served.hosts.policy.clone());
    }
    for (name, value) in KEPT_TO {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // A run may be replaced: what was kept is asked for again before it is used.
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    response
}

/// What browsers keep to, besides the policy.
const KEPT_TO: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "geolocation=(), camera=(), microphone=()"),
];

fn not_allowed() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        say!("hier wordt alleen gelezen (GET, HEAD)", "this is read only (GET, HEAD)"),
    )
}

fn allowed(served: &Served, request: &mut Request) -> Result<(), Problem> {
    let base = host(request.headers()).and_then(|host| served.hosts.base(host));
    let base = base.ok_or_else(|| {
        Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            say!(
                "deze server kent zichzelf niet onder die naam; geef hem met `--url`",
                "this server does not know itself by that name; give it with `--url`"
            ),
        )
    })?;
    // A request to a proxy names its host before the path.
    let named = request.uri().authority().map(Authority::as_str);
    if named.is_some_and(|named| served.hosts.base(named).is_none()) {
        return Err(Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            say!("deze server is geen proxy", "this server is no proxy"),
        ));
    }
    let is_sum = request.method() == Method::POST && request.uri().path() == PATH;
    if is_sum {
        let origin = request.headers().get(header::ORIGIN).map(HeaderValue::to_str);
        let site = request.headers().get("sec-fetch-site").map(HeaderValue::as_bytes);
        let is_own = origin.is_none_or(|origin| origin.is_ok_and(|origin| served.hosts.is_own(origin)));
        if !is_own || site.is_some_and(|site| site != b"same-origin" && site != b"none") {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                say!("een andere pagina mag hier niets vragen", "another page may not ask here"),
            ));
        }
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(not_allowed());
    }
    if !served.stamp.holds() {
        return Err(Problem::replaced());
    }
    request.extensions_mut().insert(base);
    Ok(())
}

/// The host a request names; `None` when it names none, or several.
fn host(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::HOST).iter();
    let host = all.next()?;
    if all.next().is_some() { None } else { host.to_str().ok() }
}
