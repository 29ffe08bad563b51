//! Which two rules block together?
//!
//! Candidates are read off the reasons: panden, blocks and plots that two
//! rules fail, and no third. Those that could hold most homes are asked again.

use std::collections::BTreeMap;

use super::{
    ask::{Asked, Question},
    unlocked::{Measure, Tally, Unlocked},
};
use crate::{
    assess::{
        Reason,
        lift::{Rule, Way},
    },
    error::Error,
    model::Form,
    params::Params,
    record::{Answer, Record},
};

/// Pairs that are asked again.
const ASKED: usize = 8;

/// Rules that are asked together with the parking norm.
const WITH_PARKING: usize = 3;

/// Two rules that give way together.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The question.
    pub question: Question,
    /// Parts that these two rules fail, and no third; `None` for a rule and
    /// the parking norm, which no part fails.
    pub parts: Option<u64>,
    /// Homes more by the first alone, by the second alone.
    pub apart: [Tally; 2],
    /// What comes when both give way.
    pub unlocked: Unlocked,
}

impl Pair {
    /// Homes that come only when both give way.
    #[must_use]
    pub fn only_together(&self) -> Tally {
        self.unlocked.more() - self.apart[0] - self.apart[1]
    }
}

/// What two rules keep out.
#[derive(Debug, Clone, Copy, Default)]
struct Candidate {
    parts: u64,
    /// Homes that one storey would hold, or the ground: to order by alone.
    weight: f64,
}

/// The pairs that keep most out, as questions, each with its number of parts.
pub(super) fn candidates(
    record: &Record,
    base: &Answer,
    run: &Params,
) -> Result<Vec<(Question, Option<u64>)>, Error> {
    let mut found: BTreeMap<[Rule; 2], Candidate> = BTreeMap::new();
    let mut add = |pair: [Rule; 2], weight: f64| {
        let candidate = found.entry(pair).or_default();
        candidate.parts += 1;
        candidate.weight += weight;
    };
    // What fails belongs to no location: it is looked for among all panden.
    if record.forms().contains(&Form::Optoppen) {
        let home = run.optoppen.home_go_m2.value / run.optoppen.go_per_bvo.value;
        let panden = record.map_panden(|pand| {
            let facts = &pand.survey.facts;
            let fails = pand.survey.assessment.reasons();
            let pair = two(fails).filter(|_| facts.homes.is_some_and(|homes| homes > 0))?;
            Some((pair, facts.footprint.map_or(0.0, |area| area.0)))
        })?;
        for (pair, footprint) in panden {
            add(pair, (footprint * run.optoppen.usable_roof_share.value / home).floor());
        }
    }
    for site in base.sites.iter().filter(|site| site.form != Form::Optoppen) {
        let area = geo::Area::unsigned_area(&site.geometry) / run.home_go_m2(site.form);
        // Each part with the ground of all: the weight does no more than order.
        for part in &site.parts {
            if let Some(pair) = two(part.reasons()) {
                add(pair, area.floor());
            }
        }
    }
    let mut found: Vec<([Rule; 2], Candidate)> =
        found.into_iter().filter(|(_, candidate)| candidate.weight > 0.0).collect();
    found.sort_by(|(a, one), (b, other)| other.weight.total_cmp(&one.weight).then_with(|| a.cmp(b)));
    let mut pairs = Vec::new();
    for (rules, Candidate { parts, .. }) in found {
        if pairs.len() == ASKED {
            break;
        }
        let question = Question::new(&rules.map(|rule| (rule, Way::Lifted)), run)?;
        pairs.extend(question.map(|question| (question, Some(parts))));
    }
    Ok(pairs)
}

/// Rules whose homes come in a form by itself and not together: their cars
/// find no places. Each with the parking norm lifted.
pub(super) fn with_parking(asked: &[Asked], run: &Params) -> Result<Vec<(Question, Option<u64>)>, Error> {
    let held_up = |asked: &&Asked| {
        let alone: Tally = asked.unlocked.alone.values().copied().sum();
        let held_up = alone.comes().0 - asked.unlocked.together.comes().0;
        std::cmp::Reverse(held_up)
    };
    let measured = |asked: &&Asked| asked.unlocked.measure == Measure::Together;
    let mut first: Vec<&Asked> = asked.iter().filter(measured).collect();
    first.sort_by_key(held_up);
    let mut pairs = Vec::new();
    for gives in first.into_iter().filter_map(Asked::first).take(WITH_PARKING) {
        let question = Question::new(&[gives, (Rule::ParkingNorm, Way::Lifted)], run)?;
        pairs.extend(question.map(|question| (question, None)));
    }
    Ok(pairs)
}

/// The two rules of what exactly two reasons rule out.
fn two(mut fails: impl Iterator<Item = Reason>) -> Option<[Rule; 2]> {
    let pair = [fails.next()?, fails.next()?];
    if fails.next().is_some() {
        return None;
    }
    let mut pair = [Rule::of(pair[0])?, Rule::of(pair[1])?];
    pair.sort_unstable();
    (pair[0] != pair[1]).then_some(pair)
}
