//! The columns of what stands in the way, and their rows.

use std::collections::BTreeMap;

use geo_types::Geometry;

use super::{
    Answers, Told,
    ask::Asked,
    pairs::Pair,
    say,
    unlocked::{Amount, Moved, Tally},
};
use crate::{
    assess::Verdict,
    documents::{Layer, Sheet},
    export::{ColumnSpec, GeometryKind, Kind, Layout, RowMark},
    lang::Lang,
    tables::of_site,
    value::Value,
    wording,
};

const RULE: ColumnSpec = ColumnSpec::new("rule", Kind::Text, "", "De regel", "The rule");
const WAY: ColumnSpec = ColumnSpec::new(
    "way",
    Kind::Text,
    "",
    "Hoe de regel wijkt: een stap, bekend en goed, of weg",
    "How the rule gives way: a step, known and well, or lifted",
);
const GIVES: ColumnSpec =
    ColumnSpec::new("gives", Kind::Text, "", "Wat er verandert, in woorden", "What changes, in words");
const MEASURE: ColumnSpec = ColumnSpec::new(
    "measure",
    Kind::Text,
    "",
    "Welke woningen tellen: alle die samengaan, die waarvan de auto's passen, of die zonder wachtrij",
    "Which homes count: all that go together, those whose cars fit, or those without a queue",
);
const SUITABLE: ColumnSpec = ColumnSpec::new(
    "suitable_more",
    Kind::Int,
    "",
    "Woningen erbij op wat geschikt is, verwacht",
    "Homes more on what is suitable, expected",
);
const SUITABLE_LOW: ColumnSpec =
    ColumnSpec::new("suitable_more_low", Kind::Int, "", "Hetzelfde, voorzichtig", "The same, cautious");
const SUITABLE_HIGH: ColumnSpec =
    ColumnSpec::new("suitable_more_high", Kind::Int, "", "Hetzelfde, ruim", "The same, hopeful");
const UNDECIDED: ColumnSpec = ColumnSpec::new(
    "undecided_more",
    Kind::Int,
    "",
    "Woningen erbij op wat onbeslist is, verwacht: mogelijk, als wat onbekend is meevalt",
    "Homes more on what is undecided, expected: possible, if what is unknown turns out well",
);
const UNDECIDED_LOW: ColumnSpec =
    ColumnSpec::new("undecided_more_low", Kind::Int, "", "Hetzelfde, voorzichtig", "The same, cautious");
const UNDECIDED_HIGH: ColumnSpec =
    ColumnSpec::new("undecided_more_high", Kind::Int, "", "Hetzelfde, ruim", "The same, hopeful");

const NORMS: ColumnSpec = ColumnSpec::new(
    "norms",
    Kind::Text,
    "",
    "De normen die veranderen, zoals `toplaag watals --zet` ze neemt",
    "The norms that change, as `toplaag watals --zet` takes them",
);

/// A row a rule and way it gives way.
const RULES: [ColumnSpec; 21] = [
    RULE,
    WAY,
    GIVES,
    MEASURE,
    SUITABLE,
    SUITABLE_LOW,
    SUITABLE_HIGH,
    UNDECIDED,
    UNDECIDED_LOW,
    UNDECIDED_HIGH,
    ColumnSpec::new(
        "suitable_before",
        Kind::Int,
        "",
        "Woningen geschikt in de scan",
        "Homes suitable in the run",
    ),
    ColumnSpec::new("suitable_after", Kind::Int, "", "Woningen geschikt dan", "Homes suitable then"),
    ColumnSpec::new(
        "undecided_before",
        Kind::Int,
        "",
        "Woningen onbeslist in de scan",
        "Homes undecided in the run",
    ),
    ColumnSpec::new("undecided_after", Kind::Int, "", "Woningen onbeslist dan", "Homes undecided then"),
    ColumnSpec::new(
        "sites_suitable_before",
        Kind::Int,
        "",
        "Mogelijkheden geschikt in de scan, elke vorm op zichzelf",
        "Sites suitable in the run, each form by itself",
    ),
    ColumnSpec::new("sites_suitable_after", Kind::Int, "", "Hetzelfde dan", "The same then"),
    ColumnSpec::new(
        "sites_undecided_before",
        Kind::Int,
        "",
        "Mogelijkheden onbeslist in de scan, elke vorm op zichzelf",
        "Sites undecided in the run, each form by itself",
    ),
    ColumnSpec::new("sites_undecided_after", Kind::Int, "", "Hetzelfde dan", "The same then"),
    ColumnSpec::new(
        "who",
        Kind::Text,
        "",
        "Wie erover beslist, de eerste voorop",
        "Who decides, the first in front",
    ),
    ColumnSpec::new("how", Kind::Text, "", "Wat het vraagt", "What it takes"),
    NORMS,
];

