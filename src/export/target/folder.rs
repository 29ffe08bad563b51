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
    own::{self, RUN_FILE},
    partial::{Partial, Place, refuse},
    spared::spare,
};
use crate::{
    error::ExportError,
    export::write_error,
    lang::{Said, say},
};

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
    /// Prepares a folder that will become `target`; `reads` are all files and
    /// folders that the command reads.
    ///
    /// With `force` an earlier result is replaced on commit: a folder that is
    /// empty, or holds what its `run.json` names and nothing else.
    ///
    /// # Errors
    ///
    /// [`ExportError::Replaces`] when the target is or holds what is read;
    /// [`ExportError::Exists`] when the target exists and `force` is off;
    /// [`ExportError::Write`] when the target is a file, or a folder of
    /// something else, or the folders above it cannot be made or written.
    pub fn create(target: &Path, force: bool, reads: &[&Path]) -> Result<Self, ExportError> {
        let place = Place::of(target)?;
        place.sweep();
        spare(&place.target, reads)?;
        check(&place.target, force)?;
        let partial = Partial::create(&place)?;
        Ok(Self { place, partial, force })
    }

    /// Where to write a file of this result.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.partial.new_path().join(name)
    }

    /// The name the folder will have.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.place.target
    }

    /// Gives the folder its name. Gives the path of the result.
    ///
    /// The files are flushed to disk first. With `force` the earlier result
    /// is exchanged for it, and removed after.
    ///
    /// # Errors
    ///
    /// [`ExportError::Exists`] when the target appeared in the meantime,
    /// [`ExportError::Write`] when a step fails. The earlier result is as it
    /// was and the new one is removed.
    pub fn commit(self) -> Result<PathBuf, ExportError> {
        let target = &self.place.target;
        check(target, self.force)?;
        self.partial.sync()?;
        self.partial.deliver_folder(target).map_err(write_error(target))?;
        self.place.sync_names();
        Ok(target.clone())
    }
}

/// Whether the target may be written to.
fn check(target: &Path, force: bool) -> Result<(), ExportError> {
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        let why = say!("er is een bestand met die naam", "a file of that name exists");
        return Err(refuse(target, io::ErrorKind::NotADirectory, why));
    }
    if !force {
        return Err(ExportError::Exists { path: target.to_owned() });
    }
    if fs::read_dir(target).map_err(write_error(target))?.next().is_none() {
        return Ok(());
    }
    let why = match own::foreign(target).map_err(write_error(target))? {
        Some(foreign) if foreign.is_empty() => return Ok(()),
        Some(foreign) => {
            let there = listed(&foreign);
            say!(
                [there] "in de map staat ook {there}, en dat zou verloren gaan; zet het eerst ergens anders",
                "the folder also holds {there}, which would be lost; move it elsewhere first"
            )
        }
        None => say!(
            "de map is geen uitkomst van dit programma (er staat geen {RUN_FILE} van toplaag in) en wordt niet vervangen",
            "the folder is not a result of this program (it has no {RUN_FILE} of toplaag), so it is not replaced"
        ),
    };
    Err(refuse(target, io::ErrorKind::AlreadyExists, why))
}

/// The first few names, and how many there are more.
fn listed(names: &[String]) -> Said {
    const SHOWN: usize = 5;
    let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => Said::alike(shown),
        more => say!("{shown} en nog {more}", "{shown} and {more} more"),
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

    /// A result whose version is told by its `run.json`.
    fn written(target: &Path, force: bool, version: &str) -> Result<OutputFolder, ExportError> {
        let folder = OutputFolder::create(target, force, &[])?;
        fs::write(folder.path(RUN_FILE), trail(version)).unwrap();
        Ok(folder)
    }

    fn trail(version: &str) -> String {
        format!(
            r#"{{"program": "toplaag", "version": "{version}", "outputs": ["run.json", "toplaag.gpkg"]}}"#
        )
    }

    #[test]
    fn the_folder_appears_on_commit_and_holds_only_what_was_written() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit");
        let folder = written(&target, false, "1").unwrap();
        assert!(!target.exists());
        assert_eq!(folder.commit().unwrap(), target);
        assert_eq!(names(&target), [RUN_FILE]);
        assert_eq!(names(parent.path()), ["uit"]);
    }

    #[test]
    fn nothing_remains_without_commit() {
        let parent = tempfile::tempdir().unwrap();
        drop(written(&parent.path().join("uit"), false, "1").unwrap());
        assert!(names(parent.path()).is_empty());
    }

    #[test]
    fn an_earlier_result_is_replaced_only_by_force() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit");
        written(&target, false, "old").unwrap().commit().unwrap();
        assert!(matches!(written(&target, false, "new"), Err(ExportError::Exists { .. })));
        drop(written(&target, true, "stopped").unwrap());
        assert_eq!(fs::read_to_string(target.join(RUN_FILE)).unwrap(), trail("old"));
        written(&target, true, "new").unwrap().commit().unwrap();
        assert_eq!(fs::read_to_string(target.join(RUN_FILE)).unwrap(), trail("new"));
        assert_eq!(names(parent.path()), ["uit"]);
    }

    #[test]
    fn force_does_not_replace_a_folder_of_something_else_nor_a_file() {
        let parent = tempfile::tempdir().unwrap();
        let other = parent.path().join("foto");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("kat.jpg"), "x").unwrap();
        let error = OutputFolder::create(&other, true, &[]).unwrap_err();
        assert!(matches!(error, ExportError::Write { .. }));
        assert!(OutputFolder::create(&other.join("kat.jpg"), true, &[]).is_err());
        let below = other.join("kat.jpg").join("uit");
        assert!(OutputFolder::create(&below, false, &[]).is_err(), "a file is no folder to write in");
        assert_eq!(names(&other), ["kat.jpg"]);
        fs::remove_file(other.join("kat.jpg")).unwrap();
        written(&other, true, "new").unwrap().commit().unwrap();
    }

    #[test]
    fn force_does_not_take_the_users_own_files_along() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit");
        written(&target, false, "1").unwrap().commit().unwrap();
        fs::write(target.join("toplaag.gpkg-wal"), "").unwrap();
        fs::write(target.join("notities.docx"), "x").unwrap();
        let error = OutputFolder::create(&target, true, &[]).unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains("notities.docx") && !cause.contains("gpkg"), "{cause}");
        fs::remove_file(target.join("notities.docx")).unwrap();
        written(&target, true, "1").unwrap().commit().unwrap();
    }

    #[test]
    fn folders_above_the_target_are_made() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit/2026/weesp");
        written(&target, false, "1").unwrap().commit().unwrap();
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
        assert_eq!(fs::read_to_string(target.join(RUN_FILE)).unwrap(), trail("fast"));
        assert_eq!(names(parent.path()), ["uit"]);
    }

    #[test]
    fn what_is_read_is_never_replaced() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit");
        written(&target, false, "old").unwrap().commit().unwrap();
        for force in [false, true] {
            let error = OutputFolder::create(&target, force, &[&target.join("toplaag.gpkg")]).unwrap_err();
            assert!(matches!(error, ExportError::Replaces { .. }), "{error}");
        }
        assert_eq!(names(parent.path()), ["uit"]);
    }
}
