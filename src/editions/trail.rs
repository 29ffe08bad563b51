//! What the folder says of the two editions, in `run.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Held, Outcome, ProjectFound};
use crate::{
    assess::delay::Timing,
    link::editions::RowFate,
    model::{Knelpunt, Level},
    read::projects::PlanLists,
};

/// Rows of one edition; they add up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Rows {
    /// Rows that hold something.
    pub rows: u64,
    /// Of these, rows that add up others.
    pub totals: u64,
    /// The others by what became of them.
    pub by_fate: BTreeMap<RowFate, u64>,
    /// Projects they are about.
    pub projects: u64,
    /// Homes of these projects, as far as the list says.
    pub homes: u64,
    /// Projects whose homes the list does not say.
    pub without_homes: u64,
}

/// Counts that add up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// The earlier edition.
    pub before: Rows,
    /// The later edition.
    pub now: Rows,
    /// Projects of both editions together.
    pub projects: u64,
    /// The same by what became of them; every outcome stands here.
    pub by_outcome: BTreeMap<Outcome, u64>,
    /// Projects in both editions by what is known of their delivery.
    pub by_timing: BTreeMap<&'static str, u64>,
    /// Homes of projects with a missed delivery, as far as the lists say.
    pub homes_delayed: u64,
    /// Of these projects those whose homes no edition says.
    pub delayed_without_homes: u64,
    /// Delays without an owner.
    pub without_owner: u64,
    /// Delays by what stands in the way; one may have several.
    pub by_knelpunt: BTreeMap<Knelpunt, u64>,
    /// Delays by the table they go to.
    pub by_level: BTreeMap<Level, u64>,
    /// Issues.
    pub issues: u64,
}

/// What is known of a delivery, as a code.
pub(super) fn timing_code(timing: Timing) -> &'static str {
    match timing {
        Timing::Delayed { .. } => "delayed",
        Timing::WithinMargin { .. } => "within_margin",
        Timing::OnTime => "on_time",
        Timing::Delivered => "delivered",
        Timing::Unsayable(_) => "unsayable",
    }
}

impl Counts {
    pub(super) fn of(held: &Held) -> Self {
        let found = &held.found;
        let mut counts = Self {
            before: rows(&held.before, &found.rows[0], &found.projects, 0),
            now: rows(&held.now, &found.rows[1], &found.projects, 1),
            projects: found.projects.len() as u64,
            by_outcome: Outcome::ALL.iter().map(|outcome| (*outcome, 0)).collect(),
            by_timing: ["delayed", "within_margin", "on_time", "delivered", "unsayable"]
                .into_iter()
                .map(|code| (code, 0))
                .collect(),
            issues: held.issues.total(),
            ..Self::default()
        };
        for project in &found.projects {
            *counts.by_outcome.entry(project.outcome).or_default() += 1;
            if let Some(timing) = project.timing {
                *counts.by_timing.entry(timing_code(timing)).or_default() += 1;
            }
        }
        for project in found.delayed() {
            counts.homes_delayed += project.n_homes();
            counts.delayed_without_homes += u64::from(project.homes == [None, None]);
            counts.without_owner += u64::from(project.owner.is_none());
            for kind in &project.knelpunten {
                *counts.by_knelpunt.entry(*kind).or_default() += 1;
            }
            if let Some(level) = project.level {
                *counts.by_level.entry(level).or_default() += 1;
            }
        }
        counts
    }

    /// Whether every row and every project is counted once.
    #[must_use]
    pub fn add_up(&self) -> bool {
        let of = |outcome| self.by_outcome.get(&outcome).copied().unwrap_or_default();
        let in_both = of(Outcome::Same) + of(Outcome::Changed);
        let is_whole = |rows: &Rows| rows.rows == rows.totals + rows.by_fate.values().sum::<u64>();
        is_whole(&self.before)
            && is_whole(&self.now)
            && self.projects == self.by_outcome.values().sum::<u64>()
            && in_both == self.by_timing.values().sum::<u64>()
            && self.by_timing.get("delayed").copied().unwrap_or_default()
                == self.by_level.values().sum::<u64>()
    }

    /// Projects whose delivery came out so.
    #[must_use]
    pub fn timed(&self, code: &str) -> u64 {
        self.by_timing.get(code).copied().unwrap_or_default()
    }
}

fn rows(lists: &PlanLists, fates: &[RowFate], projects: &[ProjectFound], side: usize) -> Rows {
    let totals = lists.lists.iter().map(|list| list.n_totals as u64).sum::<u64>();
    let mut by_fate: BTreeMap<RowFate, u64> = RowFate::ALL.iter().map(|fate| (*fate, 0)).collect();
    for fate in fates {
        *by_fate.entry(*fate).or_default() += 1;
    }
    let here = || projects.iter().filter(|project| !project.rows[side].is_empty());
    Rows {
        rows: totals + lists.projects.len() as u64,
        totals,
        by_fate,
        projects: here().count() as u64,
        homes: here().filter_map(|project| project.homes[side]).map(u64::from).sum(),
        without_homes: here().filter(|project| project.homes[side].is_none()).count() as u64,
    }
}

/// The lists of an edition.
pub(super) fn lists(lists: &PlanLists) -> Vec<serde_json::Value> {
    let list = |list: &crate::read::projects::PlanList| {
        serde_json::json!({
            "file": list.file,
            "sheet": list.sheet,
            "rows": list.n_rows,
            "totals": list.n_totals,
        })
    };
    lists.lists.iter().map(list).collect()
}
