//! What each unknown thing of each site is worth to know.

use rayon::prelude::*;
use serde::Serialize;

use crate::{
    assess::Missing,
    params::Params,
    record::{Contested, Draws, contest, open_facts, ranked_groups},
    score::{
        Criterion, List,
        smaa::{Worth, worth_knowing},
    },
    tables::SiteRow,
};

/// What could be found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A fact that leaves the site undecided.
    Fact(Missing),
    /// How many homes fit.
    Homes,
    /// Whose the homes are whose owner is not known.
    Ownership,
    /// How full the parking around is.
    Parking,
}

/// One thing to find out of one site.
pub(super) struct Question<'a> {
    pub site: &'a SiteRow,
    pub subject: Subject,
    pub worth: Worth,
    pub list: List,
    /// Sites of its group that have a number.
    pub n_group: usize,
    /// The share of the draws in which the site is among the first.
    pub share: f64,
}

/// Counts that are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    questions: usize,
    /// Of these, those that may change the first of a group.
    deciding: usize,
}

pub(super) fn counts(questions: &[Question<'_>]) -> Counts {
    let deciding = questions.iter().filter(|question| question.decides()).count();
    Counts { questions: questions.len(), deciding }
}

impl Question<'_> {
    /// Whether an answer may change who is picked, by so much that it can be seen.
    pub fn decides(&self) -> bool {
        self.worth.changes > 0.0 && self.worth.gain >= SEEN
    }
}

/// What would print as nothing: a site that is among the first less often, and
/// less of a place that is right more.
const SEEN: f64 = 0.005;

/// Everything that could be found out, list by list, what is worth most first.
pub(super) fn questions<'a>(sites: &'a [SiteRow], draws: &Draws, params: &Params) -> Vec<Question<'a>> {
    let first = params.optoppen.put_forward();
    let mut questions: Vec<Question<'a>> = ranked_groups(sites)
        .into_par_iter()
        .flat_map_iter(|((list, _), members)| {
            let members: Vec<&SiteRow> = members.into_iter().map(|at| &sites[at]).collect();
            of_group(&members, list, draws, params, first)
        })
        .collect();
    questions.sort_by(|a, b| {
        let key =
            |question: &Question<'_>| [question.worth.gain, question.worth.changes, question.worth.shift];
        let by_worth = key(b).iter().zip(key(a)).map(|(b, a)| b.total_cmp(&a)).find(|order| order.is_ne());
        let by_list = a.list.cmp(&b.list);
        by_list
            .then(by_worth.unwrap_or(std::cmp::Ordering::Equal))
            .then_with(|| (&a.site.id, a.subject).cmp(&(&b.site.id, b.subject)))
    });
    questions
}

fn of_group<'a>(
    members: &[&'a SiteRow],
    list: List,
    draws: &Draws,
    params: &Params,
    first: usize,
) -> Vec<Question<'a>> {
    let Contested { contenders, found, certainty } = contest(members, draws, params, first);
    let uniforms = draws.uniforms();
    let mut questions = Vec::new();
    for (at, site) in members.iter().enumerate() {
        let share = certainty[at].share;
        if share < SEEN {
            continue;
        }
        let mut ask = |subject: Subject, outcomes: &mut dyn Iterator<Item = usize>| {
            let worth = worth_knowing(&found, first, outcomes);
            questions.push(Question { site, subject, worth, list, n_group: members.len(), share });
        };
        for (bit, fact) in open_facts(site, params).into_iter().enumerate() {
            ask(Subject::Fact(fact), &mut contenders[at].holds(bit, uniforms).map(usize::from));
        }
        let ranges = [
            (Criterion::Homes, Subject::Homes),
            (Criterion::Ownership, Subject::Ownership),
            (Criterion::Parking, Subject::Parking),
        ];
        for (criterion, subject) in ranges {
            // Parking that is known hangs on the homes alone.
            if subject == Subject::Parking && site.values.parking.is_some() {
                continue;
            }
            if let Some(shares) = contenders[at].shares(criterion, uniforms) {
                // Low, middling or high.
                let third = |share: &f32| usize::from(*share >= 1.0 / 3.0) + usize::from(*share >= 2.0 / 3.0);
                ask(subject, &mut shares.iter().map(third));
            }
        }
    }
    questions
}
