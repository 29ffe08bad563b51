//! Which home is whose?
//!
//! Rows of the holdings are matched to verblijfsobjecten by identification,
//! pand or address. Each row that matches nothing, or more than one thing, is
//! reported with the reason; it is never guessed.

use std::collections::{BTreeMap, HashMap};

use super::place::Placement;
use crate::{
    issue::{Issue, IssueKind},
    model::{Address, BezitKey, BezitRow, Conditions, PandId, Verblijfsobject},
};

/// Position of a complex in [`Holdings::complexes`].
pub type ComplexId = u32;

/// A corporatie's complex.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Rows that matched.
    pub n_matched: u64,
}

impl Holdings {
    /// Whose the verblijfsobject at this position is.
    #[must_use]
    pub fn unit(&self, at: u32) -> Option<&Matched> {
        self.by_unit.get(&at)
    }

    /// Whose a pand is by a row that names the pand itself.
    #[must_use]
    pub fn pand(&self, id: PandId) -> Option<&Matched> {
        self.by_pand.get(&id)
    }
}

/// Matches the rows, in their order. `units` is sorted by identification.
///
/// A row that names a pand holds all homes in it; where no verblijfsobjecten
/// were given it holds the pand. Of two rows that claim one home for
/// different complexes the first holds, and the second is an issue.
#[must_use]
pub fn match_bezit(
    rows: &[BezitRow],
    units: &[Verblijfsobject],
    placement: &Placement,
    template: &Issue,
) -> (Holdings, Vec<Issue>) {
    let mut complexes: BTreeMap<Complex, ComplexId> = BTreeMap::new();
    for row in rows {
        complexes.entry(complex_of(row)).or_insert(0);
    }
    for (id, position) in (0..).zip(complexes.values_mut()) {
        *position = id;
    }
    let addresses = addresses(rows, units);
    let mut holdings = Holdings::default();
    let mut issues = Vec::new();
    for row in rows {
        let mut report = |kind: IssueKind, detail: String| {
            issues.push(Issue { kind, object: format!("record {}", row.row), detail, ..template.clone() });
        };
        let matched = Matched { complex: complexes[&complex_of(row)], conditions: row.conditions.clone() };
        let found = match &row.key {
            BezitKey::Verblijfsobject(id) => match units.binary_search_by_key(id, |unit| unit.id) {
                Ok(at) => vec![u32::try_from(at).unwrap_or(u32::MAX)],
                Err(_) => {
                    report(IssueKind::Unmatched, format!("verblijfsobject {id} is not in the input"));
                    continue;
                }
            },
            BezitKey::Pand(id) => {
                holdings.by_pand.entry(*id).or_insert_with(|| matched.clone());
                let homes: Vec<u32> = placement.of(*id).filter(|at| units[*at as usize].is_home()).collect();
                if homes.is_empty() && !units.is_empty() {
                    report(IssueKind::Unmatched, format!("pand {id} holds no home in the input"));
                    continue;
                }
                homes
            }
            BezitKey::Address(address) => match by_address(address, &addresses, units) {
                Ok(at) => vec![at],
                Err((kind, detail)) => {
                    report(kind, detail);
                    continue;
                }
            },
        };
        holdings.n_matched += 1;
        for at in found {
            match holdings.by_unit.entry(at) {
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(matched.clone());
                }
                std::collections::hash_map::Entry::Occupied(entry) => {
                    if entry.get().complex != matched.complex {
                        let id = units[at as usize].id;
                        report(
                            IssueKind::Conflict,
                            format!(
                                "verblijfsobject {id} is claimed by an earlier row for another complex; the first holds"
                            ),
                        );
                    }
                }
            }
        }
    }
    holdings.complexes = complexes.into_keys().collect();
    (holdings, issues)
}

fn complex_of(row: &BezitRow) -> Complex {
    Complex { corporatie: row.corporatie.clone(), complex: row.complex.clone().unwrap_or_default() }
}

/// Postcode and number to positions; only built for rows that need it.
type Addresses = HashMap<(crate::model::Postcode6, u32), Vec<u32>>;

fn addresses(rows: &[BezitRow], units: &[Verblijfsobject]) -> Addresses {
    let mut wanted: Addresses = rows
        .iter()
        .filter_map(|row| match &row.key {
            BezitKey::Address(address) => Some(((address.postcode, address.huisnummer), Vec::new())),
            _ => None,
        })
        .collect();
    if wanted.is_empty() {
        return wanted;
    }
    for (at, unit) in (0_u32..).zip(units) {
        if let (Some(postcode), Some(number), true) = (unit.postcode, unit.huisnummer, unit.is_in_use())
            && let Some(positions) = wanted.get_mut(&(postcode, number))
        {
            positions.push(at);
        }
    }
    wanted
}

fn by_address(
    address: &Address,
    addresses: &Addresses,
    units: &[Verblijfsobject],
) -> Result<u32, (IssueKind, String)> {
    let name = format!("{} {}{}", address.postcode, address.huisnummer, address.suffix);
    let at_number = addresses.get(&(address.postcode, address.huisnummer)).map_or(&[][..], Vec::as_slice);
    let exact: Vec<u32> = at_number
        .iter()
        .copied()
        .filter(|at| units[*at as usize].huisletter_toevoeging == address.suffix)
        .collect();
    match (exact.as_slice(), at_number) {
        ([at], _) => Ok(*at),
        ([], []) => Err((IssueKind::Unmatched, format!("address {name} is not in the input"))),
        ([], others) => {
            let known: Vec<_> = others
                .iter()
                .take(5)
                .map(|at| format!("{}{}", address.huisnummer, units[*at as usize].huisletter_toevoeging))
                .collect();
            let kind = if address.suffix.is_empty() { IssueKind::Ambiguous } else { IssueKind::Unmatched };
            Err((
                kind,
                format!("address {name} is not in the input; at this number there are {}", known.join(", ")),
            ))
        }
        (several, _) => Err((
            IssueKind::Ambiguous,
            format!("address {name} belongs to {} verblijfsobjecten", several.len()),
        )),
    }
}
