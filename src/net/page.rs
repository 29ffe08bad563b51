//! The requests on a page: what is asked, where, and when it fits.

use std::collections::BTreeSet;

use super::{
    Requests, in_window,
    said::{area_name, counted},
    sums,
};
use crate::{
    document::{Block, Document, KeyFact, Table},
    documents,
    drawing::{Bar, ChartWords, Picture, chart},
    lang::Lang,
    plan::AreaBalance,
    wording::{day, number, whole},
};

/// Areas with a chart of their own.
const CHARTS: usize = 12;

/// The page.
pub(super) fn document(found: &Requests) -> Document {
    let lang = found.lang();
    let run = &found.record().run;
    let mut blocks = totals(found);
    blocks.extend(not_asked(found));
    blocks.extend(in_window::blocks(found));
    blocks.extend(fits(found));
    blocks.extend(stations(found));
    blocks.extend(means(found));
    Document {
        lang,
        kind: lang.pick("Netaanvragen", "Grid requests").into(),
        title: run.name.clone(),
        subtitle: lang
            .pick(
                "Wie vraagt wat van het stroomnet, waar en wanneer, en past het bij de ruimte die er is",
                "Who asks what of the grid, where and when, and does it fit the room there is",
            )
            .into(),
        key: key(found),
        blocks,
        footer: documents::footer(&run.name),
        pages: None,
    }
}

fn key(found: &Requests) -> Vec<KeyFact> {
    let lang = found.lang();
    let megawatt = |load: fn(&super::Request) -> f64| {
        number(found.requests.iter().map(load).sum::<f64>() / 1_000.0, 2, lang)
    };
    let fact =
        |label: &str, value: String, note: &str| KeyFact { label: label.into(), value, note: note.into() };
    let less = number((1.0 - found.record().params.net.netbewust_factor.value) * 100.0, 0, lang) + " %";
    let short = found.balance.iter().filter(|area| area.first_exceeds().is_some()).count();
    vec![
        fact(
            lang.pick("Projecten", "Projects"),
            whole(found.counts.given + found.counts.by_list + found.counts.by_rule, lang),
            lang.pick("van lijsten en uit de scan", "of lists and of the scan"),
        ),
        fact(
            lang.pick("Woningen", "Homes"),
            whole(found.counts.homes, lang),
            lang.pick("alle jaren samen", "all years together"),
        ),
        fact(
            lang.pick("Vraag, MW", "Demand, MW"),
            megawatt(|request| request.load.coincident.0),
            lang.pick("aan de piek van de gebieden", "at the peak of the areas"),
        ),
        fact(
            lang.pick("Netbewust, MW", "Grid-aware, MW"),
            megawatt(|request| request.load.coincident_netbewust.0),
            &match lang {
                Lang::Nl => format!("zelfde woningen, {less} lagere piek"),
                Lang::En => format!("same homes, peak {less} lower"),
            },
        ),
        fact(
            lang.pick("Gebieden krap", "Areas short"),
            whole(short as u64, lang),
            lang.pick(
                "waar de vraag de bekende ruimte passeert",
                "where demand passes the room that is known",
            ),
        ),
    ]
}

fn totals(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let mut table = Table::new(
        lang.pick("per gemeente", "by gemeente"),
        &match lang {
            Lang::Nl => ["Gemeente", "#Projecten", "#Woningen", "#Vraag kW", "#Netbewust kW"],
            Lang::En => ["Gemeente", "#Projects", "#Homes", "#Demand kW", "#Grid-aware kW"],
        },
    );
    let mut all = sums::Sum::default();
    for ((gemeente, year), sum) in sums::by(&found.requests, in_gemeente) {
        if year.is_some() {
            continue;
        }
        all.sites += sum.sites;
        all.homes += sum.homes;
        all.coincident_kw += sum.coincident_kw;
        all.coincident_kw_netbewust += sum.coincident_kw_netbewust;
        let name = gemeente.unwrap_or_else(|| lang.pick("onbekend", "unknown").into());
        table.row(cells(name, &sum, lang));
    }
    table.row(cells(lang.pick("Samen", "Together").into(), &all, lang));
    table.total = true;
    let mut blocks = vec![Block::heading(lang.pick("Per gemeente", "By gemeente")), Block::Table(table)];
    if found.counts.unknown > 0 {
        let n = whole(found.counts.unknown, lang);
        blocks.push(Block::note(match lang {
            Lang::Nl => format!("Van nog {n} locaties is het aantal woningen niet te zeggen: daarvoor wordt nog niets gevraagd."),
            Lang::En => format!("Of {n} more sites the number of homes cannot be said: nothing is asked for them yet."),
        }));
    }
    blocks
}

