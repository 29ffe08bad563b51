//! Which project needs how much of the grid, where, when, and in which order
//! does it fit?
//!
//! Reads a finished run, what is known of years (planning lists, a table of a
//! phasing, else the simple rule) and of room (the map of the run, a table of
//! capacity), and writes the requests of a province to its netbeheerders. It
//! says what the map says; whether somebody is connected is for the
//! netbeheerder to say.

mod answers;
mod filing;
mod filing_book;
mod fit;
mod in_window;
mod lacks;
mod page;
mod promises;
mod request;
mod room;
mod said;
mod sums;
mod workbook;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

pub use answers::Answer;
use answers::Answers;
pub use filing::{FILING, Filing, claim_words, status_word};
pub use in_window::WindowCounts;
pub use lacks::{Field, Lack};
pub use page::list_sentence;
use request::RequestOf;
pub use request::{REQUESTS, Request};
pub use room::{RoomInput, room};
pub use sums::Sum;

use crate::{
    config::{Input, Peildatum, Source},
    demand::{Gemeenten, ListCounts, NoYears, NotAsked, built, choose, listed},
    documents::{self, Frame, Kind, Trail},
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::{Lang, say},
    plan::{
        AreaBalance, AtPlace, Claims, Day, Phased, PhasedFrom, Phasing, Room, Station, ToPhase, Window,
        balance, loads, propose, stations,
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
    /// Room for homes; `None` for what the map says, as [`RoomInput::Kaart`].
    pub room: Option<RoomInput>,
    /// A table of capacity by supply area and year, about large connections.
    pub capacity: Option<Input>,
    /// Filing lists as they were filled in.
    pub status: Vec<Source>,
    /// The day from which the window is counted; `None` for that of the run,
    /// else for the first day of the window.
    pub today: Option<Peildatum>,
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
        let status = self.status.iter().map(|list| ("status", list));
        let room = self.room.iter().flat_map(RoomInput::sources).map(|source| ("ruimte", source));
        lists
            .chain(of("fasering", &self.phasing))
            .chain(room)
            .chain(of("capaciteit", &self.capacity))
            .chain(status)
            .collect()
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
    /// Requests in the window, a site or project each.
    pub window: WindowCounts,
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
    /// The same as they are filed, a site or project each, in the order of a list.
    filings: Vec<Filing>,
    /// The days between which they move.
    window: Window,
    /// What of the reservation of each area is claimed, by area.
    claims: BTreeMap<String, Claims>,
    room: Room,
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
    let window = filing::window(&record.params.net, today(options, record))
        .ok_or_else(|| Error::Defect("`net.request_from` or `net.release_on` is no day".into()))?;
    let mut answers = Answers::read(&options.status, &record.params.net, &mut issues)?;
    let mut room = room(options.room.as_ref(), options.capacity.as_ref(), record, &mut issues)?;
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
        listed(planned, &given, record.params.vormen.reference_year.value, NoYears::Left)
    });
    let listed = listed.unwrap_or_default();
    listed.report(&say!("niet aangevraagd", "not asked"), &mut issues);
    progress.end();

    let gemeenten = Gemeenten::of(sites);
    let given_sites = given.keys().map(String::as_str).collect();
    let chosen = choose(sites, options.all, &given_sites, &listed);
    counts.sites = sites.len() as u64;
    counts.asked = chosen.asked.len() as u64 + chosen.by_projects;
    counts.not_asked = chosen.not_asked;
    counts.unknown = chosen.unknown.len() as u64;
    let asked = chosen.asked;
    let phasing = phase(&asked, given, listed.taken(sites, &gemeenten), record, &mut counts);
    counts.by_list = listed.projects.len() as u64;
    counts.lists = lists.as_ref().map(|_| listed.counts.clone());
    let mut asks = Asks {
        window,
        answers: &mut answers,
        lang,
        requests: Vec::new(),
        filings: Vec::new(),
        places: Vec::new(),
    };
    let request_ids = filing::request_ids(&listed.projects);
    // Homes of a site go once, whatever the number of rows about it.
    let mut gone_at = BTreeSet::new();
    for (listed, request_id) in listed.projects.iter().zip(&request_ids) {
        let about: Vec<&SiteRow> = listed.sites.iter().map(|at| &sites[*at]).collect();
        let phased = &Phased { years: listed.years.clone(), from: PhasedFrom::List };
        let first: Vec<&SiteRow> =
            about.iter().copied().filter(|site| gone_at.insert(site.id.as_str())).collect();
        let project = Some(&listed.project);
        let built = built(&first, phased.homes(), project, &record.params);
        let of = RequestOf {
            sites: &about,
            id: &listed.id,
            request_id,
            project,
            built: &built,
            phased,
            gemeenten: &gemeenten,
            record,
        };
        asks.ask(&of);
    }
    for site in &asked {
        let Some(phased) = phasing.get(&site.id) else { continue };
        let project = listed.first_at.get(&site.id);
        let sites = &[*site];
        let built = built(sites, phased.homes(), project, &record.params);
        let of = RequestOf {
            sites,
            id: &site.id,
            request_id: &site.id,
            project,
            built: &built,
            phased,
            gemeenten: &gemeenten,
            record,
        };
        asks.ask(&of);
    }
    let Asks { requests, mut filings, places, .. } = asks;
    answers.report(&mut issues);
    promises::check(&filings, &options.status, &record.params.net)?;
    filing::sort(&mut filings);
    promises::promise(&filings, &mut room);
    counts.window = WindowCounts::of(&filings);
    counts.requests = requests.len() as u64;
    counts.homes = requests.iter().map(|request| u64::from(request.load.homes)).sum();
    counts.issues = issues.total();
    let by_area =
        requests.iter().map(|request| (request.grid_area_id.as_deref().unwrap_or_default(), &request.load));
    let balance = balance(by_area, &room);
    let stations: Vec<_> = stations(&places, &record.params.net)
        .into_iter()
        .map(|station| {
            let point = places[station.sites[0]].point;
            (station, point)
        })
        .collect();
    let not_asked = counts.lists.is_some().then_some(listed.not_asked);
    let last = balance.iter().flat_map(|area| area.years.last()).map(|year| year.year).max();
    let claims = promises::claims(&filings, &room, last);
    let found =
        Requests { frame, requests, filings, window, claims, room, balance, stations, not_asked, counts };
    progress.begin("write", None);
    let mut outputs = write::write(&found, &issues)?;
    if let Some(not_asked) = &found.not_asked {
        outputs.push(write::not_asked(&found.frame, not_asked)?.to_owned());
    }
    let trail =
        Trail { counts: found.counts.clone(), made: serde_json::Value::Null, failed: Vec::new(), outputs };
    let folder = found.frame.commit(&trail)?;
    progress.end();
    let Trail { counts, .. } = trail;
    Ok(Outcome { folder, lang, counts, balance: found.balance, issues })
}

