//! Which verblijfsobjecten have this address?
//!
//! Nevenadressen count as hoofdadressen do: a corner house is found by either.
//! With a postcode, number and suffix decide. Without one, street and place
//! must both be equal. Only units in use are found; of others it is said that
//! they are not. A reading of the text that is not the plain one only
//! holds where street and place agree too.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::area::Area;
use crate::model::{
    Address, BezitKey, BezitRow, MatchReason, MatchStatus, Nummeraanduiding, OpenbareRuimte, Postcode6,
    Reading, RowMatch, Verblijfsobject, place_key, street_key, suffix_key,
};

/// How many of what may be meant are listed.
const SHOWN: usize = 5;

/// Addresses the rows ask for, and the units that have them: nothing is kept
/// of the others.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    by_postcode: HashMap<(Postcode6, u32), Vec<At>>,
    /// Street as it is compared, to its number here.
    streets: HashMap<String, u32>,
    by_street: HashMap<(u32, u32), Vec<At>>,
}

/// One address of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct At {
    /// Position of the unit.
    unit: u32,
    /// Which of its addresses; the first is the hoofdadres.
    adres: u32,
}

impl At {
    fn adres(self, units: &[Verblijfsobject]) -> &Nummeraanduiding {
        let unit = &units[self.unit as usize];
        let neven = (self.adres as usize).checked_sub(1).and_then(|at| unit.nevenadressen.get(at));
        neven.unwrap_or(&unit.hoofdadres)
    }
}

impl Addresses {
    /// Looks for what the rows ask in the units.
    pub(super) fn new(rows: &[BezitRow], units: &[Verblijfsobject]) -> Self {
        let mut wanted = Self::default();
        for row in rows {
            if let Ok(BezitKey::Address(address)) = &row.key {
                wanted.want(address);
            }
        }
        // A street is looked at once, however many units lie at it.
        let mut known: HashMap<*const OpenbareRuimte, Option<u32>> = HashMap::new();
        let addresses = (0_u32..).zip(units).flat_map(|(unit, one)| {
            (0_u32..).zip(one.addresses()).map(move |(n, adres)| (At { unit, adres: n }, adres))
        });
        for (at, adres) in addresses {
            let Some(number) = adres.huisnummer else { continue };
            if let Some(postcode) = adres.postcode
                && let Some(positions) = wanted.by_postcode.get_mut(&(postcode, number))
            {
                positions.push(at);
            }
            if let (Some(street), false) = (&adres.openbare_ruimte, wanted.by_street.is_empty()) {
                let streets = &wanted.streets;
                let id = *known
                    .entry(Arc::as_ptr(street))
                    .or_insert_with(|| streets.get(&street_key(&street.naam)).copied());
                if let Some(positions) = id.and_then(|id| wanted.by_street.get_mut(&(id, number))) {
                    positions.push(at);
                }
            }
        }
        wanted
    }

    fn want(&mut self, address: &Address) {
        for reading in &address.readings {
            for number in [reading.huisnummer].into_iter().chain(reading.until) {
                if let Some(postcode) = address.postcode {
                    self.by_postcode.entry((postcode, number)).or_default();
                } else if let Some(straat) = &reading.straat {
                    let n = u32::try_from(self.streets.len()).unwrap_or(u32::MAX);
                    let id = *self.streets.entry(street_key(straat)).or_insert(n);
                    self.by_street.entry((id, number)).or_default();
                }
            }
        }
    }

    /// The addresses with a number, by postcode or else by street.
    fn at(&self, address: &Address, reading: &Reading, number: u32) -> &[At] {
        let found = match address.postcode {
            Some(postcode) => self.by_postcode.get(&(postcode, number)),
            None => {
                let street = reading.straat.as_deref().map(street_key);
                let id = street.and_then(|street| self.streets.get(&street));
                id.and_then(|id| self.by_street.get(&(*id, number)))
            }
        };
        found.map_or(&[], Vec::as_slice)
    }

