//! The types on a page: which pilots stand for most, and what each type is.

use super::{Basis, Pilot, State, Sum, Typology, words};
use crate::{
    document::{Block, Document, KeyFact, Table},
    documents::{self, Kind, more},
    lang::Lang,
    wording::{self, number, whole},
};

/// Types on the page; all stand in the workbook.
const TYPES: usize = 25;

/// The page.
pub(super) fn document(all: &Typology<'_>) -> Document {
    let lang = all.lang;
    let mut blocks = vec![Block::text(summary(all))];
    if !all.pilots.is_empty() {
        blocks.push(Block::heading(
            lang.pick("Pilots die voor de meeste woningen staan", "Pilots that stand for most homes"),
        ));
        let mut table = pilot_table(lang, lang.pick("pilots", "pilots"), "#");
        for (place, pilot) in (1_u64..).zip(&all.pilots) {
            pilot_row(&mut table, whole(place, lang), pilot, all);
        }
        blocks.push(Block::Table(table));
        blocks.push(Block::note(rule(lang)));
    }
    blocks.extend(types(all));
    if all.per_corporatie.len() > 1 {
        blocks.push(Block::heading(lang.pick("Pilots per corporatie", "Pilots per corporatie")));
        let mut table =
            pilot_table(lang, lang.pick("pilots per corporatie", "pilots per corporatie"), "Corporatie");
        for (corporatie, pilots) in &all.per_corporatie {
            for (at, pilot) in pilots.iter().enumerate() {
                let name = if at == 0 { (*corporatie).to_owned() } else { String::new() };
                pilot_row(&mut table, name, pilot, all);
            }
        }
        blocks.push(Block::Table(table));
    }
    blocks.push(Block::note(lang.pick(
        "Panden zijn van één type als bouwjaar, bouwlagen, plat dak, diepte en eigenaar in dezelfde klasse vallen; de klassen zijn normen (typen.*). Een pand dat op geen ander lijkt is geen type en krijgt geen pilot. Diepte is de korte zijde van de kleinste rechthoek om het pand. Het register zegt niet of een flat een portiek of een galerij heeft, en niets over de constructie: dat zegt de pilot. Alle panden staan in typen.xlsx en typen.gpkg.",
        "Panden are of one type when bouwjaar, storeys, flat roof, depth and owner fall in the same bands; the bands are norms (typen.*). A pand that is like no other is no type and gets no pilot. Depth is the short side of the smallest rectangle around the pand. The register does not say whether a flat has a staircase or a gallery, nor anything of its structure: the pilot does. All panden stand in typen.xlsx and typen.gpkg.",
    )));
    Document {
        lang,
        kind: lang.pick("Typen en pilots", "Types and pilots").into(),
        title: all.name.to_owned(),
        subtitle: lang
            .pick(
                "Welke blokken op elkaar lijken, en welke paar voor de meeste woningen staan",
                "Which blocks are alike, and which few stand for most homes",
            )
            .into(),
        key: key(all),
        blocks,
        footer: documents::footer(all.name),
        pages: None,
    }
}

fn rule(lang: Lang) -> &'static str {
    lang.pick(
        "Typen hebben geen pand gemeen, dus de grootste staan samen voor de meeste woningen. Binnen een type is de pilot het pand waarvan de locatie is voorgedragen, anders met de hoogste score, dan met de meeste woningen.",
        "Types have no pand in common, so the largest stand for most homes together. Within a type the pilot is the pand whose site is put forward, else of the highest score, then with most homes.",
    )
}

