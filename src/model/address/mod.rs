//! Which home does an address mean, however it is typed?
//!
//! Nothing here is fuzzy: two spellings are one address when they are equal
//! in the form that is compared, and only then.
//!
//! - Numbers are equal as numbers (`12`, `12.0`, `0012`).
//! - Letter and addition are equal in [`suffix_key`]: case, spaces and signs
//!   do not count, nor where the letter ends (`A-3`, `a 3`, `A3`).
//! - Streets are equal in [`street_key`], places in [`place_key`].
//!
//! Where a text can be read in more than one way (`Laan 1813 7`), all ways are
//! kept; the register tells which of them exists.

mod keys;
mod text;

pub use keys::{lower_words, place_key, street_key, suffix_key};

use super::{Postcode6, marks};

/// Longest text that is taken for an address, in characters.
const MAX_CHARS: usize = 200;

/// An address as a spreadsheet spells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Postcode.
    pub postcode: Option<Postcode6>,
    /// Place (woonplaats) as spelled.
    pub woonplaats: Option<Box<str>>,
    /// The ways to read the rest, at least one, the likely one first.
    pub readings: Vec<Reading>,
}

/// One way to read street and number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Street as spelled.
    pub straat: Option<Box<str>>,
    /// House number.
    pub huisnummer: u32,
    /// Letter and addition, as [`suffix_key`] gives them.
    pub suffix: Box<str>,
    /// The last number, where the suffix may be the end of a range (`12-14`).
    pub until: Option<u32>,
    /// Place, where this way of reading finds one in the text.
    pub woonplaats: Option<Box<str>>,
    /// Whether a postcode and this number say enough; else the street must
    /// agree too. There is at most one such reading.
    pub plain: bool,
}

/// The cells an address may be spread over; empty ones are `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct AddressCells<'a> {
    /// Street with number and all, or parts of it.
    pub adres: Option<&'a str>,
    /// Street.
    pub straat: Option<&'a str>,
    /// House number, perhaps with letter and addition.
    pub huisnummer: Option<&'a str>,
    /// Letter.
    pub huisletter: Option<&'a str>,
    /// Addition.
    pub toevoeging: Option<&'a str>,
    /// Postcode, perhaps with the place.
    pub postcode: Option<&'a str>,
    /// Place.
    pub woonplaats: Option<&'a str>,
}

/// Why cells give no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressError {
    /// No cell holds a part that tells a home.
    Nothing,
    /// The postcode is none, and there is no street to do without it.
    Postcode(String),
    /// There is no house number in this text.
    Number(String),
}

impl Address {
    /// Brings letter and addition to one form: upper case, no spaces or
    /// hyphens within a part, parts joined by `-`.
    #[must_use]
    pub fn suffix(huisletter: Option<&str>, toevoeging: Option<&str>) -> Box<str> {
        let key = |part: &str| suffix_key(text::whole(&marks::bare(part)));
        let parts = [huisletter, toevoeging].map(|part| part.map(key).unwrap_or_default());
        match (parts[0].is_empty(), parts[1].is_empty()) {
            (_, true) => parts[0].as_str().into(),
            (true, false) => format!("-{}", parts[1]).into(),
            (false, false) => parts.join("-").into(),
        }
    }

    /// Reads an address from its cells.
    ///
    /// # Errors
    ///
    /// [`AddressError`] when no house number can be found, or neither a
    /// postcode nor a street goes with it.
    pub fn read(cells: &AddressCells<'_>) -> Result<Self, AddressError> {
        let all = [cells.adres, cells.straat, cells.huisnummer, cells.postcode, cells.woonplaats];
        let all = all.map(|cell| cell.map(marks::bare));
        let [adres, straat, huisnummer, postcode, woonplaats] =
            all.each_ref().map(|cell| cell.as_deref().map(str::trim).filter(|cell| !cell.is_empty()));
        Self::from_cells(&AddressCells { adres, straat, huisnummer, postcode, woonplaats, ..*cells })
    }

