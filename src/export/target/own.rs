//! Which files of an earlier result did this program write?
//!
//! `run.json` names them, for every command. `--force` replaces a folder when
//! these are all that is in it: a copy, a note or a document of the user's
//! own, or a `run.json` of somebody else's, keeps the folder as it is.

use std::{fs, io, path::Path};

use serde::Deserialize;

/// The file by which a folder is known to be a result of this program.
pub(super) const RUN_FILE: &str = "run.json";

/// What a reader leaves beside a file: SQLite, GDAL and QGIS.
const BESIDE: [&str; 4] = ["-journal", "-shm", "-wal", ".aux.xml"];

/// What every `run.json` holds.
#[derive(Deserialize)]
struct Trail {
    program: String,
    /// Files from the folder on; a part in braces stands for a number, so that
    /// `{z}/{x}/{y}.pbf` is every tile.
    outputs: Vec<String>,
}

/// Files and folders in a result that this program did not write, by name.
/// `None` when no `run.json` of this program stands there.
///
/// # Errors
///
/// When the folder cannot be read.
pub(super) fn foreign(folder: &Path) -> io::Result<Option<Vec<String>>> {
    let run = folder.join(RUN_FILE);
    if !fs::symlink_metadata(&run).is_ok_and(|found| found.is_file()) {
        return Ok(None);
    }
    let trail: Option<Trail> = serde_json::from_slice(&fs::read(run)?).ok();
    let Some(trail) = trail.filter(|trail| trail.program == env!("CARGO_PKG_NAME")) else { return Ok(None) };
    let outputs: Vec<Vec<&str>> = trail.outputs.iter().map(|output| output.split('/').collect()).collect();
    let mut foreign = Vec::new();
    look(folder, &mut Vec::new(), &outputs, &mut foreign)?;
    foreign.sort();
    Ok(Some(foreign))
}

/// Looks through one folder; `above` are the names that lead to it.
fn look(
    folder: &Path,
    above: &mut Vec<String>,
    outputs: &[Vec<&str>],
    foreign: &mut Vec<String>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        above.push(entry.file_name().to_string_lossy().into_owned());
        if kind.is_dir() && outputs.iter().any(|output| leads_to(above, output)) {
            look(&entry.path(), above, outputs, foreign)?;
        } else if !kind.is_file() || !outputs.iter().any(|output| is_of(above, output)) {
            foreign.push(above.join("/"));
        }
        above.pop();
    }
    Ok(())
}

/// Whether an output lies below a folder.
fn leads_to(names: &[String], output: &[&str]) -> bool {
    names.len() < output.len() && names.iter().zip(output).all(|(name, part)| is_part(name, part))
}

/// Whether a file is an output, or what a reader left beside one.
fn is_of(names: &[String], output: &[&str]) -> bool {
    let (Some((name, above)), Some((last, parts))) = (names.split_last(), output.split_last()) else {
        return false;
    };
    let is_beside = || BESIDE.iter().any(|tail| name.strip_suffix(tail) == Some(last));
    above.len() == parts.len()
        && above.iter().zip(parts).all(|(name, part)| is_part(name, part))
        && (is_part(name, last) || is_beside())
}

/// Whether a name is a part of an output: the same, or a number for `{x}`.
fn is_part(name: &str, part: &str) -> bool {
    let Some((before, rest)) = part.split_once('{') else { return name == part };
    let Some((_, after)) = rest.split_once('}') else { return name == part };
    name.strip_prefix(before)
        .and_then(|name| name.strip_suffix(after))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The foreign names of a folder with these files and this `run.json`.
    fn found(run: &str, files: &[&str]) -> Option<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(RUN_FILE), run).unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        foreign(folder.path()).unwrap()
    }

    #[test]
    fn only_what_the_trail_names_is_ours() {
        let run = r#"{"program": "toplaag", "outputs": ["run.json", "toplaag.gpkg", "shortlist.xlsx"]}"#;
        let ours = ["toplaag.gpkg", "toplaag.gpkg-wal", "toplaag.gpkg-shm", "toplaag.gpkg.aux.xml"];
        assert_eq!(found(run, &ours).unwrap(), [""; 0]);
        let theirs = ["shortlist.xlsx.bak", "shortlist-2.xlsx", "kaart/toplaag.gpkg", "-wal"];
        assert_eq!(found(run, &theirs).unwrap(), ["-wal", "kaart", "shortlist-2.xlsx", "shortlist.xlsx.bak"]);
    }

    #[test]
    fn tiles_are_known_by_their_numbers() {
        let run = r#"{"program": "toplaag", "outputs": ["run.json", "5/{x}/{y}.pbf"]}"#;
        assert_eq!(found(run, &["5/16/10.pbf", "5/17/3.pbf"]).unwrap(), [""; 0]);
        assert_eq!(
            found(run, &["5/16/10.pbf", "5/16/notitie.txt", "5/mijn/1.pbf", "6/1/1.pbf", "5/16/.pbf"])
                .unwrap(),
            ["5/16/.pbf", "5/16/notitie.txt", "5/mijn", "6"]
        );
    }

    #[test]
    fn the_trail_of_another_program_is_none() {
        for run in ["", "{}", "[1]", r#"{"my": 1}"#, r#"{"program": "x", "outputs": ["run.json"]}"#] {
            assert_eq!(found(run, &[]), None, "{run}");
        }
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(foreign(folder.path()).unwrap(), None);
    }
}