    /// What becomes of a row with this address.
    pub(super) fn find(&self, address: &Address, units: &[Verblijfsobject], area: &Area) -> RowMatch {
        let is_in_use = |at: &At| units[at.unit as usize].is_in_use();
        let name = address.spelled();
        // Sorted and each once, as several readings may find the same.
        let (mut found, mut in_street) = (BTreeSet::new(), BTreeSet::new());
        let (mut near, mut unplaced, mut idle) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut elsewhere = BTreeSet::new();
        for reading in &address.readings {
            let said = reading.woonplaats.as_deref().or(address.woonplaats.as_deref());
            for at in self.at(address, reading, reading.huisnummer) {
                let adres = at.adres(units);
                let street = adres.openbare_ruimte.as_deref();
                let same_street =
                    same(reading.straat.as_deref(), street.map(|street| &*street.naam), street_key);
                let same_place =
                    same(said, street.and_then(|street| street.woonplaats.as_deref()), place_key);
                let sure = match address.postcode {
                    Some(_) if reading.plain => {
                        let there = street.map(|street| &*street.naam);
                        !reading.straat.as_deref().zip(there).is_some_and(|(said, there)| differ(said, there))
                    }
                    Some(_) => {
                        same_street == Some(true)
                            && (reading.woonplaats.is_none() || same_place == Some(true))
                    }
                    None => same_place == Some(true),
                };
                let same_suffix = suffix_key(&adres.huisletter_toevoeging) == *reading.suffix;
                if !is_in_use(at) {
                    idle.extend((sure && same_suffix).then_some(at.unit));
                } else if !sure && address.postcode.is_some() && reading.plain && same_suffix {
                    elsewhere.insert(*at);
                } else if !sure {
                    // Without a postcode the street is the same: only the place is not told.
                    if address.postcode.is_none() && same_place.is_none() && same_suffix {
                        unplaced.insert(at.unit);
                    }
                } else if same_suffix {
                    found.insert(at.unit);
                    if same_street == Some(true) {
                        in_street.insert(at.unit);
                    }
                } else {
                    near.insert(*at);
                }
            }
        }
        // Of several the ones that also lie in the street that is named.
        if found.len() > 1 && in_street.len() == 1 {
            found = in_street;
        }
        let list = |set: BTreeSet<u32>| -> Box<[u32]> { set.into_iter().take(SHOWN).collect() };
        let ambiguous = |reason, candidates| RowMatch {
            candidates: list(candidates),
            ..RowMatch::none(MatchStatus::Ambiguous, reason)
        };
        if let (Some(at), 1) = (found.first().copied(), found.len()) {
            return RowMatch { unit: Some(at), ..RowMatch::none(MatchStatus::Matched, MatchReason::Address) };
        }
        if !found.is_empty() {
            return ambiguous(MatchReason::Several(name, found.len()), found);
        }
        if !unplaced.is_empty() {
            return ambiguous(MatchReason::NoPlace(name), unplaced);
        }
        let units_of = |addresses: &BTreeSet<At>| addresses.iter().map(|at| at.unit).collect();
        if let Some(at) = elsewhere.first() {
            let there = at.adres(units).openbare_ruimte.as_deref().map_or("", |street| &*street.naam);
            return ambiguous(MatchReason::OtherStreet(name, there.to_owned()), units_of(&elsewhere));
        }
        if !idle.is_empty() {
            let reason = MatchReason::NotInUse(name);
            return RowMatch { candidates: list(idle), ..RowMatch::none(MatchStatus::NotInBag, reason) };
        }
        let first = &address.readings[0];
        if let Some(until) = first.until {
            let ends =
                [first.huisnummer, until].into_iter().flat_map(|number| self.at(address, first, number));
            let ends: BTreeSet<u32> = ends.filter(|at| is_in_use(at)).map(|at| at.unit).collect();
            if !ends.is_empty() {
                return ambiguous(MatchReason::Range(name), ends);
            }
        }
        if near.is_empty() {
            return match area.without(address) {
                Some(reason) => RowMatch::none(MatchStatus::OutsideArea, reason),
                None => RowMatch::none(MatchStatus::NotInBag, MatchReason::NoAddress(name)),
            };
        }
        let known = near.iter().take(SHOWN).map(|at| {
            let adres = at.adres(units);
            format!("{}{}", adres.huisnummer.unwrap_or_default(), adres.huisletter_toevoeging)
        });
        let reason = MatchReason::OtherSuffix(name, known.collect());
        let status = if first.suffix.is_empty() { MatchStatus::Ambiguous } else { MatchStatus::NotInBag };
        RowMatch { candidates: list(units_of(&near)), ..RowMatch::none(status, reason) }
    }
}

/// Whether two names are one; `None` when one of them is not known.
fn same(one: Option<&str>, other: Option<&str>, key: impl Fn(&str) -> String) -> Option<bool> {
    Some(key(one?) == key(other?))
}

/// Whether two names of a street cannot be one, however they are shortened:
/// they share no word of four letters.
fn differ(a: &str, b: &str) -> bool {
    const LONG: usize = 4;
    let words = |name: &str| -> BTreeSet<String> {
        let plain = name.split(|c: char| !c.is_alphanumeric()).map(street_key);
        plain.filter(|word| word.chars().count() >= LONG).collect()
    };
    street_key(a) != street_key(b) && words(a).is_disjoint(&words(b))
}
