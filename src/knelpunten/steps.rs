//! What one step of each rule brings, for the report of a run.

use super::{
    ask::{Asked, each, questions},
    page::bars,
    say,
    unlocked::Measure,
};
use crate::{assess::lift::Way, error::Error, export::StepsView, lang::Lang, record::Record};

/// Sentences beside the bars.
const SENTENCES: usize = 5;

/// What comes of a run if one rule alone moves a step, the rule that brings
/// most first; none where homes cannot be told. The numbers are those of
/// [`super::ask`].
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
pub fn one_step_each(record: &Record) -> Result<Vec<Asked>, Error> {
    if !record.run.has_verblijfsobjecten() {
        return Ok(Vec::new());
    }
    let run = record.params.clone();
    let mut asked = questions(record.forms(), &run)?;
    asked.retain(|question| {
        let by_step = question.gives.first().is_some_and(|(_, way)| *way == Way::Step);
        by_step && question.measure() == Measure::Together
    });
    let (_, mut told) = each(record, &run, asked, || ())?;
    told.retain(|asked| !asked.unlocked.more().is_none());
    told.sort_by_key(|asked| (std::cmp::Reverse(asked.unlocked.more().comes()), asked.first()));
    Ok(told)
}

/// The same for the report of a run; `None` where no rule brings a home.
///
/// # Errors
///
/// As [`one_step_each`].
pub fn steps(record: &Record, lang: Lang) -> Result<Option<StepsView>, Error> {
    let run = &record.params;
    let told = one_step_each(record)?;
    if told.is_empty() {
        return Ok(None);
    }
    let all: Vec<&Asked> = told.iter().collect();
    let title = lang.pick("Als één regel een stap opschuift", "If one rule moves a step");
    let sentences = told
        .iter()
        .filter(|asked| asked.unlocked.more().suitable.mid > 0)
        .take(SENTENCES)
        .map(|asked| say::line(asked, run, true, lang))
        .collect();
    Ok(Some(StepsView { bars: bars(title, &all, run, lang), sentences }))
}
