//! Which sites get a sheet?

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    documents::named_sites, error::Error, lang::say, record::Record, score::Standing, tables::SiteRow,
};

/// Why a site has a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is put forward.
    Shortlist,
    /// It is next in line.
    Reserve,
    /// It was asked for.
    Asked,
    /// Nothing is ranked, and it is the first of those listed apart.
    Apart,
}

/// The sites in the order of the run, each with why.
///
/// # Errors
///
/// [`Error::NotFound`] when a site that is asked for does not exist, or the
/// run has none at all.
pub(super) fn choose<'a>(
    record: &Record,
    sites: &'a [SiteRow],
    asked: &[String],
    reserve: bool,
) -> Result<Vec<(&'a SiteRow, Why)>, Error> {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for text in asked {
        wanted.extend(named_sites(&record.folder, sites.iter(), text)?);
    }
    let why = |site: &SiteRow| match site.standing() {
        _ if wanted.contains(site.id.as_str()) => Some(Why::Asked),
        Some(Standing::Shortlist) if asked.is_empty() => Some(Why::Shortlist),
        Some(Standing::Reserve) if reserve => Some(Why::Reserve),
        _ => None,
    };
    let chosen: Vec<_> = sites.iter().filter_map(|site| Some((site, why(site)?))).collect();
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let apart = apart(sites, record.params.optoppen.shortlist_size.value);
    if apart.is_empty() {
        return Err(Error::NotFound {
            detail: say!(
                "de run in `{}` droeg geen locatie voor en zette er geen apart",
                "the run in `{}` put no site forward and listed none apart",
                record.folder.display()
            ),
            hint: say!(
                "noem er een met `--locatie`; shortlist.csv bevat ze alle",
                "name one with `--locatie`; shortlist.csv holds them all"
            ),
        });
    }
    Ok(apart)
}

/// The first sites listed apart, so many per gemeente.
fn apart(sites: &[SiteRow], most: u32) -> Vec<(&SiteRow, Why)> {
    let mut taken: BTreeMap<Option<&str>, u32> = BTreeMap::new();
    let mut chosen = Vec::new();
    for site in sites.iter().filter(|site| site.standing() == Some(Standing::Apart)) {
        let n = taken.entry(site.called.gemeente_code.as_deref()).or_default();
        if *n < most {
            *n += 1;
            chosen.push((site, Why::Apart));
        }
    }
    chosen
}
