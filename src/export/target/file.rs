//! How does a single file appear whole, or not at all?
//!
//! It is written under its own name in a hidden folder beside the target, with
//! whatever its writer puts beside it, and [`OutputFile::commit`] moves it into
//! place in one step. Whatever goes wrong before that leaves the target as it
//! was.

use std::{
    fs, io,
    path::{Path, PathBuf, is_separator},
};

use super::{
    partial::{Partial, Place, refuse},
    spared::spare,
};
use crate::{error::ExportError, export::write_error, lang::say};

/// A file that is being written and has not got its place yet.
///
/// Dropping it without [`OutputFile::commit`] removes everything written.
#[derive(Debug)]
pub struct OutputFile {
    place: Place,
    partial: Partial,
    force: bool,
}

impl OutputFile {
    /// Prepares a file that will become `target`; `reads` are all files and
    /// folders that the command reads.
    ///
    /// With `force` an earlier file is replaced on commit. A link to a file
    /// stays a link: its far end is replaced.
    ///
    /// # Errors
    ///
    /// [`ExportError::Replaces`] when the target is read or is in a folder
    /// that is; [`ExportError::Exists`] when the target exists and `force` is
    /// off; [`ExportError::Write`] when the target is or ends as a folder, is a
    /// device or a database that is in use, or the folders above it cannot be
    /// made or written.
    pub fn create(target: &Path, force: bool, reads: &[&Path]) -> Result<Self, ExportError> {
        // The system would refuse it too, but only when all has been written.
        if target.as_os_str().as_encoded_bytes().last().is_some_and(|byte| is_separator(char::from(*byte))) {
            let why = say!("het pad eindigt als dat van een map", "the path ends as that of a folder");
            return Err(refuse(target, io::ErrorKind::InvalidInput, why));
        }
        let place = Place::of(target)?;
        place.sweep();
        spare(&place.target, reads)?;
        check(&place, force)?;
        let partial = Partial::create(&place)?;
        Ok(Self { place, partial, force })
    }

    /// Where to write the file. Nothing stands there yet.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.partial.new_path().join(&self.place.name)
    }

    /// The path the file will have.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.place.target
    }

    /// Moves the file into its place. Gives the path of the result.
    ///
    /// The file is flushed to disk first. An earlier file is replaced in the
    /// same step: at no moment is there neither.
    ///
    /// # Errors
    ///
    /// [`ExportError::Exists`] when the target appeared in the meantime,
    /// [`ExportError::Write`] when a step fails, for one because nothing was
    /// written. The earlier file is as it was and the new one is removed.
    pub fn commit(self) -> Result<PathBuf, ExportError> {
        check(&self.place, self.force)?;
        self.partial.sync()?;
        let target = &self.place.target;
        self.partial.deliver_file(&self.place.name, target).map_err(write_error(target))?;
        self.place.sync_names();
        Ok(target.clone())
    }
}

