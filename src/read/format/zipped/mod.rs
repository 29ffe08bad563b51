//! What is in this zip file, and is it safe to unpack?
//!
//! Members are read where they lie: nothing is written to disk, save a zip
//! inside a zip that is compressed there and too large for memory. The
//! sizes written in a zip are no defense, as nothing keeps them true: what
//! comes out of a member is counted, held against what the zip declares, and
//! checked with its checksum.

mod entry;
mod unpack;
mod window;

#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;

use std::{io, path::Path};

pub(super) use entry::Entry;
pub(super) use unpack::{gzip_layers, layers, open, open_gzip};
pub(super) use window::Window;
use zip::ZipArchive;

use crate::error::ReadError;
use crate::lang::{Said, say};

/// Most members in one zip. The national BAG has some 5,000 in its largest.
const MAX_MEMBERS: usize = 200_000;

/// Most bytes all members of one zip may declare: ten times the national BAG.
const MAX_DECLARED: u64 = 2 << 40;

/// How deep zips may lie in one another. The BAG of one gemeente has three.
pub(super) const MAX_DEPTH: usize = 3;

/// The cure for what is damaged.
pub(super) fn fetch_again() -> Said {
    say!(
        "het bestand is beschadigd of afgebroken: download het opnieuw",
        "the file is damaged or cut off: download it again"
    )
}

/// The cure for what looks like an attack.
pub(super) fn not_trusted() -> Said {
    say!(
        "geen register levert zo'n bestand: vraag na wie het maakte; pak het zelf uit als u het vertrouwt, en noem het \
         bestand erin",
        "no register delivers such a file: ask who made it; unpack it yourself if you trust it, and name the file inside"
    )
}

/// The cure for what only another program can unpack.
pub(super) fn unpack_it() -> Said {
    say!(
        "pak het uit met een ander programma, en noem het bestand erin",
        "unpack it with another program and name the file inside"
    )
}

/// A zip, or a member of one, that cannot be used.
pub(super) fn archive_error(path: &Path, member: &str, detail: impl Into<Said>, hint: Said) -> ReadError {
    ReadError::Archive { path: path.to_owned(), member: member.to_owned(), detail: detail.into(), hint }
}

/// A failure to read a member, with the cure that fits.
pub(super) fn reading_error(path: &Path, member: &str, error: &io::Error) -> ReadError {
    let hint = match error.kind() {
        io::ErrorKind::FileTooLarge => not_trusted(),
        _ => fetch_again(),
    };
    archive_error(path, member, error, hint)
}

/// The members of a zip in its own order, without folders and without what
/// operating systems and editors leave behind.
///
/// `within` names the zip inside `path`; it is empty for the file itself.
///
/// # Errors
///
/// [`ReadError::Archive`] when it is no zip, cut off, or made to do harm.
pub(super) fn entries(path: &Path, within: &str, window: &Window) -> Result<Vec<Entry>, ReadError> {
    let damaged = |detail: Said| archive_error(path, within, detail, fetch_again());
    let hostile = |member: &str, detail: Said| archive_error(path, member, detail, not_trusted());
    let reader = window.open().map_err(|error| damaged((&error).into()))?;
    let archive =
        ZipArchive::new(io::BufReader::new(reader)).map_err(|error| damaged(Said::quoted(error)))?;
    // Of a zip that was cut off, the last zip stored in it would pass for all.
    if archive.offset() != 0 {
        return Err(damaged(say!("de inhoudsopgave ontbreekt", "its directory is missing")));
    }
    if archive.len() > MAX_MEMBERS {
        return Err(hostile(
            within,
            say!(
                "het bevat {} bestanden, hoogstens {MAX_MEMBERS} toegestaan",
                "it has {} members, at most {MAX_MEMBERS}",
                archive.len()
            ),
        ));
    }
    if archive.has_duplicate_names() {
        return Err(hostile(
            within,
            say!("twee bestanden erin hebben dezelfde naam", "two of its members have the same name"),
        ));
    }
    let (mut entries, mut packed, mut declared) = (Vec::new(), 0_u64, 0_u64);
    for place in 0..archive.len() {
        let data = archive.by_index_data(place).map_err(|error| damaged(Said::quoted(error)))?;
        let name = data.name().map_err(|error| damaged(Said::quoted(error)))?.into_owned();
        let name = joined(within, &name);
        if !is_inside(&name) {
            return Err(hostile(
                &name,
                say!("de naam wijst buiten het archief", "its name points outside the archive"),
            ));
        }
        packed = packed.saturating_add(data.compressed_size());
        declared = declared.saturating_add(data.size());
        if data.is_file() && !is_stray(&name) {
            entries.push(Entry::new(window.clone(), name, &data));
        }
    }
    if packed > window.len() {
        return Err(hostile(
            within,
            say!("de bestanden erin liggen over elkaar", "its members lie over one another"),
        ));
    }
    if declared > MAX_DECLARED {
        return Err(hostile(
            within,
            say!(
                "de bestanden erin zijn samen {declared} bytes",
                "its members are {declared} bytes together"
            ),
        ));
    }
    Ok(entries)
}

/// The name of a member of a zip inside a zip.
fn joined(within: &str, name: &str) -> String {
    if within.is_empty() { name.to_owned() } else { format!("{within}/{name}") }
}

/// Whether a name stays below the folder it is unpacked in, on any system.
fn is_inside(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    !drive
        && !name.starts_with(['/', '\\'])
        && !name.contains('\0')
        && name.split(['/', '\\']).all(|part| part != "..")
}

/// Whether a member is what a system or an editor leaves behind.
fn is_stray(name: &str) -> bool {
    let file = file_name(name);
    name.split(['/', '\\']).any(|part| part == "__MACOSX")
        || file.starts_with('.')
        || file.ends_with(['~', '#'])
        || file.ends_with(".bak")
        || ["thumbs.db", "desktop.ini"].contains(&file.to_lowercase().as_str())
}

/// The last part of a member's name.
pub(super) fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
