//! Small files for tests, made where they are used.

use std::path::Path;

use geo_types::{Geometry, MultiPolygon, Polygon, Rect};
use geozero::{CoordDimensions, ToWkb};
use rusqlite::{Connection, params};

/// A square with its corner at RD coordinates.
pub(crate) fn square(x: f64, y: f64, side: f64) -> Polygon<f64> {
    Rect::new((x, y), (x + side, y + side)).to_polygon()
}

/// The same as a geometry.
pub(crate) fn square_geometry(x: f64, y: f64, side: f64) -> Geometry<f64> {
    Geometry::MultiPolygon(MultiPolygon(vec![square(x, y, side)]))
}

/// The geometry as WKB.
pub(crate) fn wkb(geometry: &Geometry<f64>) -> Vec<u8> {
    geometry.to_wkb(CoordDimensions::xy()).unwrap()
}

/// The geometry as a GeoPackage blob.
pub(crate) fn blob(geometry: &Geometry<f64>) -> Vec<u8> {
    let mut blob = b"GP\0\x01\0\0\0\0".to_vec();
    blob.extend(wkb(geometry));
    blob
}

/// A GeoPackage with the tables a reader looks at.
pub(crate) fn gpkg(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA application_id = 1196444487;
             CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
                organization_coordsys_id INTEGER, definition TEXT);
             INSERT INTO gpkg_spatial_ref_sys VALUES ('RD', 28992, 'EPSG', 28992, 'x'), ('WGS', 4326, 'EPSG', 4326, 'x'),
                ('undefined', -1, 'NONE', -1, 'undefined'), ('own', 100000, 'NONE', 100000, 'PROJCS[\"RD_New\"]');
             CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, min_x REAL, min_y REAL,
                max_x REAL, max_y REAL, srs_id INTEGER);
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);",
        )
        .unwrap();
    connection
}

/// Adds a layer of geometries, each with its number as `nummer` and text.
pub(crate) fn gpkg_layer(connection: &Connection, table: &str, srs: i64, geometries: &[Option<Vec<u8>>]) {
    let quoted = format!("\"{}\"", table.replace('"', "\"\""));
    connection
        .execute_batch(&format!(
            "CREATE TABLE {quoted} (fid INTEGER PRIMARY KEY, geom BLOB, nummer INTEGER, tekst TEXT, deel REAL, ja BOOLEAN)"
        ))
        .unwrap();
    connection
        .execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES (?1, 'features')", [table])
        .unwrap();
    connection
        .execute("INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2)", params![table, srs])
        .unwrap();
    for (n, blob) in geometries.iter().enumerate() {
        connection
            .execute(
                &format!("INSERT INTO {quoted} (geom, nummer, tekst, deel, ja) VALUES (?1, ?2, ?3, 0.5, 1)"),
                params![blob, n as i64, format!("é{n}")],
            )
            .unwrap();
    }
}
