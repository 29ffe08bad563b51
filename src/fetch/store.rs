//! What was fetched before, and does it still hold?
//!
//! `.toplaag-fetch/` in the data folder holds, per source, the pages as they
//! came and a file that says of each which address gave it, when, in which
//! version, and its SHA-256. A run that broke off goes on where it stopped; a
//! later one asks only what is older than it wants.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::client::Version;
use crate::error::ExportError;

/// One page that is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Its name in the folder.
    pub file: String,
    /// Its version.
    #[serde(flatten)]
    pub version: Version,
    /// When it was fetched or last found to hold, seconds since 1970.
    pub fetched: u64,
    /// SHA-256 of its text.
    pub sha256: String,
    /// The CRS of its features, as the service said it or as they look; empty
    /// when neither tells.
    pub crs: String,
}

/// The pages of one source.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    kept: BTreeMap<String, Kept>,
}

const INDEX: &str = "pages.json";

impl Store {
    /// Opens the folder of one source, or makes it. An index that cannot be
    /// read is as good as none.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when the folder cannot be made.
    pub fn open(folder: &Path) -> Result<Self, ExportError> {
        fs::create_dir_all(folder).map_err(writing(folder))?;
        let kept = read_json(&folder.join(INDEX)).unwrap_or_default();
        Ok(Self { folder: folder.to_owned(), kept })
    }

    /// The page of an address with its text, when the text is what it was.
    #[must_use]
    pub fn page(&self, address: &str) -> Option<(Kept, Vec<u8>)> {
        let kept = self.kept.get(address)?;
        // The index is a file on disk too: it does not choose what is read.
        if kept.file != name(address) {
            return None;
        }
        let text = self.text(kept).ok()?;
        (sha256(&text) == kept.sha256).then(|| (kept.clone(), text))
    }

    /// The text of a page.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn text(&self, kept: &Kept) -> io::Result<Vec<u8>> {
        fs::read(self.folder.join(&kept.file))
    }

    /// Keeps a page.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`].
    pub fn keep(
        &mut self,
        address: &str,
        text: &[u8],
        version: Version,
        crs: String,
        now: u64,
    ) -> Result<Kept, ExportError> {
        let kept = Kept { file: name(address), version, fetched: now, sha256: sha256(text), crs };
        write_whole(&self.folder.join(&kept.file), text)?;
        self.kept.insert(address.to_owned(), kept.clone());
        self.write_index()?;
        Ok(kept)
    }

    /// Notes that a page still holds.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`].
    pub fn holds(&mut self, address: &str, now: u64) -> Result<(), ExportError> {
        if let Some(kept) = self.kept.get_mut(address) {
            kept.fetched = now;
        }
        self.write_index()
    }

    /// Lets go of all pages but these.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`].
    pub fn prune(&mut self, addresses: &BTreeSet<String>) -> Result<(), ExportError> {
        let gone: Vec<_> =
            self.kept.keys().filter(|address| !addresses.contains(*address)).cloned().collect();
        for address in &gone {
            self.kept.remove(address);
            let _ = fs::remove_file(self.folder.join(name(address)));
        }
        if gone.is_empty() { Ok(()) } else { self.write_index() }
    }

    fn write_index(&self) -> Result<(), ExportError> {
        write_json_whole(&self.folder.join(INDEX), &self.kept)
    }
}

/// The name of the file of an address: nothing of it comes from outside.
fn name(address: &str) -> String {
    format!("{:.24}.json", sha256(address.as_bytes()))
}

/// SHA-256 of a text in memory, as 64 hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a small JSON file; `None` when there is none that can be read.
#[must_use]
pub fn read_json<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Writes a JSON file whole or not at all.
///
/// # Errors
///
/// [`ExportError::Write`].
pub fn write_json_whole(path: &Path, value: &impl Serialize) -> Result<(), ExportError> {
    let mut text = serde_json::to_vec_pretty(value)
        .map_err(|error| ExportError::Write { path: path.to_owned(), source: error.into() })?;
    text.push(b'\n');
    write_whole(path, &text)
}

/// Writes a file whole or not at all.
///
/// # Errors
///
/// [`ExportError::Write`].
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(writing(path))?;
    file.write_all(bytes).map_err(writing(path))?;
    file.persist(path).map_err(|error| ExportError::Write { path: path.to_owned(), source: error.error })?;
    Ok(())
}

/// The error for a file the system would not write.
pub fn writing(path: &Path) -> impl Fn(io::Error) -> ExportError + '_ {
    move |source| ExportError::Write { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_again_until_its_text_changes() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        let version = Version { etag: Some("\"1\"".into()), modified: None };
        let kept = store.keep("https://x.nl/a", b"{}", version, "EPSG:28992".into(), 7).unwrap();
        store.keep("https://x.nl/b", b"[]", Version::default(), String::new(), 7).unwrap();

        let mut again = Store::open(folder.path()).unwrap();
        assert_eq!(again.page("https://x.nl/a"), Some((kept.clone(), b"{}".to_vec())));
        again.holds("https://x.nl/a", 9).unwrap();
        assert_eq!(again.page("https://x.nl/a").unwrap().0.fetched, 9);
        again.prune(&BTreeSet::from(["https://x.nl/a".into()])).unwrap();
        assert_eq!(again.page("https://x.nl/b"), None);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);

        fs::write(folder.path().join(&kept.file), "{ }").unwrap();
        assert_eq!(again.page("https://x.nl/a"), None);
    }

    #[test]
    fn an_index_does_not_choose_which_file_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        store.keep("https://x.nl/a", b"{}", Version::default(), String::new(), 7).unwrap();
        let index = fs::read_to_string(folder.path().join(INDEX)).unwrap();
        fs::write(folder.path().join(INDEX), index.replace(&name("https://x.nl/a"), "../geheim")).unwrap();
        assert_eq!(Store::open(folder.path()).unwrap().page("https://x.nl/a"), None);
        fs::write(folder.path().join(INDEX), "{").unwrap();
        assert_eq!(Store::open(folder.path()).unwrap().page("https://x.nl/a"), None);
    }
}
