//! Sites in their order.

use std::collections::BTreeMap;

use super::Counts;
use crate::{
    assess::Verdict,
    crs,
    error::Error,
    score::{Candidate, Ranked, Standing, rank as rank_candidates},
    survey::Site,
    tables::{Called, Names, SiteRow},
};

/// Ranks the locations by their best form, puts the other forms right behind
/// it, and those that are unsuitable at the end.
///
/// # Errors
///
/// [`Error::Transform`] when a point cannot be given in degrees.
pub fn rank(sites: Vec<Site>, names: &Names<'_>) -> Result<Vec<SiteRow>, Error> {
    let params = names.params;
    let scope = params.optoppen.shortlist_scope.value;
    let (able, others): (Vec<Site>, Vec<Site>) =
        sites.into_iter().partition(|site| !matches!(site.verdict, Verdict::Unsuitable(_)));
    let (candidates, rest): (Vec<Site>, Vec<Site>) = able.into_iter().partition(|site| site.choice.best);
    let mut alternatives: BTreeMap<String, Vec<Site>> = BTreeMap::new();
    for site in rest {
        alternatives.entry(site.location.clone()).or_default().push(site);
    }
    let ranked = {
        let list: Vec<Candidate<'_>> = candidates
            .iter()
            .map(|site| Candidate {
                site_id: &site.id,
                gemeente: site.place.gemeente(names.layers).0,
                corporatie: site
                    .complex
                    .and_then(|at| names.complexes.get(at as usize))
                    .map(|complex| complex.corporatie.as_str()),
                homes: site.homes_to_compare(),
                score: site.score.score,
                apart: site.score.listed_apart(params.score.coverage_min.value),
            })
            .collect();
        rank_candidates(
            &list,
            scope,
            params.optoppen.shortlist_size.value,
            params.optoppen.reserve_factor.value,
        )
    };
    let mut slots: Vec<Option<Site>> = candidates.into_iter().map(Some).collect();
    let mut rows = Vec::with_capacity(slots.len() + others.len());
    for ranked in ranked {
        let Some(best) = slots.get_mut(ranked.index).and_then(Option::take) else { continue };
        let group = ranked.group.clone();
        let mut behind = alternatives.remove(&best.location).unwrap_or_default();
        behind.sort_by(|a, b| {
            b.score
                .score
                .unwrap_or(-1.0)
                .total_cmp(&a.score.score.unwrap_or(-1.0))
                .then_with(|| a.id.cmp(&b.id))
        });
        rows.push((best, Some(ranked)));
        rows.extend(behind.into_iter().map(|site| {
            let standing = Standing::Alternative;
            (site, Some(Ranked { index: 0, group: group.clone(), rank: None, standing }))
        }));
    }
    rows.extend(others.into_iter().map(|site| (site, None)));
    rows.into_iter()
        .map(|(site, ranked)| {
            let lon_lat =
                site.place.point.map(|point| crs::rd_point_to_lonlat(point.x(), point.y())).transpose()?;
            let called = Called::of(&site, names);
            Ok(SiteRow { site, called, ranked, lon_lat })
        })
        .collect()
}

/// Counts sites by where they stand, and by form.
pub fn count(rows: &[SiteRow], counts: &mut Counts) {
    counts.sites = rows.len() as u64;
    for row in rows {
        match row.ranked.as_ref().map(|ranked| ranked.standing) {
            None => counts.sites_unsuitable += 1,
            Some(Standing::Apart) => counts.sites_apart += 1,
            Some(Standing::Alternative) => counts.sites_alternative += 1,
            Some(Standing::Shortlist | Standing::Reserve | Standing::Listed) => counts.sites_ranked += 1,
        }
        counts.locations += u64::from(row.site.choice.best);
        let form = counts.forms.entry(row.site.form).or_default();
        form.sites += 1;
        if row.ranked.is_some() {
            form.able += 1;
            form.homes.add(row.site.homes);
        }
        if row.site.choice.in_set {
            form.in_sets += 1;
            form.homes_in_sets.add(row.site.homes);
            counts.homes_sets.add(row.site.homes);
        }
    }
}
