//! What a fuzzer starts from: small pieces of the sample town in every format,
//! and what the town has not. Made by rule, the same bytes every time.

use std::{
    io::{Cursor, Read as _, Write as _},
    path::Path,
};

use geo::Translate;
use geo_types::{Geometry, GeometryCollection, LineString, MultiPolygon, Point, polygon};
use geozero::{CoordDimensions, ToWkb};
use rust_xlsxwriter::Workbook;
use toplaag::{
    export::{ColumnSpec, FgbWriter, GeometryKind, Kind, ParquetWriter},
    sample,
    value::Value,
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::targets::BETWEEN;
use crate::extract;

/// The seeds of a target.
///
/// # Panics
///
/// When there is no target of this name.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "address" => addresses(),
        "archive" => archives(),
        "cityjson" => cityjson(),
        "csv" => tables(),
        "flatgeobuf" => flatgeobuf(),
        "geojson" => geojson(),
        "gpkg_geometry" => gpkg_geometry(),
        "gtfs" => vec![joined(&FEED)],
        "lvbag" => lvbag(),
        "number" => numbers(),
        "ods" => ods(),
        "parquet" => parquet(),
        "planlist" => plans(),
        "wkb" => wkb(),
        "xlsx" => xlsx(),
        _ => panic!("there is no target `{target}`"),
    }
}

/// The first lines of a file of the town.
fn head(name: &str, n_lines: usize) -> String {
    let bytes = sample::embedded().iter().find(|(known, _)| *known == name).expect("the town has it").1;
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').take(n_lines);
    String::from_utf8_lossy(&lines.collect::<Vec<_>>().concat()).into_owned()
}

/// The collection in a file of the town, with its first features.
fn collection(name: &str, n_features: usize) -> String {
    format!("{}\n]}}\n", head(name, n_features + 1).trim_end().trim_end_matches(','))
}

/// What one input stands for, one behind the other.
fn joined<T: AsRef<[u8]>>(parts: &[T]) -> Vec<u8> {
    let parts: Vec<&[u8]> = parts.iter().map(AsRef::as_ref).collect();
    parts.join(&BETWEEN)
}

