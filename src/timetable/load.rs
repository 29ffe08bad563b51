//! What every area and station bears in each year: as it was asked, and by a plan.

use super::{area::Limit, entry::Entry, problem::area_of};
use crate::plan::schedule::{Start, Way};

/// The load of an area or station, W by year of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Loads {
    /// As everybody asks it: each from its first year, built as usual.
    pub asked_w: Vec<i64>,
    /// Homes of these, up to and with each year.
    pub asked_homes: Vec<u64>,
    /// By the plan.
    pub plan_w: Vec<i64>,
    /// The same starts, all built as usual.
    pub bare_w: Vec<i64>,
    /// Homes by the plan, up to and with each year.
    pub plan_homes: Vec<u64>,
}

/// Of every limit.
pub(super) fn loads(
    entries: &[Entry],
    starts: &[Option<Start>],
    limits: &[Limit],
    years: &[u16],
) -> Vec<Loads> {
    let empty = Loads {
        asked_w: vec![0; years.len()],
        asked_homes: vec![0; years.len()],
        plan_w: vec![0; years.len()],
        bare_w: vec![0; years.len()],
        plan_homes: vec![0; years.len()],
    };
    let mut all = vec![empty; limits.len()];
    for (entry, start) in entries.iter().zip(starts) {
        let Some(area) = area_of(entry, limits) else { continue };
        let asked = years.iter().position(|year| *year >= entry.earliest);
        for limit in [Some(area), limits[area].parent].into_iter().flatten() {
            let sums = &mut all[limit];
            for year in 0..years.len() {
                if let (Some(first), Some(way)) = (asked, entry.ways.first()) {
                    sums.asked_w[year] += at(way, first, year);
                    sums.asked_homes[year] += homes_up_to(entry, first, year);
                }
                if let Some(start) = start {
                    let built = entry.ways.get(start.way);
                    sums.plan_w[year] += built.map_or(0, |way| at(way, start.year, year));
                    sums.bare_w[year] += entry.ways.first().map_or(0, |way| at(way, start.year, year));
                    sums.plan_homes[year] += homes_up_to(entry, start.year, year);
                }
            }
        }
    }
    all
}

/// The load of a way in a year of the plan, once it starts.
pub(super) fn at(way: &Way, start: usize, year: usize) -> i64 {
    let Some(since) = year.checked_sub(start) else { return 0 };
    way.load_w.get(since).or(way.load_w.last()).copied().unwrap_or(0)
}

/// Homes delivered up to and with a year.
fn homes_up_to(entry: &Entry, start: usize, year: usize) -> u64 {
    let Some(since) = year.checked_sub(start) else { return 0 };
    entry.homes.iter().take(since + 1).map(|homes| u64::from(*homes)).sum()
}

/// Homes that an entry delivers in each year of the plan.
pub(super) fn homes_by_year(entry: &Entry, start: usize, n_years: usize) -> Vec<u32> {
    (0..n_years)
        .map(|year| year.checked_sub(start).and_then(|since| entry.homes.get(since)).copied().unwrap_or(0))
        .collect()
}

/// Whether an entry would fit beside what a plan has placed, in any year and way.
pub(super) fn would_fit(entry: &Entry, limits: &[Limit], loads: &[Loads], years: &[u16]) -> bool {
    let Some(area) = area_of(entry, limits) else { return false };
    let over: Vec<usize> = [Some(area), limits[area].parent].into_iter().flatten().collect();
    let fits = |start: usize, way: &Way| {
        over.iter().all(|limit| {
            let Some(room) = &limits[*limit].area().room_w else { return true };
            (0..years.len()).all(|year| {
                let more = at(way, start, year);
                more == 0 || loads[*limit].plan_w[year] + more <= room[year]
            })
        })
    };
    let starts = years.iter().enumerate().filter(|(_, year)| **year >= entry.earliest);
    let mut starts = starts.map(|(start, _)| start);
    starts.any(|start| entry.ways.iter().any(|way| fits(start, way)))
}
