//! How does one get all pages of a layer within a box?
//!
//! Three kinds of service, one walk: ask a page, keep it, find the address of
//! the next. A page that is kept and young enough is not asked again; an older
//! one is asked whether it still holds. So a walk that broke off goes on where
//! it stopped, without a second way of doing it.
//!
//! A walk ends with what it knows of the rest ([`End`]): pages may overlap, a
//! service may go no further than so many objects, or count what it does not
//! give. What is done about it stands in `boxes`.

use std::collections::{BTreeSet, HashSet};

use super::{
    address::Address,
    client::{Asked, Client, Version},
    failure::{Failure, Trouble},
    page::{self, Page},
    row,
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
    /// By counting on in this parameter (`startIndex` of WFS, `resultOffset` of ArcGIS);
    /// in the order of a property when the other is given one.
    Offset(&'static str, &'static str),
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

/// All that came of a layer, over all boxes.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The pages in order; an empty one only when nothing came.
    pub pages: Vec<Kept>,
    /// The different rows on them.
    pub rows: HashSet<u128>,
    /// Addresses that were asked.
    pub visited: BTreeSet<String>,
    /// The most rows one page held.
    pub largest: u64,
    /// The property that names objects, as the service spells it.
    pub naming: Option<String>,
}

/// How a walk ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// All came.
    Whole,
    /// Pages overlap: some rows came twice, so others may not have come.
    Overlaps,
    /// It goes no further, or stops where there may be more; why.
    Cut(String),
    /// A page with room to spare held fewer objects than the service counts.
    Miscounted,
}

/// One box that was walked.
#[derive(Debug)]
pub struct Walked {
    /// How it ended.
    pub end: End,
    /// Objects there should be, as the service counted them last.
    pub matched: Option<u64>,
    /// SHA-256 of the features of its first page; empty when there are none.
    pub first_page: String,
}

/// Walks one box. `tell` hears how many new objects each page held.
///
/// # Errors
///
/// A [`Failure`] that does not pass, of the first page or one that is no limit;
/// pages fetched until then stay.
pub fn walk(
    client: &Client,
    store: &mut Store,
    route: &Route,
    gathered: &mut Gathered,
    tell: &mut dyn FnMut(u64),
) -> Result<Walked, Trouble> {
    let mut of_box = OfBox::default();
    let mut at = route.first.clone();
    loop {
        let (kept, page) = match one(client, store, route, &at) {
            Err(Trouble::Failure(failure)) if of_box.pages > 0 && failure.may_be_a_limit() => {
                return Ok(of_box.stopped(failure.to_string()));
            }
            other => other?,
        };
        let n = page.features.len() as u64;
        let refused = |detail: String| Failure::Refused { address: at.short(), detail };
        if n > 0 && of_box.last_page == page.sha256 {
            if route.paging == Paging::Link {
                return Err(refused("sends the same page over and over".into()).into());
            }
            return Ok(of_box.stopped("it gives the same page whichever is asked".into()));
        }
        gathered.visited.insert(at.to_string());
        let new = of_box.take(&page, &kept, store, gathered)?;
        tell(new);
        let next = if n == 0 { None } else { next(route, &at, &page, &of_box).map_err(&refused)? };
        let Some(next) = next else { return Ok(of_box.judged(route, gathered)) };
        if !next.same_origin(&at) {
            return Err(refused(format!("says that the next page is elsewhere, at {}", next.short())).into());
        }
        if gathered.visited.contains(&next.to_string()) {
            return Err(refused("says that an earlier page is the next".into()).into());
        }
        if gathered.visited.len() >= MOST_PAGES {
            return Err(refused(format!("has no end after {MOST_PAGES} pages")).into());
        }
        at = next;
    }
}

/// What is known of a box on the way.
#[derive(Default)]
struct OfBox {
    rows: HashSet<u128>,
    /// Rows as they came, doubles included.
    received: u64,
    /// Pages with or without features.
    pages: usize,
    /// Rows on the last page that had any.
    last: u64,
    matched: Option<u64>,
    first_page: String,
    last_page: String,
    /// The service has told of more at least once, so it tells when there is.
    tells_more: bool,
    /// The last page says that there is more.
    more: bool,
}

