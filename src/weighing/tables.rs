//! The columns of weights: where they turn, and who chooses what.

use geo_types::Geometry;

use super::{agree::Choice, party::Party, turn::Turn};
use crate::{
    documents::{Layer, Sheet},
    export::{ColumnSpec, GeometryKind, Kind, Layout, RowMark},
    lang::Lang,
    record::Answer,
    score::Criterion,
    tables::{SiteRow, of_site},
    value::Value,
    wording,
};

/// All that was worked out.
pub(super) struct Weighed<'a> {
    pub parties: &'a [Party],
    pub choices: &'a [Choice<'a>],
    pub turns: &'a [Turn<'a>],
    pub base: &'a Answer,
}

/// A row for each site that is put forward and each weight that counts for it.
pub const TURNING: [ColumnSpec; 12] = [
    of_site::SITE_ID,
    of_site::NAME,
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    of_site::RANK,
    of_site::SCORE,
    ColumnSpec::new(
        "criterion",
        Kind::Text,
        "",
        "Criterium waarvan het gewicht schuift; de andere houden hun verhouding",
        "Criterion whose weight moves; the others keep their proportions",
    ),
    ColumnSpec::new(
        "weight_share",
        Kind::real(3),
        "1",
        "Deel van alle gewichten in de run",
        "Share of all weights in the run",
    ),
    ColumnSpec::new(
        "stays_from",
        Kind::real(3),
        "1",
        "Kleinste deel waarbij de locatie voorgedragen blijft",
        "Least share with which the site stays put forward",
    ),
    ColumnSpec::new(
        "stays_to",
        Kind::real(3),
        "1",
        "Grootste deel waarbij de locatie voorgedragen blijft",
        "Greatest share with which the site stays put forward",
    ),
    ColumnSpec::new(
        "below_comes",
        Kind::Text,
        "",
        "Wie bij een kleiner gewicht haar plaats neemt",
        "Who takes its place with a smaller weight",
    ),
    ColumnSpec::new(
        "above_comes",
        Kind::Text,
        "",
        "Wie bij een groter gewicht haar plaats neemt",
        "Who takes its place with a greater weight",
    ),
];

/// A row for each site that somebody puts forward.
pub const CHOICES: [ColumnSpec; 11] = [
    of_site::SITE_ID,
    of_site::NAME,
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    of_site::RANK,
    of_site::SCORE,
    of_site::HOMES,
    ColumnSpec::new("in_run", Kind::Bool, "", "Of de run haar voordraagt", "Whether the run puts it forward"),
    ColumnSpec::new(
        "n_chosen",
        Kind::Int,
        "",
        "Hoeveel partijen of profielen haar voordragen",
        "How many parties or profiles put it forward",
    ),
    ColumnSpec::new("chosen_by", Kind::Text, "", "Wie haar voordraagt", "Who puts it forward"),
    ColumnSpec::new("not_chosen_by", Kind::Text, "", "Wie niet", "Who does not"),
];

/// A row for each party.
const WEIGHTS: [ColumnSpec; 10] = [
    ColumnSpec::new("party", Kind::Text, "", "Partij of profiel", "Party or profile"),
    ColumnSpec::new("w_homes", Kind::real(1), "%", "Gewicht van woningen", "Weight of homes"),
    ColumnSpec::new("w_structure", Kind::real(1), "%", "Gewicht van constructie", "Weight of structure"),
    ColumnSpec::new("w_ownership", Kind::real(1), "%", "Gewicht van eigendom", "Weight of ownership"),
    ColumnSpec::new("w_parking", Kind::real(1), "%", "Gewicht van parkeren", "Weight of parking"),
    ColumnSpec::new("w_grid", Kind::real(1), "%", "Gewicht van stroomnet", "Weight of the grid"),
    ColumnSpec::new("w_water", Kind::real(1), "%", "Gewicht van water en bodem", "Weight of water and soil"),
    ColumnSpec::new("w_planning", Kind::real(1), "%", "Gewicht van planologie", "Weight of planning room"),
    ColumnSpec::new(
        "consistency_ratio",
        Kind::real(2),
        "1",
        "Consistentieratio van de vergelijkingen; leeg bij punten en profielen",
        "Consistency ratio of the comparisons; empty for points and profiles",
    ),
    ColumnSpec::new(
        "not_named",
        Kind::Text,
        "",
        "Criteria die de partij niet noemt; zij tellen niet mee",
        "Criteria that the party does not name; they do not count",
    ),
];