/// The name of the gemeente of a request, else its code.
pub(super) fn in_gemeente(request: &super::Request) -> Option<String> {
    request.gemeente.clone().or_else(|| request.gemeente_code.clone())
}

/// Rows of the lists that nothing is asked for on the page; all stand in the table.
const NOT_ASKED_SHOWN: usize = 25;

/// What the lists hold that is not asked for, with the reason.
fn not_asked(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let (Some(counts), Some(rows)) = (&found.counts.lists, &found.not_asked) else { return Vec::new() };
    let mut blocks = vec![
        Block::heading(lang.pick("Van de planlijsten", "Of the planning lists")),
        Block::text(list_sentence(counts, lang)),
    ];
    if rows.is_empty() {
        return blocks;
    }
    let mut table = Table::new(
        lang.pick("niet gevraagd", "not asked for"),
        &match lang {
            Lang::Nl => ["Project", "Gemeente", "#Woningen", "Waarom niet gevraagd"],
            Lang::En => ["Project", "Gemeente", "#Homes", "Why not asked for"],
        },
    );
    for row in rows.iter().take(NOT_ASKED_SHOWN) {
        table.row([
            row.project.clone(),
            row.gemeente.clone().unwrap_or_else(|| "–".into()),
            row.homes.map_or_else(|| lang.pick("onbekend", "unknown").into(), |n| whole(n, lang)),
            row.reason(lang),
        ]);
    }
    blocks.push(Block::Table(table));
    if let more @ 1.. = rows.len().saturating_sub(NOT_ASKED_SHOWN) {
        let more = whole(more as u64, lang);
        blocks.push(Block::note(match lang {
            Lang::Nl => format!("Nog {more} regels staan in niet-gevraagd.csv."),
            Lang::En => format!("Another {more} rows stand in niet-gevraagd.csv."),
        }));
    }
    blocks
}

/// What became of the rows of the lists, as one sentence.
#[must_use]
pub fn list_sentence(counts: &crate::demand::ListCounts, lang: Lang) -> String {
    let crate::demand::ListCounts { asked, not_asked, .. } = counts;
    let projects = |n| counted(n, ["project", "projecten"], ["project", "projects"], lang);
    let homes = |n| counted(n, ["woning", "woningen"], ["home", "homes"], lang);
    let [n, k] = [asked.projects, not_asked.projects].map(projects);
    let [m, l] = [asked.homes, not_asked.homes].map(homes);
    let because = counts.why.iter().map(|(why, count)| {
        let of = Some(homes(count.homes)).filter(|_| count.homes > 0);
        let of = of.map(|homes| format!(" ({homes})")).unwrap_or_default();
        format!("{}: {}{of}", why.words(lang), whole(count.projects, lang))
    });
    let because = because.collect::<Vec<_>>().join("; ");
    let in_part = match (counts.asked_in_part, lang) {
        (0, _) => String::new(),
        (part, Lang::Nl) => format!(" (deels gevraagd: {})", projects(part)),
        (part, Lang::En) => format!(" (asked for in part: {})", projects(part)),
    };
    match (counts.why.is_empty(), lang) {
        (true, Lang::Nl) => format!("{n}, {m} gevraagd; geen enkele regel niet."),
        (true, Lang::En) => format!("{n}, {m} asked for; no row is left out."),
        (false, Lang::Nl) => format!("{n}, {m} gevraagd; {k}, {l} niet{in_part}, omdat: {because}."),
        (false, Lang::En) => format!("{n}, {m} asked for; {k}, {l} not{in_part}, because: {because}."),
    }
}

fn cells(name: String, sum: &sums::Sum, lang: Lang) -> [String; 5] {
    [
        name,
        whole(sum.sites, lang),
        whole(sum.homes, lang),
        number(sum.coincident_kw, 0, lang),
        number(sum.coincident_kw_netbewust, 0, lang),
    ]
}

