//! Requests added up: per supply area, netbeheerder, gemeente or year.

use std::collections::{BTreeMap, BTreeSet};

use super::Request;
use crate::{
    export::{ColumnSpec, Kind},
    value::Value,
};

/// A sum of requests.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sum {
    /// Sites.
    pub sites: u64,
    /// Homes.
    pub homes: u64,
    /// Demand at the peak of the area, kW.
    pub coincident_kw: f64,
    /// The same, built grid-aware, kW.
    pub coincident_kw_netbewust: f64,
    /// Yearly use, kWh.
    pub annual_kwh: f64,
}

/// Sums by a key and year, in the order of both. A key that is not known is
/// `None`, and stands first: nothing is lost.
pub(super) fn by<K: Ord + Clone>(
    requests: &[Request],
    key: impl Fn(&Request) -> Option<K>,
) -> BTreeMap<(Option<K>, Option<u16>), Sum> {
    let mut sums: BTreeMap<(Option<K>, Option<u16>), Sum> = BTreeMap::new();
    let mut counted = BTreeSet::new();
    for request in requests {
        let key = key(request);
        // A year, and all years together.
        for year in [Some(request.load.year), None] {
            let sum = sums.entry((key.clone(), year)).or_default();
            sum.sites += u64::from(counted.insert((key.clone(), year, request.id.as_str())));
            sum.homes += u64::from(request.load.homes);
            sum.coincident_kw += request.load.coincident.0;
            sum.coincident_kw_netbewust += request.load.coincident_netbewust.0;
            sum.annual_kwh += request.load.annual_kwh;
        }
    }
    sums
}

/// The columns of sums, behind the key.
pub(super) const COLUMNS: [ColumnSpec; 6] = [
    ColumnSpec {
        name: "year",
        kind: Kind::Int,
        unit: "jaar",
        nl: "Jaar van oplevering; leeg voor alle jaren samen",
        en: "Year of delivery; empty for all years together",
    },
    ColumnSpec {
        name: "n_sites",
        kind: Kind::Int,
        unit: "",
        nl: "Aantal locaties en projecten",
        en: "Number of sites and projects",
    },
    ColumnSpec { name: "homes", kind: Kind::Int, unit: "", nl: "Woningen", en: "Homes" },
    ColumnSpec {
        name: "coincident_kw",
        kind: Kind::Real { decimals: 1 },
        unit: "kW",
        nl: "Vraag aan de piek van het gebied; de som van de aanvragen",
        en: "Demand at the peak of the area; the sum of the requests",
    },
    ColumnSpec {
        name: "coincident_kw_netbewust",
        kind: Kind::Real { decimals: 1 },
        unit: "kW",
        nl: "Dezelfde, netbewust gebouwd",
        en: "The same, built grid-aware",
    },
    ColumnSpec {
        name: "annual_kwh",
        kind: Kind::Real { decimals: 0 },
        unit: "kWh",
        nl: "Jaarverbruik",
        en: "Yearly use",
    },
];

impl Sum {
    /// The values of [`COLUMNS`].
    pub(super) fn row(&self, year: Option<u16>) -> Vec<Value> {
        vec![
            year.map(u32::from).into(),
            i64::try_from(self.sites).ok().into(),
            i64::try_from(self.homes).ok().into(),
            self.coincident_kw.into(),
            self.coincident_kw_netbewust.into(),
            self.annual_kwh.into(),
        ]
    }
}
