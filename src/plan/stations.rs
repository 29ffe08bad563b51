//! Where do homes come so near to each other that they could need an
//! electricity station (elektriciteitsruimte) of their own?

use geo_types::Point;

use crate::params::GridParams;

/// A site at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct AtPlace {
    /// Its point, RD New.
    pub point: Point<f64>,
    /// Homes added, all years.
    pub homes: u32,
    /// Load added, all years, kW.
    pub load_kw: f64,
}

/// Sites that one station could serve.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    /// The sites, by their position in the list; the first lies in the middle.
    pub sites: Vec<usize>,
    /// Their homes.
    pub homes: u64,
    /// Their load, kW.
    pub load_kw: f64,
    /// Stations they could need: one for each `station_homes` or
    /// `station_load_mw` that is begun; 0 when below both.
    pub needed: u64,
}

/// Groups sites that lie within a station's reach of one of them.
///
/// # Method
///
/// The site with most homes that has no group yet takes all others without one
/// within `net.station_radius_m` (ties by position). Every site is in one group.
/// A rule of thumb: the netbeheerder places stations.
///
/// # Units
///
/// Meters, kilowatts.
#[must_use]
pub fn stations(sites: &[AtPlace], params: &GridParams) -> Vec<Station> {
    let mut order: Vec<usize> = (0..sites.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(sites[*at].homes), *at));
    let mut free = vec![true; sites.len()];
    let mut stations = Vec::new();
    let radius = params.station_radius_m.value;
    for middle in order {
        if !free[middle] {
            continue;
        }
        let near = |at: &usize| {
            let (a, b) = (sites[middle].point, sites[*at].point);
            free[*at] && (a.x() - b.x()).hypot(a.y() - b.y()) <= radius
        };
        let mut group: Vec<usize> = (0..sites.len()).filter(near).filter(|at| *at != middle).collect();
        group.insert(0, middle);
        group.iter().for_each(|at| free[*at] = false);
        let homes = group.iter().map(|at| u64::from(sites[*at].homes)).sum();
        let load_kw = group.iter().map(|at| sites[*at].load_kw).sum();
        stations.push(Station { sites: group, homes, load_kw, needed: needed(homes, load_kw, params) });
    }
    stations
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a load of gigawatts needs thousands"
)]
fn needed(homes: u64, load_kw: f64, params: &GridParams) -> u64 {
    let (most_homes, most_kw) =
        (u64::from(params.station_homes.value.max(1)), params.station_load_mw.value * 1_000.0);
    if homes <= most_homes && load_kw <= most_kw {
        return 0;
    }
    homes.div_ceil(most_homes).max((load_kw / most_kw - 1e-9).ceil().max(0.0) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    fn at(x: f64, homes: u32) -> AtPlace {
        AtPlace { point: Point::new(x, 0.0), homes, load_kw: f64::from(homes) * 3.0 }
    }

    /// In a row: 40, 190 and 30 homes 150 m apart, and 20 at 1 km. The 190 take
    /// both neighbors: 260 homes, two stations by homes and 780 kW, two by load.
    #[test]
    fn the_largest_site_takes_its_neighbors() {
        let params = Params::built_in().net;
        let found = stations(&[at(0.0, 40), at(150.0, 190), at(300.0, 30), at(1_300.0, 20)], &params);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].sites.as_slice(), found[0].homes, found[0].needed),
            ([1, 0, 2].as_slice(), 260, 2)
        );
        assert_eq!((found[1].sites.as_slice(), found[1].needed), ([3].as_slice(), 0));
        assert!(stations(&[], &params).is_empty());
    }

    #[test]
    fn exactly_200_homes_of_exactly_600_kw_need_none() {
        let params = Params::built_in().net;
        assert_eq!(stations(&[at(0.0, 200)], &params)[0].needed, 0);
        assert_eq!(stations(&[at(0.0, 201)], &params)[0].needed, 2);
    }
}
