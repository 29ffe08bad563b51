//! What `data/knelpunten.json` holds: what comes if one rule moves a step.

use serde::Serialize;

use super::FORMAT;
use crate::{
    error::Error,
    knelpunten::{Amount, Asked, one_step_each},
    lang::Said,
    params::Params,
    record::Record,
};

/// The file.
pub(super) const FILE: &str = "data/knelpunten.json";

/// What each rule brings, the one that brings most first.
#[derive(Debug, Clone, Serialize)]
pub struct StepsFile {
    /// Version of these files.
    pub format: u32,
    /// The rules.
    pub steps: Vec<StepLine>,
}

/// What one rule brings if it moves a step; all else stays as it is.
#[derive(Debug, Clone, Serialize)]
pub struct StepLine {
    /// How it gives way.
    pub name: Said,
    /// Who decide about it.
    pub who: Said,
    /// Homes more that are suitable.
    pub suitable: Amount,
    /// Homes more that are undecided.
    pub undecided: Amount,
    /// The norms that change, as behind `--zet`.
    pub zet: Vec<String>,
}

/// Whether a run is small enough that it is asked for each rule.
pub(super) fn are_told(record: &Record) -> bool {
    record.run.has_verblijfsobjecten()
        && record.n_panden() as u64 <= record.params.knelpunten.report_panden.value
}

impl StepsFile {
    /// Asks the rules of a run.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
    pub fn of(record: &Record) -> Result<Self, Error> {
        let steps = one_step_each(record)?;
        Ok(Self { format: FORMAT, steps: steps.iter().map(|asked| line(asked, &record.params)).collect() })
    }
}

fn line(asked: &Asked, run: &Params) -> StepLine {
    let (question, more) = (&asked.question, asked.unlocked.more());
    StepLine {
        name: Said::by(|lang| question.title(run, lang)),
        who: Said::by(|lang| question.who(lang)),
        suitable: more.suitable,
        undecided: more.undecided,
        zet: question.typed(),
    }
}
