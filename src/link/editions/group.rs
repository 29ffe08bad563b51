//! Which rows of one edition are about the same project?

use std::collections::BTreeMap;

use super::key::Key;
use crate::{
    codes::codes,
    model::{DaySpan, Milestone, PlanDate, PlannedProject, ProgrammeBy, ProgrammeLine},
};

codes! {
    /// What became of a row of an edition; each has exactly one.
    RowFate {
        /// It is a project, or a part of one.
        Project = "project",
        /// The same row stands there before.
        Double = "double",
        /// Rows about its project contradict one another.
        Contradicts = "contradicts",
        /// It has no name and no identification.
        Nameless = "nameless",
    }
}

/// A project of an edition, and the rows it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// All that its rows say.
    pub project: PlannedProject,
    /// Positions of its rows, doubles too.
    pub rows: Vec<usize>,
    /// Whether its rows contradict one another.
    pub contradicts: bool,
}

/// What makes a row a part of a project: its year and the kind of its homes.
type Part<'a> = (Option<u16>, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn part(row: &PlannedProject) -> Part<'_> {
    (row.jaarschijf, row.rent_class.as_deref(), row.home_type.as_deref(), row.home_size.as_deref())
}

/// Brings the rows of an edition together. Projects come in the order of
/// their first rows.
pub(super) fn group(rows: &[PlannedProject]) -> (Vec<Group>, Vec<RowFate>) {
    let mut fates = vec![RowFate::Nameless; rows.len()];
    let mut order: Vec<Vec<usize>> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if row.title().is_empty() {
            continue;
        }
        let key = Key::of(row);
        // An identification stands for the project, whatever its rows call it.
        let key = match key.id {
            Some(_) => Key { name: None, place: None, ..key },
            None => key,
        };
        let group = *known.entry(key).or_insert_with(|| {
            order.push(Vec::new());
            order.len() - 1
        });
        order[group].push(at);
    }
    let groups = order.into_iter().map(|at| of_rows(at, rows, &mut fates)).collect();
    (groups, fates)
}

fn of_rows(at: Vec<usize>, rows: &[PlannedProject], fates: &mut [RowFate]) -> Group {
    let mut parts: Vec<usize> = Vec::new();
    let mut contradicts = false;
    for row in &at {
        fates[*row] = RowFate::Project;
        match parts.iter().find(|known| part(&rows[**known]) == part(&rows[*row])) {
            Some(known) if is_same(&rows[*known], &rows[*row]) => fates[*row] = RowFate::Double,
            Some(_) => contradicts = true,
            None => parts.push(*row),
        }
    }
    // Parts of one project have one name and one status.
    let first = &rows[at[0]];
    let key = |row: &PlannedProject| (Key::of(row), row.planstatus);
    contradicts |= parts.iter().any(|row| key(&rows[*row]) != key(first));
    if contradicts {
        for row in &at {
            if fates[*row] == RowFate::Project {
                fates[*row] = RowFate::Contradicts;
            }
        }
    }
    let parts: Vec<&PlannedProject> = parts.iter().map(|row| &rows[*row]).collect();
    Group { project: together(&parts), rows: at, contradicts }
}

/// Whether two rows say the same, wherever they stand and however they spell it.
fn is_same(one: &PlannedProject, other: &PlannedProject) -> bool {
    let plain = |row: &PlannedProject| {
        let Key { gemeente, name, .. } = Key::of(row);
        PlannedProject { row: 0, naam: name, gemeente, ..row.clone() }
    };
    plain(one) == plain(other)
}

/// The parts of a project as one: homes add up where each part has a number,
/// steps are passed when the last part passes them.
fn together(parts: &[&PlannedProject]) -> PlannedProject {
    let [first, others @ ..] = parts else { return PlannedProject::default() };
    let mut all = (*first).clone();
    if others.is_empty() {
        return all;
    }
    all.homes =
        parts.iter().map(|part| part.n_homes()).try_fold(0_u32, |sum, n| Some(sum.saturating_add(n?)));
    all.years = BTreeMap::new();
    all.programme = Vec::new();
    all.jaarschijf = None;
    (all.home_type, all.rent_class, all.home_size) = (None, None, None);
    for part in parts {
        for (year, homes) in part.phasing() {
            let sum = all.years.entry(year).or_default();
            *sum = sum.saturating_add(homes);
        }
        let kinds = [
            (ProgrammeBy::Type, &part.home_type),
            (ProgrammeBy::RentClass, &part.rent_class),
            (ProgrammeBy::Size, &part.home_size),
        ];
        let of_row = kinds
            .into_iter()
            .filter_map(|(by, name)| Some(ProgrammeLine { by, name: name.clone()?, homes: part.n_homes()? }));
        for line in part.programme.iter().cloned().chain(of_row) {
            match all.programme.iter_mut().find(|known| (known.by, &known.name) == (line.by, &line.name)) {
                Some(known) => known.homes = known.homes.saturating_add(line.homes),
                None => all.programme.push(line),
            }
        }
        for knelpunt in &part.knelpunten {
            if !all.knelpunten.contains(knelpunt) {
                all.knelpunten.push(knelpunt.clone());
            }
        }
    }
    all.start = last(parts.iter().map(|part| part.start));
    all.delivery = parts.iter().filter_map(|part| part.delivery).max_by_key(|period| day(period.until));
    all.milestones = milestones(parts);
    let from_others =
        |own: fn(&PlannedProject) -> Option<&String>| parts.iter().find_map(|part| own(part)).cloned();
    all.trekker = from_others(|part| part.trekker.as_ref());
    all.next_step_owner = from_others(|part| part.next_step_owner.as_ref());
    all
}

fn day(date: PlanDate) -> i64 {
    DaySpan::from(date).last
}

/// The last of dates; `None` when one is missing.
fn last(dates: impl Iterator<Item = Option<PlanDate>>) -> Option<PlanDate> {
    let dates: Option<Vec<PlanDate>> = dates.collect();
    dates?.into_iter().max_by_key(|date| day(*date))
}

fn milestones(parts: &[&PlannedProject]) -> Vec<Milestone> {
    let mut names: Vec<&str> = Vec::new();
    for milestone in parts.iter().flat_map(|part| &part.milestones) {
        if !names.contains(&milestone.name.as_str()) {
            names.push(&milestone.name);
        }
    }
    let milestones = names.iter().map(|name| {
        let of = |part: &&PlannedProject| part.milestones.iter().find(|known| known.name == **name).cloned();
        let found: Vec<Option<Milestone>> = parts.iter().map(of).collect();
        Milestone {
            name: (*name).to_owned(),
            planned: found.iter().flatten().filter_map(|found| found.planned).max_by_key(|date| day(*date)),
            actual: last(found.iter().map(|found| found.as_ref()?.actual)),
        }
    });
    milestones.collect()
}
