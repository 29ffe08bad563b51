//! Which homes in which year, so that the grid holds?
//!
//! Reads a finished run, the planning lists, the room that homes have by supply
//! area, station and year, and what people want, and gives every project a year
//! in which it fits, or says that it waits, and for how many megawatts. What is
//! phased is what is asked for in a request to the netbeheerders
//! ([`crate::demand`]). It says what fits the figures given; whether somebody
//! is connected is for the netbeheerder to say.

mod area;
mod bind;
mod chances;
mod entry;
mod json;
mod layers;
mod load;
mod maps;
mod page;
mod problem;
mod said;
mod sheets;
mod solve;
mod tables;
mod watts;
mod write;

use std::{collections::BTreeSet, path::PathBuf};

use serde::Serialize;
pub use tables::{LIMITS, PROJECTS, STAIRS};

use self::{
    area::Limit,
    bind::{Binding, Idle},
    chances::Chances,
    entry::{Entry, Making},
    load::Loads,
    problem::NoPlace,
    solve::{Solved, Steps, With},
};
use crate::{
    codes::codes,
    config::Source,
    demand::{Gemeenten, ListCounts, Listed, NoYears, choose, listed},
    documents::{self, Frame, Kind, Trail},
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::{Lang, Said, say},
    net::{RoomInput, room},
    plan::{
        Room,
        schedule::{Effort, Problem, Start, solver::MicroLp},
    },
    planlijst::Planned,
    progress::Progress,
    read::{wishes, wishes::Wishes},
    record::Record,
    tables::SiteRow,
};

/// How a phasing is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// How it is asked for.
    pub document: documents::Options,
    /// Where room comes from.
    pub room: RoomInput,
    /// Planning lists; the projects on them are phased.
    pub lists: Vec<Source>,
    /// What people want.
    pub wishes: Option<Source>,
    /// Whether all sites that could add homes are phased, not those put forward alone.
    pub all: bool,
    /// Years of the plan; `None` for those of the norm.
    pub years: Option<u16>,
}

impl Options {
    /// All that is read besides the run.
    fn sources(&self) -> Vec<(&'static str, &Source)> {
        let mut sources: Vec<_> = self.lists.iter().map(|list| ("planlijst", list)).collect();
        sources.extend(self.room.sources().map(|source| ("ruimte", source)));
        sources.extend(self.wishes.iter().map(|wishes| ("wensen", wishes)));
        sources
    }
}

/// Projects and sites, and their homes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Count {
    /// Projects and sites.
    pub projects: u64,
    /// Homes.
    pub homes: u64,
}

/// Counts that add up.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Counts {
    /// Sites of the run.
    pub sites: u64,
    /// Of these, phased by themselves.
    pub sites_phased: u64,
    /// Of these, phased under a project of a list.
    pub sites_by_projects: u64,
    /// Of these, not put forward, on no list, or not in the set of their location.
    pub sites_not_asked: u64,
    /// Of these, without an expected number of homes.
    pub sites_without_homes: u64,
    /// What is to be phased: projects of lists, and sites by themselves.
    pub phased: Count,
    /// Of these, with a year.
    pub placed: Count,
    /// Of these, that wait for room.
    pub waiting: Count,
    /// Of these, in no supply area that is known.
    pub unknown_area: Count,
    /// Of these, in a supply area whose room is not known.
    pub unknown_room: Count,
    /// Of these, planned after the last year.
    pub later: Count,
    /// Of the homes with a year, those delivered after the last year of the plan.
    pub homes_after: u64,
    /// Projects without a score of their own.
    pub without_score: u64,
    /// Load of what waits, as it was asked, kW.
    pub waiting_kw: f64,
    /// What the plan is worth: homes × score / 100, sooner before later.
    pub value: f64,
    /// What no plan is worth more than.
    pub bound: f64,
    /// Whether no plan is better.
    pub proven: bool,
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
    /// The answer in lines, the one to read first in front.
    pub lines: Vec<String>,
}

codes! {
    /// For what a project waits.
    For {
        /// Room: it fits in no year beside what is placed.
        Room = "room",
        /// It would fit; a wish or norm leaves it out.
        Wishes = "wishes",
    }
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It has a year.
    Placed(Start),
    /// It has no year.
    Waits(For),
    /// It cannot be placed, whatever the plan.
    Nowhere(NoPlace),
}

/// All that is known, before it is written.
struct Found {
    frame: Frame,
    planned: Planned,
    listed: Listed,
    /// Whether room is that of the map, or of a table about large connections.
    about_large: bool,
    years: Vec<u16>,
    entries: Vec<Entry>,
    /// Of each entry, its work in the problem.
    works: Vec<Option<usize>>,
    fates: Vec<Fate>,
    limits: Vec<Limit>,
    loads: Vec<Loads>,
    problem: Problem,
    solved: Solved,
    /// How many of the wishes of the problem people typed; norms and years of
    /// lists stand behind them.
    n_wished: usize,
    /// Wishes about what is not placed.
    idle: Vec<Idle>,
    chances: Chances,
    counts: Counts,
}

