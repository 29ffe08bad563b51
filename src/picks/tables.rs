//! The columns of a choice.

use geo_types::Geometry;

use super::choose::{Candidate, Fate, Group};
use crate::{
    assess::Verdict,
    documents::{Layer, Sheet},
    export::{ColumnSpec, GeometryKind, Kind, Layout, RowMark},
    lang::Lang,
    tables::{of_site, sentence},
    value::Value,
    wording::{self, number},
};

/// A row for every site that could be chosen.
pub const PICKED: [ColumnSpec; 11] = [
    ColumnSpec::new(
        "choice",
        Kind::Text,
        "",
        "Wat er in de keuze van is geworden: gekozen, moet, mag niet, te dichtbij; leeg als anderen meer waard zijn",
        "What became of it in the choice: chosen, must, must not, too close; empty when others are worth more",
    ),
    ColumnSpec::new(
        "choice_reason",
        Kind::Text,
        "",
        "Waarom: de reden die is gegeven, of bij wie de locatie te dichtbij ligt",
        "Why: the reason that was given, or whom the site lies too close to",
    ),
    ColumnSpec::new(
        "free_choice",
        Kind::Bool,
        "",
        "Of zij zonder afstand en besluiten zou zijn gekozen",
        "Whether it would have been chosen without distance and decisions",
    ),
    of_site::SITE_ID,
    of_site::NAME,
    of_site::FORM,
    of_site::GEMEENTE,
    of_site::CORPORATIE,
    of_site::HOMES,
    of_site::SCORE,
    ColumnSpec::new("verdict", Kind::Text, "", "Oordeel", "Verdict"),
];

/// What became of a site, in a word.
pub(super) fn fate(option: &Candidate<'_>, lang: Lang) -> &'static str {
    match option.fate {
        Fate::Chosen => lang.pick("gekozen", "chosen"),
        Fate::Must(_) => lang.pick("moet", "must"),
        Fate::MustNot(_) => lang.pick("mag niet", "must not"),
        Fate::TooClose(..) => lang.pick("te dichtbij", "too close"),
        Fate::Behind => "",
    }
}

/// Why, in words; empty where the score says it.
pub(super) fn reason(option: &Candidate<'_>, lang: Lang) -> String {
    match &option.fate {
        Fate::Must(reason) => match option.site.verdict {
            Verdict::Suitable => (*reason).to_owned(),
            verdict => {
                let verdict = wording::verdict(verdict, lang);
                format!("{reason} ({verdict}: {})", sentence(option.site, lang))
            }
        },
        Fate::MustNot(reason) => (*reason).to_owned(),
        Fate::TooClose(other, meters) => {
            let of = lang.pick("m van", "m from");
            format!("{} {of} {}", number(*meters, 0, lang), other.short_title())
        }
        Fate::Chosen | Fate::Behind => String::new(),
    }
}

fn row(option: &Candidate<'_>, lang: Lang) -> Vec<Value> {
    let site = option.site;
    let filled = |text: String| Value::from(Some(text).filter(|text| !text.is_empty()));
    vec![
        filled(fate(option, lang).to_owned()),
        filled(reason(option, lang)),
        option.free.into(),
        site.id.as_str().into(),
        site.title().into(),
        wording::form(site.form, lang).into(),
        site.called.gemeente_name().map(str::to_owned).into(),
        site.called.corporatie.clone().into(),
        site.homes.mid.into(),
        site.score().into(),
        wording::verdict(site.verdict, lang).into(),
    ]
}

pub(super) fn sheets(groups: &[Group<'_>], lang: Lang) -> Vec<Sheet> {
    let rows = |chosen_alone: bool| {
        let options = groups.iter().flat_map(|group| &group.options);
        let options = options.filter(move |option| !chosen_alone || option.is_chosen());
        let mark = |option: &Candidate<'_>| match option.is_chosen() {
            true => RowMark::Forward,
            false => RowMark::None,
        };
        options.map(|option| (row(option, lang), mark(option))).collect()
    };
    let sheet = |nl, en, rows| Sheet::new(lang.pick(nl, en), &PICKED, Layout::Wide, rows);
    vec![sheet("Gekozen", "Chosen", rows(true)), sheet("Alle locaties", "All sites", rows(false))]
}

pub(super) fn layer(groups: &[Group<'_>], lang: Lang) -> Layer {
    let about = lang.pick(
        "Locaties en wat er in de keuze van is geworden",
        "Sites and what became of them in the choice",
    );
    let rows = groups
        .iter()
        .flat_map(|group| &group.options)
        .map(|option| (Some(Geometry::MultiPolygon(option.site.geometry.clone())), row(option, lang)));
    Layer {
        name: "keuze",
        about: about.to_owned(),
        columns: &PICKED,
        id: Some("site_id"),
        style: include_str!("../../styles/qgis/light/keuze.qml"),
        geometry: GeometryKind::MultiPolygon,
        rows: rows.collect(),
    }
}
