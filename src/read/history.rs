//! Which record of an object is in force?
//!
//! Layers that keep history hold an object several times, with the days on
//! which a record began and ended to hold. Of one day, today's or the
//! peildatum, the records in force are those that have begun and not ended;
//! of several the one that began last.

use std::{collections::HashMap, hash::Hash, str::FromStr};

use super::register::{Register, Role, Row, optional};
use crate::{
    config::{Input, Peildatum},
    error::{Error, ReadError},
    issue::LeftOut,
    value::Value,
};

/// The roles of history, which stand together in the list of a register; one
/// that is read as of today alone does without the last.
const END_REGISTRATION: usize = 0;
const END: usize = 1;
const INACTIVE: usize = 2;
const BEGIN: usize = 3;

/// The day a registration was closed.
pub(super) const fn end_registration() -> Role {
    optional(
        "end_registration",
        &[
            "eindRegistratie",
            "tijdstipEindRegistratie",
            "tijdstipEindRegistratieLV",
            "eindDatumTijdRegistratie",
        ],
    )
    .unmissed()
}

/// The day from which a record holds no more.
pub(super) const fn end() -> Role {
    optional(
        "end",
        &[
            "terminationDate",
            "objectEindTijd",
            "eindGeldigheid",
            "einddatumTijdvakGeldigheid",
            "tijdvakGeldigheidEind",
            "geldigTot",
            "einddatum",
            "eind",
        ],
    )
    .unmissed()
}

/// The day from which a record holds.
pub(super) const fn begin() -> Role {
    optional(
        "begin",
        &[
            "objectBeginTijd",
            "beginGeldigheid",
            "begindatumTijdvakGeldigheid",
            "tijdvakGeldigheidBegin",
            "geldigVanaf",
            "begindatum",
            "begin",
        ],
    )
    .unmissed()
}

/// Whether a record was made inactive: a correction put another in its place.
pub(super) const fn inactive() -> Role {
    optional(
        "inactive",
        &["aanduidingRecordInactief", "tijdstipInactief", "tijdstipInactiefLV", "tijdstipNietBagLV"],
    )
    .unmissed()
}

/// A moment as its digits stand: year, month, day, hour, minute, second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(u64);

impl Moment {
    /// Reads `2012-06-01`, `01-06-2012` and `20120601`, with or without a time
    /// behind it.
    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let (date, time) = match parts[..] {
            [compact] if compact.len() >= 8 => (compact.to_owned(), &parts[1..]),
            [year, month, day, ..] if year.len() == 4 => (format!("{year}{month:0>2}{day:0>2}"), &parts[3..]),
            [day, month, year, ..] if year.len() == 4 => (format!("{year}{month:0>2}{day:0>2}"), &parts[3..]),
            _ => return None,
        };
        let digits = date + &time.iter().map(|part| format!("{part:0>2}")).collect::<String>();
        let moment: u64 = format!("{digits:0<14.14}").parse().ok()?;
        let (month, day) = (moment / 100_000_000 % 100, moment / 1_000_000 % 100);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Self(moment))
    }

    /// The first moment of a day.
    fn of(day: &Peildatum) -> Option<Self> {
        Self::read(day.as_str())
    }

    /// Whether it stands for "not ended": `9999-12-31`, `2999-01-01`.
    fn is_open(self) -> bool {
        self.0 / 10_000_000_000 >= 2900
    }
}

/// Which records of one layer are in force.
#[derive(Debug, Clone, Copy)]
pub(super) struct History {
    /// Where its roles stand in the list of the register.
    first: usize,
    /// The day that is asked about; `None` for today.
    day: Option<Moment>,
}

impl History {
    /// Of today; the roles stand at `first` and behind it.
    pub(super) const fn at(first: usize) -> Self {
        Self { first, day: None }
    }

    /// Why a record is left out; `None` when it is in force. Both an end and
    /// the end of a registration are filled in when the last registration of
    /// an object was closed.
    pub(super) fn left_out(self, row: &Row<'_>) -> Option<LeftOut> {
        let moment = |role: usize| {
            row.read(self.first + role, |value| Moment::read(&value.to_code()?)).filter(|end| !end.is_open())
        };
        if self.is_inactive(row) {
            return Some(LeftOut { inactive: 1, ..LeftOut::default() });
        }
        let end = moment(END);
        if end.is_none() && moment(END_REGISTRATION).is_some() {
            return Some(of_another_day());
        }
        let ended = LeftOut { ended: 1, ..LeftOut::default() };
        match (self.day, end) {
            (None, Some(_)) => Some(ended),
            (Some(day), Some(end)) if end <= day => Some(ended),
            (Some(day), _) => self.begin(row).is_some_and(|begin| begin > day).then(of_another_day),
            (None, None) => None,
        }
    }

