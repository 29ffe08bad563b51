//! A file of any format in a zip or a `.gz`, as Dutch portals hand them out.
//!
//! The member is unpacked to a temporary folder, counted on the way, and
//! opened like any file; the folder goes with the reader.

use std::{
    fs::{self, File},
    io::{self, BufReader, Read as _},
    path::{Path, PathBuf},
};

use flate2::bufread::MultiGzDecoder;
use tempfile::TempDir;

use super::{
    super::{Kind, Wanted},
    Entry, Window, archive_error, entries,
    entry::{LARGE, MAX_RATIO},
    file_name, not_trusted, reading_error, unpack_it,
};
use crate::{
    config::Source,
    error::ReadError,
    interrupt::Litter,
    issue::LeftOut,
    lang::say,
    read::{
        reader::{Opened, Reader},
        record::Record,
    },
};

/// Most bytes that are unpacked to disk.
const MAX_UNPACKED: u64 = 64 << 30;

/// Endings of the files that are looked for.
const DATA: [&str; 21] = [
    "gpkg",
    "fgb",
    "parquet",
    "geoparquet",
    "geojson",
    "geojsonl",
    "geojsonseq",
    "ndjson",
    "json",
    "jsonl",
    "gml",
    "xml",
    "csv",
    "txt",
    "tsv",
    "xlsx",
    "shp",
    "sqlite",
    "tab",
    "mif",
    "kml",
];

/// Endings of files of a shapefile or a MapInfo table that are read with it.
const BESIDE: [&str; 10] = ["dbf", "shx", "prj", "cpg", "xsd", "dat", "map", "id", "ind", "mid"];

/// The file by which a FileGDB is known.
const GDB_CATALOG: &str = "a00000001.gdbtable";

/// A reader of what was unpacked.
struct Unpacked {
    reader: Box<dyn Reader>,
    origin: Origin,
    _folder: Folder,
}

/// Where files are unpacked; gone with the last reader, or the program.
struct Folder {
    folder: TempDir,
    _litter: Litter,
}

impl Folder {
    fn make() -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        Ok(Self { _litter: Litter::new(folder.path().to_owned()), folder })
    }
}

/// Where a file came from, so that messages name what the user knows.
#[derive(Clone)]
struct Origin {
    path: PathBuf,
    member: String,
}

/// Opens the one file of a zip that is meant: the only one, the one named
/// like `layer`, or like the first of the preferred names that is there.
///
/// # Errors
///
/// [`ReadError::MissingLayer`] listing the files when there are several,
/// [`ReadError::Archive`], and those of the format.
pub(in crate::read::format) fn open(source: &Source, wanted: &Wanted) -> Result<Opened, ReadError> {
    let path = &source.path;
    let members = members(path)?;
    let names: Vec<String> = members.iter().map(|member| stem(&member.name).to_owned()).collect();
    let at = choose(source, &names)?;
    let origin = Origin { path: path.clone(), member: members[at].name.clone() };
    let (folder, file) = unpack(path, &members, at)?;
    let about = |error| origin.clone().name(error);

    let inner = Source { path: file, ..source.clone() };
    let layers = super::super::layers(&inner.path).map_err(about)?;
    // The layer named the file; it names a layer in it when there is one.
    let named = source.layer.as_ref().filter(|name| members.len() == 1 || layers.contains(name));
    let inner = Source { layer: named.cloned(), ..inner };
    let (head, reader) = super::super::open(&inner, wanted).map_err(about)?;
    Ok((head, Box::new(Unpacked { reader, origin, _folder: folder })))
}

/// Opens the file in a `.gz`.
///
/// # Errors
///
/// [`ReadError::Archive`], and those of the format.
pub(in crate::read::format) fn open_gzip(source: &Source, wanted: &Wanted) -> Result<Opened, ReadError> {
    let (folder, file) = gunzip(&source.path)?;
    let origin = Origin { path: source.path.clone(), member: String::new() };
    let inner = Source { path: file, ..source.clone() };
    let (head, reader) = super::super::open(&inner, wanted).map_err(|error| origin.clone().name(error))?;
    Ok((head, Box::new(Unpacked { reader, origin, _folder: folder })))
}

/// Names of the layers of the file in a `.gz`.
///
/// # Errors
///
/// As [`open_gzip`].
pub(in crate::read::format) fn gzip_layers(path: &Path) -> Result<Vec<String>, ReadError> {
    let (_folder, file) = gunzip(path)?;
    let origin = Origin { path: path.to_owned(), member: String::new() };
    super::super::layers(&file).map_err(|error| origin.name(error))
}

