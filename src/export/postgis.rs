//! How does a database get the result, whole or not at all?
//!
//! What the GeoPackage of a run holds is copied into one schema, in one
//! transaction: tables, columns and their explanation are defined once, there.
//! Tables of an earlier run are known by the comment this module leaves on
//! them, so that nobody else's are touched. They are emptied and filled again:
//! views on them and rights to them stay. Only when their columns have changed
//! they are made anew, and then the server refuses while a view needs them.

use std::path::{Path, PathBuf};

use gdal::{
    Dataset, DatasetOptions, GdalOpenFlags,
    errors::GdalError,
    spatial_ref::SpatialRef,
    vector::{Feature, FieldDefn, Layer, LayerAccess, LayerOptions, OGRwkbGeometryType, sql::Dialect},
};

use crate::{
    error::{Error, ExportError},
    gdal_log, interrupt,
    lang::{Said, say},
    sql::{literal, quoted},
};

/// How a comment on a table starts that this program made.
const MARK: &str = "toplaag run ";

/// Columns the tables have besides those of the result.
const KEY: &str = "fid";
const GEOMETRY: &str = "geom";

/// How often somebody who wants to stop is listened to.
const ROWS_BETWEEN_CHECKS: u64 = 4_096;

/// A schema of a database to write into.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgisTarget {
    /// What libpq needs, password and all.
    pub connection: String,
    /// What may be shown of it.
    pub shown: String,
    /// The schema; made when it is not there.
    pub schema: String,
    /// Whether tables of an earlier run are replaced.
    pub force: bool,
}

impl std::fmt::Debug for PostgisTarget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PostgisTarget({}, schema {})", self.shown, self.schema)
    }
}

impl PostgisTarget {
    /// Whether a run could be written, before it starts.
    ///
    /// # Errors
    ///
    /// [`ExportError::Database`] when the server cannot be reached, or has a
    /// table in the way: of an earlier run without `force`, or of others.
    pub fn check(&self, tables: &[&str]) -> Result<(), ExportError> {
        self.in_the_way(&self.connect()?, tables)
    }

    /// Copies tables of a GeoPackage into the schema. What `before` gives is awaited
    /// between the last row and the commit: when it fails, nothing is written.
    ///
    /// # Errors
    ///
    /// As [`check`](Self::check), what the server says, what `before` gives, and
    /// [`Error::Interrupted`].
    pub fn write<T>(
        &self,
        gpkg: &Path,
        tables: &[&str],
        label: &str,
        before: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut database = self.connect()?;
        let source = Dataset::open(gpkg).map_err(|error| self.failed(&error))?;
        self.in_the_way(&database, tables)?;
        // Rows go by COPY, which is some ten times faster than INSERT.
        gdal::config::set_thread_local_config_option("PG_USE_COPY", "YES")
            .map_err(|error| self.failed(&error))?;
        let mut transaction = database.start_transaction().map_err(|error| self.failed(&error))?;
        self.run(&transaction, &format!("CREATE SCHEMA IF NOT EXISTS {}", quoted(&self.schema)))?;
        for table in tables {
            let n = self.copy(&source, &mut transaction, table)?;
            self.comment(&source, &transaction, table, label)?;
            self.complete(&transaction, table, n)?;
        }
        interrupt::check()?;
        let given = before()?;
        transaction.commit().map_err(|error| self.failed(&error))?;
        Ok(given)
    }

    fn connect(&self) -> Result<Dataset, ExportError> {
        gdal_log::listen();
        let options = DatasetOptions {
            open_flags: GdalOpenFlags::GDAL_OF_VECTOR
                | GdalOpenFlags::GDAL_OF_UPDATE
                | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
            allowed_drivers: Some(&["PostgreSQL"]),
            // GDAL would drop what it knows of with all that depends on it.
            open_options: Some(&["TABLES=pg_catalog.pg_class"]),
            ..DatasetOptions::default()
        };
        let connection = if self.connection.contains("://") {
            self.connection.clone()
        } else {
            format!("PG:{}", self.connection)
        };
        Dataset::open_ex(&connection, options).map_err(|error| self.failed(&error))
    }

