//! Does it hold on the registers as they are published?
//!
//! On the files of `TOPLAAG_REAL_DATA`, or `shared/data/real` beside the
//! package; every test says so and is skipped where they are not there.

#![cfg_attr(not(feature = "gdal"), allow(unused_imports, reason = "some files only GDAL reads"))]

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{Arc, Mutex, Weak},
};

use geo::{Area as _, BooleanOps as _, Length as _};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use toplaag::{
    config::Input,
    issue::Issues,
    model::GebiedKind,
    overlay::{CellBox, Cells as _, Overlay, ZoneIndex, runs},
    read::{self, layer::Source},
};

use crate::support::{Place, rows, shared, verdicts};

type Shapes = Vec<MultiPolygon<f64>>;

const WEESP: &str = "bag/weesp/weesp_20211015_wfs-schema_DERIVED.gpkg";
const EXTRACT: &str = "bag/weesp/BAGGEM0457L-15102021.zip";
const BUURTEN: &str = "cbs/buurten_amsterdam_weesp_2024.geojson";
const GRID: &str = "netcongestie/capaciteitskaart_2024-05-26.csv";
const CAMPUS: &str = "bag/delft/tudcampus.geojson";
const TILE: &str = "3dbag/delft/3dbag_v210908_fd2cee53_5910.json";

/// The three panden of the tile without a point on their roof.
const NO_POINTS: usize = 3;

/// A real file, if it is there.
#[expect(clippy::print_stderr, reason = "a skipped test has to say that it was skipped")]
pub fn real(file: &str) -> Option<PathBuf> {
    let root = std::env::var_os("TOPLAAG_REAL_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/real")),
        PathBuf::from,
    );
    let path = root.join(file);
    if path.is_file() {
        return Some(path.canonicalize().unwrap());
    }
    eprintln!("skipped: no `{}`; set TOPLAAG_REAL_DATA", path.display());
    None
}

/// A project of real files: lines of TOML in which `{file}` stands for one.
fn project(toml: &str) -> Option<Place> {
    let mut text = String::new();
    let mut rest = toml;
    while let Some((before, after)) = rest.split_once('{') {
        let (file, after) = after.split_once('}').unwrap();
        text.push_str(before);
        text.push_str(&real(file)?.display().to_string());
        rest = after;
    }
    text.push_str(rest);
    Some(Place::project(&text))
}

/// The scan of Weesp, made once for the tests that look at it.
fn weesp() -> Option<Arc<Place>> {
    static SCAN: Mutex<Weak<Place>> = Mutex::new(Weak::new());
    let place = project(&format!(
        "[project]\nforms = [\"optoppen\"]\n[panden]\npath = \"{{{WEESP}}}\"\n\
         [verblijfsobjecten]\npath = \"{{{WEESP}}}\"\n[buurten]\npath = \"{{{BUURTEN}}}\"\n\
         [grid.postcodes]\npath = \"{{{GRID}}}\"\n"
    ))?;
    Some(shared(&SCAN, || {
        place.scan();
        place
    }))
}

#[test]
fn weesp_comes_out_whole_and_says_that_its_roofs_are_unknown() {
    let Some(place) = weesp() else { return };
    let run = place.json("uit/run.json");
    let counts = &run["counts"];
    for (name, expected) in [
        ("records", 12_227),
        ("panden", 12_227),
        ("duplicates", 0),
        ("without_id", 0),
        ("suitable", 0),
        ("verblijfsobjecten", 11_858),
        ("verblijfsobjecten_placed", 11_858),
        ("grid_verblijfsobjecten", 11_733),
        ("sites", 151),
        ("sites_apart", 151),
        ("sites_ranked", 0),
    ] {
        assert_eq!(counts[name], expected, "{name}");
    }
    assert_eq!(counts["issues"]["outside_pand"], 48);
    let undecided: Vec<&String> = counts["undecided"].as_object().unwrap().keys().collect();
    // The file names one pand for a unit that lies in several: 180 panden lack
    // one that they count, and the rest of what there is decides 54 of them.
    assert_eq!(undecided, ["roof", "structure", "units"]);
    assert_eq!(counts["undecided"]["units"], 126);

    let found = verdicts(&place.path("uit/toplaag.gpkg"));
    assert_eq!(found.len(), 12_227);
    for (id, verdict, reasons, missing) in &found {
        match verdict.as_str() {
            "unsuitable" => assert!(!reasons.is_empty(), "{id}"),
            "undecided" => assert!(
                missing.split(';').any(|code| ["roof", "structure", "units"].contains(&code)),
                "{id}: {missing}"
            ),
            other => panic!("{id}: {other}"),
        }
    }
}

