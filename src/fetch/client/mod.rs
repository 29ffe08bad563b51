//! How is a service asked, politely and with patience?
//!
//! One request at a time. What may pass (429, 5xx, silence, an answer that
//! broke off) is asked again after 1, 2, 4, … seconds or as long as the
//! service says (`Retry-After`). Redirects are followed by hand, so that each
//! step can be judged. Nothing is read beyond a limit, unpacked bytes included.

use std::{
    cell::Cell,
    io::{self, Read},
    thread,
    time::{Duration, Instant},
};

use ureq::{
    Agent, Body,
    http::{HeaderMap, Response},
};

use super::{
    address::Address,
    failure::{Failure, Trouble, own_words},
};
use crate::interrupt;

/// Most redirects that are followed for one request.
const MOST_REDIRECTS: usize = 5;

/// Longest wait between two tries, whoever asks for it.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Most bytes that one source may send in all, unpacked ones included.
const MOST_BYTES: u64 = 20 << 30;

/// A service that sends fewer bytes than this in four silences is silent too.
const SIGN_OF_LIFE: u64 = 1 << 10;

/// How often and how long.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How often a request is repeated.
    pub retries: u32,
    /// Longest silence of the other side.
    pub silence: Duration,
}

/// Asks.
pub struct Client {
    agent: Agent,
    retries: u32,
    silence: Duration,
    /// Bytes that the source at hand may still send.
    left: Cell<u64>,
}

/// What is asked besides the address.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The version at hand; the answer may be that it still holds.
    pub have: Version,
    /// The first byte that is wanted, and of which version.
    pub from: Option<(u64, Version)>,
}

/// How a service tells two versions of one answer apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Version {
    /// `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

impl Version {
    /// What `If-Range` may hold: a strong tag, else a date.
    #[must_use]
    pub fn strong(&self) -> Option<&str> {
        let tag = self.etag.as_deref().filter(|tag| !tag.starts_with("W/"));
        tag.or(self.modified.as_deref())
    }
}

impl Asked {
    /// The first byte of the part to ask for and the version it is of; `None`
    /// when the whole is asked for.
    fn range(&self) -> Option<(u64, &str)> {
        let (from, version) = self.from.as_ref()?;
        Some((*from, version.strong().filter(|_| *from > 0)?))
    }
}

/// The head of an answer, and its body still to be read.
pub struct Answer {
    /// 200, 206 or 304.
    pub status: u16,
    /// Who answered in the end.
    pub address: Address,
    /// Its version.
    pub version: Version,
    response: Response<Body>,
}

impl Client {
    /// A client for one run.
    #[must_use]
    pub fn new(patience: Patience) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("toplaag/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(patience.silence))
            .timeout_recv_response(Some(patience.silence))
            .timeout_per_read(Some(patience.silence))
            .build();
        Self {
            agent: config.new_agent(),
            retries: patience.retries,
            silence: patience.silence,
            left: Cell::new(MOST_BYTES),
        }
    }

    /// From here on another source is asked, which may send as much as the one before.
    pub fn next_source(&self) {
        self.left.set(MOST_BYTES);
    }

    /// Counts bytes that came in or were unpacked.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`] when it is more than one source may send in all.
    pub fn count(&self, address: &str, bytes: u64) -> Result<(), Failure> {
        let left = self.left.get().checked_sub(bytes).ok_or_else(|| Failure::Refused {
            address: address.to_owned(),
            detail: format!("sends more than {MOST_BYTES} bytes in all, which is not believed"),
        })?;
        self.left.set(left);
        Ok(())
    }

    /// Tries until it goes well, cannot go well, or patience ends.
    ///
    /// # Errors
    ///
    /// The last failure, or [`crate::error::Error::Interrupted`].
    pub fn patiently<T>(&self, mut attempt: impl FnMut() -> Result<T, Trouble>) -> Result<T, Trouble> {
        let mut tries = 0;
        loop {
            interrupt::check()?;
            let failure = match attempt() {
                Err(Trouble::Failure(failure)) => failure,
                other => return other,
            };
            let wait = failure.wait().unwrap_or(Duration::from_secs(1 << tries.min(6)));
            if !failure.may_pass() || tries >= self.retries || wait > LONGEST_WAIT {
                return Err(failure.into());
            }
            tries += 1;
            pause(wait)?;
        }
    }

    /// Asks once and follows redirects.
    ///
    /// # Errors
    ///
    /// A [`Failure`] for every status but 200, 304 and, where a part was asked for, 206.
    pub fn ask(&self, address: &Address, asked: &Asked) -> Result<Answer, Trouble> {
        let mut at = address.clone();
        for _ in 0..=MOST_REDIRECTS {
            interrupt::check()?;
            let mut response = self.once(&at, asked)?;
            let status = response.status().as_u16();
            match status {
                206 if asked.range().is_none() => {
                    let detail = "sends a part of what was asked for".into();
                    return Err(Failure::Refused { address: at.short(), detail }.into());
                }
                200 | 206 | 304 => {
                    let version = Version {
                        etag: header(response.headers(), "etag"),
                        modified: header(response.headers(), "last-modified"),
                    };
                    return Ok(Answer { status, address: at, version, response });
                }
                301 | 302 | 303 | 307 | 308 => at = redirected(&at, response.headers())?,
                status => {
                    let wait = header(response.headers(), "retry-after").and_then(|text| text.parse().ok());
                    let words = words(&mut response, self.silence);
                    return Err(Failure::Status { address: at.short(), status, wait, words }.into());
                }
            }
        }
        let detail = format!("redirects more than {MOST_REDIRECTS} times");
        Err(Failure::Refused { address: address.short(), detail }.into())
    }

