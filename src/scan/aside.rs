//! A run that is asked something and then goes away.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Options, run};
use crate::{
    config::Project,
    error::{Error, ExportError},
    interrupt::Litter,
    progress::Progress,
};

/// A run in the temporary folder of the system (`TMPDIR`); dropping it removes
/// it.
#[derive(Debug)]
pub struct Aside {
    run: PathBuf,
    _litter: Litter,
    _folder: TempDir,
}

impl Aside {
    /// Scans a project into it.
    ///
    /// # Errors
    ///
    /// Those of [`run`].
    pub fn scan(project: &Project, progress: &mut dyn Progress) -> Result<Self, Error> {
        let folder = tempfile::tempdir()
            .map_err(|source| ExportError::Write { path: std::env::temp_dir(), source })?;
        let litter = Litter::new(folder.path().to_owned());
        let aside = Self { run: folder.path().join("run"), _litter: litter, _folder: folder };
        let options = Options { out: aside.run.clone(), ..Options::default() };
        run(project, &options, progress)?;
        Ok(aside)
    }

    /// The folder of the run.
    #[must_use]
    pub fn run(&self) -> &Path {
        &self.run
    }
}
