//! Heights from AHN and classes from cells, on the sample town.
//!
//! GDAL burns the footprints and the classes of the town into GeoTIFFs; what
//! the program reads from these is held against what it reads from 3DBAG and
//! from the polygons.

use std::{collections::BTreeMap, path::Path};

use gdal::{
    Dataset, DriverManager,
    raster::{Buffer, GdalType, RasterCreationOptions, rasterize},
    spatial_ref::SpatialRef,
    vector::Geometry,
};
use toplaag::{
    config::{Input, Source},
    issue::Issues,
    read,
};

use crate::support::Place;

/// The town with room around it: south-west corner and size in meters.
const CORNER: (f64, f64) = (129_980.0, 469_980.0);
const SIZE: (usize, usize) = (1_060, 800);

/// A raster of the town in memory or in a file.
fn raster<T: GdalType + Copy>(driver: &str, path: &Path, cell: f64) -> Dataset {
    let columns = (SIZE.0 as f64 / cell) as usize;
    let rows = (SIZE.1 as f64 / cell) as usize;
    let options = RasterCreationOptions::from_iter(match driver {
        "GTiff" => vec!["TILED=YES", "COMPRESS=DEFLATE"],
        _ => vec![],
    });
    let driver = DriverManager::get_driver_by_name(driver).unwrap();
    let mut dataset =
        driver.create_with_band_type_with_options::<T, _>(path, columns, rows, 1, &options).unwrap();
    dataset.set_geo_transform(&[CORNER.0, cell, 0.0, CORNER.1 + SIZE.1 as f64, 0.0, -cell]).unwrap();
    dataset.set_spatial_ref(&SpatialRef::from_epsg(28_992).unwrap()).unwrap();
    dataset
}

/// Burns features of a GeoJSON file into cells, each with its own value.
fn burn(
    place: &Place,
    file: &str,
    cell: f64,
    value: impl Fn(usize, &serde_json::Value) -> f64,
) -> (Dataset, Vec<i32>) {
    let json = place.json(file);
    let mut dataset = raster::<i32>("MEM", Path::new(""), cell);
    let features = json["features"].as_array().unwrap();
    let (shapes, values): (Vec<_>, Vec<_>) = features
        .iter()
        .enumerate()
        .filter(|(_, feature)| feature["geometry"].is_object())
        .map(|(at, feature)| {
            (Geometry::from_geojson(&feature["geometry"].to_string()).unwrap(), value(at, feature))
        })
        .unzip();
    rasterize(&mut dataset, &[1], &shapes, &values, None).unwrap();
    let cells = dataset.rasterband(1).unwrap().read_band_as::<i32>().unwrap().data().to_vec();
    (dataset, cells)
}

/// Writes cells as a GeoTIFF.
fn write<T: GdalType + Copy>(place: &Place, file: &str, cell: f64, nodata: f64, cells: Vec<T>) {
    let dataset = raster::<T>("GTiff", &place.path(file), cell);
    let size = dataset.raster_size();
    let mut band = dataset.rasterband(1).unwrap();
    band.set_no_data_value(Some(nodata)).unwrap();
    band.write((0, 0), size, &mut Buffer::new(size, cells)).unwrap();
}

/// Writes `dsm.tif` and `dtm.tif` of the town as 3DBAG describes it: roofs
/// as high, flat for the same share from west to east, gables elsewhere.
fn write_ahn(place: &Place, cell: f64) {
    let input = Input {
        sources: vec![Source { path: place.path("3dbag.city.jsonl"), ..Source::default() }],
        ..Input::default()
    };
    let heights = read::heights::read(&input, &mut Issues::default()).unwrap();
    let panden = place.json("panden.geojson");
    let (dataset, ids) = burn(place, "panden.geojson", cell, |at, _| (at + 1) as f64);
    let columns = dataset.raster_size().0;
    // The columns of the cells of each pand, from west to east.
    let mut across: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (at, id) in ids.iter().enumerate() {
        across.entry(*id).or_default().push(at % columns);
    }
    across.values_mut().for_each(|columns| columns.sort_unstable());
    let ground = |column: usize| -1.9 + column as f64 * cell * 0.0006;
    let (mut dsm, mut dtm) = (Vec::new(), Vec::new());
    for (at, id) in ids.iter().enumerate() {
        let (column, row) = (at % columns, at / columns);
        if *id == 0 {
            dsm.push(ground(column) as f32);
            dtm.push(ground(column) as f32);
            continue;
        }
        dtm.push(f32::MAX);
        let pand = &panden["features"][*id as usize - 1]["properties"]["identificatie"];
        let roof = heights.get(pand.as_str().unwrap().parse().unwrap()).unwrap_or_default();
        let flat = match (roof.flat, roof.slanted) {
            (Some(flat), Some(slanted)) => flat.0 / (flat.0 + slanted.0),
            _ => 1.0,
        };
        let of_pand = &across[id];
        let is_flat = of_pand.get((of_pand.len() as f64 * flat) as usize).is_none_or(|past| column < *past);
        // Ridges of half a meter per meter, every six meters from north to south.
        let slope = ((row as f64 * cell).rem_euclid(6.0) - 3.0).abs() * 0.5 - 0.75;
        let top = roof.roof.map_or(ground(column), |top| top.0);
        dsm.push((if is_flat || roof.roof.is_none() { top } else { top + slope }) as f32);
    }
    write(place, "dsm.tif", cell, f64::from(f32::MAX), dsm);
    write(place, "dtm.tif", cell, f64::from(f32::MAX), dtm);
}

