//! Which pand stands at an address?
//!
//! A run knows panden by the postcodes of their units, and by the street of
//! most of these, with the lowest and the highest number. A postcode stands
//! for a street. A number by itself goes before a range it lies in,
//! and a range with its side of the street before one that has both. A range on the
//! other side is named and not taken.

use crate::{
    error::Error,
    lang::say,
    link::street_and_numbers,
    model::{Address, AddressCells, PandId, Reading, place_key, street_key},
    record::Record,
    survey::Survey,
};

/// How well a pand fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is the only number.
    Number,
    /// It lies in the range, on that side of the street.
    Side,
    /// It lies in the range, which has both sides.
    Range,
    /// It lies in the range, whose ends are on the other side of the street:
    /// not to be taken for the pand that is meant.
    OtherSide,
}

/// Most characters of an addition to a house number, as in the BAG. More is
/// the name of a place.
const MAX_ADDITION: usize = 4;

/// A pand that may be meant.
struct Candidate {
    /// How well, and whether no place was named that it lies in.
    fit: (Fit, bool),
    id: PandId,
    called: String,
}

/// The pand at this address; `None` when the text is no address, or nothing
/// stands there.
///
/// # Errors
///
/// [`Error::NotFound`] with the candidates when several fit equally well, or
/// what reading the record gives.
pub(super) fn find(text: &str, record: &Record) -> Result<Option<PandId>, Error> {
    let Ok(address) = Address::read(&AddressCells { adres: Some(text), ..AddressCells::default() }) else {
        return Ok(None);
    };
    let mut candidates = record.map_panden(|pand| {
        let survey = &pand.survey;
        let fit = address.readings.iter().filter_map(|reading| fit(reading, &address, survey)).min()?;
        Some(Candidate { fit, id: survey.id, called: called(survey) })
    })?;
    let best = candidates.iter().map(|candidate| candidate.fit).min();
    candidates.retain(|candidate| Some(candidate.fit) == best);
    match candidates.as_slice() {
        [] => Ok(None),
        [one] if one.fit.0 != Fit::OtherSide => Ok(Some(one.id)),
        several => Err(ambiguous(text, several)),
    }
}

/// An address with its place, as far as they are known.
pub(super) fn called(survey: &Survey) -> String {
    let parts = [survey.address.as_deref(), survey.woonplaats.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn fit(asked: &Reading, address: &Address, survey: &Survey) -> Option<(Fit, bool)> {
    let (street, numbers) = street_and_numbers(survey.address.as_deref()?);
    let (low, high) = numbers?;
    let in_street = asked.straat.as_deref().map(|asked| street_key(asked) == street_key(street));
    let asked_postcode = address.postcode.filter(|_| !survey.pc6.is_empty());
    let in_postcode = asked_postcode.map(|postcode| survey.pc6.contains(&postcode));
    let is_there = in_street.or(in_postcode) == Some(true)
        && in_postcode != Some(false)
        && (low..=high).contains(&asked.huisnummer)
        && asked.suffix.split('-').all(|part| part.chars().count() <= MAX_ADDITION);
    let place = asked.woonplaats.as_deref().or(address.woonplaats.as_deref());
    let placed = match (place, survey.woonplaats.as_deref()) {
        (Some(asked), Some(known)) => Some(place_key(asked) == place_key(known)),
        _ => None,
    };
    let fit = match (low == high, low % 2 == high % 2) {
        (true, _) => Fit::Number,
        (false, true) if asked.huisnummer % 2 == low % 2 => Fit::Side,
        (false, true) => Fit::OtherSide,
        (false, false) => Fit::Range,
    };
    (is_there && placed != Some(false)).then_some((fit, placed.or(in_postcode).is_none()))
}

fn ambiguous(text: &str, candidates: &[Candidate]) -> Error {
    const SHOWN: usize = 7;
    let n = candidates.len();
    let shown: Vec<String> =
        candidates.iter().take(SHOWN).map(|one| format!("{} ({})", one.id, one.called)).collect();
    let more = if n > SHOWN { "; …" } else { "" };
    let shown = shown.join("; ");
    let is_sure = candidates.iter().all(|one| one.fit.0 != Fit::OtherSide);
    Error::NotFound {
        detail: if is_sure {
            say!("op `{text}` passen {n} panden", "`{text}` fits {n} panden")
        } else {
            say!(
                "op `{text}` past geen pand met zekerheid: het nummer ligt aan de andere kant van de straat",
                "`{text}` fits no pand for sure: the number lies on the other side of the street"
            )
        },
        hint: say!(
            "noem de plaats erbij, of geef het pand: {shown}{more}",
            "name the place too, or give the pand: {shown}{more}"
        ),
    }
}