/// How many types there are, and what the pilots stand for.
pub(super) fn summary(all: &Typology<'_>) -> String {
    let lang = all.lang;
    let told = all.types.types.iter().filter(|one| one.is_told()).count() as u64;
    let (suitable, undecided) = (all.types.sum(State::Suitable), all.types.sum(State::Undecided));
    if all.types.members.is_empty() {
        return lang
            .pick(
                "Er is geen pand waar optoppen geschikt of onbeslist is: er zijn geen typen.",
                "There is no pand where optoppen is suitable or undecided: there are no types.",
            )
            .into();
    }
    let mut said = vec![panden_said(suitable.panden, undecided.panden, told, all.alone() as u64, lang)];
    if all.types.basis != Basis::Suitable {
        said.push(
            lang.pick(
                "Er is nog niets geschikt; de typen zijn vergeleken naar wat onbeslist is.",
                "Nothing is suitable yet; the types are compared by what is undecided.",
            )
            .to_owned(),
        );
    }
    let (by, total) = (all.stand_for(), all.types.total());
    if !all.pilots.is_empty() && total > 0 {
        #[expect(clippy::cast_precision_loss, reason = "a share in percent")]
        let share = number(100.0 * by as f64 / total as f64, 0, lang);
        let (by, total, what) = (whole(by, lang), whole(total, lang), all.types.basis.words(lang));
        let largest = match (all.pilots.len(), lang) {
            (1, Lang::Nl) => "Het grootste type, met één pilot, staat".to_owned(),
            (1, Lang::En) => "The largest type, with one pilot, stands".to_owned(),
            (k, Lang::Nl) => format!("De {k} grootste typen, elk met één pilot, staan"),
            (k, Lang::En) => format!("The {k} largest types, each with one pilot, stand"),
        };
        said.push(match lang {
            Lang::Nl => format!("{largest} voor {by} van de {total} {what}: {share} %."),
            Lang::En => format!("{largest} for {by} of the {total} {what}: {share} %."),
        });
    }
    said.join(" ")
}

/// How many panden there are, in how many types, and how many stand alone.
fn panden_said(suitable: u64, undecided: u64, types: u64, alone: u64, lang: Lang) -> String {
    let (n, m) = (whole(suitable, lang), whole(undecided, lang));
    let panden = match (undecided, lang) {
        (0, Lang::Nl) => format!("Panden die geschikt zijn voor optoppen: {n}"),
        (0, Lang::En) => format!("Panden that are suitable for optoppen: {n}"),
        (_, Lang::Nl) => format!("Panden die geschikt zijn voor optoppen: {n}, onbeslist: {m}"),
        (_, Lang::En) => format!("Panden that are suitable for optoppen: {n}, undecided: {m}"),
    };
    let types = match (types, lang) {
        (0, Lang::Nl) => "Geen twee ervan lijken genoeg op elkaar voor een type".to_owned(),
        (0, Lang::En) => "No two of them are alike enough for a type".to_owned(),
        (1, Lang::Nl) => "Zij vormen één type".to_owned(),
        (1, Lang::En) => "They form one type".to_owned(),
        (n, Lang::Nl) => format!("Zij vormen {} typen", whole(n, lang)),
        (n, Lang::En) => format!("They form {} types", whole(n, lang)),
    };
    let alone = match (alone, lang) {
        (0, _) => String::new(),
        (1, Lang::Nl) => "; één pand lijkt op geen ander".to_owned(),
        (1, Lang::En) => "; one pand is like no other".to_owned(),
        (n, Lang::Nl) => format!("; {} panden lijken op geen ander", whole(n, lang)),
        (n, Lang::En) => format!("; {} panden are like no other", whole(n, lang)),
    };
    format!("{panden}. {types}{alone}.")
}

fn key(all: &Typology<'_>) -> Vec<KeyFact> {
    let lang = all.lang;
    let told = all.types.types.iter().filter(|one| one.is_told()).count() as u64;
    let sum = |label: &str, sum: Sum| KeyFact {
        label: label.to_owned(),
        value: whole(sum.homes, lang),
        note: {
            let panden = format!("{} panden", whole(sum.panden, lang));
            match sum.unsaid {
                0 => panden,
                n => {
                    format!("{panden}, {} {}", whole(n, lang), lang.pick("zonder aantal", "without a number"))
                }
            }
        },
    };
    vec![
        sum(lang.pick("Woningen geschikt", "Homes suitable"), all.types.sum(State::Suitable)),
        sum(lang.pick("Woningen onbeslist", "Homes undecided"), all.types.sum(State::Undecided)),
        KeyFact {
            label: lang.pick("Typen", "Types").into(),
            value: whole(told, lang),
            note: match (all.alone() as u64, lang) {
                (0, _) => String::new(),
                (1, Lang::Nl) => "en één pand op zichzelf".into(),
                (1, Lang::En) => "and one pand like no other".into(),
                (n, Lang::Nl) => format!("en {} panden op zichzelf", whole(n, lang)),
                (n, Lang::En) => format!("and {} panden like no other", whole(n, lang)),
            },
        },
        KeyFact {
            label: lang.pick("Waar de pilots voor staan", "What the pilots stand for").into(),
            value: whole(all.stand_for(), lang),
            note: format!("{} {}", lang.pick("van", "of"), whole(all.types.total(), lang)),
        },
    ]
}

