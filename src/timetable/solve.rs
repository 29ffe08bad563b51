//! The plan, what stands beside it, and what more room would unlock.

use std::collections::BTreeSet;

use super::{area::Limit, problem::as_asked, watts::watts_of_mw};
use crate::{
    error::Error,
    interrupt,
    plan::schedule::{
        Effort, Outcome, Plan, Problem, Proof, Replaced, Staircase, Unsound, replaced, schedule,
        solver::Solver, staircase,
    },
    progress::Progress,
};

/// All that was solved.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Solved {
    pub outcome: Outcome,
    /// The plan without grid-aware building and measures; `None` where nothing
    /// can be built in another way.
    pub bare: Option<Plan>,
    /// What more room brings, of areas and stations where something waits.
    pub stairs: Vec<Staircase>,
    /// What the measures taken stand for, of areas where any is.
    pub replaced: Vec<Replaced>,
}

impl Solved {
    pub fn plan(&self) -> &Plan {
        &self.outcome.plan
    }

    /// Whether no plan is better.
    pub fn is_proven(&self) -> bool {
        self.plan().proof() == Proof::Optimal
    }
}

/// Steps of room that are tried.
pub(super) struct Steps<'a> {
    /// How much more, MW, from small to large.
    pub mw: &'a [f64],
    /// How exactly the least room that brings homes is found, MW.
    pub exact_mw: f64,
}

/// How it is solved.
pub(super) struct With<'a> {
    pub effort: Effort,
    pub steps: Steps<'a>,
    pub solver: &'a dyn Solver,
}

/// Solves it. `earliest` is the first year in which each work may start.
///
/// # Errors
///
/// [`Error::Interrupted`]; [`Error::Defect`] for a problem that does not hang
/// together, which is ours.
pub(super) fn solve(
    problem: &Problem,
    earliest: &[usize],
    limits: &[Limit],
    with: &With<'_>,
    progress: &mut dyn Progress,
) -> Result<Solved, Error> {
    let With { effort, steps, solver } = with;
    let solver = *solver;
    progress.begin("plan", None);
    let outcome = schedule(problem, effort, solver).map_err(defect)?;
    interrupt::check()?;
    let has_ways = problem.works.iter().any(|work| work.ways.len() > 1);
    let bare = has_ways.then(|| schedule(&as_asked(problem), effort, solver).map_err(defect)).transpose()?;
    interrupt::check()?;
    // More room is asked of a problem that can be had.
    let kept = without_short(problem, &outcome);
    let asked = kept.as_ref().map(|kept| schedule(kept, effort, solver).map_err(defect)).transpose()?;
    let (problem, plan) = match (&kept, &asked) {
        (Some(kept), Some(asked)) => (kept, &asked.plan),
        _ => (problem, &outcome.plan),
    };
    progress.end();
    let short = short(problem, plan, earliest);
    progress.begin("stairs", Some(short.len() as u64));
    let mut stairs = Vec::new();
    for area in short.iter().copied().filter(|area| limits[*area].is_known()) {
        let brings = |more_w: &[i64]| staircase(problem, plan, area, more_w, effort, solver);
        stairs.push(stair(brings, steps).map_err(defect)?);
        interrupt::check()?;
        progress.advance(1);
    }
    progress.end();
    let measured: BTreeSet<usize> = problem
        .works
        .iter()
        .zip(&plan.starts)
        .filter(|(_, start)| start.is_some_and(|start| start.way > 0))
        .flat_map(|(work, _)| [Some(work.area), problem.areas.get(work.area).and_then(|area| area.parent)])
        .flatten()
        .filter(|area| limits.get(*area).is_some_and(Limit::is_known))
        .collect();
    let mut found = Vec::new();
    for area in measured {
        let exact = watts_of_mw(steps.exact_mw);
        found.extend(replaced(problem, plan, area, exact, effort, solver).map_err(defect)?);
        interrupt::check()?;
    }
    Ok(Solved { bare: bare.map(|bare| bare.plan), stairs, replaced: found, outcome })
}

