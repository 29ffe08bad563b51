//! What was promised in answer to the requests: may it be in another unit, what
//! room does it give, and what of the reservation is left?

use std::collections::BTreeMap;

use super::filing::Filing;
use crate::{
    config::Source,
    error::{Error, ReadError},
    issue::Issue,
    lang::say,
    params::GridParams,
    plan::{AreaRoom, Claim, Claims, RequestStatus, Room},
    wording::short_said,
};

/// Refuses a promise that is so many times what was asked: kilowatts may be meant.
pub(super) fn check(filings: &[Filing], sources: &[Source], net: &GridParams) -> Result<(), Error> {
    for filing in filings {
        let Some(answer) = filing.answer.as_ref().filter(|answer| !answer.has_unit) else { continue };
        let (Some(mw), asked) = (answer.promised_mw, filing.demand_mw) else { continue };
        if asked <= 0.0 || mw < net.room_ask_factor.value * asked {
            continue;
        }
        let Issue { file, object, .. } = &answer.row;
        let source = sources.iter().find(|source| source.name == *file).or(sources.first());
        let (request, kw, mw) = (&filing.request_id, asked * 1_000.0, short_said(mw));
        return Err(ReadError::Refused {
            path: source.map(|source| source.path.clone()).unwrap_or_default(),
            format: "CSV/XLSX",
            detail: say!(
                [mw]
                "{object}: aan `{request:.40}` is {mw} MW toegezegd, en er is {kw:.0} kW gevraagd. Is {mw} kW bedoeld?",
                "{object}: `{request:.40}` was promised {mw} MW, and {kw:.0} kW was asked. Is {mw} kW meant?"
            ),
            hint: say!(
                [mw]
                "schrijf de eenheid in de cel zelf, `{mw} kW` of `{mw} MW`",
                "write the unit in the cell itself, `{mw} kW` or `{mw} MW`"
            ),
        }
        .into());
    }
    Ok(())
}

/// Takes what was promised into the room of areas and the stations above them:
/// by the years in which the homes ask it, what is more in the last.
pub(super) fn promise(filings: &[Filing], room: &mut Room) {
    for filing in filings {
        let Some(mut left) = filing.promised_mw().filter(|_| !filing.area.is_empty()) else { continue };
        let last = filing.years.keys().next_back().copied();
        let parts: Vec<(u16, f64)> = filing
            .years
            .iter()
            .map(|(year, (_, mw))| {
                let part = if Some(*year) == last { left } else { left.min(*mw) };
                left -= part;
                (*year, part)
            })
            .collect();
        let area = room.areas.entry(filing.area.clone()).or_default();
        let station = area.station.clone();
        let take = |of: &mut AreaRoom| {
            for (year, mw) in &parts {
                *of.promised_mw.entry(*year).or_default() += mw;
            }
        };
        take(area);
        if let Some(station) = station.and_then(|name| room.stations.get_mut(&name)) {
            take(station);
        }
    }
}

/// What of the reservation of each area is claimed, asked and still to ask, by
/// area; `last` is the year of which the reservation is looked at.
pub(super) fn claims(filings: &[Filing], room: &Room, last: Option<u16>) -> BTreeMap<String, Claims> {
    let mut claims: BTreeMap<String, Claims> = BTreeMap::new();
    for filing in filings {
        let of = claims.entry(filing.area.clone()).or_default();
        let sum = match (filing.status(), filing.window.claim, filing.is_complete()) {
            (RequestStatus::Promised, ..) => {
                of.claimed_unknown += u64::from(filing.promised_mw().is_none());
                of.claimed_mw += filing.promised_mw().unwrap_or_default();
                continue;
            }
            (RequestStatus::Asked, ..) => &mut of.asked_mw,
            (RequestStatus::Refused, ..) => &mut of.refused_mw,
            (RequestStatus::ToAsk, Claim::BeforeRelease, true) => &mut of.ready_mw,
            (RequestStatus::ToAsk | RequestStatus::Unclear, Claim::BeforeRelease, _) => &mut of.incomplete_mw,
            (RequestStatus::ToAsk | RequestStatus::Unclear, ..) => &mut of.late_mw,
        };
        *sum += filing.demand_mw;
    }
    for (area, of) in &mut claims {
        let Some((known, year)) = room.areas.get(area).zip(last) else { continue };
        of.reserved_mw = known.reserved_at(year).or_else(|| {
            let given = known.by_year.range(..=year).next_back().map(|(_, room)| *room);
            given.filter(|room| !room.from.is_about_large()).map(|room| room.mw)
        });
    }
    claims
}
