//! How does one get all pages of a layer?
//!
//! Three kinds of service, one walk: ask a page, keep it, find the address of
//! the next. A page that is kept and young enough is not asked again; an older
//! one is asked whether it still holds. So a walk that broke off goes on where
//! it stopped, without a second way of doing it.

use super::{
    address::Address,
    client::{Asked, Client, Version},
    failure::{Failure, Trouble},
    page::{self, Page},
    store::{Kept, Store},
};
use crate::crs::Crs;

/// Largest page: 1,000 objects of 100 kB.
const LARGEST_PAGE: u64 = 100 << 20;

/// Most pages: 20 million objects.
const MOST_PAGES: usize = 20_000;

/// How the next page is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    /// By its link `next` (OGC API Features).
    Link,
    /// By counting on in this parameter (`startIndex` of WFS, `resultOffset` of ArcGIS).
    Offset(&'static str),
}

/// What is walked.
#[derive(Debug)]
pub struct Route {
    /// The first page.
    pub first: Address,
    /// Its address without parameters of the catalogue: one may be a key.
    pub shown: Address,
    /// How the next is found.
    pub paging: Paging,
    /// Objects a page, as asked.
    pub page_size: u64,
    /// The CRS that is asked for.
    pub crs: Crs,
    /// Pages fetched at or after this moment are not asked again, seconds since 1970.
    pub young_since: u64,
    /// This moment.
    pub now: u64,
}

/// All pages of a layer.
#[derive(Debug, Default)]
pub struct Walked {
    /// The pages in order; an empty one only when nothing came.
    pub pages: Vec<Kept>,
    /// Objects on them.
    pub received: u64,
    /// Objects there should be, as the service counted them last.
    pub matched: Option<u64>,
    /// The oldest page, seconds since 1970.
    pub fetched: u64,
}

/// Walks a layer. `tell` hears how many objects each page held and how many
/// there are in all.
///
/// # Errors
///
/// The first [`Failure`] that does not pass; pages fetched until then stay.
pub fn walk(
    client: &Client,
    store: &mut Store,
    route: &Route,
    mut tell: impl FnMut(u64, Option<u64>),
) -> Result<Walked, Trouble> {
    let mut walked = Walked { fetched: route.now, ..Walked::default() };
    let mut visited: Vec<String> = Vec::new();
    let mut before = String::new();
    let mut at = route.first.clone();
    loop {
        let (kept, page) = one(client, store, route, &at)?;
        let n = page.features.len() as u64;
        let refused = |detail: String| Failure::Refused { address: at.short(), detail };
        if n > 0 && before == page.sha256 {
            return Err(refused("sends the same page over and over".into()).into());
        }
        before.clone_from(&page.sha256);
        visited.push(at.to_string());
        walked.received += n;
        walked.matched = page.matched.or(walked.matched);
        walked.fetched = walked.fetched.min(kept.fetched);
        if n > 0 || walked.pages.is_empty() {
            walked.pages.push(kept);
        }
        tell(n, walked.matched);
        if n == 0 {
            break;
        }
        let Some(next) = next(route, &at, &page, &walked).map_err(&refused)? else { break };
        if !next.same_origin(&at) {
            return Err(refused(format!("says that the next page is elsewhere, at {}", next.short())).into());
        }
        if visited.contains(&next.to_string()) {
            return Err(refused("says that an earlier page is the next".into()).into());
        }
        if visited.len() >= MOST_PAGES {
            return Err(refused(format!("has no end after {MOST_PAGES} pages")).into());
        }
        at = next;
    }
    // A page without geometries need not say its CRS: it has that of the others.
    let crs = walked.pages.iter().map(|page| page.crs.clone()).find(|crs| !crs.is_empty());
    let crs = crs.unwrap_or_else(|| route.crs.name());
    for page in walked.pages.iter_mut().filter(|page| page.crs.is_empty()) {
        page.crs.clone_from(&crs);
    }
    store.prune(&visited)?;
    Ok(walked)
}

/// The address of the next page; `None` behind the last.
fn next(route: &Route, at: &Address, page: &Page, walked: &Walked) -> Result<Option<Address>, String> {
    match route.paging {
        Paging::Link => page
            .next
            .as_deref()
            .map(|link| {
                at.join(link).map_err(|why| format!("has a next page that cannot be followed: {why}"))
            })
            .transpose(),
        Paging::Offset(parameter) => {
            let is_last = match walked.matched {
                Some(matched) => walked.received >= matched,
                None => (page.features.len() as u64) < route.page_size && !page.more,
            };
            if is_last {
                return Ok(None);
            }
            route.first.with([(parameter, walked.received.to_string())]).map(Some)
        }
    }
}

