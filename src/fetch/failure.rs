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
    #[error("{} answered {status}{}", short(address), meaning(*status))]
    Status {
        /// Who was asked.
        address: String,
        /// The status.
        status: u16,
        /// Seconds it asks to wait.
        wait: Option<u64>,
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

    /// How long the other side asks to be left alone.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Status { wait, .. } => wait.map(Duration::from_secs),
            _ => None,
        }
    }
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
            Failure::Status { address, status: 404, wait: None },
        ] {
            let text = failure.to_string();
            assert!(text.len() < 440 && !text.contains(char::is_control), "{text:.600}");
        }
    }
}
