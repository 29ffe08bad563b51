//! The columns of what moves.

use geo_types::Geometry;

use super::Compared;
use crate::{
    beside::Moved,
    documents::Layer,
    export::{ColumnSpec, GeometryKind, Kind},
    lang::Lang,
    tables::{SiteRow, of_site},
    value::Value,
    wording,
};

/// A row a scenario and site of which anything is another.
pub const WHATIF: [ColumnSpec; 19] = [
    ColumnSpec::new("scenario", Kind::Text, "", "Naam van het scenario", "Name of the scenario"),
    ColumnSpec::new(
        "move",
        Kind::Text,
        "",
        "Wat er met de voordracht gebeurt: erbij, eraf, blijft; leeg als de locatie ernaast staat",
        "What becomes of it on the shortlist: enters, leaves, stays; empty when it stands beside",
    ),
    ColumnSpec::new(
        "why",
        Kind::Text,
        "",
        "De regel die de locatie verplaatste",
        "The rule that moved the site",
    ),
    of_site::SITE_ID,
    of_site::FORM,
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    of_site::COMPLEX,
    of_site::ADDRESS,
    ColumnSpec::new("verdict_before", Kind::Text, "", "Oordeel in de scan", "Verdict in the run"),
    ColumnSpec::new("verdict_after", Kind::Text, "", "Oordeel in het scenario", "Verdict in the scenario"),
    ColumnSpec::new(
        "homes_before",
        Kind::Int,
        "",
        "Nieuwe woningen in de scan, verwacht",
        "New homes in the run, expected",
    ),
    ColumnSpec::new(
        "homes_after",
        Kind::Int,
        "",
        "Nieuwe woningen in het scenario, verwacht",
        "New homes in the scenario, expected",
    ),
    ColumnSpec::new("score_before", Kind::real(1), "0-100", "Score in de scan", "Score in the run"),
    ColumnSpec::new("score_after", Kind::real(1), "0-100", "Score in het scenario", "Score in the scenario"),
    ColumnSpec::new(
        "rank_before",
        Kind::Int,
        "",
        "Plaats in de groep in de scan",
        "Place in its group in the run",
    ),
    ColumnSpec::new(
        "rank_after",
        Kind::Int,
        "",
        "Plaats in de groep in het scenario",
        "Place in its group in the scenario",
    ),
    ColumnSpec::new("standing_before", Kind::Text, "", "Stand in de scan", "Standing in the run"),
    ColumnSpec::new("standing_after", Kind::Text, "", "Stand in het scenario", "Standing in the scenario"),
];

/// The values of [`WHATIF`].
pub(super) fn row(compared: &Compared<'_>, moved: &Moved<'_>, lang: Lang) -> Vec<Value> {
    let site = moved.site();
    let (before, after) = (moved.before, moved.after);
    let verdict = |site: Option<&SiteRow>| site.map(|site| wording::verdict(site.verdict, lang).to_owned());
    let homes = |site: Option<&SiteRow>| site.and_then(|site| site.homes.mid);
    let standing = |site: Option<&SiteRow>| {
        site.and_then(SiteRow::standing).map(|standing| wording::standing(standing, lang).to_owned())
    };
    vec![
        compared.scenario.name.as_str().into(),
        moved.to.word(lang).into(),
        moved.why.as_ref().map(|why| why.pick(lang).to_owned()).into(),
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

/// Every site that moves, once a scenario.
pub(super) fn layer(compared: &[Compared<'_>], lang: Lang) -> Layer {
    let about = lang.pick(
        "Locaties waarvan iets verandert, een rij per scenario",
        "Sites of which something changes, a row a scenario",
    );
    let rows = compared.iter().flat_map(|compared| {
        compared.beside.moved.iter().map(|moved| {
            let shape = Geometry::MultiPolygon(moved.site().geometry.clone());
            (Some(shape), row(compared, moved, lang))
        })
    });
    Layer {
        name: "watals",
        about: about.to_owned(),
        columns: &WHATIF,
        id: Some("site_id"),
        style: include_str!("../../styles/qgis/light/watals.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows: rows.collect(),
    }
}
