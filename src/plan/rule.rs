//! When could sites be built, when nobody has said so?

use std::collections::BTreeMap;

use super::{Phased, PhasedFrom};
use crate::params::PhasingParams;

/// A site that waits for its years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToPhase {
    /// Identification.
    pub site_id: String,
    /// Gemeente, whose limit it shares; empty for unknown, a limit of its own.
    pub gemeente: String,
    /// Homes.
    pub homes: u32,
}

/// Gives sites their years, in the order in which they come.
///
/// # Method
///
/// From the first year on, a site takes each year what it may deliver
/// (`homes_per_site_per_year`) as far as its gemeente has room left in that year
/// (`homes_per_gemeente_per_year`, of which `taken` is gone). Sites that come
/// first take first, and what finds no room waits for a later year, however
/// late. A simple rule, not an optimum.
///
/// # Units
///
/// Homes.
#[must_use]
pub fn propose(
    sites: &[ToPhase],
    taken: &BTreeMap<(String, u16), u32>,
    params: &PhasingParams,
) -> BTreeMap<String, Phased> {
    let (first, per_site) = (params.first_year.value, params.homes_per_site_per_year.value.max(1));
    let most = match params.homes_per_gemeente_per_year.value {
        0 => u32::MAX,
        most => most,
    };
    let mut used = taken.clone();
    let mut phasing = BTreeMap::new();
    for site in sites.iter().filter(|site| site.homes > 0) {
        let mut left = site.homes;
        let mut years = BTreeMap::new();
        for year in first..=u16::MAX {
            if left == 0 {
                break;
            }
            let used = used.entry((site.gemeente.clone(), year)).or_default();
            let room = most.saturating_sub(*used);
            let now = if year == u16::MAX { left } else { left.min(per_site).min(room) };
            if now > 0 {
                years.insert(year, now);
                *used = used.saturating_add(now);
                left -= now;
            }
        }
        phasing.insert(site.site_id.clone(), Phased { years, from: PhasedFrom::Rule });
    }
    phasing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    fn site(id: &str, gemeente: &str, homes: u32) -> ToPhase {
        ToPhase { site_id: id.into(), gemeente: gemeente.into(), homes }
    }

    fn years(phasing: &BTreeMap<String, Phased>, id: &str) -> Vec<(u16, u32)> {
        phasing[id].years.iter().map(|(year, homes)| (*year, *homes)).collect()
    }

    /// 60 a site and 100 a gemeente: a takes 60 and 40 of 2028 and 2029; b gets
    /// the 40 that are left in 2028, 60 of 2029 (100 - 40), then 20. c lies
    /// elsewhere and waits for nobody.
    #[test]
    fn who_comes_first_takes_first_and_nobody_takes_more_than_there_is() {
        let mut params = Params::built_in().fasering;
        params.homes_per_gemeente_per_year.value = 100;
        let sites = [site("a", "GM1", 100), site("b", "GM1", 120), site("c", "GM2", 30), site("d", "GM2", 0)];
        let phasing = propose(&sites, &BTreeMap::new(), &params);
        assert_eq!(years(&phasing, "a"), [(2028, 60), (2029, 40)]);
        assert_eq!(years(&phasing, "b"), [(2028, 40), (2029, 60), (2030, 20)]);
        assert_eq!(years(&phasing, "c"), [(2028, 30)]);
        assert!(!phasing.contains_key("d"));
        let taken = BTreeMap::from([(("GM1".to_owned(), 2028), 95)]);
        assert_eq!(years(&propose(&sites[..1], &taken, &params), "a"), [(2028, 5), (2029, 60), (2030, 35)]);
    }

    #[test]
    fn no_home_is_lost_however_tight_the_limit() {
        let mut params = Params::built_in().fasering;
        params.homes_per_gemeente_per_year.value = 1;
        let sites = [site("a", "GM1", 500), site("b", "GM1", 70)];
        let phasing = propose(&sites, &BTreeMap::new(), &params);
        assert_eq!(phasing["a"].homes() + phasing["b"].homes(), 570);
    }
}
