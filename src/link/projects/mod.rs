//! Which location of a run is this row of a planning list about?
//!
//! Never a guess: a location is what a row names by a stated rule, or it is
//! not. The rules, the surest first, are those of [`ProjectRule`]. All that
//! apply are asked: what a surer one leaves open a weaker one may narrow, and
//! two that point at different locations leave the row ambiguous. A location
//! in another gemeente than the row's is never it; lists may call a gemeente by
//! the woonplaats. What a row finds depends
//! on the row, the sites and the rows with the same `ppm_id`, not on order.

mod index;
mod words;

pub(super) use index::complex_key;
pub(super) use words::{corporatie_key, name_words};

use std::collections::{BTreeMap, BTreeSet};

use geo_types::MultiPolygon;
use index::Index;

use crate::{
    model::{
        Form, PandId, PlannedProject, ProjectMatch, ProjectReason, ProjectRule, ProjectStatus, place_key,
    },
    units::Meters,
};

/// Beyond this a point lies elsewhere, not just beside a site; meters.
const FAR_M: u64 = 500;

/// How many of what may be meant are listed.
const SHOWN: usize = 5;

/// A gemeente by code and name, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct InGemeente {
    /// Code, `GM` and 4 digits.
    pub code: Option<String>,
    /// Name.
    pub naam: Option<String>,
}

/// A site of a run, as far as a row can be about it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanSite {
    /// Identification.
    pub id: String,
    /// Its location.
    pub location: String,
    /// How homes are added.
    pub form: Form,
    /// Whether it stands for its location.
    pub best: bool,
    /// Gemeente it lies in.
    pub gemeente: InGemeente,
    /// Woonplaatsen of its panden.
    pub places: Vec<String>,
    /// Name of its buurt.
    pub buurt: Option<String>,
    /// Addresses of its panden: street with first and last number.
    pub addresses: Vec<String>,
    /// Its corporatie.
    pub corporatie: Option<String>,
    /// Number or name of its complex.
    pub complex: Option<String>,
    /// Its panden.
    pub panden: Vec<PandId>,
    /// Its shape, RD New.
    pub geometry: MultiPolygon<f64>,
}

/// What decides when a row is about a location.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchNorms {
    /// How far a point may lie from the shape of a site.
    pub distance: Meters,
    /// Share of a site that must lie in the area of a plan, or of that area
    /// that must lie in the site, 0–1.
    pub plan_area_share: f64,
    /// Words of a name that must occur at a location, over all its words, 0–1.
    pub name_words_share: f64,
    /// Words of a name that do not count.
    pub ignored: Vec<String>,
    /// The woonplaatsen the run has panden in.
    pub places: Vec<String>,
    /// The gemeenten the run is about; empty when that is not known.
    pub gemeenten: Vec<InGemeente>,
}

/// Says of each row what became of it, in their order.
#[must_use]
pub fn match_projects(
    projects: &[PlannedProject],
    sites: &[PlanSite],
    norms: &MatchNorms,
) -> Vec<ProjectMatch> {
    let index = Index::new(sites, norms, is_of_one_gemeente(projects));
    let mut matches: Vec<ProjectMatch> = projects.iter().map(|project| sure(project, &index)).collect();
    bind(projects, &index, &mut matches);
    for (project, found) in projects.iter().zip(&mut matches) {
        by_name(project, &index, found);
    }
    bind(projects, &index, &mut matches);
    matches
}

