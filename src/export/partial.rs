//! Where does a result stand while it is being written?
//!
//! In a hidden folder beside its target, `.{name}.partial-{pid}`. That folder
//! holds a locked file `.lock` while its process lives. A folder whose lock
//! can be taken is left over from a process that died, and is removed by the
//! next run to the same target. A process id alone would not do: ids are used
//! again, and two containers on one disk may both be process 1.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use super::write_error;
use crate::error::ExportError;

/// Name of the lock file within the hidden folder.
const LOCK: &str = ".lock";

/// The hidden folder of one result. Dropping it removes it and all it holds.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
    lock: Option<File>,
}

impl Partial {
    /// Makes the folder, after removing those of processes that died.
    pub(super) fn create(place: &Place) -> Result<Self, ExportError> {
        sweep(place);
        let stem = format!(".{}.partial-{}", place.name, std::process::id());
        let mut path = place.parent.join(&stem);
        for n in 2..=1_000 {
            let made = fs::create_dir(&path).and_then(|()| File::create(path.join(LOCK)));
            match made {
                Ok(lock) => {
                    // Some network disks know no locks; then leftovers stay, nothing else.
                    let _ = lock.try_lock();
                    return Ok(Self { path, lock: Some(lock) });
                }
                // Another process took the empty folder for one that was left.
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) =>
                {
                    path = place.parent.join(format!("{stem}-{n}"));
                }
                Err(error) => return Err(write_error(&path)(error)),
            }
        }
        Err(refuse(&path, io::ErrorKind::AlreadyExists, "too many folders of earlier runs stand beside it"))
    }

    /// The hidden folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the lock file out, so that the folder holds the result alone.
    pub(super) fn unlock(&mut self) -> Result<(), ExportError> {
        self.lock = None;
        let lock = self.path.join(LOCK);
        fs::remove_file(&lock).map_err(write_error(&lock))
    }

    /// Flushes every file to disk.
    pub(super) fn sync(&self) -> Result<(), ExportError> {
        sync(&self.path).map_err(write_error(&self.path))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        self.lock = None;
        if self.path.exists() {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// A target: the folder it stands in, and its own name.
#[derive(Debug)]
pub(super) struct Place {
    /// The whole path. A link to something that exists has been followed, so
    /// that its far end is replaced and the link stays a link.
    pub(super) target: PathBuf,
    pub(super) parent: PathBuf,
    pub(super) name: String,
}

impl Place {
    /// Finds the place of a target and makes the folders above it.
    pub(super) fn of(target: &Path) -> Result<Self, ExportError> {
        let is_nameless = target.file_name().is_none() && target.exists();
        let target = if is_nameless || target.is_symlink() && target.exists() {
            target.canonicalize().map_err(write_error(target))?
        } else {
            target.to_owned()
        };
        let name = target
            .file_name()
            .ok_or_else(|| refuse(&target, io::ErrorKind::InvalidInput, "the path has no name at its end"))?
            .to_string_lossy()
            .into_owned();
        let parent = match target.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        // `--out out/weesp` is meant to work in an empty folder.
        fs::create_dir_all(&parent).map_err(write_error(&parent))?;
        Ok(Self { target, parent, name })
    }

    /// The folders `.{name}.{what}-{pid}` beside the target, in the order of
    /// their names.
    pub(super) fn siblings(&self, what: &str) -> Vec<PathBuf> {
        let start = format!(".{}.{what}-", self.name);
        let is_ours = |entry: &fs::DirEntry| {
            entry
                .file_name()
                .to_str()
                .and_then(|name| name.strip_prefix(&start))
                .is_some_and(|pid| pid.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
        };
        let Ok(entries) = fs::read_dir(&self.parent) else { return Vec::new() };
        let mut paths: Vec<_> = entries.flatten().filter(is_ours).map(|entry| entry.path()).collect();
        paths.sort();
        paths
    }

    /// Flushes the names in the folder of the target, as far as the system can.
    pub(super) fn sync_names(&self) {
        if let Ok(parent) = File::open(&self.parent) {
            let _ = parent.sync_all();
        }
    }
}

/// The error for a target that must not be written.
pub(super) fn refuse(target: &Path, kind: io::ErrorKind, why: &str) -> ExportError {
    write_error(target)(io::Error::new(kind, why))
}

/// Removes the folders of processes that died.
fn sweep(place: &Place) {
    for path in place.siblings("partial") {
        let Ok(lock) = OpenOptions::new().write(true).open(path.join(LOCK)) else {
            // Without a lock file it is about to get its name, or is just being
            // made: then it is empty, and who makes it makes another.
            let _ = fs::remove_dir(path);
            continue;
        };
        if lock.try_lock().is_ok() {
            drop(lock);
            let _ = fs::remove_dir_all(path);
        }
    }
}

fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sync(&path)?;
        } else {
            OpenOptions::new().append(true).open(path)?.sync_all()?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_of_the_dead_go_and_those_of_the_living_stay() {
        let parent = tempfile::tempdir().unwrap();
        let place = Place::of(&parent.path().join("uit")).unwrap();
        let living = Partial::create(&place).unwrap();
        let dead = parent.path().join(".uit.partial-99999999");
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(LOCK), "").unwrap();
        let empty = parent.path().join(".uit.partial-99999998");
        fs::create_dir(&empty).unwrap();
        let other = parent.path().join(".uit.partial-nota");
        fs::create_dir(&other).unwrap();
        drop(Partial::create(&place).unwrap());
        assert!(!dead.exists() && !empty.exists());
        assert!(other.exists());
        assert!(living.path().join(LOCK).exists());
    }

    #[test]
    fn a_path_relative_to_here_is_taken() {
        let place = Place::of(Path::new("uit/")).unwrap();
        assert_eq!((place.parent.as_path(), place.name.as_str()), (Path::new("."), "uit"));
        assert!(Place::of(Path::new("/")).is_err());
    }
}
