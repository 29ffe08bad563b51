//! The places that are put forward, as a page without script: what is open to
//! everybody, on any device.

use super::{about::Said, folder::Published};
use crate::{
    assess::Homes,
    document::{Block, Document, KeyFact, Table},
    documents::footer,
    lang::Lang,
    tables::SiteRow,
    wording::{self, whole},
};

/// The page.
pub(super) fn document(put_forward: &[&SiteRow], said: &Said<'_>, site: &Published<'_>) -> Document {
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
        blocks.push(Block::Table(table(&name, &of, said, lang)));
    }
    if put_forward.is_empty() {
        blocks.push(Block::text(lang.pick("Er is geen plek voorgedragen.", "No place is put forward.")));
    }
    blocks.extend(said.notes(lang).into_iter().map(Block::note));
    blocks.push(Block::note(lang.pick(
        "Op de kaart (index.html) staan alle plekken met wat erover gevonden is en de normen met hun bron.",
        "The map (index.html) has all places with what was found of them, and the norms with their sources.",
    )));
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

fn table(gemeente: &str, rows: &[&SiteRow], said: &Said<'_>, lang: Lang) -> Table {
    let corporatie = !said.left_out.corporaties() && rows.iter().any(|row| row.called.corporatie.is_some());
    let about = format!("{} {gemeente}", lang.pick("Voorgedragen plekken in", "Places put forward in"));
    let mut head = vec![
        lang.pick("Plek", "Place"),
        "Buurt",
        lang.pick("Vorm", "Form"),
        lang.pick("#Woningen", "#Homes"),
    ];
    head.push(lang.pick("Stand", "Status"));
    if corporatie {
        head.push("Corporatie");
    }
    let mut table = Table::new(about, &head);
    for row in rows {
        let verdict = wording::verdict_word(row.site.verdict.code(), lang).unwrap_or_default();
        let standing = row.standing().map_or("", |standing| wording::standing(standing, lang));
        let mut cells = vec![
            row.address.clone().unwrap_or_else(|| row.short_title()),
            row.called.buurt.clone().unwrap_or_else(|| "–".into()),
            wording::form_word(row.form).to_owned(),
            range(row.homes, lang),
            format!("{standing}, {verdict}"),
        ];
        if corporatie {
            cells.push(row.called.corporatie.clone().unwrap_or_else(|| "–".into()));
        }
        table.row(cells);
    }
    table
}

fn key(rows: &[&SiteRow], lang: Lang) -> Vec<KeyFact> {
    let known: Vec<u64> = rows.iter().filter_map(|row| row.homes.mid).map(u64::from).collect();
    let unknown = rows.len() - known.len();
    let note = match unknown {
        0 => String::new(),
        n => format!(
            "{} {}",
            whole(n as u64, lang),
            lang.pick("plekken zonder aantal", "places without a number")
        ),
    };
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
