//! Extracts made to order: which voorkomen, which address, and what is odd.

use std::{fs, path::PathBuf};

use tempfile::TempDir;

use super::{
    super::super::{file::testing::all, zipped::testing::zip},
    *,
};
use crate::{error::ReadError, read::record::Shape};

pub(super) const NAMESPACES: &str =
    r#"xmlns:Objecten="o" xmlns:Historie="h" xmlns:gml="g" xmlns:Objecten-ref="r" xmlns:sl="s" xmlns:b="b""#;

/// A file of the extract with these objects.
pub(super) fn xml(code: &str, objects: &[String]) -> String {
    let stands: String = objects
        .iter()
        .map(|object| format!("<sl:stand><b:bagObject>{object}</b:bagObject></sl:stand>\n"))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<b:bagStand {NAMESPACES}><sl:standBestand><sl:inhoud>\
         <sl:objectTypen><sl:objectType>{code}</sl:objectType></sl:objectTypen></sl:inhoud>{stands}</sl:standBestand></b:bagStand>"
    )
}

/// The life of a voorkomen: begin, end, and whatever else is said of it.
pub(super) fn voorkomen(begin: &str, end: &str, more: &str) -> String {
    let end = match end {
        "" => String::new(),
        end => format!(
            "<Historie:eindGeldigheid>{end}</Historie:eindGeldigheid><Historie:eindRegistratie>{end}T10:00:00</Historie:eindRegistratie>"
        ),
    };
    format!(
        "<Objecten:voorkomen><Historie:Voorkomen><Historie:beginGeldigheid>{begin}</Historie:beginGeldigheid>{end}\
         <Historie:BeschikbaarLV>{more}</Historie:BeschikbaarLV></Historie:Voorkomen></Objecten:voorkomen>"
    )
}

pub(super) fn today() -> String {
    voorkomen("2010-01-01", "", "")
}

pub(super) const SQUARE: &str = "<gml:Polygon srsName=\"urn:ogc:def:crs:EPSG::28992\" srsDimension=\"3\"><gml:exterior><gml:LinearRing>\
    <gml:posList count=\"5\">130000.5 480000 0 130010 480000 1.5 130010 480010 0 130000 480010 0 130000.5 480000 0</gml:posList>\
    </gml:LinearRing></gml:exterior></gml:Polygon>";

pub(super) fn pand(number: u64, status: &str, voorkomen: &str) -> String {
    pand_at(number, status, voorkomen, SQUARE)
}

fn pand_at(number: u64, status: &str, voorkomen: &str, geometry: &str) -> String {
    format!(
        "<Objecten:Pand><Objecten:identificatie domein=\"NL.IMBAG.Pand\">{number:016}</Objecten:identificatie>\
         <Objecten:geometrie>{geometry}</Objecten:geometrie><Objecten:oorspronkelijkBouwjaar>1950</Objecten:oorspronkelijkBouwjaar>\
         <Objecten:status>{status}</Objecten:status><Objecten:documentnummer>B&amp;W-1</Objecten:documentnummer>{voorkomen}</Objecten:Pand>"
    )
}

/// A delivery of a gemeente with one file a type.
pub(super) fn gemeente(files: &[(&str, String)]) -> Vec<u8> {
    let inner: Vec<(String, Vec<u8>)> = files
        .iter()
        .map(|(code, text)| {
            let name = format!("0457{code}15102021-000001.xml");
            (format!("0457{code}15102021.zip"), zip(&[(&name, text.as_bytes())], true))
        })
        .collect();
    let inner: Vec<(&str, &[u8])> =
        inner.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip(&[("0457GEM15102021.zip", &zip(&inner, true)), ("README.md", b"x")], false)
}

