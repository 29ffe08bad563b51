//! How does a result appear whole, or not at all?
//!
//! Files are written into a hidden folder beside the target, and
//! [`OutputFolder::commit`] gives it the target's name in one step. Whatever
//! goes wrong before that leaves the target as it was.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    partial::{Partial, Place, refuse},
    write_error,
};
use crate::error::ExportError;

/// The file by which a folder is known to be a result of this program.
const RUN_FILE: &str = "run.json";

/// A folder that is being filled and has not got its name yet.
///
/// Dropping it without [`OutputFolder::commit`] removes everything written.
#[derive(Debug)]
pub struct OutputFolder {
    place: Place,
    partial: Partial,
    force: bool,
}

impl OutputFolder {
    /// Prepares a folder that will become `target`.
    ///
    /// With `force` an earlier result is replaced on commit; only a folder
    /// that is empty or holds a `run.json` is taken for one.
    ///
    /// # Errors
    ///
    /// [`ExportError::Exists`] when the target exists and `force` is off;
    /// [`ExportError::Write`] when the target is a file, or a folder of
    /// something else, or the folders above it cannot be made or written.
    pub fn create(target: &Path, force: bool) -> Result<Self, ExportError> {
        let place = Place::of(target)?;
        recover(&place);
        check(&place.target, force)?;
        let partial = Partial::create(&place)?;
        Ok(Self { place, partial, force })
    }

    /// Where to write a file of this result.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.partial.path().join(name)
    }

    /// The name the folder will have.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.place.target
    }

    /// Gives the folder its name. Gives the path of the result.
    ///
    /// The files are flushed to disk first. With `force` the earlier result
    /// steps aside before and is removed after; when the new one
    /// cannot take its place, the old one is put back.
    ///
    /// # Errors
    ///
    /// [`ExportError::Exists`] when the target appeared in the meantime,
    /// [`ExportError::Write`] when a step fails. The earlier result is as it
    /// was and the new one is removed.
    pub fn commit(mut self) -> Result<PathBuf, ExportError> {
        let Place { target, parent, name } = &self.place;
        check(target, self.force)?;
        self.partial.sync()?;
        self.partial.unlock()?;

        let old = parent.join(format!(".{name}.old-{}", std::process::id()));
        let replaces = target.exists();
        if replaces {
            if old.exists() {
                fs::remove_dir_all(&old).map_err(write_error(&old))?;
            }
            fs::rename(target, &old).map_err(write_error(target))?;
        }
        if let Err(error) = fs::rename(self.partial.path(), target) {
            if replaces {
                fs::rename(&old, target).map_err(write_error(&old))?;
            }
            return Err(write_error(target)(error));
        }
        self.place.sync_names();
        if replaces {
            // The result stands. What cannot be removed goes with the next run.
            let _ = fs::remove_dir_all(&old);
        }
        Ok(target.clone())
    }
}

/// Whether the target may be written to.
fn check(target: &Path, force: bool) -> Result<(), ExportError> {
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        return Err(refuse(target, io::ErrorKind::NotADirectory, "a file of that name exists"));
    }
    if !force {
        return Err(ExportError::Exists { path: target.to_owned() });
    }
    let is_empty = fs::read_dir(target).map_err(write_error(target))?.next().is_none();
    if !is_empty && !target.join(RUN_FILE).is_file() {
        return Err(refuse(
            target,
            io::ErrorKind::AlreadyExists,
            "the folder is not a result of this program (it has no run.json), so it is not replaced",
        ));
    }
    let foreign = foreign(target).map_err(write_error(target))?;
    if !foreign.is_empty() {
        let text = format!(
            "the folder also holds {}, which would be lost; move it elsewhere first",
            foreign.join(", ")
        );
        return Err(refuse(target, io::ErrorKind::AlreadyExists, &text));
    }
    Ok(())
}

/// Files in an earlier result that it did not write itself. What a reader
/// leaves beside a file (`toplaag.gpkg-wal`, `panden.fgb.aux.xml`) is not counted.
/// An output that ends in `/` is a folder.
fn foreign(target: &Path) -> io::Result<Vec<String>> {
    let Ok(text) = fs::read_to_string(target.join(RUN_FILE)) else { return Ok(Vec::new()) };
    let run: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let outputs: Vec<&str> =
        run["outputs"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    if outputs.is_empty() {
        return Ok(Vec::new());
    }
    let mut foreign = Vec::new();
    for entry in fs::read_dir(target)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_of = |output: &&str| match output.strip_suffix('/') {
            Some(folder) => name == folder,
            None => name.starts_with(*output),
        };
        let own = name == RUN_FILE || outputs.iter().any(is_of);
        if !own {
            foreign.push(name);
        }
    }
    foreign.sort();
    Ok(foreign)
}