fn bytes(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// A pand with a courtyard, its door, and what else a layer may hold.
fn shapes() -> Vec<Geometry<f64>> {
    let (x, y) = (130_000.0, 470_000.0);
    let pand = polygon![
        exterior: [(x: x, y: y), (x: x + 30.0, y: y), (x: x + 30.0, y: y + 30.0), (x: x, y: y + 30.0)],
        interiors: [[(x: x + 9.0, y: y + 9.0), (x: x + 9.0, y: y + 21.0), (x: x + 21.0, y: y + 21.0)]],
    ];
    let door = Point::new(x + 15.0, y);
    let line = LineString::from(vec![(x, y), (x + 30.0, y + 1.0)]);
    vec![
        pand.clone().into(),
        MultiPolygon::new(vec![pand.clone(), pand.translate(100.0, 0.0)]).into(),
        door.into(),
        Geometry::GeometryCollection(GeometryCollection(vec![line.into(), pand.into(), door.into()])),
    ]
}

const XY: CoordDimensions = CoordDimensions { z: false, m: false, t: false, tm: false };
const RD: i32 = 28_992;

fn gpkg_geometry() -> Vec<Vec<u8>> {
    let blob = |shape: &Geometry<f64>| shape.to_gpkg_wkb(XY, Some(RD), Vec::new()).expect("it is sound");
    shapes().iter().map(blob).collect()
}

fn wkb() -> Vec<Vec<u8>> {
    let shapes = shapes();
    let plain = shapes.iter().map(|shape| shape.to_wkb(XY).expect("it is sound"));
    let with_srid = shapes.iter().map(|shape| shape.to_ewkb(XY, Some(RD)).expect("it is sound"));
    plain.chain(with_srid).chain([arcs()]).collect()
}

/// A curve polygon of one circle, with Z, in the other byte order.
fn arcs() -> Vec<u8> {
    let (curve_polygon, circular_string) = (1010_u32, 1008_u32);
    let mut wkb = vec![0];
    wkb.extend(curve_polygon.to_be_bytes());
    wkb.extend(1_u32.to_be_bytes());
    wkb.push(0);
    wkb.extend(circular_string.to_be_bytes());
    let points = [(0.0, 0.0), (20.0, 0.0), (0.0, 0.0)];
    wkb.extend(3_u32.to_be_bytes());
    for (x, y) in points {
        for number in [130_000.0 + x, 470_000.0 + y, 1.5_f64] {
            wkb.extend(number.to_be_bytes());
        }
    }
    wkb
}

fn geojson() -> Vec<Vec<u8>> {
    let panden = collection("panden.geojson", 2);
    let fg = panden.replacen(
        "\"crs\"",
        "\"coordRefSys\":\"http://www.opengis.net/def/crs/EPSG/0/28992\",\"crs\"",
        1,
    );
    let fg = fg.replace("\"geometry\"", "\"geometry\":null,\"place\"");
    let degrees = r#"{"type":"Feature","properties":{"identificatie":9001100000000001,"x":[1,{"y":null}]},
"geometry":{"type":"MultiPolygon","coordinates":[[[[5.0,52.0,1.5],[5.1,52.0,1.5],[5.1,52.1,1.5],[5.0,52.0,1.5]]]]}}"#;
    let line = degrees.replace('\n', "");
    let sequence = format!("\u{1e}{line}\n\u{1e}{line}\n");
    let shapes = r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[5,52]},
{"type":"MultiLineString","coordinates":[[[5,52],[5.1,52]]]},{"type":"MultiPoint","coordinates":[[5,52]]}]}"#;
    bytes(&[&panden, &fg, degrees, shapes, &sequence])
}

fn cityjson() -> Vec<Vec<u8>> {
    let document = r#"{"type":"CityJSON","version":"1.1","metadata":{"referenceSystem":"urn:ogc:def:crs:EPSG::7415"},
"transform":{"scale":[0.001,0.001,0.001],"translate":[130000,470000,0]},"CityObjects":{
"a":{"type":"Building","attributes":{"identificatie":"NL.IMBAG.Pand.9001100000000001","b3_h_70p":12.5},"children":["b"]},
"b":{"type":"BuildingPart","parents":["a"],"geometry":[{"type":"Solid","lod":2.2,
"semantics":{"surfaces":[{"type":"GroundSurface"},{"type":"RoofSurface"}],"values":[[0,1]]},
"boundaries":[[[[0,1,2]],[[2,1,0]]]]}]}},"vertices":[[0,0,0],[9000,0,0],[9000,9000,0]]}"#;
    bytes(&[&head("3dbag.city.jsonl", 3), document])
}

fn tables() -> Vec<Vec<u8>> {
    let units = "identificatie;gebruiksdoel;oppervlakte;pandidentificatie;huisnummer;postcode\n\
                 9001010000000001;(2:woonfunctie,winkelfunctie);1.250;9001100000000001;1A;9990 AF\n";
    let odd = "sep=;\nBezit;per 1 januari\n\nadres;postcode;complexnr.;m2\n-;-;-;m²\n\"Kade 1 a\";NL-9990AF;\"A\"\"1\";1.250\nTotaal;;;\n";
    let mut all = bytes(&[&head("bezit.csv", 4), &head("congestie_pc6.csv", 4), units, odd]);
    all.push(format!("\u{feff}{units}").encode_utf16().flat_map(u16::to_le_bytes).collect());
    all
}

