//! The types in a workbook and on a map.

use geo_types::Geometry;

use super::{Pilot, Type, Typology, words};
use crate::{
    documents::{Layer, Sheet},
    export::{ColumnSpec, GeometryKind, Kind, Layout, RowMark},
    lang::Lang,
    tables::of_site,
    value::Value,
    wording,
};

/// A row a pand that may carry storeys.
pub const TYPE_PANDEN: [ColumnSpec; 16] = [
    ColumnSpec::new(
        "type_no",
        Kind::Int,
        "",
        "Nummer van het type, het grootste eerst; leeg als het pand op geen ander lijkt of niet in te delen is",
        "Number of the type, the largest first; empty when the pand is like no other or cannot be told",
    ),
    ColumnSpec::new(
        "type",
        Kind::Text,
        "",
        "Wat de panden van het type gemeen hebben",
        "What its panden have in common",
    ),
    ColumnSpec::new(
        "pilot",
        Kind::Int,
        "",
        "Hoeveelste pilot dit pand is; leeg als het er geen is",
        "Which pilot this pand is; empty when it is none",
    ),
    ColumnSpec::new("pand", Kind::Text, "", "Pand", "Pand"),
    ColumnSpec::new("address", Kind::Text, "", "Adres", "Address"),
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    of_site::COMPLEX,
    ColumnSpec::new(
        "verdict",
        Kind::Text,
        "",
        "Geschikt of onbeslist voor optoppen",
        "Suitable or undecided for optoppen",
    ),
    ColumnSpec::new(
        "homes",
        Kind::Int,
        "",
        "Nieuwe woningen, verwacht; leeg als het niet te zeggen is",
        "New homes, expected; empty when it cannot be said",
    ),
    ColumnSpec::new("n_homes_existing", Kind::Int, "", "Woningen die er zijn", "Homes there are"),
    ColumnSpec::new("bouwjaar", Kind::Int, "", "Bouwjaar", "Bouwjaar"),
    ColumnSpec::new("storeys", Kind::Int, "", "Bouwlagen", "Storeys"),
    ColumnSpec::new("flat_roof_m2", Kind::real(0), "m²", "Plat dak", "Flat roof"),
    ColumnSpec::new(
        "depth_m",
        Kind::real(1),
        "m",
        "Diepte: korte zijde van de kleinste rechthoek om het pand",
        "Depth: short side of the smallest rectangle around the pand",
    ),
    of_site::SITE_ID,
];

const TYPES: [ColumnSpec; 9] = [
    TYPE_PANDEN[0],
    TYPE_PANDEN[1],
    ColumnSpec::new("panden_suitable", Kind::Int, "", "Geschikte panden", "Suitable panden"),
    ColumnSpec::new(
        "new_homes_suitable",
        Kind::Int,
        "",
        "Nieuwe woningen op geschikte panden, verwacht",
        "New homes on suitable panden, expected",
    ),
    ColumnSpec::new("panden_undecided", Kind::Int, "", "Onbesliste panden", "Undecided panden"),
    ColumnSpec::new(
        "new_homes_undecided",
        Kind::Int,
        "",
        "Nieuwe woningen op onbesliste panden, verwacht: mogelijk, als wat ontbreekt meevalt",
        "New homes on undecided panden, expected: possible, if what is missing turns out well",
    ),
    ColumnSpec::new(
        "panden_unsaid",
        Kind::Int,
        "",
        "Panden waarvan niet te zeggen is hoeveel woningen erbij kunnen; in geen totaal",
        "Panden of which it cannot be said how many homes can be added; in no total",
    ),
    ColumnSpec::new("n_homes_existing", Kind::Int, "", "Woningen die er zijn", "Homes there are"),
    ColumnSpec::new(
        "pilot_pand",
        Kind::Text,
        "",
        "Pand dat voor het type staat",
        "Pand that stands for the type",
    ),
];

const PILOTS: [ColumnSpec; 11] = [
    ColumnSpec::new(
        "scope",
        Kind::Text,
        "",
        "Waarbinnen de pilots zijn gekozen",
        "Within what the pilots were chosen",
    ),
    ColumnSpec::new("place", Kind::Int, "", "Volgorde", "Order"),
    TYPE_PANDEN[0],
    TYPE_PANDEN[1],
    ColumnSpec::new(
        "stands_for",
        Kind::Int,
        "",
        "Woningen waarvoor de pilot staat: die van zijn type",
        "Homes the pilot stands for: those of its type",
    ),
    TYPE_PANDEN[3],
    TYPE_PANDEN[4],
    TYPE_PANDEN[6],
    TYPE_PANDEN[7],
    ColumnSpec::new(
        "standing",
        Kind::Text,
        "",
        "Stand van zijn locatie in de scan",
        "Standing of its site in the run",
    ),
    ColumnSpec::new("score", Kind::real(1), "0-100", "Score van zijn locatie", "Score of its site"),
];

