//! Which format is this file, and who reads it?
//!
//! By content first: a name can be wrong, the first bytes seldom are. An
//! extension that promises a format the content is not, is an error.

mod cityjson;
mod csv;
mod fgb;
mod file;
#[cfg(feature = "gdal")]
pub(super) mod gdal;
mod geojson;
mod gpkg;
mod gtfs;
mod lvbag;
mod ods;
mod parquet;
mod sheet;
mod sqlite;
mod table;
mod xlsx;
mod zipped;

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
};

pub(crate) use table::{Alike, Wanted};

use super::{
    head::Head,
    reader::{Opened, Reader},
    refusal::{format_error, refused},
};
use crate::{
    config::Source,
    crs::Crs,
    error::ReadError,
    lang::{Said, say},
    regular,
    value::Value,
};

/// The formats this module tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    GeoPackage,
    FlatGeobuf,
    Parquet,
    GeoJson,
    CityJson,
    Csv,
    Xlsx,
    Ods,
    /// XML of a BAG extract that is in no zip.
    LvBag,
    /// A BAG extract, a GTFS feed, or a file of another format.
    Zip,
    /// A file of another format.
    Gzip,
    /// SQLite with another catalogue, such as SpatiaLite's.
    Sqlite,
    /// Whatever GDAL makes of it.
    Gdal,
}

/// How much of a file is read to tell its format.
const PEEK: u64 = 65_536;

/// Opens a layer with the adapter of its format. In a table the header is the
/// row that has most of the columns that are wanted.
///
/// # Errors
///
/// Any [`ReadError`] but `MissingColumn`, `Crs` and `NoObjects`.
pub(super) fn open(source: &Source, wanted: &Wanted) -> Result<Opened, ReadError> {
    if source.database.is_some() {
        return table_of(source);
    }
    let kind = detect(&source.path)?;
    match kind {
        Kind::GeoPackage => gpkg::open(source),
        Kind::FlatGeobuf => fgb::open(source),
        Kind::Parquet => parquet::open(source),
        Kind::GeoJson => geojson::open(source),
        Kind::Csv => csv::open(source, wanted),
        Kind::Xlsx => xlsx::open(source, wanted),
        Kind::Ods => ods::open(source, wanted),
        Kind::CityJson => cityjson::open(source),
        Kind::LvBag => lvbag::open(source, lvbag::in_xml(&source.path)?),
        Kind::Zip => match lvbag::in_zip(&source.path)? {
            Some(members) => lvbag::open(source, members),
            None => match gtfs::in_zip(&source.path)? {
                Some(feed) => gtfs::open(source, feed),
                None => zipped::open(source, wanted),
            },
        },
        Kind::Gzip => zipped::open_gzip(source, wanted),
        Kind::Sqlite => {
            sqlite::check(&source.path)?;
            by_gdal(source)
        }
        Kind::Gdal => by_gdal(source),
    }
}

/// Names of the layers of a file, in file order.
///
/// # Errors
///
/// As [`open`].
pub(super) fn layers(path: &Path) -> Result<Vec<String>, ReadError> {
    match detect(path)? {
        Kind::GeoPackage => gpkg::layers(path),
        Kind::FlatGeobuf => fgb::layers(path),
        Kind::Parquet => parquet::layers(path),
        Kind::GeoJson => geojson::layers(path),
        // One table or model a file, or the one that is taken by default.
        Kind::Csv | Kind::Xlsx | Kind::Ods | Kind::CityJson => {
            let source = Source { path: path.to_owned(), ..Source::default() };
            Ok(vec![open(&source, &Wanted::default())?.0.layer])
        }
        Kind::LvBag => Ok(lvbag::layers(&lvbag::in_xml(path)?)),
        Kind::Zip => match lvbag::in_zip(path)? {
            Some(members) => Ok(lvbag::layers(&members)),
            None if gtfs::in_zip(path)?.is_some() => Ok(gtfs::layers()),
            None => zipped::layers(path),
        },
        Kind::Gzip => zipped::gzip_layers(path),
        Kind::Sqlite => {
            sqlite::check(path)?;
            layers_by_gdal(path)
        }
        Kind::Gdal => layers_by_gdal(path),
    }
}

/// Opens a layer with GDAL, where it is there.
fn by_gdal(source: &Source) -> Result<Opened, ReadError> {
    #[cfg(feature = "gdal")]
    return gdal::open(source);
    #[cfg(not(feature = "gdal"))]
    Err(ReadError::UnknownFormat { path: source.path.clone() })
}

