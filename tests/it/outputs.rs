//! Do readers that are not this program's own open every output?

use std::{fs, io::Read as _};

use calamine::{Data, Reader as _};
use geo_types::{LineString, MultiPolygon};
use sha2::{Digest as _, Sha256};

use crate::support::{Place, demo, rows};

#[test]
fn the_folder_holds_what_the_manual_says() {
    let mut names: Vec<_> = demo()
        .files("uitkomst")
        .into_keys()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "bezit-koppeling.xlsx",
            "issues.csv",
            "panden.fgb",
            "panden.parquet",
            "report.html",
            "run.json",
            "shortlist.csv",
            "shortlist.xlsx",
            "sites.fgb",
            "sites.geojson",
            "sites.parquet",
            "toplaag.gpkg",
            "toplaag.pmtiles",
            "toplaag.record"
        ]
    );
}

#[cfg(feature = "gdal")]
#[test]
fn gdal_opens_every_map_with_its_crs_and_all_its_objects() {
    use gdal::{Dataset, vector::LayerAccess as _};

    let demo = demo();
    let run = demo.json("uitkomst/run.json");
    let count = |name: &str| run["counts"][name].as_u64().unwrap();
    for (file, layer, n, crs) in [
        ("panden.fgb", "panden", count("panden"), 28_992),
        ("sites.fgb", "sites", count("sites"), 28_992),
        ("sites.geojson", "sites", count("sites"), 4_326),
        ("toplaag.gpkg", "panden", count("panden"), 28_992),
        ("toplaag.gpkg", "sites", count("sites"), 28_992),
    ] {
        let dataset = Dataset::open(demo.path("uitkomst").join(file)).unwrap();
        let mut layer = dataset.layer_by_name(layer).unwrap();
        assert_eq!(layer.feature_count(), n, "{file}");
        assert_eq!(layer.spatial_ref().unwrap().auth_code().unwrap(), crs, "{file}");
        let mut n_geometries = 0;
        for feature in layer.features() {
            let geometry = feature.geometry().unwrap();
            assert!(geometry.is_valid(), "{file}: {:?}", feature.fid());
            assert!(!geometry.is_empty(), "{file}: {:?}", feature.fid());
            n_geometries += 1;
        }
        assert_eq!(n_geometries, n, "{file}");
    }
}

#[cfg(feature = "gdal")]
#[test]
fn every_format_tells_the_same_of_a_pand() {
    use gdal::{Dataset, vector::LayerAccess as _};

    let demo = demo();
    let dataset = |file: &str| Dataset::open(demo.path("uitkomst").join(file)).unwrap();
    let (fgb, gpkg) = (dataset("panden.fgb"), dataset("toplaag.gpkg"));
    let mut fgb = fgb.layer_by_name("panden").unwrap();
    let mut gpkg = gpkg.layer_by_name("panden").unwrap();
    let names: Vec<String> = fgb.defn().fields().map(|field| field.name()).collect();
    assert_eq!(names, gpkg.defn().fields().map(|field| field.name()).collect::<Vec<_>>());
    for name in &names {
        // What is not known is nothing in both, and never zero.
        let unknown = format!("\"{name}\" IS NULL");
        fgb.set_attribute_filter(&unknown).unwrap();
        gpkg.set_attribute_filter(&unknown).unwrap();
        assert_eq!(fgb.features().count(), gpkg.features().count(), "{name}");
        let known = format!("\"{name}\" IS NOT NULL");
        let id = |feature: &gdal::vector::Feature<'_>| feature.field_as_string(0).unwrap().unwrap();
        let column = |layer: &mut gdal::vector::Layer<'_>| {
            layer.set_attribute_filter(&known).unwrap();
            let at = layer.defn().field_index(name).unwrap();
            let mut values: Vec<_> = layer
                .features()
                .map(|feature| (id(&feature), format!("{:?}", feature.field(at).unwrap())))
                .collect();
            values.sort();
            values
        };
        assert_eq!(column(&mut fgb), column(&mut gpkg), "{name}");
    }
}

