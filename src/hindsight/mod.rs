//! Would the scan have foreseen what was added since?
//!
//! A BAG extract holds the history of every pand and unit. The stock of an
//! earlier day is scanned as if it were today, without the heights of now, and
//! laid beside what the register says of a later day: which panden gained homes
//! or storeys, and which place had they? What a gain seems to be is told by its
//! numbers ([`Kind`]); how much better than chance the order was stands with
//! its interval ([`lift`]).

mod found;
mod kind;
pub mod lift;
mod page;
mod ranking;
mod state;
mod tables;

use std::{collections::BTreeSet, path::Path};

pub use found::{Band, Counts, Gain, Part, WhyNot};
pub use kind::Kind;
pub use ranking::Place;
pub use tables::HINDSIGHT;

use self::{found::Found, ranking::Ranking, state::State};
use crate::{
    config::{Peildatum, Project, Source},
    documents::{self, Answered, Frame, Study, Trail},
    error::Error,
    export::OutputFolder,
    lang::say,
    model::Form,
    params::Change,
    progress::Progress,
    record::Record,
    scan::Aside,
};

/// The forms that leave a pand where it stands: of others the homes come under
/// another id, and a register cannot say where from.
pub const FORMS: [Form; 4] = [Form::Optoppen, Form::Splitsen, Form::Uitplinten, Form::Transformatie];

/// Norms that are others in a look back: every site that is known at all is
/// ranked, and nothing is drawn.
const CHANGED: [(&str, &str); 2] = [("score.coverage_min", "0.0"), ("zekerheid.draws", "0")];

/// How is looked back.
#[derive(Debug, Clone)]
pub struct Options {
    /// How the answer is asked for; its `run` is a BAG extract, or a project
    /// file that reads one.
    pub document: documents::Options,
    /// The day that is scanned.
    pub from: Peildatum,
    /// The day it is laid beside.
    pub to: Peildatum,
    /// Heights that go with an extract; those of a project stand in it.
    pub heights: Option<Source>,
}

/// Looks back, and writes what is found, whole or not at all.
///
/// # Errors
///
/// Those of the files and the scan; [`Error::CommandLine`] when the days are
/// the wrong way round; [`Error::Project`] for a project without
/// verblijfsobjecten; [`Error::Export`] when the folder cannot be written.
pub fn run(options: &Options, progress: &mut dyn Progress) -> Result<Answered, Error> {
    let Options { document, from, to, heights } = options;
    if from >= to {
        return Err(Error::CommandLine {
            detail: say!(
                "`--tot {to}` ligt niet na `--van {from}`",
                "`--tot {to}` is not after `--van {from}`"
            ),
            hint: say!("geef eerst de vroegste dag", "give the earlier day first"),
        });
    }
    let project = project(document, heights.as_ref())?;
    let mut reads = project.reads();
    reads.push(&document.run);
    // First, so that a folder that cannot be written costs no reading.
    let folder = OutputFolder::create(&document.out, document.force, &reads)?;
    let then = State::read(&project, from, progress)?;
    let now = State::read(&project, to, progress)?;

    let mut then_project = project.clone();
    then_project.set_peildatum(from);
    let mut blind = then_project.clone();
    (blind.heights, blind.ahn) = (None, None);
    let seen = (blind != then_project).then_some(&then_project);
    let aside = Aside::scan(&blind, progress)?;
    let record = Record::open(aside.run())?;
    let counted = found::counted(&record, &then)?;
    let ranking = Ranking::of(&record, &counted)?;
    let with_heights = seen.map(|project| with_heights(project, &counted, progress)).transpose()?;

    let days = (&then, &now);
    let found = Found::new(&record, &counted, days, from.year(), ranking, with_heights)?;
    progress.begin("write", None);
    let sources: Vec<(&str, &Source)> = heights.iter().map(|source| ("heights", source)).collect();
    let frame = Frame::of(documents::Kind::Terugblik, document, folder, record, &sources)?;
    let lang = frame.lang;
    let look = page::Look { found: &found, from, to, frame: &frame };
    let study = Study {
        document: look.document(),
        about: page::about(lang),
        sheets: tables::sheets(&found, lang),
        layers: vec![tables::layer(&found, lang)],
    };
    let outputs = frame.write(&study)?;
    let lines = look.lines();
    let made = serde_json::json!({ "from": from.as_str(), "to": to.as_str() });
    let trail = Trail { counts: &found.counts, made, failed: Vec::new(), outputs };
    let folder = frame.commit(&trail)?;
    progress.end();
    Ok(Answered { folder, lang, lines })
}

/// The order of a scan with the heights of now.
fn with_heights(
    project: &Project,
    counted: &BTreeSet<crate::model::PandId>,
    progress: &mut dyn Progress,
) -> Result<Ranking, Error> {
    let aside = Aside::scan(project, progress)?;
    Ranking::of(&Record::open(aside.run())?, counted)
}

/// What is scanned: a project file, or an extract by itself.
fn project(document: &documents::Options, heights: Option<&Source>) -> Result<Project, Error> {
    let path = &document.run;
    let is_project = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let mut project = match (is_project, heights) {
        (true, None) => Project::read(path)?,
        (true, Some(_)) => {
            return Err(Error::CommandLine {
                detail: say!("`--hoogten` hoort bij een BAG-extract", "`--hoogten` goes with a BAG extract"),
                hint: say!(
                    "schrijf de hoogten in het projectbestand: `[heights]`",
                    "write the heights in the project file: `[heights]`"
                ),
            });
        }
        (false, heights) => Project::of_bag(path, heights.map(|source| source.path.as_path()))?,
    };
    if project.verblijfsobjecten.is_none() {
        return Err(Error::Project {
            path: path.clone(),
            detail: say!("het noemt geen verblijfsobjecten", "it names no verblijfsobjecten"),
            hint: say!(
                "zonder `[verblijfsobjecten]` weet niemand hoeveel woningen er toen waren",
                "without `[verblijfsobjecten]` nobody knows how many homes there were then"
            ),
        });
    }
    project.lang = document.lang.unwrap_or(project.lang);
    project.forms.retain(|form| FORMS.contains(form));
    if project.forms.is_empty() {
        project.forms = FORMS.to_vec();
    }
    let changes = CHANGED.iter().map(|(norm, value)| Change::parse(&format!("{norm}={value}")));
    let changes = changes.collect::<Result<Vec<_>, _>>()?;
    project.params = project.params.changed(&changes, Path::new("terugblik"))?;
    Ok(project)
}
