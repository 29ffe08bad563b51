//! The window on the page: what can still be asked before the reservation is
//! released, what is missing, and what became of what was asked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Requests,
    filing::{Filing, claim_words, status_word},
    lacks::{Field, Lack},
    said::{area_name, counted},
};
use crate::{
    document::{Block, Table},
    lang::Lang,
    plan::{Claim, RequestStatus},
    wording::{day, number, whole},
};

/// Requests on the page; all stand on the filing lists.
const SHOWN: usize = 15;

/// Counts of requests, a site or project each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WindowCounts {
    /// All of them.
    pub requests: u64,
    /// Of these, complete in all four fields.
    pub complete: u64,
    /// The same by when they can be claimed; these add up to all.
    pub claim: BTreeMap<Claim, u64>,
    /// The same by what became of them; these add up to all.
    pub status: BTreeMap<RequestStatus, u64>,
    /// Those that can be claimed before the release, are complete and are still to be asked.
    pub ready: u64,
    /// Those that lack something in a field.
    pub lacks: BTreeMap<Field, u64>,
    /// Watts that were promised.
    pub promised_w: u64,
}

impl WindowCounts {
    /// Counts requests.
    #[must_use]
    pub fn of(filings: &[Filing]) -> Self {
        let mut counts = Self { requests: filings.len() as u64, ..Self::default() };
        for filing in filings {
            counts.complete += u64::from(filing.is_complete());
            counts.ready += u64::from(filing.is_complete() && filing.is_open());
            *counts.claim.entry(filing.window.claim).or_default() += 1;
            *counts.status.entry(filing.status()).or_default() += 1;
            let fields: BTreeSet<Field> = filing.lacks.iter().map(Lack::field).collect();
            fields.into_iter().for_each(|field| *counts.lacks.entry(field).or_default() += 1);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "megawatts above zero, far below 2^64 W"
            )]
            let watts = (filing.promised_mw().unwrap_or_default() * 1e6).round() as u64;
            counts.promised_w += watts;
        }
        counts
    }
}

/// The section.
pub(super) fn blocks(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let release = day(&found.window.release_on.to_string(), lang);
    let title = match lang {
        Lang::Nl => format!("Aanvragen voor {release}"),
        Lang::En => format!("Requests before {release}"),
    };
    let mut blocks = vec![Block::heading(&title), Block::text(summary(found))];
    if found.filings.is_empty() {
        return blocks;
    }
    blocks.push(Block::Table(by_operator(found)));
    blocks.push(Block::note(counted_from(found)));
    blocks.extend(missing(found));
    blocks.extend(first(found));
    blocks.extend(reservation(found));
    blocks.extend(refused(found));
    blocks
}

/// What can be asked in time, in a sentence; its parts add up.
fn summary(found: &Requests) -> String {
    let lang = found.lang();
    let release = day(&found.window.release_on.to_string(), lang);
    let to_ask: Vec<&Filing> =
        found.filings.iter().filter(|filing| filing.status() == RequestStatus::ToAsk).collect();
    let n =
        |is: &dyn Fn(&Filing) -> bool| whole(to_ask.iter().filter(|filing| is(filing)).count() as u64, lang);
    let ready: f64 = to_ask.iter().filter(|filing| is_ready(filing)).map(|filing| filing.demand_mw).sum();
    let mw = number(ready, 2, lang);
    let (ready, open) = (n(&is_ready), n(&|filing| filing.is_open() && !filing.is_complete()));
    let late = n(&|filing| filing.window.claim == Claim::TooLate);
    let after = n(&|filing| filing.window.claim == Claim::AfterRelease);
    let all = counted(found.filings.len() as u64, ["aanvraag", "aanvragen"], ["request", "requests"], lang);
    let asked = whole((found.filings.len() - to_ask.len()) as u64, lang);
    match lang {
        Lang::Nl => format!(
            "Van {all}: volledig en nog voor {release} te vragen {ready}, samen {mw} MW; dan ook nog, als zij worden aangevuld, \
             {open}; te laat voor de eigen planning {late}; pas na de vrijgave {after}; al gevraagd of beantwoord {asked}."
        ),
        Lang::En => format!(
            "Of {all}: complete and still to ask before {release} {ready}, {mw} MW together; then too, once they are completed, \
             {open}; too late for their own planning {late}; after the release only {after}; asked or answered already {asked}."
        ),
    }
}

