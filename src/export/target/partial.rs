//! Where does a result stand while it is being written?
//!
//! In a hidden folder beside its target, `.{name}.partial-{pid}`:
//!
//! ```text
//! .lock   locked while its process lives
//! new/    the result: the folder itself, or the folder of the file
//! old/    an earlier result that stepped aside, where none can be exchanged
//! ```
//!
//! A folder whose lock can be taken is left over from a process that died, and
//! is removed by the next run to the same target. A process id alone would not
//! do: ids are used again, and two containers on one disk may both be process 1.
//!
//! A result that replaces another is exchanged with it in one step, where the
//! system can: then there is no moment without one, and what was replaced is
//! removed from within the hidden folder. Elsewhere the earlier one steps aside
//! first. A process that dies between these two steps leaves `old` beside
//! `new`, and the next run puts `old` back. It is whole, as it is removed only
//! when `new` is gone.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use crate::{
    error::ExportError,
    export::write_error,
    interrupt::Litter,
    lang::{Said, say},
};

/// Name of the lock file within the hidden folder.
const LOCK: &str = ".lock";
/// Name of what is being written.
const NEW: &str = "new";
/// Name of an earlier result that stepped aside.
const OLD: &str = "old";

/// The hidden folder of one result. Dropping it removes it and all it holds.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
    lock: Option<File>,
    litter: Litter,
}

impl Partial {
    /// Makes the folder.
    pub(super) fn create(place: &Place) -> Result<Self, ExportError> {
        let stem = format!(".{}.partial-{}", place.name, std::process::id());
        let mut path = place.parent.join(&stem);
        for n in 2..=1_000 {
            let made = fs::create_dir(&path).and_then(|()| hold(&path));
            match made {
                Ok(lock) => {
                    let partial = Self { litter: Litter::new(path.clone()), path, lock: Some(lock) };
                    let new = partial.new_path();
                    fs::create_dir(&new).map_err(write_error(&new))?;
                    return Ok(partial);
                }
                // Another process took the new folder for one that was left.
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) =>
                {
                    path = place.parent.join(format!("{stem}-{n}"));
                }
                Err(error) => {
                    remove(&path);
                    return Err(write_error(&path)(error));
                }
            }
        }
        let why = say!(
            "er staan te veel mappen van eerdere scans naast",
            "too many folders of earlier runs stand beside it"
        );
        Err(refuse(&path, io::ErrorKind::AlreadyExists, why))
    }

    /// What is being written: an empty folder at first.
    pub(super) fn new_path(&self) -> PathBuf {
        self.path.join(NEW)
    }

    /// Flushes every file to disk.
    pub(super) fn sync(&self) -> Result<(), ExportError> {
        sync(&self.new_path()).map_err(write_error(&self.path))
    }

    /// Gives the file `name` its target's name, in place of what has it.
    pub(super) fn deliver_file(&self, name: &str, target: &Path) -> io::Result<()> {
        self.litter.deliver(|| fs::rename(self.new_path().join(name), target))
    }

    /// Gives the folder its target's name, in place of what has it.
    pub(super) fn deliver_folder(&self, target: &Path) -> io::Result<()> {
        let (new, old) = (self.new_path(), self.path.join(OLD));
        self.litter.deliver(|| {
            if !target.exists() {
                return fs::rename(&new, target);
            }
            match exchange(&new, target) {
                Err(error) if error.kind() == io::ErrorKind::Unsupported => replace(&new, target, &old),
                done => done,
            }
        })
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // First, so that a process with too many open files can open the folder.
        self.lock = None;
        remove(&self.path);
    }
}

/// Makes the lock file of a hidden folder and holds it.
fn hold(folder: &Path) -> io::Result<File> {
    let path = folder.join(LOCK);
    let lock = File::create(&path)?;
    match lock.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Err(io::ErrorKind::AlreadyExists.into()),
        // Gone when another process held it just before, and removed the folder.
        Ok(()) if !path.exists() => Err(io::ErrorKind::NotFound.into()),
        // Some network disks know no locks; then leftovers stay, nothing else.
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(lock),
    }
}

