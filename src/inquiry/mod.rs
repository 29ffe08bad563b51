//! What should be found out first?
//!
//! Facts that nobody knows can turn out either way. From the draws of a run it
//! is worked out for each of them how many places of the first of a group
//! would be right more once it is known: the list of what to examine, in order.

mod page;
mod tables;
mod worth;

pub use tables::INQUIRY;

use crate::{
    documents::{Answered, Frame, Kind, Options, Study},
    error::Error,
    progress::Progress,
    record::Draws,
};

/// Writes what is worth finding out of a finished run, whole or not at all.
///
/// # Errors
///
/// Those of the run; [`Error::NotFound`] when the run asks for no draws;
/// [`Error::Export`] when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Answered, Error> {
    let frame = Frame::open(Kind::Onderzoek, options, &[])?;
    let lang = frame.lang;
    let params = &frame.record.params;
    let draws = Draws::asked(params)?;
    progress.begin("read", None);
    let sites = frame.record.sites()?;
    progress.end();
    progress.begin("draw", None);
    let questions = worth::questions(&sites, &draws, params);
    progress.end();
    progress.begin("write", None);
    let study = Study {
        document: page::document(&questions, &frame),
        about: page::about(params, lang),
        sheets: tables::sheets(&questions, lang),
        layers: vec![tables::layer(&questions, lang)],
    };
    let lines = page::lines(&questions, lang);
    let answered = frame.answer(&study, worth::counts(&questions), lines)?;
    progress.end();
    Ok(answered)
}
