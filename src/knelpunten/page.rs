//! What stands in the way, on a page: bars, tables, and who can lift it.

use std::collections::BTreeMap;

use super::{
    ALTOGETHER, Answers, Told,
    ask::Asked,
    say,
    tables::{GROUPED, groups},
    unlocked::{Measure, Moved, Tally},
};
use crate::{
    assess::lift::{Rule, Way},
    document::{Block, Document, KeyFact, Table},
    documents::{self, Kind, more, more_groups},
    drawing::{BarWords, LyingBar, Picture, lying_bars},
    lang::Lang,
    model::Form,
    params::Params,
    wording,
};

/// Steps that go before what altogether brings.
const SHOWN_STEPS: usize = 6;

/// Bars of a chart, rows of a table, groups of a table; all stand in the
/// workbook.
const BARS: usize = 12;
const ROWS: usize = 16;
const GROUPS: usize = 20;
const FORM_ROWS: usize = 10;

/// The page.
pub(super) fn document(answers: &Answers) -> Document {
    let lang = answers.lang();
    let name = &answers.frame.name;
    let steps = answers.of(&[Way::Step], true);
    let altogether = answers.of(&ALTOGETHER, true);
    let conditions = answers.of(&[Way::Step, Way::Known, Way::Lifted], false);
    let mut blocks = vec![Block::text(intro(answers, &steps, &altogether))];
    if answers.told().told && answers.first().is_some() {
        blocks.push(Block::note(lang.pick(
            "Woningen erbij staan hier zoals verwacht, met tussen haakjes voorzichtig en ruim. Geschikt: geen regel staat meer in de weg. Mogelijk: er is nog iets onbekend, en dat moet meevallen.",
            "Homes that come stand here as expected, with cautious and hopeful in brackets. Suitable: no rule stands in the way any more. Possible: something is unknown still, and has to turn out well.",
        )));
    }
    blocks.extend(part(
        answers,
        lang.pick("Als één regel een stap opschuift", "If one rule moves a step"),
        &steps,
    ));
    blocks.extend(part(
        answers,
        lang.pick(
            "Als een regel er niet was, of bekend was wat onbekend is",
            "If a rule were not there, or what is unknown were known",
        ),
        &altogether,
    ));
    blocks.extend(part(
        answers,
        lang.pick(
            "Onder welke voorwaarden: parkeren en stroomnet",
            "Under which conditions: parking and the grid",
        ),
        &conditions,
    ));
    blocks.extend(pairs(answers));
    blocks.extend(by_form(answers, &[steps.as_slice(), &altogether].concat()));
    blocks.extend(by_group(answers));
    blocks.extend(notes(answers));
    Document {
        lang,
        kind: lang.pick("Knelpunten", "Blocking rules").into(),
        title: name.clone(),
        subtitle: lang
            .pick(
                "Welke regel staat de meeste woningen in de weg?",
                "Which rule stands in the way of most homes?",
            )
            .into(),
        key: steps
            .iter()
            .chain(altogether.first())
            // What loses homes stands in the table, with why.
            .filter(|asked| asked.unlocked.more().suitable.mid >= 0)
            .take(4)
            .map(|asked| key(answers, asked))
            .collect(),
        blocks,
        footer: documents::footer(name),
        pages: None,
    }
}

fn key(answers: &Answers, asked: &Asked) -> KeyFact {
    let Told { told, lang } = answers.told();
    let more = asked.unlocked.more();
    let possible = say::more(more.undecided.mid, told, lang);
    KeyFact {
        label: say::capital(&asked.question.said(answers.run(), lang)),
        value: say::more(more.suitable.mid, told, lang),
        note: match lang {
            Lang::Nl => format!("woningen geschikt; {possible} mogelijk"),
            Lang::En => format!("homes suitable; {possible} possible"),
        },
    }
}

/// The answer in two sentences.
fn intro(answers: &Answers, steps: &[&Asked], altogether: &[&Asked]) -> String {
    let Told { told, lang } = answers.told();
    let line = |asked: &&Asked| say::capital(&say::line(asked, answers.run(), told, lang));
    let first: Vec<String> = [steps.first(), altogether.first()].into_iter().flatten().map(line).collect();
    if first.is_empty() {
        return lang
            .pick(
                "Geen enkele regel houdt hier woningen tegen: wat er niet is, past niet.",
                "No rule keeps homes out here: what is not there does not fit.",
            )
            .into();
    }
    format!("{}.", first.join(". "))
}

