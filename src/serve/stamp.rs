//! Is the run in this folder still the one that is served?
//!
//! A scan replaces a folder in one step, so the trail of the run is then
//! another file.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::record::Run;

/// What tells one `run.json` from another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Marks {
    length: u64,
    modified: Option<SystemTime>,
    file: (u64, u64),
}

/// The run that is served.
#[derive(Debug, Clone)]
pub struct Stamp {
    path: PathBuf,
    marks: Option<Marks>,
}

impl Stamp {
    /// That of the run in a folder.
    pub fn of(folder: &Path) -> Self {
        let path = folder.join(Run::FILE);
        let marks = marks(&path);
        Self { path, marks }
    }

    /// Whether it is still there.
    pub fn holds(&self) -> bool {
        self.marks.is_some() && marks(&self.path) == self.marks
    }
}

fn marks(path: &Path) -> Option<Marks> {
    let about = fs::metadata(path).ok()?;
    Some(Marks { length: about.len(), modified: about.modified().ok(), file: number(&about) })
}

/// The number the system gives a file.
#[cfg(unix)]
fn number(about: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (about.dev(), about.ino())
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}
