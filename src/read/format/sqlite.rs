//! SQLite files that somebody else made.
//!
//! A database holds more than rows: virtual tables that read other files or
//! addresses, views without an end, values of gigabytes. It is looked at
//! before anything is read from it, and reading it is bounded.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rusqlite::{
    Connection, OpenFlags,
    hooks::{AuthAction, AuthContext, Authorization},
    limits::Limit,
};

use super::{format_error, refused};
use crate::{
    error::ReadError,
    interrupt,
    lang::{Said, say},
};

/// Longest text or blob that is taken, bytes: the outline of the country in
/// centimeters has some 30 MB.
const MAX_VALUE: i32 = 64 << 20;

/// Steps of SQLite between two looks at the clock and at the user.
const STEPS: i32 = 100_000;

/// Looks that one row may take: some 20 seconds.
const MAX_LOOKS: u64 = 20_000;

/// What to do with rows that a file does not hold itself.
pub(super) fn as_table() -> Said {
    say!(
        "bewaar de rijen als gewone tabel: CREATE TABLE … AS SELECT * FROM …",
        "save the rows as a plain table: CREATE TABLE … AS SELECT * FROM …"
    )
}

/// What virtual tables may be: indexes over rows of the same file.
const INDEXES: [&str; 9] = [
    "rtree",
    "rtree_i32",
    "fts3",
    "fts4",
    "fts5",
    "virtualspatialindex",
    "virtualelementary",
    "virtualknn",
    "virtualknn2",
];

/// Tables in which formats list their layers.
const CATALOGUES: [&str; 8] = [
    "gpkg_contents",
    "gpkg_geometry_columns",
    "gpkg_spatial_ref_sys",
    "gpkg_ogr_contents",
    "geometry_columns",
    "spatial_ref_sys",
    "layer_styles",
    "views_geometry_columns",
];

/// A bound on the work of one row.
#[derive(Clone, Default)]
pub(super) struct Work(Arc<AtomicU64>);

impl Work {
    /// A row came out: the next one may take as long again.
    pub(super) fn row(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// Bounds what a connection may do, and looks at what its file holds.
///
/// # Errors
///
/// [`ReadError::Refused`] for a file that would make us open another one, or
/// whose catalogue is no table.
pub(super) fn guard(connection: &Connection, path: &Path, format: &'static str) -> Result<Work, ReadError> {
    let bad = |error: rusqlite::Error| format_error(path, format, Said::quoted(error));
    let work = Work::default();
    let spent = Arc::clone(&work.0);
    let stop = move || spent.fetch_add(1, Ordering::Relaxed) >= MAX_LOOKS || interrupt::check().is_err();
    connection.progress_handler(STEPS, Some(stop));
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE).map_err(bad)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0).map_err(bad)?;
    // Views of a hostile file must not call what they like.
    connection.execute_batch("PRAGMA trusted_schema = OFF;").map_err(bad)?;
    if let Some(detail) = look(connection).map_err(bad)? {
        return Err(refused(path, format, detail, as_table()));
    }
    connection.authorizer(Some(allowed));
    Ok(work)
}

/// Looks at a file that another library will read, which bounds nothing.
///
/// # Errors
///
/// As [`guard`]; also for a view that may have no end.
pub(super) fn check(path: &Path) -> Result<(), ReadError> {
    const FORMAT: &str = "SQLite";
    let bad = |error: rusqlite::Error| format_error(path, FORMAT, Said::quoted(error));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(bad)?;
    guard(&connection, path, FORMAT)?;
    let mut views =
        connection.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'view'").map_err(bad)?;
    let mut rows = views.query([]).map_err(bad)?;
    while let Some(row) = rows.next().map_err(bad)? {
        let (name, sql): (String, String) =
            (row.get(0).map_err(bad)?, row.get::<_, Option<String>>(1).map_err(bad)?.unwrap_or_default());
        if words(&sql).any(|word| word == "with") {
            let detail = say!(
                "zijn view `{name:.60}` kan eindeloos zijn (WITH)",
                "its view `{name:.60}` may have no end (WITH)"
            );
            return Err(refused(path, FORMAT, detail, as_table()));
        }
    }
    Ok(())
}

