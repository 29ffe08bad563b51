//! The two map formats, read back by another program: what GDAL sees is what
//! QGIS and ArcGIS see.

use std::{fs, path::Path, process::Command};

use geo_types::{Geometry, MultiPolygon, Polygon, point, polygon};

use super::*;
use crate::{error::ExportError, lang::Lang, value::Value};

const COLUMNS: [ColumnSpec; 4] = [
    ColumnSpec { name: "pand_id", kind: Kind::Text, unit: "", nl: "Identificatie in de BAG.", en: "BAG id." },
    ColumnSpec { name: "bouwjaar", kind: Kind::Int, unit: "jaar", nl: "Bouwjaar.", en: "Year." },
    ColumnSpec {
        name: "roof_m2",
        kind: Kind::Real { decimals: 1 },
        unit: "m²",
        nl: "Plat dak.",
        en: "Flat roof.",
    },
    ColumnSpec { name: "lift", kind: Kind::Bool, unit: "", nl: "Of er een lift is.", en: "Lift." },
];

type Row = (Option<Geometry<f64>>, [Value; 4]);

/// A square of 10 m with a hole of 2 m.
fn square(x: f64, y: f64) -> Polygon<f64> {
    polygon!(
        exterior: [(x: x, y: y), (x: x + 10.0, y: y), (x: x + 10.0, y: y + 10.0), (x: x, y: y + 10.0)],
        interiors: [[(x: x + 4.0, y: y + 4.0), (x: x + 4.0, y: y + 6.0), (x: x + 6.0, y: y + 6.0), (x: x + 6.0, y: y + 4.0)]],
    )
}

/// Forty panden in a row, one of two parts, and two without a footprint.
fn panden() -> Vec<Row> {
    let values = |n: i64| {
        [
            format!("04571000{n:08}").into(),
            if n % 2 == 0 { Value::Int(1950 + n) } else { Value::Null },
            Value::Real(100.26 + 10.0 * f64::from(u8::try_from(n).unwrap())),
            Value::Bool(n % 3 == 0),
        ]
    };
    (0..40_u8)
        .map(|n| {
            let (x, y) = (131_000.0 + 50.0 * f64::from(n), 479_000.125);
            let geometry: Option<Geometry<f64>> = match n {
                7 => None,
                8 => Some(MultiPolygon(vec![]).into()),
                9 => Some(MultiPolygon(vec![square(x, y), square(x, y + 20.0)]).into()),
                _ => Some(square(x, y).into()),
            };
            (geometry, values(n.into()))
        })
        .collect()
}

fn points() -> Vec<Row> {
    let values = || ["a".into(), Value::Int(1), Value::Null, Value::Null];
    vec![
        (Some(point!(x: 131_000.5, y: 479_000.0).into()), values()),
        (None, values()),
        (Some(point!(x: 131_100.0, y: 479_100.0).into()), values()),
    ]
}

fn write_fgb(path: &Path, kind: GeometryKind, rows: &[Row]) {
    let mut writer = FgbWriter::create(path, "panden", &COLUMNS, kind).unwrap();
    for (geometry, values) in rows {
        writer.push(geometry.as_ref(), values).unwrap();
    }
    writer.finish().unwrap();
}

fn write_gpkg(path: &Path) {
    let mut writer = GpkgWriter::create(path).unwrap().for_people(Lang::Nl);
    let panden_id =
        writer.layer("panden", "Alle panden", &COLUMNS, GeometryKind::MultiPolygon, Some("pand_id")).unwrap();
    let points_id = writer.layer("punten", "Punten", &COLUMNS, GeometryKind::Point, None).unwrap();
    let table_id = writer.table("parameters", "Wat is ingesteld", &COLUMNS, None).unwrap();
    writer.style(panden_id, "effen", "<qgis><!-- panden's --></qgis>");
    writer.style(points_id, "effen", "<qgis><!-- punten's --></qgis>");
    // Streams may take turns.
    let mut points = points().into_iter();
    for (geometry, values) in panden() {
        writer.push(panden_id, geometry.as_ref(), &values).unwrap();
        if let Some((geometry, values)) = points.next() {
            writer.push(points_id, geometry.as_ref(), &values).unwrap();
            writer.push(table_id, None, &values).unwrap();
        }
    }
    writer.finish().unwrap();
}

