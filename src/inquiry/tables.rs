//! The columns of what is worth finding out.

use geo_types::Geometry;

use super::worth::{Question, Subject};
use crate::{
    documents::{Layer, Sheet},
    export::{ColumnSpec, GeometryKind, Kind, Layout, RowMark},
    lang::Lang,
    tables::of_site,
    value::Value,
    wording::{self, Decider},
};

/// A row for each thing that could be found out.
pub const INQUIRY: [ColumnSpec; 14] = [
    ColumnSpec::new(
        "order",
        Kind::Int,
        "",
        "Volgorde: de eerste is het meest waard om te weten",
        "Order: the first is worth most to know",
    ),
    ColumnSpec::new("subject", Kind::Text, "", "Wat er te onderzoeken is", "What there is to find out"),
    ColumnSpec::new("who", Kind::Text, "", "Wie daarover gaat", "Who decides about it"),
    ColumnSpec::new(
        "gain",
        Kind::real(3),
        "",
        "Plaatsen bij de eersten die naar verwachting vaker goed zijn als dit bekend is",
        "Places among the first that are expected to be right more once this is known",
    ),
    ColumnSpec::new(
        "changes",
        Kind::real(2),
        "1",
        "Kans dat er dan een andere keuze uitkomt",
        "How likely another choice comes out then",
    ),
    ColumnSpec::new(
        "shift",
        Kind::real(3),
        "",
        "Plaatsen bij de eersten die naar verwachting verschuiven",
        "Places among the first that are expected to move",
    ),
    of_site::SITE_ID,
    of_site::NAME,
    of_site::LIST,
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    of_site::RANK,
    ColumnSpec::new(
        "top_k_share",
        Kind::real(2),
        "1",
        "Deel van de trekkingen waarin de locatie bij de eersten van haar groep staat",
        "Share of the draws in which the site is among the first of its group",
    ),
    of_site::N_GROUP,
];

/// What is to be found out, in words.
pub(super) fn subject(subject: Subject, lang: Lang) -> &'static str {
    match subject {
        Subject::Fact(fact) => wording::missing(fact, lang),
        Subject::Homes => lang.pick("aantal woningen (schetsontwerp)", "number of homes (sketch design)"),
        Subject::Ownership => {
            lang.pick("eigendom van wat niet is gekoppeld", "ownership of what is not linked")
        }
        Subject::Parking => {
            lang.pick("bezetting van het parkeren (telling)", "occupancy of parking (a count)")
        }
    }
}

/// Who decides about it, or has to be asked.
pub(super) fn who(subject: Subject, lang: Lang) -> Option<&'static str> {
    let decider = match subject {
        Subject::Fact(fact) => wording::lifts_missing(fact).who.first().copied()?,
        Subject::Parking => wording::lifts_missing(crate::assess::Missing::Parking).who.first().copied()?,
        Subject::Homes | Subject::Ownership => Decider::Corporatie,
    };
    Some(wording::decider(decider, lang))
}

fn row(at: usize, question: &Question<'_>, lang: Lang) -> Vec<Value> {
    let site = question.site;
    vec![
        i64::try_from(at + 1).ok().into(),
        subject(question.subject, lang).into(),
        who(question.subject, lang).map(str::to_owned).into(),
        question.worth.gain.into(),
        question.worth.changes.into(),
        question.worth.shift.into(),
        site.id.as_str().into(),
        site.title().into(),
        wording::list(question.list, lang).into(),
        site.called.gemeente_name().map(str::to_owned).into(),
        site.called.corporatie.clone().into(),
        site.rank().into(),
        question.share.into(),
        i64::try_from(question.n_group).ok().into(),
    ]
}

pub(super) fn sheets(questions: &[Question<'_>], lang: Lang) -> Vec<Sheet> {
    let rows = questions.iter().enumerate().map(|(at, question)| {
        let mark = if question.decides() { RowMark::Forward } else { RowMark::None };
        (row(at, question, lang), mark)
    });
    let title = lang.pick("Onderzoek eerst", "Examine first").to_owned();
    vec![Sheet { title, columns: &INQUIRY, layout: Layout::Wide, rows: rows.collect() }]
}

pub(super) fn layer(questions: &[Question<'_>], lang: Lang) -> Layer {
    let about = lang.pick(
        "Wat er te onderzoeken is, een rij per vraag",
        "What there is to find out, a row for each question",
    );
    let rows = questions.iter().enumerate().map(|(at, question)| {
        let shape = Geometry::MultiPolygon(question.site.geometry.clone());
        (Some(shape), row(at, question, lang))
    });
    Layer {
        name: "onderzoek",
        about: about.to_owned(),
        columns: &INQUIRY,
        id: Some("site_id"),
        style: include_str!("../../styles/qgis/light/onderzoek.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows: rows.collect(),
    }
}
