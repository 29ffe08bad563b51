//! Which project needs how much of the grid, where, when, and in which order
//! does it fit?
//!
//! Reads a finished run, what is known of years (planning lists, a table of a
//! phasing, else the simple rule) and of room (the map of the run, a table of
//! capacity), and writes the requests of a province to its netbeheerders. It
//! says what the map says; whether somebody is connected is for the
//! netbeheerder to say.

mod page;
mod request;
mod sums;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

pub use request::{REQUESTS, Request};
pub use sums::Sum;

use crate::{
    assess::Verdict,
    config::{Input, Source},
    documents::{self, Frame, Kind, Trail},
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::Lang,
    model::{Form, PlannedProject, ProjectStatus},
    plan::{
        AreaBalance, AtPlace, Built, Headroom, Phased, PhasedFrom, Phasing, Station, ToPhase, balance, loads,
        propose, stations,
    },
    planlijst::Planned,
    progress::Progress,
    read::{capacity, register::record_name},
    record::Record,
    tables::SiteRow,
};

/// How requests are made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How they are asked for.
    pub document: documents::Options,
    /// Planning lists; the projects on them are asked for.
    pub lists: Vec<Source>,
    /// A table of homes by site and year; goes before the lists.
    pub phasing: Option<Input>,
    /// A table of capacity by supply area and year.
    pub capacity: Option<Input>,
    /// Whether all sites that could add homes are asked for, not those put forward alone.
    pub all: bool,
}

impl Options {
    /// All that is read besides the run.
    fn sources(&self) -> Vec<(&'static str, &Source)> {
        fn of<'a>(role: &'static str, input: &'a Option<Input>) -> Vec<(&'static str, &'a Source)> {
            input.iter().flat_map(|input| &input.sources).map(|source| (role, source)).collect()
        }
        let lists = self.lists.iter().map(|list| ("planlijst", list));
        lists.chain(of("fasering", &self.phasing)).chain(of("capaciteit", &self.capacity)).collect()
    }
}

/// Counts that add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// Sites of the run.
    pub sites: u64,
    /// Of these, asked for.
    pub asked: u64,
    /// Of these, not put forward, on no list, or not in the set of their location.
    pub not_asked: u64,
    /// Of these, without an expected number of homes: nothing to ask yet.
    pub unknown: u64,
    /// Sites asked for by who phased them: a table.
    pub given: u64,
    /// A planning list.
    pub by_list: u64,
    /// The simple rule.
    pub by_rule: u64,
    /// Rows of requests: a site and year each.
    pub requests: u64,
    /// Homes of all requests.
    pub homes: u64,
    /// Homes on the lists.
    pub listed: u64,
    /// Of these, in rows at a site that name no year: not asked, as the rule of
    /// thumb does not stand in for a list.
    pub listed_without_year: u64,
    /// Of these, in rows that may be about several sites, or are about another
    /// gemeente, or stand on an earlier list: not asked.
    pub listed_elsewhere: u64,
    /// Of these, in rows that lead to no site of the run, asked by themselves.
    pub listed_without_site: u64,
    /// Issues.
    pub issues: u64,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The folder that was written.
    pub folder: PathBuf,
    /// Language it was written in.
    pub lang: Lang,
    /// Counts that add up.
    pub counts: Counts,
    /// Every area over the years.
    pub balance: Vec<AreaBalance>,
    /// What was odd.
    pub issues: Issues,
}

/// All that is known, before it is written.
struct Requests {
    frame: Frame,
    requests: Vec<Request>,
    balance: Vec<AreaBalance>,
    stations: Vec<(Station, geo_types::Point<f64>)>,
    counts: Counts,
}

impl Requests {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    fn record(&self) -> &Record {
        &self.frame.record
    }
}

