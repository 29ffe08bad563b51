//! What does a row of the holdings stand for?

use super::{
    ADRES, AGREED, CANDIDATES, COMPLEX, CORPORATIE, FILLED_IN, HUISLETTER, HUISNUMMER, PAND, PLAATS,
    POSTCODE, STRAAT, TOEVOEGING, VBO, VHE,
};
use crate::{
    model::{
        Address, AddressCells, AddressError, BezitKey, Expected, IdError, MatchReason, VerblijfsobjectId,
    },
    read::{
        lists::says_total,
        register::{Register, Row},
    },
    value::Value,
};

/// Whether a list has columns that name homes: an identification, a text
/// with the whole address, or a number with postcode or street.
pub(super) fn names_homes(register: &Register) -> bool {
    let has = |role: usize| register.has(role);
    let by_id = has(FILLED_IN) || has(VBO) || has(PAND);
    by_id || has(ADRES) || has(HUISNUMMER) && (has(POSTCODE) || has(STRAAT))
}

/// The first of identification, pand and address that is filled in. `order`
/// gives the values of the row in file order.
pub(super) fn key(row: &Row<'_>, order: &[usize]) -> Result<BezitKey, MatchReason> {
    if let (true, Some(id)) = (row.get(FILLED_IN).is_null() && agrees(row), only_candidate(row)) {
        return Ok(BezitKey::Verblijfsobject(id));
    }
    let mut rounded = None;
    for role in [FILLED_IN, VBO, PAND] {
        let value = row.get(role);
        let Some(code) = value.to_code() else {
            if let Value::Real(number) = value {
                rounded.get_or_insert(format!("{number:.0}"));
            }
            continue;
        };
        // Exports put pand ids in a column named bag_id too.
        return match (code.parse(), code.parse()) {
            (_, Ok(id)) => Ok(BezitKey::Pand(id)),
            (Ok(id), _) if role != PAND => Ok(BezitKey::Verblijfsobject(id)),
            (Err(error), Err(_)) if role != PAND => Err(bad_id(error)),
            (_, Err(error)) => Err(bad_id(error)),
        }
        .or_else(|reason| total(row, order).unwrap_or(Err(reason)));
    }
    // Mostly a number of her own, which says nothing.
    if let Some(Ok(id)) = row.get(VHE).to_code().as_deref().map(str::parse) {
        return Ok(BezitKey::Verblijfsobject(id));
    }
    let codes = [ADRES, STRAAT, HUISNUMMER, HUISLETTER, TOEVOEGING, POSTCODE, PLAATS]
        .map(|role| row.get(role).to_code());
    let [adres, straat, huisnummer, huisletter, toevoeging, postcode, woonplaats] =
        codes.each_ref().map(|code| code.as_deref().map(str::trim).filter(|code| !code.is_empty()));
    let cells = AddressCells { adres, straat, huisnummer, huisletter, toevoeging, postcode, woonplaats };
    let address = Address::read(&cells);
    if !address.as_ref().is_ok_and(|address| address.postcode.is_some())
        && let Some(total) = total(row, order)
    {
        return total;
    }
    address.map(BezitKey::Address).map_err(|error| match (error, rounded) {
        (_, Some(number)) => MatchReason::BadId(number, Expected::Verblijfsobject),
        (AddressError::Nothing, None) => MatchReason::NoObject,
        (AddressError::Postcode(text), None) => MatchReason::BadPostcode(text),
        (AddressError::Number(text), None) => MatchReason::BadNumber(text),
    })
}

/// Whether a row of the matching report takes the candidate.
fn agrees(row: &Row<'_>) -> bool {
    let value = row.get(AGREED);
    let said = value.as_text().map(str::to_lowercase);
    value.as_bool() == Some(true)
        || said.is_some_and(|word| ["x", "v", "✓", "ok", "oké", "akkoord"].contains(&word.as_str()))
}

/// The candidate of a row of the matching report, when there is just one.
fn only_candidate(row: &Row<'_>) -> Option<VerblijfsobjectId> {
    let text = row.text(CANDIDATES)?;
    let (id, _) = text.split_once('=').filter(|_| !text.contains(';'))?;
    id.parse().ok()
}

/// Whether a row takes a candidate that is not there, or one of several.
pub(super) fn agrees_in_vain(row: &Row<'_>) -> bool {
    row.get(FILLED_IN).is_null() && agrees(row) && only_candidate(row).is_none()
}

fn bad_id(error: IdError) -> MatchReason {
    MatchReason::BadId(error.text, error.expected)
}

/// For a row without an identification or postcode: whether it adds up
/// others, as its first cell or one with a name then says. In other cells the
/// word may be a remark about a home.
fn total(row: &Row<'_>, order: &[usize]) -> Option<Result<BezitKey, MatchReason>> {
    let is_filled =
        |value: &&Value| !matches!(value, Value::Null | Value::Text(_)) || value.as_text().is_some();
    let first = order.iter().filter_map(|at| row.record.values.get(*at)).find(is_filled);
    let named = [ADRES, STRAAT, COMPLEX, CORPORATIE].map(|role| row.get(role));
    let mut texts = first.into_iter().chain(named).filter_map(Value::as_text);
    texts.any(says_total).then_some(Err(MatchReason::Total))
}
