//! Weights, on a page.

use std::collections::BTreeMap;

use super::{
    agree::Choice,
    tables::{Weighed, about, criteria},
    turn::Turn,
};
use crate::{
    document::{Block, Document, KeyFact, Table},
    documents::{self, Frame},
    lang::Lang,
    tables::SiteRow,
    wording::{self, number, whole},
};

/// Sites that stand on the page; all stand in the workbook.
const SITES: usize = 60;

/// A bound this close to the weight of now, as a share of all, is a tie.
const TIED: f64 = 5e-4;

/// The page.
pub(super) fn document(weighed: &Weighed<'_>, frame: &Frame) -> Document {
    let lang = frame.lang;
    let mut blocks = vec![Block::text(agreement(weighed, lang))];
    blocks.push(Block::heading(lang.pick("Wie kiest wat", "Who chooses what")));
    blocks.push(Block::Table(choices(weighed, lang)));
    blocks.push(Block::heading(lang.pick("Met welke gewichten", "With which weights")));
    blocks.push(Block::Table(weights(weighed, lang)));
    let left_out: Vec<String> = left_out(weighed, lang).map(|said| format!("{said}.")).collect();
    if !left_out.is_empty() {
        blocks.push(Block::note(left_out.join(" ")));
    }
    blocks.push(Block::heading(lang.pick("Waar de keuze omslaat", "Where the choice turns")));
    blocks.push(Block::text(turning(weighed, lang)));
    blocks.push(Block::Table(turns(weighed, lang)));
    blocks.extend(about(lang).into_iter().map(Block::note));
    Document {
        lang,
        kind: lang.pick("Gewichten", "Weights").into(),
        title: frame.name.clone(),
        subtitle: lang
            .pick(
                "Bij welke gewichten de keuze omslaat, en wie anders zou kiezen",
                "At which weights the choice turns, and who would choose otherwise",
            )
            .into(),
        key: key(weighed, lang),
        blocks,
        footer: documents::footer(&frame.name),
        pages: None,
    }
}

fn key(weighed: &Weighed<'_>, lang: Lang) -> Vec<KeyFact> {
    let n = |n: usize| whole(n as u64, lang);
    let by_all = weighed.choices.iter().filter(|choice| choice.by_all()).count();
    let parties = n(weighed.parties.len());
    vec![
        KeyFact {
            label: lang.pick("Door iedereen gekozen", "Chosen by all").into(),
            value: n(by_all),
            note: match lang {
                Lang::Nl => format!("door alle {parties} partijen of profielen"),
                Lang::En => format!("by all {parties} parties or profiles"),
            },
        },
        KeyFact {
            label: lang.pick("Verdeeld", "Split").into(),
            value: n(weighed.choices.len() - by_all),
            note: lang
                .pick(
                    "locaties die sommigen wel en anderen niet kiezen",
                    "sites that some choose and others do not",
                )
                .into(),
        },
        KeyFact {
            label: lang.pick("Bij elk gewicht voorgedragen", "Put forward at any weight").into(),
            value: n(firm(weighed).count()),
            note: lang
                .pick("van de locaties die de run voordraagt", "of the sites that the run puts forward")
                .into(),
        },
    ]
}

/// Sites that no single weight changes.
fn firm<'a>(weighed: &'a Weighed<'a>) -> impl Iterator<Item = &'a SiteRow> {
    let forward = weighed.base.sites.iter().filter(|site| site.is_on_shortlist());
    forward.filter(|site| {
        let mut own = weighed.turns.iter().filter(|turn| turn.site.id == site.id).peekable();
        own.peek().is_some() && own.all(Turn::never)
    })
}

fn agreement(weighed: &Weighed<'_>, lang: Lang) -> String {
    let by_all = weighed.choices.iter().filter(|choice| choice.by_all()).count() as u64;
    let all = weighed.choices.len() as u64;
    if all == 0 {
        return lang
            .pick(
                "Met geen van deze gewichten wordt een locatie voorgedragen.",
                "With none of these weights a site is put forward.",
            )
            .into();
    }
    let (by_all, all, split) = (whole(by_all, lang), whole(all, lang), whole(all - by_all, lang));
    match lang {
        Lang::Nl => format!(
            "Van de {all} locaties die iemand voordraagt kiest iedereen er {by_all}; over {split} verschillen de gewichten."
        ),
        Lang::En => format!(
            "Of the {all} sites that somebody puts forward everybody chooses {by_all}; about {split} the weights differ."
        ),
    }
}

