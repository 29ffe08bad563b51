//! What stands in the way, and who can lift it?

use std::collections::BTreeMap;

use serde::Serialize;

use super::{case::Case, say};
use crate::{
    assess::{Missing, Outcome, Reason},
    document::{Block, Table},
    lang::Lang,
    model::Form,
    survey::Site,
    tables::{hit_in_words, obstacles},
    wording::{self, Decider, Lift, Obstacle},
};

/// What kind of blocker it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", content = "code", rename_all = "snake_case")]
pub(super) enum What {
    /// A rule that does not hold.
    Fails(Reason),
    /// A fact that is not known.
    Missing(Missing),
    /// Something else to be settled.
    Obstacle(Obstacle),
}

/// One thing that stands in the way.
#[derive(Debug, Serialize)]
pub(super) struct Blocker {
    #[serde(flatten)]
    pub what: What,
    /// Panden, blocks or plots it concerns; none when it is about the site.
    pub parts: Option<u32>,
    /// New homes that wait for it: of missing facts.
    pub homes_new: Option<u32>,
    /// Homes in the panden it rules out.
    pub homes_now: Option<u32>,
    /// Who decide, the first of them first.
    pub who: Vec<Decider>,
}

#[derive(Default)]
struct Tally {
    parts: u32,
    homes_new: Option<u32>,
    homes_now: Option<u32>,
}

impl Tally {
    fn add(&mut self, homes_new: Option<u32>, homes_now: Option<u32>) {
        let sum = |total: &mut Option<u32>, more: Option<u32>| {
            if let Some(more) = more {
                *total = Some(total.unwrap_or(0).saturating_add(more));
            }
        };
        self.parts += 1;
        sum(&mut self.homes_new, homes_new);
        sum(&mut self.homes_now, homes_now);
    }
}

/// Everything that stands in the way of the site or of one of its parts.
pub(super) fn of(case: &Case<'_>) -> Vec<Blocker> {
    let mut tallies: BTreeMap<What, Tally> = BTreeMap::new();
    parts(case, &mut tallies);
    let missing = case.site.missing.iter().copied().map(What::Missing);
    let obstacles = obstacles(case.site).into_iter().map(What::Obstacle);
    for what in missing.chain(obstacles) {
        tallies.entry(what).or_default();
    }
    tallies
        .into_iter()
        .map(|(what, tally)| Blocker {
            what,
            parts: (tally.parts > 0).then_some(tally.parts),
            homes_new: tally.homes_new,
            homes_now: tally.homes_now,
            who: lift(what).who.to_vec(),
        })
        .collect()
}

/// The rules that parts fail and the facts they lack.
fn parts(case: &Case<'_>, tallies: &mut BTreeMap<What, Tally>) {
    let mut count = |what: What, homes_new: Option<u32>, homes_now: Option<u32>| {
        tallies.entry(what).or_default().add(homes_new, homes_now);
    };
    if case.form() == Form::Optoppen {
        for member in &case.members {
            let now = member.pand.survey.facts.homes;
            if !member.carries(case.site) {
                member.optoppen().reasons().for_each(|reason| count(What::Fails(reason), None, now));
            } else {
                let new = member.homes().mid;
                member.optoppen().missing.iter().for_each(|fact| count(What::Missing(*fact), new, None));
            }
        }
        return;
    }
    for (member, part) in case.parts() {
        let now = member.and_then(|member| member.pand.survey.facts.homes);
        for check in &part.checks {
            match (check.outcome, check.missing) {
                (Outcome::Fail, _) => count(What::Fails(check.rule), None, now),
                (Outcome::Unknown, Some(fact)) if Site::carries(part) => {
                    count(What::Missing(fact), part.homes.mid, None);
                }
                _ => {}
            }
        }
    }
}

/// Who can lift it, and how.
fn lift(what: What) -> Lift {
    match what {
        What::Fails(reason) => wording::lifts_reason(reason),
        What::Missing(fact) => wording::lifts_missing(fact),
        What::Obstacle(obstacle) => wording::lifts_obstacle(obstacle),
    }
}

