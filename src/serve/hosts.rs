//! By which names may the server be asked, and what is its address for who asks?

use std::{collections::BTreeSet, fmt, net::IpAddr};

use axum::http::{HeaderValue, uri::Authority};

/// What the pages may load and do: their own files, and the background map of
/// PDOK, which the page asks for when its reader switches it on.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob: data: https://service.pdok.nl; connect-src 'self' https://service.pdok.nl; \
    worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// How the outside of the server is called: the start of every address.
#[derive(Debug, Clone)]
pub struct Base(String);

impl fmt::Display for Base {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The names by which the server may be asked.
#[derive(Debug, Clone)]
pub struct Hosts {
    names: BTreeSet<String>,
    /// Whether others on the network may ask.
    is_open: bool,
    /// The address others were told, when it is another than what they ask.
    base: Option<Base>,
    /// What browsers keep to.
    pub policy: HeaderValue,
}

impl Hosts {
    /// The names of a server on an address. `url` is where others find it.
    pub fn new(bind: IpAddr, url: Option<&PublicUrl>) -> Self {
        let names = ["localhost".to_owned()].into_iter().chain(url.map(|url| url.host.clone()));
        Self {
            names: names.collect(),
            is_open: !bind.is_loopback(),
            base: url.map(|url| Base(url.text.clone())),
            policy: HeaderValue::from_static(POLICY),
        }
    }

    /// The start of addresses for who asks by this host; `None` when it is not
    /// one of ours.
    pub fn base(&self, host: &str) -> Option<Base> {
        let authority: Authority = host.parse().ok()?;
        // A name before an @ is no part of a host.
        if authority.as_str().contains('@') {
            return None;
        }
        let name = authority.host().to_ascii_lowercase();
        let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(&name);
        let is_ours = match address.parse::<IpAddr>() {
            // By number no name of somebody else leads here.
            Ok(address) => self.is_open || address.is_loopback(),
            Err(_) => self.names.contains(&name),
        };
        is_ours.then(|| self.base.clone().unwrap_or_else(|| Base(format!("http://{}", authority.as_str()))))
    }

    /// Whether a page of this origin may ask for sums.
    pub fn is_own(&self, origin: &str) -> bool {
        let host = origin.strip_prefix("http://").or(origin.strip_prefix("https://"));
        host.is_some_and(|host| self.base(host).is_some())
    }
}

/// An address under which a server is found: scheme, host, and a path before
/// ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    text: String,
    host: String,
}

impl PublicUrl {
    /// Reads one; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_end_matches('/');
        let rest = text.strip_prefix("https://").or(text.strip_prefix("http://"))?;
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path));
        let authority: Authority = host.parse().ok()?;
        let plain = |sign: char| sign.is_ascii_alphanumeric() || "/-._~".contains(sign);
        let is_plain = !authority.as_str().contains('@') && path.chars().all(plain);
        is_plain.then(|| Self { text: text.to_owned(), host: authority.host().to_ascii_lowercase() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(hosts: &Hosts, host: &str) -> Option<String> {
        hosts.base(host).map(|base| base.to_string())
    }

    #[test]
    fn only_its_own_names_lead_to_a_server_on_loopback() {
        let hosts = Hosts::new([127, 0, 0, 1].into(), None);
        for host in ["localhost:28992", "LOCALHOST", "127.0.0.1:1", "[::1]:28992", "127.3.2.1"] {
            assert_eq!(base(&hosts, host), Some(format!("http://{host}")), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "a@localhost",
            "10.0.0.8",
            "a b",
        ] {
            assert_eq!(base(&hosts, host), None, "{host}");
        }
        assert!(hosts.is_own("http://localhost:28992"));
        for origin in ["null", "https://evil.example", "file://localhost", ""] {
            assert!(!hosts.is_own(origin), "{origin}");
        }
    }

    #[test]
    fn a_server_for_others_is_asked_by_number_or_by_the_name_it_was_given() {
        let url = PublicUrl::parse("https://kaart.example.nl/toplaag/").unwrap();
        let hosts = Hosts::new([0, 0, 0, 0].into(), Some(&url));
        for host in ["10.0.0.8:28992", "kaart.example.nl", "localhost"] {
            assert_eq!(base(&hosts, host).as_deref(), Some("https://kaart.example.nl/toplaag"), "{host}");
        }
        assert_eq!(base(&hosts, "evil.example"), None);
        for text in
            ["kaart.example.nl", "https://", "https://a@b.nl", "https://b.nl/\"><script>", "ftp://b.nl"]
        {
            assert_eq!(PublicUrl::parse(text), None, "{text}");
        }
    }
}
