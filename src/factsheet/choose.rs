//! Which sites get a fact sheet?

use std::collections::BTreeMap;

use super::Options;
use crate::{error::Error, finished::FoundSite, score::Standing};

/// Sites listed apart that are shown per gemeente when nothing is ranked.
const APART: usize = 3;

/// The sites in the order of the run, and whether they are listed apart, as
/// nothing is put forward.
pub(super) fn sites<'a>(
    sites: &'a [FoundSite],
    options: &Options,
) -> Result<(Vec<&'a FoundSite>, bool), Error> {
    if !options.sites.is_empty() {
        let mut chosen: Vec<&FoundSite> = Vec::new();
        for asked in &options.sites {
            let found = find(sites, asked).ok_or_else(|| unknown(sites, asked))?;
            if chosen.iter().all(|site| site.id != found.id) {
                chosen.push(found);
            }
        }
        return Ok((chosen, false));
    }
    let wanted = |site: &&FoundSite| match site.standing {
        Some(Standing::Shortlist) => true,
        Some(Standing::Reserve) => options.reserve,
        _ => false,
    };
    let forward: Vec<&FoundSite> = sites.iter().filter(wanted).collect();
    if !forward.is_empty() {
        return Ok((forward, false));
    }
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let apart: Vec<&FoundSite> = sites
        .iter()
        .filter(|site| site.standing == Some(Standing::Apart))
        .filter(|site| {
            let n = shown.entry(site.row.text("gemeente_code").unwrap_or_default()).or_default();
            *n += 1;
            *n <= APART
        })
        .collect();
    if apart.is_empty() {
        return Err(Error::NotFound {
            detail: "the run has no site to make a fact sheet of".into(),
            hint: "name one with --site; shortlist.csv lists all, those that are unsuitable too".into(),
        });
    }
    Ok((apart, true))
}

/// A site by its own identification, else the best of a location or complex.
fn find<'a>(sites: &'a [FoundSite], asked: &str) -> Option<&'a FoundSite> {
    let same = |text: &str| text.eq_ignore_ascii_case(asked);
    let of_location =
        |site: &&FoundSite| site.best && (same(&site.location) || site.row.text("complex").is_some_and(same));
    sites.iter().find(|site| same(&site.id)).or_else(|| sites.iter().find(of_location))
}

fn unknown(sites: &[FoundSite], asked: &str) -> Error {
    let start: String = asked.to_lowercase();
    let mut alike: Vec<&str> =
        sites.iter().map(|site| site.id.as_str()).filter(|id| id.to_lowercase().contains(&start)).collect();
    if alike.is_empty() {
        alike = sites.iter().filter(|site| site.is_put_forward()).map(|site| site.id.as_str()).collect();
    }
    alike.truncate(5);
    Error::NotFound {
        detail: format!("`{asked}` is no site of the run"),
        hint: if alike.is_empty() {
            "give a site_id or location_id from shortlist.csv".into()
        } else {
            format!("did you mean {}?", alike.join(", "))
        },
    }
}