impl Found {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    fn record(&self) -> &Record {
        &self.frame.record
    }

    fn sites(&self) -> &[SiteRow] {
        &self.planned.sites
    }

    /// The entries in an area, or below a station, that wait.
    fn waiting_in(&self, limit: usize) -> impl Iterator<Item = usize> {
        (0..self.entries.len()).filter(move |at| {
            let area = problem::area_of(&self.entries[*at], &self.limits);
            let is_in = area.is_some_and(|area| area == limit || self.limits[area].parent == Some(limit));
            is_in && matches!(self.fates[*at], Fate::Waits(_))
        })
    }

    /// The entry of a work.
    fn entry_of(&self, work: usize) -> Option<usize> {
        self.works.iter().position(|own| *own == Some(work))
    }
}

/// Phases a run and writes the answer, whole or not at all.
///
/// # Errors
///
/// Those of the run, the lists, the room and the wishes; [`Error::Export`] when
/// the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let frame = Frame::open(Kind::Fasering, &options.document, &options.sources())?;
    let mut issues = Issues::default();
    progress.begin("read", None);
    check_areas(options, &frame.record)?;
    let wishes = options.wishes.as_ref().map(wishes::read).transpose()?.unwrap_or_default();
    let room = room(Some(&options.room), None, &frame.record, &mut issues)?;
    let has_lists = !options.lists.is_empty();
    let planned = if has_lists {
        Planned::read(&frame.record, &options.lists, &mut issues)?
    } else {
        Planned::none(&frame.record)?
    };
    if has_lists {
        check_lists(&planned)?;
        planned.report(&mut issues);
    }
    progress.end();
    let mut found = find(options, frame, planned, &room, &wishes, &mut issues, progress)?;
    progress.begin("write", None);
    let lang = found.lang();
    let lines = said::lines(&found);
    let outputs = write::write(&mut found, &issues)?;
    let Found { frame, counts, .. } = found;
    let trail = Trail { counts, made: serde_json::Value::Null, failed: Vec::new(), outputs };
    let folder = frame.commit(&trail)?;
    progress.end();
    Ok(Outcome { folder, lang, counts: trail.counts, lines })
}

/// Places everything.
fn find(
    options: &Options,
    frame: Frame,
    planned: Planned,
    room: &Room,
    wishes: &Wishes,
    issues: &mut Issues,
    progress: &mut dyn Progress,
) -> Result<Found, Error> {
    let (record, lang) = (&frame.record, frame.lang);
    let params = &record.params;
    let has_lists = !options.lists.is_empty();
    let first_year = params.vormen.reference_year.value;
    let listed = listed(&planned, &BTreeSet::new(), first_year, NoYears::Asked);
    listed.report(&say!("buiten de fasering", "outside the phasing"), issues);
    let gemeenten = Gemeenten::of(&planned.sites);
    let chosen = choose(&planned.sites, options.all, &BTreeSet::new(), &listed);
    report_unknown(&chosen.unknown, options, issues);
    let making = Making {
        record,
        sites: &planned.sites,
        gemeenten: &gemeenten,
        netbewust: wishes.netbewust.unwrap_or(true),
    };
    let mut entries = making.entries(&listed.projects, &chosen.asked);
    let years = years(&entries, options.years, record);
    let limits = area::limits(&entries, room, &years);
    report_room(&limits, &years, options, issues);
    let places = problem::placeable(&entries, &limits, &years);
    let works: Vec<Option<usize>> = places.iter().map(|place| place.ok()).collect();
    let file = options.wishes.as_ref().map_or("", |source| source.name.as_str());
    let binding =
        Binding { entries: &entries, works: &works, sites: &planned.sites, years: &years, file, lang };
    let measures = binding.measures(&wishes.measures)?;
    let (mut bound, idle) = binding.wishes(wishes)?;
    let n_wished = bound.len();
    bound.extend(problem::standing_wishes(&binding, &binding.limited(wishes)?, params));
    for (at, ways) in measures {
        entries[at].ways.extend(ways);
    }
    report_idle(&idle, &entries, options, issues);
    report_loads(&entries, issues, &planned);
    report_areas(&entries, issues, &planned);
    let problem = Problem {
        years: years.len(),
        works: problem::works(&entries, &places, &limits, params),
        areas: limits.iter().map(Limit::area).collect(),
        wishes: bound,
        later: params.fasering.later_worth.value,
        measure: params.fasering.measure_margin.value / 100.0,
        keur: params.fasering.value_keur.value,
    };
    let steps = Steps { mw: &params.fasering.step_mw.value, exact_mw: params.fasering.step_exact_mw.value };
    let solved = {
        let earliest = problem::earliest(&entries, &works, &years);
        let with = With { effort: Effort::of(&params.fasering), steps, solver: &MicroLp };
        solve::solve(&problem, &earliest, &limits, &with, progress)?
    };
    let mut fates: Vec<Fate> = places
        .iter()
        .map(|place| match place {
            Ok(work) => solved
                .plan()
                .starts
                .get(*work)
                .copied()
                .flatten()
                .map_or(Fate::Waits(For::Room), Fate::Placed),
            Err(why) => Fate::Nowhere(*why),
        })
        .collect();
    let starts: Vec<Option<Start>> = fates
        .iter()
        .map(|fate| match fate {
            Fate::Placed(start) => Some(*start),
            _ => None,
        })
        .collect();
    let loads = load::loads(&entries, &starts, &limits, &years);
    for (entry, fate) in entries.iter().zip(&mut fates) {
        if *fate == Fate::Waits(For::Room) && load::would_fit(entry, &limits, &loads, &years) {
            *fate = Fate::Waits(For::Wishes);
        }
    }
    let chances = chances::chances(&entries, &starts, years.len(), params);
    let mut counts = count(&entries, &fates, &solved, years.len());
    counts.sites = planned.sites.len() as u64;
    counts.sites_phased = chosen.asked.len() as u64;
    counts.sites_by_projects = chosen.by_projects;
    counts.sites_not_asked = chosen.not_asked;
    counts.sites_without_homes = chosen.unknown.len() as u64;
    counts.lists = has_lists.then(|| listed.counts.clone());
    counts.issues = issues.total();
    Ok(Found {
        about_large: room.is_about_large(),
        years,
        entries,
        works,
        fates,
        limits,
        loads,
        problem,
        solved,
        n_wished,
        idle,
        chances,
        counts,
        listed,
        planned,
        frame,
    })
}