fn plans() -> Vec<Vec<u8>> {
    bytes(&[
        "ppm_id;naam;gemeente;corporatie;complex;planstatus;woningen;2027;2028;x;y\n\
         P-1;Kade;Elzermade;Zeven Linden;ZL-101;hard;1.200;700;500;130076,8;470191,8\nTotaal;;;;;;1.200;700;500;;\n",
        "Planlijst\n\nprojectnaam,locatie,jaarschijf,aantal woningen,start bouw,sociaal\n\
         Kade,Sterrenlaan 1-9,2028,ca. 40,Q3 2027,12\nHof,\"Plein 3, Elzermade\",2028-2030,12 won.,2027-03-01,30%\n",
    ])
}

const FEED: [&str; 4] = [
    "route_id,route_type\nr1,2\nr2,700\nr3,600\n",
    "route_id,service_id,trip_id\nr1,s,t1\nr2,s,t2\nr3,s,t3\n",
    "trip_id,stop_id,stop_sequence\nt1,a,1\nt2,a,1\nt2,b,2\nt3,b,1\n",
    "stop_id,stop_name,stop_lat,stop_lon\na,\"Station, Elzermade\",52.21,5.02\nb,Plas,52.22,5.03\nc,Niets,,\n",
];

/// The columns of a layer of panden, and a row of it.
const COLUMNS: [ColumnSpec; 4] = [
    ColumnSpec::new("identificatie", Kind::Text, "", "", ""),
    ColumnSpec::new("bouwjaar", Kind::Int, "", "", ""),
    ColumnSpec::new("hoogte", Kind::real(1), "", "", ""),
    ColumnSpec::new("lift", Kind::Bool, "", "", ""),
];

fn row() -> [Value; 4] {
    [Value::from("9001100000000001"), Value::Int(1968), Value::Real(12.5), Value::Bool(true)]
}

/// What `write` makes of a layer of polygons and of one of points.
fn of_layers(write: impl Fn(&Path, GeometryKind, &Geometry<f64>)) -> Vec<Vec<u8>> {
    let shapes = shapes();
    let layers = [(GeometryKind::MultiPolygon, &shapes[1]), (GeometryKind::Point, &shapes[2])];
    let file = |(kind, shape)| {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let path = folder.path().join("panden");
        write(&path, kind, shape);
        std::fs::read(path).expect("it has just been written")
    };
    layers.map(file).to_vec()
}

fn flatgeobuf() -> Vec<Vec<u8>> {
    of_layers(|path, kind, shape| {
        let mut writer = FgbWriter::create(path, "panden", &COLUMNS, kind).expect("there is room for a file");
        writer.push(Some(shape), &row()).expect("it fits the layer");
        writer.push(None, &row()).expect("it fits the layer");
        writer.finish().expect("there is room for a file");
    })
}

fn parquet() -> Vec<Vec<u8>> {
    of_layers(|path, kind, shape| {
        let mut writer =
            ParquetWriter::create(path, "panden", &COLUMNS, kind).expect("there is room for a file");
        writer.push(Some(shape), &row()).expect("it fits the layer");
        writer.push(None, &row()).expect("it fits the layer");
        writer.finish().expect("there is room for a file");
    })
}

/// A BAG extract of two panden.
fn extracted() -> Vec<u8> {
    let mut zip = Cursor::new(Vec::new());
    extract::write(&mut zip, 2, 10).expect("memory takes it");
    zip.into_inner()
}

/// The XML in it, in the order of [`super::targets::lvbag`]; and that of panden
/// alone.
fn lvbag() -> Vec<Vec<u8>> {
    fn unpacked(zip: &[u8]) -> Vec<Vec<u8>> {
        let mut zip = ZipArchive::new(Cursor::new(zip)).expect("it is a zip");
        let n_members = zip.len();
        let member = |at| {
            let mut bytes = Vec::new();
            zip.by_index(at).expect("it is there").read_to_end(&mut bytes).expect("it is whole");
            bytes
        };
        (0..n_members).map(member).collect()
    }
    let members: Vec<Vec<u8>> = unpacked(&extracted()).iter().flat_map(|zip| unpacked(zip)).collect();
    let [wpl, vbo, pnd, num, opr] = members.try_into().expect("there are five types");
    vec![joined(&[&pnd, &vbo, &num, &opr, &wpl]), pnd]
}

