//! Which ways to add homes go together best in one place?
//!
//! One roof or plot counts once: a complex that is rebuilt cannot be topped
//! up as well. Of all sets of options that do not stand in each other's way
//! the best one is taken.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Add,
};

use serde::Serialize;

use crate::{model::Form, params::FormsParams};

/// One way to add homes in a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// The form.
    pub form: Form,
    /// Homes it adds, middle estimate.
    pub homes: u32,
    /// Its score, 0 to 100; `None` when too little is known.
    pub score: Option<f64>,
}

/// The best set of options in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Combined {
    /// Their positions in the list that was given, ascending.
    pub chosen: Vec<usize>,
    /// Homes they add together.
    pub homes: u32,
    /// Whether this is proven to be the best set; not when the search was cut
    /// short.
    pub proven: bool,
}

/// Most groups of options that are searched together; of more that hang
/// together, the best are taken one by one.
const TOGETHER_MAX: usize = 64;

/// Most steps of one search. Options of one place conflict in groups, and
/// take some hundreds at most.
const STEPS_MAX: u32 = 200_000;

/// What a set of options is worth; more is better, the first number first.
///
/// Every part adds up over options, so the worth of a set is the sum over its
/// options, and parts of a place that have nothing to do with each other can
/// be decided each by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Worth {
    /// Homes times hundredths of a point.
    value: u64,
    /// Homes.
    homes: u64,
    /// Options, counted down: fewer are better.
    fewer: i64,
    /// One bit an option, the first one highest.
    first: u64,
}

impl Add for Worth {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            value: self.value + other.value,
            homes: self.homes + other.homes,
            fewer: self.fewer + other.fewer,
            first: self.first + other.first,
        }
    }
}

/// The pairs of options whose forms cannot go together.
///
/// # Source
///
/// `vormen.combine_excludes`.
#[must_use]
pub fn conflicts_by_form(options: &[Choice], params: &FormsParams) -> Vec<(usize, usize)> {
    let pairs = (0..options.len()).flat_map(|one| (one + 1..options.len()).map(move |other| (one, other)));
    pairs.filter(|(one, other)| params.excludes(options[*one].form, options[*other].form)).collect()
}

/// The best set of options no two of which conflict.
///
/// # Method
///
/// An option is worth `homes × score / 100`. Of sets that are worth the same
/// the one with more homes is taken, then the one with fewer options, then the
/// one with the option that stands first. An option without homes does not
/// enter; one without a score only where no option has one, and then counts
/// by its homes. Scores count in whole hundredths of a point, as in
/// [`order`](super::rank::order).
///
/// This is a maximum weight independent set, found exactly by branch and
/// bound over the connected parts of the conflicts: the bound covers what is
/// left with groups of options that all conflict, of each of which one at most
/// can be taken. `conflicts` may hold pairs twice or either way around; a pair
/// that names no two options is passed over.
///
/// # Examples
///
/// ```
/// use toplaag::{model::Form, score::{Choice, combine}};
///
/// let option = |form, homes, score| Choice { form, homes, score: Some(score) };
/// let options = [
///     option(Form::Optoppen, 12, 70.0),       // 8.4
///     option(Form::SloopNieuwbouw, 18, 60.0), // 10.8
///     option(Form::Aanplakken, 8, 55.0),      // 4.4
/// ];
/// let best = combine(&options, &[(0, 1), (1, 2)]);
/// assert_eq!((best.chosen, best.homes), (vec![0, 2], 20)); // 8.4 + 4.4 = 12.8
/// ```
#[must_use]
pub fn combine(options: &[Choice], conflicts: &[(usize, usize)]) -> Combined {
    let scored = options.iter().any(|option| option.homes > 0 && hundredths(option).is_some());
    let enters = |option: &Choice| option.homes > 0 && (!scored || hundredths(option).is_some());
    let indices: Vec<usize> = (0..options.len()).filter(|index| enters(&options[*index])).collect();
    let (groups, conflicts) = alike(&indices, options.len(), conflicts);
    let all: Vec<usize> = (0..groups.len()).collect();
    let parts = connected(&all, groups.len(), &conflicts);
    let worth: Vec<Worth> = groups.iter().map(|group| worth_of(group, options, scored)).collect();

    let mut chosen = Vec::new();
    let mut proven = true;
    for part in parts {
        let (taken, part_proven) = best_of(&part, &worth, &conflicts);
        chosen.extend(taken.into_iter().flat_map(|group| groups[group].iter().copied()));
        proven &= part_proven;
    }
    chosen.sort_unstable();
    let homes = chosen.iter().map(|index| options[*index].homes).fold(0, u32::saturating_add);
    Combined { chosen, homes, proven }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "kept between 0 and 10,000")]
fn hundredths(option: &Choice) -> Option<u64> {
    let score = option.score.filter(|score| score.is_finite())?;
    Some((score.clamp(0.0, 100.0) * 100.0).round() as u64)
}

/// Options that conflict with the same others go together or not at all, as
/// each adds something: they are one in the search, however many there are.
/// Gives the groups in the order of their first option, and the conflicts
/// between groups.
fn alike(
    indices: &[usize],
    n: usize,
    conflicts: &[(usize, usize)],
) -> (Vec<Vec<usize>>, Vec<(usize, usize)>) {
    let mut enters = vec![false; n];
    indices.iter().for_each(|index| enters[*index] = true);
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); n];
    for &(one, other) in conflicts {
        let both = |index: usize| enters.get(index).copied().unwrap_or(false);
        if one != other && both(one) && both(other) {
            beside[one].push(other);
            beside[other].push(one);
        }
    }
    for others in &mut beside {
        others.sort_unstable();
        others.dedup();
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut by_others: BTreeMap<&[usize], usize> = BTreeMap::new();
    let mut group_of = vec![usize::MAX; n];
    for &index in indices {
        let group = *by_others.entry(&beside[index]).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(index);
        group_of[index] = group;
    }
    let pairs: BTreeSet<(usize, usize)> = indices
        .iter()
        .flat_map(|index| beside[*index].iter().map(move |other| (*index, *other)))
        .map(|(one, other)| (group_of[one], group_of[other]))
        .filter(|(one, other)| one < other)
        .collect();
    (groups, pairs.into_iter().collect())
}