/// Whether the target may be written to.
fn check(place: &Place, force: bool) -> Result<(), ExportError> {
    let target = &place.target;
    // SQLite would play these back into the new file.
    for tail in ["-journal", "-wal"] {
        let beside = place.parent.join(format!("{}{tail}", place.name));
        if beside.exists() {
            let beside = beside.display();
            let why = say!(
                "`{beside}` staat ernaast: een ander programma schrijft het, of brak af; sluit het, of haal dat bestand weg",
                "`{beside}` stands beside it, so another program is writing it or broke off; close it or remove that file"
            );
            return Err(refuse(target, io::ErrorKind::AlreadyExists, why));
        }
    }
    let Ok(found) = fs::symlink_metadata(target) else { return Ok(()) };
    if found.is_dir() {
        let why = say!("er is een map met die naam", "a folder of that name exists");
        return Err(refuse(target, io::ErrorKind::AlreadyExists, why));
    }
    if !found.is_file() && !found.is_symlink() {
        let why = say!("dat is een apparaat, geen bestand", "that is a device, not a file");
        return Err(refuse(target, io::ErrorKind::AlreadyExists, why));
    }
    if force { Ok(()) } else { Err(ExportError::Exists { path: target.clone() }) }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead as _, BufReader, Write as _},
        process::{Command, Stdio},
        thread,
        time::Duration,
    };

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn written(target: &Path, force: bool, text: &str) -> Result<OutputFile, ExportError> {
        let file = OutputFile::create(target, force, &[])?;
        fs::write(file.path(), text).unwrap();
        // What a database leaves beside its file while at work.
        fs::write(file.path().with_extension("journal"), "x").unwrap();
        Ok(file)
    }

    #[test]
    fn the_file_appears_on_commit_and_nothing_beside_it() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("kaart/uit.pmtiles");
        let file = written(&target, false, "new").unwrap();
        assert!(!target.exists());
        assert_eq!(file.target(), target);
        assert_eq!(file.commit().unwrap(), target);
        assert_eq!(fs::read_to_string(&target).unwrap(), "new");
        assert_eq!(names(&parent.path().join("kaart")), ["uit.pmtiles"]);
    }

    #[test]
    fn nothing_remains_without_commit() {
        let parent = tempfile::tempdir().unwrap();
        drop(written(&parent.path().join("uit.pmtiles"), false, "new").unwrap());
        assert!(names(parent.path()).is_empty());
    }

    #[test]
    fn an_earlier_file_is_replaced_only_by_force() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit.pmtiles");
        fs::write(&target, "old").unwrap();
        let error = written(&target, false, "new").unwrap_err();
        assert!(matches!(error, ExportError::Exists { .. }), "{error}");
        drop(written(&target, true, "new").unwrap());
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
        written(&target, true, "new").unwrap().commit().unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "new");
        assert_eq!(names(parent.path()), ["uit.pmtiles"]);
    }

    #[test]
    fn a_file_that_was_never_written_is_an_error_and_the_earlier_one_stays() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit.pmtiles");
        fs::write(&target, "old").unwrap();
        let error = OutputFile::create(&target, true, &[]).unwrap().commit().unwrap_err();
        assert!(matches!(error, ExportError::Write { .. }), "{error}");
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
        assert_eq!(names(parent.path()), ["uit.pmtiles"]);
    }

    #[test]
    fn a_target_that_appears_in_the_meantime_stays() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit.pmtiles");
        let slow = written(&target, false, "slow").unwrap();
        written(&target, false, "fast").unwrap().commit().unwrap();
        assert!(matches!(slow.commit(), Err(ExportError::Exists { .. })));
        assert_eq!(fs::read_to_string(&target).unwrap(), "fast");
        assert_eq!(names(parent.path()), ["uit.pmtiles"]);
    }

    #[test]
    fn force_does_not_replace_a_folder_or_a_database_in_use() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit.mbtiles");
        fs::write(parent.path().join("uit.mbtiles-wal"), "half a change").unwrap();
        for force in [false, true] {
            let error = OutputFile::create(&target, force, &[]).unwrap_err();
            let cause = std::error::Error::source(&error).unwrap().to_string();
            assert!(cause.contains("uit.mbtiles-wal"), "{cause}");
            assert!(matches!(OutputFile::create(parent.path(), force, &[]), Err(ExportError::Write { .. })));
            let as_folder = parent.path().join("kaart.pmtiles/");
            assert!(matches!(OutputFile::create(&as_folder, force, &[]), Err(ExportError::Write { .. })));
        }
        assert_eq!(names(parent.path()), ["uit.mbtiles-wal"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_device_a_device() {
        let parent = tempfile::tempdir().unwrap();
        let (far, link) = (parent.path().join("far"), parent.path().join("link"));
        fs::write(&far, "old").unwrap();
        std::os::unix::fs::symlink(&far, &link).unwrap();
        written(&link, true, "new").unwrap().commit().unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&far).unwrap(), "new");
        assert!(matches!(
            OutputFile::create(Path::new("/dev/null"), true, &[]),
            Err(ExportError::Write { .. })
        ));
    }

    /// The name under which the test below starts itself.
    const SELF: &str =
        "export::target::file::tests::a_writer_that_is_killed_leaves_the_old_file_and_no_lasting_litter";

    #[test]
    fn a_writer_that_is_killed_leaves_the_old_file_and_no_lasting_litter() {
        // The same test in a process of its own: writes half a file and waits to be killed.
        if let Some(target) = std::env::var_os("TOPLAAG_TEST_WRITES") {
            let _file = written(Path::new(&target), true, "half").unwrap();
            io::stderr().write_all(b"half is written\n").unwrap();
            thread::sleep(Duration::from_secs(600));
            return;
        }
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("uit.pmtiles");
        fs::write(&target, "old").unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", SELF, "--nocapture"])
            .env("TOPLAAG_TEST_WRITES", &target)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        assert!(lines.any(|line| line == "half is written"), "the child found no such test");
        let litter = || names(parent.path()).len() - 1;

        // While it lives, its file is not taken for litter.
        drop(OutputFile::create(&target, true, &[]).unwrap());
        assert_eq!(litter(), 1);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
        assert_eq!(litter(), 1);
        drop(OutputFile::create(&target, true, &[]).unwrap());
        assert_eq!(litter(), 0);
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
    }
}