/// What `ogrinfo` says, `None` when it is not installed; a test that needs it
/// passes without it.
pub(super) fn ogrinfo(arguments: &[&str], path: &Path) -> Option<String> {
    let output = Command::new("ogrinfo").args(["-ro"]).args(arguments).arg(path).output().ok()?;
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}");
    for word in ["ERROR", "Warning"] {
        assert!(!text.contains(word), "{text}");
    }
    Some(text)
}

#[track_caller]
pub(super) fn assert_has(text: Option<String>, words: &[&str]) {
    let Some(text) = text else { return };
    for word in words {
        assert!(text.contains(word), "`{word}` is missing in:\n{text}");
    }
}

#[test]
fn gdal_reads_the_flatgeobuf_with_every_pand_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("panden.fgb");
    write_fgb(&path, GeometryKind::MultiPolygon, &panden());
    assert_has(
        ogrinfo(&["-al"], &path),
        &[
            "Layer name: panden",
            "Geometry: Multi Polygon",
            "Feature Count: 40",
            "Extent: (131000.000000, 479000.125000) - (132960.000000, 479030.125000)",
            "ID[\"EPSG\",28992]",
            "pand_id: String",
            "bouwjaar: Integer64",
            "roof_m2: Real",
            "lift: Integer(Boolean)",
            "0457100000000009",
            "roof_m2 (Real) = 110.3",
            "MULTIPOLYGON EMPTY",
        ],
    );
    let found = ogrinfo(&["-al", "-spat", "131000", "479000", "131059", "479009"], &path);
    assert_has(found, &["Feature Count: 2", "0457100000000000", "0457100000000001"]);
}

#[test]
fn gdal_reads_a_point_layer_and_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("punten.fgb");
    write_fgb(&path, GeometryKind::Point, &points());
    assert_has(ogrinfo(&["-al"], &path), &["Feature Count: 3", "POINT (131000.5 479000"]);
    write_fgb(&path, GeometryKind::Point, &[]);
    assert_has(ogrinfo(&["-al"], &path), &["Feature Count: 0"]);
    write_fgb(&path, GeometryKind::Point, &points()[1..2]);
    assert_has(ogrinfo(&["-al"], &path), &["Feature Count: 1"]);
}

#[test]
fn gdal_reads_the_geopackage_with_its_layers_and_tables() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("toplaag.gpkg");
    write_gpkg(&path);
    assert_has(
        ogrinfo(&["-al"], &path),
        &[
            "Layer name: panden",
            "Geometry: Multi Polygon",
            "Feature Count: 40",
            "Extent: (131000.000000, 479000.125000) - (132960.000000, 479030.125000)",
            "ID[\"EPSG\",28992]",
            "pand_id: String",
            "lift: Integer(Boolean)",
            "Layer name: punten",
            "POINT (131000.5 479000",
            "Layer name: parameters",
            "Geometry: None",
        ],
    );
    let found = ogrinfo(&["-spat", "131000", "479000", "131059", "479009"], &path);
    assert!(found.is_none_or(|text| text.contains("1: panden")));
}

#[test]
fn the_index_of_the_geopackage_holds_each_footprint_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("toplaag.gpkg");
    write_gpkg(&path);
    let connection = rusqlite::Connection::open(&path).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM rtree_panden_geom"), 38);
    assert_eq!(count("SELECT count(*) FROM panden WHERE geom IS NULL"), 2);
    assert_eq!(count("SELECT count(*) FROM rtree_panden_geom WHERE maxx >= 131000 AND minx <= 131059"), 2);
    assert_eq!(count("SELECT count(*) FROM gpkg_data_columns WHERE description = 'Plat dak. [m²]'"), 3);
    assert_eq!(count("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'panden'"), 40);
    let integrity: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(integrity, "ok");
    let plan: String = connection
        .query_row("EXPLAIN QUERY PLAN SELECT fid FROM panden WHERE pand_id = 'x'", [], |row| row.get(3))
        .unwrap();
    assert!(plan.contains("idx_panden_pand_id"), "{plan}");
}

