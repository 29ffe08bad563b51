//! The columns of what was found.

use geo_types::Geometry;

use super::found::{Band, Found, Gain, Part};
use crate::{
    documents::{Layer, Sheet},
    export::{ColumnSpec, GeometryKind, Kind, Layout, RowMark},
    lang::Lang,
    value::Value,
    wording,
};

/// A row a pand that gained homes or storeys.
pub const HINDSIGHT: [ColumnSpec; 23] = [
    ColumnSpec::new("pand_id", Kind::Text, "", "BAG-identificatie", "BAG identification"),
    ColumnSpec::new("address", Kind::Text, "", "Adres op de eerste dag", "Address on the first day"),
    ColumnSpec::new(
        "bouwjaar",
        Kind::Int,
        "jaar",
        "Bouwjaar op de eerste dag",
        "Year of construction on the first day",
    ),
    ColumnSpec::new(
        "homes_first_day",
        Kind::Int,
        "",
        "Woningen in gebruik op de eerste dag",
        "Homes in use on the first day",
    ),
    ColumnSpec::new(
        "homes_last_day",
        Kind::Int,
        "",
        "Woningen in gebruik op de laatste dag",
        "Homes in use on the last day",
    ),
    ColumnSpec::new(
        "seems",
        Kind::Text,
        "",
        "Wat het lijkt te zijn; leeg zonder nieuwe woningen",
        "What it seems to be; empty without new homes",
    ),
    ColumnSpec::new(
        "area_first_day_m2",
        Kind::real(0),
        "m²",
        "Oppervlakte van alle eenheden in gebruik, eerste dag; leeg als een ervan onbekend is",
        "Floor of all units in use, first day; empty when that of one is not known",
    ),
    ColumnSpec::new(
        "area_last_day_m2",
        Kind::real(0),
        "m²",
        "Oppervlakte van alle eenheden in gebruik, laatste dag",
        "Floor of all units in use, last day",
    ),
    ColumnSpec::new(
        "footprint_first_day_m2",
        Kind::real(0),
        "m²",
        "Voetafdruk op de eerste dag",
        "Footprint on the first day",
    ),
    ColumnSpec::new(
        "footprint_last_day_m2",
        Kind::real(0),
        "m²",
        "Voetafdruk op de laatste dag",
        "Footprint on the last day",
    ),
    ColumnSpec::new(
        "storeys_first_day",
        Kind::Int,
        "",
        "Bouwlagen naar geregistreerde m², eerste dag; leeg als het er niet meer werden",
        "Storeys by registered m², first day; empty when they are no more",
    ),
    ColumnSpec::new(
        "storeys_last_day",
        Kind::Int,
        "",
        "Bouwlagen naar geregistreerde m², laatste dag",
        "Storeys by registered m², last day",
    ),
    ColumnSpec::new(
        "place_then",
        Kind::Int,
        "",
        "Plaats van het pand in de scan van toen; leeg zonder plaats",
        "Place of the pand in the scan of then; empty without one",
    ),
    ColumnSpec::new(
        "tenth_then",
        Kind::Int,
        "",
        "Tiende deel van de panden met een plaats, 1 het beste",
        "Tenth of the panden with a place, 1 the best",
    ),
    ColumnSpec::new(
        "form",
        Kind::Text,
        "",
        "Vorm die de scan van toen voorop zette",
        "Form the scan of then put first",
    ),
    ColumnSpec::new(
        "score",
        Kind::real(1),
        "0-100",
        "Score over wat toen bekend was",
        "Score over what was known then",
    ),
    ColumnSpec::new(
        "homes_expected",
        Kind::Int,
        "",
        "Nieuwe woningen die de scan van toen op zijn locatie verwachtte",
        "New homes the scan of then expected at its site",
    ),
    ColumnSpec::new(
        "place_with_heights",
        Kind::Int,
        "",
        "Plaats met de hoogten van nu erbij; die kunnen de uitkomst al bevatten",
        "Place with the heights of now, which may hold the outcome",
    ),
    ColumnSpec::new(
        "tenth_with_heights",
        Kind::Int,
        "",
        "Tiende deel met de hoogten van nu erbij",
        "Tenth with the heights of now",
    ),
    ColumnSpec::new(
        "why_not_optoppen",
        Kind::Text,
        "",
        "Waarom optoppen geen plaats gaf",
        "Why storeys on top gave no place",
    ),
    ColumnSpec::new(
        "why_not_splitsen",
        Kind::Text,
        "",
        "Waarom splitsen geen plaats gaf",
        "Why splitting gave no place",
    ),
    ColumnSpec::new(
        "why_not_uitplinten",
        Kind::Text,
        "",
        "Waarom uitplinten geen plaats gaf",
        "Why homes in the plinth gave no place",
    ),
    ColumnSpec::new(
        "why_not_transformatie",
        Kind::Text,
        "",
        "Waarom transformatie geen plaats gaf",
        "Why another use gave no place",
    ),
];

