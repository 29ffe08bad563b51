//! The rows of the lists that are not asked for: which, and why?

use super::{NotAsked, WhyNot};
use crate::{
    export::{ColumnSpec, Kind},
    lang::Lang,
    value::Value,
};

/// The columns of a table of them.
pub const NOT_ASKED: [ColumnSpec; 8] = [
    ColumnSpec::new("list", Kind::Text, "", "Bestand van de planlijst", "File of the planning list"),
    ColumnSpec::new("sheet", Kind::Text, "", "Blad", "Sheet"),
    ColumnSpec::new("row", Kind::Int, "", "Rij in dat bestand", "Row in that file"),
    ColumnSpec::new("project", Kind::Text, "", "Project", "Project"),
    ColumnSpec::new("ppm_id", Kind::Text, "", "Kenmerk in de PPM", "Identification in the PPM"),
    ColumnSpec::new("gemeente", Kind::Text, "", "Gemeente volgens de lijst", "Gemeente, as the list has it"),
    ColumnSpec::new(
        "homes",
        Kind::Int,
        "",
        "Woningen die niet gevraagd zijn; leeg als het aantal onbekend is",
        "Homes that are not asked for; empty when the number is not known",
    ),
    ColumnSpec::new("reason", Kind::Text, "", "Waarom niet", "Why not"),
];

impl NotAsked {
    /// The values of [`NOT_ASKED`].
    #[must_use]
    pub fn values(&self, lang: Lang) -> Vec<Value> {
        vec![
            self.list.as_str().into(),
            self.sheet.as_str().into(),
            i64::try_from(self.row).ok().into(),
            self.project.as_str().into(),
            self.ppm_id.clone().into(),
            self.gemeente.clone().into(),
            self.homes.into(),
            self.reason(lang).into(),
        ]
    }

    /// Why, as a sentence with the cure.
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        let said = self.said.as_deref().map(|said| format!(" (“{said:.40}”)")).unwrap_or_default();
        let cure = match self.why {
            WhyNot::NoHomes => lang.pick("vul het aantal woningen in", "fill in the number of homes"),
            WhyNot::NoYear => lang.pick(
                "vul een jaarschijf, opleverdatum of jaarkolom in",
                "fill in a year, a date of delivery or a column of a year",
            ),
            WhyNot::Past => lang.pick("werk de planning bij", "bring the planning up to date"),
            WhyNot::NoPlace => lang
                .pick("vul gemeente, adres, pand of punt in", "fill in a gemeente, address, pand or point"),
            WhyNot::Double | WhyNot::Table => return format!("{}{said}", self.why.words(lang)),
        };
        format!("{}{said}: {cure}", self.why.words(lang))
    }
}

impl WhyNot {
    /// In a few words.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::NoHomes => lang.pick("geen aantal woningen", "no number of homes"),
            Self::NoYear => lang.pick("geen jaar van oplevering", "no year of delivery"),
            Self::Past => lang.pick("het jaar van oplevering is voorbij", "the year of delivery has passed"),
            Self::NoPlace => lang.pick("geen plaats", "no place"),
            Self::Double => lang.pick("staat op een eerdere lijst", "stands on an earlier list"),
            Self::Table => {
                lang.pick("de jaren komen uit de tabel met fasering", "years come from the table of phasing")
            }
        }
    }
}
