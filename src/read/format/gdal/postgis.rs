//! PostGIS: tables, views and queries, read and never written.
//!
//! Only what the user names as a database in the project file or on the
//! command line comes here: no file can make the program reach out. libpq
//! finds passwords in the environment, `~/.pgpass` or a service file.

use gdal::{Dataset, DatasetOptions, GdalOpenFlags, vector::sql::Dialect};

use super::{Rows, names, open_rows};
use crate::{
    config::Source,
    error::ReadError,
    gdal_log,
    lang::{Said, say},
    read::{
        format::pick,
        gdal_lead::{DATABASE, hold},
        reader::Opened,
    },
};

/// What messages call it.
pub(super) const FORMAT: &str = "PostGIS";

/// The server itself refuses to write for us, whatever a query calls; and it
/// starts at the first row of a table, also when others are reading it.
const PRELUDE: &str =
    "PRELUDE_STATEMENTS=SET default_transaction_read_only = on; SET synchronize_seqscans = off";

/// Opens a table or view, or asks a query.
pub(in crate::read::format) fn open(source: &Source) -> Result<Opened, ReadError> {
    let dataset = connect(source)?;
    let rows = match &source.sql {
        Some(sql) => Rows::Query(sql.clone()),
        None => {
            // GDAL leaves the schema out where it is the first on the path.
            let layer =
                source.layer.as_ref().map(|layer| layer.strip_prefix("public.").unwrap_or(layer).to_owned());
            Rows::Layer(pick(&Source { layer, ..source.clone() }, &names(&dataset))?)
        }
    };
    open_rows(source, dataset, rows, FORMAT)
}

/// Names of the tables and views, with their schema where it is not `public`.
pub(in crate::read::format) fn tables(source: &Source) -> Result<Vec<String>, ReadError> {
    connect(source).map(|dataset| names(&dataset))
}

fn connect(source: &Source) -> Result<Dataset, ReadError> {
    hold();
    let secret = source.database.as_ref().map_or("", |database| database.secret());
    let connection = if secret.contains("://") { secret.to_owned() } else { format!("PG:{secret}") };
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_VECTOR
            | GdalOpenFlags::GDAL_OF_READONLY
            | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
        allowed_drivers: Some(&[DATABASE]),
        // Tables without geometry too, such as norms.
        open_options: Some(&[PRELUDE, "LIST_ALL_TABLES=YES"]),
        ..DatasetOptions::default()
    };
    Dataset::open_ex(&connection, options).map_err(|error| {
        let said = gdal_log::take().unwrap_or_else(|| error.to_string());
        // What the server said, without GDAL's name for the call that failed.
        let said = said.strip_prefix("PQconnectdb failed.").unwrap_or(&said).trim().replace('\n', " ");
        failed(source, &said.replace(&connection, "the connection"))
    })
}

/// The answer to a query.
///
/// # Errors
///
/// [`ReadError::Database`] with what the server said.
pub(super) fn ask<'a>(
    source: &Source,
    dataset: &'a Dataset,
    sql: &str,
) -> Result<gdal::vector::sql::ResultSet<'a>, ReadError> {
    hold();
    let answer = dataset.execute_sql(sql, None, Dialect::DEFAULT);
    match (answer, gdal_log::take()) {
        (Ok(Some(rows)), None) => Ok(rows),
        (_, Some(said)) => Err(failed(source, &said)),
        (Err(error), None) => Err(failed(source, &error.to_string())),
        (Ok(None), None) => {
            let detail = say!(
                "de query geeft geen rijen; schrijf een SELECT",
                "the query gives no rows; write a SELECT"
            );
            Err(ReadError::Database { path: source.path.clone(), detail })
        }
    }
}

fn failed(source: &Source, said: &str) -> ReadError {
    // libpq repeats the word it stumbles over, which may be half a password.
    let detail = if said.contains("in connection info string") || said.contains("invalid connection option") {
        say!(
            "de verbinding wordt niet begrepen; schrijf sleutel=waarde, en aanhalingstekens om een waarde met spaties",
            "the connection cannot be understood; write keyword=value, and quotes around a value with spaces"
        )
    } else {
        Said::quoted(said.trim())
    };
    ReadError::Database { path: source.path.clone(), detail }
}
