//! Which panden make one location?

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use super::FoundPand;
use crate::{
    link::{Complex, ComplexId},
    model::PandId,
    survey::{DomainKind, FoundPlot},
};

/// Where something could be done, in one or several forms.
#[derive(Debug, Clone)]
pub struct Location {
    /// What the identifications of its sites have in common.
    pub(super) name: String,
    /// Whose it is.
    pub(super) complex: Option<ComplexId>,
    /// Whether it is a complex; else a pand by itself.
    pub(super) is_complex: bool,
    /// Its panden, by identification.
    pub(super) members: Vec<Arc<FoundPand>>,
    /// Free ground that belongs to it, by identification.
    pub(super) plots: Vec<Arc<FoundPlot>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Complex(ComplexId),
    Pand(u64),
    /// Free ground that belongs to neither, by its place in the list.
    Plot(usize),
}

/// Puts members together: those of one complex make one location, others one
/// each. Free ground belongs to the complex its owner names, else to the
/// location most of the panden on its perceel belong to, else it is one by
/// itself. In order of complex, of pand, of plot; depends on the set of members
/// and plots, not on their order.
#[must_use]
pub fn locations(members: Vec<FoundPand>, plots: Vec<FoundPlot>, complexes: &[Complex]) -> Vec<Location> {
    let mut groups: BTreeMap<Key, (Vec<FoundPand>, Vec<FoundPlot>)> = BTreeMap::new();
    let mut homes: HashMap<PandId, Key> = HashMap::new();
    for member in members {
        let key = match member.survey.owner {
            Some(owner) if !complexes[owner.complex as usize].complex.is_empty() => {
                Key::Complex(owner.complex)
            }
            _ => Key::Pand(member.survey.id.number()),
        };
        homes.insert(member.survey.id, key);
        groups.entry(key).or_default().0.push(member);
    }
    let by_name: HashMap<(String, String), ComplexId> = (0..)
        .zip(complexes)
        .map(|(at, complex)| ((slug(&complex.corporatie), slug(&complex.complex)), at))
        .collect();
    let mut plots = plots;
    let place = |plot: &FoundPlot| plot.shape.circle.0;
    plots.sort_by(|a, b| {
        let (p, q) = (place(a), place(b));
        a.id.cmp(&b.id).then(p.x().total_cmp(&q.x())).then(p.y().total_cmp(&q.y()))
    });
    let (mut of_plots, mut used) = (Vec::new(), Unique::default());
    for (at, mut plot) in plots.into_iter().enumerate() {
        // Registers repeat identifications.
        plot.id = used.name(slug(&plot.id));
        let named = plot.own.as_ref().and_then(|own| {
            let name = (slug(own.corporatie.as_deref()?), slug(own.complex.as_deref()?));
            by_name.get(&name).map(|complex| Key::Complex(*complex))
        });
        let key = named.or_else(|| on_perceel(&plot, &homes)).unwrap_or(Key::Plot(at));
        of_plots.push(if matches!(key, Key::Plot(_)) { plot.id.clone() } else { String::new() });
        groups.entry(key).or_default().1.push(plot);
    }
    let names = names(groups.keys(), complexes, &of_plots);
    groups
        .into_iter()
        .zip(names)
        .map(|((key, (mut members, plots)), name)| {
            members.sort_by_key(|member| member.survey.id);
            Location {
                name,
                complex: match key {
                    Key::Complex(complex) => Some(complex),
                    Key::Pand(_) => members.first().and_then(|member| Some(member.survey.owner?.complex)),
                    Key::Plot(_) => None,
                },
                is_complex: matches!(key, Key::Complex(_)),
                members: members.into_iter().map(Arc::new).collect(),
                plots: plots.into_iter().map(Arc::new).collect(),
            }
        })
        .collect()
}

/// The location that more than half of the panden on the perceel a plot was
/// cut from belong to.
fn on_perceel(plot: &FoundPlot, homes: &HashMap<PandId, Key>) -> Option<Key> {
    if plot.kind != DomainKind::Parcel {
        return None;
    }
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for key in plot.panden.iter().filter_map(|pand| homes.get(pand)) {
        *counts.entry(*key).or_default() += 1;
    }
    counts.into_iter().find(|(_, count)| 2 * count > plot.panden.len()).map(|(key, _)| key)
}

/// Readable, unique and the same in every run on the same holdings.
fn names<'a>(keys: impl Iterator<Item = &'a Key>, complexes: &[Complex], plots: &[String]) -> Vec<String> {
    let mut used = Unique::default();
    keys.map(|key| match key {
        Key::Pand(pand) => used.name(format!("{pand:016}")),
        Key::Plot(at) => used.name(plots[*at].clone()),
        Key::Complex(complex) => {
            let complex = &complexes[*complex as usize];
            let name = format!("{}:{}", slug(&complex.corporatie), slug(&complex.complex));
            // Names that differ only in case or signs keep apart.
            used.name(name)
        }
    })
    .collect()
}

/// Makes names unique: the second of a name gets `~2`, and so on.
#[derive(Default)]
struct Unique {
    used: HashSet<String>,
    times: HashMap<String, u32>,
}

impl Unique {
    fn name(&mut self, name: String) -> String {
        let times = self.times.entry(name.clone()).or_insert(0);
        loop {
            *times += 1;
            let candidate = if *times == 1 { name.clone() } else { format!("{name}~{times}") };
            if self.used.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// Lower case, letters and digits, the rest as single hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "-".into() } else { slug.into() }
}
