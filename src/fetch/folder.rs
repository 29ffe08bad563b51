//! Where does everything go?

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::{
    manifest::{self, Manifest},
    project,
    store::{Store, writing},
};
use crate::error::{Error, ExportError};
use crate::lang::say;

/// What came in, as it came.
const CACHE: &str = ".toplaag-fetch";

/// The data folder of one gemeente, held by this run alone.
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Opens or makes it.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when it cannot be made, or another run is at
    /// work in it.
    pub fn open(path: &Path) -> Result<Self, ExportError> {
        let cache = path.join(CACHE);
        fs::create_dir_all(&cache).map_err(writing(path))?;
        let lock = File::create(cache.join(".lock")).map_err(writing(path))?;
        if matches!(lock.try_lock(), Err(fs::TryLockError::WouldBlock)) {
            let why = say!("een andere opdracht haalt er gegevens in op", "another run is fetching into it");
            let busy = io::Error::new(io::ErrorKind::AlreadyExists, why);
            return Err(writing(path)(busy));
        }
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where what came from one source is kept.
    #[must_use]
    pub fn cache(&self, key: &str) -> PathBuf {
        self.path.join(CACHE).join(key)
    }

    /// The pages that came from one source.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`].
    pub fn store(&self, key: &str) -> Result<Store, ExportError> {
        Store::open(&self.cache(key))
    }

    /// What an earlier run left, when it was of the same gemeente. With `force`
    /// what is said of another goes: the folder never speaks of two.
    ///
    /// # Errors
    ///
    /// [`Error::CommandLine`] when it was of another, unless `force`;
    /// [`Error::Export`] when that cannot be removed.
    pub fn earlier(&self, code: &str, force: bool) -> Result<Option<Manifest>, Error> {
        match Manifest::read(&self.path) {
            Some(earlier) if earlier.gemeente.code != code => {
                if force {
                    // The manifest last: until then the folder is known to be of another.
                    for name in [project::NAME, project::BESIDE, manifest::NAME] {
                        remove(&self.path.join(name))?;
                    }
                    return Ok(None);
                }
                Err(Error::CommandLine {
                    detail: say!(
                        "`{}` bevat de gegevens van {} ({})",
                        "`{}` holds the data of {} ({})",
                        self.path.display(),
                        earlier.gemeente.naam,
                        earlier.gemeente.code
                    ),
                    hint: say!(
                        "kies een andere `--into`, of vervang het met `--force`",
                        "choose another `--into`, or replace it with `--force`"
                    ),
                })
            }
            other => Ok(other),
        }
    }
}

fn remove(path: &Path) -> Result<(), ExportError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(writing(path)(error)),
        _ => Ok(()),
    }
}
