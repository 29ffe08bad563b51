//! What a sheet says of a site where a map stands beside it.

use serde::Serialize;

use super::{blockers, case::Case, choose::Why, data::FactSheet, homes, onsite, page, steps};
use crate::{
    assess::optoppen,
    document::{Block, KeyFact},
    lang::Lang,
    record::Record,
    survey::FoundPand,
    tables::SiteRow,
};

/// Panden and sums of a panel.
const MOST: usize = 20;

/// A sheet without its drawings, part by part, in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Panel {
    /// Why the site has its verdict.
    pub sentence: String,
    /// The numbers that must be seen first.
    pub key: Vec<KeyFact>,
    /// The parts.
    pub parts: Vec<Part>,
}

/// One part of a panel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What it is about, as a code.
    pub about: &'static str,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The panels of a site in some languages, and the keys of the norms they rest
/// on.
#[must_use]
pub fn panels<const N: usize>(
    record: &Record,
    site: &SiteRow,
    langs: [Lang; N],
) -> ([Panel; N], Vec<String>) {
    // A site keeps its panden with the rules that fail; here all are told.
    let whole = |pand: &FoundPand| {
        let mut pand = pand.clone();
        pand.survey.assessment = optoppen::assess(&pand.survey.facts, &record.params.optoppen);
        pand
    };
    let members: Vec<FoundPand> = site.members.iter().map(|pand| whole(pand)).collect();
    let case = Case::new(record, site, &members);
    let facts = FactSheet::of(&case, Why::Asked, false);
    let norms = facts.parameters.iter().map(|parameter| parameter.key.clone()).collect();
    (langs.map(|lang| panel(&case, &facts, lang)), norms)
}

fn panel(case: &Case<'_>, facts: &FactSheet, lang: Lang) -> Panel {
    let parking = facts.parking.as_ref();
    let mut panden = vec![Block::heading("Panden")];
    panden.extend(homes::table(&facts.panden, facts.form, MOST, lang));
    let parts = [
        ("score", facts.score.blocks(case, parking, &facts.grid, &facts.water, lang)),
        ("homes", homes::blocks(&facts.sums, facts.form, MOST, lang)),
        ("parking", page::parking(parking, lang)),
        ("grid", facts.grid.blocks(lang)),
        ("water", facts.water.blocks(facts.form, lang)),
        ("blockers", blockers::blocks(&facts.blockers, case, lang)),
        ("examine", onsite::blocks(&facts.examine, case, lang)),
        ("steps", steps::blocks(&facts.steps, case, &facts.blockers, &facts.grid, lang)),
        ("panden", if facts.panden.is_empty() { Vec::new() } else { panden }),
    ];
    Panel {
        sentence: page::sentence(facts, case, lang),
        key: page::key(case, facts, lang),
        parts: parts.into_iter().filter_map(|(about, blocks)| part(about, blocks)).collect(),
    }
}

/// A part by its heading; `None` for one without.
fn part(about: &'static str, blocks: Vec<Block>) -> Option<Part> {
    let mut blocks = blocks.into_iter();
    let Block::Heading { text } = blocks.next()? else { return None };
    Some(Part { about, title: text, blocks: blocks.collect() })
}
