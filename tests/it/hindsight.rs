//! Does a look back find what was added, and nothing of it in the order?

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{Cursor, Write as _},
    path::PathBuf,
};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    real,
    support::{Place, RD},
};

/// One voorkomen: what it is, from when, until when.
struct Voorkomen {
    kind: &'static str,
    id: String,
    rest: String,
    from: &'static str,
    until: Option<&'static str>,
}

const START: &str = "2010-01-01";
const WORK: &str = "2017-05-01";

impl Voorkomen {
    fn xml(&self) -> String {
        let Self { kind, id, rest, from, until } = self;
        let end = until.map(|day| format!("<h:eindGeldigheid>{day}</h:eindGeldigheid>")).unwrap_or_default();
        format!(
            "<sl:stand><x:bagObject><o:{kind}><o:identificatie domein=\"NL.IMBAG.{kind}\">{id}</o:identificatie>{rest}\
             <o:voorkomen><h:Voorkomen><h:beginGeldigheid>{from}</h:beginGeldigheid>{end}</h:Voorkomen></o:voorkomen>\
             </o:{kind}></x:bagObject></sl:stand>"
        )
    }
}

fn pand_id(n: u32) -> String {
    format!("900110{n:010}")
}

/// A pand on its own lot: 20 m deep, `width` m wide.
fn pand(n: u32, status: &str, bouwjaar: u32, width: u32) -> String {
    let (x, y) = (120_000 + 100 * (n % 20), 480_000 + 100 * (n / 20));
    let corners = [(0, 0), (width, 0), (width, 20), (0, 20), (0, 0)];
    let corners: Vec<String> = corners.iter().map(|(dx, dy)| format!("{} {} 0.0", x + dx, y + dy)).collect();
    format!(
        "<o:geometrie><gml:Polygon srsName=\"urn:ogc:def:crs:EPSG::28992\" srsDimension=\"3\"><gml:exterior>\
         <gml:LinearRing><gml:posList count=\"5\">{}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>\
         </o:geometrie><o:oorspronkelijkBouwjaar>{bouwjaar}</o:oorspronkelijkBouwjaar><o:status>{status}</o:status>",
        corners.join(" ")
    )
}

fn unit(of: u32, uses: &str, area: u32, status: &str) -> String {
    let (x, y) = (120_000 + 100 * (of % 20), 480_000 + 100 * (of / 20));
    format!(
        "<o:geometrie><o:punt><gml:Point srsName=\"urn:ogc:def:crs:EPSG::28992\" srsDimension=\"3\"><gml:pos>{} {} 0.0\
         </gml:pos></gml:Point></o:punt></o:geometrie><o:gebruiksdoel>{uses}</o:gebruiksdoel>\
         <o:oppervlakte>{area}</o:oppervlakte><o:status>{status}</o:status><o:maaktDeelUitVan>\
         <r:PandRef domein=\"NL.IMBAG.Pand\">{}</r:PandRef></o:maaktDeelUitVan>",
        x + 5,
        y + 5,
        pand_id(of)
    )
}

/// The stock: each pand with what it was and what it became.
#[derive(Default)]
struct Stock {
    panden: Vec<Voorkomen>,
    units: Vec<Voorkomen>,
}

const IN_USE: &str = "Pand in gebruik";
const HOME: &str = "woonfunctie";

impl Stock {
    fn pand(&mut self, n: u32, was: (&'static str, u32, u32), is: Option<(&'static str, u32, u32)>) {
        let of = |(status, bouwjaar, width)| pand(n, status, bouwjaar, width);
        let id = pand_id(n);
        let until = is.map(|_| WORK);
        self.panden.push(Voorkomen { kind: "Pand", id: id.clone(), rest: of(was), from: START, until });
        if let Some(is) = is {
            self.panden.push(Voorkomen { kind: "Pand", id, rest: of(is), from: WORK, until: None });
        }
    }

