//! What to find out first, on a page.

use super::{
    tables::{subject, who},
    worth::Question,
};
use crate::{
    document::{Block, Document, KeyFact, Table},
    documents::{self, Frame, Kind, more},
    lang::Lang,
    params::Params,
    score::List,
    wording::{hundredths, number, of_hundred, whole},
};

/// Questions that stand on the page; all stand in the workbook.
const QUESTIONS: usize = 30;

/// The page.
pub(super) fn document(questions: &[Question<'_>], frame: &Frame) -> Document {
    let lang = frame.lang;
    let deciding: Vec<&Question<'_>> = questions.iter().filter(|question| question.decides()).collect();
    let mut blocks = vec![Block::text(summary(questions, lang))];
    for list in [List::Shortlist, List::OtherForms] {
        let of: Vec<&&Question<'_>> = deciding.iter().filter(|question| question.list == list).collect();
        if of.is_empty() {
            continue;
        }
        blocks.push(Block::heading(match list {
            List::Shortlist => lang.pick("Voor de voordracht", "For the shortlist"),
            List::OtherForms => lang.pick("Voor de andere vormen", "For the other forms"),
        }));
        blocks.push(Block::Table(table(&of, lang)));
        blocks.extend(more(of.len(), QUESTIONS, Kind::Onderzoek, lang));
    }
    blocks.extend(about(&frame.record.params, lang).into_iter().map(Block::note));
    let key = |label: &str, n: usize, note: &str| KeyFact {
        label: label.into(),
        value: whole(n as u64, lang),
        note: note.into(),
    };
    Document {
        lang,
        kind: lang.pick("Wat eerst onderzoeken", "What to examine first").into(),
        title: frame.name.clone(),
        subtitle: lang
            .pick(
                "Welk antwoord de keuze het meest kan veranderen",
                "Which answer may change the choice most",
            )
            .into(),
        key: vec![
            key(
                lang.pick("Vragen", "Questions"),
                questions.len(),
                lang.pick(
                    "over locaties die bij de eersten kunnen komen",
                    "about sites that may be among the first",
                ),
            ),
            key(
                lang.pick("Geven de doorslag", "Decide"),
                deciding.len(),
                lang.pick("één antwoord kan de keuze veranderen", "one answer may change the choice"),
            ),
        ],
        blocks,
        footer: documents::footer(&frame.name),
        pages: None,
    }
}

fn table(questions: &[&&Question<'_>], lang: Lang) -> Table {
    let mut table = Table::new(
        lang.pick("wat eerst te onderzoeken", "what to examine first"),
        &match lang {
            Lang::Nl => {
                ["#Volgorde", "Onderzoek", "Van", "#Andere keuze, van de 100", "#Plaatsen vaker goed", "Wie"]
            }
            Lang::En => ["#Order", "Examine", "Of", "#Another choice, of 100", "#Places right more", "Who"],
        },
    );
    for (at, question) in questions.iter().take(QUESTIONS).enumerate() {
        table.row([
            whole(at as u64 + 1, lang),
            subject(question.subject, lang).to_owned(),
            question.site.title(),
            hundredths(question.worth.changes, lang),
            number(question.worth.gain, 2, lang),
            who(question.subject, lang).unwrap_or_default().to_owned(),
        ]);
    }
    table
}

/// The first question, in a sentence.
fn summary(questions: &[Question<'_>], lang: Lang) -> String {
    let on_list = questions.iter().filter(|question| question.decides());
    let Some(first) = on_list.min_by_key(|question| question.list) else {
        return lang
            .pick(
                "Er is geen enkel antwoord dat op zichzelf de keuze verandert.",
                "There is no single answer that changes the choice by itself.",
            )
            .into();
    };
    let (what, title) = (subject(first.subject, lang), first.site.title());
    let changes = of_hundred(first.worth.changes, lang);
    match lang {
        Lang::Nl => format!(
            "Onderzoek eerst: {what} van {title}. Dat maakt de keuze het vaakst goed: in {changes} trekkingen komt er daarna een andere uit."
        ),
        Lang::En => {
            format!(
                "Examine first: {what} of {title}. It makes the choice right most often: in {changes} draws another comes out then."
            )
        }
    }
}

/// How it is worked out.
pub(super) fn about(params: &Params, lang: Lang) -> Vec<String> {
    let holds = of_hundred(params.zekerheid.fact_holds.value, lang);
    let assumed = match lang {
        Lang::Nl => format!(
            "Dat een onbekend gegeven in {holds} gevallen goed uitvalt is een aanname (zekerheid.fact_holds), geen bevinding: niemand weet het. Lees de kans op een andere keuze als: hoeveel er van dit antwoord afhangt."
        ),
        Lang::En => format!(
            "That an unknown fact turns out well in {holds} cases is an assumption (zekerheid.fact_holds), no finding: nobody knows. Read the chance of another choice as: how much hangs on this answer."
        ),
    };
    let order = lang.pick(
        "De volgorde gaat naar „Plaatsen vaker goed”: hoeveel voorgedragen plaatsen er gemiddeld meer kloppen als dit antwoord bekend is. Een antwoord dat vaak iets verandert, maar tussen locaties die bijna even goed zijn, staat lager.",
        "The order goes by “Places right more”: how many places that are put forward are right more, on average, once this answer is known. An answer that often changes something, but between sites that are nearly as good, stands lower.",
    );
    vec![order.to_owned(), assumed, lang.pick(
        "Uit dezelfde trekkingen als de zekerheid van een plaats. Wie nu kiest, kiest wie het vaakst bij de eersten staat; per mogelijk antwoord is gekeken wie dat dan is. Een onbekend feit valt goed of slecht uit; een aantal of deel valt laag, midden of hoog uit. Vragen staan los van elkaar: na een antwoord kan de volgorde veranderen.",
        "From the same draws as how sure a place is. Who chooses now chooses those that are most often among the first; for each possible answer it was looked who that would be. An unknown fact turns out well or badly; a number or share turns out low, middling or high. Questions stand by themselves: after an answer their order may be another.",
    ).to_owned()]
}

/// The first questions, a line each.
pub(super) fn lines(questions: &[Question<'_>], lang: Lang) -> Vec<String> {
    let mut deciding: Vec<&Question<'_>> = questions.iter().filter(|question| question.decides()).collect();
    deciding.sort_by_key(|question| question.list);
    let line = |question: &&Question<'_>| {
        let changes = of_hundred(question.worth.changes, lang);
        let another = lang.pick("andere keuze in", "another choice in");
        format!("{}: {}; {another} {changes}", question.site.title(), subject(question.subject, lang))
    };
    std::iter::once(summary(questions, lang)).chain(deciding.iter().map(line)).collect()
}