const AHN: &str = "[ahn]\ndsm = { path = \"dsm.tif\" }\ndtm = { path = \"dtm.tif\" }\n";

/// A town whose heights are AHN's alone.
fn town_by_ahn(cell: f64) -> Place {
    let place = Place::town();
    write_ahn(&place, cell);
    place.edit("toplaag.toml", |toml| {
        let (before, after) = toml.split_once("[heights]").unwrap();
        let (_, after) = after.split_once("# CBS").unwrap();
        format!("{before}{AHN}# CBS{after}")
    });
    place
}

type Row = BTreeMap<String, rusqlite::types::Value>;

/// The panden of a run, by identification.
fn panden(place: &Place) -> BTreeMap<String, Row> {
    let file = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let mut query = file.prepare("select * from panden").unwrap();
    let names: Vec<String> = query.column_names().into_iter().map(str::to_owned).collect();
    let rows = query.query_map([], |row| {
        let values = names.iter().enumerate().map(|(at, name)| Ok((name.clone(), row.get(at)?)));
        values.collect::<rusqlite::Result<Row>>()
    });
    rows.unwrap().map(Result::unwrap).map(|row| (text(&row, "identificatie"), row)).collect()
}

fn text(row: &Row, name: &str) -> String {
    match &row[name] {
        rusqlite::types::Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

fn number(row: &Row, name: &str) -> Option<f64> {
    match row[name] {
        rusqlite::types::Value::Real(number) => Some(number),
        rusqlite::types::Value::Integer(number) => Some(number as f64),
        _ => None,
    }
}

#[test]
fn without_3dbag_ahn_finds_the_same_storeys_and_roofs() {
    let by_3dbag = Place::scanned();
    let by_3dbag = panden(&by_3dbag);
    let place = town_by_ahn(0.5);
    let scanned = place.scan();
    let by_ahn = panden(&place);
    assert_eq!(by_ahn.len(), by_3dbag.len());
    let (mut n, mut same, mut verdicts) = (0, 0, 0);
    for (id, ahn) in &by_ahn {
        let truth = &by_3dbag[id];
        let from = text(ahn, "height_from");
        let Some(expected) = number(truth, "roof_height_m") else {
            assert_eq!(from, "", "{id}: nothing stands there");
            continue;
        };
        if from.is_empty() {
            assert_eq!(text(ahn, "height_unknown"), "few_cells", "{id}");
            continue;
        }
        assert!(from == "ahn" || from == "ahn_footprint", "{id}: {from}");
        let found = number(ahn, "roof_height_m").unwrap();
        assert!((found - expected).abs() < 0.7, "{id}: {found} and {expected}");
        n += 1;
        // What 3DBAG registers is better than a height where the roof is
        // slanted, so only its height is held against AHN's there.
        let is_flat = number(truth, "roof_flat_share") == Some(1.0);
        let storeys =
            if is_flat { number(truth, "storeys").unwrap() } else { (expected / 2.8).round().max(1.0) };
        same += usize::from(number(ahn, "storeys") == Some(storeys));
        verdicts += usize::from(text(ahn, "verdict") == text(truth, "verdict"));
        assert_eq!(text(ahn, "storeys_from"), "ahn_height", "{id}");
        if number(ahn, "footprint_m2").unwrap() > 150.0 && number(truth, "roof_flat_m2").is_some() {
            let (found, expected) = (number(ahn, "roof_flat_share"), number(truth, "roof_flat_share"));
            let (found, expected) = (found.unwrap(), expected.unwrap());
            assert!((found - expected).abs() < 0.12, "{id}: flat {found} and {expected}");
        }
        if text(ahn, "verdict") != "unsuitable" {
            assert!(text(ahn, "flags").split(';').any(|flag| flag == "estimated_ahn"), "{id}");
        }
    }
    assert_eq!(scanned.count("heights_ahn"), n as u64);
    assert!(n > 370, "{n}");
    assert!(same * 100 >= n * 97, "the same storeys in {same} of {n}");
    assert!(verdicts * 100 >= n * 97, "the same verdict for {verdicts} of {n}");

    let suitable = by_ahn.iter().find(|(_, row)| text(row, "verdict") == "suitable").unwrap().0;
    let explained = place.run(&format!("explain uit {suitable} --alles")).stdout;
    assert!(explained.contains("bouwlagen (uit de hoogte, geschat uit AHN)"), "{explained}");
    assert!(explained.contains("m² (geschat uit AHN)"), "{explained}");
    assert!(explained.contains("optoppen.ahn_shrink_m = 1.0 m [K]"), "{explained}");
    assert!(explained.contains("ahn.dsm"), "{explained}");
}

#[test]
fn where_3dbag_has_a_pand_ahn_changes_nothing() {
    let place = Place::town();
    place.scan_in("en");
    let before = panden(&place);
    write_ahn(&place, 0.5);
    place.edit("toplaag.toml", |toml| format!("{toml}\n{AHN}"));
    let scanned = place.scan_in("en");
    let after = panden(&place);
    for (id, row) in &after {
        assert_eq!(row["verdict"], before[id]["verdict"], "{id}");
        let known = number(&before[id], "maaiveld_nap_m").is_some();
        assert_eq!(text(row, "height_from"), if known { "heights" } else { "" }, "{id}");
        // What 3DBAG does not hold stands as high as the ground in the rasters.
        assert_eq!(text(row, "height_unknown").is_empty(), known, "{id}: {}", text(row, "height_unknown"));
    }
    assert_eq!(scanned.count("heights_ahn"), 0);
    let told = scanned.issues.iter().find(|issue| issue.detail.contains("too low for a building")).unwrap();
    assert_eq!(told.kind, "bad_value");
    let inputs = scanned.run["inputs"].as_array().unwrap();
    let dsm = inputs.iter().find(|input| input["role"] == "ahn.dsm").unwrap();
    assert_eq!(dsm["raster"]["cell_m"], serde_json::json!([0.5, 0.5]));
    assert_eq!(dsm["sha256"].as_str().unwrap().len(), 64);
    assert!(inputs.iter().find(|input| input["role"] == "panden").unwrap().get("raster").is_none());
}

#[test]
fn cells_of_five_meters_say_that_they_are_too_coarse() {
    let place = town_by_ahn(5.0);
    let scanned = place.scan_in("en");
    let told: Vec<_> = scanned.issues.iter().filter(|issue| issue.detail.contains("too coarse")).collect();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].detail, "cells of 5 m are too coarse for roofs (at most 1 m); it gives no heights");
    assert!(panden(&place).values().all(|row| text(row, "height_unknown") == "too_coarse"));
    let checked = place.run("check toplaag.toml").stdout;
    assert!(checked.contains("te grof voor daken"), "{checked}");
    assert!(checked.contains("212 × 160 cellen van 5,00 × 5,00 m, geen gegevens = 3.402823"), "{checked}");
    assert!(checked.contains("panden met gegevens in AHN (dsm)"), "{checked}");
}