    fn once(&self, address: &Address, asked: &Asked) -> Result<Response<Body>, Failure> {
        let mut request = self.agent.get(address.to_string());
        if let Some(tag) = &asked.have.etag {
            request = request.header("If-None-Match", tag);
        } else if let Some(date) = &asked.have.modified {
            request = request.header("If-Modified-Since", date);
        }
        if asked.from.is_some() {
            // A part of a packed file is of no use.
            request = request.header("Accept-Encoding", "identity");
        }
        if let Some((from, version)) = asked.range() {
            request = request.header("Range", format!("bytes={from}-")).header("If-Range", version);
        }
        request.call().map_err(|error| Failure::Silent { address: address.short(), detail: plain(&error) })
    }

    /// Reads a body piece by piece.
    ///
    /// # Errors
    ///
    /// [`Failure::Broken`] when it breaks off or is shorter than announced,
    /// [`Failure::Refused`] beyond `limit` bytes, and what `each` gives.
    pub fn read(
        &self,
        answer: &mut Answer,
        limit: u64,
        mut each: impl FnMut(&[u8]) -> Result<(), Trouble>,
    ) -> Result<u64, Trouble> {
        let announced = answer.announced();
        let address = answer.address.short();
        let too_large = || Failure::Refused {
            address: address.clone(),
            detail: format!("sends more than {limit} bytes, which is not believed"),
        };
        if announced.is_some_and(|bytes| bytes > limit) {
            return Err(too_large().into());
        }
        let mut body = answer.response.body_mut().with_config().limit(u64::MAX).reader();
        let mut buffer = vec![0_u8; 1 << 16];
        let mut total = 0_u64;
        let (mut seen, mut since) = (Instant::now(), 0_u64);
        loop {
            interrupt::check()?;
            let n = match body.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    let detail = format!("{total} bytes and broke off: {error}");
                    return Err(Failure::Broken { address, detail }.into());
                }
            };
            since += n as u64;
            if since >= SIGN_OF_LIFE {
                (seen, since) = (Instant::now(), 0);
            }
            if seen.elapsed() > self.silence.saturating_mul(4) {
                let detail = format!("{total} bytes and then next to nothing");
                return Err(Failure::Broken { address, detail }.into());
            }
            total += n as u64;
            if total > limit {
                return Err(too_large().into());
            }
            self.count(&address, n as u64)?;
            each(&buffer[..n])?;
        }
        match announced {
            Some(announced) if announced != total => {
                let detail = format!("{total} of {announced} bytes and broke off");
                Err(Failure::Broken { address, detail }.into())
            }
            _ => Ok(total),
        }
    }
}

impl Answer {
    /// One of the headers.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        header(self.response.headers(), name)
    }

    /// Bytes of the body as the service announced them; `None` when it did not or packs them.
    #[must_use]
    pub fn announced(&self) -> Option<u64> {
        let packed = self.header("content-encoding").is_some_and(|how| how != "identity");
        self.header("content-length").filter(|_| !packed)?.parse().ok()
    }

    /// Whether it is a page for people, such as one that says "maintenance".
    #[must_use]
    pub fn is_html(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("text/html"))
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Why a service says no, from the first 16 kB of its answer.
fn words(response: &mut Response<Body>, silence: Duration) -> String {
    let mut body = response.body_mut().with_config().limit(u64::MAX).reader().take(16 << 10);
    let (mut text, mut buffer, since) = (Vec::new(), [0_u8; 1 << 12], Instant::now());
    while since.elapsed() < silence {
        match body.read(&mut buffer) {
            Ok(n) if n > 0 => text.extend_from_slice(&buffer[..n]),
            _ => break,
        }
    }
    own_words(&text).unwrap_or_default()
}

fn redirected(at: &Address, headers: &HeaderMap) -> Result<Address, Failure> {
    let refused = |detail: String| Failure::Refused { address: at.short(), detail };
    let link = header(headers, "location").ok_or_else(|| refused("redirects to nowhere".into()))?;
    let to = at.join(&link).map_err(|why| refused(format!("redirects where it may not: {why}")))?;
    if at.is_https() && !to.is_https() {
        return Err(refused(format!("redirects to {}, which is not encrypted", to.short())));
    }
    Ok(to)
}

/// What the client said, for people.
fn plain(error: &ureq::Error) -> String {
    match error {
        ureq::Error::HostNotFound => "the host is not known; is there a connection?".into(),
        ureq::Error::Timeout(_) => "it took too long".into(),
        ureq::Error::Io(error) => error.to_string(),
        other => other.to_string(),
    }
}

/// Waits, but not for a user who wants to stop.
fn pause(wait: Duration) -> Result<(), Trouble> {
    let until = Instant::now() + wait;
    while Instant::now() < until {
        interrupt::check()?;
        thread::sleep(Duration::from_millis(100).min(until.saturating_duration_since(Instant::now())));
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests;
