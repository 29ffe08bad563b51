//! A choice, on a page.

use super::{
    Options,
    choose::Group,
    tables::{fate, reason},
};
use crate::{
    document::{Block, Document, KeyFact, Table},
    documents::{self, Frame, Kind, more_groups},
    lang::Lang,
    tables::SiteRow,
    wording::{number, whole},
};

/// Groups that stand on the page; all stand in the workbook.
const GROUPS: usize = 40;

/// The page.
pub(super) fn document(groups: &[Group<'_>], options: &Options, frame: &Frame) -> Document {
    let lang = frame.lang;
    let mut blocks = Vec::new();
    if groups.is_empty() {
        blocks.push(Block::text(none(lang)));
    }
    for group in groups.iter().take(GROUPS) {
        blocks.push(Block::heading(name(group, lang)));
        blocks.push(Block::text(cost(group, lang)));
        blocks.push(Block::Table(table(group, lang)));
    }
    blocks.extend(more_groups(groups.len(), GROUPS, Kind::Keuze, lang));
    blocks.extend(about(options, lang).into_iter().map(Block::note));
    let homes: u64 =
        groups.iter().flat_map(Group::chosen).filter_map(|o| o.site.homes.mid).map(u64::from).sum();
    let n = groups.iter().flat_map(Group::chosen).count() as u64;
    Document {
        lang,
        kind: lang.pick("Keuze van locaties", "Choice of sites").into(),
        title: frame.name.clone(),
        subtitle: lang
            .pick(
                "De beste keuze binnen wat is gevraagd, en wat die kost",
                "The best choice within what was asked, and what it costs",
            )
            .into(),
        key: vec![
            KeyFact {
                label: lang.pick("Gekozen", "Chosen").into(),
                value: whole(n, lang),
                note: lang.pick("locaties", "sites").into(),
            },
            KeyFact {
                label: lang.pick("Woningen", "Homes").into(),
                value: whole(homes, lang),
                note: lang.pick("verwacht, op wat is gekozen", "expected, on what is chosen").into(),
            },
        ],
        blocks,
        footer: documents::footer(&frame.name),
        pages: None,
    }
}

/// That there is nothing to choose from, and what to do.
fn none(lang: Lang) -> &'static str {
    lang.pick(
        "Er is niets te kiezen: geen locatie mag worden voorgedragen. `toplaag onderzoek` zegt wat van welke locatie eerst bekend moet zijn.",
        "There is nothing to choose: no site may be put forward. `toplaag onderzoek` says what must be known first of which site.",
    )
}

fn name(group: &Group<'_>, lang: Lang) -> String {
    let parts: Vec<&str> = group.name.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        lang.pick("Alle locaties samen", "All sites together").to_owned()
    } else {
        parts.join(", ")
    }
}