/// The problem without the wishes that fall short; `None` when none does.
fn without_short(problem: &Problem, outcome: &Outcome) -> Option<Problem> {
    let short: BTreeSet<usize> =
        outcome.conflicts.iter().flat_map(|conflict| &conflict.short).map(|(wish, _)| *wish).collect();
    if short.is_empty() {
        return None;
    }
    let mut kept = problem.clone();
    let wishes = std::mem::take(&mut kept.wishes).into_iter().enumerate();
    kept.wishes = wishes.filter(|(at, _)| !short.contains(at)).map(|(_, wish)| wish).collect();
    Some(kept)
}

/// The areas in which a work waits, comes later than it might, or is built in
/// another way than it was asked; and the stations above them.
fn short(problem: &Problem, plan: &Plan, earliest: &[usize]) -> Vec<usize> {
    let mut short = BTreeSet::new();
    for (at, (work, start)) in problem.works.iter().zip(&plan.starts).enumerate() {
        let is_at_ease = start
            .is_some_and(|start| start.way == 0 && earliest.get(at).is_none_or(|first| start.year <= *first));
        if is_at_ease {
            continue;
        }
        short.insert(work.area);
        short.extend(problem.areas.get(work.area).and_then(|area| area.parent));
    }
    short.into_iter().collect()
}

/// What each step brings; and between the last that brings no homes and the
/// first that does, the least that does.
fn stair(
    brings: impl Fn(&[i64]) -> Result<Staircase, Unsound>,
    steps: &Steps<'_>,
) -> Result<Staircase, Unsound> {
    let more_w: Vec<i64> = steps.mw.iter().map(|mw| watts_of_mw(*mw)).collect();
    let mut stair = brings(&more_w)?;
    let Some(first) = stair.steps.iter().position(|step| step.homes > 0) else { return Ok(stair) };
    let exact = watts_of_mw(steps.exact_mw).max(1);
    let mut below = first.checked_sub(1).map_or(0, |before| stair.steps[before].more_w);
    let mut least = stair.steps[first].clone();
    // On whole steps of what is exact, from zero.
    while least.more_w - below > exact {
        let middle = (below + least.more_w) / 2 / exact * exact;
        if middle <= below {
            break;
        }
        match brings(&[middle])?.steps.into_iter().next() {
            Some(step) if step.homes > 0 => least = step,
            _ => below = middle,
        }
    }
    if least.more_w < stair.steps[first].more_w {
        stair.steps.insert(first, least);
    }
    Ok(stair)
}

fn defect(unsound: Unsound) -> Error {
    Error::Defect(format!("a phasing was asked that does not hang together: {unsound:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::schedule::Step;

    /// Nothing up to 0.8 MW, and 26 homes from there.
    #[test]
    fn the_least_room_that_brings_homes_is_found() {
        let brings = |more_w: &[i64]| {
            let step = |more_w: &i64| Step {
                more_w: *more_w,
                homes: if *more_w >= 800_000 { 26 } else { 0 },
                value: 0.0,
                works: Vec::new(),
                gone: Vec::new(),
                year: None,
                proven: true,
            };
            Ok(Staircase { area: 0, steps: more_w.iter().map(step).collect() })
        };
        let steps = Steps { mw: &[0.5, 1.0, 2.0], exact_mw: 0.1 };
        let found: Vec<(i64, i64)> =
            stair(brings, &steps).unwrap().steps.iter().map(|step| (step.more_w, step.homes)).collect();
        assert_eq!(found, [(500_000, 0), (800_000, 26), (1_000_000, 26), (2_000_000, 26)]);
        let none = stair(brings, &Steps { mw: &[0.5], exact_mw: 0.1 }).unwrap();
        assert_eq!(none.steps.len(), 1);
    }
}
