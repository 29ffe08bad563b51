//! Is this voorkomen the one of the day that is asked about?
//!
//! The extract holds every voorkomen an object ever had. Of each object at
//! most one holds on a day: the one whose geldigheid has begun and not ended,
//! and that was not made inactive. For today that is the one without an end,
//! for another day the dates decide. The end of its registration tells
//! nothing about a day in the past: the BAG writes it together with the end
//! of its geldigheid, for every voorkomen that has a successor.

use super::{
    object::{Field, Object},
    soort::Soort,
};
use crate::{
    config::Peildatum,
    issue::LeftOut,
    model::{PandStatus, VerblijfsobjectStatus},
};

/// Whether a voorkomen is taken; when not, counts why.
pub(super) fn is_taken(
    object: &Object,
    soort: Soort,
    day: Option<&Peildatum>,
    left_out: &mut LeftOut,
) -> bool {
    if is_inactive(object) {
        left_out.inactive += 1;
    } else if !holds(object, day) {
        left_out.history += 1;
    } else if is_ended(soort, object.text(Field::Status)) {
        left_out.ended += 1;
    } else {
        return true;
    }
    false
}

/// Whether a voorkomen is of the day, whatever the life of its object.
pub(super) fn is_of_day(object: &Object, day: Option<&Peildatum>) -> bool {
    !is_inactive(object) && holds(object, day)
}

fn is_inactive(object: &Object) -> bool {
    !object.text(Field::TijdstipInactief).is_empty() || !object.text(Field::TijdstipNietBag).is_empty()
}

fn holds(object: &Object, day: Option<&Peildatum>) -> bool {
    let (begin, end) = (object.text(Field::BeginGeldigheid), object.text(Field::EindGeldigheid));
    let withdrawn = end.is_empty() && !object.text(Field::EindRegistratie).is_empty();
    match day {
        None => end.is_empty() && !withdrawn,
        // Dates are written as year, month, day: their order is that of text.
        Some(day) => !withdrawn && begin <= day.as_str() && (end.is_empty() || day.as_str() < end),
    }
}

/// Whether the life of an object has ended, or never began: what the WFS of
/// the BAG leaves out too.
fn is_ended(soort: Soort, status: &str) -> bool {
    match soort {
        Soort::Pand => matches!(
            PandStatus::parse(status),
            Some(
                PandStatus::PandGesloopt
                    | PandStatus::NietGerealiseerdPand
                    | PandStatus::PandTenOnrechteOpgevoerd
            )
        ),
        Soort::Verblijfsobject => matches!(
            VerblijfsobjectStatus::parse(status),
            Some(
                VerblijfsobjectStatus::Ingetrokken
                    | VerblijfsobjectStatus::NietGerealiseerd
                    | VerblijfsobjectStatus::TenOnrechteOpgevoerd
            )
        ),
        Soort::Nummeraanduiding | Soort::OpenbareRuimte | Soort::Woonplaats => false,
    }
}