impl OfBox {
    /// Takes in a page; gives how many rows on it never came before.
    fn take(&mut self, page: &Page, kept: &Kept, store: &Store, all: &mut Gathered) -> Result<u64, Failure> {
        let n = page.features.len() as u64;
        if self.pages == 0 && n > 0 {
            self.first_page.clone_from(&page.sha256);
        }
        self.pages += 1;
        self.last_page.clone_from(&page.sha256);
        self.matched = page.matched.or(self.matched);
        self.more = page.more;
        self.tells_more |= page.more;
        if n > 0 {
            self.last = n;
        }
        self.received += n;
        all.largest = all.largest.max(n);
        let unreadable = |error: std::io::Error| Failure::Refused {
            address: kept.file.clone(),
            detail: format!("cannot be read back: {error}"),
        };
        let text = if n == 0 { Vec::new() } else { store.text(kept).map_err(unreadable)? };
        let before = all.rows.len();
        for at in &page.features {
            let row = row::row(&text[at.clone()]).row;
            self.rows.insert(row);
            all.rows.insert(row);
        }
        if all.naming.is_none() {
            all.naming = page.features.first().and_then(|at| row::naming_property(&text[at.clone()]));
        }
        if n > 0 || all.pages.is_empty() {
            all.pages.push(kept.clone());
        }
        Ok((all.rows.len() - before) as u64)
    }

    fn ended(self, end: End) -> Walked {
        Walked { end, matched: self.matched, first_page: self.first_page }
    }

    /// It goes no further, which is right when all came.
    fn stopped(self, why: String) -> Walked {
        let is_whole = self.matched == Some(self.received) && self.rows.len() as u64 == self.received;
        self.ended(if is_whole { End::Whole } else { End::Cut(why) })
    }

    /// Behind the last page: did all come?
    fn judged(self, route: &Route, all: &Gathered) -> Walked {
        let is_one_page = self.rows.is_empty() || self.last == self.received;
        let is_double = !is_one_page && (self.rows.len() as u64) < self.received;
        let is_full = self.last >= route.page_size
            || (self.last > 0 && self.last >= all.largest && all.pages.len() > 1);
        let end = match self.matched {
            // What fits one page is all there, though the service gives rows twice.
            Some(matched) if matched == self.received && !is_double => End::Whole,
            _ if is_double => End::Overlaps,
            Some(_) if is_one_page && !is_full => End::Miscounted,
            Some(matched) if self.received > matched => End::Miscounted,
            Some(matched) => End::Cut(format!("it stops at {} of {matched}", self.received)),
            None if self.more => {
                End::Cut(format!("it stops at {} and says that there is more", self.received))
            }
            None if self.tells_more || route.paging == Paging::Link => End::Whole,
            // One page of a service that has not shown yet how much fits one.
            None if is_one_page && self.last < route.page_size && all.pages.len() <= 1 => End::Whole,
            None if is_full => End::Cut(format!("it stops at {} and does not count", self.received)),
            None => End::Whole,
        };
        self.ended(end)
    }
}

/// The address of the next page; `None` behind the last.
fn next(route: &Route, at: &Address, page: &Page, of_box: &OfBox) -> Result<Option<Address>, String> {
    match route.paging {
        Paging::Link => page
            .next
            .as_deref()
            .map(|link| {
                at.join(link).map_err(|why| format!("has a next page that cannot be followed: {why}"))
            })
            .transpose(),
        Paging::Offset(parameter, _) => {
            let is_last = match of_box.matched {
                // A full page may not be the last, whatever the service counts.
                Some(matched) => of_box.received >= matched && of_box.last < route.page_size,
                // ArcGIS says when there is more. A WFS that does not count may
                // cap its pages: only an empty one is the last.
                None => parameter == "resultOffset" && of_box.last < route.page_size && !page.more,
            };
            if is_last {
                return Ok(None);
            }
            at.with([(parameter, of_box.received.to_string())]).map(Some)
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
