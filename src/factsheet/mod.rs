//! What does the corporatie put on the table for one site?
//!
//! One page, front and back, for each site that is put forward: where it is,
//! what would be built, how many homes and by which sum, the score by
//! criterion, parking moment by moment, the line for the grid request, water,
//! what stands in the way and who can lift it, what to examine and what to do
//! next. All of it is read from a finished run; no number is made here that
//! the run does not hold or the rules do not give again.
//!
//! [`run`] gathers a `FactSheet` per site and has it written as JSON,
//! page and PDF. All other files say one part, and touch no file.

mod blockers;
mod case;
mod choose;
mod data;
mod elevation;
mod grid;
mod homes;
mod location;
mod onsite;
mod page;
mod panel;
mod parking;
mod plan;
mod say;
mod score;
mod sources;
mod steps;
mod water;

use std::{
    fs,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use serde::Serialize;

pub use choose::Why;
pub use panel::{Panel, Part, panels};

use crate::{
    assess::Homes,
    document::Document,
    documents::{self, Failed, Frame, Kind, Names, Trail},
    error::{Error, ExportError},
    export::{IndexPage, IndexRow, write_document_html, write_index, write_json},
    interrupt,
    lang::{Lang, say},
    progress::Progress,
    record::{Record, tell_certainty},
    tables::SiteRow,
    wording::{self, number},
};

use self::{case::Case, data::FactSheet, location::Shapes};

/// Sheets that are made before progress is told. Part of no result.
const BATCH: usize = 16;

/// Which sheets are made, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How they are asked for.
    pub document: documents::Options,
    /// Sites, locations or complexes; those put forward when empty.
    pub sites: Vec<String>,
    /// Whether the reserve has sheets too.
    pub reserve: bool,
    /// Whether all panden and parameters are printed, on as many pages as it takes.
    pub full: bool,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The folder.
    pub folder: PathBuf,
    /// The sheets, in the order of the run.
    pub made: Vec<Made>,
    /// Language they are in.
    pub lang: Lang,
    /// Sites that have no sheet.
    pub failed: Vec<Failed>,
}

#[derive(Serialize)]
struct Counts {
    sheets: usize,
    failed: usize,
}

/// A sheet that was made.
#[derive(Debug, Clone, Serialize)]
pub struct Made {
    /// The site.
    pub site_id: String,
    /// Name of its files, without ending.
    pub file: String,
    /// What people call it.
    pub title: String,
    /// Why it has a sheet.
    pub why: Why,
    /// Code of its verdict.
    pub verdict: String,
    /// Homes it would add.
    pub homes: Homes,
    /// Its score.
    pub score: Option<f64>,
    /// Its place among those that are compared.
    pub rank: Option<u32>,
    /// Pages of the PDF; `None` without one.
    pub pages: Option<usize>,
    #[serde(skip)]
    gemeente: Option<String>,
    #[serde(skip)]
    form: crate::model::Form,
}

/// Makes the sheets of a finished run in one folder, which appears whole or
/// not at all. A site that cannot be told is named and left out.
///
/// # Errors
///
/// [`Error::NotFound`] when a site that is asked for does not exist, the run
/// has none, or none could be told; [`Error::Read`] when the run cannot be
/// read; [`Error::Export`] when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    of(Frame::open(Kind::Feitenblad, &options.document, &[])?, options, progress)
}

