//! Which projects are alike, and may be the same?

use std::collections::{BTreeMap, BTreeSet};

use super::{Group, Norms, key::Key};
use crate::{
    codes::codes,
    link::{
        projects::{complex_key, corporatie_key, name_words},
        street_and_numbers,
    },
    model::{PlannedProject, street_key},
};

codes! {
    /// What is alike, the surest first.
    Likeness {
        /// The same identification, in another gemeente.
        Id = "ppm_id",
        /// The same place and name; they have two identifications, or others have these too.
        Name = "name",
        /// A pand.
        Pand = "pand",
        /// Corporatie and complex.
        Complex = "complex",
        /// Street and number.
        Address = "address",
        /// Their points.
        Point = "point",
        /// Words of their names.
        Words = "words",
    }
}

/// The projects of one edition that no project of the other is.
pub(super) struct Side<'a> {
    pub groups: &'a [Group],
    pub keys: &'a [Key],
    pub open: &'a [usize],
}

/// More projects than this with the same word, and the word says nothing.
const COMMON: usize = 60;

/// Pairs of projects that are alike, each with the surest likeness: earlier,
/// later. Each likeness is looked up by what must be the same, so that long
/// lists take no time that grows with their square.
pub(super) fn alike(before: &Side<'_>, now: &Side<'_>, norms: &Norms) -> Vec<(usize, usize, Likeness)> {
    let mut found: BTreeMap<(usize, usize), Likeness> = BTreeMap::new();
    for likeness in Likeness::ALL {
        let mut by_mark: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for at in before.open {
            for mark in marks(*likeness, &before.groups[*at].project, &before.keys[*at], norms, false) {
                by_mark.entry(mark).or_default().0.push(*at);
            }
        }
        for at in now.open {
            for mark in marks(*likeness, &now.groups[*at].project, &now.keys[*at], norms, true) {
                by_mark.entry(mark).or_default().1.push(*at);
            }
        }
        for (earlier, later) in by_mark.values().filter(|(b, n)| b.len() <= COMMON && n.len() <= COMMON) {
            for (earlier, later) in earlier.iter().flat_map(|b| later.iter().map(move |n| (*b, *n))) {
                let (one, other) = (&before.groups[earlier].project, &now.groups[later].project);
                let (key, other_key) = (&before.keys[earlier], &now.keys[later]);
                let is_alike = match likeness {
                    Likeness::Id => true,
                    Likeness::Words => {
                        !key.contradicts_gemeente(other_key) && shares_words(one, other, norms)
                    }
                    Likeness::Point => is_near(one, other, norms.distance_m),
                    _ => !key.contradicts_gemeente(other_key),
                };
                if is_alike {
                    found.entry((earlier, later)).or_insert(*likeness);
                }
            }
        }
    }
    found.into_iter().map(|((earlier, later), likeness)| (earlier, later, likeness)).collect()
}

/// What two projects must both have to be alike. A point marks its own cell
/// of the map, and the later one those around it.
fn marks(
    likeness: Likeness,
    project: &PlannedProject,
    key: &Key,
    norms: &Norms,
    is_later: bool,
) -> BTreeSet<String> {
    let one = |mark: Option<String>| mark.into_iter().collect();
    match likeness {
        Likeness::Id => one(key.id.clone()),
        Likeness::Name => one(key.name.clone()),
        Likeness::Pand => project.panden.iter().map(ToString::to_string).collect(),
        Likeness::Complex => {
            one(project.corporatie.as_deref().zip(project.complex.as_deref()).map(|(corporatie, complex)| {
                format!("{} {}", corporatie_key(corporatie), complex_key(complex))
            }))
        }
        Likeness::Address => one(project.locatie.as_deref().and_then(|address| {
            let (street, numbers) = street_and_numbers(address);
            numbers.map(|(low, _)| format!("{} {low}", street_key(street)))
        })),
        Likeness::Point => cells(project, norms.distance_m, is_later),
        Likeness::Words => name_words(project, &norms.ignored),
    }
}

fn cells(project: &PlannedProject, size: f64, is_later: bool) -> BTreeSet<String> {
    let Some(point) = project.point else { return BTreeSet::new() };
    let size = size.max(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "points lie in the Netherlands")]
    let (column, row) = ((point.x() / size).floor() as i64, (point.y() / size).floor() as i64);
    let around = if is_later { -1..=1 } else { 0..=0 };
    around
        .clone()
        .flat_map(|dx| around.clone().map(move |dy| format!("{} {}", column + dx, row + dy)))
        .collect()
}

fn is_near(one: &PlannedProject, other: &PlannedProject, distance_m: f64) -> bool {
    one.point.zip(other.point).is_some_and(|(a, b)| (a.x() - b.x()).hypot(a.y() - b.y()) <= distance_m)
}

fn shares_words(one: &PlannedProject, other: &PlannedProject, norms: &Norms) -> bool {
    let (one, other) = (name_words(one, &norms.ignored), name_words(other, &norms.ignored));
    let shorter = one.len().min(other.len());
    #[expect(clippy::cast_precision_loss, reason = "a name has few words")]
    let share = one.intersection(&other).count() as f64 / shorter.max(1) as f64;
    shorter > 0 && share >= norms.name_words_share
}