/// Names of layers as GDAL lists them, where it is there.
fn layers_by_gdal(path: &Path) -> Result<Vec<String>, ReadError> {
    #[cfg(feature = "gdal")]
    return gdal::layers(path);
    #[cfg(not(feature = "gdal"))]
    Err(ReadError::UnknownFormat { path: path.to_owned() })
}

/// Opens a table of a database, or the answer to a query.
#[cfg(feature = "gdal")]
fn table_of(source: &Source) -> Result<Opened, ReadError> {
    gdal::postgis::open(source)
}

#[cfg(not(feature = "gdal"))]
fn table_of(source: &Source) -> Result<Opened, ReadError> {
    Err(ReadError::UnknownFormat { path: source.path.clone() })
}

/// Names of the tables of a database.
///
/// # Errors
///
/// As [`open`].
pub(super) fn tables(source: &Source) -> Result<Vec<String>, ReadError> {
    #[cfg(feature = "gdal")]
    return gdal::postgis::tables(source);
    #[cfg(not(feature = "gdal"))]
    Err(ReadError::UnknownFormat { path: source.path.clone() })
}

/// A sheet of a workbook.
pub(super) struct OpenSheet {
    pub head: Head,
    pub reader: Box<dyn Reader>,
    pub hidden: bool,
}

/// The sheets of a workbook that have cells, opened; `None` for a table of a
/// database and a file of another format.
///
/// # Errors
///
/// As [`open`].
pub(super) fn open_sheets(
    source: &Source,
    wanted: &dyn Fn(&str) -> Wanted,
) -> Result<Option<Vec<OpenSheet>>, ReadError> {
    if source.database.is_some() {
        return Ok(None);
    }
    match detect(&source.path)? {
        Kind::Xlsx => xlsx::open_all(source, wanted).map(Some),
        Kind::Ods => ods::open_all(source, wanted).map(Some),
        _ => Ok(None),
    }
}

/// Tells the format of a file.
fn detect(path: &Path) -> Result<Kind, ReadError> {
    let open = |source| ReadError::Open { path: path.to_owned(), source };
    let meta = fs::metadata(path).map_err(open)?;
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    if meta.is_dir() {
        // A FileGDB is a folder.
        let is_gdb = name.ends_with(".gdb") && path.join("a00000001.gdbtable").is_file();
        return if is_gdb { Ok(Kind::Gdal) } else { Err(ReadError::IsDirectory { path: path.to_owned() }) };
    }
    regular::check(path)?;
    let bytes = peek(path)?;
    if bytes.is_empty() {
        return Err(ReadError::Empty { path: path.to_owned() });
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let wrong = |format, start: &Said| {
        let detail = say!([start] "het begint niet {start}", "it does not start {start}");
        Err(format_error(path, format, detail))
    };

    if bytes.starts_with(b"SQLite format 3\0") {
        // Bytes 68 to 71 hold the application id: GPKG, or GP10 and GP11 before 1.2.
        let is_gpkg = bytes.get(68..70) == Some(b"GP") || ends(&[".gpkg"]);
        return Ok(if is_gpkg { Kind::GeoPackage } else { Kind::Sqlite });
    }
    if bytes.starts_with(b"fgb") && bytes.get(4..7) == Some(b"fgb") {
        return Ok(Kind::FlatGeobuf);
    }
    if bytes.starts_with(&parquet::ENCRYPTED) && ends(&[".parquet", ".geoparquet"]) {
        return Err(parquet::encrypted(path));
    }
    if bytes.starts_with(&parquet::MAGIC) {
        return Ok(Kind::Parquet);
    }
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    if is_zip && ends(&[".xlsb"]) {
        return Err(refused(
            path,
            "XLSB",
            say!("een binaire werkmap wordt niet gelezen", "a binary workbook is not read"),
            say!("bewaar het in Excel als .xlsx", "save it in Excel as .xlsx"),
        ));
    }
    if is_zip && ends(&[".ods"]) {
        return Ok(Kind::Ods);
    }
    if is_zip && !ends(&[".xlsx", ".xlsm", ".ods", ".shz", ".kmz"]) {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"\x1F\x8B\x08") {
        return Ok(Kind::Gzip);
    }
    // A workbook with a password, or of before 2007, whatever its name says.
    if bytes.starts_with(&xlsx::OLE) && ends(&[".xls", ".xlsx", ".xlsm"]) {
        return Ok(Kind::Xlsx);
    }
    if ends(&[".gpkg"]) {
        return wrong("GeoPackage", &say!("als een SQLite-database", "like an SQLite database"));
    }
    if ends(&[".fgb"]) {
        return wrong("FlatGeobuf", &say!("met `fgb`", "with `fgb`"));
    }
    if ends(&[".parquet", ".geoparquet"]) {
        return wrong("Parquet", &say!("met `PAR1`", "with `PAR1`"));
    }
    if ends(&[".csv", ".txt", ".tsv"]) {
        return Ok(Kind::Csv);
    }
    if ends(&[".xlsx", ".xlsm"]) {
        return Ok(Kind::Xlsx);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii_start();
    // A text sequence starts with its separator.
    let text = text.strip_prefix(b"\x1e").map_or(text, <[u8]>::trim_ascii_start);
    if text.starts_with(b"{") || text.starts_with(b"[") {
        return Ok(json(text, &name));
    }
    if ends(&[".geojson", ".json", ".jsonl", ".geojsonl", ".geojsonseq", ".geojsons", ".ndjson"]) {
        return wrong("JSON", &say!("met `{{`", "with `{{`"));
    }
    if text.starts_with(b"<") && lvbag::is_extract(path, text) {
        return Ok(Kind::LvBag);
    }
    Ok(Kind::Gdal)
}

/// The first bytes of a file.
fn peek(path: &Path) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(PEEK).read_to_end(&mut bytes))
        .map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    Ok(bytes)
}

