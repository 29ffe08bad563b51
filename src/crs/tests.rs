use std::fs;

use geo_types::{Geometry, Point, point};

use super::*;
use crate::read::real_data;

/// The certification list of RDNAPTRANS: id, lat, lon, h, x, y, NAP.
fn certified() -> Option<Vec<[f64; 4]>> {
    let text = fs::read_to_string(real_data("rdnaptrans/Z001_ETRS89andRDNAP.txt")?).unwrap();
    let number = |field: Option<&str>| field.and_then(|field| field.trim().parse::<f64>().ok());
    Some(
        text.lines()
            .filter_map(|line| {
                let fields: Vec<&str> = line.split('\t').collect();
                let at = |n: usize| number(fields.get(n).copied());
                Some([at(2)?, at(1)?, at(4)?, at(5)?]).filter(|[_, _, x, y]| within(RD_BOUNDS, *x, *y))
            })
            .collect(),
    )
}

#[test]
fn amersfoort_lies_where_it_should() {
    let (lon, lat) = rd_point_to_lonlat(155_000.0, 463_000.0).unwrap();
    let tolerance = if accuracy().grid.is_some() { 1e-8 } else { 1e-6 };
    assert!((lon - 5.387_203_650).abs() < tolerance, "{lon}");
    assert!((lat - 52.155_172_887).abs() < tolerance, "{lat}");
}

#[test]
fn there_and_back_gives_the_same_point() {
    for (x, y) in
        [(155_000.0, 463_000.0), (13_600.0, 370_000.0), (278_000.0, 610_000.0), (195_000.0, 307_000.0)]
    {
        let (lon, lat) = rd_point_to_lonlat(x, y).unwrap();
        let mut geometry = Geometry::Point(point!(x: lon, y: lat));
        Crs::LonLat.to_rd(&mut geometry).unwrap();
        let back = Point::try_from(geometry).unwrap();
        // The shift drops the ellipsoidal height on the way, which costs half a millimeter.
        let tolerance = if accuracy().grid.is_some() { 1e-5 } else { 2e-3 };
        assert!((back.x() - x).abs() < tolerance && (back.y() - y).abs() < tolerance, "{back:?}");
    }
}

#[test]
fn the_certification_list_is_met_to_the_stated_accuracy() {
    let Some(points) = certified() else { return };
    let allowed = if accuracy().grid.is_some() { 0.001 } else { 0.25 };
    assert!(points.len() > 3_000, "{}", points.len());
    let mut worst: f64 = 0.0;
    for [lon, lat, x, y] in points {
        let rd = Crs::LonLat.coord_to_rd(Coord { x: lon, y: lat }).unwrap();
        worst = worst.max((rd.x - x).hypot(rd.y - y));
        // And the other way; a degree is about 111 km, in longitude 68 km.
        let (to_lon, to_lat) = rd_point_to_lonlat(x, y).unwrap();
        worst = worst.max(((to_lon - lon) * 68_000.0).hypot((to_lat - lat) * 111_000.0));
    }
    assert!(worst <= allowed, "{worst} m off");
}

#[test]
fn beyond_the_grid_the_seven_parameters_hold() {
    // Near Bremen, and near Paris.
    for (x, y) in [(390_000.0, 570_000.0), (-60_000.0, 100_000.0)] {
        let (lon, lat) = rd_point_to_lonlat(x, y).unwrap();
        assert!(!within([2.0, 50.0, 8.0, 56.0], lon, lat), "{lon} {lat}");
        let back = Crs::LonLat.coord_to_rd(Coord { x: lon, y: lat }).unwrap();
        assert!((back.x - x).hypot(back.y - y) < 2e-3, "{back:?}");
    }
}

#[test]
fn other_systems_reach_rd_by_way_of_etrs89() {
    // Amersfoort in UTM zone 31 and in web Mercator, by Debian's PROJ.
    let crs = Crs::parse("EPSG:25831").unwrap();
    let rd = crs.coord_to_rd(Coord { x: 663_304.12, y: 5_780_984.54 }).unwrap();
    assert!((rd.x - 155_000.0).abs() < 2.0 && (rd.y - 463_000.0).abs() < 2.0, "{rd:?}");
}

