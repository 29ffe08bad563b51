//! The sheet on paper: what stands where, in the language of the reader.

use super::{
    blockers, case::Case, choose::Why, data::FactSheet, elevation, homes, location, onsite,
    parking::ParkingSheet, plan, say, sources, steps,
};
use crate::{
    document::{Block, Document, KeyFact},
    lang::Lang,
    model::Form,
    wording::{self, number},
};

/// Panden in the table of a short sheet.
const PANDEN: usize = 5;
/// Sums on a short sheet.
const SUMS: usize = 4;

/// The sheet of a site.
pub(super) fn document(
    case: &Case<'_>,
    facts: &FactSheet,
    shapes: &location::Shapes,
    full: bool,
    lang: Lang,
) -> Document {
    let mut blocks = Vec::new();
    if facts.why == Why::Apart {
        blocks.push(Block::text(lang.pick(
            "Apart: te weinig bekend voor een rang. Deze locatie is niet voorgedragen; zij staat hier omdat in deze run \
             geen enkele locatie een rang kreeg. Vul eerst aan wat onder Belemmeringen als onbekend staat.",
            "Apart: too little known for a rank. This site is not put forward; it stands here because no site of this \
             run was ranked. First supply what is unknown under Blockers.",
        )));
    }
    blocks.push(Block::text(sentence(facts, case, lang)));
    blocks.extend(location::map(case, shapes, lang).map(Block::Picture));
    blocks.extend(drawings(case, facts, full, lang));
    blocks.push(Block::NewPage);
    blocks.extend(rules(case, facts, full, lang));
    Document {
        lang,
        kind: lang.pick("Feitenblad voor de bouwtafel", "Fact sheet").into(),
        title: facts.title.clone(),
        subtitle: subtitle(facts, lang),
        key: key(case, facts, lang),
        blocks,
        footer: footer(case, facts, lang),
        pages: if full { None } else { Some(2) },
    }
}

/// The drawings with how the homes were counted.
fn drawings(case: &Case<'_>, facts: &FactSheet, full: bool, lang: Lang) -> Vec<Block> {
    let plan = plan::plan(case, lang).map(Block::Picture);
    let elevation = elevation::elevation(case, lang).map(Block::Picture);
    let most = if full { usize::MAX } else { SUMS };
    let sums = homes::blocks(&facts.sums, facts.form, most, lang);
    let panden = || {
        let most = if full { usize::MAX } else { PANDEN };
        let mut blocks = vec![Block::heading("Panden")];
        blocks.extend(homes::table(&facts.panden, facts.form, most, lang));
        if facts.panden.is_empty() { Vec::new() } else { blocks }
    };
    let forms = others(facts, lang);
    let (mut left, mut right): (Vec<Block>, Vec<Block>) = (plan.into_iter().collect(), Vec::new());
    let mut blocks = Vec::new();
    match elevation {
        Some(elevation) => {
            right.push(elevation);
            blocks.push(Block::Columns { columns: vec![left, right] });
            let mut counted = sums;
            counted.extend(forms);
            blocks.push(Block::Columns { columns: vec![panden(), counted] });
        }
        None => {
            right.extend(sums);
            right.extend(forms);
            left.extend(panden());
            blocks.push(Block::Columns { columns: vec![left, right] });
        }
    }
    blocks
}

/// The other forms of the location.
fn others(facts: &FactSheet, lang: Lang) -> Vec<Block> {
    if facts.others.is_empty() {
        return Vec::new();
    }
    let items = facts.others.iter().map(|other| {
        let score = other.score.map_or_else(|| "–".to_owned(), |score| number(score, 1, lang));
        let together = if other.in_set { lang.pick(", gaat samen", ", goes together") } else { "" };
        format!(
            "{}: {}, score {score}{together}",
            wording::form_word(other.form),
            say::homes(other.homes, lang)
        )
    });
    let mut blocks = vec![
        Block::heading(lang.pick("Ook mogelijk op deze locatie", "Also possible at this location")),
        Block::List { items: items.collect() },
    ];
    if facts.others.iter().any(|other| other.in_set) {
        blocks.push(Block::note(format!(
            "{}: {}.",
            lang.pick("Wat samengaat, niets dubbel geteld", "What goes together, nothing counted twice"),
            say::homes(facts.homes_together, lang)
        )));
    }
    blocks
}

