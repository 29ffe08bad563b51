//! What is in the folder, and where did it come from?

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    catalogue::{Entry, Redistribution, Role},
    store::read_json,
};
use crate::{
    error::ExportError,
    export::{OutputFile, sha256_file, write_json},
};

/// The name of the manifest.
pub const NAME: &str = "manifest.json";

/// Everything the folder holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program that wrote it.
    pub program: String,
    /// When it was written, UTC.
    pub written: String,
    /// Which gemeente.
    pub gemeente: Gemeente,
    /// What was fetched, in the order of the catalogue.
    pub layers: Vec<Layer>,
    /// What was not.
    pub not_fetched: Vec<NotFetched>,
}

/// Which gemeente the folder is of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gemeente {
    /// Its code.
    pub code: String,
    /// Its name.
    pub naam: String,
    /// How far beyond its border objects were kept, meters.
    pub margin_m: f64,
    /// What services were asked for, RD New.
    pub bbox: [f64; 4],
}

/// One layer that was fetched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layer {
    /// Its name in the catalogue.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Who publishes it.
    pub publisher: String,
    /// What it is in a project file.
    pub role: Role,
    /// `kind` of a restriction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `effect` of a restriction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// `buffer_m` of a restriction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buffer_m: Option<f64>,
    /// The first address that was asked, without parameters of the catalogue: one may be a key.
    pub address: String,
    /// When it was fetched or last found to hold, UTC.
    pub fetched: String,
    /// Its files.
    pub files: Vec<File>,
    /// Its CRS, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// Whether all came that the service has.
    #[serde(default = "yes")]
    pub whole: bool,
    /// Smaller boxes that were asked, because the service did not give it whole at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boxes: Option<u64>,
    /// Different rows the service gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<u64>,
    /// Rows there should be, as the service says; absent when it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_matched: Option<u64>,
    /// Objects of the gemeente and its margin, by identification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<u64>,
    /// Their rows, where an object has several that differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Its licence.
    pub licence: String,
    /// Whether it may be passed on.
    pub redistribution: Redistribution,
    /// Whom to name.
    pub attribution: String,
    /// What is odd about it.
    pub warnings: Vec<String>,
}

fn yes() -> bool {
    true
}

/// A file of a layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Its path in the folder.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// Something that was not fetched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotFetched {
    /// Its name in the catalogue.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Why.
    pub why: String,
    /// Where to ask for it, when there is no service.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ask: String,
}

impl File {
    fn is_there(&self, folder: &Path) -> bool {
        let path = folder.join(&self.path);
        fs::metadata(&path).is_ok_and(|about| about.is_file() && about.len() == self.bytes)
            && sha256_file(&path).is_ok_and(|sha256| sha256 == self.sha256)
    }
}

impl Layer {
    /// A layer of a source, with nothing in it yet.
    #[must_use]
    pub fn of(key: &str, entry: &Entry, address: String, fetched: String) -> Self {
        Self {
            key: key.to_owned(),
            name: entry.name.clone(),
            publisher: entry.publisher.clone(),
            role: entry.role,
            kind: entry.kind.clone(),
            effect: entry.effect.clone(),
            buffer_m: entry.buffer_m,
            address,
            fetched,
            files: Vec::new(),
            crs: None,
            whole: true,
            boxes: None,
            received: None,
            number_matched: None,
            kept: None,
            rows: None,
            licence: entry.licence.clone(),
            redistribution: entry.redistribution,
            attribution: entry.attribution.clone(),
            warnings: match entry.redistribution {
                Redistribution::Yes => Vec::new(),
                Redistribution::No => vec!["for own use: the licence does not allow to pass it on".into()],
                Redistribution::Unknown => vec!["nobody says whether it may be passed on".into()],
            },
        }
    }

    /// Whether its files are all there still, as they were fetched.
    #[must_use]
    pub fn is_there(&self, folder: &Path) -> bool {
        !self.files.is_empty() && self.files.iter().all(|file| file.is_there(folder))
    }
}

impl Manifest {
    /// The manifest of a folder; `None` when there is none that is understood.
    #[must_use]
    pub fn read(folder: &Path) -> Option<Self> {
        read_json(&folder.join(NAME))
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] or [`ExportError::Format`].
    pub fn write(&self, folder: &Path) -> Result<(), ExportError> {
        let out = OutputFile::create(&folder.join(NAME), true, &[])?;
        write_json(&out.path(), self)?;
        out.commit().map(drop)
    }
}
