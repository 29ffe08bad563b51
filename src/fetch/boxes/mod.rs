//! What if a service does not give a box whole?
//!
//! Then its quarters are asked, and theirs: a service that refuses to count on
//! (`startIndex`), caps what it gives, or cuts pages from no fixed order gives
//! a small box whole. What came before counts too; what comes twice counts
//! once. Depth and number of boxes are bounded. What could still not be had is
//! said: the layer is not whole.

use super::{
    catalogue::Entry,
    client::Client,
    failure::Trouble,
    route,
    store::{Kept, Store},
    walk::{self, End, Gathered, Paging, Route, Walked},
};

/// Quarters of quarters: a gemeente of 20 km comes down to boxes of 5 m.
const DEEPEST: usize = 12;

/// More boxes are not asked of one layer.
const MOST_BOXES: u64 = 5_000;

/// A box in RD New: min x, min y, max x, max y.
type Bbox = [f64; 4];

/// All that came of a layer.
#[derive(Debug)]
pub struct Came {
    /// The first address that was asked, to show.
    pub shown: super::address::Address,
    /// The pages in order; an empty one only when nothing came. A row may
    /// stand on several of them.
    pub pages: Vec<Kept>,
    /// Different rows on them.
    pub received: u64,
    /// Rows there should be, as the service counts them for the whole box.
    pub matched: Option<u64>,
    /// The oldest page, seconds since 1970.
    pub fetched: u64,
    /// Smaller boxes that were asked.
    pub boxes: u64,
    /// Why it is not whole; `None` when it is.
    pub not_whole: Option<String>,
}

/// Fetches all of a source within a box, or everywhere. `tell` hears how many
/// new rows came.
///
/// # Errors
///
/// The first [`super::failure::Failure`] that is no limit; pages fetched until then stay.
pub fn gather(
    client: &Client,
    store: &mut Store,
    (entry, bbox): (&Entry, Option<Bbox>),
    (young_since, now): (u64, u64),
    mut tell: impl FnMut(u64),
) -> Result<Came, Trouble> {
    let to = |bbox| route::route(entry, bbox, young_since, now);
    let root = to(bbox)?;
    let mut all = Gathered::default();
    let mut whole = walk::walk(client, store, &root, &mut all, &mut tell)?;
    let matched = whole.matched;
    if whole.end == End::Overlaps
        && let Some(sorted) = in_order(&root, &all)
    {
        match walk::walk(client, store, &sorted, &mut all, &mut tell) {
            Ok(walked) => whole = walked,
            // It does not sort; there are smaller boxes.
            Err(Trouble::Failure(_)) => {}
            Err(stop) => return Err(stop),
        }
    }
    let mut level = vec![(bbox, whole)];
    let (mut missed, mut boxes) = (None, 0);
    for depth in 0..=DEEPEST {
        let mut below = Vec::new();
        for (bbox, walked) in level {
            let Some(why) = why(&walked) else { continue };
            let is_hopeless = depth == DEEPEST || (walked.end == End::Miscounted && depth > 0);
            let Some(bbox) = bbox.filter(|_| !is_hopeless && boxes < MOST_BOXES) else {
                missed.get_or_insert(why);
                continue;
            };
            let mut parts = Vec::new();
            for quarter in quarters(bbox) {
                boxes += 1;
                let route = to(Some(quarter))?;
                parts.push((Some(quarter), walk::walk(client, store, &route, &mut all, &mut tell)?));
            }
            let is_same =
                |part: &&(_, Walked)| !part.1.first_page.is_empty() && part.1.first_page == walked.first_page;
            if parts.iter().filter(is_same).count() > 1 {
                // It gives the same wherever it is asked: smaller boxes do not help.
                missed.get_or_insert(why);
            } else {
                below.append(&mut parts);
            }
        }
        level = below;
        if level.is_empty() {
            break;
        }
    }
    store.prune(&all.visited)?;
    let received = all.rows.len() as u64;
    Ok(Came {
        shown: root.shown.clone(),
        fetched: all.pages.iter().map(|page| page.fetched).fold(now, u64::min),
        pages: with_crs(all.pages, &root),
        received,
        matched,
        boxes,
        not_whole: missed.filter(|_| matched != Some(received)),
    })
}

/// Why a box is not whole; `None` when it is.
fn why(walked: &Walked) -> Option<String> {
    match &walked.end {
        End::Whole => None,
        End::Cut(why) => Some(why.clone()),
        End::Overlaps => Some("its pages overlap".into()),
        End::Miscounted => Some("smaller boxes tell no better".into()),
    }
}

/// The same walk in the order of the property that names objects.
fn in_order(route: &Route, all: &Gathered) -> Option<Route> {
    let Paging::Offset(_, order) = route.paging else { return None };
    let first = route.first.with([(order, all.naming.clone()?)]).ok()?;
    let is_other = first != route.first;
    is_other.then(|| Route { first, shown: route.shown.clone(), crs: route.crs.clone(), ..*route })
}

fn quarters([min_x, min_y, max_x, max_y]: Bbox) -> [Bbox; 4] {
    let (x, y) = (f64::midpoint(min_x, max_x), f64::midpoint(min_y, max_y));
    [[min_x, min_y, x, y], [x, min_y, max_x, y], [min_x, y, x, max_y], [x, y, max_x, max_y]]
}

/// A page without geometries need not say its CRS: it has that of the others.
fn with_crs(mut pages: Vec<Kept>, route: &Route) -> Vec<Kept> {
    let crs = pages.iter().map(|page| page.crs.clone()).find(|crs| !crs.is_empty());
    let crs = crs.unwrap_or_else(|| route.crs.name());
    for page in pages.iter_mut().filter(|page| page.crs.is_empty()) {
        page.crs.clone_from(&crs);
    }
    pages
}

#[cfg(test)]
mod tests;
