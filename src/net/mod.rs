//! Which project needs how much of the grid, where, when, and in which order
//! does it fit?
//!
//! Reads a finished run, what is known of years (planning lists, a table of a
//! phasing, else the simple rule) and of room (the map of the run, a table of
//! capacity), and writes the requests of a province to its netbeheerders. It
//! says what the map says; whether somebody is connected is for the
//! netbeheerder to say.

mod fit;
mod in_gemeente;
mod list;
mod not_asked;
mod page;
mod request;
mod sums;
mod workbook;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use in_gemeente::Gemeenten;
use list::Listed;
pub use list::{ListCounts, NotAsked, ProjectCount, WhyNot};
pub use not_asked::NOT_ASKED;
pub use page::list_sentence;
use request::RequestOf;
pub use request::{REQUESTS, Request};
pub use sums::Sum;

use crate::{
    config::{Input, Source},
    documents::{self, Frame, Kind, Trail},
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::{Lang, say},
    model::{Form, PlannedProject},
    plan::{
        AreaBalance, AtPlace, Built, Headroom, Phased, PhasedFrom, Phasing, Station, ToPhase, balance, loads,
        propose, stations,
    },
    planlijst::Planned,
    progress::Progress,
    read::capacity,
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
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// Sites of the run.
    pub sites: u64,
    /// Of these, asked for: by themselves, or by a project of a list.
    pub asked: u64,
    /// Of these, not put forward, on no list, or not in the set of their location.
    pub not_asked: u64,
    /// Of these, without an expected number of homes: nothing to ask yet.
    pub unknown: u64,
    /// What is asked for by who phased it: sites of a table.
    pub given: u64,
    /// Projects of a planning list.
    pub by_list: u64,
    /// Sites by the simple rule.
    pub by_rule: u64,
    /// Rows of requests: a site or project and a year each.
    pub requests: u64,
    /// Homes of all requests.
    pub homes: u64,
    /// What became of the rows of the lists; `None` without lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lists: Option<ListCounts>,
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
    /// Homes of the lists that are not asked for; `None` without lists.
    not_asked: Option<Vec<NotAsked>>,
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
    let lists = (!options.lists.is_empty()).then(|| Planned::read(record, &options.lists, &mut issues));
    let lists = lists.transpose()?;
    let own;
    let sites: &[SiteRow] = match &lists {
        Some(planned) => &planned.sites,
        None => {
            own = record.sites()?;
            &own
        }
    };
    let given = match &options.phasing {
        Some(input) => at_sites(capacity::read_phasing(input, &mut issues)?, sites, input, &mut issues),
        None => BTreeMap::new(),
    };
    let listed = lists.as_ref().map(|planned| {
        planned.report(&mut issues);
        let given = given.keys().map(String::as_str).collect();
        list::listed(planned, &given, record.params.vormen.reference_year.value)
    });
    let listed = listed.unwrap_or_default();
    listed.report(&mut issues);
    let by_year = options.capacity.as_ref().map(|input| capacity::read(input, &mut issues)).transpose()?;
    check_matches(by_year.as_ref(), record)?;
    progress.end();

    let gemeenten = Gemeenten::of(sites);
    let asked = choose(sites, options.all, &given, &listed, &mut counts);
    let phasing = phase(&asked, given, listed.taken(sites, &gemeenten), record, &mut counts);
    counts.by_list = listed.projects.len() as u64;
    counts.lists = lists.as_ref().map(|_| listed.counts.clone());
    let by_map = record.layers.grid_areas.iter().flat_map(|set| {
        set.ids.iter().zip(&set.says).filter_map(|(id, area)| Some((id.clone(), area.headroom_mw?)))
    });
    let headroom = Headroom::new(by_year.unwrap_or_default(), by_map.collect());
    let mut requests = Vec::new();
    let mut places = Vec::new();
    // Homes of a site go once, whatever the number of rows about it.
    let mut gone_at = BTreeSet::new();
    for listed in &listed.projects {
        let about: Vec<&SiteRow> = listed.sites.iter().map(|at| &sites[*at]).collect();
        let phased = &Phased { years: listed.years.clone(), from: PhasedFrom::List };
        let first: Vec<&SiteRow> =
            about.iter().copied().filter(|site| gone_at.insert(site.id.as_str())).collect();
        let project = Some(&listed.project);
        let built = built(&first, phased, project, record);
        let of = RequestOf {
            sites: &about,
            id: &listed.id,
            project,
            built: &built,
            phased,
            gemeenten: &gemeenten,
            record,
        };
        ask(&of, &mut requests, &mut places);
    }
    for site in &asked {
        let Some(phased) = phasing.get(&site.id) else { continue };
        let project = listed.first_at.get(&site.id);
        let sites = &[*site];
        let built = built(sites, phased, project, record);
        let of =
            RequestOf { sites, id: &site.id, project, built: &built, phased, gemeenten: &gemeenten, record };
        ask(&of, &mut requests, &mut places);
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
    let not_asked = counts.lists.is_some().then_some(listed.not_asked);
    let found = Requests { frame, requests, balance, stations, not_asked, counts };
    progress.begin("write", None);
    let mut outputs = write::write(&found, &issues)?;
    if let Some(not_asked) = &found.not_asked {
        outputs.push(not_asked::write(&found.frame, not_asked)?.to_owned());
    }
    let trail =
        Trail { counts: found.counts.clone(), made: serde_json::Value::Null, failed: Vec::new(), outputs };
    let folder = found.frame.commit(&trail)?;
    progress.end();
    let Trail { counts, .. } = trail;
    Ok(Outcome { folder, lang, counts, balance: found.balance, issues })
}

/// Refuses a table of capacity where the run knows no supply areas: nothing
/// could be held against it, and every area would seem to have room.
fn check_areas(options: &Options, record: &Record) -> Result<(), Error> {
    if options.capacity.is_none() || record.layers.grid_areas.is_some() {
        return Ok(());
    }
    Err(Error::CommandLine {
        detail: say!(
            "de run in `{}` kent geen voedingsgebieden, dus of ze krap zijn blijft onbekend: geen locatie is naast \
             `--capaciteit` te leggen",
            "the run in `{}` knows no supply areas, so whether they are short (krap) stays unknown: no site can be \
             held against `--capaciteit`",
            options.document.run.display()
        ),
        hint: say!(
            "noem een kaart ervan in het projectbestand (`[grid] areas = …`) en scan opnieuw, of laat `--capaciteit` weg",
            "name a map of them in the project file (`[grid] areas = …`) and scan again, or leave `--capaciteit` out"
        ),
    })
}

/// Refuses a table of capacity about other areas than those of the run: none
/// could be held against it.
fn check_matches(
    by_year: Option<&BTreeMap<String, BTreeMap<u16, f64>>>,
    record: &Record,
) -> Result<(), Error> {
    let (Some(by_year), Some(areas)) = (by_year, &record.layers.grid_areas) else { return Ok(()) };
    if areas.ids.iter().any(|id| by_year.contains_key(id)) {
        return Ok(());
    }
    let some = |ids: &mut dyn Iterator<Item = &String>| -> String {
        ids.take(5).map(|id| format!("`{id:.40}`")).collect::<Vec<_>>().join(", ")
    };
    let there = match some(&mut by_year.keys()) {
        none if none.is_empty() => "–".into(),
        there => there,
    };
    Err(Error::CommandLine {
        detail: say!(
            "`--capaciteit` noemt geen voedingsgebied van de run; er staat: {there}",
            "`--capaciteit` names no supply area of the run; it has {there}"
        ),
        hint: say!(
            "de kolom voedingsgebied_id moet de identificaties van de run bevatten, zoals {}",
            "the column voedingsgebied_id must hold the identifications of the run, such as {}",
            some(&mut areas.ids.iter())
        ),
    })
}

/// Makes the requests of one site or project, a year each.
fn ask(about: &RequestOf<'_>, requests: &mut Vec<Request>, places: &mut Vec<AtPlace>) {
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
                detail: say!(
                    "is geen site_id of location_id van de run; weggelaten",
                    "is no site_id or location_id of the run; left out"
                ),
            }),
        }
    }
    known
}

