//! The columns of what differs between two runs.

use geo_types::Geometry;

use super::{Comparison, said};
use crate::{
    beside::Moved,
    documents::Layer,
    export::{ColumnSpec, GeometryKind, Kind},
    lang::Lang,
    tables::{SiteRow, of_site},
    value::Value,
    wording,
};

/// A row a site of which anything is another.
pub const COMPARISON: [ColumnSpec; 21] = [
    ColumnSpec::new("change", Kind::Text, "", "Nieuw, verdwenen of anders", "New, gone or another"),
    ColumnSpec::new(
        "move",
        Kind::Text,
        "",
        "Wat er met de voordracht gebeurt: erbij, eraf, blijft; leeg als de locatie ernaast staat",
        "What becomes of it on the shortlist: enters, leaves, stays; empty when it stands beside",
    ),
    ColumnSpec::new(
        "cause",
        Kind::Text,
        "",
        "De invoer of norm die het deed; samen waar het er meer zijn",
        "The input or norm that did it; together where there are several",
    ),
    ColumnSpec::new("happened", Kind::Text, "", "Wat er van de locatie werd", "What became of the site"),
    ColumnSpec::new(
        "facts",
        Kind::Text,
        "",
        "Gegevens van de locatie die anders zijn",
        "Facts of the site that are others",
    ),
    of_site::SITE_ID,
    of_site::FORM,
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    of_site::COMPLEX,
    of_site::ADDRESS,
    ColumnSpec::new("verdict_first", Kind::Text, "", "Oordeel in de eerste scan", "Verdict in the first run"),
    ColumnSpec::new(
        "verdict_second",
        Kind::Text,
        "",
        "Oordeel in de tweede scan",
        "Verdict in the second run",
    ),
    ColumnSpec::new(
        "homes_first",
        Kind::Int,
        "",
        "Nieuwe woningen in de eerste scan, verwacht",
        "New homes in the first run, expected",
    ),
    ColumnSpec::new(
        "homes_second",
        Kind::Int,
        "",
        "Nieuwe woningen in de tweede scan, verwacht",
        "New homes in the second run, expected",
    ),
    ColumnSpec::new(
        "score_first",
        Kind::real(1),
        "0-100",
        "Score in de eerste scan",
        "Score in the first run",
    ),
    ColumnSpec::new(
        "score_second",
        Kind::real(1),
        "0-100",
        "Score in de tweede scan",
        "Score in the second run",
    ),
    ColumnSpec::new(
        "rank_first",
        Kind::Int,
        "",
        "Plaats in de groep in de eerste scan",
        "Place in its group in the first run",
    ),
    ColumnSpec::new(
        "rank_second",
        Kind::Int,
        "",
        "Plaats in de groep in de tweede scan",
        "Place in its group in the second run",
    ),
    ColumnSpec::new("standing_first", Kind::Text, "", "Stand in de eerste scan", "Standing in the first run"),
    ColumnSpec::new(
        "standing_second",
        Kind::Text,
        "",
        "Stand in de tweede scan",
        "Standing in the second run",
    ),
];

/// New, gone or another.
pub(super) fn change(moved: &Moved<'_>, lang: Lang) -> &'static str {
    match (moved.before, moved.after, &moved.why) {
        (None, Some(_), _) => lang.pick("nieuw", "new"),
        (Some(_), None, _) => lang.pick("verdwenen", "gone"),
        (.., Some(_)) => lang.pick("anders", "another"),
        (.., None) => lang.pick("gelijk", "the same"),
    }
}

/// The values of [`COMPARISON`].
pub(super) fn row(all: &Comparison<'_>, moved: &Moved<'_>) -> Vec<Value> {
    let lang = all.lang;
    let site = moved.site();
    let (before, after) = (moved.before, moved.after);
    let verdict = |site: Option<&SiteRow>| site.map(|site| wording::verdict(site.verdict, lang).to_owned());
    let homes = |site: Option<&SiteRow>| site.and_then(|site| site.homes.mid);
    let standing = |site: Option<&SiteRow>| {
        site.and_then(SiteRow::standing).map(|standing| wording::standing(standing, lang).to_owned())
    };
    let facts = said::facts(moved, all.runs, lang);
    vec![
        change(moved, lang).into(),
        moved.to.word(lang).into(),
        all.cause(moved).map(|cause| said::cause(&cause, all.runs, lang)).into(),
        moved.why.as_ref().map(|why| why.pick(lang).to_owned()).into(),
        Some(facts).filter(|facts| !facts.is_empty()).into(),
        site.id.as_str().into(),
        wording::form(site.form, lang).into(),
        site.called.gemeente_name().map(str::to_owned).into(),
        site.called.corporatie.clone().into(),
        site.called.complex.clone().into(),
        site.address.clone().into(),
        verdict(before).into(),
        verdict(after).into(),
        homes(before).into(),
        homes(after).into(),
        before.and_then(SiteRow::score).into(),
        after.and_then(SiteRow::score).into(),
        before.and_then(SiteRow::rank).into(),
        after.and_then(SiteRow::rank).into(),
        standing(before).into(),
        standing(after).into(),
    ]
}

/// Every site of which anything is another, or that is put forward.
pub(super) fn layer(all: &Comparison<'_>) -> Layer {
    let rows = all.beside.moved.iter().map(|moved| {
        let shape = Geometry::MultiPolygon(moved.site().geometry.clone());
        (Some(shape), row(all, moved))
    });
    Layer {
        name: "vergelijk",
        about: all
            .lang
            .pick(
                "Locaties die tussen de twee scans zijn veranderd, met de oorzaak",
                "Sites that changed between the two runs, with the cause",
            )
            .to_owned(),
        columns: &COMPARISON,
        id: Some("site_id"),
        style: include_str!("../../styles/qgis/light/vergelijk.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows: rows.collect(),
    }
}