    /// A unit in pand `of`, there from the start or since the work, and until
    /// then or for good.
    fn unit(&mut self, n: u32, of: u32, uses: &str, area: u32, (since, gone): (bool, bool)) {
        let id = format!("900101{n:010}");
        let mut push = |status: &str, from, until| {
            let rest = unit(of, uses, area, status);
            self.units.push(Voorkomen { kind: "Verblijfsobject", id: id.clone(), rest, from, until });
        };
        let from = if since { WORK } else { START };
        push("Verblijfsobject in gebruik", from, gone.then_some(WORK));
        if gone {
            push("Verblijfsobject ingetrokken", WORK, None);
        }
    }

    /// Homes: `n` of so many m², numbered by pand.
    fn homes(&mut self, of: u32, areas: &[u32], when: (bool, bool)) {
        for (at, area) in (0..).zip(areas) {
            let n = of * 1_000 + if when.0 { 500 } else { 0 } + if when.1 { 250 } else { 0 } + at;
            self.unit(n, of, HOME, *area, when);
        }
    }

    fn zip(&self) -> Vec<u8> {
        let mut outer = ZipWriter::new(Cursor::new(Vec::new()));
        for (code, objects) in [("PND", &self.panden), ("VBO", &self.units)] {
            let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x:bagStand xmlns:o=\"o\" xmlns:r=\"r\" \
                 xmlns:h=\"h\" xmlns:gml=\"http://www.opengis.net/gml/3.2\" xmlns:sl=\"sl\" xmlns:x=\"x\">\n\
                 <sl:standBestand><sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>NLD</sl:gebied><sl:objectTypen>"
                .to_owned();
            let _ = write!(text, "<sl:objectType>{code}</sl:objectType></sl:objectTypen></sl:inhoud>");
            objects.iter().for_each(|object| text += &object.xml());
            text += "</sl:standBestand></x:bagStand>\n";
            let mut inner = ZipWriter::new(Cursor::new(Vec::new()));
            inner.start_file(format!("9999{code}15102021-000001.xml"), SimpleFileOptions::default()).unwrap();
            inner.write_all(text.as_bytes()).unwrap();
            outer.start_file(format!("9999{code}15102021.zip"), SimpleFileOptions::default()).unwrap();
            outer.write_all(&inner.finish().unwrap().into_inner()).unwrap();
        }
        outer.finish().unwrap().into_inner()
    }
}

const STAYS: (bool, bool) = (false, false);
const GOES: (bool, bool) = (false, true);
const COMES: (bool, bool) = (true, false);

