//! Which address is asked, and may it be followed?

use std::fmt;

use ureq::http::Uri;

/// An address on the web: `http` or `https`, with a host, without a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(Uri);

impl Address {
    /// Longest address that is followed.
    const LONGEST: usize = 8_000;

    /// Reads an absolute address.
    ///
    /// # Errors
    ///
    /// A few words that say what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > Self::LONGEST {
            return Err("an address of more than 8,000 characters".into());
        }
        // What follows `#` is never sent.
        let text = text.trim().split('#').next().unwrap_or_default();
        let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        if !matches!(scheme.as_deref(), Some("http" | "https")) {
            return Err(format!("`{text:.80}` is neither http nor https"));
        }
        let uri: Uri = text.parse().map_err(|error| format!("`{text:.80}` is no address: {error}"))?;
        if uri.host().is_none_or(str::is_empty)
            || uri.authority().is_some_and(|all| all.as_str().contains('@'))
        {
            return Err(format!("`{text:.80}` has no plain host"));
        }
        Ok(Self(uri))
    }

    /// The address a link on this page points to.
    ///
    /// # Errors
    ///
    /// As [`Address::parse`].
    pub fn join(&self, link: &str) -> Result<Self, String> {
        let link = link.trim();
        let scheme = self.0.scheme_str().unwrap_or_default();
        let authority = self.0.authority().map(|all| all.as_str()).unwrap_or_default();
        // A colon before any of `/?#` ends a scheme, also one that is not followed.
        let has_scheme = link.find([':', '/', '?', '#']).is_some_and(|at| link[at..].starts_with(':'));
        if has_scheme {
            Self::parse(link)
        } else if link.starts_with("//") {
            Self::parse(&format!("{scheme}:{link}"))
        } else if link.starts_with('/') {
            Self::parse(&format!("{scheme}://{authority}{link}"))
        } else if link.starts_with('?') {
            Self::parse(&format!("{scheme}://{authority}{}{link}", self.0.path()))
        } else {
            let folder = self.0.path().rsplit_once('/').map_or("", |(folder, _)| folder);
            Self::parse(&format!("{scheme}://{authority}{folder}/{link}"))
        }
    }

    /// The address with a path behind its own, such as `/collections/pand/items`.
    ///
    /// # Errors
    ///
    /// As [`Address::parse`].
    pub fn below(&self, path: &str) -> Result<Self, String> {
        let text = self.to_string();
        let (base, query) =
            text.split_once('?').map_or((text.as_str(), None), |(base, query)| (base, Some(query)));
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        Self::parse(&format!("{}{path}{query}", base.trim_end_matches('/')))
    }

    /// The address with parameters added; those it has already, whatever their case, are replaced.
    ///
    /// # Errors
    ///
    /// As [`Address::parse`].
    pub fn with<'a>(&self, parameters: impl IntoIterator<Item = (&'a str, String)>) -> Result<Self, String> {
        let text = self.to_string();
        let (base, query) = text.split_once('?').unwrap_or((&text, ""));
        let mut all: Vec<(String, String)> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for (name, value) in parameters {
            all.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
            all.push((name.to_owned(), encoded(&value)));
        }
        let query: Vec<String> = all.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        Self::parse(&format!("{base}?{}", query.join("&")))
    }

    /// Whether both lead to the same host, port and scheme.
    #[must_use]
    pub fn same_origin(&self, other: &Self) -> bool {
        let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
        let port =
            |uri: &Uri| uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        host(&self.0) == host(&other.0)
            && port(&self.0) == port(&other.0)
            && self.0.scheme() == other.0.scheme()
    }

    /// Whether the way there is encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.scheme_str() == Some("https")
    }

    /// The address without its parameters: enough to know who did not answer.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().split('?').next().unwrap_or_default().to_owned()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value as a query carries it. `:`, `/` and `,` stay: services read them so
/// and people too.
fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/,*".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    #[test]
    fn links_are_read_as_a_browser_reads_them() {
        let page = address("https://api.example.nl/bag/items?limit=10");
        for (link, whole) in [
            ("https://elders.nl/x?y=1#z", "https://elders.nl/x?y=1"),
            ("//elders.nl/x", "https://elders.nl/x"),
            ("/x?y", "https://api.example.nl/x?y"),
            ("?cursor=a:b", "https://api.example.nl/bag/items?cursor=a:b"),
            ("volgende", "https://api.example.nl/bag/volgende"),
        ] {
            assert_eq!(page.join(link).unwrap().to_string(), whole);
        }
    }

    #[test]
    fn other_schemes_users_and_nonsense_are_refused() {
        let page = address("https://api.example.nl/");
        for link in
            ["file:///etc/passwd", "FILE:/etc/passwd", "ftp://x.nl/", "javascript:alert(1)", "http:///x"]
        {
            assert!(page.join(link).is_err(), "{link}");
        }
        assert!(Address::parse("https://jan:geheim@example.nl/").is_err());
        assert!(Address::parse("api.example.nl").is_err());
        assert!(Address::parse(&format!("https://x.nl/{}", "a".repeat(9_000))).is_err());
    }

    #[test]
    fn parameters_are_encoded_and_replace_those_of_the_same_name() {
        let asked = address("https://x.nl/wfs?Service=WMS&map=a")
            .with([("service", "WFS".into()), ("naam", "'s-Gravenhage & co".into())])
            .unwrap();
        assert_eq!(asked.to_string(), "https://x.nl/wfs?map=a&service=WFS&naam=%27s-Gravenhage%20%26%20co");
        let below = address("https://x.nl/ogc/v1/?key=1").below("/collections/pand/items").unwrap();
        assert_eq!(below.to_string(), "https://x.nl/ogc/v1/collections/pand/items?key=1");
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let here = address("https://X.nl/a");
        assert!(here.same_origin(&address("https://x.nl:443/b?c")));
        assert!(!here.same_origin(&address("http://x.nl/a")));
        assert!(!here.same_origin(&address("https://x.nl:8443/a")));
        assert!(!here.same_origin(&address("https://y.nl/a")));
    }
}
