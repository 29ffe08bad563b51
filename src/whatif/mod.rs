//! What would come out with other norms, weights or thresholds?
//!
//! A finished run is asked again, once a scenario, and the answers are laid
//! beside those of the run: homes by form and by what is known of them, who is
//! put forward, and for every site that moves the rule that moved it. Nothing
//! is read but the run; a norm that the maps were measured by is refused.

mod compare;
mod page;
mod published;
mod recipe;
mod scenario;
mod tables;
mod workbook;

use std::path::PathBuf;

use serde::Serialize;

pub use compare::Compared;
pub use recipe::{Recipe, recipes};
pub use scenario::Scenario;
pub use tables::WHATIF;

use crate::{
    beside::Beside,
    config::Source,
    documents::{self, Frame, Kind, Study, Trail},
    error::Error,
    lang::Lang,
    model::PandStatus,
    params::Params,
    progress::Progress,
    record::Answer,
};

/// How a run is asked again.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How the answers are asked for.
    pub document: documents::Options,
    /// Changes typed on the command line: together one scenario.
    pub changes: Vec<String>,
    /// Names of recipes: published methods that come with the program.
    pub recipes: Vec<String>,
    /// Files with scenarios.
    pub scenarios: Vec<Source>,
}

/// Counts of one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Its name.
    pub scenario: String,
    /// What is changed, with the value before and after.
    pub changes: Vec<(String, String, String)>,
    /// Sites that are put forward in it and were not.
    pub entered: u64,
    /// Sites that were put forward and are not in it.
    pub left: u64,
    /// Sites of which anything is another.
    pub changed: u64,
    /// Expected homes of suitable sites that go together, before and after;
    /// `None` where no verblijfsobjecten were given.
    pub homes_suitable: Option<(u64, u64)>,
    /// The same of what is undecided.
    pub homes_undecided: Option<(u64, u64)>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The folder that was written.
    pub folder: PathBuf,
    /// Language it was written in.
    pub lang: Lang,
    /// Counts, a scenario each.
    pub counts: Vec<Counts>,
    /// What each scenario gives, in a sentence, and behind it who comes and goes.
    pub said: Vec<Vec<String>>,
}

/// All that is known, before it is written.
struct Answers {
    frame: Frame,
    base: Answer,
    scenarios: Vec<(Scenario, Answer)>,
    /// Homes in use in panden in use, of those that are known; asked for recipes alone.
    stock: Option<u64>,
}

impl Answers {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    /// Each scenario beside the run.
    fn compared<'a>(&'a self) -> Vec<Compared<'a>> {
        let beside = |(scenario, answer): &'a (Scenario, Answer)| Compared {
            scenario,
            beside: Beside::new(&self.base, answer),
        };
        self.scenarios.iter().map(beside).collect()
    }
}

/// Asks a finished run again, and writes what comes out, whole or not at all.
///
/// # Errors
///
/// Those of the run and the files; [`Error::CommandLine`] and
/// [`Error::Project`] for a change that cannot be made; [`Error::Export`] when
/// the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let sources: Vec<(&str, &Source)> = options.scenarios.iter().map(|file| ("scenario", file)).collect();
    let frame = Frame::open(Kind::Watals, &options.document, &sources)?;
    let asked = scenario::all(&options.changes, &options.recipes, &options.scenarios, &frame.record.params)?;
    progress.begin("read", None);
    let in_force = &frame.record.params;
    let norms: Vec<&Params> =
        std::iter::once(in_force).chain(asked.iter().map(|scenario| &scenario.params)).collect();
    let kept = frame.record.keep(&norms)?;
    let base = kept.answer(in_force)?;
    let mut scenarios = Vec::with_capacity(asked.len());
    for scenario in asked {
        let answer = kept.answer(&scenario.params)?;
        scenarios.push((scenario, answer));
    }
    drop(kept);
    let is_recipe = scenarios.iter().any(|(scenario, _)| scenario.recipe.is_some());
    let stock = is_recipe.then(|| stock(&frame)).transpose()?;
    progress.end();
    let answers = Answers { frame, base, scenarios, stock };
    progress.begin("write", None);
    let lang = answers.lang();
    let compared = answers.compared();
    let study = Study {
        document: page::document(&answers, &compared),
        about: workbook::about(lang).to_vec(),
        sheets: workbook::sheets(&compared, lang),
        layers: vec![tables::layer(&compared, lang)],
    };
    let outputs = answers.frame.write(&study)?;
    let counts: Vec<Counts> = compared.iter().map(|compared| compared.counts(lang)).collect();
    let said = compared.iter().map(|compared| page::lines(compared, lang)).collect();
    let trail = Trail { counts: &counts, made: serde_json::Value::Null, failed: Vec::new(), outputs };
    let folder = answers.frame.commit(&trail)?;
    progress.end();
    Ok(Outcome { folder, lang, counts, said })
}

/// Homes in use in the panden that are in use, where they are known.
fn stock(frame: &Frame) -> Result<u64, Error> {
    let homes = frame.record.map_panden(|pand| {
        let facts = &pand.survey.facts;
        facts.homes.filter(|_| facts.status.is_some_and(PandStatus::is_assessed)).map(u64::from)
    })?;
    Ok(homes.into_iter().sum())
}
