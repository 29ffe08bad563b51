//! Between which bounds of a weight does a site stay put forward?

use rayon::prelude::*;

use crate::{
    params::Params,
    record::ranked_groups,
    score::{
        Criterion, List,
        turning::{Scored, Stay, stays},
    },
    tables::SiteRow,
};

/// One site that is put forward, and one weight.
pub struct Turn<'a> {
    /// The site.
    pub site: &'a SiteRow,
    /// The weight that moves.
    pub criterion: Criterion,
    /// Its share of all weights in the run, 0 to 1.
    pub now: f64,
    /// The stretch around it in which the site stays, and who takes its place.
    pub stay: Stay,
    /// Who takes its place below.
    pub below: Option<&'a SiteRow>,
    /// Who takes its place above.
    pub above: Option<&'a SiteRow>,
}

impl Turn<'_> {
    /// Whether no weight at all changes it.
    #[must_use]
    pub fn never(&self) -> bool {
        self.stay.from <= 0.0 && self.stay.to >= 1.0
    }

    /// How far the weight can move before the choice turns, in shares of all.
    #[must_use]
    pub fn room(&self) -> f64 {
        let down = if self.stay.from > 0.0 { self.now - self.stay.from } else { 1.0 };
        let up = if self.stay.to < 1.0 { self.stay.to - self.now } else { 1.0 };
        down.min(up)
    }
}

/// Every site on the shortlist with every weight that counts for it.
#[must_use]
pub fn all<'a>(sites: &'a [SiteRow], params: &Params) -> Vec<Turn<'a>> {
    let first = params.optoppen.put_forward();
    let groups: Vec<Vec<&SiteRow>> = ranked_groups(sites)
        .into_iter()
        .filter(|((list, _), _)| *list == List::Shortlist)
        .map(|(_, members)| {
            let members = members.into_iter().map(|at| &sites[at]);
            members.filter(|site| site.may_be_put_forward(params)).collect()
        })
        .collect();
    groups.par_iter().flat_map_iter(|group| of_group(group, params, first)).collect()
}

fn of_group<'a>(group: &[&'a SiteRow], params: &Params, first: usize) -> Vec<Turn<'a>> {
    let scored: Vec<Scored<'_>> = group
        .iter()
        .map(|site| Scored { values: &site.values, weights: params.score.weights(site.form) })
        .collect();
    let coverage_min = params.score.coverage_min.value;
    let mut turns = Vec::new();
    for (at, site) in group.iter().enumerate().filter(|(_, site)| site.is_on_shortlist()) {
        let weights = params.score.weights(site.form);
        let all: f64 = weights.in_order().iter().sum();
        for &criterion in Criterion::ALL.iter().filter(|criterion| criterion.weight(weights) > 0.0) {
            let now = criterion.weight(weights) / all;
            let found = stays(&scored, at, criterion, first, coverage_min);
            // Scores that print the same are told apart by their homes: then
            // the exact stretch may begin a hair beside the weight of now.
            let distance = |stay: &Stay| (stay.from - now).max(now - stay.to).max(0.0);
            let here = found.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
            let Some(stay) = here else { continue };
            let who = |at: Option<usize>| at.map(|at| group[at]);
            turns.push(Turn { site, criterion, now, stay, below: who(stay.below), above: who(stay.above) });
        }
    }
    turns
}
