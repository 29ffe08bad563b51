//! Which sites of a run ask by themselves, and what is built there?

use std::collections::BTreeSet;

use super::Listed;
use crate::{
    model::{Form, PlannedProject},
    params::{HeatConcept, Params},
    plan::Built,
    tables::SiteRow,
};

/// The sites of a run, each in one place.
#[derive(Debug, Default)]
pub struct Chosen<'a> {
    /// Those that ask by themselves, in the order of the run.
    pub asked: Vec<&'a SiteRow>,
    /// How many a project of a list asks for.
    pub by_projects: u64,
    /// How many are not put forward, on no list, or not in the set of their location.
    pub not_asked: u64,
    /// Those that would ask, without an expected number of homes.
    pub unknown: Vec<&'a SiteRow>,
}

/// The sites that ask by themselves: those that are `given` years; of the
/// others those that are put forward, with what goes together with them, or
/// the set of every location, where no list says what is built.
#[must_use]
pub fn choose<'a>(sites: &'a [SiteRow], all: bool, given: &BTreeSet<&str>, listed: &Listed) -> Chosen<'a> {
    // What is put forward may be another form than what goes together best.
    let in_sets = sites.iter().filter(|site| site.is_put_forward() && site.choice.in_set);
    let forward: BTreeSet<&str> = in_sets.map(|site| site.location.as_str()).collect();
    let by_project: BTreeSet<usize> =
        listed.projects.iter().flat_map(|project| &project.sites).copied().collect();
    let mut chosen = Chosen::default();
    for (at, site) in sites.iter().enumerate() {
        let is_given = given.contains(site.id.as_str());
        let is_on_list = listed.locations.contains(&site.location);
        let together = all || forward.contains(site.location.as_str());
        let picked = if together { site.choice.in_set } else { site.is_put_forward() };
        let wanted = is_given || !is_on_list && site.verdict.has_homes() && picked;
        if by_project.contains(&at) {
            chosen.by_projects += 1;
            continue;
        }
        match (wanted, is_given || site.homes.mid.is_some_and(|homes| homes > 0)) {
            (false, _) => chosen.not_asked += 1,
            (true, false) => chosen.unknown.push(site),
            (true, true) => chosen.asked.push(site),
        }
    }
    chosen
}

/// What is built and what goes at sites, for as many homes as are added.
#[must_use]
pub fn built(sites: &[&SiteRow], added: u32, project: Option<&PlannedProject>, params: &Params) -> Built {
    let heat = project
        .and_then(|project| heat_of(project.heat_concept.as_deref()?))
        .unwrap_or(params.net.heat_concept.value);
    let chargers = project.and_then(|project| project.chargers).unwrap_or(0);
    let rebuilt = sites.iter().filter(|site| site.form == Form::SloopNieuwbouw);
    let gone = rebuilt.filter_map(|site| site.n_homes).fold(0, u32::saturating_add);
    Built { chargers, gone, built: added.saturating_add(gone), ..Built::new(added, heat) }
}

/// Words of a list for each heat concept; of what has two none is meant.
const HEAT: [(HeatConcept, &[&str]); 4] = [
    (
        HeatConcept::DistrictHeat,
        &[
            "districtheat",
            "warmtenet",
            "stadswarmte",
            "stadsverwarming",
            "blokverwarming",
            "geothermie",
            "restwarmte",
        ],
    ),
    (HeatConcept::Hybrid, &["hybrid"]),
    (HeatConcept::GroundSource, &["ground", "bodem", "wko"]),
    (HeatConcept::AirSource, &["airsource", "lucht"]),
];

/// The heat concept a list names, as a code or in words; `None` when it names
/// none, or two.
#[must_use]
pub fn heat_of(text: &str) -> Option<HeatConcept> {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let mut named =
        HEAT.iter().filter(|(_, words)| words.iter().any(|word| plain.contains(word))).map(|(heat, _)| *heat);
    named.next().filter(|_| named.next().is_none())
}
