use std::path::Path;

use geo::Area as _;
use tempfile::TempDir;

use super::{parcels, *};
use crate::{
    config::{Area, Project, Source},
    model::{Perceel, ReuseClass},
    read::{real_data, region::Region},
};

/// Features of a GeoJSON file: a square of 10 m at `x`, or a point, with
/// these properties.
fn feature(x: f64, geometry: &str, properties: &str) -> String {
    let (x, y) = (121_000.0 + x, 487_000.0);
    let coordinates = match geometry {
        "Point" => format!("[{x},{y}]"),
        _ => format!(
            "[[[{x},{y}],[{},{y}],[{},{}],[{x},{}],[{x},{y}]]]",
            x + 10.0,
            x + 10.0,
            y + 10.0,
            y + 10.0
        ),
    };
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"{geometry}","coordinates":{coordinates}}}}}"#
    )
}

fn input(features: &[String]) -> (TempDir, Input) {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::28992"}}}},"features":[{}]}}"#,
        features.join(",")
    );
    std::fs::write(folder.path().join("a.geojson"), text).unwrap();
    let input = of_file(&folder.path().join("a.geojson"));
    (folder, input)
}

fn of_file(path: &Path) -> Input {
    let source = Source { path: path.to_owned(), name: "a".into(), ..Source::default() };
    Input { sources: vec![source], ..Input::default() }
}

fn percelen(input: &Input, region: Option<&Region>, issues: &mut Issues) -> (u64, Vec<Perceel>) {
    let mut all = Vec::new();
    let n = parcels::stream(input, region, issues, |batch, _| {
        all.extend(batch);
        Ok(())
    });
    (n.unwrap(), all)
}

fn left_out(issues: &Issues) -> Vec<LeftOut> {
    issues.left_out().values().copied().collect()
}

