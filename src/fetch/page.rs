//! What stands on a page of features?
//!
//! A GeoJSON FeatureCollection as OGC API Features, WFS and ArcGIS give it.
//! Features are not rewritten: they are found in the text and leave as the
//! service wrote them.

use std::ops::Range;

use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value as Json;

use super::{failure::own_words, store::sha256};

/// A page that was understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Where each feature stands in the text.
    pub features: Vec<Range<usize>>,
    /// How many there are on all pages, as far as the service tells.
    pub matched: Option<u64>,
    /// The link to the next page.
    pub next: Option<String>,
    /// The service says that there is more, without a link.
    pub more: bool,
    /// The CRS the page names.
    pub crs: Option<String>,
    /// SHA-256 of the features alone: links differ from page to page.
    pub sha256: String,
}

#[derive(Deserialize)]
struct Head {
    r#type: Option<Json>,
    features: Option<Vec<IgnoredAny>>,
    #[serde(rename = "numberMatched")]
    matched: Option<Json>,
    #[serde(default)]
    links: Vec<Link>,
    crs: Option<Json>,
    #[serde(default, rename = "exceededTransferLimit")]
    more: bool,
    properties: Option<Json>,
    error: Option<Json>,
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    rel: Json,
    #[serde(default)]
    href: Json,
    #[serde(default)]
    r#type: Json,
}

/// Reads a page.
///
/// # Errors
///
/// What it is instead, to be read behind "sent".
pub fn read(text: &[u8]) -> Result<Page, String> {
    let head: Head = serde_json::from_slice(text).map_err(|error| match text.trim_ascii_start().first() {
        None => "nothing".into(),
        Some(b'<') => match own_words(text) {
            Some(words) => format!("an error instead of GeoJSON: {words}"),
            None => "a web page or XML instead of GeoJSON".into(),
        },
        Some(_) => format!("JSON that cannot be read: {error}"),
    })?;
    let Some(count) =
        head.features.filter(|_| head.r#type == Some("FeatureCollection".into())).map(|all| all.len())
    else {
        let said = head.error.map(|error| format!(": {error}")).unwrap_or_default();
        return Err(format!("JSON without features{said}"));
    };
    let features = elements(text, b"\"features\"");
    if features.len() != count {
        return Err("JSON with two lists of features".into());
    }
    let is_next =
        |link: &&Link| link.rel == "next" && link.r#type.as_str().is_none_or(|kind| kind.contains("json"));
    let all = features.first().map_or(0, |first| first.start)..features.last().map_or(0, |last| last.end);
    Ok(Page {
        sha256: sha256(&text[all]),
        features,
        matched: head.matched.and_then(|number| number.as_u64()),
        next: head.links.iter().find(is_next).and_then(|link| link.href.as_str()).map(str::to_owned),
        more: head.more
            || head.properties.and_then(|all| all.get("exceededTransferLimit")?.as_bool()).unwrap_or(false),
        crs: head.crs.and_then(|crs| Some(crs.get("properties")?.get("name")?.as_str()?.to_owned())),
    })
}

/// The elements of an array that is a member of the outermost object, in a
/// text that is known to be JSON.
fn elements(text: &[u8], name: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut inside = false;
    let mut start = None;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'"' => {
                let end = string_end(text, at);
                // Only a key is followed by a colon.
                if depth == 1 && &text[at..end] == name {
                    let rest = text[end..].trim_ascii_start();
                    inside =
                        rest.strip_prefix(b":").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"["));
                }
                at = end;
                continue;
            }
            b'{' | b'[' => {
                if inside && depth == 2 {
                    start = Some(at);
                }
                depth += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                match start {
                    Some(start_at) if inside && depth == 2 => {
                        found.push(start_at..at + 1);
                        start = None;
                    }
                    _ if depth == 1 => inside = false,
                    _ => {}
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Just behind the string that starts here.
fn string_end(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < text.len() {
        match text[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_found_as_they_were_written() {
        let text = br#"{"a":{"features":[{"no":1}]},"links":[{"rel":"self","href":"x"},{"rel":"next","type":"text/html","href":"h"},{"rel":"next","type":"application/geo+json","href":"y"}],
            "type":"FeatureCollection", "features" : [ {"type":"Feature","properties":{"t":"] \"} \\"}} , {"b":[[1],[2]]} ],"numberMatched":7,"x":"features"}"#;
        let page = read(text).unwrap();
        let found: Vec<_> =
            page.features.iter().map(|at| std::str::from_utf8(&text[at.clone()]).unwrap()).collect();
        assert_eq!(found, [r#"{"type":"Feature","properties":{"t":"] \"} \\"}}"#, r#"{"b":[[1],[2]]}"#]);
        assert_eq!((page.matched, page.next.as_deref()), (Some(7), Some("y")));
    }

    #[test]
    fn what_is_no_page_is_named() {
        for (text, said) in [
            ("", "nothing"),
            ("  <html>", "a web page"),
            (r#"{"type":"FeatureCollection","features":[{"#, "cannot be read"),
            (r#"{"error":{"code":504,"message":"traag"}}"#, r#"{"code":504,"message":"traag"}"#),
            (r#"{"type":"Feature","features":[]}"#, "without features"),
            (r#"{"type":"FeatureCollection","features":[1,{}]}"#, "two lists"),
        ] {
            let error = read(text.as_bytes()).unwrap_err();
            assert!(error.contains(said), "{text}: {error}");
        }
        let deep = format!("{}{}", r#"{"type":"FeatureCollection","features":["#, "[".repeat(100_000));
        assert!(read(deep.as_bytes()).is_err());
    }

    #[test]
    fn an_unknown_total_and_an_arcgis_flag_are_understood() {
        let page = read(br#"{"type":"FeatureCollection","numberMatched":"unknown","properties":{"exceededTransferLimit":true},"crs":{"type":"name","properties":{"name":"EPSG:28992"}},"features":[]}"#).unwrap();
        assert_eq!(
            page,
            Page { more: true, crs: Some("EPSG:28992".into()), sha256: sha256(b""), ..Page::default() }
        );
    }
}
