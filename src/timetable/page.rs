//! The phasing on a page: what fits when, what waits, and what would help.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Fate, For, Found, entry::in_the_end, maps, problem::NoPlace, said, tables::station_of, watts::mw,
};
use crate::{
    document::{Block, Document, KeyFact, Table},
    documents::{self, Kind, more},
    drawing::{Bar, ChartWords, Picture, chart},
    lang::Lang,
    wording::{number, whole},
};

/// Areas with a chart of their own, and rows of tables; all stand in the workbook.
const CHARTS: usize = 12;
const ROWS: usize = 25;
const WISHES: usize = 20;

/// The page.
pub(super) fn document(found: &Found) -> Document {
    let lang = found.lang();
    let name = &found.frame.name;
    let mut blocks = answer(found);
    blocks.extend(years(found));
    blocks.extend(limits(found));
    blocks.extend(waiting(found));
    blocks.extend(stairs(found));
    blocks.extend(measures(found));
    blocks.extend(maps::small(found));
    blocks.extend(projects(found));
    blocks.extend(wishes(found));
    blocks.extend(left_out(found));
    blocks.extend(notes(found).into_iter().map(Block::note));
    Document {
        lang,
        kind: lang.pick("Fasering die past", "A phasing that fits").into(),
        title: name.clone(),
        subtitle: lang
            .pick(
                "Welke woningen in welk jaar, zodat het net het houdt; wie wacht, en wat één megawatt erbij zou brengen",
                "Which homes in which year, so that the grid holds; who waits, and what one megawatt more would bring",
            )
            .into(),
        key: key(found),
        blocks,
        footer: documents::footer(name),
        pages: None,
    }
}

fn key(found: &Found) -> Vec<KeyFact> {
    let lang = found.lang();
    let counts = &found.counts;
    let fact = |label: &str, value: String, note: String| KeyFact { label: label.into(), value, note };
    let of_projects = |n: u64| format!("in {}", said::projects(n, lang));
    let waiting = number(counts.waiting_kw / 1_000.0, 2, lang);
    let unknown = [counts.unknown_area, counts.unknown_room];
    vec![
        fact(
            lang.pick("Woningen die passen", "Homes that fit"),
            whole(counts.placed.homes, lang),
            of_projects(counts.placed.projects),
        ),
        fact(
            lang.pick("Woningen die wachten", "Homes that wait"),
            whole(counts.waiting.homes, lang),
            match lang {
                Lang::Nl => format!("{}, {waiting} MW", of_projects(counts.waiting.projects)),
                Lang::En => format!("{}, {waiting} MW", of_projects(counts.waiting.projects)),
            },
        ),
        fact(
            lang.pick("Onbekend", "Unknown"),
            whole(unknown.iter().map(|count| count.homes).sum::<u64>(), lang),
            lang.pick(
                "woningen waarvan gebied of ruimte niet bekend is",
                "homes whose area or room is not known",
            )
            .into(),
        ),
        fact(
            lang.pick("Hoe goed", "How good"),
            match found.solved.is_proven() {
                true => lang.pick("bewezen", "proven").into(),
                false => {
                    format!("≤ {} %", number((found.solved.plan().gap() * 10_000.0).ceil() / 100.0, 2, lang))
                }
            },
            said::proof_short(found),
        ),
    ]
}

/// The answer in sentences.
fn answer(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let mut blocks = Vec::new();
    if found.about_large {
        blocks.push(Block::text(said::large(lang)));
    }
    blocks.push(Block::text(said::main_line(found)));
    blocks.push(Block::text(format!("{} {}", said::proof(found), said::greedy(found))));
    let conflicts = &found.solved.outcome.conflicts;
    if !conflicts.is_empty() {
        blocks.push(Block::heading(lang.pick("Wat niet samengaat", "What does not go together")));
        let items = conflicts.iter().map(|own| said::conflict(found, own)).collect();
        blocks.push(Block::List { items });
        blocks.push(Block::note(lang.pick(
            "De fasering hieronder houdt zich aan alle ruimte en aan alle andere wensen, en komt zo dicht mogelijk bij deze. Laat u er één uit elk rijtje los, dan gaan de andere samen.",
            "The phasing below keeps to all room and all other wishes, and comes as near to these as it can. When one of each row is let go, the others go together.",
        )));
    }
    blocks
}

