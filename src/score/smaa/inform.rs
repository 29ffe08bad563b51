//! What would be gained by finding one thing out?

use std::collections::BTreeMap;

use super::ranks::Acceptability;

/// What finding one thing out would do to the first `k` of a group.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Worth {
    /// Places of the first `k` that are expected to be right more.
    pub gain: f64,
    /// How likely another `k` would be picked.
    pub changes: f64,
    /// Places of the first `k` that are expected to move from one site to another.
    pub shift: f64,
}

/// What it is worth to know which of some outcomes holds: `outcomes` gives one
/// for each draw, from 0.
///
/// # Method
///
/// Who picks `k` sites picks those that are most often among the first `k`; as
/// many places are right as their shares add up to. Of the draws of each
/// outcome by themselves the same is asked again: the gain is what is right
/// more, on average over the outcomes. Knowing is never worth less than
/// nothing.
#[must_use]
pub fn worth_knowing(found: &Acceptability, k: usize, outcomes: impl Iterator<Item = usize>) -> Worth {
    let mut of_outcome: Vec<(u32, BTreeMap<usize, u32>)> = Vec::new();
    let mut all: BTreeMap<usize, u32> = BTreeMap::new();
    for (outcome, firsts) in outcomes.zip(found.firsts(k)) {
        if of_outcome.len() <= outcome {
            of_outcome.resize_with(outcome + 1, Default::default);
        }
        let (n, counts) = &mut of_outcome[outcome];
        *n += 1;
        for site in firsts {
            *counts.entry(site).or_default() += 1;
            *all.entry(site).or_default() += 1;
        }
    }
    let n_draws: u32 = of_outcome.iter().map(|(n, _)| n).sum();
    if n_draws == 0 {
        return Worth::default();
    }
    let (picked, right) = best(&all, k);
    let total = f64::from(n_draws);
    let mut worth = Worth { gain: -f64::from(right) / total, ..Worth::default() };
    for (n, counts) in of_outcome.iter().filter(|(n, _)| *n > 0) {
        let (picked_here, right_here) = best(counts, k);
        worth.gain += f64::from(right_here) / total;
        if picked_here != picked {
            worth.changes += f64::from(*n) / total;
        }
        let share = f64::from(*n) / total;
        let moved: f64 = all
            .iter()
            .map(|(site, of_all)| {
                let here = f64::from(counts.get(site).copied().unwrap_or(0)) / f64::from(*n);
                (here - f64::from(*of_all) / total).abs()
            })
            .sum();
        worth.shift += share * moved / 2.0;
    }
    worth.gain = worth.gain.max(0.0);
    worth
}

/// The `k` that are most often among the first, in their order, and how many
/// places are right with them over all draws.
fn best(counts: &BTreeMap<usize, u32>, k: usize) -> (Vec<usize>, u32) {
    let mut order: Vec<(usize, u32)> = counts.iter().map(|(site, n)| (*site, *n)).collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    order.truncate(k);
    let right = order.iter().map(|(_, n)| n).sum();
    let mut picked: Vec<usize> = order.into_iter().map(|(site, _)| site).collect();
    picked.sort_unstable();
    (picked, right)
}
