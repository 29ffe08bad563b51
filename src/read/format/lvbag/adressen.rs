//! Which address belongs to this nummeraanduiding?
//!
//! A verblijfsobject names its hoofdadres; the street stands at the openbare
//! ruimte, the town at the woonplaats. The country has 10 million of them, so
//! they are packed in 32 bytes each and sorted: 320 MB, and only while
//! verblijfsobjecten are read for their addresses.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{
    Delivery,
    object::{Field, Object},
    soort::Soort,
    voorkomen::is_of_day,
};
use crate::error::ReadError;

/// All addresses of a delivery, on one day.
#[derive(Default)]
pub(super) struct Adressen {
    nummers: Vec<Nummer>,
    straten: Vec<Straat>,
    woonplaatsen: HashMap<u16, String>,
}

/// One nummeraanduiding; texts are filled up with NUL.
#[derive(Debug, Clone, Copy)]
struct Nummer {
    id: u64,
    /// Identification of the openbare ruimte, then its place in the list.
    straat: u32,
    huisnummer: u32,
    /// The woonplaats when it is not that of the street, else 0.
    woonplaats: u16,
    postcode: [u8; 6],
    huisletter: [u8; 1],
    toevoeging: [u8; 4],
}

struct Straat {
    id: u64,
    naam: String,
    woonplaats: u16,
}

/// An address as columns show it; empty texts and 0 are not known.
pub(super) struct Adres<'a> {
    pub(super) openbare_ruimte: &'a str,
    pub(super) huisnummer: u32,
    pub(super) huisletter: &'a str,
    pub(super) toevoeging: &'a str,
    pub(super) postcode: &'a str,
    pub(super) woonplaats: &'a str,
}

/// A nummeraanduiding without a street in the delivery.
const NO_STREET: u32 = u32::MAX;

impl Adressen {
    /// Reads them all; towns only when asked for.
    ///
    /// # Errors
    ///
    /// Those of the members.
    pub(super) fn read(delivery: &Delivery, with_woonplaats: bool) -> Result<Self, ReadError> {
        let mut adressen = Self::default();
        if with_woonplaats {
            let naam = |object: &Object| {
                Some((woonplaats(object.text(Field::Identificatie))?, object.text(Field::Naam).to_owned()))
            };
            adressen.woonplaatsen = collect(delivery, Soort::Woonplaats, naam)?.into_iter().collect();
        }
        adressen.straten = collect(delivery, Soort::OpenbareRuimte, |object| {
            Some(Straat {
                id: object.text(Field::Identificatie).parse().ok()?,
                naam: object.text(Field::Naam).to_owned(),
                woonplaats: woonplaats(object.text(Field::Woonplaats)).unwrap_or(0),
            })
        })?;
        // Stable, as all sorting here: of two with one identification the
        // first in the file counts.
        adressen.straten.par_sort_by_key(|straat| straat.id);
        let straten = &adressen.straten;
        let mut nummers = collect(delivery, Soort::Nummeraanduiding, |object| {
            let straat: Option<u64> = object.text(Field::OpenbareRuimte).parse().ok();
            let straat = straat.and_then(|id| find(straten, id, |straat| straat.id));
            Some(Nummer {
                id: object.text(Field::Identificatie).parse().ok()?,
                straat: straat.and_then(|at| u32::try_from(at).ok()).unwrap_or(NO_STREET),
                huisnummer: object.text(Field::Huisnummer).parse().unwrap_or(0),
                woonplaats: woonplaats(object.text(Field::Woonplaats)).unwrap_or(0),
                postcode: packed(object.text(Field::Postcode)),
                huisletter: packed(object.text(Field::Huisletter)),
                toevoeging: packed(object.text(Field::Toevoeging)),
            })
        })?;
        // As the country is delivered in order, this mostly does nothing.
        if !nummers.is_sorted_by_key(|nummer| nummer.id) {
            nummers.par_sort_by_key(|nummer| nummer.id);
        }
        adressen.nummers = nummers;
        Ok(adressen)
    }

    /// The address of a nummeraanduiding.
    pub(super) fn of(&self, id: &str) -> Option<Adres<'_>> {
        let nummer = &self.nummers[find(&self.nummers, id.parse().ok()?, |nummer| nummer.id)?];
        let straat = self.straten.get(nummer.straat as usize);
        let woonplaats = match nummer.woonplaats {
            0 => straat.map_or(0, |straat| straat.woonplaats),
            own => own,
        };
        Some(Adres {
            openbare_ruimte: straat.map_or("", |straat| &straat.naam),
            huisnummer: nummer.huisnummer,
            huisletter: unpacked(&nummer.huisletter),
            toevoeging: unpacked(&nummer.toevoeging),
            postcode: unpacked(&nummer.postcode),
            woonplaats: self.woonplaatsen.get(&woonplaats).map_or("", String::as_str),
        })
    }
}

/// What the voorkomens of the day of one type give, in file order.
fn collect<T: Send>(
    delivery: &Delivery,
    soort: Soort,
    one: impl Fn(&Object) -> Option<T> + Sync,
) -> Result<Vec<T>, ReadError> {
    let day = delivery.day.as_ref();
    let mut all = Vec::new();
    delivery.objects(
        soort,
        |object, found: &mut Vec<T>| {
            if is_of_day(object, day) {
                found.extend(one(object));
            }
        },
        |mut found| {
            all.append(&mut found);
            Ok(())
        },
    )?;
    Ok(all)
}

/// The first of a sorted list with this identification.
fn find<T>(list: &[T], id: u64, of: impl Fn(&T) -> u64) -> Option<usize> {
    let at = list.partition_point(|one| of(one) < id);
    list.get(at).is_some_and(|one| of(one) == id).then_some(at)
}

/// The four digits of a woonplaats.
fn woonplaats(text: &str) -> Option<u16> {
    text.parse().ok()
}

/// A text of the form the register prescribes; another is not known.
fn packed<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    if text.len() <= N && text.is_ascii() {
        bytes[..text.len()].copy_from_slice(text.as_bytes());
    }
    bytes
}

fn unpacked(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default().trim_end_matches('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nummeraanduiding_takes_32_bytes() {
        assert_eq!(size_of::<Nummer>(), 32);
        assert_eq!(unpacked(&packed::<4>("bis")), "bis");
        assert_eq!(unpacked(&packed::<4>("")), "");
        assert_eq!(unpacked(&packed::<4>("te lang")), "");
        assert_eq!(unpacked(&packed::<4>("é")), "");
    }
}
