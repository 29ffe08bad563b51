//! Does the list still come out, and if not: what is another?
//!
//! A [`Seal`] is one file with the checksums of the inputs, every norm, and
//! what came out. [`write()`] makes it of a finished run. [`check`] lays it
//! beside a run, whose record is asked again, or beside a project, which is
//! scanned again, and names what differs.

mod differ;
mod file;
mod of_run;

use std::path::{Path, PathBuf};

pub use differ::Differences;
pub use file::{Input, Outcome, PutForward, Seal};

use crate::{
    config::{InputRole, Peildatum, Project},
    error::{Error, ExportError},
    export::OutputFile,
    lang::{Lang, Said, say},
    progress::Progress,
    scan::Aside,
};

/// How a run is sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Folder of a finished run.
    pub run: PathBuf,
    /// The file to write.
    pub out: PathBuf,
    /// Whether an earlier file is replaced.
    pub force: bool,
}

/// What was laid beside a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// A finished run, whose record was asked again.
    Run,
    /// A project, whose inputs were scanned again.
    Inputs,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The seal.
    pub seal: Seal,
    /// What was laid beside it.
    pub beside: Beside,
    /// What is not the same.
    pub differences: Differences,
    /// Whether panden, sites and the list that is put forward are the same.
    pub same_list: bool,
}

/// Seals a finished run; gives the file and what it says.
///
/// # Errors
///
/// Those of the run; [`Error::Export`] when the file cannot be written.
pub fn write(options: &Options) -> Result<(PathBuf, Seal), Error> {
    let file = OutputFile::create(&options.out, options.force, &[options.run.as_path()])?;
    let seal = Seal::of(&options.run)?;
    let path = file.path();
    let text = seal.text(&path)?;
    std::fs::write(&path, text).map_err(|source| ExportError::Write { path, source })?;
    Ok((file.commit()?, seal))
}

/// Lays a seal beside a run, when `with` is a folder, or beside a project.
///
/// # Errors
///
/// Those of the seal, the run, or the project and its scan.
pub fn check(seal: &Path, with: &Path, progress: &mut dyn Progress) -> Result<Checked, Error> {
    let seal = Seal::read(seal)?;
    let (beside, now) = if with.is_dir() {
        progress.begin("read", None);
        let now = Seal::of(with)?;
        progress.end();
        (Beside::Run, now)
    } else {
        (Beside::Inputs, scanned(&seal, with, progress)?)
    };
    let same_list = seal.result == now.result;
    Ok(Checked { differences: Differences::between(&seal, &now), same_list, beside, seal })
}

/// What a project gives today, in the language and of the day of the seal, as
/// the command line may have set these.
fn scanned(seal: &Seal, project: &Path, progress: &mut dyn Progress) -> Result<Seal, Error> {
    let mut project = Project::read(project)?;
    project.lang = Lang::parse(&seal.lang).unwrap_or(project.lang);
    let panden = seal.inputs.iter().find(|input| input.role == InputRole::Panden);
    if let Some(day) = panden.and_then(|input| Peildatum::parse(&input.peildatum)) {
        project.set_peildatum(&day);
    }
    Seal::of(Aside::scan(&project, progress)?.run())
}

impl Checked {
    /// Whether all is as it was sealed.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.differences.all().next().is_none()
    }

    /// The answer in a sentence, and what was done for it.
    #[must_use]
    pub fn answer(&self) -> [Said; 2] {
        let Seal { inputs, norms, .. } = &self.seal;
        let (n_inputs, n_norms) = (inputs.len(), norms.len());
        let answer = match (self.holds(), self.same_list) {
            (true, _) => say!(
                "het zegel klopt: {n_inputs} invoerlagen, {n_norms} normen en de lijst zijn dezelfde",
                "the seal holds: {n_inputs} input layers, {n_norms} norms and the list are the same"
            ),
            (false, true) => say!(
                "het zegel klopt niet; de lijst komt er nog wel zo uit",
                "the seal does not hold; the list comes out as it was all the same"
            ),
            (false, false) if self.differences.causes.is_empty() => match self.beside {
                Beside::Run => say!(
                    "het zegel klopt niet: de lijst is anders, bij dezelfde invoer en normen",
                    "the seal does not hold: the list is another, with the same inputs and norms"
                ),
                Beside::Inputs => say!(
                    "het zegel klopt niet: de lijst is anders, bij dezelfde bestanden en normen; kijk in het projectbestand wat er verder is ingesteld (vormen, kolommen, beperkingen)",
                    "the seal does not hold: the list is another, with the same files and norms; see what else the project file sets (forms, columns, restrictions)"
                ),
            },
            (false, false) => say!(
                "het zegel klopt niet: de lijst is anders",
                "the seal does not hold: the list is another"
            ),
        };
        let done = match self.beside {
            Beside::Run => say!(
                "de regels zijn opnieuw gevraagd over wat de scan vastlegde; de invoerbestanden zelf zijn niet gelezen, hun controlegetallen komen uit run.json",
                "the rules were asked again of what the run recorded; the input files themselves were not read, their checksums come from run.json"
            ),
            Beside::Inputs => {
                say!("alle invoer is opnieuw gelezen en gescand", "all inputs were read and scanned again")
            }
        };
        [answer, done]
    }

    /// Inputs that have no checksum: folders and databases.
    #[must_use]
    pub fn unsummed(&self) -> Option<Said> {
        let files = self.seal.inputs.iter().filter(|input| input.sha256.is_empty());
        let files: Vec<String> = files.map(|input| format!("`{}`", input.file)).collect();
        let files = files.join(", ");
        (!files.is_empty()).then(|| {
            say!(
                "zonder controlegetal, want een map of database: {files}",
                "without a checksum, being a folder or database: {files}"
            )
        })
    }
}