/// A street of which is known what became of each pand.
fn street() -> Place {
    let mut stock = Stock::default();
    let plain = (IN_USE, 1980, 20);
    // 1: an office of 2,400 m² became 20 homes.
    stock.pand(1, plain, None);
    stock.unit(1, 1, "kantoorfunctie", 2_400, GOES);
    stock.homes(1, &[110; 20], COMES);
    // 2: one home of 300 m² became two.
    stock.pand(2, plain, None);
    stock.homes(2, &[300], GOES);
    stock.homes(2, &[150, 150], COMES);
    // 3: built out at the back.
    stock.pand(3, plain, Some((IN_USE, 1980, 30)));
    stock.homes(3, &[100], STAYS);
    stock.homes(3, &[100, 100], COMES);
    // 4: a storey on top, with three homes.
    stock.pand(4, plain, None);
    stock.homes(4, &[150, 150], STAYS);
    stock.homes(4, &[100; 3], COMES);
    // 5: nothing was registered in it.
    stock.pand(5, plain, None);
    stock.homes(5, &[80], COMES);
    // 6 and 7: a home of the one is counted in the other.
    for n in [6, 7] {
        stock.pand(n, plain, None);
        stock.homes(n, &[100, 100], STAYS);
    }
    let moved = stock.units.iter_mut().find(|unit| unit.id.ends_with("7000")).unwrap();
    moved.until = Some(WORK);
    let (id, rest) = (moved.id.clone(), unit(6, HOME, 100, "Verblijfsobject in gebruik"));
    stock.units.push(Voorkomen { kind: "Verblijfsobject", id, rest, from: WORK, until: None });
    // 8: taken down and built again under the same id.
    stock.pand(8, plain, Some((IN_USE, 2018, 20)));
    stock.homes(8, &[100], STAYS);
    stock.homes(8, &[100; 3], COMES);
    // 9: a nursing home, registered in one piece and then by room.
    stock.pand(9, plain, None);
    stock.homes(9, &[2_400], GOES);
    stock.homes(9, &[75; 30], COMES);
    // 10: taken down. 11: was being built. 12: came later.
    stock.pand(10, plain, Some(("Pand gesloopt", 1980, 20)));
    stock.homes(10, &[100], GOES);
    stock.pand(11, ("Bouw gestart", 2016, 20), Some((IN_USE, 2016, 20)));
    stock.homes(11, &[90; 6], COMES);
    stock.panden.push(Voorkomen {
        kind: "Pand",
        id: pand_id(12),
        rest: pand(12, IN_USE, 2017, 20),
        from: WORK,
        until: None,
    });
    stock.homes(12, &[90; 4], COMES);
    // 13: measured again. 14: more floor by a storey, and no home.
    for (n, was, is) in [(13, 300, 360), (14, 300, 600)] {
        stock.pand(n, plain, None);
        for (area, from, until) in [(was, START, Some(WORK)), (is, WORK, None)] {
            let rest = unit(n, HOME, area, "Verblijfsobject in gebruik");
            let id = format!("900101{:010}", n * 1_000);
            stock.units.push(Voorkomen { kind: "Verblijfsobject", id, rest, from, until });
        }
    }
    // 15 to 34: offices that stayed offices; 35 to 60: homes that stayed.
    for n in 15..35 {
        stock.pand(n, plain, None);
        stock.unit(n * 1_000, n, "kantoorfunctie", 500 + 10 * n, STAYS);
    }
    for n in 35..=60 {
        stock.pand(n, plain, None);
        stock.homes(n, &[100], STAYS);
    }
    let place = Place::new();
    place.write("bag.zip", stock.zip());
    place
}

const LOOK: &str = "terugblik bag.zip --van 2015-01-01 --tot 2021-10-15 --out uit";

