//! What came of it, in words.

use super::{Fate, For, Found, area::Limit, problem::NoPlace, watts::mw};
use crate::{
    lang::Lang,
    params::Stage,
    plan::{
        RoomFrom,
        schedule::{Conflict, Staircase, Step},
    },
    wording::{number, whole},
};

/// Projects that are named in a sentence.
const NAMED: usize = 3;

/// Whether it fits, in a word.
pub(super) fn fits(fits: Option<bool>, lang: Lang) -> &'static str {
    match fits {
        Some(true) => lang.pick("ja", "yes"),
        Some(false) => lang.pick("nee", "no"),
        None => lang.pick("onbekend", "unknown"),
    }
}

/// How an entry stands.
pub(super) fn state(fate: Fate, lang: Lang) -> &'static str {
    match fate {
        Fate::Placed(_) => lang.pick("geplaatst", "placed"),
        Fate::Waits(For::Room) => lang.pick("wacht op ruimte", "waits for room"),
        Fate::Waits(For::Wishes) => {
            lang.pick("past, maar een wens of norm houdt het tegen", "fits, but a wish or norm holds it back")
        }
        Fate::Nowhere(NoPlace::NoArea) => lang.pick("onbekend voedingsgebied", "unknown supply area"),
        Fate::Nowhere(NoPlace::NoRoom) => {
            lang.pick("ruimte van het gebied onbekend", "room of the area unknown")
        }
        Fate::Nowhere(NoPlace::Later) => lang.pick("na het laatste jaar", "after the last year"),
    }
}

/// How far a project is.
pub(super) fn stage(stage: Stage, lang: Lang) -> &'static str {
    match stage {
        Stage::Started => lang.pick("in aanbouw", "being built"),
        Stage::Permit => lang.pick("vergund", "permitted"),
        Stage::Hard => lang.pick("hard", "hard"),
        Stage::Zacht => lang.pick("zacht", "soft"),
        Stage::Idea => lang.pick("idee uit de scan", "idea of the scan"),
    }
}

/// Area or station.
pub(super) fn limit_kind(limit: &Limit, lang: Lang) -> &'static str {
    match limit.is_station {
        true => lang.pick("station", "station"),
        false => lang.pick("voedingsgebied", "supply area"),
    }
}

/// Where room comes from.
pub(super) fn room_from(from: RoomFrom, lang: Lang) -> &'static str {
    match from {
        RoomFrom::Reservation => lang.pick("reservering kleinverbruik", "reservation for small users"),
        RoomFrom::Netbudget => lang.pick("netbudget", "netbudget"),
        RoomFrom::Answer => lang.pick("toegezegd door de netbeheerder", "promised by the operator"),
        RoomFrom::Given => lang.pick("opgegeven", "given"),
        RoomFrom::Capacity => {
            lang.pick("capaciteitstabel, grote aansluitingen", "table of capacity, large connections")
        }
        RoomFrom::Map => {
            lang.pick("capaciteitskaart, grote aansluitingen", "capacity map, large connections")
        }
    }
}

/// Megawatts, to a tenth from ten on.
pub(super) fn megawatt(watts: i64, lang: Lang) -> String {
    let mw = mw(watts);
    number(mw, if mw.abs() < 10.0 { 2 } else { 1 }, lang)
}

/// `1 woning`, `26 woningen`.
pub(super) fn homes(n: u64, lang: Lang) -> String {
    let word = if n == 1 { lang.pick("woning", "home") } else { lang.pick("woningen", "homes") };
    format!("{} {word}", whole(n, lang))
}

/// `1 project`, `3 projecten`.
pub(super) fn projects(n: u64, lang: Lang) -> String {
    let word = if n == 1 { "project" } else { lang.pick("projecten", "projects") };
    format!("{} {word}", whole(n, lang))
}