#[test]
fn the_extract_of_weesp_gives_what_its_layers_give() {
    let Some(layers) = weesp() else { return };
    let Some(place) = project(&format!(
        "[panden]\npath = \"{{{EXTRACT}}}\"\n[verblijfsobjecten]\npath = \"{{{EXTRACT}}}\"\n\
         [buurten]\npath = \"{{{BUURTEN}}}\"\n[grid.postcodes]\npath = \"{{{GRID}}}\"\n"
    )) else {
        return;
    };
    let counts = &place.scan().run["counts"];
    let expected = &layers.json("uit/run.json")["counts"];
    for name in
        ["records", "panden", "verblijfsobjecten", "verblijfsobjecten_placed", "grid_verblijfsobjecten"]
    {
        assert_eq!(counts[name], expected[name], "{name}");
    }
    let left_out = &counts["left_out"];
    assert_eq!(left_out["pand"], serde_json::json!({ "history": 10_192, "inactive": 0, "ended": 672 }));
    assert_eq!(
        left_out["verblijfsobject"],
        serde_json::json!({ "history": 13_576, "inactive": 0, "ended": 651 })
    );
    // The layers name one pand of each verblijfsobject, the extract all: one
    // of several counts in the pand that holds its point, and lies in no other.
    // The 180 panden that then lack a unit say so in the layers alone.
    let path = real(EXTRACT).unwrap();
    let source = Source { name: EXTRACT.into(), path, preferred: &["verblijfsobject"], ..Source::default() };
    let input = Input { sources: vec![source], ..Input::default() };
    let units = read::verblijfsobjecten::read(&input, &mut Issues::default()).unwrap();
    let several = units.iter().map(|unit| unit.panden.as_slice()).filter(|panden| panden.len() > 1);
    let several: BTreeSet<String> = several.flatten().map(ToString::to_string).collect();
    let verdicts = |place: &Place| verdicts(&place.path("uit/toplaag.gpkg"));
    let (found, expected) = (verdicts(&place), verdicts(&layers));
    assert_eq!(found.len(), expected.len());
    let different: Vec<&String> = found
        .iter()
        .zip(&expected)
        .filter(|(found, expected)| found != expected)
        .map(|(found, _)| &found.0)
        .collect();
    assert!(different.len() <= 62 + 180 && different.iter().all(|id| several.contains(*id)), "{different:?}");
    assert_eq!(counts["issues"].get("outside_pand"), None);
}

/// All forms on real panden. Nothing was given about roads and water, so of no
/// plot anything is said, and it says so.
#[test]
fn weesp_has_every_form_and_its_plots_wait_for_roads() {
    let Some(place) = project(&format!(
        "[panden]\npath = \"{{{WEESP}}}\"\n[verblijfsobjecten]\npath = \"{{{WEESP}}}\"\n\
         [buurten]\npath = \"{{{BUURTEN}}}\"\n[grid.postcodes]\npath = \"{{{GRID}}}\"\n"
    )) else {
        return;
    };
    let run = place.scan().run;
    crate::record::ask_again(&place.path("uit"));
    let counts = &run["counts"];
    let forms = counts["forms"].as_object().unwrap();
    assert_eq!(forms.len(), 7, "{forms:?}");
    // 22 buurten of Weesp; the other 496 of the file hold no pand.
    let ground = &counts["ground"];
    assert_eq!(ground["domains"], 518);
    assert_eq!(ground["with_plots"].as_u64().unwrap() + ground["without_room"].as_u64().unwrap(), 518);
    assert!((20..=22).contains(&ground["with_plots"].as_u64().unwrap()), "{ground}");
    let said = &forms["inbreiding"];
    let counted = (&said["suitable"], &said["undecided"], &said["homes"]["undecided"]["high"]);
    assert_eq!(counted, (&0.into(), &0.into(), &0.into()));
    assert!(said["unsayable"].as_u64().unwrap() > 100 && said["unsayable_m2"].as_u64().unwrap() > 1_000_000);
    for site in rows(&place.path("uit/shortlist.csv")).iter().filter(|site| site["form"] == "inbreiding") {
        assert_eq!(site["verdict"], "niet te zeggen", "{}", site["site_id"]);
        for column in ["homes_low", "homes_mid", "homes_high", "score", "rank"] {
            assert_eq!(site[column], "", "{}: {column}", site["site_id"]);
        }
        assert!(site["reason"].contains("kaart van wegen"), "{}: {}", site["site_id"], site["reason"]);
        assert!(site["missing"].contains("open water") && site["missing"].contains("grond"));
    }
}

