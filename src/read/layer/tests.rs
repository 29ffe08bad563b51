use std::path::{Path, PathBuf};

use super::*;
use crate::read::real_data;

fn source(path: &Path) -> Source {
    Source { path: path.to_owned(), name: "in".into(), ..Source::default() }
}

/// Opens a real file, or a layer of it; `None` where it is not there.
fn real(file: &str, layer: Option<&str>) -> Option<Layer> {
    let path = real_data(file)?;
    Some(Layer::open(&Source { layer: layer.map(Into::into), ..source(&path) }).unwrap())
}

/// Reads a layer through: records, usable polygons, usable points, remarks.
fn tally(layer: &mut Layer) -> (u64, usize, usize, Vec<String>) {
    let crs = layer.crs().clone();
    let columns: Vec<usize> = (0..layer.head().columns.len()).collect();
    let (mut n_records, mut n_polygons, mut n_points, mut remarks) = (0, 0, 0, Vec::new());
    layer
        .read(&columns, &mut |record| {
            n_records += 1;
            assert_eq!(record.number, n_records);
            assert_eq!(record.values.len(), columns.len());
            let polygon = record.shape.polygon(&crs);
            n_points += usize::from(record.shape.point(&crs).is_ok());
            match polygon {
                Ok(cleaned) => {
                    n_polygons += 1;
                    remarks.extend(cleaned.remark.map(|(_, detail)| detail.to_string()));
                }
                Err((_, detail)) => remarks.push(detail.to_string()),
            }
            Ok(())
        })
        .unwrap();
    (n_records, n_polygons, n_points, remarks)
}

#[test]
fn panden_and_verblijfsobjecten_of_weesp_are_read_whole() {
    let file = "bag/weesp/weesp_20211015_wfs-schema_DERIVED.gpkg";
    let Some(mut panden) = real(file, Some("pand")) else { return };
    assert_eq!(panden.head().count, Some(12_227));
    assert_eq!(panden.head().crs, Some(Crs::Rd));
    assert_eq!(panden.head().format, "GeoPackage");
    assert!(panden.head().columns.iter().all(|column| column.name != "feature_id" && column.name != "geom"));
    let (n_records, n_polygons, _, remarks) = tally(&mut panden);
    assert_eq!((n_records, n_polygons), (12_227, 12_227), "{remarks:?}");
    assert_eq!(remarks, Vec::<String>::new());

    let Some(mut objecten) = real(file, Some("verblijfsobject")) else { return };
    let (n_records, _, n_points, _) = tally(&mut objecten);
    assert_eq!((n_records, n_points), (11_858, 11_858));
}

#[test]
fn the_bag_of_amstelveen_is_read_from_geojson_in_rd() {
    let Some(mut layer) = real("bag/amstelveen/bag_pand_wfs_1000.geojson", None) else { return };
    assert_eq!(layer.head().crs, Some(Crs::Rd));
    assert_eq!(layer.head().count, Some(1_000));
    let at = layer.position_of("oppervlakte", &["oppervlakte_min"]).unwrap();
    let mut n_null = 0;
    layer
        .read(&[at], &mut |record| {
            n_null += usize::from(record.values[0].is_null());
            Ok(())
        })
        .unwrap();
    assert_eq!(n_null, 169); // absent, not zero
    let (n_records, n_polygons, _, remarks) = tally(&mut layer);
    assert_eq!((n_records, n_polygons), (1_000, 1_000), "{remarks:?}");
}

#[test]
fn the_panden_of_the_delft_campus_and_wippolder_are_read() {
    let Some(mut campus) = real("bag/delft/tudcampus.geojson", None) else { return };
    assert_eq!(tally(&mut campus).1, 1_529);
    let Some(mut wippolder) = real("bag/delft/wippolder.gpkg", None) else { return };
    assert_eq!(wippolder.head().layer, "bag_pand_kerk");
    assert_eq!(tally(&mut wippolder).1, 60);
}