fn pilot_table(lang: Lang, about: &str, first: &str) -> Table {
    let [kind, homes, pilot, standing] = match lang {
        Lang::Nl => ["Type", "#Staat voor", "Pilot", "Stand"],
        Lang::En => ["Type", "#Stands for", "Pilot", "Standing"],
    };
    Table::new(about, &[first, kind, homes, pilot, standing])
}

fn pilot_row(table: &mut Table, first: String, pilot: &Pilot, all: &Typology<'_>) {
    let lang = all.lang;
    let member = &all.types.members[pilot.pand];
    let number = all.number(pilot.of).map_or_else(String::new, |number| format!("{number}. "));
    let standing = member.site.standing().map_or("–", |standing| wording::standing(standing, lang));
    let address = member.pand.survey.address.as_deref().unwrap_or("–");
    let site = member.site.called.complex.as_deref().filter(|complex| !complex.is_empty());
    let site = site.map_or_else(String::new, |complex| format!(", complex {complex}"));
    table.row([
        first,
        format!("{number}{}", words(all.types.types[pilot.of].common, all.params, lang)),
        whole(pilot.stands_for, lang),
        format!("{address}{site} (pand {})", member.pand.survey.id),
        standing.to_owned(),
    ]);
}

fn types(all: &Typology<'_>) -> Vec<Block> {
    let lang = all.lang;
    if all.types.types.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        lang.pick("typen", "types"),
        &match lang {
            Lang::Nl => ["#Nr", "Type", "#Geschikt", "#Onbeslist", "#Nu"],
            Lang::En => ["#No", "Type", "#Suitable", "#Undecided", "#Now"],
        },
    );
    // What is no type is counted apart and never left off.
    let shown = |(at, one): &(usize, &super::Type)| *at < TYPES || !one.is_told();
    let homes = |sum: Sum| {
        let panden = match sum.panden {
            0 => return "–".to_owned(),
            1 => "1 pand".to_owned(),
            n => format!("{} panden", whole(n, lang)),
        };
        match sum.unsaid {
            0 => format!("{} ({panden})", whole(sum.homes, lang)),
            n if n == sum.panden => format!("? ({panden})"),
            n => {
                let without = lang.pick("zonder aantal", "without a number");
                format!("{} ({panden}, {} {without})", whole(sum.homes, lang), whole(n, lang))
            }
        }
    };
    for (at, one) in all.types.types.iter().enumerate().filter(shown) {
        table.row([
            all.number(at).map_or_else(|| "–".to_owned(), |number| number.to_string()),
            words(one.common, all.params, lang),
            homes(one.suitable),
            homes(one.undecided),
            whole(one.existing, lang),
        ]);
    }
    let existing: u64 = all.types.types.iter().map(|one| one.existing).sum();
    table.row([
        String::new(),
        lang.pick("alle panden", "all panden").to_owned(),
        homes(all.types.sum(State::Suitable)),
        homes(all.types.sum(State::Undecided)),
        whole(existing, lang),
    ]);
    table.total = true;
    let n = table.rows.len() - 1;
    let heading = Block::heading(lang.pick("Typen", "Types"));
    let about = Block::note(lang.pick(
        "Woningen die erbij kunnen, verwacht, met de panden; „nu” zijn de woningen die er al staan.",
        "Homes that can be added, expected, with the panden; “now” are the homes that stand there.",
    ));
    let blocks = [heading, about, Block::Table(table)].into_iter();
    blocks.chain(more(all.types.types.len(), n, Kind::Typen, lang)).collect()
}

/// The answer in a few lines.
pub(super) fn lines(all: &Typology<'_>) -> Vec<String> {
    let lang = all.lang;
    let line = |pilot: &Pilot| {
        let member = &all.types.members[pilot.pand];
        let address = member.pand.survey.address.clone();
        let address = address.unwrap_or_else(|| format!("pand {}", member.pand.survey.id));
        let (kind, n) =
            (words(all.types.types[pilot.of].common, all.params, lang), whole(pilot.stands_for, lang));
        match lang {
            Lang::Nl => format!("pilot {address}: staat voor {n}: {kind}"),
            Lang::En => format!("pilot {address}: stands for {n}: {kind}"),
        }
    };
    std::iter::once(summary(all)).chain(all.pilots.iter().map(line)).collect()
}