/// One page: the kept one, or a new one that is then kept.
fn one(client: &Client, store: &mut Store, route: &Route, at: &Address) -> Result<(Kept, Page), Trouble> {
    let address = at.to_string();
    let before = store.page(&address).and_then(|(kept, text)| Some((kept, page::read(&text).ok()?)));
    if let Some((kept, page)) = before.as_ref().filter(|(kept, _)| kept.fetched >= route.young_since) {
        return Ok((kept.clone(), page.clone()));
    }
    let have = before.as_ref().map(|(kept, _)| kept.version.clone()).unwrap_or_default();
    let fresh = client.patiently(|| fetch(client, at, &have, route))?;
    match (fresh, before) {
        (Some((text, page, version, crs)), _) => {
            let kept = store.keep(&address, &text, version, crs, route.now)?;
            Ok((kept, page))
        }
        (None, Some((mut kept, page))) => {
            store.holds(&address, route.now)?;
            kept.fetched = route.now;
            Ok((kept, page))
        }
        (None, None) => {
            let detail = "says that nothing changed, to one who had nothing".into();
            Err(Failure::Refused { address: at.short(), detail }.into())
        }
    }
}

type Fresh = (Vec<u8>, Page, Version, String);

/// Asks for one page; `None` when the one at hand still holds.
fn fetch(client: &Client, at: &Address, have: &Version, route: &Route) -> Result<Option<Fresh>, Trouble> {
    let mut answer = client.ask(at, &Asked { have: have.clone(), from: None })?;
    if answer.status == 304 {
        return Ok(None);
    }
    if answer.is_html() {
        let detail = "answered with a web page instead of data".into();
        return Err(Failure::Refused { address: at.short(), detail }.into());
    }
    let mut text = Vec::new();
    client.read(&mut answer, LARGEST_PAGE, |bytes| {
        text.extend_from_slice(bytes);
        Ok(())
    })?;
    let broken = |detail: String| Failure::Broken { address: at.short(), detail };
    let page = page::read(&text).map_err(broken)?;
    let header = answer.header("content-crs").map(|crs| crs.trim_matches(['<', '>']).to_owned());
    let crs = header.or(page.crs.clone()).and_then(|text| Crs::parse(&text));
    let looks_like = || if is_degrees(&text, &page)? { Some(Crs::LonLat) } else { Some(route.crs.clone()) };
    let crs = crs.or_else(looks_like).map(|crs| crs.name()).unwrap_or_default();
    Ok(Some((text, page, answer.version, crs)))
}

/// Whether the first coordinates cannot be meters in the Netherlands; `None`
/// when there are no coordinates. A service that does not know the CRS that
/// was asked for gives degrees, and need not say so.
fn is_degrees(text: &[u8], page: &Page) -> Option<bool> {
    use geo::CoordsIter as _;
    let geometry = page
        .features
        .iter()
        .filter_map(|at| super::clip::geometry(&text[at.clone()]).ok().flatten())
        .find(|geometry| geometry.coords_count() > 0)?;
    Some(geometry.coords_iter().all(|coord| coord.x.abs() <= 180.0 && coord.y.abs() <= 180.0))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::fetch::client::tests::{answer, client, serve};

    #[test]
    fn a_page_without_geometries_has_the_crs_of_the_others() {
        let point = r#"{"type":"Point","coordinates":[4.36,52.01]}"#;
        let pages = ["null", point, "null"].into_iter().enumerate().map(|(i, geometry)| {
            let feature = format!(r#"{{"type":"Feature","id":{i},"geometry":{geometry},"properties":{{}}}}"#);
            let text = format!(r#"{{"type":"FeatureCollection","numberMatched":3,"features":[{feature}]}}"#);
            answer("200 OK", "", &text)
        });
        let first = serve(pages.collect(), Duration::ZERO);
        let route = Route {
            shown: first.clone(),
            first,
            paging: Paging::Offset("startIndex"),
            page_size: 1,
            crs: Crs::Rd,
            young_since: 0,
            now: 1,
        };
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        let walked = walk(&client(), &mut store, &route, |_, _| {}).unwrap();
        assert_eq!(walked.received, 3);
        assert!(walked.pages.iter().all(|page| page.crs == "OGC:CRS84"), "{walked:?}");
    }
}
