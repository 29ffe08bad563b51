use std::fs;

use gdal::{
    DriverManager,
    spatial_ref::SpatialRef,
    vector::{FieldValue, Geometry, LayerOptions, OGRFieldType::*},
};
use tempfile::{TempDir, tempdir};

use super::*;
use crate::read::{Layer, samples::square_geometry, samples::wkb};

/// A file of three squares in RD, written by GDAL itself.
fn file(driver: &str, name: &str, epsg: Option<u32>) -> (TempDir, PathBuf) {
    hold();
    let folder = tempdir().unwrap();
    let path = folder.path().join(name);
    let mut dataset = DriverManager::get_driver_by_name(driver).unwrap().create_vector_only(&path).unwrap();
    let reference = epsg.map(|code| SpatialRef::from_epsg(code).unwrap());
    let layer = dataset
        .create_layer(LayerOptions {
            name: "pand",
            srs: reference.as_ref(),
            ty: OGRwkbGeometryType::wkbPolygon,
            options: None,
        })
        .unwrap();
    layer.create_defn_fields(&[("naam", OFTString), ("jaar", OFTInteger), ("deel", OFTReal)]).unwrap();
    for n in 0..3 {
        let geometry =
            Geometry::from_wkb(&wkb(&square_geometry(121_000.0 + 20.0 * f64::from(n), 487_000.0, 10.0)));
        let mut feature = gdal::vector::Feature::new(layer.defn()).unwrap();
        feature.set_geometry(geometry.unwrap()).unwrap();
        feature.set_field(0, &FieldValue::StringValue(format!("één {n}"))).unwrap();
        if n != 1 {
            feature.set_field(1, &FieldValue::IntegerValue(n)).unwrap();
            feature.set_field(2, &FieldValue::RealValue(0.0)).unwrap();
        }
        feature.create(&layer).unwrap();
    }
    dataset.close().unwrap();
    (folder, path)
}

fn source(path: &Path) -> Source {
    Source { path: path.to_owned(), ..Source::default() }
}

fn records(layer: &mut Layer, columns: &[usize]) -> Result<Vec<Record>, ReadError> {
    let mut all = Vec::new();
    layer.read(columns, &mut |record| {
        all.push(record);
        Ok(())
    })?;
    Ok(all)
}

#[test]
fn shapefile_gml_and_spatialite_give_the_same_records() {
    let cases = [
        ("ESRI Shapefile", "pand.shp", "Shapefile"),
        ("GML", "pand.gml", "GML"),
        ("SQLite", "pand.sqlite", "SpatiaLite"),
    ];
    for (driver, name, format) in cases {
        let (_folder, path) = file(driver, name, Some(28992));
        let mut layer = Layer::open(&source(&path)).unwrap();
        assert_eq!((layer.head().format, layer.head().crs.clone()), (format, Some(Crs::Rd)));
        let columns = ["jaar", "naam", "deel"].map(|name| layer.position_of("x", &[name]).unwrap());
        let all = records(&mut layer, &columns).unwrap();
        assert_eq!(all[2].values, [Value::Int(2), Value::from("één 2"), Value::Real(0.0)], "{name}");
        // Not set is nothing known, and a zero is a zero.
        assert_eq!(all[1].values, [Value::Null, Value::from("één 1"), Value::Null], "{name}");
        assert_eq!(all[0].values[0], Value::Int(0), "{name}");
        assert!(all.iter().all(|record| record.shape.polygon(&Crs::Rd).is_ok()), "{name}");
        assert_eq!(layers(&path).unwrap(), ["pand"]);
    }
}

#[test]
fn a_shapefile_without_prj_is_an_error_with_the_line_to_write() {
    let (_folder, path) = file("ESRI Shapefile", "pand.shp", None);
    let Err(ReadError::Crs { detail, hint, .. }) = Layer::open(&source(&path)) else { panic!() };
    assert!(
        detail.to_string().contains("does not say") && hint.to_string().contains(r#"crs = "EPSG:28992""#),
        "{detail} {hint}"
    );
    assert!(Layer::open(&Source { crs: Some("EPSG:28992".into()), ..source(&path) }).is_ok());
}

#[test]
fn reading_leaves_nothing_beside_the_input() {
    let (folder, path) = file("GML", "pand.gml", Some(28992));
    fs::remove_file(folder.path().join("pand.xsd")).unwrap();
    records(&mut Layer::open(&source(&path)).unwrap(), &[]).unwrap();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["pand.gml"]);
}

