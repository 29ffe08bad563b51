//! Which homes could be added in an area, and where best?

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use geo::Area;

use super::data::{BestSite, Blocker, FormPotential, Potential};
use super::part::Part;
use crate::{
    assess::{
        Homes, Reason, Verdict, grid,
        lift::{Rule, Way, sole_reason},
        optoppen,
    },
    lang::Lang,
    model::Form,
    params::Params,
    record::{HomesByState, HomesTotal},
    score::Standing,
    survey::FoundPand,
    tables::{SiteRow, sentence},
};

/// Adds up the sites of an area: form by form, and what goes together. Homes
/// are `told` where the run had verblijfsobjecten.
pub(super) fn potential(parts: &[Part<'_>], told: bool, params: &Params) -> Potential {
    let forms = Form::ALL.iter().filter_map(|form| of_form(*form, parts, told)).collect();
    let mut potential = Potential { forms, ..Potential::default() };
    let mut locations = BTreeSet::new();
    for part in parts.iter().filter(|part| part.site.choice.best && part.site.verdict.has_homes()) {
        if locations.insert(part.site.location.as_str()) {
            potential.locations += 1;
            potential.unknown += u64::from(part.site.choice.set.homes.mid.is_none());
        }
    }
    let in_sets = parts.iter().filter(|part| part.site.choice.in_set);
    let mut homes = HomesByState::default();
    in_sets.for_each(|part| homes.add(part.homes_by_state()));
    for part in parts.iter().filter(|part| matches!(part.site.verdict, Verdict::Unsayable(_))) {
        potential.unsayable += 1;
        potential.unsayable_m2 += part.site.geometry.unsigned_area() * part.share;
    }
    let load = |homes: u64, netbewust: bool| {
        let homes = u32::try_from(homes).unwrap_or(u32::MAX);
        let load = grid::load(homes, params.net.heat_concept.value, netbewust, 0, &params.net);
        told.then_some(load.coincident.0 / 1_000.0)
    };
    let (suitable, all) = (homes.suitable.mid, homes.suitable.mid + homes.undecided.mid);
    potential.load_mw = load(suitable, false);
    potential.load_netbewust_mw = load(suitable, true);
    potential.load_with_undecided_mw = load(all, false);
    potential.homes = told.then_some(homes);
    potential
}

fn of_form(form: Form, parts: &[Part<'_>], told: bool) -> Option<FormPotential> {
    let own: Vec<&Part<'_>> = parts.iter().filter(|part| part.site.form == form).collect();
    if own.is_empty() {
        return None;
    }
    let with = |code: &str| own.iter().filter(|part| part.site.verdict.code() == code).count() as u64;
    let mut homes = HomesByState::default();
    own.iter().for_each(|part| homes.add(part.homes_by_state()));
    Some(FormPotential {
        form: form.code(),
        sites: own.len() as u64,
        suitable: with("suitable"),
        undecided: with("undecided"),
        unsayable: with("unsayable"),
        homes: told.then_some(homes),
    })
}

/// Rules of optoppen that stand alone in the way of panden in use, those that
/// block most homes first.
pub(super) fn blockers(panden: &[&FoundPand], params: &Params) -> Vec<Blocker> {
    let mut blockers: Vec<Blocker> = Vec::new();
    let mut without: BTreeMap<Reason, Option<Params>> = BTreeMap::new();
    for pand in panden {
        let facts = &pand.survey.facts;
        // A pand without homes stands in nobody's way: it is another question.
        if facts.homes.is_none_or(|homes| homes == 0) {
            continue;
        }
        let Some(rule) = sole_reason(&pand.survey.assessment) else { continue };
        let lifted = without.entry(rule).or_insert_with(|| lifted(rule, params));
        let answer = lifted.as_ref().map(|params| optoppen::assess(facts, &params.optoppen));
        let carries = answer.filter(|answer| !matches!(answer.verdict, Verdict::Unsuitable(_)));
        let homes = carries.map_or(Homes::UNKNOWN, |answer| answer.homes);
        // Fewer homes than are worth a project are no loss.
        if homes.high.is_some_and(|homes| homes < params.optoppen.homes_min_pand.value) {
            continue;
        }
        let at = blockers.iter().position(|blocker| blocker.rule == rule.code()).unwrap_or_else(|| {
            blockers.push(Blocker { rule: rule.code(), panden: 0, known: 0, homes: HomesTotal::default() });
            blockers.len() - 1
        });
        blockers[at].panden += 1;
        blockers[at].known += u64::from(homes.mid.is_some());
        blockers[at].homes.add(homes);
    }
    blockers
        .sort_by_key(|blocker| (std::cmp::Reverse((blocker.homes.mid, blocker.homes.high)), blocker.rule));
    blockers
}

/// The norms without one rule; `None` where it is one that no norm lifts.
fn lifted(reason: Reason, params: &Params) -> Option<Params> {
    let changes = Rule::of(reason)?.gives(Way::Lifted, params)?;
    params.changed(&changes, Path::new("")).ok()
}

/// The locations of an area, best first: those with a rank by score, then those
/// listed apart.
pub(super) fn best(parts: &[Part<'_>], lang: Lang) -> Vec<BestSite> {
    let mut best: Vec<&Part<'_>> =
        parts.iter().filter(|part| part.site.choice.best && part.site.verdict.has_homes()).collect();
    let key = |site: &SiteRow| {
        let score = site.score().unwrap_or(-1.0);
        (
            site.standing() == Some(Standing::Apart),
            -score,
            std::cmp::Reverse(site.homes.mid.or(site.homes.high)),
        )
    };
    best.sort_by(|a, b| {
        let ((apart_a, score_a, homes_a), (apart_b, score_b, homes_b)) = (key(a.site), key(b.site));
        apart_a
            .cmp(&apart_b)
            .then(score_a.total_cmp(&score_b))
            .then(homes_a.cmp(&homes_b))
            .then(a.site.id.cmp(&b.site.id))
    });
    best.into_iter().map(|part| best_site(part, lang)).collect()
}

fn best_site(part: &Part<'_>, lang: Lang) -> BestSite {
    let site = part.site;
    let homes = part.of(site.homes);
    BestSite {
        site_id: site.id.clone(),
        title: site.title(),
        form: site.form.code().into(),
        verdict: site.verdict.code().into(),
        homes: [homes.low.map(i64::from), homes.mid.map(i64::from), homes.high.map(i64::from)],
        share: Some(part.share).filter(|share| *share < 1.0),
        score: site.score(),
        coverage: site.coverage(),
        rank: site.rank(),
        standing: site.standing_code().into(),
        reason: sentence(site, lang),
    }
}
