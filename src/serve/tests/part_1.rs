//! The abstract tests of OGC API Features, part 1 (17-069r4, annex A).

use super::*;

/// A.2.2, A.2.3, A.2.4: landing page, description and conformance.
#[test]
fn landing_description_and_conformance_lead_to_one_another() {
    let landing = json("/ogc");
    for rel in ["self", "alternate", "service-desc", "service-doc", "conformance", "data"] {
        let to = link(&landing, rel).unwrap_or_else(|| panic!("no {rel}: {landing}"));
        assert_eq!(get(to).status, StatusCode::OK, "{to}");
    }
    let description = get(link(&landing, "service-desc").unwrap());
    assert!(description.header("content-type").starts_with("application/vnd.oai.openapi+json;version=3.0"));
    assert_eq!(description.json()["openapi"], "3.0.3");
    let conformance = json("/ogc/conformance");
    let classes = conformance["conformsTo"].as_array().unwrap();
    for class in ["core", "oas30", "html", "geojson"] {
        let class = format!("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{class}");
        assert!(classes.iter().any(|one| *one == class), "{class}");
    }
}

/// A.2.5: the collections, and each by itself.
#[test]
fn each_collection_is_listed_and_described_with_its_links() {
    let page = json("/ogc/collections");
    assert!(link(&page, "self").is_some() && link(&page, "alternate").is_some());
    let listed = page["collections"].as_array().unwrap();
    assert_eq!(listed.iter().map(|one| one["id"].as_str().unwrap()).collect::<Vec<_>>(), ["panden", "sites"]);
    for one in listed {
        let id = one["id"].as_str().unwrap();
        assert!(one["title"].is_string() && one["description"].is_string());
        let bbox = one["extent"]["spatial"]["bbox"][0].as_array().unwrap();
        assert!(bbox[0].as_f64() < bbox[2].as_f64() && bbox[1].as_f64() < bbox[3].as_f64(), "{bbox:?}");
        let items = link(one, "items").unwrap();
        assert_eq!(get(items).header("content-type"), "application/geo+json");
        let alone = json(&format!("/ogc/collections/{id}"));
        for field in ["id", "title", "description", "extent", "crs", "itemType"] {
            assert_eq!(alone[field], one[field], "{id}.{field}");
        }
        assert!(link(&alone, "self").is_some() && link(&alone, "alternate").is_some());
    }
    for path in [
        "/ogc/collections/nergens",
        "/ogc/collections/nergens/items",
        "/ogc/collections/panden/items/nergens",
    ] {
        get(path).is_refused(404, "nothing here");
    }
}

/// A.2.6: features, their number and the pages.
#[test]
fn pages_follow_one_another_and_hold_every_feature_once() {
    let whole = all("panden");
    let mut found: Vec<String> = Vec::new();
    let mut next = Some("/ogc/collections/panden/items?limit=37".to_owned());
    while let Some(path) = next {
        let page = json(&path);
        assert_eq!(
            (&page["type"], &page["numberMatched"]),
            (&"FeatureCollection".into(), &whole.len().into())
        );
        let ids = ids(&page);
        assert_eq!(page["numberReturned"], ids.len());
        assert!(!ids.is_empty() && ids.len() <= 37, "{path}");
        found.extend(ids.into_iter().map(str::to_owned));
        assert!(link(&page, "self").is_some() && link(&page, "alternate").is_some());
        next = link(&page, "next").map(str::to_owned);
    }
    assert_eq!(found, whole.iter().map(|feature| feature["id"].as_str().unwrap()).collect::<Vec<_>>());
}

#[test]
fn a_limit_is_a_number_from_one_up_and_larger_ones_are_cut() {
    let n =
        |limit: &str| json(&format!("/ogc/collections/sites/items?limit={limit}"))["numberReturned"].as_u64();
    assert_eq!(n("1"), Some(1));
    assert_eq!(n("10001"), Some(all("sites").len() as u64));
    assert_eq!(n("99999999999999999999999"), Some(all("sites").len() as u64));
    for limit in ["0", "-1", "1.5", "veel", "", "1e3"] {
        get(&format!("/ogc/collections/sites/items?limit={limit}")).is_refused(400, "limit");
    }
    let usual = json("/ogc/collections/panden/items");
    assert_eq!(usual["numberReturned"], 100);
}