#[test]
fn the_geopackage_is_one_by_the_book() {
    let file = rusqlite::Connection::open(demo().path("uitkomst/toplaag.gpkg")).unwrap();
    let one = |query: &str| file.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap();
    let text = |query: &str| file.query_row(query, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(one("pragma application_id"), 0x4750_4B47);
    assert_eq!(text("pragma integrity_check"), "ok");
    assert_eq!(one("select count(*) from pragma_foreign_key_check"), 0);
    let layers = text("select group_concat(table_name) from gpkg_contents where data_type = 'features'");
    assert_eq!(
        layers,
        "panden,sites,gemeenten,buurten,parking,parking_places,grid_areas,water,restrictions,restriction_points,stops"
    );
    assert_eq!(one("select count(*) from gpkg_geometry_columns where srs_id <> 28992"), 0);
    // Names of a spatial index follow the extension's rule.
    for layer in layers.split(',') {
        assert_eq!(
            one(&format!("select count(*) from rtree_{layer}_geom")),
            one(&format!("select count(*) from {layer}")),
            "{layer}"
        );
    }
}

/// Twice the signed area: above 0 when counter-clockwise.
fn winding(ring: &LineString<f64>) -> f64 {
    let origin = ring.0[0];
    ring.lines()
        .map(|line| {
            let (from, to) = (line.start - origin, line.end - origin);
            from.x * to.y - to.x * from.y
        })
        .sum()
}

#[test]
fn the_geojson_follows_rfc_7946() {
    let demo = demo();
    let text = demo.read("uitkomst/sites.geojson");
    let geojson::GeoJson::FeatureCollection(collection) = text.parse().unwrap() else {
        panic!("no collection")
    };
    assert!(!text.contains("\"crs\""));
    assert_eq!(collection.features.len(), rows(&demo.path("uitkomst/shortlist.csv")).len());
    for feature in collection.features {
        let geometry = feature.geometry.unwrap();
        let shape: MultiPolygon<f64> = match geo_types::Geometry::try_from(geometry).unwrap() {
            geo_types::Geometry::Polygon(polygon) => polygon.into(),
            geo_types::Geometry::MultiPolygon(shape) => shape,
            other => panic!("{other:?}"),
        };
        for polygon in shape {
            for coord in polygon.exterior() {
                assert!((3.0..8.0).contains(&coord.x) && (50.0..54.0).contains(&coord.y), "{coord:?}");
            }
            assert!(winding(polygon.exterior()) > 0.0, "an exterior ring runs counter-clockwise");
            assert!(polygon.interiors().iter().all(|ring| winding(ring) < 0.0), "a hole runs clockwise");
        }
    }
}

fn sheet_xml(path: &std::path::Path, part: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_workbook_explains_itself() {
    let demo = demo();
    let path = demo.path("uitkomst/shortlist.xlsx");
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    assert_eq!(workbook.sheet_names(), ["Shortlist", "Alle locaties", "Toelichting", "Normen", "Bronnen"]);
    let mut sheet = |name: &str| workbook.worksheet_range(name).unwrap();

    let sites = sheet("Alle locaties");
    let csv = rows(&demo.path("uitkomst/shortlist.csv"));
    assert_eq!(sites.height(), csv.len() + 1);
    let header: Vec<String> = sites.rows().next().unwrap().iter().map(ToString::to_string).collect();
    for (cells, row) in sites.rows().skip(1).zip(&csv) {
        for (name, cell) in header.iter().zip(cells) {
            let expected = &row[name];
            match cell {
                Data::Float(number) => {
                    let told: f64 = expected.replace(',', ".").parse().unwrap();
                    assert!((number - told).abs() < 1e-7, "{name}: {number} and {expected}");
                }
                Data::Empty => assert_eq!(expected, "", "{name}"),
                Data::String(text) => assert_eq!(text.trim(), expected, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
    assert!(
        header
            .iter()
            .zip(sites.rows().nth(1).unwrap())
            .any(|(name, cell)| name == "pand_ids" && matches!(cell, Data::String(id) if id.len() == 16)),
        "an identification keeps its 16 digits"
    );

    let columns = sheet("Toelichting");
    let explained: Vec<String> = columns.rows().map(|row| row[1].to_string()).collect();
    let paper = sheet("Shortlist");
    let titles: Vec<String> = paper.rows().next().unwrap().iter().map(ToString::to_string).collect();
    for name in header.iter().chain(&titles) {
        assert!(explained.iter().any(|cell| cell == name), "{name} is not explained in {explained:?}");
    }

    let parameters = sheet("Normen");
    let run = demo.json("uitkomst/run.json");
    let keys: Vec<String> = parameters.rows().map(|row| row[0].to_string()).collect();
    for parameter in run["parameters"].as_array().unwrap() {
        let key = parameter["key"].as_str().unwrap();
        assert!(keys.iter().any(|cell| cell == key), "{key} is not listed");
    }
    assert!(sheet("Bronnen").height() > run["inputs"].as_array().unwrap().len());

    let first = sheet_xml(&path, "xl/worksheets/sheet1.xml");
    assert!(
        first.contains("ySplit=\"1\"") && first.contains("state=\"frozen\""),
        "the header stays in sight"
    );
    assert!(first.contains("<autoFilter "), "every column can be filtered");
    assert!(!first.contains("<f>"), "no formulas");
    assert!(
        first.contains("orientation=\"landscape\"") && first.contains("fitToHeight=\"0\""),
        "{first:.400}"
    );
    assert!(first.contains("<pageSetUpPr fitToPage=\"1\"/>"), "one page wide");
    let names = sheet_xml(&path, "xl/workbook.xml");
    assert!(names.contains("_xlnm.Print_Area") && names.contains("_xlnm.Print_Titles"), "{names}");
}

/// The first sheet is what a meeting gets: what is put forward, marked, then
/// the reserve; in Dutch words, and who can lift what is missing.
#[test]
fn the_first_sheet_is_the_shortlist_on_paper() {
    let demo = demo();
    let path = demo.path("uitkomst/shortlist.xlsx");
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let range = workbook.worksheet_range("Shortlist").unwrap();
    let mut all = range.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>());
    let head = all.next().unwrap();
    assert_eq!(head[..5], ["stand", "plaats", "locatie", "adres", "vorm"]);
    assert!(head.len() <= 17 && head.iter().all(|title| !title.contains('_')), "{head:?}");
    let rows: Vec<Vec<String>> = all.collect();
    let csv = self::rows(&demo.path("uitkomst/shortlist.csv"));
    let standing = |word: &str| csv.iter().filter(|row| row["standing"] == word).count();
    let (forward, reserve) = (standing("voorgedragen"), standing("reserve"));
    assert!(forward > 0 && reserve > 0);
    assert!(rows[..forward].iter().all(|row| row[0].ends_with("voorgedragen")), "{:?}", rows[0]);
    assert!(rows[forward..forward + reserve].iter().all(|row| row[0].ends_with("reserve")));
    assert!(rows[forward + reserve..].iter().all(|row| !row[0].ends_with("reserve")));
    let at = |title: &str| head.iter().position(|found| found == title).unwrap();
    let (missing, who) = (at("ontbreekt"), at("wie kan het wegnemen"));
    for row in rows.iter().filter(|row| !row[missing].is_empty()) {
        assert!(!row[who].is_empty(), "somebody can lift it: {row:?}");
    }
    let xml = sheet_xml(&path, "xl/worksheets/sheet1.xml");
    let style = |cell: &str| {
        let from = xml.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).unwrap_or_else(|| panic!("no {cell}"));
        from.split('"').next().unwrap().to_owned()
    };
    assert_ne!(style("A2"), style(&format!("A{}", forward + 2)), "put forward and reserve look different");
    for sheet in ["Shortlist", "Alle locaties", "Toelichting", "Normen", "Bronnen"] {
        let range = workbook.worksheet_range(sheet).unwrap();
        assert!(range.used_cells().all(|(_, _, cell)| !matches!(cell, Data::Bool(_))), "{sheet}: ja and nee");
    }
}

#[test]
fn the_report_stands_by_itself() {
    let html = demo().read("uitkomst/report.html");
    for reference in
        ["http://", "https://", "<script", "<link", "<iframe", "<object", "@import", " src=", "srcset"]
    {
        assert!(!html.contains(reference), "report.html holds `{reference}`");
    }
    let fetched: Vec<&str> = html
        .split("url(")
        .skip(1)
        .filter(|rest| !rest.starts_with('#') && !rest.starts_with("data:"))
        .collect();
    assert!(fetched.is_empty(), "{fetched:?}");
    assert!(html.starts_with("<!doctype html>") || html.starts_with("<!DOCTYPE html>"));
    assert!(html.contains("charset=\"utf-8\"") && html.contains("lang=\"nl\""));
    for shown in ["Stichting Polderhuis", "PH-35", "Elzermade, verzonnen gegevens", "3DBAG"] {
        assert!(html.contains(shown), "report.html does not name {shown}");
    }
}

#[test]
fn the_report_links_only_to_itself() {
    let html = demo().read("uitkomst/report.html");
    for link in html.split("href=\"").skip(1) {
        assert!(link.starts_with('#') || !link.split('"').next().unwrap().contains(':'), "{:.60}", link);
    }
}

#[test]
fn the_trail_holds_the_checksum_of_every_input() {
    let demo = demo();
    let run = demo.json("uitkomst/run.json");
    let inputs = run["inputs"].as_array().unwrap();
    assert_eq!(inputs.len(), 24);
    for input in inputs {
        let file = input["file"].as_str().unwrap();
        let bytes = fs::read(demo.path("invoer").join(file)).unwrap();
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(input["sha256"], sum, "{file}");
    }
    for parameter in run["parameters"].as_array().unwrap() {
        for field in ["unit", "source", "date"] {
            assert_ne!(parameter[field], "", "{} has no {field}", parameter["key"]);
        }
    }
}

#[test]
fn no_output_tells_where_it_was_made() {
    let place = Place::town();
    place.scan();
    let here = place.path("").display().to_string();
    let here = here.trim_end_matches('/').as_bytes();
    for (path, bytes) in place.files("uit") {
        assert!(!bytes.windows(here.len()).any(|window| window == here), "{}", path.display());
    }
}

#[test]
fn a_changed_parameter_shows_its_origin_in_every_trail() {
    let place = Place::town();
    place.edit("toplaag.toml", |toml| toml + "\n[params.optoppen]\nbouwjaar_min = 1990\n");
    let run = place.scan().run;
    let parameters = run["parameters"].as_array().unwrap();
    let changed = parameters.iter().find(|parameter| parameter["key"] == "optoppen.bouwjaar_min").unwrap();
    assert_eq!(changed["value"], 1990);
    assert_eq!(changed["origin"], "toplaag.toml");
    assert!(run["counts"]["unsuitable"]["bouwjaar"].as_u64().unwrap() > 94);
    assert!(place.read("uit/report.html").contains("bouwjaar_min"));
    let config = place.run("scan toplaag.toml --show-config").stdout;
    assert!(
        config
            .lines()
            .any(|line| line.starts_with("optoppen.bouwjaar_min = 1990") && line.ends_with("toplaag.toml")),
        "{config}"
    );
}

/// Every column of every layer has a title and stands in the map tip of its
/// layer: a name of a program is nothing to read on a map.
#[test]
fn qgis_has_titles_and_map_tips_for_every_column() {
    let demo = demo();
    let file = rusqlite::Connection::open(demo.path("uitkomst/toplaag.gpkg")).unwrap();
    let mut columns = file.prepare("SELECT table_name, column_name, title FROM gpkg_data_columns").unwrap();
    let columns: Vec<(String, String, Option<String>)> = columns
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(columns.len() > 180, "{}", columns.len());
    let style = |layer: &str| -> Option<String> {
        let found =
            file.query_row("SELECT styleQML FROM layer_styles WHERE f_table_name = ?", [layer], |row| {
                row.get(0)
            });
        found.ok()
    };
    let is_layer = |table: &str| -> bool {
        let sql = "SELECT count(*) > 0 FROM gpkg_geometry_columns WHERE table_name = ?";
        file.query_row(sql, [table], |row| row.get(0)).unwrap()
    };
    for (table, column, title) in &columns {
        let title = title.as_deref().unwrap_or_else(|| panic!("{table}.{column} has no title"));
        assert!(
            title != column && !title.contains('_'),
            "{table}.{column}: `{title}`; see wording/titles.rs"
        );
        if is_layer(table) {
            let style = style(table).unwrap_or_else(|| panic!("{table} has no style"));
            assert!(style.contains(&format!("<alias field=\"{column}\"")), "{table}.{column}");
            let tip = style.split("<mapTip").nth(1).unwrap_or_else(|| panic!("{table} has no map tip"));
            assert!(tip.contains(&format!("&quot;{column}&quot; IS NULL")), "{table}.{column}");
        }
    }
    assert!(style("sites").unwrap().contains("<renderer-v2"), "the colors of the map stay");
}

/// What a council reads, in its order, on one page that folds and prints.
#[test]
fn the_report_has_holdings_first_and_a_numbered_map_above_the_shortlist() {
    let html = demo().read("uitkomst/report.html");
    let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("no {part}"));
    assert!(at("<h2>Uw bezit</h2>") < at("<h2>Wat er gevonden is</h2>"));
    assert!(at("<h2>Shortlist</h2>") < at("<figure class=\"map\">"));
    assert!(at("<figure class=\"map\">") < at("<article"));
    let map = html.split("<figure class=\"map\">").nth(1).unwrap().split("</figure>").next().unwrap();
    let csv = rows(&demo().path("uitkomst/shortlist.csv"));
    let shown =
        csv.iter().filter(|row| ["voorgedragen", "reserve"].contains(&row["standing"].as_str())).count();
    for number in 1..=shown {
        assert!(map.contains(&format!(">{number}</text>")), "{number} of {shown}");
    }
    for part in ["<span>wegen</span>", "<span>geschikt</span>", "1 : "] {
        assert!(map.contains(part), "{part}");
    }
    // Each complex of the holdings has a line, those that lie elsewhere too.
    let held = html.split("<h2>Uw bezit</h2>").nth(1).unwrap().split("</section>").next().unwrap();
    for complex in ["PH-35", "ZL-102", "RV-99"] {
        assert!(held.contains(complex), "{complex}");
    }
    assert!(held.contains("geen pand ervan ligt in de invoer"));
    // Folded on screen: norms and sources.
    assert_eq!(html.matches("<details>").count(), 2);
    assert!(at("<details>") > at("<h2>Grenzen en aannamen</h2>"));
    // Figures stand state by state: none over geschikt and onbeslist.
    let states = html.split("<h2>Wat er gevonden is</h2>").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(states.contains("mogelijk, als bekend is:") && states.matches("<tr>").count() == 3, "{states}");
}
