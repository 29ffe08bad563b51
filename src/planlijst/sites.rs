//! The sites of a run as rows of a list may name them, and as rows of one.

use std::collections::{BTreeSet, HashMap};

use super::Planned;
use crate::{
    link::{InGemeente, PlanSite},
    model::{PandId, PlannedProject, ProjectMatch},
    survey::{FoundPand, Layers},
    tables::SiteRow,
    value::round,
};

/// What a proposal says of where it comes from.
pub(super) const FROM_SCAN: &str = "scan";

/// The sites by all that a row may name them by.
pub(super) fn for_matching(sites: &[SiteRow], panden: &[FoundPand]) -> Vec<PlanSite> {
    let address_of: HashMap<PandId, &str> =
        panden.iter().filter_map(|pand| Some((pand.survey.id, pand.survey.address.as_deref()?))).collect();
    sites
        .iter()
        .map(|site| {
            let called = site.called.clone();
            let panden = panden_of(site);
            let mut addresses: Vec<String> = panden
                .iter()
                .filter_map(|id| address_of.get(id))
                .map(|address| (*address).to_owned())
                .collect();
            addresses.extend(site.address.clone().filter(|address| !addresses.contains(address)));
            let places: BTreeSet<&str> =
                site.members.iter().filter_map(|pand| pand.survey.woonplaats.as_deref()).collect();
            PlanSite {
                places: places.into_iter().map(str::to_owned).collect(),
                id: site.id.clone(),
                location: site.location.clone(),
                form: site.form,
                best: site.choice.best,
                gemeente: in_gemeente(called.gemeente_code, called.gemeente),
                buurt: called.buurt,
                addresses,
                corporatie: called.corporatie,
                complex: called.complex,
                panden,
                geometry: site.geometry.clone(),
            }
        })
        .collect()
}

/// The gemeenten in which the run has panden or sites.
pub(super) fn gemeenten(sites: &[SiteRow], panden: &[FoundPand], layers: &Layers) -> Vec<InGemeente> {
    let places = panden.iter().filter_map(|pand| pand.survey.place.as_ref());
    let places = sites.iter().map(|site| &site.place).chain(places);
    // Few gemeenten and many panden: each is named once.
    let named: BTreeSet<(Option<&str>, Option<&str>)> = places.map(|place| place.gemeente(layers)).collect();
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let known: BTreeSet<InGemeente> =
        named.into_iter().map(|(code, naam)| in_gemeente(owned(code), owned(naam))).collect();
    known.into_iter().filter(|known| *known != InGemeente::default()).collect()
}

/// The woonplaatsen in which the run has panden.
pub(super) fn places(panden: &[FoundPand]) -> Vec<String> {
    let places: BTreeSet<&str> = panden.iter().filter_map(|pand| pand.survey.woonplaats.as_deref()).collect();
    places.into_iter().map(str::to_owned).collect()
}

/// A site as a row of a list that nobody wrote yet.
pub(super) fn proposal(site: &SiteRow) -> PlannedProject {
    let called = site.called.clone();
    let to_cm = |number: f64| round(number, 2);
    PlannedProject {
        naam: Some(site.title()),
        gemeente: called.gemeente.or(called.gemeente_code),
        locatie: site.address.clone(),
        corporatie: called.corporatie,
        complex: called.complex,
        form: Some(site.form),
        homes: site.homes.mid,
        point: site.place.point.and_then(|point| Some((to_cm(point.x())?, to_cm(point.y())?).into())),
        panden: panden_of(site),
        herkomst: Some(FROM_SCAN.to_owned()),
        site_id: Some(site.id.clone()),
        ..PlannedProject::default()
    }
}

fn panden_of(site: &SiteRow) -> Vec<PandId> {
    site.members.iter().map(|pand| pand.survey.id).collect()
}

fn in_gemeente(code: Option<String>, naam: Option<String>) -> InGemeente {
    let named = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    InGemeente { code: named(code), naam: named(naam) }
}

/// What a row may be about, as its site_id and what people call it.
pub(super) fn candidates(planned: &Planned, found: &ProjectMatch) -> Option<String> {
    let named = found.candidates.iter().map(|at| &planned.sites[*at]);
    let named: Vec<String> = named.map(|site| format!("{} = {}", site.id, site.title())).collect();
    Some(named.join("; ")).filter(|text| !text.is_empty())
}
