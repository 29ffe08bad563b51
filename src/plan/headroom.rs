//! How much room does a supply area have in a year?

use std::collections::BTreeMap;

use crate::codes::codes;

codes! {
    /// Where a figure of headroom comes from.
    HeadroomFrom {
        /// Published or own, for that very year.
        Year = "year",
        /// Of the last year before for which there is one.
        Earlier = "earlier",
        /// The map of the run, which knows no years.
        Map = "map",
    }
}

/// Headroom of supply areas, MW: present minus needed transport capacity.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Headroom {
    by_year: BTreeMap<String, BTreeMap<u16, f64>>,
    by_map: BTreeMap<String, f64>,
}

impl Headroom {
    /// From figures by area and year, and those of the map.
    #[must_use]
    pub fn new(by_year: BTreeMap<String, BTreeMap<u16, f64>>, by_map: BTreeMap<String, f64>) -> Self {
        Self { by_year, by_map }
    }

    /// The headroom of an area in a year, MW, and where it comes from; `None`
    /// when nothing is known of the area.
    ///
    /// # Method
    ///
    /// The figure of the year, else of the last year before, else of the map: it
    /// holds until a later one is published.
    #[must_use]
    pub fn at(&self, area: &str, year: u16) -> Option<(f64, HeadroomFrom)> {
        let known = self.by_year.get(area).and_then(|years| years.range(..=year).next_back());
        match known {
            Some((own, mw)) if *own == year => Some((*mw, HeadroomFrom::Year)),
            Some((_, mw)) => Some((*mw, HeadroomFrom::Earlier)),
            None => self.by_map.get(area).map(|mw| (*mw, HeadroomFrom::Map)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_holds_until_a_later_one() {
        let by_year = BTreeMap::from([("A".to_owned(), BTreeMap::from([(2028, 3.0), (2031, 9.0)]))]);
        let by_map = BTreeMap::from([("A".to_owned(), 1.0), ("B".to_owned(), -2.0)]);
        let headroom = Headroom::new(by_year, by_map);
        assert_eq!(headroom.at("A", 2027), Some((1.0, HeadroomFrom::Map)));
        assert_eq!(headroom.at("A", 2028), Some((3.0, HeadroomFrom::Year)));
        assert_eq!(headroom.at("A", 2030), Some((3.0, HeadroomFrom::Earlier)));
        assert_eq!(headroom.at("A", 2035), Some((9.0, HeadroomFrom::Earlier)));
        assert_eq!(headroom.at("B", 2030), Some((-2.0, HeadroomFrom::Map)));
        assert_eq!(headroom.at("C", 2030), None);
    }
}