/// Reads a run and writes its requests, whole or not at all.
///
/// # Errors
///
/// Those of the run, the lists and the tables; [`Error::Export`] when the folder
/// cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let frame = Frame::open(Kind::Netaanvraag, &options.document, &options.sources())?;
    let (record, lang) = (&frame.record, frame.lang);
    let mut issues = Issues::default();
    progress.begin("read", None);
    check_areas(options, record)?;
    let mut counts = Counts::default();
    let Lists { sites, projects, listed, siteless } = read_lists(options, record, &mut counts, &mut issues)?;
    let given = match &options.phasing {
        Some(input) => at_sites(capacity::read_phasing(input, &mut issues)?, &sites, input, &mut issues),
        None => BTreeMap::new(),
    };
    let by_year = options.capacity.as_ref().map(|input| capacity::read(input, &mut issues)).transpose()?;
    progress.end();

    counts.sites = sites.len() as u64;
    let on_lists = sites.iter().filter(|site| projects.contains_key(&site.id));
    let on_lists: BTreeSet<&str> = on_lists.map(|site| site.location.as_str()).collect();
    let asked = choose(&sites, options.all, [&given, &listed], &on_lists, &mut counts);
    let phasing = phase(&asked, given, listed, record, &mut counts);
    let by_map = record.layers.grid_areas.iter().flat_map(|set| {
        set.ids.iter().zip(&set.says).filter_map(|(id, area)| Some((id.clone(), area.headroom_mw?)))
    });
    let headroom = Headroom::new(by_year.unwrap_or_default(), by_map.collect());
    let mut requests = Vec::new();
    let mut places = Vec::new();
    for site in &asked {
        let Some(phased) = phasing.get(&site.id) else { continue };
        let project = projects.get(&site.id);
        let built = built(Some(site), phased, project, record);
        let site = Some(*site);
        let id = site.map_or("", |site| &site.id);
        ask(
            &request::RequestOf { site, id, project, built: &built, phased, record },
            &mut requests,
            &mut places,
        );
    }
    for (id, project) in &siteless {
        let phased = &Phased { years: project.phasing(), from: PhasedFrom::List };
        let built = built(None, phased, Some(project), record);
        let (site, project) = (None, Some(project));
        ask(
            &request::RequestOf { site, id, project, built: &built, phased, record },
            &mut requests,
            &mut places,
        );
    }
    counts.requests = requests.len() as u64;
    counts.homes = requests.iter().map(|request| u64::from(request.load.homes)).sum();
    counts.issues = issues.total();
    let by_area =
        requests.iter().map(|request| (request.grid_area_id.as_deref().unwrap_or_default(), &request.load));
    let balance = balance(by_area, &headroom);
    let stations: Vec<_> = stations(&places, &record.params.net)
        .into_iter()
        .map(|station| {
            let point = places[station.sites[0]].point;
            (station, point)
        })
        .collect();
    let found = Requests { frame, requests, balance, stations, counts };
    progress.begin("write", None);
    let outputs = write::write(&found, &issues)?;
    let trail = Trail { counts, made: serde_json::Value::Null, failed: Vec::new(), outputs };
    let folder = found.frame.commit(&trail)?;
    progress.end();
    Ok(Outcome { folder, lang, counts, balance: found.balance, issues })
}

/// Refuses a table of capacity where the run knows no supply areas: nothing
/// could be held against it, and every area would seem to have room.
fn check_areas(options: &Options, record: &Record) -> Result<(), Error> {
    if options.capacity.is_none() || record.layers.grid_areas.is_some() {
        return Ok(());
    }
    Err(Error::CommandLine {
        detail: format!(
            "the run in `{}` knows no supply areas, so whether they are short (krap) stays unknown: no site can be \
             held against `--capaciteit`",
            options.document.run.display()
        ),
        hint: "name a map of them in the project file (`[grid] areas = …`) and scan again, or leave `--capaciteit` out"
            .into(),
    })
}

/// What the lists say of the sites of the run.
struct Lists {
    sites: Vec<SiteRow>,
    /// By site the first row about it.
    projects: BTreeMap<String, PlannedProject>,
    /// By site and year the homes of the rows that give a year.
    listed: BTreeMap<String, BTreeMap<u16, u32>>,
    /// Rows with years that lead to no site, by where they stand.
    siteless: BTreeMap<String, PlannedProject>,
}

