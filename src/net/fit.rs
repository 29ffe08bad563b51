//! Does it fit, area by area and year by year, and where are stations needed?
//! The same columns for workbook and map.

use super::{Requests, said};
use crate::{
    export::{ColumnSpec, Kind},
    lang::Lang,
    plan::AreaBalance,
    value::Value,
};

/// The balance of an area in a year.
pub(super) const BALANCE: [ColumnSpec; 13] = [
    ColumnSpec::new(
        "grid_area_id",
        Kind::Text,
        "",
        "Voedingsgebied; leeg als het niet bekend is",
        "Supply area; empty when it is not known",
    ),
    ColumnSpec::new("grid_area", Kind::Text, "", "Naam van het voedingsgebied", "Name of the supply area"),
    ColumnSpec::new("year", Kind::Int, "jaar", "Jaar", "Year"),
    ColumnSpec::new(
        "homes",
        Kind::Int,
        "",
        "Woningen die in dat jaar worden opgeleverd",
        "Homes delivered in that year",
    ),
    ColumnSpec::new(
        "homes_cumulative",
        Kind::Int,
        "",
        "Woningen tot en met dat jaar",
        "Homes up to and with that year",
    ),
    ColumnSpec::new(
        "added_mw",
        Kind::real(3),
        "MW",
        "Vraag die in dat jaar erbij komt",
        "Demand added in that year",
    ),
    ColumnSpec::new(
        "load_mw",
        Kind::real(3),
        "MW",
        "Vraag tot en met dat jaar",
        "Demand up to and with that year",
    ),
    ColumnSpec::new(
        "load_netbewust_mw",
        Kind::real(3),
        "MW",
        "Dezelfde, netbewust gebouwd",
        "The same, built grid-aware",
    ),
    ColumnSpec::new(
        "headroom_mw",
        Kind::real(3),
        "MW",
        "Ruimte voor woningen tot en met dat jaar; volgens kaart of capaciteit (grote aansluitingen) aanwezig min benodigd",
        "Room for homes up to and with that year; by the map or capacity (large connections) present minus needed",
    ),
    ColumnSpec::new(
        "headroom_from",
        Kind::Text,
        "",
        "Wat de ruimte is en voor welk jaar zij is gegeven: reservering, netbudget, antwoord, ruimte, of capaciteit of kaart (grote aansluitingen)",
        "What the room is and for which year it was given: reservation, netbudget, answer, room, or capacity or map (large connections)",
    ),
    ColumnSpec::new(
        "left_mw",
        Kind::real(3),
        "MW",
        "Wat er van de ruimte overblijft; onder nul is er te weinig",
        "What is left of the headroom; below zero there is too little",
    ),
    ColumnSpec::new(
        "left_netbewust_mw",
        Kind::real(3),
        "MW",
        "Hetzelfde, netbewust gebouwd",
        "The same, built grid-aware",
    ),
    ColumnSpec::new(
        "past",
        Kind::Text,
        "",
        "Of de vraag tot en met dat jaar past: ja, nee of onbekend",
        "Whether the demand up to and with that year fits: yes, no or unknown",
    ),
];

/// Groups of sites within reach of one station.
pub(super) const STATIONS: [ColumnSpec; 7] = [
    ColumnSpec::new("around", Kind::Text, "", "Project in het midden", "Project in the middle"),
    ColumnSpec::new("site_id", Kind::Text, "", "Locatie in het midden", "Site in the middle"),
    ColumnSpec::new("n_sites", Kind::Int, "", "Locaties binnen bereik", "Sites within reach"),
    ColumnSpec::new("homes", Kind::Int, "", "Woningen samen", "Homes together"),
    ColumnSpec::new("load_kw", Kind::real(1), "kW", "Vraag samen", "Demand together"),
    ColumnSpec::new(
        "stations",
        Kind::Int,
        "",
        "Elektriciteitsruimten die nodig lijken",
        "Stations that seem needed",
    ),
    ColumnSpec::new("netbeheerder", Kind::Text, "", "Regionale netbeheerder", "Regional grid operator"),
];

/// Whether it fits, in a word.
pub(super) fn fits(fits: Option<bool>, lang: Lang) -> &'static str {
    match fits {
        Some(true) => lang.pick("ja", "yes"),
        Some(false) => lang.pick("nee", "no"),
        None => lang.pick("onbekend", "unknown"),
    }
}

/// The years of an area as rows of [`BALANCE`].
pub(super) fn balance_rows(found: &Requests, area: &AreaBalance) -> Vec<Vec<Value>> {
    area.years
        .iter()
        .map(|year| {
            vec![
                Some(area.area.clone()).filter(|id| !id.is_empty()).into(),
                said::area_name(found, &area.area).into(),
                year.year.into(),
                i64::try_from(year.homes).ok().into(),
                i64::try_from(year.homes_cumulative).ok().into(),
                year.added_mw.into(),
                year.load_mw.into(),
                year.load_netbewust_mw.into(),
                year.room.map(|room| room.mw).into(),
                year.room.map(|room| said::room_from(room, found.lang())).into(),
                year.left_mw().into(),
                year.left_netbewust_mw().into(),
                fits(year.fits(), found.lang()).into(),
            ]
        })
        .collect()
}

/// The groups as rows of [`STATIONS`], each with its point.
pub(super) fn station_rows(found: &Requests) -> Vec<(geo_types::Point<f64>, Vec<Value>)> {
    found
        .stations
        .iter()
        .map(|(station, point)| {
            let middle = found.requests.iter().find(|request| request.point == Some(*point));
            let row = vec![
                middle.map(|request| request.project.clone()).into(),
                middle.map(|request| request.site_id.clone()).into(),
                i64::try_from(station.sites.len()).ok().into(),
                i64::try_from(station.homes).ok().into(),
                station.load_kw.into(),
                i64::try_from(station.needed).ok().into(),
                middle.and_then(|request| request.netbeheerder.clone()).into(),
            ];
            (*point, row)
        })
        .collect()
}