/// Names of works, the first few.
pub(super) fn names_of(found: &Found, works: impl Iterator<Item = usize>) -> String {
    let names: Vec<&str> =
        works.filter_map(|work| found.entry_of(work)).map(|at| found.entries[at].short.as_str()).collect();
    let more = names.len().saturating_sub(NAMED);
    let shown = names[..names.len() - more].join(", ");
    match (more, found.lang()) {
        (0, _) => shown,
        (more, Lang::Nl) => format!("{shown} en nog {}", whole(more as u64, Lang::Nl)),
        (more, Lang::En) => format!("{shown} and another {}", whole(more as u64, Lang::En)),
    }
}

/// How good the plan is.
pub(super) fn proof(found: &Found) -> String {
    let lang = found.lang();
    let plan = found.solved.plan();
    if found.solved.is_proven() {
        return lang
            .pick(
                "Dit is bewezen de beste: binnen deze ruimte en wensen is er geen fasering die voor meer telt.",
                "This is proven to be the best: within this room and these wishes no phasing counts for more.",
            )
            .to_owned();
    }
    let gap = gap(plan.gap(), lang);
    let (parts, proven) = (whole(plan.parts as u64, lang), whole(plan.proven as u64, lang));
    match (lang, plan.proven) {
        (Lang::Nl, 0) => format!("Deze fasering blijft ten hoogste {gap} onder het best mogelijke."),
        (Lang::En, 0) => format!("This phasing lies at most {gap} below the best possible."),
        (Lang::Nl, _) => format!(
            "Deze fasering blijft ten hoogste {gap} onder het best mogelijke; van {parts} delen die los van elkaar staan zijn er {proven} bewezen de beste."
        ),
        (Lang::En, _) => format!(
            "This phasing lies at most {gap} below the best possible; of {parts} parts that stand apart {proven} are proven to be the best."
        ),
    }
}

/// The gap in a few words: proven, or at most how much below.
pub(super) fn proof_short(found: &Found) -> String {
    let lang = found.lang();
    match (found.solved.is_proven(), lang) {
        (true, _) => lang.pick("bewezen beste", "proven best").to_owned(),
        (false, Lang::Nl) => {
            format!("ten hoogste {} onder het best mogelijke", gap(found.solved.plan().gap(), lang))
        }
        (false, Lang::En) => {
            format!("at most {} below the best possible", gap(found.solved.plan().gap(), lang))
        }
    }
}

/// A share as percent, rounded up, so that it is never told too small.
fn gap(share: f64, lang: Lang) -> String {
    format!("{} %", number((share * 10_000.0).ceil() / 100.0, 2, lang))
}

/// What the simple rules would have given.
pub(super) fn greedy(found: &Found) -> String {
    let lang = found.lang();
    let outcome = &found.solved.outcome;
    let of = |value: f64| number(value, 1, lang);
    let [plan, a, b] = [outcome.plan.value, outcome.by_value.value, outcome.by_value_per_kw.value].map(of);
    let best = outcome.by_value.value.max(outcome.by_value_per_kw.value);
    let more = if best > 0.0 { (outcome.plan.value / best - 1.0) * 100.0 } else { 0.0 };
    let told = match (more >= 0.05, lang) {
        (true, Lang::Nl) => {
            format!("de fasering telt {} % meer dan de beste van beide", number(more, 1, lang))
        }
        (true, Lang::En) => {
            format!("the phasing counts {} % more than the better of these", number(more, 1, lang))
        }
        (false, _) => {
            lang.pick("de beste van beide komt even ver", "the better of these comes as far").to_owned()
        }
    };
    match lang {
        Lang::Nl => format!(
            "Zij telt voor {plan} (woningen × score / 100, eerder voor later). Wie steeds het beste project in het eerste jaar zet waarin het past komt op {a}, en met de meeste woningen per kW voorop op {b}; {told}."
        ),
        Lang::En => format!(
            "It counts for {plan} (homes × score / 100, sooner before later). Putting the best project each time in the first year in which it fits gives {a}, and with most homes per kW first {b}; {told}."
        ),
    }
}