fn fits(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let mut table = Table::new(
        lang.pick("wat past wanneer", "what fits when"),
        &match lang {
            Lang::Nl => [
                "Voedingsgebied",
                "#Woningen",
                "#Vraag MW",
                "#Netbewust MW",
                "#Ruimte MW",
                "Passeert de ruimte in",
            ],
            Lang::En => [
                "Supply area",
                "#Homes",
                "#Demand MW",
                "#Grid-aware MW",
                "#Headroom MW",
                "Passes the headroom in",
            ],
        },
    );
    for area in &found.balance {
        let Some(last) = area.years.last() else { continue };
        let room = last
            .room
            .map_or_else(|| lang.pick("onbekend", "unknown").to_owned(), |room| number(room.mw, 1, lang));
        table.row([
            area_name(found, &area.area),
            whole(last.homes_cumulative, lang),
            number(last.load_mw, 2, lang),
            number(last.load_netbewust_mw, 2, lang),
            room,
            passes(area, lang),
        ]);
    }
    let mut blocks = vec![
        Block::heading(lang.pick("Wat past wanneer", "What fits when")),
        Block::Table(table),
        Block::note(if found.room.is_about_large() {
            lang.pick(
                "Ruimte in het laatste jaar: gepubliceerd of zelf opgegeven voor dat jaar of het laatste jaar ervoor, anders volgens de kaart. Deze ruimte gaat over grote aansluitingen en niet over woningen, is indicatief en belooft of weigert geen woning.",
                "Room in the last year: published or given for that year or the last one before, else by the map. This room is about large connections and not about homes, is indicative, and promises or refuses no home.",
            )
        } else {
            lang.pick(
                "Ruimte voor woningen in het laatste jaar, zoals opgegeven (--ruimte) voor dat jaar of het laatste jaar ervoor; wat schriftelijk is toegezegd telt mee. Zij belooft of weigert geen woning.",
                "Room for homes in the last year, as given (--ruimte) for that year or the last one before; what was promised in writing counts. It promises or refuses no home.",
            )
        }),
    ];
    blocks.extend(unknown_room(found).map(Block::text));
    blocks.extend(found.balance.iter().take(CHARTS).map(|area| Block::Picture(picture(found, area))));
    blocks
}

/// What is asked where no room is known, summed apart.
fn unknown_room(found: &Requests) -> Option<String> {
    let lang = found.lang();
    let last = found.balance.iter().filter_map(|area| area.years.last());
    let open: Vec<_> = last.filter(|year| year.room.is_none()).collect();
    let homes: u64 = open.iter().map(|year| year.homes_cumulative).sum();
    let homes = counted(homes, ["woning", "woningen"], ["home", "homes"], lang);
    let mw = number(open.iter().map(|year| year.load_mw).sum::<f64>(), 2, lang);
    let n = counted(open.len() as u64, ["gebied", "gebieden"], ["area", "areas"], lang);
    (!open.is_empty()).then(|| match lang {
        Lang::Nl => {
            format!("Ruimte onbekend: {n}, {homes}, {mw} MW. Zij tellen niet als passend en niet als krap.")
        }
        Lang::En => {
            format!("Room not known: {n}, {homes}, {mw} MW. They count neither as fitting nor as short.")
        }
    })
}

fn passes(area: &AreaBalance, lang: Lang) -> String {
    match (area.first_exceeds(), area.first_exceeds_netbewust()) {
        (None, _) if area.years.iter().all(|year| year.room.is_none()) => {
            lang.pick("ruimte onbekend", "headroom unknown").into()
        }
        (None, _) => lang.pick("past in alle jaren", "fits in all years").into(),
        (Some(year), None) => format!("{year}; {}", lang.pick("netbewust past het", "it fits grid-aware")),
        (Some(year), Some(thrifty)) if year == thrifty => year.to_string(),
        (Some(year), Some(thrifty)) => {
            format!("{year}; {} {thrifty}", lang.pick("netbewust in", "grid-aware in"))
        }
    }
}

fn picture(found: &Requests, area: &AreaBalance) -> Picture {
    let lang = found.lang();
    let bars: Vec<Bar> = area
        .years
        .iter()
        .map(|year| Bar {
            year: year.year,
            asked: year.load_mw,
            thrifty: year.load_netbewust_mw,
            room: year.room.map(|room| room.mw),
        })
        .collect();
    let words = ChartWords {
        title: area_name(found, &area.area),
        asked: lang.pick("vraag, opgeteld over de jaren", "demand, added up over the years").into(),
        thrifty: lang.pick("netbewust gebouwd", "built grid-aware").into(),
        room: lang.pick("ruimte; ! eerste jaar erboven", "headroom; ! first year above it").into(),
        unit: "MW".into(),
    };
    chart(&bars, &words, lang)
}