/// A row a rule, way and group.
const GROUPS: [ColumnSpec; 10] = [
    RULE,
    WAY,
    GIVES,
    ColumnSpec::new(
        "group",
        Kind::Text,
        "",
        "Gemeente, corporatie of buurt; leeg waar die niet bekend is",
        "Gemeente, corporatie or buurt; empty where it is not known",
    ),
    SUITABLE,
    SUITABLE_LOW,
    SUITABLE_HIGH,
    UNDECIDED,
    UNDECIDED_LOW,
    UNDECIDED_HIGH,
];

/// A row a rule, way and form.
const FORMS: [ColumnSpec; 12] = [
    RULE,
    WAY,
    GIVES,
    of_site::FORM,
    SUITABLE,
    SUITABLE_LOW,
    SUITABLE_HIGH,
    UNDECIDED,
    UNDECIDED_LOW,
    UNDECIDED_HIGH,
    ColumnSpec::new(
        "suitable_alone",
        Kind::Int,
        "",
        "Woningen erbij op wat geschikt is, deze vorm op zichzelf",
        "Homes more on what is suitable, this form by itself",
    ),
    ColumnSpec::new(
        "undecided_alone",
        Kind::Int,
        "",
        "Woningen erbij op wat onbeslist is, deze vorm op zichzelf",
        "Homes more on what is undecided, this form by itself",
    ),
];

/// A row a pair of rules that block together.
const PAIRS: [ColumnSpec; 12] = [
    ColumnSpec::new("rule", Kind::Text, "", "De ene regel", "The one rule"),
    ColumnSpec::new("other_rule", Kind::Text, "", "De andere regel", "The other rule"),
    ColumnSpec::new(
        "parts",
        Kind::Int,
        "",
        "Panden, blokken en kavels die aan deze twee regels niet voldoen, en aan geen derde; leeg bij de parkeernorm, die niets uitsluit",
        "Panden, blocks and plots that fail these two rules, and no third; empty for the parking norm, which rules nothing out",
    ),
    ColumnSpec::new(
        "suitable_only",
        Kind::Int,
        "",
        "Woningen erbij op wat geschikt is, alleen als beide wijken",
        "Homes more on what is suitable, only when both give way",
    ),
    ColumnSpec::new(
        "undecided_only",
        Kind::Int,
        "",
        "Woningen erbij op wat onbeslist is, alleen als beide wijken",
        "Homes more on what is undecided, only when both give way",
    ),
    ColumnSpec::new("suitable_more", Kind::Int, "", "Geschikt erbij met beide", "Suitable, more with both"),
    ColumnSpec::new(
        "undecided_more",
        Kind::Int,
        "",
        "Onbeslist erbij met beide",
        "Undecided, more with both",
    ),
    ColumnSpec::new(
        "suitable_one",
        Kind::Int,
        "",
        "Geschikt erbij met de ene",
        "Suitable, more with the one",
    ),
    ColumnSpec::new(
        "undecided_one",
        Kind::Int,
        "",
        "Onbeslist erbij met de ene",
        "Undecided, more with the one",
    ),
    ColumnSpec::new(
        "suitable_other",
        Kind::Int,
        "",
        "Geschikt erbij met de andere",
        "Suitable, more with the other",
    ),
    ColumnSpec::new(
        "undecided_other",
        Kind::Int,
        "",
        "Onbeslist erbij met de andere",
        "Undecided, more with the other",
    ),
    NORMS,
];

/// A row a rule, way and site whose homes count more or less.
pub const KNELPUNTEN: [ColumnSpec; 16] = [
    RULE,
    WAY,
    GIVES,
    MEASURE,
    of_site::SITE_ID,
    of_site::FORM,
    of_site::GEMEENTE,
    ColumnSpec::new("buurt", Kind::Text, "", "Naam van de buurt", "Name of the buurt"),
    of_site::CORPORATIE,
    of_site::COMPLEX,
    of_site::ADDRESS,
    ColumnSpec::new("verdict_before", Kind::Text, "", "Oordeel in de scan", "Verdict in the run"),
    ColumnSpec::new("why_before", Kind::Text, "", "Waarom, in de scan", "Why, in the run"),
    ColumnSpec::new("verdict_after", Kind::Text, "", "Oordeel dan", "Verdict then"),
    SUITABLE,
    UNDECIDED,
];

