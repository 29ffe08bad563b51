//! The whole plan: parts solved side by side, and put together.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    check::Broken,
    elastic::{conflict, homes_of, shortfall},
    greedy::Filling,
    model::{Model, Origin},
    plan::{Conflict, Effort, Outcome, Plan, Proof, Simple, Start},
    problem::Problem,
    solve::{Solved, solve},
    solver::Solver,
    sound::Unsound,
};

/// Plans all works: most value within room and wishes.
///
/// # Method
///
/// Parts that share no limit are solved apart from each other, side by side. A part
/// is bounded by prices of its limits, filled by simple rules, and what is then
/// still open is asked of `solver`, which starts from the best that is known. What
/// comes back is held against all limits in whole numbers. What is not proven has a
/// bound, so that its gap can be told. Where wishes conflict, those that ask for
/// homes give up as few as can be, and the plan is made with the rest of them.
///
/// The same problem has the same outcome on any number of threads.
///
/// # Errors
///
/// [`Unsound`]: nothing can be planned.
pub fn schedule(problem: &Problem, effort: &Effort, solver: &dyn Solver) -> Result<Outcome, Unsound> {
    problem.check()?;
    let model = Model::new(problem, &BTreeSet::new());
    let by_value = simple(problem, &model, |work| problem.works[work].value);
    let by_value_per_kw = simple(problem, &model, |work| {
        let load = problem.works[work].ways.first().and_then(|way| way.load_w.iter().copied().max());
        #[expect(clippy::cast_precision_loss, reason = "watts stay far below 2^52")]
        let load = load.unwrap_or(0).max(1) as f64;
        problem.works[work].value / load
    });
    let parts = model.reduced().parts();
    let settled: Vec<Settled> = parts.par_iter().map(|part| settle(problem, part, effort, solver)).collect();
    let mut plan = Plan { starts: vec![None; problem.works.len()], parts: parts.len(), ..Plan::default() };
    for (part, settled) in parts.iter().zip(&settled) {
        plan.proven += usize::from(settled.solved.is_proven);
        plan.bound += settled.solved.bound;
        let picks = settled.solved.picks.iter().flatten();
        for (work, pick) in part.works.iter().zip(picks) {
            plan.starts[work.work] = pick.map(|pick| work.choices[pick].start);
        }
        if !settled.solved.is_proven {
            let simple = [&by_value, &by_value_per_kw].into_iter().filter(|simple| simple.broken.is_empty());
            simple.for_each(|simple| plan.take_part(problem, part, simple));
        }
    }
    plan.value = problem.value(&plan.starts);
    plan.bound = if plan.proof() == Proof::Optimal { plan.value } else { plan.bound.max(plan.value) };
    let short = parts.par_iter().zip(&settled).filter(|(_, settled)| !settled.short.is_empty());
    let conflicts = short.map(|(part, settled)| {
        let works = part.works.iter().map(|work| work.work).collect();
        let (set, is_minimal) = conflict(problem, &works, &settled.short, effort, solver);
        let short = settled.short.iter().map(|(wish, homes)| (*wish, *homes)).collect();
        Conflict { short, set, proven: is_minimal && settled.is_least }
    });
    Ok(Outcome { plan, by_value, by_value_per_kw, conflicts: conflicts.collect() })
}

/// A part, and what it must fall short of.
struct Settled {
    solved: Solved,
    /// Homes short, by wish.
    short: BTreeMap<usize, u64>,
    is_least: bool,
}

/// Solves a part; when not all its wishes can be had, with the least given up.
fn settle(problem: &Problem, part: &Model, effort: &Effort, solver: &dyn Solver) -> Settled {
    let solved = if part.is_impossible() { Solved::default() } else { solve(part, effort, solver) };
    let mut settled = Settled { solved, short: BTreeMap::new(), is_least: true };
    if settled.solved.picks.is_some() {
        return settled;
    }
    #[expect(clippy::cast_precision_loss, reason = "homes stay far below 2^52")]
    let weight = |origin: Origin| homes_of(problem, origin) as f64;
    let Some(least) = shortfall(part, weight, effort, solver) else { return settled };
    let mut relaxed = part.clone();
    for (row, short) in relaxed.rows.iter_mut().zip(&least.of_row).filter(|(_, short)| **short > 0) {
        row.limit += short;
        if let Origin::Wish(wish) = row.origin {
            *settled.short.entry(wish).or_default() += short.unsigned_abs() * homes_of(problem, row.origin);
        }
    }
    settled.is_least = least.is_proven;
    settled.solved = solve(&relaxed, effort, solver);
    if settled.solved.picks.is_none() {
        // Whatever the solver told of it, these picks keep all that is left.
        let value = relaxed.value(&least.picks);
        let bound = relaxed.prices(value, effort.rounds).bound.max(value);
        settled.solved = Solved { picks: Some(least.picks), bound, ..Solved::default() };
    }
    settled
}

impl Plan {
    /// Takes what a rule makes of a part, where that is worth more.
    fn take_part(&mut self, problem: &Problem, part: &Model, simple: &Simple) {
        let works = || part.works.iter().map(|work| work.work);
        let value = |starts: &[Option<Start>]| -> f64 {
            works().map(|work| starts[work].map_or(0.0, |start| problem.worth(work, start))).sum()
        };
        if value(&simple.starts) > value(&self.starts) {
            works().for_each(|work| self.starts[work] = simple.starts[work]);
        }
    }
}

/// What a simple rule makes of it.
fn simple(problem: &Problem, model: &Model, rank: impl Fn(usize) -> f64) -> Simple {
    let mut filling = Filling::new(model);
    filling.fill(model, &model.by_rank(|work| rank(model.works[work].work)));
    let picked = model.works.iter().zip(&filling.picks);
    let starts: Vec<_> = picked.map(|(work, pick)| pick.map(|pick| work.choices[pick].start)).collect();
    let broken = problem.broken(&starts).into_iter().filter_map(|broken| match broken {
        Broken::Wish { wish, .. } => Some(wish),
        _ => None,
    });
    Simple { value: problem.value(&starts), broken: broken.collect(), starts }
}
