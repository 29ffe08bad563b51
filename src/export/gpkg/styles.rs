//! How does a layer look when QGIS opens the GeoPackage?
//!
//! QGIS looks in a table `layer_styles`, which is its own and not of the
//! standard: the style marked as default is the one the layer opens with. To
//! other programs it is a table of texts.

use rusqlite::{Connection, params};

use super::schema::LAST_CHANGE;

/// The table as QGIS makes it; it looks for an empty catalog and schema.
const TABLE: &str = "
CREATE TABLE IF NOT EXISTS layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
";

/// Adds the style a layer opens with, as QML.
pub(super) fn add(connection: &Connection, layer: &str, name: &str, qml: &str) -> rusqlite::Result<()> {
    connection.execute_batch(TABLE)?;
    connection.execute(
        "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
         VALUES ('layer_styles', 'attributes', 'layer_styles', 'QGIS', ?)",
        params![LAST_CHANGE],
    )?;
    connection.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
           styleName, styleQML, useAsDefault, description, update_time)
         VALUES ('', '', ?1, 'geom', ?2, ?3, 1, ?2, ?4)",
        params![layer, name, qml, LAST_CHANGE],
    )?;
    Ok(())
}