const BANDS: [ColumnSpec; 13] = [
    ColumnSpec::new("ranking", Kind::Text, "", "Welke volgorde", "Which order"),
    ColumnSpec::new("band", Kind::Text, "", "Deel van de panden", "Part of the panden"),
    ColumnSpec::new("panden", Kind::Int, "", "Panden", "Panden"),
    ColumnSpec::new("panden_gained", Kind::Int, "", "Panden die woningen kregen", "Panden that gained homes"),
    ColumnSpec::new("share", Kind::real(4), "1", "Aandeel", "Share"),
    ColumnSpec::new(
        "share_low",
        Kind::real(4),
        "1",
        "Aandeel, ondergrens 95 % (Wilson)",
        "Share, lower end 95 % (Wilson)",
    ),
    ColumnSpec::new("share_high", Kind::real(4), "1", "Aandeel, bovengrens 95 %", "Share, upper end 95 %"),
    ColumnSpec::new(
        "factor",
        Kind::real(2),
        "1",
        "Hoeveel keer zo vaak als alle panden in gebruik",
        "How many times as often as all panden in use",
    ),
    ColumnSpec::new(
        "factor_low",
        Kind::real(2),
        "1",
        "Dat, ondergrens 95 % (Clopper-Pearson)",
        "That, lower end 95 % (Clopper-Pearson)",
    ),
    ColumnSpec::new("factor_high", Kind::real(2), "1", "Dat, bovengrens 95 %", "That, upper end 95 %"),
    ColumnSpec::new(
        "factor_ranked",
        Kind::real(2),
        "1",
        "Hoeveel keer zo vaak als alle panden met een plaats",
        "How many times as often as all panden with a place",
    ),
    ColumnSpec::new("factor_ranked_low", Kind::real(2), "1", "Dat, ondergrens 95 %", "That, lower end 95 %"),
    ColumnSpec::new("factor_ranked_high", Kind::real(2), "1", "Dat, bovengrens 95 %", "That, upper end 95 %"),
];

const KINDS: [ColumnSpec; 3] = [
    ColumnSpec::new("seems", Kind::Text, "", "Wat het lijkt te zijn", "What it seems to be"),
    ColumnSpec::new("panden", Kind::Int, "", "Panden", "Panden"),
    ColumnSpec::new("homes_gained", Kind::Int, "", "Woningen erbij", "Homes gained"),
];

fn int(n: u64) -> Value {
    i64::try_from(n).ok().into()
}

/// The values of [`HINDSIGHT`].
fn row(gain: &Gain, lang: Lang) -> Vec<Value> {
    let place = gain.place.as_ref();
    let heights = gain.place_with_heights.as_ref();
    let mut row: Vec<Value> = vec![
        gain.id.to_string().into(),
        gain.address.clone().into(),
        gain.bouwjaar.map(u32::from).into(),
        gain.homes.0.into(),
        gain.homes.1.into(),
        gain.kind.map(|kind| kind.word(lang).to_owned()).into(),
        gain.area.0.into(),
        gain.area.1.into(),
        gain.footprint_m2.0.into(),
        gain.footprint_m2.1.into(),
        gain.storeys.map(|storeys| storeys.0).into(),
        gain.storeys.map(|storeys| storeys.1).into(),
        place.map(|place| place.rank).into(),
        place.map(|place| place.tenth).into(),
        place.map(|place| wording::form(place.form, lang).to_owned()).into(),
        place.map(|place| place.score).into(),
        place.and_then(|place| place.homes).into(),
        heights.map(|place| place.rank).into(),
        heights.map(|place| place.tenth).into(),
    ];
    let why = super::FORMS
        .iter()
        .map(|form| gain.why_not.get(form).map(|why| why.said.pick(lang).to_owned()).into());
    row.extend(why);
    row
}

