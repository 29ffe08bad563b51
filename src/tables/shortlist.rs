//! The columns of the shortlist on paper: what a meeting asks of a site, one
//! page wide. All other columns are those of [`super::SITES`].

use super::{Certainty, Names, SiteRow, blockers};
use crate::{
    assess::Flag,
    export::{Kind, RowMark, SheetColumn},
    lang::Lang,
    score::Standing,
    value::Value,
    wording::{self, number},
};

/// One column: what stands above it, and how a site fills it.
pub struct PaperColumn {
    /// Title in Dutch and English.
    title: (&'static str, &'static str),
    kind: Kind,
    width: u16,
    /// Meaning in Dutch and English.
    meaning: (&'static str, &'static str),
    value: fn(&SiteRow, &Names<'_>) -> Value,
}

impl PaperColumn {
    /// The column as a sheet has it.
    #[must_use]
    pub fn sheet_column(&self, lang: Lang) -> SheetColumn {
        SheetColumn {
            title: lang.pick(self.title.0, self.title.1).to_owned(),
            kind: self.kind,
            unit: String::new(),
            meaning: lang.pick(self.meaning.0, self.meaning.1).to_owned(),
            width: Some(self.width),
        }
    }

    /// What stands in it for a site.
    #[must_use]
    pub fn value(&self, row: &SiteRow, names: &Names<'_>) -> Value {
        (self.value)(row, names)
    }
}

/// How a site stands out on paper.
#[must_use]
pub fn mark(row: &SiteRow) -> RowMark {
    if row.site.flags.contains(&Flag::UnlinkedDecides) {
        return RowMark::Doubtful;
    }
    match row.standing() {
        Some(Standing::Shortlist) => RowMark::Forward,
        Some(Standing::Reserve) => RowMark::Next,
        _ => RowMark::None,
    }
}

/// The sites that stand on paper, those put forward first, then the reserve,
/// what comes after and what is listed apart. A location stands there once, by
/// the form that stands for it.
#[must_use]
pub fn on_paper(rows: &[SiteRow]) -> Vec<&SiteRow> {
    let mut shown: Vec<(Standing, &SiteRow)> = rows
        .iter()
        .filter_map(|row| Some((row.standing()?, row)))
        .filter(|(standing, _)| *standing != Standing::Alternative)
        .collect();
    // Stable: within a standing the order of the run stays.
    shown.sort_by_key(|(standing, row)| (row.list, *standing));
    shown.into_iter().map(|(_, row)| row).collect()
}

/// The columns, in order.
pub const SHORTLIST: &[PaperColumn] = &[
    PaperColumn {
        title: ("stand", "standing"),
        kind: Kind::Text,
        width: 12,
        meaning: (
            "Voorgedragen, reserve of wat daarna volgt, met de plaats in de groep; apart als te weinig bekend is",
            "Put forward, reserve or what comes after, with the place in its group; apart when too little is known",
        ),
        value: |row, names| {
            let standing = row.standing().map(|standing| wording::standing(standing, names.lang));
            match (standing, row.rank()) {
                (Some(standing), Some(rank)) => format!("{rank}. {standing}").into(),
                (standing, _) => standing.map(str::to_owned).into(),
            }
        },
    },
    PaperColumn {
        title: ("plaats", "place"),
        kind: Kind::Text,
        width: 14,
        meaning: ("Gemeente en buurt", "Gemeente and buurt"),
        value: |row, _| {
            let parts = [&row.called.gemeente, &row.called.buurt];
            let named: Vec<&str> =
                parts.into_iter().flatten().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
            Some(named.join(", ")).filter(|place| !place.is_empty()).into()
        },
    },
    PaperColumn {
        title: ("locatie", "location"),
        kind: Kind::Text,
        width: 20,
        meaning: (
            "Corporatie en complex, of het pand of de kavel",
            "Corporatie and complex, or the pand or plot",
        ),
        value: |row, _| what(row).into(),
    },
    PaperColumn {
        title: ("adres", "address"),
        kind: Kind::Text,
        width: 16,
        meaning: ("Adres van het grootste pand", "Address of the largest pand"),
        value: |row, _| row.site.address.clone().into(),
    },
    PaperColumn {
        title: ("vorm", "form"),
        kind: Kind::Text,
        width: 12,
        meaning: ("Vorm die voor de locatie staat", "Form that stands for the location"),
        value: |row, _| wording::form_word(row.site.form).into(),
    },
    PaperColumn {
        title: ("woningen laag", "homes low"),
        kind: Kind::Int,
        width: 9,
        meaning: ("Woningen erbij, voorzichtig", "Homes added, cautious"),
        value: |row, _| row.site.homes.low.map(i64::from).into(),
    },
    PaperColumn {
        title: ("woningen midden", "homes middle"),
        kind: Kind::Int,
        width: 9,
        meaning: (
            "Woningen erbij, verwacht; leeg als het niet te zeggen is",
            "Homes added, expected; empty when it cannot be said",
        ),
        value: |row, _| row.site.homes.mid.into(),
    },
    PaperColumn {
        title: ("woningen hoog", "homes high"),
        kind: Kind::Int,
        width: 9,
        meaning: ("Woningen erbij, hoogstens", "Homes added, at most"),
        value: |row, _| row.site.homes.high.into(),
    },
    PaperColumn {
        title: ("score", "score"),
        kind: Kind::real(1),
        width: 7,
        meaning: (
            "Score van 0 tot 100 over wat bekend is; leeg als de locatie apart staat",
            "Score from 0 to 100 over what is known; empty when listed apart",
        ),
        value: |row, _| row.score().into(),
    },
    PaperColumn {
        title: ("zeker", "sure"),
        kind: Kind::Text,
        width: 9,
        meaning: (
            "In hoeveel procent van de trekkingen de locatie bij de eersten van haar groep staat, en hoe groot die groep is",
            "In what percentage of the draws the site is among the first of its group, and how large that group is",
        ),
        value: |row, names| {
            let of = names.lang.pick("van", "of");
            let said = |sure: Certainty| format!("{} % ({of} {})", whole_percent(sure.share), sure.n_group);
            row.certainty.map(said).into()
        },
    },
    PaperColumn {
        title: ("bekend %", "known %"),
        kind: Kind::Int,
        width: 8,
        meaning: (
            "Deel van de gewichten dat bekend is, in procenten",
            "Share of the weights that is known, percent",
        ),
        value: |row, _| row.coverage().map(|share| (share * 100.0).round()).into(),
    },
    PaperColumn {
        title: ("oordeel", "verdict"),
        kind: Kind::Text,
        width: 11,
        meaning: (
            "Oordeel over de vorm op deze locatie; onbeslist is mogelijk, als blijkt wat ontbreekt",
            "Verdict on the form at this location; undecided is possible, once it is known what is missing",
        ),
        value: |row, names| wording::verdict(row.site.verdict, names.lang).into(),
    },
    PaperColumn {
        title: ("ontbreekt", "missing"),
        kind: Kind::Text,
        width: 20,
        meaning: ("Gegevens die ontbreken", "Facts that are missing"),
        value: |row, names| joined(row.site.missing.iter().map(|fact| wording::missing(*fact, names.lang))),
    },
    PaperColumn {
        title: ("wie kan het wegnemen", "who can lift it"),
        kind: Kind::Text,
        width: 17,
        meaning: (
            "Wie beslist over wat ontbreekt of in de weg staat",
            "Who decides about what is missing or stands in the way",
        ),
        value: |row, names| {
            joined(blockers::deciders(&row.site).into_iter().map(|who| wording::decider(who, names.lang)))
        },
    },
    PaperColumn {
        title: ("parkeren", "parking"),
        kind: Kind::Text,
        width: 14,
        meaning: (
            "Plaatsen die nodig zijn, en hoeveel er te weinig zijn; onbekend zonder telling",
            "Places needed, and how many too few; unknown without a count",
        ),
        value: parking,
    },
    PaperColumn {
        title: ("net", "grid"),
        kind: Kind::Text,
        width: 13,
        meaning: ("Stand van het stroomnet voor afname", "Status of the grid for demand"),
        value: |row, names| match row.site.grid.code {
            Some(code) => wording::grid_code(code, names.lang).into(),
            None => names.lang.pick("onbekend", "unknown").into(),
        },
    },
    PaperColumn {
        title: ("water", "water"),
        kind: Kind::Text,
        width: 12,
        meaning: (
            "Klasse van water en bodem met het grootste deel",
            "Class of water and soil with the largest share",
        ),
        value: |row, names| match row.site.place.water.and_then(|water| water.dominant) {
            Some(class) => wording::water_class(class.letter(), names.lang).unwrap_or(class.letter()).into(),
            None => names.lang.pick("onbekend", "unknown").into(),
        },
    },
];

/// A share in whole percents; what is not all is never 100, what is something
/// never 0.
fn whole_percent(share: f64) -> f64 {
    let percent = (share * 100.0).round();
    if share > 0.0 && share < 1.0 { percent.clamp(1.0, 99.0) } else { percent }
}

/// What people call a site, without the place, which has columns of its own.
fn what(row: &SiteRow) -> String {
    let title = row.title();
    let places = [&row.site.address, &row.called.buurt].into_iter().flatten();
    let bare = places.filter_map(|place| title.strip_suffix(&format!(" ({place})"))).next();
    bare.map_or_else(|| title.clone(), str::to_owned)
}

fn joined(words: impl Iterator<Item = &'static str>) -> Value {
    let words: Vec<&str> = words.collect();
    Some(words.join("; ")).filter(|text| !text.is_empty()).into()
}

fn parking(row: &SiteRow, names: &Names<'_>) -> Value {
    let lang = names.lang;
    let Some(parking) = &row.site.parking else { return lang.pick("onbekend", "unknown").into() };
    let needs = format!("{} {}", lang.pick("eis", "needs"), number(parking.demand, 1, lang));
    match parking.shortfall {
        Some(short) if short > 0.0 => {
            format!("{needs}, {} {}", lang.pick("tekort", "short"), number(short, 1, lang))
        }
        Some(_) => format!("{needs}, {}", lang.pick("past", "fits")),
        None => format!("{needs}, {}", lang.pick("ruimte onbekend", "room unknown")),
    }
    .into()
}
