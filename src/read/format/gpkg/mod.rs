//! GeoPackage, by SQLite.
//!
//! Opened read-only; geometries leave as blobs and are decoded where there
//! are more threads. Nothing of the database is trusted: names are quoted,
//! and whatever SQLite says of a damaged page is a format error.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params_from_iter, types::ValueRef};

use super::{
    format_error, in_force, pick, real_value, refused,
    sqlite::{self, Work},
    text_value,
};
use crate::{
    config::Source,
    crs::Crs,
    error::ReadError,
    lang::{Said, say},
    read::{
        head::{Column, Head},
        reader::{Opened, Reader},
        record::{Record, Shape},
    },
    sql::quoted,
    value::Value,
};

const FORMAT: &str = "GeoPackage";

/// Counting the rows of a bigger file takes seconds: then nothing is said.
const COUNT_BELOW: u64 = 64 << 20;

/// Rows that a view may give whatever the size of its file.
const MOST_ROWS: u64 = 100_000;

/// Bytes of geometry that a view may give whatever the size of its file.
const MOST_BYTES: usize = 64 << 20;

/// An opened layer.
struct Gpkg {
    source: Source,
    connection: Connection,
    /// The work of the row that is being read.
    work: Work,
    /// Most rows and most bytes that may come out: a view must not make more
    /// than its file could hold.
    most: Option<(u64, usize)>,
    table: String,
    geometry: Option<String>,
    /// The column rows are ordered by: the integer primary key.
    key: Option<String>,
    columns: Vec<(String, bool)>,
    unknown_crs: Option<String>,
    /// The table of the R-tree, where a window is asked for and it can help.
    rtree: Option<String>,
}