/// What a part of the panden is called.
pub(super) fn called(band: &Band, lang: Lang) -> String {
    match band.part {
        Part::Tenth(tenth) => format!("{} {tenth}", lang.pick("tiende", "tenth")),
        Part::Ranked => lang.pick("met een plaats", "with a place").to_owned(),
        Part::Rest => lang.pick("zonder plaats", "without a place").to_owned(),
        Part::All => lang.pick("alle panden in gebruik", "all panden in use").to_owned(),
    }
}

fn bands(ranking: &str, bands: &[Band], lang: Lang) -> Vec<(Vec<Value>, RowMark)> {
    let row = |band: &Band| {
        let row = vec![
            ranking.into(),
            called(band, lang).into(),
            int(band.n),
            int(band.gained),
            band.share.map(|share| share.value).into(),
            band.share.map(|share| share.low).into(),
            band.share.map(|share| share.high).into(),
            band.lift.map(|lift| lift.value).into(),
            band.lift.map(|lift| lift.low).into(),
            band.lift.map(|lift| lift.high).into(),
            band.lift_ranked.map(|lift| lift.value).into(),
            band.lift_ranked.map(|lift| lift.low).into(),
            band.lift_ranked.map(|lift| lift.high).into(),
        ];
        (row, if band.part == Part::Tenth(1) { RowMark::Forward } else { RowMark::None })
    };
    bands.iter().map(row).collect()
}

/// The sheets.
pub(super) fn sheets(found: &Found, lang: Lang) -> Vec<Sheet> {
    let sheet = |nl, en, columns, layout, rows| Sheet::new(lang.pick(nl, en), columns, layout, rows);
    let gains = found.gains.iter().map(|gain| (row(gain, lang), RowMark::None)).collect();
    let without = lang.pick("zonder hoogten", "without heights");
    let mut tenths = bands(without, &found.bands(&found.ranking), lang);
    if let Some(ranking) = &found.with_heights {
        let with = lang.pick("met de hoogten van nu", "with the heights of now");
        tenths.extend(bands(with, &found.bands(ranking), lang));
    }
    for (form, .., band) in found.by_form(&found.ranking) {
        tenths.extend(bands(wording::form(form, lang), &[band], lang));
    }
    let kinds = found
        .counts
        .kinds
        .iter()
        .map(|(kind, (n, homes))| (vec![kind.word(lang).into(), int(*n), int(*homes)], RowMark::None));
    vec![
        sheet("Tienden", "Tenths", &BANDS, Layout::Paper, tenths),
        sheet("Wat het lijkt", "What it seems", &KINDS, Layout::Paper, kinds.collect()),
        sheet("Panden", "Panden", &HINDSIGHT, Layout::Wide, gains),
    ]
}

/// Panden that gained homes or storeys.
pub(super) fn layer(found: &Found, lang: Lang) -> Layer {
    let about = lang.pick(
        "Panden die woningen of bouwlagen kregen, met hun plaats in de scan van toen",
        "Panden that gained homes or storeys, with their place in the scan of then",
    );
    let rows = found
        .gains
        .iter()
        .map(|gain| (Some(Geometry::MultiPolygon(gain.footprint.clone())), row(gain, lang)));
    Layer {
        name: "terugblik",
        about: about.to_owned(),
        columns: &HINDSIGHT,
        id: Some("pand_id"),
        style: include_str!("../../styles/qgis/light/terugblik.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows: rows.collect(),
    }
}
