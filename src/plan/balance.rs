//! What fits when, and where does it first exceed?

use std::collections::BTreeMap;

use super::{Room, RoomMw, YearLoad};

/// One supply area in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearBalance {
    /// Year.
    pub year: u16,
    /// Homes delivered in it.
    pub homes: u64,
    /// Homes up to and with it.
    pub homes_cumulative: u64,
    /// Load added in it, MW.
    pub added_mw: f64,
    /// Load added up to and with it, MW.
    pub load_mw: f64,
    /// The same, built grid-aware, MW.
    pub load_netbewust_mw: f64,
    /// Room; `None` is not known.
    pub room: Option<RoomMw>,
}

impl YearBalance {
    /// What of the room is left, MW.
    #[must_use]
    pub fn left_mw(&self) -> Option<f64> {
        self.room.map(|room| room.mw - self.load_mw)
    }

    /// The same, built grid-aware, MW.
    #[must_use]
    pub fn left_netbewust_mw(&self) -> Option<f64> {
        self.room.map(|room| room.mw - self.load_netbewust_mw)
    }

    /// Whether the load up to and with the year stays within the room;
    /// `None` is not known.
    #[must_use]
    pub fn fits(&self) -> Option<bool> {
        self.left_mw().map(|left| !is_short(left))
    }
}

/// One supply area over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaBalance {
    /// The area; empty for sites whose area is not known.
    pub area: String,
    /// Every year from the first of the plan to its last.
    pub years: Vec<YearBalance>,
}

impl AreaBalance {
    /// The first year in which the load passes the room, as it is asked for.
    #[must_use]
    pub fn first_exceeds(&self) -> Option<u16> {
        self.years.iter().find(|year| year.fits() == Some(false)).map(|year| year.year)
    }

    /// The first year in which it does, built grid-aware.
    #[must_use]
    pub fn first_exceeds_netbewust(&self) -> Option<u16> {
        self.years.iter().find(|year| year.left_netbewust_mw().is_some_and(is_short)).map(|year| year.year)
    }
}

/// Less than a watt is the noise of sums.
fn is_short(left_mw: f64) -> bool {
    left_mw < -1e-6
}

/// Holds loads against room: every area that has a load, over all years of
/// the plan, by identification.
#[must_use]
pub fn balance<'a>(
    loads: impl IntoIterator<Item = (&'a str, &'a YearLoad)>,
    room: &Room,
) -> Vec<AreaBalance> {
    let mut by_area: BTreeMap<&str, BTreeMap<u16, (u64, f64, f64)>> = BTreeMap::new();
    for (area, load) in loads {
        let sums = by_area.entry(area).or_default().entry(load.year).or_default();
        sums.0 += u64::from(load.homes);
        sums.1 += load.coincident.0 / 1_000.0;
        sums.2 += load.coincident_netbewust.0 / 1_000.0;
    }
    let all = || by_area.values().flat_map(BTreeMap::keys).copied();
    let (Some(first), Some(last)) = (all().min(), all().max()) else { return Vec::new() };
    by_area
        .iter()
        .map(|(area, sums)| {
            let (mut homes_cumulative, mut load_mw, mut load_netbewust_mw) = (0, 0.0, 0.0);
            let years = (first..=last).map(|year| {
                let (homes, added_mw, added_netbewust) = sums.get(&year).copied().unwrap_or_default();
                homes_cumulative += homes;
                load_mw += added_mw;
                load_netbewust_mw += added_netbewust;
                let room = room.at(area, year);
                YearBalance { year, homes, homes_cumulative, added_mw, load_mw, load_netbewust_mw, room }
            });
            AreaBalance { area: (*area).to_owned(), years: years.collect() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        params::{HeatConcept, Params},
        plan::{Built, Phased, PhasedFrom, loads},
    };

    fn year_loads(years: &[(u16, u32)]) -> Vec<YearLoad> {
        let params = Params::built_in();
        let phased = Phased { years: years.iter().copied().collect(), from: PhasedFrom::Given };
        loads(&phased, &Built::new(phased.homes(), HeatConcept::AirSource), &params.net, &params.fasering)
    }

    /// Two areas, three years. North: 100 homes in 2028 and 200 in 2030, 0.3 and
    /// 0.6 MW; room for 0.7 MW: short from 2030 on as asked (0.9), and just so
    /// when built grid-aware (0.72). South: 50 homes in 2029, 0.15 MW, no figure.
    #[test]
    fn the_first_year_that_is_too_much_is_told() {
        let (north, south) = (year_loads(&[(2028, 100), (2030, 200)]), year_loads(&[(2029, 50)]));
        let room = Room::of_large(BTreeMap::new(), [("N".to_owned(), 0.7)]);
        let all = north.iter().map(|load| ("N", load)).chain(south.iter().map(|load| ("S", load)));
        let areas = balance(all, &room);
        let loads: Vec<f64> = areas[0].years.iter().map(|year| (year.load_mw * 1e3).round()).collect();
        assert_eq!(loads, [300.0, 300.0, 900.0]);
        assert_eq!((areas[0].first_exceeds(), areas[0].first_exceeds_netbewust()), (Some(2030), Some(2030)));
        assert!((areas[0].years[2].left_netbewust_mw().unwrap() + 0.02).abs() < 1e-9);
        assert_eq!(areas[1].first_exceeds(), None);
        assert_eq!(areas[1].years.iter().map(|year| year.homes).collect::<Vec<_>>(), [0, 50, 0]);
    }

    #[test]
    fn an_area_without_room_is_short_in_its_first_year_and_no_plan_has_no_years() {
        let loads = year_loads(&[(2028, 1)]);
        let room = Room::of_large(BTreeMap::new(), [("N".to_owned(), -3.0)]);
        let areas = balance(loads.iter().map(|load| ("N", load)), &room);
        assert_eq!(areas[0].first_exceeds_netbewust(), Some(2028));
        assert!(balance([], &room).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn sums_per_area_are_the_sums_per_site(
            sites in proptest::collection::vec((0_u8..4, 2028_u16..2034, 1_u32..300), 1..30)
        ) {
            let loads: Vec<(String, Vec<YearLoad>)> =
                sites.iter().map(|(area, year, homes)| (area.to_string(), year_loads(&[(*year, *homes)]))).collect();
            let each = loads.iter().flat_map(|(area, loads)| loads.iter().map(move |load| (area.as_str(), load)));
            let areas = balance(each, &Room::default());
            let homes: u64 = areas.iter().filter_map(|area| area.years.last()).map(|year| year.homes_cumulative).sum();
            let mw: f64 = areas.iter().filter_map(|area| area.years.last()).map(|year| year.load_mw).sum();
            let all: u64 = sites.iter().map(|(_, _, homes)| u64::from(*homes)).sum();
            proptest::prop_assert_eq!(homes, all);
            #[expect(clippy::cast_precision_loss, reason = "a few thousand homes")]
            let expected = all as f64 * 3.0 / 1_000.0;
            proptest::prop_assert!((mw - expected).abs() < 1e-9, "{} {}", mw, expected);
        }
    }
}