#[test]
fn a_cut_off_file_is_an_error() {
    for (driver, name) in [("GML", "pand.gml"), ("ESRI Shapefile", "pand.shp")] {
        let (_folder, path) = file(driver, name, Some(28992));
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() * 2 / 3]).unwrap();
        let result = Layer::open(&source(&path)).and_then(|mut layer| records(&mut layer, &[]));
        match result {
            Err(ReadError::Format { .. }) => {}
            // GDAL gives the shapes that are cut off as records without one.
            Ok(all) => assert!(all.iter().any(|record| record.shape.polygon(&Crs::Rd).is_err()), "{name}"),
            Err(other) => panic!("{name}: {other}"),
        }
    }
}

#[test]
fn files_that_reach_out_and_files_of_no_format_are_refused() {
    let folder = tempdir().unwrap();
    let vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>/vsicurl/http://localhost/a.shp\
        </SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
    for (name, text) in [("a.vrt", vrt), ("a.pdf", "%PDF-1.4 not really"), ("a.bin", "\0\u{1}\u{2}")] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        assert!(matches!(Layer::open(&source(&path)), Err(ReadError::UnknownFormat { .. })), "{name}");
    }
    for name in ["/vsicurl/http://localhost/a.shp", "PG:dbname=x", "/vsimem/a"] {
        assert!(matches!(Layer::open(&source(Path::new(name))), Err(ReadError::Open { .. })), "{name}");
    }
}

#[test]
fn what_a_file_names_is_not_opened() {
    use std::{io::ErrorKind, net::TcpListener};

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let folder = tempdir().unwrap();
    let other = folder.path().join("other.gml");
    let polygon = |id: &str| {
        format!(
            r#"<gml:Polygon gml:id="{id}" srsName="EPSG:28992"><gml:exterior><gml:LinearRing><gml:posList>121000 487000 121010 487000 121010 487010 121000 487000</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"#
        )
    };
    fs::write(&other, format!(r#"<a xmlns:gml="http://www.opengis.net/gml">{}</a>"#, polygon("p"))).unwrap();
    for (encoding, target) in [
        ("UTF-8", other.display().to_string()),
        ("UTF-8", address.clone()),
        ("windows-1252", address.clone()),
    ] {
        let text = format!(
            r#"<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a SYSTEM "{address}/a.dtd">
<c xmlns="x" xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x {address}/a.xsd">
<gml:featureMember><pand gml:id="a"><naam xlink:href="{target}#p">een</naam><vorm xlink:href="{target}#p"/></pand></gml:featureMember>
<gml:featureMember><pand gml:id="b"><naam>twee</naam><vorm>{}</vorm></pand></gml:featureMember></c>"#,
            polygon("q")
        );
        let path = folder.path().join("pand.gml");
        fs::write(&path, text).unwrap();
        if let Ok(mut layer) = Layer::open(&source(&path)) {
            let all = records(&mut layer, &[]).unwrap();
            assert!(all[0].shape.polygon(&Crs::Rd).is_err(), "{target}");
            assert!(all[1].shape.polygon(&Crs::Rd).is_ok());
        }
    }
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "an address was opened");

    hold();
    for name in ["OGR_VRT", "VRT", "WFS", "HTTP", "DXF", "LIBKML", "GMLAS", "CSV"] {
        assert!(DriverManager::get_driver_by_name(name).is_err(), "{name}");
    }
    let table = folder.path().join("stad.tab");
    fs::write(
        &table,
        "!table\n!version 300\nOpen Table \"/etc/a\" Hide\nCreate View stad As Select * From a\n",
    )
    .unwrap();
    let Err(error) = Layer::open(&source(&table)) else { panic!() };
    assert!(error.to_string().contains("made of other tables"), "{error}");
}
