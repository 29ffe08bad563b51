//! What does the map page read?
//!
//! The page itself ([`page_files`]) is built from `viewer/` and embedded. All it
//! knows of a run stands in files of JSON beside it, made here from a record:
//! a manifest ([`RunFile`]), the list column by column ([`SitesFile`]), all that
//! is told of a site ([`DetailFile`]) and of any pand ([`PandFile`]). Words come
//! from `wording` and from the fact sheets, in both languages. A folder with
//! these files and the tiles is the page; a server hands out the same files and
//! answers what a folder cannot ([`WhatIf`], [`PandAnswer`]).
//!
//! Rows are told as they are given: who may not see holdings is given rows
//! without them.

mod detail;
mod page;
mod pand;
mod phasing;
mod run;
mod settings;
mod sites;
mod steps;
mod style;
mod whatif;

use std::{collections::BTreeMap, path::Path};

use serde::Serialize;

pub use detail::{DetailFile, OtherForm, SiteDetail, TurnLine};
pub use page::{CONTENT_POLICY, PageFile, media_type, page_files};
pub use pand::{CheckLine, LiftLine, PandAnswer, PandFile, SiteOfPand};
pub use phasing::Phasing;
pub use run::{Drawn, Files, FormLine, LayerLine, ProfileLine, RunFile, SiteCounts, SourceLine, Word, Words};
pub use settings::{Hidden, Links, Settings};
pub use sites::{Coded, SitesFile};
pub use steps::{StepLine, StepsFile};
pub use style::house_style;
pub use whatif::{Difference, HomesLine, Knob, MovedLine, WhatIf};

use crate::{
    error::Error,
    interrupt,
    model::PandId,
    params::Parameter,
    record::{Record, json_error, tell_certainty},
    survey::FoundPand,
    tables::SiteRow,
    weighing::turns,
};

/// Version of the files the page reads.
const FORMAT: u32 = 1;

/// Takes a file by its name.
pub type Write<'a> = dyn FnMut(&str, &[u8]) -> Result<(), Error> + 'a;

/// The sites of a run with how sure the place of each is.
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
pub fn rows(record: &Record) -> Result<Vec<SiteRow>, Error> {
    let mut rows = record.sites()?;
    tell_certainty(&mut rows, &record.params);
    Ok(rows)
}

/// All that the page reads of a run.
pub struct Data<'a> {
    record: &'a Record,
    rows: &'a [SiteRow],
    settings: &'a Settings,
    /// The rows in the order of the list.
    order: Vec<&'a SiteRow>,
    /// At which weights the choice turns, by site.
    turns: BTreeMap<&'a str, Vec<TurnLine>>,
}

/// The norms in force, with their sources.
#[derive(Debug, Clone, Serialize)]
pub struct NormsFile {
    /// Version of these files.
    pub format: u32,
    /// The norms, in the order of the program.
    pub norms: Vec<Parameter>,
}

impl<'a> Data<'a> {
    /// The data of a run. `rows` are its sites as they may be shown, with how
    /// sure their places are.
    #[must_use]
    pub fn of(record: &'a Record, rows: &'a [SiteRow], settings: &'a Settings) -> Self {
        let mut by_site: BTreeMap<&str, Vec<TurnLine>> = BTreeMap::new();
        for turn in turns(rows, &record.params) {
            by_site.entry(turn.site.id.as_str()).or_default().push(TurnLine::from(&turn));
        }
        Self { record, rows, settings, order: sites::order(rows), turns: by_site }
    }

    /// `data/run.json`.
    #[must_use]
    pub fn run(&self) -> RunFile {
        RunFile::of(self)
    }

    /// `data/norms.json`.
    #[must_use]
    pub fn norms(&self) -> NormsFile {
        NormsFile { format: FORMAT, norms: self.record.params.list().to_vec() }
    }

    /// The files of sites with their names, `data/sites.json` first.
    pub fn sites(&self) -> impl Iterator<Item = (String, SitesFile)> {
        let pieces = sites::pieces(self.order.len());
        let last = pieces.len().saturating_sub(1);
        pieces.into_iter().enumerate().map(move |(at, piece)| {
            let more = (at < last).then(|| sites::name(at + 1));
            let file = SitesFile::of(&self.order, piece, &self.record.params, &self.settings.hidden);
            (sites::name(at), SitesFile { more, ..file })
        })
    }

    /// How many files of details there are: `data/detail/<n>.json`, from 0.
    #[must_use]
    pub fn n_details(&self) -> usize {
        self.order.len().div_ceil(detail::SITES_A_FILE)
    }

    /// One file of details.
    ///
    /// # Errors
    ///
    /// [`Error::Transform`] when a point cannot be given in degrees.
    pub fn detail(&self, file: usize) -> Result<DetailFile, Error> {
        DetailFile::of(self, file)
    }

    /// Gives every file of `data/` by its name, the tiles and [`steps_file`]
    /// left aside.
    ///
    /// # Errors
    ///
    /// What `write` gives; [`Error::Read`] when the record is damaged,
    /// [`Error::Transform`], [`Error::Interrupted`].
    pub fn each_file(&self, write: &mut Write<'_>) -> Result<(), Error> {
        write("data/run.json", &json("data/run.json", &self.run())?)?;
        write("data/norms.json", &json("data/norms.json", &self.norms())?)?;
        if let Some(phasing) = &self.settings.phasing {
            write(phasing::FILE, &phasing.bytes)?;
        }
        for (name, file) in self.sites() {
            write(&name, &json(&name, &file)?)?;
        }
        for at in 0..self.n_details() {
            interrupt::check()?;
            let name = format!("data/detail/{at}.json");
            write(&name, &json(&name, &self.detail(at)?)?)?;
        }
        if self.settings.panden { pand::each_file(self, write) } else { Ok(()) }
    }

    /// How many last digits of a pand name its file.
    fn pand_digits(&self) -> usize {
        pand::digits(self.record.n_panden())
    }
}

/// `data/knelpunten.json`, which takes time to make; `None` for a run that is
/// too large for it.
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
pub fn steps_file(record: &Record) -> Result<Option<(&'static str, Vec<u8>)>, Error> {
    if !steps::are_told(record) {
        return Ok(None);
    }
    Ok(Some((steps::FILE, json(steps::FILE, &StepsFile::of(record)?)?)))
}

/// What is told of a pand of the run; `None` when it has no such pand. `rows`
/// are the sites of the run.
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged, [`Error::Interrupted`].
pub fn pand_answer(record: &Record, rows: &[SiteRow], id: PandId) -> Result<Option<PandAnswer>, Error> {
    let of = |row: &&SiteRow| row.members.iter().any(|member| member.survey.id == id);
    let answer = |pand: FoundPand| {
        let sites: Vec<&SiteRow> = rows.iter().filter(of).collect();
        PandAnswer::of(&pand, &sites, &record.params)
    };
    Ok(record.pand(id)?.map(answer))
}

/// A file as it is written.
fn json(name: &str, file: &impl Serialize) -> Result<Vec<u8>, Error> {
    Ok(serde_json::to_vec(file).map_err(|error| json_error(Path::new(name), &error))?)
}
