//! Which project of one edition of a planning list is which of another?
//!
//! Rows of one edition about the same project are brought together first
//! ([`Group`]): a row a year or a rent class adds up, a row that stands there
//! twice counts once, rows that contradict one another are told. Projects of two
//! editions are then one by identification, else by place and name exactly
//! ([`Rule`]). What is only alike is told as such, with what is alike, and is
//! never taken to be the same.

mod alike;
mod group;
mod key;

use std::collections::{BTreeMap, BTreeSet};

pub use alike::Likeness;
pub use group::{Group, RowFate};

use crate::{codes::codes, model::PlannedProject};
use key::{Key, is_code};

codes! {
    /// By what two projects are one.
    Rule {
        /// Their identification.
        Id = "ppm_id",
        /// Their place and name, which no other project has.
        Name = "name",
    }
}

/// What decides when two projects are alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Norms {
    /// How far two points may lie apart, meters.
    pub distance_m: f64,
    /// Words of a name that must occur in the other, over those of the shorter, 0–1.
    pub name_words_share: f64,
    /// Words of a name that do not count.
    pub ignored: Vec<String>,
}

/// A project of the earlier edition, of the later, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Position of its group in the earlier edition.
    pub before: Option<usize>,
    /// Position of its group in the later edition.
    pub now: Option<usize>,
    /// By what the two are one.
    pub rule: Option<Rule>,
    /// Groups of the other edition it may be, with what is alike.
    pub alike: Vec<(usize, Likeness)>,
    /// Whether the other edition has nothing of its gemeente.
    pub is_elsewhere: bool,
}

/// Two editions held against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Editions {
    /// Projects of the earlier edition.
    pub before: Vec<Group>,
    /// Projects of the later edition.
    pub now: Vec<Group>,
    /// What became of each row of the earlier edition.
    pub rows_before: Vec<RowFate>,
    /// What became of each row of the later edition.
    pub rows_now: Vec<RowFate>,
    /// Every project once: those of the later edition in its order, then those
    /// that are in the earlier one alone.
    pub pairs: Vec<Pair>,
}

/// Holds two editions against each other.
#[must_use]
pub fn hold(before: &[PlannedProject], now: &[PlannedProject], norms: &Norms) -> Editions {
    let (before, rows_before) = group::group(before);
    let (now, rows_now) = group::group(now);
    let keys = |groups: &[Group]| groups.iter().map(|group| Key::of(&group.project)).collect::<Vec<_>>();
    let (keys_before, keys_now) = (keys(&before), keys(&now));
    let mut partner: Vec<Option<(usize, Rule)>> = vec![None; now.len()];
    let mut taken = vec![false; before.len()];
    by_id(&keys_before, &keys_now, &mut partner, &mut taken);
    by_name(&keys_before, &keys_now, &mut partner, &mut taken);
    let open_before: Vec<usize> = (0..before.len()).filter(|at| !taken[*at]).collect();
    let open_now: Vec<usize> = (0..now.len()).filter(|at| partner[*at].is_none()).collect();
    let alike = alike::alike(
        &alike::Side { groups: &before, keys: &keys_before, open: &open_before },
        &alike::Side { groups: &now, keys: &keys_now, open: &open_now },
        norms,
    );
    let places = |keys: &[Key]| keys.iter().filter_map(|key| key.gemeente.clone()).collect::<BTreeSet<_>>();
    let (in_before, in_now) = (places(&keys_before), places(&keys_now));
    let is_elsewhere = |key: &Key, there: &BTreeSet<String>| {
        let Some(gemeente) = &key.gemeente else { return false };
        // A code cannot be held against names.
        let mut alike = there.iter().filter(|other| is_code(other) == is_code(gemeente)).peekable();
        alike.peek().is_some() && alike.all(|other| other != gemeente)
    };
    let mut pairs: Vec<Pair> = (0..now.len())
        .map(|at| Pair {
            before: partner[at].map(|(before, _)| before),
            now: Some(at),
            rule: partner[at].map(|(_, rule)| rule),
            alike: alike.iter().filter(|(_, now, _)| *now == at).map(|(b, _, why)| (*b, *why)).collect(),
            is_elsewhere: partner[at].is_none() && is_elsewhere(&keys_now[at], &in_before),
        })
        .collect();
    pairs.extend(open_before.iter().map(|at| Pair {
        before: Some(*at),
        now: None,
        rule: None,
        alike: alike.iter().filter(|(before, ..)| before == at).map(|(_, n, why)| (*n, *why)).collect(),
        is_elsewhere: is_elsewhere(&keys_before[*at], &in_now),
    }));
    Editions { before, now, rows_before, rows_now, pairs }
}

/// Projects with the same identification are one, unless their gemeenten
/// contradict that.
fn by_id(before: &[Key], now: &[Key], partner: &mut [Option<(usize, Rule)>], taken: &mut [bool]) {
    let ids: BTreeMap<&str, usize> =
        before.iter().enumerate().filter_map(|(at, key)| Some((key.id.as_deref()?, at))).collect();
    for (at, key) in now.iter().enumerate() {
        let Some(found) = key.id.as_deref().and_then(|id| ids.get(id)) else { continue };
        if !key.contradicts_gemeente(&before[*found]) {
            partner[at] = Some((*found, Rule::Id));
            taken[*found] = true;
        }
    }
}

/// The projects of both editions with the same place and name.
#[derive(Default)]
struct Called {
    before: Vec<usize>,
    now: Vec<usize>,
}

/// Of the rest those with the same place and name are one, where no other has
/// these, and they do not have two identifications.
fn by_name(before: &[Key], now: &[Key], partner: &mut [Option<(usize, Rule)>], taken: &mut [bool]) {
    let mut named: BTreeMap<(&Option<String>, &str), Called> = BTreeMap::new();
    for (at, key) in before.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        if let Some(name) = &key.name {
            named.entry((&key.place, name)).or_default().before.push(at);
        }
    }
    for (at, key) in now.iter().enumerate().filter(|(at, _)| partner[*at].is_none()) {
        if let Some(name) = &key.name {
            named.entry((&key.place, name)).or_default().now.push(at);
        }
    }
    for called in named.into_values() {
        if let ([earlier], [later]) = (&called.before[..], &called.now[..])
            && (before[*earlier].id.is_none() || now[*later].id.is_none())
        {
            partner[*later] = Some((*earlier, Rule::Name));
        }
    }
    for (earlier, _) in partner.iter().flatten() {
        taken[*earlier] = true;
    }
}

#[cfg(test)]
mod tests;
