//! What do the homes of a site ask of the grid, year by year?

use crate::{
    assess::grid::{Load, load},
    params::{GridParams, HeatConcept, PhasingParams},
    plan::Phased,
    units::Kilowatts,
};

/// What is built and what goes when all homes of a site stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Built {
    /// Homes that are built for each home that is added: more than added
    /// where old ones go.
    pub built: u32,
    /// Homes that go.
    pub gone: u32,
    /// Homes added: what the phasing counts.
    pub added: u32,
    /// How the new ones are heated.
    pub heat: HeatConcept,
    /// Charge points, with the last homes.
    pub chargers: u32,
}

impl Built {
    /// Homes that are only added.
    #[must_use]
    pub fn new(added: u32, heat: HeatConcept) -> Self {
        Self { built: added, gone: 0, added, heat, chargers: 0 }
    }

    /// Load once so many homes were added.
    fn load(&self, added: u32, netbewust: bool, params: &GridParams) -> Load {
        let part = |all: u32| {
            let part = u64::from(all) * u64::from(added) / u64::from(self.added.max(1));
            u32::try_from(part).unwrap_or(u32::MAX)
        };
        let chargers = if added >= self.added { self.chargers } else { 0 };
        let built = load(part(self.built), self.heat, netbewust, chargers, params);
        let gone = load(part(self.gone), HeatConcept::DistrictHeat, false, 0, params);
        let less = |a: Kilowatts, b: Kilowatts| Kilowatts((a.0 - b.0).max(0.0));
        Load { peak: less(built.peak, gone.peak), coincident: less(built.coincident, gone.coincident) }
    }
}

/// One site in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearLoad {
    /// Year.
    pub year: u16,
    /// Homes delivered in it.
    pub homes: u32,
    /// Homes delivered up to and with it.
    pub homes_cumulative: u32,
    /// Peak of the site by itself at the end of the year: what its connection sees.
    pub peak: Kilowatts,
    /// The same, built grid-aware (netbewust).
    pub peak_netbewust: Kilowatts,
    /// What this year adds to the peak of the area: this adds up over sites and years.
    pub coincident: Kilowatts,
    /// The same, built grid-aware.
    pub coincident_netbewust: Kilowatts,
    /// Yearly use of the homes of this year, kWh.
    pub annual_kwh: f64,
}

/// Load of a site year by year.
///
/// # Units
///
/// Kilowatts. A site whose phasing counts other homes than the scan keeps the
/// load per home of the scan.
///
/// # Method
///
/// The load of all homes up to a year, less that of the years before. With the
/// coincident value per home, so that sums over sites are sums of a large group
/// (toplaag method §6); the peak by itself has the simultaneity of its own homes.
#[must_use]
pub fn loads(phased: &Phased, site: &Built, grid: &GridParams, phasing: &PhasingParams) -> Vec<YearLoad> {
    let mut before = 0;
    let mut loads = Vec::with_capacity(phased.years.len());
    for (year, homes) in &phased.years {
        let after = before + homes;
        let added = |netbewust: bool| {
            let load = |homes: u32| site.load(homes, netbewust, grid).coincident.0;
            Kilowatts(load(after) - load(before))
        };
        loads.push(YearLoad {
            year: *year,
            homes: *homes,
            homes_cumulative: after,
            peak: site.load(after, false, grid).peak,
            peak_netbewust: site.load(after, true, grid).peak,
            coincident: added(false),
            coincident_netbewust: added(true),
            annual_kwh: f64::from(*homes) * phasing.kwh_home(site.heat),
        });
        before = after;
    }
    loads
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{params::Params, plan::PhasedFrom};

    fn phased(years: &[(u16, u32)]) -> Phased {
        Phased { years: years.iter().copied().collect::<BTreeMap<_, _>>(), from: PhasedFrom::Given }
    }

    /// toplaag method §6: 22 homes × 3.0 × 0.8 = 52.8 kW; before grid-aware building
    /// 66. In two years 12 and 10 homes: 36 + 30 and 28.8 + 24.
    #[test]
    fn the_years_of_a_site_add_up_to_its_load() {
        let params = Params::built_in();
        let site = Built::new(22, HeatConcept::AirSource);
        let loads = loads(&phased(&[(2028, 12), (2029, 10)]), &site, &params.net, &params.fasering);
        let parts: Vec<_> = loads
            .iter()
            .map(|load| {
                (
                    load.homes_cumulative,
                    load.coincident.0.round(),
                    (load.coincident_netbewust.0 * 10.0).round(),
                )
            })
            .collect();
        assert_eq!(parts, [(12, 36.0, 288.0), (22, 30.0, 240.0)]);
        // By itself a group of 22 peaks 1.029 times as high (simultaneity below 25 homes).
        assert!((loads[1].peak_netbewust.0 - 54.35).abs() < 0.01, "{:?}", loads[1]);
        assert_eq!(loads[0].annual_kwh, 48_000.0);
    }

    /// 80 homes become 100: 20 are added. 100 × 3.0 less 80 × 1.3 = 196 kW.
    #[test]
    fn homes_that_go_take_their_load_along() {
        let params = Params::built_in();
        let site = Built { built: 100, gone: 80, added: 20, heat: HeatConcept::AirSource, chargers: 0 };
        let loads = loads(&phased(&[(2028, 10), (2030, 10)]), &site, &params.net, &params.fasering);
        let total: f64 = loads.iter().map(|load| load.coincident.0).sum();
        assert!((total - 196.0).abs() < 1e-9, "{total}");
    }

    /// The published request of Zuid-Holland: 1,084 MW for 248,691 homes, 4.36
    /// kW a home. With 3.0 kW a home: 746 MW, of the same order.
    #[test]
    fn the_request_of_zuid_holland_comes_out_in_the_same_order() {
        let params = Params::built_in();
        let site = Built::new(248_691, HeatConcept::AirSource);
        let loads = loads(&phased(&[(2030, 248_691)]), &site, &params.net, &params.fasering);
        let megawatt = loads[0].coincident.0 / 1_000.0;
        assert!((megawatt - 746.073).abs() < 1e-6, "{megawatt}");
        assert!((0.5..1.5).contains(&(megawatt / 1_084.0)));
    }
}
