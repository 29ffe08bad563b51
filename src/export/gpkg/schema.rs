//! Which tables make a SQLite file a GeoPackage?
//!
//! The statements follow OGC GeoPackage 1.2 and the way GDAL 3.6 writes it,
//! which every GIS in use reads: tables of the standard, the R-tree extension
//! with its triggers, the schema extension for column descriptions, and GDAL's
//! own feature counts, without which QGIS counts all rows on opening.

use crate::export::{ColumnSpec, GeometryKind, Kind};
use crate::sql::{literal, quoted};

/// When every table changed last. A clock would make two equal runs differ.
pub(super) const LAST_CHANGE: &str = "2000-01-01T00:00:00.000Z";

/// What the file says it is: a GeoPackage 1.2.
pub(super) const IDENTITY: &str = "
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10200;
";

/// The tables every GeoPackage of ours has.
pub(super) const TABLES: &str = r#"
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid'),
  ('Amersfoort / RD New', 28992, 'EPSG', 28992, 'PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",SPHEROID["Bessel 1841",6377397.155,299.1528128,AUTHORITY["EPSG","7004"]],AUTHORITY["EPSG","6289"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4289"]],PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","28992"]]', 'Rijksdriehoekstelsel');
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write');
"#;

/// Creates the table of a layer (with geometry) or of plain attributes.
pub(super) fn create_table(table: &str, geometry: Option<GeometryKind>, columns: &[ColumnSpec]) -> String {
    let mut sql =
        format!("CREATE TABLE {} (\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", quoted(table));
    if let Some(kind) = geometry {
        sql += &format!(", \"geom\" {}", kind.name());
    }
    for column in columns {
        let kind = match column.kind {
            Kind::Text => "TEXT",
            Kind::Int => "INTEGER",
            Kind::Real { .. } => "DOUBLE",
            Kind::Bool => "BOOLEAN",
            Kind::Date => "DATE",
        };
        sql += &format!(", {} {kind}", quoted(column.name));
    }
    sql + ")"
}

/// Inserts one row: `fid`, the geometry when there is one, then the columns.
pub(super) fn insert_row(table: &str, n_values: usize) -> String {
    let places = vec!["?"; n_values].join(",");
    format!("INSERT INTO {} VALUES ({places})", quoted(table))
}

/// The R-tree of a layer, still empty.
pub(super) fn create_rtree(table: &str) -> String {
    let rtree = quoted(&format!("rtree_{table}_geom"));
    format!("CREATE VIRTUAL TABLE {rtree} USING rtree(id, minx, maxx, miny, maxy)")
}

/// The triggers that keep the R-tree right when a GIS edits the layer. To be
/// created after the rows are in: they call functions only a GIS defines.
pub(super) fn rtree_triggers(table: &str) -> String {
    let t = quoted(table);
    let rtree = quoted(&format!("rtree_{table}_geom"));
    let name = |what: &str| quoted(&format!("rtree_{table}_geom_{what}"));
    let put = format!(
        r#"INSERT OR REPLACE INTO {rtree} VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom"));"#
    );
    let filled = r#"(NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))"#;
    let empty = r#"(NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))"#;
    let (insert, delete) = (name("insert"), name("delete"));
    let (one, two, three, four) = (name("update1"), name("update2"), name("update3"), name("update4"));
    format!(
        r#"
CREATE TRIGGER {insert} AFTER INSERT ON {t} WHEN {filled} BEGIN {put} END;
CREATE TRIGGER {one} AFTER UPDATE OF "geom" ON {t} WHEN OLD."fid" = NEW."fid" AND {filled} BEGIN {put} END;
CREATE TRIGGER {two} AFTER UPDATE OF "geom" ON {t} WHEN OLD."fid" = NEW."fid" AND {empty} BEGIN DELETE FROM {rtree} WHERE id = OLD."fid"; END;
CREATE TRIGGER {three} AFTER UPDATE ON {t} WHEN OLD."fid" != NEW."fid" AND {filled} BEGIN DELETE FROM {rtree} WHERE id = OLD."fid"; {put} END;
CREATE TRIGGER {four} AFTER UPDATE ON {t} WHEN OLD."fid" != NEW."fid" AND {empty} BEGIN DELETE FROM {rtree} WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER {delete} AFTER DELETE ON {t} WHEN OLD."geom" NOTNULL BEGIN DELETE FROM {rtree} WHERE id = OLD."fid"; END;
"#
    )
}

/// The triggers that keep the feature count right.
pub(super) fn count_triggers(table: &str) -> String {
    let (t, text) = (quoted(table), literal(table));
    let name = |what: &str| quoted(&format!("trigger_{what}_feature_count_{table}"));
    let (insert, delete) = (name("insert"), name("delete"));
    format!(
        "
CREATE TRIGGER {insert} AFTER INSERT ON {t} BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower({text}); END;
CREATE TRIGGER {delete} AFTER DELETE ON {t} BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower({text}); END;
"
    )
}

/// An index on one column of a table.
pub(super) fn create_index(table: &str, column: &str) -> String {
    format!(
        "CREATE INDEX {} ON {} ({})",
        quoted(&format!("idx_{table}_{column}")),
        quoted(table),
        quoted(column)
    )
}
