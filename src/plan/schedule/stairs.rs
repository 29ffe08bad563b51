//! What would more room unlock, and what does a measure replace?

use std::collections::BTreeSet;

use super::{
    plan::{Effort, Plan, Proof, Start},
    problem::{Problem, Work},
    solver::Solver,
    sound::Unsound,
    whole::schedule,
};

/// What more room for an area or station brings, step by step.
#[derive(Debug, Clone, PartialEq)]
pub struct Staircase {
    /// Position of the area or station.
    pub area: usize,
    /// One for each amount of room asked, from little to much.
    pub steps: Vec<Step>,
}

/// One step of it, against the plan without more room.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Room more in every year, W.
    pub more_w: i64,
    /// Homes within the plan more. Value is what is looked for, so that fewer homes
    /// that are worth more, or come sooner, are possible.
    pub homes: i64,
    /// Value more; never less than that of a smaller step.
    pub value: f64,
    /// Works that start, start sooner, or are built as they were asked and not in
    /// another way, because of it.
    pub works: Vec<(usize, Start)>,
    /// Works that start later or not at all because of it: others take their room.
    pub gone: Vec<usize>,
    /// First year in which more homes are delivered up to and with it.
    pub year: Option<usize>,
    /// Whether both plans are proven: no other brings more.
    pub proven: bool,
}

/// What the measures taken in an area stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Replaced {
    /// Position of the area or station.
    pub area: usize,
    /// Works that are built in another way than the first, and the way.
    pub measures: Vec<(usize, usize)>,
    /// Homes within the plan that the measures bring: with them, less the best plan without.
    pub homes: i64,
    /// What they cost, kEUR; `None` when that is not known of one.
    pub cost_keur: Option<f64>,
    /// Least room more in every year with which a plan without measures is worth
    /// as much, W, to the step that was asked. `None` when no room here replaces
    /// them: a station above, or a wish, holds back what was built without.
    pub room_w: Option<i64>,
    /// Whether all plans looked at are proven.
    pub proven: bool,
}

/// What more room for an area or station brings: what hangs together with it is
/// planned again with each amount of `more_w`, W in every year.
///
/// `plan` is what it is held against, of the same problem without conflicts. An area
/// without a limit of its own gains nothing.
///
/// # Errors
///
/// As [`schedule`].
pub fn staircase(
    problem: &Problem,
    plan: &Plan,
    area: usize,
    more_w: &[i64],
    effort: &Effort,
    solver: &dyn Solver,
) -> Result<Staircase, Unsound> {
    let mut amounts: Vec<i64> = more_w.iter().copied().filter(|more| *more > 0).collect();
    amounts.sort_unstable();
    amounts.dedup();
    let widest = problem.with_room(area, amounts.last().copied().unwrap_or(0));
    let near = Near::new(problem, &widest.around(area), plan);
    let base = near.solved(&near.problem, effort, solver, &near.starts)?;
    let mut steps: Vec<Step> = Vec::new();
    let mut before = base.clone();
    for more in amounts {
        let solved = near.solved(&near.problem.with_room(area, more), effort, solver, &before.starts)?;
        let proven = base.proof() == Proof::Optimal && solved.proof() == Proof::Optimal;
        steps.push(near.step(&base, &solved, more, proven));
        before = solved;
    }
    Ok(Staircase { area, steps })
}

