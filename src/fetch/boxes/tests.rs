//! Services that do not give a box whole, each made here.

use std::time::Duration;

use super::*;
use crate::fetch::{
    catalogue::Catalogue,
    client::tests::{answer, client, serve},
};

#[test]
fn a_page_without_geometries_has_the_crs_of_the_others() {
    let point = r#"{"type":"Point","coordinates":[4.36,52.01]}"#;
    let page = |features: &str| {
        answer(
            "200 OK",
            "",
            &format!(r#"{{"type":"FeatureCollection","numberMatched":3,"features":[{features}]}}"#),
        )
    };
    let pages = ["null", point, "null"].into_iter().enumerate().map(|(i, geometry)| {
        page(&format!(r#"{{"type":"Feature","id":{i},"geometry":{geometry},"properties":{{}}}}"#))
    });
    // A full page is never taken for the last: one more is asked, and is empty.
    let first = serve(pages.chain([page("")]).collect(), Duration::ZERO);
    let mut entry = Catalogue::read(None).unwrap().get("verblijfsobjecten").unwrap().clone();
    (entry.address, entry.page_size) = (first.to_string(), 1);
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let came = gather(&client(), &mut store, (&entry, None), (0, 1), |_| {}).unwrap();
    assert_eq!((came.received, &came.not_whole), (3, &None));
    assert!(came.pages.iter().all(|page| page.crs == "OGC:CRS84"), "{came:?}");
}

#[test]
fn quarters_are_the_box() {
    let [a, b, c, d] = quarters([0.0, 0.0, 3.0, 2.0]);
    assert_eq!((a, d), ([0.0, 0.0, 1.5, 1.0], [1.5, 1.0, 3.0, 2.0]));
    assert_eq!((b, c), ([1.5, 0.0, 3.0, 1.0], [0.0, 1.0, 1.5, 2.0]));
}