/// What turns first.
fn turning(weighed: &Weighed<'_>, lang: Lang) -> String {
    if weighed.turns.is_empty() {
        return lang
            .pick(
                "De run draagt niets voor, dus er slaat niets om. `toplaag onderzoek` zegt wat eerst bekend moet zijn.",
                "The run puts nothing forward, so nothing turns. `toplaag onderzoek` says what must be known first.",
            )
            .into();
    }
    let soonest = weighed.turns.iter().filter(|turn| !turn.never());
    let Some(turn) = soonest.min_by(|a, b| a.room().total_cmp(&b.room())) else {
        return lang
            .pick(
                "Geen enkel gewicht verandert de voordracht, ook niet als het alles of niets telt.",
                "No single weight changes what is put forward, not even if it counts for all or nothing.",
            )
            .into();
    };
    let own: Vec<&Turn<'_>> = weighed.turns.iter().filter(|other| other.site.id == turn.site.id).collect();
    let said = said_of_ties(&own, lang).unwrap_or_else(|| said(turn, lang));
    match lang {
        Lang::Nl => format!("Het eerst slaat de keuze om bij {}: {said}.", turn.site.title()),
        Lang::En => format!("The choice turns first at {}: {said}.", turn.site.title()),
    }
}

/// Whom a site is equal with now, so that homes decide and any move of this
/// weight one way turns the choice.
fn tied<'a>(turn: &Turn<'a>) -> Option<&'a SiteRow> {
    let at = |bound: f64| (bound - turn.now).abs() < TIED;
    turn.below.filter(|_| at(turn.stay.from)).or(turn.above.filter(|_| at(turn.stay.to)))
}