/// What a group of options is worth; its place in the order is filled in later.
fn worth_of(group: &[usize], options: &[Choice], scored: bool) -> Worth {
    group
        .iter()
        .map(|index| {
            let homes = u64::from(options[*index].homes);
            let points = if scored { hundredths(&options[*index]).unwrap_or(0) } else { 1 };
            Worth { value: homes * points, homes, fewer: -1, first: 0 }
        })
        .fold(Worth::default(), |sum, worth| sum + worth)
}

/// The options that hang together by conflicts, each part ascending, in the
/// order of their first option.
fn connected(indices: &[usize], n: usize, conflicts: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut root: Vec<Option<usize>> = vec![None; n];
    for &index in indices {
        root[index] = Some(index);
    }
    // Parts are small: each link renames the part of the higher root.
    for &(one, other) in conflicts {
        let known = |index: usize| root.get(index).copied().flatten();
        let (Some(one), Some(other)) = (known(one), known(other)) else { continue };
        let (low, high) = (one.min(other), one.max(other));
        if low != high {
            root.iter_mut().filter(|root| **root == Some(high)).for_each(|root| *root = Some(low));
        }
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut at: Vec<Option<usize>> = vec![None; n];
    for &index in indices {
        let Some(first) = root[index] else { continue };
        let part = *at[first].get_or_insert_with(|| {
            parts.push(Vec::new());
            parts.len() - 1
        });
        parts[part].push(index);
    }
    parts
}

/// The best set within one connected part, and whether that is proven.
fn best_of(part: &[usize], worth: &[Worth], conflicts: &[(usize, usize)]) -> (Vec<usize>, bool) {
    if part.len() > TOGETHER_MAX {
        return (one_by_one(part, worth, conflicts), false);
    }
    let worth = part
        .iter()
        .enumerate()
        .map(|(position, index)| Worth { first: 1 << (63 - position), ..worth[*index] })
        .collect();
    let mut beside = vec![0_u64; part.len()];
    for &(one, other) in conflicts {
        let place = |index: usize| part.binary_search(&index).ok();
        let (Some(one), Some(other)) = (place(one), place(other)) else { continue };
        beside[one] |= 1 << other;
        beside[other] |= 1 << one;
    }
    let all = u64::MAX >> (64 - part.len());
    let mut search = Search { worth, beside, best: Worth::default(), taken: 0, steps: 0 };
    search.go(all, 0, Worth::default());
    let taken = part.iter().enumerate().filter(|(position, _)| search.taken >> position & 1 == 1);
    (taken.map(|(_, index)| *index).collect(), search.steps < STEPS_MAX)
}

/// The best first, then the best that does not conflict with those taken.
fn one_by_one(part: &[usize], worth: &[Worth], conflicts: &[(usize, usize)]) -> Vec<usize> {
    let mut order = part.to_vec();
    order.sort_by_key(|index| (Reverse(worth[*index]), *index));
    let mut beside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(one, other) in conflicts {
        beside.entry(one).or_default().push(other);
        beside.entry(other).or_default().push(one);
    }
    let mut barred: BTreeSet<usize> = BTreeSet::new();
    let mut taken: Vec<usize> = Vec::new();
    for index in order {
        if !barred.contains(&index) {
            taken.push(index);
            barred.extend(beside.get(&index).into_iter().flatten());
        }
    }
    taken
}

/// One search; options are bits, the first one lowest.
struct Search {
    worth: Vec<Worth>,
    /// The options each conflicts with.
    beside: Vec<u64>,
    best: Worth,
    taken: u64,
    steps: u32,
}

impl Search {
    /// Tries every set out of `left` with `taken` already in it.
    fn go(&mut self, left: u64, taken: u64, worth: Worth) {
        if worth > self.best {
            (self.best, self.taken) = (worth, taken);
        }
        self.steps = self.steps.saturating_add(1);
        if left == 0 || self.steps >= STEPS_MAX || worth + self.bound(left) <= self.best {
            return;
        }
        // The option with most conflicts left decides most.
        let conflicts = |option: &usize| (self.beside[*option] & left).count_ones();
        let Some(option) = bits(left).max_by_key(|option| (conflicts(option), Reverse(*option))) else {
            return;
        };
        let without = left & !(1 << option);
        self.go(without & !self.beside[option], taken | 1 << option, worth + self.worth[option]);
        self.go(without, taken, worth);
    }

    /// More than any set out of `left` can be worth: the options are put in
    /// groups that conflict throughout, and of each group the best counts.
    fn bound(&self, left: u64) -> Worth {
        let mut groups: Vec<(u64, Worth)> = Vec::new();
        for option in bits(left) {
            let worth = self.worth[option];
            match groups.iter_mut().find(|(members, _)| members & !self.beside[option] == 0) {
                Some((members, best)) => {
                    *members |= 1 << option;
                    *best = worth.max(*best);
                }
                None => groups.push((1 << option, worth)),
            }
        }
        groups.into_iter().fold(Worth::default(), |sum, (_, best)| sum + best)
    }
}

/// The options in a set, ascending.
fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (set != 0).then(|| {
            let lowest = set.trailing_zeros() as usize;
            set &= set - 1;
            lowest
        })
    })
}

#[cfg(test)]
mod tests;
