//! Does a filter mean what it says? Held against the same question asked of
//! every feature here.

use proptest::prelude::*;

use super::*;

/// What a filter gives, and what it must give: the features of which `means`
/// says yes.
fn check(collection: &str, filter: &str, means: impl Fn(&Value) -> bool) {
    let whole = all(collection);
    let expected: Vec<&str> = whole
        .iter()
        .filter(|feature| means(&feature["properties"]))
        .map(|feature| feature["id"].as_str().unwrap())
        .collect();
    let page = json(&format!("/ogc/collections/{collection}/items?limit=10000&filter={}", asked(filter)));
    assert_eq!(ids(&page), expected, "{filter}");
    assert_eq!(page["numberMatched"], expected.len(), "{filter}");
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64()
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

#[test]
fn comparisons_mean_what_they_say_and_nothing_of_what_is_not_known() {
    let year = |test: fn(f64) -> bool| move |p: &Value| number(&p["bouwjaar"]).is_some_and(test);
    check("panden", "bouwjaar = 1971", year(|n| n == 1971.0));
    check("panden", "bouwjaar <> 1971", year(|n| n != 1971.0));
    check("panden", "bouwjaar < 1960", year(|n| n < 1960.0));
    check("panden", "bouwjaar <= 1960", year(|n| n <= 1960.0));
    check("panden", "1960.5 < bouwjaar", year(|n| n > 1960.5));
    check("panden", "bouwjaar >= 1.96e3", year(|n| n >= 1960.0));
    check("panden", "maaiveld_nap_m > -0.5", |p| number(&p["maaiveld_nap_m"]).is_some_and(|n| n > -0.5));
    check("panden", "verdict = 'suitable'", |p| p["verdict"] == "suitable");
    check("panden", "\"verdict\"='suitable'", |p| p["verdict"] == "suitable");
    check("panden", "verdict > 'suitable'", |p| text(&p["verdict"]).is_some_and(|text| text > "suitable"));
    check("panden", "lift = true", |p| p["lift"] == true);
    check("panden", "lift <> TRUE", |p| p["lift"] == false);
    check("panden", "n_homes = n_units", |p| number(&p["n_homes"]).is_some() && p["n_homes"] == p["n_units"]);
    check("panden", "address = 'a''b'", |_| false);
    check("panden", "TRUE", |_| true);
    check("panden", "verdict = 'suitable' AND FALSE", |_| false);
}

#[test]
fn and_binds_more_than_or_and_not_more_than_both() {
    let suitable = |p: &Value| p["verdict"] == "suitable";
    let old = |p: &Value| number(&p["bouwjaar"]).map(|n| n < 1965.0);
    let few = |p: &Value| number(&p["n_homes"]).map(|n| n < 5.0);
    let is = |known: Option<bool>| known == Some(true);
    check("panden", "verdict='suitable' OR bouwjaar<1965 AND n_homes<5", |p| {
        suitable(p) || is(old(p)) && is(few(p))
    });
    check("panden", "(verdict='suitable' or bouwjaar<1965) and n_homes<5", |p| {
        (suitable(p) || is(old(p))) && is(few(p))
    });
    check("panden", "NOT verdict='suitable' AND bouwjaar<1965", |p| !suitable(p) && is(old(p)));
    check("panden", "not (verdict='suitable' and bouwjaar<1965)", |p| !suitable(p) || old(p) == Some(false));
    check("panden", "not bouwjaar < 1965", |p| old(p) == Some(false));
    check("panden", "NOT NOT verdict = 'suitable'", suitable);
}

#[test]
fn lists_ranges_patterns_and_what_is_not_known() {
    check("panden", "bouwjaar BETWEEN 1960 AND 1970 AND verdict='suitable'", |p| {
        number(&p["bouwjaar"]).is_some_and(|n| (1960.0..=1970.0).contains(&n)) && p["verdict"] == "suitable"
    });
    check("panden", "bouwjaar NOT BETWEEN 1960 AND 1970", |p| {
        number(&p["bouwjaar"]).is_some_and(|n| !(1960.0..=1970.0).contains(&n))
    });
    check("panden", "verdict IN ('suitable','undecided')", |p| {
        p["verdict"] == "suitable" || p["verdict"] == "undecided"
    });
    check("panden", "verdict not in ('suitable')", |p| p["verdict"] != "suitable");
    check("panden", "bouwjaar in (1971, 1965)", |p| p["bouwjaar"] == 1971 || p["bouwjaar"] == 1965);
    check("panden", "complex IS NULL", |p| p["complex"].is_null());
    check("panden", "complex is not null", |p| !p["complex"].is_null());
    check("panden", "address LIKE 'Per%'", |p| {
        text(&p["address"]).is_some_and(|text| text.starts_with("Per"))
    });
    check("panden", "address LIKE '%aat%'", |p| text(&p["address"]).is_some_and(|text| text.contains("aat")));
    check("panden", "address NOT LIKE '%aat%'", |p| {
        text(&p["address"]).is_some_and(|text| !text.contains("aat"))
    });
    check("panden", "verdict LIKE 'suitabl_'", |p| p["verdict"] == "suitable");
    check("panden", "verdict LIKE 'suit\\%'", |_| false);
    check("sites", "form = 'optoppen' AND homes_mid > 10", |p| {
        p["form"] == "optoppen" && number(&p["homes_mid"]).is_some_and(|n| n > 10.0)
    });
}

#[test]
fn a_column_is_a_parameter_of_its_own() {
    let n = |query: &str| {
        json(&format!("/ogc/collections/panden/items?limit=10000&{query}"))["numberMatched"].as_u64()
    };
    let expected = |means: &dyn Fn(&Value) -> bool| {
        Some(all("panden").iter().filter(|feature| means(&feature["properties"])).count() as u64)
    };
    assert_eq!(n("verdict=suitable"), expected(&|p| p["verdict"] == "suitable"));
    assert_eq!(
        n("verdict=suitable&bouwjaar=1971"),
        expected(&|p| p["verdict"] == "suitable" && p["bouwjaar"] == 1971)
    );
    assert_eq!(n("lift=true"), expected(&|p| p["lift"] == true));
    for query in ["bouwjaar=oud", "lift=ja", "footprint_m2=NaN"] {
        get(&format!("/ogc/collections/panden/items?{query}")).is_refused(400, "not understood");
    }
}

/// A shape in a filter and the same box give the same; the tree is used.
#[test]
fn a_shape_in_a_filter_means_the_same_as_a_box() {
    let bbox = "/ogc/collections/panden/items?limit=10000&bbox=";
    let page = json("/ogc/collections");
    let extent: Vec<f64> = page["collections"][0]["extent"]["spatial"]["bbox"][0]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(number)
        .collect();
    let [west, south, east, north] = extent[..] else { panic!("{extent:?}") };
    let (east, north) = (f64::midpoint(west, east), f64::midpoint(south, north));
    let by_box = json(&format!("{bbox}{west},{south},{east},{north}"));
    assert!(!ids(&by_box).is_empty() && ids(&by_box).len() < all("panden").len());
    let filtered = |filter: &str, more: &str| {
        json(&format!("/ogc/collections/panden/items?limit=10000&filter={}{more}", asked(filter)))
    };
    let bbox = format!("S_INTERSECTS(geometry, BBOX({west},{south},{east},{north}))");
    assert_eq!(ids(&filtered(&bbox, "")), ids(&by_box));
    // The sides of a polygon are straight in RD New: within a millimeter here.
    let polygon = format!(
        "s_intersects(geometry,POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south})))"
    );
    assert_eq!(ids(&filtered(&polygon, "")), ids(&by_box));
    let multi = polygon.replace("POLYGON((", "MULTIPOLYGON(((").replace(")))", "))))");
    assert_eq!(ids(&filtered(&multi, "")), ids(&by_box));
    let rest = filtered(&format!("NOT {bbox}"), "");
    let bare = all("panden").iter().filter(|feature| feature["geometry"].is_null()).count();
    assert_eq!(ids(&rest).len() + ids(&by_box).len() + bare, all("panden").len());
    let both = filtered(&format!("{bbox} AND verdict='suitable'"), "");
    assert!(ids(&both).len() < ids(&by_box).len());
    let first = &all("panden")[0];
    let (x, y) = (number(&first["properties"]["x"]).unwrap(), number(&first["properties"]["y"]).unwrap());
    let point = filtered(&format!("S_INTERSECTS(geometry,POINT({x} {y}))"), &format!("&filter-crs={RD}"));
    assert_eq!(ids(&point), [first["id"].as_str().unwrap()]);
}

#[test]
fn what_is_wrong_with_a_filter_is_said_and_never_a_panic() {
    let deep = format!("{}verdict='a'{}", "(".repeat(40), ")".repeat(40));
    let nots = format!("{}verdict='a'", "NOT ".repeat(400));
    let points = format!("S_INTERSECTS(geometry,LINESTRING({}5 52))", "5 52,".repeat(1_100));
    let cases = [
        ("", "the filter ends"),
        ("verdict", "`=`"),
        ("verdict =", "the filter ends"),
        ("verdict = suitable", "no column `suitable`"),
        ("verdict = 1", "cannot be compared"),
        ("bouwjaar = '1971'", "cannot be compared"),
        ("bouwjaar IN (1971, 'a')", "cannot be compared"),
        ("bouwjaar BETWEEN 1 OR 2", "`AND`"),
        ("bouwjaar LIKE '19%'", "asks for a text"),
        ("'a' LIKE 'a'", "a column"),
        ("nergens = 1", "no column `nergens`"),
        ("verdict = 'a", "does not end"),
        ("verdict = 'a' verdict = 'b'", "complete"),
        ("(verdict = 'a'", "`)`"),
        ("verdict = 'a')", "complete"),
        ("verdict IS 'a'", "`NULL`"),
        ("bouwjaar + 1 = 1972", "`+`"),
        ("bouwjaar = 12x", "no number"),
        ("bouwjaar = 1e999", "no number"),
        ("verdict = 'a'; DROP TABLE panden", "`;`"),
        ("S_INTERSECTS(verdict, POINT(5 52))", "`geometry`"),
        ("S_INTERSECTS(geometry, POINT(5))", "number"),
        ("S_INTERSECTS(geometry, POLYGON((5 52,6 52,5 52)))", "four points"),
        ("S_INTERSECTS(geometry, POLYGON((5 52,6 52,6 53,5 53)))", "four points"),
        ("S_INTERSECTS(geometry, BBOX(5,52,6))", "four numbers"),
        ("S_INTERSECTS(geometry, CIRCLE(5 52))", "no shape"),
        ("S_WITHIN(geometry, POINT(5 52))", "no column"),
        (deep.as_str(), "nested deeper"),
        (nots.as_str(), "nested deeper"),
        (points.as_str(), "points"),
    ];
    for (filter, part) in cases {
        get(&format!("/ogc/collections/panden/items?filter={}", asked(filter))).is_refused(400, part);
    }
    let long = format!("verdict = '{}'", "a".repeat(9_000));
    get(&format!("/ogc/collections/panden/items?filter={}", asked(&long))).is_refused(400, "longer");
    get("/ogc/collections/panden/items?filter=TRUE&filter-lang=cql2-json").is_refused(400, "cql2-text");
}

/// What can be asked is what is told: every column, and the geometry.
#[test]
fn every_column_is_told_with_its_kind() {
    let schema = json("/ogc/collections/sites/queryables");
    let properties = schema["properties"].as_object().unwrap();
    for (name, value) in all("sites")[0]["properties"].as_object().unwrap() {
        let kind = properties[name]["type"].as_str().unwrap();
        let fits = match value {
            Value::Null => true,
            Value::Bool(_) => kind == "boolean",
            Value::Number(_) => kind == "integer" || kind == "number",
            _ => kind == "string",
        };
        assert!(fits, "{name}: {value} is no {kind}");
    }
    assert_eq!(properties["geometry"]["format"], "geometry-multipolygon");
    assert_eq!(schema["additionalProperties"], false);
}

/// Words of filters, and what does not belong in one.
fn word() -> impl Strategy<Value = String> {
    const WORDS: [&str; 35] = [
        "verdict",
        "bouwjaar",
        "geometry",
        "AND",
        "OR",
        "NOT",
        "LIKE",
        "BETWEEN",
        "IN",
        "IS",
        "NULL",
        "TRUE",
        "(",
        ")",
        ",",
        "=",
        "<>",
        "<",
        "-",
        "+",
        "1971",
        "1e5",
        ".",
        "'suitable'",
        "'%_\\",
        "\"verdict\"",
        "S_INTERSECTS",
        "BBOX",
        "POINT",
        "POLYGON",
        "MULTIPOINT",
        "5 52",
        "ë",
        "\u{0}",
        "''",
    ];
    prop_oneof![9 => proptest::sample::select(&WORDS[..]).prop_map(str::to_owned), 1 => ".{0,4}"]
}

proptest! {
    #[test]
    fn any_words_are_a_filter_or_a_sentence(words in proptest::collection::vec(word(), 0..24)) {
        let columns = crate::serve::collection::collections(&town().run()).unwrap().remove(0);
        let text = words.join(" ");
        for text in [text.as_str(), &text.replace(' ', "")] {
            if let Err(why) = crate::serve::cql::parse(text, &columns.layer.columns, crate::serve::crs::OutCrs::Crs84) {
                prop_assert!(!why.pick(Lang::Nl).is_empty() && !why.pick(Lang::En).is_empty());
            }
        }
    }
}
