//! How is a document made of a finished run?
//!
//! A passport, a fact sheet, a grid request and a planning list differ in what
//! they say. How they are asked for ([`Options`]), which run they rest on, in
//! which language and under which title, what their folder says of itself
//! ([`Trail`], `run.json`), what their files are called ([`Names`]) and what
//! becomes of one that fails ([`Failed`]) is the same for all: a [`Frame`]. The
//! answer to a question is a [`Study`], which the frame writes.

mod basis;
mod named;
mod names;
mod study;
mod trail;

use std::path::{Path, PathBuf};

pub use basis::{Basis, Norms};
pub use named::named_sites;
pub use names::Names;
pub use study::{Answered, Layer, Sheet, Study, more, more_groups};
pub use trail::{Failed, Kind, Trail};

use self::trail::FileTrail;
use crate::{
    config::Source,
    drawing::Ground,
    error::{Error, ReadError},
    export::{OutputFolder, sha256_file},
    lang::{CsvStyle, Lang},
    record::Record,
};

/// How a document is asked for, whatever it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Folder of a finished run.
    pub run: PathBuf,
    /// The folder to write.
    pub out: PathBuf,
    /// Whether an earlier result in that folder is replaced.
    pub force: bool,
    /// Language of what people read; `None` for that of the run.
    pub lang: Option<Lang>,
    /// How CSV files are written; `None` for what the language is used to.
    pub csv: Option<CsvStyle>,
    /// Title; `None` for that of the run.
    pub name: Option<String>,
}

/// A document on its way: what it rests on, and the folder it is written to.
pub struct Frame<B = Record> {
    /// What it is.
    pub kind: Kind,
    /// The run, or the norms a document of lists rests on.
    pub record: B,
    /// The folder, which appears with [`Frame::commit`] or not at all.
    pub folder: OutputFolder,
    /// Language of what people read.
    pub lang: Lang,
    /// How CSV files are written.
    pub csv: CsvStyle,
    /// Title.
    pub name: String,
    /// The folder of the run, as it was named.
    run: PathBuf,
    files: Vec<FileTrail>,
}

impl Frame {
    /// Opens a run and starts a folder. `sources` are the other files that are
    /// read, each with its role; neither they nor the run are ever replaced.
    ///
    /// # Errors
    ///
    /// [`Error::Export`] when the folder cannot be written, [`Error::NotFound`]
    /// and [`Error::Read`] when the run or a file cannot be read.
    pub fn open(kind: Kind, options: &Options, sources: &[(&str, &Source)]) -> Result<Self, Error> {
        let reads: Vec<&Path> = sources.iter().map(|(_, source)| source.path.as_path()).collect();
        let reads: Vec<&Path> = [options.run.as_path()].into_iter().chain(reads).collect();
        // First, so that a folder that cannot be written costs no reading.
        let folder = OutputFolder::create(&options.out, options.force, &reads)?;
        Self::of(kind, options, folder, Record::open(&options.run)?, sources)
    }

    /// A document of a run that was made for it and goes away: `options.run` is
    /// what that run rests on, and `folder` was started before it.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when a file cannot be read.
    pub fn of(
        kind: Kind,
        options: &Options,
        folder: OutputFolder,
        record: Record,
        sources: &[(&str, &Source)],
    ) -> Result<Self, Error> {
        let (lang, title) = (options.lang.unwrap_or_else(|| record.lang()), record.run.name.clone());
        Self::on(kind, options, folder, record, (Some(lang), &title), sources)
    }

    /// Roads and open water around the panden, to draw maps on.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when the record is damaged.
    pub fn ground(&self) -> Result<Ground, Error> {
        ground(&self.record)
    }
}

impl Frame<Norms> {
    /// Starts a folder of a document of lists, which needs no run: `options.run`
    /// is empty then. `norms` is a file with norms of its own, `title` what the
    /// document is called where nobody says.
    ///
    /// # Errors
    ///
    /// As [`Frame::open`]; [`Error::Project`] when a norm is wrong.
    pub fn of_lists(
        kind: Kind,
        options: &Options,
        norms: Option<&Path>,
        title: &str,
        sources: &[(&str, &Source)],
    ) -> Result<Self, Error> {
        let run = Some(options.run.as_path()).filter(|run| !run.as_os_str().is_empty());
        let mut reads: Vec<&Path> = sources.iter().map(|(_, source)| source.path.as_path()).collect();
        reads.extend(run.into_iter().chain(norms));
        let folder = OutputFolder::create(&options.out, options.force, &reads)?;
        let norms = Norms::read(run, norms)?;
        let lang = options.lang.or_else(|| norms.run.as_ref().map(Record::lang));
        Self::on(kind, options, folder, norms, (lang, title), sources)
    }
}

impl<B> Frame<B> {
    fn on(
        kind: Kind,
        options: &Options,
        folder: OutputFolder,
        record: B,
        (lang, title): (Option<Lang>, &str),
        sources: &[(&str, &Source)],
    ) -> Result<Self, Error> {
        let trail = |(role, source): &(&str, &Source)| {
            let sha256 = checksum(&source.path)?;
            Ok(FileTrail { role: (*role).to_owned(), file: source.name.clone(), sha256 })
        };
        let files = sources.iter().map(trail).collect::<Result<_, Error>>()?;
        let lang = lang.unwrap_or_default();
        Ok(Self {
            kind,
            folder,
            lang,
            csv: options.csv.unwrap_or(lang.csv_style()),
            name: options.name.clone().unwrap_or_else(|| title.to_owned()),
            run: options.run.clone(),
            record,
            files,
        })
    }

    /// The checksum of a file that is read, by its name; empty for a folder
    /// or database.
    #[must_use]
    pub fn checksum(&self, name: &str) -> &str {
        let read = self.files.iter().find(|read| read.file == name);
        read.map_or("", |read| read.sha256.as_str())
    }
}

/// Roads and open water around the panden of a run, to draw maps on.
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged.
pub fn ground(record: &Record) -> Result<Ground, Error> {
    let [roads, water] = record.backdrop()?.into_areas();
    Ok(Ground::new(roads, water))
}

/// What stands at the foot of every page of a document.
#[must_use]
pub fn footer(name: &str) -> String {
    format!("toplaag {} · {name}", env!("CARGO_PKG_VERSION"))
}

/// The checksum of a file that is read; empty for a folder or database.
fn checksum(path: &Path) -> Result<String, Error> {
    if !path.is_file() {
        return Ok(String::new());
    }
    Ok(sha256_file(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?)
}
