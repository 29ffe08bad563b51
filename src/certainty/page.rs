//! How sure each place is, on a page.

use super::{
    tables::{about, open},
    told::{Group, Told, counts},
};
use crate::{
    document::{Block, Document, KeyFact, Table},
    documents::{self, Frame, Kind, more, more_groups},
    lang::Lang,
    score::{Criterion, List},
    wording::{self, hundredths, number, of_hundred, whole},
};

/// Groups, and sites of a group, that stand on the page; all stand in the workbook.
const GROUPS: usize = 30;
const SITES: usize = 8;

/// The page.
pub(super) fn document(groups: &[Group<'_>], frame: &Frame) -> Document {
    let lang = frame.lang;
    let mut blocks = vec![Block::text(summary(groups, lang))];
    for group in groups.iter().take(GROUPS) {
        blocks.push(Block::heading(name(group, lang)));
        blocks.push(Block::Table(places(group, lang)));
        blocks.extend(more(group.sites.len(), SITES, Kind::Zekerheid, lang));
        blocks.extend(weights(group, lang));
    }
    blocks.extend(more_groups(groups.len(), GROUPS, Kind::Zekerheid, lang));
    blocks.push(Block::heading(lang.pick("Wat er is getrokken", "What was drawn")));
    blocks.extend(about(&frame.record.params, lang).into_iter().map(Block::note));
    Document {
        lang,
        kind: lang.pick("Hoe zeker is de voordracht", "How sure the shortlist is").into(),
        title: frame.name.clone(),
        subtitle: lang
            .pick(
                "Hoe vaak elke locatie haar plaats houdt als gewichten, aantallen en onbekende gegevens anders uitvallen",
                "How often each site keeps its place if weights, numbers and unknown facts turn out otherwise",
            )
            .into(),
        key: key(groups, lang),
        blocks,
        footer: documents::footer(&frame.name),
        pages: None,
    }
}

fn name(group: &Group<'_>, lang: Lang) -> String {
    let parts: Vec<&str> = group.name.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let list = wording::list(group.list, lang);
    if parts.is_empty() { list.to_owned() } else { format!("{}: {list}", parts.join(", ")) }
}

/// Those on the shortlist.
fn shortlist<'a>(groups: &'a [Group<'a>]) -> impl Iterator<Item = (&'a Group<'a>, &'a Told<'a>)> {
    groups.iter().flat_map(|group| {
        group.sites.iter().filter(|told| told.site.is_on_shortlist()).map(move |told| (group, told))
    })
}

fn key(groups: &[Group<'_>], lang: Lang) -> Vec<KeyFact> {
    let counts = counts(groups);
    let mut key = vec![KeyFact {
        label: lang.pick("Voorgedragen", "Put forward").into(),
        value: whole(counts.shortlist as u64, lang),
        note: match lang {
            Lang::Nl => format!("van {} locaties met een plaats", whole(counts.sites as u64, lang)),
            Lang::En => format!("of {} sites with a place", whole(counts.sites as u64, lang)),
        },
    }];
    let weakest =
        shortlist(groups).filter_map(|(group, told)| Some((group, told, told.certainty.by_weights?)));
    if let Some((_, told, share)) = weakest.min_by(|a, b| a.2.total_cmp(&b.2)) {
        key.push(KeyFact {
            label: lang.pick("Minst vast bij andere gewichten", "Least firm with other weights").into(),
            value: of_hundred(share, lang),
            note: told.site.title(),
        });
    }
    let open = shortlist(groups).min_by(|a, b| a.1.certainty.share.total_cmp(&b.1.certainty.share));
    if let Some((_, told)) = open {
        key.push(KeyFact {
            label: lang
                .pick("Minst vast als ook feiten tegenvallen", "Least firm if facts disappoint too")
                .into(),
            value: of_hundred(told.certainty.share, lang),
            note: told.site.title(),
        });
    }
    key
}

fn summary(groups: &[Group<'_>], lang: Lang) -> String {
    let n = shortlist(groups).count();
    if n == 0 {
        return lang
            .pick(
                "Er is geen locatie voorgedragen; hieronder staat hoe vaak elke locatie bij de eersten van haar groep zou komen.",
                "No site is put forward; below stands how often each site would be among the first of its group.",
            )
            .into();
    }
    let in_most = |share: &dyn Fn(&Told<'_>) -> Option<f64>| {
        shortlist(groups).filter(|(_, told)| share(told).is_some_and(|share| share >= 0.5)).count() as u64
    };
    let weights = whole(in_most(&|told| told.certainty.by_weights), lang);
    let all = whole(in_most(&|told| Some(told.certainty.share)), lang);
    let n = whole(n as u64, lang);
    match lang {
        Lang::Nl => format!(
            "Van de {n} voorgedragen locaties staan er {weights} in de meeste wegingen bij de eersten van hun groep, en {all} als ook aantallen en onbekende gegevens anders uitvallen."
        ),
        Lang::En => format!(
            "Of the {n} sites put forward {weights} are among the first of their group in most weightings, and {all} if numbers and unknown facts turn out otherwise too."
        ),
    }
}

fn places(group: &Group<'_>, lang: Lang) -> Table {
    let k = group.sites.first().map_or(0, |told| told.certainty.first);
    let mut table = Table::new(
        &match lang {
            Lang::Nl => format!("hoe vaak bij de eerste {k}"),
            Lang::En => format!("how often among the first {k}"),
        },
        &match lang {
            Lang::Nl => [
                "#",
                "Locatie",
                "#Woningen",
                "#Score",
                "#Wegingen",
                "#Alles",
                "#Vóór de volgende",
                "Hangt op",
            ],
            Lang::En => {
                ["#", "Site", "#Homes", "#Score", "#Weightings", "#All", "#Ahead of the next", "Hangs on"]
            }
        },
    );
    let dash = || "–".to_owned();
    for told in group.sites.iter().take(SITES) {
        let site = told.site;
        let star = if site.is_on_shortlist() { "\u{a0}●" } else { "" };
        table.row([
            site.rank().map_or_else(dash, |rank| format!("{rank}{star}")),
            match group.list {
                List::Shortlist => site.short_title(),
                List::OtherForms => format!("{}: {}", site.short_title(), wording::form_word(site.form)),
            },
            site.homes.mid.map_or_else(dash, |homes| whole(homes, lang)),
            site.score().map_or_else(dash, |score| number(score, 1, lang)),
            told.certainty.by_weights.map_or_else(dash, |share| hundredths(share, lang)),
            hundredths(told.certainty.share, lang),
            told.ahead.map_or_else(dash, |share| hundredths(share, lang)),
            open(told, lang),
        ]);
    }
    table
}

/// The weights that serve those on the shortlist most; nothing without them.
fn weights(group: &Group<'_>, lang: Lang) -> Vec<Block> {
    let served: Vec<(&Told<'_>, [f64; 7], f64)> = group
        .sites
        .iter()
        .filter_map(|told| told.central.map(|(weights, confidence)| (told, weights, confidence)))
        .take(SITES)
        .collect();
    let n = whole(group.sites.len() as u64, lang);
    let k = group.sites.first().map_or(0, |told| told.certainty.first);
    let group_of = match lang {
        Lang::Nl => format!(
            "Groep van {n}; ● is voorgedragen. In procenten: hoe vaak bij de eerste {k} met andere gewichten (wegingen), als alles anders kan uitvallen (alles), en hoe vaak vóór de volgende. Een streepje bij wegingen: mag nog niet worden voorgedragen."
        ),
        Lang::En => format!(
            "Group of {n}; ● is put forward. In percent: how often among the first {k} with other weights (weightings), if all may turn out otherwise (all), and how often ahead of the next. A dash at weightings: may not be put forward yet."
        ),
    };
    if served.is_empty() {
        return vec![Block::note(group_of)];
    }
    let mut heads = vec![lang.pick("Eerste met deze gewichten", "First with these weights").to_owned()];
    heads.extend(Criterion::ALL.iter().map(|criterion| format!("#{}", wording::criterion(*criterion, lang))));
    heads.push(lang.pick("#Zo zeker", "#This sure").to_owned());
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = Table::new(
        lang.pick("gewichten die een locatie eerste maken", "weights that put a site first"),
        &heads,
    );
    for (told, weights, confidence) in served {
        let mut row = vec![told.site.short_title()];
        row.extend(weights.iter().map(|weight| number(weight * 100.0, 0, lang)));
        row.push(hundredths(confidence, lang));
        table.rows.push(row);
    }
    vec![Block::note(group_of), Block::Table(table)]
}

/// A line for each site on the shortlist, the least sure first.
pub(super) fn lines(groups: &[Group<'_>], lang: Lang) -> Vec<String> {
    let mut told: Vec<&Told<'_>> = shortlist(groups).map(|(_, told)| told).collect();
    told.sort_by(|a, b| {
        let share = |told: &Told<'_>| told.certainty.by_weights.unwrap_or(0.0);
        share(a).total_cmp(&share(b)).then_with(|| a.site.id.cmp(&b.site.id))
    });
    let line = |told: &Told<'_>| format!("{}: {}", told.site.title(), told.certainty.in_words(lang));
    std::iter::once(summary(groups, lang)).chain(told.into_iter().map(line)).collect()
}