/// Exchanges two folders in one step.
///
/// # Errors
///
/// [`io::ErrorKind::Unsupported`] where the system or the disk cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::{
        fs::{CWD, RenameFlags, renameat_with},
        io::Errno,
    };
    // By the name of the last two some systems mean one, others two.
    const CANNOT: [Errno; 4] = [Errno::NOSYS, Errno::INVAL, Errno::NOTSUP, Errno::OPNOTSUPP];
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|error| {
        if CANNOT.contains(&error) { io::ErrorKind::Unsupported.into() } else { error.into() }
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Replaces a folder in two steps: the earlier one steps aside, and comes
/// back when the new one cannot take its place.
fn replace(new: &Path, target: &Path, old: &Path) -> io::Result<()> {
    fs::rename(target, old)?;
    fs::rename(new, target).or_else(|error| fs::rename(old, target).and(Err(error)))
}

/// Removes a hidden folder. The lock goes last: as long as anything is left,
/// the next run knows the folder by it. An earlier result that can still be
/// put back goes when the new one has gone.
fn remove(folder: &Path) {
    let _ = fs::remove_dir_all(folder.join(NEW));
    let _ = fs::remove_dir_all(folder.join(OLD));
    if folder.join(NEW).exists() || folder.join(OLD).exists() {
        return;
    }
    let _ = fs::remove_file(folder.join(LOCK));
    let _ = fs::remove_dir(folder);
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
        if target.is_symlink() && !target.exists() {
            let why = say!(
                "het is een koppeling naar wat niet bestaat; maak dat eerst, of haal de koppeling weg",
                "it is a link to what does not exist; make that first, or remove the link"
            );
            return Err(refuse(target, io::ErrorKind::InvalidInput, why));
        }
        let is_nameless = target.file_name().is_none() && target.exists();
        let target = if is_nameless || target.is_symlink() && target.exists() {
            target.canonicalize().map_err(write_error(target))?
        } else {
            target.to_owned()
        };
        let name = target
            .file_name()
            .ok_or_else(|| {
                let why = say!("het pad eindigt niet op een naam", "the path has no name at its end");
                refuse(&target, io::ErrorKind::InvalidInput, why)
            })?
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

    /// Puts right what processes left that died: their folders go, and an
    /// earlier result that stepped aside for one that never came is put back.
    pub(super) fn sweep(&self) {
        for folder in self.leftovers() {
            let Ok(lock) = OpenOptions::new().write(true).open(folder.join(LOCK)) else {
                // Just being made, or all but gone: then it is empty.
                let _ = fs::remove_dir(folder);
                continue;
            };
            if lock.try_lock().is_ok() {
                let (new, old) = (folder.join(NEW), folder.join(OLD));
                if new.exists() && old.exists() && !self.target.exists() {
                    let _ = fs::rename(old, &self.target);
                }
                remove(&folder);
            }
        }
    }

    /// The folders `.{name}.partial-{pid}` beside the target, in the order of
    /// their names.
    fn leftovers(&self) -> Vec<PathBuf> {
        let start = format!(".{}.partial-", self.name);
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
pub(super) fn refuse(target: &Path, kind: io::ErrorKind, why: Said) -> ExportError {
    write_error(target)(io::Error::new(kind, why))
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

    /// What a process that died left: its hidden folder with these files.
    fn left(place: &Place, pid: &str, files: &[&str]) -> PathBuf {
        let folder = place.parent.join(format!(".{}.partial-{pid}", place.name));
        fs::create_dir(&folder).unwrap();
        for file in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, *file).unwrap();
        }
        folder
    }

    #[test]
    fn leftovers_of_the_dead_go_and_those_of_the_living_stay() {
        let parent = tempfile::tempdir().unwrap();
        let place = Place::of(&parent.path().join("uit")).unwrap();
        let living = Partial::create(&place).unwrap();
        let dead = left(&place, "99999999", &[".lock", "new/run.json"]);
        let empty = left(&place, "99999998", &[]);
        let moved = left(&place, "99999999-0", &[".lock"]);
        let other = left(&place, "nota", &[]);
        place.sweep();
        assert!(!dead.exists() && !empty.exists() && !moved.exists());
        assert!(other.exists());
        assert!(living.path.join(LOCK).exists());
        assert!(!place.target.exists());
    }

    #[test]
    fn a_replacement_that_was_cut_off_is_put_right() {
        let parent = tempfile::tempdir().unwrap();
        let place = Place::of(&parent.path().join("uit")).unwrap();
        left(&place, "99999999", &[".lock", "new/run.json", "old/run.json"]);
        place.sweep();
        assert_eq!(fs::read_to_string(place.target.join("run.json")).unwrap(), "old/run.json");
        // What stepped aside for a result that came does not come back, whole or half.
        for also in [true, false] {
            if !also {
                fs::remove_dir_all(&place.target).unwrap();
            }
            left(&place, "99999999", &[".lock", "old/half"]);
            place.sweep();
            assert_eq!(place.target.exists(), also);
            assert!(place.leftovers().is_empty());
        }
    }

    #[test]
    fn a_folder_takes_the_place_of_another_with_and_without_exchange() {
        let parent = tempfile::tempdir().unwrap();
        let at = |name: &str| parent.path().join(name);
        let fresh = || {
            for name in ["new", "uit"] {
                fs::create_dir_all(at(name)).unwrap();
                fs::write(at(name).join("run.json"), name).unwrap();
            }
        };
        fresh();
        replace(&at("new"), &at("uit"), &at("old")).unwrap();
        assert_eq!(fs::read_to_string(at("uit/run.json")).unwrap(), "new");
        assert_eq!(fs::read_to_string(at("old/run.json")).unwrap(), "uit");
        fs::remove_dir_all(at("old")).unwrap();
        fresh();
        replace(&at("weg"), &at("uit"), &at("old")).unwrap_err();
        assert_eq!(fs::read_to_string(at("uit/run.json")).unwrap(), "uit", "it came back");
        match exchange(&at("new"), &at("uit")) {
            Ok(()) => assert_eq!(fs::read_to_string(at("uit/run.json")).unwrap(), "new"),
            Err(error) => assert_eq!(error.kind(), io::ErrorKind::Unsupported),
        }
    }

    #[test]
    fn a_path_relative_to_here_is_taken() {
        let place = Place::of(Path::new("uit/")).unwrap();
        assert_eq!((place.parent.as_path(), place.name.as_str()), (Path::new("."), "uit"));
        assert!(Place::of(Path::new("/")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_is_refused_before_anything_is_written() {
        let parent = tempfile::tempdir().unwrap();
        let link = parent.path().join("uit");
        std::os::unix::fs::symlink(parent.path().join("weg"), &link).unwrap();
        let error = Place::of(&link).unwrap_err();
        assert!(std::error::Error::source(&error).unwrap().to_string().contains("link"), "{error}");
    }
}
