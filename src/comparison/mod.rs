//! In what do two finished runs differ, and by what?
//!
//! A new month of the BAG, other norms, other holdings: which sites came, went
//! and moved, and which input or norm did it. Both runs are asked again with one
//! change at a time (`cause`); what several changed together is said to be of
//! them together.

mod cause;
mod page;
mod said;
mod tables;
mod workbook;

use std::{cmp::Reverse, collections::BTreeMap, path::PathBuf};

use serde::Serialize;

pub use cause::{Cause, Causes, Extent};
pub use tables::COMPARISON;

use crate::{
    beside::{Beside, Move, Moved},
    config::Source as File,
    documents::{self, Answered, Frame, Kind, Study},
    error::Error,
    lang::Lang,
    progress::Progress,
    record::{Record, Run, Runs},
    tables::SiteRow,
};

/// How two runs are compared.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How the answer is asked for; its run is the second.
    pub document: documents::Options,
    /// Folder of the first run.
    pub before: PathBuf,
}

/// Counts of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Counts {
    /// Panden in the first run alone, in both, and in the second alone.
    panden: [usize; 3],
    /// Inputs and norms that differ.
    differences: usize,
    /// Sites of which anything is another; `None` for runs that are apart.
    changed: Option<u64>,
    /// Sites that are put forward and were not.
    entered: Option<u64>,
    /// Sites that were put forward and are not.
    left: Option<u64>,
    /// Expected homes of suitable sites that go together, before and after.
    homes_suitable: Option<(u64, u64)>,
    /// The same of what is undecided.
    homes_undecided: Option<(u64, u64)>,
    /// What did it.
    causes: Vec<(String, u64)>,
}

/// Two runs beside each other, with what moved each site.
struct Comparison<'a> {
    lang: Lang,
    name: &'a str,
    runs: &'a Runs<'a>,
    beside: Beside<'a>,
    /// What moved sites; `None` for runs that have no pand in common, of which
    /// only the totals are compared.
    causes: Option<&'a Causes>,
    /// What each cause came to, the one that moved most first.
    shares: Vec<(Cause, Share)>,
}

/// What one cause came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Share {
    /// Sites it moved.
    sites: u64,
    /// Of these, those that came on the shortlist.
    entered: u64,
    /// Of these, those that went off it.
    left: u64,
    /// Expected homes of suitable sites that go together, more or fewer.
    suitable: i64,
    /// The same of what is undecided.
    undecided: i64,
}

impl<'a> Comparison<'a> {
    fn new(
        lang: Lang,
        name: &'a str,
        runs: &'a Runs<'a>,
        beside: Beside<'a>,
        causes: Option<&'a Causes>,
    ) -> Self {
        let alone = Self { lang, name, runs, beside, causes, shares: Vec::new() };
        Self { shares: alone.added_up(), ..alone }
    }

    /// What moved a site: who comes or goes on the shortlist by what brought it
    /// there, else by what made it another itself.
    fn cause(&self, moved: &Moved<'_>) -> Option<Cause> {
        let (id, causes) = (moved.site().id.as_str(), self.causes?);
        match moved.to {
            Move::Entered | Move::Left => causes.of_list(id),
            Move::Stays | Move::Beside => causes.of_own(id).or_else(|| causes.of_place(id)),
        }
    }

    fn added_up(&self) -> Vec<(Cause, Share)> {
        let mut shares: BTreeMap<Cause, Share> = BTreeMap::new();
        for moved in &self.beside.moved {
            let Some(cause) = self.cause(moved) else { continue };
            let share = shares.entry(cause).or_default();
            let ([was, may_be], [is, may]) = (in_set(moved.before), in_set(moved.after));
            share.sites += 1;
            share.entered += u64::from(moved.to == Move::Entered);
            share.left += u64::from(moved.to == Move::Left);
            share.suitable += is - was;
            share.undecided += may - may_be;
        }
        let mut shares: Vec<(Cause, Share)> = shares.into_iter().collect();
        shares.sort_by_key(|(_, share)| Reverse(share.sites));
        shares
    }

    /// Whether the runs have no pand in common: each site is gone or new then,
    /// and nothing moved it.
    fn is_apart(&self) -> bool {
        self.causes.is_none()
    }

    /// Whether inputs and norms are the same.
    fn is_same(&self) -> bool {
        self.runs.differences().is_empty()
    }

    fn counts(&self) -> Counts {
        let together = self.beside.homes.last();
        let compared = |n: u64| Some(n).filter(|_| !self.is_apart());
        let said = |(cause, share): &(Cause, Share)| (said::cause(cause, self.runs, self.lang), share.sites);
        Counts {
            panden: self.runs.n_panden(),
            differences: self.runs.differences().len(),
            changed: compared(self.beside.n_changed()),
            entered: compared(self.beside.n(Move::Entered)),
            left: compared(self.beside.n(Move::Left)),
            homes_suitable: together.and_then(|homes| homes.suitable),
            homes_undecided: together.and_then(|homes| homes.undecided),
            causes: self.shares.iter().map(said).collect(),
        }
    }
}

/// Expected homes of a site in a set that goes together, by state.
fn in_set(site: Option<&SiteRow>) -> [i64; 2] {
    let Some(site) = site.filter(|site| site.choice.in_set) else { return [0, 0] };
    let homes = site.homes_by_state();
    [homes.suitable, homes.undecided].map(|homes| i64::from(homes.mid.unwrap_or(0)))
}

/// Whether two runs have no pand in common.
fn is_apart(runs: &Runs<'_>) -> bool {
    let [gone, both, new] = runs.n_panden();
    both == 0 && gone + new > 0
}

/// Compares two finished runs, and writes what comes out, whole or not at all.
///
/// # Errors
///
/// Those of the runs; [`Error::Export`] when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Answered, Error> {
    let trail = File::typed(&options.before.join(Run::FILE).display().to_string(), None);
    let frame = Frame::open(Kind::Vergelijk, &options.document, &[("before", &trail)])?;
    progress.begin("read", None);
    let before = Record::open(&options.before)?;
    let runs = Runs::new(&before, &frame.record)?;
    progress.end();
    progress.begin("sites", None);
    let n = runs.differences().len();
    let (was, is) = (runs.answer(&vec![false; n])?, runs.answer(&vec![true; n])?);
    let causes = if is_apart(&runs) { None } else { Some(Causes::new(&runs, &was, &is)?) };
    progress.end();
    progress.begin("write", None);
    let lang = frame.lang;
    let beside = Beside::new(&was, &is);
    let comparison = Comparison::new(lang, &frame.name, &runs, beside, causes.as_ref());
    let study = Study {
        document: page::document(&comparison),
        about: workbook::about(&comparison).to_vec(),
        sheets: workbook::sheets(&comparison),
        layers: if comparison.is_apart() { Vec::new() } else { vec![tables::layer(&comparison)] },
    };
    let (counts, lines) = (comparison.counts(), page::lines(&comparison));
    drop(comparison);
    drop(runs);
    let answered = frame.answer(&study, counts, lines)?;
    progress.end();
    Ok(answered)
}