fn stations(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let needed: Vec<_> = found.stations.iter().filter(|(station, _)| station.needed > 0).collect();
    let net = &found.record().params.net;
    let (homes, radius) = (whole(net.station_homes.value, lang), number(net.station_radius_m.value, 0, lang));
    let rule = match lang {
        Lang::Nl => format!(
            "Vuistregel: één elektriciteitsruimte voor {homes} woningen binnen {radius} m. De netbeheerder bepaalt plaats en aantal."
        ),
        Lang::En => format!(
            "Rule of thumb: one station for {homes} homes within {radius} m. The grid operator decides place and number."
        ),
    };
    let mut blocks = vec![Block::heading(lang.pick("Elektriciteitsruimten", "Electricity stations"))];
    if needed.is_empty() {
        blocks.push(Block::text(lang.pick(
            "Nergens op de kaart komen zoveel woningen bij elkaar dat een eigen elektriciteitsruimte nodig lijkt.",
            "Nowhere on the map do so many homes come together that a station of their own seems needed.",
        )));
    } else {
        let mut table = Table::new(
            lang.pick("elektriciteitsruimten", "electricity stations"),
            &match lang {
                Lang::Nl => ["Rond", "#Locaties", "#Woningen", "#Vraag kW", "#Ruimten"],
                Lang::En => ["Around", "#Sites", "#Homes", "#Demand kW", "#Stations"],
            },
        );
        for (station, point) in needed {
            let around = found.requests.iter().find(|request| request.point == Some(*point));
            table.row([
                around.map_or_else(|| "–".to_owned(), |request| request.project.clone()),
                whole(station.sites.len() as u64, lang),
                whole(station.homes, lang),
                number(station.load_kw, 0, lang),
                whole(station.needed, lang),
            ]);
        }
        blocks.push(Block::Table(table));
    }
    blocks.extend(without_place(found).map(Block::text));
    blocks.push(Block::note(rule));
    blocks
}

/// What is asked and lies nowhere on the map: no station can be told for it.
fn without_place(found: &Requests) -> Option<String> {
    let lang = found.lang();
    let open = || found.requests.iter().filter(|request| request.point.is_none());
    let projects: BTreeSet<&str> = open().map(|request| request.id.as_str()).collect();
    let n = whole(projects.len() as u64, lang);
    let homes = whole(open().map(|request| u64::from(request.load.homes)).sum::<u64>(), lang);
    (!projects.is_empty()).then(|| match lang {
        Lang::Nl => format!(
            "Niet meegeteld: van {n} aangevraagde projecten, samen {homes} woningen, is geen punt op de kaart bekend."
        ),
        Lang::En => {
            format!("Not counted: of {n} projects that are asked for, {homes} homes together, no point on the map is known.")
        }
    })
}

fn means(found: &Requests) -> Vec<Block> {
    let lang = found.lang();
    let params = &found.record().params;
    let (counts, net) = (&found.counts, &params.net);
    let (given, list, rule) =
        (whole(counts.given, lang), whole(counts.by_list, lang), whole(counts.by_rule, lang));
    let first = params.fasering.first_year.value;
    let (site, gemeente) =
        (params.fasering.homes_per_site_per_year.value, params.fasering.homes_per_gemeente_per_year.value);
    let kw = number(net.kw_home(net.heat_concept.value), 1, lang);
    let items = match lang {
        Lang::Nl => vec![
            format!(
                "Fasering: {given} locaties uit een tabel, {list} projecten van een planlijst met hun eigen jaren (een periode gelijk verdeeld), {rule} locaties volgens de vuistregel: vanaf {first}, hoogstens {site} woningen per locatie en {gemeente} per gemeente per jaar, beste score eerst."
            ),
            format!(
                "Vraag: {kw} kW per woning aan de piek van het gebied ({}); netbewust × {}.",
                net.heat_concept.value.code(),
                number(net.netbewust_factor.value, 2, lang)
            ),
            format!(
                "Vanaf {} kunnen woningbouwprojecten eerder aanvragen; op {} gaat de reservering voor kleinverbruik naar de wachtrij.",
                day(&net.request_from.value, lang),
                day(&net.release_on.value, lang)
            ),
        ],
        Lang::En => vec![
            format!(
                "Phasing: {given} sites from a table, {list} projects of a planning list with their own years (a period spread evenly), {rule} sites by rule of thumb: from {first} on, at most {site} homes a site and {gemeente} a gemeente a year, best score first."
            ),
            format!(
                "Demand: {kw} kW a home at the peak of the area ({}); grid-aware × {}.",
                net.heat_concept.value.code(),
                number(net.netbewust_factor.value, 2, lang)
            ),
            format!(
                "From {} on housing projects may ask earlier; on {} the reservation for small users goes to the queue.",
                day(&net.request_from.value, lang),
                day(&net.release_on.value, lang)
            ),
        ],
    };
    vec![Block::heading(lang.pick("Waarop dit rust", "What this rests on")), Block::List { items }]
}