/// A heading with bars and a table.
fn part(answers: &Answers, heading: &str, asked: &[&Asked]) -> Vec<Block> {
    let Told { told, lang } = answers.told();
    let mut blocks = vec![Block::heading(heading)];
    if asked.is_empty() {
        blocks.push(Block::text(
            lang.pick("Geen regel verandert hier iets.", "No rule changes anything here."),
        ));
        return blocks;
    }
    if told {
        blocks.push(Block::Picture(bars(heading, asked, answers.run(), lang)));
    }
    let mut table = Table::new(
        heading,
        &match lang {
            Lang::Nl => ["Wat er verandert", "#Geschikt", "#Mogelijk", "Wie beslist", "Wat het vraagt"],
            Lang::En => ["What changes", "#Suitable", "#Possible", "Who decides", "What it takes"],
        },
    );
    for asked in asked.iter().take(ROWS) {
        let lift = asked.question.lift();
        let Tally { suitable, undecided } = asked.unlocked.more();
        let mut said = asked.question.said(answers.run(), lang);
        if asked.unlocked.measure != Measure::Together {
            said = format!("{said}: {}", say::measure(asked.unlocked.measure, lang));
        }
        table.row([
            say::capital(&said),
            range(suitable, told, lang),
            range(undecided, told, lang),
            say::who(lift, lang),
            lift.map_or_else(String::new, |lift| lift.how(lang).to_owned()),
        ]);
    }
    blocks.push(Block::Table(table));
    blocks.extend(more(asked.len(), ROWS, Kind::Knelpunten, lang));
    let fewer = asked.iter().take(ROWS).filter_map(|asked| fewer(asked, answers.run(), lang));
    let fewer: Vec<String> = fewer.filter(|_| told).collect();
    if !fewer.is_empty() {
        let minus = lang.pick("Waar een minteken staat", "Where there is a minus");
        blocks.push(Block::note(format!("{minus}. {}", fewer.join(" "))));
    }
    blocks
}

/// Why there are fewer homes in a row, as numbers that add up; `None` where
/// there are not.
fn fewer(asked: &Asked, run: &Params, lang: Lang) -> Option<String> {
    let Tally { suitable, undecided } = asked.unlocked.more();
    let said = say::capital(&asked.question.said(run, lang));
    let counted = asked.unlocked.measure == Measure::Together;
    let parts = [
        (suitable.mid, asked.unlocked.flow(|more| more.suitable.mid), lang.pick("geschikt", "suitable")),
        (undecided.mid, asked.unlocked.flow(|more| more.undecided.mid), lang.pick("mogelijk", "possible")),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(more, ..)| *more < 0)
        .map(|(more, flow, word)| {
            let n = |n: i64| wording::whole(n, lang);
            let mut because = Vec::new();
            if flow.become_suitable > 0 {
                because.push(format!("{} {}", n(flow.become_suitable), lang.pick("worden geschikt", "become suitable")));
            }
            if flow.give_way > 0 {
                let why = if counted {
                    lang.pick(
                        "wijken voor een andere vorm op dezelfde plek, of de auto's van alles samen passen er niet",
                        "give way to another form at the same place, or the cars of all together do not fit",
                    )
                } else {
                    lang.pick("tellen niet meer mee", "count no more")
                };
                because.push(format!("{} {why}", n(flow.give_way)));
            }
            if flow.come > 0 {
                because.push(format!("{} {}", n(flow.come), lang.pick("komen erbij", "come")));
            }
            format!("{} {word}: {}", wording::signed(more, lang), because.join("; "))
        })
        .collect();
    (!parts.is_empty()).then(|| format!("{said}: {}.", parts.join(". ")))
}

/// What a minus is, for tables that do not tell it row by row; nothing where
/// there is none.
fn minus(table: &Table, lang: Lang) -> Option<Block> {
    let is = table.rows.iter().flatten().any(|cell| cell.contains('−'));
    is.then(|| {
        Block::note(lang.pick(
            "Een minteken: wat onbeslist was wordt geschikt, een andere vorm gaat op die plek voor, of de auto's van alles samen passen er niet.",
            "A minus: what was undecided becomes suitable, another form goes first there, or the cars of all together do not fit.",
        ))
    })
}

/// Expected, with cautious and hopeful behind it.
fn range(amount: super::Amount, told: bool, lang: Lang) -> String {
    let mid = say::more(amount.mid, told, lang);
    if !told || amount == super::Amount::default() {
        return mid;
    }
    let [low, high] = [amount.low, amount.high].map(|value| say::more(value, told, lang));
    format!("{mid} ({low} – {high})")
}

/// What comes of each rule, as bars.
pub(super) fn bars(title: &str, asked: &[&Asked], run: &Params, lang: Lang) -> Picture {
    let bars: Vec<LyingBar> = asked
        .iter()
        .take(BARS)
        .map(|asked| {
            let Tally { suitable, undecided } = asked.unlocked.more();
            LyingBar { label: asked.question.said(run, lang), values: [suitable.mid, undecided.mid] }
        })
        .collect();
    let words = BarWords {
        title: format!("{title}: {}", lang.pick("woningen erbij", "homes more")),
        of: [
            lang.pick("geschikt", "suitable").to_owned(),
            lang.pick("mogelijk, als wat onbekend is meevalt", "possible, if what is unknown turns out well")
                .to_owned(),
        ],
    };
    lying_bars(&bars, &words, lang)
}

