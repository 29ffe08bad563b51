//! Where does the input lie, as far as identifications and addresses tell?
//!
//! A row lies outside when what it names occurs nowhere among the
//! verblijfsobjecten: the gemeentecode its identification starts with, the
//! four digits of its postcode, or its place.

use std::{collections::HashSet, sync::Arc};

use crate::model::{Address, MatchReason, OpenbareRuimte, Verblijfsobject, place_key};

/// Ten thousand codes of four digits.
const CODES: usize = 10_000;

/// Gemeentecodes, four-digit postcodes and places of the verblijfsobjecten.
#[derive(Debug)]
pub(super) struct Area {
    gemeenten: Vec<bool>,
    postcodes: Vec<bool>,
    places: HashSet<String>,
}

impl Area {
    pub(super) fn of(units: &[Verblijfsobject]) -> Self {
        let mut area =
            Self { gemeenten: vec![false; CODES], postcodes: vec![false; CODES], places: HashSet::new() };
        let mut seen: HashSet<*const OpenbareRuimte> = HashSet::new();
        for unit in units {
            area.gemeenten[gemeente(unit.id.number())] = true;
            for pand in unit.panden.as_slice() {
                area.gemeenten[gemeente(pand.number())] = true;
            }
            for adres in unit.addresses() {
                if let Some(postcode) = &adres.postcode {
                    area.postcodes[digits(postcode.as_str())] = true;
                }
                if let Some(street) = &adres.openbare_ruimte
                    && seen.insert(Arc::as_ptr(street))
                    && let Some(place) = &street.woonplaats
                {
                    area.places.insert(place_key(place));
                }
            }
        }
        area
    }

    /// Why an identification lies outside; `None` when it may lie inside.
    pub(super) fn without_id(&self, number: u64) -> Option<MatchReason> {
        let code = gemeente(number);
        // Without verblijfsobjecten nothing is known of the area.
        let outside = !self.gemeenten[code] && self.gemeenten.contains(&true);
        outside.then(|| MatchReason::OtherGemeente(format!("{code:04}")))
    }

    /// Why an address lies outside; `None` when it may lie inside.
    pub(super) fn without(&self, address: &Address) -> Option<MatchReason> {
        if let Some(postcode) = &address.postcode {
            let code = digits(postcode.as_str());
            let outside = !self.postcodes[code] && self.postcodes.contains(&true);
            return outside.then(|| MatchReason::OtherPostcode(format!("{code:04}")));
        }
        let place = address.woonplaats.as_deref()?;
        let outside = !self.places.is_empty() && !self.places.contains(&place_key(place));
        outside.then(|| MatchReason::OtherPlace(place.to_owned()))
    }
}

/// The first four of the 16 digits.
fn gemeente(number: u64) -> usize {
    usize::try_from(number / 1_000_000_000_000).unwrap_or_default().min(CODES - 1)
}

fn digits(postcode: &str) -> usize {
    postcode.get(..4).and_then(|digits| digits.parse().ok()).unwrap_or_default()
}