/// The sheets.
pub(super) fn sheets(answers: &Answers) -> Vec<Sheet> {
    let Told { told, lang } = answers.told();
    let plain = |rows: Vec<Vec<Value>>| rows.into_iter().map(|row| (row, RowMark::None)).collect();
    let sheet = |nl, en, columns, layout, rows| Sheet::new(lang.pick(nl, en), columns, layout, plain(rows));
    let group = |(nl, en, of): By| {
        let rows = answers.asked.iter().flat_map(|asked| {
            groups(&asked.unlocked.moved, of).into_iter().map(|(name, tally)| {
                let mut row = heads(answers, asked);
                row.push(name.into());
                row.extend(tallied(tally, told));
                row
            })
        });
        sheet(nl, en, &GROUPS, Layout::Wide, rows.collect())
    };
    vec![
        sheet("Knelpunten", "Blocking rules", &RULES, Layout::Wide, rules(answers)),
        sheet("Paren", "Pairs", &PAIRS, Layout::Wide, pairs(answers)),
        sheet("Per vorm", "By form", &FORMS, Layout::Wide, forms(answers)),
        group(GROUPED[0]),
        group(GROUPED[1]),
        group(GROUPED[2]),
        sheet("Locaties", "Sites", &KNELPUNTEN, Layout::Wide, sites(answers).map(|(_, row)| row).collect()),
    ]
}

/// A heading in Dutch and English, and what it groups by.
pub(super) type By = (&'static str, &'static str, fn(&Moved) -> Option<String>);

/// What homes are told by besides their form.
pub(super) const GROUPED: [By; 3] = [
    ("Per gemeente", "By gemeente", |moved| moved.gemeente.clone()),
    ("Per corporatie", "By corporatie", |moved| moved.corporatie.clone()),
    ("Per buurt", "By buurt", |moved| moved.buurt.clone()),
];

/// Homes more by group; of those without one last.
pub(super) fn groups<K: Ord>(moved: &[Moved], of: impl Fn(&Moved) -> Option<K>) -> Vec<(Option<K>, Tally)> {
    let mut groups: BTreeMap<(bool, Option<K>), Tally> = BTreeMap::new();
    for site in moved {
        let name = of(site);
        let group = groups.entry((name.is_none(), name)).or_default();
        *group = *group + site.more;
    }
    groups.into_iter().map(|((_, name), tally)| (name, tally)).collect()
}

/// The rule, how it gives way, and what changes.
fn heads(answers: &Answers, asked: &Asked) -> Vec<Value> {
    let lang = answers.lang();
    let (rule, way) = asked.first().unzip();
    vec![
        rule.map(|rule| wording::rule_name(rule, lang).to_owned()).into(),
        way.map(|way| say::way(way, lang).to_owned()).into(),
        asked.question.said(answers.run(), lang).into(),
    ]
}

fn number(value: i64, told: bool) -> Value {
    told.then_some(value).into()
}

/// Expected, cautious and hopeful, suitable and then undecided.
fn tallied(tally: Tally, told: bool) -> Vec<Value> {
    let of = |Amount { low, mid, high }| [mid, low, high].map(|value| number(value, told));
    [of(tally.suitable), of(tally.undecided)].concat()
}

fn rules(answers: &Answers) -> Vec<Vec<Value>> {
    let Told { told, lang } = answers.told();
    let of = |asked: &Asked| {
        let unlocked = &asked.unlocked;
        let lift = asked.question.lift();
        let count = |n: u64| Value::from(i64::try_from(n).ok());
        let mut row = heads(answers, asked);
        row.push(say::measure(unlocked.measure, lang).into());
        row.extend(tallied(unlocked.more(), told));
        row.extend([
            number(unlocked.before.suitable.mid, told),
            number(unlocked.after.suitable.mid, told),
            number(unlocked.before.undecided.mid, told),
            number(unlocked.after.undecided.mid, told),
        ]);
        let [before, after] = unlocked.sites;
        row.extend([count(before.0), count(after.0), count(before.1), count(after.1)]);
        row.extend([
            say::who(lift, lang).into(),
            lift.map(|lift| lift.how(lang).to_owned()).into(),
            asked.question.typed().join("; ").into(),
        ]);
        row
    };
    answers.asked.iter().map(of).collect()
}

