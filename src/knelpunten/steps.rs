//! What one step of each rule brings, for the report of a run.

use super::{
    ask::{Asked, questions},
    page::bars,
    say,
    unlocked::{Measure, Unlocked},
};
use crate::{assess::lift::Way, drawing::Picture, error::Error, lang::Lang, params::Params, record::Record};

/// Sentences beside the bars.
const SENTENCES: usize = 5;

/// One step of each rule: the bars, and the first of them in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// The bars.
    pub bars: Picture,
    /// A sentence each, what brings most first.
    pub sentences: Vec<String>,
}

/// What comes of a run if one rule alone moves a step; `None` where no rule
/// brings a home, or homes cannot be told. The numbers are those of
/// [`super::ask`].
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
pub fn steps(record: &Record, lang: Lang) -> Result<Option<Steps>, Error> {
    if !record.run.has_verblijfsobjecten() {
        return Ok(None);
    }
    let run = record.params.clone();
    let mut asked = questions(record.forms(), &run)?;
    asked.retain(|question| {
        let by_step = question.gives.first().is_some_and(|(_, way)| *way == Way::Step);
        by_step && question.measure() == Measure::Together
    });
    let norms: Vec<Params> =
        std::iter::once(&run).chain(asked.iter().map(|question| &question.params)).cloned().collect();
    let kept = record.keep(&norms)?;
    let base = kept.answer(&run)?;
    let mut told = Vec::with_capacity(asked.len());
    for question in asked {
        let unlocked = Unlocked::new(question.measure(), &base, &kept.answer(&question.params)?);
        if !unlocked.more().is_none() {
            told.push(Asked { question, unlocked });
        }
    }
    told.sort_by_key(|asked| (std::cmp::Reverse(asked.unlocked.more().comes()), asked.first()));
    if told.is_empty() {
        return Ok(None);
    }
    let all: Vec<&Asked> = told.iter().collect();
    let title = lang.pick("Als één regel een stap opschuift", "If one rule moves a step");
    let sentences = told
        .iter()
        .filter(|asked| asked.unlocked.more().suitable.mid > 0)
        .take(SENTENCES)
        .map(|asked| say::line(asked, &run, true, lang))
        .collect();
    Ok(Some(Steps { bars: bars(title, &all, &run, lang), sentences }))
}
