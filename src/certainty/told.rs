//! What the draws say of each site, as data.

use rayon::prelude::*;
use serde::Serialize;

use crate::{
    assess::Missing,
    model::Form,
    params::Params,
    record::{Contested, Draws, contest, open_facts, ranked_groups},
    score::{
        Criterion, List,
        smaa::{Acceptability, Contender, Contest},
    },
    tables::{Certainty, SiteRow},
};

/// Places that are told apart.
pub(super) const PLACES: usize = 10;

/// What the draws say of one site.
pub(super) struct Told<'a> {
    pub site: &'a SiteRow,
    /// Among the first of its group.
    pub certainty: Certainty,
    /// The share of the draws at each place, from the first.
    pub places: Vec<f64>,
    /// The share of the draws in which it is ahead of the next; `None` for the
    /// last.
    pub ahead: Option<f64>,
    /// The weights that put it first, on average, and how sure the first place
    /// is with them; `None` when none do, or it stands too far down to be asked.
    pub central: Option<([f64; 7], f64)>,
    /// Facts that may turn out either way.
    pub open: Vec<Missing>,
}

/// The sites of one list and group.
pub(super) struct Group<'a> {
    pub list: List,
    /// Gemeente and corporatie, those that define it.
    pub name: [String; 2],
    pub sites: Vec<Told<'a>>,
}

/// Counts that are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    pub groups: usize,
    pub sites: usize,
    /// Sites on the shortlist.
    pub shortlist: usize,
}

pub(super) fn counts(groups: &[Group<'_>]) -> Counts {
    let sites = || groups.iter().flat_map(|group| &group.sites);
    Counts {
        groups: groups.len(),
        sites: sites().count(),
        shortlist: sites().filter(|told| told.site.is_on_shortlist()).count(),
    }
}

/// Every group, those that put sites forward first.
pub(super) fn groups<'a>(sites: &'a [SiteRow], draws: &Draws, params: &Params) -> Vec<Group<'a>> {
    let first = params.optoppen.put_forward();
    let groups = ranked_groups(sites);
    groups
        .into_par_iter()
        .map(|((list, group), members)| {
            let members: Vec<&SiteRow> = members.into_iter().map(|at| &sites[at]).collect();
            let called = members.first().map(|site| &site.called);
            let gemeente = called
                .filter(|_| !group.gemeente.is_empty())
                .and_then(|called| called.gemeente.clone())
                .unwrap_or_else(|| group.gemeente.clone());
            let told = of_group(&members, draws, params, first);
            Group { list, name: [gemeente, group.corporatie.clone()], sites: told }
        })
        .collect()
}

fn of_group<'a>(members: &[&'a SiteRow], draws: &Draws, params: &Params, first: usize) -> Vec<Told<'a>> {
    let Contested { contenders, found, certainty } = contest(members, draws, params, PLACES);
    let told = |(at, site): (usize, &&'a SiteRow)| Told {
        site,
        certainty: certainty[at],
        places: (0..PLACES).map(|place| found.at(at, place)).collect(),
        ahead: (at + 1 < members.len()).then(|| found.beats_next(at)),
        central: (at < first.saturating_mul(2))
            .then(|| central(at, site.form, &found, draws, &contenders))
            .flatten(),
        open: open_facts(site, params),
    };
    members.iter().enumerate().map(told).collect()
}

/// The central weights of a site and its confidence with them. Sites of the
/// other weights, where a list has both, keep those of their profile.
fn central(
    at: usize,
    form: Form,
    all: &Acceptability,
    draws: &Draws,
    group: &[Contender],
) -> Option<([f64; Criterion::ALL.len()], f64)> {
    let weights = all.central_weights(at, draws.weights(form))?;
    let contest: Contest<'_> = draws.contest(1);
    let sets = [Form::Optoppen, Form::Inbreiding].map(|of| {
        let same = (of == Form::Optoppen) == (form == Form::Optoppen);
        if same { weights } else { draws.mean_weights(of) }
    });
    Some((weights, contest.confidence(group, at, &sets)))
}