    /// When a record began to hold, where that stands there.
    fn begin(self, row: &Row<'_>) -> Option<Moment> {
        row.read(self.first + BEGIN, |value| Moment::read(&value.to_code()?))
    }

    /// A word, or the moment at which it became so.
    fn is_inactive(self, row: &Row<'_>) -> bool {
        let said = |value: &Value| value.as_bool().or_else(|| Moment::read(&value.to_code()?).map(|_| true));
        row.read(self.first + INACTIVE, said) == Some(true)
    }
}

/// One record that holds on another day.
fn of_another_day() -> LeftOut {
    LeftOut { history: 1, ..LeftOut::default() }
}

/// Which records are in force, when their objects are read one by one.
pub(super) struct InForce<Id> {
    first: usize,
    /// The role of the identification.
    id: usize,
    /// When the newest record of an object began that has several in force.
    newest: HashMap<Id, Moment>,
}

impl<Id: FromStr + Eq + Hash + Copy> InForce<Id> {
    /// Looks through the files that tell when a record began: of several
    /// records in force the newest holds.
    ///
    /// # Errors
    ///
    /// Those of the files, and [`ReadError::NoHistory`] when a day is asked
    /// of one that has no dates.
    pub(super) fn look(input: &Input, roles: &[Role], id: usize, first: usize) -> Result<Self, Error> {
        let mut found: HashMap<Id, (Moment, bool)> = HashMap::new();
        let mut all = Self { first, id, newest: HashMap::new() };
        Register::each_file(input, roles, |mut register| {
            let asked = register.layer().source().peildatum.is_some();
            let has_dates = register.has(first + BEGIN) && register.has(first + END);
            if asked && !has_dates && !register.layer().is_of_one_day() {
                return Err(ReadError::NoHistory { path: register.layer().source().path.clone() }.into());
            }
            if !register.has(first + BEGIN) {
                return Ok(());
            }
            let history = all.history(&register);
            register.read_batches(8_192, |rows| {
                for row in rows.iter().filter(|row| history.left_out(row).is_none()) {
                    let Some((id, begin)) = all.id_of(row).zip(history.begin(row)) else { continue };
                    let (newest, several) = found.entry(id).or_insert((begin, false));
                    *several |= *newest != begin;
                    *newest = begin.max(*newest);
                }
                Ok(())
            })
        })?;
        let several = found.into_iter().filter(|(_, (_, several))| *several);
        all.newest = several.map(|(id, (begin, _))| (id, begin)).collect();
        Ok(all)
    }

    /// Keeps the records of a layer that are in force, and counts the others.
    pub(super) fn retain(&self, rows: &mut Vec<Row<'_>>, history: History, not_in_force: &mut LeftOut) {
        rows.retain(|row| {
            let left_out = history.left_out(row).or_else(|| {
                let newest = self.newest.get(&self.id_of(row)?)?;
                history.begin(row).is_none_or(|begin| begin < *newest).then(of_another_day)
            });
            left_out.map(|counts| not_in_force.add(counts)).is_none()
        });
    }

    /// The history of a layer.
    pub(super) fn history(&self, register: &Register) -> History {
        let day = register.layer().source().peildatum.as_ref().and_then(Moment::of);
        History { day: day.filter(|_| !register.layer().is_of_one_day()), ..History::at(self.first) }
    }

    fn id_of(&self, row: &Row<'_>) -> Option<Id> {
        row.get(self.id).to_code()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_one_order_however_it_is_written() {
        let read = |text: &str| Moment::read(text).map(|moment| moment.0);
        assert_eq!(read("2012-06-01"), Some(20_120_601_000_000));
        for same in ["01-06-2012", "1-6-2012", "20120601", "2012/06/01 00:00", "2012060100000000"] {
            assert_eq!(read(same), read("2012-06-01"), "{same}");
        }
        assert!(read("2012-06-01T10:30:00+02:00") > read("2012-06-01T09:59:59.123"));
        for none in ["ja", "2012", "2012-13-01", "06-2012", "20129901", "1-6-12"] {
            assert_eq!(read(none), None, "{none}");
        }
        let is_open = |text: &str| Moment::read(text).is_some_and(Moment::is_open);
        assert!(is_open("9999-12-31") && is_open("2999-01-01T00:00:00") && is_open("31-12-9999"));
        assert!(!is_open("2012-06-01") && !is_open("20120601"));
    }
}
