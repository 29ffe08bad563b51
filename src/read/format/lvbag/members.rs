//! Which files of a delivery hold which objects?
//!
//! A gemeente comes as `BAGGEM0457L-….zip` ▸ `0457GEM….zip` ▸ `0457PND….zip`
//! ▸ `0457PND…-000001.xml`, the country as `BAGNLDL-….zip` ▸ `9999PND….zip` ▸
//! `9999PND…-000001.xml`. What is under investigation, inactive or no BAG
//! stands apart, in zips of its own that are not opened.

use std::{io::Read, path::Path};

use super::{
    super::zipped::{
        Entry, MAX_DEPTH, Window, archive_error, entries, file_name, not_trusted, reading_error,
    },
    soort::Soort,
};
use crate::{error::ReadError, lang::say};

/// One XML file of a delivery.
pub(in crate::read::format) struct Member {
    /// What it holds.
    pub(super) soort: Soort,
    bytes: Bytes,
}

enum Bytes {
    Packed(Entry),
    /// An XML file by itself.
    Bare(Window),
}

impl Member {
    /// Name inside the delivery; empty for a file by itself.
    pub(super) fn name(&self) -> &str {
        match &self.bytes {
            Bytes::Packed(entry) => entry.name(),
            Bytes::Bare(_) => "",
        }
    }

    /// Starts to read its bytes.
    ///
    /// # Errors
    ///
    /// [`ReadError::Archive`] when it cannot be unpacked.
    pub(super) fn open(&self, path: &Path) -> Result<Box<dyn Read + Send>, ReadError> {
        Ok(match &self.bytes {
            Bytes::Packed(entry) => Box::new(entry.open(path)?),
            Bytes::Bare(window) => Box::new(window.open().map_err(|error| reading_error(path, "", &error))?),
        })
    }
}

/// The members of a delivery in file order; none when the zip is something else.
///
/// # Errors
///
/// [`ReadError::Archive`] when a zip is damaged, or zips lie too deep.
pub(super) fn of_zip(path: &Path) -> Result<Vec<Member>, ReadError> {
    let window = Window::of_file(path).map_err(|error| reading_error(path, "", &error))?;
    let mut members = Vec::new();
    walk(path, "", &window, 1, &mut members)?;
    Ok(members)
}

/// The one member of an XML file that is in no zip: what it holds is declared
/// in its first bytes. `None` when it is no BAG extract.
pub(super) fn of_xml(path: &Path, start: &[u8]) -> Option<Member> {
    let text = String::from_utf8_lossy(start);
    let code = text.split_once("objectType>").and_then(|(_, rest)| rest.split('<').next());
    let soort = code.and_then(|code| Soort::of_code(code.trim())).filter(|_| text.contains("bagStand"))?;
    Some(Member { soort, bytes: Bytes::Bare(Window::of_file(path).ok()?) })
}

fn walk(
    path: &Path,
    within: &str,
    window: &Window,
    depth: usize,
    members: &mut Vec<Member>,
) -> Result<(), ReadError> {
    for entry in entries(path, within, window)? {
        let file = file_name(entry.name()).to_owned();
        let (stem, extension) = file.rsplit_once('.').unwrap_or((&file, ""));
        match extension.to_lowercase().as_str() {
            "xml" => members
                .extend(Soort::of_name(stem).map(|soort| Member { soort, bytes: Bytes::Packed(entry) })),
            "zip" if is_wanted(stem) => {
                if depth == MAX_DEPTH {
                    let detail = say!(
                        "zips zitten meer dan {MAX_DEPTH} diep in elkaar",
                        "zips lie more than {MAX_DEPTH} deep in one another"
                    );
                    return Err(archive_error(path, entry.name(), detail, not_trusted()));
                }
                walk(path, entry.name(), &entry.window(path)?, depth + 1, members)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether a zip in a delivery can hold objects that matter: of one type, of
/// a gemeente, or a delivery that was packed once more.
fn is_wanted(stem: &str) -> bool {
    let letters = stem.trim_start_matches(|sign: char| sign.is_ascii_digit()).to_uppercase();
    let is_gemeente = letters.starts_with("GEM") && !letters.starts_with("GEM-");
    Soort::of_name(stem).is_some() || is_gemeente || letters.starts_with("BAG")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zips_that_hold_no_current_objects_stay_closed() {
        for name in ["0457PND15102021", "9999VBO08112020", "0457GEM15102021", "BAGGEM0457L-15102021"] {
            assert!(is_wanted(name), "{name}");
        }
        for name in [
            "0457InOnderzoek15102021",
            "0457IOPND15102021",
            "9999Inactief15092020",
            "0457NietBag15102021",
            "0457NBPND15102021",
            "GEM-WPL-RELATIE-15102021",
            "0457LIG15102021",
            "0457STA15102021",
            "iets",
        ] {
            assert!(!is_wanted(name), "{name}");
        }
    }
}