/// A box of RD New that a feature lies in.
fn bounds(feature: &Value) -> Option<[f64; 4]> {
    fn each(value: &Value, found: &mut Vec<(f64, f64)>) {
        let Some(list) = value.as_array() else { return };
        match (list.first().and_then(Value::as_f64), list.get(1).and_then(Value::as_f64)) {
            (Some(x), Some(y)) => found.push((x, y)),
            _ => list.iter().for_each(|value| each(value, found)),
        }
    }
    let mut found = Vec::new();
    each(&feature["geometry"]["coordinates"], &mut found);
    found
        .into_iter()
        .map(|(x, y)| [x, y, x, y])
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

/// A.2.6.3: only what meets the box, and all of it.
#[test]
fn a_box_gives_what_has_a_point_in_common_with_it() {
    use geo::Intersects;
    let whole = all("panden");
    let [x, y, to_x, to_y] = whole
        .iter()
        .filter_map(bounds)
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
        .unwrap();
    let mut met = 0;
    for (across, up) in (0..7).flat_map(|across| (0..7).map(move |up| (across, up))) {
        let at = |from: f64, to: f64, n: i32| from + (to - from) * f64::from(n) / 7.0;
        let rect = [at(x, to_x, across), at(y, to_y, up), at(x, to_x, across + 1), at(y, to_y, up + 1)];
        let shape = geo_types::Rect::new((rect[0], rect[1]), (rect[2], rect[3]));
        let expected: Vec<&str> = whole
            .iter()
            .filter(|feature| {
                let geometry: Option<geojson::Geometry> =
                    serde_json::from_value(feature["geometry"].clone()).ok();
                let geometry =
                    geometry.and_then(|geometry| geo_types::Geometry::<f64>::try_from(geometry).ok());
                geometry.is_some_and(|geometry| geometry.intersects(&shape))
            })
            .map(|feature| feature["id"].as_str().unwrap())
            .collect();
        let rect = rect.map(|side| side.to_string()).join(",");
        let page = json(&format!("/ogc/collections/panden/items?limit=10000&bbox={rect}&bbox-crs={RD}"));
        assert_eq!(ids(&page), expected, "{rect}");
        assert_eq!(page["numberMatched"], expected.len(), "{rect}");
        met += expected.len();
    }
    assert!(met >= whole.len() - 5);
}

#[test]
fn a_box_that_is_none_is_refused_and_one_round_the_world_holds_all() {
    for bbox in ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,NaN", "1,9,2,3", "1,2,inf,4"] {
        get(&format!("/ogc/collections/sites/items?bbox={bbox}")).is_refused(400, "bbox");
    }
    let n = |bbox: &str| json(&format!("/ogc/collections/sites/items?bbox={bbox}"))["numberMatched"].as_u64();
    let whole = Some(all("sites").len() as u64);
    assert_eq!(n("-180,-90,180,90"), whole);
    assert_eq!(n("-180,-90,-100,180,90,9000"), whole);
    assert_eq!(n("100,-20,110,20"), Some(0));
    get("/ogc/collections/sites/items?bbox-crs=http://www.opengis.net/def/crs/EPSG/0/28992")
        .is_refused(400, "without");
}

/// A.2.6.5: time is read; features have none.
#[test]
fn a_moment_is_understood_and_one_that_is_none_is_refused() {
    for moment in [
        "2026-11-30",
        "2026-11-30T12:00:00Z",
        "2026-11-30T12:00:00.5+01:00",
        "../2026-01-01",
        "2026-01-01/..",
        "2026-01-01T00:00:00Z/2026-12-31T00:00:00Z",
    ] {
        let page = json(&format!("/ogc/collections/sites/items?datetime={}", asked(moment)));
        assert_eq!(page["numberMatched"], all("sites").len(), "{moment}");
    }
    for moment in [
        "gisteren",
        "2026-13-01",
        "2026-11-30T25:00:00Z",
        "../..",
        "/",
        "2026-01-01/2026-02-01/2026-03-01",
        "2026-11-30T12:00:00",
    ] {
        get(&format!("/ogc/collections/sites/items?datetime={}", asked(moment))).is_refused(400, "datetime");
    }
}

/// A.2.6.7: what is not in the description is refused, and so is what is there twice.
#[test]
fn an_unknown_parameter_is_refused_by_name() {
    for path in [
        "/ogc?a=1",
        "/ogc/collections?a=1",
        "/ogc/conformance?a=1",
        "/ogc/collections/panden/items?a=1",
        "/ogc/collections/sites/items/x?a=1",
    ] {
        get(path).is_refused(400, "`a`");
    }
    get("/ogc/collections/panden/items?limit=1&limit=2").is_refused(400, "twice");
    get("/ogc?f=xml").is_refused(400, "f=xml");
    get(&format!("/ogc/collections/panden/items?filter={}", "a".repeat(20_000))).is_refused(400, "too long");
}

/// A.2.7: one feature, as it stands among the others.
#[test]
fn a_feature_by_its_identification_is_the_one_of_the_list() {
    for collection in ["panden", "sites"] {
        for feature in all(collection).iter().take(30) {
            let id = feature["id"].as_str().unwrap();
            let mut alone = json(&format!("/ogc/collections/{collection}/items/{}?crs={RD}", asked(id)));
            for rel in ["self", "alternate", "collection"] {
                assert!(link(&alone, rel).is_some(), "{rel}");
            }
            alone.as_object_mut().unwrap().remove("links");
            assert_eq!(alone, *feature);
        }
    }
}

/// A pand without a footprint is in no box, and can be had all the same.
#[test]
fn a_feature_without_a_geometry_can_be_had() {
    let whole = all("panden");
    let bare: Vec<&Value> = whole.iter().filter(|feature| feature["geometry"].is_null()).collect();
    for feature in bare {
        let id = feature["id"].as_str().unwrap();
        assert_eq!(json(&format!("/ogc/collections/panden/items/{id}"))["geometry"], Value::Null);
    }
}

/// A.3, A.4: the form that is asked for.
#[test]
fn the_form_follows_what_is_accepted() {
    let with = |path: &str, accept: &str| {
        ask(request(Method::GET, path).header("accept", accept).body(Body::empty()).unwrap())
    };
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for path in [
        "/ogc",
        "/ogc/api",
        "/ogc/conformance",
        "/ogc/collections",
        "/ogc/collections/sites",
        "/ogc/collections/sites/queryables",
        "/ogc/collections/sites/items",
        "/ogc/tiles",
    ] {
        let html = with(path, browser);
        assert_eq!(
            (html.status, html.header("content-type")),
            (StatusCode::OK, "text/html; charset=utf-8"),
            "{path}"
        );
        assert!(!html.text().contains("<script") && html.text().starts_with("<!DOCTYPE html>"), "{path}");
        assert!(with(path, "*/*").header("content-type").contains("json"), "{path}");
        assert!(
            with(path, "text/html;q=0.2, application/json").header("content-type").contains("json"),
            "{path}"
        );
        assert!(
            with(&format!("{path}?f=html"), "application/json").header("content-type").contains("html"),
            "{path}"
        );
        with(path, "image/png").is_refused(406, "JSON");
    }
}