fn read_lists(
    options: &Options,
    record: &Record,
    counts: &mut Counts,
    issues: &mut Issues,
) -> Result<Lists, Error> {
    if options.lists.is_empty() {
        let (projects, listed) = (BTreeMap::new(), BTreeMap::new());
        return Ok(Lists { sites: record.sites()?, projects, listed, siteless: BTreeMap::new() });
    }
    let planned = Planned::read(record, &options.lists, issues)?;
    planned.report(issues);
    let listed = planned.phasing();
    let (mut projects, mut siteless) = (BTreeMap::new(), BTreeMap::new());
    // Two lists tell of the same projects; rows of one list add up.
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for (list, project, found) in planned.rows() {
        let homes = u64::from(project.n_homes().unwrap_or_default());
        counts.listed += homes;
        if let Some(site) = found.site {
            projects.entry(planned.sites[site].id.clone()).or_insert_with(|| project.clone());
        }
        let name = project.ppm_id.as_deref().unwrap_or_else(|| project.title()).trim().to_lowercase();
        let is_first = found.site.is_some() || *told.entry(name).or_insert(list) == list;
        let may_ask = found.site.is_some() || found.status == ProjectStatus::NotInScan && is_first;
        if !may_ask {
            counts.listed_elsewhere += homes;
        } else if !project.phasing().is_empty() {
            if found.site.is_none() {
                counts.listed_without_site += homes;
                siteless.insert(format!("list {list:03}, {:>9}", project.row), project.clone());
            }
        } else {
            counts.listed_without_year += homes;
            let list = &planned.lists.lists[list];
            issues.push(Issue {
                kind: IssueKind::BadRecord,
                file: list.file.clone(),
                layer: list.sheet.clone(),
                object: record_name(project.row),
                cell: None,
                detail: format!("`{:.60}` names no year for its {homes} homes: not asked", project.title()),
            });
        }
    }
    Ok(Lists { sites: planned.sites, projects, listed, siteless })
}

/// Makes the requests of one site or project, a year each.
fn ask(about: &request::RequestOf<'_>, requests: &mut Vec<Request>, places: &mut Vec<AtPlace>) {
    let params = &about.record.params;
    let years = loads(about.phased, about.built, &params.net, &params.fasering);
    let load_kw = years.iter().map(|year| year.coincident.0).sum();
    let asked: Vec<Request> = years.into_iter().map(|load| Request::new(about, load)).collect();
    if let Some(point) = asked.first().and_then(|request| request.point) {
        places.push(AtPlace { point, homes: about.phased.homes(), load_kw });
    }
    requests.extend(asked);
}

/// A table's identifications as sites: of a location its best form stands.
fn at_sites(
    given: BTreeMap<String, BTreeMap<u16, u32>>,
    sites: &[SiteRow],
    input: &Input,
    issues: &mut Issues,
) -> BTreeMap<String, BTreeMap<u16, u32>> {
    let mut known: BTreeMap<String, BTreeMap<u16, u32>> = BTreeMap::new();
    for (id, years) in given {
        let site = sites
            .iter()
            .find(|site| site.id == id)
            .or_else(|| sites.iter().find(|site| site.location == id && site.choice.best));
        match site {
            Some(site) => {
                let own = known.entry(site.id.clone()).or_default();
                years.into_iter().for_each(|(year, homes)| {
                    let sum = own.entry(year).or_default();
                    *sum = sum.saturating_add(homes);
                });
            }
            None => issues.push(Issue {
                kind: IssueKind::Unmatched,
                file: input.sources.first().map(|source| source.name.clone()).unwrap_or_default(),
                layer: String::new(),
                object: id,
                cell: None,
                detail: "is no site_id or location_id of the run; left out".into(),
            }),
        }
    }
    known
}

