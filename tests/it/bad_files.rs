//! What becomes of files that are absent, wrong, cut off or scrambled?

use std::{fs, io::Write as _, sync::Arc};

use crate::support::{EARLIER, Place, RD, collection, demo, feature, pand, square, three};

#[test]
fn a_missing_file_is_named_with_its_cure() {
    Place::project("[panden]\npath = \"data/panden.gpkg\"\n").refuses(
        3,
        "error: cannot open `data/panden.gpkg`\n\
             \x20 cause: No such file or directory (os error 2)\n\
             hint: check the path; paths in a project file are relative to that file",
    );
}

#[test]
fn a_folder_is_not_taken_for_a_file() {
    let place = Place::project("[panden]\npath = \"panden\"\n");
    place.write("panden/panden.geojson", three());
    place.refuses(
        3,
        "error: `panden` is a folder, a file was expected\n\
             hint: name the file inside the folder",
    );
}

#[test]
fn an_empty_file_is_named() {
    for name in ["panden.geojson", "panden.gpkg", "panden.fgb", "panden.csv", "panden"] {
        Place::panden(name, "")
            .refuses(3, &format!("error: `{name}` is empty\nhint: download or export the file again"));
    }
}

#[test]
fn a_file_without_objects_is_an_error_and_not_an_empty_result() {
    Place::panden("panden.geojson", collection(&[])).refuses(
        3,
        "error: layer `panden` in `panden.geojson` holds no usable objects\n\
             hint: the layer is empty, or none of its objects can be read; is this the right file?",
    );
}

#[test]
fn a_format_nobody_reads_is_answered_with_those_that_are() {
    Place::panden("panden.doc", "Geachte heer, mevrouw,").refuses(3, "error: `panden.doc` has no format this program can read\n\
             hint: give a GeoPackage, FlatGeobuf, GeoParquet, GeoJSON, CityJSON, BAG extract, CSV or XLSX file, or Shapefile, GML, SpatiaLite, FileGDB, KML or MapInfo");
    Place::panden("panden.zip", b"PK\x03\x04rest").refuses(
        3,
        "error: cannot read `panden.zip`: invalid Zip archive: Could not find EOCD\n\
             hint: the file is damaged or cut off: download it again",
    );
    Place::panden("panden.gpkg", three()).refuses(
        3,
        "error: cannot read `panden.gpkg` as GeoPackage: it does not start like an SQLite database\n\
             hint: the file may be cut off or carry the wrong extension; export it again",
    );
}

#[test]
fn a_layer_that_is_not_there_is_answered_with_those_that_are() {
    let place = Place::project("[panden]\npath = \"stad/bag.gpkg\"\nlayer = \"gebouw\"\n");
    assert_eq!(place.run("sample --panden 30 --out stad").code, Some(0));
    place.refuses(
        3,
        "error: `stad/bag.gpkg` has no layer `gebouw`; it has: pand, verblijfsobject\n\
             hint: write `layer = \"…\"` with one of these names in the project file",
    );
    // Two layers, neither of a name that is known for a water map.
    place.write("toplaag.toml", "[panden]\npath = \"stad/bag.gpkg\"\n[water]\npath = \"stad/bag.gpkg\"\n");
    place.refuses(
        3,
        "error: `stad/bag.gpkg` has several layers and none was named; it has: pand, verblijfsobject\n\
             hint: write `layer = \"…\"` with one of these names in the project file",
    );
}

