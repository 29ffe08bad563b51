//! What do water and soil ask?

use serde::Serialize;

use super::{case::Case, say};
use crate::{
    assess::water::{Finding, Measure},
    document::Block,
    lang::Lang,
    model::{Form, WaterClass},
    wording::{self, number},
};

/// Water and soil of one site.
#[derive(Debug, Serialize)]
pub(super) struct WaterSheet {
    pub dominant: Option<String>,
    pub worst: Option<String>,
    /// Share of the site in the worst class.
    pub worst_share: Option<f64>,
    pub factor: Option<f64>,
    pub class_d: bool,
    pub storage_m3: f64,
    /// The rule the storage follows, mm over added paving.
    pub storage_mm: f64,
    pub themes: Vec<Finding>,
    pub measures: Vec<Measure>,
}

/// The parameters that decide about water.
pub(super) const KEYS: [&str; 2] = ["water.class_factor", "water.storage_mm"];

impl WaterSheet {
    /// Water and soil.
    pub fn of(case: &Case<'_>) -> Self {
        let found = &case.site.water;
        let letter = |class: WaterClass| class.letter().to_owned();
        Self {
            dominant: found.dominant.map(letter),
            worst: found.worst.map(letter),
            worst_share: case.site.place.water.map(|water| water.worst_share),
            factor: found.factor,
            class_d: found.class_d,
            storage_m3: found.storage_m3,
            storage_mm: case.record.params.water.storage_mm.value,
            themes: found.findings.clone(),
            measures: found.measures.clone(),
        }
    }

    /// The class, what it asks, and what to consider.
    pub fn blocks(&self, form: Form, lang: Lang) -> Vec<Block> {
        let class = |class: &Option<String>| {
            class.as_deref().map_or_else(
                || lang.pick("onbekend", "unknown").to_owned(),
                |letter| wording::water_class(letter, lang).unwrap_or(letter).to_owned(),
            )
        };
        let mut facts = vec![(
            lang.pick("Klasse, grootste deel", "Class, largest part").to_owned(),
            class(&self.dominant),
        )];
        if self.worst.is_some() {
            let share = self.worst_share.map_or_else(String::new, |share| {
                format!(", {} {}", say::percent(share, lang), lang.pick("van de locatie", "of the site"))
            });
            facts.push((
                lang.pick("Slechtste die telt", "Worst that counts").to_owned(),
                format!("{}{share}", class(&self.worst)),
            ));
        }
        if let Some(factor) = self.factor {
            let label = lang.pick("Waarde in de score", "Value in the score");
            facts.push((label.to_owned(), number(factor, 2, lang)));
        }
        if self.storage_m3 > 0.0 {
            facts.push((
                lang.pick("Waterberging", "Storage of rain").to_owned(),
                format!(
                    "{} m³ ({} mm {})",
                    number(self.storage_m3, 1, lang),
                    number(self.storage_mm, 0, lang),
                    lang.pick("over nieuwe verharding", "over added paving")
                ),
            ));
        }
        if !self.themes.is_empty() {
            let themes: Vec<_> =
                self.themes.iter().map(|theme| wording::water_flag(theme.flag, lang)).collect();
            facts.push((lang.pick("Thema's", "Themes").to_owned(), themes.join("; ")));
        }
        if !self.measures.is_empty() {
            let measures: Vec<_> =
                self.measures.iter().map(|measure| wording::measure(*measure, lang)).collect();
            facts.push((lang.pick("Te overwegen", "To consider").to_owned(), measures.join("; ")));
        }
        let mut blocks =
            vec![Block::heading(lang.pick("Water en bodem", "Water and soil")), Block::Facts { facts }];
        if form == Form::Optoppen {
            blocks.push(Block::note(lang.pick(
                "Het afwegingskader gaat over nieuwe ontwikkelingen en geeft geen regel voor optoppen; dat de \
                 klasse meetelt zonder nieuw grondbeslag is een eigen lezing.",
                "The framework speaks of new development and gives no rule for optoppen; that the class counts \
                 without new footprint is a reading of our own.",
            )));
        }
        blocks
    }
}