fn is_ready(filing: &Filing) -> bool {
    filing.is_open() && filing.is_complete()
}

/// From which day is counted, and by which rule.
fn counted_from(found: &Requests) -> String {
    let lang = found.lang();
    let window = &found.window;
    let (from, takes, before) = (
        day(&window.ask_from().to_string(), lang),
        whole(u64::from(window.answer_takes), lang),
        whole(u64::from(window.answer_before_delivery), lang),
    );
    let later = match lang {
        Lang::Nl => "Later is te laat voor de eigen planning, of na de vrijgave.",
        Lang::En => "Later is too late for its own planning, or after the release.",
    };
    let given = match (window.today, lang) {
        (Some(today), Lang::Nl) => format!("Peildatum {}: ", day(&today.to_string(), lang)),
        (Some(today), Lang::En) => format!("Counted on {}: ", day(&today.to_string(), lang)),
        (None, Lang::Nl) => "Zonder peildatum (--peildatum): ".to_owned(),
        (None, Lang::En) => "Without a reference date (--peildatum): ".to_owned(),
    };
    match lang {
        Lang::Nl => format!(
            "{given}vragen kan vanaf {from}. Een antwoord is nodig bij de start van de bouw, anders {before} maanden voor de eerste \
             oplevering; de aanvraag gaat er {takes} maanden aan vooraf. Elke netbeheerder heeft een indienlijst \
             (indienlijst-….xlsx): vul daar stand en toegezegd vermogen in en geef haar een volgende keer met --status. {later}"
        ),
        Lang::En => format!(
            "{given}asking is possible from {from} on. An answer is needed when building starts, else {before} months before the \
             first delivery; the request goes {takes} months before it. Each netbeheerder has a filing list \
             (indienlijst-….xlsx): fill in status and promised power there, and give it the next time by --status. {later}"
        ),
    }
}

fn by_operator(found: &Requests) -> Table {
    let lang = found.lang();
    let mut table = Table::new(
        lang.pick("per netbeheerder", "by grid operator"),
        &match lang {
            Lang::Nl => [
                "Netbeheerder",
                "#Aanvragen",
                "#Volledig",
                "#MW",
                "#Onvolledig",
                "#Later",
                "#Gevraagd",
                "#Toegezegd",
                "#Afgewezen",
            ],
            Lang::En => [
                "Operator",
                "#Requests",
                "#Complete",
                "#MW",
                "#Incomplete",
                "#Later",
                "#Asked",
                "#Promised",
                "#Refused",
            ],
        },
    );
    let mut groups: BTreeMap<(bool, Option<&str>), Vec<&Filing>> = BTreeMap::new();
    for filing in &found.filings {
        let operator = filing.netbeheerder.as_deref();
        groups.entry((operator.is_none(), operator)).or_default().push(filing);
    }
    let line = |name: String, filings: &[&Filing]| {
        let n = |is: &dyn Fn(&Filing) -> bool| {
            whole(filings.iter().filter(|filing| is(filing)).count() as u64, lang)
        };
        let status = |status| move |filing: &Filing| filing.status() == status;
        let to_ask =
            |filing: &Filing| matches!(filing.status(), RequestStatus::ToAsk | RequestStatus::Unclear);
        let ready: f64 =
            filings.iter().filter(|filing| is_ready(filing)).map(|filing| filing.demand_mw).sum();
        [
            name,
            whole(filings.len() as u64, lang),
            n(&is_ready),
            number(ready, 2, lang),
            n(&|filing| to_ask(filing) && filing.window.claim == Claim::BeforeRelease && !is_ready(filing)),
            n(&|filing| to_ask(filing) && filing.window.claim != Claim::BeforeRelease),
            n(&status(RequestStatus::Asked)),
            n(&status(RequestStatus::Promised)),
            n(&status(RequestStatus::Refused)),
        ]
    };
    for ((_, operator), filings) in &groups {
        let unknown = lang.pick("netbeheerder onbekend", "operator unknown");
        table.row(line(operator.unwrap_or(unknown).to_owned(), filings));
    }
    let all: Vec<&Filing> = found.filings.iter().collect();
    table.row(line(lang.pick("Samen", "Together").into(), &all));
    table.total = true;
    table
}

