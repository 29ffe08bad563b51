//! Sites in their order.

use super::Counts;
use crate::{
    assess::Verdict,
    crs,
    error::Error,
    params::Params,
    score::{Candidate, Standing, rank as rank_candidates},
    survey::Site,
    tables::{Names, SiteRow},
};

/// Ranks the sites that are not unsuitable and puts the others behind them.
///
/// # Errors
///
/// [`Error::Transform`] when a point cannot be given in degrees.
pub(super) fn rank(sites: Vec<Site>, names: &Names<'_>, params: &Params) -> Result<Vec<SiteRow>, Error> {
    let scope = params.optoppen.shortlist_scope.value;
    let (candidates, others): (Vec<Site>, Vec<Site>) =
        sites.into_iter().partition(|site| !matches!(site.verdict, Verdict::Unsuitable(_)));
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
                // Where the middle cannot be said, what there could be at most.
                homes: site.homes.mid.or(site.homes.high).unwrap_or(0),
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
    let in_order = ranked.into_iter().filter_map(|ranked| {
        let site = slots.get_mut(ranked.index)?.take()?;
        Some((site, Some(ranked)))
    });
    in_order
        .chain(others.into_iter().map(|site| (site, None)))
        .map(|(site, ranked)| {
            let lon_lat =
                site.place.point.map(|point| crs::rd_point_to_lonlat(point.x(), point.y())).transpose()?;
            Ok(SiteRow { site, ranked, lon_lat })
        })
        .collect()
}

/// Counts sites by where they stand.
pub(super) fn count(rows: &[SiteRow], counts: &mut Counts) {
    counts.sites = rows.len() as u64;
    for row in rows {
        match &row.ranked {
            None => counts.sites_unsuitable += 1,
            Some(ranked) if ranked.standing == Standing::Apart => counts.sites_apart += 1,
            Some(_) => counts.sites_ranked += 1,
        }
    }
}

/// Whether a site is on the shortlist.
pub(super) fn is_put_forward(row: &SiteRow) -> bool {
    row.ranked.as_ref().is_some_and(|ranked| ranked.standing == Standing::Shortlist)
}
