//! When not all wishes can be had: who is short, by how much, and which cannot go together?
//!
//! Wishes that ask for something (must, at least) may fall short, at the price of
//! the homes that are short; all others, and all room, are kept. That always has
//! an answer, and the one that is least short is looked for as any other plan.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    model::{Choice, Choices, Model, Origin, Picks},
    plan::{Effort, Start},
    problem::{Problem, WishKind},
    solve::solve,
    solver::Solver,
};

/// What is short of each row, and picks that go with it.
pub(super) struct Short {
    /// Units of each row: starts or homes.
    pub(super) of_row: Vec<i64>,
    pub(super) picks: Picks,
    pub(super) is_proven: bool,
}

/// The least that rows which ask for something must fall short; `weight` is what
/// one unit of a row weighs.
pub(super) fn shortfall(
    model: &Model,
    weight: impl Fn(Origin) -> f64,
    effort: &Effort,
    solver: &dyn Solver,
) -> Option<Short> {
    let mut elastic = model.clone();
    elastic.works.iter_mut().flat_map(|work| &mut work.choices).for_each(|choice| choice.worth = 0.0);
    let mut units = Vec::new();
    for (row, about) in model.rows.iter().enumerate().filter(|(_, row)| row.limit < 0) {
        // A work of one choice for each power of two: together any number of units.
        let most = about.limit.unsigned_abs();
        for power in (0..64).map_while(|bit| 1_u64.checked_shl(bit)).take_while(|power| *power <= most) {
            let amount = i64::try_from(power).unwrap_or(i64::MAX);
            #[expect(clippy::cast_precision_loss, reason = "homes stay far below 2^52")]
            let worth = -(amount as f64) * weight(about.origin);
            let choice = Choice { start: Start { year: 0, way: 0 }, worth, uses: vec![(row, -amount)] };
            elastic.works.push(Choices { work: usize::MAX, choices: vec![choice] });
            units.push((row, amount));
        }
    }
    let solved = solve(&elastic, effort, solver);
    let mut picks = solved.picks?;
    let slack = picks.split_off(model.works.len());
    let mut of_row = vec![0; model.rows.len()];
    let used = model.used(&picks);
    for ((row, amount), pick) in units.into_iter().zip(slack) {
        of_row[row] += if pick.is_some() { amount } else { 0 };
    }
    // Powers of two may count more than is short.
    for ((short, used), row) in of_row.iter_mut().zip(used).zip(&model.rows) {
        *short = (*short).min((used - row.limit).max(0));
    }
    Some(Short { of_row, picks, is_proven: solved.is_proven })
}

/// Homes that one unit short of a wish stands for.
pub(super) fn homes_of(problem: &Problem, origin: Origin) -> u64 {
    match origin {
        Origin::Wish(wish) => match problem.wishes[wish].kind {
            WishKind::Must { work } => {
                problem.works[work].homes.iter().map(|homes| u64::from(*homes)).sum::<u64>().max(1)
            }
            _ => 1,
        },
        Origin::Room(_) => 1,
    }
}

/// Wishes that cannot go together, among those about works that hang together with `works`.
pub(super) fn conflict(
    problem: &Problem,
    works: &BTreeSet<usize>,
    short: &BTreeMap<usize, u64>,
    effort: &Effort,
    solver: &dyn Solver,
) -> (Vec<usize>, bool) {
    // A work that never fits shares no limit with any other: its wishes tell of it.
    let of_short = short.keys().flat_map(|wish| problem.wishes[*wish].kind.works());
    let works: BTreeSet<usize> = works.iter().copied().chain(of_short).collect();
    if works.is_empty() {
        return (short.keys().copied().take(1).collect(), true);
    }
    let (near, wishes) = problem.hanging_together(&works);
    let mut filter = Filter { problem: &near, effort, solver, is_proven: true, dropped: BTreeSet::new() };
    // What asks for nothing that is short goes first, what is short last.
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|at| (short.contains_key(&wishes[*at]), !near.wishes[*at].kind.asks(), *at));
    let set = filter.needed(&order);
    let mut set: Vec<usize> = set.into_iter().map(|at| wishes[at]).collect();
    set.sort_unstable();
    (set, filter.is_proven)
}

impl WishKind {
    /// The works it is about.
    pub(super) fn works(&self) -> Vec<usize> {
        match self {
            Self::Must { work } | Self::NotBefore { work, .. } | Self::NotAfter { work, .. } => vec![*work],
            Self::Order { before, after } => vec![*before, *after],
            Self::AtLeast { works, .. }
            | Self::AtMost { works, .. }
            | Self::Starts { works, .. }
            | Self::Budget { works, .. } => works.clone(),
        }
    }

    /// Whether it asks for homes, and does not hold them back.
    fn asks(&self) -> bool {
        matches!(self, Self::Must { .. } | Self::AtLeast { .. })
    }
}

/// Drops wishes, half of them at a time and then fewer, as long as what is left cannot be had.
struct Filter<'a> {
    problem: &'a Problem,
    effort: &'a Effort,
    solver: &'a dyn Solver,
    is_proven: bool,
    dropped: BTreeSet<usize>,
}

impl Filter<'_> {
    fn needed(&mut self, order: &[usize]) -> Vec<usize> {
        let mut left = order.to_vec();
        let mut size = left.len().div_ceil(2).max(1);
        loop {
            let mut at = 0;
            while at < left.len() {
                let until = (at + size).min(left.len());
                let chunk: Vec<usize> = left[at..until].to_vec();
                self.dropped.extend(&chunk);
                if self.is_impossible(size == 1) {
                    left.drain(at..until);
                } else {
                    chunk.iter().for_each(|wish| {
                        self.dropped.remove(wish);
                    });
                    at = until;
                }
            }
            if size == 1 {
                return left;
            }
            size = size.div_ceil(2);
        }
    }

    /// Whether it is proven that the wishes that are left cannot be had. When that
    /// is not known of a single wish, the set is not proven.
    fn is_impossible(&mut self, is_single: bool) -> bool {
        let model = Model::new(self.problem, &self.dropped).reduced();
        for part in model.parts() {
            if part.is_impossible() {
                return true;
            }
            let mut bare = part;
            bare.works.iter_mut().flat_map(|work| &mut work.choices).for_each(|choice| choice.worth = 0.0);
            let solved = solve(&bare.reduced(), self.effort, self.solver);
            if solved.is_impossible {
                return true;
            }
            if solved.picks.is_none() && is_single {
                self.is_proven = false;
            }
        }
        false
    }
}