/// Homes by year, as planned and as they may come.
fn years(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let outlook = &found.chances.outlook;
    let mut table = Table::new(
        lang.pick("woningen per jaar", "homes by year"),
        &match lang {
            Lang::Nl => [
                "Jaar",
                "#In de fasering",
                "#Bijna zeker (P10)",
                "#Het midden (P50)",
                "#Als veel meezit (P90)",
                "#Tot en met",
            ],
            Lang::En => [
                "Year",
                "#In the phasing",
                "#Nearly sure (P10)",
                "#The middle (P50)",
                "#When much goes well (P90)",
                "#Up to and with",
            ],
        },
    );
    for (year, (own, all)) in found.years.iter().zip(outlook.years.iter().zip(&outlook.up_to)) {
        let [a, b, c, d, e] = [own.planned, own.p10, own.p50, own.p90, all.planned].map(|n| whole(n, lang));
        table.row([year.to_string(), a, b, c, d, e]);
    }
    if let Some(all) = outlook.up_to.last() {
        let [a, b, c, d] = [all.planned, all.p10, all.p50, all.p90].map(|n| whole(n, lang));
        table.row([lang.pick("Samen", "Together").to_owned(), a.clone(), b, c, d, a]);
        table.total = true;
    }
    let mut blocks = vec![
        Block::heading(lang.pick("Welke woningen in welk jaar", "Which homes in which year")),
        Block::Table(table),
    ];
    if let Some(stock) = outlook.stock().filter(|_| found.counts.placed.projects > 0) {
        let (percent, share) = (number(stock * 100.0, 0, lang), number(outlook.built * 100.0, 0, lang));
        let fasering = &found.record().params.fasering;
        let stages: Vec<String> = found
            .chances
            .by_stage
            .iter()
            .map(|(stage, homes)| {
                let (chance, homes) = (number(fasering.chance(*stage) * 100.0, 0, lang), whole(*homes, lang));
                format!("{} {homes} ({chance} %)", said::stage(*stage, lang))
            })
            .collect();
        let stages = stages.join(", ");
        blocks.push(Block::text(match lang {
            Lang::Nl => format!(
                "Van deze woningen komt naar verwachting {share} % er ook echt; voor een doel is dus {percent} % aan plannen nodig. Gerekend is met de kans per stand van het project: {stages}."
            ),
            Lang::En => format!(
                "Of these homes {share} % is expected to be built; a target so asks for {percent} % of plans. It was counted with the chance by stage of the project: {stages}."
            ),
        }));
    }
    if found.counts.homes_after > 0 {
        let homes = said::homes(found.counts.homes_after, lang);
        blocks.push(Block::note(match lang {
            Lang::Nl => format!(
                "Van de geplaatste projecten komen {homes} na het laatste jaar; zij tellen hier niet mee."
            ),
            Lang::En => {
                format!("Of the projects placed, {homes} come after the last year; they do not count here.")
            }
        }));
    }
    blocks
}

