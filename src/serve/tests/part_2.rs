//! The abstract tests of OGC API Features, part 2 (18-058r1, annex A).

use super::*;

const CRS: [&str; 4] = [
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
    RD,
    "http://www.opengis.net/def/crs/EPSG/0/4258",
    "http://www.opengis.net/def/crs/EPSG/0/4326",
];

#[test]
fn each_collection_lists_its_crs_and_that_it_is_kept_in() {
    let page = json("/ogc/collections");
    for collection in page["collections"].as_array().unwrap() {
        assert_eq!(collection["crs"].as_array().unwrap(), &CRS.map(Value::from).to_vec());
        assert_eq!(collection["storageCrs"], RD);
    }
}

/// The first point of the first ring.
fn first(page: &Value) -> (f64, f64) {
    let feature = page["features"].as_array().and_then(|features| features.first()).unwrap_or(page);
    let at = &feature["geometry"]["coordinates"][0][0][0];
    (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
}

/// The same point in each CRS, with its axes in the order of the CRS.
#[test]
fn axes_stand_in_the_order_of_the_crs_and_the_answer_says_which_it_is() {
    let path = "/ogc/collections/panden/items?limit=1";
    let (x, y) = first(&json(&format!("{path}&crs={RD}")));
    assert!((0.0..300_000.0).contains(&x) && (300_000.0..620_000.0).contains(&y), "easting first: {x} {y}");
    let (lon, lat) = crate::crs::rd_point_to_lonlat(x, y).unwrap();
    let near = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() < 2e-8 && (a.1 - b.1).abs() < 2e-8;
    assert!(near(first(&json(path)), (lon, lat)), "longitude first without a crs");
    for (crs, expected) in [(CRS[0], (lon, lat)), (CRS[2], (lat, lon)), (CRS[3], (lat, lon))] {
        let answer = get(&format!("{path}&crs={crs}"));
        assert_eq!(answer.header("content-crs"), format!("<{crs}>"));
        assert!(near(first(&answer.json()), expected), "{crs}");
    }
    assert_eq!(get(path).header("content-crs"), format!("<{}>", CRS[0]));
    let id = all("panden")[0]["id"].as_str().unwrap().to_owned();
    let one = get(&format!("/ogc/collections/panden/items/{id}?crs={RD}"));
    assert_eq!(one.header("content-crs"), format!("<{RD}>"));
}

#[test]
fn a_crs_that_is_not_listed_is_refused() {
    for name in ["crs", "bbox-crs", "filter-crs"] {
        for crs in ["http://www.opengis.net/def/crs/EPSG/0/25831", "28992", "", "EPSG:1"] {
            get(&format!("/ogc/collections/panden/items?bbox=1,2,3,4&{name}={crs}")).is_refused(400, name);
        }
    }
    get("/ogc/collections/panden/items/9001100000000003?crs=x").is_refused(400, "crs");
}

/// The same box in each CRS gives the same features.
#[test]
fn a_box_is_read_in_its_own_crs() {
    let (x, y) = first(&json(&format!("/ogc/collections/panden/items?limit=1&crs={RD}")));
    let (lon, lat) = crate::crs::rd_point_to_lonlat(x, y).unwrap();
    let small = 1e-6;
    let boxes = [
        (CRS[0], [lon - small, lat - small, lon + small, lat + small]),
        (CRS[1], [x - 0.1, y - 0.1, x + 0.1, y + 0.1]),
        (CRS[2], [lat - small, lon - small, lat + small, lon + small]),
        (CRS[3], [lat - small, lon - small, lat + small, lon + small]),
    ];
    let mut found = boxes.iter().map(|(crs, bbox)| {
        let bbox = bbox.map(|side| side.to_string()).join(",");
        let page = json(&format!("/ogc/collections/panden/items?bbox={bbox}&bbox-crs={crs}"));
        ids(&page).into_iter().map(str::to_owned).collect::<Vec<_>>()
    });
    let first = found.next().unwrap();
    assert!(!first.is_empty());
    assert!(found.all(|ids| ids == first));
}