/// Opens a layer of a GeoPackage.
pub(super) fn open(source: &Source) -> Result<Opened, ReadError> {
    let path = &source.path;
    let (connection, work) = connect(path)?;
    let bad = |error: rusqlite::Error| format_error(path, FORMAT, Said::quoted(error));
    let tables = tables(&connection).map_err(bad)?;
    let at = pick(source, &tables)?;
    let table = tables[at].clone();

    let geometry: Option<(String, i64)> = connection
        .query_row(
            "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?1)",
            [&table],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()
        .map_err(bad)?;
    let (geometry, srs) = geometry.unzip();
    let (crs, unknown_crs) = match srs {
        Some(srs) => crs(&connection, srs).map_err(bad)?,
        None => (None, None),
    };
    let is_view = is_view(&connection, &table).map_err(bad)?;
    let (columns, key) = columns(&connection, &table, geometry.as_deref()).map_err(bad)?;
    let head = Head {
        layer: table.clone(),
        format: FORMAT,
        columns: columns.iter().map(|(name, _)| Column { name: name.clone() }).collect(),
        count: if is_view { None } else { count(&connection, path, &table).map_err(bad)? },
        crs,
        extent: if geometry.is_some() { extent(&connection, &table).map_err(bad)? } else { None },
    };
    // A window is in RD New, and so must the layer be.
    let is_rd = in_force(source, head.crs.as_ref()) == Some(Crs::Rd);
    let rtree = match &geometry {
        Some(geometry) if source.window.is_some() && is_rd && key.is_some() => {
            rtree(&connection, path, &table, geometry).map_err(bad)?
        }
        _ => None,
    };
    let length = std::fs::metadata(path).map_or(0, |meta| meta.len());
    // A row takes a byte of the file at least; a view may show a shape a few times.
    let bytes = usize::try_from(length.saturating_mul(4)).unwrap_or(usize::MAX).max(MOST_BYTES);
    let most = is_view.then_some((length.max(MOST_ROWS), bytes));
    let reader = Gpkg {
        source: source.clone(),
        connection,
        work,
        most,
        table,
        geometry,
        key,
        columns,
        unknown_crs,
        rtree,
    };
    Ok((head, Box::new(reader)))
}

/// Names of the layers and tables of a GeoPackage.
pub(super) fn layers(path: &Path) -> Result<Vec<String>, ReadError> {
    connect(path).and_then(|(connection, _)| {
        tables(&connection).map_err(|error| format_error(path, FORMAT, Said::quoted(error)))
    })
}

fn connect(path: &Path) -> Result<(Connection, Work), ReadError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let is_wal = complete(path)?;
    // A file in write-ahead mode, as QGIS leaves them, makes even a reader
    // write two files beside it. Where no write is pending it is read as the
    // frozen file it is.
    let mut pending = path.as_os_str().to_owned();
    pending.push("-wal");
    let is_pending = std::fs::metadata(pending).is_ok_and(|meta| meta.len() > 0);
    let open = || {
        let connection = if is_wal && !is_pending {
            Connection::open_with_flags(immutable_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?
        } else {
            Connection::open_with_flags(path, flags)?
        };
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
        Ok(connection)
    };
    let bad = |error: rusqlite::Error| format_error(path, FORMAT, Said::quoted(error));
    let connection = open().map_err(bad)?;
    let work = sqlite::guard(&connection, path, FORMAT)?;
    connection.query_row("SELECT count(*) FROM gpkg_contents", [], |_| Ok(())).map_err(bad)?;
    Ok((connection, work))
}

/// Whether a layer is a view.
fn is_view(connection: &Connection, table: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'view' AND lower(name) = lower(?1)";
    connection.query_row(sql, [table], |row| Ok(row.get::<_, i64>(0)? > 0))
}

fn immutable_uri(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let quoted: String = absolute
        .to_string_lossy()
        .bytes()
        .map(|byte| match byte {
            b'/' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("file:{quoted}?immutable=1")
}

/// Compares the size the database says it has with the size of the file:
/// SQLite itself would only notice on the first missing page. Gives whether
/// the database is in write-ahead mode.
fn complete(path: &Path) -> Result<bool, ReadError> {
    use std::io::Read;

    let open = |source| ReadError::Open { path: path.to_owned(), source };
    let mut file = std::fs::File::open(path).map_err(open)?;
    let length = file.metadata().map_err(open)?.len();
    let mut head = [0; 100];
    file.read_exact(&mut head).map_err(|_| {
        format_error(
            path,
            FORMAT,
            say!(
                "het breekt af bij byte {length}, in de kop",
                "it is cut off at byte {length}, within its header"
            ),
        )
    })?;
    let number = |at: usize| {
        head[at..].first_chunk().map_or(0, |bytes: &[u8; 4]| u64::from(u32::from_be_bytes(*bytes)))
    };
    let page = match (u64::from(head[16]) << 8) | u64::from(head[17]) {
        1 => 65_536,
        size => size,
    };
    // The page count counts only when written together with the change counter.
    if number(24) == number(92) && number(28) * page > length {
        let detail = say!(
            "het breekt af bij byte {length} van {}",
            "it is cut off at byte {length} of {}",
            number(28) * page
        );
        return Err(format_error(path, FORMAT, detail));
    }
    Ok(head[18] == 2)
}

/// Layers and tables, without those QGIS keeps for itself.
fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare(
            "SELECT table_name FROM gpkg_contents \
             WHERE data_type IN ('features', 'attributes', 'aspatial') \
             AND table_name NOT IN ('layer_styles', 'qgis_projects') ORDER BY rowid",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The columns but geometry and key, each with whether it holds yes or no;
/// and the integer primary key.
#[expect(clippy::type_complexity, reason = "taken apart where it is called")]
fn columns(
    connection: &Connection,
    table: &str,
    geometry: Option<&str>,
) -> rusqlite::Result<(Vec<(String, bool)>, Option<String>)> {
    let all: Vec<(String, String, i64)> = connection
        .prepare("SELECT name, type, pk FROM pragma_table_xinfo(?1) WHERE hidden <> 1")?
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let is_only_key = all.iter().filter(|(_, _, pk)| *pk > 0).count() == 1;
    let key = all
        .iter()
        .find(|(_, kind, pk)| is_only_key && *pk == 1 && kind.eq_ignore_ascii_case("INTEGER"))
        .map(|(name, _, _)| name.clone());
    let columns = all
        .into_iter()
        .filter(|(name, _, _)| {
            Some(name) != key.as_ref()
                && !geometry.is_some_and(|geometry| geometry.eq_ignore_ascii_case(name))
        })
        .map(|(name, kind, _)| (name, kind.eq_ignore_ascii_case("BOOLEAN")))
        .collect();
    Ok((columns, key))
}

/// The CRS of an `srs_id`, or what the file says instead of one.
fn crs(connection: &Connection, srs: i64) -> rusqlite::Result<(Option<Crs>, Option<String>)> {
    // −1 and 0 are GeoPackage's own codes for "undefined".
    if srs <= 0 {
        return Ok((None, Some(String::new())));
    }
    let row: Option<(String, i64, String)> = connection
        .query_row(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1",
            [srs],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let Some((organization, code, definition)) = row else {
        return Ok((Crs::parse(&srs.to_string()), Some(format!("srs_id {srs}"))));
    };
    let by_code = organization.eq_ignore_ascii_case("EPSG").then(|| Crs::parse(&code.to_string())).flatten();
    let crs = by_code.or_else(|| Crs::parse(&definition));
    let unknown = crs.is_none().then_some(definition);
    Ok((crs, unknown))
}

fn extent(connection: &Connection, table: &str) -> rusqlite::Result<Option<[f64; 4]>> {
    let extent: Option<[Option<f64>; 4]> = connection
        .query_row(
            "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?1",
            [table],
            |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]),
        )
        .optional()?;
    let Some([Some(min_x), Some(min_y), Some(max_x), Some(max_y)]) = extent else { return Ok(None) };
    Ok(Some([min_x, min_y, max_x, max_y]))
}

fn count(connection: &Connection, path: &Path, table: &str) -> rusqlite::Result<Option<u64>> {
    let number = |row: &Row| row.get::<_, i64>(0).map(|count| u64::try_from(count).ok());
    if std::fs::metadata(path).is_ok_and(|meta| meta.len() < COUNT_BELOW) {
        return connection.query_row(&format!("SELECT count(*) FROM {}", quoted(table)), [], number);
    }
    // GDAL keeps a count in a table of its own, and triggers that update it.
    let kept = connection.query_row(
        "SELECT feature_count FROM gpkg_ogr_contents WHERE lower(table_name) = lower(?1)",
        [table],
        number,
    );
    Ok(kept.unwrap_or(None))
}

/// The R-tree over the boxes of a layer, if it has one and all of its rows
/// are in it: a row without a place may belong to any area.
fn rtree(
    connection: &Connection,
    path: &Path,
    table: &str,
    geometry: &str,
) -> rusqlite::Result<Option<String>> {
    let name: Option<String> = connection
        .query_row(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?1)",
            [format!("rtree_{table}_{geometry}")],
            |row| row.get(0),
        )
        .optional()?;
    let Some(name) = name else { return Ok(None) };
    let indexed: i64 = connection.query_row(
        &format!("SELECT count(*) FROM {}", quoted(&format!("{name}_rowid"))),
        [],
        |row| row.get(0),
    )?;
    let all = match count(connection, path, table)? {
        Some(all) => all,
        None => connection.query_row(&format!("SELECT count(*) FROM {}", quoted(table)), [], |row| {
            row.get::<_, i64>(0).map(i64::unsigned_abs)
        })?,
    };
    Ok((all == indexed.unsigned_abs()).then_some(name))
}

impl Gpkg {
    /// The condition that leaves out what the R-tree knows to lie outside the
    /// window, with its numbers.
    fn within(&self) -> (String, Vec<f64>) {
        let (Some(rtree), Some(key), Some([min_x, min_y, max_x, max_y])) =
            (&self.rtree, &self.key, self.source.window)
        else {
            return (String::new(), Vec::new());
        };
        let condition = format!(
            " WHERE {} IN (SELECT id FROM {} WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?)",
            quoted(key),
            quoted(rtree)
        );
        (condition, vec![min_x, max_x, min_y, max_y])
    }
}

impl Reader for Gpkg {
    fn read(
        &mut self,
        columns: &[usize],
        each: &mut dyn FnMut(Record) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut number = 0;
        let bad = |number: u64, error: rusqlite::Error| {
            let table = &self.table;
            let detail = say!(
                "„{error}” (na record {number} van `{table}`)",
                "{error} (after record {number} of `{table}`)"
            );
            format_error(&self.source.path, FORMAT, detail)
        };
        let asked: Vec<&(String, bool)> =
            columns.iter().filter_map(|column| self.columns.get(*column)).collect();
        let mut fields: Vec<String> = asked.iter().map(|(name, _)| quoted(name)).collect();
        fields.insert(0, self.geometry.as_deref().map_or("NULL".into(), quoted));
        let order = self.key.as_ref().map_or(String::new(), |key| format!(" ORDER BY {}", quoted(key)));
        let (within, window) = self.within();
        let sql = format!("SELECT {} FROM {}{within}{order}", fields.join(", "), quoted(&self.table));

        let mut statement = self.connection.prepare(&sql).map_err(|error| bad(0, error))?;
        let mut rows = statement.query(params_from_iter(window)).map_err(|error| bad(0, error))?;
        let mut n_bytes = 0_usize;
        while let Some(row) = rows.next().map_err(|error| bad(number, error))? {
            self.work.row();
            number += 1;
            let shape = row.get_ref(0).map_err(|error| bad(number, error))?;
            let mut values = Vec::with_capacity(asked.len());
            for (at, (_, is_bool)) in asked.iter().enumerate() {
                values.push(value(row.get_ref(at + 1).map_err(|error| bad(number, error))?, *is_bool));
            }
            let shape = self::shape(shape);
            if let Shape::Gpkg(blob) = &shape {
                n_bytes = n_bytes.saturating_add(blob.len());
            }
            if let Some((rows, bytes)) = self.most
                && (number > rows || n_bytes > bytes)
            {
                let detail = say!(
                    "zijn view `{}` geeft meer dan in het bestand past",
                    "its view `{}` gives more than the file can hold",
                    self.table
                );
                return Err(refused(&self.source.path, FORMAT, detail, sqlite::as_table()));
            }
            each(Record { number, shape, values })?;
        }
        Ok(())
    }

    fn unknown_crs(&self) -> Option<String> {
        self.unknown_crs.clone()
    }
}

fn shape(value: ValueRef<'_>) -> Shape {
    match value {
        ValueRef::Null => Shape::Null,
        ValueRef::Blob(blob) => Shape::Gpkg(blob.to_vec()),
        _ => Shape::Broken(say!(
            "de geometriekolom bevat geen geometrie",
            "the geometry column holds no geometry"
        )),
    }
}

fn value(value: ValueRef<'_>, is_bool: bool) -> Value {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number @ (0 | 1)) if is_bool => Value::Bool(number == 1),
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(number) => real_value(number),
        ValueRef::Text(text) => text_value(String::from_utf8_lossy(text)),
    }
}

#[cfg(test)]
mod tests;