/// Load against room.
fn limits(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let mut table = Table::new(
        lang.pick("vraag en ruimte", "demand and room"),
        &match lang {
            Lang::Nl => [
                "Gebied of station",
                "#Ruimte MW",
                "#Gevraagd MW",
                "Past dat",
                "#Fasering MW",
                "#Woningen",
                "#Wacht MW",
            ],
            Lang::En => {
                ["Area or station", "#Room MW", "#Asked MW", "Fits", "#Phasing MW", "#Homes", "#Waits MW"]
            }
        },
    );
    for at in in_order(found) {
        let (limit, loads) = (&found.limits[at], &found.loads[at]);
        let room = limit.room.last().copied().flatten();
        let last = |all: &[i64]| all.last().copied().unwrap_or(0);
        let waits: i64 = found.waiting_in(at).map(|entry| found.entries[entry].asked_w()).sum();
        let first_over = found.years.iter().enumerate().find(|(year, _)| {
            limit.room[*year].is_some_and(|room| mw(loads.asked_w[*year]) > room.mw + 1e-9)
        });
        let fits = match (limit.is_known(), first_over, lang) {
            (false, _, _) => lang.pick("ruimte onbekend", "room unknown").to_owned(),
            (true, None, _) => lang.pick("ja", "yes").to_owned(),
            (true, Some((_, year)), Lang::Nl) => format!("nee, vanaf {year}"),
            (true, Some((_, year)), Lang::En) => format!("no, from {year}"),
        };
        table.row([
            title(found, at),
            room.map_or_else(|| lang.pick("onbekend", "unknown").into(), |room| number(room.mw, 2, lang)),
            number(mw(last(&loads.asked_w)), 2, lang),
            fits,
            number(mw(last(&loads.plan_w)), 2, lang),
            whole(loads.plan_homes.last().copied().unwrap_or(0), lang),
            number(mw(waits), 2, lang),
        ]);
    }
    let mut blocks = vec![
        Block::heading(lang.pick("Vraag en ruimte, gebied voor gebied", "Demand and room, area by area")),
        Block::Table(table),
        Block::note(sources(found)),
    ];
    let drawn: Vec<usize> = in_order(found).into_iter().filter(|at| found.limits[*at].is_known()).collect();
    blocks.extend(drawn.iter().take(CHARTS).map(|at| Block::Picture(picture(found, *at))));
    blocks.extend(more(drawn.len(), CHARTS, Kind::Fasering, lang));
    blocks
}

/// Areas and stations, those in which most waits first.
fn in_order(found: &Found) -> Vec<usize> {
    let mut order: Vec<usize> = (0..found.limits.len()).collect();
    let waits =
        |at: &usize| -> i64 { found.waiting_in(*at).map(|entry| found.entries[entry].asked_w()).sum() };
    order.sort_by_key(|at| {
        (found.limits[*at].is_station, std::cmp::Reverse(waits(at)), found.limits[*at].id.clone())
    });
    order
}

/// What a limit is called, with its identification and the station above.
fn title(found: &Found, at: usize) -> String {
    let (limit, lang) = (&found.limits[at], found.lang());
    let id = if limit.id == limit.name { String::new() } else { format!(" ({})", limit.id) };
    let kind = if limit.is_station { lang.pick("station ", "station ") } else { "" };
    format!("{kind}{}{id}", limit.name)
}

/// What the room rests on.
fn sources(found: &Found) -> String {
    let lang = found.lang();
    let from: BTreeSet<&str> = found
        .limits
        .iter()
        .flat_map(|limit| limit.room.iter().flatten())
        .map(|room| said::room_from(room.from, lang))
        .collect();
    let from = from.into_iter().collect::<Vec<_>>().join("; ");
    match lang {
        Lang::Nl => format!(
            "In het laatste jaar. Ruimte: {from}. Een getal geldt tot een later jaar er een heeft. Vraag is die aan de piek van het gebied, opgeteld tot en met een jaar, volgens de normen per woning; wat er nu al op het net zit is geen deel van de vraag."
        ),
        Lang::En => format!(
            "In the last year. Room: {from}. A figure holds until a later year has one. Demand is that at the peak of the area, up to and with a year, by the norms per home; what is on the grid already is no part of it."
        ),
    }
}

fn picture(found: &Found, at: usize) -> Picture {
    let lang = found.lang();
    let (limit, loads) = (&found.limits[at], &found.loads[at]);
    let bars: Vec<Bar> = found
        .years
        .iter()
        .enumerate()
        .map(|(year, number)| Bar {
            year: *number,
            asked: mw(loads.asked_w[year]),
            thrifty: mw(loads.plan_w[year]),
            room: limit.room[year].map(|room| room.mw),
        })
        .collect();
    let words = ChartWords {
        title: title(found, at),
        asked: lang.pick("alles zoals gevraagd", "everything as asked").into(),
        thrifty: lang.pick("in de fasering", "in the phasing").into(),
        room: lang
            .pick(
                "ruimte voor woningen; ! eerste jaar waarin gevraagd erboven komt",
                "room for homes; ! first year in which what is asked passes it",
            )
            .into(),
        unit: "MW".into(),
    };
    chart(&bars, &words, lang)
}