    fn in_the_way(&self, database: &Dataset, tables: &[&str]) -> Result<(), ExportError> {
        let names: Vec<String> = tables.iter().map(|table| literal(table)).collect();
        let sql = format!(
            "SELECT c.relname::text AS name, coalesce(obj_description(c.oid, 'pg_class'), '') AS comment \
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = {} AND c.relname IN ({}) ORDER BY 1",
            literal(&self.schema),
            names.join(", ")
        );
        let rows = database.execute_sql(&sql, None, Dialect::DEFAULT).map_err(|error| self.failed(&error))?;
        let Some(mut rows) = rows else { return Ok(()) };
        for row in rows.features() {
            let cell = |at: usize| row.field_as_string(at).ok().flatten().unwrap_or_default();
            let (name, ours) = (cell(0), cell(1).starts_with(MARK));
            let schema = &self.schema;
            if !ours {
                let hint = say!(
                    "die is niet door dit programma gemaakt en blijft; kies een ander schema",
                    "it was not made by this program and stays; choose another schema"
                );
                let detail = say!(
                    "tabel `{schema}.{name}` bestaat al, van iemand anders",
                    "table `{schema}.{name}` exists already and is somebody else's"
                );
                return Err(self.error(&detail, hint));
            }
            if !self.force {
                let detail =
                    say!("tabel `{schema}.{name}` bestaat al", "table `{schema}.{name}` exists already");
                return Err(self.error(
                    &detail,
                    say!(
                        "kies een ander schema, of vervang het met `--force`",
                        "choose another schema, or replace it with `--force`"
                    ),
                ));
            }
        }
        Ok(())
    }

    /// Copies the rows of one table; gives how many.
    fn copy(&self, source: &Dataset, database: &mut Dataset, name: &str) -> Result<u64, Error> {
        let failed = |error: GdalError| self.failed(&error);
        let mut from = source.layer_by_name(name).map_err(failed)?;
        let place = format!("{}.{}", quoted(&self.schema), quoted(name));
        if self.has_columns_of(database, &from, name)? {
            self.run(database, &format!("TRUNCATE {place} RESTART IDENTITY"))?;
        } else {
            self.run(database, &format!("DROP TABLE IF EXISTS {place}"))?;
            self.create(database, &from, name)?;
        }
        let to = database.layer_by_name(&format!("{}.{name}", self.schema)).map_err(failed)?;
        let fields: Vec<usize> = from
            .defn()
            .fields()
            .map(|field| to.defn().field_index(field.name()))
            .collect::<Result<_, _>>()
            .map_err(failed)?;
        let mut n = 0;
        for row in from.features() {
            let mut copy = Feature::new(to.defn()).map_err(failed)?;
            for (at, field) in fields.iter().enumerate() {
                if let Some(value) = row.field(at).map_err(failed)? {
                    copy.set_field(*field, &value).map_err(failed)?;
                }
            }
            if let Some(geometry) = row.geometry() {
                copy.set_geometry(geometry.clone()).map_err(failed)?;
            }
            copy.create(&to).map_err(failed)?;
            n += 1;
            if n % ROWS_BETWEEN_CHECKS == 0 {
                interrupt::check()?;
            }
        }
        Ok(n)
    }

    /// Whether the table is there with the columns a layer has.
    fn has_columns_of(&self, database: &Dataset, layer: &Layer<'_>, name: &str) -> Result<bool, ExportError> {
        let sql = format!(
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = {} AND table_name = {}",
            literal(&self.schema),
            literal(name)
        );
        let rows = database.execute_sql(&sql, None, Dialect::DEFAULT).map_err(|error| self.failed(&error))?;
        let Some(mut rows) = rows else { return Ok(false) };
        let mut there: Vec<String> =
            rows.features().filter_map(|row| row.field_as_string(0).ok().flatten()).collect();
        let mut wanted: Vec<String> = layer.defn().fields().map(|field| field.name()).collect();
        wanted.push(KEY.into());
        if layer.defn().geometry_type() != OGRwkbGeometryType::wkbNone {
            wanted.push(GEOMETRY.into());
        }
        there.sort_unstable();
        wanted.sort_unstable();
        Ok(there == wanted)
    }