/// The sheets.
pub(super) fn sheets(all: &Typology<'_>) -> Vec<Sheet> {
    let lang = all.lang;
    let everywhere = lang.pick("alles", "all");
    let mut pilots = pilot_rows(all, everywhere, &all.pilots);
    for (corporatie, hers) in &all.per_corporatie {
        pilots.extend(pilot_rows(all, corporatie, hers));
    }
    let types = all.types.types.iter().enumerate().map(|(at, one)| (type_row(all, at, one), RowMark::None));
    let panden = panden(all).into_iter().map(|(_, row)| {
        let mark = if row[2] == Value::Null { RowMark::None } else { RowMark::Forward };
        (row, mark)
    });
    let sheet = |nl, en, columns, layout, rows| Sheet::new(lang.pick(nl, en), columns, layout, rows);
    vec![
        sheet("Pilots", "Pilots", &PILOTS[..], Layout::Wide, pilots),
        sheet("Typen", "Types", &TYPES, Layout::Wide, types.collect()),
        sheet("Panden", "Panden", &TYPE_PANDEN, Layout::Wide, panden.collect()),
    ]
}

fn count(n: u64) -> Value {
    i64::try_from(n).ok().into()
}

fn type_row(all: &Typology<'_>, at: usize, one: &Type) -> Vec<Value> {
    let pilot = all.pilots.iter().find(|pilot| pilot.of == at);
    vec![
        all.number(at).into(),
        words(one.common, all.params, all.lang).into(),
        count(one.suitable.panden),
        count(one.suitable.homes),
        count(one.undecided.panden),
        count(one.undecided.homes),
        count(one.suitable.unsaid + one.undecided.unsaid),
        count(one.existing),
        pilot.map(|pilot| all.types.members[pilot.pand].pand.survey.id.to_string()).into(),
    ]
}

fn pilot_rows(all: &Typology<'_>, scope: &str, pilots: &[Pilot]) -> Vec<(Vec<Value>, RowMark)> {
    let row = |(place, pilot): (i64, &Pilot)| {
        let member = &all.types.members[pilot.pand];
        let called = &member.site.called;
        let row = vec![
            scope.into(),
            Some(place).into(),
            all.number(pilot.of).into(),
            words(all.types.types[pilot.of].common, all.params, all.lang).into(),
            count(pilot.stands_for),
            member.pand.survey.id.to_string().into(),
            member.pand.survey.address.clone().into(),
            called.corporatie.clone().into(),
            called.complex.clone().into(),
            member.site.standing().map(|standing| wording::standing(standing, all.lang).to_owned()).into(),
            member.site.score().into(),
        ];
        (row, RowMark::None)
    };
    (1..).zip(pilots).map(row).collect()
}

/// Every pand with its row, those of the largest type first.
fn panden(all: &Typology<'_>) -> Vec<(usize, Vec<Value>)> {
    let mut rows = Vec::with_capacity(all.types.members.len());
    for (of, one) in all.types.types.iter().enumerate() {
        for at in &one.members {
            let member = &all.types.members[*at];
            let survey = &member.pand.survey;
            let called = &member.site.called;
            let pilot = all.pilots.iter().position(|pilot| pilot.pand == *at);
            let row = vec![
                all.number(of).into(),
                member.words(one, all.params, all.lang).into(),
                pilot.and_then(|at| i64::try_from(at + 1).ok()).into(),
                survey.id.to_string().into(),
                survey.address.clone().into(),
                called.gemeente_name().map(str::to_owned).into(),
                called.corporatie.clone().into(),
                called.complex.clone().into(),
                member.state.word(all.lang).into(),
                member.homes.into(),
                survey.facts.homes.into(),
                survey.facts.bouwjaar.map(u32::from).into(),
                member.pand.storeys().into(),
                member.roof_m2().into(),
                member.depth_m.into(),
                member.site.id.as_str().into(),
            ];
            rows.push((*at, row));
        }
    }
    rows
}

/// Every pand with its type.
pub(super) fn layer(all: &Typology<'_>) -> Layer {
    let shape = |at: usize| Geometry::MultiPolygon(all.types.members[at].pand.footprint.clone());
    Layer {
        name: "typen",
        about: all
            .lang
            .pick(
                "Panden die extra bouwlagen kunnen dragen, naar type; de pilots staan eruit",
                "Panden that may carry storeys, by type; the pilots stand out",
            )
            .to_owned(),
        columns: &TYPE_PANDEN,
        id: Some("pand"),
        style: include_str!("../../styles/qgis/light/typen.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows: panden(all).into_iter().map(|(at, row)| (Some(shape(at)), row)).collect(),
    }
}

/// What the workbook is, a line each.
pub(super) fn about(lang: Lang) -> [String; 1] {
    [lang
        .pick(
            "Panden waar optoppen geschikt of onbeslist is, naar type: gelijk in bouwjaar, bouwlagen, plat dak, diepte en eigenaar. Wat op geen ander pand lijkt is geen type en staat er apart bij, net als wat niet in te delen is; elk geschikt pand staat precies één keer. Een lege cel is onbekend.",
            "Panden where optoppen is suitable or undecided, by type: alike in bouwjaar, storeys, flat roof, depth and owner. What is like no other pand is no type and stands apart, as does what cannot be told; every suitable pand stands there exactly once. An empty cell is unknown.",
        )
        .to_owned()]
}