/// The years of the plan: from the first that a project is planned in.
fn years(entries: &[Entry], asked: Option<u16>, record: &Record) -> Vec<u16> {
    let fasering = &record.params.fasering;
    let own = entries.iter().filter_map(|entry| entry.own_year).min();
    let first = own.unwrap_or(u16::MAX).min(fasering.first_year.value);
    let n = asked.unwrap_or(fasering.plan_years.value).max(1);
    (first..first.saturating_add(n)).collect()
}

fn count(entries: &[Entry], fates: &[Fate], solved: &Solved, n_years: usize) -> Counts {
    let mut counts = Counts {
        value: solved.plan().value,
        bound: solved.plan().bound,
        proven: solved.is_proven(),
        ..Counts::default()
    };
    for (entry, fate) in entries.iter().zip(fates) {
        let homes = entry.n_homes();
        counts.without_score += u64::from(!entry.is_scored());
        let own = match fate {
            Fate::Placed(start) => {
                let within: u64 =
                    load::homes_by_year(entry, start.year, n_years).into_iter().map(u64::from).sum();
                counts.homes_after += homes - within;
                &mut counts.placed
            }
            Fate::Waits(_) => {
                #[expect(clippy::cast_precision_loss, reason = "watts of one project")]
                let kw = entry.asked_w() as f64 / 1_000.0;
                counts.waiting_kw += kw;
                &mut counts.waiting
            }
            Fate::Nowhere(NoPlace::NoArea) => &mut counts.unknown_area,
            Fate::Nowhere(NoPlace::NoRoom) => &mut counts.unknown_room,
            Fate::Nowhere(NoPlace::Later) => &mut counts.later,
        };
        own.projects += 1;
        own.homes += homes;
        counts.phased.projects += 1;
        counts.phased.homes += homes;
    }
    counts
}

/// Refuses a run that knows no supply areas: every project would be unknown.
fn check_areas(options: &Options, record: &Record) -> Result<(), Error> {
    if record.layers.grid_areas.is_some() {
        return Ok(());
    }
    Err(Error::CommandLine {
        detail: say!(
            "de run in `{}` kent geen voedingsgebieden, dus wat er past is niet te zeggen",
            "the run in `{}` knows no supply areas, so what fits cannot be said",
            options.document.run.display()
        ),
        hint: say!(
            "noem een kaart ervan in het projectbestand (`[grid] areas = …`) en scan opnieuw",
            "name a map of them in the project file (`[grid] areas = …`) and scan again"
        ),
    })
}