/// The sites that are asked for by themselves, in the order of the run: those a
/// table gives years; of the others those that are put forward, with what goes
/// together with them, or the set of every location, where no list says what is
/// built.
fn choose<'a>(
    sites: &'a [SiteRow],
    all: bool,
    given: &BTreeMap<String, BTreeMap<u16, u32>>,
    listed: &Listed,
    counts: &mut Counts,
) -> Vec<&'a SiteRow> {
    counts.sites = sites.len() as u64;
    // What is put forward may be another form than what goes together best.
    let in_sets = sites.iter().filter(|site| site.is_put_forward() && site.choice.in_set);
    let forward: BTreeSet<&str> = in_sets.map(|site| site.location.as_str()).collect();
    let by_project: BTreeSet<usize> =
        listed.projects.iter().flat_map(|project| &project.sites).copied().collect();
    let mut asked = Vec::new();
    for (at, site) in sites.iter().enumerate() {
        let is_given = given.contains_key(&site.id);
        let is_on_list = listed.locations.contains(&site.location);
        let together = all || forward.contains(site.location.as_str());
        let chosen = if together { site.choice.in_set } else { site.is_put_forward() };
        let wanted = is_given || !is_on_list && site.verdict.has_homes() && chosen;
        if by_project.contains(&at) {
            counts.asked += 1;
            continue;
        }
        match (wanted, is_given || site.homes.mid.is_some_and(|homes| homes > 0)) {
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

/// Years for every site that is asked for: the table first, then the rule,
/// which leaves room for what is given and `taken` by the lists.
fn phase(
    asked: &[&SiteRow],
    given: BTreeMap<String, BTreeMap<u16, u32>>,
    mut taken: BTreeMap<(String, u16), u32>,
    record: &Record,
    counts: &mut Counts,
) -> Phasing {
    let mut phasing = Phasing::new();
    for (site, mut years) in given {
        years.retain(|_, homes| *homes > 0);
        phasing.entry(site).or_insert(Phased { years, from: PhasedFrom::Given });
    }
    let gemeente = |site: &SiteRow| site.called.gemeente_code.clone().unwrap_or_default();
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
            Some(PhasedFrom::Rule) => counts.by_rule += 1,
            Some(PhasedFrom::List) | None => {}
        }
    }
    phasing
}

/// What is built and what goes at sites, for as many homes as are phased.
fn built(sites: &[&SiteRow], phased: &Phased, project: Option<&PlannedProject>, record: &Record) -> Built {
    let net = &record.params.net;
    let heat = project
        .and_then(|project| crate::params::HeatConcept::parse(project.heat_concept.as_deref()?.trim()))
        .unwrap_or(net.heat_concept.value);
    let chargers = project.and_then(|project| project.chargers).unwrap_or(0);
    let added = phased.homes();
    let rebuilt = sites.iter().filter(|site| site.form == Form::SloopNieuwbouw);
    let gone = rebuilt.filter_map(|site| site.n_homes).fold(0, u32::saturating_add);
    Built { chargers, gone, built: added.saturating_add(gone), ..Built::new(added, heat) }
}
