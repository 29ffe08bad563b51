//! What is to be phased: projects of lists and sites of the run, each with its
//! homes by year since its start and the load of every way to build it.

use std::collections::{BTreeMap, BTreeSet};

use super::watts::watts;
use crate::{
    demand::{Gemeenten, ListedProject, Whereabouts, built},
    model::{Form, PlannedProject, Planstatus},
    params::{Params, Stage},
    plan::{Built, Phased, PhasedFrom, loads, schedule::Way},
    record::Record,
    tables::SiteRow,
    wording::form_word,
};

/// A project of a list, or a site of the run by itself.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// What tells it from others: its site, or where it stands on a list.
    pub id: String,
    /// Positions of its sites among those of the run; none for a project that
    /// leads to no site.
    pub sites: Vec<usize>,
    /// Position of its row among those of all lists.
    pub row: Option<usize>,
    /// Where it lies, and what it is called.
    pub place: Whereabouts,
    /// The same in short, where a line has little room; no two alike.
    pub short: String,
    /// Whose it is.
    pub corporatie: Option<String>,
    /// All that people may call it.
    pub names: Vec<String>,
    /// How homes are added, where its sites agree.
    pub form: Option<Form>,
    /// What the list says of its plan.
    pub planstatus: Option<Planstatus>,
    /// How far it is.
    pub stage: Stage,
    /// Score, where it has one.
    pub score: Option<f64>,
    /// Homes in each year since its start.
    pub homes: Vec<u32>,
    /// The year in which its list has its first homes.
    pub own_year: Option<u16>,
    /// The first year in which it may start.
    pub earliest: u16,
    /// How it may be built; the first is as it was asked.
    pub ways: Vec<Way>,
}

impl Entry {
    /// All its homes.
    pub fn n_homes(&self) -> u64 {
        self.homes.iter().map(|homes| u64::from(*homes)).sum()
    }

    /// What it is worth: homes × score / 100.
    pub fn value(&self, params: &Params) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "homes of one project")]
        let homes = self.n_homes() as f64;
        homes * self.score.unwrap_or(params.fasering.score_without.value) / 100.0
    }

    /// What it asks in the end, as it was asked, W.
    pub fn asked_w(&self) -> i64 {
        self.ways.first().map_or(0, in_the_end)
    }

    /// The least it can ask in the end, W.
    pub fn least_w(&self) -> i64 {
        self.ways.iter().map(in_the_end).min().unwrap_or(0)
    }

    /// Whether anything says how much it is worth.
    pub fn is_scored(&self) -> bool {
        self.score.is_some()
    }
}

/// What a way asks once all homes stand, W.
pub(super) fn in_the_end(way: &Way) -> i64 {
    way.load_w.last().copied().unwrap_or(0)
}

/// What entries are made of.
pub(super) struct Making<'a> {
    pub record: &'a Record,
    pub sites: &'a [SiteRow],
    pub gemeenten: &'a Gemeenten,
    /// Whether homes may be built grid-aware to fit.
    pub netbewust: bool,
}

