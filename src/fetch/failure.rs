//! Why could something not be had from its publisher?
//!
//! Not an [`Error`]: a source that does not answer is a warning, and the
//! others are fetched.

use std::time::Duration;

use crate::error::{Error, ExportError};

/// What one address did wrong. Parts of it come from that address itself:
/// they are shown on one line and not beyond 200 characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It answered with a status that means no.
    #[error("{} answered {status}{}{}", short(address), meaning(*status), said(words))]
    Status {
        /// Who was asked.
        address: String,
        /// The status.
        status: u16,
        /// Seconds it asks to wait.
        wait: Option<u64>,
        /// Why, in its own words; empty when it gives none.
        words: String,
    },
    /// It could not be reached, or fell silent.
    #[error("{} did not answer: {}", short(address), short(detail))]
    Silent {
        /// Who was asked.
        address: String,
        /// What went wrong.
        detail: String,
    },
    /// It broke off, or sent what cannot be read.
    #[error("{} sent {}", short(address), short(detail))]
    Broken {
        /// Who was asked.
        address: String,
        /// What was wrong with the answer.
        detail: String,
    },
    /// It sent something else than what was asked; asking again will not help.
    #[error("{} {}", short(address), short(detail))]
    Refused {
        /// Who was asked.
        address: String,
        /// What it did.
        detail: String,
    },
}

impl Failure {
    /// Whether it may go well another time.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504),
            Self::Silent { .. } | Self::Broken { .. } => true,
            Self::Refused { .. } => false,
        }
    }

    /// Whether it may mean that a service goes no further than this page, so
    /// that asking less at once helps: a "no" of its own, not silence, traffic
    /// jams or a locked door.
    #[must_use]
    pub fn may_be_a_limit(&self) -> bool {
        match self {
            Self::Status { status, .. } => {
                matches!(status, 400..=500) && !matches!(status, 401 | 403 | 407 | 408 | 425 | 429)
            }
            Self::Broken { .. } => true,
            Self::Silent { .. } | Self::Refused { .. } => false,
        }
    }

    /// How long the other side asks to be left alone.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Status { wait, .. } => wait.map(Duration::from_secs),
            _ => None,
        }
    }
}

fn said(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(": {}", short(words)) }
}

/// What a service says in an error: the `ExceptionText` of OGC services, or the
/// message of JSON. `None` when it is neither.
#[must_use]
pub fn own_words(text: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(text);
    let text = text.trim();
    if text.starts_with('<') {
        let (_, rest) = ["ExceptionText>", "ServiceException"]
            .iter()
            .find_map(|tag| text.split_once(tag).filter(|(_, rest)| rest.contains('<')))?;
        // A `ServiceException` has attributes, and stands in a report of that name.
        let rest = rest.rsplit_once("<ServiceException").map_or(rest, |(_, rest)| rest);
        let rest = rest.split_once('>').filter(|(head, _)| head.contains('=')).map_or(rest, |(_, rest)| rest);
        let words = rest.split("</").next()?.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        return Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|words| !words.is_empty());
    }
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    let members = ["/error/message", "/detail", "/description", "/message", "/title"];
    members.iter().find_map(|member| json.pointer(member)?.as_str().map(str::to_owned))
}

fn short(text: &str) -> String {
    text.chars().take(200).map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

fn meaning(status: u16) -> &'static str {
    match status {
        400 => " (bad request: the service changed?)",
        401 | 403 => " (not allowed)",
        404 | 410 => " (not found)",
        429 => " (too many requests)",
        500..=599 => " (a fault at the service)",
        _ => "",
    }
}

/// Why fetching one source ended: it failed, or the run must stop.
#[derive(Debug)]
pub enum Trouble {
    /// The source failed; the others go on.
    Failure(Failure),
    /// The run stops: the disk is full, or the user asked.
    Stop(Error),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Stop(error)
    }
}

impl From<ExportError> for Trouble {
    fn from(error: ExportError) -> Self {
        Self::Stop(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_service_says_is_one_short_line() {
        let detail = format!("JSON without features: \u{1b}[2J\n{}", "x".repeat(100_000));
        let address = format!("https://x.nl/{}", "y".repeat(7_000));
        for failure in [
            Failure::Broken { address: address.clone(), detail: detail.clone() },
            Failure::Refused { address: address.clone(), detail: detail.clone() },
            Failure::Silent { address: address.clone(), detail },
            Failure::Status { address, status: 404, wait: None, words: "y\n".repeat(9_000) },
        ] {
            let text = failure.to_string();
            assert!(text.len() < 460 && !text.contains(char::is_control), "{text:.600}");
        }
    }

    #[test]
    fn a_service_is_quoted() {
        for (text, words) in [
            (
                "<ows:ExceptionReport><ows:Exception><ows:ExceptionText>startindex may\n be 20</ows:ExceptionText>",
                Some("startindex may be 20"),
            ),
            (
                r#"<ServiceExceptionReport><ServiceException code="x"><![CDATA[too far]]></ServiceException>"#,
                Some("too far"),
            ),
            (
                r#"{"error":{"code":400,"message":"Pagination is not supported."}}"#,
                Some("Pagination is not supported."),
            ),
            (r#"{"code":"400","description":"limit"}"#, Some("limit")),
            ("<html><body>Onderhoud</body></html>", None),
            ("", None),
        ] {
            assert_eq!(own_words(text.as_bytes()).as_deref(), words, "{text}");
        }
    }

    #[test]
    fn a_no_may_be_a_limit_and_silence_is_none() {
        let status =
            |status| Failure::Status { address: String::new(), status, wait: None, words: String::new() };
        assert!([400, 404, 413, 500].iter().all(|no| status(*no).may_be_a_limit()));
        assert!(![401, 403, 429, 502, 503].iter().any(|no| status(*no).may_be_a_limit()));
    }
}