    fn create(&self, database: &mut Dataset, layer: &Layer<'_>, name: &str) -> Result<(), ExportError> {
        let failed = |error: GdalError| self.failed(&error);
        let rd = SpatialRef::from_epsg(28992).map_err(failed)?;
        let (schema, geometry, key) =
            (format!("SCHEMA={}", self.schema), format!("GEOMETRY_NAME={GEOMETRY}"), format!("FID={KEY}"));
        let made = database
            .create_layer(LayerOptions {
                name,
                srs: Some(&rd),
                ty: layer.defn().geometry_type(),
                options: Some(&[&schema, "LAUNDER=NO", &geometry, &key]),
            })
            .map_err(failed)?;
        for field in layer.defn().fields() {
            let column = FieldDefn::new(&field.name(), field.field_type()).map_err(failed)?;
            column.add_to_layer(&made).map_err(failed)?;
        }
        Ok(())
    }

    /// Asks the server how many rows it has: what goes wrong in a COPY is said
    /// at its end, when nobody is asked any more.
    fn complete(&self, database: &Dataset, table: &str, n: u64) -> Result<(), ExportError> {
        let sql = format!("SELECT count(*) AS n FROM {}.{}", quoted(&self.schema), quoted(table));
        let rows = database.execute_sql(&sql, None, Dialect::DEFAULT).map_err(|error| self.failed(&error))?;
        let there = rows.and_then(|mut rows| rows.features().next()?.field_as_integer64(0).ok()?);
        if there.and_then(|there| u64::try_from(there).ok()) == Some(n) {
            return Ok(());
        }
        let said = gdal_log::take().unwrap_or_else(|| "the server has not got all rows".into());
        let detail = Said::new(
            format!("tabel `{}.{table}`: „{said}”", self.schema),
            format!("table `{}.{table}`: {said}", self.schema),
        );
        Err(self.error(&detail, say!("probeer hetzelfde met psql", "try the same with psql")))
    }

    /// The explanation of every column, as the GeoPackage has it, and the mark.
    fn comment(
        &self,
        source: &Dataset,
        database: &Dataset,
        table: &str,
        label: &str,
    ) -> Result<(), ExportError> {
        let place = format!("{}.{}", quoted(&self.schema), quoted(table));
        self.run(database, &format!("COMMENT ON TABLE {place} IS {}", literal(&format!("{MARK}{label}"))))?;
        let sql = format!(
            "SELECT column_name, description FROM gpkg_data_columns WHERE table_name = {} AND description IS NOT NULL",
            literal(table)
        );
        let rows = source.execute_sql(&sql, None, Dialect::DEFAULT).map_err(|error| self.failed(&error))?;
        let Some(mut rows) = rows else { return Ok(()) };
        for row in rows.features() {
            let cell = |at: usize| row.field_as_string(at).ok().flatten().unwrap_or_default();
            self.run(
                database,
                &format!("COMMENT ON COLUMN {place}.{} IS {}", quoted(&cell(0)), literal(&cell(1))),
            )?;
        }
        Ok(())
    }

    fn run(&self, database: &Dataset, sql: &str) -> Result<(), ExportError> {
        database.execute_sql(sql, None, Dialect::DEFAULT).map(drop).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &GdalError) -> ExportError {
        let said = gdal_log::take().unwrap_or_else(|| error.to_string());
        let said = if self.connection.is_empty() { said } else { said.replace(&self.connection, "PG:…") };
        self.error(
            &Said::quoted(said),
            say!(
                "probeer dezelfde verbinding en hetzelfde schema met psql",
                "try the same connection and schema with psql"
            ),
        )
    }

    fn error(&self, detail: &Said, hint: Said) -> ExportError {
        let detail = Said::by(|lang| detail.pick(lang).trim().replace('\n', " "));
        ExportError::Database { path: PathBuf::from(&self.shown), detail, hint }
    }
}