/// What is wrong with the schema of a file.
fn look(connection: &Connection) -> rusqlite::Result<Option<Said>> {
    let mut statement = connection.prepare("SELECT type, name, sql FROM sqlite_master")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        let name: String = row.get(1)?;
        let sql = row.get::<_, Option<String>>(2)?.unwrap_or_default();
        let lower = name.to_lowercase();
        if CATALOGUES.contains(&lower.as_str()) && kind == "view" {
            return Ok(Some(say!(
                "zijn `{name}` is een view, en moet een tabel zijn",
                "its `{name}` is a view, and must be a table"
            )));
        }
        if let Some(module) = module(&sql).filter(|module| !INDEXES.contains(&module.as_str())) {
            return Ok(Some(say!(
                "zijn tabel `{name:.60}` leest elders ({module:.40}), wat een gegevensbestand niet mag",
                "its table `{name:.60}` reads from elsewhere ({module:.40}), which no data file may"
            )));
        }
    }
    Ok(None)
}

/// The module of a virtual table, lower case.
fn module(sql: &str) -> Option<String> {
    let mut words = words(sql);
    let is_virtual = words.next()? == "create" && words.next()? == "virtual";
    is_virtual.then(|| words.skip_while(|word| word != "using").nth(1)).flatten()
}

fn words(sql: &str) -> impl Iterator<Item = String> + '_ {
    sql.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Reading rows and asking for columns is allowed, and nothing else.
fn allowed(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => {
            Authorization::Allow
        }
        AuthAction::Pragma { pragma_name, .. }
            if pragma_name.eq_ignore_ascii_case("table_xinfo")
                || pragma_name.eq_ignore_ascii_case("data_version") =>
        {
            Authorization::Allow
        }
        // The rows of a pragma come out of a table that is made for them.
        AuthAction::CreateVtable { .. } => Authorization::Allow,
        // An R-tree prepares to write to its own tables before it is read.
        AuthAction::Insert { table_name }
        | AuthAction::Delete { table_name }
        | AuthAction::Update { table_name, .. }
            if is_of_index(table_name) =>
        {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}

/// Whether a table is one that an R-tree keeps its nodes in. An index and a
/// pragma declare their columns in a statement that names SQLite's own list of
/// tables; to change that list takes a pragma, which is denied.
fn is_of_index(table: &str) -> bool {
    table == "sqlite_master" || ["_node", "_rowid", "_parent"].iter().any(|end| table.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(sql: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        Connection::open(file.path()).unwrap().execute_batch(sql).unwrap();
        file
    }

    /// As a program with the module would have written it.
    fn forged(sql: &str) -> tempfile::NamedTempFile {
        database(&format!(
            "CREATE TABLE vt (a); PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = '{}' WHERE name = 'vt';",
            sql.replace('\'', "''")
        ))
    }

    #[test]
    fn a_table_that_reads_elsewhere_is_refused_whatever_its_module() {
        for sql in [
            "CREATE VIRTUAL TABLE vt USING VirtualText('/etc/passwd', UTF-8, 0, COMMA)",
            "create virtual table if not exists vt using virtualogr('/vsicurl/http://127.0.0.1/x.csv')",
            "CREATE VIRTUAL TABLE vt USING csv(filename='x')",
        ] {
            let error = check(forged(sql).path()).unwrap_err().to_string();
            assert!(error.contains("reads from elsewhere"), "{error}");
        }
        check(database("CREATE VIRTUAL TABLE i USING rtree(id, a, b); CREATE TABLE t (a);").path()).unwrap();
    }

    #[test]
    fn a_catalogue_that_is_a_view_and_a_view_without_end_are_refused() {
        let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT n FROM c";
        let error = check(database(&format!("CREATE VIEW gpkg_contents AS {endless}")).path()).unwrap_err();
        assert!(error.to_string().contains("must be a table"), "{error}");
        let error = check(database(&format!("CREATE VIEW v AS {endless}")).path()).unwrap_err();
        assert!(error.to_string().contains("may have no end"), "{error}");
        check(database("CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t").path()).unwrap();
    }

    #[test]
    fn a_guarded_connection_attaches_writes_and_holds_nothing_without_end() {
        let file = database("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
        let connection = Connection::open(file.path()).unwrap();
        guard(&connection, file.path(), "SQLite").unwrap();
        for sql in
            ["ATTACH '/tmp/x.db' AS x", "CREATE TABLE u (a)", "DELETE FROM t", "PRAGMA writable_schema = ON"]
        {
            assert!(connection.execute_batch(sql).is_err(), "{sql}");
        }
        assert!(connection.query_row("SELECT zeroblob(300000000)", [], |_| Ok(())).is_err());
        let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT count(*) FROM c";
        assert!(connection.query_row(endless, [], |_| Ok(())).is_err(), "the work of one row has an end");
        assert_eq!(connection.query_row("SELECT a FROM t", [], |row| row.get(0)), Ok(1));
    }
}