/// The same of a run that is open, in a folder that was started.
///
/// # Errors
///
/// As [`run`].
pub fn of(frame: Frame, options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let (record, lang) = (&frame.record, frame.lang);
    progress.begin("read", None);
    let mut sites = record.sites()?;
    tell_certainty(&mut sites, &record.params);
    let chosen = choose::choose(record, &sites, &options.sites, options.reserve)?;
    let shapes = Shapes::of(&record.layers, frame.ground()?);
    progress.end();

    let maker = Maker { frame: &frame, full: options.full, shapes: &shapes };
    let mut names = Names::new("locatie");
    let tasks: Vec<_> = chosen.into_iter().map(|task| (task, names.name(&task.0.id))).collect();
    progress.begin("sheets", u64::try_from(tasks.len()).ok());
    let (mut made, mut failed) = (Vec::new(), Vec::new());
    for batch in tasks.chunks(BATCH) {
        interrupt::check()?;
        let sheets: Vec<_> =
            batch.par_iter().map(|((site, why), name)| (&site.id, maker.make(site, *why, name))).collect();
        for (id, sheet) in sheets {
            match sheet {
                Ok(sheet) => made.push(sheet),
                Err(error) if !error.is_of_one() => return Err(error),
                Err(error) => {
                    failed.push(Failed { id: id.clone(), detail: error.said().pick(lang).to_owned() })
                }
            }
        }
        progress.advance(u64::try_from(batch.len()).unwrap_or(0));
    }
    progress.end();
    if let (true, Some(first)) = (made.is_empty(), failed.first()) {
        return Err(Error::NotFound {
            detail: say!(
                "geen blad is te maken; het eerste, `{}`: „{}”",
                "no sheet could be made; first, `{}`: {}",
                first.id,
                first.detail
            ),
            hint: say!(
                "de run kan van een andere versie van het programma zijn; voer de scan opnieuw uit",
                "the run may be of another version of the program; run the scan again"
            ),
        });
    }
    write_index(&frame.folder.path("index.html"), &index(&frame, &made, &failed))?;
    let outputs = outputs(&made);
    let counts = Counts { sheets: made.len(), failed: failed.len() };
    let list = serde_json::to_value(&made).unwrap_or_default();
    let trail = Trail { counts, made: list, failed: failed.clone(), outputs };
    Ok(Outcome { folder: frame.commit(&trail)?, made, lang, failed })
}

/// The sheet of one of the sites of a run, to be read on a screen; `None` when
/// there is no such site.
///
/// # Errors
///
/// [`Error::Read`] when the record is damaged.
pub fn sheet(record: &Record, sites: &[SiteRow], id: &str, lang: Lang) -> Result<Option<Document>, Error> {
    let Some(site) = sites.iter().find(|site| site.id == id) else { return Ok(None) };
    let shapes = Shapes::of(&record.layers, documents::ground(record)?);
    let (document, _) = made(record, site, Why::Asked, &shapes, false, lang)?;
    Ok(Some(document))
}

/// A sheet as a document, and its facts.
fn made(
    record: &Record,
    site: &SiteRow,
    why: Why,
    shapes: &Shapes,
    full: bool,
    lang: Lang,
) -> Result<(Document, FactSheet), Error> {
    let around = match location::frame(&site.geometry) {
        Some(frame) => record.panden(Some(frame.window()))?,
        None => Vec::new(),
    };
    let case = Case::new(record, site, &around);
    let facts = FactSheet::of(&case, why, full);
    let document = page::document(&case, &facts, shapes, full, lang);
    Ok((document, facts))
}

/// The files of the folder.
fn outputs(made: &[Made]) -> Vec<String> {
    let endings = |sheet: &Made| {
        let mut endings = vec!["html", "json"];
        endings.extend(sheet.pages.map(|_| "pdf"));
        endings.into_iter().map(|ending| format!("{}.{ending}", sheet.file)).collect::<Vec<_>>()
    };
    let mut outputs: Vec<String> = made.iter().flat_map(endings).collect();
    outputs.push("index.html".to_owned());
    outputs
}

/// All that the sheets share.
struct Maker<'a> {
    frame: &'a Frame,
    /// Whether all panden and parameters are printed.
    full: bool,
    shapes: &'a Shapes,
}

