//! The front: what could be added, where best, and what stands in the way.

use super::{PageOf, homes, percent};
use crate::{
    assess::Reason,
    document::{Block, KeyFact, Table},
    lang::Lang,
    model::{Form, GridCode},
    record::HomesTotal,
    score::Standing,
    wording::{self, number, whole},
};

/// How many of the best locations stand on the page.
pub(in crate::passport) const BEST: usize = 12;
/// How many rules that block.
const BLOCKERS: usize = 4;

/// The few numbers that must be seen first.
pub(super) fn key(about: &PageOf<'_>) -> Vec<KeyFact> {
    let PageOf { passport, lang, .. } = *about;
    let potential = &passport.potential;
    let unknown = lang.pick("onbekend", "unknown");
    let fact = |label: &str, value: String, note: String| KeyFact { label: label.into(), value, note };
    let norm = passport.parking.used.first();
    let code = passport.grid.worst_code().and_then(|code| GridCode::parse(i64::from(code)));
    let headroom = passport.grid.areas.iter().flatten().filter_map(|area| area.headroom_mw).reduce(f64::min);
    vec![
        fact(
            lang.pick("Woningen nu", "Homes now"),
            potential.homes.map_or_else(|| unknown.into(), |_| whole(passport.stock.homes, lang)),
            potential.homes.map_or_else(String::new, |_| {
                format!("{} {}", number(passport.stock.homes_per_ha, 0, lang), lang.pick("per ha", "per ha"))
            }),
        ),
        fact(
            lang.pick("Erbij, geschikt", "To add, suitable"),
            potential.homes.map_or_else(|| unknown.into(), |homes| whole(homes.suitable.mid, lang)),
            potential.homes.map_or_else(
                || lang.pick("zonder verblijfsobjecten", "without verblijfsobjecten").to_owned(),
                |homes| {
                    format!(
                        "{} – {}; {} {}",
                        whole(homes.suitable.low, lang),
                        whole(homes.suitable.high, lang),
                        lang.pick("mogelijk nog", "possible besides"),
                        whole(homes.undecided.mid, lang),
                    )
                },
            ),
        ),
        fact(
            lang.pick("Parkeernorm", "Parking norm"),
            norm.map_or_else(|| unknown.into(), |norm| number(norm.residents + norm.visitors, 2, lang)),
            lang.pick("per woning bij optoppen", "a home, storeys on top").into(),
        ),
        fact(
            lang.pick("Stroomnet", "Grid"),
            code.map_or_else(
                || unknown.into(),
                |code| format!("{} {}", lang.pick("code", "code"), code.number()),
            ),
            code.map_or_else(String::new, |code| {
                let said = wording::grid_code(code, lang);
                headroom.map_or_else(|| said.to_owned(), |mw| format!("{said}; {} MW", number(mw, 1, lang)))
            }),
        ),
        fact(
            lang.pick("Water en bodem", "Water and soil"),
            passport
                .water
                .dominant()
                .map_or_else(|| unknown.into(), |class| format!("{} {class}", lang.pick("klasse", "class"))),
            passport
                .water
                .classes
                .iter()
                .find(|water| Some(water.class) == passport.water.dominant())
                .map_or_else(String::new, |water| percent(water.share, lang)),
        ),
    ]
}

/// What could be added.
pub(super) fn blocks(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { passport, lang, long, .. } = *about;
    let mut blocks = vec![Block::Columns {
        columns: vec![
            [vec![Block::heading(lang.pick("Ruimte per vorm", "Room by form"))], by_form(about)].concat(),
            [
                vec![Block::heading(lang.pick(
                    "Knelpunten: regels die alleen in de weg staan",
                    "What blocks: rules that stand alone in the way",
                ))],
                blockers(about),
            ]
            .concat(),
        ],
    }];
    blocks.push(Block::heading(lang.pick("Beste plekken", "Best places")));
    if passport.best.is_empty() {
        blocks.push(Block::text(lang.pick(
            "Geen locatie in dit gebied is geschikt of onbeslist.",
            "No location in this area is suitable or undecided.",
        )));
        return blocks;
    }
    let mut table = Table::new(
        lang.pick("beste plekken", "best places"),
        &match lang {
            Lang::Nl => ["#", "Locatie", "Vorm", "Oordeel", "#Woningen", "#Score"],
            Lang::En => ["#", "Location", "Form", "Verdict", "#Homes", "#Score"],
        },
    );
    let shown = if long { passport.best.len() } else { BEST };
    for (at, site) in passport.best.iter().take(shown).enumerate() {
        let form = Form::parse(&site.form).map_or("–", wording::form_word);
        let homes = match site.homes {
            [low, Some(mid), high] => format!(
                "{} ({} – {})",
                whole(mid, lang),
                whole(low.unwrap_or(0), lang),
                whole(high.unwrap_or(mid), lang)
            ),
            [_, None, Some(high)] => {
                format!("{} {}", lang.pick("hoogstens", "at most"), whole(high, lang))
            }
            _ => "–".into(),
        };
        let apart = Standing::parse(&site.standing) == Some(Standing::Apart);
        let score = match site.score {
            Some(score) if !apart => number(score, 1, lang),
            _ => lang.pick("apart", "apart").into(),
        };
        let verdict = wording::verdict_word(&site.verdict, lang).unwrap_or(&site.verdict);
        let title = match site.share {
            Some(share) => {
                format!(
                    "{} ({} {})",
                    site.title,
                    percent(share, lang),
                    lang.pick("in dit gebied", "in this area")
                )
            }
            None => site.title.clone(),
        };
        table.row([(at + 1).to_string(), title, form.into(), verdict.into(), homes, score]);
    }
    blocks.push(Block::Table(table));
    let more = passport.best.len().saturating_sub(shown);
    let apart = passport.best.iter().any(|site| site.standing == Standing::Apart.code());
    let mut notes = Vec::new();
    if more > 0 {
        notes.push(match lang {
            Lang::Nl => format!(
                "Nog {} locaties staan in het JSON-bestand en in shortlist.xlsx.",
                whole(more as u64, lang)
            ),
            Lang::En => format!(
                "{} more locations stand in the JSON file and in shortlist.xlsx.",
                whole(more as u64, lang)
            ),
        });
    }
    if apart {
        notes.push(
            lang.pick(
                "Apart: te weinig bekend om te rangschikken.",
                "Apart: too little is known to rank it.",
            )
            .into(),
        );
    }
    if !notes.is_empty() {
        blocks.push(Block::note(notes.join(" ")));
    }
    blocks
}

