//! Which rule stands in the way of most homes?
//!
//! A finished run is asked again with one rule changed and all else as it was:
//! moved a step, taken to turn out well where it is not known, or lifted. What
//! is counted is what goes together over all locations, by what is known of it;
//! parking and the grid rule no homes out, so of those it is counted how many
//! homes find places, or no queue. Pairs that block together are asked too.

mod ask;
mod page;
mod pairs;
mod say;
mod steps;
mod tables;
mod unlocked;

use serde::Serialize;

pub use ask::{Asked, Question};
pub use pairs::Pair;
pub use steps::{one_step_each, steps};
pub use tables::KNELPUNTEN;
pub use unlocked::{Amount, Measure, Moved, Tally, Unlocked};

use crate::{
    assess::lift::{Rule, Way},
    documents::{Answered, Frame, Kind, Options, Study},
    error::Error,
    lang::Lang,
    params::Params,
    progress::Progress,
    record::Record,
};

/// What came of every rule, those that bring most homes first.
pub struct Bottlenecks {
    /// One rule at a time.
    pub asked: Vec<Asked>,
    /// Rules that block together.
    pub pairs: Vec<Pair>,
}

/// Asks a run what every rule that is about it keeps out.
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
pub fn ask(record: &Record, progress: &mut dyn Progress) -> Result<Bottlenecks, Error> {
    let run = record.params.clone();
    let questions = ask::questions(record.forms(), &run)?;
    progress.begin("ask", Some(questions.len() as u64));
    let (base, mut asked) = ask::each(record, &run, questions, || progress.advance(1))?;
    let mut candidates = pairs::candidates(record, &base, &run)?;
    candidates.extend(pairs::with_parking(&asked, &run)?);
    let norms: Vec<&Params> = candidates.iter().map(|(question, _)| &question.params).collect();
    let kept = record.keep(&norms)?;
    drop(norms);
    let mut pairs = Vec::with_capacity(candidates.len());
    for (question, parts) in candidates {
        let alone = |at: usize| {
            let gives = question.gives.get(at).copied();
            let found = asked.iter().find(|asked| asked.first() == gives);
            found.map_or_else(Tally::default, |asked| asked.unlocked.together)
        };
        let apart = [alone(0), alone(1)];
        let unlocked = Unlocked::new(Measure::Together, &base, &kept.answer(&question.params)?);
        pairs.push(Pair { question, parts, apart, unlocked });
    }
    pairs.retain(|pair| pair.only_together().comes().0 > 0);
    let order = |tally: Tally| std::cmp::Reverse(tally.comes());
    asked.sort_by_key(|asked| (asked.unlocked.measure, order(asked.unlocked.more()), asked.first()));
    pairs.sort_by_key(|pair| order(pair.only_together()));
    progress.end();
    Ok(Bottlenecks { asked, pairs })
}

/// All that is known, before it is written.
struct Answers {
    frame: Frame,
    asked: Vec<Asked>,
    pairs: Vec<Pair>,
}

/// How numbers are told.
#[derive(Clone, Copy)]
struct Told {
    /// Whether the run had verblijfsobjecten, without which no homes are told.
    told: bool,
    lang: Lang,
}

impl Answers {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    fn run(&self) -> &Params {
        &self.frame.record.params
    }

    fn told(&self) -> Told {
        Told { told: self.frame.record.run.has_verblijfsobjecten(), lang: self.frame.lang }
    }

    /// What one way brings, by one measure, most first; what brings nothing is
    /// left out.
    fn of(&self, ways: &[Way], together: bool) -> Vec<&Asked> {
        let asked = self.asked.iter().filter(|asked| {
            let measured = (asked.unlocked.measure == Measure::Together) == together;
            measured && asked.first().is_some_and(|(_, way)| ways.contains(&way))
        });
        asked.filter(|asked| !asked.unlocked.more().is_none()).collect()
    }

    /// What stands in the first row of the first table.
    fn first(&self) -> Option<&Asked> {
        let tables = [self.of(&[Way::Step], true), self.of(&ALTOGETHER, true), self.of(Way::ALL, false)];
        tables.into_iter().flatten().next()
    }
}

/// The ways that no decision of one evening brings.
const ALTOGETHER: [Way; 2] = [Way::Known, Way::Lifted];

/// What `run.json` says of one rule.
#[derive(Serialize)]
struct Counts {
    rule: Rule,
    way: Way,
    measure: Measure,
    norms: String,
    before: Tally,
    after: Tally,
    more: Tally,
}

/// What came of it, and what to ask next.
pub struct Outcome {
    /// The answer.
    pub answered: Answered,
    /// The norms of the first row, each as `watals --zet` takes it; none where
    /// no rule changes anything.
    pub first: Vec<String>,
}

/// Asks a finished run which rule stands in the way of most homes, and writes
/// the answer, whole or not at all.
///
/// # Errors
///
/// Those of the run; [`Error::Export`] when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let frame = Frame::open(Kind::Knelpunten, options, &[])?;
    let Bottlenecks { asked, pairs } = ask(&frame.record, progress)?;
    let answers = Answers { frame, asked, pairs };
    progress.begin("write", None);
    let lang = answers.lang();
    let study = Study {
        document: page::document(&answers),
        about: tables::about(lang).to_vec(),
        sheets: tables::sheets(&answers),
        layers: vec![tables::layer(&answers)],
    };
    let lines = page::lines(&answers);
    let counts = answers.asked.iter().filter_map(|asked| {
        let (rule, way) = asked.first()?;
        let Unlocked { measure, before, after, .. } = asked.unlocked;
        let (norms, more) = (asked.question.typed().join("; "), asked.unlocked.more());
        Some(Counts { rule, way, measure, norms, before, after, more })
    });
    let counts: Vec<Counts> = counts.collect();
    let first = answers.first().map(|asked| asked.question.typed()).unwrap_or_default();
    let answered = answers.frame.answer(&study, &counts, lines)?;
    progress.end();
    Ok(Outcome { answered, first })
}