#[test]
fn any_number_of_threads_reads_the_same_cells() {
    let place = town_by_ahn(0.5);
    water_as_cells(&place);
    let mut first = None;
    for threads in [1, 4] {
        place.run(&format!("scan toplaag.toml --out uit --force -q --threads {threads}")).says(0, "");
        let files = place.files("uit");
        assert!(*first.get_or_insert_with(|| files.clone()) == files, "differs with {threads} threads");
    }
}

/// Replaces the water polygons by cells of 5 m with the same codes.
fn water_as_cells(place: &Place) {
    let (_, cells) =
        burn(place, "waterbodem.geojson", 5.0, |_, zone| zone["properties"]["klasse"].as_f64().unwrap());
    let cells = cells.into_iter().map(|code| u8::try_from(code).unwrap()).collect();
    write::<u8>(place, "combikaart.tif", 5.0, 255.0, cells);
    place.edit("toplaag.toml", |toml| toml.replace("\"waterbodem.geojson\"", "\"combikaart.tif\""));
}

#[test]
fn classes_from_cells_are_those_of_the_polygons() {
    let place = Place::scanned();
    let polygons = panden(&place);
    water_as_cells(&place);
    let scanned = place.scan();
    let cells = panden(&place);
    let (mut n, mut same) = (0, 0);
    for (id, row) in &cells {
        if number(&polygons[id], "footprint_m2").is_none_or(|area| area < 1.0) {
            continue;
        }
        n += 1;
        same += usize::from(text(row, "water_class") == text(&polygons[id], "water_class"));
        // Whole in one class by area, and at least two cells within its borders.
        if number(&polygons[id], "water_share") == Some(1.0) && number(row, "water_share") == Some(1.0) {
            assert_eq!(text(row, "water_class"), text(&polygons[id], "water_class"), "{id}");
        }
    }
    assert!(n > 380 && same * 100 >= n * 98, "{same} of {n}");
    let water =
        scanned.run["inputs"].as_array().unwrap().iter().find(|input| input["role"] == "water").unwrap();
    assert_eq!(water["raster"]["drawn"], false);
    assert_eq!(water["format"], "GeoTIFF");
    let checked = place.run("check toplaag.toml").stdout;
    assert!(checked.contains("komt niet op de kaart"), "{checked}");
}

