//! A fact sheet on paper: for the bouwtafel, front and back.

mod onsite;
mod sums;

use super::data::FactSheet;
use crate::{
    assess::{Flag, Missing, Reason},
    finished::Finished,
    model::GridCode,
    picture::Picture,
    score::Standing,
    sheet::{Block, KeyFact, Sheet, Table},
    text::{self, Lang, lift_missing, lift_reason, number, whole},
};

/// What a page is made of.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub sheet: &'a FactSheet,
    pub finished: &'a Finished,
    pub lang: Lang,
    pub long: bool,
}

/// The pictures of a page.
pub(super) struct Pictures {
    pub location: Option<Picture>,
    pub plan: Option<Picture>,
    pub elevation: Option<Picture>,
}

/// Norms a fact sheet rests on most.
const NORMS: [&str; 12] = [
    "optoppen.usable_roof_share",
    "optoppen.home_go_m2",
    "optoppen.go_per_bvo",
    "optoppen.new_storey_m",
    "optoppen.lift_floor_m",
    "optoppen.asbestos_before",
    "parkeren.free_places",
    "parkeren.street_limit",
    "net.heat_concept",
    "net.kw_home_air_source",
    "net.netbewust_factor",
    "water.storage_mm",
];

/// The page, front and back.
pub(super) fn page(about: &About<'_>, pictures: Pictures) -> Sheet {
    let About { sheet, finished, lang, long } = *about;
    let Pictures { location, plan, elevation } = pictures;
    let mut blocks = vec![Block::text(format!("{}. {}", form_sentence(sheet, lang), verdict(sheet, lang)))];
    blocks.extend(location.map(Block::Picture));
    blocks.extend(plan.map(Block::Picture));
    // The front has room for one of the two below the maps.
    let tall = elevation.is_some();
    blocks.extend(elevation.map(Block::Picture));
    if !tall {
        blocks.extend(blockers(about));
    }
    blocks.push(Block::NewPage);
    let left = [sums::figures(about), sums::score(about), sums::parking(about)].concat();
    let right = [sums::grid(about), sums::water(about), onsite::onsite(about)].concat();
    blocks.push(Block::Columns { columns: vec![left, right] });
    if tall {
        blocks.extend(blockers(about));
    }
    blocks.extend(onsite::steps(about));
    if long {
        blocks.push(panden(about));
    }
    blocks.push(Block::heading(lang.pick("Bronnen", "Sources")));
    blocks.push(Block::note(finished.sources(lang)));
    blocks.push(Block::note(finished.norms(if long { &[] } else { &NORMS }, lang)));
    Sheet {
        lang,
        kind: lang.pick("Feitenblad voor de bouwtafel", "Fact sheet").into(),
        title: sheet.title.clone(),
        subtitle: subtitle(sheet, lang),
        key: key(about),
        blocks,
        footer: format!(
            "toplaag {} · {} · {}",
            finished.run.version,
            finished.run.name,
            lang.pick("een scan op afstand, geen besluit", "a scan from afar, no decision")
        ),
        pages: (!long).then_some(2),
    }
}

fn form_sentence(sheet: &FactSheet, lang: Lang) -> String {
    let form = sheet.form().map_or("–", |form| text::form(form, lang));
    let mut letters = form.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str())
}

fn verdict(sheet: &FactSheet, lang: Lang) -> String {
    let word = text::verdict_word(&sheet.verdict, lang).unwrap_or(&sheet.verdict);
    let apart = if sheet.standing == Standing::Apart.code() {
        lang.pick(" Apart: te weinig bekend om te rangschikken.", " Apart: too little is known to rank it.")
    } else {
        ""
    };
    format!("{}: {word}, {}.{apart}", lang.pick("Oordeel", "Verdict"), sheet.reason)
}

fn subtitle(sheet: &FactSheet, lang: Lang) -> String {
    let standing = Standing::parse(&sheet.standing).map(|standing| text::standing(standing, lang).to_owned());
    let rank = sheet.rank.map(|rank| format!("{} {rank}", lang.pick("plaats", "rank")));
    standing.into_iter().chain(rank).chain([sheet.site_id.clone()]).collect::<Vec<_>>().join(" · ")
}

