//! At which weights does the choice turn, and who would choose otherwise?
//!
//! Each site that is put forward stays so while a weight lies between two
//! bounds; these are worked out exactly. Beside it the choices of others: the
//! profiles there are, or parties with weights of their own, who divide points
//! or compare criteria two by two. Where all choose the same, weights are no
//! matter for debate.

mod agree;
mod page;
mod party;
mod tables;
mod turn;

pub use tables::{CHOICES, TURNING};
pub use turn::{Turn, all as turns};

use serde::Serialize;

use crate::{
    config::Source,
    documents::{self, Answered, Frame, Kind, Study},
    error::Error,
    params::Params,
    progress::Progress,
};

/// How weights are asked about.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How the answers are asked for.
    pub document: documents::Options,
    /// A table of points that parties divide.
    pub points: Option<Source>,
    /// A table of criteria that are compared two by two.
    pub pairs: Option<Source>,
}

/// Counts that are written down.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Counts {
    /// Sites on the shortlist of the run.
    shortlist: usize,
    /// Whose weights were asked, with the weights of optoppen.
    parties: Vec<(String, [f64; 7])>,
    /// Sites that somebody puts forward.
    chosen: usize,
    /// Of these, put forward by all.
    by_all: usize,
}

/// Writes where the choice turns and who chooses what, whole or not at all.
///
/// # Errors
///
/// Those of the run and the tables; [`Error::NotFound`] for weights that cannot
/// be; [`Error::Export`] when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Answered, Error> {
    let sources: Vec<(&str, &Source)> = [("punten", &options.points), ("paren", &options.pairs)]
        .into_iter()
        .filter_map(|(role, source)| Some((role, source.as_ref()?)))
        .collect();
    let frame = Frame::open(Kind::Gewichten, &options.document, &sources)?;
    let lang = frame.lang;
    let params = frame.record.params.clone();
    let parties = party::all(options, &params, lang)?;
    progress.begin("read", None);
    let norms: Vec<&Params> =
        std::iter::once(&params).chain(parties.iter().map(|party| &party.params)).collect();
    let kept = frame.record.keep(&norms)?;
    let base = kept.answer(&params)?;
    let answers = parties.iter().map(|party| kept.answer(&party.params)).collect::<Result<Vec<_>, _>>()?;
    drop(kept);
    progress.end();
    progress.begin("write", None);
    let turns = turn::all(&base.sites, &params);
    let choices = agree::choices(&base, &answers);
    let weights = tables::Weighed { parties: &parties, choices: &choices, turns: &turns, base: &base };
    let study = Study {
        document: page::document(&weights, &frame),
        about: tables::about(lang),
        sheets: tables::sheets(&weights, lang),
        layers: vec![tables::layer(&weights, lang)],
    };
    let counts = Counts {
        shortlist: base.sites.iter().filter(|site| site.is_on_shortlist()).count(),
        parties: parties.iter().map(|party| (party.name.clone(), party.weights)).collect(),
        chosen: choices.len(),
        by_all: choices.iter().filter(|choice| choice.by_all()).count(),
    };
    let lines = page::lines(&weights, lang);
    let answered = frame.answer(&study, counts, lines)?;
    progress.end();
    Ok(answered)
}
