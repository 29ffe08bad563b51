//! The phasing for programs: `fasering.json`.

use serde::Serialize;

use super::{Fate, Found, area::Limit, load::homes_by_year, said, tables::station_of, watts::mw};
use crate::{
    plan::{
        Likely,
        schedule::{Staircase, Step},
    },
    value::round,
    wording,
};

/// All of it. Years of every list are those of `years`.
#[derive(Serialize)]
pub(super) struct Whole<'a> {
    format: u8,
    name: &'a str,
    lang: &'static str,
    years: &'a [u16],
    /// Whether room is about large connections, and no more than a signal.
    about_large_connections: bool,
    proof: ProofOf,
    counts: &'a super::Counts,
    projects: Vec<ProjectOf<'a>>,
    areas: Vec<LimitOf<'a>>,
    staircases: Vec<StairOf<'a>>,
    measures: Vec<Measured<'a>>,
    homes: Vec<YearOf>,
    stock: Option<f64>,
    conflicts: Vec<ConflictOf<'a>>,
}

#[derive(Serialize)]
struct ProofOf {
    proven: bool,
    value: f64,
    bound: f64,
    gap: f64,
    parts: usize,
    parts_proven: usize,
    greedy_by_value: f64,
    greedy_by_value_per_kw: f64,
}

#[derive(Serialize)]
struct ProjectOf<'a> {
    id: &'a str,
    site_ids: Vec<&'a str>,
    name: &'a str,
    form: Option<&'static str>,
    gemeente: Option<&'a str>,
    corporatie: Option<&'a str>,
    netbeheerder: Option<&'a str>,
    area: Option<&'a str>,
    station: Option<&'a str>,
    planstatus: Option<&'static str>,
    stage: &'static str,
    /// `placed`, `waits`, `unknown_area`, `unknown_room` or `later`.
    state: &'static str,
    /// Of what waits: `room` or `wishes`.
    waits_for: Option<&'static str>,
    homes: u64,
    /// In each year of the plan.
    homes_by_year: Option<Vec<u32>>,
    own_year: Option<u16>,
    year: Option<u16>,
    way: Option<&'a str>,
    asked_mw: f64,
    score: Option<f64>,
    lon: Option<f64>,
    lat: Option<f64>,
}

#[derive(Serialize)]
struct LimitOf<'a> {
    id: &'a str,
    name: &'a str,
    station: bool,
    above: Option<&'a str>,
    netbeheerder: Option<&'a str>,
    room_mw: Vec<Option<f64>>,
    asked_mw: Vec<f64>,
    plan_mw: Vec<f64>,
    homes_cumulative: &'a [u64],
}

#[derive(Serialize)]
struct StairOf<'a> {
    area: &'a str,
    said: String,
    steps: Vec<StepOf<'a>>,
}

#[derive(Serialize)]
struct StepOf<'a> {
    more_mw: f64,
    homes: i64,
    year: Option<u16>,
    projects: Vec<&'a str>,
    proven: bool,
}

#[derive(Serialize)]
struct Measured<'a> {
    area: &'a str,
    projects: Vec<&'a str>,
    homes: i64,
    cost_keur: Option<f64>,
    replaces_mw: Option<f64>,
}

#[derive(Serialize)]
struct YearOf {
    year: u16,
    #[serde(flatten)]
    own: Likely,
    up_to: Likely,
}

#[derive(Serialize)]
struct ConflictOf<'a> {
    wishes: Vec<&'a str>,
    short: Vec<ShortOf<'a>>,
    proven: bool,
    said: String,
}

#[derive(Serialize)]
struct ShortOf<'a> {
    wish: &'a str,
    homes: u64,
}

