//! How does a user get the data of her gemeente?
//!
//! [`run`] finds the gemeente, asks each source of the [`Catalogue`] for what
//! lies within a kilometer of it, and leaves a folder with layers, a
//! `manifest.json` that says where each came from, and a `toplaag.toml` that
//! reads them. A source that does not answer is a warning; the others go on.
//!
//! What came in is kept in `.toplaag-fetch/` in that folder. The same command
//! goes on where it broke off, and later asks only what is older than it wants.
//!
//! Everything from outside is bounded: pages, files, redirects, pages in a
//! row. Names of files come from the catalogue, never from a service. The
//! clock shows in the manifest and in the dates of the project file alone.

mod address;
mod boxes;
mod catalogue;
mod client;
mod clip;
mod clock;
mod download;
mod failure;
mod folder;
mod gemeente;
mod grid;
mod layer;
mod manifest;
mod page;
mod project;
mod route;
mod row;
mod source;
mod store;
mod tiles;
mod walk;

use std::path::PathBuf;

pub use catalogue::{BUILT_IN, Catalogue, Entry, Redistribution, Role, Service};
pub use client::Patience;
pub use manifest::{File, Gemeente, Layer, Manifest, NotFetched};

use self::{client::Client, clip::Area, folder::Folder, source::Sources};
use crate::{
    error::Error,
    lang::{Lang, say},
    progress::Progress,
};

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Options {
    /// The gemeente, by name or code.
    pub gemeente: String,
    /// The folder that is filled.
    pub into: PathBuf,
    /// Sources to fetch; none means all that are not optional.
    pub only: Vec<String>,
    /// Sources to leave out.
    pub skip: Vec<String>,
    /// Days for which what was fetched is not asked again.
    pub max_age_days: u64,
    /// How often and how long to try.
    pub patience: Patience,
    /// Replace a project file that is there, and the data of another gemeente.
    pub force: bool,
    /// Language of the project file.
    pub lang: Lang,
}

/// What became of it.
#[derive(Debug)]
pub struct Outcome {
    /// What the folder holds now.
    pub manifest: Manifest,
    /// Sources that failed or are odd: name and what was wrong.
    pub warnings: Vec<(String, String)>,
    /// The project file, when there are panden.
    pub project: Option<PathBuf>,
    /// Panden were asked for and there are none: the run failed, though the
    /// rest was fetched.
    pub error: Option<Error>,
}

/// Fetches.
///
/// # Errors
///
/// [`Error::CommandLine`] for a gemeente or source that does not exist,
/// [`Error::Fetch`] when no source tells where the gemeenten are,
/// [`Error::Export`] when the folder cannot be written, [`Error::Interrupted`].
pub fn run(catalogue: &Catalogue, options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let chosen = catalogue.selected(&options.only, &options.skip)?;
    let folder = Folder::open(&options.into)?;
    let now = clock::now();
    let mut sources = Sources {
        catalogue,
        client: Client::new(options.patience),
        folder: &folder,
        young_since: now.saturating_sub(options.max_age_days.saturating_mul(86_400)),
        now,
        warnings: Vec::new(),
        progress,
    };
    let all = sources.gemeenten()?;
    let found = gemeente::find(&options.gemeente, &all)?;
    let area = Area::new(found.geometry.clone()).ok_or_else(|| Error::Fetch {
        detail: say!(
            "de grens van {} ({}) is leeg",
            "the border of {} ({}) is empty",
            found.naam,
            found.code
        ),
        hint: say!(
            "dat ligt aan de bron van de gemeenten; noem een andere in een eigen lijst van bronnen",
            "the source of the gemeenten is at fault; name another in a catalogue of your own"
        ),
    })?;
    let earlier = folder.earlier(&found.code, options.force)?;

    let mut layers = Vec::new();
    let mut not_fetched = Vec::new();
    for (key, entry) in &chosen {
        match sources.fetch(key, entry, &area)? {
            Ok(found) => layers.extend(found),
            Err(missing) => not_fetched.push(missing),
        }
    }
    // What was fetched before and is still there stays: also when its service is silent today.
    for old in earlier.into_iter().flat_map(|manifest| manifest.layers) {
        let is_new = layers.iter().any(|layer: &Layer| layer.key == old.key);
        if is_new || !old.is_there(&options.into) {
            continue;
        }
        if let Some(at) = not_fetched.iter().position(|missing| missing.key == old.key) {
            let name = not_fetched.remove(at).name;
            sources.warnings.push((name, format!("the copy of {} stays", old.fetched)));
        }
        layers.push(old);
    }
    let place = |key: &str| catalogue.entries().position(|(name, _)| name == key);
    layers.sort_by_key(|layer| place(&layer.key));

    let manifest = Manifest {
        program: concat!("toplaag ", env!("CARGO_PKG_VERSION")).into(),
        written: clock::moment(now),
        gemeente: Gemeente {
            code: found.code.clone(),
            naam: found.naam.clone(),
            margin_m: clip::MARGIN_M,
            bbox: area.bbox(),
        },
        layers,
        not_fetched,
    };
    manifest.write(&options.into)?;
    let project = project::write(&options.into, &manifest, options.lang, options.force)?;
    let asked_panden = chosen.iter().any(|(_, entry)| entry.role == Role::Panden);
    let error = (asked_panden && project.is_none()).then(|| Error::Fetch {
        detail: say!("er zijn geen panden van {}", "there are no panden of {}", found.naam),
        hint: say!(
            "geef hetzelfde commando nog eens: wat is opgehaald blijft, en wordt niet opnieuw gevraagd",
            "run the same command again: what was fetched stays and is not asked again"
        ),
    });
    Ok(Outcome { manifest, warnings: sources.warnings, project, error })
}