/// What the requests lack, by field and what is to be filled in.
fn missing(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let open = found.filings.iter().filter(|filing| {
        !filing.is_complete() && matches!(filing.status(), RequestStatus::ToAsk | RequestStatus::Unclear)
    });
    let mut by_cure: BTreeMap<(Field, String), (u64, u64)> = BTreeMap::new();
    for filing in open {
        for lack in &filing.lacks {
            // What differs by project alone is told together.
            let cure = match lack {
                Lack::LongPeriod(_) => lang
                    .pick(
                        "alleen een lange periode: woningen per jaar invullen",
                        "a long period alone: fill in homes by year",
                    )
                    .to_owned(),
                Lack::ProgrammeInPart(..) => lang
                    .pick(
                        "type of grootte van een deel van de woningen: aanvullen",
                        "type or size of some of the homes: complete",
                    )
                    .to_owned(),
                Lack::HeatInWords(_) => lang
                    .pick(
                        "warmteconcept is niet eenduidig: warmtenet, hybride, bodem of lucht",
                        "heat concept is not one of district heat, hybrid, ground, air",
                    )
                    .to_owned(),
                other => other.cure(lang),
            };
            let sum = by_cure.entry((lack.field(), cure)).or_default();
            sum.0 += 1;
            sum.1 += filing.homes();
        }
    }
    if by_cure.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        lang.pick("wat ontbreekt", "what is missing"),
        &match lang {
            Lang::Nl => ["Veld", "Wat te doen", "#Aanvragen", "#Woningen"],
            Lang::En => ["Field", "What to do", "#Requests", "#Homes"],
        },
    );
    for ((field, cure), (n, homes)) in by_cure {
        table.row([field.word(lang).to_owned(), cure, whole(n, lang), whole(homes, lang)]);
    }
    vec![Block::Table(table)]
}

/// The first requests of the lists.
fn first(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let is_open = |filing: &&Filing| matches!(filing.status(), RequestStatus::ToAsk | RequestStatus::Unclear);
    let open: Vec<&Filing> = found.filings.iter().filter(is_open).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        lang.pick("eerst te vragen", "to ask first"),
        &match lang {
            Lang::Nl => ["Project", "Netbeheerder", "#Woningen", "#MW", "Uiterlijk", "Wanneer", "Volledig"],
            Lang::En => ["Project", "Operator", "#Homes", "#MW", "At the latest", "When", "Complete"],
        },
    );
    for filing in open.iter().take(SHOWN) {
        let fields: BTreeSet<Field> = filing.lacks.iter().map(Lack::field).collect();
        let words: Vec<&str> = fields.into_iter().map(|field| field.word(lang)).collect();
        let complete = if words.is_empty() {
            lang.pick("ja", "yes").to_owned()
        } else {
            format!("{}: {}", lang.pick("ontbreekt", "missing"), words.join(", "))
        };
        table.row([
            filing.project.clone(),
            filing.netbeheerder.clone().unwrap_or_else(|| lang.pick("onbekend", "unknown").into()),
            whole(filing.homes(), lang),
            number(filing.demand_mw, 3, lang),
            filing.deadline.map_or_else(|| "–".to_owned(), |last| day(&last.to_string(), lang)),
            claim_words(filing.window.claim, lang).to_owned(),
            complete,
        ]);
    }
    let mut blocks = vec![Block::Table(table)];
    if let more @ 1.. = open.len().saturating_sub(SHOWN) {
        let more = whole(more as u64, lang);
        blocks.push(Block::note(match lang {
            Lang::Nl => format!("Nog {more} aanvragen staan op de indienlijsten."),
            Lang::En => format!("Another {more} requests stand on the filing lists."),
        }));
    }
    blocks
}