/// Puts right what a process left that died halfway through a replacement:
/// an old result that stepped aside comes back when nothing took its place,
/// and goes when something did.
fn recover(place: &Place) {
    for old in place.siblings("old") {
        if place.target.exists() {
            let _ = fs::remove_dir_all(old);
        } else {
            let _ = fs::rename(old, &place.target);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn written(target: &Path, force: bool, text: &str) -> Result<OutputFolder, ExportError> {
        let folder = OutputFolder::create(target, force)?;
        fs::write(folder.path(RUN_FILE), text).unwrap();
        Ok(folder)
    }

    #[test]
    fn the_folder_appears_on_commit_and_holds_only_what_was_written() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit");
        let folder = written(&target, false, "{}").unwrap();
        assert!(!target.exists());
        assert_eq!(folder.commit().unwrap(), target);
        assert_eq!(names(&target), [RUN_FILE]);
        assert_eq!(names(parent.path()), ["uit"]);
    }

    #[test]
    fn nothing_remains_without_commit() {
        let parent = tempfile::tempdir().unwrap();
        drop(written(&parent.path().join("uit"), false, "{}").unwrap());
        assert!(names(parent.path()).is_empty());
    }

    #[test]
    fn an_earlier_result_is_replaced_only_by_force() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit");
        written(&target, false, "old").unwrap().commit().unwrap();
        assert!(matches!(written(&target, false, "new"), Err(ExportError::Exists { .. })));
        drop(written(&target, true, "stopped").unwrap());
        assert_eq!(fs::read_to_string(target.join(RUN_FILE)).unwrap(), "old");
        written(&target, true, "new").unwrap().commit().unwrap();
        assert_eq!(fs::read_to_string(target.join(RUN_FILE)).unwrap(), "new");
        assert_eq!(names(parent.path()), ["uit"]);
    }

    #[test]
    fn force_does_not_replace_a_folder_of_something_else_nor_a_file() {
        let parent = tempfile::tempdir().unwrap();
        let other = parent.path().join("foto");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("kat.jpg"), "x").unwrap();
        let error = OutputFolder::create(&other, true).unwrap_err();
        assert!(matches!(error, ExportError::Write { .. }));
        assert!(OutputFolder::create(&other.join("kat.jpg"), true).is_err());
        let below = other.join("kat.jpg").join("uit");
        assert!(OutputFolder::create(&below, false).is_err(), "a file is no folder to write in");
        assert_eq!(names(&other), ["kat.jpg"]);
        fs::remove_file(other.join("kat.jpg")).unwrap();
        written(&other, true, "new").unwrap().commit().unwrap();
    }

    #[test]
    fn force_does_not_take_the_users_own_files_along() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit");
        written(&target, false, r#"{"outputs": ["run.json", "toplaag.gpkg"]}"#).unwrap().commit().unwrap();
        fs::write(target.join("toplaag.gpkg-wal"), "").unwrap();
        fs::write(target.join("notities.docx"), "x").unwrap();
        let error = OutputFolder::create(&target, true).unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains("notities.docx") && !cause.contains("gpkg"), "{cause}");
        fs::remove_file(target.join("notities.docx")).unwrap();
        written(&target, true, "{}").unwrap().commit().unwrap();
    }

    #[test]
    fn folders_above_the_target_are_made() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit/2026/weesp");
        written(&target, false, "{}").unwrap().commit().unwrap();
        assert_eq!(names(&target), [RUN_FILE]);
        assert_eq!(names(&parent.path().join("uit/2026")), ["weesp"]);
    }

    #[test]
    fn a_target_that_appears_in_the_meantime_stays() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit");
        let slow = written(&target, false, "slow").unwrap();
        written(&target, false, "fast").unwrap().commit().unwrap();
        assert!(matches!(slow.commit(), Err(ExportError::Exists { .. })));
        assert_eq!(fs::read_to_string(target.join(RUN_FILE)).unwrap(), "fast");
        assert_eq!(names(parent.path()), ["uit"]);
    }

    #[test]
    fn a_replacement_that_was_cut_off_is_put_right() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit");
        let old = parent.path().join(".uit.old-99999999");
        fs::create_dir(&old).unwrap();
        fs::write(old.join(RUN_FILE), "old").unwrap();
        assert!(matches!(OutputFolder::create(&target, false), Err(ExportError::Exists { .. })));
        assert_eq!(fs::read_to_string(target.join(RUN_FILE)).unwrap(), "old");
    }
}