/// The sites that are asked for, in the order of the run: those somebody gave
/// years; of the others the set of every location that is put forward, or of
/// all, where no list says what is built.
fn choose<'a>(
    sites: &'a [SiteRow],
    all: bool,
    phased: [&BTreeMap<String, BTreeMap<u16, u32>>; 2],
    on_lists: &BTreeSet<&str>,
    counts: &mut Counts,
) -> Vec<&'a SiteRow> {
    let forward: BTreeSet<&str> =
        sites.iter().filter(|site| site.is_put_forward()).map(|site| site.location.as_str()).collect();
    let mut asked = Vec::new();
    for site in sites {
        let is_phased = phased.iter().any(|phased| phased.contains_key(&site.id));
        let is_on_list = on_lists.contains(site.location.as_str());
        let able = !matches!(site.verdict, Verdict::Unsuitable(_));
        let wanted = is_phased
            || !is_on_list && able && site.choice.in_set && (all || forward.contains(site.location.as_str()));
        match (wanted, is_phased || site.homes.mid.is_some_and(|homes| homes > 0)) {
            (false, _) => counts.not_asked += 1,
            (true, false) => counts.unknown += 1,
            (true, true) => {
                counts.asked += 1;
                asked.push(site);
            }
        }
    }
    asked
}

/// Years for every site that is asked for: the table first, then the lists,
/// then the rule, which leaves room for what is given.
fn phase(
    asked: &[&SiteRow],
    given: BTreeMap<String, BTreeMap<u16, u32>>,
    listed: BTreeMap<String, BTreeMap<u16, u32>>,
    record: &Record,
    counts: &mut Counts,
) -> Phasing {
    let mut phasing = Phasing::new();
    for (years, from) in [(given, PhasedFrom::Given), (listed, PhasedFrom::List)] {
        for (site, mut years) in years {
            years.retain(|_, homes| *homes > 0);
            phasing.entry(site).or_insert(Phased { years, from });
        }
    }
    let gemeente = |site: &SiteRow| site.called.gemeente_code.clone().unwrap_or_default();
    let mut taken: BTreeMap<(String, u16), u32> = BTreeMap::new();
    for site in asked {
        for (year, homes) in phasing.get(&site.id).into_iter().flat_map(|phased| &phased.years) {
            let sum = taken.entry((gemeente(site), *year)).or_default();
            *sum = sum.saturating_add(*homes);
        }
    }
    // In the order of the run: by group, best first.
    let open: Vec<ToPhase> = asked
        .iter()
        .filter(|site| !phasing.contains_key(&site.id))
        .map(|site| ToPhase {
            site_id: site.id.clone(),
            gemeente: gemeente(site),
            homes: site.homes.mid.unwrap_or(0),
        })
        .collect();
    phasing.extend(propose(&open, &taken, &record.params.fasering));
    for site in asked {
        match phasing.get(&site.id).map(|phased| phased.from) {
            Some(PhasedFrom::Given) => counts.given += 1,
            Some(PhasedFrom::List) => counts.by_list += 1,
            Some(PhasedFrom::Rule) => counts.by_rule += 1,
            None => {}
        }
    }
    phasing
}

/// What is built and what goes at a site, for as many homes as are phased.
fn built(
    site: Option<&SiteRow>,
    phased: &Phased,
    project: Option<&PlannedProject>,
    record: &Record,
) -> Built {
    let net = &record.params.net;
    let heat = project
        .and_then(|project| crate::params::HeatConcept::parse(project.heat_concept.as_deref()?.trim()))
        .unwrap_or(net.heat_concept.value);
    let chargers = project.and_then(|project| project.chargers).unwrap_or(0);
    let added = phased.homes();
    let rebuilt = site.filter(|site| site.form == Form::SloopNieuwbouw);
    let gone = rebuilt.and_then(|site| site.n_homes).unwrap_or(0);
    Built { chargers, gone, built: added.saturating_add(gone), ..Built::new(added, heat) }
}
