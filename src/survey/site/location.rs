//! Which panden make one location?

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::Member;
use crate::link::{Complex, ComplexId};

/// Where something could be done, in one or several forms.
pub(super) struct Location {
    /// What the identifications of its sites have in common.
    pub name: String,
    /// Whose it is.
    pub complex: Option<ComplexId>,
    /// Whether it is a complex; else a pand by itself.
    pub is_complex: bool,
    /// Its panden, by identification.
    pub members: Vec<Arc<Member>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Complex(ComplexId),
    Pand(u64),
}

/// Puts members together: those of one complex make one location, others one
/// each. In order of complex, then of pand.
pub(super) fn locations(members: Vec<Member>, complexes: &[Complex]) -> Vec<Location> {
    let mut groups: BTreeMap<Key, Vec<Member>> = BTreeMap::new();
    for member in members {
        let key = match member.survey.owner {
            Some(owner) if !complexes[owner.complex as usize].complex.is_empty() => {
                Key::Complex(owner.complex)
            }
            _ => Key::Pand(member.survey.id.number()),
        };
        groups.entry(key).or_default().push(member);
    }
    let names = names(groups.keys(), complexes);
    groups
        .into_iter()
        .zip(names)
        .map(|((key, mut members), name)| {
            members.sort_by_key(|member| member.survey.id);
            Location {
                name,
                complex: match key {
                    Key::Complex(complex) => Some(complex),
                    Key::Pand(_) => members.first().and_then(|member| Some(member.survey.owner?.complex)),
                },
                is_complex: matches!(key, Key::Complex(_)),
                members: members.into_iter().map(Arc::new).collect(),
            }
        })
        .collect()
}

/// Readable, unique and the same in every run on the same holdings.
fn names<'a>(keys: impl Iterator<Item = &'a Key>, complexes: &[Complex]) -> Vec<String> {
    let mut used = HashSet::new();
    keys.map(|key| match key {
        Key::Pand(pand) => format!("{pand:016}"),
        Key::Complex(complex) => {
            let complex = &complexes[*complex as usize];
            let name = format!("{}:{}", slug(&complex.corporatie), slug(&complex.complex));
            // Names that differ only in case or signs keep apart.
            unique(name, &mut used)
        }
    })
    .collect()
}

/// The name itself, or with the lowest number behind it that makes it new.
pub(super) fn unique(name: String, used: &mut HashSet<String>) -> String {
    let mut times = 1;
    let mut candidate = name.clone();
    while !used.insert(candidate.clone()) {
        times += 1;
        candidate = format!("{name}~{times}");
    }
    candidate
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
