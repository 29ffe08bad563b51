//! The answers on a page: what is changed, what it gives, who comes and goes.

use super::{Answers, Compared, published};
use crate::{
    beside::{Moved, change, homes_table, swapped, top},
    document::{Block, Document, KeyFact, Table},
    documents::{self, Kind, more},
    lang::Lang,
    wording::{self, whole},
};

/// Moves that stand on the page; all stand in the workbook.
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
        footer: documents::footer(name),
        pages: None,
    }
}

/// Homes of suitable locations, before and after.
fn key(compared: &Compared<'_>, lang: Lang) -> KeyFact {
    let homes = compared.beside.homes.last().and_then(|homes| homes.suitable);
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
        let after = if before == after { lang.pick("blijft zo", "stays so").to_owned() } else { after };
        norms.row([norm, before, after, note.unwrap_or_default()]);
    }
    blocks.push(Block::Table(norms));
    blocks.push(Block::text(summary(compared, lang)));
    blocks.push(Block::Table(homes_table(
        &compared.beside,
        &match lang {
            Lang::Nl => ["Vorm", "#Geschikt nu", "#dan", "#Onbeslist nu", "#dan"],
            Lang::En => ["Form", "#Suitable now", "#then", "#Undecided now", "#then"],
        },
        lang,
    )));
    blocks.extend(swapped(&compared.beside, lang));
    if let Some(recipe) = &compared.scenario.recipe {
        blocks.extend(published::blocks(recipe, compared, stock, lang));
    }
    blocks.push(Block::heading(
        lang.pick("Voorgedragen: nu en in dit scenario", "Put forward: now and in this scenario"),
    ));
    let columns = [lang.pick("Nu", "Now"), lang.pick("In dit scenario", "In this scenario")];
    blocks.extend(top(&compared.beside, columns, Kind::Watals, lang));
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
    let changed = match (counts.changed, lang) {
        (1, Lang::Nl) => "één mogelijkheid".to_owned(),
        (1, Lang::En) => "one site".to_owned(),
        (n, Lang::Nl) => format!("{} mogelijkheden", whole(n, lang)),
        (n, Lang::En) => format!("{} sites", whole(n, lang)),
    };
    said.push(match lang {
        Lang::Nl => {
            format!("Op de voordracht: {entered} erbij, {left} eraf. Bij {changed} verandert iets.")
        }
        Lang::En => {
            format!("On the shortlist: {entered} enter, {left} leave. Of {changed} something changes.")
        }
    });
    said.join(" ")
}

fn moves(compared: &Compared<'_>, lang: Lang) -> Vec<Block> {
    let all: Vec<&Moved<'_>> = compared.beside.in_and_out().collect();
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
    blocks.extend(more(all.len(), MOVES, Kind::Watals, lang));
    blocks
}

/// What it gives, in a sentence, and behind it who comes and goes.
pub(super) fn lines(compared: &Compared<'_>, lang: Lang) -> Vec<String> {
    let line = |moved: &Moved<'_>| {
        let why = moved.why.as_ref().map(|why| why.pick(lang)).unwrap_or_default();
        format!("{}: {}: {why}", moved.to.word(lang), moved.site().title())
    };
    std::iter::once(summary(compared, lang)).chain(compared.beside.in_and_out().map(line)).collect()
}