#[test]
fn weesp_is_ranked_apart_and_its_report_says_why() {
    let Some(place) = weesp() else { return };
    let sites = rows(&place.path("uit/shortlist.csv"));
    assert_eq!(sites.len(), 151);
    for site in &sites {
        assert_eq!(
            (site["rank"].as_str(), site["standing"].as_str()),
            ("", "apart: te weinig bekend"),
            "{}",
            site["site_id"]
        );
        assert!(site["missing"].contains("dak"), "{}: {}", site["site_id"], site["missing"]);
        assert_eq!(site["buurt_code"].len(), 10, "{}", site["site_id"]);
    }
}

/// The panden of Weesp and the buurten around them.
fn weesp_overlay() -> Option<(Shapes, Shapes)> {
    let (panden, buurten) = (real(WEESP)?, real(BUURTEN)?);
    let mut issues = Issues::default();
    let input = |path: PathBuf, preferred| Input {
        sources: vec![Source { name: path.display().to_string(), path, preferred, ..Source::default() }],
        ..Input::default()
    };
    let zones = read::gebieden::read(&input(buurten, &[]), GebiedKind::Buurt, &mut issues).unwrap();
    let mut footprints = Vec::new();
    read::panden::stream(&input(panden, &["pand"]), None, &mut issues, |batch, _| {
        footprints.extend(batch.into_iter().filter_map(|pand| pand.footprint));
        Ok(())
    })
    .unwrap();
    Some((footprints, zones.into_iter().map(|zone| zone.geometry).collect()))
}

/// Divides every footprint over the zones.
fn overlay(footprints: &[MultiPolygon<f64>], zones: &[MultiPolygon<f64>]) -> Vec<Overlay> {
    let index = ZoneIndex::new((0..).zip(zones.iter().cloned()).collect());
    footprints.iter().map(|footprint| index.overlay(footprint)).collect()
}

/// Shares by another hand: the zones whose box (in `boxes`) meets that of the
/// footprint, and the area of each intersection by `area_of`.
fn compare(
    footprint: &MultiPolygon<f64>,
    overlay: &Overlay,
    boxes: &[Option<geo_types::Rect<f64>>],
    area_of: impl Fn(usize) -> f64,
) -> usize {
    use geo::{BoundingRect as _, Intersects as _};
    let own = footprint.bounding_rect().unwrap();
    // In RD coordinates a shoelace loses digits; taken relative to the own corner it does not.
    let area = moved(footprint, own.min()).unsigned_area();
    let ours: BTreeMap<usize, f64> =
        overlay.shares.iter().map(|zone| (zone.group as usize, zone.share)).collect();
    let mut n = 0;
    for (at, zone) in boxes.iter().enumerate() {
        let meets = zone.is_some_and(|other| other.intersects(&own));
        let theirs = if meets { area_of(at) } else { 0.0 };
        let share = ours.get(&at).copied().unwrap_or(0.0);
        assert!(
            (share * area - theirs).abs() <= 1e-6 * area,
            "zone {at}: {share} of {area} m², the other says {theirs} m²"
        );
        n += usize::from(meets);
    }
    n
}

fn boxes(zones: &[MultiPolygon<f64>]) -> Vec<Option<geo_types::Rect<f64>>> {
    use geo::BoundingRect as _;
    zones.iter().map(MultiPolygon::bounding_rect).collect()
}

fn moved(shape: &MultiPolygon<f64>, origin: Coord<f64>) -> MultiPolygon<f64> {
    use geo::Translate as _;
    shape.translate(-origin.x, -origin.y)
}

#[cfg(feature = "gdal")]
mod geos {
    //! The second opinion: GEOS, through GDAL.

    use gdal::vector::Geometry;
    use geozero::{CoordDimensions, ToWkb as _};

    use super::*;

    fn geometry(shape: &MultiPolygon<f64>) -> Geometry {
        let wkb = geo_types::Geometry::MultiPolygon(shape.clone()).to_wkb(CoordDimensions::xy()).unwrap();
        Geometry::from_wkb(&wkb).unwrap()
    }

