//! How does the result open in QGIS as one file, ready to filter and edit?
//!
//! A GeoPackage in RD New. Rows stream in under one transaction; the R-trees,
//! indexes, extents and triggers come at the end, when all is known. What is
//! kept in memory is the box of each feature for the R-tree, 24 bytes.

use std::path::{Path, PathBuf};

use geo_types::Geometry;
use rusqlite::{
    Connection, ToSql, params,
    types::{ToSqlOutput, ValueRef},
};

mod rtree;
mod schema;
mod styles;

use self::rtree::Entry;
use super::{
    Cell, ColumnSpec, GeometryKind,
    cell::cells,
    failure::Failure,
    format_error,
    shape::{Shape, widen},
    sqlite, write_error,
};
use crate::{error::ExportError, lang::Lang, value::Value};

/// The EPSG code of every layer.
const RD_NEW: i32 = 28992;

/// Which table of a [`GpkgWriter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableId(usize);

/// Writes one GeoPackage of several layers and tables.
pub struct GpkgWriter {
    path: PathBuf,
    /// Language of titles, meanings and map tips; `None` leaves titles and
    /// styles out.
    people: Option<Lang>,
    connection: Connection,
    tables: Vec<Table>,
    blob: Vec<u8>,
}

struct Table {
    name: String,
    columns: Vec<ColumnSpec>,
    geometry: Option<GeometryKind>,
    index: Option<&'static str>,
    style: Option<(String, &'static str)>,
    insert: String,
    n_rows: i64,
    extent: Option<[f64; 4]>,
    boxes: Vec<Entry>,
}

impl GpkgWriter {
    /// Creates the file.
    ///
    /// # Errors
    ///
    /// [`ExportError::Write`] when a file of that name exists,
    /// [`ExportError::Format`] when SQLite cannot write it.
    pub fn create(path: &Path) -> Result<Self, ExportError> {
        if path.exists() {
            return Err(write_error(path)(std::io::ErrorKind::AlreadyExists.into()));
        }
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(path)?;
            connection.set_prepared_statement_cache_capacity(64);
            connection.execute_batch(sqlite::SETTINGS)?;
            connection.execute_batch(schema::IDENTITY)?;
            connection.execute_batch("BEGIN")?;
            connection.execute_batch(schema::TABLES)?;
            Ok(connection)
        };
        let connection = open().map_err(format_error(path, "GeoPackage"))?;
        Ok(Self { path: path.to_owned(), people: None, connection, tables: Vec::new(), blob: Vec::new() })
    }

    /// Gives every layer that follows titles of its columns and a style with
    /// map tips, for QGIS.
    #[must_use]
    pub fn for_people(self, lang: Lang) -> Self {
        Self { people: Some(lang), ..self }
    }

    /// Adds a layer. `description` is for people; `index` names a column that
    /// gets an index, such as the identification.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when SQLite refuses, for one because the name
    /// is taken.
    pub fn layer(
        &mut self,
        name: &str,
        description: &str,
        columns: &[ColumnSpec],
        geometry: GeometryKind,
        index: Option<&'static str>,
    ) -> Result<TableId, ExportError> {
        self.add(name, description, columns, Some(geometry), index)
    }

    /// Adds a table without geometry.
    ///
    /// # Errors
    ///
    /// As [`GpkgWriter::layer`].
    pub fn table(
        &mut self,
        name: &str,
        description: &str,
        columns: &[ColumnSpec],
        index: Option<&'static str>,
    ) -> Result<TableId, ExportError> {
        self.add(name, description, columns, None, index)
    }

    fn add(
        &mut self,
        name: &str,
        description: &str,
        columns: &[ColumnSpec],
        geometry: Option<GeometryKind>,
        index: Option<&'static str>,
    ) -> Result<TableId, ExportError> {
        let (connection, people) = (&self.connection, self.people);
        let create = || -> rusqlite::Result<()> {
            connection.execute_batch(&schema::create_table(name, geometry, columns))?;
            connection.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
                 VALUES (?1, ?2, ?1, ?3, ?4, ?5)",
                params![
                    name,
                    if geometry.is_some() { "features" } else { "attributes" },
                    description,
                    schema::LAST_CHANGE,
                    geometry.map(|_| RD_NEW),
                ],
            )?;
            if let Some(kind) = geometry {
                connection.execute(
                    "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
                    params![name, kind.name(), RD_NEW],
                )?;
            }
            for column in columns {
                connection.execute(
                    "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description)
                     VALUES (?1, ?2, ?3, ?3, ?4)",
                    params![
                        name,
                        column.name,
                        people.map(|lang| column.title(lang)),
                        column.description(people.unwrap_or_default()),
                    ],
                )?;
            }
            Ok(())
        };
        create().map_err(format_error(&self.path, "GeoPackage"))?;
        let n_values = 1 + usize::from(geometry.is_some()) + columns.len();
        self.tables.push(Table {
            name: name.to_owned(),
            columns: columns.to_vec(),
            geometry,
            index,
            style: None,
            insert: schema::insert_row(name, n_values),
            n_rows: 0,
            extent: None,
            boxes: Vec::new(),
        });
        Ok(TableId(self.tables.len() - 1))
    }

    /// Sets the style QGIS shows a layer with, as QML; `name` is for people.
    /// Titles of columns and map tips are put in it. A layer without one has
    /// the colors QGIS picks. Written by [`GpkgWriter::for_people`] alone.
    pub fn style(&mut self, layer: TableId, name: &str, qml: &'static str) {
        self.tables[layer.0].style = Some((name.to_owned(), qml));
    }

    /// Adds one row. Its `fid` is its position, counted from 1. A geometry
    /// given to a table without one is refused.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when geometry or row do not fit the table or
    /// the disk is full.
    pub fn push(
        &mut self,
        table: TableId,
        geometry: Option<&Geometry<f64>>,
        values: &[Value],
    ) -> Result<(), ExportError> {
        let result = push(&self.connection, &mut self.tables[table.0], &mut self.blob, geometry, values);
        result.map_err(format_error(&self.path, "GeoPackage"))
    }

    /// Builds R-trees, indexes and triggers, writes extents and counts, and
    /// closes the file.
    ///
    /// # Errors
    ///
    /// [`ExportError::Format`] when the disk is full.
    pub fn finish(self) -> Result<(), ExportError> {
        let Self { path, people, connection, tables, .. } = self;
        let finish = || -> rusqlite::Result<()> {
            for table in tables {
                finish_table(&connection, table, people)?;
            }
            connection.execute_batch("COMMIT")
        };
        finish().map_err(format_error(&path, "GeoPackage"))?;
        connection.close().map_err(|(_, error)| format_error(&path, "GeoPackage")(error))
    }
}

