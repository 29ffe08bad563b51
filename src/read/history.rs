//! Which record of an object is in force?
//!
//! Layers that keep history hold an object several times. A record with a day
//! on which it ended is of another day, or of an object that is gone.

use super::register::{Role, Row, optional};
use crate::issue::LeftOut;

/// The role of the day a registration was closed.
pub(super) const fn end_registration() -> Role {
    optional(
        "end_registration",
        &[
            "eindRegistratie",
            "eind_registratie",
            "tijdstipEindRegistratie",
            "tijdstip_eind_registratie",
            "tijdstip_eindregistratie",
        ],
    )
}

/// The role of the day from which a record holds no more.
pub(super) const fn end() -> Role {
    optional(
        "end",
        &[
            "terminationDate",
            "objectEindTijd",
            "object_eind_tijd",
            "eindGeldigheid",
            "eind_geldigheid",
            "einddatumTijdvakGeldigheid",
        ],
    )
}

/// Why a record is left out; `None` when it is in force. Both dates are filled
/// in when the last registration of an object was closed.
pub(super) fn left_out(row: &Row<'_>, end_registration: usize, end: usize) -> Option<LeftOut> {
    let is_filled = |role: usize| row.get(role).to_code().is_some_and(|day| !is_open(&day));
    if is_filled(end) {
        return Some(LeftOut { ended: 1, ..LeftOut::default() });
    }
    is_filled(end_registration).then(|| LeftOut { history: 1, ..LeftOut::default() })
}

/// Keeps the records that are in force, and counts the others.
pub(super) fn retain(
    rows: &mut Vec<Row<'_>>,
    end_registration: usize,
    end: usize,
    not_in_force: &mut LeftOut,
) {
    rows.retain(|row| match left_out(row, end_registration, end) {
        Some(counts) => {
            not_in_force.add(counts);
            false
        }
        None => true,
    });
}

/// Whether a day stands for "not ended": `9999-12-31`, `2999-01-01`.
fn is_open(day: &str) -> bool {
    let year = day.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 4);
    year.and_then(|year| year.parse::<u16>().ok()).is_some_and(|year| year >= 2900)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_far_ahead_says_that_nothing_ended() {
        assert!(is_open("9999-12-31") && is_open("2999-01-01T00:00:00") && is_open("31-12-9999"));
        assert!(!is_open("2012-06-01") && !is_open("20120601") && !is_open("ja"));
    }
}