    /// Compares every footprint with every zone near it; gives how many pairs
    /// there were, and how many footprints are cut by a boundary.
    pub fn agrees(footprints: &[MultiPolygon<f64>], zones: &[MultiPolygon<f64>]) -> (usize, usize) {
        let ours = overlay(footprints, zones);
        let theirs: Vec<Geometry> = zones.iter().map(geometry).collect();
        let boxes = boxes(zones);
        let mut n_pairs = 0;
        for (footprint, overlay) in footprints.iter().zip(&ours) {
            let own = geometry(footprint);
            n_pairs += compare(footprint, overlay, &boxes, |at| {
                own.intersection(&theirs[at]).map_or(0.0, |common| common.area())
            });
        }
        let is_cut = |overlay: &&Overlay| overlay.shares.iter().any(|zone| zone.share < 1.0);
        (n_pairs, ours.iter().filter(is_cut).count())
    }
}

#[cfg(feature = "gdal")]
#[test]
fn geos_gives_every_pand_of_weesp_the_same_shares() {
    let Some((footprints, zones)) = weesp_overlay() else { return };
    assert_eq!((footprints.len(), zones.len()), (12_227, 518));
    let (n_pairs, n_cut) = geos::agrees(&footprints, &zones);
    assert!(n_pairs > 12_227 && n_cut > 0, "{n_pairs} pairs, {n_cut} cut");
}

/// The panden near the middle of Weesp, and the same a few meters further:
/// real outlines that cut each other in every way.
fn shifted(footprints: &[MultiPolygon<f64>]) -> (Shapes, Shapes) {
    use geo::Translate as _;
    let is_near = |shape: &&MultiPolygon<f64>| {
        let Coord { x, y } = shape.0[0].exterior().0[0];
        (131_400.0..132_000.0).contains(&x) && (479_900.0..480_500.0).contains(&y)
    };
    let near: Vec<_> = footprints.iter().filter(is_near).cloned().collect();
    let moved = near.iter().map(|shape| shape.translate(3.7, 2.3)).collect();
    (near, moved)
}

#[cfg(feature = "gdal")]
#[test]
fn geos_gives_panden_that_cut_each_other_the_same_shares() {
    let Some((footprints, _)) = weesp_overlay() else { return };
    let (near, moved) = shifted(&footprints);
    assert!(near.len() > 300, "{} panden", near.len());
    let (n_pairs, n_cut) = geos::agrees(&near, &moved);
    assert!(n_pairs > near.len() && n_cut > 400, "{n_pairs} pairs, {n_cut} of {} cut", near.len());
}

#[test]
fn brute_force_gives_panden_that_cut_each_other_the_same_shares() {
    let Some((footprints, _)) = weesp_overlay() else { return };
    let (near, zones) = shifted(&footprints);
    let ours = overlay(&near, &zones);
    let boxes = boxes(&zones);
    for (footprint, overlay) in near.iter().zip(&ours) {
        let origin = footprint.0[0].exterior().0[0];
        let own = moved(footprint, origin);
        compare(footprint, overlay, &boxes, |at| {
            own.intersection(&moved(&zones[at], origin)).unsigned_area()
        });
    }
}

/// The polygons of a layer in RD New.
#[cfg(feature = "gdal")]
fn polygons(path: PathBuf) -> Vec<MultiPolygon<f64>> {
    let source = Source { name: path.display().to_string(), path, ..Source::default() };
    let mut layer = read::layer::Layer::open(&source).unwrap();
    let crs = layer.crs().clone();
    let mut shapes = Vec::new();
    layer
        .read(&[], &mut |record| {
            shapes.extend(record.shape.polygon(&crs).map(|cleaned| cleaned.geometry));
            Ok(())
        })
        .unwrap();
    shapes
}