fn by_form(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { passport, lang, .. } = *about;
    let potential = &passport.potential;
    if potential.forms.is_empty() {
        return vec![Block::text(lang.pick(
            "In dit gebied is in geen enkele vorm een locatie gevonden.",
            "No location was found here in any form.",
        ))];
    }
    let mut table = Table::new(
        lang.pick("ruimte per vorm", "room by form"),
        &match lang {
            Lang::Nl => ["Vorm", "#Geschikt", "#Onbeslist", "#N.t.z."],
            Lang::En => ["Form", "#Suitable", "#Undecided", "#N.s."],
        },
    );
    let cell = |sites: u64, found: Option<HomesTotal>| match (sites, found) {
        (0, _) => "–".to_owned(),
        (sites, None) => format!("{}: ?", whole(sites, lang)),
        (sites, Some(found)) => format!("{}: {}", whole(sites, lang), homes(found, lang)),
    };
    let once = |found: Option<HomesTotal>| found.map_or_else(|| "?".to_owned(), |found| homes(found, lang));
    for form in &potential.forms {
        table.row([
            Form::parse(form.form).map_or(form.form, wording::form_word).to_owned(),
            cell(form.suitable, form.homes.map(|homes| homes.suitable)),
            cell(form.undecided, form.homes.map(|homes| homes.undecided)),
            whole(form.unsayable, lang),
        ]);
    }
    table.row([
        lang.pick("samen, niets dubbel", "together, once").to_owned(),
        once(potential.homes.map(|homes| homes.suitable)),
        once(potential.homes.map(|homes| homes.undecided)),
        whole(potential.unsayable, lang),
    ]);
    table.total = true;
    let mut note = lang
        .pick(
            "Locaties: verwachte woningen, met voorzichtig en hoogstens tussen haakjes; n.t.z.: niet te zeggen. Vormen op één plek tellen niet op.",
            "Sites: expected homes, with cautious and at most in brackets; n.s.: cannot be said. Forms at one place do not add up.",
        )
        .to_owned();
    if potential.unknown > 0 {
        let n = whole(potential.unknown, lang);
        note.push_str(&match lang {
            Lang::Nl => format!(" Van {n} locaties is te weinig bekend voor een verwachting: die tellen alleen bij hoogstens mee."),
            Lang::En => format!(" Of {n} locations too little is known to expect a number: they count under at most alone."),
        });
    }
    if potential.unsayable > 0 {
        let ha = number(potential.unsayable_m2 / 10_000.0, 1, lang);
        note.push_str(&match lang {
            Lang::Nl => format!(" Niet te zeggen: {ha} ha grond waarvan geen kaart zegt of het weg of water is. Daarvan telt geen woning mee."),
            Lang::En => format!(" Cannot be said: {ha} ha of ground of which no map tells whether it is road or water. No home on it is counted."),
        });
    }
    vec![Block::Table(table), Block::note(note)]
}

fn blockers(about: &PageOf<'_>) -> Vec<Block> {
    let PageOf { passport, lang, long, .. } = *about;
    if passport.blockers.is_empty() {
        return vec![Block::text(lang.pick(
            "Geen enkele regel houdt alleen woningen tegen bij optoppen.",
            "No rule by itself blocks homes on top.",
        ))];
    }
    let mut table = Table::new(
        lang.pick("knelpunten", "what blocks"),
        &match lang {
            Lang::Nl => ["Regel (optoppen)", "#Panden", "#Woningen als die vervalt"],
            Lang::En => ["Rule (storeys on top)", "#Panden", "#Homes if lifted"],
        },
    );
    let shown = if long { passport.blockers.len() } else { BLOCKERS };
    for blocker in passport.blockers.iter().take(shown) {
        let rule = Reason::parse(blocker.rule).map_or(blocker.rule, |rule| wording::reason(rule, lang));
        let gained = if blocker.known == 0 {
            format!("{} {}", lang.pick("hoogstens", "at most"), whole(blocker.homes.high, lang))
        } else {
            homes(blocker.homes, lang)
        };
        table.row([rule.to_owned(), whole(blocker.panden, lang), gained]);
    }
    vec![
        Block::Table(table),
        Block::note(lang.pick(
            "Panden met woningen die op deze regel alleen afvallen; woningen als alleen die regel vervalt.",
            "Panden with homes that fail this rule alone; homes if that rule alone were lifted.",
        )),
    ]
}