/// What the measures of a plan in an area or station replace; `None` when it takes
/// none there. Room is looked for by halves, to steps of `step_w`.
///
/// # Errors
///
/// As [`schedule`].
pub fn replaced(
    problem: &Problem,
    plan: &Plan,
    area: usize,
    step_w: i64,
    effort: &Effort,
    solver: &dyn Solver,
) -> Result<Option<Replaced>, Unsound> {
    let other_way = |work: &usize| {
        let way = plan.starts.get(*work).copied().flatten()?.way;
        let is_under = way > 0 && problem.above(problem.works[*work].area).contains(&area);
        is_under.then_some((*work, way))
    };
    let measures: Vec<(usize, usize)> =
        (0..problem.works.len()).filter_map(|work| other_way(&work)).collect();
    if measures.is_empty() {
        return Ok(None);
    }
    let costs = measures.iter().map(|(work, way)| problem.works[*work].ways[*way].cost_keur);
    // With as much more as all works there ask, the area holds nothing back.
    let asked = |work: &Work| {
        let is_under = problem.above(work.area).contains(&area);
        if is_under { (0..problem.years).map(|since| work.load_w(0, since)).max().unwrap_or(0) } else { 0 }
    };
    let step_w = step_w.max(1);
    let most: i64 = problem.works.iter().map(asked).fold(0, i64::saturating_add);
    let most = most.saturating_add(step_w - 1) / step_w;
    let near = Near::new(problem, &problem.with_room(area, most.saturating_mul(step_w)).around(area), plan);
    let mut bare = near.problem.clone();
    for work in &mut bare.works {
        let is_under = problem.above(work.area).contains(&area);
        work.ways.truncate(if is_under { 1 } else { work.ways.len() });
    }
    let without = near.solved(&bare, effort, solver, &[])?;
    let mut proven = without.proof() == Proof::Optimal && plan.proof() == Proof::Optimal;
    let value = near.problem.value(&near.starts);
    let mut is_enough = |steps: i64| -> Result<bool, Unsound> {
        let tried = near.solved(&bare.with_room(area, steps.saturating_mul(step_w)), effort, solver, &[])?;
        let is_enough = tried.value >= value - 1e-9 * value.abs();
        proven &= is_enough || tried.proof() == Proof::Optimal;
        Ok(is_enough)
    };
    let mut enough = is_enough(most)?.then_some(most);
    let mut too_little = -1;
    while let Some(found) = enough.filter(|found| *found - too_little > 1) {
        let middle = too_little + (found - too_little) / 2;
        if is_enough(middle)? {
            enough = Some(middle);
        } else {
            too_little = middle;
        }
    }
    let homes = |starts: &[Option<Start>]| -> i64 {
        let homes: u64 = near.problem.homes(starts).iter().sum();
        i64::try_from(homes).unwrap_or(i64::MAX)
    };
    Ok(Some(Replaced {
        area,
        cost_keur: costs.sum(),
        homes: homes(&near.starts) - homes(&without.starts),
        measures,
        room_w: enough.map(|steps| steps.saturating_mul(step_w)),
        proven,
    }))
}

/// A part of a problem, and the plan for it.
struct Near {
    problem: Problem,
    /// Positions of its works.
    works: Vec<usize>,
    starts: Vec<Option<Start>>,
}

impl Near {
    fn new(problem: &Problem, works: &BTreeSet<usize>, plan: &Plan) -> Self {
        let (problem, works, _) = problem.of_works(works);
        let starts = works.iter().map(|work| plan.starts.get(*work).copied().flatten()).collect();
        Self { problem, works, starts }
    }

    /// The best plan, or `known` where that keeps all limits and is worth more.
    fn solved(
        &self,
        problem: &Problem,
        effort: &Effort,
        solver: &dyn Solver,
        known: &[Option<Start>],
    ) -> Result<Plan, Unsound> {
        let mut plan = schedule(problem, effort, solver)?.plan;
        let value = problem.value(known);
        // What is worth the same stays as it was.
        let is_better = value >= plan.value - 1e-9 * plan.value.abs();
        if known.len() == self.works.len() && is_better && problem.broken(known).is_empty() {
            plan.starts = known.to_vec();
            plan.value = value;
            plan.bound = plan.bound.max(value);
        }
        Ok(plan)
    }

    fn step(&self, base: &Plan, plan: &Plan, more_w: i64, proven: bool) -> Step {
        let (before, after) = (self.up_to(&base.starts), self.up_to(&plan.starts));
        let mut works = Vec::new();
        let mut gone = Vec::new();
        for ((work, old), new) in self.works.iter().zip(&base.starts).zip(&plan.starts) {
            match (old, new) {
                (None, Some(new)) => works.push((*work, *new)),
                (Some(_), None) => gone.push(*work),
                (Some(old), Some(new)) if new.year > old.year => gone.push(*work),
                (Some(old), Some(new)) if new.year < old.year || new.way == 0 && old.way > 0 => {
                    works.push((*work, *new))
                }
                _ => {}
            }
        }
        Step {
            more_w,
            homes: after.last().copied().unwrap_or(0) - before.last().copied().unwrap_or(0),
            value: plan.value - base.value,
            works,
            gone,
            year: (0..before.len()).find(|year| after[*year] > before[*year]),
            proven,
        }
    }

    /// Homes delivered up to and with each year.
    fn up_to(&self, starts: &[Option<Start>]) -> Vec<i64> {
        let mut sum = 0;
        let each = self.problem.homes(starts).into_iter().map(|homes| {
            sum += i64::try_from(homes).unwrap_or(i64::MAX);
            sum
        });
        each.collect()
    }
}

impl Problem {
    /// The same with more room for an area or station in every year.
    #[must_use]
    pub fn with_room(&self, area: usize, more_w: i64) -> Self {
        let mut problem = self.clone();
        if let Some(room) = problem.areas.get_mut(area).and_then(|area| area.room_w.as_mut()) {
            if room.is_empty() {
                room.push(0);
            }
            room.iter_mut().for_each(|room| *room = (*room).max(0).saturating_add(more_w));
        }
        problem
    }
}