#[cfg(feature = "gdal")]
#[test]
fn geos_gives_the_bgt_of_delft_the_same_shares() {
    let mut zones = Vec::new();
    let mut counts = Vec::new();
    for layer in ["wegdeel", "begroeidterreindeel", "onbegroeidterreindeel", "waterdeel"] {
        let Some(path) = real(&format!("bgt/delft/bgt_{layer}.sqlite")) else { return };
        let shapes = polygons(path);
        counts.push(shapes.len());
        zones.extend(shapes);
    }
    assert_eq!(counts, [151, 126, 81, 3]);
    // The panden, which lie beside all of these, and squares at an angle that
    // lie across them.
    let Some(path) = real("bgt/delft/bgt_pand.sqlite") else { return };
    let panden = polygons(path);
    assert_eq!(panden.len(), 160);
    let squares: Vec<MultiPolygon<f64>> = (0..12)
        .flat_map(|column| (0..8).map(move |row| (f64::from(column), f64::from(row))))
        .map(|(column, row)| {
            let (x, y) = (84_770.0 + 25.0 * column, 447_440.0 + 24.0 * row);
            let ring = [(0.0, 0.0), (20.0, 3.1), (16.9, 23.1), (-3.1, 20.0), (0.0, 0.0)];
            Polygon::new(LineString::from_iter(ring.map(|(dx, dy)| (x + dx, y + dy))), Vec::new()).into()
        })
        .collect();
    geos::agrees(&panden, &zones);
    let (n_pairs, n_cut) = geos::agrees(&squares, &zones);
    assert!(n_pairs > 300 && n_cut > 50, "{n_pairs} pairs, {n_cut} cut");
}

#[test]
fn the_campus_of_delft_finds_its_heights() {
    let Some(place) =
        project(&format!("[panden]\npath = \"{{{CAMPUS}}}\"\n[heights]\npath = \"{{{TILE}}}\"\n"))
    else {
        return;
    };
    let scanned = place.scan_in("en");
    assert_eq!(
        (scanned.count("records"), scanned.count("panden"), scanned.count("duplicates")),
        (1_529, 1_526, 3)
    );
    assert_eq!((scanned.count("heights"), scanned.count("heights_joined")), (432, 421));
    scanned
        .found(&["duplicate_id 0503100000030264: occurs 4 times with another footprint; the first is kept"]);
    let roofless: Vec<_> = without_points(&place);
    for (id, verdict, missing) in &roofless {
        assert_eq!(verdict, "undecided", "{id}");
        assert!(missing.split(';').any(|code| code == "roof"), "{id}: {missing}");
    }
}

