//! What stands behind the question mark of an address?

use std::collections::BTreeMap;

use super::problem::Problem;
use crate::lang::say;

/// Most bytes behind the question mark.
const MOST_BYTES: usize = 16 << 10;

/// The parameters of a request, each once.
#[derive(Debug, Default)]
pub struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Those of a request.
    ///
    /// # Errors
    ///
    /// [`Problem`] when one is given twice, or there is too much.
    pub fn of(query: Option<&str>) -> Result<Self, Problem> {
        let query = query.unwrap_or_default();
        if query.len() > MOST_BYTES {
            return Err(Problem::bad_request(say!(
                "het adres is te lang: hoogstens {MOST_BYTES} tekens achter het vraagteken",
                "the address is too long: {MOST_BYTES} signs behind the question mark at most"
            )));
        }
        let mut all = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if all.insert(name.to_string(), value.to_string()).is_some() {
                return Err(Problem::bad_request(say!(
                    "`{name}` staat er twee keer",
                    "`{name}` is given twice"
                )));
            }
        }
        Ok(Self(all))
    }

    /// Takes one out.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// What has not been taken.
    pub fn rest(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether all has been taken.
    ///
    /// # Errors
    ///
    /// [`Problem`] that names what was not.
    pub fn end(&self) -> Result<(), Problem> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(name) => Err(Problem::bad_request(say!(
                "er is geen parameter `{name}`",
                "there is no parameter `{name}`"
            ))),
        }
    }
}

/// An address part as it stands in an address.
pub fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => {
                encoded.push(char::from(byte))
            }
            other => {
                let _ = write!(encoded, "%{other:02X}");
            }
        }
    }
    encoded
}