fn name(what: What, lang: Lang) -> String {
    match what {
        What::Fails(reason) => wording::reason(reason, lang).to_owned(),
        What::Missing(fact) => {
            format!("{}: {}", lang.pick("onbekend", "unknown"), wording::missing(fact, lang))
        }
        What::Obstacle(obstacle) => wording::obstacle(obstacle, lang).to_owned(),
    }
}

impl Blocker {
    /// How many panden and homes it is about, in words.
    fn extent(&self, case: &Case<'_>, lang: Lang) -> String {
        let Some(parts) = self.parts else {
            return lang.pick("hele locatie", "whole site").to_owned();
        };
        let noun = wording::parts(case.form(), parts as usize, lang);
        let noun = if noun == "panden" && parts == 1 { "pand" } else { noun };
        let mut said = format!("{parts} {noun}");
        if let Some(now) = self.homes_now {
            said.push_str(&format!(", {now} {}", lang.pick("woningen nu", "homes now")));
        }
        if let Some(new) = self.homes_new {
            said.push_str(&format!(", {new} {}", lang.pick("nieuwe woningen", "new homes")));
        }
        said
    }
}

/// The table of blockers.
pub(super) fn blocks(blockers: &[Blocker], case: &Case<'_>, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![Block::heading(
        lang.pick("Belemmeringen, en wie ze kan wegnemen", "Blockers, and who can lift them"),
    )];
    if blockers.is_empty() {
        blocks.push(Block::text(lang.pick(
            "Geen regel faalt en geen gegeven ontbreekt dat gevraagd is.",
            "No rule fails and no fact that is asked for is missing.",
        )));
        return blocks;
    }
    let mut table = Table::new(
        lang.pick("belemmeringen en wie ze kan wegnemen", "blockers and who can lift them"),
        &[
            lang.pick("Wat", "What"),
            lang.pick("Waarop", "Concerns"),
            lang.pick("Wie beslist", "Who decides"),
            lang.pick("Wat het wegneemt", "What lifts it"),
        ],
    );
    for blocker in blockers {
        let who: Vec<_> = blocker.who.iter().map(|who| wording::decider(*who, lang)).collect();
        let how = match blocker.what {
            What::Obstacle(Obstacle::MapRemark) => remarks(case).map_or_else(
                || lift(blocker.what).how(lang).to_owned(),
                |maps| format!("{}: {maps}", lift(blocker.what).how(lang)),
            ),
            what => lift(what).how(lang).to_owned(),
        };
        table.row([name(blocker.what, lang), blocker.extent(case, lang), who.join("; "), how]);
    }
    blocks.push(Block::Table(table));
    blocks
}

/// The restrictions that hold on the panden, as the run named them.
fn remarks(case: &Case<'_>) -> Option<String> {
    const MOST: usize = 3;
    let layers = &case.record.layers;
    let hits = case.members.iter().flat_map(|member| &member.pand.survey.hits);
    let mut named: Vec<String> = hits.filter_map(|hit| hit_in_words(hit, layers)).collect();
    named.sort_unstable();
    named.dedup();
    named.truncate(MOST);
    (!named.is_empty()).then(|| named.join("; "))
}

/// Who must be spoken to, each once, in the order of the blockers.
pub(super) fn deciders(blockers: &[Blocker]) -> Vec<Decider> {
    let mut all: Vec<Decider> = Vec::new();
    for who in blockers.iter().filter_map(|blocker| blocker.who.first()) {
        if !all.contains(who) {
            all.push(*who);
        }
    }
    all
}

/// What waits, in one short line for the top of the page.
pub(super) fn in_short(blockers: &[Blocker], lang: Lang) -> String {
    let who: Vec<_> = deciders(blockers).into_iter().map(|who| wording::decider(who, lang)).collect();
    if who.is_empty() { say::none(lang).to_owned() } else { who.join(", ") }
}