/// Panden whose roof shape is `no points`: identification, verdict, missing.
fn without_points(place: &Place) -> Vec<(String, String, String)> {
    let file = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let mut query = file
        .prepare(
            "select identificatie, verdict, coalesce(missing, '') from panden where dak_type = 'no points'",
        )
        .unwrap();
    query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn a_tile_of_3dbag_is_panden_and_heights_at_once() {
    let Some(place) =
        project(&format!("[panden]\npath = \"{{{TILE}}}\"\n[heights]\npath = \"{{{TILE}}}\"\n"))
    else {
        return;
    };
    let scanned = place.scan();
    assert_eq!((scanned.count("panden"), scanned.count("heights_joined")), (432, 432));
    scanned.found(&[]);
    let roofless = without_points(&place);
    assert_eq!(roofless.len(), NO_POINTS);
    for (id, verdict, missing) in &roofless {
        assert_eq!(verdict, "undecided", "{id}: {missing}");
    }
}

#[test]
fn the_tiles_of_zeist_and_bunnik_run_alone() {
    let tiles = "[\"{3dbag/zeist/9-516-588.city.json}\", \"{3dbag/zeist/9-516-584.city.json}\"]";
    let Some(place) = project(&format!("[panden]\npath = {tiles}\n[heights]\npath = {tiles}\n")) else {
        return;
    };
    let scanned = place.scan();
    assert_eq!(
        (scanned.count("records"), scanned.count("panden"), scanned.count("heights_joined")),
        (1_293, 1_293, 1_293)
    );
    assert_eq!(scanned.count("suitable"), 0, "without verblijfsobjecten nobody knows what is lived in");
    for total in ["homes_suitable", "homes_undecided", "homes_sets"] {
        assert!(scanned.run["counts"][total].is_null(), "a total of homes nobody can know: {total}");
    }
    assert!(place.read("uit/report.html").contains("zonder verblijfsobjecten is er geen aantal woningen"));
    scanned.found(&[]);
}

#[test]
fn a_response_of_the_bag_wfs_runs_alone() {
    let Some(place) = project("[panden]\npath = \"{bag/amstelveen/bag_pand_wfs_1000.geojson}\"\n") else {
        return;
    };
    let scanned = place.scan();
    assert_eq!((scanned.count("records"), scanned.count("panden")), (1_000, 1_000));
    scanned.found(&[]);
    // The panden's own columns tell how many homes there are.
    assert!(scanned.run["counts"]["undecided"]["roof"].as_u64().unwrap() > 500);
}

#[test]
fn a_geopackage_with_reals_for_years_and_another_layer_name_runs() {
    let Some(place) = project("[panden]\npath = \"{bag/delft/wippolder.gpkg}\"\n") else { return };
    let scanned = place.scan_in("en");
    assert_eq!((scanned.count("records"), scanned.count("panden"), scanned.count("without_id")), (60, 59, 1));
    assert_eq!(scanned.run["inputs"][0]["layer"], "bag_pand_kerk");
    scanned.found(&["bad_id record 60: `x2` is not the 16-digit identification of a pand; left out"]);
    let file = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let years: i64 = file
        .query_row("select count(*) from panden where bouwjaar between 1000 and 2100", [], |row| row.get(0))
        .unwrap();
    assert_eq!(years, 59);
}

#[test]
fn one_bad_polygon_in_gml_is_repaired() {
    let file = "bag/doesburg_lv_sample/pand-gml-bad.xml";
    // The voorkomen in it ended in 2019.
    refused(
        file,
        "",
        &format!(
            "error: none of the 1 voorkomens in layer `pand` of `{file}` holds on the day asked for\n\
             hint: set `peildatum` to a day on which they existed; without one the extract is read as of today"
        ),
    );
    let Some(place) =
        project(&format!("[project]\npeildatum = \"2018-12-01\"\n[panden]\npath = \"{{{file}}}\"\n"))
    else {
        return;
    };
    let scanned = place.scan();
    assert_eq!(scanned.count("panden"), 1);
    assert_eq!(scanned.issues[0].kind, "repaired_geometry");
}

/// Real files that are something else than panden: what a user reads.
#[track_caller]
fn refused(file: &str, toml: &str, message: &str) {
    let Some(path) = real(file) else { return };
    let place = Place::project(&format!("[panden]\npath = \"{}\"\n{toml}", path.display()));
    let ran = place.run("scan toplaag.toml --out uit -q");
    let said = ran.stderr.replace(&path.display().to_string(), file);
    assert_eq!(said.trim_end(), message.trim_end());
    assert_eq!(ran.code, Some(3));
    assert_eq!(place.names(), ["toplaag.toml"]);
}

#[test]
fn the_bgt_is_not_taken_for_the_bag() {
    refused(
        "bgt/delft/bgt_pand.sqlite",
        "",
        "error: layer `buildingpart` in `bgt/delft/bgt_pand.sqlite` has no column for `id`; it has: gml_id, creationdate, lv_publicatiedatum, relatievehoogteligging, inonderzoek, tijdstipregistratie, namespace, lokaalid, bronhouder, bgt_status, plus_status, identificatiebagpnd, tekst, plaatsingspunt, hoek, identificatiebagvbolaagstehuisnummer, identificatiebagvbohoogstehuisnummer, terminationdate, eindregistratie\n\
             hint: write `columns = { id = \"…\" }` with one of these names in the project file",
    );
    refused(
        "bgt/noord_beveland/bgt_pand.gml",
        "",
        "error: layer `BuildingPart` in `bgt/noord_beveland/bgt_pand.gml`: the file does not say which coordinates it uses; they look like RD New\n\
             hint: write `crs = \"EPSG:28992\"` for this input in the project file",
    );
}

#[test]
fn an_address_file_is_not_taken_for_panden() {
    refused(
        "bag/amsterdam/bag.gpkg",
        "",
        "error: `bag/amsterdam/bag.gpkg` has no layer `pand` or `panden` or `bag_pand` or `bag:pand`; it has: ligplaatsen, standplaatsen, verblijfsobjecten\n\
             hint: write `layer = \"…\"` with one of these names in the project file",
    );
    refused(
        "bag/amsterdam/bag.gpkg",
        "layer = \"verblijfsobjecten\"\n",
        "error: layer `verblijfsobjecten` in `bag/amsterdam/bag.gpkg` has no column for `id`; it has: nummer_id, straatnaam, huisnummer, huisletter, toevoeging, woonplaats, postcode, type, status, datum_strt, datum_eind, document, datum_doc, rdf_seealso, minx, maxx, miny, maxy\n\
             hint: write `columns = { id = \"…\" }` with one of these names in the project file",
    );
}

#[test]
fn a_raster_is_answered_with_what_can_be_read() {
    refused(
        "ahn/ahn_5m_cadzand.tif",
        "",
        "error: `ahn/ahn_5m_cadzand.tif` has no format this program can read\n\
             hint: give a GeoPackage, FlatGeobuf, GeoParquet, GeoJSON, CityJSON, BAG extract, CSV or XLSX file, or Shapefile, GML, SpatiaLite, FileGDB, KML or MapInfo",
    );
}

#[test]
#[cfg(feature = "gdal")]
fn the_water_of_cadzand_holds_as_many_cells_of_ahn_as_its_area_says() {
    let (Some(ahn), Some(water)) =
        (real("ahn/ahn_5m_cadzand.tif"), real("bgt/cadzand/bgt_waterdeel.geojson"))
    else {
        return;
    };
    let input = Input { sources: vec![Source { path: ahn, ..Source::default() }], ..Input::default() };
    let mosaic = read::raster::Mosaic::open(&input).unwrap();
    let grid = mosaic.grid();
    let (mut n_cells, mut area) = (0_i64, 0.0);
    let polygons = polygons(water);
    for polygon in polygons.iter().flatten() {
        let cells: i64 =
            runs(&grid, polygon).unwrap().iter().map(|run| run.columns.end - run.columns.start).sum();
        let off = (cells as f64 * 25.0 - polygon.unsigned_area()).abs();
        // Only cells that the boundary runs through can be counted too many
        // or too few: a strip of a cell's diagonal on either side of it.
        let perimeter: f64 = std::iter::once(polygon.exterior())
            .chain(polygon.interiors())
            .map(|ring| geo::Euclidean.length(ring))
            .sum();
        assert!(off <= perimeter * 7.1 + 160.0, "{off} m² off {}", polygon.unsigned_area());
        n_cells += cells;
        area += polygon.unsigned_area();
    }
    // What one polygon has too many another has too few.
    assert!(polygons.len() > 100 && (n_cells as f64 * 25.0 / area - 1.0).abs() < 0.01, "{n_cells} {area}");
    let heights = mosaic.window(&CellBox { columns: 0..400, rows: 0..400 });
    assert_eq!(heights.len(), 160_000);
    mosaic.check().unwrap();
}

/// Weesp, buurt by buurt: every pand belongs to one, and every passport fits
/// on two sides.
#[test]
fn the_passports_of_all_22_buurten_of_weesp_fit_on_two_sides() {
    let toml = format!(
        "[panden]\npath = '{{{EXTRACT}}}'\n[verblijfsobjecten]\npath = '{{{EXTRACT}}}'\n[buurten]\npath = '{{{BUURTEN}}}'\n\
         [grid]\npostcodes = {{ path = '{{{GRID}}}', date = '2024-05-26' }}\n"
    );
    let Some(place) = project(&toml) else { return };
    place.scan();
    place.run("paspoort uit --out pas -q").says(0, "");
    let run = place.json("pas/run.json");
    assert_eq!((run["counts"]["passports"].as_u64(), run["counts"]["failed"].as_u64()), (Some(22), Some(0)));
    let (mut homes, mut panden) = (0, 0);
    for (path, bytes) in place.files("pas") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".json") && name != "run.json" {
            let passport: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            homes += passport["stock"]["homes"].as_u64().unwrap();
            panden += passport["stock"]["panden"].as_u64().unwrap();
        }
        if name.ends_with(".pdf") {
            assert!(bytes.len() < 2_000_000, "{name}: {} bytes", bytes.len());
            let Some(about) = crate::paspoort::poppler("pdfinfo", &path, &[]) else { continue };
            assert!(about.contains("Pages:           2"), "{name}: {about}");
        }
    }
    let whole = rusqlite::Connection::open(place.path("uit/toplaag.gpkg")).unwrap();
    let all: (u64, u64) = whole
        .query_row(
            "select sum(n_homes), count(*) from panden where buurt_code is not null and (status like 'Pand in gebruik%' \
             or status = 'Verbouwing pand')",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    // A pand across a border has its largest share in one buurt and its middle in another, and a few stand
    // outside all buurten with their middle.
    let near = |found: u64, expected: u64| found.abs_diff(expected) <= expected / 500;
    assert!(near(homes, all.0) && near(panden, all.1), "{homes} {panden} of {all:?}");
}
