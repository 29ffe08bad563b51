//! The places that are put forward, as a page without script: what is open to
//! everybody, on any device.

use super::{about::Said, folder::Published};
use crate::{
    assess::{Homes, Verdict},
    document::{Block, Document, KeyFact, Table},
    documents::footer,
    lang::Lang,
    tables::SiteRow,
    viewer::Links,
    wording::{self, whole},
};

/// The page.
pub(super) fn document(
    put_forward: &[&SiteRow],
    said: &Said<'_>,
    links: &Links,
    site: &Published<'_>,
) -> Document {
    let lang = site.lang;
    let mut blocks = vec![Block::text(lang.pick(
        "Plekken die in deze run zijn voorgedragen om woningen toe te voegen. Het zijn verkenningen op grond van \
         registers en kaarten: geen besluit, geen vergunning en geen toezegging.",
        "Places that this run puts forward to add homes. They are explorations from registers and maps: no decision, no \
         permit and no promise.",
    ))];
    for gemeente in gemeenten(put_forward) {
        let name = gemeente
            .map_or_else(|| lang.pick("Gemeente onbekend", "Gemeente unknown").to_owned(), str::to_owned);
        let of: Vec<&SiteRow> =
            put_forward.iter().copied().filter(|row| row.called.gemeente_name() == gemeente).collect();
        blocks.push(Block::heading(&name));
        blocks.push(Block::Table(table(&name, &of, said, links, lang)));
    }
    if put_forward.is_empty() {
        blocks.push(Block::text(lang.pick("Er is geen plek voorgedragen.", "No place is put forward.")));
    }
    blocks.extend(said.notes(lang).into_iter().map(Block::note));
    blocks.push(Block::Table(map(lang)));
    Document {
        lang,
        kind: lang.pick("Plekken voor woningen", "Places for homes").into(),
        title: site.name.clone(),
        subtitle: lang.pick("Voorgedragen plekken", "Places put forward").into(),
        key: key(put_forward, lang),
        blocks,
        footer: footer(&site.name),
        pages: None,
    }
}

/// The gemeenten of places, in the order of the list.
fn gemeenten<'a>(rows: &[&'a SiteRow]) -> Vec<Option<&'a str>> {
    let mut names: Vec<Option<&str>> = Vec::new();
    for name in rows.iter().map(|row| row.called.gemeente_name()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The way to the map.
fn map(lang: Lang) -> Table {
    let about = lang.pick("Verder", "Further");
    let mut table = Table::new(about, &[about, lang.pick("Wat daar staat", "What is there")]);
    table.row([
        lang.pick("Kaart en lijst", "Map and list"),
        lang.pick(
            "alle plekken met wat erover gevonden is, en de normen met hun bron",
            "all places with what was found of them, and the norms with their sources",
        ),
    ]);
    table.links = vec!["index.html".to_owned()];
    table
}

fn table(gemeente: &str, rows: &[&SiteRow], said: &Said<'_>, links: &Links, lang: Lang) -> Table {
    let corporatie = !said.left_out.corporaties() && rows.iter().any(|row| row.called.corporatie.is_some());
    let about = format!("{} {gemeente}", lang.pick("Voorgedragen plekken in", "Places put forward in"));
    // On a phone the last ones are out of sight.
    let mut head = vec![
        lang.pick("Plek", "Place"),
        lang.pick("#Woningen", "#Homes"),
        lang.pick("Stand", "Status"),
        lang.pick("Vorm", "Form"),
        "Buurt",
    ];
    if corporatie {
        head.push("Corporatie");
    }
    let mut table = Table::new(about, &head);
    for row in rows {
        let verdict = wording::verdict_word(row.site.verdict.code(), lang).unwrap_or_default();
        let standing = row.standing().map_or("", |standing| wording::standing(standing, lang));
        let mut cells = vec![
            row.address.clone().unwrap_or_else(|| row.short_title()),
            range(row.homes, lang),
            format!("{standing}, {verdict}"),
            wording::form_word(row.form).to_owned(),
            row.called.buurt.clone().unwrap_or_else(|| "–".into()),
        ];
        if corporatie {
            cells.push(row.called.corporatie.clone().unwrap_or_else(|| "–".into()));
        }
        table.row(cells);
        table.links.push(links.factsheets.get(&row.id).cloned().unwrap_or_default());
    }
    table
}

fn key(rows: &[&SiteRow], lang: Lang) -> Vec<KeyFact> {
    let known: Vec<u64> = rows.iter().filter_map(|row| row.homes.mid).map(u64::from).collect();
    let unknown = rows.len() - known.len();
    let undecided = rows.iter().filter(|row| !matches!(row.site.verdict, Verdict::Suitable)).count();
    let mut notes = Vec::new();
    if undecided == rows.len() && undecided > 0 {
        notes.push(lang.pick("alle onbeslist", "all undecided").to_owned());
    } else if undecided > 0 {
        let n = whole(undecided as u64, lang);
        notes.push(format!("{n} {}", lang.pick("plekken onbeslist", "places undecided")));
    }
    if unknown > 0 {
        let n = whole(unknown as u64, lang);
        notes.push(format!("{n} {}", lang.pick("plekken zonder aantal", "places without a number")));
    }
    let note = notes.join("; ");
    let homes = match known.is_empty() {
        true => lang.pick("onbekend", "unknown").to_owned(),
        false => whole(known.iter().sum::<u64>(), lang),
    };
    vec![
        KeyFact {
            label: lang.pick("Plekken", "Places").into(),
            value: whole(rows.len() as u64, lang),
            note: String::new(),
        },
        KeyFact { label: lang.pick("Woningen, verwacht", "Homes, expected").into(), value: homes, note },
    ]
}

/// Expected homes with the range around them.
fn range(homes: Homes, lang: Lang) -> String {
    let number = |n: i64| whole(n, lang);
    match (homes.low, homes.mid, homes.high) {
        (Some(low), Some(mid), Some(high)) if i64::from(low) != i64::from(high) => {
            format!("{} ({}–{})", number(mid.into()), number(low.into()), number(high.into()))
        }
        (_, Some(mid), _) => number(mid.into()),
        (_, None, Some(high)) => format!("≤ {}", number(high.into())),
        _ => lang.pick("onbekend", "unknown").to_owned(),
    }
}
