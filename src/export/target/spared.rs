//! Would a result take the place of something the command reads?
//!
//! One guard for every command that writes: `--out` may be mistyped, and with
//! `--force` the run, list or project it names would be gone for good.

use std::path::{Path, PathBuf, absolute};

use crate::error::ExportError;

/// Refuses a target that is or holds one of the paths that are read, or is a
/// file in a folder that is read.
///
/// # Errors
///
/// [`ExportError::Replaces`] with the first path that would be lost.
pub(super) fn spare(target: &Path, reads: &[&Path]) -> Result<(), ExportError> {
    // What does not exist replaces nothing.
    let Ok(whole) = target.canonicalize() else { return Ok(()) };
    let is_lost = |read: &Path| {
        let is_within = whole.is_file() && read.canonicalize().is_ok_and(|read| whole.starts_with(read));
        is_within || passed(read).iter().any(|place| place.starts_with(&whole))
    };
    match reads.iter().find(|read| is_lost(read)) {
        Some(read) => Err(ExportError::Replaces { path: target.to_owned(), read: (*read).to_owned() }),
        None => Ok(()),
    }
}

/// The places one passes on the way to a path: itself, the folders above it,
/// links as they stand, and where the last of them leads. A link that is
/// replaced is as lost as a file.
fn passed(path: &Path) -> Vec<PathBuf> {
    let Ok(path) = absolute(path) else { return Vec::new() };
    let stands = |part: &Path| Some(part.parent()?.canonicalize().ok()?.join(part.file_name()?));
    path.ancestors().filter_map(stands).chain(path.canonicalize()).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_target_that_is_or_holds_what_is_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("run/kaart")).unwrap();
        fs::write(at("run/panden.fgb"), "x").unwrap();
        fs::write(at("lijst.xlsx"), "x").unwrap();
        let refused = |target: &str, read: &str| spare(&at(target), &[&at("weg"), &at(read)]).is_err();
        assert!(refused("run", "run"));
        assert!(refused("run/", "run/panden.fgb"));
        assert!(refused("run/kaart/..", "run/panden.fgb"));
        assert!(refused("lijst.xlsx", "run/../lijst.xlsx"));
        assert!(refused("run/panden.fgb", "run"), "a file of a folder that is read");
        assert!(!refused("run/kaart", "run"), "a folder of its own within a run");
        assert!(!refused("run", "lijst.xlsx"));
        assert!(!refused("nieuw", "run"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_are_themselves_spared() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("run")).unwrap();
        fs::create_dir_all(at("data")).unwrap();
        fs::write(at("data/panden.fgb"), "x").unwrap();
        symlink(at("run"), at("link")).unwrap();
        symlink(at("data"), at("run/data")).unwrap();
        assert!(spare(&at("link"), &[&at("run")]).is_err());
        assert!(spare(&at("run"), &[&at("link")]).is_err());
        // The data stay, the way to them would not.
        assert!(spare(&at("run"), &[&at("run/data/panden.fgb")]).is_err());
        assert!(spare(&at("run"), &[&at("data/panden.fgb")]).is_ok());
    }
}