pub(super) fn whole(found: &Found) -> Whole<'_> {
    let outcome = &found.solved.outcome;
    let plan = &outcome.plan;
    let outlook = &found.chances.outlook;
    let likely = outlook.years.iter().zip(&outlook.up_to);
    let id = |work: usize| found.entry_of(work).map(|at| found.entries[at].id.as_str());
    let step = |step: &Step| StepOf {
        more_mw: mw(step.more_w),
        homes: step.homes,
        year: step.year.and_then(|year| found.years.get(year).copied()),
        projects: step.works.iter().filter_map(|(work, _)| id(*work)).collect(),
        proven: step.proven,
    };
    let stair = |stair: &Staircase| StairOf {
        area: found.limits[stair.area].id.as_str(),
        said: said::stair(found, stair),
        steps: stair.steps.iter().map(step).collect(),
    };
    let wish = |at: &usize| found.problem.wishes[*at].name.as_str();
    Whole {
        format: 1,
        name: &found.frame.name,
        lang: found.lang().tag(),
        years: &found.years,
        about_large_connections: found.about_large,
        proof: ProofOf {
            proven: found.solved.is_proven(),
            value: plan.value,
            bound: plan.bound,
            gap: plan.gap(),
            parts: plan.parts,
            parts_proven: plan.proven,
            greedy_by_value: outcome.by_value.value,
            greedy_by_value_per_kw: outcome.by_value_per_kw.value,
        },
        counts: &found.counts,
        projects: (0..found.entries.len()).map(|at| project(found, at)).collect(),
        areas: (0..found.limits.len()).map(|at| limit(found, at)).collect(),
        staircases: found.solved.stairs.iter().map(stair).collect(),
        measures: found
            .solved
            .replaced
            .iter()
            .map(|own| Measured {
                area: found.limits[own.area].id.as_str(),
                projects: own.measures.iter().filter_map(|(work, _)| id(*work)).collect(),
                homes: own.homes,
                cost_keur: own.cost_keur,
                replaces_mw: own.room_w.map(mw),
            })
            .collect(),
        homes: found
            .years
            .iter()
            .zip(likely)
            .map(|(year, (own, up_to))| YearOf { year: *year, own: *own, up_to: *up_to })
            .collect(),
        stock: outlook.stock(),
        conflicts: outcome
            .conflicts
            .iter()
            .map(|conflict| ConflictOf {
                wishes: conflict.set.iter().map(wish).collect(),
                short: conflict
                    .short
                    .iter()
                    .map(|(at, homes)| ShortOf { wish: wish(at), homes: *homes })
                    .collect(),
                proven: conflict.proven,
                said: said::conflict(found, conflict),
            })
            .collect(),
    }
}

fn project(found: &Found, at: usize) -> ProjectOf<'_> {
    let (entry, start) = (&found.entries[at], found.start(at));
    let place = &entry.place;
    let way = start.and_then(|start| entry.ways.get(start.way)).map(|way| way.name.as_str());
    ProjectOf {
        id: &entry.id,
        site_ids: entry.sites.iter().map(|at| found.sites()[*at].id.as_str()).collect(),
        name: &place.name,
        form: entry.form.map(wording::form_word),
        gemeente: place.gemeente.as_deref(),
        corporatie: entry.corporatie.as_deref(),
        netbeheerder: place.netbeheerder.as_deref(),
        area: place.grid_area_id.as_deref(),
        station: station_of(found, entry).map(|limit: &Limit| limit.id.as_str()),
        planstatus: entry.planstatus.map(|status| status.code()),
        stage: entry.stage.code(),
        state: match found.fates[at] {
            Fate::Placed(_) => "placed",
            Fate::Waits(_) => "waits",
            Fate::Nowhere(why) => why.code(),
        },
        waits_for: match found.fates[at] {
            Fate::Waits(why) => Some(why.code()),
            Fate::Placed(_) | Fate::Nowhere(_) => None,
        },
        homes: entry.n_homes(),
        homes_by_year: start.map(|start| homes_by_year(entry, start.year, found.years.len())),
        own_year: entry.own_year,
        year: start.and_then(|start| found.years.get(start.year).copied()),
        way: way.filter(|way| !way.is_empty()),
        asked_mw: mw(entry.asked_w()),
        score: entry.score,
        lon: place.lon_lat.and_then(|(lon, _)| round(lon, 6)),
        lat: place.lon_lat.and_then(|(_, lat)| round(lat, 6)),
    }
}

fn limit(found: &Found, at: usize) -> LimitOf<'_> {
    let (limit, loads) = (&found.limits[at], &found.loads[at]);
    let above = limit.parent.and_then(|parent| found.limits.get(parent));
    LimitOf {
        id: &limit.id,
        name: &limit.name,
        station: limit.is_station,
        above: above.map(|above| above.id.as_str()),
        netbeheerder: limit.netbeheerder.as_deref(),
        room_mw: limit.room.iter().map(|room| room.map(|room| room.mw)).collect(),
        asked_mw: loads.asked_w.iter().map(|watts| mw(*watts)).collect(),
        plan_mw: loads.plan_w.iter().map(|watts| mw(*watts)).collect(),
        homes_cumulative: &loads.plan_homes,
    }
}