/// A conflict, as a sentence with the wishes in it.
pub(super) fn conflict(found: &Found, conflict: &Conflict) -> String {
    let lang = found.lang();
    let mut names: Vec<&str> =
        conflict.set.iter().map(|at| found.problem.wishes[*at].name.as_str()).collect();
    names.dedup();
    let short: u64 = conflict.short.iter().map(|(_, homes)| homes).sum();
    let n = names.len() as u64;
    let names: Vec<String> = names.into_iter().map(|name| format!("„{name}”")).collect();
    let names = names.join(", ");
    let (homes, n) = (homes(short, lang), counted(n, lang));
    let sure = match (conflict.proven, lang) {
        (true, _) => "",
        (false, Lang::Nl) => " Misschien kan het met minder; dat is niet bewezen.",
        (false, Lang::En) => " Perhaps less will do; that is not proven.",
    };
    match lang {
        Lang::Nl if conflict.set.len() == 1 => {
            format!("Deze eis is niet te houden; het scheelt {homes}: {names}.{sure}")
        }
        Lang::En if conflict.set.len() == 1 => {
            format!("This demand cannot be kept; it is short by {homes}: {names}.{sure}")
        }
        Lang::Nl => format!("Deze {n} eisen gaan niet samen; het scheelt {homes}: {names}.{sure}"),
        Lang::En => format!("These {n} demands do not go together; it is short by {homes}: {names}.{sure}"),
    }
}

/// A number of demands, in words as far as people say it.
fn counted(n: u64, lang: Lang) -> String {
    whole(n, lang)
}

/// The staircase of an area or station in one line.
pub(super) fn stair(found: &Found, stair: &Staircase) -> String {
    let lang = found.lang();
    let limit = &found.limits[stair.area];
    let mut parts: Vec<String> = Vec::new();
    let mut had = 0;
    for step in &stair.steps {
        if step.homes <= had {
            continue;
        }
        let first = had == 0;
        had = step.homes;
        let at = number(mw(step.more_w), 1, lang);
        // Less than what is looked for exactly was not tried.
        if first && mw(step.more_w) > found.record().params.fasering.step_exact_mw.value + 1e-9 {
            parts.push(match lang {
                Lang::Nl => format!("minder dan {at} MW: niets"),
                Lang::En => format!("less than {at} MW: nothing"),
            });
        }
        parts.push(format!("{at} MW: {}", step_said(found, step)));
    }
    if parts.is_empty() {
        let most = stair.steps.last().map_or(0.0, |step| mw(step.more_w));
        let most = number(most, 1, lang);
        let why = nothing(found, stair);
        parts.push(match lang {
            Lang::Nl => format!("tot en met {most} MW erbij: geen woning meer{why}"),
            Lang::En => format!("up to {most} MW more: no home more{why}"),
        });
    }
    let least = limit.room.iter().flatten().map(|room| room.mw).fold(0.0, f64::min);
    let below = match (least < 0.0, lang) {
        (false, _) => String::new(),
        (true, Lang::Nl) => {
            format!(" (de ruimte is {} MW; erbij is gerekend vanaf nul)", number(least, 2, lang))
        }
        (true, Lang::En) => {
            format!(" (its room is {} MW; more is counted from zero)", number(least, 2, lang))
        }
    };
    format!("{} {}{below}: {}", limit_kind(limit, lang), limit.name, parts.join("; "))
}

/// Why more room brings no homes, as far as it can be seen.
fn nothing(found: &Found, stair: &Staircase) -> String {
    let lang = found.lang();
    let limit = &found.limits[stair.area];
    if stair.steps.iter().any(|step| step.value > 1e-6) {
        return lang.pick(", wel eerder of zonder maatregel", ", but sooner or without a measure").to_owned();
    }
    let waits_above = limit.parent.is_some_and(|parent| found.limits[parent].is_known());
    if limit.is_station {
        lang.pick(" (de gebieden eronder zijn vol)", " (the areas below are full)").to_owned()
    } else if waits_above {
        lang.pick(
            " (het station erboven is vol, of de wensen laten het niet toe)",
            " (the station above is full, or the wishes do not allow it)",
        )
        .to_owned()
    } else {
        String::new()
    }
}