impl Making<'_> {
    /// Projects of lists, then sites.
    pub fn entries(&self, projects: &[ListedProject], sites: &[&SiteRow]) -> Vec<Entry> {
        // Homes of a site go once, whatever the number of rows about it.
        let mut gone_at = BTreeSet::new();
        let at: BTreeMap<&str, usize> =
            self.sites.iter().enumerate().map(|(at, site)| (site.id.as_str(), at)).collect();
        let mut entries: Vec<Entry> =
            projects.iter().map(|listed| self.of_project(listed, &mut gone_at)).collect();
        let own = sites.iter().filter_map(|site| Some(self.of_site(*at.get(site.id.as_str())?)));
        entries.extend(own);
        self.tell_apart(&mut entries);
        entries
    }

    /// Says the form, or the number, of what has the name of another.
    fn tell_apart(&self, entries: &mut [Entry]) {
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for entry in entries.iter() {
            *named.entry(entry.short.clone()).or_default() += 1;
        }
        let mut given: BTreeMap<String, usize> = BTreeMap::new();
        for entry in entries.iter_mut().filter(|entry| named.get(&entry.short).is_some_and(|n| *n > 1)) {
            let mut more = entry.form.map(|form| format!(", {}", form_word(form))).unwrap_or_default();
            let n = given.entry(format!("{}{more}", entry.short)).or_default();
            *n += 1;
            if *n > 1 {
                more = format!("{more} ({n})");
            }
            entry.short.push_str(&more);
            entry.place.name.push_str(&more);
        }
    }

    fn of_project(&self, listed: &ListedProject, gone_at: &mut BTreeSet<usize>) -> Entry {
        let params = &self.record.params;
        let about: Vec<&SiteRow> = listed.sites.iter().map(|at| &self.sites[*at]).collect();
        let first: Vec<&SiteRow> =
            listed.sites.iter().filter(|at| gone_at.insert(**at)).map(|at| &self.sites[*at]).collect();
        let project = &listed.project;
        let own_year = listed.years.keys().next().copied();
        let mut homes = since_start(&listed.years);
        homes.extend(by_norm(listed.without_year, params));
        let added = homes.iter().copied().fold(0, u32::saturating_add);
        let built = built(&first, added, Some(project), params);
        let is_thrifty = project.netbewust == Some(true);
        let place = Whereabouts::of(&about, Some(project), self.gemeenten, &self.record.layers);
        let mut names = names_of(&about);
        names.extend([&project.naam, &project.ppm_id].into_iter().flatten().cloned());
        Entry {
            id: listed.id.clone(),
            sites: listed.sites.clone(),
            row: Some(listed.at),
            short: place.name.clone(),
            place,
            corporatie: project
                .corporatie
                .clone()
                .or_else(|| about.first().and_then(|site| site.called.corporatie.clone())),
            names,
            form: alike(about.iter().map(|site| site.form)).or(project.form),
            planstatus: project.planstatus,
            stage: stage(project, params),
            score: score(&about),
            ways: self.ways(&homes, &built, is_thrifty),
            homes,
            own_year,
            earliest: own_year.unwrap_or(params.fasering.first_year.value),
        }
    }

    fn of_site(&self, at: usize) -> Entry {
        let (params, site) = (&self.record.params, &self.sites[at]);
        let homes = by_norm(site.homes.mid.unwrap_or(0), params);
        let added = homes.iter().copied().fold(0, u32::saturating_add);
        let built = built(&[site], added, None, params);
        Entry {
            id: site.id.clone(),
            sites: vec![at],
            row: None,
            short: site.short_title(),
            place: Whereabouts::of(&[site], None, self.gemeenten, &self.record.layers),
            corporatie: site.called.corporatie.clone(),
            names: names_of(&[site]),
            form: Some(site.form),
            planstatus: None,
            stage: Stage::Idea,
            score: site.score(),
            ways: self.ways(&homes, &built, false),
            homes,
            own_year: None,
            earliest: params.fasering.first_year.value,
        }
    }

    /// As asked, and grid-aware where that may be and asks less.
    fn ways(&self, homes: &[u32], built: &Built, is_thrifty: bool) -> Vec<Way> {
        let of = |netbewust: bool, name: &str| Way {
            name: name.to_owned(),
            load_w: self.load_w(homes, built, netbewust),
            cost_keur: None,
        };
        let asked = of(is_thrifty, "");
        let mut ways = vec![asked];
        if self.netbewust && !is_thrifty {
            let thrifty = of(true, NETBEWUST);
            if thrifty.load_w != ways[0].load_w {
                ways.push(thrifty);
            }
        }
        ways
    }

    /// Load up to and with each year since the start, in whole watts.
    fn load_w(&self, homes: &[u32], built: &Built, netbewust: bool) -> Vec<i64> {
        let params = &self.record.params;
        let years: BTreeMap<u16, u32> =
            (0_u16..).zip(homes.iter().copied()).filter(|(_, n)| *n > 0).collect();
        let phased = Phased { years, from: PhasedFrom::Rule };
        let each = loads(&phased, built, &params.net, &params.fasering);
        let mut kw = 0.0;
        (0_u16..)
            .zip(homes)
            .map(|(year, _)| {
                if let Some(load) = each.iter().find(|load| load.year == year) {
                    kw += if netbewust { load.coincident_netbewust.0 } else { load.coincident.0 };
                }
                watts(kw)
            })
            .collect()
    }
}

