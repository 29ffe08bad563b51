//! Which `k` locations, spread over the map, with those that must be and
//! without those that must not?
//!
//! A shortlist takes the first of each group. A choice may ask for another
//! number, another group, a distance between any two, and for what a council
//! has decided already. The best such choice is found exactly, and told with
//! what it costs beside the free one.

mod choose;
mod page;
mod tables;

pub use tables::PICKED;

use crate::{
    documents::{self, Answered, Frame, Kind, Study},
    error::Error,
    params::Scope,
    progress::Progress,
};

/// Within what a choice is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// A group of sites, as lists have them.
    Group(Scope),
    /// All sites together.
    Region,
}

/// A site that is decided on already, with why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// A site, location or complex.
    pub site: String,
    /// Why; may be empty.
    pub reason: String,
}

/// How a choice is asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How it is asked for.
    pub document: documents::Options,
    /// Sites of each group; `None` for as many as a shortlist has.
    pub number: Option<u32>,
    /// Within what; `None` for the groups of the run.
    pub within: Option<Within>,
    /// Least distance between any two of a group, from edge to edge, m.
    pub distance: f64,
    /// Sites that must be chosen.
    pub must: Vec<Decided>,
    /// Sites that must not be.
    pub must_not: Vec<Decided>,
}

/// Writes a choice of sites, whole or not at all.
///
/// # Errors
///
/// Those of the run; [`Error::NotFound`] for a site that is not there;
/// [`Error::CommandLine`] for decisions that cannot go together; [`Error::Export`]
/// when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Answered, Error> {
    let frame = Frame::open(Kind::Keuze, &options.document, &[])?;
    let lang = frame.lang;
    progress.begin("read", None);
    let sites = frame.record.sites()?;
    progress.end();
    let groups = choose::all(&sites, options, &frame.record.params, &frame.record.folder)?;
    progress.begin("write", None);
    let study = Study {
        document: page::document(&groups, options, &frame),
        about: page::about(options, lang),
        sheets: tables::sheets(&groups, lang),
        layers: vec![tables::layer(&groups, lang)],
    };
    let (counts, lines) = (choose::counts(&groups), page::lines(&groups, lang));
    let answered = frame.answer(&study, counts, lines)?;
    progress.end();
    Ok(answered)
}
