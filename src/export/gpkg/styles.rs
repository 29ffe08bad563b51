//! How does a layer look when QGIS opens the GeoPackage?
//!
//! QGIS looks in a table `layer_styles`, which is its own and not of the
//! standard: the style marked as default is the one the layer opens with. To
//! other programs it is a table of texts.
//!
//! Every layer has one: titles of its columns (aliases) and a map tip that
//! shows what a feature says, under what the layer itself looks like.

use std::fmt::Write as _;

use rusqlite::{Connection, params};

use super::schema::LAST_CHANGE;
use crate::{
    export::{ColumnSpec, Kind},
    lang::Lang,
    sql::{literal, quoted},
};

/// The table as QGIS makes it; it looks for an empty catalog and schema.
const TABLE: &str = "
CREATE TABLE IF NOT EXISTS layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
";

/// How a layer looks when nothing is said: as QGIS picks, with our titles.
const PLAIN: &str = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
    <qgis version=\"3.22\" styleCategories=\"Fields|MapTips\">\n</qgis>\n";

/// Where titles and tip go: before the end of the style.
const END: &str = "</qgis>";

/// Adds the style a layer opens with: `qml` with titles and tip.
pub(super) fn add(
    connection: &Connection,
    layer: &str,
    name: &str,
    qml: Option<&str>,
    columns: &[ColumnSpec],
    lang: Lang,
) -> rusqlite::Result<()> {
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
        params![layer, name, with_titles(qml.unwrap_or(PLAIN), columns, lang), LAST_CHANGE],
    )?;
    Ok(())
}

/// A style with the titles of columns and the tip of features.
fn with_titles(qml: &str, columns: &[ColumnSpec], lang: Lang) -> String {
    let style = qml.trim_end().strip_suffix(END).unwrap_or(qml);
    let mut style = style.replacen(
        "styleCategories=\"Symbology|Labeling",
        "styleCategories=\"Symbology|Labeling|Fields|MapTips",
        1,
    );
    style.push_str(" <aliases>\n");
    for column in columns {
        let (name, title) = (escaped(column.name), escaped(&column.title(lang)));
        let _ = writeln!(style, "  <alias field=\"{name}\" name=\"{title}\"/>");
    }
    let tip: String = columns.iter().map(|column| tip_row(column, lang)).collect();
    let tip = escaped(&format!("<table>{tip}</table>"));
    let _ = writeln!(style, " </aliases>\n <mapTip enabled=\"1\">{tip}</mapTip>\n{END}");
    style
}

/// A row of the tip, as an expression that QGIS asks of the feature: nothing
/// when nothing is known. What stands in the file is text, never markup.
fn tip_row(column: &ColumnSpec, lang: Lang) -> String {
    let name = quoted(column.name);
    let said = match column.kind {
        Kind::Bool => {
            format!("if({name}, {}, {})", literal(lang.pick("ja", "yes")), literal(lang.pick("nee", "no")))
        }
        _ => format!("replace(replace(to_string({name}), '&', '&amp;'), '<', '&lt;')"),
    };
    let title = literal(&format!("<tr><td><b>{}</b></td><td>", escaped(&column.title(lang))));
    format!("[% if({name} IS NULL, '', {title} || {said} || '</td></tr>') %]")
}

/// Text as XML and HTML take it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [ColumnSpec; 2] = [
        ColumnSpec::new("homes_mid", Kind::Int, "", "", ""),
        ColumnSpec::new("cars_per_household", Kind::real(1), "", "", ""),
    ];

    #[test]
    fn a_style_keeps_what_it_says_and_gets_titles_and_a_tip() {
        let own =
            "<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling\">\n <renderer-v2/>\n</qgis>\n";
        let style = with_titles(own, &COLUMNS, Lang::Nl);
        assert!(style.contains(" <renderer-v2/>\n") && style.contains("Labeling|Fields|MapTips"), "{style}");
        assert!(style.contains("<alias field=\"homes_mid\" name=\"Woningen erbij, verwacht\"/>"));
        assert_eq!((style.matches("<qgis").count(), style.matches("</qgis>").count()), (1, 1));
        // A quote of a title is doubled for the expression, and markup in a value is text.
        assert!(style.contains("Auto''s per huishouden"), "{style}");
        assert!(style.contains("replace(replace(to_string(&quot;homes_mid&quot;)"), "{style}");
    }
}