/// The second page: score, sums, blockers, what to do.
fn rules(case: &Case<'_>, facts: &FactSheet, full: bool, lang: Lang) -> Vec<Block> {
    let parking = facts.parking.as_ref();
    let mut left = facts.score.blocks(case, parking, &facts.grid, &facts.water, lang);
    left.extend(self::parking(parking, lang));
    let mut right = facts.grid.blocks(lang);
    right.extend(facts.water.blocks(facts.form, lang));
    let mut blocks = vec![Block::Columns { columns: vec![left, right] }];
    blocks.extend(blockers::blocks(&facts.blockers, case, lang));
    blocks.push(Block::Columns {
        columns: vec![
            onsite::blocks(&facts.examine, case, lang),
            steps::blocks(&facts.steps, case, &facts.blockers, &facts.grid, lang),
        ],
    });
    blocks.extend(sources::blocks(case.record, &facts.sources, &facts.parameters, full, lang));
    blocks
}

/// The parking sum, or why there is none.
pub(super) fn parking(parking: Option<&ParkingSheet>, lang: Lang) -> Vec<Block> {
    match parking {
        Some(parking) => parking.blocks(lang),
        None => vec![
            Block::heading(lang.pick("Parkeren", "Parking")),
            Block::text(lang.pick(
                "Zonder aantal woningen is er geen parkeersom.",
                "Without a number of homes there is no parking sum.",
            )),
        ],
    }
}