/// Weights of a site that are tied, in one sentence; `None` where none is.
fn said_of_ties(turns: &[&Turn<'_>], lang: Lang) -> Option<String> {
    let tied: Vec<(&Turn<'_>, &SiteRow)> =
        turns.iter().filter_map(|turn| Some((*turn, tied(turn)?))).collect();
    let (_, who) = tied.first()?;
    let named = |less: bool| {
        let of = tied
            .iter()
            .filter(|(turn, _)| (turn.stay.from > 0.0 && (turn.now - turn.stay.from).abs() < TIED) == less);
        of.map(|(turn, _)| wording::criterion(turn.criterion, lang))
            .collect::<Vec<_>>()
            .join(lang.pick(" of ", " or "))
    };
    let (less, more, who) = (named(true), named(false), who.short_title());
    let either: Vec<String> = [
        (less, lang.pick("minder weegt", "weighs less")),
        (more, lang.pick("zwaarder weegt", "weighs more")),
    ]
    .into_iter()
    .filter(|(criteria, _)| !criteria.is_empty())
    .map(|(criteria, how)| format!("{criteria} {how}"))
    .collect();
    let either = either.join(lang.pick(", of ", ", or "));
    Some(match lang {
        Lang::Nl => {
            format!("staat nu gelijk met {who}, het aantal woningen beslist; slaat om zodra {either}")
        }
        Lang::En => format!("is equal with {who} now, homes decide; turns as soon as {either}"),
    })
}

/// A weight and its bounds, in words.
fn said(turn: &Turn<'_>, lang: Lang) -> String {
    let percent = |share: f64| format!("{} %", number(share * 100.0, 1, lang));
    let criterion = wording::criterion(turn.criterion, lang);
    let mut parts = vec![match lang {
        Lang::Nl => format!("{criterion} weegt nu {}", percent(turn.now)),
        Lang::En => format!("{criterion} weighs {} now", percent(turn.now)),
    }];
    let out = || lang.pick("te weinig bekend", "too little known").to_owned();
    if turn.stay.from > 0.0 {
        let who = turn.below.map_or_else(out, SiteRow::short_title);
        let below = lang.pick("onder", "below");
        parts.push(format!("{below} {} → {who}", percent(turn.stay.from)));
    }
    if turn.stay.to < 1.0 {
        let who = turn.above.map_or_else(out, SiteRow::short_title);
        let above = lang.pick("boven", "above");
        parts.push(format!("{above} {} → {who}", percent(turn.stay.to)));
    }
    parts.join("; ")
}

fn choices(weighed: &Weighed<'_>, lang: Lang) -> Table {
    let mut heads =
        vec![lang.pick("Locatie", "Site").to_owned(), lang.pick("#Woningen", "#Homes").to_owned()];
    heads.extend(weighed.parties.iter().map(|party| format!("#{}", party.name)));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = Table::new(lang.pick("wie kiest wat", "who chooses what"), &heads);
    for choice in weighed.choices.iter().take(SITES) {
        let mut row = vec![
            choice.site.title(),
            choice.site.homes.mid.map_or_else(|| "–".into(), |homes| whole(homes, lang)),
        ];
        row.extend(places(choice));
        table.rows.push(row);
    }
    table
}

/// The place by each party, marked where it puts the site forward.
fn places(choice: &Choice<'_>) -> impl Iterator<Item = String> {
    choice.places.iter().zip(&choice.chosen).map(|(place, chosen)| {
        let place = place.map_or_else(|| "–".to_owned(), |place| place.to_string());
        if *chosen { format!("{place}\u{a0}●") } else { place }
    })
}

fn weights(weighed: &Weighed<'_>, lang: Lang) -> Table {
    let mut heads = vec![lang.pick("Partij of profiel", "Party or profile").to_owned()];
    heads.extend(criteria(lang).map(|criterion| format!("#{criterion}")));
    let compared = weighed.parties.iter().any(|party| party.consistency_ratio.is_some());
    if compared {
        heads.push(lang.pick("#Consistentieratio", "#Consistency ratio").to_owned());
    }
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = Table::new(lang.pick("gewichten in procenten", "weights in percent"), &heads);
    for party in weighed.parties {
        let mut row = vec![party.name.clone()];
        row.extend(party.weights.map(|weight| number(weight, 0, lang)));
        if compared {
            row.push(party.consistency_ratio.map_or_else(|| "–".into(), |ratio| number(ratio, 2, lang)));
        }
        table.rows.push(row);
    }
    table
}

/// What parties leave out, a sentence each.
fn left_out(weighed: &Weighed<'_>, lang: Lang) -> impl Iterator<Item = String> {
    weighed.parties.iter().filter_map(move |party| party.leaves_out(lang))
}

/// What can turn, site by site.
fn turns(weighed: &Weighed<'_>, lang: Lang) -> Table {
    let mut table = Table::new(
        lang.pick("grenzen van de gewichten", "bounds of the weights"),
        &match lang {
            Lang::Nl => ["Voorgedragen", "#Plaats", "Slaat om bij"],
            Lang::En => ["Put forward", "#Place", "Turns at"],
        },
    );
    let mut by_site: BTreeMap<&str, (&SiteRow, Vec<&Turn<'_>>)> = BTreeMap::new();
    for turn in weighed.turns {
        by_site.entry(&turn.site.id).or_insert((turn.site, Vec::new())).1.push(turn);
    }
    for (site, turns) in by_site.values().take(SITES) {
        let mut turning: Vec<&Turn<'_>> = turns.iter().copied().filter(|turn| !turn.never()).collect();
        turning.sort_by(|a, b| a.room().total_cmp(&b.room()));
        let ties = said_of_ties(&turning, lang);
        let rest = turning.iter().filter(|turn| tied(turn).is_none()).map(|turn| said(turn, lang));
        let said: Vec<String> = ties.into_iter().chain(rest).collect();
        let what = match said.as_slice() {
            [] => lang.pick("geen enkel gewicht", "no single weight").to_owned(),
            some => some.join(" · "),
        };
        let place = site.rank().map_or_else(|| "–".into(), |rank| rank.to_string());
        table.row([site.title(), place, what]);
    }
    table
}

/// The answer in a few lines.
pub(super) fn lines(weighed: &Weighed<'_>, lang: Lang) -> Vec<String> {
    let mut lines = vec![agreement(weighed, lang), turning(weighed, lang)];
    lines.extend(left_out(weighed, lang));
    let split = weighed.choices.iter().filter(|choice| !choice.by_all());
    lines.extend(split.map(|choice| {
        let of = |wanted: bool| {
            let named = weighed.parties.iter().zip(&choice.chosen).filter(|(_, chosen)| **chosen == wanted);
            named.map(|(party, _)| party.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let none = lang.pick("niemand", "nobody");
        let (with, without) = (of(true), of(false));
        let with = if with.is_empty() { none } else { with.as_str() };
        let (yes, no) = (lang.pick("wel", "with"), lang.pick("niet", "without"));
        format!("{}: {yes} {with}; {no} {without}", choice.site.title())
    }));
    lines
}
