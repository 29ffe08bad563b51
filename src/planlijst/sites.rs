//! The sites of a run as rows of a list may name them, and as rows of one.

use std::collections::{BTreeSet, HashMap};

use crate::{
    finished::{FoundPand, FoundSite, Row},
    link::{InGemeente, PlanSite},
    model::{PandId, PlannedProject},
    value::round,
};

/// What a proposal says of where it comes from.
pub(super) const FROM_SCAN: &str = "scan";

/// The sites by all that a row may name them by.
pub(super) fn for_matching(sites: &[FoundSite], panden: &[FoundPand]) -> Vec<PlanSite> {
    let address_of: HashMap<PandId, &str> =
        panden.iter().filter_map(|pand| Some((pand.id, pand.row.text("address")?))).collect();
    sites
        .iter()
        .map(|site| {
            let text = |name: &str| site.row.text(name).map(str::to_owned);
            let panden = panden_of(site);
            let mut addresses: Vec<String> = panden
                .iter()
                .filter_map(|id| address_of.get(id))
                .map(|address| (*address).to_owned())
                .collect();
            addresses.extend(text("address").filter(|address| !addresses.contains(address)));
            PlanSite {
                id: site.id.clone(),
                location: site.location.clone(),
                form: site.form,
                best: site.best,
                gemeente: gemeente(&site.row),
                buurt: text("buurt"),
                addresses,
                corporatie: text("corporatie"),
                complex: text("complex"),
                panden,
                geometry: site.geometry.clone(),
            }
        })
        .collect()
}

/// The gemeenten in which the run has panden or sites.
pub(super) fn gemeenten(sites: &[FoundSite], panden: &[FoundPand]) -> Vec<InGemeente> {
    let rows = sites.iter().map(|site| &site.row).chain(panden.iter().map(|pand| &pand.row));
    let known: BTreeSet<InGemeente> =
        rows.map(gemeente).filter(|known| *known != InGemeente::default()).collect();
    known.into_iter().collect()
}

/// A site as a row of a list that nobody wrote yet.
pub(super) fn proposal(site: &FoundSite) -> PlannedProject {
    let text = |name: &str| site.row.text(name).map(str::to_owned);
    let to_cm = |number: f64| round(number, 2);
    PlannedProject {
        naam: Some(site.title()),
        gemeente: text("gemeente").or_else(|| text("gemeente_code")),
        locatie: text("address"),
        corporatie: text("corporatie"),
        complex: text("complex"),
        form: Some(site.form),
        homes: site.homes.mid,
        point: site.point.and_then(|point| Some((to_cm(point.x())?, to_cm(point.y())?).into())),
        panden: panden_of(site),
        herkomst: Some(FROM_SCAN.to_owned()),
        site_id: Some(site.id.clone()),
        ..PlannedProject::default()
    }
}

fn panden_of(site: &FoundSite) -> Vec<PandId> {
    let mut panden: Vec<PandId> = site.row.codes("pand_ids").filter_map(|id| id.parse().ok()).collect();
    panden.sort_unstable();
    panden.dedup();
    panden
}

fn gemeente(row: &Row) -> InGemeente {
    let text = |name: &str| row.text(name).map(str::to_owned);
    InGemeente { code: text("gemeente_code"), naam: text("gemeente") }
}