/// Who waits, and for how many megawatts.
fn waiting(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let mut blocks = vec![Block::heading(lang.pick("Wie wacht", "Who waits"))];
    let mut waits: Vec<usize> =
        (0..found.entries.len()).filter(|at| matches!(found.fates[*at], Fate::Waits(_))).collect();
    waits.sort_by_key(|at| (std::cmp::Reverse(found.entries[*at].n_homes()), *at));
    if waits.is_empty() {
        blocks.push(Block::text(lang.pick(
            "Niemand: alles waarvan de ruimte bekend is krijgt een jaar.",
            "Nobody: everything whose room is known gets a year.",
        )));
    } else {
        let mut table = Table::new(
            lang.pick("wie wacht", "who waits"),
            &match lang {
                Lang::Nl => [
                    "Project",
                    "Gemeente",
                    "Planstatus",
                    "Gebied",
                    "#Woningen",
                    "#Gevraagd MW",
                    "#Op zijn minst MW",
                    "Waarop",
                ],
                Lang::En => [
                    "Project",
                    "Gemeente",
                    "Plan status",
                    "Area",
                    "#Homes",
                    "#Asked MW",
                    "#At the least MW",
                    "For what",
                ],
            },
        );
        for at in waits.iter().take(ROWS) {
            let entry = &found.entries[*at];
            table.row([
                entry.short.clone(),
                entry.place.gemeente.clone().unwrap_or_else(|| "–".into()),
                said::stage(entry.stage, lang).into(),
                entry
                    .place
                    .grid_area
                    .clone()
                    .or_else(|| entry.place.grid_area_id.clone())
                    .unwrap_or_default(),
                whole(entry.n_homes(), lang),
                number(mw(entry.asked_w()), 3, lang),
                number(mw(entry.least_w()), 3, lang),
                match found.fates[*at] {
                    Fate::Waits(For::Wishes) => lang.pick("een wens of norm", "a wish or norm").into(),
                    _ => lang.pick("ruimte", "room").into(),
                },
            ]);
        }
        blocks.push(Block::Table(table));
        blocks.extend(more(waits.len(), ROWS, Kind::Fasering, lang));
    }
    blocks.extend(slips(found));
    blocks
}

/// What comes later than its list has it.
fn slips(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let mut late: Vec<(usize, u16)> =
        (0..found.entries.len()).filter_map(|at| Some((at, found.slip(at)?))).collect();
    if late.is_empty() {
        return Vec::new();
    }
    late.sort_by_key(|(at, years)| (found.entries[*at].stage, std::cmp::Reverse(*years), *at));
    let mut table = Table::new(
        lang.pick("later dan gepland", "later than planned"),
        &match lang {
            Lang::Nl => {
                ["Project", "Planstatus", "#Woningen", "#Volgens de lijst", "#In de fasering", "#Jaar later"]
            }
            Lang::En => {
                ["Project", "Plan status", "#Homes", "#By the list", "#In the phasing", "#Years later"]
            }
        },
    );
    for (at, years) in late.iter().take(ROWS) {
        let entry = &found.entries[*at];
        let own = entry.own_year.unwrap_or_default();
        table.row([
            entry.short.clone(),
            said::stage(entry.stage, lang).into(),
            whole(entry.n_homes(), lang),
            own.to_string(),
            own.saturating_add(*years).to_string(),
            years.to_string(),
        ]);
    }
    let mut blocks = vec![
        Block::heading(lang.pick("Later dan de planlijst zegt", "Later than the planning list says")),
        Block::Table(table),
    ];
    blocks.extend(more(late.len(), ROWS, Kind::Fasering, lang));
    blocks
}