pub(super) fn file(name: &str, bytes: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn on(path: &std::path::Path, day: &str) -> Source {
    Source { peildatum: Peildatum::parse(day), ..source(path) }
}

#[test]
fn of_every_object_the_voorkomen_of_the_day_is_taken() {
    const USED: &str = "Pand in gebruik";
    let panden = [
        pand(1, "Bouw gestart", &voorkomen("2010-01-01", "2015-06-01", "")),
        pand(1, USED, &voorkomen("2015-06-01", "", "")),
        pand(2, USED, &voorkomen("2010-01-01", "2020-01-01", "")),
        pand(2, "Pand gesloopt", &voorkomen("2020-01-01", "", "")),
        pand(
            3,
            USED,
            &voorkomen(
                "2010-01-01",
                "",
                "<Historie:tijdstipInactiefLV>2011-01-01T00:00:00</Historie:tijdstipInactiefLV>",
            ),
        ),
        pand(
            4,
            USED,
            &voorkomen(
                "2010-01-01",
                "",
                "<Historie:tijdstipNietBagLV>2011-01-01T00:00:00</Historie:tijdstipNietBagLV>",
            ),
        ),
        pand(5, "Niet gerealiseerd pand", &today()),
        pand(6, "Pand ten onrechte opgevoerd", &today()),
        // Registered wrongly: ended without an end of its geldigheid.
        pand(
            7,
            USED,
            &voorkomen(
                "2010-01-01",
                "",
                "<Historie:eindRegistratie>2011-01-01T00:00:00</Historie:eindRegistratie>",
            ),
        ),
    ];
    let (_folder, path) = file("bag.zip", gemeente(&[("PND", xml("PND", &panden))]));
    let check = |day: &str, expected: &[(&str, &str)], left_out: LeftOut| {
        let (rows, n) = rows(on(&path, day), "pand");
        let found: Vec<(String, String)> =
            rows.iter().map(|(id, row)| (id.clone(), row.text("status"))).collect();
        let expected: Vec<(String, String)> =
            expected.iter().map(|(id, status)| (format!("{id:0>16}"), (*status).to_owned())).collect();
        assert_eq!((found, n), (expected, left_out), "{day}");
        assert_eq!(rows.len() as u64 + n.total(), panden.len() as u64);
    };
    check("", &[("1", USED)], LeftOut { history: 3, inactive: 2, ended: 3, ..LeftOut::default() });
    check(
        "2015-05-31",
        &[("1", "Bouw gestart"), ("2", USED)],
        LeftOut { history: 3, inactive: 2, ended: 2, ..LeftOut::default() },
    );
    check(
        "2015-06-01",
        &[("1", USED), ("2", USED)],
        LeftOut { history: 3, inactive: 2, ended: 2, ..LeftOut::default() },
    );
    check("2020-01-01", &[("1", USED)], LeftOut { history: 3, inactive: 2, ended: 3, ..LeftOut::default() });
    check("2009-12-31", &[], LeftOut { history: 7, inactive: 2, ended: 0, ..LeftOut::default() });
}

#[test]
fn a_verblijfsobject_comes_with_its_hoofdadres_and_all_its_panden() {
    let reference = |element: &str, kind: &str, id: &str| {
        format!(
            "<Objecten:{element}><Objecten-ref:{kind}Ref>{id}</Objecten-ref:{kind}Ref></Objecten:{element}>"
        )
    };
    let object = |kind: &str, id: &str, rest: &str| {
        format!(
            "<Objecten:{kind}><Objecten:identificatie>{id}</Objecten:identificatie>{rest}{}</Objecten:{kind}>",
            today()
        )
    };
    let unit = |id: &str, adres: &str, geometry: &str| {
        let rest = format!(
            "{}{}<Objecten:gebruiksdoel>winkelfunctie</Objecten:gebruiksdoel><Objecten:gebruiksdoel>kantoorfunctie</Objecten:gebruiksdoel>\
             <Objecten:oppervlakte>80</Objecten:oppervlakte><Objecten:status>Verblijfsobject in gebruik</Objecten:status>\
             <Objecten:geometrie>{geometry}</Objecten:geometrie>\
             <Objecten:maaktDeelUitVan><Objecten-ref:PandRef>0457100000000002</Objecten-ref:PandRef><Objecten-ref:PandRef>0457100000000001</Objecten-ref:PandRef></Objecten:maaktDeelUitVan>",
            // Of the last the delivery has no nummeraanduiding.
            "<Objecten:heeftAlsNevenadres><Objecten-ref:NummeraanduidingRef>0457200000000009</Objecten-ref:NummeraanduidingRef>\
             <Objecten-ref:NummeraanduidingRef>0457200000000002</Objecten-ref:NummeraanduidingRef>\
             <Objecten-ref:NummeraanduidingRef>0457200000000099</Objecten-ref:NummeraanduidingRef></Objecten:heeftAlsNevenadres>",
            reference("heeftAlsHoofdadres", "Nummeraanduiding", adres),
        );
        object("Verblijfsobject", id, &rest)
    };
    let point = "<Objecten:punt><gml:Point srsDimension=\"3\"><gml:pos>130005.0 480005.0 0.0</gml:pos></gml:Point></Objecten:punt>";
    let nummer = |id: &str, number: u32, rest: &str| {
        let rest = format!(
            "<Objecten:huisnummer>{number}</Objecten:huisnummer>{rest}{}",
            reference("ligtAan", "OpenbareRuimte", "0457300000000001")
        );
        object("Nummeraanduiding", id, &rest)
    };
    let bytes = gemeente(&[
        (
            "VBO",
            xml(
                "VBO",
                &[
                    unit("0457010000000001", "0457200000000001", point),
                    unit(
                        "0457010000000002",
                        "0457200000000002",
                        &format!("<Objecten:vlak>{SQUARE}</Objecten:vlak>"),
                    ),
                    unit("0457010000000003", "0457200000000003", point),
                ],
            ),
        ),
        (
            "NUM",
            xml(
                "NUM",
                &[
                    nummer("0457200000000009", 11, "<Objecten:postcode>1381AC</Objecten:postcode>"),
                    nummer("0457200000000002", 8, &reference("ligtIn", "Woonplaats", "1013")),
                    nummer(
                        "0457200000000001",
                        8,
                        "<Objecten:huisletter>A</Objecten:huisletter><Objecten:huisnummertoevoeging>bis</Objecten:huisnummertoevoeging><Objecten:postcode>1381AB</Objecten:postcode>",
                    ),
                ],
            ),
        ),
        (
            "OPR",
            xml(
                "OPR",
                &[object(
                    "OpenbareRuimte",
                    "0457300000000001",
                    &format!(
                        "<Objecten:naam>B&amp;W-<![CDATA[stra]]>at &#233;&#xe9;n</Objecten:naam>{}",
                        reference("ligtIn", "Woonplaats", "1012")
                    ),
                )],
            ),
        ),
        (
            "WPL",
            xml(
                "WPL",
                &[
                    object("Woonplaats", "1012", "<Objecten:naam>Weesp</Objecten:naam>"),
                    object("Woonplaats", "1013", "<Objecten:naam>Driemond</Objecten:naam>"),
                ],
            ),
        ),
    ]);
    let (_folder, path) = file("bag.zip", bytes);
    let (rows, _) = rows(source(&path), "verblijfsobject");
    let check =
        |id: &str, column: &str, expected: &str| assert_eq!(rows[id].text(column), expected, "{id} {column}");
    for (column, expected) in [
        ("gebruiksdoel", "kantoorfunctie,winkelfunctie"),
        ("pandidentificatie", "0457100000000001,0457100000000002"),
        ("openbare_ruimte", "B&W-straat één"),
        ("huisnummer", "8"),
        ("huisletter", "A"),
        ("toevoeging", "bis"),
        ("postcode", "1381AB"),
        ("woonplaats", "Weesp"),
    ] {
        check("0457010000000001", column, expected);
    }
    check("0457010000000002", "woonplaats", "Driemond");
    check("0457010000000002", "postcode", "");
    check("0457010000000003", "huisnummer", "");
    check("0457010000000003", "nevenadres", "N");
    check("0457010000000001: B&W-straat één 11", "postcode", "1381AC");
    check("0457010000000001: B&W-straat één 8", "woonplaats", "Driemond");
    check("0457010000000001: B&W-straat één 8", "pandidentificatie", "0457100000000001,0457100000000002");
    assert_eq!(rows.len(), 9);
    assert!(
        matches!(rows["0457010000000002"].geometry, Some(Geometry::Point(point)) if point.x() > 130_001.0 && point.y() < 480_009.0)
    );
}

#[test]
fn a_delivery_without_nummeraanduidingen_offers_no_addresses() {
    let columns = |codes: &[&str]| {
        let files: Vec<(&str, String)> = codes.iter().map(|code| (*code, xml(code, &[]))).collect();
        let (_folder, path) = file("bag.zip", gemeente(&files));
        let layer = Layer::open(&source(&path)).unwrap();
        layer.head().columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        columns(&["VBO"]),
        ["identificatie", "oppervlakte", "status", "gebruiksdoel", "pandidentificatie"]
    );
    assert_eq!(columns(&["VBO", "NUM"]).len(), 12);
    assert_eq!(columns(&["PND"]), ["identificatie", "bouwjaar", "status"]);
}

#[test]
fn a_national_delivery_and_a_bare_file_are_read_too() {
    let one = |number| xml("PND", &[pand(number, "Pand in gebruik", &today())]);
    let (first, second) = (one(1), one(2));
    let pnd = zip(
        &[
            ("9999PND08112020-000001.xml", first.as_bytes()),
            ("9999PND08112020-000002.xml", second.as_bytes()),
        ],
        true,
    );
    let (_folder, path) = file(
        "lvbag-extract-nl.zip",
        zip(&[("9999PND08112020.zip", &pnd), ("9999IOPND08112020.zip", b"no zip")], false),
    );
    assert_eq!(rows(source(&path), "pand").0.len(), 2);
    let (_folder, path) = file("pand.xml", first);
    assert_eq!(rows(source(&path), "pand").0.len(), 1);
    if let Some(path) = real("bag/doesburg_lv_sample/BAGNLDL-15092020-small.zip") {
        assert_eq!(super::super::super::layers(&path).unwrap(), ["pand", "verblijfsobject"]);
        let (rows, left_out) = rows(source(&path), "verblijfsobject");
        // One of the two has two nevenadressen.
        assert_eq!((rows.len() as u64, left_out.total()), (4, 3));
    }
}

#[test]
fn odd_geometry_is_the_pands_own_trouble() {
    let shape = |geometry: &str| {
        let (_folder, path) =
            file("pand.xml", xml("PND", &[pand_at(1, "Pand in gebruik", &today(), geometry)]));
        let (head, mut reader) =
            super::super::super::open(&source(&path), &super::super::super::Wanted::default()).unwrap();
        all(&head, reader.as_mut()).unwrap().remove(0).shape
    };
    let ring = |part: &str, text: &str| {
        format!("<gml:{part}><gml:LinearRing><gml:posList>{text}</gml:posList></gml:LinearRing></gml:{part}>")
    };
    let square = "1 1 9 1 9 9 1 9 1 1";
    let polygon = |rings: &str| format!("<gml:Polygon srsDimension=\"2\">{rings}</gml:Polygon>");
    let Shape::Decoded(Geometry::Polygon(found)) =
        shape(&polygon(&(ring("exterior", square) + &ring("interior", "2 2 3 2 3 3 2 2"))))
    else {
        panic!()
    };
    assert_eq!((found.exterior().0.len(), found.interiors().len()), (5, 1));
    assert!(matches!(shape(""), Shape::Null));
    for (geometry, expected) in [
        (polygon(&ring("exterior", "1 1 9 1 9")), "a vertex of 1 numbers"),
        (polygon(&ring("exterior", "1 1 negen 1")), "`negen` is no coordinate"),
        (polygon(&ring("interior", square)), "without a ring around it"),
        (polygon(&ring("exterior", square)).replace("\"2\"", "\"4\""), "neither 2 nor 3"),
        (
            polygon(
                "<gml:exterior><gml:Ring><gml:Arc><gml:posList>1 1</gml:posList></gml:Arc></gml:Ring></gml:exterior>",
            ),
            "holds a Arc",
        ),
        (SQUARE.replace("28992", "4326"), "RD New was expected"),
    ] {
        let found = shape(&geometry);
        assert!(
            matches!(&found, Shape::Broken(detail) if detail.to_string().contains(expected)),
            "{found:?}: {expected}"
        );
    }
}

#[test]
fn the_bad_pand_of_a_real_file_is_one_issue() {
    let Some(path) = real("bag/doesburg_lv_sample/pand-gml-bad.xml") else { return };
    let input = |day: &str| crate::config::Input { sources: vec![on(&path, day)], ..Default::default() };
    let mut issues = crate::issue::Issues::default();
    let counts = crate::read::panden::stream(&input("2018-12-01"), None, &mut issues, |_, _| Ok(())).unwrap();
    assert_eq!((counts.panden, issues.total()), (1, 1));
    assert_eq!(issues.kept()[0].kind, crate::issue::IssueKind::RepairedGeometry);
    // Its voorkomen ended in 2019: today the file holds nothing.
    let nothing = crate::read::panden::stream(&input(""), None, &mut issues, |_, _| Ok(()));
    assert!(matches!(nothing, Err(crate::error::Error::Read(ReadError::NothingOnDay { voorkomens: 1, .. }))));
}
