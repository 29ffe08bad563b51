//! What does a document rest on: a run, or lists and norms alone?

use std::path::Path;

use crate::{
    config,
    error::Error,
    params::{Parameter, Params},
    record::{Record, Run},
};

/// What a document rests on.
pub trait Basis {
    /// The run, with its folder; `None` for lists alone.
    fn run(&self) -> Option<(&Run, &Path)>;

    /// The norms in force.
    fn parameters(&self) -> &[Parameter];
}

impl Basis for Record {
    fn run(&self) -> Option<(&Run, &Path)> {
        Some((&self.run, &self.folder))
    }

    fn parameters(&self) -> &[Parameter] {
        &self.run.parameters
    }
}

/// What a document of lists rests on: norms, and a run where one was named.
pub struct Norms {
    /// Those in force.
    pub params: Params,
    /// The run.
    pub run: Option<Record>,
}

impl Norms {
    /// Those of a run, of a file, or of the program.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] and [`Error::Read`] when the run cannot be read,
    /// [`Error::Project`] when a norm is wrong.
    pub(super) fn read(run: Option<&Path>, norms: Option<&Path>) -> Result<Self, Error> {
        let run = run.map(Record::open).transpose()?;
        let params = match (&run, norms) {
            (_, Some(file)) => config::norms(file)?,
            (Some(run), None) => run.params.clone(),
            (None, None) => Params::built_in(),
        };
        Ok(Self { params, run })
    }
}

impl Basis for Norms {
    fn run(&self) -> Option<(&Run, &Path)> {
        self.run.as_ref().and_then(Basis::run)
    }

    fn parameters(&self) -> &[Parameter] {
        self.params.list()
    }
}
