//! What the folder of a planning list says of itself, in `run.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Planned;
use crate::{
    documents::Frame,
    issue::Issues,
    model::{ProjectRule, ProjectStatus},
};

/// Counts that add up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Rows of all lists that hold something.
    pub rows: u64,
    /// Of these, rows that add up others.
    pub totals: u64,
    /// The other rows by what became of them; every status stands here.
    pub by_status: BTreeMap<ProjectStatus, u64>,
    /// Matched rows by the rule that decided.
    pub by_rule: BTreeMap<ProjectRule, u64>,
    /// Homes of the lists, all rows.
    pub homes: u64,
    /// Homes of the lists, matched rows.
    pub homes_matched: u64,
    /// Rows that give no number of homes: not zero, but not known.
    pub without_homes: u64,
    /// Rows with a status of the plan that is not understood.
    pub unread_status: u64,
    /// Sites rows were matched to.
    pub sites: u64,
    /// Homes the scan expects at these sites.
    pub homes_scan: u64,
    /// Sites the scan puts forward or holds in reserve.
    pub put_forward: u64,
    /// Of these, sites at locations that stand on no list.
    pub proposals: u64,
    /// Issues.
    pub issues: u64,
}

impl Counts {
    /// Counts what came of the lists.
    #[must_use]
    pub fn of(planned: &Planned, issues: &Issues) -> Self {
        let mut counts = Self {
            totals: planned.lists.lists.iter().map(|list| list.n_totals as u64).sum(),
            by_status: ProjectStatus::ALL.iter().map(|status| (*status, 0)).collect(),
            put_forward: planned.sites.iter().filter(|site| site.is_put_forward()).count() as u64,
            proposals: planned.proposals().len() as u64,
            issues: issues.total(),
            ..Self::default()
        };
        counts.rows = counts.totals + planned.lists.projects.len() as u64;
        let read = planned.lists.projects.iter().zip(&planned.lists.carried);
        let unread = read.filter(|(project, carried)| {
            project.planstatus.is_none() && carried.unread.contains_key("planstatus")
        });
        counts.unread_status = unread.count() as u64;
        let mut sites = BTreeMap::new();
        for (_, project, found) in planned.rows() {
            *counts.by_status.entry(found.status).or_default() += 1;
            counts.without_homes += u64::from(project.n_homes().is_none());
            let homes = u64::from(project.n_homes().unwrap_or_default());
            counts.homes += homes;
            if let Some(rule) = found.rule() {
                *counts.by_rule.entry(rule).or_default() += 1;
                counts.homes_matched += homes;
            }
            for site in found.sites() {
                sites.insert(site, u64::from(planned.sites[site].homes.mid.unwrap_or_default()));
            }
        }
        (counts.sites, counts.homes_scan) = (sites.len() as u64, sites.values().sum());
        counts
    }

    /// Whether every row that went in came out with one status.
    #[must_use]
    pub fn add_up(&self) -> bool {
        let matched = self.by_status.get(&ProjectStatus::Matched).copied().unwrap_or_default();
        self.rows == self.totals + self.by_status.values().sum::<u64>()
            && matched == self.by_rule.values().sum::<u64>()
            && self.proposals <= self.put_forward
    }
}

/// One list that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListTrail {
    /// The file, as the user named it.
    pub file: String,
    /// Sheet; empty for a file without.
    pub sheet: String,
    /// Format.
    pub format: String,
    /// Its rows, those that add up others left out.
    pub rows: u64,
    /// Rows that add up others.
    pub totals: u64,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// The lists that were read, in their order.
pub(super) fn lists<'a>(planned: &'a Planned, frame: &'a Frame) -> Vec<ListTrail> {
    let lists = planned.lists.lists.iter().map(|list| ListTrail {
        file: list.file.clone(),
        sheet: list.sheet.clone(),
        format: list.format.to_owned(),
        rows: list.n_rows as u64,
        totals: list.n_totals as u64,
        sha256: frame.checksum(&list.file).to_owned(),
    });
    lists.collect()
}