/// What QGIS asks of the file when it opens a layer.
#[test]
fn qgis_finds_the_style_of_each_layer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("toplaag.gpkg");
    write_gpkg(&path);
    let connection = rusqlite::Connection::open(&path).unwrap();
    let sql = "SELECT styleQML FROM layer_styles WHERE f_table_catalog = '' AND f_table_schema = ''
               AND f_table_name = ? AND f_geometry_column = 'geom' AND useAsDefault";
    for layer in ["panden", "punten"] {
        let qml: String = connection.query_row(sql, [layer], |row| row.get(0)).unwrap();
        assert!(qml.starts_with(&format!("<qgis><!-- {layer}'s --> <aliases>")), "{qml}");
        assert!(qml.contains("<alias field=\"lift\" name=\"Lift aanwezig\"/>") && qml.ends_with("</qgis>\n"));
    }
    assert_has(ogrinfo(&["-so"], &path), &["layer_styles"]);
}

#[cfg(feature = "gdal")]
#[test]
fn an_edit_by_a_gis_keeps_index_and_count_right() {
    use gdal::{Dataset, DatasetOptions, GdalOpenFlags, vector::LayerAccess};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("toplaag.gpkg");
    write_gpkg(&path);
    {
        let options =
            DatasetOptions { open_flags: GdalOpenFlags::GDAL_OF_UPDATE, ..DatasetOptions::default() };
        let dataset = Dataset::open_ex(&path, options).unwrap();
        let layer = dataset.layer_by_name("panden").unwrap();
        let moved = "MULTIPOLYGON (((200000 500000, 200010 500000, 200010 500010, 200000 500000)))";
        let mut feature = layer.feature(1).unwrap();
        feature.set_geometry(gdal::vector::Geometry::from_wkt(moved).unwrap()).unwrap();
        layer.set_feature(feature).unwrap();
        let delete = "DELETE FROM panden WHERE fid = 2";
        dataset.execute_sql(delete, None, gdal::vector::sql::Dialect::DEFAULT).unwrap();
    }
    let connection = rusqlite::Connection::open(&path).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT id FROM rtree_panden_geom WHERE minx > 199000"), 1);
    assert_eq!(count("SELECT count(*) FROM rtree_panden_geom"), 37);
    assert_eq!(count("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'panden'"), 39);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write_fgb(&at("1.fgb"), GeometryKind::MultiPolygon, &panden());
    write_gpkg(&at("1.gpkg"));
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    write_fgb(&at("2.fgb"), GeometryKind::MultiPolygon, &panden());
    write_gpkg(&at("2.gpkg"));
    for kind in ["fgb", "gpkg"] {
        let [one, two] = ["1", "2"].map(|n| fs::read(at(&format!("{n}.{kind}"))).unwrap());
        assert!(one == two, "{kind} differs");
    }
}

#[test]
fn a_row_or_geometry_that_does_not_fit_is_an_error_that_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.gpkg");
    let mut writer = GpkgWriter::create(&path).unwrap();
    let layer = writer.layer("panden", "", &COLUMNS, GeometryKind::MultiPolygon, None).unwrap();
    let table = writer.table("lijst", "", &COLUMNS, None).unwrap();
    let (geometry, values) = points().remove(0);
    for (id, values) in [(layer, &values[..]), (layer, &values[..2]), (table, &values[..])] {
        let error = writer.push(id, geometry.as_ref(), values).unwrap_err();
        assert!(matches!(error, ExportError::Format { .. }));
        assert!(error.to_string().contains("x.gpkg"), "{error}");
    }
    assert!(writer.layer("panden", "", &COLUMNS, GeometryKind::Point, None).is_err());
    assert!(GpkgWriter::create(&path).is_err());
    let mut writer =
        FgbWriter::create(&folder.path().join("x.fgb"), "panden", &COLUMNS, GeometryKind::MultiPolygon)
            .unwrap();
    assert!(writer.push(geometry.as_ref(), &values).is_err());
    assert!(FgbWriter::create(&folder.path().join("no/x.fgb"), "p", &COLUMNS, GeometryKind::Point).is_err());
}