/// What more room would unlock.
fn stairs(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let heading = Block::heading(lang.pick("Wat extra ruimte vrijmaakt", "What more room unlocks"));
    if found.solved.stairs.is_empty() {
        return Vec::new();
    }
    let mut stairs: Vec<_> = found.solved.stairs.iter().collect();
    let most = |stair: &crate::plan::schedule::Staircase| stair.steps.last().map_or(0, |step| step.homes);
    stairs.sort_by_key(|stair| (std::cmp::Reverse(most(stair)), stair.area));
    let items = stairs.iter().take(ROWS).map(|stair| said::stair(found, stair)).collect();
    let mut blocks = vec![heading, Block::List { items }];
    blocks.extend(more(stairs.len(), ROWS, Kind::Fasering, lang));
    blocks.push(Block::note(lang.pick(
        "Ruimte erbij in elk jaar, voor één gebied of station tegelijk; al het andere blijft, en de fasering is er opnieuw voor gezocht. Woningen binnen de jaren van de fasering; trappen van gebieden onder hetzelfde station tellen niet op.",
        "More room in every year, for one area or station at a time; all else stays, and the phasing was looked for again. Homes within the years of the phasing; staircases of areas below the same station do not add up.",
    )));
    blocks
}

/// What the measures stand for.
fn measures(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let solved = &found.solved;
    let taken: Vec<usize> =
        (0..found.entries.len()).filter(|at| found.start(*at).is_some_and(|start| start.way > 0)).collect();
    let Some(bare) = &solved.bare else { return Vec::new() };
    let mut blocks =
        vec![Block::heading(lang.pick(
            "Wat netbewust bouwen en maatregelen brengen",
            "What grid-aware building and measures bring",
        ))];
    if taken.is_empty() {
        blocks.push(Block::text(lang.pick(
            "Geen project hoeft anders te worden gebouwd dan gevraagd om te passen.",
            "No project must be built in another way than it was asked to fit.",
        )));
        return blocks;
    }
    let homes_of = |starts: &[Option<crate::plan::schedule::Start>]| -> u64 {
        let works = found.problem.works.iter().zip(starts).filter(|(_, start)| start.is_some());
        works.flat_map(|(work, _)| &work.homes).map(|homes| u64::from(*homes)).sum()
    };
    let (with, without) = (homes_of(&solved.plan().starts), homes_of(&bare.starts));
    let saved: i64 = taken
        .iter()
        .filter_map(|at| {
            let (entry, start) = (&found.entries[*at], found.start(*at)?);
            Some(entry.asked_w() - entry.ways.get(start.way).map_or(0, in_the_end))
        })
        .sum();
    let (n, saved) = (said::projects(taken.len() as u64, lang), said::megawatt(saved, lang));
    let [with, without] = [with, without].map(|n| whole(n, lang));
    blocks.push(Block::text(match lang {
        Lang::Nl => format!(
            "In de fasering worden {n} netbewust of met een maatregel gebouwd, om te passen of om eerder te passen; dat haalt samen {saved} MW van de piek. Zo krijgen {with} woningen een jaar; zonder zouden het er {without} zijn."
        ),
        Lang::En => format!(
            "In the phasing {n} are built grid-aware or with a measure, to fit or to fit sooner; that takes {saved} MW off the peak together. So {with} homes get a year; without it {without} would."
        ),
    }));
    if !solved.replaced.is_empty() {
        let mut table = Table::new(
            lang.pick("maatregelen tegen megawatts", "measures against megawatts"),
            &match lang {
                Lang::Nl => [
                    "Gebied of station",
                    "#Projecten",
                    "#Woningen die zij brengen",
                    "#Kosten k€",
                    "#Vervangen MW",
                ],
                Lang::En => ["Area or station", "#Projects", "#Homes they bring", "#Cost k€", "#Replace MW"],
            },
        );
        for own in solved.replaced.iter().take(ROWS) {
            table.row([
                title(found, own.area),
                whole(own.measures.len() as u64, lang),
                whole(own.homes, lang),
                own.cost_keur
                    .map_or_else(|| lang.pick("onbekend", "unknown").into(), |keur| number(keur, 0, lang)),
                own.room_w.map_or_else(
                    || lang.pick("niet met ruimte hier", "not by room here").into(),
                    |room_w| said::megawatt(room_w, lang),
                ),
            ]);
        }
        blocks.push(Block::Table(table));
        blocks.push(Block::note(lang.pick(
            "Vervangen: zo veel ruimte zou er in elk jaar bij moeten zijn om zonder maatregelen evenveel waard te zijn. Houdt het station erboven tegen, dan helpt ruimte in een gebied alleen niet. Een station telt de projecten van zijn gebieden.",
            "Replace: so much more room would be needed in every year to be worth as much without measures. Where the station above holds it back, room in one area does not help. A station counts the projects of its areas.",
        )));
    }
    blocks
}