/// The panden of the map, by their number, with some of their attributes.
fn gains(place: &Place) -> BTreeMap<u32, BTreeMap<String, String>> {
    let db = rusqlite::Connection::open(place.path("uit/terugblik.gpkg")).unwrap();
    let columns = [
        "pand_id",
        "homes_first_day",
        "homes_last_day",
        "seems",
        "place_then",
        "tenth_then",
        "form",
        "homes_expected",
        "place_with_heights",
        "why_not_optoppen",
        "why_not_splitsen",
        "why_not_transformatie",
        "storeys_first_day",
        "storeys_last_day",
    ];
    let mut rows = db.prepare(&format!("SELECT {} FROM terugblik", columns.join(", "))).unwrap();
    let row = |row: &rusqlite::Row<'_>| {
        let value = |at: usize| match row.get_ref(at).unwrap() {
            rusqlite::types::ValueRef::Null => String::new(),
            rusqlite::types::ValueRef::Integer(n) => n.to_string(),
            rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            other => panic!("{other:?}"),
        };
        let row: BTreeMap<String, String> =
            columns.iter().enumerate().map(|(at, name)| ((*name).to_owned(), value(at))).collect();
        Ok((row["pand_id"][6..].parse().unwrap(), row))
    };
    rows.query_map([], row).unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_kind_of_gain_is_found_and_told_apart() {
    let place = street();
    let ran = place.run(&format!("{LOOK} --lang en"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let run = place.json("uit/run.json");
    assert_eq!(run["kind"], "terugblik");
    assert_eq!(run["made"], serde_json::json!({ "from": "2015-01-01", "to": "2021-10-15" }));
    assert_eq!(run["run"]["folder"], "bag.zip");
    let counts = &run["counts"];
    // 1 to 10 and 13 to 60 were in use.
    let wanted = serde_json::json!({
        "panden": 58, "gone": 1, "lost": 1, "gained": 8, "gained_three": 4, "homes_gained": 20 + 1 + 2 + 3 + 1 + 1 + 3 + 29,
        "storeys_alone": 1, "new_panden": 2, "new_homes": 10, "ranked": 21, "ranked_gained": 1,
        "kinds": {
            "transformed": [1, 20], "split": [1, 1], "extended": [1, 2], "on_top": [1, 3], "no_units": [1, 1],
            "moved": [1, 1], "new_building": [1, 3], "registered": [1, 29],
        },
    });
    assert_eq!(counts, &wanted);
    let gains = gains(&place);
    let seems = |n: u32| gains[&n]["seems"].split(':').next().unwrap().to_owned();
    assert_eq!(gains.keys().copied().collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 8, 9, 14]);
    for (n, kind) in
        [(1, "transformed"), (2, "split"), (3, "extended"), (5, "administrative or new"), (14, "")]
    {
        assert_eq!(seems(n), kind, "{n}");
    }
    assert_eq!((seems(4), seems(6)), ("on top, or measured otherwise".into(), "administrative".into()));
    for (n, storeys) in [(4, ("1", "2")), (14, ("1", "2")), (1, ("", ""))] {
        let gain = &gains[&n];
        assert_eq!((gain["storeys_first_day"].as_str(), gain["storeys_last_day"].as_str()), storeys, "{n}");
    }
    // The largest office of 21: the first of a ranking by homes.
    let office = &gains[&1];
    assert_eq!((office["place_then"].as_str(), office["tenth_then"].as_str()), ("1", "1"));
    assert!(office["form"].starts_with("transformatie"), "{office:?}");
    // 2,400 × 0.80 / 70 m² = 27.
    assert!(office["homes_expected"].parse::<u32>().unwrap() > 20, "{office:?}");
    assert_eq!(gains[&2]["place_then"], "");
    assert_eq!(gains[&2]["why_not_splitsen"], "too few homes for a project (1 at most, at least 4)");
    assert_eq!(gains[&2]["why_not_transformatie"], "there is nothing for it");
    // 21 of 58 have a place, 1 of 8 hits is in it: (1/8) / (21/58). 3 of the 21
    // are the best tenth, with that one hit: 21/3.
    assert!(ran.stdout.contains("1 of the 8 were among them: 0.3 times as often"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("(3 panden) held 1: 7.0 times as often as those with a place"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("Of the 58 panden in use on 2015-01-01, 8 had more homes on 2021-10-15"));
}

/// The heights of now give a table of their own, and nothing of the first.
#[test]
fn heights_of_now_are_beside_the_order_and_not_in_it() {
    let place = street();
    place.run(&format!("{LOOK} -q")).says(0, "");
    let without = gains(&place);
    let mut heights =
        "identificatie;b3_h_maaiveld;b3_h_dak_70p;b3_opp_dak_plat;b3_opp_dak_schuin\n".to_owned();
    for n in 1..=60 {
        let _ = writeln!(heights, "{};0;9;390;0", pand_id(n));
    }
    place.write("hoogten.csv", heights);
    place.run(&format!("{LOOK} --hoogten hoogten.csv --force -q")).says(0, "");
    let with = gains(&place);
    for (n, gain) in &with {
        let mut seen = gain.clone();
        seen.insert("place_with_heights".into(), String::new());
        assert_eq!(&seen, &without[n], "{n}");
    }
    assert!(with.values().any(|gain| !gain["place_with_heights"].is_empty()), "{with:?}");
    let page = place.read("uit/terugblik.html");
    assert!(page.contains("Deze tabel is geen voorspelling"));
    let files = place.json("uit/run.json")["files"].clone();
    assert_eq!((&files[0]["role"], &files[0]["file"]), (&"heights".into(), &"hoogten.csv".into()));
    // A project that reads the extract gives the same.
    place.write(
        "toplaag.toml",
        "[panden]\npath = \"bag.zip\"\n[verblijfsobjecten]\npath = \"bag.zip\"\n[heights]\npath = \"hoogten.csv\"\n",
    );
    place.run(&format!("{} --force -q", LOOK.replace("bag.zip", "toplaag.toml"))).says(0, "");
    assert_eq!(gains(&place), with);
}

#[test]
fn a_look_back_is_the_same_on_any_number_of_threads() {
    let place = street();
    for threads in [1, 3] {
        let words = LOOK.replace("--out uit", &format!("--out uit{threads} --threads {threads} -q"));
        place.run(&words).says(0, "");
    }
    assert!(place.files("uit1").values().eq(place.files("uit3").values()));
    assert_eq!(place.names(), ["bag.zip", "uit1", "uit3"]);
}

#[test]
fn what_cannot_be_looked_back_on_is_refused() {
    let place = street();
    place.write("panden.geojson", format!("{{\"type\":\"FeatureCollection\",{RD}\"features\":[]}}"));
    place.write("leeg.toml", "[panden]\npath = \"bag.zip\"\n");
    for (words, code, says) in [
        (
            "bag.zip --van 2021-10-15 --tot 2015-01-01",
            2,
            "`--tot 2015-01-01` is not after `--van 2021-10-15`",
        ),
        ("bag.zip --van 2015 --tot 2016-01-01", 2, "`--van 2015` is no day"),
        ("bag.zip --van 2015-01-01", 2, "--tot"),
        ("weg.zip --van 2015-01-01 --tot 2016-01-01", 3, "weg.zip"),
        ("bag.zip --van 2001-01-01 --tot 2016-01-01", 3, "bag.zip"),
        ("panden.geojson --van 2015-01-01 --tot 2016-01-01", 3, "panden.geojson"),
        ("leeg.toml --van 2015-01-01 --tot 2016-01-01", 3, "it names no verblijfsobjecten"),
        ("leeg.toml --hoogten x --van 2015-01-01 --tot 2016-01-01", 2, "`--hoogten` goes with a BAG extract"),
    ] {
        let ran = place.run(&format!("terugblik {words} --out uit"));
        assert_eq!(ran.code, Some(code), "{words}: {ran:?}");
        assert!(ran.stderr.contains(says), "{words}: {ran:?}");
        assert!(!place.path("uit").exists(), "{words}");
    }
    let ran = place.run("terugblik bag.zip --van 2015-01-01 --tot 2016-01-01 --out . --force");
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("would replace `bag.zip`, which is read"), "{ran:?}");
}

/// Worked out from the XML by another program (Python), a home counted in the
/// pand that holds its point.
#[test]
fn weesp_gained_what_its_extract_says() {
    let Some(extract) = real::real("bag/weesp/BAGGEM0457L-15102021.zip") else { return };
    let place = Place::new();
    let look = |from: &str| {
        let extract: PathBuf = extract.clone();
        let words =
            format!("terugblik {} --van {from} --tot 2021-10-15 --out uit --force -q", extract.display());
        place.run(&words).says(0, "");
        place.json("uit/run.json")["counts"].clone()
    };
    let counts = look("2015-01-01");
    for (name, n) in [("panden", 9_202), ("gained", 44), ("gained_three", 7), ("homes_gained", 132)] {
        assert_eq!(counts[name], n, "{name}");
    }
    let gains = gains(&place);
    // The largest gain had no place: a rule about daylight ruled it out.
    let largest = &gains[&5275];
    assert_eq!((largest["homes_first_day"].as_str(), largest["homes_last_day"].as_str()), ("0", "34"));
    assert_eq!(largest["why_not_transformatie"], "te weinig daglicht (41 %, minstens 50 %)");
}