#[test]
fn only_a_parkeervlak_is_parking() {
    let (_folder, input) = input(&[
        feature(0.0, "Polygon", r#""functie":"rijbaan lokale weg""#),
        feature(20.0, "Polygon", r#""functie":"parkeervlak""#),
        feature(40.0, "Polygon", r#""functie":"voetpad","plus_functieWegdeel":"Parkeervlak""#),
        feature(60.0, "Polygon", r#""functie":null"#),
    ]);
    let uses: Vec<RoadUse> =
        roads(&input, &[], &mut Issues::default()).unwrap().into_iter().map(|zone| zone.says).collect();
    assert_eq!(uses, [RoadUse::Traffic, RoadUse::Parking, RoadUse::Parking, RoadUse::Traffic]);
    let freed = roads(&input, &["Voetpad".into()], &mut Issues::default()).unwrap();
    assert_eq!(freed.len(), 3, "the user freed footpaths");
}

#[test]
fn what_has_ended_or_lies_below_the_ground_is_left_out_and_counted() {
    let (_folder, input) = input(&[
        feature(0.0, "Polygon", r#""relatieveHoogteligging":0,"eindRegistratie":null,"terminationDate":"""#),
        feature(20.0, "Polygon", r#""relatieveHoogteligging":1"#),
        feature(40.0, "Polygon", r#""relatieveHoogteligging":-1"#),
        feature(60.0, "Polygon", r#""relatieveHoogteligging":0,"eindRegistratie":"2018-08-07T09:54:11""#),
        feature(80.0, "Polygon", r#""terminationDate":"2018-08-07","eindRegistratie":"2018-08-07T09:54:11""#),
    ]);
    let mut issues = Issues::default();
    assert_eq!(surfaces(&input, &mut issues).unwrap().len(), 2);
    assert_eq!(left_out(&issues), [LeftOut { history: 1, ended: 1, below_ground: 1, inactive: 0 }]);
    assert_eq!(issues.total(), 0);
}

#[test]
fn a_density_is_a_number_that_can_be() {
    let values = ["1.25", "\"0,8\"", "0", "null", "-0.1", "20.5", "\"hoog\""];
    let features: Vec<String> =
        values.iter().map(|value| feature(0.0, "Polygon", &format!(r#""FSI_24":{value}"#))).collect();
    let (_folder, input) = input(&features);
    let mut issues = Issues::default();
    let layer = DensityInput { is_target: true, input };
    let found: Vec<DensitySaid> =
        density(&layer, &mut issues).unwrap().into_iter().map(|zone| zone.says).collect();
    assert_eq!(found, [1.25, 0.8, 0.0].map(|fsi| DensitySaid { fsi, is_target: true }));
    let details: Vec<String> = issues.kept().iter().map(|issue| issue.detail.to_string()).collect();
    assert_eq!(details.len(), 3);
    assert_eq!(details[0], "`-0.1` is no FSI of 0 to 20; left out");
}

#[test]
fn ground_that_may_give_way_is_an_area_or_a_point() {
    let (_folder, input) = input(&[
        feature(0.0, "Polygon", ""),
        feature(20.0, "Point", ""),
        feature(40.0, "Point", r#""eindRegistratie":"2018-08-07""#),
    ]);
    let layer = ReuseInput { class: ReuseClass::Tankstation, input };
    let mut issues = Issues::default();
    let Reuse { areas, points } = reuse(&layer, &mut issues).unwrap();
    assert_eq!((areas.len(), points), (1, vec![Point::new(121_020.0, 487_000.0)]));
    assert_eq!(left_out(&issues), [LeftOut { history: 1, ..LeftOut::default() }]);
    // Where a point says nothing it is an issue.
    surfaces(&layer.input, &mut issues).unwrap();
    assert_eq!(issues.total(), 1);
}

#[test]
fn own_ground_says_whose_it_is() {
    let (_folder, input) = input(&[
        feature(0.0, "Polygon", r#""corporatie":"Zeven Linden","complexnummer":101"#),
        feature(20.0, "Polygon", r#""corporatie":"""#),
    ]);
    let found: Vec<OwnGround> =
        own(&input, &mut Issues::default()).unwrap().into_iter().map(|zone| zone.says).collect();
    let first = OwnGround { corporatie: Some("Zeven Linden".into()), complex: Some("101".into()) };
    assert_eq!(found, [first, OwnGround::default()]);
}

#[test]
fn a_perceel_goes_by_its_identification_its_name_or_its_number() {
    let (_folder, input) = input(&[
        feature(0.0, "Polygon", r#""identificatieLokaalID":"11720427170000","sectie":"K""#),
        feature(
            20.0,
            "Polygon",
            r#""AKRKadastraleGemeenteCodeWaarde":"AMR03","kadastraleGemeenteWaarde":"Almere","sectie":"K","perceelnummer":1234"#,
        ),
        feature(40.0, "Polygon", r#""sectie":"K","perceelnummer":1235"#),
        feature(60.0, "Polygon", r#""identificatieLokaalID":"11720427170000""#),
        feature(80.0, "Point", ""),
    ]);
    let mut issues = Issues::default();
    let (n, found) = percelen(&input, None, &mut issues);
    let ids: Vec<&str> = found.iter().map(|perceel| perceel.id.as_str()).collect();
    assert_eq!(n, 5);
    assert_eq!(ids, ["11720427170000", "AMR03 K 1234", "record 3", "11720427170000"]);
    assert_eq!(issues.kept()[0].object, "record 5");
}

#[test]
fn an_area_has_the_percelen_whose_middle_lies_in_it_and_what_meets_its_window() {
    let ended = r#""eindRegistratie":"2020-01-01""#;
    let bow_tie = feature(600.0, "Polygon", "").replace("121610,487000],[121610", "121610,487010],[121610");
    let (folder, ground) = input(&[
        feature(0.0, "Polygon", r#""id":"in""#),
        feature(26.0, "Polygon", r#""id":"half out""#),
        feature(0.0, "Polygon", ended),
        feature(600.0, "Polygon", ended),
        bow_tie,
    ]);
    let path = folder.path().join("toplaag.toml");
    let text = "[panden]\npath = \"a.geojson\"\n[area]\nbox = [121000, 486990, 121030, 487020]\n\
                [ground.water]\npath = \"a.geojson\"\n";
    std::fs::write(&path, text).unwrap();
    let project = Project::read(&path).unwrap();
    assert!(matches!(project.area, Some(Area::Box(_))));
    let region = Region::of(&project).unwrap().unwrap();

    let mut issues = Issues::default();
    let (n, found) = percelen(&ground, Some(&region), &mut issues);
    let ids: Vec<&str> = found.iter().map(|perceel| perceel.id.as_str()).collect();
    // GeoJSON has no index: all records are met, and those elsewhere not told of.
    assert_eq!((n, ids), (1, vec!["record 1"]));
    assert_eq!(left_out(&issues), [LeftOut { history: 1, ..LeftOut::default() }]);
    assert_eq!(issues.total(), 0);

    let narrowed = region.narrow(&project);
    let mut issues = Issues::default();
    assert_eq!(surfaces(narrowed.ground.water.as_ref().unwrap(), &mut issues).unwrap().len(), 2);
    assert_eq!(left_out(&issues), [LeftOut { history: 1, ..LeftOut::default() }]);
    assert_eq!(issues.total(), 0, "{:?}", issues.kept());
}

#[test]
fn a_layer_without_a_usable_object_is_an_error_but_in_an_area() {
    let (_folder, mut input) = input(&[feature(0.0, "Point", "")]);
    assert!(surfaces(&input, &mut Issues::default()).is_err());
    input.sources[0].window = Some([0.0, 0.0, 10.0, 10.0]);
    assert_eq!(surfaces(&input, &mut Issues::default()).unwrap(), []);
}

#[test]
fn real_percelen_are_polygons_as_large_as_the_cadaster_says() {
    if cfg!(not(feature = "gdal")) {
        return;
    }
    for (file, crs, n, first, sizes) in [
        ("dkk_v4_sample", Some("EPSG:28992"), 8, "11720427170000", 2_420.0 + 1_490.0),
        ("kadastralekaart_v5_sample", None, 11, "84920229870000", 222.0 + 222.0),
    ] {
        let Some(path) = real_data(&format!("brk/{file}.zip")) else { return };
        let mut input = of_file(&path);
        input.sources[0].preferred = &["perceel"];
        input.sources[0].crs = crs.map(str::to_owned);
        let mut issues = Issues::default();
        let (records, found) = percelen(&input, None, &mut issues);
        assert_eq!((records, found.len(), issues.total()), (n, n as usize, 0), "{:?}", issues.kept());
        assert_eq!(found[0].id, first);
        let area: f64 = found[..2].iter().map(|perceel| perceel.geometry.unsigned_area()).sum();
        assert!((area / sizes - 1.0).abs() < 0.02, "{area} m², {sizes} in the register");
    }
}

#[test]
fn real_layers_of_the_bgt_lose_their_history() {
    if cfg!(not(feature = "gdal")) {
        return;
    }
    let Some(path) = real_data("bgt/delft/bgt_wegdeel.sqlite") else { return };
    let mut issues = Issues::default();
    let found = roads(&of_file(&path), &[], &mut issues).unwrap();
    let parking = found.iter().filter(|zone| zone.says == RoadUse::Parking).count();
    assert_eq!((found.len(), parking, issues.total()), (151, 36, 0), "{:?}", issues.kept());

    let Some(path) = real_data("bgt/noord_beveland/bgt_waterdeel.gml") else { return };
    let mut issues = Issues::default();
    let found = surfaces(&of_file(&path), &mut issues).unwrap();
    assert_eq!(found.len(), 145);
    assert_eq!(left_out(&issues), [LeftOut { history: 29, ended: 58, ..LeftOut::default() }]);

    let Some(path) = real_data("bgt/cadzand/bgt_waterdeel.geojson") else { return };
    let mut issues = Issues::default();
    assert_eq!(surfaces(&of_file(&path), &mut issues).unwrap().len(), 140);
    assert!(issues.left_out().is_empty());
}