#[test]
fn polygons_on_top_of_cells_are_class_d() {
    let place = Place::town();
    water_as_cells(&place);
    let everywhere = r#"{"type":"Polygon","coordinates":[[[129000,469000],[132000,469000],[132000,472000],[129000,472000],[129000,469000]]]}"#;
    place.write(
        "niet_bouwen.geojson",
        crate::support::collection(&[crate::support::feature("\"naam\":\"alles\"", everywhere)]),
    );
    place.edit("toplaag.toml", |toml| {
        toml.replace(
            "path = \"combikaart.tif\"",
            "path = \"combikaart.tif\"\non_top = { path = \"niet_bouwen.geojson\" }",
        )
    });
    place.scan();
    assert!(
        panden(&place)
            .values()
            .filter(|row| !text(row, "water_class").is_empty())
            .all(|row| text(row, "water_class") == "D")
    );
}

#[test]
fn what_does_not_fit_is_told_with_a_cure() {
    let place = Place::town();
    place.edit("toplaag.toml", |toml| format!("{toml}\n[ahn]\ndsm = {{ path = \"dsm.tif\" }}\n"));
    place.refuses(
        3,
        "error: project file `toplaag.toml`: `[ahn]` names no `dtm`: a height is the surface (dsm) above the ground (dtm)\n\
         hint: write `dtm = { path = \"…\" }` below `[ahn]`, or leave the whole table out",
    );
    let place = Place::town();
    place.edit("toplaag.toml", |toml| format!("{toml}\n{AHN}"));
    place.write("dsm.tif", "x;y\n1;2\n");
    place.refuses(
        3,
        "error: cannot read `dsm.tif` as a raster (GeoTIFF or ASCII grid): it is neither, whatever its name says\n\
         hint: the file may be cut off or carry the wrong extension; export it again",
    );
    let place = Place::town();
    place.edit("toplaag.toml", |toml| {
        toml.replace(
            "path = \"waterbodem.geojson\"",
            "path = \"waterbodem.geojson\"\non_top = { path = \"lib.geojson\" }",
        )
    });
    place.refuses(
        3,
        "error: project file `toplaag.toml`: `[water] on_top` lays `lib.geojson` on polygons\n\
         hint: polygons lie on top of a raster of classes alone; add them to `path` with a class column",
    );
}

#[test]
fn a_raster_that_breaks_off_stops_the_run() {
    let place = town_by_ahn(0.5);
    place.scan();
    let bytes = std::fs::read(place.path("dsm.tif")).unwrap();
    place.write("dsm.tif", &bytes[..bytes.len() * 2 / 3]);
    let before = place.files("uit");
    let ran = place.run("scan toplaag.toml --out uit --force -q");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stderr.contains("dsm.tif"), "{}", ran.stderr);
    assert!(place.files("uit") == before);
}