fn forms(answers: &Answers) -> Vec<Vec<Value>> {
    let told = answers.told().told;
    let mut rows = Vec::new();
    for asked in &answers.asked {
        let by_form = asked.unlocked.by_form();
        for (form, alone) in &asked.unlocked.alone {
            let together = by_form.get(form).copied().unwrap_or_default();
            if together.is_none() && alone.is_none() {
                continue;
            }
            let mut row = heads(answers, asked);
            row.push(wording::form(*form, answers.lang()).into());
            row.extend(tallied(together, told));
            row.extend([number(alone.suitable.mid, told), number(alone.undecided.mid, told)]);
            rows.push(row);
        }
    }
    rows
}

fn pairs(answers: &Answers) -> Vec<Vec<Value>> {
    let Told { told, lang } = answers.told();
    let of = |pair: &Pair| {
        let name = |at: usize| {
            let rule = pair.question.gives.get(at).map(|(rule, _)| *rule);
            Value::from(rule.map(|rule| wording::rule_name(rule, lang).to_owned()))
        };
        let both = |tally: Tally| [number(tally.suitable.mid, told), number(tally.undecided.mid, told)];
        let parts = pair.parts.and_then(|parts| i64::try_from(parts).ok());
        let mut row = vec![name(0), name(1), parts.into()];
        for tally in [pair.only_together(), pair.unlocked.more(), pair.apart[0], pair.apart[1]] {
            row.extend(both(tally));
        }
        row.push(pair.question.typed().join("; ").into());
        row
    };
    answers.pairs.iter().map(of).collect()
}

/// Every site that counts more or less, once a rule and way.
fn sites(answers: &Answers) -> impl Iterator<Item = (&Moved, Vec<Value>)> {
    let Told { told, lang } = answers.told();
    answers.asked.iter().flat_map(move |asked| {
        let heads = heads(answers, asked);
        asked.unlocked.moved.iter().map(move |moved| {
            let verdict = |verdict: Option<Verdict>| {
                Value::from(verdict.map(|verdict| wording::verdict(verdict, lang).to_owned()))
            };
            let mut row = heads.clone();
            row.extend([
                say::measure(asked.unlocked.measure, lang).into(),
                moved.id.as_str().into(),
                wording::form(moved.form, lang).into(),
                moved.gemeente.clone().into(),
                moved.buurt.clone().into(),
                moved.corporatie.clone().into(),
                moved.complex.clone().into(),
                moved.address.clone().into(),
                verdict(moved.before),
                moved.why.pick(lang).into(),
                verdict(moved.after),
                number(moved.more.suitable.mid, told),
                number(moved.more.undecided.mid, told),
            ]);
            (moved, row)
        })
    })
}

/// The same on the map.
pub(super) fn layer(answers: &Answers) -> Layer {
    let about = answers.lang().pick(
        "Locaties waar woningen bijkomen of afgaan als een regel wijkt, een rij per regel en locatie",
        "Sites where homes come or go when a rule gives way, a row a rule and site",
    );
    let rows = sites(answers)
        .map(|(moved, row)| (Some(Geometry::MultiPolygon(moved.geometry.clone())), row))
        .collect();
    Layer {
        name: "knelpunten",
        about: about.to_owned(),
        columns: &KNELPUNTEN,
        id: Some("site_id"),
        style: include_str!("../../styles/qgis/light/knelpunten.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows,
    }
}

/// What the workbook is, a line each.
pub(super) fn about(lang: Lang) -> [String; 2] {
    [
        lang.pick(
            "Elke regel is op zichzelf een stap verschoven, of weggedacht, of er is aangenomen dat wat onbekend is meevalt; al het andere bleef, en de scan is opnieuw gevraagd. Woningen erbij: het verschil in wat op alle locaties samengaat, niets dubbel geteld. Geschikt en onbeslist staan apart en worden nooit opgeteld.",
            "Each rule by itself was moved a step, or taken away, or what is unknown of it was taken to turn out well; all else stayed, and the run was asked again. Homes more: the difference in what goes together over all locations, nothing counted twice. Suitable and undecided stand apart and are never added up.",
        )
        .to_owned(),
        lang.pick(
            "Het blad Locaties heeft elke locatie waar het aantal verandert; de som per regel is het totaal op het blad Knelpunten. Een minteken: wat onbeslist was wordt geschikt, of een andere vorm op dezelfde locatie gaat voor.",
            "The sheet Sites has every site where the number changes; their sum by rule is the total on the sheet Blocking rules. A minus: what was undecided becomes suitable, or another form at the same location goes first.",
        )
        .to_owned(),
    ]
}
