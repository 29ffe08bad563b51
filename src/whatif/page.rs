//! The answers on a page: what is changed, what it gives, who comes and goes.

use super::{Answers, Compared, FormHomes, Moved, published};
use crate::{
    document::{Block, Document, KeyFact, Table},
    lang::Lang,
    tables::SiteRow,
    wording::{self, number, whole},
};

/// Groups and sites that stand on the page; all stand in the workbook.
const GROUPS: usize = 40;
const MOVES: usize = 40;

/// The page.
pub(super) fn document(answers: &Answers, compared: &[Compared<'_>]) -> Document {
    let lang = answers.lang();
    let name = &answers.frame.name;
    let mut blocks = Vec::new();
    for (at, scenario) in compared.iter().enumerate() {
        if at > 0 {
            blocks.push(Block::NewPage);
        }
        blocks.extend(about(scenario, answers.stock, compared.len() > 1, lang));
    }
    blocks.push(Block::note(lang.pick(
        "De regels zijn opnieuw gevraagd over wat de scan vastlegde; wat op de kaarten is gemeten is niet opnieuw gemeten. Woningen zijn de verwachte aantallen van wat samengaat, niets dubbel geteld. Alle verschillen staan in watals.xlsx en watals.gpkg.",
        "The rules were asked again of what the run recorded; what was measured on the maps was not measured again. Homes are the expected numbers of what goes together, nothing counted twice. All differences stand in watals.xlsx and watals.gpkg.",
    )));
    Document {
        lang,
        kind: lang.pick("Wat als", "What if").into(),
        title: name.clone(),
        subtitle: lang
            .pick(
                "Wat er met andere normen of gewichten uit de scan zou komen",
                "What the run would give with other norms or weights",
            )
            .into(),
        key: compared.iter().take(4).map(|compared| key(compared, lang)).collect(),
        blocks,
        footer: format!("toplaag {} · {name}", env!("CARGO_PKG_VERSION")),
        pages: None,
    }
}

/// Homes of suitable locations, before and after.
fn key(compared: &Compared<'_>, lang: Lang) -> KeyFact {
    let homes = compared.homes.last().and_then(|homes| homes.suitable);
    KeyFact {
        label: compared.scenario.name.clone(),
        value: homes.map_or_else(|| "–".into(), |(_, after)| whole(after, lang)),
        note: match homes {
            Some((before, after)) => format!(
                "{} ({} {})",
                lang.pick("woningen geschikt", "homes suitable"),
                lang.pick("nu", "now"),
                whole(before, lang) + &change(before, after, lang)
            ),
            None => lang
                .pick("geen totaal: geen verblijfsobjecten gegeven", "no total: no verblijfsobjecten given")
                .into(),
        },
    }
}

/// `, +48`; nothing where nothing changes.
fn change(before: u64, after: u64, lang: Lang) -> String {
    let more = i64::try_from(after).unwrap_or(i64::MAX) - i64::try_from(before).unwrap_or(i64::MAX);
    if more == 0 {
        String::new()
    } else {
        format!(", {}{}", if more > 0 { "+" } else { "" }, whole(more, lang))
    }
}

fn about(compared: &Compared<'_>, stock: Option<u64>, named: bool, lang: Lang) -> Vec<Block> {
    let mut blocks = Vec::new();
    if named {
        blocks.push(Block::heading(&compared.scenario.name));
    }
    let mut norms = Table::new(
        lang.pick("wat er verandert", "what is changed"),
        &match lang {
            Lang::Nl => ["Norm", "In de scan", "In dit scenario", "Wat het is"],
            Lang::En => ["Norm", "In the run", "In this scenario", "What it is"],
        },
    );
    for ((norm, before, after), change) in compared.changes(lang).into_iter().zip(&compared.scenario.changes)
    {
        let note = compared.scenario.params.get(&change.key).map(|norm| norm.note.pick(lang).to_owned());
        norms.row([norm, before, after, note.unwrap_or_default()]);
    }
    blocks.push(Block::Table(norms));
    blocks.push(Block::text(summary(compared, lang)));
    blocks.push(Block::Table(homes(compared, lang)));
    if let Some(recipe) = &compared.scenario.recipe {
        blocks.extend(published::blocks(recipe, compared, stock, lang));
    }
    blocks.extend(top(compared, lang));
    blocks.extend(moves(compared, lang));
    blocks
}

/// What the scenario gives, as one sentence.
#[must_use]
pub(super) fn summary(compared: &Compared<'_>, lang: Lang) -> String {
    let counts = compared.counts(lang);
    if counts.changed == 0 {
        return lang.pick("Er verandert niets.", "Nothing changes.").into();
    }
    let homes = |pair: Option<(u64, u64)>| {
        pair.map(|(before, after)| {
            format!("{} → {}{}", whole(before, lang), whole(after, lang), change(before, after, lang))
        })
    };
    let mut said = Vec::new();
    if let (Some(suitable), Some(undecided)) = (homes(counts.homes_suitable), homes(counts.homes_undecided)) {
        said.push(match lang {
            Lang::Nl => format!("Woningen op geschikte locaties: {suitable}; daarnaast mogelijk, als wat onbeslist is meevalt: {undecided}."),
            Lang::En => format!("Homes at suitable locations: {suitable}; possible besides, if what is undecided turns out well: {undecided}."),
        });
    }
    let (entered, left) = (whole(counts.entered, lang), whole(counts.left, lang));
    said.push(match lang {
        Lang::Nl => format!(
            "Op de voordracht: {entered} erbij, {left} eraf. Bij {} mogelijkheden verandert iets.",
            whole(counts.changed, lang)
        ),
        Lang::En => format!(
            "On the shortlist: {entered} enter, {left} leave. Of {} sites something changes.",
            whole(counts.changed, lang)
        ),
    });
    said.join(" ")
}

fn homes(compared: &Compared<'_>, lang: Lang) -> Table {
    let mut table = Table::new(
        lang.pick("woningen naar vorm", "homes by form"),
        &match lang {
            Lang::Nl => ["Vorm", "#Geschikt nu", "#dan", "#Onbeslist nu", "#dan"],
            Lang::En => ["Form", "#Suitable now", "#then", "#Undecided now", "#then"],
        },
    );
    for FormHomes { form, suitable, undecided, .. } in &compared.homes {
        let name = form.map_or(lang.pick("samen, niets dubbel", "together, nothing twice"), |form| {
            wording::form(form, lang)
        });
        let of = |pair: &Option<(u64, u64)>| {
            pair.map_or_else(
                || ["–".into(), "–".into()],
                |(before, after)| [whole(before, lang), whole(after, lang)],
            )
        };
        let ([a, b], [c, d]) = (of(suitable), of(undecided));
        table.row([name.to_owned(), a, b, c, d]);
    }
    table.total = true;
    table
}

/// The sites of each group that are put forward, side by side.
fn top(compared: &Compared<'_>, lang: Lang) -> Vec<Block> {
    let groups = compared.put_forward();
    let mut table = Table::new(
        lang.pick("voorgedragen", "put forward"),
        &match lang {
            Lang::Nl => ["Gemeente en corporatie", "#Plaats", "Nu", "In dit scenario"],
            Lang::En => ["Gemeente and corporatie", "#Place", "Now", "In this scenario"],
        },
    );
    for ((gemeente, corporatie), [before, after]) in groups.iter().take(GROUPS) {
        let names = [gemeente, corporatie].into_iter().filter(|name| !name.is_empty()).cloned();
        let group = names.collect::<Vec<_>>().join(", ");
        for at in 0..before.len().max(after.len()) {
            let cell =
                |sites: &[&SiteRow]| sites.get(at).map_or_else(|| "–".into(), |site| in_short(site, lang));
            let group = if at == 0 { group.clone() } else { String::new() };
            table.row([group, (at + 1).to_string(), cell(before), cell(after)]);
        }
    }
    let mut blocks = vec![Block::heading(
        lang.pick("Voorgedragen: nu en in dit scenario", "Put forward: now and in this scenario"),
    )];
    if table.rows.is_empty() {
        blocks.push(Block::text(
            lang.pick("In geen van beide wordt een locatie voorgedragen.", "Neither puts a site forward."),
        ));
        return blocks;
    }
    blocks.push(Block::Table(table));
    blocks.extend(more(groups.len(), GROUPS, lang));
    blocks
}

/// What, with its homes and score.
fn in_short(site: &SiteRow, lang: Lang) -> String {
    let homes = site.homes.mid.map_or_else(|| "–".into(), |homes| whole(homes, lang));
    let score = site.score().map_or_else(|| "–".into(), |score| number(score, 1, lang));
    format!("{}: {homes} {}, score {score}", site.short_title(), lang.pick("woningen", "homes"))
}

fn moves(compared: &Compared<'_>, lang: Lang) -> Vec<Block> {
    let all: Vec<&Moved<'_>> = compared.in_and_out().collect();
    if all.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        lang.pick("wie erbij komt en wie eraf gaat", "who enters and who leaves"),
        &match lang {
            Lang::Nl => ["", "Locatie", "Vorm", "Door welke regel"],
            Lang::En => ["", "Site", "Form", "By which rule"],
        },
    );
    for moved in all.iter().take(MOVES) {
        let site = moved.site();
        let why = moved.why.as_ref().map(|why| why.pick(lang)).unwrap_or_default();
        table.row([moved.to.word(lang), &site.title(), wording::form_word(site.form), why]);
    }
    let mut blocks = vec![
        Block::heading(lang.pick("Wie erbij komt en wie eraf gaat", "Who enters and who leaves")),
        Block::Table(table),
    ];
    blocks.extend(more(all.len(), MOVES, lang));
    blocks
}

/// That there is more than stands on the page.
fn more(all: usize, shown: usize, lang: Lang) -> Option<Block> {
    let more = all.checked_sub(shown).filter(|more| *more > 0)?;
    let more = whole(more as u64, lang);
    Some(Block::note(match lang {
        Lang::Nl => format!("Nog {more} staan in watals.xlsx."),
        Lang::En => format!("Another {more} stand in watals.xlsx."),
    }))
}

/// What it gives, in a sentence, and behind it who comes and goes.
pub(super) fn lines(compared: &Compared<'_>, lang: Lang) -> Vec<String> {
    let line = |moved: &Moved<'_>| {
        let why = moved.why.as_ref().map(|why| why.pick(lang)).unwrap_or_default();
        format!("{}: {}: {why}", moved.to.word(lang), moved.site().title())
    };
    std::iter::once(summary(compared, lang)).chain(compared.in_and_out().map(line)).collect()
}
