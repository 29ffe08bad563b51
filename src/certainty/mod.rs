//! How sure is each place on the lists, and why?
//!
//! A scan tells of each site in how many draws it is among the first of its
//! group. Here the same draws are opened up: how often at which place, how
//! often ahead of the next, under which weights a site comes first, and which
//! facts it hangs on. Nothing is read but the run.

mod page;
mod tables;
mod told;

pub use tables::CERTAINTY;

use crate::{
    documents::{Answered, Frame, Kind, Options, Study},
    error::Error,
    lang::say,
    progress::Progress,
    record::Draws,
};

/// Writes how sure each place of a finished run is, whole or not at all.
///
/// # Errors
///
/// Those of the run; [`Error::NotFound`] when no site has a place, or the run
/// asks for no draws; [`Error::Export`] when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Answered, Error> {
    let frame = Frame::open(Kind::Zekerheid, options, &[])?;
    let lang = frame.lang;
    let draws = Draws::asked(&frame.record.params)?;
    progress.begin("read", None);
    let sites = frame.record.sites()?;
    progress.end();
    progress.begin("draw", None);
    let groups = told::groups(&sites, &draws, &frame.record.params);
    progress.end();
    if groups.is_empty() {
        return Err(Error::NotFound {
            detail: say!("geen locatie heeft een plaats", "no site has a place"),
            hint: say!("`report.html` van de run zegt waarom", "`report.html` of the run says why"),
        });
    }
    progress.begin("write", None);
    let study = Study {
        document: page::document(&groups, &frame),
        about: tables::about(&frame.record.params, lang),
        sheets: tables::sheets(&groups, lang),
        layers: vec![tables::layer(&groups, lang)],
    };
    let lines = page::lines(&groups, lang);
    let answered = frame.answer(&study, told::counts(&groups), lines)?;
    progress.end();
    Ok(answered)
}