fn subtitle(facts: &FactSheet, lang: Lang) -> String {
    let place = [facts.buurt.as_deref(), facts.gemeente.as_deref()];
    let place: Vec<&str> = place.into_iter().flatten().collect();
    let standing = match (facts.standing, facts.rank) {
        (Some(standing), Some(rank)) => {
            format!("{} {rank}, {}", lang.pick("rang", "rank"), wording::standing(standing, lang))
        }
        (Some(standing), None) => wording::standing(standing, lang).to_owned(),
        (None, _) => lang.pick("ongeschikt", "unsuitable").to_owned(),
    };
    [wording::form(facts.form, lang).to_owned(), place.join(", "), standing, facts.site_id.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Why the site has its verdict, and on what.
pub(super) fn sentence(facts: &FactSheet, case: &Case<'_>, lang: Lang) -> String {
    let parts = &case.site.parts;
    let count = |code: &str| parts.iter().filter(|part| part.verdict.code() == code).count();
    let n = parts.len();
    let noun = wording::parts(facts.form, n, lang);
    let noun = if n == 1 && noun == "panden" { "pand" } else { noun };
    let verdict = wording::verdict_word(facts.verdict, lang).unwrap_or(facts.verdict);
    let of = lang.pick("van", "of");
    let mut said = format!("{} {verdict}", lang.pick("Oordeel:", "Verdict:"));
    if n > 1 {
        said.push_str(&format!(" ({} {of} {n} {noun})", count(facts.verdict)));
    }
    let blocked: Vec<String> = facts
        .blockers
        .iter()
        .filter_map(|blocker| match blocker.what {
            blockers::What::Missing(fact) => Some(wording::missing(fact, lang).to_owned()),
            blockers::What::Fails(reason) if facts.verdict == "unsuitable" => {
                Some(wording::reason(reason, lang).to_owned())
            }
            _ => None,
        })
        .collect();
    match facts.verdict {
        "suitable" if n == 1 => said.push_str(lang.pick("; voldoet aan alle regels", "; all rules hold")),
        "suitable" => {}
        "undecided" => said.push_str(lang.pick("; niet bekend: ", "; not known: ")),
        _ => said.push_str(": "),
    }
    if facts.verdict != "suitable" {
        said.push_str(&blocked.join(", "));
    }
    let owner = match (&facts.corporatie, facts.owner_share) {
        (Some(corporatie), Some(share)) if case.plot().is_none() => format!(
            " {corporatie} {} {} {}.",
            lang.pick("heeft", "holds"),
            say::percent(share, lang),
            lang.pick("van de woningen", "of the homes")
        ),
        _ => String::new(),
    };
    let speak = match blockers::deciders(&facts.blockers).is_empty() {
        true => String::new(),
        false => format!(
            " {} {}.",
            lang.pick("Aan tafel nodig:", "Needed at the table:"),
            blockers::in_short(&facts.blockers, lang)
        ),
    };
    format!("{said}.{owner}{speak}")
}

/// The numbers that must be seen first.
pub(super) fn key(case: &Case<'_>, facts: &FactSheet, lang: Lang) -> Vec<KeyFact> {
    let fact = |label: &str, value: String, note: String| KeyFact { label: label.into(), value, note };
    let homes = match (facts.homes.mid, facts.homes.high) {
        (Some(mid), _) => fact(
            lang.pick("Woningen erbij", "Homes added"),
            mid.to_string(),
            format!("{} {}", lang.pick("tussen", "between"), say::low_high(facts.homes)),
        ),
        (None, high) => fact(
            lang.pick("Woningen erbij", "Homes added"),
            high.map_or_else(|| "?".into(), |high| format!("≤ {high}")),
            lang.pick("niet nader te zeggen", "cannot be said closer").into(),
        ),
    };
    let mut keys = vec![homes, second(case, facts, lang)];
    let score = facts.score.score.map_or_else(|| "–".into(), |score| number(score, 1, lang));
    let coverage = facts.score.coverage.map_or_else(String::new, |share| {
        format!("{} {}", lang.pick("bekend", "known"), say::percent(share, lang))
    });
    keys.push(fact("Score", score, coverage));
    let (parking, note) = match &facts.parking {
        Some(parking) => (
            format!("{} {}", number(parking.demand, 0, lang), lang.pick("pl.", "places")),
            match (parking.supply, parking.shortfall) {
                (Some(_), Some(short)) if short > 0.0 => {
                    format!("{} {}", lang.pick("tekort", "too few:"), number(short, 1, lang))
                }
                (Some(supply), _) => {
                    format!(
                        "{} {}",
                        lang.pick("vrij in de straat", "free in the street"),
                        number(supply, 1, lang)
                    )
                }
                (None, _) => lang.pick("straat niet geteld", "street not counted").to_owned(),
            },
        ),
        None => ("–".to_owned(), String::new()),
    };
    keys.push(fact(lang.pick("Parkeren nodig", "Parking needed"), parking, note));
    keys.push(fact(
        lang.pick("Piek stroomnet", "Peak on the grid"),
        facts.grid.peak_kw.map_or_else(|| "–".into(), |kw| format!("{} kW", number(kw, 0, lang))),
        facts.grid.signal(lang).map_or_else(
            || lang.pick("stand onbekend", "status unknown").to_owned(),
            |signal| format!("{} {signal}", lang.pick("kaart", "map")),
        ),
    ));
    let class = facts.water.dominant.clone().unwrap_or_else(|| "–".into());
    let storage = if facts.water.storage_m3 > 0.0 {
        format!("{} {} m³", lang.pick("berging", "storage"), number(facts.water.storage_m3, 0, lang))
    } else {
        lang.pick("geen nieuwe verharding", "no added paving").to_owned()
    };
    let storage = if facts.form == Form::SloopNieuwbouw && facts.water.storage_m3 <= 0.0 {
        String::new()
    } else {
        storage
    };
    keys.push(fact(lang.pick("Water en bodem", "Water and soil"), class, storage));
    keys
}

/// What tells most about the form.
fn second(case: &Case<'_>, facts: &FactSheet, lang: Lang) -> KeyFact {
    let (label, value, note) = match facts.form {
        Form::Optoppen => (
            lang.pick("Bouwlagen", "Storeys"),
            match (facts.storeys, facts.extra_storeys) {
                (Some(now), Some(extra)) if extra > 0 => format!("{now} → {}", now + extra),
                (Some(now), _) => now.to_string(),
                (None, _) => "?".into(),
            },
            onsite::in_short(case, lang).unwrap_or_default(),
        ),
        Form::Inbreiding => (
            lang.pick("Kavel", "Plot"),
            say::unit(case.plot().map(|plot| plot.shape.area_m2), 0, "m²", lang),
            case.site.detail.fsi().map_or_else(String::new, |fsi| format!("FSI {}", number(fsi, 2, lang))),
        ),
        Form::SloopNieuwbouw => (
            lang.pick("Woningen oud → nieuw", "Homes old → new"),
            match (facts.homes_existing, facts.homes_rebuilt) {
                (Some(old), Some(new)) => format!("{old} → {new}"),
                _ => "?".into(),
            },
            built(facts, lang),
        ),
        Form::Aanplakken | Form::Uitplinten | Form::Splitsen | Form::Transformatie => (
            lang.pick("Woningen nu", "Homes now"),
            facts.homes_existing.map_or_else(|| "–".into(), |homes| homes.to_string()),
            built(facts, lang),
        ),
    };
    KeyFact { label: label.into(), value, note }
}

fn built(facts: &FactSheet, lang: Lang) -> String {
    let built = lang.pick("bouwjaar", "built");
    match (facts.bouwjaar_min, facts.bouwjaar_max) {
        (Some(a), Some(b)) if a != b => format!("{built} {a}–{b}"),
        (Some(a), _) => format!("{built} {a}"),
        (None, _) => String::new(),
    }
}

fn footer(case: &Case<'_>, facts: &FactSheet, lang: Lang) -> String {
    let run = &case.record.run;
    let check = lang.pick(
        "Verkenning op open data en opgaven; geen besluit en geen belofte",
        "Exploration on open data and statements; no decision and no promise",
    );
    format!("{} {} · {} · {} · {check}", run.program, run.version, run.name, facts.site_id)
}