/// Refuses a list that an earlier export of another run was filled in: it names
/// sites, and none of them is here.
fn check_lists(planned: &Planned) -> Result<(), Error> {
    let known: BTreeSet<&str> =
        planned.sites.iter().flat_map(|site| [site.id.as_str(), site.location.as_str()]).collect();
    for (at, list) in planned.lists.lists.iter().enumerate() {
        let named: Vec<&str> = planned
            .rows()
            .filter(|(of, ..)| *of == at)
            .filter_map(|(_, project, _)| project.site_id.as_deref())
            .flat_map(|ids| ids.split(';').map(str::trim).filter(|id| !id.is_empty()))
            .collect();
        let Some(first) = named.first() else { continue };
        if named.iter().any(|id| known.contains(id)) {
            continue;
        }
        let (file, n) = (list.file_name(), named.len());
        return Err(Error::NotFound {
            detail: say!(
                "`{file}` noemt {n} locaties (site_id), zoals `{first:.60}`, en geen ervan is van deze run: de lijst is van een andere run",
                "`{file}` names {n} sites (site_id), such as `{first:.60}`, and none of them is of this run: the list is of another run"
            ),
            hint: say!(
                "neem de run waarmee de lijst is gemaakt, of haal de kolom site_id uit de lijst",
                "take the run the list was made with, or take the column site_id out of the list"
            ),
        });
    }
    Ok(())
}

fn issue(kind: IssueKind, file: &str, object: String, detail: Said) -> Issue {
    Issue { kind, file: file.to_owned(), layer: String::new(), object, cell: None, detail }
}

fn report_unknown(unknown: &[&SiteRow], options: &Options, issues: &mut Issues) {
    let run = options.document.run.display().to_string();
    for site in unknown {
        issues.push(issue(
            IssueKind::BadRecord,
            &run,
            site.id.clone(),
            say!(
                "heeft geen verwacht aantal woningen: buiten de fasering",
                "has no expected number of homes: outside the phasing"
            ),
        ));
    }
}

/// Tells areas whose room is not known, in all years or in the first ones.
fn report_room(limits: &[Limit], years: &[u16], options: &Options, issues: &mut Issues) {
    let table = options.room.sources().next().map(|source| source.name.clone());
    let file = table.unwrap_or_else(|| options.document.run.display().to_string());
    for limit in limits {
        let detail = match (limit.is_known(), limit.is_station, limit.known_from()) {
            (false, false, _) => say!(
                "de ruimte is onbekend: hier wordt niets geplaatst",
                "its room is not known: nothing is placed here"
            ),
            (false, true, _) => say!(
                "de ruimte van het station is onbekend: alleen die van de gebieden eronder telt",
                "the room of the station is not known: only that of the areas below it counts"
            ),
            (true, _, Some(from)) => say!(
                "de ruimte is onbekend vóór {0}: tot dan wordt hier niets geplaatst",
                "its room is not known before {0}: until then nothing is placed here",
                years.get(from).copied().unwrap_or_default()
            ),
            (true, _, None) => continue,
        };
        issues.push(issue(IssueKind::Unmatched, &file, limit.id.clone(), detail));
    }
}

fn report_idle(idle: &[Idle], entries: &[Entry], options: &Options, issues: &mut Issues) {
    let file = options.wishes.as_ref().map(|source| source.name.clone()).unwrap_or_default();
    for Idle { name, entry } in idle {
        let project = &entries[*entry].place.name;
        issues.push(issue(
            IssueKind::Unmatched,
            &file,
            project.clone(),
            say!(
                "„{name}” geldt niet: het project heeft geen bekend gebied of ruimte, of komt na het laatste jaar",
                "“{name}” does not hold: the project has no area or room that is known, or comes after the last year"
            ),
        ));
    }
}

/// Tells entries that have homes and ask nothing of the grid.
fn report_loads(entries: &[Entry], issues: &mut Issues, planned: &Planned) {
    for entry in entries.iter().filter(|entry| entry.asked_w() == 0) {
        let list = entry.row.and_then(|row| planned.rows().nth(row));
        let file = list.map(|(at, ..)| planned.lists.lists[at].file.clone()).unwrap_or_default();
        issues.push(issue(
            IssueKind::BadRecord,
            &file,
            entry.place.name.clone(),
            say!(
                "vraagt niets van het net: er verdwijnt minstens zo veel vraag als erbij komt",
                "asks nothing of the grid: at least as much demand goes as is added"
            ),
        ));
    }
}

/// Tells projects of a list that name a supply area the run does not have.
fn report_areas(entries: &[Entry], issues: &mut Issues, planned: &Planned) {
    for entry in entries.iter().filter(|entry| entry.place.grid_area_id.is_none()) {
        let Some((at, project, _)) = entry.row.and_then(|row| planned.rows().nth(row)) else { continue };
        let Some(said) = &project.grid_area else { continue };
        issues.push(issue(
            IssueKind::Unmatched,
            &planned.lists.lists[at].file,
            entry.place.name.clone(),
            say!(
                "voedingsgebied `{said:.60}` is geen gebied van de run: onbekend",
                "supply area `{said:.60}` is no area of the run: unknown"
            ),
        ));
    }
}