/// The name of the way to build that spares the grid.
pub(super) const NETBEWUST: &str = "netbewust";

/// Most years that homes of one project are spread over by norm.
const LONGEST: u32 = 99;

/// Homes from the first year that has any to the last, years without between.
fn since_start(years: &BTreeMap<u16, u32>) -> Vec<u32> {
    let (Some(first), Some(last)) = (years.keys().next(), years.keys().next_back()) else {
        return Vec::new();
    };
    (*first..=*last).map(|year| years.get(&year).copied().unwrap_or(0)).collect()
}

/// Homes by year as far as one site may deliver in each.
fn by_norm(homes: u32, params: &Params) -> Vec<u32> {
    let each = params.fasering.homes_per_site_per_year.value.max(1);
    // What lies beyond any plan stands in its last year: the sum stays.
    let full = (homes / each).min(LONGEST);
    let mut years = vec![each; full as usize];
    years.extend(Some(homes - full * each).filter(|rest| *rest > 0));
    years
}

/// All that people may call sites.
fn names_of(sites: &[&SiteRow]) -> Vec<String> {
    let of = |site: &&SiteRow| {
        let own = [Some(&site.id), Some(&site.location), site.called.complex.as_ref()];
        own.into_iter().flatten().cloned().collect::<Vec<_>>()
    };
    sites.iter().flat_map(of).collect()
}

/// The score of sites: their mean, weighed by homes; `None` when one has none.
fn score(sites: &[&SiteRow]) -> Option<f64> {
    let each: Vec<(f64, f64)> = sites
        .iter()
        .map(|site| Some((site.score()?, site.homes.mid.map_or(1.0, f64::from))))
        .collect::<Option<_>>()?;
    let homes: f64 = each.iter().map(|(_, homes)| homes).sum();
    (homes > 0.0).then(|| each.iter().map(|(score, homes)| score * homes).sum::<f64>() / homes)
}

/// What all are, when they agree.
fn alike<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// How far a project is: by the milestones it has passed, else by its plan status.
fn stage(project: &PlannedProject, params: &Params) -> Stage {
    let passed = |names: &[String]| {
        let mut done = project.milestones.iter().filter(|milestone| milestone.actual.is_some());
        done.any(|milestone| names.iter().any(|name| name.eq_ignore_ascii_case(&milestone.name)))
    };
    if passed(&params.fasering.milestones_started.value) {
        return Stage::Started;
    }
    if passed(&params.fasering.milestones_permit.value) {
        return Stage::Permit;
    }
    match project.planstatus {
        Some(Planstatus::Hard) => Stage::Hard,
        Some(Planstatus::Zacht) | None => Stage::Zacht,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_stand_by_year_since_the_start() {
        assert_eq!(since_start(&BTreeMap::from([(2029, 20), (2031, 5)])), [20, 0, 5]);
        assert!(since_start(&BTreeMap::new()).is_empty());
        let params = Params::built_in();
        assert_eq!(by_norm(130, &params), [60, 60, 10]);
        assert_eq!(by_norm(60, &params), [60]);
        assert!(by_norm(0, &params).is_empty());
    }

    #[test]
    fn a_project_is_as_far_as_the_last_milestone_it_passed() {
        let params = Params::built_in();
        let milestone = |name: &str, actual: Option<&str>| crate::model::Milestone {
            name: name.into(),
            planned: crate::model::PlanDate::read("2026-01-01"),
            actual: actual.and_then(crate::model::PlanDate::read),
        };
        let mut project = PlannedProject { planstatus: Some(Planstatus::Hard), ..PlannedProject::default() };
        assert_eq!(stage(&project, &params), Stage::Hard);
        project.milestones.push(milestone("start bouw", None));
        project.milestones.push(milestone("omgevingsvergunning verleend", Some("2026-03-01")));
        assert_eq!(stage(&project, &params), Stage::Permit);
        project.milestones[0].actual = crate::model::PlanDate::read("2026-05-01");
        assert_eq!(stage(&project, &params), Stage::Started);
        assert_eq!(stage(&PlannedProject::default(), &params), Stage::Zacht);
    }
}