#[test]
fn an_unknown_code_is_an_error_and_not_a_crash() {
    for text in ["EPSG:999999", "+proj=nonsense", "PROJCS[\"x\"]", "GEOGCRS[]"] {
        if let Some(crs) = Crs::parse(text) {
            assert!(crs.check().is_err(), "{text}");
        }
    }
}

#[test]
fn rd_is_recognized_in_its_many_spellings() {
    for text in [
        "EPSG:28992",
        "epsg:28992",
        "28992",
        "EPSG:7415",
        "urn:ogc:def:crs:EPSG::28992",
        "urn:ogc:def:crs:EPSG:6.9:28992",
        "urn:ogc:def:crs,crs:EPSG::28992,crs:EPSG::5709",
        "http://www.opengis.net/def/crs/EPSG/0/7415",
        "https://www.opengis.net/def/crs/EPSG/0/28992/",
        "http://www.opengis.net/gml/srs/epsg.xml#28992",
        "EPSG:28992+5709",
        "Amersfoort / RD New",
        "+init=epsg:28992",
        "+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel",
        r#"PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]]]]"#,
        r#"PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",AUTHORITY["EPSG","4289"]],AUTHORITY["EPSG","28992"]]"#,
        r#"PROJCRS["anything",BASEGEOGCRS["Amersfoort",ID["EPSG",4289]],ID["EPSG",28992]]"#,
        r#"COMPD_CS["unnamed",PROJCS["Amersfoort_RD_New",GEOGCS["x"]],VERT_CS["NAP"]]"#,
        r#"{"type":"ProjectedCRS","name":"x","id":{"authority":"EPSG","code":28992}}"#,
        r#"{"type":"CompoundCRS","name":"x","components":[{"name":"Amersfoort / RD New"}]}"#,
    ] {
        assert_eq!(Crs::parse(text), Some(Crs::Rd), "{text}");
    }
}

#[test]
fn degrees_are_recognized_in_their_many_spellings() {
    for text in [
        "EPSG:4326",
        "EPSG:4258",
        "4326",
        "OGC:CRS84",
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:OGC::CRS84",
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "WGS 84",
        "+proj=longlat +datum=WGS84 +no_defs",
        r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]"#,
        r#"GEOGCRS["WGS 84",ID["EPSG",4326]]"#,
    ] {
        assert_eq!(Crs::parse(text), Some(Crs::LonLat), "{text}");
    }
}

#[test]
fn what_names_no_crs_is_refused() {
    for text in [
        "",
        "  ",
        "somewhere",
        "EPSG:",
        "EPSG:x",
        "0",
        "[",
        "]",
        "{",
        "{}",
        "+",
        "a\0b",
        "é[",
        "[[[[",
        "\u{feff}",
    ] {
        assert_eq!(Crs::parse(text), None, "{text}");
    }
}

#[test]
fn the_old_rd_and_the_belgian_system_are_not_rd() {
    for text in ["EPSG:28991", "EPSG:31370", r#"PROJCS["Amersfoort / RD Old",AUTHORITY["EPSG","28991"]]"#] {
        assert!(matches!(Crs::parse(text), Some(Crs::Other(_))), "{text}");
    }
}

#[test]
fn bounds_take_the_country_and_not_degrees() {
    assert!(within(RD_BOUNDS, 121_000.0, 487_000.0));
    assert!(!within(RD_BOUNDS, 4.9, 52.4));
    assert!(!within(RD_BOUNDS, f64::NAN, 487_000.0));
    assert!(within(LONLAT_BOUNDS, 4.9, 52.4));
    assert!(!within(LONLAT_BOUNDS, 52.4, 4.9));
}

/// PROJ's crate reads PROJ's search paths through a text that the next call
/// frees; threads that start together must not meet there.
#[test]
fn many_threads_can_start_at_once() {
    let threads: Vec<_> =
        (0..48).map(|_| std::thread::spawn(|| rd_point_to_lonlat(155_000.0, 463_000.0))).collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
}
