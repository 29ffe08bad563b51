//! What does a corporatie put on the table about this site?
//!
//! A fact sheet per top site, from a finished run: gathered as data first
//! ([`FactSheet`]), then put in words and pictures for a page, front and back.

mod choose;
mod data;
mod page;
mod pictures;
mod write;

use std::{collections::BTreeMap, path::PathBuf};

use rayon::prelude::*;

pub use data::FactSheet;

use crate::{
    error::Error,
    export::OutputFolder,
    finished::{Finished, FoundPand, FoundSite},
    interrupt,
    progress::Progress,
    scan::SiteFindings,
    sheet::Sheet,
    survey::Layers,
    text::{Lang, file_stem},
};

/// How fact sheets are made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The folder of a finished run.
    pub run: PathBuf,
    /// Only these: `site_id`, `location_id` or complex; empty takes those put forward.
    pub sites: Vec<String>,
    /// Whether the reserve gets a sheet too.
    pub reserve: bool,
    /// The folder to write.
    pub out: PathBuf,
    /// Whether an earlier result in that folder is replaced.
    pub force: bool,
    /// Language; `None` takes that of the run.
    pub lang: Option<Lang>,
    /// Whether all there is to tell is told, on as many pages as it takes.
    pub long: bool,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The folder.
    pub folder: PathBuf,
    /// Language it was written in.
    pub lang: Lang,
    /// The sheets, in the order of the run.
    pub sheets: Vec<FactSheet>,
    /// Sites that failed, with why.
    pub failed: Vec<(String, String)>,
    /// Whether nothing is put forward, so that sites listed apart came out.
    pub apart: bool,
}

/// What is known of the run, for all sites alike.
struct Known {
    finished: Finished,
    layers: Layers,
    findings: BTreeMap<String, SiteFindings>,
    lang: Lang,
    long: bool,
}

/// Makes fact sheets and writes their folder, whole or not at all. A site that
/// fails is told of; the others come out.
///
/// # Errors
///
/// [`Error::NotFound`] when there is no run, or no such site; [`Error::Read`]
/// when a file cannot be read; [`Error::Export`] when the folder cannot be
/// written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Outcome, Error> {
    let folder = OutputFolder::create(&options.out, options.force)?;
    let finished = Finished::open(&options.run)?;
    progress.begin("maps", None);
    let layers = finished.maps()?;
    let sites = finished.sites()?;
    let findings = finished.findings()?;
    progress.end();
    let lang = options.lang.unwrap_or_else(|| finished.lang());
    let (chosen, apart) = choose::sites(&sites, options)?;
    let known = Known { finished, layers, findings, lang, long: options.long };

    progress.begin("factsheets", Some(chosen.len() as u64));
    let made: Vec<Result<(FactSheet, Sheet), Error>> = chosen
        .par_iter()
        .map(|site| {
            interrupt::check()?;
            make(site, &known)
        })
        .collect();
    let (mut sheets, mut failed) = (Vec::new(), Vec::new());
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for (site, made) in chosen.iter().zip(made) {
        match made {
            Ok((mut data, page)) => {
                // Two sites may be called alike; their files may not.
                let stem = file_stem("feitenblad", &site.id);
                let n = names.entry(stem.clone()).or_default();
                *n += 1;
                data.file = if *n == 1 { stem } else { format!("{stem}-{n}") };
                sheets.push((data, page));
            }
            Err(Error::Interrupted) => return Err(Error::Interrupted),
            Err(error) => failed.push((site.id.clone(), error.to_string())),
        }
    }
    progress.advance(chosen.len() as u64);
    progress.end();
    progress.begin("write", None);
    let sheets = write::write(&folder, sheets, &mut failed, &known)?;
    let path = folder.commit()?;
    progress.end();
    Ok(Outcome { folder: path, lang, sheets, failed, apart })
}

/// Gathers all that is known of one site, and puts it on a page.
fn make(site: &FoundSite, known: &Known) -> Result<(FactSheet, Sheet), Error> {
    let Known { finished, layers, findings, lang, long } = known;
    let frame = pictures::location_frame(site);
    let around = match frame {
        Some(frame) => finished.panden(Some(frame.window()))?,
        None => Vec::new(),
    };
    let ids: Vec<&str> = site.row.codes("pand_ids").collect();
    let own: Vec<&FoundPand> =
        around.iter().filter(|pand| ids.contains(&pand.id.to_string().as_str())).collect();
    let data = FactSheet::new(site, findings.get(&site.id), &own, &finished.params);
    let attribution = finished.run.attribution();
    let drawn =
        pictures::Drawn { site, around: &around, own: &own, layers, attribution: &attribution, lang: *lang };
    let elevation = (site.form == crate::model::Form::Optoppen)
        .then(|| pictures::elevation(&data.panden, &finished.params, *lang))
        .flatten();
    let drawings = page::Pictures {
        location: frame.map(|frame| pictures::location(&drawn, frame)),
        plan: pictures::plan(&drawn),
        elevation,
    };
    let about = page::About { sheet: &data, finished, lang: *lang, long: *long };
    let page = page::page(&about, drawings);
    Ok((data, page))
}
