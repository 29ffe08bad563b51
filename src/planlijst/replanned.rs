//! The lists with other years: a phasing that goes back to who keeps them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Planned, TABLE, WORKBOOK, book, sites::proposal};
use crate::{
    documents::Frame,
    error::Error,
    export::{write_list_csv, write_list_xlsx},
    model::PlannedProject,
};

/// What a phasing gives a project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// Homes by year; none waits.
    pub years: BTreeMap<u16, u32>,
    /// All its homes.
    pub homes: u32,
    /// Whether it must be built grid-aware to fit.
    pub netbewust: bool,
    /// What it waits for; empty when it has years.
    pub waits: String,
}

/// What a phasing changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewYears {
    /// What rows get, by their position among those of all lists. Years before
    /// `from` stay as they were.
    pub rows: BTreeMap<usize, Given>,
    /// The first year that a phasing is about.
    pub from: u16,
    /// Rows that an earlier one tells of: they are left out, or they would count twice.
    pub twice: BTreeSet<usize>,
    /// What sites that no row is about get, by their position.
    pub sites: BTreeMap<usize, Given>,
}

/// Writes the lists with the years of a phasing, and behind them the sites that
/// no list is about; gives the names of the files.
///
/// # Errors
///
/// [`Error::Export`] when they cannot be written.
pub fn write_replanned(
    mut planned: Planned,
    new: &NewYears,
    frame: &Frame,
) -> Result<[&'static str; 2], Error> {
    for (at, given) in &new.rows {
        let (Some(project), Some(carried)) =
            (planned.lists.projects.get_mut(*at), planned.lists.carried.get_mut(*at))
        else {
            continue;
        };
        let past = project.phasing().into_iter().filter(|(year, _)| *year < new.from);
        let all = project.n_homes();
        project.years = past.chain(given.years.clone()).collect();
        project.homes = all;
        // One of these would say another year.
        project.periods.clear();
        (project.jaarschijf, project.delivery) = (None, None);
        carried.unread.retain(|name, _| {
            name.parse::<u16>().is_err() && !["jaarschijf", "opleverdatum"].contains(&name.as_str())
        });
        project.milestones.retain(|milestone| milestone.name != PlannedProject::DELIVERY);
        given.mark(project);
    }
    without(&mut planned, &new.twice);
    let proposals: Vec<(usize, PlannedProject)> = new
        .sites
        .iter()
        .filter_map(|(at, given)| {
            let mut project = proposal(planned.sites.get(*at)?);
            project.years.clone_from(&given.years);
            project.homes = Some(given.homes);
            given.mark(&mut project);
            Some((*at, project))
        })
        .collect();
    let book = book::book_with(&planned, &proposals, frame);
    write_list_csv(&frame.folder.path(TABLE), &book, frame.csv)?;
    write_list_xlsx(&frame.folder.path(WORKBOOK), &book, frame.lang)?;
    Ok([TABLE, WORKBOOK])
}

impl Given {
    /// Marks a project that waits, or that fits by building grid-aware alone.
    fn mark(&self, project: &mut PlannedProject) {
        if self.netbewust {
            project.netbewust = Some(true);
        }
        if !self.waits.is_empty() && !project.knelpunten.contains(&self.waits) {
            project.knelpunten.push(self.waits.clone());
        }
    }
}

/// Takes rows out of the lists.
fn without(planned: &mut Planned, rows: &BTreeSet<usize>) {
    let mut at = 0;
    for list in &mut planned.lists.lists {
        let gone = rows.range(at..at + list.n_rows).count();
        at += list.n_rows;
        list.n_rows -= gone;
    }
    let keep = |n: &mut usize| {
        let stays = !rows.contains(n);
        *n += 1;
        stays
    };
    let mut n = 0;
    planned.lists.projects.retain(|_| keep(&mut n));
    n = 0;
    planned.lists.carried.retain(|_| keep(&mut n));
    n = 0;
    planned.matches.retain(|_| keep(&mut n));
}