/// Names of the layers: of the only file, or of the files.
///
/// # Errors
///
/// As [`open`].
pub(in crate::read::format) fn layers(path: &Path) -> Result<Vec<String>, ReadError> {
    let members = members(path)?;
    if let [only] = &members[..] {
        let origin = Origin { path: path.to_owned(), member: only.name.clone() };
        let (_folder, file) = unpack(path, &members, 0)?;
        return super::super::layers(&file).map_err(|error| origin.name(error));
    }
    Ok(members.iter().map(|member| stem(&member.name).to_owned()).collect())
}

/// Something in the zip that holds data: a file with those that stand beside
/// it, or the folder of a FileGDB.
struct Member {
    name: String,
    /// What is unpacked, and where below the temporary folder.
    parts: Vec<(Entry, PathBuf)>,
    /// What is opened, below the temporary folder.
    file: PathBuf,
}

fn members(path: &Path) -> Result<Vec<Member>, ReadError> {
    let window = Window::of_file(path).map_err(|error| reading_error(path, "", &error))?;
    let entries = entries(path, "", &window)?;
    let databases: Vec<&str> = entries
        .iter()
        .filter(|entry| file_name(entry.name()).eq_ignore_ascii_case(GDB_CATALOG))
        .map(|entry| folder_of(entry.name()))
        .collect();
    let is_data = |entry: &&Entry| {
        DATA.contains(&extension(entry.name()).as_str())
            && !databases.contains(&folder_of(entry.name()))
            && !is_metadata(entry, &entries)
    };
    let files = entries.iter().filter(is_data).map(|entry| of_file(entry, &entries));
    let folders = databases.iter().map(|folder| of_database(path, folder, &entries));
    let members: Vec<Member> = files.chain(folders).collect();
    if members.is_empty() {
        let detail = say!(
            "het bevat geen bestand dat dit programma kan lezen",
            "it holds no file this program can read"
        );
        return Err(archive_error(
            path,
            "",
            detail,
            say!(
                "noem het gegevensbestand zelf; is dit de goede download?",
                "name the data file itself; is this the right download?"
            ),
        ));
    }
    Ok(members)
}

/// Whether an XML describes a shapefile: `x.shp.xml` or `x.xml` beside `x.shp`.
fn is_metadata(entry: &Entry, entries: &[Entry]) -> bool {
    let described = without_extension(entry.name());
    extension(entry.name()) == "xml"
        && entries.iter().any(|other| {
            extension(other.name()) == "shp"
                && (other.name().eq_ignore_ascii_case(described)
                    || without_extension(other.name()).eq_ignore_ascii_case(described))
        })
}

/// A file, and what stands beside it under its name whatever the case; all
/// are unpacked under one spelling, by which GDAL finds them.
fn of_file(entry: &Entry, entries: &[Entry]) -> Member {
    let name = entry.name();
    let target = |part: &Entry| PathBuf::from(format!("{}.{}", stem(name), extension(part.name())));
    let is_beside = |other: &&Entry| {
        BESIDE.contains(&extension(other.name()).as_str())
            && without_extension(other.name()).eq_ignore_ascii_case(without_extension(name))
    };
    let parts = std::iter::once(entry).chain(entries.iter().filter(is_beside));
    Member {
        name: name.to_owned(),
        parts: parts.map(|part| (part.clone(), target(part))).collect(),
        file: target(entry),
    }
}

/// A FileGDB, which is a folder; in the zip it may lie at the top.
fn of_database(path: &Path, folder: &str, entries: &[Entry]) -> Member {
    let zip = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = if folder.is_empty() { without_extension(&zip) } else { folder };
    let bare = file_name(name);
    let file = match extension(bare).as_str() {
        "gdb" => PathBuf::from(bare),
        _ => PathBuf::from(format!("{bare}.gdb")),
    };
    let parts = entries.iter().filter(|entry| folder_of(entry.name()) == folder);
    Member {
        name: name.to_owned(),
        parts: parts.map(|part| (part.clone(), file.join(file_name(part.name())))).collect(),
        file,
    }
}

