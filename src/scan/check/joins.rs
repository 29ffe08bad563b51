//! How much finds its counterpart?

use std::collections::HashSet;

use geo::BoundingRect;

use super::{
    super::{bezit::Matching, place},
    Join,
    covered::Covered,
    holdings::{self, HoldingsCheck},
};
use crate::{
    config::Project,
    error::Error,
    issue::Issues,
    model::MatchStatus,
    read::{self, region::Region},
    record::StatusCounts,
    survey::Layers,
};

/// What reading everything once tells.
#[derive(Default)]
pub(super) struct Joined {
    /// The join rates.
    pub joins: Vec<Join>,
    /// What became of the rows of the holdings.
    pub bezit: StatusCounts,
    /// What each list of the holdings holds.
    pub holdings: Vec<HoldingsCheck>,
    /// The box of the panden in RD New, meters.
    pub extent_rd: Option<[f64; 4]>,
}

/// Reads all but the maps, which are given, once.
pub(super) fn joined(
    project: &Project,
    region: Option<&Region>,
    maps: &Layers,
    issues: &mut Issues,
) -> Result<Joined, Error> {
    let Joined { mut joins, mut bezit, mut holdings, mut extent_rd } = Joined::default();
    let mut panden: HashSet<u64> = HashSet::new();
    let mut covered = Covered::open(project, maps)?;
    read::panden::stream(&project.panden, region, issues, |batch, _| {
        panden.extend(batch.iter().map(|pand| pand.id.number()));
        for rect in batch.iter().filter_map(|pand| pand.footprint.as_ref()?.bounding_rect()) {
            let (min, max) = (rect.min(), rect.max());
            let all = extent_rd.get_or_insert([min.x, min.y, max.x, max.y]);
            *all = [all[0].min(min.x), all[1].min(min.y), all[2].max(max.x), all[3].max(max.y)];
        }
        covered.look(&batch)
    })?;
    joins.extend(covered.joins(panden.len() as u64));
    let mut units = Vec::new();
    if let Some(input) = &project.verblijfsobjecten {
        units = read::verblijfsobjecten::read(input, issues)?;
        let refers = |unit: &&crate::model::Verblijfsobject| {
            unit.panden.as_slice().iter().any(|pand| panden.contains(&pand.number()))
        };
        joins.push(Join {
            what: ("verblijfsobjecten verwijzen naar een pand in de invoer", "verblijfsobjecten refer to a pand in the input"),
            n: units.iter().filter(refers).count() as u64,
            of: units.len() as u64,
            cure: (
                "! zijn panden en verblijfsobjecten van hetzelfde gebied en dezelfde datum? Zonder verwijzing telt de plek",
                "! are panden and verblijfsobjecten of the same area and date? Without a reference the place counts",
            ),
        });
    }
    if let Some(input) = &project.heights {
        let heights = read::heights::read(input, issues)?;
        let found = panden.iter().filter(|id| heights.has(**id)).count() as u64;
        joins.push(Join {
            what: ("panden met hoogte en dak", "panden with height and roof"),
            n: found,
            of: panden.len() as u64,
            cure: ("! zijn dit de 3DBAG-tegels van dit gebied?", "! are these the 3DBAG tiles of this area?"),
        });
    }
    if let Some(input) = &project.bezit {
        let placement = place(project, &units, &mut crate::progress::Silent)?;
        let matching = Matching::new(project, input, &units, &placement, issues)?;
        (bezit, holdings) = (matching.counts(), holdings::look(matching.bezit()));
        let sum = |counts: fn(MatchStatus) -> bool| -> u64 {
            bezit.iter().filter(|(status, _)| counts(**status)).map(|(_, n)| n).sum()
        };
        joins.push(Join {
            what: ("regels van het bezit gekoppeld", "rows of the holdings matched"),
            n: sum(MatchStatus::is_found),
            of: sum(|status| status != MatchStatus::Total),
            cure: (
                "! `toplaag check --matching koppeling.xlsx` schrijft per regel wat ervan werd",
                "! `toplaag check --matching matching.xlsx` writes what became of each row",
            ),
        });
    }
    if let Some(input) = &project.ground.parcels {
        let mut n = 0;
        let of = read::ground::parcels::stream(input, region, issues, |batch, _| {
            n += batch.len() as u64;
            Ok(())
        })?;
        joins.push(Join {
            what: ("percelen met een bruikbaar vlak", "percelen with a usable polygon"),
            n,
            of,
            cure: (
                "! is dit de laag met vlakken, en niet die met grenzen of nummers?",
                "! is this the layer of polygons, and not that of borders or numbers?",
            ),
        });
    }
    if let Some(table) = &maps.postcodes {
        let listed = |unit: &&crate::model::Verblijfsobject| {
            unit.hoofdadres.postcode.is_some_and(|pc6| table.get(pc6).is_some())
        };
        joins.push(Join {
            what: (
                "verblijfsobjecten met een postcode in de netkaart",
                "verblijfsobjecten with a postcode in the grid table",
            ),
            n: units.iter().filter(listed).count() as u64,
            of: units.len() as u64,
            cure: ("! dekt de tabel dit gebied?", "! does the table cover this area?"),
        });
    }
    Ok(Joined { joins, bezit, holdings, extent_rd })
}