#[test]
fn a_column_that_is_not_there_is_answered_with_those_that_are() {
    let text = collection(&[feature(r#""nummer":"9999100000000001","jaar":1972"#, &square(1))]);
    let place = Place::panden("panden.geojson", &text);
    place.refuses(
        3,
        "error: layer `panden` in `panden.geojson` has no column for `id`; it has: nummer, jaar\n\
             hint: write `columns = { id = \"…\" }` with one of these names in the project file",
    );
    place.edit("toplaag.toml", |toml| toml + "columns = { id = \"nr\" }\n").refuses(
        3,
        "error: layer `panden` in `panden.geojson` has no column for `id`; it has: nummer, jaar\n\
             hint: write `columns = { id = \"…\" }` with one of these names in the project file",
    );
    place.edit("toplaag.toml", |toml| toml.replace("\"nr\"", "\"nummer\""));
    assert_eq!(place.scan().count("panden"), 1);
}

#[test]
fn rd_coordinates_without_a_crs_stop_the_run_until_the_project_names_it() {
    let place = Place::panden("panden.geojson", three().replace(RD, ""));
    place.refuses(3, "error: layer `panden` in `panden.geojson`: the file says the coordinates are OGC:CRS84, but they look like RD New (EPSG:28992) (the first is 130100, 470000)\n\
             hint: write `crs = \"EPSG:28992\"` for this input in the project file");
    place.edit("toplaag.toml", |toml| toml + "crs = \"EPSG:28992\"\n");
    assert_eq!(place.scan().count("panden"), 3);
}

#[test]
fn the_crs_member_of_old_geojson_is_believed() {
    let scanned = Place::panden("panden.geojson", three()).scan();
    assert_eq!(scanned.count("panden"), 3);
    assert_eq!(scanned.run["inputs"][0]["crs"], "EPSG:28992");
}

#[test]
fn degrees_in_a_layer_said_to_be_rd_stop_the_run() {
    let degrees = r#"{"type":"Polygon","coordinates":[[[5.02,52.21],[5.0205,52.21],[5.0205,52.2103],[5.02,52.2103],[5.02,52.21]]]}"#;
    let place = Place::panden("panden.geojson", collection(&[pand(1, degrees)]));
    place.refuses(3, "error: layer `panden` in `panden.geojson`: the file says the coordinates are EPSG:28992, but they look like degrees (EPSG:4326) (the first is 5.02, 52.21)\n\
             hint: write `crs = \"EPSG:4326\"` for this input in the project file");
    // The project's word is held against the coordinates too.
    place.write("panden.geojson", collection(&[pand(1, degrees)]).replace(RD, ""));
    assert_eq!(place.scan().count("panden"), 1);
    place.edit("toplaag.toml", |toml| toml + "crs = \"EPSG:28992\"\n").refuses(3, "error: layer `panden` in `panden.geojson`: the project file says the coordinates are EPSG:28992, but they look like degrees (EPSG:4326) (the first is 5.02, 52.21)\n\
             hint: write `crs = \"EPSG:4326\"` for this input in the project file");
    place.edit("toplaag.toml", |toml| toml.replace("EPSG:28992", "Rijksdriehoek 2")).refuses(3, "error: layer `panden` in `panden.geojson`: the project file sets the CRS `Rijksdriehoek 2`, which is none this program knows\n\
             hint: write `crs = \"EPSG:28992\"` for this input in the project file");
}

#[test]
fn latitude_before_longitude_is_recognized() {
    let swapped = r#"{"type":"Polygon","coordinates":[[[52.21,5.02],[52.21,5.0205],[52.2103,5.0205],[52.2103,5.02],[52.21,5.02]]]}"#;
    Place::panden("panden.geojson", collection(&[pand(1, swapped)]).replace(RD, "")).refuses(3, "error: layer `panden` in `panden.geojson`: the file says the coordinates are OGC:CRS84, but they are degrees with latitude before longitude (the first is 52.21, 5.02)\n\
             hint: export the file again with longitude (x) before latitude (y), or in RD New (EPSG:28992)");
}

/// A file of each format with a project that reads it.
fn formats() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let demo: Arc<Place> = demo();
    let result = |name: &str| fs::read(demo.path("uitkomst").join(name)).unwrap();
    let bezit = "[panden]\npath = \"panden.geojson\"\n[bezit]\ncorporatie = \"Ons Huis\"\n";
    let panden = "[panden]\n";
    vec![
        ("kaart.gpkg", result("toplaag.gpkg"), panden),
        ("kaart.fgb", result("panden.fgb"), panden),
        ("kaart.geojson", three().into(), panden),
        ("kaart.city.jsonl", fs::read(demo.path("invoer/3dbag.city.jsonl")).unwrap(), panden),
        ("bezit.xlsx", workbook(), bezit),
        ("bezit.csv", fs::read(demo.path("invoer/bezit.csv")).unwrap(), bezit),
    ]
}

fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in ["pand_id", "9999100000000001", "9999100000000002"].iter().enumerate() {
        sheet.write(u32::try_from(row).unwrap(), 0, *line).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn place_of(name: &str, toml: &str) -> Place {
    let place = Place::project(&format!("{toml}path = \"{name}\"\n"));
    place.write("panden.geojson", three());
    place
}

#[test]
fn whole_files_of_every_format_are_read() {
    for (name, bytes, toml) in formats() {
        let place = place_of(name, toml);
        place.write(name, bytes);
        assert!(place.scan().count("panden") >= 3, "{name}");
    }
}

#[test]
fn files_cut_off_are_said_to_be_so() {
    let expected = [
        ("kaart.gpkg", "GeoPackage: it is cut off at byte "),
        ("kaart.fgb", "FlatGeobuf: it is cut off at byte "),
        ("kaart.geojson", "GeoJSON: EOF while parsing a string at line 2 column 96"),
        ("kaart.city.jsonl", "CityJSON: line 194: EOF while parsing a string at line 1 column 101"),
        ("bezit.xlsx", "XLSX: invalid Zip archive: Could not find EOCD"),
    ];
    let formats = formats();
    for (name, message) in expected {
        let (_, bytes, toml) = formats.iter().find(|(other, ..)| *other == name).unwrap();
        let place = place_of(name, toml);
        place.earlier();
        // Not a multiple of a page of SQLite.
        place.write(name, &bytes[..bytes.len() / 2 + 3]);
        let ran = place.run("scan toplaag.toml --out uit --force -q");
        assert_eq!(ran.code, Some(3), "{name}");
        let (error, hint) = ran.stderr.split_once('\n').unwrap();
        assert!(error.starts_with(&format!("error: cannot read `{name}` as {message}")), "{error}");
        assert!(hint.starts_with("hint: the file may be cut off"), "{hint}");
        assert_eq!(place.read("uit/run.json"), EARLIER);
    }
}

#[test]
fn a_half_row_at_the_end_of_a_table_is_an_issue() {
    let place =
        place_of("bezit.csv", "[panden]\npath = \"panden.geojson\"\n[bezit]\ncorporatie = \"Ons Huis\"\n");
    place.write("bezit.csv", "pand_id;complex\n9999100000000001;A\n99991000");
    let scanned = place.scan_in("en");
    assert_eq!(scanned.count("bezit_rows"), 2);
    scanned.found(&["unmatched record 3: `99991000` is not the 16-digit identification of a pand; in a spreadsheet store BAG ids as text, Excel rounds numbers of 16 digits"]);
}

/// Neither a cut nor scrambled bytes may do worse than a message and a code.
#[track_caller]
fn survives(place: &Place, what: &str) {
    place.earlier();
    let ran = place.run("scan toplaag.toml --out uit --force -q");
    match ran.code {
        Some(0) => {}
        Some(3) => {
            assert!(ran.stderr.starts_with("error: "), "{what}: {}", ran.stderr);
            assert!(ran.stderr.contains("\nhint: "), "{what}: {}", ran.stderr);
            assert_eq!(place.read("uit/run.json"), EARLIER, "{what}");
        }
        code => panic!("{what}: {code:?} {}", ran.stderr),
    }
    assert!(!place.names().iter().any(|name| name.starts_with(".uit")), "{what}: {:?}", place.names());
}

#[test]
fn no_cut_makes_the_program_do_worse_than_stop() {
    for (name, bytes, toml) in formats() {
        let place = place_of(name, toml);
        for cut in [1, 7, 101, bytes.len() / 4, bytes.len() * 3 / 4, bytes.len() - 1] {
            place.write(name, &bytes[..cut]);
            survives(&place, &format!("{name} cut at {cut}"));
        }
    }
}

#[test]
fn no_scrambled_byte_makes_the_program_do_worse_than_stop() {
    for (name, bytes, toml) in formats() {
        let place = place_of(name, toml);
        for seed in 1..=6_u64 {
            let mut bytes = bytes.clone();
            // From one byte in ten thousand to one in ten.
            let n = bytes.len() * [1, 1, 10, 100, 1000, 1000][seed as usize - 1] / 10_000 + 1;
            let mut state = seed;
            for _ in 0..n {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 16) as usize % bytes.len();
                bytes[at] ^= (state >> 8) as u8 | 1;
            }
            place.write(name, &bytes);
            survives(&place, &format!("{name} scrambled with seed {seed}"));
        }
    }
}

#[test]
fn a_workbook_that_unpacks_to_far_more_is_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..80 {
        zip.write_all(&spaces).unwrap();
    }
    let place = place_of("bezit.xlsx", "[panden]\npath = \"panden.geojson\"\n[bezit]\n");
    place.write("bezit.xlsx", zip.finish().unwrap().into_inner());
    place.refuses(3, "error: cannot read `bezit.xlsx` as XLSX: part `xl/worksheets/sheet1.xml` unpacks from 81540 to more than 83886080 bytes\n\
             hint: the file may be cut off or carry the wrong extension; export it again");
}

#[test]
fn json_nested_ever_deeper_is_refused() {
    let deep = "[".repeat(200_000);
    Place::panden("panden.geojson", format!(r#"{{"type":"FeatureCollection","features":{deep}"#)).refuses(
        3,
        "error: cannot read `panden.geojson` as GeoJSON: recursion limit exceeded at line 1 column 166\n\
             hint: the file may be cut off or carry the wrong extension; export it again",
    );
    Place::panden(
        "panden.city.json",
        format!(r#"{{"type":"CityJSON","CityObjects":{{"x":{{"attributes":{{"a":{deep}"#),
    )
    .refuses(3, "error: cannot read `panden.city.json` as CityJSON: line 1: recursion limit exceeded at line 1 column 181\n\
             hint: the file may be cut off or carry the wrong extension; export it again");
    let closed = "]".repeat(200_000);
    let coordinates = format!(r#"{{"type":"Polygon","coordinates":{deep}{closed}}}"#);
    let place = Place::panden("panden.geojson", collection(&[pand(1, &coordinates)]));
    survives(&place, "nested coordinates");
    let mut geometry = square(1);
    for _ in 0..50_000 {
        geometry = format!(r#"{{"type":"GeometryCollection","geometries":[{geometry}]}}"#);
        if geometry.len() > 400_000 {
            break;
        }
    }
    let place = Place::panden("panden.geojson", collection(&[pand(1, &geometry)]));
    survives(&place, "nested collections");
    // GDAL reads one object per line.
    let place = Place::panden("panden.ndjson", pand(1, &geometry));
    survives(&place, "nested collections through GDAL");
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_refused_before_it_is_opened() {
    let place = Place::panden("panden.geojson", three());
    let made = std::process::Command::new("mkfifo").arg(place.path("pijp")).status().unwrap();
    assert!(made.success());
    let refused = |name: &str| {
        format!(
            "error: `{name}` is a pipe, socket or device; a file was expected\n\
             hint: save what comes out of it as a file, and name that"
        )
    };
    for path in ["pijp", "/dev/zero"] {
        let run = place.run(&format!("check {path}"));
        assert_eq!((run.code, run.stderr.trim()), (Some(3), refused(path).as_str()));
        for table in ["panden", "bezit", "water", "stops"] {
            let of_stops = if table == "stops" { "class = \"bus\"\n" } else { "" };
            let panden = if table == "panden" { "" } else { "[panden]\npath = \"panden.geojson\"\n" };
            let name = if table == "stops" { "[stops]" } else { table };
            let toml = format!("{panden}[{name}]\npath = \"{path}\"\n{of_stops}");
            place.write("toplaag.toml", toml);
            let run = place.run("check toplaag.toml");
            assert!(
                run.stderr.contains(&refused(path)) || run.stdout.contains("is a pipe"),
                "{table}: {}",
                run.stderr
            );
        }
    }
}

#[test]
fn a_workbook_of_a_thousand_sheets_asks_which_one_is_meant() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for _ in 0..251 {
        book.add_worksheet().write(0, 0, "pand_id").unwrap();
    }
    let place = Place::panden("panden.geojson", three());
    place.write("bezit.xlsx", book.save_to_buffer().unwrap());
    place.write("toplaag.toml", "[panden]\npath = \"panden.geojson\"\n[bezit]\npath = \"bezit.xlsx\"\n");
    let run = place.run("scan toplaag.toml --out uit");
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.contains("it has more than 250 sheets with cells"), "{}", run.stderr);
}

#[test]
fn what_a_parser_quotes_is_cut_short_and_steers_nothing() {
    let long = format!("[panden]\npath = \"p\"\n\"{}\u{202e}\" = 1\n", "x".repeat(100_000));
    let place = Place::project(&long);
    let run = place.run("check toplaag.toml");
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.len() < 1_000 && !run.stderr.contains('\u{202e}'), "{} bytes", run.stderr.len());
}