/// Which file a source means, by its name without folder and extension.
/// `perceel` also means `dkk_perceel`, when no other name ends so.
fn choose(source: &Source, names: &[String]) -> Result<usize, ReadError> {
    let ends = |name: &str| {
        let ending = format!("_{}", name.to_lowercase());
        let mut found = names.iter().enumerate().filter(|(_, known)| known.to_lowercase().ends_with(&ending));
        found.next().filter(|_| found.next().is_none()).map(|(at, _)| at)
    };
    let wanted = source.layer.as_deref().into_iter();
    let preferred = source.preferred.iter().copied().filter(|_| source.layer.is_none());
    match names {
        [_] => Ok(0),
        _ => super::super::pick(source, names)
            .or_else(|error| wanted.chain(preferred).find_map(ends).ok_or(error)),
    }
}

/// Unpacks a member and what stands beside it to a folder of its own.
fn unpack(path: &Path, members: &[Member], at: usize) -> Result<(Folder, PathBuf), ReadError> {
    let member = &members[at];
    let total: u64 = member.parts.iter().map(|(entry, _)| entry.size()).fold(0, u64::saturating_add);
    if total > MAX_UNPACKED {
        let detail = say!(
            "het pakt uit tot {total} bytes, hoogstens {MAX_UNPACKED} toegestaan",
            "it unpacks to {total} bytes, at most {MAX_UNPACKED}"
        );
        return Err(archive_error(path, &member.name, detail, not_trusted()));
    }
    let folder = Folder::make().map_err(|error| reading_error(path, &member.name, &error))?;
    for (entry, target) in &member.parts {
        let target = folder.folder.path().join(target);
        let mut bytes = entry.open(path)?;
        let failed = |error| reading_error(path, entry.name(), &error);
        target.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        File::create(target).and_then(|mut file| io::copy(&mut bytes, &mut file)).map_err(failed)?;
    }
    let file = folder.folder.path().join(&member.file);
    Ok((folder, file))
}

/// Unpacks a `.gz` to a folder of its own, under its name without that ending.
fn gunzip(path: &Path) -> Result<(Folder, PathBuf), ReadError> {
    let failed = |error: io::Error| reading_error(path, "", &error);
    let packed = File::open(path).map_err(failed)?;
    let limit = packed.metadata().map_err(failed)?.len().saturating_mul(MAX_RATIO).clamp(LARGE, MAX_UNPACKED);
    let folder = Folder::make().map_err(failed)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.get(..name.len().saturating_sub(3)).filter(|name| !name.is_empty()).unwrap_or("data");
    let file = folder.folder.path().join(name);
    let mut bytes = MultiGzDecoder::new(BufReader::new(packed)).take(limit + 1);
    let n = File::create(&file).and_then(|mut target| io::copy(&mut bytes, &mut target)).map_err(failed)?;
    if n > limit {
        let detail = say!("het pakt uit tot meer dan {limit} bytes", "it unpacks to more than {limit} bytes");
        return Err(archive_error(path, "", detail, not_trusted()));
    }
    // A `.gz` in a `.gz` would go on like this.
    match super::super::detect(&file)
        .map_err(|error| Origin { path: path.to_owned(), member: String::new() }.name(error))?
    {
        Kind::Gzip | Kind::Zip => {
            let detail = say!("het bevat weer een archief", "it holds another archive");
            Err(archive_error(path, "", detail, unpack_it()))
        }
        _ => Ok((folder, file)),
    }
}

fn extension(name: &str) -> String {
    file_name(name).rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

/// Where a member lies; empty for the top.
fn folder_of(name: &str) -> &str {
    name.rfind(['/', '\\']).map_or("", |at| &name[..at])
}

fn without_extension(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn stem(name: &str) -> &str {
    without_extension(file_name(name))
}

impl Origin {
    /// Names the member instead of the temporary file.
    fn name(self, error: ReadError) -> ReadError {
        error.renamed(if self.member.is_empty() { self.path } else { self.path.join(self.member) })
    }
}

impl Reader for Unpacked {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut stopped = false;
        let outcome = self.reader.read(columns, &mut |record| each(record).inspect_err(|_| stopped = true));
        // What the caller says is about the caller.
        outcome.map_err(|error| if stopped { error } else { self.origin.clone().name(error) })
    }

    fn unknown_crs(&self) -> Option<String> {
        self.reader.unknown_crs()
    }

    fn is_of_one_day(&self) -> bool {
        self.reader.is_of_one_day()
    }

    fn left_out(&self) -> LeftOut {
        self.reader.left_out()
    }

    fn header_row(&self) -> Option<u64> {
        self.reader.header_row()
    }

    fn remarks(&self) -> &[crate::read::layer::Remark] {
        self.reader.remarks()
    }
}