fn archives() -> Vec<Vec<u8>> {
    let panden = collection("panden.geojson", 2);
    let feed: Vec<(&str, &str)> =
        ["routes.txt", "trips.txt", "stop_times.txt", "stops.txt"].into_iter().zip(FEED).collect();
    vec![
        zip(&[("panden.geojson", &panden)]),
        zip(&[("a/a.csv", "a;b\n1;2\n"), ("b.csv", "c;d\n3;4\n")]),
        zip(&feed),
        extracted(),
    ]
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("the names differ");
        zip.write_all(text.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

fn xlsx() -> Vec<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(head("bezit.csv", 3).lines()) {
        for (column, cell) in (0..).zip(line.split(';').take(4)) {
            sheet.write(row, column, cell).expect("it fits the sheet");
        }
    }
    let formula = rust_xlsxwriter::Formula::new("1+1").set_result("2");
    sheet.write(3, 0, formula).expect("it fits the sheet");
    sheet.write(3, 1, 9_001_010_000_000_003.0).expect("it fits the sheet");
    sheet.merge_range(1, 5, 2, 6, "ZL-101", &rust_xlsxwriter::Format::new()).expect("it fits the sheet");
    let book = book.save_to_buffer().expect("memory takes it");
    let mut zip = ZipArchive::new(Cursor::new(book)).expect("it is a zip");
    let names = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"];
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).expect("a workbook has it").read_to_string(&mut text).expect("it is text");
        text
    };
    vec![joined(&names.map(&mut part))]
}

fn ods() -> Vec<Vec<u8>> {
    let text = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let rows = [
        text("complex") + &text("vbo_id") + &text("sloopjaar"),
        r#"<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>ZL<text:s/>1</text:p></table:table-cell>"#.to_owned()
            + &text("9001010000000001")
            + r#"<table:table-cell office:value-type="float" office:value="2031"/>"#,
        "<table:covered-table-cell/>".to_owned() + &text("9001010000000002") + r#"<table:table-cell table:formula="of:=1+1"/>"#,
        r#"<table:table-cell table:number-columns-repeated="1000"/>"#.to_owned(),
    ];
    let rows: String = rows.iter().map(|row| format!("<table:table-row>{row}</table:table-row>\n")).collect();
    bytes(&[&format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
<table:table table:name="Bezit">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    )])
}

fn numbers() -> Vec<Vec<u8>> {
    let columns: [&[&str]; 7] = [
        &["1.200,5", "1 200", "800 m²", "0.25", "12,5"],
        &["1.200", "85", "1.000.000", "-3", "="],
        &["< 50 m²", "t/m 40", "n.v.t."],
        &["vanaf 60 m²", "> 75"],
        &["50-75", "40 m² tot 60 m²"],
        &["1972", "1972-03-01", "01-03-1972", "20270301", "ca. 1972"],
        &["24,0 MW", "2400 kW", "1e3", "12 won.", "'85"],
    ];
    columns.iter().map(|column| joined(column)).collect()
}

/// Cells as [`super::targets::address`] takes them, and identifications.
fn addresses() -> Vec<Vec<u8>> {
    let cells = [
        ["Sterrenlaan 1 A-2", "", "", "", "", "9990 AF", "Elzermade"],
        ["", "Laan 1813", "7", "b", "III", "", "Elzermade"],
        ["Plein '40-'45 12-14 hs, 9990AF Elzermade", "", "", "", "", "", ""],
        ["", "2e Kade", "12-14", "", "bis", "NL-9990 af Elzermade", ""],
    ];
    let ids = ["NL.IMBAG.Pand.9001100000000001", "=\"9001010000000001\"", "9,00101000000001E+15", "9990 AF"];
    cells.iter().map(|cells| joined(cells)).chain(bytes(&ids)).collect()
}
