//! What the folder of a document says of itself: `run.json`.

use std::path::PathBuf;

use serde::Serialize;

use super::{Basis, Frame, checksum};
use crate::{
    codes::codes,
    error::Error,
    export::write_json,
    params::Parameter,
    record::{InputTrail, Run},
};

codes! {
    /// What a folder holds.
    Kind {
        /// Gebiedspaspoorten.
        Paspoort = "paspoort",
        /// Fact sheets.
        Feitenblad = "feitenblad",
        /// A planning list.
        Planlijst = "planlijst",
        /// Requests to netbeheerders.
        Netaanvraag = "netaanvraag",
        /// A run asked again with other norms.
        Watals = "watals",
        /// What is worth finding out.
        Onderzoek = "onderzoek",
        /// A choice of sites.
        Keuze = "keuze",
        /// The stock of an earlier day, and what became of it.
        Terugblik = "terugblik",
        /// How sure each place is.
        Zekerheid = "zekerheid",
        /// At which weights the choice turns.
        Gewichten = "gewichten",
        /// Two runs beside each other.
        Vergelijk = "vergelijk",
        /// Types of panden and their pilots.
        Typen = "typen",
        /// Which rule stands in the way of most homes.
        Knelpunten = "knelpunten",
        /// Which homes in which year, so that the grid holds.
        Fasering = "fasering",
        /// What became of each project between two editions of a list.
        Voortgang = "voortgang",
    }
}

/// One of many that could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// What it is about: an area, a site.
    pub id: String,
    /// What was wrong.
    pub detail: String,
}

/// The run a document rests on.
#[derive(Debug, Clone, Serialize)]
struct RunTrail<'a> {
    folder: String,
    name: &'a str,
    version: &'a str,
    /// SHA-256 of its `run.json`.
    sha256: String,
}

/// A file that was read besides.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FileTrail {
    /// The part it plays.
    pub role: String,
    /// Its name, as it was typed.
    pub file: String,
    /// SHA-256; empty for a folder or database.
    pub sha256: String,
}

/// What differs between kinds.
#[derive(Debug, Clone, Serialize)]
pub struct Trail<C> {
    /// Counts that add up.
    pub counts: C,
    /// What was made, where there are several.
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    pub made: serde_json::Value,
    /// What could not be made.
    pub failed: Vec<Failed>,
    /// The files of the folder, `run.json` left out.
    #[serde(skip)]
    pub outputs: Vec<String>,
}

/// All of `run.json`.
#[derive(Debug, Serialize)]
struct Whole<'a, C> {
    program: &'static str,
    version: &'static str,
    kind: Kind,
    name: &'a str,
    lang: &'static str,
    run: Option<RunTrail<'a>>,
    files: &'a [FileTrail],
    #[serde(flatten)]
    trail: &'a Trail<C>,
    inputs: &'a [InputTrail],
    parameters: &'a [Parameter],
    outputs: Vec<String>,
}

impl<B: Basis> Frame<B> {
    /// Writes what the folder says of itself, and gives it its name.
    ///
    /// # Errors
    ///
    /// [`Error::Export`] when it cannot be written, [`Error::Read`] when the
    /// run has gone meanwhile.
    pub fn commit<C: Serialize>(self, trail: &Trail<C>) -> Result<PathBuf, Error> {
        let run = self.record.run();
        let sha256 = run.map(|(_, folder)| checksum(&folder.join(Run::FILE))).transpose()?;
        let mut outputs = trail.outputs.clone();
        outputs.push(Run::FILE.to_owned());
        outputs.sort();
        let whole = Whole {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            kind: self.kind,
            name: &self.name,
            lang: self.lang.tag(),
            run: run.zip(sha256).map(|((run, _), sha256)| RunTrail {
                folder: self.run.display().to_string(),
                name: &run.name,
                version: &run.version,
                sha256,
            }),
            files: &self.files,
            trail,
            inputs: run.map_or(&[], |(run, _)| run.inputs.as_slice()),
            parameters: self.record.parameters(),
            outputs,
        };
        write_json(&self.folder.path(Run::FILE), &whole)?;
        Ok(self.folder.commit()?)
    }
}