/// Tells which kind of JSON this is, by its first bytes and its name.
fn json(text: &[u8], name: &str) -> Kind {
    let types = ["CityJSON", "CityJSONFeature"];
    // Keys come in any order: the objects may stand before the type.
    let is_city = types.iter().any(|kind| says_type(text, kind)) || find(text, b"\"CityObjects\"");
    if is_city || name.ends_with(".city.json") || name.ends_with(".city.jsonl") {
        return Kind::CityJson;
    }
    // GDAL reads the relatives of GeoJSON that are none: TopoJSON, Esri's.
    if name.ends_with(".topojson") || says_type(text, "Topology") || find(text, b"\"geometryType\"") {
        return Kind::Gdal;
    }
    Kind::GeoJson
}

/// Whether the text holds `"type": "kind"`, whatever the spaces.
fn says_type(text: &[u8], kind: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.windows(6).position(|window| window == b"\"type\"") {
        rest = rest[at + 6..].trim_ascii_start();
        let value =
            rest.strip_prefix(b":").map(<[u8]>::trim_ascii_start).and_then(|rest| rest.strip_prefix(b"\""));
        if value
            .and_then(|value| value.strip_prefix(kind.as_bytes()))
            .is_some_and(|rest| rest.starts_with(b"\""))
        {
            return true;
        }
    }
    false
}

fn find(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

/// Which of the layers a source means: the one it names, else the only one,
/// else the first of its preferred names that is there.
///
/// # Errors
///
/// [`ReadError::MissingLayer`] listing what there is.
pub(super) fn pick(source: &Source, available: &[String]) -> Result<usize, ReadError> {
    let find = |name: &str| {
        let exact = available.iter().position(|layer| layer == name);
        exact.or_else(|| available.iter().position(|layer| layer.to_lowercase() == name.to_lowercase()))
    };
    let found = match &source.layer {
        Some(name) => find(name),
        None if available.len() == 1 => Some(0),
        None => source.preferred.iter().find_map(|name| find(name)),
    };
    found.ok_or_else(|| ReadError::MissingLayer {
        path: source.path.clone(),
        layer: source.layer.clone().unwrap_or_else(|| source.preferred.join("` or `")),
        available: available.to_vec(),
    })
}

/// The CRS a layer will be read in: the user's word beats the file's.
pub(super) fn in_force(source: &Source, said: Option<&Crs>) -> Option<Crs> {
    source.crs.as_deref().map_or_else(|| said.cloned(), Crs::parse)
}

/// Text as a value: blank text is nothing known.
pub(super) fn text_value(text: impl Into<String>) -> Value {
    let text = text.into();
    if text.trim().is_empty() { Value::Null } else { Value::Text(text) }
}

/// A number as a value: NaN and infinity are nothing known. A whole number of
/// 16 digits below 2^53, an identification mostly, is the only one that is
/// stored so, and comes out as [`Value::Int`]; a greater one stays
/// [`Value::Real`], as two may be.
pub(super) fn real_value(number: f64) -> Value {
    const SIXTEEN_DIGITS: std::ops::Range<f64> = 1e15..9_007_199_254_740_992.0;
    if !number.is_finite() {
        Value::Null
    } else if number.fract() == 0.0 && SIXTEEN_DIGITS.contains(&number) {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and below 2^53")]
        Value::Int(number as i64)
    } else {
        Value::Real(number)
    }
}

#[cfg(test)]
mod tests;