fn pairs(answers: &Answers) -> Vec<Block> {
    let Told { told, lang } = answers.told();
    let mut blocks =
        vec![Block::heading(lang.pick("Regels die samen tegenhouden", "Rules that block together"))];
    if answers.pairs.is_empty() {
        blocks.push(Block::text(lang.pick(
            "Geen twee regels houden samen woningen tegen die er met één van beide niet komen.",
            "No two rules keep homes out together that do not come with one of both.",
        )));
        return blocks;
    }
    let mut table = Table::new(
        lang.pick("regels die samen tegenhouden", "rules that block together"),
        &match lang {
            Lang::Nl => [
                "Als beide wijken",
                "#Panden, blokken, kavels",
                "#Geschikt, alleen samen",
                "#Mogelijk, alleen samen",
                "Wie beslissen",
            ],
            Lang::En => [
                "When both give way",
                "#Panden, blocks, plots",
                "#Suitable, only together",
                "#Possible, only together",
                "Who decide",
            ],
        },
    );
    for pair in &answers.pairs {
        let only = pair.only_together();
        let mut who: Vec<&str> = Vec::new();
        for (rule, way) in &pair.question.gives {
            let first = wording::rule_lifts(*rule, *way).who.first();
            who.extend(first.map(|who| wording::decider(*who, lang)));
        }
        who.dedup();
        table.row([
            say::capital(&pair.question.said(answers.run(), lang)),
            pair.parts.map_or_else(|| "–".to_owned(), |parts| wording::whole(parts, lang)),
            say::more(only.suitable.mid, told, lang),
            say::more(only.undecided.mid, told, lang),
            who.join("; "),
        ]);
    }
    let minus = minus(&table, lang);
    blocks.push(Block::Table(table));
    blocks.extend(minus);
    blocks
}

/// Homes more by form, of the rules that bring most.
fn by_form(answers: &Answers, asked: &[&Asked]) -> Vec<Block> {
    let Told { told, lang } = answers.told();
    let mut asked = asked.to_vec();
    asked.sort_by_key(|asked| std::cmp::Reverse(asked.unlocked.more().comes()));
    asked.truncate(FORM_ROWS);
    let forms: Vec<Form> = answers.frame.record.forms().to_vec();
    if asked.is_empty() || forms.len() < 2 {
        return Vec::new();
    }
    let mut head = vec![lang.pick("Wat er verandert", "What changes").to_owned()];
    head.extend(forms.iter().map(|form| format!("#{}", say::capital(wording::form_word(*form)))));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut table = Table::new(lang.pick("per vorm", "by form"), &head);
    for asked in asked {
        let by_form = asked.unlocked.by_form();
        let cell = |form: &Form| {
            let tally = by_form.get(form).copied().unwrap_or_default();
            if tally.is_none() { "–".to_owned() } else { in_short(tally, told, lang) }
        };
        let said = say::capital(&asked.question.said(answers.run(), lang));
        table.row(std::iter::once(said).chain(forms.iter().map(cell)));
    }
    let minus = minus(&table, lang);
    let note = Block::note(
        lang.pick("Geschikt, en tussen haakjes mogelijk.", "Suitable, and possible in brackets."),
    );
    [Block::heading(lang.pick("Per vorm", "By form")), Block::Table(table), note]
        .into_iter()
        .chain(minus)
        .collect()
}

/// `+12 (+30)`.
fn in_short(tally: Tally, told: bool, lang: Lang) -> String {
    let suitable = say::more(tally.suitable.mid, told, lang);
    format!("{suitable} ({})", say::more(tally.undecided.mid, told, lang))
}

/// For each gemeente, corporatie and buurt the step, and the lift, that brings
/// most.
fn by_group(answers: &Answers) -> Vec<Block> {
    let lang = answers.lang();
    GROUPED.map(|(nl, en, of)| most_by(answers, lang.pick(nl, en), of)).concat()
}