/// What one step brings: `26 woningen vanaf 2029 (…)`.
pub(super) fn step_said(found: &Found, step: &Step) -> String {
    let lang = found.lang();
    let n = homes(u64::try_from(step.homes).unwrap_or(0), lang);
    let year = step.year.and_then(|year| found.years.get(year));
    let year = match (year, lang) {
        (Some(year), Lang::Nl) => format!(" vanaf {year}"),
        (Some(year), Lang::En) => format!(" from {year}"),
        (None, _) => String::new(),
    };
    let names = names_of(found, step.works.iter().map(|(work, _)| *work));
    let names = if names.is_empty() { names } else { format!(" ({names})") };
    let sure = if step.proven { "" } else { lang.pick(", minstens", ", at least") };
    format!("{n}{year}{names}{sure}")
}

/// The answer in lines, the one to read first in front.
pub(super) fn lines(found: &Found) -> Vec<String> {
    let lang = found.lang();
    let counts = &found.counts;
    let mut lines = vec![main_line(found), proof(found)];
    if found.about_large {
        lines.push(large(lang).to_owned());
    }
    lines.extend(found.solved.outcome.conflicts.iter().map(|own| conflict(found, own)));
    if counts.waiting.projects > 0 {
        let kw = counts.waiting_kw;
        let mw = number(kw / 1_000.0, 2, lang);
        let (projects, n) = (projects(counts.waiting.projects, lang), homes(counts.waiting.homes, lang));
        lines.push(match lang {
            Lang::Nl => format!("Wacht: {projects} met {n}, samen {mw} MW zoals gevraagd."),
            Lang::En => format!("Waiting: {projects} with {n}, {mw} MW together as they were asked."),
        });
    }
    let unknown = counts.unknown_area.projects + counts.unknown_room.projects;
    if unknown > 0 {
        let n = homes(counts.unknown_area.homes + counts.unknown_room.homes, lang);
        let unknown = projects(unknown, lang);
        lines.push(match lang {
            Lang::Nl => format!("Onbekend: {unknown} met {n}; het gebied of de ruimte ervan is niet bekend."),
            Lang::En => format!("Unknown: {unknown} with {n}; the area or its room is not known."),
        });
    }
    lines.extend(found.solved.stairs.iter().map(|own| stair(found, own)));
    lines
}

/// What is placed.
pub(super) fn main_line(found: &Found) -> String {
    let lang = found.lang();
    let counts = &found.counts;
    let (n, all) = (whole(counts.placed.projects, lang), projects(counts.phased.projects, lang));
    let [first, last] =
        [found.years.first(), found.years.last()].map(|year| year.copied().unwrap_or_default());
    let (placed, of) = (homes(counts.placed.homes, lang), whole(counts.phased.homes, lang));
    match lang {
        Lang::Nl => format!(
            "Van {all} met {of} woningen passen er {n} in {first}–{last}, elk in een jaar waarin het net het houdt: {placed}."
        ),
        Lang::En => format!(
            "Of {all} with {of} homes, {n} fit in {first}–{last}, each in a year in which the grid holds: {placed}."
        ),
    }
}

/// What must be said wherever room is that of the map.
pub(super) fn large(lang: Lang) -> &'static str {
    lang.pick(
        "Let op: de ruimte is die van de capaciteitskaart. Die gaat over grote aansluitingen en is indicatief: zij zegt niet hoeveel ruimte er voor woningen is, en belooft of weigert geen woning. Vraag de netbeheerder om de reservering voor kleinverbruik, en reken daarmee.",
        "Note: the room is that of the capacity map. It is about large connections and indicative: it does not say how much room there is for homes, and promises or refuses no home. Ask the operator for the reservation for small users, and count with that.",
    )
}