impl Maker<'_> {
    /// Makes one sheet; of one that fails nothing stays behind.
    fn make(&self, site: &SiteRow, why: Why, name: &str) -> Result<Made, Error> {
        let made = self.write(site, why, name);
        if made.is_err() {
            for ending in ["json", "html", "pdf"] {
                // What was not written yet cannot be removed.
                let _ = fs::remove_file(self.frame.folder.path(&format!("{name}.{ending}")));
            }
        }
        made
    }

    fn write(&self, site: &SiteRow, why: Why, name: &str) -> Result<Made, Error> {
        let Frame { record, lang, .. } = self.frame;
        let (document, facts) = made(record, site, why, self.shapes, self.full, *lang)?;
        let path = |ending: &str| self.frame.folder.path(&format!("{name}.{ending}"));
        write_json(&path("json"), &facts)?;
        write_document_html(&path("html"), &document)?;
        let pages = write_pdf(&path("pdf"), &document)?;
        Ok(Made {
            site_id: site.id.clone(),
            file: name.to_owned(),
            title: facts.title,
            why,
            verdict: facts.verdict.to_owned(),
            homes: facts.homes,
            score: facts.score.score,
            rank: facts.rank,
            pages,
            gemeente: facts.gemeente,
            form: facts.form,
        })
    }
}

#[cfg(feature = "pdf")]
fn write_pdf(path: &Path, sheet: &crate::document::Document) -> Result<Option<usize>, ExportError> {
    crate::export::write_document_pdf(path, sheet).map(|set| Some(set.n_pages))
}

#[cfg(not(feature = "pdf"))]
#[expect(clippy::unnecessary_wraps, reason = "as with the feature")]
fn write_pdf(_path: &Path, _sheet: &crate::document::Document) -> Result<Option<usize>, ExportError> {
    Ok(None)
}

/// The page that lists the sheets.
fn index(frame: &Frame, made: &[Made], failed: &[Failed]) -> IndexPage {
    let Frame { record, lang, name, .. } = frame;
    let lang = *lang;
    let rows = made.iter().map(|sheet| {
        let score = sheet.score.map_or_else(|| "–".into(), |score| number(score, 1, lang));
        let why = match sheet.why {
            Why::Shortlist => lang.pick("voorgedragen", "put forward"),
            Why::Reserve => lang.pick("reserve", "reserve"),
            Why::Asked => lang.pick("gevraagd", "asked for"),
            Why::Apart => lang.pick("apart: te weinig bekend", "apart: too little known"),
        };
        let verdict = wording::verdict_word(&sheet.verdict, lang).unwrap_or(&sheet.verdict);
        let mut links = vec![(format!("{}.html", sheet.file), sheet.title.clone())];
        links.extend(sheet.pages.map(|_| (format!("{}.pdf", sheet.file), "PDF".to_owned())));
        links.push((format!("{}.json", sheet.file), "JSON".to_owned()));
        IndexRow {
            links,
            cells: vec![
                sheet.gemeente.clone().unwrap_or_else(|| "–".into()),
                sheet.rank.map_or_else(|| "–".into(), |rank| rank.to_string()),
                wording::form_word(sheet.form).to_owned(),
                verdict.to_owned(),
                say::range(sheet.homes),
                score,
                why.to_owned(),
            ],
        }
    });
    let apart = made.iter().any(|sheet| sheet.why == Why::Apart);
    let mut notes = Vec::new();
    if apart {
        notes.push(
            lang.pick(
                "In deze run kreeg geen locatie een rang: er is te weinig bekend. Dit zijn de eerste locaties die apart \
                 staan, per gemeente; zij zijn niet voorgedragen.",
                "No site of this run was ranked: too little is known. These are the first sites listed apart, per \
                 gemeente; they are not put forward.",
            )
            .to_owned(),
        );
    }
    notes.extend(failed.iter().map(|one| {
        format!("{} {}: {}", lang.pick("Geen feitenblad voor", "No fact sheet for"), one.id, one.detail)
    }));
    IndexPage {
        lang,
        kind: lang.pick("Factsheets voor de bouwtafel", "Fact sheets").into(),
        title: name.clone(),
        notes,
        head: [
            lang.pick("Locatie", "Site"),
            "Gemeente",
            lang.pick("#Rang", "#Rank"),
            lang.pick("Vorm", "Form"),
            lang.pick("Oordeel", "Verdict"),
            lang.pick("#Woningen", "#Homes"),
            "#Score",
            lang.pick("Waarom hier", "Why here"),
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
        footer: format!("{} {} · {}", record.run.program, record.run.version, record.run.attribution()),
    }
}
