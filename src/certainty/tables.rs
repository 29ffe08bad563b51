//! The columns of how sure a place is.

use geo_types::Geometry;

use super::told::{Group, Told};
use crate::{
    documents::{Layer, Sheet},
    export::{ColumnSpec, GeometryKind, Kind, Layout, RowMark},
    lang::Lang,
    params::Params,
    score::Criterion,
    tables::{mark, of_site},
    value::Value,
    wording::{self, whole},
};

const SHARE: Kind = Kind::real(2);

/// A row for every site that has a place.
pub const CERTAINTY: [ColumnSpec; 37] = [
    of_site::LIST,
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    of_site::RANK,
    of_site::N_GROUP,
    ColumnSpec::new("standing", Kind::Text, "", "Stand op de lijst", "Standing on the list"),
    of_site::SITE_ID,
    of_site::NAME,
    of_site::FORM,
    of_site::HOMES,
    of_site::SCORE,
    ColumnSpec::new(
        "top_k_share_weights",
        SHARE,
        "1",
        "Deel van de wegingen waarin de locatie bij de eersten van haar groep staat; leeg als zij niet mag worden voorgedragen",
        "Share of the weightings in which the site is among the first of its group; empty when it may not be put forward",
    ),
    ColumnSpec::new(
        "top_k_share",
        SHARE,
        "1",
        "Hetzelfde als ook onzekere aantallen en onbekende gegevens anders uitvallen",
        "The same if uncertain numbers and unknown facts turn out otherwise too",
    ),
    ColumnSpec::new(
        "ahead_of_next",
        SHARE,
        "1",
        "Deel van de trekkingen waarin de locatie vóór de volgende van de lijst staat",
        "Share of the draws in which the site is ahead of the next on the list",
    ),
    ColumnSpec::new(
        "confidence",
        SHARE,
        "1",
        "Deel van de trekkingen waarin de locatie eerste is met de wegingen die haar het meest dienen (w_…); leeg als geen weging haar eerste maakt",
        "Share of the draws in which the site is first with the weights that serve it most (w_…); empty when none puts it first",
    ),
    ColumnSpec::new(
        "w_homes",
        SHARE,
        "1",
        "Gewicht van woningen waarmee zij gemiddeld eerste is",
        "Weight of homes with which it is first on average",
    ),
    ColumnSpec::new(
        "w_structure",
        SHARE,
        "1",
        "Gewicht van constructie waarmee zij gemiddeld eerste is",
        "Weight of structure with which it is first on average",
    ),
    ColumnSpec::new(
        "w_ownership",
        SHARE,
        "1",
        "Gewicht van eigendom waarmee zij gemiddeld eerste is",
        "Weight of ownership with which it is first on average",
    ),
    ColumnSpec::new(
        "w_parking",
        SHARE,
        "1",
        "Gewicht van parkeren waarmee zij gemiddeld eerste is",
        "Weight of parking with which it is first on average",
    ),
    ColumnSpec::new(
        "w_grid",
        SHARE,
        "1",
        "Gewicht van stroomnet waarmee zij gemiddeld eerste is",
        "Weight of the grid with which it is first on average",
    ),
    ColumnSpec::new(
        "w_water",
        SHARE,
        "1",
        "Gewicht van water en bodem waarmee zij gemiddeld eerste is",
        "Weight of water and soil with which it is first on average",
    ),
    ColumnSpec::new(
        "w_planning",
        SHARE,
        "1",
        "Gewicht van planologie waarmee zij gemiddeld eerste is",
        "Weight of planning room with which it is first on average",
    ),
    ColumnSpec::new(
        "place_1",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new(
        "place_2",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new(
        "place_3",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new(
        "place_4",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new(
        "place_5",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new(
        "place_6",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new(
        "place_7",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new(
        "place_8",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new(
        "place_9",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new(
        "place_10",
        SHARE,
        "1",
        "Deel van de trekkingen op deze plaats",
        "Share of the draws at this place",
    ),
    ColumnSpec::new("homes_low", Kind::Int, "", "Nieuwe woningen, voorzichtig", "New homes, cautious"),
    ColumnSpec::new("homes_high", Kind::Int, "", "Nieuwe woningen, hoogstens", "New homes, at most"),
    ColumnSpec::new(
        "owner_share",
        SHARE,
        "1",
        "Deel van de woningen van de corporatie, minstens",
        "Share of the homes held by the corporatie, at least",
    ),
    ColumnSpec::new(
        "owner_share_high",
        SHARE,
        "1",
        "Deel van de woningen van de corporatie, hoogstens",
        "Share of the homes held by the corporatie, at most",
    ),
    ColumnSpec::new(
        "open_facts",
        Kind::Text,
        "",
        "Onbekende gegevens die de doorslag geven",
        "Unknown facts that decide",
    ),
];

/// The values of [`CERTAINTY`].
fn row(group: &Group<'_>, told: &Told<'_>, lang: Lang) -> Vec<Value> {
    let site = told.site;
    let mut row: Vec<Value> = vec![
        wording::list(group.list, lang).into(),
        site.called.gemeente_name().map(str::to_owned).into(),
        site.called.corporatie.clone().into(),
        site.rank().into(),
        i64::try_from(told.certainty.n_group).ok().into(),
        site.standing().map(|standing| wording::standing(standing, lang).to_owned()).into(),
        site.id.as_str().into(),
        site.title().into(),
        wording::form(site.form, lang).into(),
        site.homes.mid.into(),
        site.score().into(),
        told.certainty.by_weights.into(),
        told.certainty.share.into(),
        told.ahead.into(),
        told.central.map(|(_, confidence)| confidence).into(),
    ];
    row.extend(
        Criterion::ALL
            .iter()
            .map(|criterion| told.central.map(|(weights, _)| weights[*criterion as usize]).into()),
    );
    row.extend(told.places.iter().map(|share| Value::from(*share)));
    row.extend([
        site.homes.low.map(i64::from).into(),
        site.homes.high.into(),
        site.owner_share.into(),
        site.owner_share_high.into(),
        Some(open(told, lang)).filter(|open| !open.is_empty()).into(),
    ]);
    row
}

/// The facts it hangs on, in words.
pub(super) fn open(told: &Told<'_>, lang: Lang) -> String {
    told.open.iter().map(|fact| wording::missing(*fact, lang)).collect::<Vec<_>>().join("; ")
}

pub(super) fn sheets(groups: &[Group<'_>], lang: Lang) -> Vec<Sheet> {
    let rows = groups
        .iter()
        .flat_map(|group| group.sites.iter().map(|told| (row(group, told, lang), mark(told.site))));
    let rows: Vec<(Vec<Value>, RowMark)> = rows.collect();
    let title = lang.pick("Zekerheid", "Certainty").to_owned();
    vec![Sheet { title, columns: &CERTAINTY, layout: Layout::Wide, rows }]
}

pub(super) fn layer(groups: &[Group<'_>], lang: Lang) -> Layer {
    let about = lang
        .pick("Locaties met een plaats, en hoe zeker die is", "Sites that have a place, and how sure it is");
    let rows = groups.iter().flat_map(|group| {
        group.sites.iter().map(|told| {
            let shape = Geometry::MultiPolygon(told.site.geometry.clone());
            (Some(shape), row(group, told, lang))
        })
    });
    Layer {
        name: "zekerheid",
        about: about.to_owned(),
        columns: &CERTAINTY,
        id: Some("site_id"),
        style: include_str!("../../styles/qgis/light/zekerheid.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows: rows.collect(),
    }
}

/// What is drawn and how, a line each.
pub(super) fn about(params: &Params, lang: Lang) -> Vec<String> {
    let asked = &params.zekerheid;
    let draws = whole(u64::from(asked.draws.value), lang);
    let (seed, holds) = (asked.seed.value, wording::of_hundred(asked.fact_holds.value, lang));
    match lang {
        Lang::Nl => vec![
            format!(
                "{draws} trekkingen (methode SMAA-2, begin {seed}). In elke trekking andere gewichten, en van elke locatie een ander aantal woningen tussen voorzichtig en hoog (de helft onder het verwachte), met de auto's die daarbij horen."
            ),
            format!(
                "Een onbekend gegeven dat de doorslag geeft valt in {holds} trekkingen goed uit; zo niet, dan doet wat eraan hangt niet mee. Eigendom ligt tussen wat bekend is en wat het kan zijn; is er geen parkeertelling, dan is alles mogelijk."
            ),
            "Een aandeel zegt iets over deze groep: in een kleine groep komt ieder vaak bij de eersten."
                .to_owned(),
        ],
        Lang::En => vec![
            format!(
                "{draws} draws (method SMAA-2, seed {seed}). In each draw other weights, and of each site another number of homes between cautious and high (half of them below the expected), with the cars that come with them."
            ),
            format!(
                "An unknown fact that decides turns out well in {holds} draws; if not, what hangs on it takes no part. Ownership lies between what is known and what it can be; without a parking count anything is possible."
            ),
            "A share tells of this group: in a small group everyone is often among the first.".to_owned(),
        ],
    }
}
