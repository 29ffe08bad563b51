//! What may come of the plan.

use super::{entry::Entry, load::homes_by_year};
use crate::{
    params::{Params, Stage},
    plan::{Expected, Outlook, outlook, schedule::Start},
};

/// What may come of it, and of each stage how much is planned.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Chances {
    pub outlook: Outlook,
    /// Homes with a year within the plan, by stage; only stages that there are.
    pub by_stage: Vec<(Stage, u64)>,
}

/// Draws it.
pub(super) fn chances(
    entries: &[Entry],
    starts: &[Option<Start>],
    n_years: usize,
    params: &Params,
) -> Chances {
    let placed: Vec<(Stage, Vec<u32>)> = entries
        .iter()
        .zip(starts)
        .filter_map(|(entry, start)| Some((entry.stage, homes_by_year(entry, (*start)?.year, n_years))))
        .collect();
    let homes = |homes: &[u32]| homes.iter().map(|homes| u64::from(*homes)).sum::<u64>();
    let by_stage = Stage::ALL.iter().map(|stage| {
        (*stage, placed.iter().filter(|(own, _)| own == stage).map(|(_, own)| homes(own)).sum())
    });
    let by_stage = by_stage.filter(|(_, homes)| *homes > 0).collect();
    let fasering = &params.fasering;
    let expected: Vec<Expected> = placed
        .into_iter()
        .map(|(stage, homes)| Expected { homes, chance: fasering.chance(stage), late: fasering.late(stage) })
        .collect();
    let (draws, seed) = (params.zekerheid.draws.value, params.zekerheid.seed.value);
    Chances { outlook: outlook(&expected, n_years, draws, seed), by_stage }
}