/// The projects by netbeheerder.
fn projects(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let mut by_operator: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (at, entry) in found.entries.iter().enumerate() {
        by_operator.entry(entry.place.netbeheerder.as_deref()).or_default().push(at);
    }
    // Those with a name first.
    let (unknown, named): (Vec<_>, Vec<_>) = by_operator.into_iter().partition(|(name, _)| name.is_none());
    let mut blocks = Vec::new();
    for (operator, mut entries) in named.into_iter().chain(unknown) {
        let operator = operator.unwrap_or(lang.pick("netbeheerder onbekend", "operator unknown"));
        let heading = match lang {
            Lang::Nl => format!("Projecten: {operator}"),
            Lang::En => format!("Projects: {operator}"),
        };
        entries.sort_by_key(|at| order_of(found, *at));
        let mut table = Table::new(
            heading.as_str(),
            &match lang {
                Lang::Nl => ["Project", "Gemeente", "Gebied", "#Woningen", "#Lijst", "#Jaar", "Past", "Hoe"],
                Lang::En => ["Project", "Gemeente", "Area", "#Homes", "#List", "#Year", "Fits", "How"],
            },
        );
        for at in entries.iter().take(ROWS) {
            let (entry, fate) = (&found.entries[*at], found.fates[*at]);
            let start = found.start(*at);
            let way = start.and_then(|start| entry.ways.get(start.way)).map(|way| way.name.clone());
            let year = start.and_then(|start| found.years.get(start.year));
            let how = match fate {
                Fate::Placed(_) => way.unwrap_or_default(),
                other => said::state(other, lang).to_owned(),
            };
            let station =
                station_of(found, entry).map(|limit| format!(" · {}", limit.name)).unwrap_or_default();
            let area = entry.place.grid_area.clone().or_else(|| entry.place.grid_area_id.clone());
            table.row([
                entry.short.clone(),
                entry.place.gemeente.clone().unwrap_or_else(|| "–".into()),
                format!("{}{station}", area.unwrap_or_else(|| lang.pick("onbekend", "unknown").into())),
                whole(entry.n_homes(), lang),
                entry.own_year.map_or_else(|| "–".into(), |year| year.to_string()),
                year.map_or_else(|| "–".into(), u16::to_string),
                said::fits(super::tables::fate_fits(fate), lang).into(),
                how,
            ]);
        }
        blocks.push(Block::heading(heading));
        blocks.push(Block::Table(table));
        blocks.extend(more(entries.len(), ROWS, Kind::Fasering, lang));
    }
    blocks
}

/// By year, then those that wait, then those that cannot be said; most homes first.
pub(super) fn order_of(found: &Found, at: usize) -> (usize, std::cmp::Reverse<u64>, usize) {
    let group = match found.fates[at] {
        Fate::Placed(start) => start.year,
        Fate::Waits(_) => usize::MAX - 3,
        Fate::Nowhere(NoPlace::Later) => usize::MAX - 2,
        Fate::Nowhere(NoPlace::NoRoom) => usize::MAX - 1,
        Fate::Nowhere(NoPlace::NoArea) => usize::MAX,
    };
    (group, std::cmp::Reverse(found.entries[at].n_homes()), at)
}

/// The wishes, and which cannot be kept.
fn wishes(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let rows = super::tables::wish_rows(found, false);
    if rows.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        lang.pick("wensen en normen", "wishes and norms"),
        &match lang {
            Lang::Nl => ["Wens of norm", "Wat ervan is geworden", "#Tekort, woningen"],
            Lang::En => ["Wish or norm", "What became of it", "#Short, homes"],
        },
    );
    let text = |value: &crate::value::Value| value.to_code().unwrap_or_default();
    // What cannot be kept first.
    let kept = lang.pick("gehouden", "kept");
    let (fine, odd): (Vec<_>, Vec<_>) = rows.iter().partition(|row| text(&row[1]) == kept);
    for row in odd.iter().chain(&fine).take(WISHES) {
        table.row([text(&row[0]), text(&row[1]), text(&row[2])]);
    }
    let mut blocks =
        vec![Block::heading(lang.pick("Wensen en normen", "Wishes and norms")), Block::Table(table)];
    blocks.extend(more(rows.len(), WISHES, Kind::Fasering, lang));
    blocks
}

