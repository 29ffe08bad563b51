//! What a run found, for those that write it.

use crate::{
    config::Project,
    issue::Issues,
    model::PandId,
    record::{Counts, Head, Run},
    tables::{Names, SiteRow},
};

/// What a run found, for those that write it.
#[derive(Clone, Copy)]
pub(super) struct RunResult<'a> {
    /// Its trail.
    pub run: &'a Run,
    /// Its counts.
    pub counts: &'a Counts,
    /// Its sites, in order.
    pub sites: &'a [SiteRow],
    /// What positions stand for.
    pub names: &'a Names<'a>,
    /// What was asked.
    pub project: &'a Project,
    /// What was odd.
    pub issues: &'a Issues,
    /// Panden whose records contradict one another.
    pub disagreeing: &'a [PandId],
}

impl RunResult<'_> {
    /// What the record says of itself.
    pub(super) fn head(&self) -> Head {
        Head {
            forms: self.project.forms.clone(),
            held: self.project.bezit.is_some(),
            complexes: self.names.complexes.to_vec(),
            disagreeing: self.disagreeing.to_vec(),
            ..Head::default()
        }
    }
}
