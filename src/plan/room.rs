//! How much room do homes have in a supply area, and under the station above
//! it, in a year?

use std::collections::BTreeMap;

use crate::codes::codes;

codes! {
    /// What a figure of room is.
    RoomFrom {
        /// Reserved for small users (reservering kleinverbruik).
        Reservation = "reservation",
        /// The budget of the area (netbudget).
        Netbudget = "netbudget",
        /// What the netbeheerder answered.
        Answer = "answer",
        /// Given as room, without what it rests on.
        Given = "given",
        /// Present minus needed transport capacity in a table: about large connections.
        Capacity = "capacity",
        /// The same by the map of the run, which knows no years.
        Map = "map",
    }
}

impl RoomFrom {
    /// Whether the figure is about large connections: a signal, not room for homes.
    #[must_use]
    pub fn is_about_large(self) -> bool {
        matches!(self, Self::Capacity | Self::Map)
    }
}

/// A figure of room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoomMw {
    /// What all homes added up to and with the year may ask together, MW.
    pub mw: f64,
    /// What it is.
    pub from: RoomFrom,
    /// The year it was given for; `None` for the map, which knows no years.
    pub year: Option<u16>,
}

/// Room of one supply area, or of one station.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AreaRoom {
    /// What people call it.
    pub name: Option<String>,
    /// Who runs the grid there.
    pub netbeheerder: Option<String>,
    /// The station above it, as a key of [`Room::stations`]; `None` when not known.
    pub station: Option<String>,
    /// Room by year.
    pub by_year: BTreeMap<u16, RoomMw>,
    /// Room that holds where no year has any: that of the map.
    pub any_year: Option<RoomMw>,
    /// What is reserved for small users, MW by year, whatever else is known.
    pub reserved_mw: BTreeMap<u16, f64>,
    /// What was promised to projects in answer to their requests, MW by the
    /// year from which it is used.
    pub promised_mw: BTreeMap<u16, f64>,
}

impl AreaRoom {
    /// The room in a year; `None` is not known: never zero, and never without end.
    ///
    /// # Method
    ///
    /// The figure of the year, else of the last year before, else of the map: it
    /// holds until a later one. Where room is known it is at least what was
    /// promised up to the year: an answer in writing beats a table and the map.
    #[must_use]
    pub fn at(&self, year: u16) -> Option<RoomMw> {
        let known = self.by_year.range(..=year).next_back().map(|(_, room)| *room).or(self.any_year)?;
        let promised = self.promised_mw.range(..=year);
        let last = promised.clone().next_back().map(|(year, _)| *year);
        let promised: f64 = promised.map(|(_, mw)| mw).sum();
        Some(if promised > known.mw && last.is_some() {
            RoomMw { mw: promised, from: RoomFrom::Answer, year: last }
        } else {
            known
        })
    }

    /// What is reserved for small users in a year, MW.
    #[must_use]
    pub fn reserved_at(&self, year: u16) -> Option<f64> {
        self.reserved_mw.range(..=year).next_back().map(|(_, mw)| *mw)
    }
}

/// Room of supply areas and of the stations above them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Room {
    /// Supply areas by identification.
    pub areas: BTreeMap<String, AreaRoom>,
    /// Stations by name. One that is named above an area and has no figures of
    /// its own is here too, with room that is not known.
    pub stations: BTreeMap<String, AreaRoom>,
}

impl Room {
    /// Of figures about large connections: by area and year, and those of the map.
    #[must_use]
    pub fn of_large(
        by_year: BTreeMap<String, BTreeMap<u16, f64>>,
        by_map: impl IntoIterator<Item = (String, f64)>,
    ) -> Self {
        let mut areas: BTreeMap<String, AreaRoom> = BTreeMap::new();
        for (area, years) in by_year {
            let room =
                |(year, mw): (u16, f64)| (year, RoomMw { mw, from: RoomFrom::Capacity, year: Some(year) });
            areas.entry(area).or_default().by_year = years.into_iter().map(room).collect();
        }
        for (area, mw) in by_map {
            areas.entry(area).or_default().any_year = Some(RoomMw { mw, from: RoomFrom::Map, year: None });
        }
        Self { areas, stations: BTreeMap::new() }
    }

    /// The room of an area in a year; `None` is not known. See [`AreaRoom::at`].
    #[must_use]
    pub fn at(&self, area: &str, year: u16) -> Option<RoomMw> {
        self.areas.get(area)?.at(year)
    }

    /// The station above an area.
    #[must_use]
    pub fn station_of(&self, area: &str) -> Option<&str> {
        self.areas.get(area)?.station.as_deref()
    }

    /// The room under a station in a year; `None` is not known.
    #[must_use]
    pub fn at_station(&self, station: &str, year: u16) -> Option<RoomMw> {
        self.stations.get(station)?.at(year)
    }

    /// Whether any figure is about large connections, which every page must say.
    #[must_use]
    pub fn is_about_large(&self) -> bool {
        let figures = |area: &AreaRoom| {
            area.by_year.values().chain(&area.any_year).any(|room| room.from.is_about_large())
        };
        self.areas.values().chain(self.stations.values()).any(figures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large(mw: f64, year: Option<u16>) -> Option<RoomMw> {
        let from = if year.is_some() { RoomFrom::Capacity } else { RoomFrom::Map };
        Some(RoomMw { mw, from, year })
    }

    #[test]
    fn a_figure_holds_until_a_later_one() {
        let by_year = BTreeMap::from([("A".to_owned(), BTreeMap::from([(2028, 3.0), (2031, 9.0)]))]);
        let room = Room::of_large(by_year, [("A".to_owned(), 1.0), ("B".to_owned(), -2.0)]);
        assert_eq!(room.at("A", 2027), large(1.0, None));
        assert_eq!(room.at("A", 2028), large(3.0, Some(2028)));
        assert_eq!(room.at("A", 2030), large(3.0, Some(2028)));
        assert_eq!(room.at("A", 2035), large(9.0, Some(2031)));
        assert_eq!(room.at("B", 2030), large(-2.0, None));
        assert_eq!(room.at("C", 2030), None);
        assert!(room.is_about_large());
    }

    #[test]
    fn room_is_not_known_before_its_first_year() {
        let figure = RoomMw { mw: 0.5, from: RoomFrom::Reservation, year: Some(2028) };
        let area = AreaRoom { by_year: BTreeMap::from([(2028, figure)]), ..AreaRoom::default() };
        assert_eq!((area.at(2027), area.at(2029)), (None, Some(figure)));
    }

    /// 0.5 MW of reservation, of which 0.3 is promised from 2028: the room stays.
    /// With 0.4 more from 2030 on 0.7 is promised, which beats it.
    #[test]
    fn room_is_at_least_what_was_promised() {
        let figure = RoomMw { mw: 0.5, from: RoomFrom::Reservation, year: Some(2028) };
        let promised_mw = BTreeMap::from([(2028, 0.3), (2030, 0.4)]);
        let area = AreaRoom { by_year: BTreeMap::from([(2028, figure)]), promised_mw, ..AreaRoom::default() };
        assert_eq!(area.at(2029), Some(figure));
        let answer = area.at(2031).unwrap();
        assert_eq!((answer.from, answer.year), (RoomFrom::Answer, Some(2030)));
        assert!((answer.mw - 0.7).abs() < 1e-9);
        // A promise to one project does not tell what others may have.
        let unknown = AreaRoom { by_year: BTreeMap::new(), ..area };
        assert_eq!(unknown.at(2031), None);
    }
}
