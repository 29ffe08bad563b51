//! From what is to be phased to what is solved.

use std::collections::{BTreeMap, BTreeSet};

use super::{area::Limit, bind::Binding, entry::Entry};
use crate::{
    codes::codes,
    lang::Lang,
    params::Params,
    plan::schedule::{Problem, Wish, WishKind, Work},
    wording::whole,
};

codes! {
    /// Why an entry cannot be placed, whatever the plan.
    NoPlace {
        /// Its supply area is not known.
        NoArea = "unknown_area",
        /// The room of its area is not known.
        NoRoom = "unknown_room",
        /// It comes after the last year of the plan.
        Later = "later",
    }
}

/// Which entries can be placed: the position of their work, or why not.
pub(super) fn placeable(entries: &[Entry], limits: &[Limit], years: &[u16]) -> Vec<Result<usize, NoPlace>> {
    let last = years.last().copied().unwrap_or(0);
    let mut n = 0;
    let each = entries.iter().map(|entry| {
        let area = area_of(entry, limits).ok_or(NoPlace::NoArea)?;
        if !limits[area].is_known() {
            return Err(NoPlace::NoRoom);
        }
        if entry.earliest > last {
            return Err(NoPlace::Later);
        }
        n += 1;
        Ok(n - 1)
    });
    each.collect()
}

/// Position of the supply area of an entry.
pub(super) fn area_of(entry: &Entry, limits: &[Limit]) -> Option<usize> {
    let id = entry.place.grid_area_id.as_deref()?;
    limits.iter().position(|limit| !limit.is_station && limit.id == id)
}

/// The works of entries that can be placed, in their order.
pub(super) fn works(
    entries: &[Entry],
    places: &[Result<usize, NoPlace>],
    limits: &[Limit],
    params: &Params,
) -> Vec<Work> {
    let areas: BTreeMap<&str, usize> = limits
        .iter()
        .enumerate()
        .filter(|(_, limit)| !limit.is_station)
        .map(|(at, limit)| (limit.id.as_str(), at))
        .collect();
    let placed = entries.iter().zip(places).filter(|(_, place)| place.is_ok());
    placed
        .filter_map(|(entry, _)| {
            let area = *areas.get(entry.place.grid_area_id.as_deref()?)?;
            Some(Work {
                id: entry.id.clone(),
                area,
                value: entry.value(params),
                homes: entry.homes.clone(),
                ways: entry.ways.clone(),
            })
        })
        .collect()
}

/// The first year in which each work may start, as a position in the plan.
pub(super) fn earliest(entries: &[Entry], works: &[Option<usize>], years: &[u16]) -> Vec<usize> {
    let first = years.first().copied().unwrap_or(0);
    let placed = entries.iter().zip(works).filter(|(_, work)| work.is_some());
    placed.map(|(entry, _)| usize::from(entry.earliest.saturating_sub(first))).collect()
}

/// Wishes that nobody typed: the years of the lists, the first year of what a
/// scan found, and the norm of homes a gemeente takes in a year.
pub(super) fn standing_wishes(about: &Binding<'_>, limited: &BTreeSet<String>, params: &Params) -> Vec<Wish> {
    let mut wishes = Vec::new();
    let first = about.years.first().copied().unwrap_or(0);
    let placed = || about.entries.iter().zip(about.works).filter_map(|(entry, work)| Some((entry, (*work)?)));
    for (entry, work) in placed().filter(|(entry, _)| entry.earliest > first) {
        let year = usize::from(entry.earliest - first);
        let name = match (entry.own_year.is_some(), about.lang) {
            (true, Lang::Nl) => format!("{} niet vóór {} (planlijst)", entry.place.name, entry.earliest),
            (true, Lang::En) => format!("{} not before {} (planning list)", entry.place.name, entry.earliest),
            (false, Lang::Nl) => {
                format!("niets zonder jaar in een planlijst vóór {} (norm first_year)", entry.earliest)
            }
            (false, Lang::En) => {
                format!(
                    "nothing without a year in a planning list before {} (norm first_year)",
                    entry.earliest
                )
            }
        };
        wishes.push(Wish { name, kind: WishKind::NotBefore { work, year } });
    }
    let most = params.fasering.homes_per_gemeente_per_year.value;
    if most == 0 {
        return wishes;
    }
    let mut gemeenten: BTreeMap<&str, (Vec<usize>, u64)> = BTreeMap::new();
    for (entry, work) in placed() {
        if let Some(gemeente) = entry.place.gemeente.as_deref() {
            let (works, at_once) = gemeenten.entry(gemeente).or_default();
            works.push(work);
            *at_once += entry.homes.iter().copied().map(u64::from).max().unwrap_or(0);
        }
    }
    for (gemeente, (works, at_once)) in gemeenten {
        // What cannot bind ties projects together for nothing.
        if at_once <= u64::from(most) || limited.contains(gemeente) {
            continue;
        }
        let homes = whole(most, about.lang);
        let name = match about.lang {
            Lang::Nl => format!("hoogstens {homes} woningen per jaar in {gemeente} (norm)"),
            Lang::En => format!("at most {homes} homes a year in {gemeente} (norm)"),
        };
        let until = about.years.len().saturating_sub(1);
        wishes.push(Wish { name, kind: WishKind::AtMost { works, from: 0, until, homes: most } });
    }
    wishes
}

/// The same problem without any way to build but as it was asked.
pub(super) fn as_asked(problem: &Problem) -> Problem {
    let mut bare = problem.clone();
    bare.works.iter_mut().for_each(|work| work.ways.truncate(1));
    bare
}