fn most_by(answers: &Answers, heading: &str, of: fn(&Moved) -> Option<String>) -> Vec<Block> {
    let Told { told, lang } = answers.told();
    let most = |ways: &[Way]| {
        let mut most: BTreeMap<String, (Tally, &Asked)> = BTreeMap::new();
        for asked in answers.of(ways, true) {
            for (name, tally) in groups(&asked.unlocked.moved, of) {
                let Some(name) = name.filter(|_| tally.comes().0 > 0) else { continue };
                let first = most.get(&name).is_none_or(|(known, _)| tally.comes() > known.comes());
                if first {
                    most.insert(name, (tally, asked));
                }
            }
        }
        most
    };
    let (steps, lifts) = (most(&[Way::Step]), most(&ALTOGETHER));
    let mut names: Vec<&String> = steps.keys().chain(lifts.keys()).collect();
    let weight = |name: &String| {
        let of =
            |most: &BTreeMap<String, (Tally, &Asked)>| most.get(name).map_or(0, |(tally, _)| tally.comes().0);
        of(&steps).max(of(&lifts))
    };
    names.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| a.cmp(b)));
    names.dedup();
    if names.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(
        heading,
        &match lang {
            Lang::Nl => {
                ["", "De stap die het meest brengt", "#Erbij", "Zonder welke regel het meest", "#Erbij"]
            }
            Lang::En => ["", "The step that brings most", "#More", "Without which rule most", "#More"],
        },
    );
    let cells = |found: Option<&(Tally, &Asked)>| {
        found.map_or_else(
            || ["–".to_owned(), String::new()],
            |(tally, asked)| [asked.question.said(answers.run(), lang), in_short(*tally, told, lang)],
        )
    };
    for name in names.iter().take(GROUPS) {
        let ([a, b], [c, d]) = (cells(steps.get(*name)), cells(lifts.get(*name)));
        table.row([(*name).clone(), a, b, c, d]);
    }
    let minus = minus(&table, lang);
    let mut blocks = vec![Block::heading(heading), Block::Table(table)];
    blocks.extend(minus);
    blocks.extend(more_groups(names.len(), GROUPS, Kind::Knelpunten, lang));
    blocks
}

/// What the numbers are, and what they are not.
fn notes(answers: &Answers) -> Vec<Block> {
    let Told { told, lang } = answers.told();
    let mut notes = vec![
        lang.pick(
            "Elke regel is op zichzelf veranderd; al het andere bleef, en de scan is opnieuw gevraagd. Erbij is het verschil in woningen die op alle locaties samengaan, niets dubbel geteld; daarom tellen regels niet bij elkaar op.",
            "Each rule was changed by itself; all else stayed, and the run was asked again. More is the difference in homes that go together over all locations, nothing counted twice; so rules do not add up.",
        )
        .to_owned(),
        lang.pick(
            "Parkeren en het stroomnet sluiten geen woning uit. Daar is geteld hoeveel woningen een plaats voor hun auto's vinden, waar geteld is en een norm geldt, en hoeveel er volgens de capaciteitskaart geen wachtrij hebben. De netbeheerder antwoordt, de kaart niet.",
            "Parking and the grid rule no home out. There it was counted how many homes find places for their cars, where places were counted and a norm is in force, and how many have no queue on the grid map. The operator answers, the map does not.",
        )
        .to_owned(),
        lang.pick(
            "Niet gevraagd is wat op de kaarten is gemeten: afstanden, kavelmaten, kopgevels, grond in klasse D. Zet die normen in het projectbestand en voer de scan opnieuw uit.",
            "What was measured on the maps was not asked: distances, sizes of plots, end walls, ground in class D. Set those norms in the project file and scan again.",
        )
        .to_owned(),
    ];
    let brings = |rule: Rule| {
        let mut own = answers.asked.iter().filter(|asked| asked.first().is_some_and(|first| first.0 == rule));
        own.any(|asked| !asked.unlocked.more().is_none())
    };
    let mut nothing: Vec<&str> = answers
        .asked
        .iter()
        .filter_map(|asked| asked.first().map(|(rule, _)| rule))
        .filter(|rule| !brings(*rule))
        .map(|rule| wording::rule_name(rule, lang))
        .collect();
    nothing.sort_unstable();
    nothing.dedup();
    if !nothing.is_empty() {
        let named = nothing.join(", ");
        notes.push(match lang {
            Lang::Nl => format!("Hier verandert niets door: {named}."),
            Lang::En => format!("Nothing changes here by: {named}."),
        });
    }
    if !told {
        notes.push(
            lang.pick(
                "Zonder verblijfsobjecten is er geen aantal woningen te noemen.",
                "Without verblijfsobjecten no number of homes can be told.",
            )
            .to_owned(),
        );
    }
    notes.into_iter().map(Block::note).collect()
}

/// The answer in a few lines: the steps, then what altogether.
pub(super) fn lines(answers: &Answers) -> Vec<String> {
    let Told { told, lang } = answers.told();
    let steps = answers.of(&[Way::Step], true);
    let rest = answers.of(&ALTOGETHER, true).into_iter().chain(answers.of(&[Way::Step], false));
    let all = steps.into_iter().take(SHOWN_STEPS).chain(rest);
    let lines: Vec<String> = all.map(|asked| say::line(asked, answers.run(), told, lang)).collect();
    if lines.is_empty() {
        return vec![
            lang.pick("Geen regel verandert hier iets.", "No rule changes anything here.").to_owned(),
        ];
    }
    lines
}
