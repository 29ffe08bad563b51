//! What is said on the page, in the workbook and on the map alike.

use super::Requests;
use crate::{
    lang::Lang,
    plan::{RoomFrom, RoomMw},
    wording::whole,
};

/// The name of a supply area for people.
pub(super) fn area_name(found: &Requests, id: &str) -> String {
    if id.is_empty() {
        return found.lang().pick("voedingsgebied onbekend", "supply area unknown").into();
    }
    let named = found.requests.iter().find(|request| request.grid_area_id.as_deref() == Some(id));
    named
        .and_then(|request| request.grid_area.clone())
        .map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
}

/// A number with its noun, of one or of more, in Dutch and English.
pub(super) fn counted(n: u64, nl: [&str; 2], en: [&str; 2], lang: Lang) -> String {
    let of = usize::from(n != 1);
    format!("{} {}", whole(n, lang), lang.pick(nl[of], en[of]))
}

/// What a figure of room is, and the year it was given for, in words.
pub(super) fn room_from(room: RoomMw, lang: Lang) -> String {
    let what = match room.from {
        RoomFrom::Reservation => lang.pick("reservering", "reservation"),
        RoomFrom::Netbudget => "netbudget",
        RoomFrom::Answer => lang.pick("antwoord", "answer"),
        RoomFrom::Given => lang.pick("ruimte", "room"),
        RoomFrom::Capacity => lang.pick("capaciteit", "capacity"),
        RoomFrom::Map => lang.pick("kaart", "map"),
    };
    room.year.map_or_else(|| what.to_owned(), |year| format!("{what} {year}"))
}
