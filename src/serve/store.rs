//! What does the page read, once it has been made?

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use super::{
    Options,
    send::{InMemory, tag_of},
};
use crate::{
    error::Error,
    viewer::{Phasing, Settings, house_style, media_type},
};

/// Where the files of the run beside this one are.
pub const BESIDE: &str = "/naast";

/// What the page reads.
#[derive(Default)]
pub struct Data {
    /// The house style; `None` for that of the page.
    pub tokens: Option<InMemory>,
    /// A phasing of the run.
    pub phasing: Option<Phasing>,
    /// Whether another run is shown beside it.
    pub has_beside: bool,
    /// The files by name, packed.
    pub files: OnceLock<BTreeMap<String, InMemory>>,
    /// What each rule brings, packed; `None` for a run that is not asked.
    pub steps: OnceLock<Option<InMemory>>,
}

impl Data {
    /// Nothing yet but what is given with the run.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] and [`Error::CommandLine`] when that cannot be read, or
    /// is not of this run.
    pub fn new(options: &Options) -> Result<Self, Error> {
        let phasing = options.phasing.as_ref().map(|folder| Phasing::read(folder, &options.run));
        Ok(Self {
            tokens: options.tokens.as_deref().map(style).transpose()?,
            phasing: phasing.transpose()?,
            has_beside: options.beside.is_some(),
            ..Self::default()
        })
    }

    /// How the page is handed out.
    pub fn settings(&self) -> Settings {
        Settings {
            served: true,
            tokens: self.tokens.is_some(),
            phasing: self.phasing.clone(),
            beside: self.has_beside.then_some("naast/"),
            ..Settings::default()
        }
    }
}

fn style(path: &Path) -> Result<InMemory, Error> {
    let bytes = house_style(path)?.into_bytes();
    let tag = tag_of(&bytes);
    Ok(InMemory { bytes: bytes.into(), is_gzip: false, kind: media_type("tokens.css"), tag })
}
