//! Which home is whose?
//!
//! Rows of the holdings are matched to verblijfsobjecten by identification,
//! pand or address. Each row gets a status with the reason; nothing is
//! guessed: what may be two things is ambiguous.

mod unlinked;

use std::collections::{BTreeMap, HashMap, HashSet, hash_map::Entry};

use super::{address::Addresses, area::Area, unit_in_pand::Placement};
use crate::model::{
    BezitKey, BezitRow, Conditions, MatchReason, MatchStatus, PandId, RowMatch, Verblijfsobject,
};

/// How much of the register the verblijfsobjecten are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All that was given.
    Whole,
    /// What lies in and around the area of the run.
    Narrowed,
}

/// Position of a complex in [`Holdings::complexes`].
pub type ComplexId = u32;

/// A corporatie's complex.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Complex {
    /// Name of the corporatie.
    pub corporatie: String,
    /// Complex number or name; empty for holdings that name none, whose panden
    /// are sites by themselves.
    pub complex: String,
}

/// What one row said about a home.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// Whose it is.
    pub complex: ComplexId,
    /// What else the row said.
    pub conditions: Conditions,
}

/// The holdings, matched.
#[derive(Debug, Default)]
pub struct Holdings {
    /// Complexes by corporatie and number; a position is a [`ComplexId`].
    pub complexes: Vec<Complex>,
    by_unit: HashMap<u32, Matched>,
    by_pand: HashMap<PandId, Matched>,
    /// Homes of a pand that rows without a home may be about.
    unknown: HashMap<PandId, u32>,
}

impl Holdings {
    /// Whose the verblijfsobject at this position is.
    #[must_use]
    pub fn unit(&self, at: u32) -> Option<&Matched> {
        self.by_unit.get(&at)
    }

    /// Whose a pand is by a matched row that names the pand itself.
    #[must_use]
    pub fn pand(&self, id: PandId) -> Option<&Matched> {
        self.by_pand.get(&id)
    }

    /// How many homes of a pand are nobody's by the rows that were matched,
    /// while rows of its complex that found no home may be about them.
    #[must_use]
    pub fn n_unknown(&self, id: PandId) -> u32 {
        self.unknown.get(&id).copied().unwrap_or(0)
    }
}

/// Matches the rows, in their order, and says of each what became of it.
/// `units` is sorted by identification.
///
/// A row that names a pand holds all homes in it; where no verblijfsobjecten
/// were given it holds the pand. Of two rows that name one home or pand the
/// first holds: the second is a double, or a conflict when it names another
/// complex. A pand may stand in as many rows as it has homes. What is not
/// found in a narrowed register lies outside the area, as it may well exist.
#[must_use]
pub fn match_bezit(
    rows: &[BezitRow],
    units: &[Verblijfsobject],
    placement: &Placement,
    extent: Extent,
) -> (Holdings, Vec<RowMatch>) {
    let mut complexes: BTreeMap<Complex, ComplexId> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.key.is_ok()) {
        complexes.entry(complex_of(row)).or_insert(0);
    }
    for (id, position) in (0..).zip(complexes.values_mut()) {
        *position = id;
    }
    let addresses = Addresses::new(rows, units);
    let area = Area::of(units);
    let mut holdings = Holdings::default();
    // Homes that a row of their own names.
    let mut named = HashSet::new();
    let matches = rows
        .iter()
        .map(|row| {
            let mut of_pand = Vec::new();
            let key = match &row.key {
                Err(reason) => return RowMatch::none(status_of(reason), reason.clone()),
                Ok(key) => key,
            };
            let mut found = match key {
                BezitKey::Verblijfsobject(id) => match units.binary_search_by_key(id, |unit| unit.id) {
                    Ok(at) => RowMatch {
                        unit: u32::try_from(at).ok(),
                        ..RowMatch::none(MatchStatus::Matched, MatchReason::Id)
                    },
                    Err(_) => not_there(&area, id.number(), MatchReason::NoVerblijfsobject(*id)),
                },
                BezitKey::Pand(id) => {
                    of_pand = placement.of(*id).filter(|at| units[*at as usize].is_home()).collect();
                    let found = if of_pand.is_empty() && !units.is_empty() {
                        not_there(&area, id.number(), MatchReason::NoHomeIn(*id))
                    } else {
                        let n_homes = u32::try_from(of_pand.len()).unwrap_or(u32::MAX);
                        RowMatch::none(MatchStatus::Matched, MatchReason::Pand(n_homes))
                    };
                    RowMatch { pand: Some(*id), ..found }
                }
                BezitKey::Address(address) => addresses.find(address, units, &area),
            };
            if extent == Extent::Narrowed && is_nowhere(&found, placement) {
                found.status = MatchStatus::OutsideArea;
                found.reason = MatchReason::NotInArea(key.to_string());
            }
            let matched =
                Matched { complex: complexes[&complex_of(row)], conditions: row.conditions.clone() };
            for at in found.unit.into_iter().chain(of_pand) {
                let again = found.unit.is_some() && !named.insert(at);
                match holdings.by_unit.entry(at) {
                    Entry::Vacant(entry) => {
                        entry.insert(matched.clone());
                    }
                    Entry::Occupied(entry) => {
                        let id = units[at as usize].id;
                        if found.status != MatchStatus::Matched {
                            // A pand has its first conflict told.
                        } else if entry.get().complex != matched.complex {
                            found.status = MatchStatus::Conflict;
                            found.reason = MatchReason::Claimed(id);
                        } else if again {
                            found.status = MatchStatus::Double;
                            found.reason = MatchReason::Again(id);
                        }
                    }
                }
            }
            if let (Some(id), MatchStatus::Matched) = (found.pand, found.status) {
                let first = holdings.by_pand.entry(id).or_insert_with(|| matched.clone());
                if first.complex != matched.complex {
                    found.status = MatchStatus::Conflict;
                    found.reason = MatchReason::PandClaimed(id);
                }
            }
            found
        })
        .collect::<Vec<_>>();
    let of_rows = rows.iter().map(|row| complexes.get(&complex_of(row)).copied());
    holdings.unknown = unlinked::homes(of_rows, &matches, &holdings, units, placement);
    holdings.complexes = complexes.into_keys().collect();
    (holdings, matches)
}

fn complex_of(row: &BezitRow) -> Complex {
    Complex { corporatie: row.corporatie.clone(), complex: row.complex.clone().unwrap_or_default() }
}

/// The status of a row that does not say what it stands for.
fn status_of(reason: &MatchReason) -> MatchStatus {
    match reason {
        MatchReason::Total => MatchStatus::Total,
        _ => MatchStatus::Unreadable,
    }
}

/// Whether nothing in the input is what a row names, or comes near it.
fn is_nowhere(found: &RowMatch, placement: &Placement) -> bool {
    let in_pand = found.pand.is_some_and(|id| placement.of(id).next().is_some());
    found.status == MatchStatus::NotInBag && found.candidates.is_empty() && !in_pand
}

/// An identification that is not in the input.
fn not_there(area: &Area, number: u64, reason: MatchReason) -> RowMatch {
    match area.without_id(number) {
        Some(outside) => RowMatch::none(MatchStatus::OutsideArea, outside),
        None => RowMatch::none(MatchStatus::NotInBag, reason),
    }
}

#[cfg(test)]
mod tests;