/// Rows of the lists that are outside the phasing.
fn left_out(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let rows = &found.listed.not_asked;
    if rows.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        lang.pick("buiten de fasering", "outside the phasing"),
        &match lang {
            Lang::Nl => ["Project", "Gemeente", "#Woningen", "Waarom niet"],
            Lang::En => ["Project", "Gemeente", "#Homes", "Why not"],
        },
    );
    for row in rows.iter().take(ROWS) {
        table.row([
            row.project.clone(),
            row.gemeente.clone().unwrap_or_else(|| "–".into()),
            row.homes.map_or_else(|| lang.pick("onbekend", "unknown").into(), |n| whole(n, lang)),
            row.reason(lang),
        ]);
    }
    let mut blocks = vec![
        Block::heading(
            lang.pick("Van de planlijsten, buiten de fasering", "Of the planning lists, outside the phasing"),
        ),
        Block::Table(table),
    ];
    blocks.extend(more(rows.len(), ROWS, Kind::Fasering, lang));
    blocks
}

/// What the phasing is, and what it is not.
fn notes(found: &Found) -> Vec<String> {
    let lang = found.lang();
    let params = &found.record().params;
    let counts = &found.counts;
    let mut notes = Vec::new();
    if counts.without_score > 0 {
        let (n, score) = (
            said::projects(counts.without_score, lang),
            number(params.fasering.score_without.value, 0, lang),
        );
        notes.push(match lang {
            Lang::Nl => format!("Zonder score: {n}; gerekend is met {score} (norm score_without)."),
            Lang::En => format!("Without a score: {n}; counted with {score} (norm score_without)."),
        });
    }
    if counts.sites_without_homes > 0 {
        let n = whole(counts.sites_without_homes, lang);
        notes.push(match lang {
            Lang::Nl => format!(
                "Van nog {n} locaties is het aantal woningen niet te zeggen: zij staan buiten de fasering."
            ),
            Lang::En => {
                format!("Of {n} more sites the number of homes cannot be said: they are outside the phasing.")
            }
        });
    }
    if counts.later.projects > 0 {
        let (n, homes) = (said::projects(counts.later.projects, lang), said::homes(counts.later.homes, lang));
        notes.push(match lang {
            Lang::Nl => {
                format!("Na het laatste jaar volgens de planlijst, en niet geplaatst: {n} met {homes}.")
            }
            Lang::En => {
                format!("After the last year by the planning list, and not placed: {n} with {homes}.")
            }
        });
    }
    notes.push(
        lang.pick(
            "Een project van een planlijst start niet eerder dan de lijst zegt, ook als er ruimte is. Woningen in jaren na de eerste houden hun afstand tot de start. De fasering zegt wat binnen de opgegeven ruimte past; of iemand wordt aangesloten is aan de netbeheerder.",
            "A project of a planning list starts no sooner than the list says, even if there is room. Homes in years after the first keep their distance to the start. The phasing says what fits the room that was given; whether somebody is connected is for the operator to say.",
        )
        .to_owned(),
    );
    notes.push(
        lang.pick(
            "Kansen en vertraging per stand van een project zijn aannames van praktijk (bron K), op de normen van `[params.fasering]`; een regio vult haar eigen waarden in. Projecten zijn los van elkaar getrokken: valt het in een heel gebied tegen, dan valt het meer tegen dan hier staat.",
            "Chances and delay by stage of a project are assumptions of practice (source K), by the norms of `[params.fasering]`; a region fills in its own. Projects were drawn apart: where a whole area goes badly, it goes worse than it says here.",
        )
        .to_owned(),
    );
    notes
}
