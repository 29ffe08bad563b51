//! What does a finished run say?
//!
//! Everything that comes after a scan (why, a passport, a fact sheet, a
//! request to the netbeheerder) reads the folder a run wrote and nothing else:
//! its trail, its panden and sites, and the maps they were held against. So a
//! folder can be mailed and still answers, and no answer can differ from the
//! run it rests on.

mod explain;
mod issues;
mod maps;
mod row;
mod site;
mod sources;
mod tables;

use std::path::{Path, PathBuf};

pub use explain::{Explained, PandExplained, SiteExplained, SiteNamed, explain};
pub use row::Row;
pub use site::FoundSite;
pub use tables::FoundPand;

use crate::{error::Error, params::Params, scan::Run, text::Lang};

/// A finished run, opened.
#[derive(Debug, Clone)]
pub struct Finished {
    /// The folder, as the user named it.
    pub folder: PathBuf,
    /// Its trail.
    pub run: Run,
    /// The parameters that were in force.
    pub params: Params,
}

impl Finished {
    /// Opens the folder that a scan wrote.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when it holds no run, or one of a version of the
    /// program that this one does not understand.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let run = Run::read(folder)?;
        let params = run.params(&folder.join(Run::FILE))?;
        Ok(Self { folder: folder.to_owned(), run, params })
    }

    /// The language of the run.
    #[must_use]
    pub fn lang(&self) -> Lang {
        Lang::parse(&self.run.lang).unwrap_or_default()
    }

    /// The file that holds panden, sites and maps.
    #[must_use]
    pub fn gpkg(&self) -> PathBuf {
        self.folder.join("toplaag.gpkg")
    }
}