/// All rules that need neither another row nor the row's name.
fn sure(project: &PlannedProject, index: &Index<'_>) -> ProjectMatch {
    if project.title().is_empty() {
        return ProjectMatch::none(ProjectStatus::Unreadable, ProjectReason::NoName);
    }
    if let Some(id) = project.site_id.as_deref() {
        let of = |id: &str| index.site(id).or_else(|| Some(index.stands_for(index.location(id)?, project)));
        let several = || id.split(';').map(str::trim).filter(|id| !id.is_empty()).map(of).collect();
        if let Some(sites) = of(id).map(|site| vec![site]).or_else(several) {
            return matched(ProjectRule::SiteId, sites);
        }
    }
    if let Some(gemeente) = project.gemeente.as_deref().filter(|gemeente| !index.is_about(gemeente)) {
        return ProjectMatch::none(
            ProjectStatus::OutsideGemeenten,
            ProjectReason::Outside(gemeente.to_owned()),
        );
    }
    let in_plan = index.by_area(project);
    let asked: Vec<(ProjectRule, BTreeSet<usize>)> = [
        index.by_pand(project),
        index.by_complex(project),
        // The point inside a plan that holds locations says no more.
        in_plan.or_else(|| index.by_point(project)),
        index.by_address(project),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut found: Option<(ProjectRule, BTreeSet<usize>)> = None;
    // A plan may hold several locations; then the row is about all of them.
    let mut in_area = false;
    let mut elsewhere = None;
    for (rule, locations) in &asked {
        let (here, there): (BTreeSet<usize>, BTreeSet<usize>) =
            locations.iter().partition(|at| index.fits(project, **at));
        if elsewhere.is_none() && here.is_empty() && !there.is_empty() {
            elsewhere = Some((*rule, there));
        }
        if here.is_empty() {
            continue;
        }
        in_area |= *rule == ProjectRule::PlanArea;
        let Some((first, open)) = &mut found else {
            found = Some((*rule, here));
            continue;
        };
        let both: BTreeSet<usize> = open.intersection(&here).copied().collect();
        if !both.is_empty() {
            *open = both;
        } else if *rule != ProjectRule::PointNear {
            let all = open.union(&here).copied().collect();
            let reason = ProjectReason::Contradiction(*first, *rule);
            return open_row(ProjectStatus::Ambiguous, reason, &all, project, index);
        }
    }
    if let Some((rule, locations)) = elsewhere {
        // The row contradicts itself, whatever else it finds.
        let there = locations.first().map(|at| index.gemeente(*at)).unwrap_or_default();
        let said = project.gemeente.clone().unwrap_or_default();
        let status = if found.is_some() { ProjectStatus::Ambiguous } else { ProjectStatus::NotInScan };
        let reason = ProjectReason::OtherGemeente(rule, said, there);
        return open_row(status, reason, &locations, project, index);
    }
    if let Some((rule, locations)) = found {
        if in_area && locations.len() > 1 {
            let sites = locations.iter().map(|at| index.stands_for(*at, project)).collect();
            return matched(ProjectRule::PlanArea, sites);
        }
        return decided(rule, &locations, project, index);
    }
    if let (Some((nearest, extent)), [(ProjectRule::PointNear, _)]) = (index.how_far(project), &asked[..])
        && nearest > FAR_M
    {
        return ProjectMatch::none(ProjectStatus::NotInScan, ProjectReason::Far(nearest, extent));
    }
    let mut rules: Vec<ProjectRule> = asked.into_iter().map(|(rule, _)| rule).collect();
    if project.site_id.is_some() {
        rules.insert(0, ProjectRule::SiteId);
    }
    let reason = if rules.is_empty() { ProjectReason::NothingToGoBy } else { ProjectReason::NotFound(rules) };
    ProjectMatch::none(ProjectStatus::NotInScan, reason)
}

/// Gives rows that are still open the location of the rows with their `ppm_id`.
fn bind(projects: &[PlannedProject], index: &Index<'_>, matches: &mut [ProjectMatch]) {
    let mut bound: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let key = |project: &PlannedProject| project.ppm_id.as_ref().map(|id| id.trim().to_lowercase());
    for (project, found) in projects.iter().zip(&*matches) {
        if let Some(key) = key(project) {
            let locations = found.sites().map(|site| index.location_of(site));
            bound.entry(key).or_default().extend(locations);
        }
    }
    for (project, found) in projects.iter().zip(matches) {
        let is_open = matches!(
            found.reason,
            ProjectReason::NotFound(_)
                | ProjectReason::Far(..)
                | ProjectReason::NothingToGoBy
                | ProjectReason::Several(..)
        );
        let Some(locations) = key(project).filter(|_| is_open).and_then(|key| bound.get(&key)) else {
            continue;
        };
        let candidates: BTreeSet<usize> =
            found.candidates.iter().map(|site| index.location_of(*site)).collect();
        let fits = |at: &usize| {
            index.fits(project, *at) && (found.status == ProjectStatus::NotInScan || candidates.contains(at))
        };
        let locations: BTreeSet<usize> = locations.iter().copied().filter(fits).collect();
        if !locations.is_empty() {
            *found = decided(ProjectRule::PpmId, &locations, project, index);
        }
    }
}

/// A row that names nothing else is about the one location with the words of
/// its name; any other row that found nothing is shown what has them.
fn by_name(project: &PlannedProject, index: &Index<'_>, found: &mut ProjectMatch) {
    if found.status != ProjectStatus::NotInScan || !found.candidates.is_empty() {
        return;
    }
    let named = index.by_name(project);
    if named.is_empty() {
        return;
    }
    *found = match found.reason {
        ProjectReason::NothingToGoBy => decided(ProjectRule::Name, &named, project, index),
        _ => open_row(found.status, found.reason.clone(), &named, project, index),
    };
}

fn decided(
    rule: ProjectRule,
    locations: &BTreeSet<usize>,
    project: &PlannedProject,
    index: &Index<'_>,
) -> ProjectMatch {
    match (locations.first(), locations.len()) {
        (Some(at), 1) => matched(rule, vec![index.stands_for(*at, project)]),
        (_, n) => {
            let reason = ProjectReason::Several(rule, n);
            open_row(ProjectStatus::Ambiguous, reason, locations, project, index)
        }
    }
}

fn matched(rule: ProjectRule, sites: Vec<usize>) -> ProjectMatch {
    let none = ProjectMatch::none(ProjectStatus::Matched, ProjectReason::By(rule));
    let mut sites = sites.into_iter();
    ProjectMatch { site: sites.next(), others: sites.collect(), ..none }
}

fn open_row(
    status: ProjectStatus,
    reason: ProjectReason,
    locations: &BTreeSet<usize>,
    project: &PlannedProject,
    index: &Index<'_>,
) -> ProjectMatch {
    let candidates = locations.iter().take(SHOWN).map(|at| index.stands_for(*at, project)).collect();
    ProjectMatch { candidates, ..ProjectMatch::none(status, reason) }
}

/// The digits of the code of a gemeente.
fn digits(code: &str) -> Option<String> {
    let digits = code.trim().trim_start_matches(['g', 'm', 'G', 'M']).trim_start_matches('0').to_owned();
    Some(digits).filter(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The name or code in what a list says of a gemeente.
pub(super) fn plain_gemeente(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    lower.strip_prefix("gemeente ").unwrap_or(&lower).trim().to_owned()
}

/// Whether a text cannot be this gemeente: both have a code, or both a name,
/// and these differ. A name says nothing against a code.
fn is_other_gemeente(text: &str, gemeente: &InGemeente) -> bool {
    let can_tell = match digits(&plain_gemeente(text)) {
        Some(_) => gemeente.code.is_some(),
        None => gemeente.naam.is_some(),
    };
    can_tell && !is_gemeente(text, gemeente)
}

/// The names in what a list says of a gemeente: `Amsterdam (Weesp)` says two.
fn names(text: &str) -> impl Iterator<Item = String> {
    let parts = plain_gemeente(text);
    let keys: Vec<String> = parts.split(['(', ')', '/', ',']).map(place_key).collect();
    keys.into_iter().filter(|key| !key.is_empty())
}

/// Whether all rows that name a gemeente name the same one, by one of its names.
fn is_of_one_gemeente(projects: &[PlannedProject]) -> bool {
    let mut groups: Vec<BTreeSet<String>> = Vec::new();
    for gemeente in projects.iter().filter_map(|project| project.gemeente.as_deref()) {
        let mut group: BTreeSet<String> = names(gemeente).collect();
        groups.retain(|other| {
            let is_other = group.is_disjoint(other);
            if !is_other {
                group.extend(other.iter().cloned());
            }
            is_other
        });
        groups.push(group);
    }
    groups.len() == 1
}

/// Whether a text names a gemeente, by name or by the digits of its code.
#[must_use]
pub fn is_gemeente(text: &str, gemeente: &InGemeente) -> bool {
    let plain = &plain_gemeente(text);
    let by_code = digits(plain).is_some() && digits(plain) == gemeente.code.as_deref().and_then(digits);
    let by_name =
        |naam: &str| place_key(naam) == place_key(plain) || names(plain).any(|name| name == place_key(naam));
    by_code || gemeente.naam.as_deref().is_some_and(by_name)
}

#[cfg(test)]
mod tests;
