//! Which homes may the rows be about that found none?
//!
//! A row with a slip in its address is a home of its complex all the same.
//! Homes in the panden of that complex that no row holds may be it: whose
//! they are is not known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{ComplexId, Holdings};
use crate::{
    link::Placement,
    model::{MatchStatus, PandId, RowMatch, Verblijfsobject},
};

/// Per pand the number of homes that unlinked rows may be about. `rows` gives
/// each row's complex, `None` where nothing that was found is of it.
pub(super) fn homes(
    rows: impl Iterator<Item = Option<ComplexId>>,
    matches: &[RowMatch],
    holdings: &Holdings,
    units: &[Verblijfsobject],
    placement: &Placement,
) -> HashMap<PandId, u32> {
    // Rows that may be about any home of their complex, and homes one row or more may be about.
    let mut anywhere: BTreeMap<ComplexId, u32> = BTreeMap::new();
    let mut candidates: BTreeSet<u32> = BTreeSet::new();
    for (complex, found) in rows.zip(matches) {
        let is_open =
            matches!(found.status, MatchStatus::Ambiguous | MatchStatus::NotInBag | MatchStatus::Unreadable);
        if is_open && !found.candidates.is_empty() {
            candidates.extend(found.candidates.iter());
        } else if let (true, Some(complex)) = (is_open, complex) {
            *anywhere.entry(complex).or_default() += 1;
        }
    }
    let mut homes = HashMap::new();
    if anywhere.is_empty() && candidates.is_empty() {
        return homes;
    }
    for of_pand in placement.pairs().chunk_by(|one, next| one.0 == next.0) {
        let (mut complexes, mut n_free, mut n_candidates) = (BTreeSet::new(), 0_u32, 0_u32);
        for (_, at) in of_pand.iter().filter(|(_, at)| units[*at as usize].is_home()) {
            match holdings.unit(*at) {
                Some(matched) => {
                    complexes.insert(matched.complex);
                }
                None => {
                    n_free += 1;
                    n_candidates += u32::from(candidates.contains(at));
                }
            }
        }
        let of_complexes: u32 = complexes.iter().filter_map(|complex| anywhere.get(complex)).sum();
        let n = of_complexes.saturating_add(n_candidates).min(n_free);
        if n > 0 {
            homes.insert(of_pand[0].0, n);
        }
    }
    homes
}