fn key(about: &About<'_>) -> Vec<KeyFact> {
    let About { sheet, lang, .. } = *about;
    let fact = |label: &str, value: String, note: String| KeyFact { label: label.into(), value, note };
    let homes = sheet.homes;
    let unknown = lang.pick("onbekend", "unknown");
    let (value, note) = match (homes.mid, homes.high) {
        (Some(mid), high) => (
            whole(mid.into(), lang),
            format!(
                "{} – {}",
                whole(homes.low.unwrap_or(0).into(), lang),
                whole(high.unwrap_or(mid).into(), lang)
            ),
        ),
        (None, Some(high)) => (
            format!("≤ {}", whole(high.into(), lang)),
            lang.pick("te weinig bekend", "too little known").into(),
        ),
        (None, None) => (unknown.into(), String::new()),
    };
    let score = sheet.score.filter(|_| sheet.standing != Standing::Apart.code());
    let parking = sheet.parking.as_ref();
    let code =
        sheet.grid.as_ref().and_then(|grid| grid.code).and_then(|code| GridCode::parse(i64::from(code)));
    vec![
        fact(lang.pick("Woningen erbij", "Homes to add"), value, note),
        fact(
            lang.pick("Score", "Score"),
            score.map_or_else(|| lang.pick("apart", "apart").into(), |score| number(score, 1, lang)),
            sheet.coverage.map_or_else(String::new, |share| {
                format!("{} {} %", lang.pick("dekking", "coverage"), number(share * 100.0, 0, lang))
            }),
        ),
        fact(
            lang.pick("Parkeereis", "Parking needs"),
            parking.map_or_else(|| unknown.into(), |parking| number(parking.demand, 0, lang)),
            parking.map_or_else(String::new, |parking| match parking.shortfall {
                Some(short) if short > 0.0 => {
                    format!("{} {}", number(short, 1, lang), lang.pick("te weinig", "too few"))
                }
                Some(_) => lang.pick("past", "fits").into(),
                None => lang.pick("straat niet geteld", "street not counted").into(),
            }),
        ),
        fact(
            lang.pick("Stroomnet", "Grid"),
            code.map_or_else(|| unknown.into(), |code| format!("code {}", code.number())),
            code.map_or_else(String::new, |code| text::grid_code(code, lang).into()),
        ),
        fact(
            lang.pick("Water en bodem", "Water and soil"),
            sheet
                .water
                .as_ref()
                .and_then(|water| water.dominant.clone())
                .map_or_else(|| unknown.into(), |class| format!("{} {class}", lang.pick("klasse", "class"))),
            String::new(),
        ),
    ]
}

/// What stands in the way, who can lift it, and how.
fn blockers(about: &About<'_>) -> Vec<Block> {
    let About { sheet, lang, .. } = *about;
    let mut table = Table::new(
        lang.pick("wat in de weg staat", "what stands in the way"),
        &match lang {
            Lang::Nl => ["Wat in de weg staat", "Wie", "Hoe"],
            Lang::En => ["What stands in the way", "Who", "How"],
        },
    );
    for (code, n) in &sheet.reasons {
        let Some(reason) = Reason::parse(code) else { continue };
        let (who, how) = lift_reason(reason, lang);
        table.row([format!("{} ({n})", text::reason(reason, lang)), who.to_owned(), how.to_owned()]);
    }
    for fact in sheet.missing.iter().filter_map(|code| Missing::parse(code)) {
        let (who, how) = lift_missing(fact, lang);
        let what = format!("{}: {}", lang.pick("onbekend", "unknown"), text::missing(fact, lang));
        table.row([what, who.to_owned(), how.to_owned()]);
    }
    let short = sheet.parking.as_ref().and_then(|parking| parking.shortfall).filter(|short| *short > 0.0);
    if let Some(short) = short {
        let (who, how) = lift_reason(Reason::ParkingPressure, lang);
        let what = format!(
            "{}: {}",
            lang.pick("tekort aan parkeerplaatsen", "too few parking places"),
            number(short, 1, lang)
        );
        table.row([what, who.to_owned(), how.to_owned()]);
    }
    let heading =
        Block::heading(lang.pick(
            "Wat in de weg staat en wie het kan oplossen",
            "What stands in the way, and who can lift it",
        ));
    if table.rows.is_empty() {
        return vec![
            heading,
            Block::text(lang.pick("Niets dat de scan kent.", "Nothing the scan knows of.")),
        ];
    }
    vec![heading, Block::Table(table)]
}

fn panden(about: &About<'_>) -> Block {
    let About { sheet, lang, .. } = *about;
    let mut table = Table::new(
        lang.pick("panden", "panden"),
        &match lang {
            Lang::Nl => [
                "Pand",
                "Oordeel optoppen",
                "#Bouwjaar",
                "#Lagen",
                "#Erbij",
                "#Dak m",
                "#Grens m",
                "#Plat m²",
                "#Woningen",
            ],
            Lang::En => [
                "Pand",
                "Verdict on top",
                "#Built",
                "#Storeys",
                "#Added",
                "#Roof m",
                "#Limit m",
                "#Flat m²",
                "#Homes",
            ],
        },
    );
    let count = |count: Option<u32>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
    let meters = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| number(value, 1, lang));
    for pand in &sheet.panden {
        table.row([
            pand.id.clone(),
            text::verdict_word(&pand.verdict, lang).unwrap_or("–").to_owned(),
            count(pand.bouwjaar),
            count(pand.storeys),
            count(pand.extra),
            meters(pand.roof_m),
            meters(pand.limit_m),
            meters(pand.flat_roof_m2),
            count(pand.homes),
        ]);
    }
    Block::Table(table)
}

/// Whether a remark holds.
fn has(sheet: &FactSheet, flag: Flag) -> bool {
    sheet.flags.iter().any(|code| code == flag.code())
}