/// What of the reservation is claimed, by area; nothing where no room for homes is known.
fn reservation(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let known: Vec<_> = found.claims.iter().filter(|(_, claims)| claims.reserved_mw.is_some()).collect();
    if known.is_empty() {
        return vec![Block::note(lang.pick(
            "Hoeveel voor woningen is gereserveerd, is niet opgegeven (--ruimte): wat ervan overblijft is onbekend.",
            "How much is reserved for homes was not given (--ruimte): what is left of it is not known.",
        ))];
    }
    let mut table = Table::new(
        lang.pick("van de reservering", "of the reservation"),
        &match lang {
            Lang::Nl => [
                "Voedingsgebied",
                "#Reservering",
                "#Toegezegd",
                "#Over",
                "#Gevraagd",
                "#Volledig",
                "#Onvolledig",
                "#Wachtrij",
                "#Tekort",
            ],
            Lang::En => [
                "Supply area",
                "#Reservation",
                "#Promised",
                "#Left",
                "#Asked",
                "#Complete",
                "#Incomplete",
                "#Queue",
                "#Short",
            ],
        },
    );
    let mw = |mw: Option<f64>| {
        mw.map_or_else(|| lang.pick("onbekend", "unknown").to_owned(), |mw| number(mw, 2, lang))
    };
    for (area, claims) in &known {
        table.row([
            area_name(found, area),
            mw(claims.reserved_mw),
            number(claims.claimed_mw, 2, lang),
            mw(claims.left_mw()),
            number(claims.asked_mw, 2, lang),
            number(claims.ready_mw, 2, lang),
            number(claims.incomplete_mw, 2, lang),
            mw(claims.to_queue_mw()),
            mw(claims.beyond_mw()),
        ]);
    }
    let mut blocks = vec![Block::Table(table)];
    let year = found
        .balance
        .iter()
        .flat_map(|area| area.years.last())
        .map(|year| year.year)
        .max()
        .unwrap_or_default();
    blocks.push(Block::note(match lang {
        Lang::Nl => format!(
            "In MW, met de reservering van {year}. Toegezegd en over zijn samen de reservering. Volledig en onvolledig zijn nog te \
             vragen, op tijd. Naar de wachtrij gaat wat op de dag van de vrijgave over is, als alles wat gevraagd is en alles wat \
             volledig is, wordt toegezegd; tekort is wat dan meer nodig is dan er is."
        ),
        Lang::En => format!(
            "In MW, with the reservation of {year}. Promised and left are the reservation together. Complete and incomplete are \
             still to ask, in time. To the queue goes what is left on the day of the release, when all that was asked and all \
             that is complete is promised; short is what is needed then beyond what there is."
        ),
    }));
    let open = found.claims.iter().filter(|(_, claims)| claims.reserved_mw.is_none());
    let mw: f64 =
        open.clone().map(|(_, claims)| claims.asked_mw + claims.ready_mw + claims.incomplete_mw).sum();
    if let n @ 1.. = open.count() {
        let (n, mw) =
            (counted(n as u64, ["gebied", "gebieden"], ["area", "areas"], lang), number(mw, 2, lang));
        blocks.push(Block::note(match lang {
            Lang::Nl => format!("Reservering onbekend: {n}; daar is {mw} MW gevraagd of te vragen."),
            Lang::En => format!("Reservation not known: {n}; {mw} MW is asked or to be asked there."),
        }));
    }
    let unknown: u64 = found.claims.values().map(|claims| claims.claimed_unknown).sum();
    if unknown > 0 {
        let n = counted(unknown, ["toezegging", "toezeggingen"], ["promise", "promises"], lang);
        blocks.push(Block::note(match lang {
            Lang::Nl => format!("Vermogen onbekend: {n}; dat zit nog in wat over is."),
            Lang::En => format!("Power not known: {n}; it is still in what is left."),
        }));
    }
    blocks
}

/// The requests that were refused: told, and not asked again.
fn refused(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let refused: Vec<&Filing> =
        found.filings.iter().filter(|filing| filing.status() == RequestStatus::Refused).collect();
    if refused.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = refused.iter().take(SHOWN).map(|filing| filing.project.clone()).collect();
    let homes = refused.iter().map(|filing| filing.homes()).sum::<u64>();
    let homes = counted(homes, ["woning", "woningen"], ["home", "homes"], lang);
    let n = counted(refused.len() as u64, ["aanvraag", "aanvragen"], ["request", "requests"], lang);
    let names = names.join(", ");
    let to_ask = status_word(RequestStatus::ToAsk, lang);
    vec![Block::text(match lang {
        Lang::Nl => format!(
            "Afgewezen: {n}, {homes} ({names}). Zij worden niet opnieuw gevraagd, tot iemand de stand op de \
             indienlijst weer op “{to_ask}” zet."
        ),
        Lang::En => format!(
            "Refused: {n}, {homes} ({names}). They are not asked again until somebody sets their status on the \
             filing list to “{to_ask}”."
        ),
    })]
}