    /// As [`Address::read`], of cells without marks.
    fn from_cells(cells: &AddressCells<'_>) -> Result<Self, AddressError> {
        let cut = |text: &str| text.chars().take(40).collect::<String>();
        let mut postcode = None;
        let mut woonplaats = cells.woonplaats.map(Box::from);
        let mut bad_postcode = None;
        if let Some(cell) = cells.postcode {
            match text::postcode(cell) {
                Some(found) => {
                    postcode = Some(found.code);
                    let place = found.after.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'');
                    if !place.is_empty() {
                        woonplaats.get_or_insert_with(|| place.into());
                    }
                }
                None => bad_postcode = Some(cell),
            }
        }
        let text = cells.adres.or(cells.straat).filter(|text| text.chars().count() <= MAX_CHARS);
        let known = text::OtherCells { postcode, woonplaats: woonplaats.is_some() };
        let in_text = text.map(|text| text::read(text, known));
        let extra = suffix_key(&Self::suffix(cells.huisletter, cells.toevoeging));
        let mut readings = Vec::new();
        let mut agree = true;
        if let Some(cell) = cells.huisnummer {
            let Some(number) = text::number(cell) else { return Err(AddressError::Number(cut(cell))) };
            // `Laan 1813` with `7` beside it, or `Laan 7` with the number of
            // the row: the register tells.
            agree = in_text.as_ref().is_none_or(|found: &text::Parsed| {
                let mut readings = found.readings.iter();
                found.readings.is_empty() || readings.any(|one| one.huisnummer == number.huisnummer)
            });
            let straat = cells.straat.or(cells.adres).map(Box::from);
            for suffix in joined(&number.suffix, &extra) {
                readings.push(Reading {
                    straat: straat.clone(),
                    huisnummer: number.huisnummer,
                    suffix,
                    until: number.until,
                    woonplaats: None,
                    plain: agree && readings.is_empty(),
                });
            }
        }
        if let Some(found) = in_text {
            postcode = postcode.or(found.postcode);
            woonplaats = woonplaats.or(found.woonplaats);
            let from_cell = readings.first().map(|reading: &Reading| reading.huisnummer);
            for reading in found.readings {
                // With a cell of its own the number in the text confirms.
                if !agree || from_cell.is_none_or(|number| number == reading.huisnummer) {
                    for suffix in joined(&reading.suffix, &extra) {
                        let plain = readings.is_empty() && reading.plain;
                        readings.push(Reading { suffix, plain, ..reading.clone() });
                    }
                }
            }
        }
        let Some(first) = readings.first() else {
            return Err(match (text, bad_postcode, postcode) {
                (Some(text), ..) => AddressError::Number(cut(text)),
                (None, Some(cell), _) => AddressError::Postcode(cut(cell)),
                (None, None, Some(_)) => AddressError::Number("nothing".into()),
                (None, None, None) => AddressError::Nothing,
            });
        };
        if postcode.is_none() && first.straat.is_none() {
            return Err(bad_postcode.map_or(AddressError::Nothing, |cell| AddressError::Postcode(cut(cell))));
        }
        Ok(Self { postcode, woonplaats, readings })
    }

    /// The address for people, as its plain reading has it.
    #[must_use]
    pub fn spelled(&self) -> String {
        let first = &self.readings[0];
        let until = first.until.is_some();
        let number = format!("{}{}{}", first.huisnummer, if until { "-" } else { "" }, first.suffix);
        match (&self.postcode, &first.straat) {
            (Some(postcode), _) => format!("{postcode} {number}"),
            (None, straat) => {
                let place = self.woonplaats.as_deref().map(|place| format!(", {place}"));
                format!("{} {number}{}", straat.as_deref().unwrap_or_default(), place.unwrap_or_default())
            }
        }
    }
}

/// The number and the form of letter and addition of the register's cells,
/// where letter and addition may stand behind the number (`1A`, `12-14`);
/// `None` when the first cell holds no number.
#[must_use]
pub fn house_number(
    cell: &str,
    huisletter: Option<&str>,
    toevoeging: Option<&str>,
) -> Option<(u32, Box<str>)> {
    let number = text::number(&marks::bare(cell))?;
    let beside = Address::suffix(huisletter, toevoeging);
    let (glued, key) = (number.suffix, suffix_key(&beside));
    let suffix = match (glued.is_empty(), key.is_empty()) {
        (true, _) => beside,
        // What is said twice is said once.
        (false, _) if key.starts_with(&*glued) => beside,
        (false, true) => glued,
        (false, false) => format!("{glued}{}{beside}", if beside.starts_with('-') { "" } else { "-" }).into(),
    };
    Some((number.huisnummer, suffix))
}

/// What two places say of letter and addition, together. When both say the
/// same it may have been said twice, or be two parts: both are kept.
fn joined(suffix: &str, extra: &str) -> Vec<Box<str>> {
    if extra.is_empty() {
        vec![suffix.into()]
    } else if suffix == extra {
        vec![suffix.into(), format!("{suffix}{extra}").into()]
    } else {
        vec![format!("{suffix}{extra}").into()]
    }
}

#[cfg(test)]
mod tests;
