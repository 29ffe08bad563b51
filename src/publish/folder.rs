//! The folder that is published, while it is filled.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::unwritable;
use crate::{
    error::{Error, ExportError},
    export::OutputFolder,
    lang::Lang,
    record::Run,
};

/// A folder that is filled.
pub(super) struct Published<'a> {
    folder: &'a OutputFolder,
    /// Title.
    pub name: String,
    /// Language of what people read.
    pub lang: Lang,
    outputs: BTreeSet<String>,
}

impl<'a> Published<'a> {
    /// Of nothing yet.
    pub fn new(folder: &'a OutputFolder, name: String, lang: Lang) -> Self {
        Self { folder, name, lang, outputs: BTreeSet::new() }
    }

    /// The files that were written, as `run.json` names them: a number in the
    /// name of a file is every number.
    pub fn outputs(&self) -> &BTreeSet<String> {
        &self.outputs
    }

    /// Where a folder within this one is.
    pub fn below(&self, name: &str) -> PathBuf {
        self.folder.path(name)
    }

    /// Where to write a file.
    ///
    /// # Errors
    ///
    /// [`Error::Export`] for a name that leads elsewhere.
    pub fn start(&mut self, name: &str) -> Result<PathBuf, Error> {
        let path = self.folder.path(name);
        if !is_plain(name) {
            let detail = format!("`{name}` is no name of a file here");
            return Err(ExportError::Format { path, format: "folder of a page", detail }.into());
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(unwritable(folder))?;
        }
        self.outputs.insert(any_number(name));
        Ok(path)
    }

    /// Writes a file.
    ///
    /// # Errors
    ///
    /// [`Error::Export`].
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.start(name)?;
        Ok(fs::write(&path, bytes).map_err(unwritable(&path))?)
    }

    /// Takes the files of a folder of documents, but for what that says of
    /// itself: it names the run on the machine it was made on.
    ///
    /// # Errors
    ///
    /// [`Error::Export`].
    pub fn take(&mut self, name: &str) -> Result<(), Error> {
        let folder = self.below(name);
        let trail = folder.join(Run::FILE);
        fs::remove_file(&trail).map_err(unwritable(&trail))?;
        for file in files(&folder)? {
            let below = file.strip_prefix(&folder).unwrap_or(&file);
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            self.outputs.insert(format!("{name}/{}", parts.join("/")));
        }
        Ok(())
    }

    /// Files and their bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Export`].
    pub fn size(&self) -> Result<(usize, u64), Error> {
        let files = files(&self.folder.path(""))?;
        let bytes = files.iter().filter_map(|file| fs::metadata(file).ok()).map(|file| file.len()).sum();
        Ok((files.len(), bytes))
    }
}

/// All files of a folder and the folders in it.
fn files(folder: &Path) -> Result<Vec<PathBuf>, ExportError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unwritable(folder))? {
        let entry = entry.map_err(unwritable(folder))?;
        let kind = entry.file_type().map_err(unwritable(folder))?;
        if kind.is_dir() { found.extend(files(&entry.path())?) } else { found.push(entry.path()) }
    }
    found.sort();
    Ok(found)
}

/// Whether a name stays within the folder, and is one everywhere: no part of it
/// comes from data unchecked.
fn is_plain(name: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "-_.@".contains(sign);
    name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain))
}

/// A file that is called by a number, as `run.json` names all of its kind.
fn any_number(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let before = stem.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let apart = before.ends_with('/') || before.ends_with('-');
    if apart && before.len() < stem.len() { format!("{before}{{n}}.{ending}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_within_the_folder() {
        for name in ["index.html", "data/pand/012.json", "a-b_c.d/e"] {
            assert!(is_plain(name), "{name}");
        }
        for name in
            ["", "/etc/passwd", "../x", "a/../b", "a//b", ".htaccess", "a/.b", "a\\b", "c:x", "a b", "é"]
        {
            assert!(!is_plain(name), "{name}");
        }
    }

    #[test]
    fn a_number_stands_for_all() {
        for (name, told) in [
            ("data/detail/12.json", "data/detail/{n}.json"),
            ("data/sites-3.json", "data/sites-{n}.json"),
            ("data/sites.json", "data/sites.json"),
            ("chunk2.js", "chunk2.js"),
        ] {
            assert_eq!(any_number(name), told);
        }
    }
}