fn push(
    connection: &Connection,
    table: &mut Table,
    blob: &mut Vec<u8>,
    geometry: Option<&Geometry<f64>>,
    values: &[Value],
) -> Result<(), Failure> {
    let fid = table.n_rows + 1;
    let cells = cells(&table.columns, values)?;
    let mut statement = connection.prepare_cached(&table.insert)?;
    statement.raw_bind_parameter(1, fid)?;
    let mut position = 2;
    match (table.geometry, geometry) {
        (None, None) => {}
        (None, Some(_)) => return Err(format!("table `{}` takes no geometry", table.name).into()),
        (Some(kind), geometry) => {
            let shape = kind.shape(geometry)?;
            let bounds = shape.bounds();
            if let Some(bounds) = bounds {
                write_blob(blob, shape, bounds);
                statement.raw_bind_parameter(position, blob.as_slice())?;
                table.boxes.push(Entry { id: fid, bounds: outward(bounds) });
                widen(&mut table.extent, Some(bounds));
            } else {
                statement.raw_bind_parameter(position, None::<i64>)?;
            }
            position += 1;
        }
    }
    for cell in cells {
        statement.raw_bind_parameter(position, cell?.1)?;
        position += 1;
    }
    statement.raw_execute()?;
    table.n_rows = fid;
    Ok(())
}

fn finish_table(connection: &Connection, mut table: Table, people: Option<Lang>) -> rusqlite::Result<()> {
    let name = &table.name;
    if table.geometry.is_some() {
        let (called, qml) = match &table.style {
            Some((called, qml)) => (called.as_str(), Some(*qml)),
            None => (name.as_str(), None),
        };
        if let Some(lang) = people {
            styles::add(connection, name, called, qml, &table.columns, lang)?;
        }
        connection.execute_batch(&schema::create_rtree(name))?;
        rtree::fill(connection, name, std::mem::take(&mut table.boxes))?;
        connection.execute_batch(&schema::rtree_triggers(name))?;
        connection.execute(
            "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index',
             'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
            params![name],
        )?;
        if let Some([min_x, min_y, max_x, max_y]) = table.extent {
            connection.execute(
                "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
                params![min_x, min_y, max_x, max_y, name],
            )?;
        }
    }
    if let Some(column) = table.index {
        connection.execute_batch(&schema::create_index(name, column))?;
    }
    connection.execute("INSERT INTO gpkg_ogr_contents VALUES (?, ?)", params![name, table.n_rows])?;
    connection.execute_batch(&schema::count_triggers(name))
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Bool(flag) => ValueRef::Integer(i64::from(*flag)),
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// A GeoPackage geometry: header with the box (not for points), then WKB.
fn write_blob(blob: &mut Vec<u8>, shape: Shape, bounds: [f64; 4]) {
    let has_box = matches!(shape, Shape::Polygons(_));
    blob.clear();
    // "GP", version 0, flags: little-endian, and a box of four numbers or none.
    blob.extend([b'G', b'P', 0, if has_box { 0b11 } else { 0b01 }]);
    blob.extend(RD_NEW.to_le_bytes());
    if has_box {
        let [min_x, min_y, max_x, max_y] = bounds;
        for number in [min_x, max_x, min_y, max_y] {
            blob.extend(number.to_le_bytes());
        }
    }
    shape.write_wkb(blob);
}

/// The box in single precision, never smaller than it was.
#[expect(clippy::cast_possible_truncation, reason = "what is lost is made up for right below")]
fn outward(bounds: [f64; 4]) -> [f32; 4] {
    let down = |value: f64| {
        let single = value as f32;
        if f64::from(single) > value { single.next_down() } else { single }
    };
    let up = |value: f64| {
        let single = value as f32;
        if f64::from(single) < value { single.next_up() } else { single }
    };
    [down(bounds[0]), down(bounds[1]), up(bounds[2]), up(bounds[3])]
}