/// The day that was given, else the one on which the run looked up its registers.
fn today(options: &Options, record: &Record) -> Option<Day> {
    let of_run =
        || record.run.inputs.iter().map(|input| input.peildatum.as_str()).find(|day| !day.is_empty());
    Day::parse(options.today.as_ref().map(Peildatum::as_str).or_else(of_run)?)
}

/// Requests as they are made.
struct Asks<'a> {
    window: Window,
    answers: &'a mut Answers,
    lang: Lang,
    requests: Vec<Request>,
    filings: Vec<Filing>,
    places: Vec<AtPlace>,
}

impl Asks<'_> {
    /// Makes the requests of one site or project, a year each, and what is filed of them.
    fn ask(&mut self, about: &RequestOf<'_>) {
        let params = &about.record.params;
        let years = loads(about.phased, about.built, &params.net, &params.fasering);
        let load_kw = years.iter().map(|year| year.coincident.0).sum();
        let mut asked: Vec<Request> = years.into_iter().map(|load| Request::new(about, load)).collect();
        let Some(filing) = Filing::of(about, &asked, &self.window, self.answers) else { return };
        asked.iter_mut().for_each(|request| request.put_behind(filing.behind_years(self.lang)));
        if let Some(point) = asked.first().and_then(|request| request.point) {
            self.places.push(AtPlace { point, homes: about.phased.homes(), load_kw });
        }
        self.filings.push(filing);
        self.requests.extend(asked);
    }
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