#[test]
fn buurten_in_degrees_come_out_in_rd() {
    let Some(mut layer) = real("cbs/buurten_amsterdam_weesp_2024.geojson", None) else { return };
    assert_eq!(layer.head().crs, Some(Crs::LonLat));
    let crs = layer.crs().clone();
    let mut n = 0;
    layer
        .read(&[], &mut |record| {
            let geometry = record.shape.polygon(&crs).unwrap().geometry;
            let rect = geo::BoundingRect::bounding_rect(&geometry).unwrap();
            assert!(rect.min().x > 105_000.0 && rect.max().x < 137_000.0, "{rect:?}");
            assert!(rect.min().y > 474_000.0 && rect.max().y < 495_000.0, "{rect:?}");
            n += 1;
            Ok(())
        })
        .unwrap();
    assert_eq!(n, 518);
}

#[test]
fn the_bgt_is_read_from_spatialite_and_from_gml() {
    if cfg!(not(feature = "gdal")) {
        return;
    }
    let Some(mut pand) = real("bgt/delft/bgt_pand.sqlite", None) else { return };
    assert_eq!(pand.head().format, "SpatiaLite");
    assert_eq!(pand.head().crs, Some(Crs::Rd));
    let (n_records, n_polygons, _, remarks) = tally(&mut pand);
    assert_eq!((n_records, n_polygons), (160, 160), "{remarks:?}");

    // Polygons and surfaces, most with a point for their label, and no CRS.
    let Some(path) = real_data("bgt/noord_beveland/bgt_pand.gml") else { return };
    let error = Layer::open(&source(&path)).err().unwrap();
    assert!(error.hint().unwrap().contains("crs = \"EPSG:28992\""), "{error}");
    let mut pand = Layer::open(&Source { crs: Some("EPSG:28992".into()), ..source(&path) }).unwrap();
    let (n_records, n_polygons, n_points, _) = tally(&mut pand);
    assert_eq!((n_records, n_polygons, n_points), (301, 301, 0));

    // Curve polygons with arcs.
    let Some(mut water) = real("bgt/noord_beveland/bgt_waterdeel.gml", None) else { return };
    let (n_records, n_polygons, _, remarks) = tally(&mut water);
    assert_eq!((n_records, n_polygons), (232, 232), "{remarks:?}");
}

/// A GeoPackage of `n` squares.
fn squares(n: u32) -> (tempfile::TempDir, PathBuf) {
    use crate::read::samples::{blob, gpkg, gpkg_layer, square_geometry};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    let all: Vec<_> =
        (0..n).map(|n| Some(blob(&square_geometry(121_000.0 + f64::from(n), 487_000.0, 10.0)))).collect();
    gpkg_layer(&gpkg(&path), "pand", 28992, &all);
    (folder, path)
}

#[test]
fn batches_hold_every_record_once_and_in_order() {
    let (_folder, path) = squares(25);
    let mut layer = Layer::open(&source(&path)).unwrap();
    for size in [0, 1, 5, 10, 25, 100] {
        let (mut numbers, mut sizes) = (Vec::new(), Vec::new());
        layer
            .read_batches::<ReadError>(&[0], size, |batch| {
                sizes.push(batch.len());
                numbers.extend(batch.iter().map(|record| record.number));
                Ok(())
            })
            .unwrap();
        assert_eq!(numbers, (1..=25).collect::<Vec<_>>());
        assert!(sizes[..sizes.len() - 1].iter().all(|n| *n == size.max(1)), "{sizes:?}");
    }
}

#[test]
fn an_error_of_the_caller_stops_the_reading_and_comes_out() {
    use crate::error::Error;

    let (_folder, path) = squares(25);
    let mut layer = Layer::open(&source(&path)).unwrap();
    let mut n = 0;
    let result = layer.read_batches(&[], 10, |_| {
        n += 1;
        Err(Error::Interrupted)
    });
    assert!(matches!(result, Err(Error::Interrupted)) && n == 1);
}

#[test]
fn a_column_that_is_not_there_is_told_by_its_role() {
    let (_folder, path) = squares(1);
    let layer = Layer::open(&source(&path)).unwrap();
    assert_eq!(layer.position_of("tekst", &["naam", "TEKST"]).unwrap(), 1);
    let Err(ReadError::MissingColumn { column, layer, available, .. }) = layer.position_of("id", &["x", "y"])
    else {
        panic!()
    };
    assert_eq!((column.as_str(), layer.as_str(), available.len()), ("id", "pand", 4));
}