/// What the choice costs beside the free one, in a sentence.
fn cost(group: &Group<'_>, lang: Lang) -> String {
    let (free, chosen) = group.points();
    let n = |holds: bool| {
        group.options.iter().filter(|option| if holds { option.free } else { option.is_chosen() }).count()
    };
    let title =
        |sites: Vec<&SiteRow>| sites.into_iter().map(SiteRow::short_title).collect::<Vec<_>>().join(", ");
    let gone: Vec<&SiteRow> =
        group.options.iter().filter(|o| o.free && !o.is_chosen()).map(|o| o.site).collect();
    let come: Vec<&SiteRow> =
        group.options.iter().filter(|o| !o.free && o.is_chosen()).map(|o| o.site).collect();
    let mut said = if gone.is_empty() && come.is_empty() {
        lang.pick(
            "De keuze is die van de ranglijst; zij kost niets.",
            "The choice is that of the ranking; it costs nothing.",
        )
        .to_owned()
    } else {
        let (gone, come) = (title(gone), title(come));
        let fewer = n(true).saturating_sub(n(false)) as u64;
        match (lang, fewer) {
            (Lang::Nl, 0) => format!(
                "Deze keuze kost {} punten samen: {come} in plaats van {gone}.",
                number(free - chosen, 1, lang)
            ),
            (Lang::En, 0) => format!(
                "This choice costs {} points together: {come} instead of {gone}.",
                number(free - chosen, 1, lang)
            ),
            (Lang::Nl, fewer) => format!(
                "Er is plaats voor {} minder dan gevraagd. Eraf: {gone}.{}",
                whole(fewer, lang),
                if come.is_empty() { String::new() } else { format!(" Erbij: {come}.") }
            ),
            (Lang::En, fewer) => format!(
                "There is room for {} fewer than asked. Off: {gone}.{}",
                whole(fewer, lang),
                if come.is_empty() { String::new() } else { format!(" On: {come}.") }
            ),
        }
    };
    let (free_homes, homes) = group.homes();
    if free_homes != homes {
        let (free_homes, homes) = (whole(free_homes, lang), whole(homes, lang));
        said.push_str(&match lang {
            Lang::Nl => format!(" Woningen, verwacht: {homes}, tegen {free_homes} zonder eisen."),
            Lang::En => format!(" Homes, expected: {homes}, against {free_homes} without demands."),
        });
    }
    if !group.proven {
        let gap = number(group.gap, 1, lang);
        said.push_str(&match lang {
            Lang::Nl => format!(" Niet bewezen de beste: er kan hoogstens {gap} punten bij."),
            Lang::En => format!(" Not proven to be the best: {gap} points more at most."),
        });
    }
    said
}

fn table(group: &Group<'_>, lang: Lang) -> Table {
    let mut table = Table::new(
        lang.pick("de keuze", "the choice"),
        &match lang {
            Lang::Nl => ["Locatie", "#Woningen", "#Score", "Keuze", "Reden"],
            Lang::En => ["Site", "#Homes", "#Score", "Choice", "Reason"],
        },
    );
    // What is chosen, and what would have been or was decided on.
    let told = group.options.iter().filter(|option| option.free || !fate(option, lang).is_empty());
    for option in told {
        let site = option.site;
        table.row([
            site.short_title(),
            site.homes.mid.map_or_else(|| "–".into(), |homes| whole(homes, lang)),
            site.score().map_or_else(|| "–".into(), |score| number(score, 1, lang)),
            fate(option, lang).to_owned(),
            reason(option, lang),
        ]);
    }
    table
}

/// What was asked, a line each.
pub(super) fn about(options: &Options, lang: Lang) -> Vec<String> {
    let mut about = vec![lang.pick(
        "Gekozen zijn zo veel locaties als er zijn gevraagd en passen, met samen de hoogste score; alleen locaties die mogen worden voorgedragen, en wat moet.",
        "As many sites are chosen as were asked for and fit, with the highest score together; only sites that may be put forward, and those that must.",
    ).to_owned()];
    if options.distance > 0.0 {
        let meters = number(options.distance, 0, lang);
        about.push(match lang {
            Lang::Nl => format!(
                "Gekozen locaties van een groep liggen minstens {meters} m uit elkaar, van rand tot rand."
            ),
            Lang::En => format!("Chosen sites of a group lie {meters} m apart at least, from edge to edge."),
        });
    }
    about
}

/// The choice in lines.
pub(super) fn lines(groups: &[Group<'_>], lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if groups.is_empty() {
        lines.push(none(lang).to_owned());
    }
    for group in groups {
        lines.push(format!("{}: {}", name(group, lang), cost(group, lang)));
        for option in group.chosen() {
            let why = reason(option, lang);
            let why =
                if why.is_empty() { String::new() } else { format!(" ({}: {why})", fate(option, lang)) };
            let score = option.site.score().map_or_else(|| "–".into(), |score| number(score, 1, lang));
            lines.push(format!("  {}, score {score}{why}", option.site.short_title()));
        }
    }
    lines
}