fn site_cells(site: &SiteRow) -> Vec<Value> {
    vec![
        site.id.as_str().into(),
        site.title().into(),
        site.called.gemeente_name().map(str::to_owned).into(),
        site.called.corporatie.clone().into(),
        site.rank().into(),
        site.score().into(),
    ]
}

fn turn_row(turn: &Turn<'_>, lang: Lang) -> Vec<Value> {
    let mut row = site_cells(turn.site);
    row.extend([
        wording::criterion(turn.criterion, lang).into(),
        turn.now.into(),
        turn.stay.from.into(),
        turn.stay.to.into(),
        turn.below.map(SiteRow::title).into(),
        turn.above.map(SiteRow::title).into(),
    ]);
    row
}

fn choice_row(choice: &Choice<'_>, parties: &[Party]) -> Vec<Value> {
    let named = |wanted: bool| {
        let of = parties.iter().zip(&choice.chosen).filter(|(_, chosen)| **chosen == wanted);
        let names: Vec<&str> = of.map(|(party, _)| party.name.as_str()).collect();
        Value::from(Some(names.join("; ")).filter(|names| !names.is_empty()))
    };
    let mut row = site_cells(choice.site);
    row.extend([
        choice.site.homes.mid.into(),
        choice.in_run.into(),
        i64::try_from(choice.n_chosen()).ok().into(),
        named(true),
        named(false),
    ]);
    row
}

pub(super) fn sheets(weighed: &Weighed<'_>, lang: Lang) -> Vec<Sheet> {
    let plain = |row: Vec<Value>| (row, RowMark::None);
    let turns = weighed.turns.iter().map(|turn| plain(turn_row(turn, lang))).collect();
    let choices = weighed
        .choices
        .iter()
        .map(|choice| {
            let mark = if choice.by_all() { RowMark::Forward } else { RowMark::None };
            (choice_row(choice, weighed.parties), mark)
        })
        .collect();
    let parties = weighed.parties.iter().map(|party| {
        let mut row: Vec<Value> = vec![party.name.as_str().into()];
        row.extend(party.weights.map(Value::from));
        row.push(party.consistency_ratio.into());
        let left_out = party.left_out.iter().map(|criterion| wording::criterion(*criterion, lang));
        let left_out = left_out.collect::<Vec<_>>().join("; ");
        row.push(Some(left_out).filter(|named| !named.is_empty()).into());
        plain(row)
    });
    let sheet = |nl, en, columns, layout, rows| Sheet::new(lang.pick(nl, en), columns, layout, rows);
    vec![
        sheet("Wie kiest wat", "Who chooses what", &CHOICES, Layout::Wide, choices),
        sheet("Waar het omslaat", "Where it turns", &TURNING, Layout::Wide, turns),
        sheet("Gewichten", "Weights", &WEIGHTS, Layout::Paper, parties.collect()),
    ]
}

pub(super) fn layer(weighed: &Weighed<'_>, lang: Lang) -> Layer {
    let about = lang.pick(
        "Locaties die de run, een partij of een profiel voordraagt",
        "Sites that the run, a party or a profile puts forward",
    );
    let rows = weighed.choices.iter().map(|choice| {
        let shape = Geometry::MultiPolygon(choice.site.geometry.clone());
        (Some(shape), choice_row(choice, weighed.parties))
    });
    Layer {
        name: "gewichten",
        about: about.to_owned(),
        columns: &CHOICES,
        id: Some("site_id"),
        style: include_str!("../../styles/qgis/light/gewichten.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows: rows.collect(),
    }
}

/// What the workbook is.
pub(super) fn about(lang: Lang) -> Vec<String> {
    let of = |nl: &str, en: &str| lang.pick(nl, en).to_owned();
    vec![
        of(
            "Waar het omslaat: het gewicht van één criterium schuift van niets naar alles, de andere houden hun verhouding. De grenzen zijn uitgerekend, niet geschat; zij gelden voor de vorm die nu voor de locatie staat.",
            "Where it turns: the weight of one criterion moves from nothing to all, the others keep their proportions. The bounds are worked out, not estimated; they hold for the form that stands for the site now.",
        ),
        of(
            "Wie kiest wat: de regels zijn met de gewichten van elke partij opnieuw gevraagd. Bij vormen zonder constructie vervalt dat gewicht.",
            "Who chooses what: the rules were asked again with the weights of each party. For forms without a structure that weight is left out.",
        ),
    ]
}

/// The criteria, for a header of a table on the page.
pub(super) fn criteria(lang: Lang) -> impl Iterator<Item = &'static str> {
    Criterion::ALL.iter().map(move |criterion| wording::criterion(*criterion, lang))
}
