//! Supply areas and stations, with the room that homes have in each year.

use std::collections::{BTreeMap, BTreeSet};

use super::{entry::Entry, watts::watts_of_mw};
use crate::plan::{AreaRoom, Room, RoomMw, schedule::Area};

/// A supply area, or a station above areas.
#[derive(Debug, Clone)]
pub(super) struct Limit {
    /// Its identification.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who runs the grid there.
    pub netbeheerder: Option<String>,
    /// Whether it is a station.
    pub is_station: bool,
    /// Position of the station above it.
    pub parent: Option<usize>,
    /// Room in each year of the plan; `None` is not known.
    pub room: Vec<Option<RoomMw>>,
}

impl Limit {
    /// Whether room is known in any year.
    pub fn is_known(&self) -> bool {
        self.room.iter().any(Option::is_some)
    }

    /// The first year of the plan in which room is known, when some before it
    /// are not.
    pub fn known_from(&self) -> Option<usize> {
        self.room.iter().position(Option::is_some).filter(|year| *year > 0)
    }

    /// As the plan takes it. In a year of which no room is known nothing is
    /// placed: that is not that there is none.
    pub fn area(&self) -> Area {
        let watts = |room: &Option<RoomMw>| room.map_or(0, |room| watts_of_mw(room.mw));
        Area {
            id: self.id.clone(),
            parent: self.parent,
            room_w: self.is_known().then(|| self.room.iter().map(watts).collect()),
        }
    }
}

/// The areas in which entries lie, then the stations above them.
pub(super) fn limits(entries: &[Entry], room: &Room, years: &[u16]) -> Vec<Limit> {
    let mut named: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries {
        if let Some(id) = entry.place.grid_area_id.as_deref() {
            named.entry(id).or_insert(entry);
        }
    }
    let above: BTreeSet<&str> = named.keys().filter_map(|area| room.station_of(area)).collect();
    let stations: Vec<&str> = above.into_iter().collect();
    let by_year = |of: Option<&AreaRoom>| -> Vec<Option<RoomMw>> {
        years.iter().map(|year| of.and_then(|area| area.at(*year))).collect()
    };
    let n_areas = named.len();
    let areas = named.iter().map(|(id, entry)| {
        let own = room.areas.get(*id);
        let station = room.station_of(id).and_then(|station| stations.binary_search(&station).ok());
        Limit {
            id: (*id).to_owned(),
            name: entry
                .place
                .grid_area
                .clone()
                .or_else(|| own.and_then(|own| own.name.clone()))
                .unwrap_or_else(|| (*id).to_owned()),
            netbeheerder: entry
                .place
                .netbeheerder
                .clone()
                .or_else(|| own.and_then(|own| own.netbeheerder.clone())),
            is_station: false,
            parent: station.map(|at| n_areas + at),
            room: by_year(own),
        }
    });
    let above = stations.iter().map(|id| {
        let own = room.stations.get(*id);
        Limit {
            id: (*id).to_owned(),
            name: own.and_then(|own| own.name.clone()).unwrap_or_else(|| (*id).to_owned()),
            netbeheerder: own.and_then(|own| own.netbeheerder.clone()),
            is_station: true,
            parent: None,
            room: by_year(own),
        }
    });
    areas.chain(above).collect()
}
